"""Four real laptops hand over to each other: days, a referral, an outcome; in any order, never too much."""

from __future__ import annotations

import contextlib
import itertools
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import camera
import pytest
from four_laptops import PLANS, QUICK, Street, founded, laptop, refer, silent, street, talk

from fieldcheck.bootstrap import Installation
from fieldcheck.bundle import AsicBundles
from fieldcheck.bundle.zip_bytes import read_zip, write_zip
from fieldcheck.crypto import issue_device, new_age_identity, recipient_of, seal, unseal
from fieldcheck.domain import events
from fieldcheck.domain.errors import BundleRefused, FieldcheckError, NotAllowed, UserFixable
from fieldcheck.domain.identifiers import ActionId, CaseId, DeviceId, FormDigest, InterviewId
from fieldcheck.domain.journal import sha256_hex
from fieldcheck.domain.referral import Outcome, ReferralStage
from fieldcheck.domain.roles import Role
from fieldcheck.domain.things.thing import Thing, ThingKind
from fieldcheck.domain.things.thing_json import thing_to_json
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.conflicts import conflicts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import (
    brought_referrals,
    day_bundle,
    export_day,
    export_outcome,
    export_referral,
    referral_bundle,
)
from fieldcheck.usecases.importing import bundles_in, may_take_in, take_in
from fieldcheck.usecases.interviewing import read_interview, resume_interview, start_interview
from fieldcheck.usecases.ports import BundleKind, Cancelled
from fieldcheck.usecases.preparing import found
from fieldcheck.usecases.referring import acknowledge_referral
from fieldcheck.usecases.watching import laptops_seen
from tests.morning import now


@pytest.fixture
def tent(tmp_path: Path) -> Iterator[Street]:
    with street(tmp_path) as laptops:
        yield laptops


def day_of(desk: Desk, folder: Path) -> Path:
    """The day of a laptop, as its coordinator role would hand it over."""
    coordinator = replace(desk, actor=replace(desk.actor, role=Role.COORDINATOR))
    return export_day(coordinator, folder, progress=silent)


def assert_whole(desk: Desk) -> None:
    kept = desk.store.projections_digest()
    desk.store.rebuild()
    assert desk.store.projections_digest() == kept
    assert list(desk.store.broken()) == []


# --- a referral, there and back ---


def test_a_referral_walks_to_the_inspectorate_and_its_outcome_walks_back(tent: Street) -> None:
    case, interview = talk(tent.intake1, papers_kept_by="employer")
    referral = refer(tent.intake1, case)
    path = export_referral(tent.intake1, referral.id, tent.stick, progress=silent)
    brought = take_in(tent.iszw, path, progress=silent)
    assert (brought.kind, brought.device_name, brought.cases) == (BundleKind.REFERRAL, "intake1", (case.id,))
    assert brought.new == len(tent.iszw.store.excerpts()) > 3
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


# --- merging ---


def worked(tent: Street) -> list[Path]:
    """A morning on three laptops, with a referral and its outcome; the four files for the coordinator."""
    case, _ = talk(tent.intake1)
    talk(tent.intake2, papers_kept_by="employer")
    referral = refer(tent.intake1, case)
    there = export_referral(tent.intake1, referral.id, tent.stick, progress=silent)
    take_in(tent.iszw, there, progress=silent)
    acknowledge_referral(tent.iszw, referral.id, by="I. Spekteur")
    talk(tent.iszw)
    back = export_outcome(tent.iszw, case.id, tent.stick, progress=silent)
    take_in(tent.intake1, back, progress=silent)
    talk(tent.intake1)
    return [day_of(desk, tent.stick) for desk in (tent.intake1, tent.intake2, tent.iszw)]


