"""Homes as people type them, and what was looked at."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.flow import Home, HomeResult
from fieldcheck.domain.identifiers import ActionId, HomeId, home_id
from fieldcheck.domain.park import MOST_HOMES, Coverage, coverage, coverages, home_names

NOW = datetime(2026, 11, 22, 7, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("12-15", ("12", "13", "14", "15")),
        ("12 t/m 14", ("12", "13", "14")),
        ("a9-A11", ("A9", "A10", "A11")),
        ("B3-5", ("B3", "B4", "B5")),
        ("3, 5; 7-8\n5", ("3", "5", "7", "8")),
        (" De  Eik , 12a", ("De Eik", "12a")),
        ("7-7", ("7",)),
    ],
)
def test_a_range_is_every_home_in_it_once(typed: str, names: tuple[str, ...]) -> None:
    assert home_names(typed) == names


@pytest.mark.parametrize("typed", ["", " , ", "48-12", "A1-B5", "1-501", "1-300, 301-600", "x" * 41])
def test_what_cannot_be_homes_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue) as refusal:
        home_names(typed)
    assert refusal.value.remedy


def test_as_many_as_may_be_added_at_once() -> None:
    assert len(home_names(f"1-{MOST_HOMES}")) == MOST_HOMES


def home(name: str, result: HomeResult, sector: str = "", persons: int | None = None) -> Home:
    return Home(HomeId(name), name, sector, result, persons, "", NOW, "A. Voorbeeld")


def test_not_looked_and_nobody_there_are_counted_apart() -> None:
    homes = [
        home("1", HomeResult.PLANNED),
        home("2", HomeResult.VISITED, persons=3),
        home("3", HomeResult.VISITED),
        home("4", HomeResult.NOBODY),
        home("5", HomeResult.REFUSED),
        home("6", HomeResult.LEFT_OUT),
    ]
    assert coverage(homes) == Coverage("", 6, 1, 2, 1, 1, 1, 3)


def test_each_sector_has_its_own_count() -> None:
    homes = [home("1", HomeResult.PLANNED, "Zuid"), home("2", HomeResult.NOBODY, "Noord")]
    assert [(one.sector, one.homes, one.open) for one in coverages(homes)] == [
        ("Noord", 1, 0),
        ("Zuid", 1, 1),
    ]


def test_two_laptops_that_plan_one_home_mean_the_same() -> None:
    action = ActionId("action-1")
    assert home_id(action, "Noord", "a12") == home_id(action, "noord", "A12")
    assert home_id(action, "Noord", "12") != home_id(action, "Zuid", "12")
    assert home_id(action, "Noord", "12") != home_id(ActionId("action-2"), "Noord", "12")
