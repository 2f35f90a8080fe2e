"""The tallies say what counting would say, whatever happened and in whatever order it arrived."""

from __future__ import annotations

import random
from datetime import UTC, datetime

import pytest
from store_drafts import SteppingClock, draft, opened, sent
from test_store_updating import meet, work

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.store.database import DatabaseStore
from tests.store.conftest import MakeStore

POSTS = ("intake", "gemeente", "iszw")
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


def one(store: DatabaseStore, query: str, *values: str) -> int:
    ((count,),) = store._connection.execute(query, values).fetchall()
    return int(count)


def persons(store: DatabaseStore, query: str, *values: str) -> int:
    """How many persons these cases are; joined cases are one."""
    pairs = store._connection.execute("SELECT case_id, other FROM joined_cases").fetchall()
    cases = {case for (case,) in store._connection.execute(query, values).fetchall()}
    found = 0
    while cases:
        found += 1
        person, more = set(), {cases.pop()}
        while more:
            person |= more
            more = {one for pair in pairs if person & set(pair) for one in pair} - person
        cases -= person
    return found


def counted(store: DatabaseStore, post: str) -> list[int]:
    """The flow of a post, counted the slow way: came, by stage, talked, referred."""
    visits = "SELECT DISTINCT case_id FROM visits WHERE post = ?"
    stages = ("waiting", "at", "done", "refused", "skipped", "left")
    opened_here = (
        "SELECT DISTINCT cases.id FROM cases JOIN {} ON case_id = cases.id WHERE cases.post = ? AND {}"
    )
    talked = opened_here.format("interviews", "interviews.stage = 'finished' AND refused = 0")
    referred = opened_here.format("referrals", "referrals.stage <> 'withdrawn'")
    return [
        persons(store, visits, post),
        *(persons(store, f"{visits} AND stage = ?", post, stage) for stage in stages),
        persons(store, talked, post),
        persons(store, referred, post),
    ]


def assert_counted(store: DatabaseStore) -> None:
    flows = store.flows(POSTS, NOW)
    passed = [store.counted(post) for post in POSTS]
    told = [
        [
            flow.passed - extra["passed"] - extra["refused"],
            flow.waiting,
            flow.at,
            flow.done,
            flow.refused - extra["refused"],
            flow.skipped,
            flow.left,
            flow.interviewed,
            flow.referred,
        ]
        for flow, extra in zip(flows, passed, strict=True)
    ]
    assert told == [counted(store, post) for post in POSTS]
    assert store.counts("").passed == one(store, "SELECT count(*) FROM cases")
    hours = store._connection.execute("SELECT DISTINCT post, substr(queued, 1, 13) FROM visits").fetchall()
    arrived = "SELECT case_id FROM visits WHERE post = ? AND substr(queued, 1, 13) = ?"
    assert sum(hour.arrived for hour in store.hours()) == sum(persons(store, arrived, *one) for one in hours)
    day = store.day_counts()
    assert day.proofs == persons(store, "SELECT id FROM cases WHERE proof_serial <> ''")
    assert day.cases == persons(store, "SELECT id FROM cases")


@pytest.mark.parametrize("seed", range(4))
def test_tallies_are_what_counting_would_say(make_store: MakeStore, seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - which work, not a secret
    stores = [make_store(f"laptop-{n}", SteppingClock(step_ms=chance.randrange(50, 900))) for n in range(2)]
    for _ in range(6):
        for store in stores:
            work(store, chance)
            assert_counted(store)
        meet(*chance.sample(stores, 2), chance)
    for store in stores:
        assert_counted(store)


def test_an_erased_case_counts_no_more(store: DatabaseStore) -> None:
    store.record([opened(), opened("case-2", "BV-0002-6"), sent(), sent("ref-2", "case-2")])
    assert (store.counts("intake").passed, store.counts("intake").referred) == (2, 2)
    store.erase_case(CaseId("case-1"))
    assert (store.counts("intake").passed, store.counts("intake").referred) == (1, 1)
    store.record([draft(events.REFERRAL_WITHDRAWN, "ref-2", reason="vergissing")])
    assert store.counts("intake").referred == 0


def test_hours_that_were_over_are_left_out(store: DatabaseStore, clock: SteppingClock) -> None:
    store.record([opened()])
    (hour,) = store.hours()
    assert store.hours(hour.hour) == (hour,)
    assert store.hours(hour.hour.replace(hour=hour.hour.hour + 1)) == ()


def test_cases_by_id_are_those_that_are_known(store: DatabaseStore) -> None:
    store.record([opened(), opened("case-2", "AX-0002-6")])
    ids = [CaseId("case-2"), CaseId("case-9"), CaseId("case-1"), CaseId("case-2")]
    assert store.cases_by_id(ids) == {row.id: row for row in store.cases()}
    assert store.case_prefixes() == {"BV", "AX"}


def test_what_is_over_is_cut_off_and_what_waits_never(store: DatabaseStore) -> None:
    store.record(
        [opened(), *(sent(f"ref-{number}", to=("iszw", "opvang")[number % 2]) for number in range(6))]
    )
    store.record(
        [draft(events.REFERRAL_WITHDRAWN, f"ref-{number}", reason="vergissing") for number in range(5)]
    )
    assert {one.id for one in store.referrals(closed=2)} == {"ref-5", "ref-4", "ref-3"}
    assert {one.id for one in store.referrals(recipients=["iszw"], closed=1)} == {"ref-4"}
    assert len(store.referrals(recipients=["iszw"])) == 3
