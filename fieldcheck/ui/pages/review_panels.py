"""What of a case is in view: its signals, the lists beside each other, how the talks went, its history."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.errors import N_
from fieldcheck.domain.referral import ReferralStage
from fieldcheck.i18n import Texts, clock_time, local_day, short_date
from fieldcheck.ui import theme
from fieldcheck.ui.controls import Card, Column, Face, Label, Space, clear, row, stack
from fieldcheck.ui.pages.assessment_cards import DomainGrid, FigureCard
from fieldcheck.ui.pages.lens_cards import AdviceCard, LensGrid
from fieldcheck.ui.wrapping import Columns
from fieldcheck.viewmodels.happened import HistoryLine
from fieldcheck.viewmodels.inbox import InboxRow, waited
from fieldcheck.viewmodels.review_case import Line, ReviewCase

REASONS = N_("Waarom doorverwezen")
EFFECT = N_("Voor de persoon: {effect}")
FIGURES = N_("Uitgerekend uit de antwoorden")
CONDITIONS = N_("Hoe het gesprek verliep")
PROVENANCE = N_("Herkomst")
NO_TALK = N_("Bij deze zaak is nog geen gesprek gevoerd.")
NO_CONDITIONS = N_("Hierover is niets vastgelegd.")
SENT_BY = N_("Verwezen door {name} op {day} om {time}, wachtte {waited}")
SENT_AND_WAITS = N_("Verwezen door {name} op {day} om {time}, wacht {waited}")
TAKEN_OVER = N_("Overgenomen door {name}")
LISTS = N_("Lijsten")
HISTORY = N_("Wie deed wat met deze zaak, het nieuwste eerst")
EARLIER = N_("… en nog {n} eerdere regels")
_MOST_LINES = 60
_TWO = 600
"""px at 100 % that two cards with sentences take beside each other."""


def when(line: HistoryLine) -> str:
    """The day and time of a line of the history, where the laptop is."""
    return f"{short_date(local_day(line.at))}  {clock_time(line.at)}"


def _two_fit(width: int) -> int:
    return 2 if width >= theme.current().px(_TWO) else 1


class SignalsPanel(Column):
    """Why it was referred, what to do now, signals by domain and figures; ``below`` comes after them."""

    def __init__(self, texts: Texts, below: QWidget) -> None:
        super().__init__(limit=1400, centred=False, gap=Space.L)
        self.read_by_keys(texts.text(REASONS))
        self._texts = texts
        self._shown: ReviewCase | None = None
        self._reasons, self._advice = Lines(texts.text(REASONS)), AdviceCard(texts)
        self._grid = DomainGrid(texts)
        self._figures_title = Label(texts.text(FIGURES), Face.LEAD)
        self._figures = stack(gap=0)
        beside = QWidget()
        Columns(self._reasons, self._advice, fitting=_two_fit, gap=Space.L, parent=beside)
        self.body.addWidget(beside)
        self.body.addWidget(self._grid)
        self.body.addWidget(self._figures_title)
        self.body.addLayout(self._figures)
        self.body.addWidget(below)
        self.body.addStretch(1)

    def present(self, case: ReviewCase) -> None:
        """Show this case."""
        shown = replace(case, history=())  # what is written down changes no signal
        if shown == self._shown:
            return
        self._shown = shown
        effect = (self._texts.text(EFFECT, effect=case.effect),) if case.effect else ()
        self._reasons.show_lines((*case.reasons, *effect))
        self._advice.present(case.advice)
        self._grid.present(case.domains)
        self._figures_title.setVisible(bool(case.figures))
        clear(self._figures)
        if case.figures:
            self._figures.addWidget(FigureCard(case.figures, self._texts))


class LensesPanel(Column):
    """Every list of indicators beside the others, in a column of its own."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(limit=1400, centred=False, gap=Space.L)
        self.read_by_keys(texts.text(LISTS))
        self._grid = LensGrid(texts)
        self.body.addWidget(self._grid)
        self.body.addStretch(1)

    def present(self, case: ReviewCase) -> None:
        """Show the lists of this case."""
        self._grid.present(case.lenses)


