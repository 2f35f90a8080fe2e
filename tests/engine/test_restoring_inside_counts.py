"""Nothing answered inside instances that the form counts is lost when a run is stood up again."""

from __future__ import annotations

import pytest

from fieldcheck.engine import Form, FormRun, load
from tests.engine.building import published
from tests.engine.inventing import begun, state

FORM = """
| survey |
| | type         | name   | label    | repeat_count |
| | integer      | rooms  | Kamers   |              |
| | begin_repeat | room   | Kamer    | ${rooms}     |
| | text         | colour | Kleur    |              |
| | begin_repeat | bed    | Bed      |              |
| | text         | who    | Van wie  |              |
| | end_repeat   |        |          |              |
| | end_repeat   |        |          |              |
"""


@pytest.fixture(scope="module")
def form() -> Form:
    return load(published(FORM))


@pytest.fixture
def told(form: Form) -> FormRun:
    """Three rooms with two beds each; a bed in the second was taken out again."""
    run = begun(form)
    run.answer("/data/rooms", "3")
    for room in (1, 2, 3):
        while len(run.node(f"/data/room[{room}]/bed").instances) < 2:
            run.add_instance(f"/data/room[{room}]/bed")
    for reference in run.references():
        if not run.node(reference).value:
            run.answer(reference, f"antwoord {reference}")
    run.remove_instance("/data/room[2]/bed[1]")
    return run


def again(run: FormRun) -> FormRun:
    stood = begun(run.form)
    stood.restore(run.answers())
    return stood


def test_what_a_person_added_inside_them_stands_again(told: FormRun) -> None:
    assert state(again(told)) == state(told)
    assert again(told).answers() == told.answers()


def test_what_was_removed_inside_them_can_still_return(told: FormRun) -> None:
    stood = again(told)
    stood.return_instance("/data/room[2]/bed[1]")
    told.return_instance("/data/room[2]/bed[1]")
    assert state(stood) == state(told)


@pytest.mark.parametrize("fewer", ["1", "0", ""])
def test_what_the_form_no_longer_counts_is_kept_until_it_does(told: FormRun, fewer: str) -> None:
    before = told.answers()
    told.answer("/data/rooms", fewer)
    stood = again(again(told))
    assert stood.answers() == told.answers()
    stood.answer("/data/rooms", "3")
    told.answer("/data/rooms", "3")
    assert state(stood) == state(told)
    assert stood.answers() == told.answers() == before
