"""From what was typed or what a keyboard scanner sent to the lines of a machine-readable zone.

A scanner types as a keyboard: it may send the lines with any separator or none, and on another keyboard
layout "<" arrives as another sign.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from fieldcheck.domain.errors import N_, InvalidValue

FILLER = "<"
LONGEST_TEXT = 400
"""Signs that a typed or scanned zone may have at most, separators and all."""


class MrzFormat(StrEnum):
    """The layouts of ICAO Doc 9303: cards (parts 5 and 6), passports (part 4), visas (part 7)."""

    TD1 = "TD1"
    TD2 = "TD2"
    TD3 = "TD3"
    MRV_A = "MRV-A"
    MRV_B = "MRV-B"


SHAPES: dict[MrzFormat, tuple[int, int]] = {
    MrzFormat.TD1: (3, 30),
    MrzFormat.TD2: (2, 36),
    MrzFormat.TD3: (2, 44),
    MrzFormat.MRV_A: (2, 44),
    MrzFormat.MRV_B: (2, 36),
}
"""Lines, and signs in each line."""

_OPEN_ENDS: dict[MrzFormat, dict[int, int]] = {
    MrzFormat.TD1: {0: 15, 2: 1},
    MrzFormat.TD2: {0: 6},
    MrzFormat.TD3: {0: 6},
    MrzFormat.MRV_A: {0: 6, 1: 28},
    MrzFormat.MRV_B: {0: 6, 1: 28},
}
"""The lines (from 0) that can end in any number of fillers, and how many signs of them are needed."""

# What stands in the place of "<" on other keyboard layouts, in word processors and on phones.
_FILLERS = dict.fromkeys("<>«»‹›＜＞〈〉⟨⟩《》≤≥;:|¦_*.,-–—=+#§°^~\\/", FILLER)
_LINE_BREAKS = re.compile(r"[\r\n\t\v\f\x1c-\x1e\x85\u2028\u2029]+")
_ALLOWED = re.compile(r"[A-Z0-9<]*")


@dataclass(frozen=True, slots=True)
class Zone:
    """The lines of a zone, each of the length that its format asks for.

    ``filled`` says that fillers at the end of a line were added or left out: people who type miscount them,
    and they carry nothing.
    """

    format: MrzFormat
    lines: tuple[str, ...]
    filled: bool = False


def zones(text: str) -> list[Zone]:
    """The zones that the text can be, the likeliest first; at least one.

    Raises InvalidValue when a sign cannot stand in a machine-readable zone or no format has these lengths.
    """
    if len(text) > LONGEST_TEXT:
        raise InvalidValue(
            N_("Dit is te lang voor de code onderaan een paspoort of kaart."),
            remedy=N_("Maak het veld leeg en lees het document opnieuw."),
        )
    found: list[Zone] = []
    for lines in _readings(text):
        found += [zone for zone in _fitting(lines) if zone not in found]
    if not found:
        raise _no_zone(text)
    return sorted(found, key=lambda zone: zone.filled)


class Unfinished(NamedTuple):
    """How far somebody came: the ``line`` (from 1) being typed, its ``signs`` so far, and how many it has."""

    line: int
    signs: int
    length: int


def unfinished(text: str) -> Unfinished | None:
    """Where somebody is who still types a zone; None when every line is there, or nothing.

    Raises InvalidValue for a sign that cannot stand in a zone.
    """
    lines = [line for part in _LINE_BREAKS.split(text) if (line := _line(part, ""))]
    if not lines:
        return None
    layout = _begun(lines[0])
    count, length = SHAPES[layout]
    joined = len(lines) == 1 and len(lines[0]) > length  # without a line break between them
    if joined:
        lines = [lines[0][start : start + length] for start in range(0, len(lines[0]), length)]
    last, signs = len(lines), len(lines[-1])
    least = length if joined else _OPEN_ENDS[layout].get(last - 1, length)
    if last > count or (last == count and signs >= least):
        return None
    ended = signs >= length or (signs >= least and _LINE_BREAKS.search(text[-1:]) is not None)
    return Unfinished(last + 1, 0, length) if ended else Unfinished(last, signs, length)


def _begun(first: str) -> MrzFormat:
    """The format that a first line looks like before the others are there."""
    if first.startswith("P"):
        return MrzFormat.TD3
    short = len(first) <= SHAPES[MrzFormat.MRV_B][1]
    if first.startswith("V"):
        return MrzFormat.MRV_B if short else MrzFormat.MRV_A
    return MrzFormat.TD2 if SHAPES[MrzFormat.TD1][1] < len(first) and short else MrzFormat.TD1


def _readings(text: str) -> Iterator[list[str]]:
    """The text as lines of capitals, digits and fillers, in each way that it can be meant."""
    # A word processor makes one « of two "<"; a keyboard layout has « on the key of one "<".
    for doubled in (False, True):
        wide = re.sub("[«»《》]", "<<", text) if doubled else text
        for spaced in ("", FILLER):  # a space is there for reading, or stands for "<"
            lines = [_line(line, spaced) for line in _LINE_BREAKS.split(wide)]
            kept = [line for line in lines if line.strip(FILLER)]
            if kept:
                yield kept


def _line(text: str, spaced: str) -> str:
    signs = []
    for place, sign in enumerate(text, start=1):
        if sign in _FILLERS:
            signs.append(FILLER)
        elif sign.isspace() or unicodedata.category(sign) in ("Zs", "Cf", "Cc"):
            signs.append(spaced if sign in " \u00a0" else "")
        else:
            signs.append(_capital(sign, place))
    return "".join(signs)


def _capital(sign: str, place: int) -> str:
    plain = unicodedata.normalize("NFKC", sign)
    # Turkish keyboards send i without and I with a dot.
    capital = {"ı": "I", "İ": "I"}.get(plain, plain.upper() if len(plain) == 1 else plain)
    if len(capital) == 1 and _ALLOWED.fullmatch(capital):
        return capital
    raise InvalidValue(
        N_("Het {place}e teken, “{sign}”, kan niet in de code onderaan een paspoort of kaart staan."),
        remedy=N_(
            "Er staan alleen hoofdletters zonder accent, cijfers en < in. Komt dit van een scanner? "
            "Zet de toetsenbordindeling van de computer en de scanner gelijk."
        ),
        place=place,
        sign=sign if sign.isprintable() else f"U+{ord(sign):04X}",
    )


def _formats(first: str) -> list[MrzFormat]:
    if first.startswith("V"):
        return [MrzFormat.MRV_A, MrzFormat.MRV_B]
    return [MrzFormat.TD3, MrzFormat.TD1, MrzFormat.TD2]


def _fitting(lines: list[str]) -> Iterator[Zone]:
    whole = "".join(lines)
    for layout in _formats(lines[0]):
        count, length = SHAPES[layout]
        if len(whole) == count * length:
            yield Zone(layout, tuple(whole[start : start + length] for start in range(0, len(whole), length)))
        else:
            yield from filter(None, (_mended(layout, cut) for cut in _cuts(lines, layout)))


def _cuts(lines: list[str], layout: MrzFormat) -> Iterator[list[str]]:
    """Where the lines can be, when fillers at their ends were miscounted or lost."""
    count, length = SHAPES[layout]
    whole = "".join(lines)
    if len(lines) == count:
        yield lines
    if len(whole) > length * (count - 1):
        yield [whole[start : start + length] for start in range(0, length * (count - 1), length)] + [
            whole[length * (count - 1) :]
        ]
        if count == 2:
            yield [whole[:-length], whole[-length:]]


def _mended(layout: MrzFormat, lines: list[str]) -> Zone | None:
    """The zone with as many fillers at the ends of its lines as it should have, where they carry nothing."""
    count, length = SHAPES[layout]
    mended = []
    for number, line in enumerate(lines):
        least = _OPEN_ENDS[layout].get(number, length)
        bare = line if len(line) == length else line.rstrip(FILLER)
        if not least <= len(bare) <= length:
            return None
        mended.append(bare.ljust(length, FILLER))
    return Zone(layout, tuple(mended), filled=True) if len(mended) == count else None


def _no_zone(text: str) -> InvalidValue:
    lengths = [len(_line(line, "")) for line in _LINE_BREAKS.split(text) if line.strip()]
    if not any(lengths):
        return InvalidValue(
            N_("Er is niets gelezen."),
            remedy=N_("Typ of scan de regels met < onderaan het paspoort of de kaart."),
        )
    return InvalidValue(
        N_("Dit is geen hele code van een paspoort of kaart: gelezen zijn regels van {lengths} tekens."),
        remedy=N_(
            "Een paspoort heeft 2 regels van 44 tekens, een kaart 3 regels van 30 of 2 van 36. "
            "Tel de regels na of lees het document opnieuw."
        ),
        lengths=" + ".join(str(length) for length in lengths),
    )
