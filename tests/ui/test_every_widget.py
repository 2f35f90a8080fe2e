"""The whole form of every widget, by keyboard alone: what is typed and pressed is what is answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from forms.every_widget import PICTURES, SOURCE, house, photo
from gallery.still import still_shell
from practice_desk import practice_desk
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from fieldcheck.domain.interview import AnswerState
from fieldcheck.i18n import texts
from fieldcheck.ui.answers.ranking import RankList
from fieldcheck.ui.answers.scales import Track
from fieldcheck.ui.pages.interview import InterviewPage
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import read_interview, start_interview
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.interview_state import Look
from fieldcheck.viewmodels.jobs import InlineJobs

Key = Qt.Key
ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
PERSON = "/data/person"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    home = tmp_path_factory.mktemp("home")
    folder = home / "forms" / "every-widget"
    folder.mkdir(parents=True)
    (folder / "form.md").write_bytes(SOURCE.read_bytes())
    for name in PICTURES:
        (folder / name).write_bytes(house(name.removesuffix(".png")))
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("FIELDCHECK_HOME", str(home))
        made = practice_desk(tmp_path_factory.mktemp("desk"))
        yield made
        made.store.close()


class Walk:
    """An interview with every widget on screen, and keys to press."""

    def __init__(self, qtbot: QtBot, desk: Desk, language: str) -> None:
        self.qtbot = qtbot
        self.interviewing = start_interview(desk, open_case(desk).id, language, form_id="every-widget")
        self.run = self.interviewing.run
        self.model = InterviewViewModel(self.interviewing, InlineJobs(), case_code="OE-0001-1")
        self.page = InterviewPage(self.model, texts("nl"), still_shell())
        qtbot.addWidget(self.page)
        self.page.resize(1366, 636)
        self.page.show()
        self.page.activateWindow()
        qtbot.waitUntil(self.page.isActiveWindow)
        self.page.take_focus()

    def key(self, *keys: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press keys where the focus is."""
        for one in keys:
            QTest.keyClick(self.focused(), one, held)

    def focused(self) -> QWidget:
        found = QApplication.focusWidget()
        assert found is not None
        return found

    def go(self, reference: str) -> None:
        """Straight to a question, for tests of one widget."""
        self.model.jump(reference)
        assert self.model.state.active == reference or self.model.state.page == reference

    def value(self, reference: str) -> str:
        return self.run.node(reference).value


@pytest.fixture(params=["pl", "ar"])
def walk(request: pytest.FixtureRequest, qtbot: QtBot, desk: Desk) -> Walk:
    return Walk(qtbot, desk, request.param)


def choose_file(walk: Walk, path: Path) -> None:
    """Ctrl+O, and the file in the dialogue."""
    walk.key(Key.Key_O, held=CONTROL)
    (dialog,) = (one for one in walk.page.findChildren(QFileDialog) if one.isVisible())
    dialog.fileSelected.emit(str(path))
    dialog.close()


