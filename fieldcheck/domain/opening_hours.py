"""Opening hours as people write them, ``ma-vr 09:00-17:00; za 10:00-14:00``, and as a route has them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import time

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.route import DAYS, Window

DAY_NAMES = {
    "nl": ("ma", "di", "wo", "do", "vr", "za", "zo"),
    "en": ("mo", "tu", "we", "th", "fr", "sa", "su"),
}
"""What the days are called, Monday first, by the language of the screens; both are read in either."""

_PART = re.compile(r"([a-z ,-]*?)\s*(\d{1,2})[:.](\d\d)\s*(?:-|–|tot)\s*(\d{1,2})[:.](\d\d)")
_NUMBERS = {name: number for names in DAY_NAMES.values() for number, name in enumerate(names)}


def hours_to_text(windows: Iterable[Window], tag: str = "nl") -> str:
    """Such as ``ma-vr 09:00-17:00``; "" for any hour. Every day stands without names of days."""
    names = DAY_NAMES.get(tag, DAY_NAMES["nl"])
    return "; ".join(
        " ".join(
            part
            for part in (_days_text(window.days, names), f"{window.opens:%H:%M}-{window.closes:%H:%M}")
            if part
        )
        for window in windows
    )


def hours_from_text(text: str) -> tuple[Window, ...]:
    """What :func:`hours_to_text` wrote, or somebody typed; "" is any hour. InvalidValue for anything else."""
    parts = [part.strip() for part in re.split(r"[;\n]", text.lower()) if part.strip()]
    return tuple(_window(part) for part in parts)


def _window(part: str) -> Window:
    found = _PART.fullmatch(part)
    if found is None:
        raise _unread(part)
    try:
        opens = time(int(found[2]), int(found[3]))
        # Midnight at the end of a day is written both ways.
        closes = time(int(found[4]) % 24, int(found[5])) if int(found[4]) <= 24 else None
    except ValueError:
        raise _unread(part) from None
    if closes is None:
        raise _unread(part)
    return Window(_days(found[1].strip(), part), opens, closes)


def _days(text: str, part: str) -> tuple[int, ...]:
    if not text:
        return tuple(range(DAYS))
    found: set[int] = set()
    for piece in re.split(r"[,\s]+", re.sub(r"\s*-\s*", "-", text)):
        first, _, last = piece.partition("-")
        if first not in _NUMBERS or (last and last not in _NUMBERS):
            raise _unread(part)
        begin, end = _NUMBERS[first], _NUMBERS[last or first]
        found.update(day % DAYS for day in range(begin, end + 1 if end >= begin else end + DAYS + 1))
    return tuple(sorted(found))


def _days_text(days: tuple[int, ...], names: tuple[str, ...]) -> str:
    if len(set(days)) == DAYS:
        return ""
    runs: list[list[int]] = []
    for day in sorted(set(days)):
        if runs and runs[-1][-1] == day - 1:
            runs[-1].append(day)
        else:
            runs.append([day])
    return ", ".join(names[run[0]] if len(run) == 1 else f"{names[run[0]]}-{names[run[-1]]}" for run in runs)


def _unread(part: str) -> InvalidValue:
    return InvalidValue(
        N_("De uren “{text}” zijn niet te lezen."),
        remedy=N_("Schrijf ze als ma-vr 09:00-17:00; za 10:00-14:00. Leeg is dag en nacht."),
        text=part[:40],
    )
