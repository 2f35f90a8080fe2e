"""Every row of the minimum wage, the ages around it, and tables that are not as they should be."""

from __future__ import annotations

import json
import shutil
from datetime import date, timedelta
from decimal import ROUND_DOWN, ROUND_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from fieldcheck import assets
from fieldcheck.domain.errors import EnvironmentFailed
from fieldcheck.triage import ReferenceTables, load_tables

FOLDER = assets.folder("resources") / "reference"

# Written again here, from the domain facts and not from the table, so that a slip in either shows.
BEFORE_2024 = [
    ("2019-01-01", "1615.80", "372.90", "74.58", "9.33"),
    ("2019-07-01", "1635.60", "377.45", "75.49", "9.44"),
    ("2020-01-01", "1653.60", "381.60", "76.32", "9.54"),
    ("2020-07-01", "1680.00", "387.70", "77.54", "9.70"),
    ("2021-01-01", "1684.80", "388.80", "77.76", "9.72"),
    ("2021-07-01", "1701.00", "392.55", "78.51", "9.82"),
    ("2022-01-01", "1725.00", "398.10", "79.62", "9.96"),
    ("2022-07-01", "1756.20", "405.30", "81.06", "10.14"),
    ("2023-01-01", "1934.40", "446.40", "89.28", "11.16"),
    ("2023-07-01", "1995.00", "460.40", "92.08", "11.51"),
]
SINCE_2024 = [
    ("2024-01-01", "13.27"),
    ("2024-07-01", "13.68"),
    ("2025-01-01", "14.06"),
    ("2025-07-01", "14.40"),
    ("2026-01-01", "14.71"),
    ("2026-07-01", "14.99"),
]
STARTS = [row[0] for row in BEFORE_2024] + [row[0] for row in SINCE_2024]


@pytest.fixture(scope="module")
def tables() -> ReferenceTables:
    return load_tables(FOLDER)


@pytest.mark.parametrize(("start", "month", "week", "day", "hour"), BEFORE_2024)
def test_before_2024_month_week_and_day_bind(
    tables: ReferenceTables, start: str, month: str, week: str, day: str, hour: str
) -> None:
    found = tables.minimum_wage(date.fromisoformat(start), 40)
    assert found is not None
    assert (found.month, found.week, found.day) == (Decimal(month), Decimal(week), Decimal(day))
    assert found.hour == Decimal(hour)
    assert tables.adult_minimum_wage(date.fromisoformat(start)) is None, "no hourly amount was law then"


@pytest.mark.parametrize(("start", "hour"), SINCE_2024)
def test_since_2024_the_hour_binds(tables: ReferenceTables, start: str, hour: str) -> None:
    found = tables.minimum_wage(date.fromisoformat(start), 21)
    assert found is not None
    assert (found.hour, found.month, found.week, found.day) == (Decimal(hour), None, None, None)
    assert tables.adult_minimum_wage(date.fromisoformat(start)) == Decimal(hour)


@pytest.mark.parametrize(("before", "start"), list(pairwise(STARTS)))
def test_a_row_holds_until_the_day_before_the_next(tables: ReferenceTables, before: str, start: str) -> None:
    last = tables.minimum_wage(date.fromisoformat(start) - timedelta(days=1), 40)
    first = tables.minimum_wage(date.fromisoformat(start), 40)
    assert last is not None
    assert first is not None
    assert (last.since, first.since) == (date.fromisoformat(before), date.fromisoformat(start))


def test_no_row_is_missing_from_these_tests() -> None:
    rows = json.loads((FOLDER / "minimum-wage.json").read_text(encoding="utf-8"))["rows"]
    assert [row["from"] for row in rows] == STARTS


def test_every_row_names_sources_that_are_listed() -> None:
    content = json.loads((FOLDER / "minimum-wage.json").read_text(encoding="utf-8"))
    for row in [*content["rows"], *content["youth"]]:
        codes = [code.strip().split(" ")[0] for code in row["source"].split(",") if "Stcrt" not in code]
        assert codes
        assert set(codes) - {"16505)"} <= set(content["sources"]), row


@pytest.mark.parametrize(
    ("day", "amounts"),
    [
        ("2026-01-01", {20: "11.77", 19: "8.83", 18: "7.36", 17: "5.81", 16: "5.07", 15: "4.41"}),
        ("2026-07-01", {20: "11.99", 19: "8.99", 18: "7.50", 17: "5.92", 16: "5.17", 15: "4.50"}),
    ],
)
def test_youth_amounts_are_those_published(
    tables: ReferenceTables, day: str, amounts: dict[int, str]
) -> None:
    for age, amount in amounts.items():
        found = tables.minimum_wage(date.fromisoformat(day), age)
        assert found is not None
        assert found.hour == Decimal(amount), age


