"""The homes of the park: add many at once, record what came of each visit, see how much was looked at."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.flow import HOME_RESULTS, Home, HomeNote, HomeResult
from fieldcheck.domain.identifiers import HomeId
from fieldcheck.domain.park import Coverage
from fieldcheck.i18n import Texts, clock_time
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Button,
    Card,
    EmptyState,
    Face,
    Field,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    Picker,
    PrimaryButton,
    QuietButton,
    Space,
    Tone,
    bind,
    row,
    scrolling,
    stack,
)
from fieldcheck.ui.pages.desk_rows import CardList, ListRow
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.homes import HomesState, HomesViewModel
from fieldcheck.viewmodels.shell import Place

_SIDE = 440
_TONES = {
    HomeResult.PLANNED: Tone.QUIET,
    HomeResult.VISITED: Tone.GOOD,
    HomeResult.NOBODY: Tone.CAUTION,
    HomeResult.REFUSED: Tone.CAUTION,
    HomeResult.LEFT_OUT: Tone.CAUTION,
}
_CAME_OF_IT = (HomeResult.VISITED, HomeResult.NOBODY, HomeResult.REFUSED, HomeResult.LEFT_OUT)
_EVERYWHERE = ""
_TOLD = 3
"""Lines about a home that are shown, the newest of them; the journal keeps all."""
DISPUTED = N_("Twee laptops schreven iets anders, zonder het van elkaar te weten. Leg vast wat klopt.")


def homes_page(frame: Frame, place: Place) -> QWidget:
    """The page as the registry wants it."""
    return HomesPage(frame.loaded(place, HomesViewModel), frame)


class HomesPage(QWidget):
    """Presents one :class:`HomesState`: the list at the left, what to do with a home beside it."""

    def __init__(self, model: HomesViewModel, frame: Frame) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, frame.texts, frame.shell
        self._shown: HomeId | None = None
        self._added = model.state.added
        self._build()
        bind(self, model, self.present)

    def present(self, state: HomesState) -> None:
        """Everything from one snapshot."""
        words = self._texts.text
        self.list.rows.set_rows(
            [home_row(home, self._texts, disputed=state.is_disputed(home.id)) for home in state.shown]
        )
        self._lists.setCurrentWidget(self.list if state.shown or not state.loaded else self._none)
        self._coverage.setText(coverage_words(state.total, self._texts))
        sectors = tuple(dict.fromkeys(home.sector for home in state.homes if home.sector))
        everywhere = (_EVERYWHERE, words(N_("Het hele park")))
        self.sector.offer((everywhere, *((one, one) for one in sectors)), state.sector)
        self.sector.setVisible(bool(sectors))
        self._present_home(state)
        trouble = state.trouble
        self._notice.show_words(*((trouble.what, trouble.kept, trouble.remedy) if trouble else ("",)))
        self._told.setText(state.told)
        self._told.setVisible(bool(state.told))
        if state.added != self._added:
            self._added = state.added
            self.many.edit.clear()
        for button in (self.add, self.take_off, *self.results.values()):
            button.setEnabled(not state.busy)

    def _present_home(self, state: HomesState) -> None:
        words, home = self._texts.text, state.home
        self._name.setText(
            words(N_("Kies een woning in de lijst"))
            if home is None
            else words(N_("Woning {name}"), name=home_name(home))
        )
        for widget in (self.persons, self.reason, *self.results.values()):
            widget.setVisible(home is not None)
        self.take_off.setVisible(home is not None and home.result is HomeResult.PLANNED)
        if home is not None and home.id != self._shown:
            self.persons.edit.clear()
            self.reason.edit.clear()
            self.reason.show_problem("")
            self.persons.show_problem("")
        self._shown = None if home is None else home.id
        told = state.told_of[:_TOLD]
        self._before.setText("\n".join(note_words(note, self._texts) for note in told))
        self._before.setVisible(bool(told))
        self._disputed.setVisible(home is not None and state.is_disputed(home.id))

    # Building

    def _build(self) -> None:
        words, look = self._texts.text, theme.current()
        self._notice = Notice()
        self._coverage = Label("", Face.MUTED)
        self._coverage.setObjectName("coverage")
        self.sector = Picker(words(N_("Deel van het park")))
        self.sector.setObjectName("sector")
        self.sector.activated.connect(lambda _: self._model.look_at(self.sector.currentData()))
        self.list = CardList(words(N_("Woningen")))
        self.list.setObjectName("homes")
        self.list.chosen.connect(self._choose)
        self._none = EmptyState(
            words(N_("Nog geen woningen op de lijst")),
            words(N_("Typ rechts een reeks, zoals 12-48, en voeg ze in één keer toe.")),
        )
        self._lists = QStackedWidget()
        self._lists.addWidget(self.list)
        self._lists.addWidget(self._none)
        title = stack(Label(words(N_("Woningen op het park")), Face.TITLE), self._coverage, gap=0)
        heading = row(title, self.sector, gap=Space.L)
        heading.setStretch(0, 1)
        left = stack(heading, self._notice, self._lists, gap=Space.M)
        left.setStretch(2, 1)
        side = QWidget()
        side.setFixedWidth(look.px(_SIDE))
        stack(self._adding(), self._recording(), None, gap=Space.L, parent=side)
        middle = row(left, scrolling(side), gap=28)
        middle.setStretch(0, 1)
        edge = look.px(Space.XXL)
        middle.setContentsMargins(edge, look.px(Space.XL), edge, look.px(Space.L))
        back = OutlinedButton(f"←  {words(N_('Terug'))}")
        back.setAccessibleName(words(N_("Terug")))
        back.setObjectName("back")
        back.clicked.connect(self._shell.back)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(middle, 1)
        whole.addWidget(Foot(back))
        self.setFocusProxy(self.many)

    def _adding(self) -> Card:
        words = self._texts.text
        self.many = Field(words(N_("Woningen")), hint=words(N_("Zoals 12-48")))
        self.many.edit.setObjectName("many")
        self.many.edit.returnPressed.connect(self._add)
        self.part = Field(words(N_("Deel van het park")), hint=words(N_("Mag leeg.")))
        self.part.edit.setObjectName("part")
        self.part.edit.returnPressed.connect(self._add)
        self.add = OutlinedButton(words(N_("Toevoegen")), None)
        self.add.setObjectName("add")
        self.add.clicked.connect(self._add)
        self._told = Label("", Face.SAVED)
        card = Card(gap=Space.S)
        card.body.addLayout(row(Label(words(N_("Woningen toevoegen")), Face.LEAD), None, self.add))
        fields = row(self.many, self.part, gap=Space.M)
        fields.setAlignment(Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(fields)
        card.body.addWidget(self._told)
        QWidget.setTabOrder(self.part.edit, self.add)
        return card

    def _recording(self) -> Card:
        words = self._texts.text
        self._name = Label("", Face.LEAD)
        self.persons = Field(words(N_("Hoeveel mensen gesproken?")))
        self.persons.edit.setObjectName("persons")
        self.persons.edit.setMaxLength(2)
        self.persons.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.persons.edit.returnPressed.connect(lambda: self._record(HomeResult.VISITED))
        self.reason = Field(words(N_("Waarom niet?")))
        self.reason.edit.setObjectName("reason")
        self.results: dict[HomeResult, Button] = {}
        for result in _CAME_OF_IT:
            main = result is HomeResult.VISITED
            button = (PrimaryButton if main else OutlinedButton)(words(HOME_RESULTS[result]))
            button.setObjectName(f"result-{result.value}")
            button.clicked.connect(partial(self._record, result))
            self.results[result] = button
        self._before = Label("", Face.SMALL)
        self._before.setObjectName("told")
        self._disputed = Label(words(DISPUTED), Face.STRONG)
        self._disputed.setObjectName("disputed")
        card = Card(gap=Space.S)
        card.setObjectName("home")
        card.body.addWidget(self._name)
        card.body.addWidget(self._before)
        card.body.addWidget(self._disputed)
        card.body.addWidget(self.persons)
        card.body.addWidget(self.results[HomeResult.VISITED])
        card.body.addSpacing(theme.current().px(Space.S))
        card.body.addWidget(self.reason)
        card.body.addLayout(
            row(
                *(self.results[one] for one in _CAME_OF_IT if one is not HomeResult.VISITED),
                None,
                gap=Space.S,
            )
        )
        self.take_off = QuietButton(words(N_("Hoort niet op de lijst")))
        self.take_off.setObjectName("take-off")
        self.take_off.clicked.connect(self._take_off)
        card.body.addLayout(row(self.take_off, None))
        return card

    # What people do

    def _choose(self, subject: object) -> None:
        if isinstance(subject, Home):
            self._model.choose(subject.id)
            self.persons.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add(self) -> None:
        self._model.add(self.many.text(), self.part.text())

    def _take_off(self) -> None:
        home = self._model.state.home
        if home is not None:
            self._model.take_off(home)
            self.many.setFocus()

    def _record(self, result: HomeResult, _checked: bool = False) -> None:
        home, words = self._model.state.home, self._texts.text
        if home is None:
            return
        typed, reason = self.persons.text().strip(), self.reason.text().strip()
        visited = result is HomeResult.VISITED
        if visited and typed and not typed.isdecimal():
            self.persons.show_problem(words(N_("Vul een aantal personen in, zoals 3.")))
            self.persons.setFocus()
            return
        if result is HomeResult.LEFT_OUT and not reason:
            self.reason.show_problem(words(N_("Schrijf kort waarom.")))
            self.reason.setFocus()
            return
        persons = int(typed) if visited and typed else None
        self._model.record(home.id, result, persons=persons, reason="" if visited else reason)


def home_name(home: Home) -> str:
    """The home with its part of the park."""
    return f"{home.name} · {home.sector}" if home.sector else home.name


def home_row(home: Home, texts: Texts, *, disputed: bool = False) -> ListRow:
    """A home of the list: its name, what came of it, how many were met, since when."""
    met = _met(home.persons, texts)
    two = texts.text(N_("twee laptops oneens")) if disputed else ""
    return ListRow(
        subject=home,
        title=home.name,
        below=" · ".join(part for part in (home.sector, two, met, home.reason) if part),
        chip=texts.text(HOME_RESULTS[home.result]),
        tone=_TONES[home.result],
        side="" if home.result is HomeResult.PLANNED else clock_time(home.changed),
    )


def note_words(note: HomeNote, texts: Texts) -> str:
    """One line about a home: when, what came of it, how many were met or why not, who wrote it."""
    parts = (
        clock_time(note.at),
        texts.text(HOME_RESULTS[note.result]),
        _met(note.persons, texts),
        note.reason,
        note.by,
    )
    return " · ".join(part for part in parts if part)


def _met(persons: int | None, texts: Texts) -> str:
    return "" if persons is None else texts.plural(N_("{n} persoon"), N_("{n} personen"), persons)


def coverage_words(found: Coverage, texts: Texts) -> str:
    """How much was looked at, every number with its unit."""
    parts = [
        texts.plural(N_("{n} woning"), N_("{n} woningen"), found.homes),
        texts.text(N_("{n} nog te doen"), n=found.open),
        texts.text(N_("{n} bezocht"), n=found.visited),
        texts.text(N_("{n} niemand thuis"), n=found.nobody),
        texts.text(N_("{n} geweigerd"), n=found.refused),
        texts.text(N_("{n} overgeslagen"), n=found.left_out),
        texts.plural(N_("{n} persoon gesproken"), N_("{n} personen gesproken"), found.persons),
    ]
    return " · ".join(parts)
