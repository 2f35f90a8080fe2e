"""The day: what is counted, what is unfinished, and closing it without ending anything."""

from __future__ import annotations

from datetime import timedelta

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.day import DayCounts, Loose
from fieldcheck.domain.errors import InvalidValue, NotAllowed, UserFixable
from fieldcheck.domain.flow import HomeResult
from fieldcheck.domain.identifiers import CaseId, HomeId
from fieldcheck.domain.referral import Urgency
from fieldcheck.usecases.alarming import present_posts, send_alarm
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.closing import close_day, closing_check, closing_coverage, reopen_day
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.homes import record_home
from fieldcheck.usecases.interviewing import REFUSED, resume_interview, start_interview
from fieldcheck.usecases.issuing import issue_proof
from fieldcheck.usecases.referring import acknowledge_referral, open_referrals
from fieldcheck.usecases.watching import watch
from tests.alarm_route import with_route


def kinds(desk: Desk) -> list[Loose]:
    return [one.kind for one in closing_check(desk)]


def send(desk: Desk, case: CaseId, to: str) -> None:
    desk.write(events.CASE_SENT, "case", case, {"from": "intake", "to": to, "reason": ""})


def home(desk: Desk, name: str, result: HomeResult) -> None:
    payload = {"name": name, "sector": "", "result": result.value, "persons": None, "reason": ""}
    desk.write(events.HOME_RECORDED, "home", f"home-{name}", payload)


def test_a_quiet_day_has_noughts_and_nothing_loose(coordinator: Desk) -> None:
    view = watch(coordinator)
    assert view.counts == DayCounts()
    assert (view.hours, view.waits, view.referrals) == ((), (), ())
    assert [flow.post for flow in view.flows] == [post.code for post in coordinator.action.posts]
    assert closing_check(coordinator) == ()


def test_a_person_at_three_posts_counts_once(desk: Desk, coordinator: Desk) -> None:
    case = open_case(desk).id
    send(desk, case, "gemeente")
    desk.write(events.CASE_CALLED, "case", case, {"post": "gemeente"})
    send(desk, case, "iszw")
    view = watch(coordinator)
    assert view.counts.cases == 1
    arrived = {hour.post: (hour.arrived, hour.finished) for hour in view.hours}
    assert arrived == {"intake": (1, 1), "gemeente": (1, 1), "iszw": (1, 0)}
    (wait,) = view.waits
    assert (wait.post, wait.measured) == ("gemeente", 1)
    assert timedelta(0) <= wait.mean <= wait.longest


def test_only_the_coordinator_watches_and_closes(desk: Desk) -> None:
    for act in (watch, closing_check, close_day):
        with pytest.raises(NotAllowed):
            act(desk)


def test_the_day_is_closed_with_how_much_of_the_park_was_looked_at(coordinator: Desk) -> None:
    assert closing_coverage(coordinator) is None
    for name, result in (("12", HomeResult.PLANNED), ("13", HomeResult.NOBODY), ("14", HomeResult.VISITED)):
        home(coordinator, name, result)
    close_day(coordinator, "het regent")
    (entry,) = coordinator.store.entries_of(events.DAY_CLOSED)
    assert entry.payload is not None
    kept = entry.payload["coverage"]
    assert (kept["homes"], kept["open"], kept["nobody"], kept["visited"]) == (3, 1, 1, 1)


def test_a_home_told_twice_is_unfinished_until_somebody_says_what_is_so(coordinator: Desk) -> None:
    for result in ("nobody", "visited"):
        payload = {"name": "12", "sector": "Noord", "result": result, "persons": None, "reason": ""}
        coordinator.write(events.HOME_RECORDED, "home", "home-12", payload | {"over": []})
    (loose,) = closing_check(coordinator)
    assert (loose.kind, "12 (Noord)" in loose.words) == (Loose.TOLD_TWICE, True)
    record_home(coordinator, HomeId("home-12"), HomeResult.VISITED)
    assert closing_check(coordinator) == ()


