"""The outcome in a real window: its parts by key, and what stands beside the signals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from practice_desk import practice_desk
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldcheck import assets
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.i18n import texts
from fieldcheck.ui.pages.lens_cards import LensCard
from fieldcheck.ui.pages.outcome import OutcomePage
from fieldcheck.ui.pages.outcome_cards import ConflictCard
from fieldcheck.usecases.answers_file import read_answers
from fieldcheck.usecases.casework import NOTHING_PROPOSED, open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.outcome import OutcomeViewModel, Part
from fieldcheck.viewmodels.shell import Screen
from tests.gallery import case_scenes as scenes
from tests.gallery.still import Still, still_shell
from tests.gallery.talk_scenes import TALKS

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    made = practice_desk(tmp_path_factory.mktemp("desk"))
    yield made
    made.store.close()


@pytest.fixture
def acute(desk: Desk) -> CaseId:
    source = assets.folder("resources") / "practice" / "workers" / "4-evicted-papers-kept.json"
    answers = read_answers(source.read_bytes(), place=source.name)
    talking = start_interview(desk, open_case(desk).id, answers.language)
    talking.save(talking.answer(answers.by_reference(talking.run.references()), move_on=False))
    return talking.interview.case


def shown(qtbot: QtBot, page: OutcomePage) -> OutcomePage:
    qtbot.addWidget(page)
    page.resize(1366, 708)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    return page


def still(qtbot: QtBot, **changes: object) -> tuple[OutcomePage, Still]:
    heard = Still(replace(scenes.OUTCOME, **changes))  # type: ignore[arg-type]
    return shown(qtbot, OutcomePage(heard, texts("nl"), still_shell())), heard  # type: ignore[arg-type]


def part(page: QWidget, name: str) -> QWidget:
    found = page.findChild(QWidget, name)
    assert isinstance(found, QWidget)
    return found


def words(widget: QWidget) -> list[str]:
    return [one.text() for one in widget.findChildren(QLabel) if one.isVisibleTo(widget)]


def test_lists_and_advice_come_into_view_by_key(qtbot: QtBot, desk: Desk, acute: CaseId) -> None:
    model = OutcomeViewModel(desk, InlineJobs(), acute)
    model.load()
    page = shown(qtbot, OutcomePage(model, texts("nl"), still_shell()))
    assert part(page, "domain-pay").isVisible()
    QTest.keyClick(page, Qt.Key.Key_2, ALT)
    assert model.state.part is Part.LENSES
    cards = [one for one in page.findChildren(LensCard) if one.isVisible()]
    assert [one.objectName() for one in cards] == [f"lens-{one.code}" for one in model.state.lenses]
    assert not part(page, "domain-pay").isVisible()
    QTest.keyClick(page, Qt.Key.Key_3, ALT)
    assert not any(one.isVisible() for one in page.findChildren(LensCard))
    first = model.state.advice[0]
    seen = [one.text() for one in page.findChildren(QLabel) if one.isVisible()]
    assert first.text in seen
    assert any(first.source in one for one in seen)
    assert part(page, "proposal").isVisible(), "the proposal stays"
    QTest.keyClick(page, Qt.Key.Key_1, ALT)
    assert part(page, "domain-pay").isVisible()


def test_two_answers_stand_with_who_said_what_and_which_counts(qtbot: QtBot) -> None:
    page, heard = still(qtbot, conflicts=(scenes.CONFLICT,))
    card = part(page, "conflicts")
    assert card.isVisible()
    told = words(card)
    assert scenes.CONFLICT.question in told
    assert "Iemand anders  ·  telt nu" in told
    assert "De werkgever of het uitzendbureau  ·  bewaard, telt niet" in told
    assert not part(page, "unease").isVisible()
    assert card.findChild(QPushButton, "to-question") is None, "who holds no talks cannot ask"
    heard.become(replace(heard.state, talks=TALKS))
    way = card.findChild(QPushButton, "to-question")
    assert isinstance(way, QPushButton)
    assert isinstance(card, ConflictCard)
    with qtbot.waitSignal(card.wanted) as gone:
        way.click()
    assert gone.args == [scenes.CONFLICT.interview, scenes.CONFLICT.reference]
    heard.become(scenes.OUTCOME)
    assert not card.isVisible()


def test_niet_pluis_and_changed_rules_have_lines_of_their_own(qtbot: QtBot) -> None:
    page, heard = still(qtbot, unease=("Voorman bij de deur; zelf gezien",), rules=scenes.RULES)
    assert "Voorman bij de deur; zelf gezien" in words(part(page, "unease"))
    told = words(part(page, "rules"))
    assert scenes.RULES[0].text in told
    assert f"Reden: {scenes.RULES[0].reason}" in told
    heard.become(replace(heard.state, part=Part.LENSES))
    assert not part(page, "unease").isVisible()
    assert not part(page, "rules").isVisible()
    assert heard.heard == []


def test_page_down_reads_on_from_wherever_the_focus_is(qtbot: QtBot) -> None:
    page, _ = still(qtbot, conflicts=(scenes.CONFLICT,), rules=scenes.RULES)
    page.setFocus()
    bar = page._column.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    for _ in range(4):
        QTest.keyClick(page, Qt.Key.Key_PageDown)
    assert bar.value() == bar.maximum()


def test_the_page_is_no_higher_than_what_it_shows(qtbot: QtBot) -> None:
    """At the end of the scroll range stands the last card, not an empty stretch."""
    page, _ = still(qtbot, domains=scenes.DOMAINS[:1])
    bar = page._column.verticalScrollBar()
    last = part(page, "show-figures")
    bottom = last.mapTo(page._column.widget(), last.rect().bottomLeft()).y()
    assert bar.maximum() <= max(0, bottom + 80 - page._column.viewport().height())


@pytest.mark.parametrize(("may_talk", "ways"), [(True, [Screen.INTERVIEW]), (False, ["back"])])
def test_who_holds_no_talks_goes_back_where_they_came_from(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, may_talk: bool, ways: list[str]
) -> None:
    page, _ = still(qtbot, may_talk=may_talk)
    went: list[str] = []
    monkeypatch.setattr(page._shell, "go", lambda screen, *_, **__: went.append(screen))
    monkeypatch.setattr(page._shell, "back", lambda: went.append("back"))
    page.findChild(QPushButton, "back").click()
    assert went == ways


def test_what_was_decided_otherwise_stands_beside_the_proposal(qtbot: QtBot) -> None:
    chosen = next(one for one in scenes.OUTCOME.destinations if one.code == "municipality")
    page, _ = still(qtbot, referred=True, decided=chosen.code)
    assert f"Besloten: {chosen.name}. De doorverwijzing is verstuurd." in words(page)
    page, _ = still(qtbot, referred=True, decided=NOTHING_PROPOSED)
    assert "De doorverwijzing is verstuurd." in words(page)
