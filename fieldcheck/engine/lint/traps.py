"""Questions that hold a person fast: required without a way to answer, triggers that pull each other."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
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
            self._notice(entry, "relevant", N_("“{what}” wordt nooit gevraagd"))
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
            self._notice(
                entry, "required", N_("niemand kan “{what}” beantwoorden, dus required doet daar niets")
            )
        elif entry.kind.name == "note":
            self._problem(
                entry,
                "required",
                N_("“{what}” is een mededeling zonder antwoord, en toch verplicht"),
                help=N_("gebruik het type acknowledge"),
            )
        elif self._always(entry, "readonly") and not any(
            entry.row.get(column) for column in ("calculation", "default", "trigger")
        ):
            self._problem(
                entry, "required", N_("“{what}” is verplicht maar alleen te lezen, en niets vult het in")
            )

    def _check_constraint(self, entry: Entry, *, required: bool) -> None:
        parsed = self._by_cell.get((entry.path, "constraint"))
        if parsed is None or not self._unmeetable(entry, parsed):
            return
        if required:
            self._problem(
                entry, "constraint", N_("“{what}” is verplicht, maar geen enkel antwoord voldoet aan de eis")
            )
        else:
            self._notice(entry, "constraint", N_("geen enkel antwoord op “{what}” voldoet aan de eis"))

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
                self._notice(entry, "repeat_count", N_("“{what}” is geen herhaling en heeft dus geen aantal"))
            return
        if parsed is None:
            return
        source = self._survey.by_path.get(plain_path(parsed.syntax))
        if isinstance(parsed.syntax, Literal):
            value = number(parsed.syntax.value)
            if value != value or value < 0:
                self._problem(entry, "repeat_count", N_("het aantal van “{what}” is geen getal"), help="")
        elif source is not None and source.kind.category in ("date", "time", "datetime", "choices"):
            self._problem(
                entry,
                "repeat_count",
                N_("het aantal van “{what}” komt uit “{source}”, en dat is geen getal"),
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
            N_("het aantal van “{what}” komt uit “{source}”, en dat is geen getal"),
            source=source.name,
        )

    # Filters

    def _check_filter(self, entry: Entry) -> None:
        parsed = self._by_cell.get((entry.path, "choice_filter"))
        rows = self._survey.lists.get(entry.kind.choices)
        if parsed is None or not rows:
            return
        if is_false(fold(parsed.syntax, self._known)):
            self._problem(
                entry, "choice_filter", N_("“{what}” is verplicht, maar het filter laat nooit een keuze over")
            )
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
                self._notice(
                    entry,
                    "choice_filter",
                    N_("“{what}” is verplicht, maar er is geen keuze als {told}"),
                    help=N_("maak de vraag alleen verplicht als er keuzes zijn"),
                    told=_told(answers),
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
        if combinations <= MOST_TRIED:
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


def _told(answers: Mapping[str, str]) -> Said:
    """These answers as a condition; without any, that the question is asked."""
    said = [
        Said(N_("“{question}” “{code}” is"), question=path.rpartition("/")[2], code=code)
        for path, code in answers.items()
    ]
    if not said:
        return Said(N_("de vraag wordt gesteld"))
    return functools.reduce(lambda one, other: Said(N_("{one} en {other}"), one=one, other=other), said)


# Triggers


def _check_triggers(survey: Survey, findings: Findings) -> None:
    pulled: dict[str, list[str]] = {}
    for entry in survey.entries:
        text = entry.row.get("trigger")
        if not text:
            continue
        if not entry.row.get("calculation") and entry.kind.name != "background-geopoint":
            findings.problem(
                "survey",
                entry.row.number,
                "trigger",
                N_("bij een trigger hoort een calculation"),
                name=entry.name,
            )
        rest = NAMED.sub("", text).replace(",", "").strip()
        if rest or not NAMED.search(text):
            findings.problem(
                "survey",
                entry.row.number,
                "trigger",
                N_(
                    "een trigger is een vraag zoals {example}, of meer met komma's ertussen; "
                    "“{rest}” is dat niet"
                ),
                name=entry.name,
                example="${name}",
                rest=rest or text,
            )
        for match in NAMED.finditer(text):
            try:
                path = survey.path(match.group(1))
            except BadExpression as error:
                findings.problem("survey", entry.row.number, "trigger", error.reason, name=entry.name)
            else:
                pulled.setdefault(entry.path, []).append(path)
    for circle in circles(pulled):
        names = [path.rpartition("/")[2] for path in circle]
        first = survey.by_path[circle[0]]
        findings.problem(
            "survey",
            first.row.number,
            "trigger",
            N_("triggers zetten elkaar in gang: {circle}"),
            name=first.name,
            circle=" ← ".join([*names, names[0]]),
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
