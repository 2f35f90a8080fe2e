"""What the ways of answering owe to fingers and to screen readers, in every prepared picture of them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QCalendarWidget, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from fieldcheck.i18n import texts
from fieldcheck.ui.answers.lists import ChoiceList
from fieldcheck.ui.answers.searching import folded
from fieldcheck.ui.controls import ChoiceRow
from fieldcheck.ui.labels import begins_right, legible
from fieldcheck.ui.pages.interview import InterviewPage
from fieldcheck.ui.theme import Theme, apply_theme
from fieldcheck.ui.tokens import DARK, HIGH_CONTRAST, LIGHT, Tokens, contrast
from tests.gallery.__main__ import load_scenes
from tests.gallery.scenes import SCENES, staged
from tests.gallery.still import Still, still_shell
from tests.gallery.widget_scenes import widget_state

load_scenes()
WIDGETS = sorted(name for name in SCENES if name.startswith("widget-") and not name.endswith("-nl"))
FINGER = 44
SHOWN_IN_TURN = (
    ("/data/words/story", {"/data/words/story": "Een\nTwee"}),
    ("/data/scales/effort", {"/data/scales/effort": "7"}),
    ("/data/scales/warmth", {}),
    ("/data/scales/stars", {"/data/scales/stars": "2"}),
    ("/data/scales/order", {"/data/scales/order": "bed pay doctor bus"}),
    ("/data/dates/arrival", {"/data/dates/arrival": "2026-11-03"}),
    ("/data/dates/contract_month", {"/data/dates/contract_month": "2026-03-01"}),
    ("/data/dates/check", {"/data/dates/check": "2026-11-20T14:05:00.000+01:00"}),
    ("/data/choosing/country", {"/data/choosing/country": "pl"}),
    ("/data/choosing/passport_of", {}),
    ("/data/choosing/packed", {"/data/choosing/packed": "bed"}),
    ("/data/choosing/often/often_shout", {"/data/choosing/often/often_shout": "often"}),
    ("/data/files/photo", {}),
    ("/data/page/town", {"/data/page/town": "Ede"}),
    ("/data/person", {}),
)
Role = QAccessible.Role


def show(qtbot: QtBot, name: str) -> QWidget:
    widget = staged(SCENES[name], "nl")
    qtbot.addWidget(widget)
    widget.resize(1366, 768)
    widget.show()
    QApplication.processEvents()
    return widget


def role(widget: QWidget) -> QAccessible.Role:
    interface = QAccessible.queryAccessibleInterface(widget)
    assert interface is not None
    return interface.role()


@pytest.mark.parametrize("name", WIDGETS)
def test_whatever_can_be_pressed_is_large_enough_for_a_finger(qtbot: QtBot, name: str) -> None:
    whole = show(qtbot, name)
    small = [
        f"{type(one).__name__} {one.accessibleName()!r} {one.width()}x{one.height()}"
        for one in (*whole.findChildren(QAbstractButton), *whole.findChildren(QLineEdit))
        if one.isVisible() and one.isEnabled() and not _in_calendar(one)
        and (one.width() < FINGER or one.height() < FINGER)
    ]  # fmt: skip
    assert small == []


def _in_calendar(widget: QWidget) -> bool:
    """Its days are cells of one view, 44 px each; its year field shows only when the year is pressed."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QCalendarWidget):
        parent = parent.parentWidget()
    return parent is not None and isinstance(widget, QLineEdit)


@pytest.mark.parametrize(
    ("name", "kind", "wanted"),
    [
        ("widget-likert-pl", ChoiceRow, Role.RadioButton),
        ("widget-range-stars-pl", ChoiceRow, Role.RadioButton),
        ("widget-columns-ar", ChoiceRow, Role.RadioButton),
        ("widget-several-pl", ChoiceRow, Role.CheckBox),
        ("widget-columns-pack-pl", ChoiceRow, Role.CheckBox),
        ("widget-acknowledge-pl", ChoiceRow, Role.CheckBox),
        ("widget-table-ar", ChoiceRow, Role.RadioButton),
    ],
)
def test_a_screen_reader_hears_whether_one_or_several_can_be_chosen(
    qtbot: QtBot, name: str, kind: type[QWidget], wanted: QAccessible.Role
) -> None:
    whole = show(qtbot, name)
    found = [one for one in whole.findChildren(kind) if one.isVisible()]
    assert found
    assert {role(one) for one in found} == {wanted}
    for one in found:
        interface = QAccessible.queryAccessibleInterface(one)
        assert interface is not None
        assert bool(interface.state().checked) == (isinstance(one, ChoiceRow) and one.isChecked())


def test_lists_tell_each_line_with_its_dutch_and_whether_it_is_chosen(qtbot: QtBot) -> None:
    whole = show(qtbot, "widget-autocomplete-pl")
    (found,) = (one for one in whole.findChildren(ChoiceList) if one.isVisible())
    assert role(found) is Role.List
    spoken = [row.spoken for row in found.lines.rows()]
    assert "Rumunia, Roemenië, gekozen" in spoken


def test_showing_any_question_after_any_other_tells_nothing(qtbot: QtBot) -> None:
    states = [
        widget_state(reference, tag, answers, {})
        for reference, answers in SHOWN_IN_TURN
        for tag in ("pl", "ar", "nl")
    ]
    still = Still(states[0])
    page = InterviewPage(still, texts("nl"), still_shell())  # type: ignore[arg-type]
    qtbot.addWidget(page)
    for state in (*states, *reversed(states)):
        still.become(state)
        still.become(replace(state, turned=True))
    assert [heard for heard in still.heard if heard[0] != "focus"] == []


@pytest.mark.parametrize("tokens", [LIGHT, DARK, HIGH_CONTRAST], ids=lambda one: one.name)
@pytest.mark.parametrize("colour", ["red", "yellow", "#000000", "white", "#008000", "purple", "nonsense"])
def test_a_colour_of_the_form_can_always_be_read(qapp: QApplication, tokens: Tokens, colour: str) -> None:
    apply_theme(qapp, Theme(tokens))
    assert contrast(legible(colour), tokens.ground) >= 4.5


def test_searching_forgives_capitals_and_accents() -> None:
    assert folded("  ROEMENIË ") == "roemenie"
    assert folded("Łódź") == "lodz"


def test_words_begin_at_the_side_of_their_script() -> None:
    assert begins_right("١٢ شقة")
    assert not begins_right("Ede (شقة)")
    assert not begins_right("12")
