"""What several laptops wrote comes together: in any order, with every answer of each of them."""

from __future__ import annotations

import itertools
from dataclasses import replace
from pathlib import Path

from four_laptops import QUICK, Street, assert_whole, day_of, refer, silent, talk

from fieldcheck.domain.identifiers import CaseId, DeviceId, InterviewId
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.conflicts import conflicts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import (
    export_outcome,
    export_referral,
)
from fieldcheck.usecases.importing import take_in
from fieldcheck.usecases.interviewing import read_interview, resume_interview
from fieldcheck.usecases.referring import acknowledge_referral
from fieldcheck.usecases.watching import laptops_seen
from tests.morning import now


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


def take_in_both_days(tent: Street) -> None:
    for desk in (tent.iszw, tent.intake1):
        take_in(tent.coordinator, day_of(desk, tent.stick), progress=silent)


def test_two_answers_to_one_question_are_both_kept_and_shown(tent: Street) -> None:
    case, interview = shared_talk(tent)
    answer(tent.intake1, interview, "employer")
    answer(tent.iszw, interview, "other")
    take_in_both_days(tent)
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
    take_in_both_days(tent)
    assert conflicts(tent.coordinator, case) == ()


def test_a_conflict_is_over_once_somebody_who_knew_both_decides(tent: Street) -> None:
    case, interview = shared_talk(tent)
    answer(tent.intake1, interview, "employer")
    answer(tent.iszw, interview, "other")
    take_in_both_days(tent)
    deciding = replace(tent.coordinator, actor=replace(tent.coordinator.actor, role=Role.HANDHAVER))
    answer(deciding, interview, "employer")
    assert conflicts(tent.coordinator, case) == ()
