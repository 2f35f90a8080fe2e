"""Numbers and comparisons of the reckoning just below, on and above where they change something.

Each case here was added because a planted change of that number or comparison went unnoticed.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from fieldcheck import assets
from fieldcheck.triage import MinimumWage, load_tables
from fieldcheck.triage.hours import hours_worked
from fieldcheck.triage.wage import Pay, Period, hourly_pay, monthly_pay, share_below
from tests.triage.test_figures import GROSS, MONTH, assessed, figure, plain

TABLES = load_tables(assets.folder("resources") / "reference")
IN_2023 = date(2023, 12, 31)


def minimum(day: date = date(2026, 11, 22), age: int = 30) -> MinimumWage:
    found = TABLES.minimum_wage(day, age)
    assert found is not None
    return found


# Before 2024


@pytest.mark.parametrize(("hours", "bound"), [("35.9", False), ("36", True), ("36.1", True)])
def test_before_2024_the_week_amount_binds_from_36_hours(hours: str, bound: bool) -> None:
    """460.40 a week bound for a full week; for less the hours count, at 11.51."""
    worked = hours_worked(day=None, day_most=None, days=None, week=Decimal(hours))
    got = Pay(Decimal("455"), Period.WEEK, True)
    share = share_below(got, worked, minimum(IN_2023))
    assert share == (Decimal("0.011728") if bound else 0)


@pytest.mark.parametrize(("days", "bound"), [("4", False), ("5", True), ("6", False)])
def test_before_2024_the_day_amount_binds_for_five_days(days: str, bound: bool) -> None:
    worked = hours_worked(day=Decimal(10), day_most=None, days=Decimal(days), week=None)
    share = share_below(Pay(Decimal("92.08"), Period.DAY, True), worked, minimum(IN_2023))
    assert share == (0 if bound else Decimal("0.2"))


# What is wage


def net(amount: str, period: Period, *, off: str = "", extra: str = "") -> Pay:
    taken = Decimal(off) if off else None
    return Pay(Decimal(amount), period, False, taken, not_wage=Decimal(extra) if extra else None)


@pytest.mark.parametrize(
    ("pay", "share"),
    [
        # 30 to 60 hours a week are 130 to 260 a month. Put back by the fewest hours: 260 / 130 = 2.00.
        (net("10", Period.HOUR, off="260"), "0.199466"),
        # Taken off by the most: 260 / 260 = 1.00.
        (net("10", Period.HOUR, extra="260"), "0.399599"),
        # What is put back and taken off alike leaves it as it was.
        (net("10", Period.HOUR, off="260", extra="260"), "0.332888"),
        # A day of 6 hours at least, 5 days: 260 a month is 12 a day, so (60 + 12) / 6 = 12.00 an hour.
        (net("60", Period.DAY, off="260"), "0.199466"),
    ],
)
def test_what_is_put_back_and_taken_off_in_the_employers_favour(pay: Pay, share: str) -> None:
    worked = hours_worked(day=Decimal(6), day_most=Decimal(12), days=Decimal(5), week=None)
    assert share_below(pay, worked, minimum()) == Decimal(share)


def test_allowances_above_the_pay_leave_no_wage_and_no_less() -> None:
    worked = hours_worked(day=Decimal(8), day_most=None, days=Decimal(5), week=None)
    assert share_below(net("100", Period.MONTH, extra="200"), worked, minimum()) == 1


def test_a_share_is_rounded_down_and_so_never_reaches_a_limit_by_rounding() -> None:
    """7.49500001 is less than half below: the sixth decimal is not rounded up to 0.5."""
    assert share_below(Pay(Decimal("7.49500001"), Period.HOUR, True), None, minimum()) == Decimal("0.499999")


@pytest.mark.parametrize(("hours", "known"), [("0", False), ("0.5", True), ("1", True)])
def test_any_hours_are_hours(hours: str, known: bool) -> None:
    worked = hours_worked(day=None, day_most=None, days=None, week=Decimal(hours))
    taken = net("100", Period.HOUR, off="10")
    assert (share_below(taken, worked, minimum()) is not None) is known
    assert (hourly_pay(Pay(Decimal(100), Period.WEEK, True), worked) is not None) is known


def test_pay_of_a_day_needs_its_days_for_a_month() -> None:
    day = Pay(Decimal(120), Period.DAY, True)
    no_days = hours_worked(day=Decimal(8), day_most=None, days=None, week=None)
    assert monthly_pay(day, no_days) is None
    assert monthly_pay(Pay(Decimal(15), Period.HOUR, True), no_days) is None


# Rest and breaks


@pytest.mark.parametrize(
    ("code", "facts", "value"),
    [
        ("daily-rest", {"hours_per_day": "24"}, "0"),
        ("daily-rest", {"hours_per_day": "23.5"}, "0.5"),
        ("daily-rest", {"hours_per_day": "25"}, "0"),
        ("weekly-rest", {"hours_per_day": "24", "days_per_week": "7"}, "0"),
        ("weekly-rest", {"hours_per_day": "25", "days_per_week": "7"}, "0"),
        ("weekly-rest", {"hours_per_day": "23.5", "days_per_week": "7"}, "0.5"),
        ("weekly-rest", {"hours_per_day": "8", "days_per_week": "7.5"}, None),
        ("break-minutes", {"break_minutes": "0"}, "0"),
        ("break-minutes", {"break_minutes": "0.5"}, "0.5"),
        ("break-minutes", {"break_minutes": "-1"}, None),
        ("night-hours", {"work_starts": "22:00:00.000"}, None),
        ("night-hours", {"work_ends": "06:00:00.000"}, None),
        ("daily-rest", {"work_starts": "22:00:00.000"}, None),
        ("daily-rest", {"work_ends": "22:00:00.000"}, None),
        ("daily-rest", {"work_starts": "08:00:00.000", "work_ends": "08:00:00.000"}, None),
    ],
)
def test_working_time_at_its_ends(code: str, facts: dict[str, str], value: str | None) -> None:
    found = figure(code, **facts)
    assert found.value == (None if value is None else Decimal(value))
    assert bool(found.formula) is (value is not None)


@pytest.mark.parametrize(("band", "young"), [("16", True), ("18", False)])
def test_at_eighteen_the_notes_are_those_of_adults(band: str, young: bool) -> None:
    week = {"age_band": band, "hours_per_day": "8", "days_per_week": "5"}
    assert ("23 tot 6" in plain(figure("daily-rest", **week).note)) is young
    assert ("72 uur" in plain(figure("weekly-rest", **week).note)) is not young


@pytest.mark.parametrize(
    ("hours", "minutes"), [("5.5", "0"), ("5.51", "30"), ("10", "30"), ("10.01", "45"), ("9.99", "30")]
)
def test_breaks_of_adults_to_the_hundredth_of_an_hour(hours: str, minutes: str) -> None:
    assert figure("break-due", birth_year="1990", hours_per_day=hours).value == Decimal(minutes)


@pytest.mark.parametrize(("hours", "minutes"), [("4.5", "0"), ("4.51", "30"), ("12", "30")])
def test_breaks_of_16_and_17(hours: str, minutes: str) -> None:
    assert figure("break-due", age_band="16", hours_per_day=hours).value == Decimal(minutes)


@pytest.mark.parametrize(
    ("band", "rule", "on", "above"),
    [
        ("18", "fc:daily-hours() > fc:threshold('day-hours')", "12", "12.1"),
        ("16", "fc:daily-hours() > fc:threshold('day-hours')", "9", "9.1"),
        ("15", "fc:daily-hours() > fc:threshold('day-hours')", "9", "9.1"),
    ],
)
def test_the_longest_day_by_age(band: str, rule: str, on: str, above: str) -> None:
    assert not assessed(("long", rule), age_band=band, hours_per_day=on).signals
    assert assessed(("long", rule), age_band=band, hours_per_day=above).signals


@pytest.mark.parametrize(
    ("band", "limit", "on", "above"),
    [
        ("18", "week-hours", "60", "60.1"),
        ("16", "week-hours", "45", "45.1"),
        ("18", "average-hours", "48", "48.1"),
        ("16", "average-hours", "40", "40.1"),
    ],
)
def test_the_longest_week_by_age(band: str, limit: str, on: str, above: str) -> None:
    rule = ("long", f"fc:weekly-hours() > fc:threshold('{limit}')")
    assert not assessed(rule, age_band=band, hours_per_week=on).signals
    assert assessed(rule, age_band=band, hours_per_week=above).signals


# Rent, debts, deductions, registration


@pytest.mark.parametrize(
    ("code", "facts", "value"),
    [
        ("rent-share", {**MONTH, "rent_per_week": "0"}, "0"),
        ("rent-share", {**MONTH, "rent_per_week": "-1"}, None),
        ("rent-share", {**MONTH, "pay_amount": "0", "rent_per_week": "10"}, None),
        ("rent-share", {**MONTH, "pay_amount": "0.5", "rent_per_week": "0.6"}, "520"),
        ("debt-months", {**MONTH, "debt_amount": "0"}, "0"),
        ("debt-months", {**MONTH, "debt_amount": "-1"}, None),
        ("debt-months", {**MONTH, "pay_amount": "0", "debt_amount": "10"}, None),
        ("debt-months", {**MONTH, "pay_amount": "0.5", "debt_amount": "1"}, "2"),
        ("deduction-share", {**MONTH, "deduction_amount": "0"}, "0"),
        ("deduction-share", {**MONTH, "deduction_amount": "-1"}, None),
        ("deduction-share", {**MONTH, "pay_amount": "0", "deduction_amount": "10"}, None),
        ("deduction-share", {**MONTH, "pay_amount": "0.5", "deduction_amount": "0.5"}, "100"),
        ("housing-deduction-share", {**MONTH, "hours_per_week": "40", "deduction_housing": "0"}, "0"),
        ("housing-deduction-share", {**MONTH, "hours_per_week": "40", "deduction_housing": "-1"}, None),
        ("housing-deduction-share", {**MONTH, "hours_per_week": "0", "deduction_housing": "9"}, None),
        ("housing-deduction-share", {**MONTH, "hours_per_week": "0.01", "deduction_housing": "9"}, "1385"),
        ("bed-hours", {"bed_after_job": "week"}, "7"),
        ("bed-hours", {"bed_after_job": "four_weeks"}, "28"),
        ("registration-days", {"stay_since": "2026-07-24"}, "121"),
        ("registration-days", {"stay_since": "2026-01-01", "stay_plan": "settled"}, "325"),
        ("registration-days", {"stay_plan": "settled"}, "122"),
        ("registration-days", {"stay_plan": "long"}, "122"),
        ("registration-days", {"stay_plan": "short"}, None),
        ("stay-days", {"stay_since": "2026-11-22"}, "0"),
        ("stay-days", {"stay_since": "2026-11-23"}, None),
        ("square-metres-per-person", {"floor_area": "50", "persons": "1"}, "50.00"),
        ("square-metres-per-person", {"floor_area": "50", "persons": "0"}, None),
        ("square-metres-per-person", {"floor_area": "47.99", "persons": "4"}, "11.99"),
        ("hourly-wage", {**GROSS, "pay_amount": "0", "pay_period": "hour"}, "0.00"),
        ("hourly-wage", {**GROSS, "pay_amount": "-1", "pay_period": "hour"}, None),
        (
            "hourly-wage",
            {"pay_amount": "10", "pay_period": "piece", "pieces_per_day": "0", "hours_per_day": "8"},
            None,
        ),
        (
            "hourly-wage",
            {"pay_amount": "10", "pay_period": "piece", "pieces_per_day": "0.5", "hours_per_day": "8"},
            "0.63",
        ),
    ],
)
def test_figures_at_their_ends(code: str, facts: dict[str, str], value: str | None) -> None:
    assert figure(code, **facts).value == (None if value is None else Decimal(value))


def test_a_range_of_pay_is_a_range_of_shares() -> None:
    """8 to 10 hours of 10 euros: 1,733.33 to 2,166.67 a month; the most pay counts for rules."""
    paid = {
        **GROSS,
        "pay_amount": "10",
        "pay_period": "hour",
        "hours_per_day": "8",
        "hours_per_day_most": "10",
    }
    rent = figure("rent-share", **paid, days_per_week="5", rent_per_week="100")
    assert (rent.value, rent.high) == (Decimal(20), Decimal(25))
    debt = figure("debt-months", **paid, days_per_week="5", debt_amount="2600")
    assert (debt.value, debt.high) == (Decimal("1.2"), Decimal("1.5"))


def test_what_goes_off_for_housing_before_2024_is_held_against_a_months_minimum_at_most() -> None:
    """60 hours at 11.51 would be 2,992.60 a month; the month's own 1,995.00 is the most that bound."""
    found = figure(
        "housing-deduction-share", day=IN_2023, **MONTH, hours_per_week="60", deduction_housing="500"
    )
    assert "van het minimumloon van € 1.995,00 per maand" in plain(found.formula)
    few = figure(
        "housing-deduction-share", day=IN_2023, **MONTH, hours_per_week="20", deduction_housing="500"
    )
    assert "van het minimumloon van € 997,53 per maand" in plain(few.formula)


