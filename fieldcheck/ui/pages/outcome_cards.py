"""Beside the signals of an outcome: niet pluis as itself, two answers to one question, changed rules."""

from __future__ import annotations

from PySide6.QtCore import Signal

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import Texts
from fieldcheck.ui.controls import Card, Chip, Face, Label, OutlinedButton, Space, Tone, clear, row, stack
from fieldcheck.viewmodels.disputed import ConflictView, SayingView
from fieldcheck.viewmodels.noted import RuleView

UNEASE = N_("Niet pluis")
UNEASE_HINT = N_("Een gevoel zonder bewijs. Het staat op zichzelf en telt niet mee als signaal.")
TWO_ANSWERS = N_("Twee antwoorden op één vraag")
TWO_HINT = N_("Twee laptops wisten niet van elkaar. Beide blijven bewaard; vraag het zo nodig na.")
TO_QUESTION = N_("Naar de vraag")
COUNTS = N_("telt nu")
COUNTS_NOT = N_("bewaard, telt niet")
RULES = N_("Regels die in deze actie anders zijn")
REASON = N_("Reden: {reason}")


class UneaseCard(Card):
    """Suspicions without proof, a line each; not there when nobody had one."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(gap=Space.XS)
        self.setObjectName("unease")
        self.setAccessibleName(texts.text(UNEASE))
        self._words = Label("")
        self.body.addWidget(Label(texts.text(UNEASE), Face.LEAD))
        self.body.addWidget(self._words)
        self.body.addWidget(Label(texts.text(UNEASE_HINT), Face.SMALL))
        self.body.addStretch(1)

    def present(self, lines: tuple[str, ...]) -> None:
        """Show these lines."""
        self._words.setText("\n".join(lines))


class ConflictCard(Card):
    """Questions with two answers: what each says, who wrote it when, and which of them counts.

    Who holds talks can go to the question from here.
    """

    wanted = Signal(str, str)
    """The talk and the question to go to."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(Tone.CAUTION, gap=Space.S)
        self.setObjectName("conflicts")
        self.setAccessibleName(texts.text(TWO_ANSWERS))
        self._texts = texts
        self._shown: tuple[tuple[ConflictView, ...], bool] = ((), False)
        self._lines = stack(gap=Space.XS)
        self.body.addWidget(Label(texts.text(TWO_ANSWERS), Face.LEAD))
        self.body.addLayout(self._lines)
        self.body.addWidget(Label(texts.text(TWO_HINT), Face.SMALL))
        self.body.addStretch(1)

    def present(self, conflicts: tuple[ConflictView, ...], *, may_ask: bool) -> None:
        """Show these questions, with the way to them for who may ask."""
        if (conflicts, may_ask) == self._shown:
            return
        self._shown = conflicts, may_ask
        clear(self._lines)
        for conflict in conflicts:
            self._lines.addWidget(Label(conflict.question, Face.STRONG))
            for saying in conflict.sayings:
                self._add(saying)
            if may_ask:
                self._lines.addLayout(row(self._way_to(conflict), None))

    def _way_to(self, conflict: ConflictView) -> OutlinedButton:
        text = self._texts.text
        button = OutlinedButton(text(TO_QUESTION))
        button.setObjectName("to-question")
        button.setAccessibleName(f"{text(TO_QUESTION)}: {conflict.question}")
        button.clicked.connect(lambda _=False: self.wanted.emit(conflict.interview, conflict.reference))
        return button

    def _add(self, saying: SayingView) -> None:
        standing = self._texts.text(COUNTS if saying.counts else COUNTS_NOT)
        self._lines.addWidget(Label(f"{saying.answer}  ·  {standing}"))
        self._lines.addWidget(Label(saying.by, Face.SMALL))


class RulesCard(Card):
    """What this action made of rules of the form, with the reason, and whether the rule held here."""

    def __init__(self, texts: Texts) -> None:
        super().__init__(gap=Space.S)
        self.setObjectName("rules")
        self.setAccessibleName(texts.text(RULES))
        self._texts = texts
        self._shown: tuple[RuleView, ...] = ()
        self._lines = stack(gap=Space.S)
        self.body.addWidget(Label(texts.text(RULES), Face.LEAD))
        self.body.addLayout(self._lines)

    def present(self, rules: tuple[RuleView, ...]) -> None:
        """Show these rules."""
        if rules == self._shown:
            return
        self._shown = rules
        clear(self._lines)
        for rule in rules:
            chip = Chip(rule.standing, Tone.CAUTION if rule.off and rule.holds else Tone.QUIET)
            why = Label(self._texts.text(REASON, reason=rule.reason), Face.SMALL)
            laid = row(stack(Label(rule.text), why, gap=0), chip, gap=Space.M)
            laid.setStretch(0, 1)
            self._lines.addLayout(laid)
