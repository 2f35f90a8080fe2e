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
from fieldcheck.domain.look import Look
from fieldcheck.i18n import texts
from fieldcheck.store.looks import Looks
from fieldcheck.ui.garbage import ScreenCollector
from fieldcheck.ui.jobs import QtJobs
from fieldcheck.ui.registry import Frame
from fieldcheck.ui.theme import apply_theme, chosen, load_fonts, speak_own_words
from fieldcheck.ui.window import MainWindow
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.workplace import Workplace

SMALLEST = (1366, 768)
"""The smallest laptop the screens are made for (pixels)."""
_FRAME = 40
"""What a window manager puts around a window, at most (pixels)."""


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
    installation: Installation,
    *,
    practice: bool,
    language: str,
    missing_fonts: tuple[str, ...] = (),
    keep: Callable[[Look], None] = lambda _look: None,
) -> Program:
    """Put the program together on one folder of data; needs a QApplication. Close it after use.

    Args:
        installation: the folder of data and the rooms that work on it.
        practice: the fictitious action instead of the real one.
        language: of the screens for the officer, ``nl`` or ``en``.
        missing_fonts: bundled fonts that could not be loaded, for the self-test.
        keep: called on the worker with the look that somebody chose.
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
        keep=lambda look: _hand_over(jobs, keep, look),
    )
    window = MainWindow(frame)
    window.resize(*SMALLEST)
    return Program(window, frame, jobs, ScreenCollector())


def _show(window: MainWindow) -> None:
    """On a screen with no room for it and its frame the window takes all there is: no button lies below."""
    room = window.screen().availableGeometry()
    wide, high = SMALLEST
    if room.width() < wide + _FRAME or room.height() < high + _FRAME:
        window.showMaximized()
    else:
        window.show()


def open_windows(*, practice: bool, language: str, opened: Callable[[MainWindow], None] | None = None) -> int:
    """Run the application until its window is closed; the exit code.

    Args:
        practice: the fictitious action instead of the real one.
        language: of the screens for the officer, ``nl`` or ``en``; "" for what was chosen last.
        opened: called with the window once it is shown; for measuring and for tests.

    Raises EnvironmentFailed when there is no display.
    """
    _require_display()
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        app = QApplication(sys.argv[:1])
    app.setApplicationName("fieldcheck")
    missing = load_fonts(assets.fonts())
    looks = Looks(assets.home(), forced=language)
    apply_theme(app, chosen(looks.kept.theme, looks.kept.percent))
    speak_own_words(app, looks.language)
    installation = Installation(data_folder(practice=practice))
    program = assemble(
        installation,
        practice=practice,
        language=looks.language,
        missing_fonts=missing,
        keep=looks.keep,
    )
    _show(program.window)
    if opened is not None:
        opened(program.window)
    try:
        return app.exec()
    finally:
        program.close()


def _hand_over(jobs: QtJobs, keep: Callable[[Look], None], look: Look) -> None:
    """On the worker, because a disk may be slow; on a full one the look lasts until the program is closed."""
    jobs.run(lambda: keep(look), lambda _none: None, lambda _error: None)


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
