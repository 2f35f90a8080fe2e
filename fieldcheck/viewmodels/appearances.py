"""What the appearance of a question asks for: XLSForm's words turned into a way to show it."""

from __future__ import annotations

import re

from fieldcheck.viewmodels.interview_state import Kind, Look

KINDS = {
    "select_one": Kind.ONE,
    "select_multiple": Kind.MANY,
    "rank": Kind.RANK,
    "integer": Kind.WHOLE,
    "decimal": Kind.NUMBER,
    "range": Kind.RANGE,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "datetime": Kind.MOMENT,
    "text": Kind.LINE,
    "barcode": Kind.BARCODE,
    "acknowledge": Kind.ACKNOWLEDGE,
    "image": Kind.ATTACHMENT,
    "audio": Kind.ATTACHMENT,
    "video": Kind.ATTACHMENT,
    "file": Kind.ATTACHMENT,
    "note": Kind.NOTE,
}
"""How a question of each type is answered; what is missing here is written on a line."""
NEVER_SHOWN = frozenset({"group", "calculate", "hidden", "repeat", "instance"})
MOST_STEPS = 7
"""A scale of more steps than this does not fit one row; it becomes a list."""
MOST_ROWS = 30
"""A list of more choices than this gets a field to search in, whatever the form asks for."""
_COLUMNS = re.compile(r"(?:columns|compact)-(\d{1,2})")
_CHOICES = (Kind.ONE, Kind.MANY)
_LOOKS: dict[Kind, tuple[tuple[str, Look], ...]] = {
    Kind.WHOLE: (("thousands-sep", Look.GROUPED),),
    Kind.LINE: (("multiline", Look.LINES), ("numbers", Look.DIGITS)),
    Kind.DATE: (
        ("month-year", Look.MONTH),
        ("year", Look.YEAR),
        ("no-calendar", Look.TYPED_ONLY),
    ),
    Kind.MOMENT: (("no-calendar", Look.TYPED_ONLY),),
    Kind.RANGE: (("rating", Look.STARS), ("picker", Look.COMPACT), ("vertical", Look.UPRIGHT)),
}


def look_of(kind: Kind, appearance: str, choices: int) -> tuple[Look, int]:
    """How to show a question of ``kind``, and in how many columns (0: as many as fit).

    Args:
        kind: how it is answered.
        appearance: the words of the form, such as ``minimal columns-2``.
        choices: how many it offers now.
    """
    words = frozenset(appearance.split())
    if kind not in _CHOICES:
        return next((look for word, look in _LOOKS.get(kind, ()) if word in words), Look.USUAL), 0
    if "label" in words:
        return Look.TABLE_HEAD, 0
    if words & {"list-nolabel", "list"}:
        return Look.TABLE_ROW, 0
    if "minimal" in words:
        return Look.COMPACT, 0
    if "autocomplete" in words or appearance.startswith("search") or choices > MOST_ROWS:
        return Look.SEARCH, 0
    return _arranged(words, choices)


def _arranged(words: frozenset[str], choices: int) -> tuple[Look, int]:
    if "likert" in words and choices <= MOST_STEPS:
        return Look.STEPS, 0
    columns = next((int(found[1]) for word in words if (found := _COLUMNS.fullmatch(word))), 0)
    if columns:
        return Look.GRID, columns
    if "columns" in words:
        return Look.GRID, 0
    if words & {"columns-pack", "horizontal", "horizontal-compact", "compact", "quickcompact"}:
        return Look.PACKED, 0
    return Look.USUAL, 0


def written_as(node_type: str, look: Look) -> str:
    """Which way of writing an entry has: the question's type, or the look where that says more.

    ``month`` and ``year`` are part of a date, ``grouped`` is a whole number with its thousands apart.
    """
    return look.value if look in (Look.MONTH, Look.YEAR, Look.GROUPED) else node_type
