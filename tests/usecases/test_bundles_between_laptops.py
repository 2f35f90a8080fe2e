"""Four real laptops hand over to each other: a referral and its outcome, never too much, never twice."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import camera
import pytest
from four_laptops import Street, assert_whole, day_of, refer, silent, talk

from fieldcheck.bundle.zip_bytes import read_zip
from fieldcheck.crypto import unseal
from fieldcheck.domain import events
from fieldcheck.domain.errors import BundleRefused, NotAllowed
from fieldcheck.domain.referral import Outcome, ReferralStage
from fieldcheck.domain.things.thing import Thing, ThingKind
from fieldcheck.domain.things.thing_json import thing_to_json
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import (
    brought_referrals,
    export_outcome,
    export_referral,
    referral_bundle,
)
from fieldcheck.usecases.importing import bundles_in, take_in
from fieldcheck.usecases.interviewing import read_interview, start_interview
from fieldcheck.usecases.ports import BundleKind, Cancelled
from fieldcheck.usecases.referring import acknowledge_referral

# --- a referral, there and back ---


def test_a_referral_walks_to_the_inspectorate_and_its_outcome_walks_back(tent: Street) -> None:
    case, interview = talk(tent.intake1, papers_kept_by="employer")
    referral = refer(tent.intake1, case)
    path = export_referral(tent.intake1, referral.id, tent.stick, progress=silent)
    brought = take_in(tent.iszw, path, progress=silent)
    assert (brought.kind, brought.device_name, brought.cases) == (BundleKind.REFERRAL, "intake1", (case.id,))
    assert brought.new == len(tent.iszw.store.excerpts()) > 3
    assert tent.iszw.store.cases_told_of() == 0, "its own day does not hold what only came as an excerpt"
    assert tent.iszw.store.referrals(recipients=["iszw"]) == (replace(referral),)
    read = read_interview(tent.iszw, interview)
    place = read.run.form.reference("papers_kept_by")
    assert read.interview.answers[place].value == "employer"

    acknowledge_referral(tent.iszw, referral.id, by="I. Spekteur")
    told = {"outcome": Outcome.ACCEPTED.value, "words": "Wij spreken haar vandaag nog."}
    tent.iszw.write(events.OUTCOME_GIVEN, "referral", referral.id, told)
    back = export_outcome(tent.iszw, case.id, tent.stick, progress=silent)
    heard = take_in(tent.intake1, back, progress=silent)
    assert (heard.kind, heard.device_name, heard.new, heard.cases) == (
        BundleKind.OUTCOME,
        "iszw",
        2,
        (case.id,),
    )
    now = tent.intake1.store.referral(referral.id)
    assert (now.outcome, now.outcome_words) == (Outcome.ACCEPTED, "Wij spreken haar vandaag nog.")
    assert (now.stage, now.acknowledged_by) == (ReferralStage.ACKNOWLEDGED, "I. Spekteur")
    assert [line.kind for line in tent.intake1.store.bundles()] == ["outcome", "referral"]
    for desk in tent.desks:
        assert_whole(desk)


def test_what_is_referred_to_the_municipality_is_taken_over_there_and_told_back(tent: Street) -> None:
    case, interview = talk(tent.intake1, papers_kept_by="employer")
    referral = refer(tent.intake1, case, "municipality")
    path = export_referral(tent.intake1, referral.id, tent.stick, progress=silent)
    assert brought_referrals(tent.intake1, case.id) == frozenset()
    brought = take_in(tent.town, path, progress=silent)
    assert brought.cases == (case.id,)
    assert brought_referrals(tent.town, case.id) == {referral.id}
    with pytest.raises(KeyError):
        tent.town.store.interview(interview)  # what was said stays where it was said
    acknowledge_referral(tent.town, referral.id, by="M. Edewerker, verzonnen")
    there = export_outcome(tent.town, case.id, tent.stick, progress=silent)
    take_in(tent.intake1, there, progress=silent)
    told = tent.intake1.store.referral(referral.id)
    assert (told.stage, told.acknowledged_by) == (ReferralStage.ACKNOWLEDGED, "M. Edewerker, verzonnen")


def test_the_files_tell_nobody_whose_they_are(tent: Street) -> None:
    case, _ = talk(tent.intake1)
    referral = refer(tent.intake1, case)
    path = export_referral(tent.intake1, referral.id, tent.stick, progress=silent)
    day = tent.intake1.action.day.isoformat()
    short = referral.id[-8:]
    assert path.name == f"{day}-park-de-voorbeeldhoeve-intake1-verwijzing-iszw-{short}.asice.age"
    assert case.code.lower() not in path.name
    take_in(tent.iszw, path, progress=silent)
    acknowledge_referral(tent.iszw, referral.id, by="I. Spekteur")
    back = export_outcome(tent.iszw, case.id, tent.stick, progress=silent)
    assert back.name == f"{day}-park-de-voorbeeldhoeve-iszw-terugmelding-{short}.asice.age"


def test_a_bundle_says_who_may_have_it_and_on_what_ground(tent: Street) -> None:
    case, _ = talk(tent.intake1)
    path = export_referral(tent.intake1, refer(tent.intake1, case).id, tent.stick, progress=silent)
    manifest = json.loads(opened(tent.iszw, "iszw", path)["manifest.json"])
    assert (manifest["kind"], manifest["format"], manifest["case"]["code"]) == ("referral", 1, case.code)
    assert [one["code"] for one in manifest["recipients"]] == ["iszw"]
    assert "AVG" in manifest["recipients"][0]["legal_basis"]
    assert {one["unit"]: one["count"] for one in manifest["counts"]}["persons"] == 1
    assert len(manifest["forms"]) == 1
    for desk in (tent.coordinator, tent.intake2):
        with pytest.raises((BundleRefused, NotAllowed)):
            take_in(desk, path, progress=silent)


def opened(desk: Desk, code: str, path: Path) -> dict[str, bytes]:
    return read_zip(unseal(path.read_bytes(), desk.secret(f"age.{code}")))


# --- nothing leaks ---


def test_no_byte_of_another_case_travels(tent: Street) -> None:
    desk = tent.intake1
    other, their_talk = talk(desk, papers_kept_by="employer")
    case, _ = talk(desk)
    secret = "een zin die alleen in de andere zaak staat"
    desk.write(events.NOTE_RECORDED, "interview", their_talk, {"reference": "/data/consent", "text": secret})
    refer(desk, other, why=secret)
    desk.write(events.CASES_JOINED, "case", case.id, {"other": other.id, "reason": secret})
    thing = thing_to_json(Thing(ThingKind.EMPLOYER, "Verzonnen Uitzendbureau"))
    desk.write(events.THING_RECORDED, "thing", "thing-1", {"thing": thing})
    for linked in (case, other):
        link = {"case": linked.id, "relation": "works-for", "source": "officer"}
        desk.write(events.THING_LINKED, "thing", "thing-1", link)
    path = export_referral(desk, refer(desk, case).id, tent.stick, progress=silent)
    everything = b"".join(opened(tent.iszw, "iszw", path).values())
    for hidden in (other.id, other.code, their_talk, secret):
        assert hidden.encode() not in everything, hidden
    assert b"Verzonnen Uitzendbureau" in everything
    assert case.code.encode() in everything


def test_who_else_was_alerted_and_who_looked_do_not_travel(tent: Street) -> None:
    case, _ = talk(tent.intake1)
    refer(tent.intake1, case, to="municipality", why="al lang op het park")
    tent.intake1.write(events.RECORD_VIEWED, "case", case.id, {"screen": "outcome"})
    bundle = referral_bundle(tent.intake1, refer(tent.intake1, case).id)
    kinds = [entry.kind for entry in bundle.entries]
    assert kinds.count(events.REFERRAL_SENT) == 1
    assert events.RECORD_VIEWED not in kinds
    assert all(entry.subject_kind not in ("action", "session") for entry in bundle.entries)


@pytest.mark.forging
def test_the_municipality_gets_nothing_of_what_was_said(tent: Street) -> None:
    case, _ = talk(tent.intake1, papers_kept_by="employer")
    tent.intake1.write(events.QUALIFICATION_SET, "case", case.id, {"step": "nothing", "reason": "oefening"})
    bundle = referral_bundle(tent.intake1, refer(tent.intake1, case, to="municipality").id)
    assert {entry.kind for entry in bundle.entries} == {events.CASE_OPENED, events.REFERRAL_SENT}
    assert list(bundle.forms) == []


@pytest.mark.forging
@pytest.mark.parametrize(
    ("kind", "payload", "travels"),
    [
        (events.NOTE_SEALED, {"sealed": "AAAA", "to": "iszw"}, True),
        (events.NOTE_SEALED, {"sealed": "AAAA", "to": "coordinator"}, False),
        (events.CONTACT_AGREED, {"sealed": "AAAA", "to": ["iszw", "coordinator"]}, True),
        (events.CONTACT_AGREED, {"sealed": "AAAA", "to": ["municipality"]}, False),
        (events.CONTACT_AGREED, {"sealed": "AAAA"}, False),
    ],
)
def test_what_is_sealed_travels_only_to_its_own_recipients(
    tent: Street, kind: str, payload: dict[str, object], travels: bool
) -> None:
    case, _ = talk(tent.intake1)
    tent.intake1.write(kind, "case", case.id, payload)
    bundle = referral_bundle(tent.intake1, refer(tent.intake1, case).id)
    assert (kind in {entry.kind for entry in bundle.entries}) == travels


def test_an_assessment_with_a_sealed_note_does_not_go_back(tent: Street) -> None:
    case, _ = talk(tent.intake1)
    referral = refer(tent.intake1, case)
    take_in(
        tent.iszw, export_referral(tent.intake1, referral.id, tent.stick, progress=silent), progress=silent
    )
    for note in ("AAAA", ""):
        payload = {"assessment": "taken-up", "sealed_note": note}
        tent.iszw.write(events.REFERRAL_ASSESSED, "referral", referral.id, payload)
    back = export_outcome(tent.iszw, case.id, tent.stick, progress=silent)
    take_in(tent.intake1, back, progress=silent)
    now = tent.intake1.store.referral(referral.id)
    assert (now.stage, now.sealed_note) == (ReferralStage.ACCEPTED, "")
    assert b"AAAA" not in b"".join(opened(tent.intake1, "intake", back).values())


def test_photos_and_forms_travel_along(tent: Street) -> None:
    case = open_case(tent.intake1)
    talking = start_interview(tent.intake1, case.id, "pl", form_id="housing")
    photo = talking.run.form.reference("photo_outside")
    talking.save(talking.attach(photo, camera.jpeg(), filename="IMG_1.jpg", media_type="image/jpeg"))
    path = export_referral(tent.intake1, refer(tent.intake1, case).id, tent.stick, progress=silent)
    take_in(tent.iszw, path, progress=silent)
    there = read_interview(tent.iszw, talking.interview.id)
    assert there.attachment(photo) == talking.attachment(photo)
    assert list(tent.iszw.store.broken()) == []


# --- again, and stopped ---


def test_the_same_stick_twice_is_already_known(tent: Street) -> None:
    talk(tent.intake1)
    path = day_of(tent.intake1, tent.stick)
    first = take_in(tent.coordinator, path, progress=silent)
    assert first.new > 5
    assert not first.known
    digest = tent.coordinator.store.projections_digest()
    again = take_in(tent.coordinator, path, progress=silent)
    assert (again.known, again.new, again.cases) == (True, 0, ())
    assert tent.coordinator.store.projections_digest() == digest, "nothing happened, nothing is on record"


def test_a_later_day_brings_only_what_is_new(tent: Street) -> None:
    talk(tent.intake1)
    take_in(tent.coordinator, day_of(tent.intake1, tent.stick), progress=silent)
    case, _ = talk(tent.intake1)
    later = take_in(tent.coordinator, day_of(tent.intake1, tent.stick), progress=silent)
    assert later.cases == (case.id,)


def test_stopping_takes_nothing_in_and_leaves_the_file(tent: Street) -> None:
    talk(tent.intake1)
    path = day_of(tent.intake1, tent.stick)
    before, bytes_before = tent.coordinator.store.projections_digest(), path.read_bytes()

    def stop(done: int, total: int) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        take_in(tent.coordinator, path, progress=stop)
    assert tent.coordinator.store.projections_digest() == before
    assert path.read_bytes() == bytes_before


def test_all_bundles_on_a_stick_are_found_and_nothing_else(tent: Street) -> None:
    talk(tent.intake1)
    paths = {day_of(tent.intake1, tent.stick), day_of(tent.intake2, tent.stick)}
    for name in ("vakantie.jpg", "2026-01-01-x.set-up.asice.age", ".2026-01-01-x.asice.age"):
        (tent.stick / name).write_bytes(b"x")
    assert set(bundles_in(tent.stick)) == paths
    with pytest.raises(BundleRefused):
        bundles_in(tent.stick / "niets")
