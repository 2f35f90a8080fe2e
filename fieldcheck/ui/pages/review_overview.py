"""The overview of a case: its signals, and beside them how it was asked, whence it came and its history."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import shortcuts, theme
from fieldcheck.ui.controls import Space, row, stack
from fieldcheck.ui.pages.review_panels import Named, SignalsPanel, TalkCards, when
from fieldcheck.ui.reading import frame, read_by_keys, took_key
from fieldcheck.viewmodels.happened import HistoryLine
from fieldcheck.viewmodels.inbox import InboxRow
from fieldcheck.viewmodels.review_case import Line, ReviewCase

HISTORY = N_("Verloop")
ALL = N_("Alles: {key}")
_NEWEST = 5
_ONE_COLUMN_FROM = 1.25
"""The scale from which everything stands in the column of the signals, which scrolls."""
_LEAST = 96
"""px at 100 %: the heading of a card and two lines."""
_ENOUGH = 168
"""px at 100 %: how the talk went and whence the case came keep so much; the history has a tab of its own."""


class OverviewPanel(QWidget):
    """Signals at the left; talk, provenance and the newest history at the right, each in view at once."""

    def __init__(self, texts: Texts, assessment: QWidget) -> None:
        super().__init__()
        self._texts = texts
        self._shown: tuple[HistoryLine, ...] | None = None
        self._signals = SignalsPanel(texts, assessment)
        self._talk = TalkCards(texts)
        self._history = Named(texts.text(HISTORY))
        cards = (self._talk.conditions, self._talk.provenance, self._history)
        self._beside: tuple[_Scrolled, ...] = ()
        laid = row(self._signals, gap=0, parent=self)
        laid.setStretch(0, 5)
        if theme.current().scale >= _ONE_COLUMN_FROM:
            for place, card in enumerate(cards, start=1):
                self._signals.body.insertWidget(place, card)
            return
        self._beside = tuple(
            _Scrolled(card, card.title, least=_LEAST if card is self._history else _ENOUGH) for card in cards
        )
        px, holder = theme.current().px, QWidget()
        side = stack(*self._beside, None, gap=0, parent=holder)  # their frames keep them apart
        side.setContentsMargins(0, px(Space.XL) - frame(), px(Space.XXL) - frame(), px(Space.S))
        laid.addWidget(holder, 3)

    def present(self, case: ReviewCase, at: InboxRow | None) -> None:
        """Show this case as it was referred in this row."""
        self._signals.present(case)
        self._talk.present(case, at)
        if case.history != self._shown:
            self._shown = case.history
            self._history.show_lines(self._newest(case.history), "")
        for one in self._beside:
            one.updateGeometry()

    def _newest(self, history: tuple[HistoryLine, ...]) -> tuple[Line, ...]:
        lines = tuple(Line(f"{when(line)}  {line.by}", line.what) for line in history[:_NEWEST])
        if len(history) <= _NEWEST:
            return lines
        key = shortcuts.CASE_TAB[-1].shown
        return (*lines, Line(self._texts.text(ALL, key=key), ""))


class _Scrolled(QScrollArea):
    """A card as high as it is where there is room; it scrolls where the others need theirs too.

    Tab stops at it only while something of it is out of view; the arrows and the page keys scroll it then.
    """

    def __init__(self, card: QWidget, name: str, *, least: int) -> None:
        super().__init__()
        self._card, self._least = card, theme.current().px(least)
        read_by_keys(self, name)
        card.setMinimumHeight(1)  # its own least is for a narrower card, and would scroll empty paper
        self.setWidget(card)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scrolls by the arrows, the page keys, Home and End; with Alt the keys are the page's."""
        if not took_key(self, event):
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """As high as the card is at this width, and the frame around it."""
        width, card = self.viewport().width(), self._card
        height = card.heightForWidth(width) if card.hasHeightForWidth() else card.sizeHint().height()
        return QSize(width, max(height + 2 * frame(), theme.current().px(_LEAST)))

    def minimumSizeHint(self) -> QSize:
        """The heading and the first lines."""
        return QSize(0, min(self._least, self.sizeHint().height()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()
