"""Shelter that is asked before an action: kept with it, and refused at its place when it cannot be."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fieldcheck.domain.action_changes import action_changes
from fieldcheck.domain.action_checks import MOST_PERSONS, slips
from fieldcheck.domain.action_json import action_from_json, action_to_json
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.shelter import ExpectedShelter, Group, Moment, ShelterStage
from tests.domain.test_action_json import ACTION

DAY = date(2026, 11, 22)
ASKED = ExpectedShelter(
    "Zorgcoördinator",
    Group(12, 7, 3, 1, "niet in deze regio", DAY, Moment.BEFORE),
    ShelterStage.REQUESTED,
)
PREPARED = replace(ACTION, shelter=(ASKED,))


def wrong(**fields: Any) -> InvalidValue:
    content = action_to_json(PREPARED)
    content["shelter"][0].update(fields)
    with pytest.raises(InvalidValue) as refused:
        action_from_json(content)
    return refused.value


def test_it_comes_along_and_an_action_without_it_reads_as_before() -> None:
    assert action_from_json(action_to_json(PREPARED)) == PREPARED
    assert "shelter" not in action_to_json(ACTION)


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ({"persons": ""}, "shelter[0].persons"),
        ({"persons": 0}, "shelter[0].persons"),
        ({"persons": 10}, "shelter[0].persons"),
        ({"men": -1}, "shelter[0].men"),
        ({"on": "morgen"}, "shelter[0].on"),
        ({"stage": "perhaps"}, "shelter[0].stage"),
        ({"stage": "declined", "reason": " "}, "shelter[0].reason"),
        ({"name": ""}, "shelter[0].name"),
    ],
)
def test_what_cannot_be_is_refused_at_its_place(fields: dict[str, Any], place: str) -> None:
    assert wrong(**fields).fields["place"] == place


def test_minors_counted_twice_are_told_with_the_numbers() -> None:
    reason = wrong(persons=10).fields["reason"]
    assert "samen 11" in str(reason).format_map(getattr(reason, "fields", {}))


def test_two_requests_with_one_name_cannot_be_told_apart() -> None:
    content = action_to_json(replace(PREPARED, shelter=(ASKED, ASKED)))
    with pytest.raises(InvalidValue) as refused:
        action_from_json(content)
    assert refused.value.fields["place"] == "shelter[1].name"


@pytest.mark.parametrize(("persons", "fine"), [(MOST_PERSONS, True), (MOST_PERSONS + 1, False)])
def test_a_group_as_large_as_a_village_is_a_slip(persons: int, fine: bool) -> None:
    many = replace(ASKED, group=replace(ASKED.group, persons=persons))
    found = slips(replace(ACTION, shelter=(many,)), DAY, ())
    assert [one.place for one in found] == ([] if fine else ["shelter[0].persons"])


def test_an_answer_is_a_change_that_is_told() -> None:
    answered = replace(PREPARED, shelter=(replace(ASKED, stage=ShelterStage.CONFIRMED),))
    assert len(action_changes(ACTION, PREPARED)) == 1
    assert len(action_changes(PREPARED, answered)) == 1
    assert action_changes(PREPARED, PREPARED) == ()
