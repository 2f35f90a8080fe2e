"""A second stand of the inspectorate in the middle of the day: alarms and bundles open on each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from fieldcheck.bootstrap import Installation
from fieldcheck.bundle import read_set_up
from fieldcheck.bundle.handover import MOST_SIGNS
from fieldcheck.domain.action import Post
from fieldcheck.domain.errors import BundleRefused
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.referral import ReferralStage
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.action_updates import export_update, put_in_force, read_update
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.equipping import free_prefix, more_laptops
from fieldcheck.usecases.exporting import export_outcome, export_referral
from fieldcheck.usecases.handing_over import handover_code, take_handover
from fieldcheck.usecases.importing import take_in
from fieldcheck.usecases.preparing import LaptopPlan
from fieldcheck.usecases.referring import acknowledge_referral
from fieldcheck.usecases.sealed_notes import read_notes, seal_note
from fieldcheck.usecases.setup import take_over
from tests.morning import now
from tests.usecases import four_laptops
from tests.usecases.four_laptops import QUICK, Street, refer, silent, street, talk


@pytest.fixture
def tent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Street]:
    """Four laptops of an action with one form: publishing twelve takes many seconds."""
    whole = four_laptops.action_of_today()

    def few(post: Post) -> Post:
        return replace(post, forms=("intake-park",) if post.code == "intake" else ())

    short = replace(whole, posts=tuple(map(few, whole.posts)))
    monkeypatch.setattr(four_laptops, "action_of_today", lambda: short)
    with street(tmp_path) as laptops:
        yield laptops


@pytest.fixture
def second(tent: Street, tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """The coordinator's desk as it is then, and the second stand, set up with its own bundle."""
    plan = LaptopPlan("iszw9", free_prefix(tent.coordinator), "iszw", (Role.ISZW_INSPECTOR,))
    office, (handed,) = more_laptops(tent.coordinator, [plan], tent.stick, progress=silent)
    vault = FileVault(tmp_path / "iszw9", now, stretching=QUICK)
    store = vault.create("I. Tweede", "zes ezels in de mist", DeviceId("fresh-9")).store
    take_over(store, read_set_up(handed.path, handed.code, at=now()), user="I. Tweede")
    yield (
        office,
        Installation(tmp_path / "iszw9", now).sit_down(store, user="I. Tweede", role=Role.ISZW_INSPECTOR),
    )
    store.close()


def test_before_the_update_only_the_first_stand_opens_it_and_after_it_both(
    tent: Street, second: tuple[Desk, Desk]
) -> None:
    office, other = second
    early, _ = talk(tent.intake1)
    bundle = export_referral(tent.intake1, refer(tent.intake1, early).id, tent.stick, progress=silent)
    take_in(tent.iszw, bundle, progress=silent)
    with pytest.raises(BundleRefused, match="iemand anders"):
        take_in(other, bundle, progress=silent)
    _, path = export_update(office, tent.stick)
    intake = put_in_force(tent.intake1, read_update(tent.intake1, path))
    first = put_in_force(tent.iszw, read_update(tent.iszw, path))
    case, _ = talk(intake)
    sent = refer(intake, case)
    bundle = export_referral(intake, sent.id, tent.stick, progress=silent)
    for stand in (first, other):
        take_in(stand, bundle, progress=silent)
        assert stand.store.referral(sent.id).stage is ReferralStage.SENT
    seal_note(first, case.id, "Alleen voor de inspectie")
    acknowledge_referral(other, sent.id, by="I. Tweede", how="")
    back = export_outcome(other, case.id, tent.stick, progress=silent)
    take_in(intake, back, progress=silent)
    assert intake.store.referral(sent.id).stage is ReferralStage.ACKNOWLEDGED
    other.store.merge(tuple(first.store.entries()))
    assert [note.words for note in read_notes(other, case.id)] == ["Alleen voor de inspectie"]


def test_the_code_on_paper_opens_on_each_and_still_fits(tent: Street, second: tuple[Desk, Desk]) -> None:
    office, other = second
    _, path = export_update(office, tent.stick)
    case, _ = talk(tent.intake1)
    sent = refer(tent.intake1, case)
    intake = put_in_force(tent.intake1, read_update(tent.intake1, path))
    text = handover_code(intake, sent).text
    assert 0 < len(text) <= MOST_SIGNS
    for stand in (tent.iszw, other):
        assert take_handover(stand, text).id == sent.id
