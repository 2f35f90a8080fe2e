"""The homes of the park, from plan to what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.errors import InvalidValue, NotAllowed
from fieldcheck.domain.flow import HomeResult
from fieldcheck.domain.identifiers import HomeId
from fieldcheck.domain.park import coverage, disagreeing, visits_of
from fieldcheck.domain.roles import Role
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.homes import home_notes, homes, plan_homes, record_home, take_off_plan
from fieldcheck.usecases.preparing import Founded
from fieldcheck.usecases.watching import watch
from tests.usecases.laptops import SECOND_INTAKE, laptop


def test_a_range_is_planned_at_once_and_a_second_time_adds_nothing(desk: Desk) -> None:
    assert len(plan_homes(desk, "8-12", sector="Noord")) == 5
    assert [home.name for home in homes(desk)] == ["8", "9", "10", "11", "12"]
    assert [home.name for home in plan_homes(desk, "11-13", sector="noord ")] == ["13"]
    assert {home.sector for home in homes(desk)} == {"Noord"}  # one part of the park, however it is typed
    assert len(plan_homes(desk, "8", sector="Zuid")) == 1
    assert coverage(homes(desk)).open == 7


def test_a_plan_of_another_laptop_takes_no_visit_back(desk: Desk) -> None:
    """Laptops meet at the end of the day; one that did not know of the visit planned the home after it."""
    (home,) = plan_homes(desk, "12", sector="Noord")
    record_home(desk, home.id, HomeResult.VISITED, persons=3)
    payload = {"name": "12", "sector": "noord", "result": "planned", "persons": None, "reason": ""}
    desk.write(events.HOME_RECORDED, "home", home.id, payload)
    (now,) = homes(desk)
    assert (now.result, now.persons, now.sector) == (HomeResult.VISITED, 3, "Noord")
    assert coverage([now]).visited == 1


@pytest.fixture
def other(tmp_path: Path, founded: Founded) -> Iterator[Desk]:
    made = laptop(tmp_path / "second", founded, SECOND_INTAKE, user="M. Tweede")
    yield made
    made.store.close()


def bring(one: Desk, two: Desk) -> None:
    """Two laptops meet: afterwards both know everything."""
    ours = list(one.store.entries())
    one.store.merge(two.store.entries())
    two.store.merge(ours)


def test_two_laptops_at_different_homes_come_together(desk: Desk, other: Desk) -> None:
    for at, number, persons in ((desk, 0, 3), (other, 1, 2)):
        plan_homes(at, "12-14")
        record_home(at, homes(at)[number].id, HomeResult.VISITED, persons=persons)
    bring(desk, other)
    for at in (desk, other):
        found = coverage(homes(at))
        assert (found.homes, found.visited, found.open, found.persons) == (3, 2, 1, 5)
        assert not any(disagreeing(notes) for notes in home_notes(at).values())


def test_two_laptops_at_one_home_that_say_different_things_are_both_heard(desk: Desk, other: Desk) -> None:
    (home,) = plan_homes(desk, "12")
    plan_homes(other, "12")
    record_home(desk, home.id, HomeResult.VISITED, persons=3)
    record_home(other, home.id, HomeResult.NOBODY)
    bring(desk, other)
    told = disagreeing(home_notes(desk)[home.id])
    assert [(note.result, note.by) for note in told] == [
        (HomeResult.VISITED, desk.actor.name),
        (HomeResult.NOBODY, "M. Tweede"),
    ]
    seen = change_place(desk, role=Role.COORDINATOR, post="coordinator")
    ((found, notes),) = watch(seen).disagreeing
    assert (found.name, notes) == ("12", told)
    record_home(other, home.id, HomeResult.VISITED, persons=3)  # who knows of both says what is so
    bring(desk, other)
    assert disagreeing(home_notes(desk)[home.id]) == ()
    assert watch(seen).disagreeing == ()
    assert len(home_notes(desk)[home.id]) == 5  # nothing of what was said is lost


def test_going_back_and_putting_right_is_no_disagreement(desk: Desk) -> None:
    (home,) = plan_homes(desk, "12")
    for result in (HomeResult.NOBODY, HomeResult.VISITED, HomeResult.REFUSED):
        record_home(desk, home.id, result)
    notes = home_notes(desk)[home.id]
    assert [note.result for note in visits_of(notes)] == [
        HomeResult.NOBODY,
        HomeResult.VISITED,
        HomeResult.REFUSED,
    ]
    assert disagreeing(notes) == ()


def test_what_was_written_before_that_was_kept_is_no_disagreement(desk: Desk) -> None:
    (home,) = plan_homes(desk, "12")
    for result in ("nobody", "visited"):
        payload = {"name": "12", "sector": "", "result": result, "persons": None, "reason": ""}
        desk.write(events.HOME_RECORDED, "home", home.id, payload)
    assert disagreeing(home_notes(desk)[home.id]) == ()


def test_a_home_planned_by_mistake_goes_off_the_list_and_can_come_back(desk: Desk) -> None:
    first, second = plan_homes(desk, "12-13", sector="Noord")
    record_home(desk, second.id, HomeResult.NOBODY)
    take_off_plan(desk, first.id)
    assert [home.name for home in homes(desk)] == ["13"]
    kept = desk.store.projections_digest()  # type: ignore[attr-defined]
    desk.store.rebuild()
    assert desk.store.projections_digest() == kept  # type: ignore[attr-defined]
    for one in (first, second):  # gone, and visited
        with pytest.raises(InvalidValue, match="geplande woning"):
            take_off_plan(desk, one.id)
    plan_homes(desk, "12", sector="Noord")
    record_home(desk, first.id, HomeResult.VISITED)
    assert coverage(homes(desk)).visited == 1
    assert not any(disagreeing(notes) for notes in home_notes(desk).values())


def test_a_home_where_somebody_was_stays_on_the_list(desk: Desk, other: Desk) -> None:
    (home,) = plan_homes(desk, "12")
    plan_homes(other, "12")
    record_home(desk, home.id, HomeResult.VISITED, persons=1)
    take_off_plan(other, home.id)
    bring(desk, other)
    for at in (desk, other):
        assert [(one.name, one.result) for one in homes(at)] == [("12", HomeResult.VISITED)]


def test_a_refused_range_plans_nothing(desk: Desk) -> None:
    with pytest.raises(InvalidValue):
        plan_homes(desk, "1-3, 9-4")
    assert homes(desk) == ()


def test_what_came_of_it_is_recorded_and_can_be_put_right(desk: Desk) -> None:
    (home,) = plan_homes(desk, "12")
    record_home(desk, home.id, HomeResult.NOBODY)
    record_home(desk, home.id, HomeResult.VISITED, persons=3)
    (now,) = homes(desk)
    assert (now.result, now.persons) == (HomeResult.VISITED, 3)
    kinds = [entry.kind for entry in desk.store.entries()]
    assert kinds.count("home.recorded") == 3


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    (home,) = plan_homes(desk, "12")
    for result, more in (
        (HomeResult.LEFT_OUT, {"reason": " "}),
        (HomeResult.NOBODY, {"persons": 2}),
        (HomeResult.VISITED, {"persons": -1}),
        (HomeResult.VISITED, {"persons": 100}),
    ):
        with pytest.raises(InvalidValue) as refusal:
            record_home(desk, home.id, result, **more)  # type: ignore[arg-type]
        assert refusal.value.remedy
    with pytest.raises(InvalidValue):
        record_home(desk, HomeId("nowhere"), HomeResult.NOBODY)
    assert homes(desk)[0].result is HomeResult.PLANNED


def test_the_inspectorate_does_not_walk_the_park(inspector: Desk) -> None:
    with pytest.raises(NotAllowed):
        plan_homes(inspector, "12")
    assert plan_homes(change_place(inspector, role=Role.COORDINATOR, post="coordinator"), "12")
