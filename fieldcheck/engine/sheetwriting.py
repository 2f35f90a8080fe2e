"""Writing an XLSForm: a workbook with all its languages, as Markdown tables or as .xlsx."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import TYPE_CHECKING

from fieldcheck.engine import columns as spelling
from fieldcheck.engine.definition import language_tag
from fieldcheck.engine.sheets import Row, Sheet, Workbook, survey_keys

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

STANDARD_SHEETS = ("survey", "choices", "settings", "external_choices", "entities", "osm")
"""The sheets that ODK and Kobo read; pyxform knows no others."""

OWN_SHEETS = ("signals", "referrals")
"""Our own sheets; ODK and Kobo pass them by."""

TEXTS: Mapping[str, tuple[str, ...]] = {
    "survey": spelling.TEXTS,
    "choices": ("label",),
    "signals": ("label", "why"),
    "referrals": ("label",),
}
"""The columns of each sheet that hold a text to translate."""

_WIDEST = 60
_NARROWEST = 8
_HEADER = "E7ECEF"


def known_sheets(book: Workbook) -> tuple[dict[str, Sheet], tuple[str, ...]]:
    """The sheets that mean something, in their usual order, and the names of the others."""
    known = {name: book[name] for name in (*STANDARD_SHEETS, *OWN_SHEETS) if name in book}
    return known, tuple(name for name in book if name not in known)


def default_language(book: Workbook) -> str:
    """The language, as written, of a text that does not say one; "" when the form does not tell either."""
    written = _setting(book.get("settings"), "default_language")
    return "" if written == "default" else written


def with_languages(
    book: Workbook, texts: Mapping[str, Mapping[str, str]], names: Mapping[str, str]
) -> dict[str, Sheet]:
    """The workbook with a column for each language of ``texts``, which come after those it has itself.

    Args:
        texts: for each language tag the translations by cell id.
        names: what a language is called in its column, by tag: ``{"pl": "Polski (pl)"}``.

    A book to which no language is added stays as it is, so that its columns keep their names.
    """
    if not texts:
        return dict(book)
    names = {**names, **_written(book)}
    own = default_language(book) or names.get("nl", "nl")
    added = {tag: cells for tag, cells in texts.items() if tag != language_tag(own)}
    filled = {
        name: _in_languages(sheet, own, added, names) if name in TEXTS else sheet
        for name, sheet in book.items()
    }
    filled["settings"] = _with_setting(filled.get("settings"), "default_language", own)
    return filled


def _written(book: Workbook) -> dict[str, str]:
    """How the book itself spells its languages, by tag."""
    found: dict[str, str] = {}
    for name, sheet in book.items():
        for column in sheet.columns:
            base, mark, language = column.partition("::")
            if mark and base in TEXTS.get(name, ()):
                found.setdefault(language_tag(language), language)
    return found


def for_others(book: Workbook) -> dict[str, Sheet]:
    """The workbook as ODK and Kobo need it: where it has columns of ours, it says what ``fc:`` stands for."""
    from fieldcheck.engine.xlsform import NAMESPACE

    written = _setting(book.get("settings"), "namespaces")
    if "fc=" in written or not any(column.startswith("bind::fc:") for column in book["survey"].columns):
        return dict(book)
    settings = _with_setting(book.get("settings"), "namespaces", f'{written} fc="{NAMESPACE}"'.strip())
    return {**book, "settings": settings}


def _setting(settings: Sheet | None, name: str) -> str:
    return settings.rows[0].get(name) if settings and settings.rows else ""


def _with_setting(settings: Sheet | None, name: str, value: str) -> Sheet:
    if settings is None or not settings.rows:
        return Sheet("settings", (name,), (Row(2, {name: value}),))
    columns = tuple(dict.fromkeys((*settings.columns, name)))
    first, *others = settings.rows
    return Sheet("settings", columns, (Row(first.number, {**first.cells, name: value}), *others))


def _in_languages(
    sheet: Sheet, own: str, texts: Mapping[str, Mapping[str, str]], names: Mapping[str, str]
) -> Sheet:
    """One sheet with its texts under a language each, the other languages of a text beside it."""
    renamed = {base: f"{base}::{own}" for base in TEXTS[sheet.name]}
    rows = [
        Row(row.number, {renamed.get(at, at): text for at, text in row.cells.items()}) for row in sheet.rows
    ]
    keys = _keys(sheet)
    filled = tuple(
        Row(row.number, _filled(row, keys.get(row.number, ""), TEXTS[sheet.name], own, texts, names))
        for row in rows
    )
    columns: dict[str, None] = {}
    for column in sheet.columns:
        columns[renamed.get(column, column)] = None
        base, _, language = column.partition("::")
        if base in renamed and language in ("", own):
            columns.update({f"{base}::{names.get(tag, tag)}": None for tag in texts})
    used = {column for row in filled for column in row.cells}
    first = {renamed.get(column, column) for column in sheet.columns}
    return Sheet(sheet.name, tuple(one for one in columns if one in used or one in first), filled)


def _filled(
    row: Row,
    key: str,
    bases: tuple[str, ...],
    own: str,
    texts: Mapping[str, Mapping[str, str]],
    names: Mapping[str, str],
) -> dict[str, str]:
    cells = dict(row.cells)
    for base in bases:
        if f"{base}::{own}" not in row.cells:
            continue
        for tag, translated in texts.items():
            text = translated.get(f"{key}/{base}")
            if text:
                cells.setdefault(f"{base}::{names.get(tag, tag)}", text)
    return cells


def _keys(sheet: Sheet) -> dict[int, str]:
    """What the ids of each row's cells begin with; see sheets.translatable."""
    if sheet.name == "survey":
        return survey_keys(sheet)
    if sheet.name == "choices":
        return {row.number: f"choices/{row.get('list_name')}/{row.get('name')}" for row in sheet.rows}
    return {row.number: f"{sheet.name}/{row.get('code', 'to')}" for row in sheet.rows}


