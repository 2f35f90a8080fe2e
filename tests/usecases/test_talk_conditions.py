"""How a talk was held, as whoever assesses the case reads it, and as it stands on paper."""

from __future__ import annotations

from fieldcheck.usecases.casework import open_case, read_talks
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.usecases.issuing import talk_conditions


def test_the_form_about_the_conditions_is_read_whole_and_stands_on_no_paper(desk: Desk) -> None:
    case = open_case(desk)
    talk = start_interview(desk, case.id, "nl", form_id="conditions")
    question = talk.run.node("/data/place/talk_place", "nl")
    chosen = question.choices[0]
    talk.save(talk.answer({question.reference: chosen.value}, move_on=False))
    talks = read_talks(desk, case.id)
    assert talk_conditions(talks) == ()
    ((asked, told),) = ((one.text, one.detail) for one in talk_conditions(talks, whole=True))
    assert (asked, told) == (question.label, chosen.label)
