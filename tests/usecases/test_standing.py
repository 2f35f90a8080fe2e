"""Which answers count when persons are added to a list and taken off it again."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fieldcheck.domain.identifiers import CaseId, FormDigest, InterviewId
from fieldcheck.domain.interview import Answer, AnswerState, Interview, InterviewStage, is_within
from fieldcheck.usecases.standing import answers_given, standing

GIVEN = {
    "/data/who": "Anna",
    "/data/person[1]": "present",
    "/data/person[1]/name": "removed",  # somebody may well be called that
    "/data/person[2]": "removed",
    "/data/person[2]/name": "Wegman",
    "/data/person[2]/coat[1]": "present",
    "/data/person[2]/coat[1]/colour": "rood",
    "/data/person[21]": "present",
    "/data/person[21]/name": "Blijver",
}


def test_questions_stand_and_what_was_removed_does_not() -> None:
    assert standing(GIVEN) == ("/data/who", "/data/person[1]/name", "/data/person[21]/name")


def test_an_interview_counts_its_questions() -> None:
    at = datetime(2026, 11, 22, 5, 0, tzinfo=UTC)
    answers = {
        one: Answer(one, value, AnswerState.ANSWERED, "nl", "voluntary", at) for one, value in GIVEN.items()
    }
    answers["/data/x"] = Answer("/data/x", "", AnswerState.NOT_ASKED, "nl", "voluntary", at)
    answers["/data/y"] = Answer("/data/y", "", AnswerState.REFUSED, "nl", "voluntary", at)
    interview = Interview(
        InterviewId("talk"),
        CaseId("case"),
        "proef",
        FormDigest("0" * 64),
        "nl",
        InterviewStage.RUNNING,
        "/data/who",
        at,
        answers,
    )
    assert answers_given(interview) == 4


@pytest.mark.parametrize(
    ("reference", "within"),
    [
        ("/data/person", True),
        ("/data/person[2]", True),
        ("/data/person[2]/name", True),
        ("/data/person/name", True),
        ("/data/personal", False),
        ("/data", False),
    ],
)
def test_what_is_within_a_group(reference: str, within: bool) -> None:
    assert is_within(reference, "/data/person") is within
