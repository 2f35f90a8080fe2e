"""Employers, agencies, parks, dwellings and vehicles that are one, or only look it. All are fictitious."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.likeness import Degree
from fieldcheck.domain.things.address import Address, parse_address
from fieldcheck.domain.things.address_line import dwelling_at
from fieldcheck.domain.things.firm_names import firm_words
from fieldcheck.domain.things.plates import parse_plate
from fieldcheck.domain.things.thing import (
    Thing,
    ThingKind,
    blocking_keys,
    is_found,
    match_things,
    parse_kvk,
    search_keys,
)

SAME, PERHAPS, NO = Degree.SAME, Degree.PERHAPS, Degree.NO
HERE = parse_address("Bosweg", "12", "1234 AB", "Heidedorp")
THERE = parse_address("Molenlaan", "3", "9876 ZX", "Veenstad")


def agency(name: str, kvk: str = "", address: Address | None = None) -> Thing:
    return Thing(ThingKind.AGENCY, name, kvk, address)


def chalet(name: str, unit: str = "") -> Thing:
    return Thing(
        ThingKind.DWELLING, name, address=parse_address("Bosweg", "12", "1234 AB", "Heidedorp", unit=unit)
    )


def van(plate: str, country: str = "") -> Thing:
    return Thing(ThingKind.VEHICLE, plate=parse_plate(plate, country))


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Kwiatek Werk B.V.", ["Kwiatek", "Werk"]),
        ("KWIATEK B V", ["KWIATEK"]),
        ("Kwiatek Sp. z o.o.", ["Kwiatek"]),
        ("KWIATEK SP Z O O", ["KWIATEK"]),
        ("S.C. Fluturaș S.R.L.", ["Fluturaș"]),
        ("Пеперуда ЕООД", ["Пеперуда"]),
        ("ТОВ «Метелик»", ["Метелик"]),
        ("Falter GmbH & Co. KG", ["Falter"]),
        ("Motýľ s.r.o.", ["Motýľ"]),
        ("Lepke Kft.", ["Lepke"]),
        ("Kelebek Ltd. Şti.", ["Kelebek"]),
        ("UAB Drugelis", ["Drugelis"]),
        ("B.V.", ["BV"]),
    ],
)
def test_a_legal_form_is_no_part_of_the_name(name: str, words: list[str]) -> None:
    assert [one.word.shown for one in firm_words(name)] == words


def test_words_that_many_firms_carry_weigh_little() -> None:
    weights = {one.word.shown: one.tells for one in firm_words("Uitzendbureau Kwiatek Work Агенция")}
    assert weights == {"Uitzendbureau": False, "Kwiatek": True, "Work": False, "Агенция": False}


@pytest.mark.parametrize(
    ("one", "two", "degree"),
    [
        (agency("Kwiatek B.V.", address=HERE), agency("Uitzendbureau Kwiatek", address=HERE), SAME),
        (agency("Kwiatek B.V."), agency("Uitzendbureau Kwiatek"), PERHAPS),
        (agency("Kwiatek", "12345678"), agency("Kwiatek", "87654321"), PERHAPS),
        (agency("Kwiatek", "12345678"), agency("Vlinder Flex", "12345678"), SAME),
        (agency("Kwiatek", "12345678", HERE), agency("Kwiatek", "87654321", HERE), PERHAPS),
        (agency("Пеперуда ЕООД"), agency("Peperuda"), PERHAPS),
        (agency("Kwiatek Work"), agency("Kwiatec"), PERHAPS),
        (agency("Uitzendbureau Work"), agency("Uitzendbureau Kwiatek Work"), NO),
        (agency("Work Agency"), agency("Work Agency"), PERHAPS),
        (agency("Kwiatek"), agency("Vlinder"), NO),
        (agency("Kwiatek", address=HERE), agency("Vlinder", address=HERE), NO),
        (agency("Kwiatek"), Thing(ThingKind.EMPLOYER, "KWIATEK BV"), PERHAPS),
        (agency("Kwiatek"), Thing(ThingKind.PARK, "Kwiatek"), NO),
        (
            Thing(ThingKind.PARK, "Vakantiepark De Vlinder", address=HERE),
            Thing(ThingKind.PARK, "Vlinder", address=HERE),
            SAME,
        ),
        (chalet("Chalet 14"), chalet("", "014"), SAME),
        (chalet("Chalet 14"), chalet("Chalet 15"), NO),
        (chalet("", "14"), chalet("", "14b"), NO),
        (van("wa 12345", "PL"), van("WA12345"), SAME),
        (van("wa 12345", "PL"), van("WA12345", "LT"), NO),
        (van("wa 12345", "PL"), van("WA12346", "PL"), NO),
    ],
)
def test_what_is_proposed(one: Thing, two: Thing, degree: Degree) -> None:
    for found in (match_things(one, two), match_things(two, one)):
        assert found.degree is degree
        assert bool(found.reasons) == (degree is not NO)
    if degree is not NO:
        assert blocking_keys(one) & blocking_keys(two)


def test_a_match_says_what_speaks_against_it() -> None:
    two_numbers = match_things(agency("Kwiatek", "12345678"), agency("Kwiatek", "87654321"))
    assert two_numbers.against == ("De KvK-nummers zijn verschillend.",)
    other_name = match_things(agency("Kwiatek", "12345678"), agency("Vlinder", "12345678"))
    assert (other_name.reasons, other_name.against) == (
        ("Het KvK-nummer is hetzelfde.",),
        ("De namen zijn verschillend.",),
    )


@pytest.mark.parametrize("typed", ["12345678", "1234 5678", "KvK: 12.34.56.78"])
def test_a_kvk_number_however_it_is_typed(typed: str) -> None:
    assert parse_kvk(typed) == "12345678"


@pytest.mark.parametrize("typed", ["1234567", "123456789", "1234567a", "١٢٣٤٥٦٧٨", ""])
def test_what_is_no_kvk_number_is_refused(typed: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        parse_kvk(typed)
    assert refused.value.remedy


def test_a_thing_with_nothing_known_is_refused() -> None:
    for wrong in ({"name": " "}, {"name": "x" * 201}, {"kvk": "1234 5678"}):
        with pytest.raises(InvalidValue):
            Thing(ThingKind.AGENCY, **wrong)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "typed",
    [
        "k",
        "kwia",
        "KWIATEK we",
        "werk kwi",
        "Квя",
        "1234",
        "12345678",
        "1234 ab",
        "bosw",
        "heided",
        "kwiatek bos",
        "",
    ],
)
def test_a_thing_is_found_while_its_name_is_typed(typed: str) -> None:
    thing = agency("Kwiatek Werk B.V.", "12345678", HERE)
    assert is_found(typed, search_keys(thing))


@pytest.mark.parametrize("typed", ["vl", "kwiatek vl", "5678", "9999"])
def test_another_thing_is_not(typed: str) -> None:
    assert not is_found(typed, search_keys(agency("Kwiatek Werk B.V.", "12345678", HERE)))


def test_a_vehicle_is_found_by_the_beginning_of_its_plate() -> None:
    assert all(is_found(typed, search_keys(van("СА 1234 ВХ", "BG"))) for typed in ("ca", "CA 12", "ca-1234"))


@given(st.text(min_size=1, max_size=40))
def test_whatever_was_typed_whole_is_found(name: str) -> None:
    if name.strip():
        assert is_found(name, search_keys(agency(name)))


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_any_two_names_are_compared_the_same_either_way(one: str, two: str) -> None:
    if one.strip() and two.strip():
        first, second = agency(one), agency(two)
        assert match_things(first, second).degree is match_things(second, first).degree


LETTERS = st.text("abdefghiklmnoprstuvwz", min_size=6, max_size=12)


@given(LETTERS, st.integers(1, 11), st.sampled_from("abdekmnrstz"))
def test_one_slip_in_the_telling_word_is_still_found(name: str, place: int, sign: str) -> None:
    place = 1 + place % (len(name) - 1)
    one, two = agency(name), agency(name[:place] + sign + name[place + 1 :])
    if match_things(one, two).degree is PERHAPS:
        assert blocking_keys(one) & blocking_keys(two)


@pytest.mark.parametrize(
    ("one", "two", "degree"),
    [
        ("Bosweg 12A, chalet 14", "Boswg. 12-a chalet 014, 6710 AB Ede", PERHAPS),
        ("Bosweg 12A, chalet 14", "Bosweg 12A, chalet 15, 6710 AB Ede", NO),
        ("Bosweg 12A, chalet 14", "Bosweg 12A, 6710 AB Ede", NO),
        ("Bosweg 12A, chalet 14", "Boslaan 12A, chalet 14, 6710 AB Ede", NO),
        ("Bosweg 12A, 6710 AB", "Bosweg 12A, Ede", PERHAPS),
        ("Bosweg 12A, Ede", "Bosweg 12A, Epe", NO),
        ("Bosweg 12A, chalet 14", "Bosweg 12 a, chalet 14", PERHAPS),
    ],
)
def test_a_dwelling_without_its_place_is_perhaps_the_same(one: str, two: str, degree: Degree) -> None:
    first, second = dwelling_at(one), dwelling_at(two)
    for found in (match_things(first, second), match_things(second, first)):
        assert found.degree is degree
        assert bool(found.reasons) == (degree is not NO)
