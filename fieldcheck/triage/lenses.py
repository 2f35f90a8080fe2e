"""Lists of indicators side by side: what of each was heard, was not, or is not known. Never merged.

Every list keeps its own rule. Where its source gives no rule to conclude by, there is no conclusion. No
lens says what a person is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import Protocol

from fieldcheck.triage.ilo import Combination, combination, saying, standing_of_dimension
from fieldcheck.triage.lens_table import IndicatorList, LensTable, Point


class Heard(Protocol):
    """What a list needs of a signal that holds."""

    @property
    def code(self) -> str:
        """The signal's code."""
        ...

    @property
    def exploitation(self) -> str:
        """The kind of exploitation it speaks of."""
        ...

    @property
    def label(self) -> Mapping[str, str]:
        """What it is called, by language."""
        ...


class Standing(StrEnum):
    """How a point of a list stands."""

    PRESENT = "present"
    ABSENT = "absent"
    """What this talk asks about it was answered, and no signal came of it."""
    UNKNOWN = "unknown"
    """Not asked, or not answered: never "no"."""


@dataclass(frozen=True, slots=True)
class LensReason:
    """A signal that belongs to a point, in the languages of its form."""

    code: str
    label: Mapping[str, str]

    @property
    def text(self) -> str:
        """The signal in Dutch."""
        return self.label["nl"]


@dataclass(frozen=True, slots=True)
class LensItem:
    """A point of a list. A dimension has its indicators as ``parts``, whose reasons are its own as well.

    ``weight`` is the list's own; "" where the list has none.
    """

    code: str
    label: Mapping[str, str]
    standing: Standing
    reasons: tuple[LensReason, ...]
    weight: str = ""
    parts: tuple[LensItem, ...] = ()


@dataclass(frozen=True, slots=True)
class Lens:
    """One list over one case.

    Attributes:
        conclusion: what the list's own rule comes to (a Dutch text that can be said in any language), ""
            where its source gives no rule.
        combination: code of that conclusion, "" without one.
        note: what to keep in mind, by language.
    """

    code: str
    label: Mapping[str, str]
    source: str
    items: tuple[LensItem, ...]
    conclusion: str
    note: Mapping[str, str]
    combination: str = ""

    @property
    def present(self) -> tuple[LensItem, ...]:
        """The points that were heard."""
        return tuple(item for item in self.items if item.standing is Standing.PRESENT)

    def item(self, code: str) -> LensItem:
        """The point with this code; KeyError when the list has none."""
        return {item.code: item for item in self.items}[code]


def lenses_of(
    signals: Sequence[Heard],
    denied: Mapping[str, str],
    silent: Mapping[str, str],
    *,
    table: LensTable,
    minor: bool | None,
) -> tuple[Lens, ...]:
    """Every list over the signals of one talk.

    Args:
        signals: those that hold.
        denied: signals of the form that do not hold although what they ask was answered, each with its
            kind of exploitation.
        silent: signals of the form of which nobody can tell, with the same.
        table: the lists.
        minor: whether the person is, or may be, under 18; None when no age is known.
    """
    held = {signal.code: signal for signal in signals}
    return tuple(
        _concluded(
            Lens(
                one.code,
                one.label,
                one.source,
                tuple(_item(table, one, point, held, denied, silent) for point in one.points),
                "",
                one.note,
            ),
            minor,
        )
        for one in table.lists
    )


def merged(several: Iterable[Sequence[Lens]], *, minor: bool | None) -> tuple[Lens, ...]:
    """The lenses of several talks of one case: heard in one is heard, and a "no" stands until then."""
    by_code: dict[str, list[Lens]] = {}
    for lens in chain.from_iterable(several):
        by_code.setdefault(lens.code, []).append(lens)
    return tuple(
        _concluded(replace(same[0], items=_merged_items([lens.items for lens in same])), minor)
        for same in by_code.values()
    )


def _item(
    table: LensTable,
    of: IndicatorList,
    point: Point,
    held: Mapping[str, Heard],
    denied: Mapping[str, str],
    silent: Mapping[str, str],
) -> LensItem:
    if point.parts:
        return _dimension(
            point.code,
            point.label,
            tuple(_item(table, of, part, held, denied, silent) for part in point.parts),
        )
    reasons = tuple(
        LensReason(code, signal.label)
        for code, signal in held.items()
        if table.belongs(code, of.code, point, signal.exploitation)
    )
    open_ = any(table.belongs(code, of.code, point, kind) for code, kind in silent.items())
    asked = any(table.belongs(code, of.code, point, kind) for code, kind in denied.items())
    standing = Standing.ABSENT if asked and not open_ else Standing.UNKNOWN
    return LensItem(point.code, point.label, Standing.PRESENT if reasons else standing, reasons, point.weight)


def _dimension(code: str, label: Mapping[str, str], parts: tuple[LensItem, ...]) -> LensItem:
    reasons = {reason.code: reason for part in parts for reason in part.reasons}
    standing = standing_of_dimension(
        [part.weight for part in parts if part.standing is Standing.PRESENT],
        [part.weight for part in parts if part.standing is Standing.UNKNOWN],
    )
    return LensItem(code, label, _STANDINGS[standing], tuple(reasons.values()), parts=parts)


_STANDINGS = {True: Standing.PRESENT, False: Standing.ABSENT, None: Standing.UNKNOWN}


def _merged_items(several: Sequence[Sequence[LensItem]]) -> tuple[LensItem, ...]:
    by_code: dict[str, list[LensItem]] = {}
    for item in chain.from_iterable(several):
        by_code.setdefault(item.code, []).append(item)
    return tuple(map(_merged_item, by_code.values()))


def _merged_item(same: Sequence[LensItem]) -> LensItem:
    if same[0].parts:
        return _dimension(same[0].code, same[0].label, _merged_items([item.parts for item in same]))
    reasons: dict[str, LensReason] = {}
    for item in same:
        for reason in item.reasons:
            reasons.setdefault(reason.code, reason)
    standings = {item.standing for item in same}
    # The order of the kinds: heard goes before denied, and an answer before silence.
    standing = next(one for one in Standing if one in standings)
    return replace(same[0], standing=standing, reasons=tuple(reasons.values()))


def _concluded(lens: Lens, minor: bool | None) -> Lens:
    """With the conclusion of the list's own rule. Only the list of ILO and EC has one that we found."""
    if lens.code != "ilo":
        return lens
    positive = {
        item.code: {Standing.PRESENT: True, Standing.ABSENT: False}.get(item.standing) for item in lens.items
    }
    found: Combination = combination(positive, minor=minor is True)
    return replace(lens, combination=found.value, conclusion=saying(found, positive))
