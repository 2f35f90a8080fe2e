"""An interview is asked, interrupted, and goes on at its place with every answer."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from fieldcheck.domain.case import CaseStage
from fieldcheck.domain.errors import InvalidValue, NotAllowed
from fieldcheck.domain.interview import AnswerState, InterviewStage
from fieldcheck.domain.roles import LegalCapacity, Role
from fieldcheck.usecases.casework import open_case, state_counts
from fieldcheck.usecases.desk import Desk, change_capacity, change_place
from fieldcheck.usecases.interviewing import (
    HAD_TO_LEAVE,
    OFFICER_PAUSED,
    REFUSED,
    Interviewing,
    read_interview,
    resume_interview,
    start_interview,
)
from tests.morning import now


@pytest.fixture
def interviewing(desk: Desk) -> Interviewing:
    return start_interview(desk, open_case(desk).id, "pl")


def reference(interviewing: Interviewing, name: str) -> str:
    return next(one for one in interviewing.run.references() if one.endswith(f"/{name}"))


def give(interviewing: Interviewing, name: str, value: str | AnswerState) -> None:
    interviewing.save(interviewing.answer({reference(interviewing, name): value}))


def test_an_answer_is_on_disk_when_save_returns(interviewing: Interviewing, desk: Desk) -> None:
    give(interviewing, "consent", "yes")
    kept = desk.store.interview(interviewing.interview.id).answers
    answer = kept[reference(interviewing, "consent")]
    assert (answer.value, answer.state, answer.language) == ("yes", AnswerState.ANSWERED, "pl")


def test_it_resumes_at_its_place_with_every_answer(interviewing: Interviewing, desk: Desk) -> None:
    for name, value in {"consent": "yes", "eu_citizen": AnswerState.AFRAID, "birth_year": "1991"}.items():
        interviewing.save(interviewing.jump(reference(interviewing, name)))
        give(interviewing, name, value)
    again = resume_interview(desk, interviewing.interview.id)
    assert again.position == interviewing.position
    assert again.run.answers() == interviewing.run.answers()
    assert again.page == interviewing.page


def test_what_was_not_saved_is_not_there(interviewing: Interviewing, desk: Desk) -> None:
    interviewing.answer({reference(interviewing, "consent"): "yes"})
    assert desk.store.interview(interviewing.interview.id).answers == {}


@pytest.mark.parametrize(
    ("name", "value"), [("birth_year", "1850"), ("stay_since", "2999-01-01"), ("stay_since", "2026-02-30")]
)
def test_an_impossible_value_changes_nothing(interviewing: Interviewing, name: str, value: str) -> None:
    give(interviewing, "consent", "yes")
    before = interviewing.run.answers()
    with pytest.raises(InvalidValue):
        interviewing.answer({reference(interviewing, name): value})
    assert interviewing.run.answers() == before


def test_every_state_is_kept_apart_from_no(interviewing: Interviewing) -> None:
    give(interviewing, "consent", "yes")
    give(interviewing, "eu_citizen", AnswerState.REFUSED)
    give(interviewing, "birth_year", AnswerState.LANGUAGE_FAILED)
    counts = state_counts(interviewing)
    assert (counts[AnswerState.REFUSED], counts[AnswerState.LANGUAGE_FAILED]) == (1, 1)
    assert counts[AnswerState.DOES_NOT_KNOW] == 0


def test_the_language_of_each_answer_is_on_record(interviewing: Interviewing, desk: Desk) -> None:
    give(interviewing, "consent", "yes")
    place = interviewing.position
    interviewing.save(interviewing.switch_language("ro"))
    assert interviewing.position == place
    give(interviewing, "birth_year", "1990")
    kept = desk.store.interview(interviewing.interview.id)
    assert kept.language == "ro"
    assert kept.answers[reference(interviewing, "consent")].language == "pl"
    assert kept.answers[reference(interviewing, "birth_year")].language == "ro"


def test_the_legal_capacity_is_stamped_on_each_answer(desk: Desk) -> None:
    """A supervisor sits at the desk; nobody has to remember to switch before the voluntary talk."""
    assert desk.actor.capacity is LegalCapacity.SUPERVISION
    interviewing = start_interview(desk, open_case(desk).id, "nl")
    give(interviewing, "consent", "yes")
    interviewing = resume_interview(desk, interviewing.interview.id)
    give(interviewing, "eu_citizen", "yes")
    kept = desk.store.interview(interviewing.interview.id).answers.values()
    assert [answer.capacity for answer in kept] == [LegalCapacity.VOLUNTARY.value] * 2
    assert "capacity.changed" in [entry.kind for entry in desk.store.entries()]


def test_who_investigates_a_crime_never_asks_as_if_it_were_voluntary(desk: Desk) -> None:
    investigating = change_capacity(desk, LegalCapacity.CRIMINAL_INVESTIGATION)
    interviewing = start_interview(investigating, open_case(desk).id, "nl")
    give(interviewing, "consent", "yes")
    (answer,) = desk.store.interview(interviewing.interview.id).answers.values()
    assert answer.capacity == LegalCapacity.CRIMINAL_INVESTIGATION.value


def test_who_opens_a_running_talk_is_on_record(interviewing: Interviewing, desk: Desk) -> None:
    """After the program was killed, or by a colleague: the answers are on the screen again."""
    resume_interview(desk, interviewing.interview.id)
    seen = [entry for entry in desk.store.entries() if entry.kind == "record.viewed"]
    case, officer = interviewing.interview.case, desk.actor.name
    assert [(entry.subject, entry.actor) for entry in seen] == [(case, officer)]


def test_pausing_and_finishing_show_at_the_desk(interviewing: Interviewing, desk: Desk) -> None:
    interviewing.save(interviewing.pause(OFFICER_PAUSED))
    assert desk.store.case(interviewing.interview.case).stage is CaseStage.PAUSED
    again = resume_interview(desk, interviewing.interview.id)
    assert again.interview.stage is InterviewStage.RUNNING
    again.save(again.finish())
    assert desk.store.case(interviewing.interview.case).stage is CaseStage.TO_DECIDE


def test_reading_an_interview_does_not_resume_it(interviewing: Interviewing, desk: Desk) -> None:
    interviewing.save(interviewing.pause(OFFICER_PAUSED))
    assert read_interview(desk, interviewing.interview.id).interview.stage is InterviewStage.PAUSED
    assert desk.store.interview(interviewing.interview.id).stage is InterviewStage.PAUSED


def test_going_on_never_needs_an_answer(interviewing: Interviewing) -> None:
    seen = [interviewing.page.reference]
    while not interviewing.at_end:
        interviewing.save(interviewing.next())
        seen.append(interviewing.page.reference)
    assert len(seen) == len(set(seen)) == len(interviewing.run.pages())


def test_a_clerk_opens_only_talks_of_clerks(interviewing: Interviewing, desk: Desk) -> None:
    give(interviewing, "consent", "yes")
    clerk = change_place(desk, role=Role.MUNICIPAL_CLERK, post="gemeente")
    with pytest.raises(NotAllowed):
        resume_interview(clerk, interviewing.interview.id)
    own = start_interview(clerk, open_case(clerk).id, "pl", form_id="registration")
    assert resume_interview(clerk, own.interview.id).position == own.position


def test_a_coordinator_does_not_interview(interviewing: Interviewing, desk: Desk) -> None:
    coordinator = change_place(desk, role=Role.COORDINATOR, post="coordinator")
    with pytest.raises(NotAllowed):
        resume_interview(coordinator, interviewing.interview.id)
    with pytest.raises(NotAllowed):
        open_case(coordinator)


def test_looking_back_into_a_finished_talk_leaves_it_finished(interviewing: Interviewing, desk: Desk) -> None:
    give(interviewing, "consent", "yes")
    interviewing.save(interviewing.finish())
    for again in (interviewing, resume_interview(desk, interviewing.interview.id)):
        again.save(again.pause(OFFICER_PAUSED))
        assert desk.store.interview(interviewing.interview.id).stage is InterviewStage.FINISHED
    assert desk.store.day_counts().talked == 1
    again = resume_interview(desk, interviewing.interview.id)
    give(again, "eu_citizen", "yes")
    again.save(again.pause(OFFICER_PAUSED))  # something was asked on: it is not finished any more
    assert desk.store.interview(interviewing.interview.id).stage is InterviewStage.PAUSED


def test_a_page_that_the_form_took_away_leaves_the_nearest_before_it(interviewing: Interviewing) -> None:
    give(interviewing, "consent", "yes")
    interviewing.save(interviewing.jump(reference(interviewing, "stay_since")))
    gone = interviewing.position
    interviewing.run.answer(reference(interviewing, "consent"), "no")
    assert gone not in [page.reference for page in interviewing.run.pages()]
    assert interviewing.page.reference.startswith("/data/conversation/")
    assert interviewing.page != interviewing.run.pages()[0]


@pytest.mark.parametrize(
    ("consent", "talked", "refused"),
    [("yes", 1, 0), ("no", 0, 1), (AnswerState.REFUSED, 0, 1), ("later", 0, 0)],
)
def test_who_did_not_want_the_talk_counts_as_refused(
    interviewing: Interviewing, desk: Desk, consent: str | AnswerState, talked: int, refused: int
) -> None:
    give(interviewing, "consent", consent)
    interviewing.save(interviewing.finish())
    counted = desk.store.day_counts()
    assert (counted.talked, counted.talk_refused) == (talked, refused)
    (flow,) = desk.store.flows(["intake"], desk.clock())
    assert (flow.interviewed, flow.refused) == (talked, refused)


@pytest.mark.parametrize(
    ("consent", "reason", "refused"),
    [
        ("yes", REFUSED, 1),
        ("yes", HAD_TO_LEAVE, 0),
        ("no", OFFICER_PAUSED, 1),
        (AnswerState.REFUSED, HAD_TO_LEAVE, 1),
        ("later", HAD_TO_LEAVE, 0),
    ],
)
def test_who_stops_because_of_not_wanting_the_talk_counts_as_refused_until_it_goes_on(
    interviewing: Interviewing, desk: Desk, consent: str | AnswerState, reason: str, refused: int
) -> None:
    give(interviewing, "consent", consent)
    interviewing.save(interviewing.pause(reason))
    counted = desk.store.day_counts()
    assert (counted.cases, counted.talked, counted.talk_refused) == (1, 0, refused)
    again = resume_interview(desk, interviewing.interview.id)
    assert desk.store.day_counts().talk_refused == 0
    give(again, "consent", "yes")
    again.save(again.finish())
    counted = desk.store.day_counts()
    assert (counted.talked, counted.talk_refused) == (1, 0)


METADATA = """
| survey |
|        | type     | name     | label |
|        | start    | began    |       |
|        | username | who      |       |
|        | deviceid | laptop   |       |
|        | text     | question | Vraag |
| settings |
|        | form_title | form_id | version |
|        | Proef met metadata | proef-metadata | 1 |
"""


def test_a_form_that_asks_for_metadata_learns_no_name_and_the_same_each_time(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "home" / "forms" / "proef-metadata"
    folder.mkdir(parents=True)
    (folder / "form.md").write_text(METADATA, encoding="utf-8")
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "home"))
    interviewing = start_interview(desk, open_case(desk).id, "nl", form_id="proef-metadata")
    again = read_interview(desk, interviewing.interview.id)
    for talk in (interviewing, again):
        told = {name: talk.run.evaluate(f"string(/data/{name})") for name in ("began", "who", "laptop")}
        assert (told["who"], told["laptop"]) == (desk.actor.role.value, desk.store.device)
        assert datetime.fromisoformat(str(told["began"])) == interviewing.interview.started
        instance = talk.run.evaluate("string(/data/meta/instanceID)")
        assert instance == f"uuid:{interviewing.interview.id}"


def told_by(desk: Desk, interviewing: Interviewing) -> list[tuple[str, str]]:
    """Language and interpreter of every answer and switch on record, in order."""
    return [
        (str(entry.payload["language"]), str(entry.payload.get("interpreter", "")))
        for entry in desk.store.entries()
        if entry.subject == interviewing.interview.id
        and entry.payload is not None
        and entry.kind in ("answer.recorded", "language.switched")
        and entry.payload.get("by") != "form"
    ]


def test_by_which_interpreter_each_answer_was_given_is_on_record(
    interviewing: Interviewing, desk: Desk
) -> None:
    give(interviewing, "consent", "yes")
    give(interviewing, "interpreter", "phone")
    interviewing.save(interviewing.switch_language("ro"))
    give(interviewing, "birth_year", "1990")
    give(interviewing, "interpreter", "present")
    resumed = read_interview(desk, interviewing.interview.id)
    assert resumed.interpreter == "present"
    give(resumed, "birth_year", "1991")
    resumed.save(resumed.switch_language("pl"))
    assert resumed.interpreter == ""
    assert told_by(desk, interviewing) == [
        ("pl", ""),
        ("pl", "phone"),
        ("ro", ""),
        ("ro", ""),
        ("ro", "present"),
        ("ro", "present"),
        ("pl", ""),
    ]


def test_an_interpreter_that_nobody_named_is_not_on_record(interviewing: Interviewing, desk: Desk) -> None:
    give(interviewing, "consent", "yes")
    give(interviewing, "interpreter", AnswerState.DOES_NOT_KNOW)
    give(interviewing, "birth_year", "1990")
    assert {interpreter for _language, interpreter in told_by(desk, interviewing)} == {""}


def test_a_finished_talk_reads_the_same_when_its_dates_have_passed(desk: Desk) -> None:
    talk = start_interview(desk, open_case(desk).id, "nl", form_id="niet-pluis")
    on = reference(talk, "pluis_review")
    talk.save(talk.jump(on))
    give(talk, "pluis_review", (desk.clock() + timedelta(days=30)).date().isoformat())
    talk.save(talk.finish())
    later = replace(desk, clock=lambda: now() + timedelta(days=400))
    read = read_interview(later, talk.interview.id).run
    assert read.node(on, "nl").violation is None
    assert read.answers() == talk.run.answers()
