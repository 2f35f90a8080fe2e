"""What a changed form takes away from talks that were held: answered values that are in no list any more."""

from __future__ import annotations

from collections.abc import Iterator

from fieldcheck.domain import events
from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import Form
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.form import without_numbers
from fieldcheck.engine.survey import Entry, Survey
from fieldcheck.usecases.desk import Desk

KEEP_VALUE = N_(
    "laat de waarde staan en verberg haar voor nieuwe gesprekken met choice_filter, "
    "of neem het formulier met --as over onder een nieuwe naam"
)


def find_lost_values(desk: Desk, form_id: str, ready: Form, survey: Survey, findings: Findings) -> None:
    """Note each value that a talk held here with this form has, and that its question can have no more.

    Args:
        desk: whose store keeps the talks.
        form_id: under which they were held.
        ready: the form as it is now, loaded.
        survey: the same form, as its author left it.
        findings: where it is noted, as problems.
    """
    lost: dict[tuple[str, str], list[str]] = {}
    for reference, value in sorted(_chosen(desk, form_id, ready)):
        entry = survey.by_path.get(reference)
        if entry is not None:
            lost.setdefault((entry.kind.choices, value), []).append(entry.path)
    for (choices, value), places in lost.items():
        entries = [survey.by_path[place] for place in places]
        names = ", ".join(entry.name for entry in entries)
        tell_lost(findings, survey, entries[0], choices=choices, value=value, questions=names)


def tell_lost(
    findings: Findings, survey: Survey, entry: Entry, *, choices: str, value: str, questions: str
) -> None:
    """A value that is gone: told where the list begins, or where the question is when its list is a file."""
    rows = () if entry.kind.from_file else survey.lists.get(choices, ())
    sheet, row, column = ("choices", rows[0].number, "name") if rows else ("survey", entry.row.number, "type")
    findings.problem(
        sheet,
        row,
        column,
        N_("de waarde “{value}” is weg uit de lijst “{choices}”; antwoorden op {questions} hebben haar"),
        name=value,
        help=KEEP_VALUE,
        value=value,
        choices=choices,
        questions=questions,
    )


def _chosen(desk: Desk, form_id: str, ready: Form) -> set[tuple[str, str]]:
    """Values of answers, by question, that the form as it is now can not have."""
    talks = {
        entry.subject
        for entry in desk.store.entries_of(events.INTERVIEW_STARTED)
        if entry.payload is not None and entry.payload.get("form_id") == form_id
    }
    answers: dict[tuple[str, str], str] = {}
    for entry in desk.store.entries_of(events.ANSWER_RECORDED) if talks else ():
        if entry.subject in talks and entry.payload is not None:
            given = entry.payload.get("state") == AnswerState.ANSWERED
            reference = str(entry.payload.get("reference", ""))
            answers[entry.subject, reference] = str(entry.payload.get("value", "")) if given else ""
    return {
        (without_numbers(reference), value)
        for (_, reference), answered in answers.items()
        for value in _impossible(ready, reference, answered)
    }


def _impossible(ready: Form, reference: str, answered: str) -> Iterator[str]:
    """The values of one answer that its question does not offer; none where it offers anything."""
    index = ready.find(reference)
    if index is None or not ready.layout.definitions[index].selects:
        return
    offered = ready.offered(index)
    if offered is not None:
        yield from (value for value in answered.split() if value not in offered)
