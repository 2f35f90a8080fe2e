"""Facts: what the answers say, by meaning instead of by question, as exact values.

A question names its fact in the column ``bind::fc:fact`` of the form; a fact nobody answered is None,
which is never the same as no.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import FormRun, PublishedForm


@dataclass(frozen=True, slots=True)
class Facts:
    """The facts of one interview on one day."""

    published: PublishedForm
    run: FormRun
    day: date

    def reference(self, fact: str) -> str | None:
        """The question that gives a fact; None when the form has none."""
        return self.published.facts.get(fact)

    def references(self, *facts: str) -> tuple[str, ...]:
        """The questions that give these facts and were answered."""
        found = (self.reference(fact) for fact in facts)
        return tuple(one for one in found if one is not None and self._answer(one))

    def text(self, fact: str) -> str | None:
        """A fact as text; None when unanswered."""
        reference = self.reference(fact)
        return None if reference is None else self._answer(reference) or None

    def number(self, fact: str) -> Decimal | None:
        """A fact as an exact number; None when unanswered or no number."""
        text = self.text(fact)
        try:
            return None if text is None else Decimal(text)
        except InvalidOperation:
            return None

    def moment(self, fact: str) -> date | None:
        """A fact as a day; None when unanswered or no day."""
        text = self.text(fact)
        try:
            return None if text is None else date.fromisoformat(text)
        except ValueError:
            return None

    @property
    def age(self) -> int | None:
        """The age in years, the younger of the two that a year of birth leaves open.

        The younger one is right for protection (a possible minor is treated as one) and careful for pay
        (it compares with the lower minimum).
        """
        year = self.number("birth-year")
        return None if year is None else self.day.year - int(year) - 1

    def _answer(self, reference: str) -> str:
        node = self.run.node(reference)
        if not node.relevant or node.state is not AnswerState.ANSWERED:
            return ""
        return node.value
