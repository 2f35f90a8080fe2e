"""Advice branches on who is opposite; each line has its source, and what nobody said decides nothing."""

from __future__ import annotations

import ast
from dataclasses import fields, replace
from pathlib import Path

import pytest

import fieldcheck.triage
from fieldcheck.domain.interview import AnswerState
from fieldcheck.triage import Situation, advise, together
from fieldcheck.triage.advice import merged_situation
from tests.triage.test_lenses import assessed
from tests.triage.test_triage_assessment import assessed as of_worker
from tests.triage.test_triage_assessment import worker

NOTHING = Situation()
SERIOUS = Situation(serious=True)


def codes(situation: Situation) -> list[str]:
    return [line.code for line in advise(situation)]


def reflection(situation: Situation) -> str:
    (line,) = (line for line in advise(situation) if line.code == "reflection-period")
    assert "V1" in line.source
    return line.text


def test_nothing_known_is_no_advice() -> None:
    assert advise(NOTHING) == ()
    assert advise(Situation(eu=False, dublin=True)) == (), "residence alone asks for nothing"


def test_the_reflection_period_branches_on_residence() -> None:
    assert "EU-burger" in reflection(replace(SERIOUS, eu=True))
    assert "drie maanden, daarna B8" in reflection(replace(SERIOUS, eu=False))
    assert "30 dagen, want Dublin" in reflection(replace(SERIOUS, eu=False, dublin=True))
    assert "niet bekend" in reflection(SERIOUS)


@pytest.mark.parametrize(
    ("situation", "code", "urgency"),
    [
        (Situation(danger=True), "danger", "acute"),
        (Situation(bed_tonight=False), "bed-tonight", "acute"),
        (Situation(minor=True), "guardian", "acute"),
        (Situation(minor=True, adult_cares=False), "guardian", "acute"),
        (Situation(minor=True), "minor-means", "regular"),
        (Situation(minor=True), "minor-guard", "regular"),
        (SERIOUS, "comensha", "regular"),
        (Situation(must_register=True, registered=False), "register", "regular"),
        (Situation(wants_report=True), "report", "regular"),
        (Situation(wants_away=True), "away", "regular"),
        (Situation(second_talk=True), "second-talk", "regular"),
        (Situation(offences=True), "non-punishment", "regular"),
        (Situation(pay=True), "no-retaliation", "regular"),
        (Situation(unease=True), "review-unease", "regular"),
    ],
)
def test_each_line_follows_from_its_situation_alone(situation: Situation, code: str, urgency: str) -> None:
    (line,) = (line for line in advise(situation) if line.code == code)
    assert line.urgency == urgency
    assert line.source
    assert line.why
    for field in fields(situation):
        value = getattr(situation, field.name)
        if value is not None and value is not False:
            assert code not in codes(replace(situation, **{field.name: None}))


@pytest.mark.parametrize(
    "situation",
    [
        Situation(bed_tonight=True),
        Situation(minor=False),
        Situation(must_register=True),
        Situation(must_register=True, registered=True),
        Situation(must_register=False, registered=False),
        Situation(wants_report=False, wants_away=False, second_talk=False),
    ],
)
def test_what_is_well_or_unknown_asks_for_nothing(situation: Situation) -> None:
    assert advise(situation) == ()


def test_a_minor_with_an_adult_who_cares_needs_no_guardian_now() -> None:
    assert "guardian" not in codes(Situation(minor=True, adult_cares=True))


def test_what_is_acute_is_said_first() -> None:
    every = replace(SERIOUS, danger=True, minor=True, bed_tonight=False, pay=True, wants_report=True)
    urgencies = [line.urgency for line in advise(every)]
    assert urgencies == sorted(urgencies)


def test_over_two_talks_the_newest_answer_counts_and_a_danger_stays() -> None:
    older = Situation(eu=False, minor=True, bed_tonight=False, danger=True)
    newer = Situation(minor=False, bed_tonight=True)
    assert merged_situation([newer, older]) == Situation(eu=False, minor=True, bed_tonight=True, danger=True)


def test_advice_comes_with_the_assessment_and_its_json() -> None:
    found = of_worker(worker(4))
    assert {"reflection-period", "comensha"} <= {line.code for line in found.advice}
    written = found.as_json()["advice"]
    assert [line["code"] for line in written] == [line.code for line in found.advice]
    assert [line.code for line in of_worker(worker(2)).advice] == ["no-retaliation"], (
        "long weeks, and no more"
    )


def test_residence_that_was_refused_is_not_known() -> None:
    refused = assessed("intake-park", ("consent", "yes"), ("eu_citizen", AnswerState.REFUSED))
    assert refused.situation.eu is None
    abroad = assessed("intake-park", ("consent", "yes"), ("eu_citizen", "no"))
    assert together([abroad, refused]).situation.eu is False


def test_nothing_in_this_room_knows_the_ladder_that_people_set() -> None:
    """The machine proposes routes; a step of the ladder is set by a person."""
    room = Path(fieldcheck.triage.__file__).parent
    for module in room.glob("*.py"):
        names = {
            alias.name
            for node in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in (*node.names, ast.alias(getattr(node, "module", None) or ""))
        }
        assert not [name for name in names if "qualification" in name.lower()], module.name
