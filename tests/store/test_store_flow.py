"""The way through the posts as the store tells it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from store_drafts import draft, opened, paper, started

from fieldcheck.domain import events
from fieldcheck.domain.case import CaseStage
from fieldcheck.domain.flow import HomeResult, VisitStage
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.journal import Draft
from fieldcheck.store.database import DatabaseStore

CASE = CaseId("case-1")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def sent(to: str, reason: str = "") -> Draft:
    return draft(events.CASE_SENT, CASE, **{"from": "intake", "to": to, "reason": reason})


def stages(store: DatabaseStore) -> list[tuple[str, VisitStage]]:
    return [(visit.post, visit.stage) for visit in store.visits(CASE)]


def test_a_person_who_is_sent_on_waits_there_and_nowhere_else(store: DatabaseStore) -> None:
    store.record([opened(), sent("gemeente")])
    assert stages(store) == [("intake", VisitStage.DONE), ("gemeente", VisitStage.WAITING)]
    assert store.case(CASE).place == "gemeente"
    assert [visit.case for visit in store.queue("gemeente")] == [CASE]
    assert store.queue("intake") == ()


def test_a_person_who_is_called_is_at_the_table(store: DatabaseStore) -> None:
    store.record([opened(), sent("gemeente"), draft(events.CASE_CALLED, CASE, post="gemeente")])
    (_, visit) = store.visits(CASE)
    assert visit.stage is VisitStage.AT
    assert visit.called is not None
    assert visit.waited(NOON) == visit.called - visit.queued


def test_somebody_who_comes_straight_from_the_road_is_received(store: DatabaseStore) -> None:
    store.record([draft(events.CASE_RECEIVED, CASE, code="BV-0001-8", post="iszw")])
    assert stages(store) == [("iszw", VisitStage.AT)]
    found = store.case_by_code("BV-0001-8")
    assert found is not None
    assert found.id == CASE


def test_a_refused_post_and_a_skipped_one_are_told_apart(store: DatabaseStore) -> None:
    refused = draft(events.POST_REFUSED, CASE, post="gemeente", reason="moet naar het werk")
    skipped = draft(events.POST_SKIPPED, CASE, post="politie", reason="niets open")
    store.record([opened(), sent("gemeente"), refused, skipped])
    assert stages(store)[1:] == [("gemeente", VisitStage.REFUSED), ("politie", VisitStage.SKIPPED)]
    assert [visit.reason for visit in store.visits(CASE)[1:]] == ["moet naar het werk", "niets open"]


def test_coming_back_to_a_post_is_a_visit_of_its_own(store: DatabaseStore) -> None:
    store.record([opened(), sent("gemeente"), sent("intake", "een vraag vergeten")])
    assert [post for post, _ in stages(store)] == ["intake", "gemeente", "intake"]
    (flow,) = store.flows(["intake"], NOON)
    assert (flow.passed, flow.waiting) == (1, 1)  # one person, twice there


def test_the_proof_of_control_ends_the_last_visit_and_is_found_by_its_serial(store: DatabaseStore) -> None:
    store.record([opened(), sent("gemeente"), paper("CB-7K3M8Q")])
    assert stages(store)[-1] == ("gemeente", VisitStage.DONE)
    serial = store.case(CASE).proof_serial
    found = store.proof(serial)
    assert found is not None
    assert found[0].id == CASE
    assert store.proof("CB-UNKNOWN") is None


def test_whoever_leaves_without_a_proof_is_counted_as_left(store: DatabaseStore) -> None:
    store.record([opened(), draft(events.CASE_LEFT, CASE, post="intake", reason="liep door")])
    assert store.case(CASE).stage is CaseStage.CLOSED
    assert store.flows(["intake"], NOON)[0].left == 1


def test_persons_without_a_case_are_in_the_denominator(store: DatabaseStore) -> None:
    counted = [
        draft(events.PERSONS_COUNTED, "action-1", post="intake", what=what, count=count)
        for what, count in (("passed", 12), ("passed", -2), ("refused", 3))
    ]
    store.record([opened(), *counted])
    (flow,) = store.flows(["intake"], NOON)
    assert (flow.passed, flow.refused) == (14, 3)  # who refused came by as well


def test_a_person_with_two_cases_counts_once_until_they_are_parted(store: DatabaseStore) -> None:
    other = CaseId("case-2")
    store.record(
        [
            opened(),
            opened(other, "BV-0002-6", post="gemeente"),
            sent("gemeente"),
            started(),
            draft(events.INTERVIEW_FINISHED, "talk-1", refused="yes"),
            started("talk-2", other),
            draft(events.INTERVIEW_FINISHED, "talk-2"),
        ]
    )
    apart = seen(store)
    assert apart == ((1, 2), (2, 1, 1), 3)
    store.record([draft(events.CASES_JOINED, CASE, other=other, reason="één persoon")])
    assert seen(store) == ((1, 1), (1, 1, 0), 2)
    store.record([draft(events.CASES_PARTED, other, other=CASE, reason="twee broers")])
    assert seen(store) == apart


def seen(store: DatabaseStore) -> tuple[tuple[int, ...], tuple[int, int, int], int]:
    """Passed at each post; persons, talked and refused a talk of the day; arrived in all hours."""
    day = store.day_counts()
    return (
        tuple(flow.passed for flow in store.flows(["intake", "gemeente"], NOON)),
        (day.cases, day.talked, day.talk_refused),
        sum(hour.arrived for hour in store.hours()),
    )


def test_the_longest_wait_is_of_those_who_wait_now(store: DatabaseStore) -> None:
    store.record([opened(), sent("gemeente")])
    (visit,) = store.queue("gemeente")
    later = visit.queued + timedelta(minutes=25)
    assert store.flows(["gemeente"], later)[0].longest_wait == timedelta(minutes=25)
    store.record([draft(events.CASE_CALLED, CASE, post="gemeente")])
    assert store.flows(["gemeente"], later)[0].longest_wait == timedelta(0)


def test_nobody_home_is_not_the_same_as_not_visited(store: DatabaseStore) -> None:
    homes = [
        draft(
            events.HOME_RECORDED,
            f"home-{name}",
            name=name,
            sector="A",
            result=result,
            persons=None,
            reason=why,
        )
        for name, result, why in (("12", "planned", ""), ("14", "left-out", "donker"), ("12", "nobody", ""))
    ]
    store.record(homes)
    assert [(home.name, home.result) for home in store.homes()] == [
        ("12", HomeResult.NOBODY),
        ("14", HomeResult.LEFT_OUT),
    ]


def test_what_is_read_back_is_what_a_rebuild_makes(store: DatabaseStore) -> None:
    store.record(
        [opened(), sent("gemeente"), draft(events.CASE_CALLED, CASE, post="gemeente"), paper("CB-7K3M8Q")]
    )
    before = store.projections_digest()
    store.rebuild()
    assert store.projections_digest() == before
    kinds = [line.kind for line in store.trail(case=CASE)]
    assert kinds == ["paper.issued", "case.called", "case.sent", "case.opened"]
