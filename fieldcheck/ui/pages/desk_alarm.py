"""An alarm on top of the desk: who has not answered, since when, how to reach them, and when it goes on."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.referral import Referral
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import (
    AcuteButton,
    Card,
    Chip,
    Face,
    Label,
    OutlinedButton,
    Space,
    Tone,
    clear,
    row,
    stack,
)
from fieldcheck.ui.pages.desk_rows import minutes_words
from fieldcheck.ui.pages.referral_words import WENT_ON, goes_on_words, reach_words
from fieldcheck.ui.wrapping import at_its_width
from fieldcheck.viewmodels.alarms import AlarmView
from fieldcheck.viewmodels.desk import DeskState

_STACKED_FROM = 1.25
"""The scale from which the buttons stand below the words."""
WAITS = N_("{code} wacht {time} op bevestiging door {who}")
WAITS_TOO = N_("{code} wacht {time} op bevestiging")
_NARROWEST, _NARROWEST_STACKED = 760, 520
"""How wide the cards are on the smallest laptop, at least (px); with larger words more is beside them."""
_MOST = 2
"""Cards shown at once; more are counted in words, so that the list stays in sight."""


class AlarmStrip(QWidget):
    """Every alarm that somebody still has to answer."""

    opened = Signal(Referral)
    acknowledging = Signal(AlarmView)

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._shown: tuple[AlarmView, ...] = ()
        self._cards: list[AlarmCard] = []
        self._layout = stack(gap=Space.S, parent=self)
        self.hide()

    def minimumSizeHint(self) -> QSize:
        """No higher than it is: what it takes is taken from the queue."""
        look = theme.current()
        least = _NARROWEST_STACKED if look.scale >= _STACKED_FROM else _NARROWEST
        return at_its_width(self, super().minimumSizeHint(), look.px(least))

    def present(self, state: DeskState) -> None:
        """Draw the cards anew when something changed, as it does each minute; the focus stays."""
        if state.alarms == self._shown:
            return
        self._shown = state.alarms
        pressed = self._with_focus()
        clear(self._layout)
        most = _MOST if theme.current().scale < _STACKED_FROM else 1
        self._cards = [
            AlarmCard(alarm, state, self._texts, first=at == 0)
            for at, alarm in enumerate(state.alarms[:most])
        ]
        for card in self._cards:
            card.opened.connect(self.opened)
            card.acknowledging.connect(self.acknowledging)
            self._layout.addWidget(card)
            card.show()  # at once, so that its buttons can have the focus
        self._count(sum(len(alarm.referrals) for alarm in state.alarms[most:]))
        self.setVisible(bool(state.alarms))
        buttons = self._buttons()
        if 0 <= pressed < len(buttons):
            buttons[pressed].setFocus(Qt.FocusReason.OtherFocusReason)

    def _count(self, more: int) -> None:
        if more:
            words = self._texts.plural(
                N_("Nog {n} acute doorverwijzing wacht op bevestiging."),
                N_("Nog {n} acute doorverwijzingen wachten op bevestiging."),
                more,
            )
            self._layout.addWidget(Label(words, Face.STRONG))

    def _buttons(self) -> list[QWidget]:
        return [button for card in self._cards for button in card.buttons]

    def _with_focus(self) -> int:
        """Which button has the focus, -1 when none has."""
        focused, buttons = self.focusWidget(), self._buttons()
        return buttons.index(focused) if focused in buttons and focused.hasFocus() else -1


class AlarmCard(Card):
    """Stays until a named person acknowledged."""

    opened = Signal(Referral)
    acknowledging = Signal(AlarmView)

    def __init__(self, alarm: AlarmView, state: DeskState, texts: Texts, *, first: bool) -> None:
        super().__init__(Tone.ACUTE)
        self.setObjectName("acute")
        self.body.setContentsMargins(*(theme.current().px(side) for side in (18, 10, 14, 10)))
        words = stack(gap=0)
        for said, face in _lines(alarm, state, texts, first=first):
            words.addWidget(Label(said, face))
        look_at = OutlinedButton(texts.text(N_("Openen")))
        look_at.setAccessibleName(f"{texts.text(N_('Openen'))} {alarm.case_code}")
        look_at.clicked.connect(partial(self._open, alarm))
        confirm = AcuteButton(texts.text(N_("Bevestigd door …")), shortcuts.ACKNOWLEDGE if first else None)
        confirm.setObjectName("acknowledge")
        confirm.clicked.connect(partial(self._acknowledge, alarm))
        self.buttons: list[QWidget] = [look_at, confirm]
        chip = Chip(texts.text(N_("ACUUT")), Tone.ACUTE, solid=True)
        stacked = theme.current().scale >= _STACKED_FROM
        line = row(chip, words, *(() if stacked else self.buttons), gap=Space.L)
        line.setStretch(1, 1)
        self.body.addLayout(line)
        if stacked:
            self.body.addLayout(row(None, *self.buttons, gap=Space.L))

    def _open(self, alarm: AlarmView, _checked: bool = False) -> None:
        self.opened.emit(alarm.referrals[0])

    def _acknowledge(self, alarm: AlarmView, _checked: bool = False) -> None:
        self.acknowledging.emit(alarm)


def _lines(alarm: AlarmView, state: DeskState, texts: Texts, *, first: bool) -> list[tuple[str, Face]]:
    """What is on a card. Who is alerted and how to reach them stands on the first alone: the queue stays."""
    longest = alarm.referrals[0]
    names = ", ".join(dict.fromkeys(state.recipient_name(one.to) for one in alarm.referrals))
    time = minutes_words(texts, longest.sent, state.now)
    # Several are each named in how to reach them; named twice, the queue would not fit the smallest laptop.
    named = first and not (len(alarm.referrals) > 1 and alarm.reached and all(alarm.reached))
    waits = texts.text(WAITS if named else WAITS_TOO, code=alarm.case_code, time=time, who=names)
    lines = [(waits, Face.LEAD)]
    if alarm.escalates_in is not None:
        name = state.recipient_name(alarm.escalates_to)
        lines.append((goes_on_words(alarm.escalates_in, name, texts), Face.STRONG))
    went_on = {one.escalated for one in alarm.referrals if one.escalated}
    taken_on = (state.recipient_name(one.to) for one in alarm.referrals if one.id in went_on)
    lines += ((texts.text(WENT_ON, name=name), Face.STRONG) for name in dict.fromkeys(taken_on))
    reached = (reach_words(one, texts) for one in alarm.reached if one is not None and first)
    return [*lines, *((line, Face.BODY) for line in dict.fromkeys(reached))]
