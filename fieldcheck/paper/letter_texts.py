"""The texts of the papers people carry: Dutch msgids in ``resources/letters``, with their sources."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from fieldcheck import assets
from fieldcheck.domain.errors import N_, Bug

EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a section. ``reader`` says for whom: ``everybody``, ``eu`` or ``other``."""

    key: str
    reader: str


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its lines."""

    heading: str
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class WageNotice:
    """Where the minimum wage of a period was published; ``until`` is the last day."""

    first: date
    until: date
    notice: str


@dataclass(frozen=True, slots=True)
class LetterTexts:
    """One paper's texts by key, and how they are put together.

    Attributes:
        msgids: key to Dutch msgid of the catalogue domain ``letters``.
        as_of: the day on which the rules were looked up.
        left_out_words: a contact with one of these in its name or hours is not printed.
        anonymous: codes of contacts that take calls without a name.
    """

    msgids: dict[str, str]
    sections: tuple[Section, ...]
    wage_notices: tuple[WageNotice, ...]
    as_of: date
    left_out_words: tuple[str, ...]
    anonymous: frozenset[str]

    def notice(self, day: date) -> str:
        """Where the wage of ``day`` was published, "" where no source says."""
        return next((one.notice for one in self.wage_notices if one.first <= day <= one.until), "")


@cache
def read_texts(paper: str) -> LetterTexts:
    """The texts of ``rights-letter`` or ``control-proof``.

    Raises:
        Bug: the file is missing or not whole.
    """
    path = assets.folder("resources") / "letters" / f"{paper}.json"
    try:
        content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return _parsed(content)
    except (OSError, ValueError, KeyError, TypeError) as cause:
        raise Bug(
            N_("De brieftekst {file} is niet te lezen: {reason}."),
            remedy=N_("Installeer het programma opnieuw."),
            file=path.name,
            reason=str(cause),
        ) from cause


def _parsed(content: dict[str, Any]) -> LetterTexts:
    msgids = {one["key"]: one["text"] for one in content["texts"]}
    sections = tuple(
        Section(one["heading"], tuple(_line(line) for line in one["lines"]))
        for one in content.get("sections", ())
    )
    for section in sections:
        for key in (section.heading, *(line.key for line in section.lines)):
            msgids[key]  # a key without a text is a KeyError, told with the file's name
    contacts = content.get("contacts", {})
    return LetterTexts(
        msgids=msgids,
        sections=sections,
        wage_notices=tuple(
            WageNotice(date.fromisoformat(one["from"]), date.fromisoformat(one["until"]), one["notice"])
            for one in content.get("wage_notices", ())
        ),
        as_of=date.fromisoformat(content.get("as_of", "0001-01-01")),
        left_out_words=tuple(contacts.get("left_out_words", ())),
        anonymous=frozenset(contacts.get("anonymous", {}).get("codes", ())),
    )


def _line(line: str | dict[str, str]) -> Line:
    return Line(line, EVERYBODY) if isinstance(line, str) else Line(line["text"], line["for"])
