"""Opens the windows: application, theme, worker and the first screen, and closes them in order."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QApplication

from fieldcheck import assets
from fieldcheck.bootstrap import Installation, data_folder
from fieldcheck.domain.errors import N_, EnvironmentFailed
from fieldcheck.i18n import texts
from fieldcheck.ui.garbage import ScreenCollector
from fieldcheck.ui.jobs import QtJobs
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.theme import Theme, apply_theme, load_fonts, speak_own_words
from fieldcheck.ui.window import MainWindow
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.workplace import Workplace

SMALLEST = (1366, 768)
"""The smallest laptop the screens are made for (pixels)."""


@dataclass(frozen=True, slots=True)
class Program:
    """The assembled program: its window (not shown yet) and the worker behind it."""

    window: MainWindow
    frame: Frame
    jobs: QtJobs
    collector: ScreenCollector

    def close(self) -> None:
        """Lock, close the window, and wait until everything handed to the worker is on disk."""
        self.window.close()
        self.jobs.close()
        self.collector.stop()


def assemble(
    installation: Installation, *, practice: bool, language: str, missing_fonts: tuple[str, ...] = ()
) -> Program:
    """Put the program together on one folder of data; needs a QApplication. Close it after use.

    Args:
        installation: the folder of data and the rooms that work on it.
        practice: the fictitious action instead of the real one.
        language: of the screens for the officer, ``nl`` or ``en``.
        missing_fonts: bundled fonts that could not be loaded, for the self-test.
    """
    jobs = QtJobs()
    workplace = Workplace(installation, jobs)
    first = Screen.UNLOCK if installation.vault.exists() else Screen.WIZARD
    frame = Frame(
        texts=texts(language),
        shell=Shell(workplace, first=first),
        workplace=workplace,
        practice=practice,
        missing_fonts=missing_fonts,
    )
    window = MainWindow(frame)
    window.resize(*SMALLEST)
    return Program(window, frame, jobs, ScreenCollector())


def open_windows(*, practice: bool, language: str, opened: Callable[[MainWindow], None] | None = None) -> int:
    """Run the application until its window is closed; the exit code.

    Args:
        practice: the fictitious action instead of the real one.
        language: of the screens for the officer, ``nl`` or ``en``.
        opened: called with the window once it is shown; for measuring and for tests.

    Raises EnvironmentFailed when there is no display.
    """
    _require_display()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("fieldcheck")
    missing = load_fonts(assets.fonts())
    apply_theme(app, Theme())
    speak_own_words(app, language)
    installation = Installation(data_folder(practice=practice))
    program = assemble(installation, practice=practice, language=language, missing_fonts=missing)
    program.window.show()
    if opened is not None:
        opened(program.window)
    try:
        return app.exec()
    finally:
        program.close()


def _require_display() -> None:
    offscreen = os.environ.get("QT_QPA_PLATFORM", "")
    if sys.platform != "linux" or offscreen:
        return
    if not os.environ.get("DISPLAY") and not os.environ.get("WAYLAND_DISPLAY"):
        raise EnvironmentFailed(
            N_("Er is hier geen scherm om vensters op te tonen."),
            remedy=N_(
                "Start op een laptop met een bureaublad, of speel de oefening zonder vensters: rehearse."
            ),
        )
