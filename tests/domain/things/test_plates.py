"""Plates as people type them, in every country that workers come from."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.things.plates import Plate, countries_of, parse_plate


@pytest.mark.parametrize(
    ("typed", "country", "canonical"),
    [
        ("xk 12 zz", "nl", "XK-12-ZZ"),
        ("12xkzz", "NL", "12-XK-ZZ"),
        ("1-XKZ-23", "NL", "1-XKZ-23"),
        ("x123kz", "NL", "X-123-KZ"),
        ("wa12345", "PL", "WA 12345"),
        ("WWL-9A45", "PL", "WWL 9A45"),
        ("wx9ab12", "PL", "WX 9AB12"),
        ("b123xyz", "RO", "B 123 XYZ"),
        ("cj-09-abc", "RO", "CJ 09 ABC"),
        ("СА 1234 ВХ", "BG", "CA 1234 BX"),
        ("ca1234bx", "BG", "CA 1234 BX"),
        ("АІ1234ВС", "UA", "AI 1234 BC"),
        ("abc123", "HU", "ABC-123"),
        ("aabc123", "HU", "AA BC-123"),
        ("ba 123 cd", "SK", "BA-123CD"),
        ("B MW 123", "DE", "B-MW 123"),
        ("mü-ab 12e", "DE", "MU-AB 12E"),
        ("abc 123", "LT", "ABC 123"),
        ("34abc12", "TR", "34 ABC 12"),
    ],
)
def test_a_plate_is_written_as_its_country_does(typed: str, country: str, canonical: str) -> None:
    plate = parse_plate(typed, country)
    assert (plate.canonical, plate.country, plate.fits) == (canonical, country.upper(), True)


@pytest.mark.parametrize(
    ("typed", "country", "canonical"),
    [
        ("CA I234 BX", "BG", "CA 1234 BX"),
        ("CAO23OBX", "BG", "CA 0230 BX"),
        ("BA12OCD", "SK", "BA-120CD"),
        ("8J O9 ABC", "RO", "8J O9 ABC"),
        ("B 1O3 XYZ", "RO", "B 103 XYZ"),
    ],
)
def test_look_alikes_are_exchanged_where_the_pattern_decides(
    typed: str, country: str, canonical: str
) -> None:
    assert parse_plate(typed, country).canonical == canonical


def test_look_alikes_stay_where_two_patterns_are_possible() -> None:
    """LL-DD-DD, LL-DD-LL and LL-LL-DD all read XX00OO after one exchange or two: what was typed stays."""
    plate = parse_plate("OO-OO-OO", "NL")
    assert (plate.canonical, plate.fits) == ("OO-OO-OO", False)


def test_a_german_plate_without_separator_is_left_joined() -> None:
    plate = parse_plate("bmw123", "DE")
    assert (plate.canonical, plate.fits) == ("BMW123", True)
    assert plate.key == parse_plate("B-MW 123", "DE").key


def test_an_unknown_pattern_is_taken_as_typed_and_marked() -> None:
    assert parse_plate(" corps  diplo 1 ", "NL") == Plate("CORPS DIPLO 1", "NL", False)
    assert parse_plate("ЖД 1234", "UA") == Plate("ЖД 1234", "UA", False)
    assert parse_plate("ab-123", "") == Plate("AB-123", "", False)
    assert parse_plate("ab-123", "XQ") == Plate("AB-123", "XQ", False)


@pytest.mark.parametrize("nation", ["", "NL", "DE"])
def test_signs_that_cannot_be_in_a_plate_stay_as_typed(nation: str) -> None:
    assert parse_plate("b#1", nation) == Plate("B#1", nation, False)
    assert parse_plate(" ?x  12* ", nation).canonical == "?X 12*"
    assert parse_plate("B#1", nation).key == parse_plate("B 1", nation).key
    with pytest.raises(InvalidValue):
        parse_plate("A1" + "#1" * 8, nation)


def test_a_sign_between_the_parts_of_a_plate_that_fits_does_no_harm() -> None:
    assert parse_plate("xk.12.zz", "NL") == Plate("XK-12-ZZ", "NL", True)


def test_countries_are_proposed_by_the_pattern() -> None:
    assert "BG" in countries_of("СА1234ВХ")
    assert "UA" in countries_of("СА1234ВХ")
    assert "NL" not in countries_of("СА1234ВХ")
    assert countries_of("!!") == ()
    assert "DE" in countries_of("B-MW 123")


@pytest.mark.parametrize(
    ("typed", "country"), [("", "NL"), ("--", "NL"), ("A" * 16, "NL"), ("XK-12-ZZ", "Nederland")]
)
def test_what_is_no_plate_is_refused_with_what_to_do(typed: str, country: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        parse_plate(typed, country)
    assert refused.value.remedy


NATIONS = st.sampled_from(["", "NL", "PL", "RO", "BG", "UA", "HU", "SK", "DE", "LT", "CZ", "TR", "ZZ"])


@given(st.text(max_size=20), NATIONS)
@example("ﷺ" * 15, "NL")
def test_any_text_is_a_plate_or_refused_and_is_read_the_same_again(typed: str, country: str) -> None:
    countries_of(typed)
    try:
        plate = parse_plate(typed, country)
    except InvalidValue as refused:
        str(refused)  # every named field is there
        return
    assert plate.key
    assert parse_plate(plate.canonical, country) == plate


@given(st.text("ABCEHKMOPTX01234", min_size=4, max_size=9), NATIONS, st.sampled_from(["", " ", "-", " - "]))
def test_separators_and_case_make_no_other_plate(signs: str, country: str, between: str) -> None:
    typed = between.join((signs[:2], signs[2:4], signs[4:])).lower()
    if country != "DE":
        assert parse_plate(typed, country).key == parse_plate(signs, country).key
