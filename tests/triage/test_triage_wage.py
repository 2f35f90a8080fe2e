"""Pay for an hour: each period, ranges, what was deducted, and the employer's favour at every boundary."""

from __future__ import annotations

from copy import deepcopy
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck import assets
from fieldcheck.i18n import Texts, language, said
from fieldcheck.i18n.catalogue import Catalogue
from fieldcheck.triage import MinimumWage, load_tables
from fieldcheck.triage.hours import Hours, hours_worked
from fieldcheck.triage.wage import Pay, Period, hourly_pay, share_below

TABLES = load_tables(assets.folder("resources") / "reference")


def hours(
    *, day: str | None = None, most: str | None = None, days: str | None = None, week: str | None = None
) -> Hours | None:
    read = [None if one is None else Decimal(one) for one in (day, most, days, week)]
    return hours_worked(day=read[0], day_most=read[1], days=read[2], week=read[3])


def minimum(day: str = "2026-11-22", age: int = 30) -> MinimumWage:
    found = TABLES.minimum_wage(date.fromisoformat(day), age)
    assert found is not None
    return found


def pay(amount: str, period: Period, *, gross: bool | None = True, deducted: str | None = None) -> Pay:
    return Pay(Decimal(amount), period, gross, None if deducted is None else Decimal(deducted))


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("given_pay", "worked", "middle", "formula"),
    [
        (pay("15", Period.HOUR), None, "15.00", "€ 15,00 per uur"),
        (pay("120", Period.DAY), hours(day="8"), "15.00", "€ 120,00 : 8 uur = € 15,00 per uur"),
        (pay("340", Period.WEEK), hours(week="40"), "8.50", "€ 340,00 : 40 uur = € 8,50 per uur"),
        (
            pay("1600", Period.FOUR_WEEKS),
            hours(week="40"),
            "10.00",
            "€ 1.600,00 : (40 uur × 4) = € 10,00 per uur",
        ),
        (
            pay("800", Period.MONTH),
            hours(day="8", most="10", days="6"),
            "3.42",
            "€ 800,00 : (54 uur × 52 : 12) = € 3,42 per uur",
        ),
        (
            pay("700", Period.MONTH),
            hours(day="7.5", days="5"),
            "4.31",
            "€ 700,00 : (37,5 uur × 52 : 12) = € 4,31 per uur",
        ),
    ],
)
def test_each_period_and_its_formula(given_pay: Pay, worked: Hours | None, middle: str, formula: str) -> None:
    found = hourly_pay(given_pay, worked)
    assert found is not None
    assert found.middle == Decimal(middle)
    assert plain(found.formula) == formula


ENGLISH = {
    "{pay} : ({hours} uur × 52 : 12) = {result} per uur": "{pay} : ({hours} h × 52 : 12) = {result} an hour",
    "{hours} uur × {days} dagen = {total} uur": "{hours} hours × {days} days = {total} hours",
    "{low} tot {high}": "{low} to {high}",
}


def test_a_formula_is_said_in_another_language_with_its_own_way_of_writing_amounts() -> None:
    english = Texts(language("en"), "screens", Catalogue({dutch: (text,) for dutch, text in ENGLISH.items()}))
    worked = hours(day="7.5", most="10", days="6")
    found = hourly_pay(pay("1800", Period.MONTH), worked)
    assert found is not None
    assert worked is not None
    assert said(worked.formula, english) == "7.5 to 10 hours × 6 days = 45 to 60 hours"
    assert said(found.formula, english) == "€1,800.00 : (52.5 h × 52 : 12) = €7.91 an hour"
    assert plain(found.formula) == "€ 1.800,00 : (52,5 uur × 52 : 12) = € 7,91 per uur"
    assert said(deepcopy(found.formula), english) == said(found.formula, english)


def test_eight_to_ten_hours_leave_a_range() -> None:
    found = hourly_pay(pay("800", Period.MONTH), hours(day="8", most="10", days="6"))
    assert found is not None
    assert (found.low, found.high) == (Decimal("3.08"), Decimal("3.85"))


@pytest.mark.parametrize("worked", [None, hours(day="8"), hours(week="0"), hours(day="0", days="5")])
def test_no_hours_no_hourly_pay(worked: Hours | None) -> None:
    assert hourly_pay(pay("800", Period.MONTH), worked) is None
    assert share_below(pay("800", Period.MONTH), worked, minimum()) is None


