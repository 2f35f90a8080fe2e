"""The lists of indicators as data: their points, and which signals of our forms belong to each.

``lenses.json`` says what comes from a source and what is a choice of this project.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

WEIGHTS = ("", "strong", "medium", "weak")


@dataclass(frozen=True, slots=True)
class Point:
    """One point of a list.

    Attributes:
        label: by language, Dutch at least.
        weight: ``strong``, ``medium`` or ``weak`` where the list itself gives one, else "".
        exploitation: only signals of this kind of exploitation belong to it; "" for every kind.
        parts: the indicators of a dimension; a point with parts has no signals of its own.
    """

    code: str
    label: Mapping[str, str]
    weight: str = ""
    exploitation: str = ""
    parts: tuple[Point, ...] = ()


@dataclass(frozen=True, slots=True)
class IndicatorList:
    """One list, as its source has it."""

    code: str
    label: Mapping[str, str]
    source: str
    note: Mapping[str, str]
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class LensTable:
    """All lists, and the points of each signal as ``list/point``.

    Attributes:
        unmapped: signals that belong to no list on purpose, with the reason in Dutch.
    """

    lists: tuple[IndicatorList, ...] = ()
    signals: Mapping[str, frozenset[str]] = field(default_factory=dict)
    unmapped: Mapping[str, str] = field(default_factory=dict)

    def belongs(self, signal: str, of: str, point: Point, exploitation: str) -> bool:
        """Whether a signal of a kind of exploitation belongs to a point of the list ``of``."""
        if point.exploitation not in ("", exploitation):
            return False
        return f"{of}/{point.code}" in self.signals.get(signal, ())


def read_lenses(content: Any) -> LensTable:
    """The table in ``lenses.json``; raises ValueError, KeyError or TypeError where it is not one."""
    lists = tuple(
        IndicatorList(
            one["code"],
            _label(one["label"]),
            one["source"],
            _label(one["note"]),
            tuple(map(_point, one["items"])),
        )
        for one in content["lenses"]
    )
    known = {
        f"{one.code}/{leaf.code}" for one in lists for point in one.points for leaf in point.parts or (point,)
    }
    signals = {code: frozenset(points) for code, points in content["signals"].items()}
    for code, points in signals.items():
        if not points <= known or not points:
            raise ValueError(f"{code}: {sorted(points - known)}")
    return LensTable(lists, signals, dict(content["unmapped"]))


def _point(row: Any) -> Point:
    weight = row.get("weight", "")
    if weight not in WEIGHTS:
        raise ValueError(weight)
    return Point(
        row["code"],
        _label(row["label"]),
        weight,
        row.get("exploitation", ""),
        tuple(map(_point, row.get("parts", ()))),
    )


def _label(texts: Any) -> dict[str, str]:
    if not texts["nl"]:
        raise ValueError(texts)
    return dict(texts)