def test_any_order_of_importing_gives_the_same(tent: Street, tmp_path: Path) -> None:
    days = worked(tent)
    coordinator = tent.coordinator
    key = {"coordinator": coordinator.secret("age.coordinator")}
    authority = coordinator.secret("authority.pem").encode()
    read = [coordinator.bundles.read(path, key, authority, progress=silent) for path in days]
    assert all(one.report.ok for one in read)
    excerpts = tent.iszw.store.excerpts()
    begun, digests = tuple(coordinator.store.entries()), set()
    for order in itertools.permutations(range(4)):
        vault = FileVault(tmp_path / "".join(map(str, order)), now, stretching=QUICK)
        store = vault.create("C. Voorbeeld", "zes ezels in de mist", DeviceId("nieuw")).store
        try:
            store.become(coordinator.store.device)
            store.merge(begun)
            for place in order:
                if place == 3:
                    store.take_excerpt(excerpts)
                else:
                    store.merge(read[place].entries, read[place].attachments)
            digests.add(store.projections_digest())
            assert store.excerpts() == (), "the whole chain stands for what came alone"
            assert list(store.broken()) == []
        finally:
            store.close()
    assert len(digests) == 1


def test_after_the_day_the_coordinator_knows_all_of_it(tent: Street) -> None:
    days = worked(tent)
    for path in reversed(days):
        take_in(tent.coordinator, path, progress=silent)
    assert {case.code[:2] for case in tent.coordinator.store.cases()} == {"A1", "B2", "IZ"}
    [referral] = tent.coordinator.store.referrals()
    assert referral.acknowledged_by == "I. Spekteur"
    assert [(line.incoming, line.device_name) for line in tent.coordinator.store.bundles()[:1]] == [
        (True, "intake1")
    ]
    assert_whole(tent.coordinator)


def test_a_laptop_is_missing_until_its_own_day_came_in_here(tent: Street) -> None:
    """What another laptop took in, or one case that came by itself, does not stand for the day."""
    case, _ = talk(tent.intake1)
    referral = refer(tent.intake1, case)
    path = export_referral(tent.intake1, referral.id, tent.stick, progress=silent)
    take_in(tent.iszw, path, progress=silent)
    acknowledge_referral(tent.iszw, referral.id, by="I. Spekteur")
    take_in(tent.intake1, export_outcome(tent.iszw, case.id, tent.stick, progress=silent), progress=silent)
    told = refer(tent.intake1, case, to="attention")  # the coordinator's laptop answers for it
    take_in(
        tent.coordinator,
        export_referral(tent.intake1, told.id, tent.stick, progress=silent),
        progress=silent,
    )
    seen = {one.name: one.missing for one in laptops_seen(tent.coordinator)}
    assert (seen["intake1"], seen.get("iszw", True)) == (True, True)
    brought = take_in(tent.coordinator, day_of(tent.intake1, tent.stick), progress=silent)
    seen_then = {one.name: one for one in laptops_seen(tent.coordinator)}
    assert (seen_then["intake1"].missing, seen_then["iszw"].missing) == (False, True)
    assert (seen_then["intake1"].bundles, seen_then["intake1"].entries) == (1, brought.new)
    came = {line.device_name for line in tent.coordinator.store.bundles() if line.incoming}
    assert came == {"intake1"}, "what the intake took in was taken in there, not here"


def answer(desk: Desk, interview: InterviewId, value: str) -> None:
    talking = resume_interview(desk, interview)
    place = talking.run.form.reference("papers_kept_by")
    talking.save(talking.answer({place: value}, move_on=False))


def shared_talk(tent: Street) -> tuple[CaseId, InterviewId]:
    """A talk that both the intake and the inspectorate can go on with."""
    case, interview = talk(tent.intake1, papers_kept_by="self")
    path = export_referral(tent.intake1, refer(tent.intake1, case).id, tent.stick, progress=silent)
    take_in(tent.iszw, path, progress=silent)
    return case.id, interview


def test_two_answers_to_one_question_are_both_kept_and_shown(tent: Street) -> None:
    case, interview = shared_talk(tent)
    answer(tent.intake1, interview, "employer")
    answer(tent.iszw, interview, "other")
    for desk in (tent.iszw, tent.intake1):
        take_in(tent.coordinator, day_of(desk, tent.stick), progress=silent)
    known = read_interview(tent.coordinator, interview)
    place = known.run.form.reference("papers_kept_by")
    assert known.interview.answers[place].value == "other", "the latest by clock counts"
    [conflict] = conflicts(tent.coordinator, case)
    assert (conflict.interview, conflict.reference) == (interview, place)
    assert [(one.value, one.actor) for one in conflict.sayings] == [
        ("other", "iszw, verzonnen"),
        ("employer", "intake1, verzonnen"),
    ]


