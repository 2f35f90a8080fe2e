"""The form's own rules: which signals hold, and what each rule read of the answers.

The numbers that ``fc:`` functions give are computed as Decimal and become XPath's binary numbers only to be
compared. What is not known is NaN, so that every comparison with it fails.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from fieldcheck.domain.action import LocalLimits
from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.wording import Said
from fieldcheck.engine import BadExpression, EvaluationFailed, SignalRule, Value
from fieldcheck.engine.values import to_boolean, to_string
from fieldcheck.triage.answered import Answered
from fieldcheck.triage.assessment import AnswerRef, Signal
from fieldcheck.triage.calls import figure_values, limit_values, threshold_values
from fieldcheck.triage.dimensions import is_positive
from fieldcheck.triage.figures import AGE_FACTS, FACTS, Reckoned
from fieldcheck.triage.known import all_answered
from fieldcheck.triage.tables import ReferenceTables
from fieldcheck.triage.unease import SUSPICION, says_unease

_NO_LIMIT = N_("er is geen grens “{name}”; er zijn {known}")
_NO_THRESHOLD = N_("er is geen drempel “{name}”; er zijn {known}")


@dataclass(slots=True)
class Reads:
    """What one rule looked at, in order; ``unknown`` when some of it is not known."""

    references: list[str] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    signals: list[str] = field(default_factory=list)
    unknown: bool = False


class Rules:
    """The rules of one form over one interview. Signals are evaluated once, whatever the order asked."""

    def __init__(
        self,
        answered: Answered,
        reckoned: Reckoned,
        *,
        day: date,
        limits: LocalLimits,
        tables: ReferenceTables,
    ) -> None:
        self.answered = answered
        self.reckoned = reckoned
        self._day = day
        self._limits = limits
        self._tables = tables
        self._rules = {rule.code: rule for rule in answered.published.signals}
        self._settled: dict[str, Signal | None] = {}
        self._silent: set[str] = set()
        self._waiting: list[str] = []
        self._reads: list[Reads] = []
        self._of_any_form = False
        self._functions = self._table()

    def signals(self) -> tuple[Signal, ...]:
        """The signals that hold, in the order of the form, without a bare suspicion.

        Raises FormRefused for a rule that cannot run.
        """
        found = (self.signal(code) for code in self._rules if code != SUSPICION)
        return tuple(signal for signal in found if signal is not None)

    def suspicion(self) -> Signal | None:
        """The bare suspicion when the form has a rule for it that holds."""
        return self.signal(SUSPICION) if SUSPICION in self._rules else None

    def denied(self) -> Mapping[str, str]:
        """Signals that do not hold although all they ask was answered, each with its exploitation."""
        return {code: kind for code, kind in self._not_held() if code not in self._silent}

    def silent(self) -> Mapping[str, str]:
        """Signals of which nobody can tell, each with its exploitation."""
        return {code: kind for code, kind in self._not_held() if code in self._silent}

    def _not_held(self) -> list[tuple[str, str]]:
        self.signals()
        return [
            (code, rule.exploitation)
            for code, rule in self._rules.items()
            if code != SUSPICION and self._settled[code] is None
        ]

    def label(self, code: str) -> Mapping[str, str]:
        """What a signal of the form is called."""
        return self._rules[code].label

    def signal(self, code: str) -> Signal | None:
        """The signal with this code when it holds; EvaluationFailed when the form has none."""
        if code in self._settled:
            return self._settled[code]
        rule = self._rules.get(code)
        if rule is None:
            if self._of_any_form:
                return None
            raise EvaluationFailed(N_("er is geen signaal “{word}”{like}"), word=code, like="")
        if code in self._waiting:
            raise EvaluationFailed(
                N_("signalen wachten op elkaar: {circle}"), circle=" → ".join([*self._waiting, code])
            )
        self._waiting.append(code)
        holds, reads = self.holds("signals", code, rule.when)
        self._waiting.pop()
        found = self._raised(rule, reads) if holds else None
        if found is None and not self._known(reads):
            self._silent.add(code)
        self._settled[code] = found
        return found

    def holds(self, sheet: str, code: str, when: str, *, of_any_form: bool = False) -> tuple[bool, Reads]:
        """Whether a rule holds, and what it read.

        Args:
            sheet: where the rule stands, for the error.
            code: the rule's code.
            when: XPath as written.
            of_any_form: for a rule of the action: what this form does not have does not hold.

        Raises FormRefused when the rule cannot run.
        """
        run = self.answered.run
        reads = Reads()
        self._reads.append(reads)
        before, self._of_any_form = self._of_any_form, of_any_form
        try:
            reads.references += run.form.compiled(when).references
            return to_boolean(run.evaluate(when, functions=self._functions)), reads
        except (EvaluationFailed, BadExpression) as error:
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
            self._of_any_form = before

    def _known(self, reads: Reads) -> bool:
        if reads.unknown:
            return False
        # An age that is known is known, whichever of the two questions told it.
        ages = {self._question(fact) for fact in AGE_FACTS}
        named = [reference for reference in reads.references if reference not in ages]
        return not named or all_answered(self.answered, named)

    def _question(self, fact: str) -> str | None:
        return self.answered.reference(fact)

    def _raised(self, rule: SignalRule, reads: Reads) -> Signal:
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

    def _explained(self, reads: Reads) -> tuple[AnswerRef, ...]:
        """The answers a rule rests on: those it names, those of its figures and of signals it asked for."""
        references = list(reads.references)
        for code in reads.figures:
            references += [found for fact in FACTS[code] if (found := self._question(fact))]
        for code in reads.signals:
            signal = self._settled.get(code)
            references += [answer.reference for answer in signal.answers] if signal else []
        return self.answered.explained(references)

    # What rules may call

    def _table(self) -> dict[str, Callable[..., Value]]:
        limits = limit_values(self._limits)
        thresholds = threshold_values(self.reckoned, self._tables, self._day)
        return {
            **{
                name: self._figure(code, value)
                for name, (code, value) in figure_values(self.reckoned).items()
            },
            "fc:state": self._state,
            "fc:signal": lambda code: self._asked(to_string(code)),
            "fc:signal-count": lambda: float(len(self._noted(self.signals()))),
            "fc:domain-signals": lambda domain: float(len(self._noted(self._in_domain(to_string(domain))))),
            "fc:domains-with-signals": lambda: float(
                len({signal.domain for signal in self._noted(self.signals())})
            ),
            "fc:dimension": lambda name: self._positive(to_string(name)),
            "fc:unease": self._unease,
            "fc:age": self._age,
            "fc:limit": lambda name: _named(limits, _NO_LIMIT, to_string(name)),
            "fc:threshold": lambda name: _named(thresholds, _NO_THRESHOLD, to_string(name)),
        }

    def _figure(self, code: str, value: Decimal | int | None) -> Callable[[], Value]:
        def read() -> Value:
            if value is None:
                self._reads[-1].unknown = True
                return math.nan
            self._reads[-1].figures.append(code)
            return float(value)

        return read

    def _asked(self, code: str) -> bool:
        signal = self.signal(code)
        if signal is not None:
            self._reads[-1].signals.append(code)
        elif code in self._silent:
            self._reads[-1].unknown = True
        return signal is not None

    def _noted(self, signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
        self._reads[-1].signals.extend(signal.code for signal in signals)
        return signals

    def _positive(self, dimension: str) -> bool:
        """Whether the signals of a dimension make it positive; they are reasons only when they do."""
        held = self._held(lambda rule: rule.dimension == dimension)
        positive = is_positive(signal.weight for signal in held)
        if positive:
            self._noted(held)
        return positive

    def _in_domain(self, domain: str) -> tuple[Signal, ...]:
        return self._held(lambda rule: rule.domain == domain)

    def _held(self, wanted: Callable[[SignalRule], bool]) -> tuple[Signal, ...]:
        chosen = [code for code, rule in self._rules.items() if code != SUSPICION and wanted(rule)]
        return tuple(signal for code in chosen if (signal := self.signal(code)) is not None)

    def _unease(self) -> bool:
        suspicion = self.suspicion()
        told = [one.reference for one in suspicion.answers] if suspicion else []
        references = (*says_unease(self.answered), *told)
        self._reads[-1].references.extend(references)
        return bool(references) or suspicion is not None

    def _state(self, named: Value) -> str:
        """What became of a question, named by its name or fact."""
        name = named[0].reference if isinstance(named, list) and named else to_string(named)
        reference = self._question(name) or self._reference(name)
        if reference is None:
            return AnswerState.NOT_ASKED.value
        self._reads[-1].references.append(reference)
        state: AnswerState = self.answered.state(reference)
        return state.value

    def _reference(self, name: str) -> str | None:
        form = self.answered.run.form
        if name in form:
            return name
        try:
            return form.reference(name)
        except KeyError:
            if self._of_any_form:
                return None
            raise EvaluationFailed(N_("er is geen vraag “{name}”{like}"), name=name, like="") from None

    def _age(self) -> Value:
        if self.reckoned.ages is None:
            self._reads[-1].unknown = True
            return math.nan
        facts = (self._question(fact) for fact in AGE_FACTS)
        self._reads[-1].references.extend(fact for fact in facts if fact)
        return float(self.reckoned.ages.low)


def _named(values: Mapping[str, Decimal | int | None], unknown: str, name: str) -> float:
    if name not in values:
        raise EvaluationFailed(unknown, name=name, known=", ".join(values))
    value = values[name]
    return math.nan if value is None else float(value)
