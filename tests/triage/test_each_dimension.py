"""Each dimension of ILO/EC 2009 with its own indicators, at every boundary that those can reach."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path

import pytest

from fieldcheck import assets
from fieldcheck.triage import Standing, load_tables
from fieldcheck.triage.ilo import DIMENSIONS
from fieldcheck.triage.lens_table import Point
from fieldcheck.triage.lenses import lenses_of

FOLDER: Path = assets.folder("resources") / "reference"
TABLE = load_tables(FOLDER).lenses
ILO = next(one for one in TABLE.lists if one.code == "ilo")
WEIGHTS = ("strong", "medium", "weak")

# Strong, medium and weak of each dimension, written again from the domain facts (1c).
COUNTED = {
    "deceptive-recruitment": (1, 8, 1),
    "coercive-recruitment": (1, 9, 0),
    "recruitment-by-abuse": (0, 14, 2),
    "exploitation": (1, 7, 1),
    "coercion": (4, 10, 1),
    "abuse-of-vulnerability": (0, 5, 2),
}
MINIMAL = ((2, 0, 0), (1, 1, 0), (1, 0, 1), (0, 3, 0), (0, 2, 1))
"""The published rule: enough of strong, medium and weak."""


@dataclass(frozen=True)
class Heard:
    code: str
    exploitation: str = "labour"
    label: tuple[tuple[str, str], ...] = ()


# One signal for each indicator, so that every set of indicators can be heard.
TOLD = replace(
    TABLE,
    lists=(ILO,),
    signals={
        part.code: frozenset({f"ilo/{part.code}"}) for dimension in ILO.points for part in dimension.parts
    },
)


def dimension(code: str) -> Point:
    return next(one for one in ILO.points if one.code == code)


def reachable() -> Iterator[tuple[str, tuple[int, int, int]]]:
    for code, most in COUNTED.items():
        for counts in product(*(range(min(n, 4) + 1) for n in most)):
            yield code, counts  # type: ignore[misc]


def test_each_dimension_has_the_published_indicators() -> None:
    assert [one.code for one in ILO.points] == list(DIMENSIONS) == list(COUNTED)
    for code, most in COUNTED.items():
        counted = Counter(part.weight for part in dimension(code).parts)
        assert tuple(counted[weight] for weight in WEIGHTS) == most, code
    assert sum(map(sum, COUNTED.values())) == 67


@pytest.mark.parametrize(("code", "counts"), list(reachable()))
def test_a_dimension_is_positive_from_each_published_boundary_on(
    code: str, counts: tuple[int, int, int]
) -> None:
    heard = [
        part.code
        for weight, wanted in zip(WEIGHTS, counts, strict=True)
        for part in [one for one in dimension(code).parts if one.weight == weight][:wanted]
    ]
    denied = {part.code: "labour" for one in ILO.points for part in one.parts if part.code not in heard}
    (lens,) = lenses_of([Heard(one) for one in heard], denied, {}, table=TOLD, minor=False)  # type: ignore[arg-type, misc]
    enough = any(all(has >= need for has, need in zip(counts, one, strict=True)) for one in MINIMAL)
    assert lens.item(code).standing is (Standing.PRESENT if enough else Standing.ABSENT)
    others = [one for one in lens.items if one.code != code]
    assert all(one.standing is Standing.ABSENT for one in others), "it speaks of no other dimension"


def test_each_published_boundary_is_reached_by_some_dimension_and_one_less_is_not_enough() -> None:
    tried = set(reachable())
    for enough in MINIMAL:
        there = [code for code, counts in tried if counts == enough]
        assert there, enough
        for at, count in enumerate(enough):
            less = tuple(n - (place == at) for place, n in enumerate(enough))
            if count:
                assert not any(all(h >= n for h, n in zip(less, one, strict=True)) for one in MINIMAL)
