"""The translator's answer, a workbook or a ``.po`` file: first all of it is checked, then it is kept."""

from __future__ import annotations

import os
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from babel.messages.catalog import Message

from fieldcheck.catalogues import form_cells, sheet, works_named
from fieldcheck.catalogues.handing_out import english_texts
from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.domain.wording import Said
from fieldcheck.i18n import commands, language, plural_rule
from fieldcheck.i18n.checking import at, faults, refused_for
from fieldcheck.i18n.commands import Work
from fieldcheck.i18n.upkeep import DRAFT, Entry, forms_of, plural, read, renewed, singular, written

LARGEST = 64 * 1024 * 1024
"""Bytes of an answer that are read at all, unpacked."""

MOST_ROWS, MOST_COLUMNS = 100_000, 100
"""Of a sheet: one stray cell at the far end would make a hundred million empty ones."""

_TOO_LARGE = N_("{place} is te groot om een vertaling te zijn.")
_SHIFTED = 3
_A_SENTENCE = 3
"""Words: fewer may well be the same in two languages."""
_GONE = N_("deze tekst staat niet meer in het programma, of het Nederlands ervan is gewijzigd")

Key = tuple[str | None, str]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the translator made of one text: its forms, and the remarks beside it, None to leave those."""

    forms: tuple[str, ...]
    remarks: tuple[str, ...] | None = None


Answers = dict[Key, Answer]


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its translation, "" for none, the place that an error names, and what stands beside it.

    ``was`` is the trace of the translation that was handed out, "" where the workbook does not say.
    ``touched`` is False when the row still is as it was handed out.
    """

    text: str
    place: str
    dutch: str
    stale: bool
    was: str
    touched: bool

    def is_one_of(self, others: Iterable[str]) -> bool:
        """Whether its translation is one of these word for word; a name or two are the same anywhere."""
        said = sheet.bare(self.text)
        return len(said.split()) >= _A_SENTENCE and said in map(sheet.bare, others)


def take_in(source: Path, *, into: str = "") -> tuple[str, ...]:
    """Take a translator's answer into the catalogues; the names of those that changed.

    A catalogue whose words change is a draft again. Empty cells change nothing.

    Args:
        source: the workbook that was exported, filled in, or the folder, or a ``.po`` file.
        into: the catalogue a ``.po`` file belongs to, e.g. ``pl/screens``; by its path when left out.

    Raises:
        UserFixable: something in it is refused, with every place; nothing was written.
    """
    kind = source.suffix.lower()
    if source.is_dir() and not into:
        answers = _from_folder(source)
    elif kind == ".xlsx" and source.is_file():
        answers = _from_workbook(source)
    elif kind == ".po" and source.is_file():
        answers = _from_catalogues({into or _name_of(source): source}, source)
    else:
        raise UserFixable(
            N_("{place} is geen vertaling."),
            remedy=N_("Geef een werkmap (.xlsx), een catalogus (.po), of de map die dit programma uitgaf."),
            place=source.name,
        )
    return _keep(answers)


def _from_folder(source: Path) -> list[tuple[Work, Answers]]:
    paths = sorted(source.rglob("*.po"))
    found = {_name_of(path.absolute()): path for path in paths}
    twice = [path for path in paths if path not in found.values()]
    _refuse(
        [at(_place_of(path, source), Said(N_("een ander bestand is dezelfde catalogus"))) for path in twice],
        source,
    )
    if not found:
        raise UserFixable(N_("In de map {place} staat geen catalogus (.po)."), place=source.name)
    return _from_catalogues(found, source)


def _from_catalogues(files: Mapping[str, Path], source: Path) -> list[tuple[Work, Answers]]:
    """The answers of ``.po`` files, by the name of the catalogue each belongs to."""
    wrong: list[str] = []
    known = works_named(files)
    found = [
        (one, _from_catalogue(one, files[one.name], _place_of(files[one.name], source), wrong))
        for one in known
    ]
    _refuse(wrong, source)
    return found


def _place_of(path: Path, source: Path) -> str:
    return path.relative_to(source).as_posix() if source.is_dir() else path.name


def _from_catalogue(one: Work, path: Path, place: str, wrong: list[str]) -> Answers:
    if path.stat().st_size > LARGEST:
        raise UserFixable(_TOO_LARGE, place=place)
    wanted = {(entry.context or None, entry.text, entry.plural): entry for entry in one.entries}
    found: Answers = {}
    for message in read(path.read_bytes(), one.tag, name=place):
        forms = forms_of(message)
        if not message.id or not any(forms) or message.fuzzy:
            continue
        entry = wanted.get((message.context, singular(message), plural(message)))
        if entry is None:
            wrong.append(
                at(
                    f"{place}:{message.lineno}",
                    Said("{why}: {text}", why=Said(_GONE), text=repr(singular(message))),
                )
            )
            continue
        wrong += [at(f"{place}:{message.lineno}", fault.reason) for fault in faults(forms, entry, one.tag)]
        found[message.context, singular(message)] = Answer(forms, tuple(message.user_comments))
    return found