@pytest.mark.parametrize(
    ("amount", "share"),
    [
        ("14.99", "0"),
        ("15.00", "0"),
        ("14.98", "0.000667"),
        ("7.495", "0.5"),
        ("7.50", "0.499666"),
        ("0", "1"),
    ],
)
def test_share_below_at_the_boundaries(amount: str, share: str) -> None:
    assert share_below(pay(amount, Period.HOUR), None, minimum()) == Decimal(share)


def test_share_takes_the_fewest_hours_and_so_the_employers_favour() -> None:
    wide = share_below(pay("2400", Period.MONTH), hours(day="6", most="12", days="6"), minimum())
    assert wide == 0, "36 hours a week would be 15.38 an hour"


def test_deductions_are_put_back_for_net_pay_and_never_for_gross() -> None:
    worked = hours(week="40")
    net = share_below(pay("1400", Period.MONTH, gross=False, deducted="900"), worked, minimum())
    bare = share_below(pay("1400", Period.MONTH, gross=False), worked, minimum())
    gross = share_below(pay("1400", Period.MONTH, gross=True, deducted="900"), worked, minimum())
    assert net is not None
    assert bare is not None
    assert net < bare == gross


def test_deductions_that_cannot_be_put_back_leave_the_share_open() -> None:
    """500 a month off an unknown number of hours: nobody can say what an hour earned."""
    net = pay("7.00", Period.HOUR, gross=False, deducted="500")
    assert share_below(net, None, minimum()) is None
    assert share_below(pay("7.00", Period.HOUR, gross=False), None, minimum()) is not None
    assert share_below(pay("7.00", Period.HOUR, gross=True, deducted="500"), None, minimum()) is not None


@pytest.mark.parametrize(
    ("period", "amount", "below"),
    [
        (Period.MONTH, "1995.00", "0"),
        (Period.MONTH, "997.50", "0.5"),
        (Period.WEEK, "460.40", "0"),
        (Period.FOUR_WEEKS, "920.80", "0.5"),
        (Period.DAY, "46.04", "0.5"),
    ],
)
def test_before_2024_a_full_week_is_held_against_the_binding_amount(
    period: Period, amount: str, below: str
) -> None:
    """60 hours a week for the monthly minimum was not below it: hourly it would have been."""
    worked = hours(day="12", days="5")
    assert share_below(pay(amount, period), worked, minimum("2023-12-31")) == Decimal(below)


def test_before_2024_part_time_is_held_against_the_lowest_hourly_amount() -> None:
    found = share_below(pay("230.20", Period.WEEK), hours(week="20"), minimum("2023-12-31"))
    assert found == 0, "11.51 an hour, as in a 40-hour week"


amounts = st.decimals(min_value=0, max_value=100_000, places=2)
weeks = st.decimals(min_value="0.5", max_value=168, places=1)


@given(
    amount=amounts,
    week=weeks,
    period=st.sampled_from(list(Period)),
    gross=st.sampled_from([True, False, None]),
)
def test_a_share_is_a_share_and_more_pay_never_raises_it(
    amount: Decimal, week: Decimal, period: Period, gross: bool | None
) -> None:
    worked = hours_worked(day=week / 7, day_most=None, days=Decimal(7), week=None)
    less = share_below(Pay(amount, period, gross), worked, minimum())
    more = share_below(Pay(amount + 1, period, gross), worked, minimum())
    assert less is not None
    assert more is not None
    assert 0 <= more <= less <= 1


@given(amount=amounts, low=weeks, high=weeks, period=st.sampled_from([Period.WEEK, Period.MONTH]))
def test_the_middle_lies_in_the_range(amount: Decimal, low: Decimal, high: Decimal, period: Period) -> None:
    worked = hours_worked(day=min(low, high) / 7, day_most=max(low, high) / 7, days=Decimal(7), week=None)
    found = hourly_pay(Pay(amount, period, None), worked)
    assert found is not None
    assert found.low <= found.middle <= found.high


def test_days_count_before_a_weekly_total_and_the_longest_day_is_kept() -> None:
    found = hours(day="8", most="10", days="6", week="40")
    assert found is not None
    assert found.week is not None
    assert found.day is not None
    assert (found.week.low, found.week.middle, found.week.high, found.day.high) == (48, 54, 60, 10)
    assert found.formula == "8 tot 10 uur × 6 dagen = 48 tot 60 uur"
