"""Publishing forms and opening the version that an interview began with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property, lru_cache
from pathlib import Path

from fieldcheck import assets
from fieldcheck.domain import events
from fieldcheck.domain.errors import N_, FormRefused, UserFixable
from fieldcheck.domain.identifiers import FormDigest, InterviewId
from fieldcheck.domain.interview import Interview, InterviewStage
from fieldcheck.domain.journal import canonical_json, sha256_hex
from fieldcheck.engine import (
    Checked,
    Form,
    FormRun,
    PublishedForm,
    cells,
    check,
    load,
    program_of,
    refusal,
)
from fieldcheck.engine.findings import Findings, Places
from fieldcheck.engine.shared_lists import read_lists, shared_rows, with_lists, written_languages
from fieldcheck.engine.sheets import read_workbook
from fieldcheck.engine.sheetwriting import to_excel, to_markdown
from fieldcheck.engine.survey import Survey
from fieldcheck.i18n import SOURCE, form_texts
from fieldcheck.i18n.languages import needed
from fieldcheck.i18n.texts import form_texts_stamp
from fieldcheck.triage import FUNCTIONS
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.lost_values import find_lost_values
from fieldcheck.usecases.ports import Clock

INTAKE_FORM = "intake-park"
"""The short questionnaire of the intake post."""

EXAMPLE = "voorbeeld"
"""The name of the handbook's example, for who wants to begin with one; no form of the program."""

SOURCES = (".md", ".xlsx")
"""What a form is written in: tables in text, or a workbook."""

_LISTS = (".csv", ".xml", ".geojson")
_IMAGES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg")
_SOUND_AND_FILM = (".mp3", ".m4a", ".wav", ".ogg", ".mp4", ".webm", ".3gp")
_BESIDE = frozenset([*_LISTS, *_IMAGES, *_SOUND_AND_FILM])

_STAYS = N_("De versie die er was, blijft gelden.")
_AGAIN = N_("Begin het gesprek nog eens om daarmee te werken, of verbeter eerst het formulier.")

MOST_BYTES = 64 * 1024 * 1024
"""Bytes that the files of one form may have together: every bundle and backup carries them along."""