def test_an_answer_that_knew_of_the_other_is_no_conflict(tent: Street) -> None:
    case, interview = shared_talk(tent)
    answer(tent.iszw, interview, "other")  # the inspectorate had read what the intake wrote
    for desk in (tent.iszw, tent.intake1):
        take_in(tent.coordinator, day_of(desk, tent.stick), progress=silent)
    assert conflicts(tent.coordinator, case) == ()


def test_a_conflict_is_over_once_somebody_who_knew_both_decides(tent: Street) -> None:
    case, interview = shared_talk(tent)
    answer(tent.intake1, interview, "employer")
    answer(tent.iszw, interview, "other")
    for desk in (tent.iszw, tent.intake1):
        take_in(tent.coordinator, day_of(desk, tent.stick), progress=silent)
    deciding = replace(tent.coordinator, actor=replace(tent.coordinator.actor, role=Role.HANDHAVER))
    answer(deciding, interview, "employer")
    assert conflicts(tent.coordinator, case) == ()


# --- refused ---


@pytest.fixture
def day(tent: Street) -> Path:
    talk(tent.intake1)
    return day_of(tent.intake1, tent.stick)


def assert_refused(desk: Desk, path: Path, words: str) -> FieldcheckError:
    """Refused with these words; nothing was taken in, and the file is as it was."""
    digest, data = desk.store.projections_digest(), path.read_bytes()
    heads, excerpts = desk.store.heads(), desk.store.excerpts()
    with pytest.raises(FieldcheckError) as refused:
        take_in(desk, path, progress=silent)
    assert words in str(refused.value), str(refused.value)
    assert refused.value.remedy
    assert desk.store.projections_digest() == digest
    assert (desk.store.heads(), desk.store.excerpts()) == (heads, excerpts)
    assert path.read_bytes() == data
    return refused.value


