"""How far each form is in each of its languages: what is translated, what a named person approved.

Read from the compiled catalogues, so that an installed program without sources of translations knows it too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from fieldcheck import assets
from fieldcheck.engine import cells
from fieldcheck.engine.columns import base
from fieldcheck.engine.definition import language_tag
from fieldcheck.engine.kinds import UNSEEN, kind_of
from fieldcheck.engine.sheets import Cell, Row, Sheet, Workbook, read_workbook, survey_keys, translatable
from fieldcheck.engine.xlsform import default_language
from fieldcheck.i18n import LANGUAGES, SOURCE, form_texts
from fieldcheck.i18n.catalogue import Catalogue, catalogue
from fieldcheck.i18n.languages import needed
from fieldcheck.usecases.forms import FormSource, form_source


class TextState(StrEnum):
    """What became of one text in one language.

    WRITTEN is the author's own text, in the source language. DRAFT is a translation that nobody approved by
    name: of a catalogue, or one that stands in the form itself. STALE was translated from an earlier Dutch
    text; for it, as for MISSING, Dutch is shown.
    """

    WRITTEN = "written"
    APPROVED = "approved"
    DRAFT = "draft"
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Approved:
    """Who approved a catalogue, and on which day (``2026-11-22``)."""

    catalogue: str
    by: str
    on: str


@dataclass(frozen=True, slots=True)
class LanguageStanding:
    """A form in one language: how many of its texts are in which state; together they are all it needs.

    ``questions`` is how many questions can be asked in it; ``approvals`` are those that hold now.
    """

    tag: str
    questions: int
    written: int = 0
    approved: int = 0
    draft: int = 0
    stale: int = 0
    missing: int = 0
    approvals: tuple[Approved, ...] = ()

    @property
    def texts(self) -> int:
        """How many texts it needs; what only the officer reads in his own languages alone."""
        return self.translated + self.stale + self.missing

    @property
    def translated(self) -> int:
        """How many texts are shown in the language."""
        return self.written + self.approved + self.draft

    @property
    def share(self) -> int:
        """The translated texts in per cent of all, rounded down."""
        return 100 * self.translated // self.texts if self.texts else 100


@dataclass(frozen=True, slots=True)
class FormStanding:
    """A form, how many questions it asks, and its languages: its own first."""

    id: str
    title: str
    version: str
    questions: int
    languages: tuple[LanguageStanding, ...]

    def language(self, tag: str) -> LanguageStanding | None:
        """How far it is in this language, None where it is not in it."""
        return next((one for one in self.languages if one.tag == tag), None)


def form_standing(form_id: str) -> FormStanding:
    """How far a form of this installation is; ``lists`` for the choices that several forms share.

    Raises:
        FormRefused: it is no form.
    """
    if form_id != assets.LISTS:
        return standing_of(form_source(form_id))
    path = assets.shared_lists()
    source = path.read_bytes()
    dutch = {cell.id: cell.text for cell in cells(source, path.name, needs_survey=False)}
    return standing_of(FormSource(form_id, path.name, source, form_texts(form_id, dutch)))


def standing_of(form: FormSource) -> FormStanding:
    """How far a form is in each language it is in. Raises FormRefused for what is no workbook."""
    book = read_workbook(form.source, form.filename, needs_survey=form.form_id != assets.LISTS)
    own = language_tag(default_language(book)) if "survey" in book else SOURCE
    asked, texts = _asked(book), _Texts(form, book, own)
    rows = book["settings"].rows if "settings" in book else ()
    return FormStanding(
        form.form_id,
        rows[0].get("form_title", "title") if rows else "",
        rows[0].get("version") if rows else "",
        len(asked),
        tuple(texts.standing(tag, asked) for tag in _in_order({own, *texts.written, *form.texts}, own)),
    )


def _asked(book: Workbook) -> tuple[str, ...]:
    """The cells with the words of each question, in order."""
    survey = book.get("survey", Sheet("survey", (), ()))
    keys = survey_keys(survey)
    return tuple(f"{keys[row.number]}/label" for row in survey.rows if row.number in keys and _asks(row))


def _asks(row: Row) -> bool:
    """Whether a named row of the survey is a question; a note is none, nor is the head of a table."""
    kind = kind_of(row.get("type"))
    if kind.selects and "label" in row.get("appearance").split():
        return False
    return not (kind.begins or kind.ends or kind.name in UNSEEN or kind.name == "note")


def _in_order(tags: Iterable[str], own: str) -> list[str]:
    known = [one.tag for one in LANGUAGES]
    return sorted(tags, key=lambda tag: (tag != own, known.index(tag) if tag in known else len(known), tag))


class _Texts:
    """The texts of one form, and where each of its translations would be."""

    def __init__(self, form: FormSource, book: Workbook, own: str) -> None:
        self._form, self._own = form, own
        self.written: dict[str, set[str]] = {}
        self._wanted: dict[str, Cell] = {}
        for cell, language in translatable(book):
            tag = language_tag(language or own)
            self.written.setdefault(tag, set()).add(cell.id)
            if tag == own:
                self._wanted.setdefault(cell.id, cell)

    def standing(self, tag: str, asked: tuple[str, ...]) -> LanguageStanding:
        """The texts in one language, counted by their state."""
        states = {
            cell.id: self._state(cell, tag)
            for cell in self._wanted.values()
            if needed(cell.sheet, base(cell.column), tag)
        }
        counts = Counter(states.values())
        shown = (TextState.WRITTEN, TextState.APPROVED, TextState.DRAFT)
        return LanguageStanding(
            tag,
            # A question without words of its own is a picture or a sound, which every language has.
            questions=sum(states.get(cell, TextState.WRITTEN) in shown for cell in asked),
            **{state.value: counts[state] for state in TextState},
            approvals=self._approvals(tag) if counts[TextState.APPROVED] else (),
        )

    def _state(self, cell: Cell, tag: str) -> TextState:
        if cell.id in self.written.get(tag, ()):
            return TextState.WRITTEN if tag == self._own else TextState.DRAFT
        kept = self._catalogue_of(cell, tag)
        if self._form.texts.get(tag, _NONE).get(cell.id):
            return TextState.DRAFT if kept.draft else TextState.APPROVED
        return TextState.STALE if kept.is_stale(cell.id, cell.text) else TextState.MISSING

    def _catalogue_of(self, cell: Cell, tag: str) -> Catalogue:
        shared = (cell.sheet, cell.row) in self._form.elsewhere
        return catalogue(tag, f"forms/{assets.LISTS if shared else self._form.form_id}")

    def _approvals(self, tag: str) -> tuple[Approved, ...]:
        names = dict.fromkeys((self._form.form_id, *([assets.LISTS] if self._form.elsewhere else [])))
        kept = ((name, catalogue(tag, f"forms/{name}")) for name in names)
        return tuple(Approved(name, *one.approved) for name, one in kept if one.approved)


_NONE: Mapping[str, str] = {}
