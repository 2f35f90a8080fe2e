"""Trying rules: the assessment of answers from a file, without a store."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from fieldcheck import assets
from fieldcheck.bootstrap import now, practice_action, reference_tables
from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import FormRun, PublishedForm, load, publish
from fieldcheck.triage import FUNCTIONS, assess
from fieldcheck.usecases.answers_file import read_answers
from fieldcheck.usecases.forms import published_form


def assess_answers(form: str, answers: Path, *, day: date | None) -> dict[str, Any]:
    """The assessment as JSON. Local limits are those of the practice action.

    Raises FormRefused for a form with an error, UserFixable when there is no such form,
    InvalidValue for a file that is no answers file or names a question the form has not.
    """
    published = _form(form)
    run = FormRun(load(published), now=now)
    file = read_answers(answers.read_bytes(), place=answers.name)
    for reference, given in file.by_reference(run.references()).items():
        if isinstance(given, AnswerState):
            run.set_state(reference, given)
        else:
            run.answer(reference, given)
    limits = practice_action().limits
    return assess(published, run, day=day or now().date(), limits=limits, tables=reference_tables()).as_json()


def _form(form: str) -> PublishedForm:
    path = Path(form)
    if path.suffix in (".md", ".xlsx"):
        if not path.is_file():
            raise UserFixable(N_("Het bestand {place} is er niet."), place=str(path))
        return publish(path.read_bytes(), filename=path.name, texts={}, extra_functions=FUNCTIONS)
    if not assets.form_source(form).is_file():
        raise UserFixable(
            N_("Er is geen formulier “{form}” in de map forms."),
            remedy=N_("Noem een formulier dat er is, of geef het pad van een .md- of .xlsx-bestand."),
            form=form,
        )
    return published_form(form)
