"""Every prepared screen: each control has a name and is reached by Tab, and no word is cut at its place."""

from __future__ import annotations

import importlib
import itertools
import pkgutil

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QPalette
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QWidget,
)
from pytestqt.qtbot import QtBot

import fieldcheck.ui.pages
from fieldcheck.ui.buttons import AcuteButton, PrimaryButton
from fieldcheck.ui.labels import CutLabel
from fieldcheck.ui.shortcut_overview import keys_of
from fieldcheck.ui.theme import Theme, apply_theme
from fieldcheck.ui.tokens import LIGHT, THEMES, Tokens, contrast
from tests.gallery.__main__ import load_scenes
from tests.gallery.scenes import SCENES, staged

load_scenes()
EVERY_SCENE = pytest.mark.parametrize("name", sorted(SCENES))
WIDE_OPEN = ("review", "outcome", "day", "prepare", "settings", "trail", "desk", "cluster", "letters")
_SPARE = 24
"""How much higher a sheet may be than it must (px)."""
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
def test_every_control_has_a_name_fits_the_smallest_laptop_and_is_reached_by_tab(
    qtbot: QtBot, name: str
) -> None:
    whole = show(qtbot, name)
    interface = QAccessible.queryAccessibleInterface(whole)
    assert interface is not None
    assert unnamed(interface) == []
    assert (whole.width() <= 1366, whole.height() <= 768) == (True, True)
    assert name == "kit" or len(main_actions(whole)) <= 1
    assert not SCENES[name].bar or name == "kit" or keys_of(whole) != (), "F1 tells nothing of it"
    assert not_reached_by_tab(whole) == []


def test_every_page_and_sheet_stands_in_the_gallery(qtbot: QtBot) -> None:
    drawn: set[type] = set()
    for one in SCENES.values():
        if not one.name.startswith("intake-"):
            whole = staged(one, "nl")
            qtbot.addWidget(whole)
            drawn.update(type(found) for found in (whole, *whole.findChildren(QWidget)))
    pages = {
        kind
        for module in pkgutil.iter_modules(fieldcheck.ui.pages.__path__, "fieldcheck.ui.pages.")
        for kind in vars(importlib.import_module(module.name)).values()
        if isinstance(kind, type) and issubclass(kind, QWidget) and kind.__module__ == module.name
    }
    bases = {kind for kind in pages if any(kind in other.__mro__[1:] for other in pages)}
    assert {kind.__name__ for kind in pages - bases - drawn} == set()


@EVERY_SCENE
@pytest.mark.parametrize("scale", [1.0, 1.5])
def test_no_words_are_cut(qtbot: QtBot, qapp: QApplication, name: str, scale: float) -> None:
    apply_theme(qapp, Theme(LIGHT, scale))
    whole = show(qtbot, name, "en" if "en" in SCENES[name].languages else "nl")
    assert _cut_words(whole) == []


@pytest.mark.parametrize("name", [name for name in sorted(SCENES) if name.startswith(WIDE_OPEN)])
def test_no_words_are_cut_where_there_is_room(qtbot: QtBot, qapp: QApplication, name: str) -> None:
    """The pages that lay themselves out otherwise on a wide screen."""
    apply_theme(qapp, Theme(LIGHT, 1.0))
    whole = show(qtbot, name)
    whole.resize(1920, 1080)
    QApplication.processEvents()
    assert _cut_words(whole) == []


@pytest.mark.parametrize("name", sorted(one.name for one in SCENES.values() if one.sheet))
def test_a_sheet_is_as_high_as_its_words_and_nothing_lies_over_another(
    qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    apply_theme(qapp, Theme(LIGHT, 1.0))
    whole = show(qtbot, name)
    layout = whole.layout()
    assert layout is not None
    assert whole.height() <= layout.totalHeightForWidth(whole.width()) + _SPARE
    inside = [one for one in whole.children() if isinstance(one, QWidget) and one.isVisible()]
    over = [
        f"{one!r} over {other!r}"
        for one, other in itertools.combinations(inside, 2)
        if one.geometry().intersects(other.geometry())
    ]
    assert over == []


@pytest.mark.parametrize("name", sorted(one.name for one in SCENES.values() if one.sheet))
def test_a_sheet_in_large_letters_is_no_higher_than_the_screen(
    qtbot: QtBot, qapp: QApplication, name: str
) -> None:
    apply_theme(qapp, Theme(LIGHT, 1.5))
    whole = show(qtbot, name)
    assert whole.minimumHeight() <= whole.height() <= whole.screen().availableGeometry().height()


@pytest.mark.parametrize("tokens", THEMES.values(), ids=THEMES)
def test_what_stands_in_an_empty_field_can_be_read(qtbot: QtBot, qapp: QApplication, tokens: Tokens) -> None:
    apply_theme(qapp, Theme(tokens, 1.0))
    field = QLineEdit()
    qtbot.addWidget(field)
    field.setPlaceholderText("Zoeken")
    field.show()
    drawn = field.palette().color(QPalette.ColorRole.PlaceholderText)
    assert drawn.alpha() == 255
    assert contrast(drawn.name(), tokens.surface) >= 4.5


def main_actions(whole: QWidget) -> list[str]:
    """What is filled in the colour of the main action; the alarm has a colour of its own."""
    found = whole.findChildren(PrimaryButton)
    return [
        one.label()
        for one in found
        if one.isVisible() and one.isEnabled() and not isinstance(one, AcuteButton)
    ]


def not_reached_by_tab(whole: QWidget) -> list[str]:
    """What Tab never comes by, begun where the window begins; see ``MainWindow._show_page``."""
    whole.activateWindow()
    whole.setFocus()
    for begun in (whole.focusProxy(), whole):
        if begun is not None:
            begun.setFocusProxy(None)  # type: ignore[arg-type]
    stops = [one for one in whole.findChildren(QWidget) if _is_stop(one)]
    reached: list[QWidget] = []
    for _ in range(len(stops) + 40):
        QTest.keyClick(QApplication.focusWidget() or whole, Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        if now is None or now in reached:
            break
        reached.append(now)
    return [f"{one.objectName()} {one.accessibleName()!r}" for one in stops if one not in reached]


def _is_stop(one: QWidget) -> bool:
    if not one.isVisible() or not one.isEnabled() or one.focusProxy() is not None:
        return False
    if isinstance(one, QAbstractButton) and (one.autoExclusive() or one.group()):
        return False  # the arrows go through these
    return bool(one.focusPolicy() & Qt.FocusPolicy.TabFocus) and type(one) is not QScrollArea


def _cut_words(whole: QWidget) -> list[str]:
    return [
        f"{widget.text()!r} {widget.width()}x{widget.height()}"
        for widget in (*whole.findChildren(QPushButton), *whole.findChildren(QLabel))
        if widget.isVisible() and widget.text() and not isinstance(widget, CutLabel) and _is_cut(widget)
    ]


def _is_cut(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.wordWrap():
        metrics, words = widget.fontMetrics(), widget.text().replace("-", " ").replace("/", " ").split()
        if max((metrics.horizontalAdvance(word) for word in words), default=0) > widget.width():
            return True  # wraps between words only
        return widget.height() < widget.heightForWidth(widget.width())
    return widget.width() < widget.minimumSizeHint().width()
