"""Every prepared screen: each control has a name, and no word on a button or label is cut at its place."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from fieldcheck.ui.labels import CutLabel
from fieldcheck.ui.theme import Theme, apply_theme
from fieldcheck.ui.tokens import LIGHT
from tests.gallery.__main__ import load_scenes
from tests.gallery.scenes import SCENES, staged

load_scenes()
EVERY_SCENE = pytest.mark.parametrize("name", sorted(SCENES))
_NEED_NAMES = (
    QAccessible.Role.Button,
    QAccessible.Role.PushButton,
    QAccessible.Role.CheckBox,
    QAccessible.Role.RadioButton,
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.List,
    QAccessible.Role.Table,
)


def show(qtbot: QtBot, name: str, language: str = "nl") -> QWidget:
    widget = staged(SCENES[name], language)
    qtbot.addWidget(widget)
    if SCENES[name].sheet:
        widget.adjustSize()
    else:
        widget.resize(1366, 768)
    widget.show()
    QApplication.processEvents()
    return widget


def unnamed(interface: QAccessibleInterface, path: str = "") -> list[str]:
    here = f"{path}/{interface.role().name}"
    found: list[str] = []
    if interface.state().invisible:
        return found  # a row that waits for the next question
    if interface.role() in _NEED_NAMES and not interface.text(QAccessible.Text.Name):
        found.append(f"{here} {interface.rect()} {interface.object()!r}")
    if interface.role() in (QAccessible.Role.List, QAccessible.Role.Table):
        return found  # rows are read through the model's AccessibleTextRole, see test_desk
    for at in range(interface.childCount()):
        child = interface.child(at)
        if child is not None and child.isValid():
            found += unnamed(child, here)
    return found


@EVERY_SCENE
def test_every_control_has_a_name(qtbot: QtBot, name: str) -> None:
    whole = show(qtbot, name)
    interface = QAccessible.queryAccessibleInterface(whole)
    assert interface is not None
    assert unnamed(interface) == []


@EVERY_SCENE
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_words_are_cut(qtbot: QtBot, qapp: QApplication, name: str, scale: float) -> None:
    apply_theme(qapp, Theme(LIGHT, scale))
    whole = show(qtbot, name, "en" if "en" in SCENES[name].languages else "nl")
    cut = [
        f"{widget.text()!r} {widget.width()}x{widget.height()}"
        for widget in (*whole.findChildren(QPushButton), *whole.findChildren(QLabel))
        if widget.isVisible() and widget.text() and not isinstance(widget, CutLabel) and _is_cut(widget)
    ]
    assert cut == []


@EVERY_SCENE
def test_a_screen_fits_the_smallest_laptop(qtbot: QtBot, name: str) -> None:
    whole = show(qtbot, name)
    assert (whole.width() <= 1366, whole.height() <= 768) == (True, True)


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        return widget.height() < widget.heightForWidth(widget.width())
    return widget.width() < widget.minimumSizeHint().width()
