"""The workbook that goes to a translator who has only a spreadsheet: its columns, and how a text is named."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import Final
from unicodedata import normalize

from fieldcheck.i18n.upkeep import Entry

SHEET: Final = "vertaling"
COLUMNS: Final = ("id", "Nederlands", "English", "vertaling", "stand", "toelichting")
"""In this order, always: an answer whose columns moved is refused."""
ID, DUTCH, ENGLISH, TRANSLATION, STATE, NOTE = range(len(COLUMNS))
ABOUT: Final = "over"
"""The sheet that says which language this is."""
WAS: Final = "uitgifte"
"""The hidden sheet that remembers how each row was handed out: its id, its :func:`trace`, its state if stale.

What nobody touched since then is no answer: somebody else may have mended it here in the meantime.
"""
STALE: Final = "verouderd"
"""The state of a text whose Dutch changed. While the cell says so, an untouched translation stays stale."""
STALE_NOTE: Final = "Het Nederlands is veranderd. Klopt de vertaling nog? Maak dan de cel onder “stand” leeg."


@dataclass(frozen=True, slots=True)
class Line:
    """One row: one text, or one plural form of it.

    Attributes:
        domain: its catalogue, e.g. ``forms/intake-park``.
        entry: the text.
        form: which plural form, counted from 0.
        forms: how many the language has for this text; 1 when it has no plural.
    """

    domain: str
    entry: Entry
    form: int = 0
    forms: int = 1

    @property
    def id(self) -> str:
        """What the row is found by when it comes back, whatever order the rows are in then."""
        name = f"{self.entry.context}\x04{self.entry.text}"
        plural = f"[{self.form + 1}/{self.forms}]" if self.entry.plural else ""
        where = self.entry.context or "text"
        return f"{self.domain}:{where}:{sha256(name.encode()).hexdigest()[:10]}{plural}"

    @property
    def dutch(self) -> str:
        """The Dutch that this form belongs to."""
        return dutch_of(self.entry, self.form)


def bare(text: str) -> str:
    """A text as a spreadsheet may give it back: with other spaces and line ends."""
    return " ".join(text.split())


def trace(text: str) -> str:
    """By what a translation is recognised that nobody touched."""
    return sha256(bare(normalize("NFC", text)).encode()).hexdigest()[:16]


def dutch_of(entry: Entry, form: int) -> str:
    """The Dutch that a form of a text is translated from: the plural for all but the first."""
    return entry.plural if entry.plural and form else entry.text


def lines(domain: str, entries: tuple[Entry, ...], plural_forms: int) -> tuple[Line, ...]:
    """The rows of one catalogue."""
    return tuple(
        Line(domain, entry, form, count)
        for entry in entries
        for count in (plural_forms if entry.plural else 1,)
        for form in range(count)
    )
