"""The translator's answer, a workbook or a ``.po`` file: first all of it is checked, then it is kept."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from fieldcheck.catalogues import form_cells, sheet, work_named
from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.i18n import commands, plural_rule
from fieldcheck.i18n.checking import faults, refuse_other_rules, refused_for
from fieldcheck.i18n.commands import Work
from fieldcheck.i18n.upkeep import DRAFT, forms_of, read, singular, update, written

LARGEST = 64 * 1024 * 1024
"""Bytes of an answer that are read at all, unpacked."""

Key = tuple[str | None, str]
Answers = dict[Key, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class _Answer:
    """One translated cell: its text, and the place that an error names."""

    text: str
    place: str


def take_in(source: Path, *, into: str = "") -> tuple[str, ...]:
    """Take a translator's answer into the catalogues; the names of those that changed.

    A catalogue whose words change is a draft again. Empty cells change nothing.

    Args:
        source: the workbook that was exported, filled in, or a ``.po`` file.
        into: the catalogue a ``.po`` file belongs to, e.g. ``pl/screens``; by its path when left out.

    Raises:
        UserFixable: something in it is refused, with every place; nothing was written.
    """
    if source.suffix.lower() == ".xlsx":
        answers = _from_workbook(source)
    elif source.suffix.lower() == ".po":
        answers = _from_catalogue(source, into)
    else:
        raise UserFixable(
            N_("{place} is geen vertaling."),
            remedy=N_("Geef een werkmap (.xlsx) of een catalogus (.po)."),
            place=source.name,
        )
    return _keep(answers)


def _from_catalogue(source: Path, into: str) -> list[tuple[Work, Answers]]:
    one = work_named(into or _name_of(source))
    data = source.read_bytes()
    refuse_other_rules(data, one.tag, source.name)
    catalogue = read(data, one.tag, name=source.name)
    wanted = {(entry.context or None, entry.text): entry for entry in one.entries}
    found: Answers = {}
    wrong: list[str] = []
    for message in catalogue:
        key = (message.context, singular(message))
        if message.id and any(forms_of(message)) and not message.fuzzy and key in wanted:
            wrong += [
                f"{source.name}:{message.lineno}: {why}"
                for why in faults(forms_of(message), wanted[key], one.tag)
            ]
            found[key] = forms_of(message)
    _refuse(wrong, source)
    return [(one, found)]


def _name_of(source: Path) -> str:
    parts = source.with_suffix("").parts
    tags = [place for place, part in enumerate(parts) if part in commands.TRANSLATED]
    return "/".join(parts[tags[-1] :]) if tags else source.stem


def _from_workbook(source: Path) -> list[tuple[Work, Answers]]:
    tag, cells = _read_workbook(source)
    count, _ = plural_rule(tag)
    wrong: list[str] = []
    found: list[tuple[Work, Answers]] = []
    for one in commands.work(form_cells(), [tag]):
        answers: Answers = {}
        for line in sheet.lines(one.domain, one.entries, count):
            if line.form == 0:
                key = (line.entry.context or None, line.entry.text)
                ids = [form.id for form in sheet.lines(one.domain, (line.entry,), count)]
                given = [cells.pop(name) for name in ids if name in cells]
                if given:
                    forms = tuple(answer.text for answer in given)
                    wrong += [f"{given[0].place}: {why}" for why in faults(forms, line.entry, tag)]
                    answers[key] = forms
        found.append((one, answers))
    wrong += [
        f"{left.place}: this text is not in the program any more, or its Dutch changed"
        for left in cells.values()
    ]
    _refuse(wrong, source)
    return found


def _read_workbook(source: Path) -> tuple[str, dict[str, _Answer]]:
    """The language of a workbook and its translated cells by the id of their row."""
    import openpyxl

    try:
        with zipfile.ZipFile(source) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise UserFixable(N_("{place} is te groot om een vertaling te zijn."), place=source.name)
        book = openpyxl.load_workbook(source, read_only=False)
        page, about = book[sheet.SHEET], book[sheet.ABOUT]
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as failure:
        raise UserFixable(
            N_("{place} is geen werkmap die dit programma heeft uitgegeven: {reason}"),
            place=source.name,
            reason=str(failure),
        ) from failure
    tag = str(about["B1"].value or "")
    if tag not in commands.TRANSLATED:
        raise UserFixable(N_("{place}, cel {cell}: deze taal is er niet."), place=source.name, cell="over!B1")
    _refuse_moved_columns(page, source)
    found: dict[str, _Answer] = {}
    wrong: list[str] = []
    for row in page.iter_rows(min_row=2, max_col=len(sheet.COLUMNS)):
        name, cell = str(row[sheet.ID].value or ""), row[sheet.TRANSLATION]
        place = f"{source.name}, {sheet.SHEET}!{cell.coordinate}"
        if cell.value is None or str(cell.value).strip() == "":
            continue
        if cell.data_type == "f":
            wrong.append(f"{place}: this is a formula, not a text")
        elif not name or name in found:
            wrong.append(f"{place}: the id of this row is missing or stands there twice")
        else:
            found[name] = _Answer(unicodedata.normalize("NFC", str(cell.value)), place)
    _refuse(wrong, source)
    return tag, found


def _refuse_moved_columns(page: Any, source: Path) -> None:
    heads = [cell.value for cell in page[1]]
    for place, (wanted, head) in enumerate(
        zip(sheet.COLUMNS, [*heads, *[None] * len(sheet.COLUMNS)], strict=False)
    ):
        if head != wanted:
            raise UserFixable(
                N_("{place}, cel {cell}: hier hoort “{wanted}” te staan; er is een kolom verplaatst of weg."),
                kept=N_("Er is niets overgenomen."),
                remedy=N_("Zet de kolommen terug zoals ze waren, in deze volgorde: {columns}."),
                place=source.name,
                cell=page.cell(1, place + 1).coordinate,
                wanted=wanted,
                columns=", ".join(sheet.COLUMNS),
            )


def _refuse(wrong: Iterable[str], source: Path) -> None:
    lines = tuple(wrong)
    if lines:
        raise refused_for(
            N_("{place} kan niet worden overgenomen; verbeter eerst deze plaatsen:"),
            lines,
            kept=N_("Er is niets overgenomen; wat er was, blijft gelden."),
            place=source.name,
        )


def _keep(answers: Iterable[tuple[Work, Mapping[Key, tuple[str, ...]]]]) -> tuple[str, ...]:
    """Write every catalogue beside its place first, so that none is replaced when one cannot be written."""
    halves: list[tuple[Work, Path]] = []
    try:
        for one, found in answers:
            data = _with(one, found)
            if data is not None:
                half = one.path.with_name(f"{one.path.name}.{os.getpid()}")
                halves.append((one, half))
                half.write_bytes(data)
        for one, half in halves:
            half.replace(one.path)
    finally:
        for _, half in halves:
            half.unlink(missing_ok=True)
    return tuple(one.name for one, _ in halves)


def _with(one: Work, found: Mapping[Key, tuple[str, ...]]) -> bytes | None:
    """The catalogue with these translations; None when it has them already."""
    if not found:
        return None
    update(one.path, one.tag, one.entries)
    catalogue = read(one.path.read_bytes(), one.tag, name=one.name)
    changed = False
    for message in catalogue:
        forms = found.get((message.context, singular(message)))
        if message.id and forms and (forms_of(message) != forms or message.fuzzy):
            message.string = forms if message.pluralizable else forms[0]
            message.flags.discard("fuzzy")
            changed = True
    if not changed:
        return None
    catalogue.status, catalogue.approval = DRAFT, None
    return written(catalogue)
