"""Reading an XLSForm's cells with their places, from Markdown tables or from .xlsx."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.engine.columns import TEXTS, base, spelled
from fieldcheck.engine.kinds import kind_of

LARGEST = 16 * 1024 * 1024
"""Bytes of a source file that are read at all."""

MOST_ROWS = 50_000
MOST_COLUMNS = 400

_WRITTEN = frozenset({*TEXTS, "why"})
"""Columns that people read, where a space that does not break means something."""
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"^[\s|:\-]+$")


@dataclass(frozen=True, slots=True)
class Cell:
    """A translatable Dutch text of a form and where it stands. ``row`` counts from 1, the header."""

    id: str
    text: str
    sheet: str
    row: int
    column: str


@dataclass(frozen=True, slots=True)
class Row:
    """One row below the header: its cells by column, empty ones left out."""

    number: int
    cells: Mapping[str, str]

    def get(self, *columns: str) -> str:
        """The first of these columns that has something in it, else ""."""
        return next((self.cells[column] for column in columns if column in self.cells), "")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet: column names as written, and rows."""

    name: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


Workbook = Mapping[str, Sheet]


def read_workbook(source: bytes, filename: str, *, needs_survey: bool = True) -> Workbook:
    """The sheets of an XLSForm by lower-case name. Raises FormRefused for what is none.

    A file that holds nothing but shared lists has no sheet ``survey`` and does not need one.
    """
    if len(source) > LARGEST:
        raise FormRefused(N_("Het bestand {place} is te groot voor een formulier."), place=filename)
    suffix = filename.lower().rpartition(".")[2]
    if suffix == "md":
        sheets = _from_markdown(source, filename)
    elif suffix in ("xlsx", "xlsm"):  # what macros a workbook has is never looked at
        sheets = _from_excel(source, filename)
    else:
        raise FormRefused(
            N_("Het bestand {place} is geen formulier: alleen .md en .xlsx worden gelezen."), place=filename
        )
    if needs_survey and "survey" not in sheets:
        raise FormRefused(N_("In {place} staat geen blad “survey”."), place=filename)
    return sheets


def _from_markdown(source: bytes, filename: str) -> Workbook:
    try:
        text = source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FormRefused(N_("Het bestand {place} is geen UTF-8-tekst."), place=filename) from error
    tables: dict[str, list[tuple[str, ...]]] = {}
    rows: list[tuple[str, ...]] | None = None
    for line in text.splitlines():
        stripped = line.strip()
        if not stripped.startswith("|") or _RULE.match(stripped):
            continue
        first, *cells = _cells(stripped)
        if first:
            rows = tables.setdefault(first.lower(), [])
        if rows is not None and any(cells):
            rows.append(tuple(cells))
    return {name: _sheet(name, list(enumerate(table, 1))) for name, table in tables.items()}


def _cells(line: str) -> list[str]:
    inner = line[1:]
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    # A table in text has a row on one line; a workbook's cell may have several lines.
    return [cell.strip().replace(r"\|", "|").replace("&#10;", "\n") for cell in _PIPE.split(inner)]


def _from_excel(source: bytes, filename: str) -> Workbook:
    import openpyxl
    from pyxform.xls2json_backends import xlsx_value_to_str

    try:
        _refuse_bomb(source, filename)
        book = openpyxl.load_workbook(io.BytesIO(source), read_only=True, data_only=True)
        sheets = {}
        for sheet in book.worksheets:
            rows = []
            for number, row in enumerate(sheet.iter_rows(values_only=True, max_row=MOST_ROWS), 1):
                cells = tuple(_excel_text(xlsx_value_to_str, value) for value in row[:MOST_COLUMNS])
                rows.append((number, cells))
            name = sheet.title.strip().lower()
            sheets[name] = _with_usual_spaces(_sheet(name, rows))
    except FormRefused:
        raise
    except Exception as error:  # openpyxl raises whatever a broken archive makes it stumble over
        raise FormRefused(N_("Het bestand {place} is geen leesbare .xlsx."), place=filename) from error
    return sheets


