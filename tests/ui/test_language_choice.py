"""Choosing among seventeen languages: by digit, by typing, by Enter, and what is offered first."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from typing_keys import type_text

from fieldcheck.i18n import texts
from fieldcheck.ui.language_choice import LanguageChoice
from fieldcheck.viewmodels.languages import ALL, found, most_used, offered
from tests.gallery.desk import cases


class Chosen:
    """The choice on screen, with what was picked."""

    def __init__(self, qtbot: QtBot, usual: tuple[str, ...] = ()) -> None:
        self.choice = LanguageChoice(texts("nl"), offered(ALL, usual=usual, current="pl"))
        self.picked: list[str] = []
        self.choice.picked.connect(self.picked.append)
        qtbot.addWidget(self.choice)
        self.choice.resize(900, 600)
        self.choice.show()
        self.choice.activateWindow()
        qtbot.waitUntil(self.choice.isActiveWindow)
        self.choice.setFocus()

    def tags(self) -> list[str]:
        return [one.objectName().removeprefix("language-") for one in self.choice.tiles()]


def test_what_is_usual_comes_first_and_dutch_last() -> None:
    tags = [one.tag for one in offered(ALL, usual=("ro", "xx", "bg"))]
    assert tags[:2] == ["ro", "bg"]
    assert tags[-1] == "nl"
    assert sorted(tags) == sorted(ALL)


def test_a_foreign_form_offers_its_languages_by_their_own_names_or_by_their_tags() -> None:
    views = offered(("Klingons", "nl", "fr", "uk", "pl"), usual=("ro", "uk"))
    assert [one.tag for one in views] == ["uk", "pl", "Klingons", "fr", "nl"]
    named = {one.tag: (one.native, one.dutch) for one in views}
    assert named["fr"] == ("Français", "Frans")
    assert named["Klingons"] == ("Klingons", "Klingons")
    assert [one.tag for one in found(views, "kling")] == ["Klingons"]


def test_the_languages_of_the_cases_are_counted() -> None:
    spoken = [replace(cases()[0], language=tag) for tag in ("bg", "ro", "", "ro")]
    assert most_used(spoken) == ("ro", "bg")


@pytest.mark.parametrize(
    ("typed", "tag"),
    [("roe", "ro"), ("RUM", ""), ("тур", ""), ("tiê", "vi"), ("turk", "tr"), ("Perz", "fa"), ("中", "")],
)
def test_a_language_is_found_by_the_begin_of_any_of_its_names(typed: str, tag: str) -> None:
    assert [one.tag for one in found(offered(ALL), typed)] == ([tag] if tag else [])


def test_it_is_found_by_its_own_script_and_by_its_second_word() -> None:
    assert [one.tag for one in found(offered(ALL), "укр")] == ["uk"]
    assert [one.tag for one in found(offered(ALL), "简")] == ["zh-Hans"]
    assert [one.tag for one in found(offered(ALL), "viet")] == ["vi"]
    assert [one.tag for one in found(offered(ALL), "ال")] == ["ar"]


def test_a_digit_picks_at_once(qtbot: QtBot) -> None:
    chosen = Chosen(qtbot, usual=("ro", "bg"))
    type_text("2")
    assert chosen.picked == ["bg"]


def test_letters_narrow_the_choice_and_enter_takes_the_first(qtbot: QtBot) -> None:
    chosen = Chosen(qtbot)
    type_text("po")
    assert chosen.tags() == ["pl", "pt"]
    assert chosen.picked == []
    type_text("2")
    assert chosen.picked == ["pt"]
    QTest.keyClick(chosen.choice.search, Qt.Key.Key_Return)
    assert chosen.picked == ["pt", "pl"]
    QTest.keyClick(chosen.choice.search, Qt.Key.Key_Escape)
    assert len(chosen.tags()) == len(ALL)


def test_enter_with_nothing_typed_picks_nothing(qtbot: QtBot) -> None:
    chosen = Chosen(qtbot)
    QTest.keyClick(chosen.choice.search, Qt.Key.Key_Return)
    type_text("xyz")
    QTest.keyClick(chosen.choice.search, Qt.Key.Key_Return)
    assert (chosen.picked, chosen.tags()) == ([], [])


def test_what_is_typed_on_a_tile_is_searched_for(qtbot: QtBot) -> None:
    chosen = Chosen(qtbot)
    QTest.keyClick(chosen.choice.search, Qt.Key.Key_Down)
    first = chosen.choice.tiles()[0]
    assert first.hasFocus()
    QTest.keyClick(first, Qt.Key.Key_H)
    assert chosen.tags() == ["hu"]
    QTest.keyClick(chosen.choice.search, Qt.Key.Key_Down)
    QTest.keyClick(chosen.choice.tiles()[0], Qt.Key.Key_Return)
    assert chosen.picked == ["hu"]


def test_an_officer_with_english_screens_reads_english_names() -> None:
    (pole, dutch) = offered(("pl", "nl"), reader="en")
    assert (pole.native, pole.dutch, dutch.dutch) == ("Polski", "Polish", "Dutch")
    assert found((pole, dutch), "pools") == (pole,)
