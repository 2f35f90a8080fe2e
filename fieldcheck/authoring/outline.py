"""A form as its author wrote it: rows in groups, numbered, with their texts in one language.

Read from the sheets and not from a run, so that every branch is there, whatever was answered.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldcheck.engine import DEPTHS
from fieldcheck.engine.definition import language_tag
from fieldcheck.engine.kinds import UNSEEN, Kind, kind_of
from fieldcheck.engine.sheets import Row, Sheet, Workbook
from fieldcheck.usecases.rule_wording import Asked

_NAMED = re.compile(r"\$\{\s*(?:last-saved#)?([^}\s]+)\s*\}")
_EMPTY = Sheet("", (), ())
_UNNUMBERED = UNSEEN | {"note"}


@dataclass(frozen=True, slots=True)
class Item:
    """One row of the survey, with what is inside it where it is a group or a repeat.

    Attributes:
        number: ``2.3``, "" for what is not a question.
        depth: core, standard or deep as it counts here, "" for always.
    """

    row: Row
    number: str
    kind: Kind
    depth: str
    children: tuple[Item, ...] = ()

    @property
    def name(self) -> str:
        """The name in the sheet."""
        return self.row.get("name")

    @property
    def asks(self) -> bool:
        """Whether it is a question."""
        return bool(self.number) and not self.kind.begins


@dataclass(slots=True)
class _Open:
    row: Row
    number: str
    kind: Kind
    depth: str
    inside: list[Item] = field(default_factory=list)
    counted: int = 0


class Outline:
    """The rows of one workbook in one language."""

    def __init__(self, book: Workbook, language: str, default: str) -> None:
        self.language = language
        self._default = default
        self._book = book
        self.items = _nested(book["survey"])
        self.choices = self._lists()
        self.questions = self._asked()
        survey = book["survey"].rows
        facts = ((row.get("bind::fc:fact"), row.get("name")) for row in survey)
        self.facts: Mapping[str, str] = {fact: name for fact, name in facts if fact and name}

    def rows(self, sheet: str) -> tuple[Row, ...]:
        """The rows of a sheet, none when there is no such sheet."""
        return self._book.get(sheet, _EMPTY).rows

    def text(self, row: Row, base: str) -> tuple[str, bool]:
        """A text of a row, and whether it is there in the language asked for."""
        written: dict[str, str] = {}
        for column, text in row.cells.items():
            head, _, language = column.partition("::")
            if head == base:
                written[language_tag(language or self._default)] = text
        found = written.get(self.language)
        if found is not None:
            return self._filled(found), True
        other = written.get(language_tag(self._default)) or next(iter(written.values()), "")
        return self._filled(other), not other

    def _filled(self, text: str) -> str:
        """In one line; a name in a text stands as it is written, in its own brackets."""
        return " ".join(_NAMED.sub(r"‹\1›", text).split())

    def _lists(self) -> dict[str, dict[str, str]]:
        found: dict[str, dict[str, str]] = {}
        for row in self.rows("choices"):
            label = self.text(row, "label")[0]
            found.setdefault(row.get("list_name"), {})[row.get("name")] = label or row.get("name")
        return found

    def _asked(self) -> dict[str, Asked]:
        found = {}
        for row in self.rows("survey"):
            kind = kind_of(row.get("type"))
            label = self.text(row, "label")[0] or row.get("name")
            found[row.get("name")] = Asked(label, kind.name, self.choices.get(kind.choices, {}))
        return found


def _nested(survey: Sheet) -> tuple[Item, ...]:
    open_ = [_Open(Row(0, {}), "", Kind(""), "")]
    for row in survey.rows:
        kind = kind_of(row.get("type"))
        if kind.ends:
            if len(open_) > 1:
                done = open_.pop()
                item = Item(done.row, done.number, done.kind, done.depth, tuple(done.inside))
                open_[-1].inside.append(item)
            continue
        around = open_[-1]
        depth = row.get("bind::fc:depth") or around.depth
        number = "" if _is_head(row, kind) else _number(around, kind)
        if kind.begins:
            open_.append(_Open(row, number, kind, depth))
        else:
            around.inside.append(Item(row, number, kind, depth))
    return tuple(open_[0].inside)


def _is_head(row: Row, kind: Kind) -> bool:
    """Whether it is the head of a table, which names the choices and asks nothing."""
    return kind.selects and "label" in row.get("appearance").split()


def _number(around: _Open, kind: Kind) -> str:
    if kind.name in _UNNUMBERED:
        return ""
    around.counted += 1
    return f"{around.number}.{around.counted}" if around.number else str(around.counted)


def shown_at(depth: str, wanted: str) -> bool:
    """Whether something of ``depth`` is asked in an interview of the depth ``wanted``, "" for the longest."""
    if not depth or not wanted or depth not in DEPTHS:
        return True
    return DEPTHS.index(depth) <= DEPTHS.index(wanted)
