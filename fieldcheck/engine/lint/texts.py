"""Texts that nobody can read: labels missing in the language of the form, and what is not translated."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.engine.columns import MEDIA, base
from fieldcheck.engine.definition import language_tag
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.sheets import Cell, Row, Workbook, translatable
from fieldcheck.engine.survey import Survey

MOST_ROWS = 12
"""Rows that a notice about translations spells out."""

Needed = Callable[[str, str, str], bool]
"""Whether a text is wanted in a language: told the sheet, the column and the tag."""


def everywhere(_sheet: str, _column: str, _tag: str) -> bool:
    """Every text is wanted in every language."""
    return True


def check_texts(
    book: Workbook,
    survey: Survey,
    texts: Mapping[str, Mapping[str, str]],
    default: str,
    findings: Findings,
    needed: Needed = everywhere,
) -> None:
    """Labels that are only a dash, labels missing in ``default``, and cells without a translation."""
    for sheet, rows in (("survey", survey.rows), ("choices", survey.choices.rows)):
        for row in rows:
            _check_row(sheet, row, default, findings)
    _check_translations(book, texts, default, findings, needed)


def _check_row(sheet: str, row: Row, default: str, findings: Findings) -> None:
    spoken: dict[str, set[str]] = {}
    for column, text in row.cells.items():
        head, _, language = column.partition("::")
        if head in ("label", "hint", *MEDIA):
            spoken.setdefault(head, set()).add(language_tag(language or default))
        if head == "label" and text.strip() == "-":
            findings.problem(
                sheet,
                row.number,
                column,
                N_("een label dat alleen “-” is, is niet te zien"),
                name=row.get("name"),
                help=N_("laat de cel leeg, of schrijf een label"),
            )
    labels = spoken.get("label", set())
    shown = any(base(column) in MEDIA for column in row.cells)
    if labels and language_tag(default) not in labels and not shown:
        findings.problem(
            sheet,
            row.number,
            "label",
            N_("er is geen label in {default}, de taal van het formulier, alleen in {others}"),
            name=row.get("name"),
            default=language_tag(default),
            others=", ".join(sorted(labels)),
        )


def _check_translations(
    book: Workbook,
    texts: Mapping[str, Mapping[str, str]],
    default: str,
    findings: Findings,
    needed: Needed,
) -> None:
    own = language_tag(default)
    has: dict[str, set[str]] = {}
    places: dict[str, Cell] = {}
    for cell, language in translatable(book):
        tag = language_tag(language or default)
        has.setdefault(tag, set()).add(cell.id)
        if tag == own:
            places.setdefault(cell.id, cell)
    for tag in sorted({*has, *texts} - {own}):
        done = has.get(tag, set()) | {key for key, text in texts.get(tag, {}).items() if text}
        missing: dict[tuple[str, str, str], list[int]] = {}
        for key, cell in places.items():
            if key not in done and needed(cell.sheet, base(cell.column), tag):
                file, _ = findings.place(cell.sheet, cell.row)
                missing.setdefault((cell.sheet, base(cell.column), file), []).append(cell.row)
        for (sheet, column, _), rows in missing.items():
            findings.notice(
                sheet,
                rows[0],
                column,
                N_("cellen zonder vertaling in {tag}: {count}, in rij {rows}"),
                count=len(rows),
                tag=tag,
                rows=_listed(dict.fromkeys(findings.place(sheet, row)[1] for row in rows)),
            )


def _listed(rows: Iterable[int]) -> str:
    found = [str(row) for row in rows]
    listed = ", ".join(found[:MOST_ROWS])
    more = len(found) - MOST_ROWS
    return Said(N_("{rows} en nog {more}"), rows=listed, more=more) if more > 0 else listed
