"""People added to a list, taken off and put back: on record like answers, and there again after a restart."""

from __future__ import annotations

from pathlib import Path

import camera
import pytest

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import PRESENT, REMOVED
from fieldcheck.usecases.casework import open_case, state_counts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import Interviewing, read_interview, resume_interview, start_interview
from fieldcheck.usecases.standing import answers_given

FORM = """
| survey |
|        | type         | name   | label               | repeat_count |
|        | text         | who    | Wie is er bij?      |              |
|        | begin_repeat | person | Huisgenoot          |              |
|        | text         | name   | Hoe heet die?       |              |
|        | image        | face   | Foto                |              |
|        | end_repeat   |        |                     |              |
|        | integer      | beds   | Hoeveel bedden?     |              |
|        | begin_repeat | bed    | Bed                 | ${beds}      |
|        | text         | state  | Hoe is het bed?     |              |
|        | end_repeat   |        |                     |              |
| settings |
|        | form_title | form_id | version |
|        | Proef met huisgenoten | proef-huisgenoten | 1 |
"""
PERSON = "/data/person"


@pytest.fixture
def interviewing(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Interviewing:
    folder = tmp_path / "home" / "forms" / "proef-huisgenoten"
    folder.mkdir(parents=True)
    (folder / "form.md").write_text(FORM, encoding="utf-8")
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "home"))
    return start_interview(desk, open_case(desk).id, "nl", form_id="proef-huisgenoten")


def add(interviewing: Interviewing, name: str) -> str:
    """Add a person and answer who it is; returns the new instance."""
    interviewing.save(interviewing.add_instance(PERSON))
    instance = interviewing.run.node(PERSON).instances[-1]
    interviewing.save(interviewing.answer({f"{instance}/name": name}))
    return instance


def test_an_added_person_is_asked_at_once_and_on_record(interviewing: Interviewing, desk: Desk) -> None:
    pending = interviewing.add_instance(PERSON)
    instance = interviewing.run.node(PERSON).instances[-1]
    assert interviewing.position == f"{instance}/name"
    (draft,) = pending.drafts
    assert (draft.kind, draft.payload["reference"], draft.payload["value"]) == (
        "answer.recorded",
        instance,
        PRESENT,
    )
    interviewing.save(pending)
    again = resume_interview(desk, interviewing.interview.id)
    assert again.run.node(PERSON).instances == interviewing.run.node(PERSON).instances
    assert again.page == interviewing.page


def test_a_list_is_the_same_after_a_restart(interviewing: Interviewing, desk: Desk) -> None:
    anna, piotr, olga = (add(interviewing, name) for name in ("Anna", "Piotr", "Olga"))
    interviewing.save(interviewing.remove_instance(piotr))
    again = read_interview(desk, interviewing.interview.id)
    assert again.run.answers() == interviewing.run.answers()
    assert again.run.node(PERSON).instances == interviewing.run.node(PERSON).instances
    assert piotr not in again.run.node(PERSON).instances
    assert {anna, olga} <= set(again.run.node(PERSON).instances)
    again.save(again.return_instance(piotr))
    third = read_interview(desk, interviewing.interview.id)
    assert third.run.node(f"{piotr}/name").value == "Piotr"
    assert third.run.answers() == again.run.answers()


def test_who_was_at_a_removed_person_is_somewhere_that_is_there(interviewing: Interviewing) -> None:
    instance = add(interviewing, "Anna")
    interviewing.jump(f"{instance}/name")
    (draft,) = interviewing.remove_instance(instance).drafts
    assert draft.payload["value"] == REMOVED
    assert interviewing.position in {page.reference for page in interviewing.run.pages()}
    assert not interviewing.position.startswith(instance)
    assert draft.payload["position"] == interviewing.position


def test_removing_another_person_leaves_the_place(interviewing: Interviewing) -> None:
    anna, piotr = add(interviewing, "Anna"), add(interviewing, "Piotr")
    interviewing.jump(f"{anna}/name")
    interviewing.remove_instance(piotr)
    assert interviewing.position == f"{anna}/name"


def test_only_questions_that_stand_are_counted(interviewing: Interviewing, desk: Desk) -> None:
    interviewing.save(interviewing.answer({"/data/who": "niemand"}))
    anna = add(interviewing, "Anna")
    add(interviewing, "Piotr")
    assert state_counts(interviewing)[AnswerState.ANSWERED] == 3
    interviewing.save(interviewing.remove_instance(anna))
    assert state_counts(interviewing)[AnswerState.ANSWERED] == 2
    assert answers_given(desk.store.interview(interviewing.interview.id)) == 2
    assert desk.store.case(interviewing.interview.case).answered == 3, "the list counts what was recorded"


def test_each_person_has_a_photo_of_its_own(interviewing: Interviewing, desk: Desk) -> None:
    faces = {}
    for name, content in (("Anna", camera.jpeg()), ("Piotr", camera.png())):
        face = f"{add(interviewing, name)}/face"
        interviewing.save(interviewing.attach(face, content, filename="", media_type=""))
        faces[face] = interviewing.attachment(face)
    again = read_interview(desk, interviewing.interview.id)
    assert {face: again.attachment(face) for face in faces} == faces
    assert len({one.name for one in faces.values()}) == 2


def test_what_the_form_counts_is_not_added_to(interviewing: Interviewing, desk: Desk) -> None:
    interviewing.save(interviewing.answer({"/data/beds": "2"}))
    before = interviewing.run.answers()
    with pytest.raises(InvalidValue):
        interviewing.add_instance("/data/bed")
    with pytest.raises(InvalidValue):
        interviewing.remove_instance("/data/bed[1]")
    assert interviewing.run.answers() == before
    bed = interviewing.run.node("/data/bed").instances[1]
    interviewing.save(interviewing.answer({f"{bed}/state": "doorgezakt"}))
    again = read_interview(desk, interviewing.interview.id)
    assert again.run.node(f"{bed}/state").value == "doorgezakt"
    assert again.run.answers() == interviewing.run.answers()