def steps(folder: Path) -> list[tuple[str, str, Callable[[Walk], None]]]:
    """In the order of the form: the question, the value it gets, and the keys that give it."""
    picture = folder / "loonstrook van Ania.png"
    picture.write_bytes(photo())

    def press(*keys: Qt.Key) -> Callable[[Walk], None]:
        return lambda walk: walk.key(*keys)

    def typed(words: str, *after: Qt.Key) -> Callable[[Walk], None]:
        def act(walk: Walk) -> None:
            type_text(words)
            walk.key(*after)

        return act

    enter, down, space, tab = Key.Key_Return, Key.Key_Down, Key.Key_Space, Key.Key_Tab

    def opened(words: str) -> Callable[[Walk], None]:
        def act(walk: Walk) -> None:
            walk.key(space)
            type_text(words)
            walk.key(enter)

        return act

    def lines(walk: Walk) -> None:
        type_text("Met de bus.")
        walk.key(enter)
        type_text("Daarna te voet.")
        walk.key(enter, held=CONTROL)

    def ranked(walk: Walk) -> None:
        walk.key(down)
        walk.key(Key.Key_Up, held=ALT)
        walk.key(down, space, down, space, enter)

    def moment(walk: Walk) -> None:
        type_text("20-11-2026")
        walk.key(tab)
        type_text("14.05")
        walk.key(enter)

    def month(walk: Walk) -> None:
        walk.key(*[down] * 3, tab)
        type_text("2026")
        walk.key(enter)

    def calendar(walk: Walk) -> None:
        type_text("3 11 2026".replace(" ", "-"))
        walk.key(tab, space)
        walk.key(Key.Key_Right, enter)
        walk.key(enter)

    def several_in_list(walk: Walk) -> None:
        walk.key(enter)
        type_text("dui")
        walk.key(enter)
        walk.key(*[Key.Key_Backspace] * 3)
        type_text("nederl")
        walk.key(down, enter, Key.Key_Escape, enter)

    def several(walk: Walk) -> None:
        type_text("24")
        walk.key(enter)

    def table(walk: Walk) -> None:
        type_text("3")
        walk.key(Key.Key_Right if walk.model.state.language == "pl" else Key.Key_Left, space)
        type_text("w")

    def file(walk: Walk) -> None:
        choose_file(walk, picture)
        walk.key(enter)

    def many(walk: Walk) -> None:
        type_text("Ede")
        walk.key(enter)
        type_text("4")
        walk.key(enter)
        type_text("5")

    words, scales, dates, choosing = "/data/words", "/data/scales", "/data/dates", "/data/choosing"
    return [
        (f"{words}/intro", "", press(enter)),
        (f"{words}/nickname", "Ania", typed("Ania", enter)),
        (f"{words}/story", "Met de bus.\nDaarna te voet.", lines),
        (f"{words}/phone", "0612345678", typed("0612345678", enter)),
        (f"{words}/beds", "4", typed("4", enter)),
        (f"{words}/rent", "92.5", typed("92,50", enter)),
        (f"{words}/card", "w12345678", typed("w12345678", enter)),
        (f"{scales}/effort", "7", typed("6+", enter)),
        (f"{scales}/warmth", "10", press(Key.Key_Up, Key.Key_Up, enter)),
        (f"{scales}/stars", "4", typed("4")),
        (f"{scales}/hours", "6", opened("6")),
        (f"{scales}/likert", "yes", typed("4")),
        (f"{scales}/order", "bed doctor pay bus", ranked),
        (f"{dates}/arrival", "2026-11-04", calendar),
        (f"{dates}/contract_month", "2026-03-01", month),
        (f"{dates}/birth", "1991-01-01", typed("1991", enter)),
        (f"{dates}/payday", "2026-11-20", typed("20 nov 2026", enter)),
        (f"{dates}/start", "05:30", typed("5.30", enter)),
        (f"{dates}/check", "2026-11-20T14:05", moment),
        (f"{choosing}/keeper", "employer", typed("2")),
        (f"{choosing}/needs", "bed bus", several),
        (f"{choosing}/country", "ro", opened("roemen")),
        (f"{choosing}/worked_in", "de nl", several_in_list),
        (f"{choosing}/passport_of", "ua", typed("oekr", enter)),
        (f"{choosing}/keeper_columns", "me", typed("1")),
        (f"{choosing}/packed", "doctor", typed("3", enter)),
        (f"{choosing}/room", "tent", typed("3")),
        (f"{choosing}/room_rows", "flat", typed("4")),
        (f"{choosing}/quick", "no", typed("2")),
        (f"{choosing}/often", "", table),
        (f"{choosing}/told", "OK", typed("1")),
        ("/data/files/photo", "photo-", file),
        ("/data/files/voice", "", typed("n")),
        ("/data/files/film", "", typed("n")),
        ("/data/files/contract", "", press(enter)),
        ("/data/page", "", many),
        (f"{PERSON}[1]/name", "Piotr", typed("Piotr", enter)),
        (f"{PERSON}[1]/age", "31", typed("31", enter)),
    ]


