"""Every form here, answered by keys alone: what a page asks is asked before the page is left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from pathlib import Path

import pytest

from fieldcheck import assets
from fieldcheck.domain.interview import AnswerState
from fieldcheck.usecases.answers_file import Given, read_answers
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import Interviewing, start_interview
from fieldcheck.viewmodels.entering import shown
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.interview_state import Kind, QuestionView
from fieldcheck.viewmodels.jobs import InlineJobs

PRACTICE = assets.folder("resources") / "practice"
TALKS = [
    *(("intake-park", file) for file in sorted((PRACTICE / "workers").glob("*.json"))),
    *((file.stem, file) for file in sorted((PRACTICE / "answers").glob("*.json"))),
]
MOST = 600


@dataclass
class Officer:
    """Answers what is asked from a file, and remembers what was asked."""

    interviewing: Interviewing
    model: InterviewViewModel
    given: Mapping[str, Given]
    asked: set[str] = field(default_factory=set)

    def answer(self, question: QuestionView | None) -> None:
        """The next key or keys; a question the file says nothing of is passed over."""
        said = None if question is None else self.given.get(question.reference)
        if question is None or said is None:
            self.model.enter()
        elif isinstance(said, AnswerState):
            self.model.set_state(question.reference, said)
        elif question.choices:
            for one in said.split():
                self.model.choose(question.reference, one)
            if question.kind is Kind.MANY:
                self.model.enter()
        else:
            way = self.model._reading.written_as(question.reference)
            self.model.type_entry(question.reference, shown(way, said, "nl"))
            self.model.enter()

    def skipped(self, page: str) -> set[str]:
        """What that page asks and was never asked."""
        here = next((one.questions for one in self.interviewing.run.pages() if one.reference == page), ())
        return (set(here) & set(self.interviewing.run.open_questions())) - self.asked


def parts(value: str) -> list[str]:
    """What was chosen in any order, or a number however many noughts it ends with."""
    try:
        return [str(Decimal(value).normalize())]
    except InvalidOperation:
        return sorted(value.split())


@pytest.mark.parametrize("full", [False, True], ids=["short", "full"])
@pytest.mark.parametrize(("form", "file"), TALKS, ids=lambda one: one.stem if isinstance(one, Path) else one)
def test_no_question_of_a_page_is_passed_over_unasked(desk: Desk, form: str, file: Path, full: bool) -> None:
    interviewing = start_interview(desk, open_case(desk).id, "pl", form_id=form)
    model = InterviewViewModel(interviewing, InlineJobs(), case_code="OE-0001-8")
    given = read_answers(file.read_bytes(), place=file.name).by_reference(interviewing.run.references())
    if full:
        model.toggle_depth()
    officer = Officer(interviewing, model, given)
    for _ in range(MOST):
        if model.state.at_end:
            break
        page, question = model.state.page, model.state.active_question
        if question is not None:
            officer.asked.add(question.reference)
        officer.answer(question)
        if model.state.page != page or model.state.at_end:
            assert officer.skipped(page) == set()
    assert model.state.at_end
    told = {one: value for one, value in given.items() if one in officer.asked}
    assert told
    for one, said in told.items():
        node = interviewing.run.node(one)
        if isinstance(said, AnswerState):
            assert node.state is said, one
        else:
            assert parts(node.value) == parts(said), one