def _name_of(source: Path) -> str:
    parts = source.with_suffix("").parts
    tags = [place for place, part in enumerate(parts) if part in commands.TRANSLATED]
    return "/".join(parts[tags[-1] :]) if tags else source.stem


def _from_workbook(source: Path) -> list[tuple[Work, Answers]]:
    tag, cells = _read_workbook(source)
    count, _ = plural_rule(tag)
    wrong: list[str] = []
    found: list[tuple[Work, Answers]] = []
    shifts, copied = _Shifts(), list[str]()
    english = english_texts() if tag != "en" else {}
    for one in commands.work(form_cells(), [tag]):
        answers: Answers = {}
        old = _messages(one)
        for entry in one.entries:
            rows = [cells.pop(line.id, None) for line in sheet.lines(one.domain, (entry,), count)]
            forms = tuple(row.text if row else "" for row in rows)
            key = (entry.context or None, entry.text)
            before = forms_of(old[key]) if key in old else ()
            if not any(row.touched for row in rows if row is not None):
                continue
            first = next((row for row in rows if row is not None and row.text), None)
            waits = key in old and old[key].fuzzy and any(row and row.stale for row in rows)
            if first is None or (waits and forms == before):
                continue
            shifts.add(first.place, before, forms)
            if forms != before:
                wrong += _changed_here(rows, before)
                beside = (entry.text, entry.plural, *english.get((one.domain, entry.context, entry.text), ()))
                copied += [row.place for row in rows if row is not None and row.is_one_of(beside)]
            wrong += _wrong_rows(rows, forms, entry, tag)
            answers[key] = Answer(forms)
        found.append((one, answers))
    wrong += [at(left.place, Said(_GONE)) for left in cells.values() if left.text and left.touched]
    wrong += [at(place, Said(N_("dit is de vertaling van een andere rij"))) for place in shifts.found()]
    if len(copied) >= _SHIFTED:
        wrong += [at(place, Said(N_("dit is de tekst van een andere kolom"))) for place in copied]
    _refuse(wrong, source)
    return found


def _changed_here(rows: Iterable[_Row | None], before: tuple[str, ...]) -> Iterator[str]:
    """What the translator changed, and somebody else here too since the workbook was handed out."""
    for form, row in enumerate(rows):
        now = before[form] if form < len(before) else ""
        if row is not None and row.touched and row.was not in ("", sheet.trace(now)):
            yield at(
                row.place, Said(N_("dit is sinds de uitgifte ook hier gewijzigd, in: {now}"), now=repr(now))
            )


def _messages(one: Work) -> dict[Key, Message]:
    """What a catalogue has now."""
    messages = read(one.path.read_bytes(), one.tag, name=one.name) if one.path.is_file() else ()
    return {(message.context, singular(message)): message for message in messages if message.id}


class _Shifts:
    """Finds the column that was pasted a row too low, or sorted without the others."""

    def __init__(self) -> None:
        self._rows: list[tuple[str, tuple[str, ...], tuple[str, ...]]] = []

    def add(self, place: str, before: tuple[str, ...], after: tuple[str, ...]) -> None:
        """A row: where it is, what its translation was and what it is now."""
        self._rows.append((place, before, after))

    def found(self) -> tuple[str, ...]:
        """The places of translations that left their own row for another that had one.

        None when they are fewer than three: who mends two translations that were swapped does this too.
        """
        left = {before for _, before, after in self._rows if any(before) and before != after}
        moved = [place for place, before, after in self._rows if any(before) and after in left - {before}]
        return tuple(moved) if len(moved) >= _SHIFTED else ()


def _wrong_rows(rows: list[_Row | None], forms: tuple[str, ...], entry: Entry, tag: str) -> Iterator[str]:
    """What is wrong with one text, each with the cell of its own form."""
    first = next(row for row in rows if row is not None)
    for fault in faults(forms, entry, tag):
        row = rows[fault.form] if fault.form < len(rows) else None
        gone = Said(N_("{why} (de rij is weg: vorm {form})"), why=fault.reason, form=fault.form + 1)
        yield at((row or first).place, fault.reason if row else gone)
    for form, row in enumerate(rows):
        if row is not None and row.dutch != sheet.bare(sheet.dutch_of(entry, form)):
            yield at(row.place, Said(N_("het Nederlands ernaast is niet dat van deze rij")))