@dataclass(frozen=True)
class FormSource:
    """A form as its author left it, with the texts of every language that fit its Dutch of today.

    ``form_id`` is the name of its folder, "" for a file that stands elsewhere; ``source`` has the shared
    lists it uses in it, and ``elsewhere`` says where those stand; ``files`` are the images, sounds and lists
    it uses, by name.
    """

    form_id: str
    filename: str
    source: bytes
    texts: Mapping[str, Mapping[str, str]]
    files: Mapping[str, bytes] = field(default_factory=dict)
    elsewhere: Places = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all of it: the same digest publishes to the same form. Worked out once."""
        files = {name: sha256_hex(data) for name, data in self.files.items()}
        return sha256_hex(self.source + canonical_json([self.texts, files]))

    def __hash__(self) -> int:
        """By its digest, since what it holds are mappings."""
        return hash(self.digest)


def form_source(form_id: str) -> FormSource:
    """Read a form and its translations; translations of older Dutch are left out."""
    path = assets.form_source(form_id)
    source = path.read_bytes()
    dutch = {cell.id: cell.text for cell in cells(source, path.name)}
    return _with_lists(FormSource(form_id, path.name, source, form_texts(form_id, dutch), form_files(path)))


def form_named(form: str) -> FormSource:
    """A form by its id, or a file (.md or .xlsx) by its path.

    A file brings its languages along itself; its images and lists are looked for beside it.

    Raises:
        UserFixable: there is no such form or file, or the file cannot be a form.
    """
    path = Path(form)
    if path.suffix.lower() in SOURCES or path.is_file():
        if not path.is_file():
            raise UserFixable(N_("Het bestand {place} is er niet."), place=str(path))
        return _with_lists(FormSource("", path.name, path.read_bytes(), {}, form_files(path)))
    if form not in assets.form_ids():
        if form == EXAMPLE:
            return form_named(str(assets.example_form()))
        raise UserFixable(
            N_("Er is geen formulier “{form}” in de map forms."),
            remedy=N_("Noem een formulier dat er is, of geef het pad van een .md- of .xlsx-bestand."),
            form=form,
        )
    return form_source(form)


def _with_lists(form: FormSource) -> FormSource:
    """The form with the shared lists that it uses and does not define, in the languages it is in."""
    path = assets.shared_lists()
    shared = path.read_bytes()
    book = read_workbook(form.source, form.filename)
    lists = read_lists(shared, path.name)
    whole = with_lists(book, lists)
    if whole is book:
        return form
    rows = shared_rows(book, lists)
    # Only what it took: a list of its own may use the same codes for something else.
    taken = set(rows.values())
    read = cells(shared, path.name, needs_survey=False)
    dutch = {cell.id: cell.text for cell in read if cell.row in taken}
    known = form_texts(assets.LISTS, dutch)
    tags = (*form.texts, *sorted(written_languages(book) - {SOURCE}))
    texts = {tag: {**known.get(tag, {}), **form.texts.get(tag, {})} for tag in tags}
    text = form.filename.lower().endswith(".md")
    source = to_markdown(whole).encode() if text else to_excel(whole)
    named = f"{assets.LISTS}/{path.name}"
    elsewhere = {("choices", here): (named, there) for here, there in rows.items()}
    return replace(form, source=source, texts=texts, elsewhere=elsewhere)


def form_files(source: Path) -> dict[str, bytes]:
    """The files that go with a form, by name.

    They are all files in the folder ``media`` or ``<name>-media`` beside it, and what else stands beside it
    and is named in one of its cells.

    Raises:
        UserFixable: together they are too large.
        FormRefused: the form cannot be read.
    """
    found: dict[str, bytes] = {}
    left = MOST_BYTES
    for path in (*_in_folders(source), *_named_beside(source)):
        left -= path.stat().st_size
        if left < 0:
            raise UserFixable(N_("De bestanden bij {place} zijn samen te groot."), place=source.name)
        found.setdefault(path.name, path.read_bytes())
    return found


def _in_folders(source: Path) -> Iterator[Path]:
    for name in (assets.MEDIA, f"{source.stem}-{assets.MEDIA}"):
        folder = source.with_name(name)
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            if path.is_file() and not path.name.startswith("."):
                yield path


def _named_beside(source: Path) -> Iterator[Path]:
    """A form may lie in a folder full of other things: only what it names is taken along."""
    lists_and_media = (path for path in sorted(source.parent.iterdir()) if path.suffix.lower() in _BESIDE)
    candidates = [path for path in lists_and_media if path.is_file()]
    if not candidates:
        return
    book = read_workbook(source.read_bytes(), source.name)
    written = [text for sheet in book.values() for row in sheet.rows for text in row.cells.values()]
    for path in candidates:
        quoted = (f"'{path.stem}'", f'"{path.stem}"')  # pulldata() leaves out what a list's name ends in
        if any(path.name in text or any(name in text for name in quoted) for text in written):
            yield path


def published_form(form_id: str) -> PublishedForm:
    """The form as it stands in ``forms/``, published. Raises FormRefused."""
    return _compiled(form_source(form_id))[0]


def published_from(form: FormSource) -> PublishedForm:
    """The form as its author left it, published. Raises FormRefused."""
    checked = checked_form(form)
    if checked.form is None:
        raise refusal(checked, form.filename)
    return checked.form


def checked_form(form: FormSource) -> Checked:
    """Everything that is wrong with a form or worth knowing. Raises FormRefused for what is no workbook."""
    return check(
        form.source,
        filename=form.filename,
        texts=form.texts,
        files=form.files,
        extra_functions=FUNCTIONS,
        elsewhere=form.elsewhere,
        needed=needed,
    )


def publish_form(desk: Desk, form_id: str) -> PublishedForm:
    """Publish a form into the store: kept by its digest, on record once. Raises FormRefused.

    A form whose source and texts did not change is taken from the store: compiling takes a second, and
    reading them again a tenth. So when no file was written since, they are not even read.

    What is refused is told once; after that the version that was there is taken, until the form changes.
    """
    name, stamp = f"published.{form_id}", _stamp(form_id)
    of_source, of_form, of_files = _published_before(desk, name)
    if of_form and (of_files == stamp or desk.store.secret(f"refused.{form_id}") == stamp.encode()):
        return kept_form(desk.store.form(of_form))
    try:
        form = form_source(form_id)
        if of_source == form.digest:
            published = kept_form(desk.store.form(of_form))
        else:
            published = _published_now(desk, form)
    except FormRefused as refused:
        if of_form:
            desk.store.keep_secret(f"refused.{form_id}", stamp.encode())
        raise _with_place(refused, form_id, kept=bool(of_form)) from refused
    desk.store.keep_secret(name, f"{form.digest} {published.digest} {stamp}".encode())
    return published


def _with_place(refused: FormRefused, form_id: str, *, kept: bool) -> FormRefused:
    """The refusal as the desk shows it: with the first place and reason, and what is in force."""
    first = refused.problems[0] if refused.problems else str(refused)
    return FormRefused(
        N_("Het formulier “{form}” wordt geweigerd. {first}"),
        problems=refused.problems,
        kept=_STAYS if kept else N_("Er is geen gesprek begonnen."),
        remedy=_AGAIN if kept else N_("Verbeter het formulier, of kies een ander."),
        form=form_id,
        first=first,
    )


def _published_before(desk: Desk, name: str) -> tuple[str, FormDigest, str]:
    """The digests of the source and of the form made of it, and the stamp of its files; "" where none."""
    kept = (desk.store.secret(name) or b"").decode().split()
    of_source, of_form, of_files = (*kept, "", "", "")[:3]
    return of_source, FormDigest(of_form), of_files


def _published_now(desk: Desk, form: FormSource) -> PublishedForm:
    """Compile, and keep the form with what loading it worked out: the first talk begins at once too."""
    published, program = _compiled(form)
    data = published.to_bytes()
    _, ready = _opened(published.digest, data, program)
    findings = Findings(form.filename, form.elsewhere)
    survey = Survey(read_workbook(form.source, form.filename))
    find_lost_values(desk, form.form_id, ready, survey, findings)
    if findings.problems:
        raise refusal(Checked(None, tuple(findings.problems), ()), form.filename)
    desk.store.keep_form(published.digest, data)
    payload = {"form_id": published.form_id, "version": published.version}
    desk.write(events.FORM_PUBLISHED, "form", published.digest, payload)
    desk.store.keep_secret(f"program.{published.digest}", program)
    return published


@lru_cache(maxsize=32)
def _compiled(form: FormSource) -> tuple[PublishedForm, bytes]:
    """A form, published, with what loading it worked out. Raises FormRefused."""
    checked = checked_form(form)
    if checked.form is None or checked.ready is None:
        raise refusal(checked, form.filename)
    return checked.form, program_of(checked.form, checked.ready)


def _stamp(form_id: str) -> str:
    """A fingerprint of the files a form is made of, by when they were written, without reading them."""
    source = assets.form_source(form_id)
    beside = [path for path in (source.parent, *source.parent.rglob("*"), assets.shared_lists())]
    times = sorted((str(path), one.st_mtime_ns, one.st_size) for path in beside for one in [path.stat()])
    return sha256_hex(repr((times, form_texts_stamp(form_id))).encode())


@lru_cache(maxsize=32)
def kept_form(data: bytes) -> PublishedForm:
    """A form as it was kept, read once. Raises FormRefused for what is none."""
    return PublishedForm.from_bytes(data)


@lru_cache(maxsize=8)
def _opened(digest: FormDigest, data: bytes, kept: bytes) -> tuple[PublishedForm, Form]:
    published = kept_form(data)
    return published, load(published, kept)


def open_form(desk: Desk, digest: FormDigest) -> tuple[PublishedForm, Form]:
    """A kept form, ready to run; KeyError when the store does not have it.

    What loading it works out is kept beside it, so that this version of the program does so once.
    """
    data, name = desk.store.form(digest), f"program.{digest}"
    kept = desk.store.secret(name) or b""
    published, form = _opened(digest, data, kept)
    if not form.from_program:
        made = program_of(published, form)
        if made != kept:
            desk.store.keep_secret(name, made)
    return published, form


def new_run(desk: Desk, form: Form, language: str, *, interview: InterviewId, started: datetime) -> FormRun:
    """A fresh run of a form at this desk's clock, for the interview that began at ``started``."""
    return _run(desk, form, language, interview, started, desk.clock)


def restored_run(
    desk: Desk, form: Form, interview: Interview, *, language: str = "", going_on: bool = False
) -> FormRun:
    """The run of an interview with its answers given, in its own language or another.

    Once it is finished its clock stands still at its beginning: what was asked by age or date, and counted,
    stays as it was when somebody reads it a year later. With ``going_on`` the clock runs.
    """
    began = interview.started
    over = interview.stage is InterviewStage.FINISHED and not going_on
    clock = (lambda: began) if over else desk.clock
    run = _run(desk, form, language or interview.language, interview.id, began, clock)
    run.restore({ref: (answer.value, answer.state) for ref, answer in interview.answers.items()})
    return run


def _run(
    desk: Desk, form: Form, language: str, interview: InterviewId, started: datetime, clock: Clock
) -> FormRun:
    # A form that asks for metadata learns the laptop and, in place of a name, the role: a form travels
    # further than the journal, which has the name.
    properties = {
        "deviceid": desk.store.device,
        "username": desk.actor.role.value,
        "instanceid": f"uuid:{interview}",
        "started": started.isoformat(timespec="milliseconds"),
    }
    return FormRun(form, now=clock, language=language, properties=properties)
