"""The form that the benchmark of the engine runs: made here, so that its shape is known and can be larger.

120 questions in groups of ten, ten languages, 80 conditions. The first question is one that 115 others depend
on: 80 by their condition, 20 because they are required by it, 15 because their text shows it. On the second
depend ten. In a larger form the questions after these follow the same pattern, each group by itself, so that
the two keep as many dependents and only the form around them grows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldcheck.engine import PublishedForm, publish

LANGUAGES = ("nl", "en", "pl", "ro", "bg", "uk", "es", "pt", "hu", "tr")
QUESTIONS = 120
CONDITIONS = 80
TEN = range(3, CONDITIONS + 3, 8)
"""The questions that depend on the second."""

_REQUIRED = range(CONDITIONS + 3, CONDITIONS + 23)
_TELLING = range(CONDITIONS + 23, CONDITIONS + 38)
HUNDRED = range(3, _TELLING.stop)
"""The questions that depend on the first."""

_IN_A_GROUP = 10
_CHOICES = 6
_KINDS = (
    "select_one kind",
    "select_one place",
    "select_multiple means",
    "integer",
    "select_one kind",
    "text",
    "decimal",
    "select_one place",
    "date",
    "select_multiple means",
)
_ANSWERS = {"integer": "12", "text": "a few words", "decimal": "12.5", "date": "2026-11-20"}
PERSON = {"p1": "a name", "p2": "31", "p3": "c1", "p4": "c2", "p5": "2026-11-20"}
"""An answer to each question of the repeat."""

_NONE = ("", "", "", "")
"""No condition, no requirement, no constraint, no calculation."""

_LISTS = ("kind", "place", "means")


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the form is. ``people`` adds a repeat of five questions."""

    questions: int = QUESTIONS
    languages: tuple[str, ...] = LANGUAGES
    people: bool = False


def name(number: int) -> str:
    """The name of a question, counted from 1."""
    return f"q{number:05}"


def reference(number: int) -> str:
    """Where it stands."""
    return f"/data/g{_group(number):04}/{name(number)}"


def groups(shape: Shape) -> list[str]:
    """The references of all groups."""
    return [f"/data/g{number:04}" for number in range(1, _group(shape.questions) + 1)]


def answers(shape: Shape) -> Iterator[tuple[str, str]]:
    """An answer to every question, such that all of them are asked."""
    yield reference(1), "yes"
    yield reference(2), "c1"
    for number in range(3, shape.questions + 1):
        kind = _kind(number)
        yield reference(number), _ANSWERS.get(kind, "c1")


def published(shape: Shape) -> PublishedForm:
    """The form, by our own publishing from Markdown."""
    return publish(source(shape).encode(), filename="form.md", texts={})


def source(shape: Shape) -> str:
    """The XLSForm as Markdown."""
    settings = "| settings |\n| | form_id | version | default_language |\n| | benchmark | 1 | nl |\n"
    return settings + _survey(shape) + _choices(shape)


def _survey(shape: Shape) -> str:
    columns = ["type", "name", "relevant", "required", "constraint", "calculation"]
    rows = [
        [
            *columns,
            *(f"label::{tag}" for tag in shape.languages),
            *(f"hint::{tag}" for tag in shape.languages),
        ]
    ]
    for number in range(1, shape.questions + 1):
        if number % _IN_A_GROUP == 1:
            around = f"g{_group(number):04}"
            rows.append(["begin group", around, *_NONE, *_in_each(shape, f"group {around}"), *_blank(shape)])
        rows.append(_question(shape, number))
        if number % _IN_A_GROUP == 0 or number == shape.questions:
            rows.append(["end group", "", *_NONE, *_blank(shape), *_blank(shape)])
    if shape.people:
        rows.extend(_people(shape))
    return _sheet("survey", rows)


def _question(shape: Shape, number: int) -> list[str]:
    kind = "select_one agreed" if number == 1 else "select_one kind" if number == 2 else _kind(number)
    shown = " for whom said ${q00001}" if number in _TELLING else ""
    return [
        kind,
        name(number),
        _relevant(number),
        "${q00001} = 'yes'" if number in _REQUIRED else "",
        ". >= 0 and . < 100" if kind == "integer" else "",
        "",
        *_in_each(shape, f"question {number}, as long as a question is at a desk, with some more{shown}"),
        *_in_each(shape, f"what question {number} is meant to find out"),
    ]


def _relevant(number: int) -> str:
    if number in range(3, CONDITIONS + 3):
        relevant = "${q00001} = 'yes'"
        if number in TEN:
            relevant += " and ${q00002} != 'c3'"
        if number % 8 == 5:
            relevant += f" and string-length(${{{name(number - 1)}}}) < 99"
        return relevant
    beyond = number - QUESTIONS
    if beyond > 0 and beyond % 3 and number % _IN_A_GROUP != 1:
        # The first of each group decides for the others, as the first of all does above.
        first = number - (number - 1) % _IN_A_GROUP
        return f"${{{name(first)}}} != 'c6'"
    return ""


def _people(shape: Shape) -> Iterator[list[str]]:
    blank = [*_blank(shape), *_blank(shape)]
    yield ["begin repeat", "person", *_NONE, *_in_each(shape, "people"), *_blank(shape)]
    for number, kind in enumerate(("text", "integer", "select_one kind", "select_one place", "date"), 1):
        relevant = "${p1} != ''" if number == 2 else "${p2} > 17" if number == 3 else ""
        texts = [
            *_in_each(shape, f"detail {number} of this person"),
            *_in_each(shape, f"why detail {number}"),
        ]
        yield [kind, f"p{number}", relevant, "", "", "", *texts]
    yield ["end repeat", "", *_NONE, *blank]
    yield ["calculate", "adults", "", "", "", "count(${person}[p2 > 17])", *blank]


def _choices(shape: Shape) -> str:
    rows = [["list_name", "name", *(f"label::{tag}" for tag in shape.languages)]]
    rows.extend(["agreed", value, *_in_each(shape, value)] for value in ("yes", "no"))
    for called in _LISTS:
        for number in range(1, _CHOICES + 1):
            rows.append([called, f"c{number}", *_in_each(shape, f"choice {number} of {called}")])
    return _sheet("choices", rows)


def _in_each(shape: Shape, text: str) -> list[str]:
    return [f"{text} ({tag})" for tag in shape.languages]


def _blank(shape: Shape) -> list[str]:
    return [""] * len(shape.languages)


def _kind(number: int) -> str:
    return _KINDS[number % len(_KINDS)]


def _group(number: int) -> int:
    return (number - 1) // _IN_A_GROUP + 1


def _sheet(called: str, rows: list[list[str]]) -> str:
    width = max(map(len, rows))
    lines = (f"| | {' | '.join([*row, *[''] * (width - len(row))])} |" for row in rows)
    return f"| {called} |\n" + "\n".join(lines) + "\n"