@pytest.mark.parametrize(
    ("amount", "far", "severe"),
    [("11.25", False, False), ("11.24", True, False), ("7.50", True, False), ("7.49", True, True)],
)
def test_far_below_is_a_quarter_and_severe_a_half(amount: str, far: bool, severe: bool) -> None:
    """Of 14.99: 11.2425 and 7.495 (Besluit minimumloon art. 3(3) [L3])."""
    paid = {**GROSS, "pay_amount": amount, "pay_period": "hour"}
    for name, told in (("far-below-minimum", far), ("severe-underpayment", severe)):
        rule = ("low", f"fc:below-minimum-share() >= fc:threshold('{name}')")
        assert bool(assessed(rule, **paid).signals) is told, name


# Ages


@pytest.mark.parametrize(
    ("facts", "age"),
    [
        ({"birth_year": "2008"}, 17),
        ({"birth_year": "2007"}, 18),
        ({"birth_year": "2026"}, 0),
        ({"birth_year": "2027"}, None),
        ({"age_band": "15"}, 15),
        ({"age_band": "16"}, 16),
        ({"age_band": "18"}, 18),
        ({"age_band": "21"}, 21),
    ],
)
def test_the_youngest_that_somebody_can_be(facts: dict[str, str], age: int | None) -> None:
    rules = (
        (("is", f"fc:age() = {age}"), ("any", "fc:age() >= 0"))
        if age is not None
        else (("any", "fc:age() >= 0"),)
    )
    assert {one.code for one in assessed(*rules, **facts).signals} == (
        {"is", "any"} if age is not None else set()
    )


def test_the_oldest_age_that_can_be_has_its_own_limits() -> None:
    """Of 2008 somebody is 17 or 18: the limits of adults, in the employer's favour."""
    rule = ("long", "fc:daily-hours() > fc:threshold('day-hours')")
    assert not assessed(rule, birth_year="2008", hours_per_day="12").signals
    assert assessed(rule, birth_year="2009", hours_per_day="12").signals


def test_before_2024_what_went_off_a_day_is_put_back_by_the_days_of_a_month() -> None:
    """260 a month is 12 a day of five a week: 80 and 12 against the 92.08 that bound."""
    worked = hours_worked(day=Decimal(8), day_most=None, days=Decimal(5), week=None)
    assert share_below(net("80", Period.DAY, off="260"), worked, minimum(IN_2023)) == Decimal("0.000868")
