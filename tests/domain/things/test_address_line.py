"""Addresses that were typed or said as one line."""

from __future__ import annotations

import pytest

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.things.address import Address
from fieldcheck.domain.things.address_line import address_text, dwelling_at, read_address


@pytest.mark.parametrize(
    ("line", "address"),
    [
        ("Bosweg 12-A, chalet 14, 6710 AB Ede", Address("Bosweg", 12, "A", "6710 AB", "Ede", "chalet 14")),
        ("bosweg 12 a 6710ab Ede", Address("bosweg", 12, "A", "6710 AB", "Ede")),
        ("Bosweg 12-3, Ede", Address("Bosweg", 12, "3", "", "Ede")),
        ("Plein 1944 12b, Ede", Address("Plein 1944", 12, "B", "", "Ede")),
        ("Laan 1940 3", Address("Laan 1940", 3)),
        ("Vakantiepark De Duinen 14", Address("Vakantiepark De Duinen", 14)),
        ("Dorpsstraat 5 chalet 3, Ede", Address("Dorpsstraat", 5, "", "", "Ede", "chalet 3")),
        ("chalet B14, Park De Bron, Ede", Address("Park De Bron", 0, "", "", "Ede", "chalet B14")),
        ("2e Dwarsstraat 5", Address("2e Dwarsstraat", 5)),
        ("achter de loods", Address("achter de loods")),
    ],
)
def test_parts_are_told_apart_and_read_back(line: str, address: Address) -> None:
    assert read_address(line) == address
    assert read_address(address_text(address)) == address


def test_an_addition_of_digits_is_another_house() -> None:
    assert read_address("Bosweg 12-3, Ede").keys.isdisjoint(read_address("Bosweg 123, Ede").keys)


def test_a_dwelling_without_an_address_that_names_it_keeps_what_was_said() -> None:
    assert dwelling_at("achter de loods").name == "achter de loods"
    assert dwelling_at("Bosweg 12, Ede").name == ""


@pytest.mark.parametrize("line", ["", "  ", "x" * 400])
def test_nothing_and_too_much_are_refused(line: str) -> None:
    with pytest.raises(InvalidValue):
        dwelling_at(line)