def to_markdown(book: Workbook) -> str:
    """The workbook as tables in text, one after the other; :func:`read_workbook` reads the same from it."""
    return "\n".join(_table(sheet) for sheet in book.values() if sheet.columns)


def _table(sheet: Sheet) -> str:
    lines = [(sheet.name, *("" for _ in sheet.columns)), ("", *map(_escaped, sheet.columns))]
    for row in sheet.rows:
        lines.append(("", *(_escaped(row.get(column)) for column in sheet.columns)))
    widths = [max(len(line[at]) for line in lines) for at in range(len(sheet.columns) + 1)]
    padded = (
        " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines
    )
    return "".join(f"| {line} |\n" for line in padded)


def _escaped(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return lines.replace("|", "\\|").replace("\n", "&#10;")


def to_excel(book: Workbook) -> bytes:
    """The workbook as .xlsx: header in sight, texts wrapped, every cell a text so that no code is changed."""
    import openpyxl

    written = openpyxl.Workbook()
    for page in written.worksheets:
        written.remove(page)
    for name, sheet in book.items():
        _fill(written.create_sheet(name), sheet)
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


def _fill(page: Worksheet, sheet: Sheet) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    page.freeze_panes = "A2"
    wrapped = Alignment(wrap_text=True, vertical="top")
    lines = [(1, sheet.columns)]
    # Every row where it stood: what is said of it names that number.
    lines += ((row.number, tuple(row.get(column) for column in sheet.columns)) for row in sheet.rows)
    for number, line in lines:
        for at, text in enumerate(line, 1):
            cell = page.cell(number, at)
            cell.number_format = "@"
            cell.alignment = wrapped
            if text:
                cell.value = text
                cell.data_type = "s"  # a text that begins with “=” is no formula
    for at, column in enumerate(sheet.columns, 1):
        header = page.cell(1, at)
        header.font, header.fill = Font(bold=True), PatternFill("solid", fgColor=_HEADER)
        longest = max([_NARROWEST, len(column), *(len(row.get(column)) for row in sheet.rows)])
        page.column_dimensions[get_column_letter(at)].width = min(longest + 2, _WIDEST)
