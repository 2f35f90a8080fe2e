"""The whole application in real windows: a pytest process of its own, platform xcb, a real display."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if not os.environ.get("DISPLAY"):
    # Qt ends the whole process without a word when it cannot connect.
    pytest.exit("tests/windows needs a display: run it under xvfb-run, see packaging/test", returncode=1)

from driving import Hands, Starts, begin
from pytestqt.qtbot import QtBot

from fieldcheck.windows import Program


@pytest.fixture(autouse=True)
def _real_windows(qapp: Any) -> None:
    """No test in here passes on a platform that only pretends to have a screen."""
    from PySide6.QtGui import QGuiApplication

    assert QGuiApplication.platformName() == "xcb"


@pytest.fixture
def program(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Starts]:
    """Starts the program on a folder of this test; what was started is closed at the end.

    FIELDCHECK_TEST_ALBUM names a folder for a picture of every step, for looking at.
    """
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    album = Path(os.environ["FIELDCHECK_TEST_ALBUM"]) if "FIELDCHECK_TEST_ALBUM" in os.environ else None
    started: list[Program] = []

    def start() -> Hands:
        hands, program = begin(qtbot, album=album)
        started.append(program)
        return hands

    def stop() -> None:
        while started:
            started.pop().close()

    yield Starts(start, stop)
    stop()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """When a test fails, keep what stood on the screen beside its data."""
    report: Any = yield
    folder = getattr(item, "funcargs", {}).get("tmp_path")
    if report.when == "call" and report.failed and isinstance(folder, Path):
        for picture in _photograph(folder):
            report.sections.append(("what stood on the screen", str(picture)))
    return report


def _photograph(folder: Path) -> list[Path]:
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return []
    taken = []
    for number, widget in enumerate(app.topLevelWidgets()):
        if widget.isVisible():
            taken.append(folder / f"failed-{number}.png")
            widget.grab().save(str(taken[-1]))
    return taken
