"""A short talk grows into a long one: what was told is not asked again, what was not is not made up."""

from __future__ import annotations

import pytest

from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.roles import LegalCapacity
from fieldcheck.usecases.casework import assess_case, assess_interview, open_case
from fieldcheck.usecases.desk import Desk, change_capacity
from fieldcheck.usecases.interviewing import Interviewing, resume_interview, start_interview

SHORT, LONG, LOOKING_AROUND = "intake-park", "nvm-labour", "housing"


@pytest.fixture
def case(desk: Desk) -> CaseId:
    return open_case(desk).id


def reference(talk: Interviewing, name: str) -> str:
    return next(one for one in talk.run.references() if one.endswith(f"/{name}"))


def give(talk: Interviewing, **answers: str | AnswerState) -> None:
    for name, given in answers.items():
        talk.save(talk.answer({reference(talk, name): given}, move_on=False))


def stated(talk: Interviewing, name: str) -> tuple[str, AnswerState]:
    return talk.run.answers().get(reference(talk, name), ("", AnswerState.NOT_ASKED))


@pytest.fixture
def short(desk: Desk, case: CaseId) -> Interviewing:
    talk = start_interview(desk, case, "pl", form_id=SHORT)
    give(talk, consent="yes", eu_citizen="yes", birth_year="1991", works_now="yes", unease="yes")
    give(talk, papers_kept_by="employer", threats=AnswerState.AFRAID, debt=AnswerState.REFUSED)
    talk.save(talk.finish())
    return talk


def test_what_was_told_is_an_answer_of_the_new_talk_with_where_it_came_from(
    desk: Desk, case: CaseId, short: Interviewing
) -> None:
    long = start_interview(desk, case, "pl", form_id=LONG)
    assert stated(long, "birth_year") == ("1991", AnswerState.ANSWERED)
    entries = [one for one in desk.store.entries() if one.subject == long.interview.id and one.payload]
    payload = next(
        one.payload
        for one in entries
        if one.payload and one.payload.get("reference") == reference(long, "birth_year")
    )
    assert (payload["from"], payload["value"]) == (short.interview.id, "1991")
    kept = desk.store.interview(long.interview.id).answers
    assert kept[reference(long, "works_now")].carried == short.interview.id
    assert desk.store.broken() == []


def test_how_the_other_talk_was_held_and_what_was_seen_then_is_not_carried_over(
    desk: Desk, case: CaseId, short: Interviewing
) -> None:
    long = start_interview(desk, case, "pl", form_id=LONG)
    for name in ("consent", "unease"):
        assert stated(long, name) == ("", AnswerState.NOT_ASKED)
        assert reference(long, name) not in long.earlier


def test_what_somebody_would_not_or_dared_not_say_is_shown_and_not_filled_in(
    desk: Desk, case: CaseId, short: Interviewing
) -> None:
    long = start_interview(desk, case, "pl", form_id=LONG)
    for name, state in (("threats", AnswerState.AFRAID), ("debt", AnswerState.REFUSED)):
        assert stated(long, name) == ("", AnswerState.NOT_ASKED)
        earlier = long.earlier[reference(long, name)]
        assert (earlier.state, earlier.value, earlier.title) == (state, "", "Kort gesprek op het park")


def test_the_talk_goes_from_one_open_question_to_the_next(
    desk: Desk, case: CaseId, short: Interviewing
) -> None:
    long = start_interview(desk, case, "pl", form_id=LONG)
    assert long.position == long.run.pages()[0].reference  # whether somebody wants to talk is asked anew
    give(long, consent="yes")
    seen = []
    while not long.at_end:
        long.next()
        seen.append(long.page)
    assert reference(long, "birth_year") in long.carried
    stopped_at = [page for page in seen[:-1] if not long.carried.isdisjoint(page.questions)]
    assert all(_open_on(long, page.questions) for page in stopped_at)
    assert len(seen) < len(long.run.pages()) - 1


def _open_on(talk: Interviewing, questions: tuple[str, ...]) -> bool:
    return not set(talk.run.open_questions()).isdisjoint(questions)


