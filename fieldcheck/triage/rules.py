"""The form's own rules: which signals hold and which routes follow, and what each of them read.

The numbers that ``fc:`` functions give are computed as Decimal and become XPath's binary numbers only to be
compared. What is not known is NaN, so that every comparison with it fails.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from fieldcheck.domain.action import LocalLimits
from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.wording import Said
from fieldcheck.engine import EvaluationFailed, ReferralRule, SignalRule, Value
from fieldcheck.engine.values import to_boolean, to_string
from fieldcheck.triage.answered import Answered
from fieldcheck.triage.assessment import AnswerRef, Route, RouteReason, Signal
from fieldcheck.triage.dimensions import is_positive
from fieldcheck.triage.figures import FACTS, Reckoned
from fieldcheck.triage.tables import ReferenceTables

_NO_LIMIT = N_("er is geen grens “{name}”; er zijn {known}")
_NO_THRESHOLD = N_("er is geen drempel “{name}”; er zijn {known}")

YOUNGEST_WITH_LIMITS = 16
"""The youngest age (years) for which the table of working hours has limits (facts 2c, [L4])."""
FUNCTIONS = frozenset(
    {
        "fc:state",
        "fc:signal",
        "fc:signal-count",
        "fc:domain-signals",
        "fc:domains-with-signals",
        "fc:dimension",
        "fc:hourly-wage",
        "fc:minimum-wage",
        "fc:below-minimum-share",
        "fc:net-below-minimum-share",
        "fc:weekly-hours",
        "fc:daily-hours",
        "fc:stay-days",
        "fc:square-metres-per-person",
        "fc:age",
        "fc:limit",
        "fc:threshold",
    }
)
"""What a form's ``when`` may call besides XPath and ODK; see this room's README."""


@dataclass(slots=True)
class _Reads:
    """What one rule looked at, in order."""

    references: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)


class Rules:
    """The rules of one form over one interview. Signals are evaluated once, whatever the order asked."""

    def __init__(
        self, answered: Answered, reckoned: Reckoned, *, limits: LocalLimits, tables: ReferenceTables
    ) -> None:
        self._answered = answered
        self._reckoned = reckoned
        self._limits = limits
        self._tables = tables
        self._rules = {rule.code: rule for rule in answered.published.signals}
        self._settled: dict[str, Signal | None] = {}
        self._waiting: list[str] = []
        self._reads: list[_Reads] = []
        self._functions = self._table()

    def signals(self) -> tuple[Signal, ...]:
        """The signals that hold, in the order of the form. Raises FormRefused for a rule that cannot run."""
        return tuple(signal for code in self._rules if (signal := self._signal(code)) is not None)

    def routes(self) -> tuple[Route, ...]:
        """One route for each recipient, acute first, then in the order of the form."""
        held = [found for rule in self._answered.published.referrals if (found := self._fired(rule))]
        held.sort(key=lambda pair: _rank(pair[0]))
        by_recipient: dict[str, list[tuple[ReferralRule, _Reads]]] = {}
        for rule, reads in held:
            by_recipient.setdefault(rule.to, []).append((rule, reads))
        return tuple(self._route(pairs) for pairs in by_recipient.values())

    # One rule

    def _signal(self, code: str) -> Signal | None:
        if code in self._settled:
            return self._settled[code]
        rule = self._rules.get(code)
        if rule is None:
            raise EvaluationFailed(N_("er is geen signaal “{word}”{like}"), word=code, like="")
        if code in self._waiting:
            raise EvaluationFailed(
                N_("signalen wachten op elkaar: {circle}"), circle=" → ".join([*self._waiting, code])
            )
        self._waiting.append(code)
        holds, reads = self._holds("signals", code, rule.when)
        self._waiting.pop()
        found = self._raised(rule, reads) if holds else None
        self._settled[code] = found
        return found

    def _fired(self, rule: ReferralRule) -> tuple[ReferralRule, _Reads] | None:
        holds, reads = self._holds("referrals", rule.code, rule.when)
        return (rule, reads) if holds else None

    def _holds(self, sheet: str, code: str, when: str) -> tuple[bool, _Reads]:
        run = self._answered.run
        reads = _Reads(list(run.form.compiled(when).references))
        self._reads.append(reads)
        try:
            return to_boolean(run.evaluate(when, functions=self._functions)), reads
        except EvaluationFailed as error:
            raise FormRefused(
                N_("De regel {code} in blad {sheet} kan niet worden berekend: {reason}"),
                problems=(
                    Said(N_("blad {sheet}, {code}: {reason}"), sheet=sheet, code=code, reason=error.reason),
                ),
                code=code,
                sheet=sheet,
                reason=error.reason,
            ) from error
        finally:
            self._reads.pop()

    def _raised(self, rule: SignalRule, reads: _Reads) -> Signal:
        return Signal(
            code=rule.code,
            exploitation=rule.exploitation,
            domain=rule.domain,
            dimension=rule.dimension,
            weight=rule.weight,
            label=rule.label,
            why=rule.why,
            answers=self._explained(reads),
            source=rule.source,
            figures=tuple(dict.fromkeys(reads.figures)),
        )

    def _explained(self, reads: _Reads) -> tuple[AnswerRef, ...]:
        """The answers a rule rests on: those it names, those of its figures and of signals it asked for."""
        references = list(reads.references)
        for code in reads.figures:
            references += [found for fact in FACTS[code] if (found := self._answered.reference(fact))]
        for code in reads.signals:
            signal = self._settled.get(code)
            references += [answer.reference for answer in signal.answers] if signal else []
        return self._answered.explained(references)

    # Routes

    def _route(self, pairs: list[tuple[ReferralRule, _Reads]]) -> Route:
        first = pairs[0][0]
        signals = list(dict.fromkeys(code for _, reads in pairs for code in reads.signals))
        reasons: list[RouteReason] = []
        for rule, reads in pairs:  # the rule that decided the urgency explains itself first
            reasons += [RouteReason(rule.code, rule.label)] if rule is not first else []
            reasons += [RouteReason(code, self._rules[code].label) for code in reads.signals]
            reasons += self._figure_reasons(reads) + self._answer_reasons(reads)
        return Route(
            code=first.code,
            to=first.to,
            urgency=first.urgency,
            label=first.label,
            reasons=tuple({reason.code: reason for reason in reasons}.values()),
            signals=tuple(signals),
        )

    def _figure_reasons(self, reads: _Reads) -> list[RouteReason]:
        figures = {figure.code: figure for figure in self._reckoned.figures}
        read = [figures[code] for code in dict.fromkeys(reads.figures) if code in figures]
        return [
            RouteReason(
                one.code, {"nl": Said(N_("{label}: {formula}"), label=one.label, formula=one.formula)}
            )
            for one in read
            if one.formula
        ]

    def _answer_reasons(self, reads: _Reads) -> list[RouteReason]:
        said = self._answered.explained(reads.references)
        return [
            RouteReason(
                one.reference,
                {"nl": Said("{question} {answer}", question=one.question, answer=one.value_text)},
            )
            for one in said
        ]

    # What rules may call

    def _table(self) -> dict[str, Callable[..., Value]]:
        reckoned = self._reckoned
        gross = reckoned.pay is not None and reckoned.pay.gross is True
        share, hours = reckoned.share, reckoned.hours
        week, day = (hours.week, hours.day) if hours else (None, None)
        return {
            "fc:state": self._state,
            "fc:signal": lambda code: self._asked(to_string(code)),
            "fc:signal-count": lambda: float(len(self._noted(self.signals()))),
            "fc:domain-signals": lambda domain: float(len(self._noted(self._in_domain(to_string(domain))))),
            "fc:domains-with-signals": lambda: float(
                len({signal.domain for signal in self._noted(self.signals())})
            ),
            "fc:dimension": lambda name: self._positive(to_string(name)),
            "fc:hourly-wage": self._figure(
                "hourly-wage", reckoned.hourly.exact.high if reckoned.hourly else None
            ),
            "fc:minimum-wage": self._figure(
                "minimum-wage", reckoned.minimum.hour if reckoned.minimum else None
            ),
            "fc:below-minimum-share": self._figure("below-minimum", share if gross else None),
            "fc:net-below-minimum-share": self._figure("below-minimum", None if gross else share),
            "fc:weekly-hours": self._figure("weekly-hours", week.low if week else None),
            "fc:daily-hours": self._figure("weekly-hours", day.high if day else None),
            "fc:stay-days": self._figure("stay-days", reckoned.stay_days),
            "fc:square-metres-per-person": self._figure("square-metres-per-person", reckoned.space),
            "fc:age": self._age,
            "fc:limit": lambda name: _named(self._limit_values(), _NO_LIMIT, to_string(name)),
            "fc:threshold": lambda name: _named(self._thresholds(), _NO_THRESHOLD, to_string(name)),
        }

    def _figure(self, code: str, value: Decimal | int | None) -> Callable[[], Value]:
        def read() -> Value:
            if value is None:
                return math.nan
            self._reads[-1].figures.append(code)
            return float(value)

        return read

    def _asked(self, code: str) -> bool:
        signal = self._signal(code)
        if signal is not None:
            self._reads[-1].signals.append(code)
        return signal is not None

    def _noted(self, signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
        self._reads[-1].signals.extend(signal.code for signal in signals)
        return signals

    def _positive(self, dimension: str) -> bool:
        """Whether the signals of a dimension make it positive; they are reasons only when they do."""
        found = (self._signal(code) for code, rule in self._rules.items() if rule.dimension == dimension)
        held = tuple(signal for signal in found if signal is not None)
        positive = is_positive(signal.weight for signal in held)
        if positive:
            self._noted(held)
        return positive

    def _in_domain(self, domain: str) -> tuple[Signal, ...]:
        found = (self._signal(code) for code, rule in self._rules.items() if rule.domain == domain)
        return tuple(signal for signal in found if signal is not None)

    def _state(self, named: Value) -> str:
        """What became of a question, named by its name or fact."""
        name = named[0].reference if isinstance(named, list) and named else to_string(named)
        reference = self._answered.reference(name) or self._reference(name)
        self._reads[-1].references.append(reference)
        state: AnswerState = self._answered.state(reference)
        return state.value

    def _reference(self, name: str) -> str:
        form = self._answered.run.form
        if name in form:
            return name
        try:
            return form.reference(name)
        except KeyError:
            raise EvaluationFailed(N_("er is geen vraag “{name}”{like}"), name=name, like="") from None

    def _age(self) -> Value:
        if self._reckoned.ages is None:
            return math.nan
        facts = (self._answered.reference(fact) for fact in FACTS["minimum-wage"])
        self._reads[-1].references.extend(fact for fact in facts if fact)
        return float(self._reckoned.ages.low)

    def _limit_values(self) -> dict[str, Decimal | int]:
        return {"stay_days": self._limits.stay_days, "square_metres": self._limits.square_metres}

    def _thresholds(self) -> dict[str, Decimal | int]:
        # Under 16 no table gives a limit; hours above that of 16 and 17 are too many for a younger child too.
        hours = self._reckoned.limits or self._tables.hours_limits(YOUNGEST_WITH_LIMITS)
        found: dict[str, Decimal | int] = {
            "severe-underpayment": self._tables.severe_underpayment,
            "far-below-minimum": self._tables.far_below_minimum,
            "registration-days": self._tables.registration_days,
        }
        for name in ("week", "average", "day"):
            found[f"{name}-hours"] = getattr(hours, name)
        return found


def _named(values: dict[str, Decimal | int], unknown: str, name: str) -> float:
    if name not in values:
        raise EvaluationFailed(unknown, name=name, known=", ".join(values))
    return float(values[name])


def _rank(rule: ReferralRule) -> int:
    try:
        return list(Urgency).index(Urgency(rule.urgency))
    except ValueError:
        raise FormRefused(
            N_("De regel {code} heeft een onbekende urgentie: “{urgency}”."),
            problems=(
                Said(
                    N_("blad {sheet}, {code}: {reason}"),
                    sheet="referrals",
                    code=rule.code,
                    reason=rule.urgency,
                ),
            ),
            code=rule.code,
            urgency=rule.urgency,
        ) from None
