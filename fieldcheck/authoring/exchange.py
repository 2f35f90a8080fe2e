"""Taking in forms of others, and giving out ours as a workbook that ODK, Kobo and a spreadsheet open."""

from __future__ import annotations

import re
import shutil
import tempfile
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from fieldcheck import assets
from fieldcheck.authoring.reading import accepted, whole_workbook
from fieldcheck.authoring.replacing import refuse_losses, told_of_losses
from fieldcheck.domain.errors import N_, Bug, UserFixable
from fieldcheck.engine import Checked, Problem
from fieldcheck.engine.sheets import Row, Sheet, Workbook, read_workbook
from fieldcheck.engine.sheetwriting import for_others, known_sheets, to_excel, to_markdown
from fieldcheck.usecases.forms import FormSource, checked_form, form_named, published_from

WRITTEN = (".xlsx", ".md", ".xml")
"""What a form can be exported to."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made.

    Attributes:
        form_id: the name the form has here.
        place: its source.
        languages: tags of its languages.
        files: names of the images, sounds and lists that came along.
        dropped: sheets that mean nothing in a form, and stayed behind.
        notices: what is worth knowing.
    """

    form_id: str
    place: Path
    languages: tuple[str, ...]
    files: tuple[str, ...]
    dropped: tuple[str, ...]
    notices: tuple[Problem, ...]


def import_form(path: Path, *, wanted: str = "", replacing: bool = False) -> Imported:
    """Take a form of others into the forms of this installation; all of it or nothing.

    Args:
        path: a .md or .xlsx file, with its images and lists beside it.
        wanted: the name it gets here; else that of its settings, else that of the file.
        replacing: whether a form of that name may be replaced.

    Raises:
        FormRefused: the form has errors, each named; or it would replace one whose answers it loses.
        UserFixable: the name cannot be, or is taken.
    """
    form = form_named(str(path))
    sheets, dropped = known_sheets(read_workbook(form.source, form.filename))
    published, checked = accepted(form)
    name = _name(wanted, sheets, path)
    _refuse_taken(name, replacing=replacing)
    gone = refuse_losses(form, name) if name in assets.form_ids() else ()
    source = to_markdown(_with_id(sheets, name)).encode()
    again = published_from(replace(form, filename="form.md", source=source))
    if _id_of(sheets) and again.to_bytes() != published.to_bytes():
        raise Bug(N_("Het formulier {place} verandert bij het overnemen."), place=path.name)
    place = _placed(name, source, form.files)
    return Imported(name, place, again.languages, tuple(form.files), dropped, (*checked.notices, *gone))


def checked_as_import(form: str) -> Checked:
    """What is wrong with a form, and what would be lost if it came in the place of the one of its name.

    Raises:
        FormRefused: it is no form at all.
        UserFixable: there is no such form or file.
    """
    source = form_named(form)
    checked = checked_form(source)
    if source.form_id:
        return checked
    name = _slug(_id_of(read_workbook(source.source, source.filename))) or _slug(Path(form).stem)
    return told_of_losses(checked, source, name)


def _id_of(book: Workbook) -> str:
    settings = book.get("settings")
    return settings.rows[0].get("form_id", "id_string") if settings and settings.rows else ""


def _name(wanted: str, book: Workbook, path: Path) -> str:
    name = wanted or _slug(_id_of(book)) or _slug(path.stem)
    if assets.is_form_id(name):
        return name
    raise UserFixable(
        N_("“{name}” kan niet de naam van een formulier zijn."),
        remedy=N_("Geef met --as een naam van kleine letters, cijfers en streepjes."),
        name=name,
    )


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-._")


def _with_id(book: Workbook, name: str) -> dict[str, Sheet]:
    """A form without an id gets the name it has here: else all such forms would have the same one."""
    if _id_of(book):
        return dict(book)
    settings = book.get("settings")
    rows = settings.rows if settings else ()
    first = rows[0] if rows else Row(2, {})
    columns = ("form_id", *(settings.columns if settings else ()))
    filled = (Row(first.number, {**first.cells, "form_id": name}), *rows[1:])
    return {**book, "settings": Sheet("settings", tuple(dict.fromkeys(columns)), filled)}


