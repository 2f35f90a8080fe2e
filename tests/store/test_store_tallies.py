# ruff: noqa: S608 - the queries are our own words
"""The tallies say what counting would say, whatever happened and in whatever order it arrived."""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from store_drafts import KEY, SteppingClock, draft, opened, sent, started
from test_store_updating import meet, work

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import CaseId, DeviceId
from fieldcheck.domain.journal import Draft
from fieldcheck.store.database import DatabaseStore, create_store, open_store
from fieldcheck.store.projecting import tallies
from tests.store.conftest import MakeStore

POSTS = ("intake", "gemeente", "iszw")
NOW = datetime(2026, 11, 22, 18, tzinfo=UTC)


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


LAST = """
    SELECT case_id FROM visits AS last WHERE post = ?1 AND stage = ?2 AND NOT EXISTS (
        SELECT 1 FROM visits WHERE case_id = last.case_id AND post = ?1
            AND (queued, id) > (last.queued, last.id))
"""
"""Cases whose last visit to a post ended so."""
AT = """
    coalesce((SELECT visits.post FROM visits WHERE visits.case_id = cases.id AND called <= {}
        ORDER BY called DESC, visits.post DESC LIMIT 1), cases.post)
"""
"""The post at whose table the person was last by then."""
TALKS = (
    "SELECT cases.id AS case_id, interviews.id AS talk, started, interviews.stage AS how, refused,"
    f" {AT.format('started')} AS at FROM interviews JOIN cases ON cases.id = case_id"
)
TALKED = f"SELECT case_id FROM ({TALKS}) WHERE at = ?1 AND how = 'finished' AND refused = 0"
TALKING = f"SELECT case_id FROM ({TALKS}) WHERE at = ?1 AND how = 'running'"
UNWILLING = f"""
    SELECT case_id FROM ({TALKS}) AS last WHERE at = ?1 AND refused = 1 AND NOT EXISTS (
        SELECT 1 FROM ({TALKS}) AS later WHERE later.case_id = last.case_id AND later.at = ?1
            AND (later.started, later.talk) > (last.started, last.talk))
"""
REFERRED = f"""
    SELECT cases.id FROM referrals JOIN cases ON cases.id = case_id
    WHERE referrals.stage <> 'withdrawn' AND {AT.format("sent")} = ?1
"""


def counted(store: DatabaseStore, post: str) -> list[int]:
    """The flow of a post, counted the slow way: came, by stage, skipped, left, talked, referred."""
    visits = "SELECT DISTINCT case_id FROM visits WHERE post = ?"
    return [
        persons(store, visits, post),
        *(persons(store, f"{visits} AND stage = ?", post, stage) for stage in ("waiting", "at", "done")),
        *(persons(store, LAST, post, stage) for stage in ("skipped", "left")),
        persons(store, TALKED, post),
        persons(store, REFERRED, post),
    ]


def refused(store: DatabaseStore, post: str) -> int:
    """Persons who refused a post or a talk there, and did not talk there after all; counted the slow way."""

    def found(query: str, *values: str) -> set[str]:
        return {case for (case,) in store._connection.execute(query, values).fetchall()}

    unwilling = found(UNWILLING, post) | found(LAST, post, "refused")
    talked, talking = found(TALKED, post), found(TALKING, post)
    cases = sorted(unwilling - talked - talking)
    # A person with two cases talked when one of them did.
    pairs = store._connection.execute("SELECT case_id, other FROM joined_cases").fetchall()
    person = {case: joined(case, pairs) for case in cases}
    return len({frozenset(who) for who in person.values() if not who & talked})


def joined(case: str, pairs: list[tuple[str, str]]) -> set[str]:
    """All cases of the person of a case."""
    known, more = set(), {case}
    while more:
        known |= more
        more = {one for pair in pairs if known & set(pair) for one in pair} - known
    return known


def assert_counted(store: DatabaseStore) -> None:
    flows = store.flows(POSTS, NOW)
    passed = [store.counted(post) for post in POSTS]
    told = [
        [
            flow.passed - extra["passed"] - extra["refused"],
            flow.waiting,
            flow.at,
            flow.done,
            flow.skipped,
            flow.left,
            flow.interviewed,
            flow.referred,
        ]
        for flow, extra in zip(flows, passed, strict=True)
    ]
    assert told == [counted(store, post) for post in POSTS]
    assert [flow.refused - extra["refused"] for flow, extra in zip(flows, passed, strict=True)] == [
        refused(store, post) for post in POSTS
    ]
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


def came_and_referred(store: DatabaseStore) -> tuple[int, int]:
    (flow,) = store.flows(["intake"], NOW)
    return flow.passed, flow.referred


def test_an_erased_case_counts_no_more(store: DatabaseStore) -> None:
    store.record([opened(), opened("case-2", "BV-0002-6"), sent(), sent("ref-2", "case-2")])
    assert came_and_referred(store) == (2, 2)
    store.erase_case(CaseId("case-1"))
    assert came_and_referred(store) == (1, 1)
    store.record([draft(events.REFERRAL_WITHDRAWN, "ref-2", reason="vergissing")])
    assert came_and_referred(store) == (1, 0)


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


