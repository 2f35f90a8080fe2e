"""The unlock page: name, passphrase, and what to do when it was wrong."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts, clock_time, error_text
from fieldcheck.ui import theme
from fieldcheck.ui.controls import (
    Card,
    Chip,
    Column,
    Face,
    Field,
    Label,
    Notice,
    PrimaryButton,
    QuietButton,
    Space,
    Tone,
    bind,
    row,
    stack,
)
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.shortcuts import ENTER
from fieldcheck.viewmodels.alarm_watch import WatchState
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.shell import Place
from fieldcheck.viewmodels.unlock import UnlockState, UnlockViewModel

WAITING = N_("Hier wacht iets op antwoord, sinds {time}.")
_WIDTH = 480


def unlock_page(frame: Frame, place: Place) -> QWidget:
    """The page as the registry wants it."""
    model = frame.model(place, lambda: UnlockViewModel(frame.workplace, frame.shell))
    return UnlockPage(model, frame.texts, frame.watch, practice=frame.practice)


class UnlockPage(QWidget):
    """One card in the middle; nothing about an action or a person stands on it.

    That something waits for an answer does: it must not be forgotten behind a lock.
    """

    def __init__(
        self, model: UnlockViewModel, texts: Texts, watch: Observable[WatchState], *, practice: bool = False
    ) -> None:
        super().__init__()
        self._model, self._texts, self._by_code = model, texts, False
        self._build(practice)
        self.unlock.clicked.connect(self._try)
        self._other.clicked.connect(self._swap)
        self._second = QTimer(self)
        self._second.setInterval(250)
        self._second.timeout.connect(model.tick)
        bind(self, model, self.present)
        bind(self, watch, self._present_waiting)

    def _present_waiting(self, state: WatchState) -> None:
        """In words that tell the person opposite nothing."""
        since = state.waiting_since
        self._waiting.setText(self._texts.text(WAITING, time=clock_time(since)) if since else "")
        self._waiting.setVisible(since is not None)

    def present(self, state: UnlockState) -> None:
        """Names, pause and problem as they are now."""
        if len(state.users) == 1 and not self.name.text():
            self.name.edit.setText(state.users[0])
            if not self.isVisible():
                self.setFocusProxy(self.secret)  # for whoever shows the page; see MainWindow
            # Later no proxy: Tab would jump from the page to it, and never come by the name before it.
            self.secret.setFocus()
        words = self._texts.text
        self.unlock.setEnabled(state.ready)
        self.unlock.set_text(words(N_("Even wachten …")) if state.busy else words(N_("Ontgrendelen")))
        if state.problem is None:
            self._notice.show_words("")
        else:
            self._notice.show_words(*error_text(state.problem, self._texts))
        self._pause.setText(
            self._texts.plural(
                N_("Nog {n} seconde wachten voor een nieuwe poging."),
                N_("Nog {n} seconden wachten voor een nieuwe poging."),
                state.wait_s,
            )
            if state.wait_s
            else ""
        )
        self._pause.setVisible(bool(state.wait_s))
        if state.wait_s and not self._second.isActive():
            self._second.start()
        if not state.wait_s:
            self._second.stop()

    def _build(self, practice: bool) -> None:
        words, look = self._texts.text, theme.current()
        card = Card(gap=Space.L)
        edge = look.px(Space.XXL)
        card.body.setContentsMargins(edge, edge, edge, edge)
        heading = row(Label("fieldcheck", Face.TITLE, wrap=False), None)
        if practice:
            heading.addWidget(Chip(words(N_("OEFENEN")), Tone.CAUTION))
        self.name = Field(words(N_("Naam")))
        self.name.edit.setObjectName("name")
        self.secret = Field(words(N_("Wachtwoordzin")), secret=True)
        self.secret.edit.setObjectName("passphrase")
        self._notice = Notice()
        self._pause = Label("", Face.PROBLEM)
        self.unlock = PrimaryButton(words(N_("Ontgrendelen")), ENTER)
        self.unlock.setObjectName("unlock")
        self._other = QuietButton(words(N_("Herstelcode gebruiken")))
        self._other.setObjectName("use-code")
        card.body.addLayout(heading)
        card.body.addWidget(
            Label(words(N_("Deze laptop is vergrendeld. Alles blijft versleuteld.")), Face.MUTED)
        )
        self._waiting = Label("", Face.STRONG)
        self._waiting.setObjectName("waiting")
        card.body.addWidget(self._waiting)
        for item in (self.name, self.secret, self._notice, self._pause, self.unlock):
            card.body.addWidget(item)
        card.body.addWidget(self._other, 0, Qt.AlignmentFlag.AlignHCenter)
        column = Column(limit=_WIDTH)
        column.body.addStretch(2)
        column.body.addWidget(card)
        column.body.addStretch(3)
        stack(column, gap=0, parent=self)
        self.setFocusProxy(self.name)

    def _try(self) -> None:
        name, secret = self.name.text(), self.secret.text()
        if not name.strip():
            self.name.show_problem(self._texts.text(N_("Vul uw naam in.")))
            self.name.setFocus()
            return
        self.name.show_problem("")
        self.secret.edit.clear()
        self.secret.setFocus()
        if self._by_code:
            self._model.unlock_with_recovery_code(name, secret)
        else:
            self._model.unlock(name, secret)

    def _swap(self) -> None:
        self._by_code = not self._by_code
        words = self._texts.text
        self.secret.rename(words(N_("Herstelcode")) if self._by_code else words(N_("Wachtwoordzin")))
        self.secret.show_letters(shown=self._by_code)
        self.secret.show_hint(words(N_("Van het herstelblad.")) if self._by_code else "")
        self._other.set_text(
            words(N_("Wachtwoordzin gebruiken")) if self._by_code else words(N_("Herstelcode gebruiken"))
        )
        self.secret.edit.clear()
        self.secret.setFocus()
