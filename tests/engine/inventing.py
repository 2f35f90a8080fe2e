"""Whole forms and whole interviews by lot: for what has to hold whatever a form says and a person does."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from hypothesis import strategies as st

from fieldcheck.domain.errors import FormRefused, InvalidValue
from fieldcheck.domain.interview import GIVEN_INSTEAD, AnswerState
from fieldcheck.engine import Form, FormRun, Node, PublishedForm, load
from tests.engine.building import NOW, published

COLUMNS = (
    "type",
    "name",
    "label",
    "relevant",
    "required",
    "readonly",
    "constraint",
    "calculation",
    "default",
    "trigger",
    "choice_filter",
    "repeat_count",
    "appearance",
    "bind::fc:depth",
)
CHOICES = """
| choices |
| | list_name | name | label | land |
| | yn | yes | Ja | |
| | yn | no | Nee | |
| | days | mo | Ma | |
| | days | tu | Di | |
| | city | x | X | yes |
| | city | y | Y | no |
| | city | z | Z | yes |
"""

VALUES = {
    "text": ("iets", "yes", "5", "a b"),
    "integer": ("0", "1", "2", "7", "-3"),
    "decimal": ("0.5", "2.50", "-1"),
    "date": ("2026-01-31", "2020-02-29"),
    "select_one": ("yes", "no", "x", "y", "z", "iets"),
    "select_multiple": ("mo", "tu", "mo tu", "tu mo", "x z"),
    "acknowledge": ("OK",),
    "rank": ("mo tu", "tu mo"),
}
"""Answers a person may come up with, by type; some of them not on every list."""

LISTS = {"yn": ("yes", "no"), "days": ("mo", "tu"), "city": ("x", "y", "z")}
"""Choices by list."""


@dataclass(eq=False)
class Question:
    """A row that was drawn, and the repeats it is in."""

    name: str
    kind: str
    repeats: tuple[str, ...]
    choices: str = ""

    @property
    def values(self) -> tuple[str, ...]:
        """What it can be compared with and begin with."""
        return LISTS.get(self.choices) or VALUES.get(self.kind, ("3",))

    def conditions(self, value: str, name: str) -> list[str]:
        """Conditions on it that make sense for its type."""
        match self.kind:
            case "integer" | "decimal":
                return [f"{name} = {value}", f"{name} > 1", f"not({name} < 2)"]
            case "date":
                return [f"{name} > date('2022-01-01')"]
            case "select_multiple" | "rank":
                return [f"selected({name}, '{value}')", f"not(selected({name}, '{value}'))"]
            case _:
                return [f"{name} = '{value}'", f"{name} != '{value}'", f"not({name} = '{value}')"]


@dataclass
class Drawing:
    """A form that is being drawn: rows so far, and what expressions can speak of."""

    draw: st.DrawFn
    events: bool
    rows: list[dict[str, str]] = field(default_factory=list)
    known: list[Question] = field(default_factory=list)
    ranges: list[Question] = field(default_factory=list)
    names: int = 0

    def chance(self, of_ten: int) -> bool:
        return self.draw(st.integers(0, 9)) >= 10 - of_ten

    def name(self, letter: str) -> str:
        self.names += 1
        return f"{letter}{self.names}"

    # Expressions

    def number(self, around: tuple[str, ...]) -> str:
        options = ["3", "today() - date('2026-11-20')"]
        for one in self.known[-8:]:
            options.append(f"count-non-empty(${{{one.name}}})")
            if one.kind != "date":  # days since 1970 are too many of anything
                options.append(f"sum(${{{one.name}}})")
            if self.single(one, around):
                if one.kind != "date":
                    options.append(f"coalesce(${{{one.name}}}, 2)")
                if one.kind in ("integer", "decimal", "calculate"):
                    options.append(f"number(${{{one.name}}}) + 1")
                options.append(f"string-length(${{{one.name}}})")
        for one in self.ranges[-4:]:
            options.append(f"count(${{{one.name}}})")
            options += [
                f"indexed-repeat(${{{inner.name}}}, ${{{one.name}}}, 1)"
                for inner in self.known
                if inner.repeats == (one.name,)
            ][:3]
        if around:
            options += ["position(..)", f"count(${{{around[-1]}}})"]
        return self.draw(st.sampled_from(options))

    def condition(self, around: tuple[str, ...]) -> str:
        options = [f"{self.number(around)} > 1", f"{self.number(around)} = 2"]
        for one in self.known[-8:]:
            if self.single(one, around):
                name = f"${{{one.name}}}"
                options += [*one.conditions(self.draw(st.sampled_from(one.values)), name), f"{name} != ''"]
        return self.draw(st.sampled_from(options))

    def text(self, around: tuple[str, ...]) -> str:
        options = [self.number(around)]
        for one in self.known[-8:]:
            options.append(f"join(' ', ${{{one.name}}})")
            if self.single(one, around):
                options += [f"concat(${{{one.name}}}, '!')", f"if(${{{one.name}}} != '', 'j', 'n')"]
                if one.kind == "select_one":
                    options.append(f"jr:choice-name(${{{one.name}}}, '${{{one.name}}}')")
        return self.draw(st.sampled_from(options))

    def single(self, one: Question, around: tuple[str, ...]) -> bool:
        """Mostly what is one node where it is read; at times the first of several."""
        return one.repeats == around[: len(one.repeats)] or self.chance(2)

    # Rows

    def body(self, around: tuple[str, ...], depth: int, most: int) -> None:
        for _ in range(self.draw(st.integers(1, most))):
            kind = self.draw(st.sampled_from(("question",) * 6 + ("group", "repeat", "calculate", "note")))
            if kind in ("group", "repeat") and depth < 3:
                self.holder(kind, around, depth)
            elif kind == "calculate":
                self.calculation(around)
            elif kind == "note":
                self.rows.append(self.row("note", self.name("o"), around))
            else:
                self.question(around)

    def holder(self, kind: str, around: tuple[str, ...], depth: int) -> None:
        name = self.name("g" if kind == "group" else "r")
        row = self.row(f"begin_{kind}", name, around)
        if self.chance(3) and kind == "group":
            row["appearance"] = "field-list"
        if kind == "repeat" and self.chance(4):
            counts = [one for one in self.known if one.kind == "integer" and self.single(one, around)]
            row["repeat_count"] = f"${{{counts[-1].name}}}" if counts else self.number(around)
        self.rows.append(row)
        inside = (*around, name) if kind == "repeat" else around
        self.body(inside, depth + 1, 4)
        self.rows.append({"type": f"end_{kind}"})
        if kind == "repeat":
            self.ranges.append(Question(name, "repeat", around))

    def calculation(self, around: tuple[str, ...]) -> None:
        name = self.name("c")
        row = {"type": "calculate", "name": name, "calculation": self.text(around)}
        if self.events and self.chance(3):
            self.triggered(row)
        elif self.events and self.chance(1):
            row["calculation"] = f"once({row['calculation']})"
        self.rows.append(row)
        self.known.append(Question(name, "calculate", around))

    def triggered(self, row: dict[str, str]) -> None:
        """Let it be set when another question is answered, if there is one."""
        asked = [one for one in self.known if one.kind != "calculate"]
        if asked:
            row["trigger"] = f"${{{self.draw(st.sampled_from(asked)).name}}}"

    def question(self, around: tuple[str, ...]) -> None:
        kind = self.draw(st.sampled_from(tuple(VALUES)))
        listed = {"select_one": "yn", "select_multiple": "days", "rank": "days"}.get(kind, "")
        if kind in ("select_one", "select_multiple") and self.chance(4):
            listed = "city"
        one = Question(self.name("q"), kind, around, listed)
        row = self.row(f"{kind} {listed}".strip(), one.name, around)
        if listed == "city":
            self.filtered(kind, row, around)
        if self.chance(2):
            self.checked(one, row, around)
        if self.chance(3) and kind != "rank":
            row["default"] = self.draw(st.sampled_from(one.values))
        if self.events and kind in ("text", "integer") and self.chance(3):
            row["default"] = self.number(around)
        if self.events and kind == "text" and self.chance(2):
            self.triggered(row)
            row["calculation"] = self.text(around) if row.get("trigger") else ""
        self.rows.append(row)
        self.known.append(one)

    def checked(self, one: Question, row: dict[str, str], around: tuple[str, ...]) -> None:
        """A constraint, and at times an answer that is asked for."""
        own = one.conditions(self.draw(st.sampled_from(one.values)), ".")
        row["constraint"] = self.draw(st.sampled_from([*own, self.condition(around)]))
        if self.chance(6) and not row.get("readonly"):
            row["required"] = "yes" if self.chance(5) else self.condition(around)

    def filtered(self, kind: str, row: dict[str, str], around: tuple[str, ...]) -> None:
        texts = [one for one in self.known if one.kind == "text" and one.repeats]
        if texts and self.chance(5):
            row["type"] = f"{kind} ${{{texts[-1].name}}}"
            return
        singles = [one for one in self.known if one.choices == "yn" and self.single(one, around)]
        if singles:
            row["choice_filter"] = f"land = ${{{singles[-1].name}}}"
        elif self.ranges and self.chance(5):
            row["choice_filter"] = f"count(${{{self.ranges[-1].name}}}) > 1 or land = 'yes'"

    def row(self, kind: str, name: str, around: tuple[str, ...]) -> dict[str, str]:
        row = {"type": kind, "name": name, "label": name.upper()}
        if self.known and self.chance(3):
            row["label"] = f"{name} ${{{self.draw(st.sampled_from(self.known)).name}}}"
        if self.chance(4):
            row["relevant"] = self.condition(around)
        if self.chance(1) and kind != "note":
            row["readonly"] = self.condition(around)
        if self.chance(1):
            row["bind::fc:depth"] = self.draw(st.sampled_from(("core", "standard", "deep")))
        return row

    def source(self) -> str:
        lines = ["| survey |", f"| | {' | '.join(COLUMNS)} |"]
        lines += [f"| | {' | '.join(row.get(one, '') for one in COLUMNS)} |" for row in self.rows]
        return "\n".join(lines) + "\n" + CHOICES


@st.composite
def sources(draw: st.DrawFn, *, events: bool = True) -> str:
    """The sheets of a form; ``events`` lets answers depend on when they were given."""
    drawing = Drawing(draw, events)
    drawing.body((), 0, 9)
    return drawing.source()


@lru_cache(maxsize=500)
def _published(source: str) -> PublishedForm | None:
    try:
        return published(source)
    except FormRefused:
        return None  # two expressions that wait for each other, a name out of reach


@lru_cache(maxsize=500)
def _loaded(source: str) -> Form:
    form = _published(source)
    assert form is not None
    return load(form)


def forms(*, events: bool = True) -> st.SearchStrategy[tuple[PublishedForm, Form]]:
    """Forms that can be published, loaded."""
    return (
        sources(events=events)
        .filter(lambda source: _published(source) is not None)
        .map(lambda source: (_published(source), _loaded(source)))  # type: ignore[misc, return-value]
    )


def begun(form: Form) -> FormRun:
    return FormRun(form, now=lambda: NOW, properties={"instanceid": "uuid:1"})


Action = tuple[str, int, int]
"""What is done, to which of the things there are, and with which value."""

ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(("answer",) * 6 + ("state", "back", "add", "add", "remove", "return", "look")),
        st.integers(0, 50),
        st.integers(0, 10),
    ),
    max_size=14,
)


@dataclass
class Person:
    """Does in a run what was drawn, as far as that can be done now."""

    run: FormRun
    removed: list[str] = field(default_factory=list)

    def does(self, action: Action) -> frozenset[str] | None:
        """What may look different; None when nothing was done. A new instance is among it."""
        kind, which, with_what = action
        questions = self.run.references()
        try:
            if kind in ("answer", "state", "back") and questions:
                return self._answers(kind, questions[which % len(questions)], with_what)
            if kind in ("add", "remove", "return"):
                return self._counts(kind, which)
        except InvalidValue:
            return None
        return None

    def _answers(self, kind: str, reference: str, with_what: int) -> frozenset[str]:
        if kind == "state":
            states = GIVEN_INSTEAD
            return self.run.set_state(reference, states[with_what % len(states)])
        values = ("", *VALUES[self.run.node(reference).type]) if kind == "answer" else ("",)
        return self.run.answer(reference, values[with_what % len(values)])

    def _counts(self, kind: str, which: int) -> frozenset[str] | None:
        repeats = sorted(self.run.instance.ranges)
        if kind == "return":
            if not self.removed:
                return None
            reference = self.removed.pop(which % len(self.removed))
            try:
                return self.run.return_instance(reference)
            except KeyError:
                return None  # what it was in is gone as well
        if not repeats:
            return None
        repeat = repeats[which % len(repeats)]
        if kind == "add":
            self.run.add_instance(repeat)
            return None
        instances = self.run.node(repeat).instances
        if not instances:
            return None
        reference = instances[which % len(instances)]
        changed = self.run.remove_instance(reference)
        self.removed.append(reference)
        return changed


def everything(run: FormRun) -> dict[str, Node]:
    """Each node and repeat there is, as it stands."""
    return {reference: run.node(reference) for reference in _references(run)}


def _references(run: FormRun) -> Iterator[str]:
    yield from (held.reference for held in run.instance.all())
    yield from run.instance.ranges


def state(run: FormRun) -> list[object]:
    """All there is to see of a run."""
    return [everything(run), run.pages(), run.sections(), run.open_questions(), run.references()]


GIVEN = (AnswerState.ANSWERED, AnswerState.NOT_ASKED)
"""Which of these a value stands with, an instance written as XML does not say."""
