"""Who somebody is: the paper and its zone, the name, the birth date; and who may be the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from enum import StrEnum
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPlainTextEdit, QVBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identity.birth import AGE_BANDS, AgeBand
from fieldcheck.domain.identity.mrz import Sex
from fieldcheck.domain.identity.paper import NAME_CERTAINTIES, PAPER_KINDS, NameCertainty, PaperKind
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Card,
    Column,
    Face,
    Field,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    Picker,
    PrimaryButton,
    Space,
    bind,
    row,
    stack,
)
from fieldcheck.ui.pages.identity_alike import AlikePart
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.shortcuts import ENTER
from fieldcheck.viewmodels.identity import EXPIRED, IdentityState, IdentityViewModel
from fieldcheck.viewmodels.identity_draft import Draft
from fieldcheck.viewmodels.shell import Place, Screen
from fieldcheck.viewmodels.told import Trouble

_Word = TypeVar("_Word", bound=StrEnum)
_SIDE = 420
_ZONE_LINES = 4
"""Three of a card, and the empty one that the last Enter of a scanner begins."""
_PAUSE = 0.05
"""Seconds between two keys that only fingers need; a scanner sends the next one sooner."""
BELONGS = N_("Bij wie hoort dit?")
DATED = N_("De geboortedatum telt; deze schatting wordt niet bewaard.")
SEXES = {Sex.UNSPECIFIED: N_("niet vermeld"), Sex.FEMALE: N_("vrouw"), Sex.MALE: N_("man")}


def identity_page(frame: Frame, place: Place) -> QWidget:
    """The page as the registry wants it."""
    return IdentityPage(frame.loaded(place, IdentityViewModel, place.subject), frame)


class Burst:
    """How many signs came in without a pause: a keyboard scanner sends its keys one by one, but fast.

    ``seconds`` is a clock that only goes forward.
    """

    def __init__(self, seconds: Callable[[], float] = monotonic) -> None:
        self._seconds, self._last, self._signs = seconds, float("-inf"), 0

    def add(self, signs: int) -> int:
        """So many signs came in now; how many that makes since the last pause. Taking away ends a burst."""
        now = self._seconds()
        before = self._signs if now - self._last <= _PAUSE else 0
        self._last, self._signs = now, before + signs if signs > 0 else 0
        return self._signs


class ZoneEdit(QPlainTextEdit):
    """Two or three lines of a machine-readable zone; Tab goes on, since a zone holds none."""

    def __init__(self, name: str) -> None:
        super().__init__()
        look = theme.current()
        self.setAccessibleName(name)
        self.setObjectName("zone")
        self.setTabChangesFocus(True)
        self.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("face", Face.CODE.value)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.setFixedHeight(look.px(Space.XL) + _ZONE_LINES * self.fontMetrics().lineSpacing() + look.px(20))


class IdentityPage(QWidget):
    """Presents one :class:`IdentityState`; fields are filled when the model says so, never while typing."""

    def __init__(self, model: IdentityViewModel, frame: Frame) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, frame.texts, frame.shell
        self._filled, self._signs = -1, 0
        self._troubled: Trouble | None = None
        self.burst = Burst()
        self._build()
        self._connect()
        bind(self, model, self.present)

    def holds_unkept(self) -> bool:
        """Whether who it is was written and not saved."""
        return self._model.state.changed

    def present(self, state: IdentityState) -> None:
        """Everything from one snapshot."""
        words = self._texts.text
        self._title.setText(words(N_("Zaak {code}: wie is het?"), code=state.case_code))
        if state.fills != self._filled:
            self._filled = state.fills
            self._fill(state.draft)
        paper = state.draft.kind is not PaperKind.NONE_SHOWN
        for field in (self.number, self.country, self.expiry):
            field.setEnabled(paper)
        self._said.setText("\n".join(state.zone.words))
        self._said.setVisible(bool(state.zone.words))
        told = Face.SMALL if state.zone.typing else Face.PROBLEM
        self._said.set_face(Face.SAVED if state.zone.holds else told)
        self.expired.setText(words(EXPIRED) if state.expired else "")
        self.expired.setVisible(state.expired)
        dated = bool(state.draft.birth.strip())
        self.band.setEnabled(not dated)
        guessed = state.draft.band is not AgeBand.UNKNOWN
        self.dated.setText(words(DATED) if dated and guessed else "")
        self.dated.setVisible(dated and guessed)
        trouble = state.trouble
        self._notice.show_words(*((trouble.what, trouble.kept, trouble.remedy) if trouble else ("",)))
        self._present_misplaced(state)
        self.save.setEnabled(state.changed and not state.busy)
        self.belongs.setEnabled(state.loaded and not state.changed and not state.busy)
        saved = state.known and not state.changed
        self._saved.setText(words(N_("Opgeslagen.")) if saved else "")
        self.alike.present(state)

    def _present_misplaced(self, state: IdentityState) -> None:
        """What cannot be is said at its field, and the keys go there: the page's top may be out of sight."""
        told = state.trouble
        if told == self._troubled:
            return
        self._troubled = told
        for field, _ in self._texts_of(state.draft):
            here = told is not None and field.edit.objectName() == state.misplaced
            field.show_problem(f"{told.what} {told.remedy}" if told is not None and here else "")
            if here:
                field.edit.setFocus(Qt.FocusReason.OtherFocusReason)
        if told is not None and not state.misplaced:
            self._column.ensureWidgetVisible(self._notice)

    def _fill(self, draft: Draft) -> None:
        for field, text in self._texts_of(draft):
            if field.text() != text:
                field.edit.setText(text)
        self.kind.setCurrentIndex(self.kind.findData(draft.kind.value))
        self.certainty.setCurrentIndex(self.certainty.findData(draft.certainty.value))
        self.band.setCurrentIndex(self.band.findData(draft.band.value))
        self.sex.setCurrentIndex(self.sex.findData(draft.sex.value))

    def _texts_of(self, draft: Draft) -> tuple[tuple[Field, str], ...]:
        return (
            (self.number, draft.number),
            (self.country, draft.country),
            (self.expiry, draft.expiry),
            (self.surname, draft.surname),
            (self.given, draft.given),
            (self.birth, draft.birth),
            (self.nationality, draft.nationality),
        )

    # Building

    def _build(self) -> None:
        words, look = self._texts.text, theme.current()
        self._title = Label("", Face.TITLE)
        self._notice = Notice()
        self.zone = ZoneEdit(words(N_("Code onder aan het papier")))
        self._said = Label("", Face.SAVED)
        zone = Card(gap=Space.XS)
        zone.body.addWidget(Label(words(N_("Code onder aan het papier")), Face.STRONG))
        zone.body.addWidget(Label(words(N_("Scan de regels, of typ ze over.")), Face.SMALL))
        zone.body.addWidget(self.zone)
        zone.body.addWidget(self._said)
        column = self._column = Column(centred=False, gap=Space.M)
        none = Label(
            words(N_("Een BSN is niet nodig en hoort hier niet. Wat u niet weet, blijft leeg.")), Face.SMALL
        )
        for part in (self._title, none, self._notice, zone, self._paper(), self._person()):
            column.body.addWidget(part)
        column.body.addStretch(1)
        self.alike = AlikePart(self._model, self._texts)
        self.alike.setFixedWidth(look.px(_SIDE))
        side = stack(self.alike, gap=0)
        side.setContentsMargins(look.px(Space.L), look.px(Space.XL), look.px(Space.XL), look.px(Space.L))
        middle = row(column, side, gap=0)
        middle.setStretch(0, 1)
        self.back = OutlinedButton(f"←  {words(N_('Terug'))}")
        self.back.setAccessibleName(words(N_("Terug")))
        self.back.setObjectName("back")
        self.save = PrimaryButton(words(N_("Opslaan")), ENTER)
        self.save.setObjectName("save")
        self._saved = Label("", Face.SAVED, wrap=False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        self.belongs = OutlinedButton(words(BELONGS))
        self.belongs.setObjectName("belongs")
        whole.addWidget(Foot(self.back, self.save, others=(self.belongs,), before_main=(self._saved,)))
        self.setFocusProxy(self.zone)

    def _paper(self) -> Card:
        words = self._texts.text
        self.kind = self._picker(N_("Papier"), "kind")
        self.kind.offer(_offered(self._texts, PAPER_KINDS), PaperKind.PASSPORT.value)
        self.number = self._field(N_("Nummer"), "number")
        self.country = self._field(N_("Land van afgifte"), "country", hint=words(N_("Twee of drie letters")))
        self.expiry = self._field(N_("Geldig tot en met"), "expiry", hint=words(N_("Zoals 31-1-2030")))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(Space.L))
        grid.addLayout(_named(words(N_("Papier")), self.kind), 0, 0)
        grid.addWidget(self.number, 0, 1)
        grid.addWidget(self.country, 1, 0)
        grid.addWidget(self.expiry, 1, 1)
        self.expired = Label("", Face.SMALL)
        self.expired.setObjectName("expired")
        self.expired.hide()
        grid.addWidget(self.expired, 2, 0, 1, 2)
        return _card(grid)

    def _person(self) -> Card:
        words = self._texts.text
        self.surname = self._field(N_("Achternaam"), "surname")
        self.given = self._field(N_("Voornamen"), "given")
        self.certainty = self._picker(N_("Hoe zeker is de naam?"), "certainty")
        self.certainty.offer(_offered(self._texts, NAME_CERTAINTIES), NameCertainty.TOLD.value)
        self.birth = self._field(
            N_("Geboortedatum"), "birth", hint=words(N_("12-4-1990, 4-1990, 1990, of ~1990 voor ongeveer"))
        )
        self.band = self._picker(N_("Geschatte leeftijd"), "band")
        self.band.offer(_offered(self._texts, AGE_BANDS), AgeBand.UNKNOWN.value)
        self.nationality = self._field(
            N_("Nationaliteit"), "nationality", hint=words(N_("Twee of drie letters"))
        )
        self.sex = self._picker(N_("Geslacht op het papier"), "sex")
        self.sex.offer(_offered(self._texts, SEXES), Sex.UNSPECIFIED.value)
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(Space.L))
        grid.addWidget(self.surname, 0, 0)
        grid.addWidget(self.given, 0, 1)
        grid.addLayout(_named(words(N_("Hoe zeker is de naam?")), self.certainty), 1, 0)
        grid.addWidget(self.nationality, 1, 1)
        grid.addWidget(self.birth, 2, 0)
        self.dated = Label("", Face.SMALL)
        self.dated.setObjectName("dated")
        self.dated.hide()
        estimate = stack(_named(words(N_("Geschatte leeftijd")), self.band), self.dated, None, gap=Space.XS)
        grid.addLayout(estimate, 2, 1)
        grid.addLayout(_named(words(N_("Geslacht op het papier")), self.sex), 3, 0)
        return _card(grid)

    def _field(self, name: str, code: str, *, hint: str = "") -> Field:
        field = Field(self._texts.text(name), hint=hint)
        field.edit.setObjectName(code)
        field.edit.textEdited.connect(lambda _: self._write())
        return field

    def _picker(self, name: str, code: str) -> Picker:
        picker = Picker(self._texts.text(name))
        picker.setObjectName(code)
        picker.activated.connect(lambda _: self._write())
        return picker

    def _connect(self) -> None:
        self.zone.textChanged.connect(self._read_zone)
        self.save.clicked.connect(self._model.save)
        self.back.clicked.connect(self._shell.back)
        self.belongs.clicked.connect(lambda: self._shell.go(Screen.THINGS, self._model.case))

    # What people do

    def _read_zone(self) -> None:
        text = self.zone.toPlainText()
        added, self._signs = len(text) - self._signs, len(text)
        self._model.read_zone(text, added=self.burst.add(added))

    def _write(self) -> None:
        draft = replace(
            self._model.state.draft,
            kind=PaperKind(self.kind.currentData()),
            number=self.number.text(),
            country=self.country.text(),
            expiry=self.expiry.text(),
            surname=self.surname.text(),
            given=self.given.text(),
            certainty=NameCertainty(self.certainty.currentData()),
            birth=self.birth.text(),
            band=AgeBand(self.band.currentData()),
            nationality=self.nationality.text(),
            sex=Sex(self.sex.currentData()),
        )
        self._model.write(draft)


def _named(name: str, picker: Picker) -> QVBoxLayout:
    label = Label(name, Face.STRONG)
    label.setBuddy(picker)
    return stack(label, picker, None, gap=Space.XS)


def _card(grid: QGridLayout) -> Card:
    grid.setVerticalSpacing(theme.current().px(Space.M))
    for place in range(grid.count()):
        if (item := grid.itemAt(place)) is not None:
            item.setAlignment(Qt.AlignmentFlag.AlignTop)  # beside a field that says what is wrong, too
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 1)
    card = Card()
    card.body.addLayout(grid)
    return card


def _offered(texts: Texts, words: Mapping[_Word, str]) -> tuple[tuple[str, str], ...]:
    return tuple((one.value, texts.text(name)) for one, name in words.items())
