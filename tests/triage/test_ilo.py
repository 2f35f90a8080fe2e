"""The published rule of ILO and EC (2009): every boundary of a dimension, every combination."""

from __future__ import annotations

from collections import Counter
from itertools import combinations_with_replacement, product

import pytest

from fieldcheck.triage.dimensions import is_positive
from fieldcheck.triage.ilo import DIMENSIONS, Combination, combination, saying, standing_of_dimension

WEIGHTS = ("strong", "medium", "weak")


def published(weights: tuple[str, ...]) -> bool:
    """The rule as facts 1c has it, written again: 2S; 1S + 1(M or W); 3M; 2M + 1W."""
    counted = Counter(weights)
    enough = (
        {"strong": 2},
        {"strong": 1, "medium": 1},
        {"strong": 1, "weak": 1},
        {"medium": 3},
        {"medium": 2, "weak": 1},
    )
    return any(all(counted[weight] >= count for weight, count in one.items()) for one in enough)


@pytest.mark.parametrize("weights", [w for n in range(6) for w in combinations_with_replacement(WEIGHTS, n)])
def test_every_set_of_weights_up_to_five(weights: tuple[str, ...]) -> None:
    assert is_positive(weights) is published(weights)


@pytest.mark.parametrize(
    ("weights", "positive"),
    [
        (("strong",), False),
        (("strong", "strong"), True),
        (("strong", "medium"), True),
        (("strong", "weak"), True),
        (("medium", "medium"), False),
        (("medium", "medium", "medium"), True),
        (("medium", "medium", "weak"), True),
        (("medium", "weak", "weak"), False),
        (("weak",) * 9, False),
    ],
)
def test_each_boundary_by_name(weights: tuple[str, ...], positive: bool) -> None:
    assert is_positive(weights) is positive


def test_a_dimension_is_denied_only_when_what_is_unknown_could_not_make_it_positive() -> None:
    assert standing_of_dimension([], []) is False
    assert standing_of_dimension([], ["weak", "weak"]) is False
    assert standing_of_dimension(["strong"], ["weak"]) is None
    assert standing_of_dimension(["strong", "weak"], ["strong"]) is True
    assert standing_of_dimension(["medium"], ["medium"]) is False
    assert standing_of_dimension(["medium"], ["medium", "weak"]) is None


D, C, A, E, K, V = DIMENSIONS


@pytest.mark.parametrize(
    ("positive", "found"),
    [
        ("", Combination.SUCCESSFUL),
        ("D", Combination.SUCCESSFUL),
        ("DK", Combination.SUCCESSFUL),
        ("E", Combination.EXPLOITED),
        ("DE", Combination.DECEIVED),
        ("DCE", Combination.DECEIVED),
        ("CE", Combination.UNNAMED),
        ("AE", Combination.UNNAMED),
        ("EK", Combination.UNNAMED),
        ("EV", Combination.UNNAMED),
        ("EKV", Combination.UNNAMED),
        ("DEK", Combination.FORCED_LABOUR),
        ("CEK", Combination.FORCED_LABOUR),
        ("DCAEKV", Combination.FORCED_LABOUR),
        ("AEK", Combination.FORCED_LABOUR_BY_ABUSE),
        ("DEV", Combination.FORCED_LABOUR_BY_ABUSE),
        ("CEV", Combination.FORCED_LABOUR_BY_ABUSE),
        ("AEV", Combination.FORCED_LABOUR_BY_ABUSE),
        ("ADE", Combination.DECEIVED),
    ],
)
def test_combinations_of_an_adult(positive: str, found: Combination) -> None:
    heard = dict(zip(DIMENSIONS, (letter in positive for letter in "DCAEKV"), strict=True))
    assert combination(heard, minor=False) is found
    wanted = Combination.FORCED_LABOUR_MINOR if "E" in positive else Combination.SUCCESSFUL
    assert combination(heard, minor=True) is wanted, "under 18 the means are not required"


def test_every_combination_is_named_and_exploitation_decides_first() -> None:
    for answers in product((True, False, None), repeat=6):
        heard = dict(zip(DIMENSIONS, answers, strict=True))
        for minor in (True, False):
            found = combination(heard, minor=minor)
            assert saying(found, heard)
            assert (found is Combination.UNKNOWN) is (heard[E] is None)
            assert (found is Combination.SUCCESSFUL) is (heard[E] is False)


def test_what_is_unknown_and_could_change_the_outcome_is_said() -> None:
    heard = {D: True, C: False, A: False, E: True, K: None, V: False}
    assert "Nog niet bekend: dwang in het werkland." in saying(combination(heard, minor=False), heard)
    nothing = dict.fromkeys(DIMENSIONS) | {K: True}
    assert saying(Combination.UNKNOWN, nothing).endswith("Wel positief: dwang in het werkland.")


@pytest.mark.parametrize(
    ("positive", "unknown", "said"),
    [
        ("DEK", "AV", False),  # the last word of the list: nothing more can change it
        ("", "D", False),  # no exploitation
        ("E", "", False),  # nothing left to know
        ("E", "D", True),
        ("DE", "K", True),
        ("AEK", "D", True),  # perhaps the list's own means after all
    ],
)
def test_only_what_could_change_the_outcome_is_said_to_be_unknown(
    positive: str, unknown: str, said: bool
) -> None:
    letters = zip(DIMENSIONS, "DCAEKV", strict=True)
    heard = {code: None if letter in unknown else letter in positive for code, letter in letters}
    assert ("Nog niet bekend" in saying(combination(heard, minor=False), heard)) is said
