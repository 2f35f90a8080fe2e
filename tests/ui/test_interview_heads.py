"""What stands above a question and beside it, for forms without groups and without depths."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldcheck.i18n import texts
from fieldcheck.ui.pages.interview import InterviewPage
from fieldcheck.viewmodels.interview_state import InterviewState
from tests.gallery.interview_scenes import interview_state
from tests.gallery.still import Still, still_shell


def shown(qtbot: QtBot, state: InterviewState) -> InterviewPage:
    page = InterviewPage(Still(state), texts("nl"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    page.show()
    return page


def words(page: InterviewPage) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel) if one.isVisible()]


@pytest.mark.parametrize(("section", "heading"), [("Papieren", "Papieren · vraag 5"), ("", "Vraag 5")])
def test_a_question_outside_a_group_has_no_loose_separator(qtbot: QtBot, section: str, heading: str) -> None:
    page = shown(qtbot, replace(interview_state("pl"), section=section, number=5))
    found = [one for one in words(page) if "raag 5" in one]
    assert found == [heading]


@pytest.mark.parametrize("depths", [True, False])
def test_a_form_with_one_depth_has_no_short_talk_to_switch_to(qtbot: QtBot, depths: bool) -> None:
    page = shown(qtbot, replace(interview_state("pl"), depths=depths))
    switch = page.findChild(QWidget, "depth")
    assert switch is not None
    assert switch.isVisible() is depths
    assert ("Pools · kort gesprek" if depths else "Pools") in words(page)