def test_whoever_still_sits_at_a_table_is_not_forgotten(desk: Desk, coordinator: Desk) -> None:
    case = open_case(desk)
    (loose,) = closing_check(coordinator)
    assert loose.kind is Loose.WAITING
    assert loose.words == f"zaak {case.code} zit nog aan tafel bij post Intake 1"
    issue_proof(desk, case.id)  # the proof of control closes the way
    assert closing_check(coordinator) == ()


def test_everything_unfinished_is_named(desk: Desk, coordinator: Desk) -> None:
    first, second = open_case(desk), open_case(desk)
    start_interview(desk, first.id, "pl", form_id="conditions")
    send(desk, second.id, "gemeente")
    routed = with_route(desk)
    send_alarm(routed, second.id, ("reden",), "kan nergens slapen")
    send_alarm(routed, first.id, ("reden",), "kan wachten", ("police",), urgency=Urgency.REGULAR)
    home(coordinator, "12", HomeResult.PLANNED)
    home(coordinator, "13", HomeResult.NOBODY)
    home(coordinator, "14", HomeResult.LEFT_OUT)
    found = closing_check(coordinator)
    assert kinds(coordinator) == [Loose.ALARM] * 3 + [
        Loose.TALK,
        Loose.WAITING,
        Loose.REFERRAL,
        Loose.HOME,
    ]
    words = "\n".join(one.words for one in found)
    assert first.code in words
    assert second.code in words
    assert f"zaak {second.code} wacht nog bij post Gemeente" in words  # by its name, not its code
    assert "woning 12" in words
    assert "woning 13" not in words  # nobody home was looked at: that is finished


def test_a_talk_that_was_declined_is_no_loose_end_until_it_goes_on(desk: Desk, coordinator: Desk) -> None:
    talk = start_interview(desk, open_case(desk).id, "pl", form_id="conditions")
    talk.save(talk.pause(REFUSED))
    assert kinds(coordinator) == []
    resume_interview(desk, talk.interview.id)
    assert kinds(coordinator) == [Loose.TALK]


def test_a_day_with_loose_ends_needs_a_reason_and_ends_nothing(desk: Desk, coordinator: Desk) -> None:
    case = open_case(desk)
    send_alarm(with_route(desk), case.id, ("reden",), "kan nergens slapen")
    before = open_referrals(coordinator)
    with pytest.raises(InvalidValue) as caught:
        close_day(coordinator)
    assert "blijft open" in caught.value.remedy
    assert not watch(coordinator).closing.is_closed
    closing = close_day(coordinator, "de stand is ingepakt; politie belt morgen")
    assert closing.is_closed
    assert closing.by == coordinator.actor.name
    assert open_referrals(coordinator) == before
    (entry,) = coordinator.store.entries_of(events.DAY_CLOSED)
    assert entry.payload is not None
    assert any(case.code in line for line in entry.payload["unfinished"])
    acknowledge_referral(coordinator, before[0].id, by="B. Inspecteur")
    assert len(open_referrals(coordinator)) == len(before) - 1


def test_nobody_is_at_the_posts_once_the_day_is_closed_until_it_is_reopened(coordinator: Desk) -> None:
    assert present_posts(coordinator)
    close_day(coordinator)
    assert not present_posts(coordinator)
    with pytest.raises(UserFixable):
        close_day(coordinator)
    with pytest.raises(InvalidValue):
        reopen_day(coordinator, " ")
    assert not reopen_day(coordinator, "er kwam nog iemand").is_closed
    assert present_posts(coordinator)
    assert close_day(coordinator).is_closed
    with pytest.raises(UserFixable):
        close_day(coordinator)


def test_reopening_an_open_day_is_refused(coordinator: Desk) -> None:
    with pytest.raises(UserFixable):
        reopen_day(coordinator, "reden")
