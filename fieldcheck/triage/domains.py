"""How much is known of each domain, and why a blank one is blank: missing is never “no”."""

from __future__ import annotations

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.wording import Said
from fieldcheck.triage.answered import STATE_TEXTS, Answered
from fieldcheck.triage.assessment import DomainView, Signal

DOMAINS = {
    "recruitment": N_("Werving"),
    "papers": N_("Papieren"),
    "pay": N_("Loon en werk"),
    "housing": N_("Huisvesting"),
    "freedom": N_("Vrijheid"),
    "coercion": N_("Dwang en dreiging"),
    "dependency": N_("Afhankelijkheid"),
}
"""The domains in the order they are shown."""

NO_TALK = N_("geen vrijwillig gesprek")
_TELLING = (
    AnswerState.AFRAID,
    AnswerState.REFUSED,
    AnswerState.LANGUAGE_FAILED,
    AnswerState.DOES_NOT_KNOW,
    AnswerState.NOT_APPLICABLE,
)
"""Which reason a blank domain gives when there are several: the most telling first."""


def domain_views(answered: Answered, signals: tuple[Signal, ...]) -> tuple[DomainView, ...]:
    """Every domain, in the order of :data:`DOMAINS`."""
    return tuple(_view(answered, code, signals) for code in DOMAINS)


def _view(answered: Answered, code: str, signals: tuple[Signal, ...]) -> DomainView:
    references = [reference for reference, domain in answered.published.domains.items() if domain == code]
    asked = [one for reference in references for one in answered.instances(reference)]
    states = [answered.state(reference) for reference in asked if answered.node(reference).relevant]
    given, not_asked = states.count(AnswerState.ANSWERED), states.count(AnswerState.NOT_ASKED)
    return DomainView(
        code=code,
        label=Said(DOMAINS[code]),
        signals=tuple(signal.code for signal in signals if signal.domain == code),
        answered=given,
        asked=len(states) - not_asked,
        blank=given == 0,
        blank_reason="" if given else _reason(answered, states),
        not_asked=not_asked,
    )


def _reason(answered: Answered, states: list[AnswerState]) -> str:
    found = next((state for state in _TELLING if state in states), None)
    if found is not None:
        return Said(STATE_TEXTS[found])
    if not states and answered.text("consent") in ("no", "later"):
        return Said(NO_TALK)
    return Said(STATE_TEXTS[AnswerState.NOT_ASKED])
