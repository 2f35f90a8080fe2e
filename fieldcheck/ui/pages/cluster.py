"""Who else: everybody of one employer, agency, dwelling or vehicle, and what they told together."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QRect, QSize, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import ThingId
from fieldcheck.i18n import Texts
from fieldcheck.ui import painting, theme
from fieldcheck.ui.controls import (
    Button,
    Card,
    Column,
    Face,
    Field,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    ProgressLine,
    Space,
    Tone,
    bind,
    clear,
    row,
    stack,
)
from fieldcheck.ui.pages.desk_rows import CardList, ListRow
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.pages.thing_rows import thing_row
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.cluster import ClusterState, ClusterViewModel, DomainBar, PersonLine
from fieldcheck.viewmodels.shell import Place, Screen, Shell
from fieldcheck.viewmodels.thing_lines import ThingLine

TITLE = N_("Wie nog meer · {thing}")
WORKING = N_("De zaken worden bij elkaar gelegd …")
PERSONS_HEAD = N_("Personen")
NOBODY = N_("Niemand is hieraan gekoppeld.")
DOMAINS_HEAD = N_("Wat zij samen vertellen")
COUNTED = N_("Geteld in personen. Blanco is niet gevraagd of niet beantwoord, en dus geen nee.")
COUNTS = N_("{signalled} signaal · {without} geen · {blank} blanco")
ALIKE_HEAD = N_("Lijkt op")
YOU_SAY = N_("Het programma stelt voor; u zegt of het dezelfde is. Samenvoegen kan altijd terug.")
MERGE = N_("Samenvoegen …")
APART = N_("Apart houden …")
RECORDS_HEAD = N_("Samengevoegd")
PART = N_("Uit elkaar halen …")
WHYS = {
    "merge": N_("Waarom is dit dezelfde als {thing}?"),
    "apart": N_("Waarom is dit een ander dan {thing}?"),
    "part": N_("Waarom hoort {thing} hier niet bij?"),
}
WHY_HINT = N_("Eén zin is genoeg; hij staat later bij het besluit.")
DECIDE = N_("Zo besluiten")
LEAVE = N_("Niets doen")
BACK = N_("Terug")
READING = N_("{done} van {total} personen gelezen")
STOP = N_("Stoppen")
STOPPED = N_("U bent gestopt voordat alles gelezen was.")
STOPPED_NEXT = N_("Ga terug en open dit scherm opnieuw om alles te zien.")
_WIDTH = 1302
_TICK_MS = 200
_MOST_SHOWN = 7
"""Persons in sight; more are scrolled to."""


def cluster_page(frame: Frame, place: Place) -> QWidget:
    """The cluster around the thing that ``place`` is about."""
    model = frame.loaded(place, ClusterViewModel, ThingId(place.subject))
    return ClusterPage(model, frame.texts, frame.shell)


class CountBar(QWidget):
    """Three counts of persons as one bar: signals filled, none in outline, blank left open."""

    def __init__(self, bar: DomainBar, words: str) -> None:
        super().__init__()
        self._bar = bar
        self.setAccessibleName(f"{bar.label}: {words}")
        self.setMinimumWidth(theme.current().px(120))

    def sizeHint(self) -> QSize:
        """As high as a line."""
        return QSize(theme.current().px(200), theme.current().px(16))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The blank part is the open track, so that what nobody told stays to be seen."""
        look, painter, bar = theme.current(), QPainter(self), self._bar
        tokens, high = look.tokens, look.px(12)
        top, corner = (self.height() - high) // 2, look.px(3)
        whole = QRect(0, top, self.width(), high)
        painting.box(painter, whole, fill="", border=tokens.control, corner=corner)
        total = bar.signalled + bar.without + bar.blank
        if not total:
            return
        signalled = round(self.width() * bar.signalled / total)
        told = round(self.width() * (bar.signalled + bar.without) / total)
        if told:
            painting.box(
                painter, QRect(0, top, told, high), fill=tokens.sunken, border=tokens.control, corner=corner
            )
        if signalled:
            painting.box(painter, QRect(0, top, signalled, high), fill=tokens.accent, corner=corner)


