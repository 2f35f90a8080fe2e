"""What a row says of its own answers: whether its default can be one, and its filter names columns."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.lint.comparisons import DATE, TIME
from fieldcheck.engine.lint.expressions import Parsed, dynamic, outside_predicates
from fieldcheck.engine.lint.folding import number
from fieldcheck.engine.survey import Entry, Survey, did_you_mean
from fieldcheck.engine.syntax import Path

_KINDS = {
    "number": N_("een getal"),
    "date": N_("een datum zoals 2026-01-31"),
    "time": N_("een tijd zoals 14:30"),
    "datetime": N_("een datum en een tijd zoals 2026-01-31T14:30"),
}


def check_answers(survey: Survey, parsed: Iterable[Parsed], findings: Findings) -> None:
    """Every default that is no expression, and every filter on a list of the sheet choices."""
    for entry in survey.entries:
        default = entry.row.get("default")
        if default and not dynamic(default, entry.kind.text):
            _check_default(entry, default, survey, findings)
    columns = frozenset(column.partition("::")[0] for column in survey.choices.columns)
    for one in parsed:
        entry_of = one.place.entry
        if (
            one.place.column == "choice_filter"
            and entry_of is not None
            and entry_of.kind.choices in survey.lists
        ):
            _check_filter(one, columns, findings)


def _check_default(entry: Entry, default: str, survey: Survey, findings: Findings) -> None:
    category = entry.kind.category
    right = {
        "number": number(default) == number(default),
        "date": bool(DATE.fullmatch(default)),
        "time": bool(TIME.fullmatch(default)),
        "datetime": bool(DATE.fullmatch(default)),
    }.get(category, True)
    if not right:
        findings.problem(
            "survey",
            entry.row.number,
            "default",
            N_("“{default}” kan geen antwoord op “{what}” zijn: dat is {kind}"),
            name=entry.name,
            default=default,
            what=entry.name,
            kind=Said(_KINDS[category]),
        )
    codes = survey.codes(entry)
    words = [default] if entry.kind.name == "select_one" else default.split()
    for word in words if codes is not None else ():
        if word not in (codes or ()):
            findings.problem(
                "survey",
                entry.row.number,
                "default",
                N_("“{word}” staat niet op de lijst “{list}”{like}"),
                name=entry.name,
                word=word,
                list=entry.kind.choices,
                like=did_you_mean(word, codes or ()),
            )


def _check_filter(parsed: Parsed, columns: Collection[str], findings: Findings) -> None:
    place = parsed.place
    for node in outside_predicates(parsed.syntax):
        if not isinstance(node, Path) or node.start is not None or len(node.steps) != 1:
            continue
        step = node.steps[0]
        if step.axis == "child" and "(" not in step.test and step.test != "*" and step.test not in columns:
            findings.problem(
                place.sheet,
                place.row,
                place.column,
                N_("het blad choices heeft geen kolom “{column}”{like}"),
                name=place.name,
                help=Said(N_("schrijf {example} om met een antwoord te vergelijken"), example="${name}"),
                column=step.test,
                like=did_you_mean(step.test, columns),
            )