def _refuse_taken(name: str, *, replacing: bool) -> None:
    if name in assets.form_ids() and not replacing:
        raise UserFixable(
            N_("Er is al een formulier “{name}”."),
            remedy=N_("Geef met --as een andere naam, of vervang het met --replace."),
            name=name,
        )


def _placed(name: str, source: bytes, files: Mapping[str, bytes]) -> Path:
    """Write the folder beside its place and move it there: whoever looks finds the old form or the new."""
    home = assets.own_forms()
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".import-", dir=home) as made:
        fresh, former = Path(made) / "new", Path(made) / "old"
        fresh.mkdir()
        (fresh / "form.md").write_bytes(source)
        _write_files(fresh / assets.MEDIA, files)
        target = home / name
        if target.exists():
            target.rename(former)
        try:
            fresh.rename(target)
        except OSError:
            if former.exists():
                former.rename(target)
            raise
    return target / "form.md"


def _write_files(folder: Path, files: Mapping[str, bytes]) -> None:
    if files:
        folder.mkdir()
    for name, data in files.items():
        (folder / name).write_bytes(data)


def export_form(form: str, out: Path, *, replacing: bool = False) -> tuple[Path, ...]:
    """Write a form with all its languages to ``out``, and its files to ``<name>-media`` beside it.

    A media folder that holds the same files already is left as it is: the same form as .xlsx and as .xml
    shares it.

    A workbook or Markdown file is written as the form stands, also while it still has errors: that is how
    somebody else can mend it. Only an XForm has to be without.

    Raises:
        UserFixable: ``out`` is of another kind, or it or other media are there already and may not be
            replaced.
        FormRefused: the form is none, or has errors and is wanted as an XForm.
    """
    kind = out.suffix.lower()
    if kind not in WRITTEN:
        raise UserFixable(
            N_("Een formulier kan niet worden geschreven naar {place}."),
            remedy=N_("Geef een bestand dat eindigt op .xlsx, .md of .xml."),
            place=out.name,
        )
    source = form_named(form)
    media = out.with_name(f"{out.stem}-{assets.MEDIA}")
    fresh = {} if _holds(media, source.files) else source.files
    if not replacing:
        _refuse_present((out, media) if fresh else (out,))
    _write(out, _written(source, kind), media, fresh)
    return (out, media) if source.files else (out,)


def _refuse_present(targets: tuple[Path, ...]) -> None:
    for target in targets:
        if target.exists():
            raise UserFixable(
                N_("{place} is er al."),
                remedy=N_("Kies een andere naam, of vervang het met --replace."),
                place=str(target),
            )


def _holds(folder: Path, files: Mapping[str, bytes]) -> bool:
    """Whether the folder holds exactly these files, apart from hidden ones, which belong to no form."""
    if not folder.is_dir():
        return False
    there = {path.name for path in folder.iterdir() if not path.name.startswith(".")}
    return there == set(files) and all(
        (folder / name).is_file() and (folder / name).read_bytes() == data for name, data in files.items()
    )


def _written(form: FormSource, kind: str) -> bytes:
    if kind == ".xml":
        return accepted(form)[0].xform.encode()
    book = for_others(whole_workbook(form))
    return to_excel(book) if kind == ".xlsx" else to_markdown(book).encode()


def _write(out: Path, content: bytes, media: Path, files: Mapping[str, bytes]) -> None:
    out.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".export-", dir=out.parent) as made:
        fresh = Path(made)
        (fresh / "form").write_bytes(content)
        _write_files(fresh / assets.MEDIA, files)
        if files:
            shutil.rmtree(media, ignore_errors=True)
            (fresh / assets.MEDIA).rename(media)
        (fresh / "form").replace(out)