class TalkCards:
    """How the talks were held, and where everything comes from: a card each."""

    def __init__(self, texts: Texts) -> None:
        self._texts = texts
        self._shown: tuple[object, ...] = ()
        self.conditions, self.provenance = Named(texts.text(CONDITIONS)), Named(texts.text(PROVENANCE))

    def present(self, case: ReviewCase, at: InboxRow | None) -> None:
        """Show this case as it was referred in this row."""
        shown = (case.conditions, case.provenance, case.began, at)
        if shown == self._shown:
            return
        self._shown = shown
        words = self._texts.text
        self.conditions.show_lines(case.conditions, words(NO_CONDITIONS if case.began else NO_TALK))
        self.provenance.show_lines((*self._sent(at), *case.provenance), "")

    def _sent(self, at: InboxRow | None) -> tuple[Line, ...]:
        if at is None:
            return ()
        words = self._texts.text
        long = waited(at.minutes, self._texts)
        day = short_date(local_day(at.sent))
        sent = SENT_AND_WAITS if at.stage is ReferralStage.SENT else SENT_BY
        lines = [Line("", words(sent, name=at.sent_by, day=day, time=clock_time(at.sent), waited=long))]
        if at.acknowledged_by:
            lines.append(Line("", words(TAKEN_OVER, name=at.acknowledged_by)))
        return tuple(lines)


class TalksPanel(Column):
    """How the talks were held, beside where everything comes from."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(limit=1100, centred=False, gap=Space.L)
        self.read_by_keys(texts.text(CONDITIONS))
        self._cards = TalkCards(texts)
        beside = row(self._cards.conditions, self._cards.provenance, gap=Space.L)
        beside.setStretch(0, 1)
        beside.setStretch(1, 1)
        self.body.addLayout(beside)
        self.body.addStretch(1)

    def present(self, case: ReviewCase, at: InboxRow | None) -> None:
        """Show this case as it was referred in this row."""
        self._cards.present(case, at)


class HistoryPanel(Column):
    """Who did what with the case, a line each."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(limit=1100, centred=False, gap=Space.L)
        self.read_by_keys(texts.text(HISTORY))
        self._texts = texts
        self._shown: tuple[HistoryLine, ...] | None = None
        self._lines = stack(gap=Space.XS)
        card = Card(gap=Space.S)
        card.body.addWidget(Label(texts.text(HISTORY), Face.LEAD))
        card.body.addLayout(self._lines)
        self.body.addWidget(card)
        self.body.addStretch(1)

    def present(self, case: ReviewCase) -> None:
        """Show the history of this case."""
        if case.history == self._shown:
            return
        self._shown = case.history
        clear(self._lines)
        for line in case.history[:_MOST_LINES]:
            left = Label(when(line), Face.SMALL, wrap=False)
            what = Label(line.what)
            by = Label(line.by, Face.MUTED, wrap=False)
            laid = row(left, what, by, gap=Space.L)
            laid.setStretch(1, 1)
            self._lines.addLayout(laid)
        left_out = len(case.history) - _MOST_LINES
        if left_out > 0:
            self._lines.addWidget(Label(self._texts.text(EARLIER, n=left_out), Face.MUTED))


class Lines(Card):
    """A card with a heading and a few lines."""

    def __init__(self, title: str) -> None:
        super().__init__(gap=Space.XS)
        self._words = Label("")
        self.body.addWidget(Label(title, Face.LEAD))
        self.body.addWidget(self._words)
        self.body.addStretch(1)

    def show_lines(self, lines: tuple[str, ...]) -> None:
        """Show these lines."""
        self._words.setText("\n".join(lines))


class Named(Card):
    """A card with a heading, and lines that have a name each."""

    def __init__(self, title: str) -> None:
        super().__init__(gap=Space.S)
        self.title = title
        self._lines = stack(gap=Space.XS)
        self.body.addWidget(Label(title, Face.LEAD))
        self.body.addLayout(self._lines)
        self.body.addStretch(1)

    def show_lines(self, lines: tuple[Line, ...], empty: str) -> None:
        """Show these lines, or the words for when there are none."""
        clear(self._lines)
        if not lines and empty:
            self._lines.addWidget(Label(empty, Face.MUTED))
        for line in lines:
            if line.name:
                self._lines.addWidget(Label(line.name, Face.SMALL))
            if line.value:
                self._lines.addWidget(Label(line.value))