class ClusterPage(QWidget):
    """Presents one :class:`ClusterState`."""

    def __init__(self, model: ClusterViewModel, texts: Texts, shell: Shell) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, texts, shell
        self._shown: ClusterState | None = None
        text = texts.text
        self._title, self._below = Label("", Face.TITLE), Label("", Face.MUTED)
        self._notice = Notice()
        self._persons, self._domains = Card(gap=Space.S), Card(gap=Space.S)
        self._alike, self._records = Card(gap=Space.M), Card(gap=Space.M)
        self._build_persons()
        self._build_asking()
        self._build_reading()
        left = stack(self._persons, None, gap=Space.L)
        right = stack(self._domains, self._alike, self._records, None, gap=Space.L)
        halves = row(left, right, gap=Space.XL)
        for place in (0, 1):
            halves.setStretch(place, 1)
        column = self._column = Column(limit=_WIDTH, gap=Space.L)
        column.body.addLayout(stack(self._title, self._below, gap=Space.XS))
        column.body.addWidget(self._notice)
        column.body.addWidget(self._reading)
        column.body.addWidget(self._asking)
        column.body.addLayout(halves)
        column.body.addStretch(1)
        back = press(OutlinedButton(f"←  {text(BACK)}"), shell.back, name="back")
        back.setAccessibleName(text(BACK))
        whole = stack(column, Foot(back), gap=0, parent=self)
        whole.setStretch(0, 1)
        self.setFocusProxy(self.list)
        bind(self, model, self.present)

    def _build_persons(self) -> None:
        text = self._texts.text
        self._count = Label("", Face.STRONG, wrap=False)
        self._nobody = Label(text(NOBODY), Face.MUTED)
        self.list = CardList(text(PERSONS_HEAD))
        self.list.setObjectName("persons")
        self.list.chosen.connect(self._open)
        body = self._persons.body
        body.addLayout(row(Label(text(PERSONS_HEAD), Face.LEAD), None, self._count))
        body.addWidget(self._nobody)
        body.addWidget(self.list)

    def _build_asking(self) -> None:
        text = self._texts.text
        self._asking = Card(Tone.ACCENT, gap=Space.M)
        self._asking.setObjectName("asking")
        self._why = Field(text(WHYS["merge"]), hint=text(WHY_HINT))
        self._why.edit.setObjectName("reason")
        self._why.edit.textEdited.connect(self._model.write_reason)
        leave = press(OutlinedButton(text(LEAVE)), self._model.leave_it, name="leave")
        self._decide = press(PrimaryButton(text(DECIDE)), self._model.decide, name="decide")
        self._asking.body.addWidget(self._why)
        self._asking.body.addLayout(row(leave, None, self._decide))

    def _build_reading(self) -> None:
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._timer.timeout.connect(self._model.tick)
        self._reading = Card(Tone.ACCENT, gap=Space.M)
        self._reading.setObjectName("reading")
        self._read = Label("", Face.STRONG)
        self._line = ProgressLine(self._texts.text(WORKING))
        stop = press(OutlinedButton(self._texts.text(STOP)), self._model.stop, name="stop")
        line = row(self._read, stop)
        line.setStretch(0, 1)
        self._reading.body.addLayout(line)
        self._reading.body.addWidget(self._line)

    def _present_reading(self, state: ClusterState) -> None:
        if state.busy != self._timer.isActive():
            self._timer.start() if state.busy else self._timer.stop()
        self._reading.setVisible(state.busy and state.total > 0)
        self._read.setText(self._texts.text(READING, done=state.done, total=state.total))
        self._line.set_share(state.done / state.total if state.total else 0.0)

    def _present_notice(self, state: ClusterState) -> None:
        told, text = state.trouble, self._texts.text
        if told is not None:
            self._notice.show_words(told.what, told.kept, told.remedy)
        else:
            self._notice.show_words(*((text(STOPPED), text(STOPPED_NEXT)) if state.stopped else ("",)))

    def present(self, state: ClusterState) -> None:
        """Show this state."""
        text, before = self._texts.text, self._shown
        self._title.setText(text(TITLE, thing=state.title) if state.loaded else text(WORKING))
        self._below.setText("\n".join(filter(None, (state.below, *state.visits))))
        self._present_notice(state)
        self._present_reading(state)
        if before is None or before.persons != state.persons or before.loaded != state.loaded:
            self._present_persons(state)
        if before is None or (before.domains, before.notes) != (state.domains, state.notes):
            self._present_domains(state)
        if before is None or (before.alike, before.records) != (state.alike, state.records):
            self._present_alike(state)
            self._present_records(state)
        self._present_asking(state)
        self._shown = state

    def _present_persons(self, state: ClusterState) -> None:
        self._persons.setVisible(state.loaded)
        self._count.setText(state.persons_words)
        self._nobody.setVisible(not state.persons)
        self.list.setVisible(bool(state.persons))
        self.list.rows.set_rows([_row(line) for line in state.persons])
        shown = min(len(state.persons), _MOST_SHOWN)
        high = self.list.sizeHintForRow(0) if shown else 0
        self.list.setFixedHeight(shown * high + theme.current().px(Space.XS))

    def _open(self, line: object) -> None:
        if isinstance(line, PersonLine) and self._model.state.may_open:
            self._shell.go(Screen.OUTCOME, line.case)

    def _present_domains(self, state: ClusterState) -> None:
        clear(self._domains.body)
        self._domains.setVisible(bool(state.domains))
        text = self._texts.text
        self._domains.body.addWidget(Label(text(DOMAINS_HEAD), Face.LEAD))
        self._domains.body.addWidget(Label(text(COUNTED), Face.SMALL))
        grid = QGridLayout()
        grid.setHorizontalSpacing(theme.current().px(Space.M))
        grid.setVerticalSpacing(theme.current().px(Space.S))
        for place, bar in enumerate(state.domains):
            words = text(COUNTS, signalled=bar.signalled, without=bar.without, blank=bar.blank)
            grid.addWidget(Label(bar.label, wrap=False), place, 0)
            grid.addWidget(CountBar(bar, words), place, 1)
            grid.addWidget(Label(words, Face.SMALL, wrap=False), place, 2)
        grid.setColumnStretch(1, 1)
        self._domains.body.addLayout(grid)
        for note in state.notes:
            self._domains.body.addWidget(Label(note, Face.SMALL))

    def _present_alike(self, state: ClusterState) -> None:
        clear(self._alike.body)
        self._alike.setVisible(bool(state.alike))
        text = self._texts.text
        self._alike.body.addLayout(
            stack(Label(text(ALIKE_HEAD), Face.LEAD), Label(text(YOU_SAY), Face.SMALL), gap=0)
        )
        for line in state.alike:
            words = thing_row(line.title, line.below, line.reason)
            self._alike.body.addLayout(words)
            if state.may_merge:
                actions = (
                    self._action(MERGE, line, lambda one: self._model.ask("merge", one), "merge"),
                    self._action(APART, line, lambda one: self._model.ask("apart", one), "apart"),
                )
                self._alike.body.addLayout(row(*actions, None))

    def _present_records(self, state: ClusterState) -> None:
        clear(self._records.body)
        self._records.setVisible(bool(state.records))
        self._records.body.addWidget(Label(self._texts.text(RECORDS_HEAD), Face.LEAD))
        for line in state.records:
            actions = (
                (self._action(PART, line, lambda one: self._model.ask("part", one), "part"),)
                if state.may_merge
                else ()
            )
            self._records.body.addLayout(thing_row(line.title, line.below, line.reason, actions=actions))

    def _action(self, words: str, line: ThingLine, act: Callable[[ThingLine], None], name: str) -> Button:
        button = press(OutlinedButton(self._texts.text(words)), partial(act, line), name=name)
        button.setAccessibleName(f"{self._texts.text(words)} {line.title}")
        return button

    def _present_asking(self, state: ClusterState) -> None:
        asking, before = state.asking, self._shown
        opened = asking is not None and (before is None or before.asking is None)
        self._asking.setVisible(asking is not None)
        if asking is not None:
            self._why.rename(self._texts.text(WHYS[asking.what], thing=asking.line.title))
        if self._why.edit.text() != state.reason:
            self._why.edit.setText(state.reason)
        self._decide.setEnabled(not state.busy)
        if opened:
            self._why.setFocus(Qt.FocusReason.OtherFocusReason)
            self._column.ensureWidgetVisible(self._asking)


def _row(line: PersonLine) -> ListRow:
    tone = Tone.ACCENT if line.signalled else Tone.QUIET
    return ListRow(line, line.code, line.below, line.chip, tone, "")
