"""Addresses as they are typed at a post, and those that are one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.things.address import (
    Address,
    parse_address,
    parse_house,
    parse_postcode,
    plain,
    street_key,
    unit_key,
)


@pytest.mark.parametrize("typed", ["1234ab", "1234 AB", " 1234  aB ", "1234-AB"])
def test_a_postcode_however_it_is_typed(typed: str) -> None:
    assert parse_postcode(typed) == "1234 AB"


@pytest.mark.parametrize("typed", ["0234 AB", "1234", "1234 A", "12345 AB", "1234 ÄB", "", "١٢٣٤ AB"])
def test_what_is_no_postcode_is_refused_with_an_example(typed: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        parse_postcode(typed)
    assert "1234 AB" in refused.value.remedy


@pytest.mark.parametrize(
    ("typed", "number", "addition"),
    [
        ("12", 12, ""),
        ("12a", 12, "A"),
        ("12-A", 12, "A"),
        ("12 bis", 12, "BIS"),
        ("12/3", 12, "3"),
        ("12 – II", 12, "II"),
    ],
)
def test_house_numbers(typed: str, number: int, addition: str) -> None:
    assert parse_house(typed) == (number, addition)


@pytest.mark.parametrize("typed", ["", "a12", "0", "123456", "12 achter de schuur links", "१२"])
def test_what_is_no_house_number_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue, match="geen huisnummer"):
        parse_house(typed)


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("Dorpsstr.", "Dorpsstraat"),
        ("Burg. v.d. Bergstr.", "Burgemeester van den Bergstraat"),
        ("St. Janswg", "SINT JANSWEG"),
        ("Prof.dr. Pietersln", "Professor Doctor Pieterslaan"),
        ("Curaçaostraat", "Curacaostraat"),
    ],
)
def test_one_street_in_two_spellings(one: str, two: str) -> None:
    assert street_key(one) == street_key(two)


def test_two_streets_stay_two() -> None:
    assert street_key("Dorpsstraat") != street_key("Dorpsweg")


@pytest.mark.parametrize(
    ("unit", "key"),
    [
        ("Chalet 014", "14"),
        ("nr. 14", "14"),
        ("14b", "14B"),
        ("14 - b", "14B"),
        ("De Eik", "DEEIK"),
        ("A3-12", "3-12"),
    ],
)
def test_units_of_a_park(unit: str, key: str) -> None:
    assert unit_key(unit) == key


def test_an_address_is_found_by_postcode_and_by_street() -> None:
    whole = parse_address("Bosweg", "12a", "1234ab", "Heidedorp")
    assert whole.key == "NL:1234AB:12A"
    assert whole.keys & parse_address("Boswg.", "12 A", place="Heidedorp").keys
    assert not whole.keys & parse_address("Bosweg", "12b", "1234AB", "Heidedorp").keys
    assert Address(street="Bosweg", place="Heidedorp").keys == frozenset()


def test_an_address_abroad_keeps_its_postcode() -> None:
    assert parse_address("ul. Polna", "3", "00-123", "Warszawa", country="PL").postcode == "00-123"
    with pytest.raises(InvalidValue):
        parse_address("Bosweg", "3", "00-123")
    with pytest.raises(InvalidValue, match="te lang"):
        parse_address("x" * 121)


@given(
    st.text(), st.text(max_size=12), st.text(max_size=9), st.text(), st.text(), st.sampled_from(["NL", "PL"])
)
def test_any_texts_are_an_address_or_refused(
    street: str, house: str, postcode: str, place: str, unit: str, country: str
) -> None:
    unit_key(unit), plain(place), street_key(street)
    try:
        address = parse_address(street, house, postcode, place, unit=unit, country=country)
    except InvalidValue as refused:
        assert_worded(refused)
        return
    assert all(address.keys)


def assert_worded(refused: InvalidValue) -> None:
    assert str(refused)
    assert refused.remedy.format_map(refused.fields)