def test_the_whole_form_by_keyboard_alone(walk: Walk, desk: Desk, tmp_path: Path) -> None:
    for reference, value, act in steps(tmp_path):
        assert walk.model.state.page == reference
        act(walk)
        if value:
            got = walk.value(reference)
            assert got.startswith(value) or value in got, f"{reference}: {got!r}"
    rows = [walk.value(f"/data/choosing/often/{name}") for name in ("often_shout", "often_late")]
    assert rows == ["often", "sometimes"]
    assert walk.run.node("/data/choosing/often/often_night").state is AnswerState.REFUSED
    assert walk.value("/data/page/summary") == "Ede (4)"
    assert [walk.value(f"/data/page/{name}") for name in ("people", "moved")] == ["4", "always"]
    assert walk.run.node("/data/files/film").state is AnswerState.NOT_APPLICABLE
    housemates(walk)
    kept = read_interview(desk, walk.interviewing.interview.id)
    assert kept.run.answers() == walk.run.answers()


def housemates(walk: Walk) -> None:
    """Two more on the list, one taken off and put back, one opened by its number; then the counted shifts."""
    assert walk.model.state.page == PERSON
    for name in ("Olga", "Ion"):
        walk.key(Key.Key_Insert)
        assert walk.model.state.instance.startswith("Huisgenoot ")
        type_text(name)
        walk.key(Key.Key_Return, Key.Key_Return)
    repeat = walk.model.state.repeat
    assert repeat is not None
    assert [one.summary for one in repeat.instances] == ["Piotr, 31", "Olga", "Ion"]
    lines = [f"{what}-{place}" for place in (1, 2, 3) for what in ("instance", "remove")]
    while walk.focused().objectName() != lines[0]:
        walk.key(Key.Key_Tab)
    reached = [lines[0]]
    for _line in lines:
        walk.key(Key.Key_Tab)
        reached.append(walk.focused().objectName())
    assert reached == [*lines, "add-instance"]
    olga = walk.page.findChild(QWidget, "instance-2")
    assert isinstance(olga, QWidget)
    olga.setFocus()
    walk.key(Key.Key_Delete)
    assert walk.focused().objectName() == "remove-no"
    walk.key(Key.Key_Escape)
    assert len(walk.run.node(PERSON).instances) == 3
    olga.setFocus()
    walk.key(Key.Key_Delete, Key.Key_Backtab, Key.Key_Return)
    assert len(walk.run.node(PERSON).instances) == 2
    walk.key(Key.Key_Z, held=CONTROL)
    assert len(walk.run.node(PERSON).instances) == 3
    type_text("2")
    assert walk.model.state.page == f"{PERSON}[2]/name"
    assert walk.model.state.instance == "Huisgenoot 2 van 3"
    walk.model.jump(PERSON)
    walk.key(Key.Key_Return)
    assert walk.model.state.page == "/data/shifts"
    type_text("2")
    walk.key(Key.Key_Return)
    for hours in ("8", "10,5"):
        type_text(hours)
        walk.key(Key.Key_Return)
    assert [walk.value(f"/data/shift[{place}]/worked") for place in (1, 2)] == ["8", "10.5"]
    assert walk.model.state.at_end


def test_nothing_is_chosen_on_a_scale_until_somebody_does(walk: Walk) -> None:
    for name in ("effort", "warmth", "stars", "hours"):
        walk.go(f"/data/scales/{name}")
        walk.key(Key.Key_Return)
        if name == "hours":
            walk.key(Key.Key_Escape)
        assert walk.run.node(f"/data/scales/{name}").state is AnswerState.NOT_ASKED


def test_a_rank_that_nobody_touched_is_no_answer(walk: Walk) -> None:
    walk.go("/data/scales/order")
    walk.key(Key.Key_Down, Key.Key_Down, Key.Key_Return)
    assert walk.run.node("/data/scales/order").state is AnswerState.NOT_ASKED


def test_a_scanner_of_figures_answers_no_other_question(walk: Walk) -> None:
    walk.go("/data/words/card")
    type_text("1234")
    walk.key(Key.Key_Return, Key.Key_Return)  # many scanners end with two
    assert walk.value("/data/words/card") == "1234"
    assert walk.model.state.page == "/data/scales/effort"


