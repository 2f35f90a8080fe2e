"""What a form takes away from the one it would replace: choices that were answered, the kind of a question.

An interview that was begun keeps the version it began with, whatever comes after. But answers of both
versions are counted, filtered and sent on together, under the same names: there a value that is gone looks
like one that nobody chose, and a number that became a text like no number.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from fieldcheck import assets
from fieldcheck.domain.errors import N_, FormRefused, UserFixable
from fieldcheck.engine import Checked, Problem
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.form_files import mentions
from fieldcheck.engine.kinds import UNSEEN, Kind
from fieldcheck.engine.lists import read_list
from fieldcheck.engine.sheets import read_workbook
from fieldcheck.engine.survey import Entry, Survey
from fieldcheck.usecases.forms import FormSource, form_source
from fieldcheck.usecases.lost_values import tell_lost

_SAYS_NOTHING = UNSEEN | {"note", ""}
_NEW_NAME = N_("geef de vraag een nieuwe naam, of neem het formulier met --as over onder een nieuwe naam")
_WIDER = frozenset({("choice", "choices")})
"""Kinds that a question may go over to: every answer of the first is one of the second."""


@dataclass(frozen=True, slots=True)
class _Question:
    """A question and the values it can have; None when those stand in no list."""

    entry: Entry
    values: frozenset[str] | None


def refuse_losses(form: FormSource, name: str) -> tuple[Problem, ...]:
    """Refuse to replace the form that is called ``name`` with one that loses what its answers need.

    What is lost on purpose, whole questions, is given back to be told.

    Raises:
        FormRefused: with file, sheet, row and reason for each.
    """
    found = _losses(form, name)
    if found.problems:
        raise FormRefused(
            N_("Het formulier {place} vervangt “{name}” niet: antwoorden die er al zijn zouden zoekraken."),
            problems=tuple(problem.line for problem in found.problems),
            kept=N_("Het formulier dat er was, blijft gelden."),
            place=form.filename,
            name=name,
        )
    return found.notices


def told_of_losses(checked: Checked, form: FormSource, name: str) -> Checked:
    """What was checked, with a notice of everything that :func:`refuse_losses` would find."""
    if checked.form is None or name not in assets.form_ids():
        return checked
    found = _losses(form, name)
    return replace(checked, notices=(*checked.notices, *found.problems, *found.notices))


def _losses(form: FormSource, name: str) -> Findings:
    findings = Findings(form.filename, form.elsewhere)
    try:
        before = _questions(form_source(name))
    except (FormRefused, UserFixable):
        return findings  # nobody can have answered a form that cannot be read
    after = _questions(form)
    lost: dict[tuple[str, str], list[str]] = {}
    for key, old in before.items():
        new = after.get(key)
        if new is None:
            findings.notice("survey", 0, "", N_("de vraag “{question}” is er niet meer"), question=key)
        elif not _may_become(old.entry.kind, new.entry.kind):
            _changed(findings, key, old.entry.kind, new.entry)
        elif old.values is not None and new.values is not None:
            for value in sorted(old.values - new.values):
                lost.setdefault((new.entry.kind.choices, value), []).append(key)
    survey = Survey(read_workbook(form.source, form.filename))
    for (choices, value), questions in lost.items():
        first, names = after[questions[0]].entry, ", ".join(questions)
        tell_lost(findings, survey, first, choices=choices, value=value, questions=names)
    return findings


def _changed(findings: Findings, name: str, before: Kind, entry: Entry) -> None:
    findings.problem(
        "survey",
        entry.row.number,
        "type",
        N_("de vraag “{question}” was van het type {before} en wordt {after}"),
        name=name,
        help=_NEW_NAME,
        question=name,
        before=before.name,
        after=entry.kind.name,
    )


def _may_become(before: Kind, after: Kind) -> bool:
    if before.category == after.category:
        return before.category != "any" or before.name == after.name
    return (before.category, after.category) in _WIDER


def _questions(form: FormSource) -> dict[str, _Question]:
    """What is answered, by name; by path where several questions have that name."""
    survey = Survey(read_workbook(form.source, form.filename))
    files = {one.name: one for one in mentions(survey) if one.sheet == "survey" and one.columns}
    found = {}
    for entry in survey.entries:
        if entry.kind.name in _SAYS_NOTHING or entry.kind.begins:
            continue
        values = survey.codes(entry)
        mention = files.get(entry.name)
        kept = frozenset(values) if values is not None else None
        if kept is None and mention is not None and mention.file in form.files:
            kept = frozenset(_filed(mention.file, form.files[mention.file], mention.columns[0]))
        key = entry.name if len(survey.named(entry.name)) == 1 else entry.path
        found[key] = _Question(entry, kept)
    return found


def _filed(name: str, data: bytes, column: str) -> Iterator[str]:
    """The values of a list in a file."""
    for item in read_list(name, data).elements():
        told = item.element(column)
        if told is not None:
            yield told.text
