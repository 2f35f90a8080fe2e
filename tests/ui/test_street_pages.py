"""The queue, sending on, homes and identity by keyboard and by mouse; presenting writes nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from fieldcheck.domain.flow import HomeResult, Passing
from fieldcheck.domain.identifiers import CaseId, HomeId
from fieldcheck.domain.identity.birth import AgeBand
from fieldcheck.i18n import texts
from fieldcheck.ui.controls import Notice
from fieldcheck.ui.pages.desk import DeskPage
from fieldcheck.ui.pages.desk_sending import DONE, LEAVES, PROOF, REFUSED, SendSheet
from fieldcheck.ui.pages.desk_staff import KNOWN_ELSEWHERE, StaffSheet
from fieldcheck.ui.pages.homes import HomesPage
from fieldcheck.ui.pages.identity import Burst, IdentityPage
from fieldcheck.ui.pages.identity_alike import WhySheet
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.homes import HomesState
from fieldcheck.viewmodels.identity_draft import Draft
from fieldcheck.viewmodels.told import Trouble
from tests.gallery.desk import cases, state
from tests.gallery.still import Still, still_shell
from tests.gallery.street import HOMES, SENDING, disputed, identified, street

NOWHERE: Any = None


def frame() -> Frame:
    return Frame(texts("nl"), still_shell(), NOWHERE)


def shown(qtbot: QtBot, made: QWidget) -> None:
    qtbot.addWidget(made)
    made.resize(1366, 700)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()


def press(page: QWidget, name: str) -> None:
    button = page.findChild(QPushButton, name)
    assert button is not None, name
    assert button.isVisible(), name
    button.click()


@pytest.fixture
def queue() -> Still:
    return Still(street())


@pytest.fixture
def desk(qtbot: QtBot, queue: Still) -> DeskPage:
    made = DeskPage(Still(state()), texts("nl"), queue)  # type: ignore[arg-type]
    shown(qtbot, made)
    return made


def test_one_key_each(qtbot: QtBot, desk: DeskPage, queue: Still) -> None:
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F4, Qt.Key.Key_F6):
        qtbot.keyClick(desk, key)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        qtbot.keyClick(desk, key, Qt.KeyboardModifier.ControlModifier)
    case = CaseId("c398")
    assert queue.heard == [
        ("call_next", ()),
        ("ask_where", (case,)),
        ("identify", (case,)),
        ("make_slip", (case,)),
        ("count", (Passing.PASSED, 1)),
        ("count", (Passing.REFUSED, 1)),
    ]


def test_a_count_is_taken_back_by_mouse_too(desk: DeskPage, queue: Still) -> None:
    press(desk, "uncount-passed")
    assert queue.heard == [("count", (Passing.PASSED, -1))]


def test_who_sits_at_the_table_does_not_wait(desk: DeskPage, queue: Still) -> None:
    told = desk.findChild(QPushButton, "show-queue")
    assert told is not None
    assert told.text() == f"Wachtrij · {queue.state.waiting}"
    assert 0 < queue.state.waiting < len(queue.state.queue)


def test_enter_chooses_somebody_in_the_queue(qtbot: QtBot, desk: DeskPage, queue: Still) -> None:
    desk.street.queue.first()
    qtbot.keyClick(desk.street.queue, Qt.Key.Key_Down)
    assert queue.heard == [("choose", (CaseId("c401"),))]
    queue.become(street(chosen=CaseId("c401")))
    qtbot.keyClick(desk.street.queue, Qt.Key.Key_Return)
    assert desk.street.call.hasFocus()
    press(desk, "call-in")
    assert queue.heard[-1] == ("call_in", (CaseId("c401"),))


def test_the_keys_act_on_the_row_that_is_marked(qtbot: QtBot, desk: DeskPage, queue: Still) -> None:
    rows = desk.street.queue
    assert (rows.currentIndex().row(), rows.currentIndex().data()) == (0, desk.street._code.text())
    rows.setFocus()
    assert queue.heard == []  # standing there is no choice yet
    qtbot.keyClick(rows, Qt.Key.Key_Down)
    queue.become(street(chosen=CaseId("c401")))
    assert rows.currentIndex().data() == desk.street._code.text()
    qtbot.keyClick(rows, Qt.Key.Key_F3)
    assert queue.heard == [("choose", (CaseId("c401"),)), ("ask_where", (CaseId("c401"),))]
    queue.become(street(chosen=CaseId("c398")))  # somebody was called in meanwhile
    assert rows.currentIndex().row() == 0
    assert len(queue.heard) == 2


@pytest.mark.parametrize("code", ["BV-0500-9", "CB-7K3M8Q", "bv 0500 9"])
def test_a_whole_code_arrives_and_part_of_one_does_not(
    qtbot: QtBot, desk: DeskPage, queue: Still, code: str
) -> None:
    desk.search.setFocus()
    type_text("BV-05", desk.search)
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    assert queue.heard == []
    desk.search.clear()
    type_text(code, desk.search)
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    assert queue.heard == [("arrive", (code,))]
    assert desk.search.text() == ""


@pytest.mark.parametrize("typed", ["BV-0412-5", "BV04125", "bv04125", "BVO4125"])
def test_a_code_with_a_wrong_digit_opens_nobody_and_is_answered(
    qtbot: QtBot, queue: Still, typed: str
) -> None:
    known = Still(state(rows=cases()))
    desk = DeskPage(known, texts("nl"), queue)  # type: ignore[arg-type]
    shown(qtbot, desk)
    assert desk.cases.rows.titles()  # the first of these must not open
    desk.search.setFocus()
    type_text(typed, desk.search)
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    assert queue.heard == [("arrive", (typed,))]
    assert desk.search.selectedText() == typed
    assert {name for name, _ in known.heard} <= {"find"}


def test_a_plate_that_could_be_a_code_opens_what_was_found_by_it(qtbot: QtBot, queue: Still) -> None:
    one = cases()[0]
    known = Still(state(rows=(one,), search="WB12345", found_for="WB12345", found_by={one.id: "WB 12345"}))
    desk = DeskPage(known, texts("nl"), queue)  # type: ignore[arg-type]
    shown(qtbot, desk)
    desk.search.setFocus()
    type_text("WB12345", desk.search)
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    assert queue.heard == []
    assert known.heard[-1] == ("open_case", (one,))


def test_a_code_that_is_in_the_list_is_somebody_who_came_back(qtbot: QtBot, queue: Still) -> None:
    known = Still(state(rows=cases()))
    desk = DeskPage(known, texts("nl"), queue)  # type: ignore[arg-type]
    shown(qtbot, desk)
    code = desk.cases.rows.titles()[0]
    desk.search.setFocus()
    type_text(code, desk.search)
    qtbot.keyClick(desk.search, Qt.Key.Key_Return)
    assert queue.heard == [("arrive", (code,))]
    assert "open_case" not in {name for name, _ in known.heard}


def test_presenting_the_street_asks_for_nothing(desk: DeskPage, queue: Still) -> None:
    queue.become(street(queue=(), chosen=None))
    queue.become(street(may_move=False, may_identify=False))
    assert queue.heard == []


def test_where_to_opens_once_and_is_put_away(desk: DeskPage, queue: Still) -> None:
    queue.become(street(sending=SENDING))
    (sheet,) = desk.findChildren(SendSheet)
    assert queue.heard == [("put_away", ())]
    sheet.sent.emit(DONE, "politie", "")
    sheet.sent.emit(REFUSED, "politie", "")
    sheet.sent.emit(LEAVES, "", "bus")
    sheet.sent.emit(DONE, PROOF, "")
    names = [name for name, _ in queue.heard[1:]]
    assert names == ["send_on", "refuse_post", "leave", "make_proof"]
    sheet.reject()


@pytest.fixture
def sending(qtbot: QtBot) -> tuple[SendSheet, list[tuple[str, str, str]]]:
    sheet, heard = SendSheet(texts("nl"), SENDING, None), []
    sheet.sent.connect(lambda *said: heard.append(said))
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    shown(qtbot, sheet)
    return sheet, heard


def test_enter_alone_sends_on_to_the_usual_next_post(
    qtbot: QtBot, sending: tuple[SendSheet, list[tuple[str, str, str]]]
) -> None:
    sheet, sent = sending
    focused = sheet.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert sent == [(DONE, "politie", "")]


def test_the_usual_post_is_one_digit(qtbot: QtBot, sending: Any) -> None:
    sheet, heard = sending
    qtbot.keyClick(sheet, Qt.Key.Key_1)
    assert heard == [(DONE, "politie", "")]


def test_out_of_turn_asks_why_and_only_then_sends(qtbot: QtBot, sending: Any) -> None:
    sheet, heard = sending
    press(sheet, "to-opvang")
    press(sheet, "confirm")
    assert heard == []
    type_text("geen bed", sheet.why.edit)
    press(sheet, "confirm")
    assert heard == [(DONE, "opvang", "geen bed")]


def test_refusing_needs_no_reason_and_leaving_does(qtbot: QtBot, sending: Any) -> None:
    sheet, heard = sending
    press(sheet, "end-leaves")
    assert not sheet.findChild(QPushButton, "to-politie").isEnabled()
    press(sheet, "confirm")
    assert heard == []
    press(sheet, "end-refused")
    press(sheet, "confirm")
    assert heard == [(REFUSED, "politie", "")]


def test_enter_sends_after_a_click_on_how_it_ended(
    qtbot: QtBot, sending: tuple[SendSheet, list[tuple[str, str, str]]]
) -> None:
    sheet, heard = sending
    chip = sheet.findChild(QPushButton, f"end-{REFUSED}")
    assert chip is not None
    qtbot.mouseClick(chip, Qt.MouseButton.LeftButton)
    focused = sheet.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    assert heard == [(REFUSED, SENDING.proposed, "")]


def test_enter_on_a_post_takes_that_post_and_not_the_usual_one(qtbot: QtBot, sending: Any) -> None:
    sheet, heard = sending
    other = next(post.code for post in SENDING.posts if post.code != SENDING.proposed)
    line = sheet.findChild(QPushButton, f"to-{other}")
    line.setFocus()
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert heard == []
    assert sheet.why.edit.hasFocus()  # out of turn it asks why
    qtbot.keyClicks(sheet.why.edit, "vraagt erom")
    qtbot.keyClick(sheet.why.edit, Qt.Key.Key_Return)
    assert heard == [(DONE, other, "vraagt erom")]


def test_a_post_that_a_digit_chose_comes_in_sight(qtbot: QtBot, sending: Any) -> None:
    sheet, _heard = sending
    (area,) = sheet.findChildren(QScrollArea)
    area.setFixedHeight(80)
    qtbot.waitUntil(lambda: area.verticalScrollBar().maximum() > 0)
    qtbot.keyClick(sheet, str(len(SENDING.posts)))
    line = sheet.findChild(QPushButton, f"to-{SENDING.posts[-1].code}")
    assert line.isChecked()
    assert area.viewport().rect().intersects(line.rect().translated(line.mapTo(area.viewport(), QPoint())))


def test_after_the_last_post_the_proof_comes_first(qtbot: QtBot) -> None:
    heard: list[tuple[str, str, str]] = []
    sheet = SendSheet(texts("nl"), replace(SENDING, proposed=""), None)
    sheet.sent.connect(lambda *said: heard.append(said))
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    shown(qtbot, sheet)
    qtbot.keyClick(sheet, Qt.Key.Key_1)
    assert heard == [(DONE, PROOF, "")]


def test_homes_are_added_and_recorded_by_keys(qtbot: QtBot) -> None:
    model = Still(HomesState(HOMES, chosen=HomeId("h15"), loaded=True))
    page = HomesPage(model, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    assert model.heard == []
    type_text("12-48", page.many.edit)
    qtbot.keyClick(page.many.edit, Qt.Key.Key_Return)
    type_text("3", page.persons.edit)
    qtbot.keyClick(page.persons.edit, Qt.Key.Key_Return)
    press(page, "result-left-out")
    assert model.heard == [
        ("add", ("12-48", "")),
        ("record", (HomeId("h15"), HomeResult.VISITED, 3, "")),
    ]
    type_text("hond", page.reason.edit)
    press(page, "take-off")
    assert model.heard[-1][0] == "take_off"
    press(page, "result-left-out")
    assert model.heard[-1] == ("record", (HomeId("h15"), HomeResult.LEFT_OUT, None, "hond"))


def test_a_line_of_homes_that_was_refused_can_be_put_right(qtbot: QtBot) -> None:
    model = Still(HomesState(HOMES, loaded=True))
    page = HomesPage(model, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    type_text("3, 5, 9-4", page.many.edit)
    qtbot.keyClick(page.many.edit, Qt.Key.Key_Return)
    model.become(replace(model.state, trouble=Trouble("De reeks “9-4” kan niet.", "", "")))
    assert page.many.text() == "3, 5, 9-4"
    model.become(replace(model.state, trouble=None, added=1))
    assert page.many.text() == ""


def test_what_was_written_of_a_home_stands_beside_it_and_two_laptops_are_told_apart(qtbot: QtBot) -> None:
    page = HomesPage(Still(disputed()), frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    told = page.findChild(QLabel, "told").text()
    assert [line.partition(" · ")[2] for line in told.splitlines()] == [
        "Niemand thuis · M. Żuk",
        "Bezocht · 4 personen · H. de Wit",
    ]
    assert page.findChild(QLabel, "disputed").isVisible()
    assert page.list.rows.row(0).below == "Noord · twee laptops oneens · 4 personen"
    page.present(replace(disputed(), chosen=HomeId("h15")))
    assert not page.findChild(QLabel, "told").isVisible()
    assert not page.findChild(QLabel, "disputed").isVisible()


def test_what_is_typed_of_a_person_goes_down_and_filling_does_not_come_back(qtbot: QtBot) -> None:
    model = Still(identified())
    page = IdentityPage(model, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    assert model.heard == []
    type_text("x", page.given.edit)
    assert model.heard[-1][0] == "write"
    model.heard.clear()
    model.become(identified(fills=1, draft=Draft(surname="Nowak")))
    assert page.surname.text() == "Nowak"
    assert model.heard == []
    page.zone.insertPlainText("P<BGR" * 8)
    assert model.heard == [("read_zone", ("P<BGR" * 8, 40))]


def test_a_scanner_that_sends_its_keys_one_by_one_is_told_from_fingers(qtbot: QtBot) -> None:
    model = Still(identified())
    page = IdentityPage(model, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    clock = [0.0]
    page.burst = Burst(lambda: clock[0])
    for sign in "P<BGR" * 8:
        clock[0] += 0.01
        type_text(sign, page.zone)
    assert model.heard[-1] == ("read_zone", ("P<BGR" * 8, 40))
    clock[0] += 0.2
    type_text("P", page.zone)
    assert model.heard[-1][1][1] == 1
    clock[0] += 0.01
    qtbot.keyClick(page.zone, Qt.Key.Key_Backspace)
    assert model.heard[-1][1][1] == 0


def test_the_card_keeps_the_focus_when_it_is_joined(qtbot: QtBot) -> None:
    model = Still(identified())
    page = IdentityPage(model, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    join = page.findChild(QPushButton, "join")
    assert join is not None
    join.setFocus()
    one = model.state.candidates[0]
    model.become(identified(candidates=(replace(one, joined=True, directly=True),)))
    focused = page.focusWidget()
    assert focused is not None
    assert focused.objectName() == "part"


def test_joining_asks_why(qtbot: QtBot) -> None:
    model = Still(identified())
    page = IdentityPage(model, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    press(page, "join")
    (sheet,) = page.findChildren(WhySheet)
    press(sheet, "confirm")
    assert model.heard == []
    type_text("zelfde foto", sheet.why.edit)
    press(sheet, "confirm")
    assert model.heard == [("join", (CaseId("c377"), "zelfde foto"))]


def test_a_birth_date_beside_an_estimate_says_which_counts(qtbot: QtBot) -> None:
    draft = replace(identified().draft, birth="1990", band=AgeBand.UNDER_18)
    model = Still(identified(draft=draft))
    page = IdentityPage(model, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    assert (page.dated.isVisible(), page.band.isEnabled()) == (True, False)
    model.become(identified(draft=replace(draft, birth="")))
    assert (page.dated.isVisible(), page.band.isEnabled()) == (False, True)


def test_what_cannot_be_is_said_at_its_field(qtbot: QtBot) -> None:
    told = Trouble("De geldigheidsdatum kan niet.", "Er is niets gewijzigd.", "Typ dag, maand en jaar.")
    model = Still(identified(changed=True))
    page = IdentityPage(model, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    page.save.setFocus()
    for _ in range(2):
        model.become(identified(changed=True, trouble=told, misplaced="expiry"))
        assert page.expiry.edit.hasFocus(), "pressed again, it is said again"
        assert "Typ dag" in " ".join(label.text() for label in page.expiry.findChildren(QLabel))
        assert "Typ dag" not in " ".join(label.text() for label in page.birth.findChildren(QLabel))
        page.save.setFocus()
        model.become(identified(changed=True))
        assert "Typ dag" not in " ".join(label.text() for label in page.expiry.findChildren(QLabel))


def test_from_who_it_is_one_goes_to_whom_they_belong(qtbot: QtBot) -> None:
    model = Still(identified())
    page = IdentityPage(model, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    assert page.belongs.isEnabled()
    model.become(identified(changed=True))
    assert not page.belongs.isEnabled(), "what was written is saved first"


def test_joining_against_what_speaks_against_it_says_so_once_more(qtbot: QtBot) -> None:
    model = Still(identified())
    page = IdentityPage(model, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    clashing = identified().candidates[0]
    assert clashing.likeness.clash is not None
    page.findChild(QWidget, f"alike-{clashing.case.code}").findChild(QPushButton, "join").click()
    (sheet,) = page.findChildren(WhySheet)
    said = " ".join(label.text() for label in sheet.findChild(QWidget, "against").findChildren(QLabel))
    assert "De geboortedata zijn verschillend." in said
    type_text("zelfde foto", sheet.why.edit)
    press(sheet, "confirm")
    assert model.heard == [("join", (clashing.case.id, "zelfde foto"))]


def test_two_people_with_one_number_are_said_to_be_so_with_a_reason(qtbot: QtBot) -> None:
    model = Still(identified())
    page = IdentityPage(model, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    press(page, "confirm-number")
    (sheet,) = page.findChildren(WhySheet)
    press(sheet, "confirm")
    assert model.heard == [], "without a reason nothing is right"
    type_text("twee landen", sheet.why.edit)
    press(sheet, "confirm")
    code = identified().candidates[0].case.code
    assert model.heard == [("confirm", (code, "twee landen"))]
    model.become(identified(changed=True))
    assert not page.findChild(QPushButton, "confirm-number").isEnabled(), "what is typed is not on record yet"


def test_what_was_joined_against_a_clash_asks_nothing_more(qtbot: QtBot) -> None:
    clashing = identified().candidates[0]
    for joined in (False, True):
        model = Still(identified(candidates=(replace(clashing, joined=joined, directly=joined),)))
        page = IdentityPage(model, frame())  # type: ignore[arg-type]
        shown(qtbot, page)
        card = page.findChild(QWidget, f"alike-{clashing.case.code}")
        assert bool(card.findChildren(Notice)) is not joined


def test_what_another_post_has_is_answered_and_taken_back(qtbot: QtBot) -> None:
    model = Still(identified(candidates=(), questions=("BW-0012-8",)))
    page = IdentityPage(model, frame())  # type: ignore[arg-type]
    shown(qtbot, page)
    press(page, "confirm-number")
    (sheet,) = page.findChildren(WhySheet)
    type_text("gescand", sheet.why.edit)
    press(sheet, "confirm")
    assert model.heard == [("confirm", ("BW-0012-8", "gescand"))]
    model.become(identified(candidates=(), settled=("BW-0012-8",)))
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "doubt").isVisible())
    press(page, "doubt")
    sheet = page.findChildren(WhySheet)[-1]
    type_text("toch onleesbaar", sheet.why.edit)
    press(sheet, "confirm")
    assert model.heard[-1] == ("doubt", ("BW-0012-8", "toch onleesbaar"))


def test_who_stands_there_is_turned_by_digit_and_told_once(
    qtbot: QtBot, desk: DeskPage, queue: Still
) -> None:
    queue.become(street(absent=frozenset({"belastingdienst"})))
    assert "staat er nu niet" in " ".join(one.text() for one in desk.flow.findChildren(QLabel))
    press(desk, "staffing")
    (sheet,) = desk.findChildren(StaffSheet)
    assert KNOWN_ELSEWHERE in [label.text() for label in sheet.findChildren(QLabel)]
    assert "gemeente" not in sheet.rows  # who sits here is there
    codes = list(sheet.rows)
    qtbot.keyClick(sheet, str(codes.index("politie") + 1))
    focused = sheet.focusWidget()
    assert focused is not None
    qtbot.keyClick(focused, Qt.Key.Key_Return)
    ((name, (told,)),) = queue.heard
    assert name == "report_posts"
    assert {code for code, there in told.items() if not there} == {"politie", "belastingdienst"}
