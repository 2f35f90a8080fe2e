"""Nights by the Working Hours Act, facts 2c [L4]: each limit just below, on and above it."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from fieldcheck import assets
from fieldcheck.triage import load_tables
from fieldcheck.triage.night_work import COUNTED_DAYS, in_a_row
from tests.triage.test_figures import assessed, figure, plain

TABLES = load_tables(assets.folder("resources") / "reference")
DAILY = ("daily", "fc:daily-rest() < fc:threshold('daily-rest')")
WEEKLY = ("weekly", "fc:weekly-rest() < fc:threshold('weekly-rest')")
LONG = ("long", "fc:night-shift-hours() > fc:threshold('night-shift-hours')")


def clock(begins: str, ends: str, **more: str) -> dict[str, str]:
    return {"work_starts": f"{begins}:00.000", "work_ends": f"{ends}:00.000", "works_nights": "yes", **more}


def short(rule: tuple[str, str], facts: dict[str, str]) -> bool:
    return bool(assessed(rule, **{"birth_year": "1990"} | facts).signals)


def test_the_table_has_the_limits_of_nights_for_adults_only() -> None:
    adult, young = TABLES.hours_limits(18), TABLES.hours_limits(17)
    assert adult is not None
    assert adult.night is not None
    night = adult.night
    assert (night.ends_after, night.rest, night.series, night.series_rest) == (2, 14, 3, 46)
    assert (night.long_shift, night.long_shifts_14_days, night.long_shifts_52_weeks) == (12, 5, 22)
    assert young is not None
    assert young.night is None


@pytest.mark.parametrize(
    ("begins", "ends", "told"),
    [
        ("20:00", "06:00", False),  # fourteen hours left
        ("20:00", "06:01", True),
        ("15:00", "02:00", False),  # ends on the hour: eleven hours are enough, and thirteen are left
        ("15:00", "02:01", True),  # ends after it: fourteen are due
        ("01:59", "13:00", True),
        ("02:00", "13:00", False),  # begins on it
        ("08:00", "19:00", False),  # by day
        ("09:00", "22:01", True),  # by day, and less than eleven left
    ],
)
def test_fourteen_hours_after_a_night_shift_that_ends_after_two(begins: str, ends: str, told: bool) -> None:
    assert short(DAILY, clock(begins, ends)) is told


def test_the_longer_rest_needs_the_word_of_the_person_and_the_clock() -> None:
    eleven = clock("21:00", "08:00")
    assert short(DAILY, eleven)
    assert not short(DAILY, eleven | {"works_nights": "no"}), "thirteen hours are enough by day"
    assert not short(DAILY, {"works_nights": "yes", "hours_per_day": "11"}), "no clock, no hour it ends"
    assert not short(DAILY, clock("20:00", "08:00") | {"age_band": "16", "birth_year": ""}), (
        "no limit is known"
    )
    note = plain(figure("daily-rest", birth_year="1990", **eleven).note)
    assert note == "Arbeidstijdenwet: ten minste 14 uur rust na een nachtdienst die na 2 uur eindigt."
    assert figure("daily-rest", birth_year="1990", **eleven).source == "ATW [L4]"
    assert figure("daily-rest", birth_year="1990", hours_per_day="11").source == "ATW [L0]"


@pytest.mark.parametrize(
    ("days", "hours", "told"),
    [
        ("6", "2", False),  # forty-six hours are left
        ("6", "2.1", True),
        ("5", "8", False),  # sixty-four are
        ("4", "8", False),
        ("7", "8", True),
    ],
)
def test_forty_six_hours_after_three_nights_in_a_row(days: str, hours: str, told: bool) -> None:
    nights = clock("22:00", "06:00", days_per_week=days, hours_per_day=hours)
    assert short(WEEKLY, nights) is told
    by_day = nights | {"works_nights": "no"}
    assert short(WEEKLY, by_day) is (days == "7"), "by day thirty-six are enough"


def test_how_many_nights_were_told_goes_before_the_days_of_a_week() -> None:
    six = clock("22:00", "06:00", days_per_week="6", hours_per_day="8")
    assert short(WEEKLY, six)
    assert not short(WEEKLY, six | {"nights_16_weeks": "75"}), "never three in a row are needed for so few"
    assert short(WEEKLY, six | {"nights_16_weeks": "76"})
    note = plain(figure("weekly-rest", birth_year="1990", **six).note)
    assert "46 uur rust achter elkaar na 3 of meer nachtdiensten" in note
    assert "36 uur" in plain(
        figure("weekly-rest", birth_year="1990", hours_per_day="8", days_per_week="6").note
    )


def test_nights_in_a_row_are_only_those_that_no_order_of_days_avoids() -> None:
    """Every week of seven days, over and over: whether one has no three nights in a row."""
    for days in range(8):
        avoidable = any(
            "111" not in "".join(map(str, week)) * 3
            for week in product((0, 1), repeat=7)
            if sum(week) == days
        )
        assert in_a_row(3, None, Decimal(days)) is not avoidable, days
    # Free nights part the others into one more row than there are of them.
    most_without = max(n for n in range(COUNTED_DAYS + 1) if n <= 2 * (COUNTED_DAYS - n + 1))
    assert not in_a_row(3, Decimal(most_without), None)
    assert in_a_row(3, Decimal(most_without + 1), None)
    assert not in_a_row(3, None, None)


@pytest.mark.parametrize(
    ("hours", "nights", "told"),
    [
        ("10", None, False),
        ("10.1", None, True),
        ("10.1", "22", False),
        ("10.1", "23", True),
        ("12", "22", False),
        ("12.1", "22", True),
        ("12.1", "5", True),
    ],
)
def test_a_night_shift_of_twelve_hours_is_allowed_so_often(
    hours: str, nights: str | None, told: bool
) -> None:
    facts = {"works_nights": "yes", "hours_per_day": hours}
    facts |= {"nights_16_weeks": nights} if nights else {}
    assert short(LONG, facts) is told


def test_how_often_twelve_hours_are_allowed_is_said() -> None:
    facts = {"birth_year": "1990", "works_nights": "yes", "hours_per_day": "11"}
    assert plain(figure("night-shift-hours", **facts).note) == (
        "Arbeidstijdenwet: een nachtdienst duurt hoogstens 10 uur, en 12 uur hoogstens 5 keer in 14 dagen en "
        "22 keer in 52 weken."
    )
    assert plain(figure("night-shift-hours", **facts, nights_16_weeks="20").note) == (
        "Arbeidstijdenwet: een nachtdienst duurt hoogstens 12 uur als dat hoogstens 5 keer in 14 dagen en 22 "
        "keer in 52 weken gebeurt: vraag hoe vaak."
    )
    young = {"age_band": "16", "works_nights": "yes", "hours_per_day": "11"}
    assert figure("night-shift-hours", **young).note == ""
