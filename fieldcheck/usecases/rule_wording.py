"""A condition of a form in words that a policy officer can read.

Where an expression has no words here, it is shown as it is written: nothing is ever left out or guessed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import groupby

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine.grammar import BadExpression, parse
from fieldcheck.engine.syntax import Call, Chain, Literal, Negation, Path, Syntax
from fieldcheck.i18n import Texts
from fieldcheck.triage import DOMAINS
from fieldcheck.triage.answered import STATE_TEXTS
from fieldcheck.triage.ilo import DIMENSIONS
from fieldcheck.usecases.rule_phrases import (
    COMPARED,
    COMPARED_DATES,
    FIXED,
    LIMITS,
    MIRRORED,
    NEGATED,
    PASSED_ON,
    PHRASES,
    THRESHOLDS,
)

_NAMED = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_DATES = frozenset({"date", "today", "now", "date-time"})
_ARITHMETIC = {"+": "+", "-": "–", "*": "×", "div": ":"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a condition can say about a question: its label, its type, and its choices by code."""

    label: str
    type: str = ""
    choices: Mapping[str, str] = field(default_factory=dict)


class _NoWords(Exception):
    """This expression, or a part of it, has no words here."""


class Wording:
    """Puts expressions into the words of one language.

    Args:
        words: the translator for our own words.
        questions: every question by name, its texts in the language the form is read in.
        signals: the label of each signal, by code.
        facts: the name of the question that tells a fact, by fact.
    """

    def __init__(
        self,
        words: Texts,
        questions: Mapping[str, Asked],
        *,
        signals: Mapping[str, str],
        facts: Mapping[str, str],
    ) -> None:
        self._words = words
        self._questions = questions
        self._signals = signals
        self._facts = facts
        self._own = Asked("")

    def condition(self, expression: str, *, of: str = "") -> str:
        """What has to hold, in words; ``of`` is the question that ``.`` in it stands for."""
        return self._said(expression, of, condition=True)

    def value(self, expression: str, *, of: str = "") -> str:
        """What is worked out, in words; ``of`` is the question that ``.`` in it stands for."""
        return self._said(expression, of, condition=False)

    def _said(self, expression: str, of: str, *, condition: bool) -> str:
        if not expression.strip():
            return ""
        self._own = self._questions.get(of, Asked(""))
        if expression.strip().lower() in ("yes", "true", "no", "false"):
            expression = f"{expression.strip().lower() in ('yes', 'true')}()".lower()
        try:
            syntax = parse(_NAMED.sub(lambda found: f"/{found.group(1)} ", expression))
            return self._condition(syntax) if condition else self._value(syntax)
        except (BadExpression, _NoWords):
            return expression

    # Conditions

    def _condition(self, node: Syntax) -> str:
        match node:
            case Chain(rest=((("and" | "or"), _), *_)):
                return self._joined(node)
            case Chain(first=left, rest=((sign, right),)) if sign in COMPARED:
                return self._compared(sign, left, right)
            case Call(name="not", arguments=(inner,)):
                return self._negated(inner)
            case Call(name="selected", arguments=(question, chosen)):
                return self._selected(question, chosen, N_("bij {question} is {choice} gekozen"))
            case Call(name="fc:signal", arguments=(Literal(value=str(code)),)):
                label = self._signals.get(code, code)
                return self._words.text(N_("het signaal {signal} klopt"), signal=_quoted(label))
            case Call(name="fc:dimension", arguments=(Literal(value=str(code)),)):
                return self._dimension(N_("de signalen over {dimension} wegen samen zwaar genoeg"), code)
            case Call(name="fc:unease", arguments=()):
                return self._words.text(N_("iemand vindt het niet pluis"))
            case Call(name=("regex" | "starts-with" | "contains" | "ends-with"), arguments=(_, _)):
                return self._phrase(node)
            case Call(name=("true" | "false")):
                return self._phrase(node)
            case Call(name=("boolean" | "once"), arguments=(inner,)):
                return self._condition(inner)
        raise _NoWords

    def _joined(self, node: Chain) -> str:
        sign = node.rest[0][0]
        operands = (node.first, *(part for _, part in node.rest))
        parts = self._alternatives(operands) if sign == "or" else [self._within(part) for part in operands]
        template = N_("{one} en {other}") if sign == "and" else N_("{one} of {other}")
        return self._row(template, parts)

    def _row(self, template: str, parts: Sequence[str]) -> str:
        said = parts[0]
        for part in parts[1:]:
            said = self._words.text(template, one=said, other=part)
        return said

    def _alternatives(self, operands: Sequence[Syntax]) -> list[str]:
        """The parts of an “or”; several answers to one question, in a row, are told together."""
        parts: list[str] = []
        for of, together in groupby(operands, key=_equalled):
            same = list(together)
            if of is None or len(same) == 1:
                parts += [self._within(part) for part in same]
                continue
            choices = [self._beside(part.rest[0][1], of) for part in same if isinstance(part, Chain)]
            either = self._row(N_("{one} of {other}"), choices)
            parts.append(self._words.text(COMPARED["="], one=self._value(of), other=either))
        return parts

    def _within(self, node: Syntax) -> str:
        """A part of a longer condition, in brackets where it is itself joined of parts."""
        said = self._condition(node)
        joined = isinstance(node, Chain) and node.rest[0][0] in ("and", "or")
        return f"({said})" if joined else said

    def _negated(self, node: Syntax) -> str:
        match node:
            case Chain(first=left, rest=((sign, right),)) if sign in NEGATED:
                return self._compared(NEGATED[sign], left, right)
            case Call(name="selected", arguments=(question, chosen)):
                return self._selected(question, chosen, N_("bij {question} is {choice} niet gekozen"))
            case Call(name="fc:signal", arguments=(Literal(value=str(code)),)):
                label = self._signals.get(code, code)
                return self._words.text(N_("het signaal {signal} klopt niet"), signal=_quoted(label))
            case Call(name="fc:dimension", arguments=(Literal(value=str(code)),)):
                return self._dimension(N_("de signalen over {dimension} wegen samen niet zwaar genoeg"), code)
        return self._words.text(N_("het is niet zo dat {what}"), what=f"({self._condition(node)})")

    def _dimension(self, template: str, code: str) -> str:
        named = self._words.text(DIMENSIONS[code]) if code in DIMENSIONS else code
        return self._words.text(template, dimension=_quoted(named))

    def _selected(self, question: Syntax, chosen: Syntax, template: str) -> str:
        asked = self._question(question)
        if asked is None or not isinstance(chosen, Literal):
            raise _NoWords
        return self._words.text(
            template, question=self._value(question), choice=self._choice(asked, str(chosen.value))
        )

    def _compared(self, sign: str, left: Syntax, right: Syntax) -> str:
        if isinstance(left, Literal) and not isinstance(right, Literal):
            left, right, sign = right, left, MIRRORED[sign]
        match left, right:
            case Call(name="fc:state", arguments=(of,)), Literal(value=str(state)):
                return self._state(sign, of, state)
            case _, Literal(value=""):
                template = {
                    "=": N_("{question} is niet beantwoord"),
                    "!=": N_("{question} is beantwoord"),
                }.get(sign)
                if template is None:
                    raise _NoWords
                return self._words.text(template, question=self._value(left))
        words = COMPARED_DATES if self._dated(left) or self._dated(right) else COMPARED
        return self._words.text(words[sign], one=self._value(left), other=self._beside(right, left))

    def _beside(self, node: Syntax, question: Syntax) -> str:
        """The other side of a comparison; a code is told as the choice it stands for."""
        asked = self._question(question)
        if asked is not None and isinstance(node, Literal) and isinstance(node.value, str):
            return self._choice(asked, node.value)
        return self._value(node)

    def _state(self, sign: str, of: Syntax, state: str) -> str:
        if isinstance(of, Literal):
            name = self._facts.get(str(of.value), str(of.value))
            question = _quoted(self._questions[name].label) if name in self._questions else _quoted(name)
        else:
            question = self._value(of)
        if state not in tuple(AnswerState) or sign not in ("=", "!="):
            raise _NoWords
        template = (
            N_("bij {question} staat: {state}") if sign == "=" else N_("bij {question} staat niet: {state}")
        )
        told = self._words.text(STATE_TEXTS[AnswerState(state)])
        return self._words.text(template, question=question, state=told)

    def _dated(self, node: Syntax) -> bool:
        if isinstance(node, Call):
            return node.name in _DATES
        asked = self._question(node)
        return asked is not None and asked.type in ("date", "datetime", "today", "start", "end")

    # Values

    def _value(self, node: Syntax) -> str:
        match node:
            case Literal(value=str(text)):
                return _quoted(text)
            case Literal(value=number):
                return self._number(float(number))
            case Negation(operand=operand):
                return f"–{self._value(operand)}"
            case Chain() if all(sign in _ARITHMETIC for sign, _ in node.rest):
                parts = [self._operand(node.first)]
                parts += [f"{_ARITHMETIC[sign]} {self._operand(part)}" for sign, part in node.rest]
                return " ".join(parts)
            case Path():
                return self._asked_for(node)
            case Call():
                return self._phrase(node)
        raise _NoWords

    def _operand(self, node: Syntax) -> str:
        said = self._value(node)
        return f"({said})" if isinstance(node, Chain) else said

    def _number(self, value: float) -> str:
        text = f"{Decimal(repr(value)).normalize():f}"
        return text.replace(".", ",") if self._words.tag == "nl" else text

    def _asked_for(self, node: Path) -> str:
        if _is_self(node):
            return self._words.text(N_("het antwoord"))
        asked = self._question(node)
        if asked is not None:
            return _quoted(asked.label)
        if node.start is None and len(node.steps) == 1 and node.steps[0].axis == "child":
            return self._words.text(N_("kolom {column} van de keuze"), column=_quoted(node.steps[0].test))
        raise _NoWords

    def _question(self, node: Syntax) -> Asked | None:
        """The question that a path names, None when it names none, or more than one thing."""
        if not isinstance(node, Path):
            return None
        if _is_self(node):
            return self._own
        if node.start != "/" or not node.steps or any(step.predicates for step in node.steps):
            return None
        return self._questions.get(node.steps[-1].test)

    def _choice(self, asked: Asked, code: str) -> str:
        return _quoted(asked.choices.get(code, code))

    def _phrase(self, call: Call) -> str:
        match call:
            case Call(name="if", arguments=(condition, yes, no)):
                return self._words.text(
                    N_("{yes} als {condition}, anders {no}"),
                    condition=self._condition(condition),
                    yes=self._value(yes),
                    no=self._value(no),
                )
            case Call(
                name=("fc:limit" | "fc:threshold" | "fc:domain-signals"), arguments=(Literal(value=str(key)),)
            ):
                return self._keyed(call.name, key)
            case Call(name="count", arguments=(Path() as answers,)) if answers.steps and (
                code := _picked(answers)
            ):
                return self._times(answers, code)
            case Call(name="format-date", arguments=(day, Literal(value="%Y"))):
                return self._words.text(N_("het jaar van {day}"), day=self._value(day))
            case Call(name=("date" | "date-time"), arguments=(Literal(value=str(day)),)):
                return day
            case Call(name=name, arguments=(inner,)) if name in PASSED_ON:
                return self._value(inner)
            case Call(name=name, arguments=()) if name in FIXED:
                return self._words.text(FIXED[name])
            case Call(name=name, arguments=arguments) if name in PHRASES:
                template = PHRASES[name]
                if len(arguments) != template.count("{"):
                    raise _NoWords
                said = dict(zip(("one", "other"), map(self._value, arguments), strict=False))
                return self._words.text(template, **said)
        raise _NoWords

    def _times(self, answers: Path, code: str) -> str:
        """How often a question of a repeat got one answer."""
        asked = self._questions.get(answers.steps[-1].test)
        if asked is None:
            raise _NoWords
        return self._words.text(
            N_("het aantal keer {choice} bij {question}"),
            choice=self._choice(asked, code),
            question=_quoted(asked.label),
        )

    def _keyed(self, name: str, key: str) -> str:
        if name == "fc:domain-signals":
            if key not in DOMAINS:
                raise _NoWords
            domain = _quoted(self._words.text(DOMAINS[key]))
            return self._words.text(N_("het aantal signalen over {domain}"), domain=domain)
        table = LIMITS if name == "fc:limit" else THRESHOLDS
        if key not in table:
            raise _NoWords
        return self._words.text(table[key])


def _equalled(node: Syntax) -> Path | None:
    """The question of ``${question} = 'code'``, None for any other condition."""
    match node:
        case Chain(first=Path() as question, rest=(("=", Literal(value=str(code))),)) if code:
            return question
    return None


def _picked(node: Path) -> str:
    """The code of ``${question}[. = 'code']``, "" for any other path."""
    if node.start != "/" or any(step.predicates for step in node.steps[:-1]):
        return ""
    match node.steps[-1].predicates:
        case (Chain(first=Path() as own, rest=(("=", Literal(value=str(code))),)),) if _is_self(own):
            return code
    return ""


def _is_self(node: Path) -> bool:
    return node.start is None and len(node.steps) == 1 and node.steps[0].axis == "self"


def _quoted(text: str) -> str:
    return f"“{text}”"
