"""The controls: pressed by hand and by key, named for screen readers, large enough, mirrored."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fieldcheck.ui import shortcuts
from fieldcheck.ui.controls import (
    ChoiceRow,
    Column,
    Field,
    Label,
    Notice,
    OutlinedButton,
    Picker,
    PrimaryButton,
    QuietButton,
    StateChip,
    stack,
)
from fieldcheck.ui.theme import Theme, apply_theme
from fieldcheck.ui.tokens import LIGHT


def shown(qtbot: QtBot, *items: QWidget) -> QWidget:
    window = QWidget()
    stack(*items, parent=window)
    qtbot.addWidget(window)
    window.resize(900, 600)
    window.show()
    with qtbot.waitActive(window):
        window.activateWindow()
    return window


def test_a_shortcut_presses_its_button_from_anywhere(qtbot: QtBot) -> None:
    field, button = Field("Naam"), PrimaryButton("Volgende", shortcuts.ENTER)
    window = shown(qtbot, field, button)
    assert window.isActiveWindow()
    field.edit.setFocus()
    with qtbot.waitSignal(button.clicked):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)


def test_enter_presses_the_focused_button_not_the_main_one(qtbot: QtBot) -> None:
    main, back = PrimaryButton("Volgende", shortcuts.ENTER), OutlinedButton("Terug")
    window = shown(qtbot, main, back)
    assert window.isActiveWindow()
    pressed: list[str] = []
    main.clicked.connect(lambda: pressed.append("main"))
    back.clicked.connect(lambda: pressed.append("back"))
    back.setFocus()
    qtbot.keyClick(back, Qt.Key.Key_Return)
    qtbot.keyClick(back, Qt.Key.Key_Enter)
    qtbot.keyClick(back, Qt.Key.Key_Space)
    assert pressed == ["back"] * 3


def test_the_letter_of_a_state_is_not_taken_from_a_text_field(qtbot: QtBot) -> None:
    field, chip = Field("Notitie"), StateChip("Weigert", shortcuts.REFUSED)
    window = shown(qtbot, field, chip)
    assert window.isActiveWindow()
    field.edit.setFocus()
    qtbot.keyClick(field.edit, Qt.Key.Key_W)
    assert (field.text(), chip.isChecked()) == ("w", False)


def test_a_disabled_or_hidden_button_ignores_its_shortcut(qtbot: QtBot) -> None:
    field, button = Field("Naam"), PrimaryButton("Volgende", shortcuts.ENTER)
    window = shown(qtbot, field, button)
    assert window.isActiveWindow()
    button.setEnabled(False)
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)
    button.setEnabled(True)
    button.hide()
    with qtbot.assertNotEmitted(button.clicked):
        qtbot.keyClick(field.edit, Qt.Key.Key_Return)


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("kind", [PrimaryButton, OutlinedButton, QuietButton, StateChip, Picker])
def test_nothing_pressable_is_under_44_pixels(
    qtbot: QtBot, qapp: QApplication, scale: float, kind: type
) -> None:
    apply_theme(qapp, Theme(LIGHT, scale))
    control = kind("Ja")
    qtbot.addWidget(control)
    assert control.sizeHint().height() >= 44 * scale


def test_an_ampersand_stays_an_ampersand(qtbot: QtBot) -> None:
    button = OutlinedButton("Bed & bad")
    qtbot.addWidget(button)
    assert (button.label(), button.accessibleName()) == ("Bed & bad", "Bed & bad")


def test_the_whole_choice_row_can_be_pressed(qtbot: QtBot) -> None:
    choice = ChoiceRow("Ja sam", "Ikzelf", digit="1")
    window = shown(qtbot, choice)
    assert window.isActiveWindow()
    for x in (3, choice.width() // 2, choice.width() - 3):
        before = choice.isChecked()
        qtbot.mouseClick(choice, Qt.MouseButton.LeftButton, pos=choice.rect().center().__class__(x, 20))
        assert choice.isChecked() is not before


def test_long_words_make_a_row_higher_instead_of_cutting_them(qtbot: QtBot) -> None:
    short, long = ChoiceRow("Ja", "Ja", digit="1"), ChoiceRow("bardzo długa odpowiedź " * 8, "lang " * 30)
    qtbot.addWidget(short)
    qtbot.addWidget(long)
    assert short.heightForWidth(800) == 60
    assert long.heightForWidth(800) > 100
    assert long.heightForWidth(500) > long.heightForWidth(800)


def _ink_columns(image: QImage, left: int, right: int) -> int:
    ground = image.pixelColor(8, 30)
    return sum(any(image.pixelColor(x, y) != ground for y in range(12, 48)) for x in range(left, right))


def test_a_row_from_right_to_left_is_mirrored(qtbot: QtBot) -> None:
    for mirrored in (False, True):
        choice = ChoiceRow("أنا", "", digit="1", right_to_left=mirrored)
        qtbot.addWidget(choice)
        choice.resize(600, 60)
        image = choice.grab().toImage()
        left, right = _ink_columns(image, 8, 140), _ink_columns(image, 460, 592)
        assert (right > 20 and left == 0) if mirrored else (left > 20 and right == 0)


def test_a_notice_speaks_as_one_and_hides_when_empty(qtbot: QtBot) -> None:
    notice = Notice()
    qtbot.addWidget(notice)
    notice.show_words("De schijf is vol.", "Er is niets gewijzigd.", "Maak ruimte.")
    assert notice.words() == "De schijf is vol. Er is niets gewijzigd. Maak ruimte."
    notice.show_words("")
    assert notice.words() == ""


def test_markup_in_words_is_shown_not_obeyed(qtbot: QtBot) -> None:
    label = Label("<b>naam</b>")
    qtbot.addWidget(label)
    assert label.textFormat() is Qt.TextFormat.PlainText


def test_a_picker_that_is_filled_tells_nobody(qtbot: QtBot) -> None:
    picker = Picker("Rol")
    qtbot.addWidget(picker)
    with qtbot.assertNotEmitted(picker.activated):
        picker.offer((("a", "Een"), ("b", "Twee")), "b")
    assert (picker.currentData(), picker.accessibleName()) == ("b", "Rol")


def test_a_column_is_never_wider_than_its_limit(qtbot: QtBot) -> None:
    column, probe = Column(limit=400), Label("x")
    column.body.addWidget(probe)
    window = shown(qtbot, column)
    for width in (1600, 900, 500):
        window.resize(width, 500)
        QApplication.processEvents()
        assert probe.width() <= min(400, width)


def test_none_has_a_reserve_of_references(qtbot: QtBot) -> None:
    """See fieldcheck.ui: without it PySide6 6.12.0 aborts Python 3.11 after some thousand calls."""
    import sys

    if sys.version_info < (3, 12):
        assert sys.getrefcount(None) > 1 << 39