def _read_workbook(source: Path) -> tuple[str, dict[str, _Row]]:
    """The language of a workbook, and its rows by their id."""
    page, about = _sheets(source)
    tag = str(about["B1"].value or "")
    if tag not in commands.TRANSLATED or about["B2"].value != language(tag).name_dutch:
        raise UserFixable(
            N_("{place}, cel {cell}: deze taal is er niet, of een andere dan ernaast staat."),
            place=source.name,
            cell=f"{sheet.ABOUT}!B1",
        )
    _refuse_moved_columns(page, source)
    handed_out = _handed_out(page.parent)
    found: dict[str, _Row] = {}
    wrong: list[str] = []
    for row in page.iter_rows(min_row=2, max_col=len(sheet.COLUMNS)):
        name, cell = str(row[sheet.ID].value or ""), row[sheet.TRANSLATION]
        place = f"{source.name}, {sheet.SHEET}!{cell.coordinate}"
        empty = cell.value is None or str(cell.value).strip() == ""
        if not empty and not _is_text(cell):
            wrong.append(at(place, Said(N_("dit is een formule, een datum of een ander getal, geen tekst"))))
        elif name in found or (not name and not empty):
            wrong.append(at(place, Said(N_("het id van deze rij ontbreekt of staat er dubbel"))))
        elif name:
            text = "" if empty else unicodedata.normalize("NFC", str(cell.value))
            stale = row[sheet.STATE].value == sheet.STALE
            was, was_stale = handed_out.get(name, ("", False))
            touched = (sheet.trace(text), stale) != (was, was_stale)
            dutch = sheet.bare(str(row[sheet.DUTCH].value or ""))
            found[name] = _Row(text, place, dutch, stale, was, touched)
    _refuse(wrong, source)
    return tag, found


def _handed_out(book: Any) -> dict[str, tuple[str, bool]]:
    """How each row was handed out: the trace of its translation, and whether it was stale; by its id."""
    if sheet.WAS not in book.sheetnames or book[sheet.WAS].max_row > MOST_ROWS:
        return {}
    rows = book[sheet.WAS].iter_rows(max_col=3, values_only=True)
    return {str(name): (str(trace), stale == sheet.STALE) for name, trace, stale in rows if name and trace}


def _is_text(cell: Any) -> bool:
    """Whether a cell holds what was typed: a whole number too, but no date or fraction made of it."""
    return cell.data_type in ("s", "inlineStr") or (cell.data_type == "n" and type(cell.value) is int)


def _sheets(source: Path) -> tuple[Any, Any]:
    """The sheet with the translations and the one about them; UserFixable when it is another workbook."""
    import openpyxl
    from openpyxl.worksheet.worksheet import Worksheet

    try:
        with zipfile.ZipFile(source) as packed:
            if sum(part.file_size for part in packed.infolist()) > LARGEST:
                raise UserFixable(_TOO_LARGE, place=source.name)
        book = openpyxl.load_workbook(BytesIO(source.read_bytes()))  # a path would stay open when it fails
        page, about = book[sheet.SHEET], book[sheet.ABOUT]
    except UserFixable:
        raise
    except Exception as failure:  # a damaged workbook fails in as many ways as it has parts
        raise UserFixable(
            N_("{place} is geen werkmap die dit programma heeft uitgegeven: {reason}"),
            place=source.name,
            reason=str(failure) or type(failure).__name__,
        ) from failure
    if not isinstance(page, Worksheet) or page.max_row > MOST_ROWS or page.max_column > MOST_COLUMNS:
        raise UserFixable(_TOO_LARGE, place=source.name)
    return page, about


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


def _keep(answers: Iterable[tuple[Work, Answers]]) -> tuple[str, ...]:
    """Write every catalogue beside its place first, so that none is replaced when one cannot be written."""
    halves: list[tuple[Work, Path]] = []
    try:
        for one, found in answers:
            data = _with(one, found)
            if data is not None:
                half = one.path.with_name(f"{one.path.name}.{os.getpid()}")
                halves.append((one, half))
                half.parent.mkdir(parents=True, exist_ok=True)
                half.write_bytes(data)
        for one, half in halves:
            half.replace(one.path)
    finally:
        for _, half in halves:
            half.unlink(missing_ok=True)
    return tuple(one.name for one, _ in halves)


def _with(one: Work, found: Answers) -> bytes | None:
    """The catalogue with these translations; None when it has them already."""
    catalogue = renewed(one.path, one.tag, one.entries)
    words, remarks = False, False
    for message in catalogue:
        answer = found.get((message.context, singular(message))) if message.id else None
        if answer and (forms_of(message) != answer.forms or message.fuzzy):
            message.string = answer.forms if message.pluralizable else answer.forms[0]
            message.flags.discard("fuzzy")
            words = True
        if answer and answer.remarks not in (None, tuple(message.user_comments)):
            message.user_comments = list(answer.remarks or ())
            remarks = True
    if words:
        catalogue.status, catalogue.approval = DRAFT, None
    return written(catalogue) if words or remarks else None
