"""What Qt says itself is in the language of the officer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QApplication

from fieldcheck.ui.theme import speak_own_words


@pytest.fixture(autouse=True)
def _as_it_was(qapp: QApplication) -> Iterator[None]:
    yield
    for translator in qapp.findChildren(QTranslator):
        qapp.removeTranslator(translator)
        translator.deleteLater()


@pytest.mark.parametrize(("tag", "word"), [("nl", "Annuleren"), ("en", "Cancel")])
def test_the_buttons_of_its_dialogues(tag: str, word: str, qapp: QApplication) -> None:
    assert speak_own_words(qapp, tag)
    assert QCoreApplication.translate("QPlatformTheme", "Cancel").replace("&", "") == word


def test_a_language_it_does_not_have_stays_english(qapp: QApplication) -> None:
    assert not speak_own_words(qapp, "qps-ploc")


def test_after_dutch_it_speaks_english_again(qapp: QApplication) -> None:
    """Qt's own English catalogue is nearly empty, so the Dutch one has to go."""
    assert speak_own_words(qapp, "nl")
    assert speak_own_words(qapp, "en")
    assert QCoreApplication.translate("QPlatformTheme", "Cancel").replace("&", "") == "Cancel"