def test_in_early_2019_somebody_of_21_had_85_percent(tables: ReferenceTables) -> None:
    then = tables.minimum_wage(date(2019, 6, 30), 21)
    later = tables.minimum_wage(date(2019, 7, 1), 21)
    assert then is not None
    assert later is not None
    assert (then.month, later.month) == (Decimal("1373.43"), Decimal("1635.60"))


def test_nothing_is_known_before_the_table_or_under_fifteen(tables: ReferenceTables) -> None:
    assert tables.minimum_wage(date(2018, 12, 31), 40) is None
    assert tables.minimum_wage(date(2026, 11, 22), 14) is None


def test_after_the_last_known_period_the_amount_is_marked_and_never_printed(
    tables: ReferenceTables,
) -> None:
    known = tables.minimum_wage(date(2026, 12, 31), 40)
    after = tables.minimum_wage(date(2027, 1, 1), 40)
    assert known is not None
    assert after is not None
    assert (known.outdated, after.outdated) == (False, True)
    assert tables.adult_minimum_wage(date(2027, 1, 1)) is None


def test_working_hours_by_age(tables: ReferenceTables) -> None:
    adult, young = tables.hours_limits(18), tables.hours_limits(17)
    assert adult is not None
    assert young is not None
    assert (adult.day, adult.week, adult.average) == (12, 60, 48)
    assert (young.day, young.week, young.average) == (9, 45, 40)
    assert tables.hours_limits(15) is None


def test_no_contact_without_a_source_and_none_for_whom_no_number_is_reliable() -> None:
    contacts = json.loads((FOLDER / "contacts.json").read_text(encoding="utf-8"))["contacts"]
    assert all(one["source"] and date.fromisoformat(one["checked"]) for one in contacts)
    assert [one["code"] for one in contacts if not one["number"]] == ["fairwork"]


def _broken(tmp_path: Path, change: Any) -> Path:
    folder = tmp_path / "reference"
    shutil.copytree(FOLDER, folder)
    path = folder / "minimum-wage.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    change(content)
    path.write_text(json.dumps(content), encoding="utf-8")
    return folder


def _a_float(content: Any) -> None:
    content["rows"][-1]["hour"] = 14.99


def _out_of_order(content: Any) -> None:
    content["rows"].reverse()


def _no_amount(content: Any) -> None:
    content["rows"][3]["hour_40"] = "negen"


def _no_date(content: Any) -> None:
    content["rows"][3]["from"] = "2020-02-30"


@pytest.mark.parametrize("change", [_a_float, _out_of_order, _no_amount, _no_date])
def test_a_damaged_table_is_refused_by_name(tmp_path: Path, change: Any) -> None:
    with pytest.raises(EnvironmentFailed) as refused:
        load_tables(_broken(tmp_path, change))
    assert refused.value.fields["place"] == "minimum-wage.json"
    assert refused.value.fields["reason"]


def test_a_missing_table_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentFailed, match=r"minimum-wage\.json"):
        load_tables(tmp_path)


# Facts 2a, [L2] and [M2], written again here.
YOUTH = {20: "80", 19: "60", 18: "50", 17: "39.5", 16: "34.5", 15: "30"}
BBL = YOUTH | {20: "61.5", 19: "52.5", 18: "45.5"}
EARLY_2019 = {21: "85", 20: "70", 19: "55", 18: "47.5", 17: "39.5", 16: "34.5", 15: "30"}
HOURS_36_38_40 = {
    "2019-01-01": ("10.36", "9.82", "9.33"),
    "2019-07-01": ("10.49", "9.94", "9.44"),
    "2020-01-01": ("10.60", "10.05", "9.54"),
    "2020-07-01": ("10.77", "10.21", "9.70"),
    "2021-01-01": ("10.80", "10.24", "9.72"),
    "2021-07-01": ("10.91", "10.34", "9.82"),
    "2022-01-01": ("11.06", "10.48", "9.96"),
    "2022-07-01": ("11.26", "10.67", "10.14"),
    "2023-01-01": ("12.40", "11.75", "11.16"),
    "2023-07-01": ("12.79", "12.12", "11.51"),
}


def _part(amount: str, percent: str) -> Decimal:
    """Half a cent rounds up: Besluit minimumjeugdloon art. 2(2) [L2]."""
    return (Decimal(amount) * Decimal(percent) / 100 + Decimal("0.005")).quantize(Decimal("0.01"), ROUND_DOWN)


