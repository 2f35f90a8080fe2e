"""Preparing an action on a real store: keys, problems at their field, no writes by showing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from coordinator_seat import frame_of, seated, shown
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from fieldcheck.crypto import new_age_identity
from fieldcheck.domain import events
from fieldcheck.domain.roles import Role
from fieldcheck.domain.shelter import ShelterStage
from fieldcheck.i18n import texts
from fieldcheck.ui.pages.action_sheets import NextActionSheet
from fieldcheck.ui.pages.paper_sheet import PaperSheet
from fieldcheck.ui.pages.preparation import PreparationPage
from fieldcheck.ui.pages.preparation_sheets import CodesSheet, SaveSheet
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.one_time_codes import kept_codes
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.preparation import PreparationViewModel
from fieldcheck.viewmodels.preparation_state import Part, PreparationState
from tests.gallery import coordinator_scenes as scenes
from tests.gallery.scenes import Stage
from tests.gallery.still import Still


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with seated(tmp_path / "desk") as coordinator:
        yield coordinator


@pytest.fixture
def frame(desk: Desk, tmp_path: Path) -> Any:
    return frame_of(desk, tmp_path / "desk")


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, frame: Any) -> PreparationPage:
    model = PreparationViewModel(desk, InlineJobs(), frame.shell)
    model.load()
    made = PreparationPage(model, frame)
    shown(qtbot, made)
    return made


def state(page: PreparationPage) -> PreparationState:
    return page._model.state


def changes(desk: Desk) -> int:
    return len(desk.store.entries_of(events.ACTION_CHANGED))


def write(page: PreparationPage, place: str, words: str) -> None:
    edit = page.form.widgets[place]
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    edit.selectAll()
    type_text(words, edit)


def problems(page: PreparationPage) -> dict[str, str]:
    return {one.place: one.problem for one in state(page).fields if one.problem}


def save(qtbot: QtBot, page: PreparationPage, reason: str) -> None:
    page.save.click()
    sheet = page._sheet
    assert isinstance(sheet, SaveSheet)
    type_text(reason, sheet.reason.edit)
    sheet._give()
    qtbot.waitUntil(lambda: page._sheet is None)


def test_a_contact_is_added_filled_in_and_saved_by_keys(
    qtbot: QtBot, page: PreparationPage, desk: Desk
) -> None:
    page.parts[Part.CONTACTS].click()
    page.list.view.setFocus()
    before = len(desk.action.contacts)
    QTest.keyClick(page.list.view, Qt.Key.Key_Insert)
    assert state(page).chosen == 1
    assert page.parts[Part.CONTACTS]._note  # an empty one cannot be saved, and the rail says so
    for field, words in (("name", "Moviera"), ("code", "moviera"), ("checked", "20-11-2026")):
        write(page, f"contacts[1].{field}", words)
    assert state(page).wrong == ()
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert state(page).chosen == 0
    save(qtbot, page, "nieuw contact")
    stored = desk.store.action()
    assert stored is not None
    assert len(stored.contacts) == before + 1
    assert (stored.contacts[0].code, str(stored.contacts[0].checked)) == ("moviera", "2026-11-20")
    assert not state(page).changed


def test_a_recipient_is_renamed_and_its_basis_written_and_one_with_a_key_stays(
    qtbot: QtBot, page: PreparationPage, desk: Desk
) -> None:
    page.parts[Part.RECIPIENTS].click()
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_Delete)
    assert not state(page).changed
    assert not page.list.remove.isEnabled()
    before = desk.action.recipients[0]
    write(page, "recipients[0].name", "De arbeidsinspectie")
    basis = page.form.widgets["recipients[0].legal_basis"]
    assert isinstance(basis, QPlainTextEdit)
    basis.setFocus()
    basis.selectAll()
    type_text("Bevestigd door de fg.", basis)
    save(qtbot, page, "de fg heeft gekeken")
    stored = desk.store.action()
    assert stored is not None
    after = stored.recipients[0]
    assert (after.name, after.legal_basis) == ("De arbeidsinspectie", "Bevestigd door de fg.")
    assert (after.code, after.keys) == (before.code, before.keys)


def test_a_recipient_with_a_key_of_its_own_is_added_by_keys(
    qtbot: QtBot, page: PreparationPage, desk: Desk
) -> None:
    key, before = new_age_identity().recipient, len(desk.action.recipients)
    page.parts[Part.RECIPIENTS].click()
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_Insert)
    write(page, "recipients[1].name", "Politie (AVIM)")
    write(page, "recipients[1].code", "avim")
    write(page, "recipients[1].age", key[:-1])
    basis = page.form.widgets["recipients[1].legal_basis"]
    assert isinstance(basis, QPlainTextEdit)
    type_text("Convenant (fictief).", basis)
    assert "geen age-sleutel" in problems(page)["recipients[1].age"]
    page.save.click()
    assert page._sheet is None  # to the field first, before anybody writes a reason
    write(page, "recipients[1].age", key)
    hint = next(one.hint for one in state(page).fields if one.place.endswith(".age"))
    assert f"{key[-8:-4]} {key[-4:]}" in hint
    save(qtbot, page, "convenant")
    stored = desk.store.action()
    assert stored is not None
    assert (len(stored.recipients), stored.recipients[1].keys) == (before + 1, (key,))


def test_another_day_is_refused_at_its_field_before_a_reason_is_asked(
    qtbot: QtBot, desk: Desk, frame: Any
) -> None:
    open_case(change_place(desk, role=Role.HANDHAVER, post="intake"))
    model = PreparationViewModel(desk, InlineJobs(), frame.shell)
    model.load()
    page = PreparationPage(model, frame)
    shown(qtbot, page)
    write(page, "day", "29-11-2027")
    assert "nieuwe actie" in problems(page)["day"]
    page.save.click()
    assert page._sheet is None
    assert changes(desk) == 0


def test_the_update_for_the_other_laptops_is_made_and_named(
    qtbot: QtBot, page: PreparationPage, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fieldcheck.viewmodels import preparation

    monkeypatch.setattr(
        preparation, "export_update", lambda at, folder: (at, folder / "actie-1.action.asice.age")
    )
    page.parts[Part.LAPTOPS].click()
    assert page.laptops.carry.isEnabled()
    page._model.make_update(str(tmp_path))
    assert state(page).update_file == "actie-1.action.asice.age"
    told = {label.text() for label in page.laptops.findChildren(QLabel) if label.isVisible()}
    assert "Bijwerking gemaakt: actie-1.action.asice.age. Lees haar op elke laptop in." in told
    page.parts[Part.CONTACTS].click()
    assert state(page).update_file == ""


def test_delete_takes_an_item_out_and_undo_brings_it_back(page: PreparationPage, desk: Desk) -> None:
    page.parts[Part.CONTACTS].click()
    page.list.view.setFocus()
    QTest.keyClick(page.list.view, Qt.Key.Key_Delete)
    assert len(state(page).rows or ()) == len(desk.action.contacts) - 1
    page.undo.click()
    assert len(state(page).rows or ()) == len(desk.action.contacts)
    assert not page.save.isEnabled()
    assert changes(desk) == 0


def test_a_route_without_an_end_stands_at_its_field_and_is_not_saved(
    page: PreparationPage, desk: Desk
) -> None:
    page.parts[Part.TARGETS].click()
    rows = state(page).rows or ()
    at = next(number for number, row in enumerate(rows) if "09:00" in row.below)
    page._model.choose(at)
    page._model.edit(f"route.targets[{at}].fallback", "")
    assert list(problems(page)) == [f"route.targets[{at}].fallback"]
    assert "niemand gewaarschuwd" in problems(page)[f"route.targets[{at}].fallback"]
    page.parts[Part.PLACE].click()
    page.save.click()  # goes to the problem instead
    assert (state(page).part, state(page).chosen, page._sheet) == (Part.TARGETS, at, None)
    assert changes(desk) == 0


def test_shelter_is_asked_before_the_action_and_the_answer_is_kept(
    qtbot: QtBot, page: PreparationPage, desk: Desk
) -> None:
    page.parts[Part.SHELTER].click()
    page._model.add()
    for field, typed in (("name", "Zorgcoördinator"), ("persons", "12"), ("women", "13")):
        write(page, f"shelter[0].{field}", typed)
    assert list(problems(page)) == ["shelter[0].persons"]  # more women than persons
    write(page, "shelter[0].women", "4")
    assert state(page).wrong == ()
    assert [row.below for row in state(page).rows or ()] == ["12 personen · gevraagd"]
    save(qtbot, page, "Twaalf mensen zonder bed verwacht")
    page._model.edit("shelter[0].stage", "declined")
    assert list(problems(page)) == ["shelter[0].reason"]
    write(page, "shelter[0].reason", "Vol tot maandag")
    save(qtbot, page, "Antwoord van de zorgcoördinator")
    (asked,) = page._model._desk.action.shelter
    assert (asked.group.persons, asked.group.women, asked.group.on) == (12, 4, desk.action.day)
    assert (asked.stage, asked.reason) == (ShelterStage.DECLINED, "Vol tot maandag")
    page._model.remove()
    assert state(page).changed
    page._model.undo()
    assert not state(page).changed


def test_an_empty_list_says_what_it_is_for(page: PreparationPage) -> None:
    page.parts[Part.SHELTER].click()
    assert page._nothing.isVisibleTo(page)
    assert "opvang" in page._nothing.text()
    page._model.add()
    assert not page._nothing.isVisibleTo(page)


def test_a_request_that_is_taken_away_again_leaves_no_change(page: PreparationPage) -> None:
    page.parts[Part.SHELTER].click()
    page._model.add()
    assert state(page).changed
    page._model.remove()
    assert not state(page).changed


def test_rules_that_contradict_stand_at_the_second(page: PreparationPage, desk: Desk) -> None:
    page.parts[Part.OWN_RULES].click()
    page._model.add()
    for field in ("when", "to", "label"):
        page._model.edit(f"route.rules[1].{field}", getattr(desk.action.route.rules[0], field))
    page._model.edit("route.rules[1].code", "other")
    page._model.edit("route.rules[1].urgency", "regular")
    assert list(problems(page)) == ["route.rules[1].urgency"]


def test_a_condition_is_read_back_in_words_or_refused_at_its_field(page: PreparationPage) -> None:
    page.parts[Part.OWN_RULES].click()
    write(page, "route.rules[0].when", "fc:age() < 16")
    hint = {one.place: one.hint for one in state(page).fields}["route.rules[0].when"]
    assert "de leeftijd is minder dan 16" in hint
    write(page, "route.rules[0].when", "fc:age( <")
    assert list(problems(page)) == ["route.rules[0].when"]


def test_hours_that_cannot_be_read_stay_as_typed_and_stop_saving(page: PreparationPage) -> None:
    page.parts[Part.TARGETS].click()
    write(page, "route.targets[0].hours", "kantoor")
    assert list(problems(page)) == ["route.targets[0].hours"]
    edit = page.form.widgets["route.targets[0].hours"]
    assert isinstance(edit, QLineEdit)
    assert edit.text() == "kantoor"
    write(page, "route.targets[0].hours", "ma-vr 08:00-18:00")
    assert "route.targets[0].hours" not in problems(page)


def test_a_renamed_post_is_still_known_where_it_was_named(page: PreparationPage, desk: Desk) -> None:
    page.parts[Part.POSTS].click()
    at = [post.code for post in desk.action.posts].index("gemeente")
    page._model.choose(at)
    write(page, f"posts[{at}].code", "loket")
    assert state(page).wrong == ()
    assert all(post["next"] != "gemeente" for post in page._model._draft["posts"])


@pytest.mark.parametrize("typed", [("", "stand"), ("avim", "avim2")])
def test_a_code_may_be_empty_or_another_s_on_the_way(
    page: PreparationPage, desk: Desk, typed: tuple[str, str]
) -> None:
    page.parts[Part.TARGETS].click()
    for code in typed:
        page._model.edit("route.targets[0].code", code)
        assert bool(problems(page)) is (code != typed[-1])
    route = page._model._draft["route"]
    assert route["acute"][0] == typed[-1]
    assert route["rules"][0]["to"] == typed[-1]
    assert all(one["fallback"] != typed[-1] for one in route["targets"])
    assert state(page).wrong == ()


def test_both_items_with_one_code_say_so(page: PreparationPage) -> None:
    page.parts[Part.CONTACTS].click()
    page._model.edit("contacts[0].code", "police")
    assert list(problems(page)) == ["contacts[0].code"]
    assert [row.wrong for row in state(page).rows or ()][:3] == [True, True, False]


@pytest.mark.parametrize(
    ("part", "place", "typed"),
    [
        (Part.PLACE, "name", "x" * 121),
        (Part.PLACE, "limits.stay_days", "99999999999999"),
        (Part.PLACE, "limits.square_metres", "1e9"),
        (Part.POSTS, "posts[0].code", "in take !"),
        (Part.CONTACTS, "contacts[0].number", "geen nummer"),
        (Part.CONTACTS, "contacts[0].checked", "01-01-2099"),
        (Part.ROUTE, "route.escalate_after", "9999999999"),
    ],
)
def test_what_cannot_be_meant_is_told_at_its_field(
    page: PreparationPage, part: Part, place: str, typed: str
) -> None:
    page.parts[part].click()
    page._model.choose(0)
    page._model.edit(place, typed)
    assert list(problems(page)) == [place]
    assert state(page).first_problem


def test_a_day_that_is_over_is_told_and_stops_nothing(page: PreparationPage) -> None:
    page._model.edit("day", "01-01-2020")
    assert "deze dag is voorbij" in {one.notice for one in state(page).fields}
    assert state(page).first_problem == ""


def test_a_rule_of_a_form_is_switched_off_after_it_was_tried(
    qtbot: QtBot, page: PreparationPage, desk: Desk
) -> None:
    page.parts[Part.FORM_RULES].click()
    code = page._model._rules.rules[0].code
    page._model.choose(1)
    page._model.edit(f"rule:{code}.urgency", "none")
    page.save.click()
    assert page._sheet is None  # without a reason the form's rule stays as it is
    assert state(page).chosen == 0
    assert "waarom" in problems(page)[f"rule:{code}.reason"]
    page._model.edit(f"rule:{code}.reason", "proef")
    page.save.click()
    sheet = page._sheet
    assert isinstance(sheet, SaveSheet)
    said = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "fictieve personen" in said
    assert changes(desk) == 0  # shown before it is saved
    type_text("proef", sheet.reason.edit)
    sheet._give()
    qtbot.waitUntil(lambda: page._sheet is None)
    stored = desk.store.action()
    assert stored is not None
    assert [(one.code, one.urgency.value) for one in stored.route.changes] == [(code, "none")]


def test_saving_needs_a_reason(qtbot: QtBot, page: PreparationPage, desk: Desk) -> None:
    write(page, "name", "Andere naam")
    page.save.click()
    sheet = page._sheet
    assert isinstance(sheet, SaveSheet)
    sheet._give()
    assert sheet.isVisible()
    sheet.reject()
    qtbot.waitUntil(lambda: page._sheet is None)
    assert changes(desk) == 0
    assert state(page).changed  # nothing of the draft is lost


def test_a_draft_is_there_again_after_the_screen_was_left(
    qtbot: QtBot, page: PreparationPage, desk: Desk, frame: Any
) -> None:
    page.parts[Part.TARGETS].click()
    write(page, "route.targets[0].hours", "kantoor")
    page.parts[Part.PLACE].click()
    write(page, "name", "Andere naam")
    page.close()
    again = PreparationViewModel(desk, InlineJobs(), frame.shell)
    again.load()
    back = PreparationPage(again, frame)
    shown(qtbot, back)
    assert (again.state.left, again.state.changed) == ("draft", True)
    assert {one.place: one.value for one in again.state.fields}["name"] == "Andere naam"
    again.show(Part.TARGETS)
    again.choose(0)
    assert list(problems(back)) == ["route.targets[0].hours"]
    back.undo.click()
    third = PreparationViewModel(desk, InlineJobs(), frame.shell)
    third.load()
    assert (third.state.left, third.state.changed) == ("", False)
    assert changes(desk) == 0


def test_the_code_of_a_new_laptop_is_gone_once_it_is_written_down(
    qtbot: QtBot, page: PreparationPage, desk: Desk, tmp_path: Path
) -> None:
    out = tmp_path / "stick"
    out.mkdir()
    page._model._desk = replace(
        desk,
        action=replace(desk.action, posts=tuple(replace(post, forms=()) for post in desk.action.posts)),
    )
    page._model.make_laptop("intake9", "intake", Role.HANDHAVER, str(out))
    sheet = page._sheet
    assert isinstance(sheet, CodesSheet)
    (file,) = out.glob("*.age")
    said = " ".join(label.text() for label in sheet.findChildren(QLabel))
    code = state(page).codes[0].code
    assert code in said
    assert file.name in said
    sheet.accept()
    qtbot.waitUntil(lambda: page._sheet is None)
    assert state(page).codes == ()
    recorded = " ".join(str(entry.payload) for entry in desk.store.entries_of(events.BUNDLE_EXPORTED))
    assert code not in recorded
    assert kept_codes(desk) == ()


def test_a_code_whose_sheet_was_closed_is_there_until_it_is_written_down(
    qtbot: QtBot, page: PreparationPage, frame: Any, desk: Desk, tmp_path: Path
) -> None:
    page._model._desk = replace(
        desk,
        action=replace(desk.action, posts=tuple(replace(post, forms=()) for post in desk.action.posts)),
    )
    page._model.make_laptop("intake9", "intake", Role.HANDHAVER, str(tmp_path))
    assert isinstance(page._sheet, CodesSheet)
    code = state(page).codes[0].code
    page._sheet.reject()  # as an alarm, a lock or Escape does
    qtbot.waitUntil(lambda: page._sheet is None)
    assert state(page).codes == ()
    back = PreparationPage(PreparationViewModel(desk, InlineJobs(), frame.shell), frame)
    qtbot.addWidget(back)
    back._model.load()
    back.parts[Part.LAPTOPS].click()
    assert state(back).unwritten == 1
    assert "intake9" in {one.name for one in state(back).laptops}
    back.laptops.codes.click()
    assert isinstance(back._sheet, CodesSheet)
    assert [one.code for one in state(back).codes] == [code]
    back._sheet.accept()
    qtbot.waitUntil(lambda: back._sheet is None)
    assert state(back).unwritten == 0
    assert kept_codes(desk) == ()


def test_the_pre_visit_sheet_is_a_real_paper(qtbot: QtBot, page: PreparationPage) -> None:
    page.parts[Part.PRE_VISIT].click()
    page.sheet.click()
    sheet = page._paper.sheet
    assert isinstance(sheet, PaperSheet)
    assert not sheet.page.blank
    said = " ".join(label.text() for label in sheet.findChildren(QLabel))
    assert "Vastgelegd" not in said  # it is about nobody, and on no record
    sheet.reject()
    qtbot.waitUntil(lambda: page._paper.sheet is None)


def test_no_sheet_is_made_of_what_was_not_saved(page: PreparationPage) -> None:
    page.parts[Part.PRE_VISIT].click()
    page._model.edit("pre_visit", "De brandweer komt om 05:30.")
    page.sheet.click()
    assert page._paper.sheet is None
    assert page._keep_first.isVisibleTo(page)
    page._model.undo()
    assert page.sheet.isEnabled()
    assert not page._keep_first.isVisibleTo(page)


@pytest.mark.parametrize("part", list(Part))
def test_showing_a_part_changes_nothing(qtbot: QtBot, part: Part) -> None:
    made = scenes.preparation(Stage("nl"), part)
    assert isinstance(made, PreparationPage)
    shown(qtbot, made)
    model: Any = made._model
    assert isinstance(model, Still)
    other = replace(model.state, chosen=0, changed=True, saved=True)
    model.become(other)
    assert model.heard == []


@pytest.mark.parametrize("chosen", [False, True])
def test_what_was_met_goes_along_to_the_next_action_only_when_chosen(qtbot: QtBot, chosen: bool) -> None:
    sheet = NextActionSheet(texts("nl"), "Actie", "Park", None, day_problem=lambda _day: "")
    qtbot.addWidget(sheet)
    sheet.open()
    qtbot.waitUntil(sheet.isActiveWindow)
    day = sheet.fields[-1].edit
    type_text("29-11-2026", day)
    QTest.keyClick(day, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is sheet.things  # before the buttons
    if chosen:
        QTest.keyClick(sheet.things, Qt.Key.Key_Space)
    with qtbot.waitSignal(sheet.given) as given:
        QTest.keyClick(day, Qt.Key.Key_Return)
    assert given.args == ["Actie", "Park", "29-11-2026", chosen]


def test_who_turns_back_at_the_folder_has_the_new_action_as_it_was_typed(
    qtbot: QtBot, page: PreparationPage, desk: Desk
) -> None:
    typed = ["Middag", "Park De Duin", f"{desk.clock().date() + timedelta(days=30):%d-%m-%Y}"]
    page.laptops.other.click()
    first = next(one for one in page.findChildren(NextActionSheet) if one.isVisible())
    for field, words in zip(first.fields, typed, strict=True):
        field.edit.setText(words)
    first.things.setChecked(True)
    first.findChild(QWidget, "confirm").click()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: any(one.isVisible() for one in page.findChildren(QFileDialog)))
    next(one for one in page.findChildren(QFileDialog) if one.isVisible()).reject()
    again = [one for one in page.findChildren(NextActionSheet) if one.isVisible()]
    assert [field.text() for field in again[-1].fields] == typed
    assert again[-1].things.isChecked()
    again[-1].reject()
