"""Killed, locked or closed at any moment: what was saved is there, and the talk goes on at its place."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from driving import CONTROL, Hands, Starts, Talk, begin_talk, first_start, unlock
from PySide6.QtCore import Qt

from fieldcheck.domain.case import CaseStage
from fieldcheck.viewmodels.shell import Screen

ROOT = Path(__file__).resolve().parents[2]
ROUNDS = 3
MOST = 8
"""A talk of this worker has more answers than this, so the kill always comes in the middle."""


def killed_after(count: int) -> list[dict[str, str]]:
    """Let the application answer in its own process, and kill it once this many answers were called saved."""
    command = [sys.executable, "-m", "tests.windows.killed_at_work"]
    surroundings = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "xcb"}
    working = subprocess.Popen(command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, text=True)
    assert working.stdout is not None
    try:
        lines = [working.stdout.readline() for _ in range(count)]
    finally:
        working.kill()
        rest, _ = working.communicate(timeout=20)
    # What it wrote between our reading and its end was on the screen as well.
    return [json.loads(line) for line in (*lines, *rest.splitlines(keepends=True)) if line.endswith("\n")]


def test_a_kill_loses_nothing_that_was_called_saved(program: Starts) -> None:
    first_start(program.start())
    program.stop()
    for round_number in range(ROUNDS):
        count = random.randint(1, MOST)  # noqa: S311 - nothing secret
        saved = killed_after(count)
        assert len(saved) >= count
        hands = program.start()
        unlock(hands)
        (case,) = [one for one in hands.desk.store.cases() if one.stage is CaseStage.INTERVIEW]
        assert len(hands.desk.store.cases()) == round_number + 1
        hands.tab_to("show-cases")
        hands.key(Qt.Key.Key_Space)
        hands.tab_to("cases")
        hands.key(Qt.Key.Key_Home)
        hands.key(Qt.Key.Key_Return)
        hands.arrive(Screen.INTERVIEW)
        talk = Talk(hands, {})
        hands.until(talk.begun)
        assert talk.model.case == case.id
        there = talk.recorded()
        assert {one["reference"]: (one["value"], one["state"]) for one in saved}.items() <= there.items()
        assert case.interview is not None
        place = hands.desk.store.interview(case.interview).position
        assert talk.model.state.page == place
        pages = [page.reference for page in talk.model._run.pages()]
        assert pages.index(place) >= pages.index(saved[-1]["page"])
        hands.key(Qt.Key.Key_Escape)
        hands.signs("1")
        hands.arrive(Screen.DESK)
        program.stop()


def leave_in_haste(hands: Hands) -> dict[str, tuple[str, str]]:
    """Answer faster than the disk can follow; what stands on the screen then."""
    talk = begin_talk(hands)
    for _ in range(12):
        talk.answer_one()
    return talk.recorded()


def on_disk(hands: Hands) -> dict[str, tuple[str, str]]:
    """What the newest talk has in the store."""
    newest = max(hands.desk.store.cases(), key=lambda case: case.opened)
    assert newest.interview is not None
    answers = hands.desk.store.interview(newest.interview).answers
    return {reference: (answer.value, answer.state.value) for reference, answer in answers.items()}


def test_locking_in_haste_loses_no_answer(program: Starts) -> None:
    hands = program.start()
    first_start(hands)
    given = leave_in_haste(hands)
    hands.key(Qt.Key.Key_L, CONTROL)
    unlock(hands)
    assert len(given) >= 8
    assert on_disk(hands) == given


def test_closing_the_window_in_haste_loses_no_answer(program: Starts) -> None:
    hands = program.start()
    first_start(hands)
    given = leave_in_haste(hands)
    program.stop()
    again = program.start()
    unlock(again)
    assert len(given) >= 8
    assert on_disk(again) == given