@pytest.mark.parametrize("apprentice", [False, True])
@pytest.mark.parametrize("start", STARTS)
def test_every_row_at_every_young_age_and_for_apprentices(
    tables: ReferenceTables, start: str, apprentice: bool
) -> None:
    since = date.fromisoformat(start)
    shares = EARLY_2019 if start == "2019-01-01" else BBL if apprentice else YOUTH
    by_start = {row[0]: row[1:] for row in BEFORE_2024}
    hours = {row[0]: row[4] for row in BEFORE_2024} | dict(SINCE_2024)
    for age, percent in shares.items():
        found = tables.minimum_wage(since, age, apprentice=apprentice)
        assert found is not None
        assert found.hour == _part(hours[start], percent), age
        if start in by_start:
            month, week, day, _ = by_start[start]
            assert (found.month, found.week, found.day) == tuple(
                _part(amount, percent) for amount in (month, week, day)
            )
        assert found.age == age
    adult = tables.minimum_wage(since, 22, apprentice=apprentice)
    assert adult is not None
    assert adult.hour == Decimal(hours[start]), "an apprentice of that age has the full amount"


@pytest.mark.parametrize(("before", "start"), list(pairwise(STARTS)))
def test_the_day_before_and_after_each_date_for_every_age_and_contract(
    tables: ReferenceTables, before: str, start: str
) -> None:
    day = date.fromisoformat(start)
    for age in range(15, 23):
        for apprentice in (False, True):
            last = tables.minimum_wage(day - timedelta(days=1), age, apprentice=apprentice)
            first = tables.minimum_wage(day, age, apprentice=apprentice)
            assert last is not None
            assert first is not None
            assert (last.since, first.since) == (date.fromisoformat(before), day)
            assert apprentice or last.hour <= first.hour, "no amount ever went down"


def test_apprentices_have_their_own_share_from_july_2019(tables: ReferenceTables) -> None:
    amounts = [
        tables.minimum_wage(day, 20, apprentice=apprentice)
        for day in (date(2019, 6, 30), date(2019, 7, 1))
        for apprentice in (False, True)
    ]
    assert [one and one.month for one in amounts] == [
        Decimal("1131.06"),
        Decimal("1131.06"),
        Decimal("1308.48"),
        Decimal("1005.89"),
    ]


@pytest.mark.parametrize("start", [row[0] for row in BEFORE_2024])
def test_the_usual_full_week_decides_the_hourly_amount_before_2024(
    tables: ReferenceTables, start: str
) -> None:
    for week, amount in zip((36, 38, 40), HOURS_36_38_40[start], strict=True):
        found = tables.minimum_wage(date.fromisoformat(start), 30, full_week=Decimal(week))
        assert found is not None
        assert found.hour == Decimal(amount)
    unknown = tables.minimum_wage(date.fromisoformat(start), 30)
    assert unknown is not None
    assert unknown.hour == Decimal(HOURS_36_38_40[start][2]), "the lowest, where it is not known"


def test_working_hours_have_rests_breaks_and_nights(tables: ReferenceTables) -> None:
    adult, young = tables.hours_limits(18), tables.hours_limits(16)
    assert adult is not None
    assert young is not None
    assert (adult.daily_rest, adult.weekly_rest, adult.night_shift) == (11, 36, 10)
    assert (young.daily_rest, young.weekly_rest, young.night_shift) == (12, 36, None)
    assert adult.breaks == ((Decimal("5.5"), 30), (Decimal(10), 45))
    assert young.breaks == ((Decimal("4.5"), 30),)
    assert [adult.average_for(nights) for nights in (None, Decimal(15), Decimal(16))] == [48, 48, 40]
    assert young.average_for(Decimal(16)) == 40


def test_deductions_are_dated(tables: ReferenceTables) -> None:
    now = tables.deductions.on(date(2026, 11, 22))
    assert now is not None
    assert (now.housing, now.holiday, now.over_premium, now.premium) == (25, 8, 10, None)
    assert tables.deductions.on(date(2023, 1, 1)) == now
    assert tables.deductions.on(date(2022, 12, 31)) is None


def test_averages_of_the_working_week_are_said_over_their_weeks(tables: ReferenceTables) -> None:
    """Facts 2c [L4]: 48 hours over 16 weeks and 55 over 4; 16 and 17 years: 40 over 4."""
    adult, young = tables.hours_limits(18), tables.hours_limits(16)
    assert adult is not None
    assert young is not None
    assert (adult.average_weeks, adult.average_4_weeks, adult.many_nights) == (16, 55, 16)
    assert (young.average_weeks, young.average_4_weeks, young.many_nights) == (4, None, None)
    assert (adult.from_age, young.from_age) == (18, 16)


def test_reference_months_give_the_hourly_amounts() -> None:
    """Facts 2a: hour = reference month / (52/12 × 36), rounded up to a cent [L1 art 14(10)]."""
    rows = json.loads((FOLDER / "minimum-wage.json").read_text(encoding="utf-8"))["rows"]
    months = {row["from"]: row["reference_month"] for row in rows if "reference_month" in row}
    assert months == {"2024-07-01": "2133.60", "2026-01-01": "2294.40", "2026-07-01": "2337.00"}
    for start, month in months.items():
        hour = (Decimal(month) / 156).quantize(Decimal("0.01"), ROUND_UP)
        assert hour == Decimal(dict(SINCE_2024)[start])