def test_what_a_constraint_says_stands_at_its_question(walk: Walk) -> None:
    walk.go("/data/words/beds")
    type_text("400")
    walk.key(Key.Key_Return)
    said = "Tel alleen de bedden in deze kamer: hoogstens 40. (alleen in het Nederlands)"
    assert walk.model.state.questions[0].problem == said
    assert walk.value("/data/words/beds") == ""


def test_a_file_that_is_no_picture_is_refused_with_a_reason(walk: Walk, tmp_path: Path) -> None:
    walk.go("/data/files/photo")
    wrong = tmp_path / "brief.txt"
    wrong.write_text("Geen foto", encoding="utf-8")
    choose_file(walk, wrong)
    assert "soort bestand" in walk.model.state.questions[0].problem
    choose_file(walk, tmp_path / "weg.png")
    assert "kan niet gelezen worden" in walk.model.state.questions[0].problem
    assert walk.value("/data/files/photo") == ""


def test_a_photo_is_shown_after_a_restart_and_can_be_taken_away(
    walk: Walk, desk: Desk, tmp_path: Path
) -> None:
    picture = tmp_path / "x.png"
    picture.write_bytes(photo())
    walk.go("/data/files/photo")
    choose_file(walk, picture)
    again = InterviewViewModel(
        read_interview(desk, walk.interviewing.interview.id), InlineJobs(), case_code="OE-0001-1"
    )
    again.jump("/data/files/photo")
    held = again.state.questions[0].attachment
    assert held is not None
    assert held.name == walk.value("/data/files/photo")
    assert held.image.startswith(b"\x89PNG")
    again.files.detach("/data/files/photo")
    held = again.state.questions[0].attachment
    assert held is not None
    assert held.name == ""


def test_the_mouse_chooses_in_a_table_on_a_track_and_drags_a_rank(walk: Walk) -> None:
    walk.go("/data/choosing/often/often_shout")
    cell = walk.page.findChild(QWidget, "cell-2-4")
    assert isinstance(cell, QWidget)
    QTest.mouseClick(cell, Qt.MouseButton.LeftButton)
    assert walk.value("/data/choosing/often/often_late") == "always"
    assert walk.model.state.questions[0].look is Look.TABLE_HEAD
    walk.go("/data/scales/effort")
    track = next(one for one in walk.page.findChildren(Track) if one.isVisible())
    end = track.rect().right() - 22 if walk.model.state.language == "pl" else 22
    QTest.mouseClick(track, Qt.MouseButton.LeftButton, pos=QPoint(end, track.height() // 2))
    walk.key(Key.Key_Return)
    assert walk.value("/data/scales/effort") == "10"
    walk.go("/data/scales/order")
    ranks = next(one for one in walk.page.findChildren(RankList) if one.isVisible())
    lines = [ranks.visualRect(ranks.lines.index(place)).center() for place in (0, 1)]
    QTest.mousePress(ranks.viewport(), Qt.MouseButton.LeftButton, pos=lines[0])
    QTest.mouseMove(ranks.viewport(), lines[1] + QPoint(0, 6))
    moved = QMouseEvent(
        QEvent.Type.MouseMove,
        (lines[1] + QPoint(0, 6)).toPointF(),
        ranks.viewport().mapToGlobal(lines[1] + QPoint(0, 6)).toPointF(),
        Qt.MouseButton.NoButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(ranks.viewport(), moved)
    QTest.mouseRelease(ranks.viewport(), Qt.MouseButton.LeftButton, pos=lines[1])
    walk.key(Key.Key_Return)
    assert walk.value("/data/scales/order") == "bed pay doctor bus"


def test_a_required_question_says_so_once_it_was_passed_over(walk: Walk) -> None:
    walk.go("/data/words/nickname")
    assert walk.model.state.questions[0].problem == ""
    walk.key(Key.Key_Return)
    walk.key(Key.Key_Left, held=ALT)
    assert walk.model.state.page == "/data/words/nickname"
    asked = walk.model.state.questions[0]
    assert asked.problem == "Vul een naam in, of kies een reden. (alleen in het Nederlands)"
    assert not asked.blocking
    type_text("Ania")
    walk.key(Key.Key_Return)
    walk.key(Key.Key_Left, held=ALT)
    assert walk.model.state.questions[0].problem == ""
