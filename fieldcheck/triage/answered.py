"""The answers of a run by the facts they tell, in the types that triage reckons with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.wording import Figured, Said
from fieldcheck.engine import FormRun, Node, PublishedForm
from fieldcheck.i18n.languages import OFFICER, SOURCE
from fieldcheck.i18n.markdown import plain
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
    """Reads a run. An answer that is no longer relevant, or breaks its constraint, counts as not given.

    A question of a repeat is named by its path; it stands for what was answered in every instance.
    """

    published: PublishedForm
    run: FormRun

    def node(self, reference: str) -> Node:
        """The question, in Dutch."""
        return self.run.node(reference, "nl")

    def instances(self, reference: str) -> tuple[str, ...]:
        """The question itself, or in a repeat the question in each instance."""
        return self.run.expand(reference) if "[" not in reference else (reference,)

    def reference(self, fact: str) -> str | None:
        """The question that tells a fact, None when the form has none."""
        return self.published.facts.get(fact)

    def state(self, reference: str) -> AnswerState:
        """What became of a question; one that is not relevant was not asked.

        In a repeat: answered when it was in one instance, else what became of it in the first it was asked.
        """
        states = [self._state(one) for one in self.instances(reference)]
        if AnswerState.ANSWERED in states:
            return AnswerState.ANSWERED
        return next((state for state in states if state is not AnswerState.NOT_ASKED), AnswerState.NOT_ASKED)

    def _state(self, reference: str) -> AnswerState:
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
        values = (self.node(one).value for one in self.instances(reference))
        return next((value for value in values if value), "")

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

    def explained(self, references: Iterable[str]) -> tuple[AnswerRef, ...]:
        """The answers in words, those of each instance apart; without questions that were not asked."""
        wanted = dict.fromkeys(one for reference in references for one in self.instances(reference))
        found = (self._explained(reference) for reference in wanted)
        return tuple(answer for answer in found if answer is not None)

    def _explained(self, reference: str) -> AnswerRef | None:
        state = self._state(reference)
        if state is AnswerState.NOT_ASKED:
            return None
        nodes = {tag: self.run.node(reference, tag) for tag in (SOURCE, *sorted(OFFICER - {SOURCE}))}
        question = _worded({tag: plain(node.label) for tag, node in nodes.items()})
        if state is not AnswerState.ANSWERED:
            return AnswerRef(reference, question, Said(STATE_TEXTS[state]), state)
        return AnswerRef(
            reference, question, _worded({tag: _shown(node) for tag, node in nodes.items()}), state
        )


def _worded(texts: Mapping[str, str]) -> str:
    """What a form says, in Dutch; shown in the language of the officer where the form has it."""
    return Figured(texts, _in) if any(text != texts[SOURCE] for text in texts.values()) else texts[SOURCE]


def _in(texts: Mapping[str, str], tag: str) -> str:
    return texts.get(tag) or texts[SOURCE]


def _shown(node: Node) -> str:
    if not node.choices:
        return node.value
    labels = {choice.value: plain(choice.label) for choice in node.choices}
    words = node.value.split() if node.type == "select_multiple" else [node.value]
    return ", ".join(labels.get(word, word) for word in words)
