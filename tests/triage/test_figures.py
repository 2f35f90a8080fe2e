"""Derived figures one by one: value, formula, and that what nobody said stays unknown."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldcheck import assets
from fieldcheck.domain.action import LocalLimits
from fieldcheck.engine import Form, FormRun, PublishedForm, load, publish
from fieldcheck.triage import FUNCTIONS, Assessment, Figure, assess, load_tables
from fieldcheck.triage.figures import FACTS
from fieldcheck.triage.shifts import hours_at_night

DAY = date(2026, 11, 22)
TABLES = load_tables(assets.folder("resources") / "reference")
LIMITS = LocalLimits(180, Decimal(12), "fictief besluit")
ALL_FACTS = sorted({fact for facts in FACTS.values() for fact in facts})
CLOCK = ("work-starts", "work-ends")
WHEN = "fc:{}()"


@cache
def published(*rules: tuple[str, str]) -> PublishedForm:
    """A form with a question for every fact that figures are made from, and these rules."""
    rows = [(("time" if fact in CLOCK else "text"), fact.replace("-", "_"), fact) for fact in ALL_FACTS]
    lines = ["| survey |", "| | type | name | label | bind::fc:fact |"]
    lines += [f"| | {kind} | {name} | {name} | {fact} |" for kind, name, fact in rows]
    lines += ["| signals |", "| | code | exploitation | domain | when | label | why | source |"]
    lines += [f"| | {code} | labour | pay | {when} | {code} | {code} | test |" for code, when in rules]
    lines += ["| settings |", "| | form_id | form_title | version |", "| | figures | Figures | 1 |"]
    return publish("\n".join(lines).encode(), filename="form.md", texts={}, extra_functions=FUNCTIONS)


@cache
def loaded(*rules: tuple[str, str]) -> Form:
    return load(published(*rules))


def assessed(*rules: tuple[str, str], day: date = DAY, **facts: str) -> Assessment:
    run = FormRun(loaded(*rules), now=lambda: datetime(2026, 11, 22, 4, 30, tzinfo=UTC))
    for name, value in facts.items():
        run.answer(run.form.reference(name), value)
    return assess(published(*rules), run, day=day, limits=LIMITS, tables=TABLES)


def figure(code: str, *, day: date = DAY, **facts: str) -> Figure:
    (found,) = (one for one in assessed(day=day, **facts).figures if one.code == code)
    return found


def plain(text: str) -> str:
    return text.replace("\xa0", " ")


GROSS = {"pay_net_gross": "gross", "birth_year": "1990"}
MONTH = {**GROSS, "pay_amount": "2600", "pay_period": "month"}
WEEK = {"hours_per_day": "8", "days_per_week": "5"}

CASES = [
    # code, facts, value, formula
    (
        "hourly-wage",
        {"pay_amount": "0.30", "pay_period": "piece", "pieces_per_day": "400", "hours_per_day": "10"},
        "12.00",
        "400 stuks × € 0,30 = € 120,00; € 120,00 : 10 uur = € 12,00 per uur",
    ),
    ("daily-hours", {"hours_per_day": "8", "hours_per_day_most": "13"}, "13", "13 uur op de langste dag"),
    (
        "daily-rest",
        {"hours_per_day": "8", "hours_per_day_most": "14"},
        "10",
        "24 uur – 14 uur = hoogstens 10 uur",
    ),
    (
        "daily-rest",
        {"work_starts": "05:30:00.000", "work_ends": "19:00:00.000"},
        "10.5",
        "24 uur – 13,5 uur = hoogstens 10,5 uur",
    ),
    (
        "daily-rest",
        {"work_starts": "20:00:00.000", "work_ends": "06:00:00.000"},
        "14",
        "24 uur – 10 uur = hoogstens 14 uur",
    ),
    (
        "weekly-rest",
        {"hours_per_day": "12", "days_per_week": "6"},
        "36",
        "(7 – 6) × 24 uur + 24 – 12 uur = hoogstens 36 uur",
    ),
    (
        "weekly-rest",
        {"hours_per_day": "8", "days_per_week": "7"},
        "16",
        "(7 – 7) × 24 uur + 24 – 8 uur = hoogstens 16 uur",
    ),
    ("break-due", {"hours_per_day": "5.5"}, "0", "bij 5,5 uur: ten minste 0 minuten"),
    ("break-due", {"hours_per_day": "5.6"}, "30", "bij 5,6 uur: ten minste 30 minuten"),
    ("break-due", {"hours_per_day": "10"}, "30", "bij 10 uur: ten minste 30 minuten"),
    ("break-due", {"hours_per_day": "10.5"}, "45", "bij 10,5 uur: ten minste 45 minuten"),
    ("break-due", {"hours_per_day": "4.6", "age_band": "16"}, "30", "bij 4,6 uur: ten minste 30 minuten"),
    ("break-minutes", {"break_minutes": "15"}, "15", "15 minuten op een dag"),
    (
        "night-hours",
        {"work_starts": "22:00:00.000", "work_ends": "07:00:00.000"},
        "7",
        "7 uur van de dienst tussen 23 en 6 uur",
    ),
    ("night-shift-hours", {"works_nights": "yes", "hours_per_day": "11"}, "11", "11 uur op de langste dag"),
    ("holiday-allowance", MONTH, "208.00", "€ 2.600,00 × 8 % = € 208,00 per maand"),
    (
        "holiday-allowance",
        {**MONTH, "pay_amount": "2700", "holiday_allowance": "included"},
        "200.00",
        "€ 2.500,00 × 8 % = € 200,00 per maand",
    ),
    (
        "deduction-share",
        {**MONTH, "deduction_amount": "650"},
        "25",
        "€ 650,00 van € 2.600,00 per maand = 25 %",
    ),
    (
        "deduction-share",
        {**MONTH, "pay_net_gross": "net", "deduction_amount": "650"},
        "20",
        "€ 650,00 van € 3.250,00 per maand = 20 %",
    ),
    (
        "housing-deduction-share",
        {**MONTH, "hours_per_week": "40", "deduction_housing": "650"},
        "25",
        "€ 650,00 van het minimumloon van € 2.598,27 per maand = 25 %, hoogstens 25 %",
    ),
    (
        "housing-deduction-share",
        {**MONTH, "hours_per_week": "40", "deduction_amount": "700", "deduction_kinds": "housing"},
        "26",
        "€ 700,00 van het minimumloon van € 2.598,27 per maand = 26 %, hoogstens 25 %",
    ),
    (
        "rent-share",
        {**MONTH, "rent_per_week": "150"},
        "25",
        "€ 150,00 per week × 52 : 12 = € 650,00, van € 2.600,00 per maand: 25 %",
    ),
    (
        "debt-months",
        {**MONTH, "debt_amount": "6500"},
        "2.5",
        "€ 6.500,00 : € 2.600,00 per maand = 2,5 maanden loon",
    ),
    ("bed-hours", {"bed_after_job": "hours_24"}, "24", "24 uur na het einde van het werk"),
    ("bed-hours", {"bed_after_job": "four_weeks"}, "28", "28 dagen na het einde van het werk"),
    (
        "bed-hours",
        {"bed_after_job": "four_weeks", "eviction_term": "hours_48"},
        "48",
        "48 uur na het einde van het werk",
    ),
    (
        "registration-days",
        {"stay_since": "2026-07-23"},
        "122",
        "122 dagen; vanaf 122 dagen (twee derde van een half jaar) inschrijven in de BRP",
    ),
    (
        "registration-days",
        {"stay_since": "2026-11-01", "stay_plan": "long"},
        "122",
        "122 dagen; vanaf 122 dagen (twee derde van een half jaar) inschrijven in de BRP",
    ),
]


@pytest.mark.parametrize(("code", "facts", "value", "formula"), CASES)
def test_a_figure_and_its_formula(code: str, facts: dict[str, str], value: str, formula: str) -> None:
    found = figure(code, **facts)
    assert found.value == Decimal(value)
    assert plain(found.formula) == formula


@pytest.mark.parametrize("code", sorted(FACTS))
def test_what_nobody_said_is_unknown_and_no_rule_fires(code: str) -> None:
    found = figure(code) if code != "minimum-wage" else None
    if found is not None:
        assert (found.value, found.low, found.high, found.formula) == (None, None, None, "")
    rules = tuple(
        (f"over-{name[3:]}", f"{name}() > -1 or {name}() <= 0") for name in sorted(FUNCTIONS) if _bare(name)
    )
    fired = {signal.code for signal in assessed(*rules).signals}
    assert fired <= {"over-minimum-wage"}, "the adult minimum is known without an answer"


def _bare(name: str) -> bool:
    counts = ("fc:signal-count", "fc:domains-with-signals", "fc:unease")
    named = ("fc:state", "fc:signal", "fc:domain-signals", "fc:dimension", "fc:limit", "fc:threshold")
    return name not in (*counts, *named)


def test_every_figure_is_made_from_facts_that_are_told() -> None:
    assert {one.code for one in assessed().figures} == set(FACTS)


def test_periods_give_one_monthly_pay() -> None:
    """The same pay told four ways is the same debt in months."""
    debt = {"debt_amount": "3120", **WEEK, "birth_year": "1990", "pay_net_gross": "gross"}
    told = {"hour": "15", "day": "120", "week": "600", "four_weeks": "2400", "month": "2600"}
    for period, amount in told.items():
        assert figure("debt-months", **debt, pay_amount=amount, pay_period=period).value == Decimal("1.2"), (
            period
        )


def test_deduction_rules_at_their_boundary() -> None:
    over = ("over", "fc:housing-deduction-share() > fc:threshold('housing-deduction')")
    base = {**MONTH, "hours_per_week": "40"}
    # 25 % of 14.99 × 40 × 52 : 12 = 649.5667
    assert not assessed(over, **base, deduction_housing="649.56").signals
    assert assessed(over, **base, deduction_housing="649.57").signals
    assert not assessed(over, day=date(2022, 12, 31), **base, deduction_housing="900").signals, (
        "no parameter then"
    )


def test_working_time_rules_by_age() -> None:
    rest = ("rest", "fc:daily-rest() < fc:threshold('daily-rest')")
    assert not assessed(rest, birth_year="1990", hours_per_day="13").signals
    assert assessed(rest, birth_year="1990", hours_per_day="13.1").signals
    assert assessed(rest, age_band="16", hours_per_day="12.5").signals
    assert not assessed(rest, age_band="16", hours_per_day="12").signals
    week = ("week", "fc:weekly-rest() < fc:threshold('weekly-rest')")
    assert not assessed(week, hours_per_day="12", days_per_week="6").signals
    assert assessed(week, hours_per_day="12.1", days_per_week="6").signals
    night = ("night", "fc:night-shift-hours() > fc:threshold('night-shift-hours')")
    assert assessed(night, works_nights="yes", hours_per_day="10.5").signals
    assert not assessed(night, works_nights="yes", hours_per_day="10").signals
    assert not assessed(night, works_nights="no", hours_per_day="12").signals
    assert not assessed(night, works_nights="yes", hours_per_day="12", age_band="16").signals, (
        "no limit is known"
    )
    young = ("young", "fc:age() < 18 and fc:night-hours() > 0")
    assert assessed(young, age_band="16", work_starts="05:30:00.000", work_ends="14:00:00.000").signals
    assert not assessed(young, age_band="16", work_starts="06:00:00.000", work_ends="14:00:00.000").signals


def test_many_nights_lower_the_average() -> None:
    over = ("over", "fc:weekly-hours() > fc:threshold('average-hours')")
    assert not assessed(over, hours_per_week="45").signals
    assert assessed(over, hours_per_week="45", nights_16_weeks="16").signals
    assert not assessed(over, hours_per_week="45", nights_16_weeks="15").signals


@pytest.mark.parametrize(
    ("begins", "ends", "hours"),
    [
        ("9", "17", "0"),
        ("22", "7", "7"),
        ("23", "6", "7"),
        ("0", "8", "6"),
        ("5", "4", "6"),
        ("18", "23", "0"),
    ],
)
def test_hours_at_night(begins: str, ends: str, hours: str) -> None:
    assert hours_at_night(Decimal(begins), Decimal(ends)) == Decimal(hours)


def test_what_is_not_wage_does_not_count_towards_the_minimum() -> None:
    """Facts 2b, art. 6: reimbursements and holiday allowance within the amount are no wage."""
    base = {**GROSS, "pay_amount": "2598.27", "pay_period": "month", "hours_per_week": "40"}
    assert figure("below-minimum", **base).value == 0
    found = figure("below-minimum", **base, allowance_amount="260")
    assert found.value == 10
    assert plain(found.formula).endswith("zonder € 260,00 vergoeding per maand")
    assert figure("below-minimum", **base, holiday_allowance="included").value == 7
    assert figure("below-minimum", **base, holiday_allowance="yes").value == 0


def test_an_apprentice_is_held_against_the_amount_of_apprentices() -> None:
    pay = {"pay_amount": "6.85", "pay_period": "hour", "pay_net_gross": "gross", "age_band": "18"}
    assert figure("below-minimum", **pay).value is not None
    assert figure("below-minimum", **pay).value != 0
    assert figure("below-minimum", **pay, apprentice="yes").value == 0
    assert figure("minimum-wage", apprentice="yes", age_band="18").value == Decimal("6.82")


def test_a_full_week_of_36_hours_had_a_higher_hourly_amount_before_2024() -> None:
    then = date(2023, 12, 31)
    amounts = {"36": "12.79", "38": "12.12", "40": "11.51", "37": "11.51"}
    for week, hour in amounts.items():
        assert figure("minimum-wage", day=then, birth_year="1990", full_week_hours=week).value == Decimal(
            hour
        ), week
    assert figure("minimum-wage", birth_year="1990", full_week_hours="36").value == Decimal("14.99")


def test_conditions_of_a_housing_deduction_are_told() -> None:
    taken = {**MONTH, "hours_per_week": "40", "deduction_housing": "500"}
    assert "volmacht" in figure("housing-deduction-share", **taken).note
    told = figure("housing-deduction-share", **taken, deduction_mandate="no", landlord_certified="no").note
    assert "geen schriftelijke volmacht" in told
    assert "niet gecertificeerd" in told


def test_without_a_premium_in_the_table_no_insurance_is_compared() -> None:
    found = figure("insurance-deduction-share", deduction_insurance="160")
    assert found.value is None
    assert "niet gevonden in een bron" in found.note


amounts = st.decimals(min_value=0, max_value=5000, places=2)
FEW = settings(max_examples=60, deadline=None)


@FEW
@given(
    amount=amounts,
    more=amounts,
    period=st.sampled_from(["hour", "day", "week", "four_weeks", "month"]),
    gross=st.sampled_from(["gross", "net", ""]),
    week=st.integers(1, 100),
    taken=st.sampled_from(["", "300"]),
    allowed=st.sampled_from(["", "120"]),
    holiday=st.sampled_from(["", "included"]),
    day=st.sampled_from([date(2023, 12, 31), date(2026, 11, 22)]),
)
def test_a_higher_wage_never_raises_the_share_below_the_minimum(
    amount: Decimal,
    more: Decimal,
    period: str,
    gross: str,
    week: int,
    taken: str,
    allowed: str,
    holiday: str,
    day: date,
) -> None:
    facts = {
        "pay_period": period,
        "pay_net_gross": gross,
        "hours_per_week": str(week),
        "days_per_week": "5",
        "deduction_amount": taken,
        "allowance_amount": allowed,
        "holiday_allowance": holiday,
        "birth_year": "1990",
    }
    low, high = (
        figure("below-minimum", day=day, pay_amount=str(one), **facts).value
        for one in sorted((amount, amount + more))
    )
    assert low is not None
    assert high is not None
    assert 0 <= high <= low <= 100
