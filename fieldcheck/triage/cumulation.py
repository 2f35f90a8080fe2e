"""What several people say together about one employer, agency or address, domain by domain.

Each service sees one facet, and exploitation shows only in the sum. What nobody could tell stays visible.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from fieldcheck.domain.wording import Said
from fieldcheck.triage.assessment import Assessment
from fieldcheck.triage.domains import DOMAINS


@dataclass(frozen=True, slots=True)
class CumulatedDomain:
    """One domain over several people. Every count is of persons.

    Attributes:
        label: a Dutch text that can be said in any language.
        with_signals: persons of whom a signal was heard.
        asked: persons who answered something, or gave a reason for not answering.
        blank: persons of whom nothing was answered; they are neither "no" nor left out.
        signals: how many persons each signal was heard of.
    """

    code: str
    label: str
    with_signals: int
    asked: int
    blank: int
    signals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Cumulation:
    """All domains over several people.

    Attributes:
        persons: how many people it is about.
        with_signals: persons of whom a signal was heard in any domain.
        with_unease: persons about whom somebody felt that something is wrong; a line of its own, never
            added to the signals.
    """

    persons: int
    domains: tuple[CumulatedDomain, ...]
    with_signals: int
    with_unease: int

    @property
    def blank(self) -> tuple[str, ...]:
        """Codes of the domains of which nobody told anything."""
        return tuple(domain.code for domain in self.domains if domain.blank == self.persons)


def cumulate(persons: Iterable[Assessment]) -> Cumulation:
    """What several people come to together; the order does not matter.

    Args:
        persons: one assessment for each person; several talks of one are put together first
            (:func:`fieldcheck.triage.together.together`), or somebody would count twice.
    """
    each = tuple(persons)
    return Cumulation(
        persons=len(each),
        domains=tuple(_domain(code, each) for code in DOMAINS),
        with_signals=sum(bool(one.signals) for one in each),
        with_unease=sum(bool(one.unease) for one in each),
    )


def _domain(code: str, persons: tuple[Assessment, ...]) -> CumulatedDomain:
    views = [next((view for view in one.domains if view.code == code), None) for one in persons]
    seen = [view for view in views if view is not None]
    return CumulatedDomain(
        code=code,
        label=Said(DOMAINS[code]),
        with_signals=sum(bool(view.signals) for view in seen),
        asked=sum(view.asked > 0 for view in seen),
        blank=len(persons) - sum(not view.blank for view in seen),
        signals=dict(sorted(Counter(signal for view in seen for signal in view.signals).items())),
    )