def test_a_changed_byte_is_refused(tent: Street, day: Path) -> None:
    data = bytearray(day.read_bytes())
    data[len(data) // 2] ^= 1
    day.write_bytes(data)
    assert_refused(tent.coordinator, day, "Envelop")


def test_a_bundle_cut_short_is_refused(tent: Street, day: Path) -> None:
    day.write_bytes(day.read_bytes()[:-100])
    assert_refused(tent.coordinator, day, "Envelop")


def test_a_file_that_is_no_bundle_is_refused(tent: Street, day: Path) -> None:
    day.write_bytes(b"zomaar iets")
    assert_refused(tent.coordinator, day, "Envelop")


def test_an_unsealed_container_is_refused(tent: Street, day: Path) -> None:
    bare = day.with_name("bare.asice")
    bare.write_bytes(unseal(day.read_bytes(), tent.coordinator.secret("age.coordinator")))
    assert_refused(tent.coordinator, bare, "niet verzegeld voor wie hem hoort te krijgen")


def resealed(tent: Street, day: Path, **changed: bytes) -> Path:
    """The bundle with members changed and the ZIP made to fit, sealed for the coordinator again."""
    key = tent.coordinator.secret("age.coordinator")
    members = read_zip(unseal(day.read_bytes(), key))
    members |= {name.replace("__", "."): data for name, data in changed.items()}
    path = day.with_name("forged.asice.age")
    path.write_bytes(seal(write_zip(members), [recipient_of(key)]))
    return path


def test_contents_that_were_not_signed_are_refused(tent: Street, day: Path) -> None:
    assert_refused(tent.coordinator, resealed(tent, day, entries__jsonl=b""), "Inhoud")


def test_a_laptop_that_the_action_does_not_know_is_refused(tent: Street, day: Path, tmp_path: Path) -> None:
    stranger = found(tent.coordinator.action, clock=now)
    keys = issue_device(stranger.authority, DeviceId("x"), "vreemd", not_before=stranger.not_before, days=9)
    forger = AsicBundles(keys.key, keys.certificate, b"", now)
    bundle = replace(day_bundle(tent.intake1), device=DeviceId("x"))
    path = forger.write(bundle, tmp_path, progress=silent)
    assert_refused(tent.coordinator, path, "Certificaat")


def test_a_chain_with_a_hole_is_refused_though_its_own_laptop_signed_it(tent: Street, day: Path) -> None:
    bundle = day_bundle(tent.intake1)
    whole = tuple(bundle.entries)
    entries = [*whole[:3], *whole[4:]]
    path = tent.intake1.bundles.write(replace(bundle, entries=entries), tent.stick, progress=silent)
    assert_refused(tent.coordinator, path, "Journaal")


def test_an_excerpt_with_a_line_of_another_case_is_refused(tent: Street) -> None:
    other, _ = talk(tent.intake1)
    case, _ = talk(tent.intake1)
    bundle = referral_bundle(tent.intake1, refer(tent.intake1, case).id)
    entries = [*bundle.entries, *tent.intake1.store.entries_about(other.id)]
    path = tent.intake1.bundles.write(replace(bundle, entries=entries), tent.stick, progress=silent)
    assert_refused(tent.iszw, path, "Zaak")


def test_an_outcome_that_brings_anything_else_is_refused(tent: Street) -> None:
    case, _ = talk(tent.intake1)
    referral = refer(tent.intake1, case)
    bundle = replace(
        referral_bundle(tent.intake1, referral.id),
        what=BundleKind.OUTCOME,
        recipients=(tent.intake1.action.recipient("intake"),),
    )
    path = tent.intake1.bundles.write(bundle, tent.stick, progress=silent)
    assert_refused(tent.intake2, path, "Zaak")


@pytest.mark.forging
def test_what_no_role_may_write_is_refused_though_its_own_laptop_signed_it(tent: Street) -> None:
    """A handhaver who qualifies: no use case lets him, so that some other program wrote it."""
    case, _ = talk(tent.intake1)
    sent = refer(tent.intake1, case)
    tent.intake1.write(events.QUALIFICATION_SET, "case", case.id, {"step": "nothing", "reason": "weg ermee"})
    path = export_referral(tent.intake1, sent.id, tent.stick, progress=silent)
    refused = assert_refused(tent.iszw, path, "“qualification.set” in die Handhaver niet mag schrijven")
    assert refused.fields["device"] == "intake1"
    assert tent.iszw.store.cases() == ()


@pytest.mark.forging
def test_an_outcome_that_a_clerk_gave_is_refused(tent: Street) -> None:
    case, _ = talk(tent.intake1)
    sent = refer(tent.intake1, case, "municipality")
    take_in(tent.town, export_referral(tent.intake1, sent.id, tent.stick, progress=silent), progress=silent)
    acknowledge_referral(tent.town, sent.id, by="G. Meente")
    tent.town.write(
        events.OUTCOME_GIVEN, "referral", sent.id, {"outcome": Outcome.DECLINED.value, "words": "Niets aan."}
    )
    path = export_outcome(tent.town, case.id, tent.stick, progress=silent)
    assert_refused(tent.intake1, path, "“outcome.given” in die Medewerker gemeente niet mag schrijven")
    assert tent.intake1.store.referral(sent.id).outcome is None


@pytest.mark.forging
def test_a_day_closed_by_a_handhaver_does_not_come_in(tent: Street) -> None:
    tent.intake1.write(events.DAY_CLOSED, "action", tent.intake1.action.id, {"unfinished": [], "reason": ""})
    assert_refused(tent.coordinator, day_of(tent.intake1, tent.stick), "“day.closed” in die Handhaver")


def test_an_outcome_that_is_sealed_for_the_inspectorate_is_refused(tent: Street) -> None:
    case, _ = talk(tent.intake1)
    referral = refer(tent.intake1, case)
    acknowledge_referral(tent.intake1, referral.id, by="N. Voorbeeld")
    whole = referral_bundle(tent.intake1, referral.id)
    entries = [entry for entry in whole.entries if entry.kind == events.REFERRAL_ACKNOWLEDGED]
    bundle = replace(whole, what=BundleKind.OUTCOME, entries=entries, forms=())
    path = tent.intake1.bundles.write(bundle, tent.stick, progress=silent)
    assert_refused(tent.iszw, path, "niet verzegeld voor wie hem hoort te krijgen")


def test_an_action_of_another_day_is_named(tent: Street, tmp_path: Path) -> None:
    today = tent.coordinator.action
    earlier = replace(
        founded(today).action,
        id=ActionId("01937000-0000-7000-8000-000000000009"),
        name="Oefenactie van gisteren",
        day=today.day - timedelta(days=1),
    )
    with contextlib.closing(laptop(tmp_path / "gisteren", PLANS[1], earlier).store) as store:
        desk = replace(tent.intake1, store=store, action=earlier)
        path = day_of(replace(desk, bundles=Installation(tmp_path, now).bundles(store)), tent.stick)
    assert_refused(tent.coordinator, path, "van een andere actie: Oefenactie van gisteren")


def test_a_bundle_with_other_keys_is_of_another_day_by_its_name(tent: Street, day: Path) -> None:
    old = day.with_name("2025-03-01-een-ander-park-intake1.asice.age")
    old.write_bytes(seal(b"iets", [new_age_identity().recipient]))
    assert_refused(tent.coordinator, old, "heet van 2025-03-01")
    today = day.with_name(f"{tent.coordinator.action.day}-een-ander-park-intake1.asice.age")
    today.write_bytes(old.read_bytes())
    assert_refused(tent.coordinator, today, "Envelop")


def test_practice_and_the_real_thing_never_mix(tent: Street, day: Path) -> None:
    real = replace(tent.coordinator, action=replace(tent.coordinator.action, practice=False))
    assert_refused(real, day, "oefenactie")


def test_a_day_is_for_the_coordinator_alone(tent: Street, day: Path) -> None:
    assert_refused(tent.intake2, day, "Envelop")
    both = replace(tent.coordinator, actor=replace(tent.coordinator.actor, role=Role.ISZW_INSPECTOR))
    assert isinstance(assert_refused(both, day, "in een andere rol"), NotAllowed)
    clerk = replace(tent.coordinator, actor=replace(tent.coordinator.actor, role=Role.MUNICIPAL_CLERK))
    assert isinstance(assert_refused(clerk, day, "in een andere rol"), NotAllowed)
    partner = replace(tent.coordinator, actor=replace(tent.coordinator.actor, role=Role.PARTNER))
    assert isinstance(assert_refused(partner, day, "kunt u dit niet doen"), NotAllowed)
    assert [may_take_in(desk) for desk in (*tent.desks, partner)] == [True, True, True, True, False]


def test_a_form_that_does_not_run_here_is_refused(tent: Street) -> None:
    talk(tent.intake1)
    bundle = day_bundle(tent.intake1)
    broken = b'{"form_id":"kapot"}'
    forms = (*bundle.forms, (FormDigest(sha256_hex(broken)), broken))
    path = tent.intake1.bundles.write(replace(bundle, forms=forms), tent.stick, progress=silent)
    assert_refused(tent.coordinator, path, "een formulier erin draait hier niet")


def test_a_laptop_of_an_older_action_says_that_it_has_no_key(tent: Street, day: Path) -> None:
    older = replace(
        tent.intake1.action,
        recipients=tuple(one for one in tent.intake1.action.recipients if one.code != "intake"),
    )
    assert_refused(replace(tent.intake1, action=older), day, "geen sleutel om bundels")
    case, _ = talk(tent.intake1)
    referral = refer(tent.intake1, case)
    take_in(
        tent.iszw, export_referral(tent.intake1, referral.id, tent.stick, progress=silent), progress=silent
    )
    acknowledge_referral(tent.iszw, referral.id, by="I. Spekteur")
    with pytest.raises(UserFixable, match="geen sleutel voor wie meldt"):
        export_outcome(replace(tent.iszw, action=older), case.id, tent.stick, progress=silent)


def test_there_is_nothing_to_tell_before_anybody_answered(tent: Street) -> None:
    case, _ = talk(tent.intake1)
    path = export_referral(tent.intake1, refer(tent.intake1, case).id, tent.stick, progress=silent)
    take_in(tent.iszw, path, progress=silent)
    with pytest.raises(UserFixable, match="nog niets terug te melden"):
        export_outcome(tent.iszw, case.id, tent.stick, progress=silent)


def test_a_referral_to_somebody_without_a_key_says_so(tent: Street) -> None:
    case, _ = talk(tent.intake1)
    referral = refer(tent.intake1, case, to="avim")
    with pytest.raises(UserFixable, match="geen sleutel"):
        export_referral(tent.intake1, referral.id, tent.stick, progress=silent)
    assert bundles_in(tent.stick) == ()
