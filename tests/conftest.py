"""What every test stands on: no screen needed, bundled fonts, guards that nothing stays behind."""

from __future__ import annotations

import gc
import logging
import os
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

# What decides whether work lands draws the same examples every time; by itself a run draws new ones.
settings.register_profile("landing", derandomize=True)
_ROOT = str(Path(__file__).resolve().parent.parent)
if _ROOT not in sys.path:  # plain `pytest` does not put the checkout on the path, `python -m pytest` does
    sys.path.insert(0, _ROOT)
os.environ["QT_QPA_PLATFORM"] = os.environ.get("FIELDCHECK_TEST_PLATFORM", "offscreen")
os.environ["QT_ENABLE_HIGHDPI_SCALING"] = "0"
# A process has one platform: the real windows are a pytest process of their own, see packaging/test.
collect_ignore = [] if os.environ["QT_QPA_PLATFORM"] == "xcb" else ["windows"]


@pytest.fixture(scope="session")
def bundled_fonts(qapp: object) -> tuple[str, ...]:
    """The bundled fonts, loaded once; the names of those that could not be."""
    from fieldcheck import assets
    from fieldcheck.ui.theme import load_fonts

    return load_fonts(assets.fonts())


@pytest.fixture(autouse=True)
def _ui_has_fonts(request: pytest.FixtureRequest) -> None:
    """Tests that show windows get our own fonts and the light theme, so that sizes mean something."""
    if "qtbot" not in request.fixturenames and "qapp" not in request.fixturenames:
        return
    missing = request.getfixturevalue("bundled_fonts")
    assert missing == ()
    from fieldcheck.ui.theme import Theme, apply_theme, current

    app = request.getfixturevalue("qapp")
    if current() != Theme() or not app.styleSheet():
        apply_theme(app, Theme())


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """In a test with windows Python collects nothing by itself, as in the program: see ui/garbage.py."""
    if not {"qtbot", "qapp"} & set(getattr(item, "fixturenames", ())):
        return (yield)
    if not gc.get_freeze_count():
        gc.freeze()  # what was imported stays; looking through it after every test takes long
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.enable()


@pytest.fixture(autouse=True)
def _log_is_quiet(request: pytest.FixtureRequest) -> Iterator[None]:
    """A warning in the log fails the test, unless it is marked ``expected_log``."""
    caught: list[logging.LogRecord] = []

    class Watch(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            caught.append(record)

    watch = Watch(logging.WARNING)
    logging.getLogger().addHandler(watch)
    yield
    logging.getLogger().removeHandler(watch)
    if request.node.get_closest_marker("expected_log") is None:
        assert [f"{record.name}: {record.getMessage()}" for record in caught] == []


@pytest.fixture(autouse=True)
def _no_thread_stays(request: pytest.FixtureRequest) -> Iterator[None]:
    """Whoever starts a thread ends it."""
    before = set(threading.enumerate())
    yield
    left = [thread for thread in threading.enumerate() if thread not in before and thread.is_alive()]
    for thread in left:
        thread.join(timeout=2)
    assert [thread.name for thread in left if thread.is_alive()] == []


@pytest.fixture(autouse=True)
def _no_window_stays(request: pytest.FixtureRequest) -> Iterator[None]:
    """No window and no running timer outlives its test.

    Asks for qtbot first, so that what was registered with ``qtbot.addWidget`` is closed before this looks.
    """
    if "PySide6.QtWidgets" not in sys.modules and "qtbot" not in request.fixturenames:
        yield
        return
    yield
    import shiboken6
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    app = QApplication.instance()
    if not isinstance(app, QApplication):
        return
    left = [type(widget).__name__ for widget in app.topLevelWidgets() if widget.isVisible()]
    # Qt deletes later only inside a running event loop; what piles up makes every new theme slower.
    for widget in app.topLevelWidgets():
        if shiboken6.isValid(widget) and widget.parent() is None:
            shiboken6.delete(widget)
    timers = [timer.objectName() or "timer" for timer in app.findChildren(QTimer) if timer.isActive()]
    assert (left, timers) == ([], [])


def pytest_configure(config: pytest.Config) -> None:
    """Markers of this project."""
    config.addinivalue_line("markers", "expected_log: this test writes warnings to the log on purpose")
