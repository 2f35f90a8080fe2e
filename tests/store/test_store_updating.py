"""What arrives late counts as if all had been replayed: laptops that work and meet at random."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest
from conftest import MakeStore
from store_drafts import SteppingClock, answer, draft, opened, paper, sent, started

from fieldcheck.domain import events
from fieldcheck.domain.errors import Bug
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.things.thing import Thing, ThingKind
from fieldcheck.domain.things.thing_json import thing_to_json
from fieldcheck.store import updating
from fieldcheck.store.database import DatabaseStore

CASES = [f"case-{number}" for number in range(5)]
THINGS = ["thing-1", "thing-2", "thing-3"]


def something(chance: random.Random) -> Draft:
    """Work at a post about one of a few cases, things and homes that all laptops share."""
    case, other = chance.sample(CASES, 2)
    thing, into = chance.sample(THINGS, 2)
    talk, referral = f"talk-{case}", f"ref-{case}"
    post, when = chance.choice(["intake", "gemeente", "iszw"]), str(chance.randrange(99))
    makers: list[Callable[[], Draft]] = [
        lambda: opened(case, f"BV-{case[-1] * 4}-0"),
        lambda: draft(events.CASE_RECEIVED, case, code=f"BV-{case[-1] * 4}-0", post=post),
        lambda: started(talk, case),
        *[lambda: answer(f"/data/q{chance.randrange(3)}", when, interview=talk)] * 4,
        lambda: draft(events.INTERVIEW_FINISHED, talk),
        lambda: sent(referral, case),
        lambda: draft(events.REFERRAL_ACKNOWLEDGED, referral, by=f"I. {when}", how=""),
        lambda: draft(events.REFERRAL_DONE, referral, by="I. Spekteur", result=when),
        lambda: draft(events.CASE_SENT, case, **{"from": "intake", "to": post, "reason": when}),
        lambda: draft(events.CASE_CALLED, case, post=post),
        lambda: draft(events.POST_SKIPPED, case, post=post, reason=when),
        lambda: draft(events.ROUTE_DECIDED, case, to=post, proposed="", reason=when),
        lambda: paper(f"CB-{when}", case=case),
        lambda: draft(events.PERSONS_COUNTED, "action-1", post=post, what="passed", count=1),
        lambda: draft(
            events.HOME_RECORDED, "home-1", name="12", sector="", result="visited", persons=2, reason=when
        ),
        lambda: draft(events.QUALIFICATION_SET, case, step="nothing", reason=when),
        lambda: draft("cases.joined", case, other=other, reason=when),
        lambda: draft("cases.parted", case, other=other, reason=when),
        lambda: draft(
            events.THING_RECORDED, thing, thing=thing_to_json(Thing(ThingKind.EMPLOYER, f"Bedrijf {when}"))
        ),
        lambda: draft(events.THING_LINKED, thing, case=case, relation="works-for", source="officer"),
        lambda: draft(events.THING_UNLINKED, thing, case=case, relation="works-for", reason=when),
        lambda: draft("things.merged", thing, into=into, reason=when),
        lambda: draft("things.parted", thing, reason=when),
    ]
    return chance.choice(makers)()


def work(store: DatabaseStore, chance: random.Random) -> None:
    for _ in range(chance.randrange(1, 8)):
        try:
            store.record([something(chance)])
        except Bug:  # about something that this laptop does not know
            continue


def meet(here: DatabaseStore, there: DatabaseStore, chance: random.Random) -> None:
    """Take in the other's whole journal, or what it knows of one case."""
    if chance.random() < 0.5:
        here.merge(there.entries())
        return
    about = there.entries_about(CaseId(chance.choice(CASES)))
    here.take_excerpt([entry for entry in about if entry.device != here.device])


def assert_as_replayed(store: DatabaseStore) -> None:
    kept = store.projections_digest()
    store.rebuild()
    assert store.projections_digest() == kept


@pytest.mark.parametrize("seed", range(12))
def test_what_arrives_counts_as_if_all_was_replayed(make_store: MakeStore, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which work, not a secret
    stores = [
        make_store(f"laptop-{number}", SteppingClock("2026-11-22T05:00:00+00:00", chance.randrange(50, 900)))
        for number in range(3)
    ]
    for _ in range(14):
        for store in stores:
            work(store, chance)
        here, there = chance.sample(stores, 2)
        meet(here, there, chance)
        assert_as_replayed(here)


def test_a_day_of_its_own_is_applied_and_replays_nothing(
    make_store: MakeStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    intake = make_store("intake")
    coordinator = make_store("coordinator", SteppingClock("2026-11-22T12:00:00+00:00"))
    intake.record([opened(), started(), answer(), sent()])
    coordinator.record([opened("case-9", "CO-0001-8")])

    def replay(*_: object) -> None:
        raise AssertionError("replayed")

    monkeypatch.setattr(updating, "_replay", replay)
    coordinator.merge(intake.entries())
    intake.record([answer(value="900")])
    coordinator.merge(intake.entries())
    assert_as_replayed(coordinator)
    coordinator.record([answer("/data/pay/period", "week")])
    intake.record([answer("/data/pay/period", "month")])
    with pytest.raises(AssertionError, match="replayed"):
        coordinator.merge(intake.entries())


FINISHED = draft(events.INTERVIEW_FINISHED, "talk-1")
ROUTED = draft(events.ROUTE_DECIDED, "case-1", to="iszw", proposed="", reason="")
TAKEN_OVER = draft(events.REFERRAL_ACKNOWLEDGED, "ref-1", by="I. Spekteur", how="")
JOINED = draft(events.CASES_JOINED, "case-2", other="case-1", reason="één persoon")


@pytest.mark.parametrize("late", [FINISHED, ROUTED, TAKEN_OVER, JOINED])
@pytest.mark.parametrize("early", [FINISHED, ROUTED, TAKEN_OVER, JOINED])
def test_an_early_entry_does_not_overrule_a_later_one_of_the_same_case(
    make_store: MakeStore, early: Draft, late: Draft
) -> None:
    intake = make_store("intake")
    coordinator = make_store("coordinator", SteppingClock("2026-11-22T12:00:00+00:00"))
    intake.record([opened(), opened("case-2", "BV-0002-6"), started(), sent()])
    coordinator.merge(intake.entries())
    intake.record([early])
    coordinator.record([late])
    coordinator.merge(intake.entries())
    assert_as_replayed(coordinator)
