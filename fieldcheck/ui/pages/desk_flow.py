"""The counts of a post on the side of the desk, in persons, and the queues of the other posts."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.flow import Passing, PostFlow
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.buttons import SignButton
from fieldcheck.ui.controls import Card, Face, Figure, Label, OutlinedButton, Space, clear, row, stack
from fieldcheck.ui.pages.desk_rows import for_minutes
from fieldcheck.ui.pages.desk_sending import NOT_THERE
from fieldcheck.ui.pages.desk_staff import StaffSheet
from fieldcheck.ui.shortcuts import Shortcut
from fieldcheck.viewmodels.street import StreetState, StreetViewModel

_CAME, _REFUSED = N_("langsgekomen"), N_("van {of} weigerden")
_TALKS = (_CAME, N_("van {of} gesproken"), _REFUSED, N_("van {of} doorverwezen"))
_VISITS = (_CAME, N_("van {of} wachten nu"), N_("van {of} klaar hier"), _REFUSED)


class FlowPart(QWidget):
    """Figures of this post, keys to count who passes without a case, and who waits elsewhere.

    A post where people are interviewed counts talks, another one visits.
    """

    def __init__(self, model: StreetViewModel, texts: Texts) -> None:
        super().__init__()
        self._model, self._texts = model, texts
        self._others_shown: tuple[tuple[str, int, int], ...] | None = None
        words = texts.text
        self.figures = tuple(Figure(words(name, of="…")) for name in _TALKS)
        grid = QGridLayout()
        grid.setSpacing(theme.current().px(10))
        for at, figure in enumerate(self.figures):
            grid.addWidget(figure, at // 2, at % 2)
        self._unit = Label("", Face.SMALL)
        self._counting = QWidget()
        stack(
            self._counter(
                N_("+1 langs"), N_("Eén langs terugnemen"), Passing.PASSED, shortcuts.PASSED_BY, "passed"
            ),
            self._counter(
                N_("+1 weigert"),
                N_("Eén weigering terugnemen"),
                Passing.REFUSED,
                shortcuts.REFUSED_ALL,
                "refused",
            ),
            gap=Space.S,
            parent=self._counting,
        )
        for shortcut, what in (
            (shortcuts.PASSED_LESS, Passing.PASSED),
            (shortcuts.REFUSED_LESS, Passing.REFUSED),
        ):
            for key in shortcut.keys:
                QShortcut(QKeySequence(key), self).activated.connect(partial(model.count, what, -1))
        self._card = Card(gap=Space.XS)
        self._card.setObjectName("other-posts")
        self._others = QGridLayout()
        self._others.setHorizontalSpacing(theme.current().px(Space.S))
        self._others.setVerticalSpacing(theme.current().px(Space.XS))
        self._card.body.addWidget(Label(words(N_("Andere posten, voor zover hier bekend")), Face.SMALL))
        self._card.body.addLayout(self._others)
        self.staff = OutlinedButton(words(N_("Wie staat er? …")))
        self.staff.setObjectName("staffing")
        self.staff.clicked.connect(self._ask_staff)
        self._card.body.addWidget(self.staff)
        stack(grid, self._unit, self._counting, self._card, gap=Space.M, parent=self)

    def _counter(self, more: str, less: str, what: Passing, key: Shortcut, name: str) -> QHBoxLayout:
        plus = OutlinedButton(self._texts.text(more), key)
        plus.setObjectName(f"count-{name}")
        plus.clicked.connect(lambda: self._model.count(what, 1))
        minus = SignButton("−")
        minus.setAccessibleName(self._texts.text(less))
        minus.setToolTip(self._texts.text(less))
        minus.setObjectName(f"uncount-{name}")
        minus.clicked.connect(lambda: self._model.count(what, -1))
        line = row(plus, minus, gap=Space.S)
        line.setStretch(0, 1)
        return line

    def present(self, state: StreetState) -> None:
        """Everything from one snapshot."""
        flow = state.flow
        self.setVisible(state.may_move)
        names = _TALKS if state.may_talk else _VISITS
        numbers = _numbers(flow, talks=state.may_talk)
        for figure, name, number in zip(self.figures, names, numbers, strict=True):
            figure.rename(self._texts.text(name, of="…" if flow is None else flow.passed))
            figure.show_number("…" if number is None else str(number))
        self._unit.setText(
            self._texts.text(N_("Aantallen zijn personen aan post {post}."), post=state.name_of(state.post))
        )
        self._counting.setVisible(state.may_count)
        self._present_others(state)

    def _ask_staff(self) -> None:
        sheet = StaffSheet(self._texts, self._model.state, self)
        sheet.told.connect(self._model.report_posts)
        sheet.open()

    def _present_others(self, state: StreetState) -> None:
        waits = tuple(
            (self._name(one.post, state), one.waiting, int(one.longest_wait.total_seconds() // 60))
            for one in state.others
            if one.waiting or one.post in state.absent
        )
        if waits == self._others_shown:
            return
        self._others_shown = waits
        clear(self._others)
        for line, (name, waiting, minutes) in enumerate(waits):
            self._others.addWidget(Label(name, Face.SMALL), line, 0)
            number = Label(self._waits(waiting, minutes), Face.SMALL, wrap=False)
            number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
            self._others.addWidget(number, line, 1)
        if not waits:
            self._others.addWidget(Label(self._texts.text(N_("Daar wacht niemand.")), Face.SMALL), 0, 0)
        self._others.setColumnStretch(0, 1)

    def _name(self, post: str, state: StreetState) -> str:
        name, away = state.name_of(post), self._texts.text(NOT_THERE)
        return f"{name} ({away})" if post in state.absent else name

    def _waits(self, waiting: int, minutes: int) -> str:
        words = self._texts
        persons = words.plural(N_("{n} wacht"), N_("{n} wachten"), waiting)
        return f"{persons} · {for_minutes(minutes, words)}"


def _numbers(flow: PostFlow | None, *, talks: bool) -> tuple[int | None, ...]:
    if flow is None:
        return (None,) * 4
    if talks:
        return flow.passed, flow.interviewed, flow.refused, flow.referred
    return flow.passed, flow.waiting, flow.done, flow.refused
