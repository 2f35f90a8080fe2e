"""The answers of a run by the facts they tell, in the types that triage reckons with."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import FormRun, Node, PublishedForm
from fieldcheck.triage.assessment import AnswerRef

STATE_TEXTS = {
    AnswerState.NOT_ASKED: N_("niet gevraagd"),
    AnswerState.REFUSED: N_("wilde niet antwoorden"),
    AnswerState.DOES_NOT_KNOW: N_("wist het niet"),
    AnswerState.AFRAID: N_("durfde niet te antwoorden"),
    AnswerState.LANGUAGE_FAILED: N_("de taal lukte niet"),
    AnswerState.NOT_APPLICABLE: N_("niet van toepassing"),
    AnswerState.ANSWERED: N_("beantwoord"),
}
"""What became of a question, in words."""


@dataclass(frozen=True)
class Answered:
    """Reads a run. An answer that is no longer relevant, or breaks its constraint, counts as not given."""

    published: PublishedForm
    run: FormRun

    def node(self, reference: str) -> Node:
        """The question, in Dutch."""
        return self.run.node(reference, "nl")

    def reference(self, fact: str) -> str | None:
        """The question that tells a fact, None when the form has none."""
        return self.published.facts.get(fact)

    def state(self, reference: str) -> AnswerState:
        """What became of a question; one that is not relevant was not asked."""
        node = self.node(reference)
        if not node.relevant:
            return AnswerState.NOT_ASKED
        if node.value and node.violation is None:
            return AnswerState.ANSWERED
        return AnswerState.NOT_ASKED if node.state is AnswerState.ANSWERED else node.state

    def text(self, fact: str) -> str:
        """The value of a fact, "" when there is none."""
        reference = self.reference(fact)
        if reference is None or self.state(reference) is not AnswerState.ANSWERED:
            return ""
        return self.node(reference).value

    def decimal(self, fact: str) -> Decimal | None:
        """A fact that is an amount or count; None when there is none."""
        try:
            value = Decimal(self.text(fact))
        except InvalidOperation:
            return None
        return value if value.is_finite() else None

    def date(self, fact: str) -> date | None:
        """A fact that is a day; None when there is none."""
        try:
            return date.fromisoformat(self.text(fact)[:10])
        except ValueError:
            return None

    def explained(self, reference: str) -> AnswerRef | None:
        """The answer in words; None when the question was not asked."""
        state = self.state(reference)
        if state is AnswerState.NOT_ASKED:
            return None
        node = self.node(reference)
        shown = _shown(node) if state is AnswerState.ANSWERED else STATE_TEXTS[state]
        return AnswerRef(reference, node.label, shown, state)


def _shown(node: Node) -> str:
    if not node.choices:
        return node.value
    labels = {choice.value: choice.label for choice in node.choices}
    words = node.value.split() if node.type == "select_multiple" else [node.value]
    return ", ".join(labels.get(word, word) for word in words)
