"""The recovery code and the strength of a passphrase."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.crypto import new_recovery_code, normalise_recovery_code, passphrase_strength
from fieldcheck.crypto.recovery import ALPHABET
from fieldcheck.domain.errors import InvalidValue

CODE = "7K0MF-V1QDH-0ZW3Z-HB8TV-5S2N2-XJ1GX-CPE9Q"
"""Fixed, because printed ones must keep opening after every change of this program."""


def test_a_new_code_is_seven_groups_of_five_and_stands_for_140_bits() -> None:
    assert [len(group) for group in CODE.split("-")] == [5] * 7
    assert new_recovery_code() != CODE
    assert normalise_recovery_code(CODE) == CODE


@pytest.mark.parametrize(
    "typed",
    [
        CODE.lower(),
        CODE.replace("-", ""),
        CODE.replace("-", " – "),
        f"  {CODE}\n",
        CODE.replace("0", "O").replace("1", "l"),
        CODE.replace("1", "i").replace("V", "u"),
    ],
)
def test_typing_is_forgiven(typed: str) -> None:
    assert normalise_recovery_code(typed) == CODE


@given(place=st.integers(0, 34), symbol=st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_found_and_its_group_named(place: int, symbol: str) -> None:
    symbols = CODE.replace("-", "")
    wrong = symbols[:place] + symbol + symbols[place + 1 :]
    if wrong == symbols:
        return
    with pytest.raises(InvalidValue, match=f"groep {place // 5 + 1}\\."):
        normalise_recovery_code(wrong)


@given(first=st.integers(0, 34), second=st.integers(0, 34))
def test_two_symbols_swapped_are_found_within_a_group(first: int, second: int) -> None:
    symbols = list(CODE.replace("-", ""))
    if first // 5 != second // 5 or symbols[first] == symbols[second]:
        return
    symbols[first], symbols[second] = symbols[second], symbols[first]
    with pytest.raises(InvalidValue):
        normalise_recovery_code("".join(symbols))


def test_two_groups_swapped_are_found() -> None:
    groups = CODE.split("-")
    groups[2], groups[5] = groups[5], groups[2]
    with pytest.raises(InvalidValue, match="groep 3, 6"):
        normalise_recovery_code("-".join(groups))


@pytest.mark.parametrize("typed", ["", CODE[:-1], CODE + "X", "Ж" * 35, "?" * 35])
def test_something_else_is_refused_without_repeating_it(typed: str) -> None:
    with pytest.raises(InvalidValue) as raised:
        normalise_recovery_code(typed)
    assert not typed or typed not in str(raised.value)


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("", 0, 0),
        ("welkom", 0, 0),
        ("Welkom2026!", 0, 1),
        ("qwertyuiop1234567890", 0, 1),
        ("aaaaaaaaaaaaaaaaaaaaaaa", 0, 1),
        ("x7#Qp", 0, 1),
        ("koe fiets lantaarn", 2, 3),
        ("paars stoomschip onder dertien wilgen", 4, 4),
    ],
)
def test_strength(text: str, least: int, most: int) -> None:
    found = passphrase_strength(text)
    assert least <= found.score <= most
    assert bool(found.advice) == (found.score < 3)
