"""A language for its translator: a workbook, or the ``.po`` files with the glossary beside them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fieldcheck import assets
from fieldcheck.catalogues import form_cells, sheet
from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.i18n import commands, language, plural_rule
from fieldcheck.i18n.checking import gap
from fieldcheck.i18n.upkeep import forms_of, read, singular

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_WIDTHS = (34, 60, 60, 60, 12, 60)


def export(tag: str, target: Path, *, replacing: bool = False) -> Path:
    """Write one language to a workbook (``.xlsx``), or its catalogues into a folder; what was written.

    Raises:
        UserFixable: the language has no catalogues, or the file is there already; nothing was written.
    """
    if tag not in commands.TRANSLATED:
        raise UserFixable(
            N_("Er zijn geen vertalingen in de taal {tag}."),
            remedy=N_("Kies uit: {tags}."),
            tag=tag,
            tags=", ".join(commands.TRANSLATED),
        )
    if target.exists() and not replacing:
        raise UserFixable(
            N_("{place} is er al."),
            remedy=N_("Kies een andere naam, of vervang het met --replace."),
            place=str(target),
        )
    if target.suffix.lower() == ".xlsx":
        return _workbook(tag, target)
    return _folder(tag, target)


def _folder(tag: str, target: Path) -> Path:
    home = assets.folder("translations") / tag
    for source in sorted((*home.rglob("*.po"), *home.glob("*.md"))):
        place = target / tag / source.relative_to(home)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, place)
    return target


def _workbook(tag: str, target: Path) -> Path:
    import openpyxl

    book = openpyxl.Workbook()
    page = book.create_sheet(sheet.SHEET, 0)
    about = book["Sheet"]
    about.title = sheet.ABOUT
    for about_it in (("taal", tag), ("naam", language(tag).name_dutch)):
        about.append(about_it)
    _write(page, sheet.COLUMNS)
    english = english_texts() if tag != "en" else {}
    was = book.create_sheet(sheet.WAS)
    was.sheet_state = "hidden"
    for row in _rows(tag, english):
        _write(page, row)
        stale = sheet.STALE if row[sheet.STATE] == sheet.STALE else ""
        was.append((row[sheet.ID], sheet.trace(row[sheet.TRANSLATION]), stale))
    _dress(page)
    # Renamed into place, so that a full disk leaves no half workbook.
    half = target.with_name(f"{target.name}.{os.getpid()}")
    try:
        book.save(half)
        half.replace(target)
    finally:
        half.unlink(missing_ok=True)
    return target


def _rows(tag: str, english: Mapping[tuple[str, str, str], tuple[str, ...]]) -> Iterator[tuple[str, ...]]:
    count, _ = plural_rule(tag)
    for one in commands.work(form_cells(), [tag]):
        catalogue = read(one.path.read_bytes(), tag, name=one.name) if one.path.is_file() else None
        kept = {(m.context or "", singular(m)): m for m in catalogue or () if m.id}
        for line in sheet.lines(one.domain, one.entries, count):
            message = kept.get((line.entry.context, line.entry.text))
            forms = forms_of(message) if message else ()
            state = gap(message) or ("concept" if catalogue and not catalogue.approved else "goedgekeurd")
            also = english.get((one.domain, line.entry.context, line.entry.text), ())
            yield (
                line.id,
                line.dutch,
                also[min(line.form, len(also) - 1)] if also else "",
                forms[line.form] if line.form < len(forms) else "",
                {"missing": "ontbreekt", "stale": sheet.STALE}.get(state, state),
                "\n".join((*line.entry.notes, *((sheet.STALE_NOTE,) if state == "stale" else ()))),
            )


def english_texts() -> dict[tuple[str, str, str], tuple[str, ...]]:
    """The English of every text, by catalogue, context and Dutch: it stands beside what is translated."""
    found = {}
    for one in commands.work(form_cells(), ["en"]):
        if one.path.is_file():
            for message in read(one.path.read_bytes(), "en", name=one.name):
                if message.id and any(forms_of(message)):
                    found[one.domain, message.context or "", singular(message)] = forms_of(message)
    return found


def _write(page: Worksheet, row: tuple[str, ...]) -> None:
    page.append(row)
    for cell in page[page.max_row]:
        # A text that begins with = is a text: the spreadsheet of whoever opens this must run nothing.
        if cell.value is not None:
            cell.data_type = "s"
            cell.quotePrefix = str(cell.value).startswith(("=", "+", "-", "@"))


def _dress(page: Worksheet) -> None:
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter

    page.freeze_panes = "A2"
    for place, width in enumerate(_WIDTHS, start=1):
        page.column_dimensions[get_column_letter(place)].width = width
    for cell in page[1]:
        cell.font = Font(bold=True)
    for cells in page.iter_rows(min_row=2):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
