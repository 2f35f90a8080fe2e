"""Every expression of a form is parsed, and what it names is looked up."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from fieldcheck.domain.errors import N_
from fieldcheck.engine.columns import EXPRESSIONS, TEXTS, base
from fieldcheck.engine.compiler import compile_expression, plain_path
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.functions import FUNCTIONS
from fieldcheck.engine.grammar import BadExpression, parse
from fieldcheck.engine.searching import search_of
from fieldcheck.engine.sheets import Row
from fieldcheck.engine.survey import NAMED, Entry, Survey, did_you_mean
from fieldcheck.engine.syntax import Call, Literal, Path, Syntax, parts, walk

_LITERALS = frozenset(["yes", "no", "true", "false", "true()", "false()", "1", "0"])
SMART_QUOTES: Mapping[int, str] = {0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"'}
"""What a word processor makes of quotation marks; pyxform makes them straight again, and so do we."""

_GATHERS = frozenset(
    ["sum", "count", "min", "max", "join", "concat", "count-non-empty", "indexed-repeat", "area", "distance",
     "boolean", "position", "randomize"]
)  # fmt: skip
"""Functions that take all instances of a repeat."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands. ``entry`` is the question it belongs to, if any."""

    sheet: str
    row: int
    column: str
    name: str = ""
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Parsed:
    """An expression that holds together, with its names turned into paths."""

    place: Place
    text: str
    syntax: Syntax


class Expressions:
    """Parses what a form says; what is wrong goes into ``findings``, what is right can be looked at."""

    def __init__(self, survey: Survey, findings: Findings) -> None:
        self.survey = survey
        self.findings = findings
        self.instances: list[tuple[Place, str]] = []
        """The lists that expressions name, with the places where they do."""
        self._known = frozenset(survey.by_path) | survey.generated()

    def of_survey(self) -> tuple[Parsed, ...]:
        """Every expression of the sheets survey and settings that is right."""
        found = []
        for entry in self.survey.entries:
            for column, text in _cells(entry):
                place = Place("survey", entry.row.number, column, entry.name, entry)
                parsed = self.parsed(text, place, frozenset())
                if parsed is not None:
                    found.append(parsed)
            parsed = self._of_search(entry)
            found += [parsed] if parsed is not None else []
            self._check_texts(entry.row, "survey", entry.name)
            self._check_parameters(entry)
        for row in self.survey.choices.rows:
            self._check_texts(row, "choices", row.get("name"))
        name = self.survey.settings.get("instance_name")
        if name:
            place = Place("settings", self.survey.settings.number, "instance_name")
            parsed = self.parsed(name, place, frozenset())
            found += [parsed] if parsed is not None else []
        return tuple(found)

    def _of_search(self, entry: Entry) -> Parsed | None:
        """The filter that search() in an appearance stands for."""
        place = Place("survey", entry.row.number, "appearance", entry.name, entry)
        try:
            search = search_of(entry, self.survey)
        except BadExpression as error:
            self._problem(place, error)
            return None
        return self.parsed(search.filter, place, frozenset()) if search and search.filter else None

    def _problem(self, place: Place, error: BadExpression, help: str = "") -> None:
        self.findings.problem(place.sheet, place.row, place.column, error.reason, name=place.name, help=help)

    def parsed(self, text: str, place: Place, extra: frozenset[str] | None) -> Parsed | None:
        """One expression, or None when something is wrong; ``extra`` as :func:`compile_expression` has it."""
        straight = text.translate(SMART_QUOTES)
        try:
            resolved = self.survey.resolved(straight)
            syntax = parse(resolved)
            self._check_calls(syntax, extra)
            compile_expression(resolved, extra=extra)
        except BadExpression as error:
            self._problem(place, error, _way_out(place, bent=straight != text))
            return None
        if straight != text:
            self.findings.notice(
                place.sheet,
                place.row,
                place.column,
                N_("kromme aanhalingstekens zijn gelezen als rechte"),
                name=place.name,
            )
        self._check_paths(syntax, place)
        self._check_repeats(syntax, place)
        return Parsed(place, resolved, syntax)

    def _check_calls(self, syntax: Syntax, extra: frozenset[str] | None) -> None:
        for call in walk(syntax):
            if not isinstance(call, Call) or call.name in FUNCTIONS:
                continue
            if (extra is None and ":" in call.name) or (extra is not None and call.name in extra):
                continue
            like = did_you_mean(call.name, [*FUNCTIONS, *(extra or ())])
            raise BadExpression(
                N_("de functie {name}() bestaat niet{like}"), call.column, name=call.name, like=like
            )

    def _check_paths(self, syntax: Syntax, place: Place) -> None:
        for node in walk(syntax):
            path = plain_path(node)
            if path and path not in self._known:
                like = self.survey.suggestion(path.rpartition("/")[2])
                self.findings.problem(
                    place.sheet,
                    place.row,
                    place.column,
                    N_("op {path} staat niets{like}"),
                    name=place.name,
                    path=path,
                    like=like,
                )
            elif isinstance(node, Call) and node.name == "instance" and len(node.arguments) == 1:
                named = node.arguments[0]
                if isinstance(named, Literal):
                    self.instances.append((place, str(named.value)))

    def _check_repeats(self, syntax: Syntax, place: Place) -> None:
        """A question of a repeat that is read from outside it, as if there were only one."""
        around = place.entry.repeats if place.entry is not None else ()
        own = place.entry.path if place.entry is not None else ""
        for path in _alone(syntax, gathered=False):
            entry = self.survey.by_path.get(path)
            foreign = [one for one in entry.repeats if one not in around and one != own] if entry else []
            if entry is not None and foreign:
                self.findings.notice(
                    place.sheet,
                    place.row,
                    place.column,
                    N_("“{question}” wordt bij elke “{repeat}” gevraagd; hier telt alleen de eerste"),
                    name=place.name,
                    help=N_("neem ze allemaal met sum(), count() of join(), of één met indexed-repeat()"),
                    question=entry.name,
                    repeat=foreign[-1].rpartition("/")[2],
                )

    def _check_texts(self, row: Row, sheet: str, name: str) -> None:
        for column, text in row.cells.items():
            if base(column) not in TEXTS:
                continue
            for match in NAMED.finditer(text):
                try:
                    self.survey.path(match.group(1))
                except BadExpression as error:
                    self.findings.problem(sheet, row.number, column, error.reason, name=name)

    def _check_parameters(self, entry: Entry) -> None:
        for column in ("parameters", "type"):
            for match in NAMED.finditer(entry.row.get(column)):
                try:
                    path = self.survey.path(match.group(1))
                except BadExpression as error:
                    self.findings.problem("survey", entry.row.number, column, error.reason, name=entry.name)
                    continue
                target = self.survey.by_path.get(path)
                if column == "type" and target is not None and not target.repeats:
                    self.findings.problem(
                        "survey",
                        entry.row.number,
                        column,
                        N_("“{what}” staat niet in een herhaling en geeft dus geen lijst"),
                        name=entry.name,
                        what=target.name,
                    )


