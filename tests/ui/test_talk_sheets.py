"""Choosing a form and a talk by keys: from the desk, the outcome and the review desk."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldcheck.domain.identifiers import CaseId, InterviewId
from fieldcheck.i18n import texts
from fieldcheck.ui.answers.base import Setting
from fieldcheck.ui.language_choice import LanguageChoice
from fieldcheck.ui.pages.desk import DeskPage
from fieldcheck.ui.pages.desk_sheets import LanguageSheet
from fieldcheck.ui.pages.outcome import OutcomePage
from fieldcheck.ui.pages.question_block import QuestionBlock
from fieldcheck.ui.pages.review import ReviewPage
from fieldcheck.ui.pages.talk_sheets import FormSheet, TalksSheet
from fieldcheck.viewmodels.outcome import OutcomeState
from fieldcheck.viewmodels.shell import Screen
from tests.gallery import case_scenes
from tests.gallery.desk import cases, state
from tests.gallery.interview_scenes import passport
from tests.gallery.still import Still, still_shell
from tests.gallery.street import street
from tests.gallery.talk_scenes import FORMS, TALKS, TRIED


@pytest.fixture
def heard(qtbot: QtBot) -> Still:
    return Still(state(rows=cases(), forms=FORMS))


@pytest.fixture
def page(qtbot: QtBot, heard: Still) -> DeskPage:
    return shown(qtbot, DeskPage(heard, texts("nl"), Still(street())))  # type: ignore[arg-type, return-value]


def shown(qtbot: QtBot, page: QWidget) -> QWidget:
    qtbot.addWidget(page)
    page.resize(1366, 700)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return page


def sheet(page: QWidget, kind: type[QDialog]) -> QDialog:
    found = [one for one in page.findChildren(kind) if one.isVisible()]
    assert len(found) == 1
    return found[0]


def press(page: QWidget, name: str) -> None:
    found = page.findChild(QWidget, name)
    assert found is not None
    found.click()  # type: ignore[attr-defined]


def test_a_new_talk_asks_for_the_form_by_digit_and_then_for_the_language(
    qtbot: QtBot, page: DeskPage, heard: Still
) -> None:
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    asked = sheet(page, FormSheet)
    QTest.keyClick(asked, Qt.Key.Key_2)
    press(sheet(page, LanguageSheet), "language-pl")
    assert heard.heard == [("new_interview", ("pl", "nvm-labour"))]


def test_enter_takes_the_usual_form(page: DeskPage, heard: Still) -> None:
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    focused = sheet(page, FormSheet).focusWidget()
    assert focused is not None
    assert focused.objectName() == f"form-{FORMS[0].id}"
    QTest.keyClick(focused, Qt.Key.Key_Return)
    press(sheet(page, LanguageSheet), "language-pl")
    assert heard.heard == [("new_interview", ("pl", FORMS[0].id))]


def test_with_one_form_only_the_language_is_asked(qtbot: QtBot, page: DeskPage, heard: Still) -> None:
    heard.become(replace(heard.state, forms=FORMS[:1]))
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    press(sheet(page, LanguageSheet), "language-ro")
    assert heard.heard == [("new_interview", ("ro",))]


def test_only_the_languages_of_the_chosen_form_are_offered(page: DeskPage, heard: Still) -> None:
    usual, foreign = (
        replace(FORMS[0], languages=("nl", "pl", "ro")),
        replace(FORMS[1], languages=("nl", "fr")),
    )
    heard.become(replace(heard.state, forms=(usual, foreign), usual=("ro", "bg")))
    for key, tags in ((Qt.Key.Key_1, ["ro", "pl", "nl"]), (Qt.Key.Key_2, ["fr", "nl"])):
        QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
        QTest.keyClick(sheet(page, FormSheet), key)
        asked = sheet(page, LanguageSheet)
        (choice,) = asked.findChildren(LanguageChoice)
        assert [one.objectName().removeprefix("language-") for one in choice.tiles()] == tags
        press(asked, "cancel")
    heard.become(replace(heard.state, forms=(foreign,)))
    assert [one.tag for one in heard.state.languages_of("")] == ["fr", "nl"]


def test_a_case_that_waits_is_asked_for_its_form_too(page: DeskPage, heard: Still) -> None:
    waiting = next(one for one in cases() if one.stage == "waiting")
    page.cases.chosen.emit(waiting)
    press(sheet(page, FormSheet), "form-housing")
    press(sheet(page, LanguageSheet), "language-pl")
    assert heard.heard == [("begin_interview", (waiting.id, "pl", "housing"))]


def test_the_talks_of_a_case_open_once_and_each_row_does_its_own(page: DeskPage, heard: Still) -> None:
    for name, call in (
        ("talk-nvm-labour", ("resume", (TALKS.case, InterviewId("i2")))),
        ("form-intake-park", ("begin_interview", (TALKS.case, "pl", "intake-park"))),
        ("outcome", ("see_outcome", (TALKS.case,))),
    ):
        heard.heard.clear()
        heard.become(replace(heard.state, talks=TALKS))
        assert heard.heard == [("put_talks_away", ())]
        heard.become(replace(heard.state, talks=None))
        press(sheet(page, TalksSheet), name)
        assert heard.heard[1:] == [call]
        QTest.qWait(0)


def test_what_no_post_uses_stands_apart_and_has_a_key_too(qtbot: QtBot, page: DeskPage, heard: Still) -> None:
    heard.become(replace(heard.state, forms=(*FORMS, TRIED)))
    QTest.keyClick(page, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    asked = sheet(page, FormSheet)
    heads = [one.text() for one in asked.findChildren(QLabel)]
    assert any("geen post van deze actie" in words for words in heads)
    QTest.keyClick(asked, Qt.Key.Key_6)
    press(sheet(page, LanguageSheet), "language-pl")
    assert heard.heard == [("new_interview", ("pl", TRIED.id))]


def test_from_the_outcome_one_talks_on(qtbot: QtBot) -> None:
    heard = Still(replace(case_scenes.OUTCOME, talks=TALKS))
    page = shown(qtbot, OutcomePage(heard, texts("nl"), still_shell()))  # type: ignore[arg-type]
    press(page, "more-talk")
    asked = sheet(page, TalksSheet)
    assert asked.findChild(QWidget, "outcome") is None
    press(asked, "form-nvm-labour")
    assert heard.heard[-1] == ("begin_talk", ("nvm-labour",))


def test_who_holds_no_talks_is_offered_none(qtbot: QtBot) -> None:
    page = shown(qtbot, OutcomePage(Still(case_scenes.OUTCOME), texts("nl"), still_shell()))  # type: ignore[arg-type]
    more = page.findChild(QWidget, "more-talk")
    assert more is not None
    assert not more.isVisible()


def test_from_the_review_desk_a_talk_begins_and_the_screen_follows(qtbot: QtBot) -> None:
    assert case_scenes.REVIEW.case is not None
    known = replace(case_scenes.REVIEW.case, talks=replace(TALKS, case=CaseId("c9")))
    heard = Still(replace(case_scenes.REVIEW, case=known))
    shell = still_shell()
    page = shown(qtbot, ReviewPage(heard, texts("nl"), shell))  # type: ignore[arg-type]
    press(page, "talk")
    press(sheet(page, TalksSheet), "form-intake-park")
    heard.become(replace(heard.state, talking="the talk"))
    assert heard.heard[-2:] == [("begin_talk", ("pl", "intake-park")), ("arrived", ())]
    assert (shell.state.place.screen, shell.state.place.subject) == (Screen.INTERVIEW, "c9")


def test_what_was_said_before_stands_at_the_question_and_not_on_the_turned_screen(qtbot: QtBot) -> None:
    block = QuestionBlock(texts("nl"))
    qtbot.addWidget(block)
    told = replace(passport("nl"), earlier="Eerder gezegd: de werkgever")
    block.present(told, Setting(active=True, mirrored=False, turned=False))
    line = block.findChild(QLabel, "earlier")
    assert line is not None
    assert (line.text(), line.isHidden()) == ("Eerder gezegd: de werkgever", False)
    block.present(told, Setting(active=True, mirrored=False, turned=True))
    assert line.isHidden()
    block.present(passport("nl"), Setting(active=True, mirrored=False, turned=False))
    assert line.isHidden()


def test_who_may_not_see_the_outcome_is_told_that_it_is_saved_and_goes_on(qtbot: QtBot) -> None:
    blind = OutcomeState(case_code="", may_see=False, may_decide=False)
    heard = Still(blind)
    page = shown(qtbot, OutcomePage(heard, texts("nl"), still_shell()))  # type: ignore[arg-type]
    assert any("afgerond en opgeslagen" in one.text() for one in page.findChildren(QLabel))
    for name in ("letter", "proof", "more-talk", "proposal", "refer"):
        hidden = page.findChild(QWidget, name)
        assert hidden is not None
        assert not hidden.isVisible(), name
    press(page, "main")
    assert heard.heard == [("go_to_next_post", ())]


def test_who_decides_no_route_is_not_asked_to(qtbot: QtBot) -> None:
    heard = Still(replace(case_scenes.OUTCOME, may_decide=False, may_prove=False))
    page = shown(qtbot, OutcomePage(heard, texts("nl"), still_shell()))  # type: ignore[arg-type]
    for name in ("refer", "refer-calmly", "otherwise", "proof"):
        hidden = page.findChild(QWidget, name)
        assert hidden is not None
        assert not hidden.isVisible(), name
