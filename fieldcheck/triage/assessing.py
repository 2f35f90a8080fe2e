"""From answers to signals, figures, blank domains and routes: a pure function of its arguments."""

from __future__ import annotations

import re
from datetime import date

from fieldcheck.domain.action import LocalLimits
from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.referral import Urgency
from fieldcheck.engine import FormRun, PublishedForm, ReferralRule, SignalRule
from fieldcheck.triage import living, wage, working_time
from fieldcheck.triage.assessment import AnswerRef, Assessment, DomainView, Figure, Route, RouteReason, Signal
from fieldcheck.triage.facts import Facts
from fieldcheck.triage.rule_functions import RuleFunctions
from fieldcheck.triage.tables import ReferenceTables

DOMAINS = {
    "recruitment": N_("Werving"),
    "papers": N_("Papieren"),
    "pay": N_("Werk en loon"),
    "housing": N_("Huisvesting"),
    "freedom": N_("Bewegingsvrijheid"),
    "coercion": N_("Dwang en dreiging"),
    "dependency": N_("Afhankelijkheid"),
    "observation": N_("Waarneming"),
}
"""Every domain by code, in the order that screens and papers show them."""

STATES = {
    AnswerState.REFUSED: N_("wilde niet antwoorden"),
    AnswerState.DOES_NOT_KNOW: N_("weet het niet"),
    AnswerState.AFRAID: N_("durfde niet te antwoorden"),
    AnswerState.LANGUAGE_FAILED: N_("taal lukte niet"),
    AnswerState.NOT_APPLICABLE: N_("niet van toepassing"),
    AnswerState.NOT_ASKED: N_("niet gevraagd"),
}
"""Each state in words; none of them means no."""

_PATH = re.compile(r"/data(?:/[\w.-]+)+")
_NAMED_STATE = re.compile(r"fc:state\('([\w.-]+)'\)")
_URGENCIES = [urgency.value for urgency in Urgency]


def assess(
    published: PublishedForm,
    run: FormRun,
    *,
    day: date,
    limits: LocalLimits,
    tables: ReferenceTables,
    language: str = "nl",
) -> Assessment:
    """What the answers of ``run`` add up to on ``day``.

    Args:
        limits: the municipality's own limits.
        tables: law and wages, dated.
        language: of the questions and answers that stand as reasons.
    """
    facts = Facts(published, run, day)
    functions = RuleFunctions(facts, limits, tables)
    signals = tuple(_signals(published, functions, language))
    return Assessment(
        form_id=published.form_id,
        form_digest=published.digest,
        day=day.isoformat(),
        signals=signals,
        figures=_figures(facts, limits, tables),
        domains=_domains(published, run, signals),
        routes=_routes(published, functions, signals),
    )


def _figures(facts: Facts, limits: LocalLimits, tables: ReferenceTables) -> tuple[Figure, ...]:
    return (
        wage.hourly_pay_figure(facts),
        wage.minimum_wage_figure(facts, tables),
        working_time.weekly_hours_figure(facts, tables),
        living.stay_figure(facts, limits),
        living.room_figure(facts, limits),
    )


def _signals(published: PublishedForm, functions: RuleFunctions, language: str) -> list[Signal]:
    found = []
    for rule in published.signals:
        if functions.facts.run.evaluate(f"boolean({rule.when})", functions=functions.table()):
            functions.raised[rule.code] = rule.domain
            found.append(_signal(rule, functions, language))
    return found


def _signal(rule: SignalRule, functions: RuleFunctions, language: str) -> Signal:
    return Signal(
        code=rule.code,
        exploitation=rule.exploitation,
        domain=rule.domain,
        dimension=rule.dimension,
        weight=rule.weight,
        label=rule.label,
        why=rule.why,
        answers=_answers(rule.when, functions, language),
        figures=functions.figures_of(rule.when),
        source=rule.source,
    )


def _answers(when: str, functions: RuleFunctions, language: str) -> tuple[AnswerRef, ...]:
    run = functions.facts.run
    references = [path for path in _PATH.findall(when) if path in run.references()]
    for name in _NAMED_STATE.findall(when):
        references += [one for one in run.references() if one.rsplit("/", 1)[-1] == name]
    references += functions.references_of(when)
    spoken = (_answer(run, reference, language) for reference in dict.fromkeys(references))
    return tuple(one for one in spoken if one.state != AnswerState.NOT_ASKED.value)


def _answer(run: FormRun, reference: str, language: str) -> AnswerRef:
    node = run.node(reference, language)
    words = {choice.value: choice.label for choice in node.choices}
    said = ", ".join(words.get(part, part) for part in node.value.split()) if words else node.value
    if node.state is not AnswerState.ANSWERED:
        said = STATES[node.state]
    return AnswerRef(reference, node.label, said, node.state.value)


def _domains(published: PublishedForm, run: FormRun, signals: tuple[Signal, ...]) -> tuple[DomainView, ...]:
    return tuple(_domain(code, published, run, signals) for code in DOMAINS if code != "observation")


def _domain(code: str, published: PublishedForm, run: FormRun, signals: tuple[Signal, ...]) -> DomainView:
    nodes = [run.node(reference) for reference, domain in published.domains.items() if domain == code]
    relevant = [node for node in nodes if node.relevant]
    asked = [node for node in relevant if node.state is not AnswerState.NOT_ASKED]
    answered = [node for node in asked if node.state is AnswerState.ANSWERED]
    raised = sum(1 for signal in signals if signal.domain == code)
    blank = not answered and not raised
    states = {node.state for node in asked}
    reason = next((STATES[state] for state in STATES if state in states), STATES[AnswerState.NOT_ASKED])
    return DomainView(
        code=code,
        label=DOMAINS[code],
        signals=raised,
        answered=len(answered),
        asked=len(asked),
        blank=blank,
        blank_reason=reason if blank else "",
    )


def _routes(
    published: PublishedForm, functions: RuleFunctions, signals: tuple[Signal, ...]
) -> tuple[Route, ...]:
    found = []
    by_code = {signal.code: signal for signal in signals}
    for rule in published.referrals:
        functions.asked.clear()
        if functions.facts.run.evaluate(f"boolean({rule.when})", functions=functions.table()):
            found.append(_route(rule, functions.asked, by_code))
    return tuple(sorted(found, key=lambda route: _URGENCIES.index(route.urgency)))


def _route(rule: ReferralRule, asked: set[str], by_code: dict[str, Signal]) -> Route:
    behind = [signal for code, signal in by_code.items() if code in asked] or list(by_code.values())
    return Route(
        code=rule.code,
        to=rule.to,
        urgency=rule.urgency,
        label=rule.label,
        reasons=tuple(RouteReason(signal.code, signal.label) for signal in behind),
        signals=tuple(signal.code for signal in behind),
    )
