"""Two laptops answer one question without knowing of each other: what the outcome shows of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from four_laptops import refer, silent, street, talk

from fieldcheck.domain.identifiers import InterviewId
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.roles import Role
from fieldcheck.i18n import texts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.exporting import export_day, export_referral
from fieldcheck.usecases.importing import take_in
from fieldcheck.usecases.interviewing import Interviewing, resume_interview
from fieldcheck.viewmodels.disputed import conflict_views
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.outcome import OutcomeViewModel


def give_day(desk: Desk, to: Desk, folder: Path) -> None:
    writer = replace(desk, actor=replace(desk.actor, role=Role.COORDINATOR))
    take_in(to, export_day(writer, folder, progress=silent), progress=silent)


def answer(desk: Desk, interview: InterviewId, given: str | AnswerState) -> None:
    talking = resume_interview(desk, interview)
    place = talking.run.form.reference("papers_kept_by")
    talking.save(talking.answer({place: given}, move_on=False))


def test_the_inspector_goes_to_the_question_and_what_is_answered_there_decides(tmp_path: Path) -> None:
    with street(tmp_path) as tent:
        row, interview = talk(tent.intake1, papers_kept_by="self")
        sent = refer(tent.intake1, row)
        take_in(
            tent.iszw, export_referral(tent.intake1, sent.id, tent.stick, progress=silent), progress=silent
        )
        answer(tent.intake1, interview, AnswerState.REFUSED)
        answer(tent.iszw, interview, "employer")
        take_in(
            tent.iszw, export_referral(tent.intake1, sent.id, tent.stick, progress=silent), progress=silent
        )
        model = OutcomeViewModel(tent.iszw, InlineJobs(), row.id)
        model.load()
        (conflict,) = model.state.conflicts
        model.to_question(InterviewId(conflict.interview), conflict.reference)
        opened = model.opened
        assert isinstance(opened, Interviewing)
        assert conflict.reference in opened.page.questions
        opened.save(opened.answer({conflict.reference: "other"}))
        model.load()
        assert model.state.conflicts == ()


def test_both_answers_are_shown_in_words_with_who_and_which_counts(tmp_path: Path) -> None:
    with street(tmp_path) as tent:
        row, interview = talk(tent.intake1, papers_kept_by="self")
        case = row.id
        path = export_referral(tent.intake1, refer(tent.intake1, row).id, tent.stick, progress=silent)
        take_in(tent.iszw, path, progress=silent)
        answer(tent.intake1, interview, AnswerState.REFUSED)
        answer(tent.iszw, interview, "employer")
        assert conflict_views(tent.iszw, case, texts("nl")) == (), "one laptop alone knows of no conflict"
        for desk in (tent.iszw, tent.intake1):
            give_day(desk, tent.coordinator, tent.stick)
        model = OutcomeViewModel(tent.coordinator, InlineJobs(), case)
        model.load()
        assert model.state.trouble is None
        (conflict,) = model.state.conflicts
        assert conflict.question.endswith("?")
        assert "/" not in conflict.question, "in words, not by its place in the form"
        first, second = conflict.sayings
        assert (first.counts, second.counts) == (True, False)
        assert first.by.startswith("iszw, verzonnen")
        assert "employer" not in first.answer
        assert "werkgever" in first.answer
        assert second.answer == "wilde niet antwoorden"
        assert second.by.startswith("intake1, verzonnen")
