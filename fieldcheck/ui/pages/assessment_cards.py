"""What an assessment says, in cards: one a domain, and the figures with how they were worked out."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui import theme
from fieldcheck.ui.controls import Card, Chip, Face, Label, Space, Tone, clear, row
from fieldcheck.viewmodels.assessed import DomainCard, FigureView, Standing

NO_SIGNALS = N_("geen signalen")
BLANK = N_("leeg")
ANSWERED = N_("{answered} van {asked} vragen beantwoord")
ANSWERED_OF_SOME = N_("{answered} van {asked} vragen beantwoord, {n} niet gevraagd")
NO_FIGURES = N_("Er is nog niets om uit te rekenen.")
SOURCE = N_("Bron: {source}")
_WIDE = 1080
_NARROW = 640


class DomainCardView(Card):
    """One domain: its signals with the answers that raised them, or why there is nothing to say."""

    def __init__(self, card: DomainCard, texts: Texts) -> None:
        blank = card.standing is Standing.BLANK
        super().__init__(Tone.QUIET if blank else Tone.PLAIN, gap=Space.XS)
        self.setObjectName(f"domain-{card.code}")
        self.setAccessibleName(card.label)
        head = row(Label(card.label, Face.LEAD), self._chip(card, texts), gap=Space.S)
        head.setStretch(0, 1)
        self.body.addLayout(head)
        for signal in card.signals:
            self.body.addWidget(Label(signal.label))
            for answer in signal.answers:
                self.body.addWidget(Label(answer, Face.SMALL))
        if card.standing is Standing.CLEAR:
            told = ANSWERED_OF_SOME if card.not_asked else ANSWERED
            words = texts.text(told, answered=card.answered, asked=card.asked, n=card.not_asked)
            self.body.addWidget(Label(words, Face.SMALL))
        if blank and card.reason:
            self.body.addWidget(Label(card.reason, Face.SMALL))
        self.body.addStretch(1)

    @staticmethod
    def _chip(card: DomainCard, texts: Texts) -> Chip:
        if card.standing is Standing.SIGNALS:
            words = texts.plural("{n} signaal", "{n} signalen", len(card.signals))
            return Chip(words, Tone.ACCENT)
        if card.standing is Standing.CLEAR:
            return Chip(texts.text(NO_SIGNALS), Tone.GOOD)
        return Chip(texts.text(BLANK), Tone.PLAIN)


class DomainGrid(QWidget):
    """All domains; three beside each other where there is room, two or one where there is not."""

    def __init__(self, texts: Texts) -> None:
        super().__init__()
        self._texts = texts
        self._cards: list[DomainCardView] = []
        self._shown: tuple[DomainCard, ...] = ()
        self._columns = 0
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.current().px(14))

    def present(self, cards: tuple[DomainCard, ...]) -> None:
        """Show these domains."""
        if cards == self._shown:
            return
        self._shown = cards
        clear(self._grid)
        self._cards = [DomainCardView(card, self._texts) for card in cards]
        self._columns = 0
        self._arrange(self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fewer columns where it is narrow or the type is large."""
        self._arrange(event.size().width())
        super().resizeEvent(event)

    def _arrange(self, width: int) -> None:
        px = theme.current().px
        columns = 3 if width >= px(_WIDE) else 2 if width >= px(_NARROW) else 1
        if columns == self._columns:
            return
        self._columns = columns
        for place, card in enumerate(self._cards):
            self._grid.addWidget(card, place // columns, place % columns)
        for column in range(3):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)


class FigureCard(Card):
    """The figures on demand: value, formula, source."""

    def __init__(self, figures: tuple[FigureView, ...], texts: Texts) -> None:
        super().__init__(gap=Space.S)
        self.setObjectName("figures")
        if not figures:
            self.body.addWidget(Label(texts.text(NO_FIGURES), Face.MUTED))
        for figure in figures:
            value = Label(figure.value, Face.STRONG)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            head = row(Label(figure.label), value, gap=Space.M)
            head.setStretch(0, 1)
            head.setStretch(1, 1)
            self.body.addLayout(head)
            lines = [figure.formula, figure.note]
            lines.append(texts.text(SOURCE, source=figure.source) if figure.source else "")
            for line in lines:
                if line:
                    self.body.addWidget(Label(line, Face.SMALL))
