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


@pytest.fixture(autouse=True)
def _real_windows(qapp: Any) -> None:
    """No test in here passes on a platform that only pretends to have a screen."""
    from PySide6.QtGui import QGuiApplication

    assert QGuiApplication.platformName() == "xcb"


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
