"""The homes of a park as somebody types them, and how much of the park was looked at.

"None found" differs from "not looked": every home that was planned is in the count, with what came of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.flow import Home, HomeNote, HomeResult

MOST_HOMES = 500
"""Homes that can be added at once; a longer range is rather a slip of the finger."""
LONGEST_HOME = 40
"""Signs that the name of a home or a sector can have."""

_RANGE = re.compile(r"([A-Za-z]*)(\d{1,5})\s*(?:-|\u2013|t/m)\s*([A-Za-z]*)(\d{1,5})")


def home_names(text: str) -> tuple[str, ...]:
    """The homes that somebody typed: ``12-48``, ``A1-A12``, ``3, 5, 7-9``, ``De Eik``; each once, in order.

    Raises InvalidValue for nothing, a range that runs backwards or is of two letters, a name that is too
    long, and for more than MOST_HOMES.
    """
    names: list[str] = []
    for part in (one.strip() for one in re.split(r"[,;\n]", text)):
        if part:
            names.extend(_names(part))
    if not names:
        raise InvalidValue(
            N_("Er staat geen woning."), remedy=N_("Typ een nummer of naam, of een reeks zoals 12-48.")
        )
    if len(names) > MOST_HOMES:
        raise _too_many()
    return tuple(dict.fromkeys(names))


def _names(part: str) -> Iterable[str]:
    found = _RANGE.fullmatch(part)
    if found is None:
        return (home_word(part),)
    letters, first, other, last = found[1].upper(), int(found[2]), found[3].upper(), int(found[4])
    if last < first or other not in ("", letters):
        raise InvalidValue(
            N_("De reeks “{range}” kan niet."),
            remedy=N_("Begin met het laagste nummer, met dezelfde letters ervoor, zoals A1-A12."),
            range=part[:LONGEST_HOME],
        )
    if last - first >= MOST_HOMES:
        raise _too_many()
    return (f"{letters}{number}" for number in range(first, last + 1))


def home_word(text: str) -> str:
    """The name of one home or sector, without spaces around it; InvalidValue when it is too long."""
    word = " ".join(text.split())
    if len(word) > LONGEST_HOME:
        raise InvalidValue(
            N_("“{text}” is te lang voor een woning of een deel van het park."),
            remedy=N_("Gebruik hooguit {longest} tekens."),
            text=word[:LONGEST_HOME],
            longest=LONGEST_HOME,
        )
    return word


def _too_many() -> InvalidValue:
    return InvalidValue(
        N_("Dat zijn meer dan {most} woningen tegelijk."),
        remedy=N_("Voeg ze toe in delen, per deel van het park."),
        most=MOST_HOMES,
    )


@dataclass(frozen=True, slots=True)
class Coverage:
    """How much of the park, or of one sector, was looked at; the unit is homes, of ``persons`` it is persons.

    ``homes`` are all that were planned; ``open`` those where nobody went yet.
    """

    sector: str
    homes: int
    open: int
    visited: int
    nobody: int
    refused: int
    left_out: int
    persons: int


def coverage(homes: Iterable[Home], sector: str = "") -> Coverage:
    """The coverage of these homes together; ``sector`` is only what they are called."""
    every = tuple(homes)
    results = [home.result for home in every]
    return Coverage(
        sector=sector,
        homes=len(every),
        open=results.count(HomeResult.PLANNED),
        visited=results.count(HomeResult.VISITED),
        nobody=results.count(HomeResult.NOBODY),
        refused=results.count(HomeResult.REFUSED),
        left_out=results.count(HomeResult.LEFT_OUT),
        persons=sum(home.persons or 0 for home in every),
    )


def coverages(homes: Iterable[Home]) -> tuple[Coverage, ...]:
    """The coverage of each sector, in the order of its name; homes without one stand under ""."""
    by_sector: dict[str, list[Home]] = {}
    for home in homes:
        by_sector.setdefault(home.sector, []).append(home)
    return tuple(coverage(by_sector[sector], sector) for sector in sorted(by_sector))


def visits_of(notes: Iterable[HomeNote]) -> tuple[HomeNote, ...]:
    """The lines that tell of a visit, or why there was none; a plan tells neither."""
    return tuple(note for note in notes if note.result is not HomeResult.PLANNED)


def disagreeing(notes: Sequence[HomeNote]) -> tuple[HomeNote, ...]:
    """Lines about one home that were written without knowing of each other, and do not say the same.

    ``notes`` are in the order that decides what counts. Empty when the last of them was written by somebody
    who saw the others: going back to a home, or putting a mistake right, is no disagreement.
    """
    told = visits_of(notes)
    standing = tuple(
        note for at, note in enumerate(told) if not any(_knew(later, note) for later in told[at + 1 :])
    )
    return standing if len({(note.result, note.persons) for note in standing}) > 1 else ()


def _knew(later: HomeNote, note: HomeNote) -> bool:
    return later.over is None or note.id in later.over
