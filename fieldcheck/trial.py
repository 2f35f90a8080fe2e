"""Trying rules: the assessment of answers from a file, without a store."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

from fieldcheck.bootstrap import now, practice_action, reference_tables
from fieldcheck.domain.errors import N_, FieldcheckError, InvalidValue
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import FormRun, load
from fieldcheck.i18n import Texts
from fieldcheck.triage import assess
from fieldcheck.usecases.answers_file import read_answers
from fieldcheck.usecases.forms import form_named, published_from
from fieldcheck.usecases.interviewing import Given


def assess_answers(form: str, answers: Path, *, day: date | None, words: Texts) -> dict[str, Any]:
    """The assessment as JSON, in the language of ``words``. Local limits are those of the practice action.

    Without ``day`` by today. The talk is held on that day too: what a form asks by age or date follows it.

    Raises FormRefused for a form with an error, UserFixable when there is no such form,
    InvalidValue for a file that is no answers file, names a question the form has not, or gives an
    answer that cannot be; its notes name the file and the question.
    """
    published = published_from(form_named(form))
    day = day or now().date()
    held = datetime.combine(day, time(12), UTC)
    run = FormRun(load(published), now=lambda: held, language=words.tag)
    file = read_answers(answers.read_bytes(), place=answers.name)
    with _at(answers.name):
        given = file.by_reference(run.references())
    _answer(run, given, place=answers.name)
    limits = practice_action().limits
    return assess(published, run, day=day, limits=limits, tables=reference_tables()).as_json(words)


def _answer(run: FormRun, answers: Mapping[str, Given], *, place: str) -> None:
    """Give all answers; what the screen would refuse is refused here too, with its place."""
    for reference, given in answers.items():
        with _at(f"{place}, {reference}"):
            if isinstance(given, AnswerState):
                run.set_state(reference, given)
            else:
                run.answer(reference, given)
    # Only now: a limit may look at an answer that stands further on in the file.
    for reference, given in answers.items():
        violation = None if isinstance(given, AnswerState) else run.check(reference, given)
        if violation is not None:
            with _at(f"{place}, {reference}"):
                raise InvalidValue(violation.message or N_("Dit antwoord kan niet kloppen."))


@contextlib.contextmanager
def _at(place: str) -> Iterator[None]:
    """Tell an error on its way out where in the file it arose."""
    try:
        yield
    except FieldcheckError as error:
        error.add_note(place)
        raise