def _way_out(place: Place, *, bent: bool) -> str:
    if bent:
        return N_("typ de aanhalingstekens als ' of \"; een tekstverwerker maakt ze krom")
    if place.column == "default":
        return N_("dit wordt gelezen als een berekening; zet een tekst tussen aanhalingstekens")
    return ""


def _cells(entry: Entry) -> Iterator[tuple[str, str]]:
    for column in EXPRESSIONS:
        text = entry.row.get(column)
        literal = column in ("relevant", "required", "readonly") and text.lower() in _LITERALS
        if text and not literal and text.lower() not in ("yes", "no"):
            yield column, text
    default = entry.row.get("default")
    if default and dynamic(default, entry.kind.text):
        yield "default", default


def dynamic(default: str, kind: str) -> bool:
    """Whether a default is an expression rather than a value, as pyxform decides it."""
    from pyxform.utils import default_is_dynamic

    try:
        return bool(default_is_dynamic(default, kind))
    except Exception:  # pyxform's lexer gives up on what it cannot read; then it is no plain value
        return bool(re.search(r"\$\{|\w\(", default))


def outside_predicates(syntax: Syntax) -> Iterator[Syntax]:
    """``syntax`` and what is in it, without predicates: there ``.`` and names are those of another node."""
    stack = [syntax]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, Path):
            stack.extend(parts(node))
        elif node.start is not None and not isinstance(node.start, str):
            stack.append(node.start)


def _alone(syntax: Syntax, *, gathered: bool) -> Iterator[str]:
    """The paths that are read as one value."""
    path = plain_path(syntax)
    if path:
        if not gathered:
            yield path
        return
    if isinstance(syntax, Path) and syntax.steps and syntax.start is not None:
        gathered = True  # predicates or a further step choose among them
    inside = gathered or (isinstance(syntax, Call) and syntax.name in _GATHERS)
    for part in parts(syntax):
        yield from _alone(part, gathered=inside)