def _excel_text(convert: object, value: object) -> str:
    if value is None or not callable(convert):
        return ""
    return (value if isinstance(value, str) else str(convert(value))).strip()


def _with_usual_spaces(sheet: Sheet) -> Sheet:
    """The sheet with a plain space for each that does not break, as pyxform reads it, except in texts.

    A formula with such a space is none; in "100 000" it keeps a number on one line.
    """
    rows = tuple(
        Row(
            row.number,
            {
                column: text if base(column) in _WRITTEN else text.replace("\N{NO-BREAK SPACE}", " ")
                for column, text in row.cells.items()
            },
        )
        for row in sheet.rows
    )
    return Sheet(sheet.name, sheet.columns, rows)


def _refuse_bomb(source: bytes, filename: str) -> None:
    with zipfile.ZipFile(io.BytesIO(source)) as archive:
        if sum(entry.file_size for entry in archive.infolist()) > 10 * LARGEST:
            raise FormRefused(N_("Het bestand {place} is te groot voor een formulier."), place=filename)


def _sheet(name: str, table: list[tuple[int, tuple[str, ...]]]) -> Sheet:
    filled = [(number, cells) for number, cells in table if any(cells)]
    if not filled:
        return Sheet(name, (), ())
    first, header = filled[0]
    columns = spelled(header, name)
    rows = tuple(
        Row(
            number - first + 1,
            {column: cell for column, cell in zip(columns, cells, strict=False) if column and cell},
        )
        for number, cells in filled[1:]
    )
    return Sheet(name, tuple(column for column in columns if column), rows)


def translatable(book: Workbook) -> Iterator[tuple[Cell, str]]:
    """Every text that can be translated, with the id of its cell; second its language as written, or ""."""
    survey = book.get("survey", Sheet("survey", (), ()))
    keys = survey_keys(survey)
    for row in survey.rows:
        if row.number in keys:
            yield from _texts("survey", row, survey, keys[row.number], TEXTS)
    choices = book.get("choices", Sheet("choices", (), ()))
    for row in choices.rows:
        key = f"choices/{row.get('list_name')}/{row.get('name')}"
        yield from _texts("choices", row, choices, key, ("label",))
    for name, columns in (("signals", ("label", "why")), ("referrals", ("label",))):
        sheet = book.get(name)
        for row in sheet.rows if sheet else ():
            yield from _texts(name, row, sheet or survey, f"{name}/{row.get('code', 'to')}", columns)


def survey_keys(survey: Sheet) -> dict[int, str]:
    """What the texts of each named row are kept under: its name, or its path when the name is there twice."""
    keys: dict[int, str] = {}
    known: set[str] = set()
    groups: list[str] = []
    for row in survey.rows:
        kind, name = kind_of(row.get("type")), row.get("name")
        if kind.ends:
            del groups[-1:]
        elif name:
            key = f"survey/{name}"
            keys[row.number] = "/".join(["survey", *groups, name]) if key in known else key
            known.add(key)
        if kind.begins:
            groups.append(name)
    return keys


def _texts(
    name: str, row: Row, sheet: Sheet, key: str, wanted: tuple[str, ...]
) -> Iterator[tuple[Cell, str]]:
    for column in sheet.columns:
        column_base, _, language = column.partition("::")
        text = row.get(column)
        if column_base in wanted and text:
            yield Cell(f"{key}/{column_base}", text, name, row.number, column), language


def cells(source: bytes, filename: str, *, needs_survey: bool = True) -> tuple[Cell, ...]:
    """All translatable Dutch texts of a form, in the order they stand there. Raises FormRefused."""
    from fieldcheck.engine.definition import language_tag

    book = read_workbook(source, filename, needs_survey=needs_survey)
    return tuple(
        cell for cell, language in translatable(book) if not language or language_tag(language) == "nl"
    )
