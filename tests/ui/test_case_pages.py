"""Outcome, referral, review, letters and export in real windows: keys, focus, no writes by showing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from practice_desk import practice_desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QListView, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from fieldcheck import assets
from fieldcheck.domain.day import Contents
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.referral import FirstAssessment, Urgency
from fieldcheck.domain.route import NO_ROUTE
from fieldcheck.i18n import texts
from fieldcheck.ui.controls import Notice
from fieldcheck.ui.pages.export import ExportPage
from fieldcheck.ui.pages.inbox import InboxModel
from fieldcheck.ui.pages.letters import LettersPage
from fieldcheck.ui.pages.outcome import OutcomePage
from fieldcheck.ui.pages.paper_sheet import PaperSheet, PdfPages
from fieldcheck.ui.pages.referral import ReferralPage
from fieldcheck.ui.pages.referral_sent import SentCard
from fieldcheck.ui.pages.review import ReviewPage
from fieldcheck.ui.tokens import Tone
from fieldcheck.usecases.answers_file import read_answers
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.letters import LetterKind
from fieldcheck.viewmodels.outcome import OutcomeViewModel
from fieldcheck.viewmodels.referral import ReferralState, ReferralViewModel
from fieldcheck.viewmodels.shell import Screen
from fieldcheck.viewmodels.told import Paper
from tests.gallery import case_scenes as scenes
from tests.gallery.still import Still, still_shell


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = practice_desk(tmp_path_factory.mktemp("desk"))
    yield made
    made.store.close()


@pytest.fixture
def acute(desk: Desk) -> CaseId:
    source = assets.folder("resources") / "practice" / "workers" / "4-evicted-papers-kept.json"
    answers = read_answers(source.read_bytes(), place=source.name)
    interviewing = start_interview(desk, open_case(desk).id, answers.language)
    given = answers.by_reference(interviewing.run.references())
    interviewing.save(interviewing.answer(given, move_on=False))
    return interviewing.interview.case


def shown(qtbot: QtBot, page: QWidget) -> QWidget:
    qtbot.addWidget(page)
    page.resize(1366, 708)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def test_f9_follows_the_proposal_to_the_referral(qtbot: QtBot, desk: Desk, acute: CaseId) -> None:
    model, shell = OutcomeViewModel(desk, InlineJobs(), acute), still_shell()
    model.load()
    page = shown(qtbot, OutcomePage(model, texts("nl"), shell))
    QTest.keyClick(page, Qt.Key.Key_F9)
    assert (shell.state.place.screen, shell.state.place.subject) == (Screen.REFERRAL, acute)
    assert shell.state.place.carried == "iszw"
    assert desk.store.case(acute).route == "iszw"


def test_a_referral_is_sent_and_taken_over_by_keyboard(qtbot: QtBot, desk: Desk, acute: CaseId) -> None:
    alone = replace(desk, action=replace(desk.action, route=NO_ROUTE))
    model = ReferralViewModel(alone, InlineJobs(), acute, to="iszw")
    model.load()
    page = shown(qtbot, ReferralPage(model, texts("nl"), still_shell()))
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.objectName() == "effect"
    QTest.keyClick(page, Qt.Key.Key_F9)
    assert model.state.trouble is not None, "what it may do to the person is asked"
    type_text("Kan vannacht nergens slapen")
    QTest.keyClick(page, Qt.Key.Key_F9)
    assert model.state.open
    pressed = QApplication.focusWidget()
    assert pressed is not None
    assert pressed.objectName().startswith("acknowledge-")
    QTest.keyClick(pressed, Qt.Key.Key_Space)
    field = QApplication.focusWidget()
    assert field is not None
    assert field.objectName() == "step-name"
    QTest.keyClick(field, Qt.Key.Key_Return)
    card = page.findChild(SentCard)
    assert isinstance(card, SentCard)
    said = [one.words() for one in page.findChildren(Notice) if one.isVisible()]
    told = [one.words() for one in card.findChildren(Notice) if one.isVisible()]
    assert len(said) == 1, "a name is asked, once"
    assert told == said, "where it is to be written"
    assert QApplication.focusWidget() is field
    type_text("M. Żuk")
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert model.state.sent[0].acknowledged_by == "M. Żuk"
    assert not model.state.open
    done = QApplication.focusWidget()
    assert done is not None
    assert done.objectName() == "done"


def test_a_reason_that_is_missing_is_asked_where_it_is_to_be_written(
    qtbot: QtBot, desk: Desk, acute: CaseId
) -> None:
    model = ReferralViewModel(desk, InlineJobs(), acute, to="iszw")
    model.load()
    page = shown(qtbot, ReferralPage(model, texts("nl"), still_shell()))
    model.write_why("")
    type_text("Kan vannacht nergens slapen")
    QTest.keyClick(page, Qt.Key.Key_F9)
    field = QApplication.focusWidget()
    assert isinstance(field, QPlainTextEdit)
    (told,) = [one for one in page.findChildren(Notice) if one.isVisible()]
    assert told.parentWidget() is field.parentWidget()
    type_text("Zegt dat hij niet weg mag")
    assert QApplication.focusWidget() is field
    assert not told.isVisible()
    QTest.keyClick(page, Qt.Key.Key_F9)
    assert model.state.open


def test_the_inbox_is_walked_with_the_arrow_keys(qtbot: QtBot) -> None:
    still = Still(scenes.REVIEW)
    page = shown(qtbot, ReviewPage(still, texts("nl"), still_shell()))  # type: ignore[arg-type]
    inbox = page.findChild(QListView, "inbox")
    assert isinstance(inbox, QListView)
    inbox.setFocus()
    QTest.keyClick(inbox, Qt.Key.Key_Down)
    assert still.heard == [("select", (scenes.REVIEW.rows[1].id,))]


def test_the_inbox_model_keeps_the_rules_of_item_models(qtmodeltester: Any) -> None:
    model = InboxModel(texts("nl"))
    model.set_rows(scenes.REVIEW.rows)
    qtmodeltester.check(model, force_py=True)
    spoken = model.data(model.index(0, 0), Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "BV-0412-4, ACUUT, wacht op bevestiging, 4 min"


_FOREIGN: dict[str, tuple[Callable[..., QWidget], tuple[Any, ...]]] = {
    "outcome": (
        OutcomePage,
        (
            scenes.OUTCOME,
            replace(scenes.OUTCOME, deciding=True, decision="municipality", reason="x", figures_open=True),
            replace(scenes.OUTCOME, proposal=None, letter_language="ro", domains=()),
        ),
    ),
    "referral": (
        ReferralPage,
        (
            scenes.REFERRAL,
            replace(scenes.REFERRAL, why="iets anders", effect="slaapt nergens", targets=()),
            replace(scenes.REFERRAL, urgency=Urgency.REGULAR, danger=None),
            replace(scenes.REFERRAL, composing=False, sent=scenes.SENT),
            replace(scenes.REFERRAL, composing=False, sent=scenes.SENT, handling=scenes.SENT[0].id, name="x"),
            ReferralState(asks_case=True, typed_code="BV"),
        ),
    ),
    "review": (
        ReviewPage,
        (
            scenes.REVIEW,
            replace(scenes.REVIEW, note="een notitie", assessment=FirstAssessment.OTHER_ROUTE),
            replace(scenes.REVIEW, selected=scenes.REVIEW.rows[2].id, case=None),
        ),
    ),
    "letters": (
        LettersPage,
        (
            scenes.LETTERS,
            replace(scenes.LETTERS, selected=CaseId("c3"), language="en", search="0410"),
            replace(scenes.LETTERS, kind=LetterKind.PROOF, cases=(), selected=None),
        ),
    ),
    "export": (ExportPage, (scenes.EXPORT, replace(scenes.EXPORT, folder="/elders", cancelled=True))),
}


@pytest.mark.parametrize("name", sorted(_FOREIGN))
def test_presenting_a_foreign_state_writes_nothing(qtbot: QtBot, name: str) -> None:
    page_of, states = _FOREIGN[name]
    still = Still(states[0])
    page = page_of(still, texts("en"), still_shell())
    qtbot.addWidget(page)
    for state in (*states, *reversed(states)):
        still.become(state)
    assert still.heard == []


def test_a_paper_is_saved_as_it_is_and_a_full_folder_is_told(qtbot: QtBot, tmp_path: Path) -> None:
    pdf = scenes.sample_pdf()
    sheet = PaperSheet(Paper("rechtenbrief-1.pdf", "Rechtenbrief", pdf), texts("nl"), None)
    sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(sheet)
    sheet.save_to(str(tmp_path / "rechtenbrief-1.pdf"))
    assert (tmp_path / "rechtenbrief-1.pdf").read_bytes() == pdf
    assert sheet.notice.property("card") == Tone.GOOD.value
    sheet.save_to(str(tmp_path / "no" / "such" / "folder.pdf"))
    assert "dossier" in sheet.notice.words()
    assert sheet.notice.property("card") == Tone.CAUTION.value


def test_one_of_a_kind_is_told_as_one(qtbot: QtBot) -> None:
    still = Still(replace(scenes.EXPORT, contents=Contents(1, 1, 0, 1, 1, 1)))
    page = ExportPage(still, texts("nl"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    told = [label.text() for label in page.findChildren(QLabel)]
    assert {"zaak", "gesprek", "doorverwijzingen", "papier", "regel in het logboek", "formulier"} <= set(told)
    assert "formulieren" not in told


def test_the_preview_shows_the_real_pdf() -> None:
    pages = PdfPages(scenes.sample_pdf())
    assert len(pages) >= 1
    image = pages.page(0, 400)
    assert image.width() == 400
    assert len({image.pixel(x, 60) for x in range(400)}) > 1
