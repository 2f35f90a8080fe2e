"""Which talk, with which form: from the desk, the outcome and the review desk, on a real desk."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.interview import AnswerState, InterviewStage
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.roles import Role
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.interviewing import (
    OFFICER_PAUSED,
    Interviewing,
    resume_interview,
    start_interview,
)
from fieldcheck.usecases.offering import offered_forms
from fieldcheck.usecases.referring import NewReferral, send_referral
from fieldcheck.viewmodels.desk import DeskViewModel
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.outcome import OutcomeViewModel, Step
from fieldcheck.viewmodels.review import ReviewViewModel
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.talks import talks_of
from fieldcheck.viewmodels.workplace import Workplace


def at_desk(desk: Desk) -> tuple[DeskViewModel, Shell]:
    workplace = Workplace(None, InlineJobs())  # type: ignore[arg-type]
    workplace.unlocked_by(desk.actor.name, desk.store)
    shell = Shell(workplace, first=Screen.DESK)
    shell.seated(desk)
    return DeskViewModel(workplace, shell), shell


def row(desk: Desk, talk: Interviewing) -> CaseRow:
    return desk.store.case(talk.interview.case)


def give(talk: Interviewing, **answers: str | AnswerState) -> None:
    for name, value in answers.items():
        reference = next(one for one in talk.run.references() if one.endswith(f"/{name}"))
        talk.save(talk.answer({reference: value}, move_on=False))


def test_the_desk_offers_the_forms_of_its_post_and_in_practice_all_others(desk: Desk) -> None:
    model, _ = at_desk(desk)
    here = [form.id for form in model.state.forms if form.here]
    assert here == list(desk.action.post("intake").forms)
    assert here[0] == "intake-park"
    assert ("iszw-depth", False) not in [(form.id, form.here) for form in model.state.forms]
    assert all(form.title for form in model.state.forms)


def test_a_new_talk_is_held_with_the_form_that_was_chosen(desk: Desk) -> None:
    model, shell = at_desk(desk)
    model.new_interview("nl", "housing")
    carried = shell.state.place.carried
    assert isinstance(carried, Interviewing)
    assert (shell.state.place.screen, carried.interview.form_id) == (Screen.INTERVIEW, "housing")
    model.new_interview("nl")
    usual = shell.state.place.carried
    assert isinstance(usual, Interviewing)
    assert usual.interview.form_id == "intake-park"


def test_one_unfinished_talk_of_this_post_opens_at_once(desk: Desk) -> None:
    talk = start_interview(desk, open_case(desk).id, "pl")
    model, shell = at_desk(desk)
    model.open_case(row(desk, talk))
    assert shell.state.place.screen is Screen.INTERVIEW
    assert model.state.talks is None


def test_a_talk_with_a_form_of_another_post_or_one_of_several_is_asked(desk: Desk) -> None:
    other = start_interview(desk, open_case(desk).id, "pl", form_id="iszw-depth")
    model, shell = at_desk(desk)
    model.open_case(row(desk, other))
    assert shell.state.place.screen is Screen.DESK
    assert model.state.talks is not None
    assert [talk.title for talk in model.state.talks.unfinished] == ["Vervolggesprek van de arbeidsinspectie"]
    model.put_talks_away()
    start_interview(desk, other.interview.case, "pl", form_id="intake-park")
    model.open_case(row(desk, other))
    assert model.state.talks is not None
    assert [talk.form for talk in model.state.talks.talks] == ["intake-park", "iszw-depth"]
    model.resume(other.interview.case, other.interview.id)
    carried = shell.state.place.carried
    assert isinstance(carried, Interviewing)
    assert carried.interview.id == other.interview.id


def test_talks_tell_their_stage_and_what_was_given_in_them_not_what_was_carried_over(desk: Desk) -> None:
    short = start_interview(desk, open_case(desk).id, "pl")
    give(short, consent="yes", birth_year="1991", eu_citizen="yes")
    short.save(short.finish())
    long = start_interview(desk, short.interview.case, "pl", form_id="nvm-labour")
    give(long, consent="yes")
    long.save(long.pause(OFFICER_PAUSED))
    known = talks_of(desk, row(desk, short))
    assert [(one.stage, one.answers) for one in known.talks] == [
        (InterviewStage.PAUSED, 1),
        (InterviewStage.FINISHED, 3),
    ]
    assert known.outcome
    clerk = replace(desk, actor=replace(desk.actor, role=Role.MUNICIPAL_CLERK))
    assert not talks_of(clerk, row(desk, short)).outcome
    coordinator = replace(desk, actor=replace(desk.actor, role=Role.COORDINATOR))
    assert talks_of(coordinator, row(desk, short)).forms == ()


def test_from_the_outcome_a_further_talk_begins_with_what_was_told(desk: Desk) -> None:
    short = start_interview(desk, open_case(desk).id, "pl")
    give(short, consent="yes", birth_year="1991")
    short.save(short.finish())
    model = OutcomeViewModel(desk, InlineJobs(), short.interview.case)
    model.load()
    assert model.state.talks is not None
    model.begin_talk("nvm-labour")
    assert model.state.step is Step.TALK
    opened = model.opened
    assert isinstance(opened, Interviewing)
    assert (opened.interview.form_id, opened.interview.language) == ("nvm-labour", "pl")
    assert any(one.endswith("/birth_year") for one in opened.carried)


def test_the_question_says_what_was_told_before_until_it_is_told_again(desk: Desk) -> None:
    short = start_interview(desk, open_case(desk).id, "nl")
    give(short, consent="yes", birth_year="1991", works_now="yes", threats=AnswerState.AFRAID)
    long = start_interview(desk, short.interview.case, "nl", form_id="nvm-labour")
    give(long, consent="yes")
    model = InterviewViewModel(long, InlineJobs(), case_code="OE-0001-8")
    assert model.state.full

    def line(name: str) -> str:
        reference = next(one for one in long.run.references() if one.endswith(f"/{name}"))
        model.jump(reference)
        return next(one.earlier for one in model.state.questions if one.reference == reference)

    assert line("birth_year").startswith("Eerder gezegd, nog niet bevestigd (Kort gesprek op het park, ")
    assert line("threats").startswith("Durfde dit eerder niet te zeggen (")
    assert line("fines") == ""
    give(short, birth_year="1990")  # corrected in the other talk, after this one began
    long.earlier = resume_interview(desk, long.interview.id).earlier
    assert line("birth_year").startswith("Eerder gezegd: 1990 (")
    give(short, birth_year="1991")
    long.earlier = resume_interview(desk, long.interview.id).earlier
    give(long, birth_year="1992")
    assert line("birth_year").startswith("Eerder gezegd: 1991 (Kort gesprek op het park, ")


def test_the_inspector_holds_a_talk_of_ones_own_from_the_review_desk(desk: Desk) -> None:
    short = start_interview(desk, open_case(desk).id, "ro")
    give(short, consent="yes", works_now="yes", papers_kept_by="employer")
    short.save(short.finish())
    sent = send_referral(
        desk, NewReferral(short.interview.case, "iszw", Urgency.ACUTE, ("papieren weg",), "walked")
    )
    inspector = change_place(desk, role=Role.ISZW_INSPECTOR, post="iszw")
    model = ReviewViewModel(inspector, InlineJobs())
    model.load()
    model.select(sent.id)
    assert model.state.case is not None
    assert model.state.case.talks is not None
    assert model.state.case.talks.forms[0].id == "iszw-depth"
    model.begin_talk("ro", "iszw-depth")
    talking = model.state.talking
    assert isinstance(talking, Interviewing)
    assert talking.interview.form_id == "iszw-depth"
    assert any(one.endswith("/papers_kept_by") for one in talking.carried)
    model.arrived()
    again = ReviewViewModel(inspector, InlineJobs())
    again.load()
    again.select(sent.id)
    assert again.state.case is not None
    assert again.state.case.conditions[0].value == "Kort gesprek op het park"


@pytest.mark.parametrize("post", ["coordinator"])
def test_a_post_without_forms_offers_none(desk: Desk, post: str) -> None:
    elsewhere = replace(desk, actor=replace(desk.actor, post=post))
    assert [form for form in offered_forms(elsewhere) if form.here] == []


def test_a_clerk_talks_and_sees_nothing_of_what_was_said_elsewhere(desk: Desk) -> None:
    short = start_interview(desk, open_case(desk).id, "pl")
    give(short, consent="yes", birth_year="1991", stay_since="2026-02-01")
    short.save(short.finish())
    clerk = change_place(desk, role=Role.MUNICIPAL_CLERK, post="gemeente")
    own = start_interview(clerk, short.interview.case, "pl")
    assert own.interview.form_id == "registration"
    assert (own.carried, own.earlier) == (set(), {})
    own.save(own.finish())
    before = len(list(desk.store.entries()))
    model = OutcomeViewModel(clerk, InlineJobs(), short.interview.case)
    model.load()
    assert (model.state.may_see, model.state.loaded, model.state.domains) == (False, False, ())
    model.go_to_next_post()
    assert model.state.step is Step.LEAVE
    assert len(list(desk.store.entries())) == before


def test_an_inspector_sees_the_outcome_and_decides_no_route(desk: Desk) -> None:
    short = start_interview(desk, open_case(desk).id, "pl")
    give(short, consent="yes")
    short.save(short.finish())
    inspector = change_place(desk, role=Role.ISZW_INSPECTOR, post="iszw")
    model = OutcomeViewModel(inspector, InlineJobs(), short.interview.case)
    model.load()
    assert (model.state.loaded, model.state.may_decide, model.state.may_prove) == (True, False, False)
    model.go_to_next_post()
    assert (model.state.step, model.state.trouble) == (Step.LEAVE, None)
