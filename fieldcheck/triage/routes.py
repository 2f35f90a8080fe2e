"""Which routes the rules of form and action propose, and what the action made of the form's rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.route import MeldRoute, RuleChange
from fieldcheck.domain.wording import Said
from fieldcheck.triage.assessment import Route, RouteReason, RuleNotice
from fieldcheck.triage.rules import Reads, Rules

ROUTE_SHEET = "meldroute"
"""Where a rule of the action stands, in an error."""


@dataclass(frozen=True, slots=True)
class _Fired:
    """A rule that holds, at the urgency the action gives it."""

    code: str
    to: str
    urgency: Urgency
    label: Mapping[str, str]
    reads: Reads
    source: str = ""


def proposed(rules: Rules, route: MeldRoute) -> tuple[tuple[Route, ...], tuple[RuleNotice, ...]]:
    """One route for each recipient, acute first, then in the order of the form; own rules come last.

    And what the action made of the form's rules. Raises FormRefused for a rule that cannot run.
    """
    changes = {change.code: change for change in route.changes}
    fired: list[_Fired] = []
    notices: list[RuleNotice] = []
    for rule in rules.answered.published.referrals:
        was = _urgency(rule.code, rule.urgency)
        holds, reads = rules.holds("referrals", rule.code, rule.when)
        change = changes.get(rule.code)
        if change is not None:
            notices.append(_notice(rule.code, rule.label, rule.to, was, change, holds=holds))
        if holds:
            urgency = change.urgency if change else was
            fired.append(_Fired(rule.code, rule.to, urgency, rule.label, reads, rule.source))
    for own in route.rules:
        holds, reads = rules.holds(ROUTE_SHEET, own.code, own.when, of_any_form=True)
        if holds:
            fired.append(_Fired(own.code, own.to, own.urgency, {"nl": own.label}, reads))
    return _by_recipient(rules, [one for one in fired if one.urgency is not Urgency.NONE]), tuple(notices)


def _notice(
    code: str, label: Mapping[str, str], to: str, was: Urgency, change: RuleChange, *, holds: bool
) -> RuleNotice:
    return RuleNotice(code, label, to, was.value, change.urgency.value, change.reason, holds)


def _by_recipient(rules: Rules, fired: list[_Fired]) -> tuple[Route, ...]:
    by_recipient: dict[str, list[_Fired]] = {}
    for one in sorted(fired, key=lambda rule: list(Urgency).index(rule.urgency)):
        by_recipient.setdefault(one.to, []).append(one)
    return tuple(_route(rules, same) for same in by_recipient.values())


def _route(rules: Rules, same: list[_Fired]) -> Route:
    first = same[0]
    reasons: list[RouteReason] = []
    for rule in same:  # the rule that decided the urgency explains itself first
        reasons += [RouteReason(rule.code, rule.label)] if rule is not first else []
        reasons += [RouteReason(code, rules.label(code)) for code in rule.reads.signals]
        reasons += _figure_reasons(rules, rule.reads) + _answer_reasons(rules, rule.reads)
    return Route(
        code=first.code,
        to=first.to,
        urgency=first.urgency.value,
        label=first.label,
        reasons=tuple({reason.code: reason for reason in reasons}.values()),
        signals=tuple(dict.fromkeys(code for rule in same for code in rule.reads.signals)),
        source=first.source,
    )


def _figure_reasons(rules: Rules, reads: Reads) -> list[RouteReason]:
    figures = {figure.code: figure for figure in rules.reckoned.figures}
    read = [figures[code] for code in dict.fromkeys(reads.figures) if code in figures]
    return [
        RouteReason(one.code, {"nl": Said(N_("{label}: {formula}"), label=one.label, formula=one.formula)})
        for one in read
        if one.formula
    ]


def _answer_reasons(rules: Rules, reads: Reads) -> list[RouteReason]:
    return [
        RouteReason(
            one.reference, {"nl": Said("{question} {answer}", question=one.question, answer=one.value_text)}
        )
        for one in rules.answered.explained(reads.references)
    ]


def _urgency(code: str, written: str) -> Urgency:
    try:
        return Urgency(written)
    except ValueError:
        raise FormRefused(
            N_("De regel {code} heeft een onbekende urgentie: “{urgency}”."),
            problems=(
                Said(N_("blad {sheet}, {code}: {reason}"), sheet="referrals", code=code, reason=written),
            ),
            code=code,
            urgency=written,
        ) from None
