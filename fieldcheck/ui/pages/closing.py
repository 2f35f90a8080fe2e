"""Closing the day: what is unfinished first, then a reason, then the bundle; and opening it again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.day import Loose
from fieldcheck.domain.errors import N_
from fieldcheck.i18n import clock_time
from fieldcheck.ui.controls import (
    Card,
    Column,
    Face,
    Field,
    Foot,
    Label,
    Notice,
    OutlinedButton,
    PrimaryButton,
    Space,
    Tone,
    bind,
    clear,
    stack,
)
from fieldcheck.ui.pages.day import park_words
from fieldcheck.ui.pages.pressing import press
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.day import ClosingState, ClosingViewModel, LooseView
from fieldcheck.viewmodels.shell import Place, Screen

BACK = N_("Postoverzicht")
KINDS = {
    Loose.ALARM: N_("Acute doorverwijzingen die niemand bevestigde ({n})"),
    Loose.REFERRAL: N_("Doorverwijzingen die niemand bevestigde ({n})"),
    Loose.DOCUMENT: N_("Eén documentnummer bij twee personen ({n})"),
    Loose.TALK: N_("Gesprekken die niet af zijn ({n})"),
    Loose.WAITING: N_("Personen die nog wachten of aan tafel zitten ({n})"),
    Loose.LAPTOP: N_("Laptops waarvan niets is ingelezen ({n})"),
    Loose.TOLD_TWICE: N_("Woningen waarover twee laptops iets anders schreven ({n})"),
    Loose.HOME: N_("Woningen die gepland waren en niet bezocht ({n})"),
}
_MOST = 5
"""Lines of one kind that are shown; more are counted in words."""


def closing_page(frame: Frame, place: Place) -> QWidget:
    """The page as the registry wants it."""
    return ClosingPage(frame.loaded(place, ClosingViewModel, frame.shell), frame)


class ClosingPage(QWidget):
    """Presents one :class:`ClosingState`."""

    def __init__(self, model: ClosingViewModel, frame: Frame) -> None:
        super().__init__()
        self._model, self._texts, self._shell = model, frame.texts, frame.shell
        self._shown: tuple[LooseView, ...] | None = None
        self._build()
        bind(self, model, self.present)

    def present(self, state: ClosingState) -> None:
        """Show this state."""
        text, told, closing = self._texts.text, state.trouble, state.closing
        self._notice.show_words(*((told.what, told.kept, told.remedy) if told else ("",)))
        self._done.setVisible(closing.is_closed)
        if closing.closed is not None:
            closed = text(
                N_("De dag is om {time} afgesloten door {who}."),
                time=clock_time(closing.closed),
                who=closing.by,
            )
            self._done_words.setText(closed)
        self._park.setText(park_words(state.park, self._texts) if state.loaded else "")
        self._none.setVisible(state.loaded and not state.loose)
        self._present_loose(state.loose)
        asks = bool(state.loose) and not closing.is_closed
        self.reason.setVisible(asks or closing.is_closed)
        self.reason.rename(
            text(N_("Waarom opent u de dag weer?") if closing.is_closed else N_("Waarom sluit u toch af?"))
        )
        self.close_day.setVisible(not closing.is_closed)
        self.bundle.setVisible(closing.is_closed)
        self.reopen.setVisible(closing.is_closed)
        for button in (self.close_day, self.reopen, self.again):
            button.setEnabled(state.loaded and not state.working)

    def _build(self) -> None:
        words = self._texts.text
        column = Column(gap=Space.L)
        self._notice = Notice()
        self._done = Card(Tone.GOOD, gap=Space.XS)
        self._done_words = Label("", Face.LEAD)
        self._done.body.addWidget(self._done_words)
        self._done.body.addWidget(
            Label(
                words(
                    N_("Maak nu de dagbundel. Wat hieronder openstaat, blijft open tot iemand het afrondt.")
                )
            )
        )
        self._none = Label(words(N_("Alles is af: niemand wacht, en elke laptop is gezien.")))
        self._park = Label("")
        self._park.setObjectName("coverage")
        self._loose = stack(gap=Space.M)
        self.reason = Field("", hint=words(N_("Eén zin; zij staat in het logboek, met alles wat openstaat.")))
        self.reason.edit.setObjectName("reason")
        column.body.addWidget(Label(words(N_("Dag afsluiten")), Face.TITLE))
        for widget in (self._notice, self._done, self._park, self._none, self.reason):
            column.body.addWidget(widget)
        column.body.addLayout(self._loose)
        column.body.addStretch(1)
        page = stack(column, self._build_foot(), gap=0, parent=self)
        page.setStretch(0, 1)
        # No proxy: Tab would go on from there, and never come to what stands before it.
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _build_foot(self) -> Foot:
        words = self._texts.text
        back = press(OutlinedButton(f"←  {words(BACK)}"), lambda: self._shell.go(Screen.DESK), name="back")
        back.setAccessibleName(words(BACK))
        self.again = press(OutlinedButton(words(N_("Opnieuw kijken"))), self._model.load, name="again")
        self.reopen = press(OutlinedButton(words(N_("Weer openen"))), self._reopen, name="reopen")
        self.close_day = press(PrimaryButton(words(N_("Dag afsluiten"))), self._close, name="main")
        self.bundle = press(
            PrimaryButton(words(N_("Dagbundel maken …"))),
            lambda: self._shell.go(Screen.EXPORT),
            name="bundle",
        )
        return Foot(back, self.close_day, others=(self.again, self.reopen), before_main=(self.bundle,))

    def _present_loose(self, loose: tuple[LooseView, ...]) -> None:
        if loose == self._shown:
            return
        self._shown = loose
        clear(self._loose)
        for one in loose:
            self._loose.addWidget(self._card(one))

    def _card(self, one: LooseView) -> Card:
        text = self._texts.text
        card = Card(Tone.ACUTE if one.kind is Loose.ALARM else Tone.PLAIN, gap=Space.XS)
        card.setObjectName(one.kind.value)
        card.body.addWidget(Label(text(KINDS[one.kind], n=len(one.lines)), Face.LEAD))
        for line in one.lines[:_MOST]:
            card.body.addWidget(Label(line[:1].upper() + line[1:]))
        if len(one.lines) > _MOST:
            card.body.addWidget(Label(text(N_("En nog {n} andere."), n=len(one.lines) - _MOST), Face.SMALL))
        return card

    def _close(self) -> None:
        self._model.close(self.reason.text())
        self.reason.edit.clear()

    def _reopen(self) -> None:
        self._model.reopen(self.reason.text())
        self.reason.edit.clear()
