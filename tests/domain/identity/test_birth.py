"""Birth dates of known precision: what ages they leave open, and what two of them say about each other."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.identity.birth import AgeBand, Ages, BirthFit, PartialDate, Precision, parse_birth

TODAY = date(2026, 11, 22)
DAYS = st.dates(date(1900, 1, 1), date(2030, 12, 31))
BANDS = st.sampled_from([band for band in AgeBand if band is not AgeBand.UNKNOWN])
BIRTHS = st.one_of(
    DAYS.map(PartialDate.of_day),
    DAYS.map(lambda day: PartialDate.of_month(day.year, day.month)),
    DAYS.map(lambda day: PartialDate.of_year(day.year)),
    DAYS.map(lambda day: PartialDate.about_year(day.year)),
    st.builds(PartialDate.of_band, BANDS, DAYS),
    st.just(PartialDate()),
)


def age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


@pytest.mark.parametrize(
    ("typed", "iso", "precision"),
    [
        ("12-4-1990", "1990-04-12", Precision.DAY),
        ("12.04.1990", "1990-04-12", Precision.DAY),
        ("12041990", "1990-04-12", Precision.DAY),
        ("1990-04-12", "1990-04-12", Precision.DAY),
        (" 4/1990", "1990-04", Precision.MONTH),
        ("00-04-1990", "1990-04", Precision.MONTH),
        ("00-00-1990", "1990", Precision.YEAR),
        ("1990", "1990", Precision.YEAR),
        ("~1990", "~1990", Precision.ABOUT),
        ("ca. 1990", "~1990", Precision.ABOUT),
        ("", "", Precision.UNKNOWN),
        ("?", "", Precision.UNKNOWN),
    ],
)
def test_a_birth_date_as_it_is_typed(typed: str, iso: str, precision: Precision) -> None:
    born = parse_birth(typed, TODAY)
    assert (born.iso(), born.precision) == (iso, precision)


@pytest.mark.parametrize(
    "typed",
    ["31-2-1990", "12 april 1990", "90", "1-2-3-1990", "23-11-2026", "1800", "12-13-1990", "٣-4-1990"],
)
def test_what_is_no_birth_date_is_refused_with_what_to_do(typed: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        parse_birth(typed, TODAY)
    assert refused.value.remedy


def test_a_day_that_was_left_out_is_no_wrong_day() -> None:
    assert parse_birth("0-4-1990", TODAY) == PartialDate.of_month(1990, 4)


@pytest.mark.parametrize(
    ("born", "ages"),
    [
        (PartialDate.of_day(date(2008, 11, 22)), Ages(18, 18)),
        (PartialDate.of_day(date(2008, 11, 23)), Ages(17, 17)),
        (PartialDate.of_month(2008, 11), Ages(17, 18)),
        (PartialDate.of_year(2008), Ages(17, 18)),
        (PartialDate.about_year(2008), Ages(15, 20)),
        (PartialDate.of_band(AgeBand.FROM_18, TODAY), Ages(18, 22)),
        (PartialDate.of_band(AgeBand.FROM_18, TODAY - timedelta(days=366)), Ages(19, 24)),
        (PartialDate.of_band(AgeBand.FROM_30, TODAY), Ages(30, None)),
        (PartialDate.of_band(AgeBand.UNKNOWN, TODAY), Ages(0, None)),
    ],
)
def test_the_ages_that_are_left_open(born: PartialDate, ages: Ages) -> None:
    assert born.ages(TODAY) == ages


def test_a_minor_is_never_missed_and_never_assumed() -> None:
    perhaps = PartialDate.of_year(2008)
    assert perhaps.may_be_minor(TODAY)
    assert not perhaps.is_minor(TODAY)
    assert PartialDate.of_band(AgeBand.UNDER_18, TODAY).is_minor(TODAY)
    assert PartialDate().may_be_minor(TODAY)
    assert not PartialDate().is_minor(TODAY)


@given(BANDS, st.dates(date(1950, 1, 1), date(2050, 12, 31)))
def test_a_band_holds_exactly_the_birth_days_with_such_an_age(band: AgeBand, day: date) -> None:
    born = PartialDate.of_band(band, day)
    youngest, oldest = born.ages(day)
    assert born.latest is not None
    assert age(born.latest, day) == youngest
    assert youngest == 0 or age(born.latest + timedelta(days=1), day) == youngest - 1
    if born.earliest is not None:
        assert age(born.earliest, day) == oldest
        assert age(born.earliest - timedelta(days=1), day) == (oldest or 0) + 1


@given(BIRTHS, BIRTHS)
def test_what_two_dates_say_is_the_same_either_way(one: PartialDate, two: PartialDate) -> None:
    assert one.fits(two) is two.fits(one)


@given(BIRTHS, DAYS)
def test_a_day_within_the_bounds_fits(born: PartialDate, day: date) -> None:
    within = (born.earliest or date.min) <= day <= (born.latest or date.max)
    fits = born.fits(PartialDate.of_day(day))
    assert within == (fits in (BirthFit.EQUAL, BirthFit.COMPATIBLE, BirthFit.UNKNOWN))


@pytest.mark.parametrize(
    ("one", "two", "fit"),
    [
        ("3-4-1990", "3-4-1990", BirthFit.EQUAL),
        ("3-4-1990", "4-3-1990", BirthFit.NEAR),
        ("3-4-1990", "3-4-1996", BirthFit.NEAR),
        ("3-4-1990", "13-5-1990", BirthFit.APART),
        ("3-4-1990", "~1991", BirthFit.COMPATIBLE),
        ("3-4-1990", "~1993", BirthFit.APART),
        ("3-4-1990", "", BirthFit.UNKNOWN),
    ],
)
def test_fits(one: str, two: str, fit: BirthFit) -> None:
    assert parse_birth(one, TODAY).fits(parse_birth(two, TODAY)) is fit


@given(st.text())
def test_any_text_is_a_birth_date_or_refused(text: str) -> None:
    try:
        parse_birth(text, TODAY)
    except InvalidValue as refused:
        str(refused)  # every named field is there


@pytest.mark.parametrize(
    "parts",
    [
        {"precision": Precision.DAY, "year": 1990},
        {"precision": Precision.YEAR, "year": 1990, "month": 4},
        {"precision": Precision.UNKNOWN, "year": 1990},
        {"precision": Precision.BAND, "band": AgeBand.FROM_18},
        {"precision": Precision.MONTH, "year": 1990, "month": 13},
    ],
)
def test_parts_that_do_not_belong_together_are_refused(parts: dict[str, object]) -> None:
    with pytest.raises(InvalidValue):
        PartialDate(**parts)  # type: ignore[arg-type]
