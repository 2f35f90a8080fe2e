"""Amounts and dates as people type them in a tent, and how we write them back."""

from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.domain.errors import Bug, InvalidValue
from fieldcheck.i18n import (
    LANGUAGES,
    clock_and_day,
    clock_time,
    long_date,
    money,
    number,
    parse_amount,
    parse_date,
    short_date,
    texts,
)

TAGS = [known.tag for known in LANGUAGES]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("800", "800"),
        ("1.400", "1400"),
        ("1400,50", "1400.50"),
        ("1400.50", "1400.50"),
        ("1 400", "1400"),
        ("1\u00a0400,5", "1400.5"),
        ("€ 800", "800"),
        ("€14,99", "14.99"),
        ("800,-", "800"),
        ("800 euro", "800"),
        ("EUR 1.400,50", "1400.50"),
        ("1,400.50", "1400.50"),
        ("1.400.000", "1400000"),
        ("1'400", "1400"),
        ("0,125", "0.125"),
        ("7,5", "7.5"),
        ("0", "0"),
    ],
)
def test_amounts_are_read_forgivingly(typed: str, meant: str) -> None:
    assert parse_amount(typed, "nl") == Decimal(meant)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "€",
        "-5",
        "−5",
        "acht",
        "12a",
        "1.40.0",
        "12 50",
        "1,4,0",
        ".5",
        "5,",
        "1.2.3,4",
        "١٢x",
        "²",
        "1e9",
        "9" * 16,
    ],
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        parse_amount(typed, "nl")
    assert refused.value.remedy
    assert typed.strip() not in refused.value.fields.values() or not typed.strip()


@pytest.mark.parametrize(("typed", "tag"), [("1,400", "nl"), ("1,400", "pl"), ("1.400", "en")])
def test_three_digits_after_the_decimal_sign_are_not_guessed(typed: str, tag: str) -> None:
    with pytest.raises(InvalidValue, match="teken 2"):
        parse_amount(typed, tag)


def test_the_place_counts_from_what_was_typed() -> None:
    with pytest.raises(InvalidValue) as refused:
        parse_amount("€ 8o0", "nl")
    assert refused.value.fields["place"] == 4


@given(st.decimals(min_value=0, max_value=10**9, places=2), st.sampled_from(TAGS))
def test_an_amount_reads_back_as_written(amount: Decimal, tag: str) -> None:
    assert parse_amount(money(amount, tag), tag) == amount
    assert parse_amount(number(amount, tag, digits=2), tag) == amount


@given(st.integers(min_value=0, max_value=10**9), st.sampled_from(TAGS))
def test_a_whole_number_reads_back_as_written(count: int, tag: str) -> None:
    assert parse_amount(number(count, tag), tag) == count


@given(st.text(max_size=20), st.sampled_from(TAGS))
def test_any_text_is_an_amount_or_refused(typed: str, tag: str) -> None:
    with suppress(InvalidValue):
        assert parse_amount(typed, tag) >= 0


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("22-11-2026", "nl"),
        ("22/11/2026", "nl"),
        (" 22.11.2026. ", "nl"),
        ("22 11 2026", "nl"),
        ("2026-11-22", "pl"),
        ("22 nov 2026", "nl"),
        ("22 November 2026", "pl"),
        ("22 listopada 2026", "pl"),
        ("22 LIS 2026", "pl"),
        ("22 noiembrie 2026", "ro"),
        ("22-nov-2026", "ro"),
    ],
)
def test_dates_are_read_forgivingly(typed: str, tag: str) -> None:
    assert parse_date(typed, tag) == date(2026, 11, 22)


@pytest.mark.parametrize("typed", ["7 pazdziernika 1990", "7 paź 1990", "7 october 1990", "7 okt. 1990"])
def test_months_without_accents_or_in_full_are_known(typed: str) -> None:
    assert parse_date(typed, "pl") == date(1990, 10, 7)


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ("", "geen datum"),
        ("morgen", "geen datum"),
        ("2026-02-30", "dag"),
        ("31-04-2026", "dag"),
        ("11/22/2026", "maand"),
        ("22 maybe 2026", "maand"),
        ("1-2-85", "jaar"),
        ("1-2-20260", "jaar"),
        ("1-2-0000", "dag"),
    ],
)
def test_impossible_dates_are_refused(typed: str, what: str) -> None:
    with pytest.raises(InvalidValue, match=what):
        parse_date(typed, "nl")


@given(st.dates(), st.sampled_from(TAGS))
def test_a_date_reads_back_as_written(day: date, tag: str) -> None:
    assert parse_date(short_date(day), tag) == day
    if day.year >= 1000:
        assert parse_date(long_date(day, tag), tag) == day


@given(st.text(max_size=20), st.sampled_from(TAGS))
def test_any_text_is_a_date_or_refused(typed: str, tag: str) -> None:
    with suppress(InvalidValue):
        assert isinstance(parse_date(typed, tag), date)


def test_written_as_the_language_does() -> None:
    assert money(Decimal("14.99"), "nl") == "€\u00a014,99"
    assert money(Decimal("1414.9"), "pl") == "1\u00a0414,90\u00a0€"
    assert number(Decimal("7.5"), "nl") == "7,5"
    assert number(Decimal("0.12345"), "en") == "0.12345"
    assert number(Decimal(8), "ro", digits=1) == "8,0"
    assert long_date(date(2026, 11, 22), "nl") == "22 november 2026"
    assert long_date(date(2026, 11, 22), "pl") == "22 listopada 2026"
    assert short_date(date(2026, 1, 2)) == "02-01-2026"


def test_times_are_those_of_a_dutch_clock() -> None:
    assert clock_time(datetime(2026, 11, 22, 4, 12, tzinfo=UTC)) == "05:12"
    assert clock_time(datetime(2026, 7, 1, 4, 12, tzinfo=UTC)) == "06:12"
    with pytest.raises(Bug):
        clock_time(datetime(2026, 11, 22, 4, 12))  # noqa: DTZ001


def test_a_clock_of_another_day_says_which() -> None:
    evening = datetime(2026, 11, 22, 18, 27, tzinfo=UTC)
    assert clock_and_day(evening, date(2026, 11, 22), texts("nl")) == "19:27"
    assert clock_and_day(evening, date(2026, 11, 23), texts("nl")) == "19:27 op 22-11-2026"
    late = datetime(2026, 11, 22, 23, 30, tzinfo=UTC)
    assert clock_and_day(late, date(2026, 11, 23), texts("en")) == "00:30", "the day is that of the street"
