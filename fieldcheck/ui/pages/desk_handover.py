"""What comes to the desk from elsewhere: a case by the code of a sheet, and what became of one's own."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.referral import OUTCOMES
from fieldcheck.i18n import Texts, clock_time, long_date
from fieldcheck.ui.controls import (
    Card,
    Chip,
    Face,
    Field,
    Label,
    OutlinedButton,
    PrimaryButton,
    Space,
    Tone,
    row,
    stack,
)
from fieldcheck.ui.sheets import Sheet
from fieldcheck.ui.shortcuts import ENTER
from fieldcheck.viewmodels.desk import FeedbackView

TAKE_OVER = N_("Overnemen met een code")
SCAN = N_("Code van het overdrachtsformulier")
SCAN_HINT = N_("Scan de grote code; de scanner typt haar hier in.")
NOTHING = N_("Scan eerst de code.")
TAKE = N_("Overnemen")
CANCEL = N_("Annuleren")
FEEDBACK = N_("Terugkoppeling")
NO_FEEDBACK = N_("Er is nog niets teruggekomen op wat u doorverwees.")
WHEN = N_("{day} om {time}")
UNREAD = N_("nieuw")
CLOSE = N_("Sluiten")


class TakeOverSheet(Sheet):
    """The code of a referral sheet, typed by a scanner."""

    scanned = Signal(str)

    def __init__(self, texts: Texts, parent: QWidget | None) -> None:
        super().__init__(texts.text(TAKE_OVER), parent, width=640)
        self._texts = texts
        self.code = Field(texts.text(SCAN), hint=texts.text(SCAN_HINT))
        self.code.edit.setObjectName("handover-code")
        self.body.addWidget(self.code)
        cancel = OutlinedButton(texts.text(CANCEL))
        cancel.setObjectName("cancel")
        cancel.clicked.connect(self.reject)
        take = PrimaryButton(texts.text(TAKE), ENTER)
        take.setObjectName("take")
        take.clicked.connect(self._take)
        self.close_with(cancel, take)
        self.code.setFocus()

    def _take(self) -> None:
        text = self.code.text().strip()
        if not text:
            self.code.show_problem(self._texts.text(NOTHING))
            return
        if self.isVisible():
            self.accept()
            self.scanned.emit(text)


class FeedbackSheet(Sheet):
    """Everything that came back, the newest first."""

    def __init__(self, texts: Texts, items: tuple[FeedbackView, ...], parent: QWidget | None) -> None:
        super().__init__(texts.text(FEEDBACK), parent, width=680)
        lines = stack(gap=Space.M)
        for one in items:
            lines.addWidget(_feedback_card(one, texts))
        if not items:
            lines.addWidget(Label(texts.text(NO_FEEDBACK), Face.MUTED))
        lines.addStretch(1)
        self.put_scrolling(lines)
        close = PrimaryButton(texts.text(CLOSE), ENTER)
        close.setObjectName("close")
        close.clicked.connect(self.accept)
        self.close_with(None, close)
        close.setFocus()


def _feedback_card(one: FeedbackView, texts: Texts) -> Card:
    card = Card(Tone.ACCENT if one.unread else Tone.PLAIN, gap=Space.XS)
    head = row(Label(f"{one.case_code} · {texts.text(OUTCOMES[one.outcome])}", Face.STRONG), gap=Space.M)
    head.setStretch(0, 1)
    if one.unread:
        head.addWidget(Chip(texts.text(UNREAD), Tone.ACCENT, ringed=True))
    card.body.addLayout(head)
    if one.words:
        card.body.addWidget(Label(one.words))
    when = texts.text(WHEN, day=long_date(one.at.date(), texts.tag), time=clock_time(one.at))
    card.body.addWidget(Label(" · ".join(part for part in (one.name, when) if part), Face.SMALL))
    return card
