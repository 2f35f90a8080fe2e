"""Finds answers that make a condition of a form hold, from what the condition itself compares with.

A condition is taken apart: every ``and`` needs all its parts, every ``or`` one of them, a comparison the
value it names. What the program works out (pay, hours, age) has a recipe of answers. Whatever comes out is
a guess until a real run of the form has confirmed it, so nothing here decides whether a rule is right.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property, partial
from itertools import islice, permutations
from types import MappingProxyType

from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import Form, FormRun, PublishedForm
from fieldcheck.engine.definition import Definition
from fieldcheck.engine.syntax import Call, Chain, Literal, Path, Syntax

NOW = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
STATE = "!"
"""What the name of an answer state begins with, among values."""

_ANY = "*"
"""Any value at all: something has to be answered, and another part of the condition may say what."""

MOST = 100
"""Guesses that are tried for one condition."""
_EACH = 30

Said = Mapping[str, tuple[str, ...]]
"""What is answered, by path; several values for a question with several choices."""

NOTHING: Said = MappingProxyType({})

_FULL_TIME = {"hours-per-day": "8", "days-per-week": "5"}
_LITTLE = {"pay-amount": "40", "pay-period": "month", "birth-year": "1990", **_FULL_TIME}
_RECIPES: Mapping[str, tuple[Mapping[str, str], ...]] = {
    "fc:below-minimum-share": ({**_LITTLE, "pay-net-gross": "gross"},),
    "fc:net-below-minimum-share": ({**_LITTLE, "pay-net-gross": "net"},),
    "fc:hourly-wage": ({**_LITTLE, "pay-net-gross": "gross"},),
    "fc:weekly-hours": (
        {"hours-per-day": "13", "days-per-week": "6"},
        {"hours-per-day": "9", "days-per-week": "6"},
        {"hours-per-week": "90"},
        {"hours-per-week": "50"},
    ),
    "fc:daily-hours": ({"hours-per-day": "16", "days-per-week": "2"},),
    "fc:weekly-rest": ({"hours-per-day": "8", "days-per-week": "7"},),
    "fc:daily-rest": ({"work-starts": "05:00:00.000", "work-ends": "20:00:00.000"},),
    "fc:night-shift-hours": ({"works-nights": "yes", "hours-per-day": "11", "days-per-week": "3"},),
    "fc:break-minutes": ({**_FULL_TIME, "break-minutes": "15"},),
    "fc:night-hours": ({"work-starts": "20:00:00.000", "work-ends": "04:00:00.000"},),
    "fc:housing-deduction-share": (
        {**_FULL_TIME, "birth-year": "1990", "deduction-kinds": "housing", "deduction-amount": "900"},
    ),
    "fc:stay-days": ({"stay-since": "2025-01-01"}, {"stay-since": "2026-06-25"}),
    "fc:square-metres-per-person": ({"persons": "9", "floor-area": "20"},),
    "fc:age": ({"birth-year": "2010"}, {"age-band": "16"}),
}
"""Answers by fact that give a figure the value rules look for."""

_OPPOSITE = {"=": "!=", "!=": "=", "<": ">=", "<=": ">", ">": "<=", ">=": "<"}
_MIRRORED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


@dataclass
class Answering:
    """What is known of one form; see the module."""

    published: PublishedForm
    form: Form

    # What is asked for

    def signal(self, code: str) -> Iterator[Said]:
        """Guesses at what makes a signal hold."""
        return self._complete(self._when(self._signals[code]))

    def rule(self, when: str) -> Iterator[Said]:
        """Guesses at what makes a condition of the sheets signals or referrals hold."""
        return self._complete(self._when(when))

    def reaching(self, path: str) -> Iterator[Said]:
        """Guesses at what makes a question relevant."""
        return self._complete(iter([NOTHING]), also=(path,))

    def run(self, said: Said, language: str = "") -> FormRun | None:
        """A run with these answers in the order of the form; None when the form does not take them."""
        run = FormRun(self.form, now=lambda: NOW, language=language or self.published.languages[0])
        run.depth = "deep"
        for path in sorted(said, key=self.form.index):
            reference = self.place(run, path)
            if reference is None or not run.node(reference).relevant:
                return None
            first = said[path][0]
            given = self._values(path)[:1] if first == _ANY else said[path]
            if first.startswith(STATE):
                run.set_state(reference, AnswerState(first.removeprefix(STATE)))
                continue
            codes = [choice.value for choice in run.node(reference).choices]
            values = sorted(given, key=lambda one: codes.index(one) if one in codes else -1)
            run.answer(reference, " ".join(values))
            if run.node(reference).violation:
                return None
        return run

    def place(self, run: FormRun, path: str) -> str | None:
        """Where a path of the form is in this run: in the first instance of a repeat, added where needed."""
        definition = self._at(path)
        for index in definition.repeats:
            repeat = self.form.layout.definitions[index].reference
            for one in run.expand(repeat) if not run.expand(path) else ():
                if (
                    run.node(one).type == "repeat"
                    and run.node(one).extendable
                    and not run.node(one).instances
                ):
                    run.add_instance(one)
        found = run.expand(path)
        return found[0] if found else None

    # Taking a condition apart

    @cached_property
    def _signals(self) -> dict[str, str]:
        return {rule.code: rule.when for rule in self.published.signals}

    def _at(self, path: str) -> Definition:
        return self.form.layout.definitions[self.form.index(path)]

    def _when(self, when: str) -> Iterator[Said]:
        return self._solved(self.form.compiled(when).syntax, "", holds=True)

    def _solved(self, node: Syntax, at: str, *, holds: bool) -> Iterator[Said]:
        match node:
            case Chain(first=first, rest=((("and" | "or") as sign, _), *_)):
                parts = [first, *(part for _, part in node.rest)]
                tried = [partial(self._solved, part, at, holds=holds) for part in parts]
                return self._all_of(tried) if (sign == "and") is holds else _in_turn(tried)
            case Chain(first=first, rest=((sign, second),)) if sign in _OPPOSITE:
                if not holds and isinstance(first, Call):
                    return iter([NOTHING])  # a figure that nobody can work out compares with nothing
                return self._compared(first, sign if holds else _OPPOSITE[sign], second, at)
            case Call(name="not", arguments=(inner,)):
                return self._solved(inner, at, holds=not holds)
            case Call(name=("boolean" | "string" | "number" | "once"), arguments=(inner,)):
                return self._solved(inner, at, holds=holds)
            case Call(name="selected", arguments=(Path() as path, Literal(value=str(code)))):
                return self._chosen(self._path(path, at), code, holds=holds)
            case Call(name="fc:signal", arguments=(Literal(value=str(code)),)):
                return self._solved(self.form.compiled(self._signals[code]).syntax, "", holds=holds)
            case Call(name="fc:dimension", arguments=(Literal(value=str(dimension)),)):
                return self._positive(dimension) if holds else iter([NOTHING])
        return iter([NOTHING])

    def _compared(self, first: Syntax, sign: str, second: Syntax, at: str) -> Iterator[Said]:
        if isinstance(second, Path) and not isinstance(first, Path):
            first, sign, second = second, _MIRRORED[sign], first
        match first, second:
            case Path(), Literal(value=value):
                return self._valued(self._path(first, at), sign, value)
            case Path(), Path():
                return self._related(self._path(first, at), sign, self._path(second, at))
            case Path(), _:
                return iter(
                    [{self._path(first, at): (value,)} for value in ("0", "1", "5", "100", "2020-01-01")]
                )
            case Call(name="fc:state", arguments=(Literal(value=str(name)),)), Literal(value=str(state)):
                return iter([{self._named(name): (STATE + state,)}] if sign == "=" else [NOTHING])
            case Call(name="count-selected", arguments=(Path() as path,)), Literal(value=float(number)):
                return self._counted(self._path(path, at), int(number) + (sign == ">"), sign)
            case Call(name=("count" | "count-non-empty"), arguments=(Path() as path,)), _ if sign in (
                ">",
                ">=",
                "=",
            ):
                return self._instances(path, at)
            case Call(name="sum", arguments=(Path() as path,)), _ if sign in (">", ">="):
                return iter([{self._path(path, at): (value,)} for value in ("1", "10", "100")])
            case Call(name=name, arguments=arguments), Literal(value=float(number)) if sign in (
                ">",
                ">=",
                "=",
            ):
                return self._several(name, arguments, int(number) + (sign == ">"))
            case Call(name=name), _ if name in _RECIPES:
                return self._figure(name)
        return iter([NOTHING])

    def _related(self, one: str, sign: str, other: str) -> Iterator[Said]:
        """Two answers of one person: equal, or the one larger."""
        if sign == "=":
            return iter([{one: (value,), other: (value,)} for value in self._values(one)])
        less, more = ("2", "7") if sign in ("<", "<=") else ("7", "2")
        return iter([{one: (less,), other: (more,)} if sign != "!=" else NOTHING])

    def _instances(self, path: Path, at: str) -> Iterator[Said]:
        """One instance of a repeat for which what stands in the brackets holds."""
        place = self._path(path, at)
        wanted = [
            partial(self._solved, predicate, place, holds=True)
            for step in path.steps
            for predicate in step.predicates
        ]
        return self._all_of(wanted)

    def _valued(self, path: str, sign: str, value: str | float) -> Iterator[Said]:
        definition = self._at(path)
        if isinstance(value, float) and not definition.selects:
            step = {"=": 0, ">=": 0, "<=": 0, ">": 1, "<": -1, "!=": 1}[sign]
            return iter([{path: (f"{value + step:g}",)}, NOTHING])
        text = f"{value:g}" if isinstance(value, float) else value
        if sign == "=":
            return iter([{path: (text,)} if text else NOTHING])
        if not text:
            return iter([{path: (_ANY,)}])
        return iter([NOTHING, *({path: (one,)} for one in self._values(path) if one != text)])

    def _chosen(self, path: str, code: str, *, holds: bool) -> Iterator[Said]:
        if holds:
            return iter([{path: (code,)}])
        return iter([NOTHING, *({path: (one,)} for one in self._values(path) if one != code)])

    def _counted(self, path: str, number: int, sign: str) -> Iterator[Said]:
        if sign not in (">", ">=", "=", "!=") or number <= 0:
            return iter([NOTHING])
        return iter([{path: tuple(self._values(path)[:number])}])

    def _several(self, name: str, arguments: tuple[Syntax, ...], number: int) -> Iterator[Said]:
        """Enough signals: of any kind, of one domain, or of as many domains."""
        rules = self.published.signals
        if name in _RECIPES:
            return self._figure(name)
        if name == "fc:domain-signals" and isinstance(arguments[0], Literal):
            rules = tuple(rule for rule in rules if rule.domain == arguments[0].value)
        elif name == "fc:domains-with-signals":
            rules = tuple({rule.domain: rule for rule in reversed(rules)}.values())
        elif name != "fc:signal-count":
            return iter([NOTHING])
        return self._together(
            islice(permutations([rule.code for rule in rules], min(number, len(rules))), _EACH)
        )

    def _positive(self, dimension: str) -> Iterator[Said]:
        order = ("strong", "medium", "weak")
        rules = [rule for rule in self.published.signals if rule.dimension == dimension]
        rules.sort(key=lambda rule: order.index(rule.weight) if rule.weight in order else len(order))
        codes = [rule.code for rule in rules]
        return self._together(tuple(codes[start : start + 3]) for start in range(max(len(codes) - 2, 1)))

    def _together(self, groups: Iterable[tuple[str, ...]]) -> Iterator[Said]:
        for codes in groups:
            yield from islice(
                self._all_of([partial(self._when, self._signals[code]) for code in codes]), _EACH
            )

    def _figure(self, name: str) -> Iterator[Said]:
        for recipe in _RECIPES[name]:
            facts = self.published.facts
            yield {facts[fact]: (value,) for fact, value in recipe.items() if fact in facts}

    def _all_of(self, tried: Sequence[Callable[[], Iterator[Said]]]) -> Iterator[Said]:
        """Every way to have one of each, as long as they do not contradict each other."""
        if not tried:
            yield NOTHING
            return
        for first in islice(tried[0](), _EACH):
            for others in self._all_of(tried[1:]):
                both = self._both(first, others)
                if both is not None:
                    yield both

    def _both(self, one: Said, other: Said) -> Said | None:
        merged = dict(one)
        for path, values in other.items():
            known = merged.get(path, values)
            said = tuple(dict.fromkeys(one for one in (*known, *values) if one != _ANY)) or (_ANY,)
            if len(said) > 1 and self._at(path).type != "select_multiple":
                return None
            merged[path] = said
        return merged

    # Names and values

    def _named(self, name: str) -> str:
        return self.published.facts.get(name) or (name if name in self.form else self.form.reference(name))

    def _path(self, node: Path, at: str) -> str:
        """The absolute path of a reference that stands in a condition of ``at``."""
        steps = [] if node.start == "/" else at.split("/")[1:]
        for step in node.steps:
            if step.axis == "parent" or step.test == "..":
                del steps[-1:]
            elif step.axis == "child" and "(" not in step.test:
                steps.append(step.test)
        return "/" + "/".join(steps)

    def _values(self, path: str) -> list[str]:
        definition = self._at(path)
        if definition.selects:
            run = FormRun(self.form, now=lambda: NOW, language=self.published.languages[0])
            place = self.place(run, path)
            shown = [choice.value for choice in run.node(place).choices] if place else []
            return shown or sorted(self.form.offered(definition.index) or ())
        plain = {
            "date": ["2025-01-01"],
            "time": ["05:30:00.000"],
            "text": ["abc"],
            "acknowledge": ["OK"],
        }
        return plain.get(definition.type, ["1"])

    # What is asked only when something else was answered

    def _complete(self, guesses: Iterator[Said], also: tuple[str, ...] = ()) -> Iterator[Said]:
        for said in islice(guesses, MOST):
            yield from islice(self._reached(said, (*said, *also), frozenset()), _EACH)

    def _reached(self, said: Said, paths: tuple[str, ...], done: frozenset[str]) -> Iterator[Said]:
        waiting = [one for path in paths for one in self._around(path) if one.reference not in done]
        conditions = [one for one in waiting if one.relevant is not None]
        if not conditions:
            yield said
            return
        done |= {one.reference for one in waiting}
        tried = [
            partial(self._solved, one.relevant.syntax, one.reference, holds=True)
            for one in conditions
            if one.relevant
        ]
        for more in islice(self._all_of([lambda: iter([said]), *tried]), _EACH):
            yield from self._reached(more, tuple(more), done)

    def _around(self, path: str) -> Iterator[Definition]:
        index = self.form.find(path)
        while index is not None and index >= 0:
            definition = self.form.layout.definitions[index]
            yield definition
            index = definition.parent


def _in_turn(tried: Iterable[Callable[[], Iterator[Said]]]) -> Iterator[Said]:
    for one in tried:
        yield from one()
