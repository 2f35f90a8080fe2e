"""Lists of choices that several forms use and that are kept once, beside the forms.

A form names such a list in its sheet ``survey`` (``select_one yes_no``) and does not define it. A list that
the form defines itself always counts instead of the shared one.
"""

from __future__ import annotations

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.engine.columns import base
from fieldcheck.engine.definition import language_tag
from fieldcheck.engine.kinds import kind_of
from fieldcheck.engine.sheets import Row, Sheet, Workbook, read_workbook

_NONE = Sheet("choices", (), ())
_DUTCH = "nl"


def read_lists(source: bytes, filename: str) -> Sheet:
    """The sheet ``choices`` of a file that holds nothing else. Raises FormRefused for what is none."""
    book = read_workbook(source, filename, needs_survey=False)
    if set(book) != {"choices"}:
        raise FormRefused(N_("In {place} horen alleen keuzelijsten, op het blad “choices”."), place=filename)
    return book["choices"]


def with_lists(book: Workbook, shared: Sheet) -> Workbook:
    """The workbook with the shared lists it uses and does not define, after its own.

    The same workbook when there are none. Shared lists are in Dutch: where the form says the language of its
    labels, theirs say it too.
    """
    taken = _taken(book, shared)
    if not taken:
        return book
    own = book.get("choices", _NONE)
    names = {"label": _label(book)}
    added = (
        Row(number, {names.get(column, column): text for column, text in row.cells.items()})
        for number, row in taken.items()
    )
    columns = (*own.columns, *(names.get(column, column) for column in shared.columns))
    return _in_order(
        {**book, "choices": Sheet("choices", tuple(dict.fromkeys(columns)), (*own.rows, *added))}
    )


def shared_rows(book: Workbook, shared: Sheet) -> dict[int, int]:
    """Where the rows that :func:`with_lists` adds come from: row of the whole sheet to shared row."""
    return {number: row.number for number, row in _taken(book, shared).items()}


def _taken(book: Workbook, shared: Sheet) -> dict[int, Row]:
    """The rows that a workbook takes, by the number they get in it."""
    own = book.get("choices", _NONE)
    missing = _used(book) - {row.get("list_name") for row in own.rows}
    first = max((row.number for row in own.rows), default=1) + 1
    return dict(enumerate((row for row in shared.rows if row.get("list_name") in missing), first))


def written_languages(book: Workbook) -> frozenset[str]:
    """Tags of the languages that the workbook's own columns are in, apart from those that do not say."""
    return frozenset(
        language_tag(column.partition("::")[2])
        for sheet in book.values()
        for column in sheet.columns
        if base(column) == "label" and "::" in column
    )


def _used(book: Workbook) -> set[str]:
    kinds = (kind_of(row.get("type")) for row in book["survey"].rows)
    return {kind.choices for kind in kinds if kind.choices and not kind.from_file}


def _label(book: Workbook) -> str:
    """What the column of Dutch labels is called in this workbook."""
    labels = [
        column
        for name in ("survey", "choices")
        for column in book.get(name, _NONE).columns
        if base(column) == "label"
    ]
    dutch = (column for column in labels if language_tag(column.partition("::")[2]) == _DUTCH)
    return "label" if not labels or "label" in labels else next(dutch, f"label::{_DUTCH}")


def _in_order(book: Workbook) -> Workbook:
    """Choices stand after the questions, also where the form had no such sheet."""
    first = {name: book[name] for name in ("survey", "choices")}
    return {**first, **book}
