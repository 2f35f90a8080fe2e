"""Who stands in the street is what people say of it, and an alarm and the usual way follow it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldcheck.domain.alarm import Way
from fieldcheck.domain.errors import InvalidValue, NotAllowed
from fieldcheck.domain.roles import Role
from fieldcheck.usecases import alarming, staffing, street
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from tests.alarm_route import with_route


def ways(desk: Desk) -> dict[str, Way]:
    return {one.asked.code: one.way for one in alarming.reach_now(desk)}


def test_a_stand_that_is_not_there_is_not_alerted_there_and_comes_back(desk: Desk) -> None:
    here = with_route(desk)
    assert ways(here)["iszw"] is Way.STAND
    staffing.report_posts(here, {"iszw": False})
    assert staffing.absent_posts(here) == {"iszw"}
    assert ways(here)["iszw"] is Way.PHONE
    staffing.report_posts(here, {"iszw": True})
    assert ways(here)["iszw"] is Way.STAND


def test_a_post_where_nobody_stands_is_not_the_usual_next_one(desk: Desk) -> None:
    row = open_case(desk)
    first = street.proposed_post(desk, row.id)
    assert first is not None
    staffing.report_posts(desk, {first.code: False})
    following = street.proposed_post(desk, row.id)
    assert following is not None
    assert following != first
    with pytest.raises(InvalidValue, match="waarom"):
        street.send_on(desk, row.id, to=first.code)
    street.send_on(desk, row.id)
    assert street.place(desk, row.id) == following.code


def test_what_is_known_already_leaves_no_trace(desk: Desk) -> None:
    assert staffing.report_posts(desk, {"iszw": True}) is None
    assert staffing.report_posts(desk, {"iszw": False}) is not None
    assert staffing.report_posts(desk, {"iszw": False}) is None


@pytest.mark.parametrize("post", ["nergens", "intake"])
def test_an_unknown_post_and_ones_own_are_refused_whole(desk: Desk, post: str) -> None:
    with pytest.raises(InvalidValue):
        staffing.report_posts(desk, {"iszw": False, post: False})
    assert staffing.absent_posts(desk) == frozenset()


def test_the_word_of_another_action_does_not_count(desk: Desk) -> None:
    staffing.report_posts(desk, {"iszw": False})
    other = replace(desk, action=replace(desk.action, id=type(desk.action.id)("another")))
    assert staffing.absent_posts(other) == frozenset()


def test_a_reader_says_nothing_of_it(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        staffing.report_posts(change_place(desk, role=Role.AUDIT_READER, post="intake"), {"iszw": False})