def test_known_questions_are_behind_and_are_walked_one_by_one(
    desk: Desk, case: CaseId, short: Interviewing
) -> None:
    long = start_interview(desk, case, "pl", form_id=LONG)
    give(long, consent="yes")
    long.jump(reference(long, "eu_citizen"))
    following = long.run.page_after(long.position)
    long.next()
    assert long.position == following


def test_confirmed_or_changed_it_is_of_this_talk_also_after_a_pause(
    desk: Desk, case: CaseId, short: Interviewing
) -> None:
    long = start_interview(desk, case, "pl", form_id=LONG)
    give(long, consent="yes", birth_year="1991", works_now="not_yet")
    assert not {reference(long, "birth_year"), reference(long, "works_now")} & long.carried
    long.save(long.pause("officer"))
    again = resume_interview(desk, long.interview.id)
    assert again.carried == long.carried
    assert again.earlier == long.earlier
    assert again.run.answers() == long.run.answers()
    assert again.earlier[reference(again, "works_now")].value == "yes"


def test_it_keeps_the_capacity_and_the_language_it_was_said_in(
    desk: Desk, case: CaseId, short: Interviewing
) -> None:
    investigating = change_capacity(desk, LegalCapacity.CRIMINAL_INVESTIGATION)
    long = start_interview(investigating, case, "ro", form_id=LONG)
    give(long, consent="yes")
    kept = desk.store.interview(long.interview.id).answers
    told, asked = kept[reference(long, "birth_year")], kept[reference(long, "consent")]
    assert (told.capacity, told.language) == (LegalCapacity.VOLUNTARY, "pl")
    assert (asked.capacity, asked.language) == (LegalCapacity.CRIMINAL_INVESTIGATION, "ro")


def test_what_somebody_told_is_not_filled_in_as_what_an_officer_saw(desk: Desk, case: CaseId) -> None:
    short = start_interview(desk, case, "pl", form_id=SHORT)
    give(short, consent="yes", works_now="yes", housing_arranged_by="employer", persons="6")
    looking = start_interview(desk, case, "nl", form_id=LOOKING_AROUND)
    assert looking.carried == set()
    assert looking.earlier[reference(looking, "persons_seen")].value == "6"


def test_the_newest_answer_counts_and_a_later_refusal_is_respected(desk: Desk, case: CaseId) -> None:
    for given in ("1990", "1991"):
        give(start_interview(desk, case, "nl", form_id=SHORT), consent="yes", birth_year=given)
    third = start_interview(desk, case, "nl", form_id=LONG)
    assert stated(third, "birth_year") == ("1991", AnswerState.ANSWERED)
    give(third, consent="yes", birth_year=AnswerState.REFUSED)
    fourth = start_interview(desk, case, "nl", form_id=SHORT)
    assert stated(fourth, "birth_year") == ("", AnswerState.NOT_ASKED)
    assert fourth.earlier[reference(fourth, "birth_year")].state is AnswerState.REFUSED


def test_nothing_comes_from_another_persons_case(desk: Desk, short: Interviewing) -> None:
    other = start_interview(desk, open_case(desk).id, "pl", form_id=LONG)
    assert (other.carried, other.earlier) == (set(), {})


def test_what_was_heard_in_either_talk_counts_for_the_case(
    desk: Desk, case: CaseId, short: Interviewing
) -> None:
    before = {signal.code for signal in assess_interview(desk, short).signals}
    assert before
    long = start_interview(desk, case, "pl", form_id=LONG)
    give(long, consent="yes", papers_kept_by="self")
    both = assess_case(desk, case)
    assert {signal.code for signal in both.signals} >= before
    entry = [one for one in desk.store.entries() if one.kind == "assessment.made"][-1]
    assert entry.payload is not None
    assert entry.payload["interviews"] == [short.interview.id, long.interview.id]


def test_what_an_officer_saw_is_carried_over_to_the_next_look(desk: Desk, case: CaseId) -> None:
    first = start_interview(desk, case, "nl", form_id=LOOKING_AROUND)
    give(first, pitch="A12")
    again = start_interview(desk, case, "nl", form_id=LOOKING_AROUND)
    assert stated(again, "pitch") == ("A12", AnswerState.ANSWERED)
    assert {told.interview for told in again.earlier.values()} == {first.interview.id}
