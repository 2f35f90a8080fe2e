"""A coordinator at a real store, for the tests of the coordinator's screens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from practice_desk import practice_desk
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from fieldcheck.bootstrap import Installation
from fieldcheck.domain.roles import Role
from fieldcheck.i18n import texts
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.workplace import Workplace
from tests.morning import now


@contextmanager
def seated(folder: Path) -> Iterator[Desk]:
    """A desk of the practice action with its coordinator; the store is closed afterwards."""
    made = practice_desk(folder, Role.COORDINATOR)
    yield change_place(made, role=Role.COORDINATOR, post="coordinator")
    made.store.close()


def frame_of(desk: Desk, folder: Path) -> Any:
    """What the coordinator's pages need of a window."""
    workplace = Workplace(Installation(folder, now), InlineJobs())
    shell = Shell(workplace, first=Screen.DESK)
    shell.seated(desk)
    return SimpleNamespace(texts=texts("nl"), shell=shell)


def shown(qtbot: QtBot, page: QWidget) -> None:
    """In a window that has the focus."""
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
