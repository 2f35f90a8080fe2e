"""A bundle that is not what it should be is refused: nothing of it is taken in, and the file stays."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from four_laptops import PLANS, Street, day_of, founded, laptop, refer, silent, talk

from fieldcheck.bootstrap import Installation
from fieldcheck.bundle import AsicBundles
from fieldcheck.bundle.zip_bytes import read_zip, write_zip
from fieldcheck.crypto import issue_device, new_age_identity, recipient_of, seal, unseal
from fieldcheck.domain import events
from fieldcheck.domain.errors import FieldcheckError, NotAllowed, UserFixable
from fieldcheck.domain.identifiers import ActionId, DeviceId, FormDigest
from fieldcheck.domain.journal import sha256_hex
from fieldcheck.domain.referral import Outcome
from fieldcheck.domain.roles import Role
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import (
    day_bundle,
    export_outcome,
    export_referral,
    referral_bundle,
)
from fieldcheck.usecases.importing import bundles_in, may_take_in, take_in
from fieldcheck.usecases.ports import BundleKind
from fieldcheck.usecases.preparing import found
from fieldcheck.usecases.referring import acknowledge_referral
from tests.morning import now


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
