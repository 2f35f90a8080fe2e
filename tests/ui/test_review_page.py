"""The review desk in real windows on a real store: everything by keyboard, and nothing lost in a sheet."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from practice_desk import practice_desk
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from fieldcheck import assets
from fieldcheck.domain.comensha import ReportStage
from fieldcheck.domain.identifiers import ReferralId
from fieldcheck.domain.qualification import Step
from fieldcheck.domain.referral import FirstAssessment, Outcome, Referral, ReferralStage, Urgency
from fieldcheck.domain.reflection import ReflectionAnswer
from fieldcheck.domain.roles import Role
from fieldcheck.domain.shelter import ExpectedShelter, Group, Moment, ShelterStage
from fieldcheck.i18n import texts
from fieldcheck.ui.frames import held
from fieldcheck.ui.leaving import LeaveSheet, holds_unkept
from fieldcheck.ui.pages.comensha_sheet import ComenshaQueueSheet
from fieldcheck.ui.pages.dossier_sheets import ContactSheet, ReflectionSheet
from fieldcheck.ui.pages.inbox import standing
from fieldcheck.ui.pages.review import ReviewPage
from fieldcheck.ui.pages.review_sheets import NoteSheet, OutcomeSheet, PlanSheet, QualifySheet
from fieldcheck.ui.sheets import Sheet
from fieldcheck.usecases.answers_file import read_answers
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.usecases.note_drafts import kept_drafts, kept_note_draft
from fieldcheck.usecases.referring import NewReferral, send_referral
from fieldcheck.viewmodels.inbox import Shown, waited
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.review import ReviewViewModel
from fieldcheck.viewmodels.review_state import Tab
from tests.gallery import review_scenes
from tests.gallery.scenes import Stage
from tests.gallery.still import Still, still_shell


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = practice_desk(tmp_path_factory.mktemp("desk"))
    yield made
    made.store.close()


@pytest.fixture
def referral(desk: Desk) -> Referral:
    source = assets.folder("resources") / "practice" / "workers" / "4-evicted-papers-kept.json"
    answers = read_answers(source.read_bytes(), place=Path(source.name).name)
    talk = start_interview(desk, open_case(desk).id, answers.language)
    talk.save(talk.answer(answers.by_reference(talk.run.references()), move_on=False))
    talk.save(talk.finish())
    why = ("Papieren bij de werkgever",)
    return send_referral(desk, NewReferral(talk.interview.case, "iszw", Urgency.ACUTE, why, "walked"))


@pytest.fixture
def model(desk: Desk, referral: Referral) -> ReviewViewModel:
    inspector = replace(desk, actor=replace(desk.actor, role=Role.ISZW_INSPECTOR, post="iszw"))
    made = ReviewViewModel(inspector, InlineJobs())
    made.load()
    made.select(referral.id)
    assert made.state.trouble is None
    return made


@pytest.fixture
def page(qtbot: QtBot, model: ReviewViewModel) -> ReviewPage:
    made = ReviewPage(model, texts("nl"), still_shell())
    qtbot.addWidget(made)
    made.resize(1366, 708)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def key(where: QWidget, pressed: Qt.Key, with_: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(where, pressed, with_)
    QApplication.processEvents()


def part(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert found is not None, name
    return found


def open_by_key(page: ReviewPage, name: str) -> None:
    """Go to a button of the page and press it, as the keyboard does."""
    button = part(page, name)
    assert isinstance(button, QPushButton)
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.setFocus()
    key(button, Qt.Key.Key_Return)


def sheet(page: ReviewPage, kind: type[Sheet]) -> Sheet:
    found = [one for one in page.findChildren(kind) if one.isVisible()]
    assert len(found) == 1, kind
    return found[0]


def gone(qtbot: QtBot, page: ReviewPage, kind: type[Sheet]) -> None:
    qtbot.waitUntil(lambda: not [one for one in page.findChildren(kind) if one.isVisible()])


def write(where: QWidget, name: str, words: str) -> None:
    field = part(where, name)
    field.setFocus()
    if isinstance(field, QPlainTextEdit):
        field.setPlainText(words)
    else:
        type_text(words)


def notice(where: QWidget) -> str:
    return part(where, "notice").accessibleName() if part(where, "notice").isVisible() else ""


def test_the_parts_of_a_case_come_by_alt_and_a_digit(page: ReviewPage, model: ReviewViewModel) -> None:
    for digit, tab in enumerate(Tab, start=1):
        key(page, Qt.Key(Qt.Key.Key_0.value + digit), Qt.KeyboardModifier.AltModifier)
        assert model.state.tab is tab
        assert part(page, f"tab-{tab.value}").isChecked()  # type: ignore[attr-defined]


def test_lenses_history_and_provenance_of_a_real_talk_are_shown(
    page: ReviewPage, model: ReviewViewModel
) -> None:
    case = model.state.case
    assert case is not None
    assert len(case.lenses) >= 4
    assert any(lens.points for lens in case.lenses)
    assert all(lens.source for lens in case.lenses)
    assert all(line.source for line in case.advice)
    assert [line.what for line in case.history][-1] == "zaak geopend"
    assert "gesprek afgerond" in [line.what for line in case.history]
    model.look_at(Tab.LENSES)
    assert len(page.findChildren(QWidget, f"lens-{case.lenses[0].code}")) == 1
    model.look_at(Tab.TALKS)
    assert any("verteld door de persoon" in one.text() for one in page.findChildren(QLabel))


def test_a_step_is_set_by_keys_and_asks_for_the_reflection_period(
    qtbot: QtBot, page: ReviewPage, model: ReviewViewModel
) -> None:
    key(page, Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    open_by_key(page, "qualify")
    asked = sheet(page, QualifySheet)
    keep = part(asked, "keep")
    assert not keep.isEnabled(), "nothing is picked beforehand"
    key(asked, Qt.Key.Key_3)
    assert keep.isEnabled()
    key(keep, Qt.Key.Key_Return)
    assert "waarom" in notice(asked).casefold()
    write(asked, "reason", "Papieren weg en schuld")
    key(keep, Qt.Key.Key_Return)
    gone(qtbot, page, QualifySheet)
    now = model.state.dossier.qualification
    assert now is not None
    assert (now.step, now.reason) == (Step.SLIGHTEST_INDICATION, "Papieren weg en schuld")
    reflect = sheet(page, ReflectionSheet)
    part(reflect, "reflectionanswer-accepted").click()  # type: ignore[attr-defined]
    part(reflect, "dublin-yes").click()  # type: ignore[attr-defined]
    key(part(reflect, "keep"), Qt.Key.Key_Return)
    gone(qtbot, page, ReflectionSheet)
    told = model.state.dossier.reflection
    assert told is not None
    assert (told.answer, told.days_left(model.state.day)) == (ReflectionAnswer.ACCEPTED, 30)
    assert any("nog 30 dagen" in chip.accessibleName() for chip in page.findChildren(QWidget))


def test_a_sheet_keeps_every_word_until_it_is_on_disk(
    qtbot: QtBot, page: ReviewPage, model: ReviewViewModel
) -> None:
    model.look_at(Tab.DOSSIER)
    open_by_key(page, "agree")
    asked = sheet(page, ContactSheet)
    write(asked, "first-address", "receptie Park De Voorbeeldhoeve")
    write(asked, "hours", "zondag")
    key(part(asked, "keep"), Qt.Key.Key_Return)
    assert "park" in notice(asked)
    assert part(asked, "first-address").text() == "receptie Park De Voorbeeldhoeve"  # type: ignore[attr-defined]
    assert model.state.dossier.contact is None
    part(asked, "first-address").clear()  # type: ignore[attr-defined]
    write(asked, "first-address", "06-00000017")
    key(part(asked, "keep"), Qt.Key.Key_Return)
    gone(qtbot, page, ContactSheet)
    assert model.state.dossier.contact is not None
    assert not any("00000017" in one.text() for one in page.findChildren(QLabel))
    open_by_key(page, "show-contact")
    assert any("00000017" in one.text() for one in page.findChildren(QLabel))
    focused = page.focusWidget()
    assert focused is not None
    assert focused.objectName() == "hide-contact"
    key(focused, Qt.Key.Key_Return)
    assert model.state.contact is None


def test_what_is_typed_in_a_sheet_survives_hiding_and_a_lock_and_is_of_its_case(
    qtbot: QtBot, page: ReviewPage, model: ReviewViewModel, referral: Referral, desk: Desk
) -> None:
    model.look_at(Tab.DOSSIER)
    open_by_key(page, "new-note")
    type_text("zij kent de chauffeur", part(sheet(page, NoteSheet), "note-words"))
    sheet(page, NoteSheet).close()  # as hiding, the alarm and a lock do
    gone(qtbot, page, NoteSheet)
    later = ReviewViewModel(model.desk, InlineJobs())
    later.load()
    later.select(referral.id)
    later.look_at(Tab.DOSSIER)
    again = ReviewPage(later, texts("nl"), still_shell())
    qtbot.addWidget(again)
    with qtbot.waitActive(again):
        again.show()
        again.activateWindow()
    open_by_key(again, "new-note")
    asked = sheet(again, NoteSheet)
    words = part(asked, "note-words")
    assert isinstance(words, QPlainTextEdit)
    assert words.toPlainText() == "zij kent de chauffeur"
    assert holds_unkept(asked), "Escape asks first here too"
    other = send_referral(
        desk, NewReferral(open_case(desk).id, "iszw", Urgency.REGULAR, ("Schuld",), "walked")
    )
    assert kept_drafts(model.desk, other.id) == {}
    assert "chauffeur" in str(kept_drafts(model.desk, referral.id))
    key(part(asked, "keep"), Qt.Key.Key_Return)
    gone(qtbot, again, NoteSheet)
    assert [note.words for note in later.state.dossier.notes] == ["zij kent de chauffeur"]
    assert kept_drafts(model.desk, referral.id) == {}, "what was sealed is no draft any more"
    open_by_key(again, "new-note")
    type_text("toch niet", part(sheet(again, NoteSheet), "note-words"))
    sheet(again, NoteSheet).reject()
    gone(qtbot, again, NoteSheet)
    assert kept_drafts(model.desk, referral.id) == {}, "put aside by who wrote it"


def test_an_assessment_that_closes_becomes_an_outcome_with_a_warning(
    qtbot: QtBot, page: ReviewPage, model: ReviewViewModel, referral: Referral, desk: Desk
) -> None:
    model.take_over()
    model.pick(FirstAssessment.NO_CAPACITY)
    open_by_key(page, "main")
    asked = sheet(page, OutcomeSheet)
    assert any("gaan mee" in one.text() for one in asked.findChildren(QLabel))
    assert asked.outcome.chosen is Outcome.NO_CAPACITY  # type: ignore[attr-defined]
    key(part(asked, "keep"), Qt.Key.Key_Return)
    assert notice(asked)
    write(asked, "words", "Nu geen plek; volgende week opnieuw.")
    write(asked, "effect", "Houdt zijn bed tot maandag.")
    key(part(asked, "keep"), Qt.Key.Key_Return)
    gone(qtbot, page, OutcomeSheet)
    kept = desk.store.referral(referral.id)
    assert (kept.outcome, kept.stage) == (Outcome.NO_CAPACITY, ReferralStage.DECLINED)
    assert model.state.row is not None
    assert model.state.row.closed


def test_an_outcome_goes_back_in_a_bundle_that_holds_it(
    qtbot: QtBot, page: ReviewPage, model: ReviewViewModel, tmp_path: Path
) -> None:
    model.take_over()
    assert not part(page, "bring-outcome").isVisible(), "there is nothing to bring back yet"
    for words in ("Wij spreken hem om zes uur.", "Hij wordt door een collega gehoord."):
        open_by_key(page, "tell-outcome")
        asked = sheet(page, OutcomeSheet)
        key(part(asked, f"outcome-{Outcome.ACCEPTED.value}"), Qt.Key.Key_Space)
        write(asked, "words", words)
        key(part(asked, "keep"), Qt.Key.Key_Return)
        gone(qtbot, page, OutcomeSheet)
        assert page.window().focusWidget() is part(page, "tell-outcome"), "and not the bar with the alarm"
        assert model.state.handing.file == "", "a bundle that was made before does not hold this outcome"
        assert part(page, "bring-outcome").isVisible()
        model.write_outcome(tmp_path)
        assert model.state.handing.file
    open_by_key(page, "bring-outcome")
    dialog = page.findChild(QFileDialog)
    assert isinstance(dialog, QFileDialog)
    assert model.state.tab is Tab.DOSSIER, "where it says what became of the bundle"
    dialog.reject()


def test_the_comensha_list_opens_a_case(qtbot: QtBot, page: ReviewPage, model: ReviewViewModel) -> None:
    model.look_at(Tab.DOSSIER)
    open_by_key(page, "queue")
    (asked,) = [one for one in page.findChildren(Sheet) if one.isVisible()]
    key(part(asked, "keep"), Qt.Key.Key_Return)
    report = model.state.dossier.report
    assert report is not None
    assert report.stage is ReportStage.QUEUED
    model.look_at(Tab.OVERVIEW)
    open_by_key(page, "comensha")
    listed = sheet(page, ComenshaQueueSheet)
    assert model.state.case is not None
    row = part(listed, f"queued-{model.state.case.case_code}")
    row.setFocus()
    key(row, Qt.Key.Key_Space)
    gone(qtbot, page, ComenshaQueueSheet)
    assert (model.state.tab, model.state.queue) == (Tab.DOSSIER, None)


def test_the_inbox_shows_what_is_asked_for(qtbot: QtBot) -> None:
    still = Still(review_scenes.state(Stage("nl")))
    page = ReviewPage(still, texts("nl"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    inbox = part(page, "inbox")
    assert isinstance(inbox, QListView)
    counted = {}
    for shown in Shown:
        still.become(replace(still.state, shown=shown))
        counted[shown] = inbox.model().rowCount()
    planned, over = {Shown.FOLLOW_UP: 2}, {Shown.DECLINED: 1, Shown.DONE: 1}
    assert counted == {Shown.ALL: 12, Shown.WAITING: 8, Shown.MINE: 2, Shown.REFLECTION: 3, **planned, **over}
    assert still.heard == []


def test_signals_talk_provenance_and_history_stand_beside_each_other(qtbot: QtBot) -> None:
    still = Still(review_scenes.state(Stage("nl")))
    assert still.state.case is not None
    newest = still.state.case.history[0].what
    page = ReviewPage(still, texts("nl"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1366, 709)  # the window without its bar
    page.show()
    tops = {}
    for words in ("Waarom doorverwezen", "Hoe het gesprek verliep", "Herkomst", "Verloop", newest):
        shown = [one for one in page.findChildren(QLabel) if one.text() == words and one.isVisible()]
        label = next(one for one in shown if not one.visibleRegion().isEmpty())
        tops[words] = label.mapTo(page, label.rect().topLeft())
    left = tops.pop("Waarom doorverwezen").x()
    assert all(place.x() > left + 400 for place in tops.values())


@pytest.mark.parametrize(
    ("tab", "named"),
    [
        (Tab.OVERVIEW, ["Waarom doorverwezen", "Hoe het gesprek verliep", "Herkomst", "Verloop"]),
        (Tab.LENSES, ["Lijsten"]),
        (Tab.TALKS, ["Hoe het gesprek verliep"]),
        (Tab.HISTORY, ["Wie deed wat met deze zaak, het nieuwste eerst"]),
    ],
)
def test_what_does_not_fit_is_reached_by_tab_and_scrolled_by_keys(
    qtbot: QtBot, tab: Tab, named: list[str]
) -> None:
    shown = review_scenes.state(Stage("nl"), tab=tab)
    assert shown.case is not None
    many = replace(shown.case, conditions=5 * shown.case.conditions, history=9 * shown.case.history)
    still = Still(replace(shown, case=many))
    page = ReviewPage(still, texts("nl"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    with qtbot.waitActive(page):
        page.resize(1366, 460)
        page.show()
        page.activateWindow()
    areas = [one for one in page.findChildren(QScrollArea, "reading") if one.isVisible()]
    assert [one.accessibleName() for one in areas] == named
    qtbot.waitUntil(lambda: any(one.verticalScrollBar().maximum() for one in areas))
    for area in areas:
        scrolls = area.verticalScrollBar().maximum() > 0
        stops = bool(area.focusPolicy() & Qt.FocusPolicy.TabFocus)
        assert stops is scrolls, "Tab stops where there is more to read, and nowhere else"
    area = next(one for one in areas if one.verticalScrollBar().maximum() > 0)
    area.setFocus(Qt.FocusReason.TabFocusReason)
    bar = area.verticalScrollBar()
    key(area, Qt.Key.Key_Down)
    assert bar.value() > 0
    key(area, Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    key(area, Qt.Key.Key_PageUp)
    key(area, Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_new_referral_above_moves_nothing_that_is_read(qtbot: QtBot) -> None:
    still = Still(review_scenes.state(Stage("nl")))
    page = ReviewPage(still, texts("nl"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.resize(1366, 500)
    page.show()
    inbox = part(page, "inbox")
    assert isinstance(inbox, QListView)
    bar = inbox.verticalScrollBar()
    bar.setValue(bar.maximum())
    read = inbox.indexAt(QPoint(1, 1))
    code, place = read.data(), inbox.visualRect(read).y()
    first = replace(still.state.rows[0], id=ReferralId("nieuw"), case_code="A9-0001-1")
    still.become(replace(still.state, rows=(first, *still.state.rows)))
    now = inbox.indexAt(QPoint(1, 1))
    assert (now.data(), inbox.visualRect(now).y()) == (code, place)
    chosen = still.state.row
    assert chosen is not None
    assert inbox.currentIndex().data() == chosen.case_code
    bar.setValue(0)
    second = replace(first, id=ReferralId("nog-een"), case_code="A9-0002-2")
    still.become(replace(still.state, rows=(second, *still.state.rows)))
    assert inbox.indexAt(QPoint(1, 1)).data() == "A9-0002-2", "who is at the top sees what comes in"
    assert still.heard == []


@pytest.mark.parametrize("outcome", list(Outcome))
def test_a_state_within_a_row_begins_small(outcome: Outcome) -> None:
    row = replace(review_scenes.state(Stage("nl")).rows[0], outcome=outcome)
    assert standing(row, texts("nl"))[0].islower()


def test_a_reflection_period_is_drawn_in_its_row_and_told_to_who_listens(qtbot: QtBot) -> None:
    still = Still(review_scenes.state(Stage("nl"), shown=Shown.REFLECTION))
    page = ReviewPage(still, texts("nl"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    inbox = part(page, "inbox")
    assert isinstance(inbox, QListView)
    page.show()
    model = inbox.model()
    spoken = [
        str(model.data(model.index(at, 0), Qt.ItemDataRole.AccessibleTextRole)).split(", ")[4:]
        for at in range(model.rowCount())
    ]
    assert spoken == [
        ["bedenktijd: voorbij sinds 3 dagen"],
        ["bedenktijd: laatste dag vandaag", "vervolg: 2 dagen over tijd"],
        ["bedenktijd: nog 12 dagen", "vervolg: vandaag"],
    ]
    heights = [inbox.visualRect(model.index(at, 0)).height() for at in range(3)]
    assert heights[0] < heights[1] == heights[2], "a line for each"
    with_period = inbox.visualRect(model.index(0, 0))
    drawn = inbox.viewport().grab(with_period).toImage()
    rows = still.state.rows
    still.become(replace(still.state, rows=tuple(replace(row, left=12) for row in rows)))
    changed = inbox.viewport().grab(inbox.visualRect(model.index(0, 0))).toImage()
    assert drawn != changed
    still.become(replace(still.state, shown=Shown.ALL, rows=tuple(replace(row, left=None) for row in rows)))
    assert inbox.visualRect(model.index(0, 0)).height() < with_period.height()


def test_enter_keeps_a_plan_from_any_of_its_fields_and_a_wrong_day_is_told(
    qtbot: QtBot, page: ReviewPage, model: ReviewViewModel
) -> None:
    model.look_at(Tab.DOSSIER)
    open_by_key(page, "plan")
    plan = sheet(page, PlanSheet)
    qtbot.waitUntil(plan.isActiveWindow)
    type_text("Tolk bellen", part(plan, "what"))
    type_text("31-02-2027", part(plan, "on"))
    key(part(plan, "on"), Qt.Key.Key_Return)
    assert plan.isVisible()
    assert model.state.trouble is not None
    said = " ".join(one.text() for one in plan.findChildren(QLabel) if one.isVisible())
    assert model.state.trouble.what in said
    assert model.state.dossier.follow_ups == ()
    on = part(plan, "on")
    assert isinstance(on, QLineEdit)
    on.selectAll()
    type_text("23-11-2026", on)
    key(part(plan, "what"), Qt.Key.Key_Return)
    assert [one.what for one in model.state.dossier.follow_ups] == ["Tolk bellen"]


def test_enter_in_a_note_begins_a_new_line(qtbot: QtBot, page: ReviewPage, model: ReviewViewModel) -> None:
    model.look_at(Tab.DOSSIER)
    open_by_key(page, "new-note")
    note = sheet(page, NoteSheet)
    qtbot.waitUntil(note.isActiveWindow)
    words = note.findChild(QPlainTextEdit)
    assert words is not None
    words.setFocus()
    type_text("Een", words)
    key(words, Qt.Key.Key_Return)
    type_text("twee", words)
    assert words.toPlainText() == "Een\ntwee"
    assert note.isVisible()
    note.close()


def test_everything_that_can_be_kept_has_its_card_and_its_button(qtbot: QtBot) -> None:
    still = Still(review_scenes.state(Stage("nl"), tab=Tab.DOSSIER))
    page = ReviewPage(still, texts("nl"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    names = ("qualify", "tell", "plan", "withdraw", "ask-shelter", "shelter-yes", "show-contact", "agree")
    for name in (*names, "new-note", "tell-back", "take-in", "comensha", "tell-outcome"):
        assert part(page, name).isVisible(), name


def test_what_was_asked_before_the_action_stands_with_the_shelter_of_the_case(qtbot: QtBot) -> None:
    group = Group(12, 7, 3, 0, "", date(2026, 11, 22), Moment.BEFORE)
    asked = ExpectedShelter("Zorgcoördinator", group, ShelterStage.CONFIRMED)
    still = Still(review_scenes.state(Stage("nl"), tab=Tab.DOSSIER, expected=(asked,)))
    page = ReviewPage(still, texts("nl"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    said = [label.text() for label in page.findChildren(QLabel)]
    at = said.index("Voor de hele actie · Zorgcoördinator")
    assert said[at + 1] == "12 personen · toegezegd"
    assert "vooraf" in said[at + 3]


def test_presenting_the_dossier_writes_nothing(qtbot: QtBot) -> None:
    stage = Stage("en")
    still = Still(review_scenes.state(stage))
    page = ReviewPage(still, texts("en"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    for tab in (*Tab, *reversed(Tab)):
        still.become(replace(still.state, tab=tab, kept=still.state.kept + 1))
    assert still.heard == []


def test_the_clocks_of_the_inbox_run_while_it_shows_and_the_focus_stays(qtbot: QtBot) -> None:
    still = Still(review_scenes.state(Stage("nl"), tab=Tab.DOSSIER))
    page = ReviewPage(still, texts("nl"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    assert not page._timer.isActive()
    with qtbot.waitActive(page):
        page.resize(1366, 708)
        page.show()
        page.activateWindow()
    assert page._timer.isActive()
    page._timer.timeout.emit()
    assert still.heard == [("refresh", ())]
    button, inbox = part(page, "show-contact"), part(page, "inbox")
    button.setFocus()
    assert isinstance(inbox, QListView)
    bar = inbox.verticalScrollBar()
    bar.setValue(bar.maximum())
    scrolled = bar.value()
    assert scrolled > 0
    labels = page._dossier.findChildren(QLabel)
    later = tuple(replace(row, minutes=row.minutes + 1) for row in still.state.rows)
    still.become(replace(still.state, rows=later))
    spoken = inbox.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(waited(later[0].minutes, texts("nl")))
    assert (page.focusWidget(), bar.value()) == (button, scrolled)
    assert page._dossier.findChildren(QLabel) == labels, "a minute is no reason to draw the dossier anew"
    reflection = still.state.dossier.reflection
    tomorrow = still.state.day + timedelta(days=1)
    still.become(replace(still.state, day=tomorrow))
    assert any(
        f"nog {reflection.days_left(tomorrow)} dagen" in chip.accessibleName()
        for chip in page.findChildren(QWidget)
    )
    page.hide()
    assert not page._timer.isActive()


def test_to_whom_it_belongs_leaves_a_note_that_was_typed_kept(
    page: ReviewPage, model: ReviewViewModel, referral: Referral, monkeypatch: pytest.MonkeyPatch
) -> None:
    went: list[str] = []
    monkeypatch.setattr(page._shell, "go", lambda screen, subject="", **_: went.append(subject))
    button = page.findChild(QPushButton, "belongs")
    button.click()
    assert went == [referral.case]
    type_text("eerst dit", page.findChild(QPlainTextEdit, "own-note"))
    button.click()
    assert went == [referral.case, referral.case]
    assert not page.findChildren(LeaveSheet), "nothing is lost, so nothing is asked"
    assert kept_note_draft(model.desk, referral.id) == "eerst dit"


def test_a_case_with_much_to_read_leaves_inbox_and_foot_in_sight(qtbot: QtBot) -> None:
    page = ReviewPage(Still(review_scenes.state(Stage("nl"))), texts("nl"), still_shell())  # type: ignore[arg-type]
    area = held(page)
    qtbot.addWidget(area)
    area.resize(1366, 708)
    area.show()
    QApplication.processEvents()
    assert page.heightForWidth(1366) > 708, "or this shows nothing"
    assert area.verticalScrollBar().maximum() == 0
    assert page.size() == area.viewport().size()
