"""When weighted signals make a dimension positive: the rule that ILO/EC 2009 published, case by case."""

from __future__ import annotations

from itertools import product

import pytest

from fieldcheck.triage.dimensions import is_positive


@pytest.mark.parametrize(
    ("weights", "positive"),
    [
        ("", False),
        ("S", False),
        ("SS", True),
        ("SM", True),
        ("SW", True),
        ("M", False),
        ("MM", False),
        ("MMM", True),
        ("MMW", True),
        ("MW", False),
        ("MWWWW", False),
        ("WWWWWW", False),
        ("x", False),
        ("Sx", False),
    ],
)
def test_the_published_rule(weights: str, *, positive: bool) -> None:
    names = {"S": "strong", "M": "medium", "W": "weak", "x": ""}
    assert is_positive(names[one] for one in weights) is positive


def test_one_more_signal_never_undoes_it() -> None:
    words = ("strong", "medium", "weak", "")
    for size in range(5):
        for held in product(words, repeat=size):
            if is_positive(held):
                assert all(is_positive((*held, more)) for more in words)