def declined(talk: str = "talk-1") -> Draft:
    return draft(events.INTERVIEW_PAUSED, talk, reason="refused")


def finished(said: str = "no", talk: str = "talk-1") -> Draft:
    return draft(events.INTERVIEW_FINISHED, talk, refused=said)


def no_post(post: str = "intake") -> Draft:
    return draft(events.POST_REFUSED, "case-1", post=post, reason="")


def called_in(post: str) -> Draft:
    return draft(events.CASE_CALLED, "case-1", post=post)


WAYS: dict[str, tuple[list[Draft], tuple[int, int], tuple[int, int], tuple[int, int]]] = {
    "declines at the pause": ([started(), declined()], (0, 1), (0, 1), (0, 0)),
    "says no in the form": ([started(), finished("yes")], (0, 1), (0, 1), (0, 0)),
    "rather another time": ([started(), finished("later")], (0, 0), (0, 0), (0, 0)),
    "before any form": ([no_post()], (0, 1), (0, 1), (0, 0)),
    "in every way at once": ([started(), declined(), no_post()], (0, 1), (0, 1), (0, 0)),
    "has to go": (
        [started(), draft(events.INTERVIEW_PAUSED, "talk-1", reason="had-to-leave")],
        (0, 0),
        (0, 0),
        (0, 0),
    ),
    "comes back to the same talk": (
        [started(), declined(), draft(events.INTERVIEW_RESUMED, "talk-1")],
        (0, 0),
        (0, 0),
        (0, 0),
    ),
    "comes back and talks": (
        [started(), declined(), draft(events.INTERVIEW_RESUMED, "talk-1"), finished()],
        (1, 0),
        (1, 0),
        (0, 0),
    ),
    "refuses the post, comes back and talks": ([no_post(), started(), finished()], (1, 0), (1, 0), (0, 0)),
    "declines again in a second talk": (
        [started(), declined(), started("talk-2"), declined("talk-2")],
        (0, 1),
        (0, 1),
        (0, 0),
    ),
    "talks in the tent after all": (
        [started(), declined(), called_in("gemeente"), started("talk-2"), finished("no", "talk-2")],
        (1, 0),
        (0, 1),
        (1, 0),
    ),
    "talked, and refuses the next post": (
        [started(), finished(), no_post("gemeente")],
        (1, 0),
        (1, 0),
        (0, 1),
    ),
    "refuses a post, and comes back to it": (
        [no_post("gemeente"), called_in("gemeente")],
        (0, 0),
        (0, 0),
        (0, 0),
    ),
}
"""What happens to a person; then how many talked and refused: in all, at the intake, at the municipality."""


@pytest.mark.parametrize("way", WAYS)
def test_who_refused_is_counted_once_and_not_when_talking_after_all(store: DatabaseStore, way: str) -> None:
    happened, in_all, *at_posts = WAYS[way]
    store.record([opened(), *happened])
    day = store.day_counts()
    assert (day.cases, day.talked, day.talk_refused) == (1, *in_all)
    flows = store.flows(POSTS[:2], NOW)
    assert [(flow.interviewed, flow.refused) for flow in flows] == at_posts
    assert_counted(store)


def test_one_person_with_two_cases_who_talked_with_one_of_them_refused_nothing(store: DatabaseStore) -> None:
    store.record([opened(), opened("case-2", "BV-0002-6"), started(), declined()])
    store.record([started("talk-2", "case-2"), finished("no", "talk-2")])
    assert (store.day_counts().talked, store.day_counts().talk_refused) == (1, 1)
    store.record([draft("cases.joined", "case-1", other="case-2", reason="zelfde paspoort")])
    assert (store.day_counts().cases, store.day_counts().talked, store.day_counts().talk_refused) == (1, 1, 0)
    (intake,) = store.flows(["intake"], NOW)
    assert (intake.interviewed, intake.refused) == (1, 0)


def test_what_an_earlier_version_counted_is_counted_anew_at_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "fieldcheck.db"
    store = create_store(path, KEY, DeviceId("device-a"), SteppingClock())
    store.record([opened(), started(), declined(), opened("case-2", "BV-0002-6")])
    right = store.projections_digest()
    # As the version before wrote it: a talk that was declined at its pause was no refusal.
    before = [["came", "", "intake", 1], ["opened", "", "intake", 1], ["declined", "", "intake", 1]]
    with store._writing() as connection:
        connection.execute("UPDATE tallied SET content = ?", (json.dumps(before),))
        connection.execute("DELETE FROM tallies")
        connection.executemany(
            "INSERT INTO tallies (what, hour, post, amount) VALUES (?,?,?,2)", [row[:3] for row in before]
        )
    assert store.day_counts().talk_refused == 0
    store.close()
    store = open_store(path, KEY, SteppingClock())
    assert (store.day_counts().cases, store.day_counts().talk_refused) == (2, 1)
    assert store.projections_digest() == right
    store.close()
    monkeypatch.setattr(tallies, "recount", _never)  # what is counted by this version stays as it is
    open_store(path, KEY, SteppingClock()).close()


def _never(_connection: object, cases: Iterable[str]) -> None:
    assert list(cases) == []
