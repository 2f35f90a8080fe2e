"""Questions that hold a person fast: required without a way to answer, triggers that pull each other."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from fieldcheck.engine.compiler import plain_path
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.grammar import BadExpression
from fieldcheck.engine.lint.expressions import Parsed
from fieldcheck.engine.lint.folding import Known, fold, number
from fieldcheck.engine.lint.known import is_false, is_true
from fieldcheck.engine.survey import NAMED, Entry, Survey
from fieldcheck.engine.syntax import Literal, walk

MOST_TRIED = 2000
"""Combinations of answers that are tried to see whether a filter leaves a choice."""

_YES = frozenset(["yes", "true", "true()", "1"])
_UNASKED = frozenset(["calculate", "hidden", "start", "end", "today", "begin_group", "begin_repeat"])


def check_traps(survey: Survey, parsed: Iterable[Parsed], known: Known, findings: Findings) -> None:
    """Everything that can hold a person fast, by row."""
    by_cell = {(one.place.entry.path, one.place.column): one for one in parsed if one.place.entry}
    checker = _Traps(survey, by_cell, known, findings)
    for entry in survey.entries:
        checker.check(entry)
    _check_triggers(survey, findings)


class _Traps:
    def __init__(
        self, survey: Survey, by_cell: Mapping[tuple[str, str], Parsed], known: Known, findings: Findings
    ) -> None:
        self._survey = survey
        self._by_cell = by_cell
        self._known = known
        self._findings = findings

    def check(self, entry: Entry) -> None:
        if self._always(entry, "relevant", no=True):
            self._notice(entry, "relevant", "“{what}” is never asked")
            return
        required = self._always(entry, "required")
        if required:
            self._check_required(entry)
        self._check_constraint(entry, required=required)
        self._check_count(entry)
        if entry.kind.selects and required:
            self._check_filter(entry)

    def _always(self, entry: Entry, column: str, *, no: bool = False) -> bool:
        """Whether a cell always says yes (or, with ``no``, always no)."""
        written = entry.row.get(column).lower()
        if not no and written in _YES:
            return True
        if no and written in ("no", "false", "false()", "0"):
            return column == "relevant"
        parsed = self._by_cell.get((entry.path, column))
        if parsed is None:
            return False
        outcome = fold(parsed.syntax, self._known)
        return is_false(outcome) if no else is_true(outcome)

    def _check_required(self, entry: Entry) -> None:
        if entry.kind.name in _UNASKED:
            self._notice(entry, "required", "nobody can answer “{what}”, so required means nothing there")
        elif entry.kind.name == "note":
            self._problem(
                entry,
                "required",
                "“{what}” is a note and cannot be answered, yet it is required",
                help="use the type acknowledge",
            )
        elif self._always(entry, "readonly") and not any(
            entry.row.get(column) for column in ("calculation", "default", "trigger")
        ):
            self._problem(entry, "required", "“{what}” is required but read-only, and nothing fills it in")

    def _check_constraint(self, entry: Entry, *, required: bool) -> None:
        parsed = self._by_cell.get((entry.path, "constraint"))
        if parsed is None or not self._unmeetable(entry, parsed):
            return
        if required:
            self._problem(entry, "constraint", "“{what}” is required and no answer meets its constraint")
        else:
            self._notice(entry, "constraint", "no answer to “{what}” meets its constraint")

    def _unmeetable(self, entry: Entry, parsed: Parsed) -> bool:
        if is_false(fold(parsed.syntax, self._known)):
            return True
        codes = self._survey.codes(entry)
        if not codes or entry.kind.name != "select_one":
            return False
        return all(
            is_false(
                fold(
                    parsed.syntax,
                    replace(self._known, here=code, values={**self._known.values, entry.path: code}),
                )
            )
            for code in codes
        )

    def _check_count(self, entry: Entry) -> None:
        text = entry.row.get("repeat_count")
        parsed = self._by_cell.get((entry.path, "repeat_count"))
        if entry.kind.name != "begin_repeat":
            if text:
                self._notice(entry, "repeat_count", "“{what}” is not a repeat, so it has no count")
            return
        if parsed is None:
            return
        source = self._survey.by_path.get(plain_path(parsed.syntax))
        if isinstance(parsed.syntax, Literal):
            value = number(parsed.syntax.value)
            if value != value or value < 0:
                self._problem(entry, "repeat_count", "the count of “{what}” is not a number", help="")
        elif source is not None and source.kind.category in ("date", "time", "datetime", "choices"):
            self._problem(
                entry,
                "repeat_count",
                "the count of “{what}” is taken from “{source}”, which is not a number",
                source=source.name,
            )
        elif source is not None and source.kind.category in ("text", "choice"):
            self._count_from_text(entry, source)

    def _count_from_text(self, entry: Entry, source: Entry) -> None:
        codes = self._survey.codes(source)
        if codes is not None and all(number(code) == number(code) for code in codes):
            return
        self._problem(
            entry,
            "repeat_count",
            "the count of “{what}” is taken from “{source}”, which is not a number",
            source=source.name,
        )

    # Filters

    def _check_filter(self, entry: Entry) -> None:
        parsed = self._by_cell.get((entry.path, "choice_filter"))
        rows = self._survey.lists.get(entry.kind.choices)
        if parsed is None or not rows:
            return
        if is_false(fold(parsed.syntax, self._known)):
            self._problem(entry, "choice_filter", "“{what}” is required and its filter never leaves a choice")
            return
        columns = {column for row in rows for column in row.cells}
        for answers in self._answers(parsed):
            said = replace(self._known, values={**self._known.values, **answers})
            if all(
                is_false(
                    fold(parsed.syntax, replace(said, names={**dict.fromkeys(columns, ""), **row.cells}))
                )
                for row in rows
            ):
                told = " and ".join(
                    f"“{path.rpartition('/')[2]}” is “{code}”" for path, code in answers.items()
                )
                self._notice(
                    entry,
                    "choice_filter",
                    "“{what}” is required, but has no choice when {told}",
                    help="make it required only when there are choices",
                    told=told or "it is asked",
                )
                return

    def _answers(self, parsed: Parsed) -> Iterator[dict[str, str]]:
        """Every combination of answers to the questions that a filter reads, if there are not too many."""
        paths = dict.fromkeys(path for node in walk(parsed.syntax) if (path := plain_path(node)))
        lists = []
        combinations = 1
        for path in paths:
            entry = self._survey.by_path.get(path)
            codes = self._survey.codes(entry) if entry and entry.kind.name == "select_one" else None
            if not codes:
                return
            lists.append([(path, code) for code in codes])
            combinations *= len(codes)
        if paths and combinations <= MOST_TRIED:
            yield from (dict(chosen) for chosen in itertools.product(*lists))

    def _problem(
        self, entry: Entry, column: str, message: str, /, *, help: str = "", **fields: object
    ) -> None:
        self._findings.problem(
            "survey", entry.row.number, column, message, name=entry.name, help=help, what=entry.name, **fields
        )

    def _notice(
        self, entry: Entry, column: str, message: str, /, *, help: str = "", **fields: object
    ) -> None:
        self._findings.notice(
            "survey", entry.row.number, column, message, name=entry.name, help=help, what=entry.name, **fields
        )


# Triggers


def _check_triggers(survey: Survey, findings: Findings) -> None:
    pulled: dict[str, list[str]] = {}
    for entry in survey.entries:
        text = entry.row.get("trigger")
        if not text:
            continue
        if not entry.row.get("calculation") and entry.kind.name != "background-geopoint":
            findings.problem(
                "survey", entry.row.number, "trigger", "a trigger needs a calculation", name=entry.name
            )
        rest = NAMED.sub("", text).replace(",", "").strip()
        if rest or not NAMED.search(text):
            findings.problem(
                "survey",
                entry.row.number,
                "trigger",
                "a trigger is a question such as ${{name}}, or several with commas; “{rest}” is not",
                name=entry.name,
                rest=rest or text,
            )
        for match in NAMED.finditer(text):
            try:
                path = survey.path(match.group(1))
            except BadExpression as error:
                findings.problem(
                    "survey", entry.row.number, "trigger", "{reason}", name=entry.name, reason=error.reason
                )
            else:
                pulled.setdefault(entry.path, []).append(path)
    for circle in circles(pulled):
        names = [path.rpartition("/")[2] for path in circle]
        first = survey.by_path[circle[0]]
        findings.problem(
            "survey",
            first.row.number,
            "trigger",
            "triggers pull each other: {circle}",
            name=first.name,
            circle=" is set off by ".join([*names, names[0]]),
        )


def circles(pulled: Mapping[str, list[str]]) -> Iterator[list[str]]:
    """Each circle once, found depth first without recursion."""
    done: set[str] = set()
    for start in pulled:
        trail: list[str] = []
        stack = [(start, iter(pulled[start]))] if start not in done else []
        if stack:
            trail.append(start)
        while stack:
            node, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                trail.pop()
                done.add(node)
            elif following in trail:
                yield trail[trail.index(following) :]
            elif following in pulled and following not in done:
                trail.append(following)
                stack.append((following, iter(pulled[following])))
