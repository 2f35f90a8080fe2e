"""Every text of every catalogue is shaped with the bundled fonts alone, and no letter is missing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFont, QFontDatabase, QTextLayout, QTextOption
from PySide6.QtWidgets import QApplication

from fieldcheck import assets
from fieldcheck.i18n import LANGUAGES, Language, language
from fieldcheck.i18n.upkeep import forms_of, read, sources
from fieldcheck.ui.theme import FAMILIES

CATALOGUES = sources(assets.folder("translations"))
UNSEEN = str.maketrans("", "", "\u200c\u200d\u200e\u200f\u061c\n")
"""Marks for a layout, which have no glyph of their own."""


def _tag(path: Path) -> str:
    return path.relative_to(assets.folder("translations")).parts[0]


@pytest.fixture(scope="module")
def font() -> Iterator[QFont]:
    """The font of every window."""
    app = QApplication.instance() or QApplication([])
    loaded = [QFontDatabase.addApplicationFont(str(path)) for path in assets.fonts()]
    assert -1 not in loaded
    found = QFont()
    found.setFamilies(list(FAMILIES))
    found.setPixelSize(20)
    yield found
    del app


def _missing(text: str, font: QFont, *, right_to_left: bool) -> set[str]:
    """Fonts that are not ours, or "" where a glyph is missing."""
    layout = QTextLayout(text.translate(UNSEEN), font)
    if right_to_left:
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.RightToLeft)
        layout.setTextOption(option)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    found: set[str] = set()
    for run in layout.glyphRuns():
        if 0 in run.glyphIndexes():
            found.add("")
        if run.rawFont().familyName() not in FAMILIES:
            found.add(run.rawFont().familyName())
    return found


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: "/".join(path.parts[-3:]))
def test_every_text_is_drawn_with_our_fonts(path: Path, font: QFont) -> None:
    mirrored = language(_tag(path)).right_to_left
    for message in read(path.read_bytes(), _tag(path)):
        for text in forms_of(message) if message.id else ():
            assert not _missing(text, font, right_to_left=mirrored), text


@pytest.mark.parametrize("known", LANGUAGES, ids=lambda known: known.tag)
def test_languages_are_named_with_our_fonts(known: Language, font: QFont) -> None:
    assert not _missing(known.name_native, font, right_to_left=known.right_to_left)


def test_a_letter_that_is_missing_is_found(font: QFont) -> None:
    """Thai is in none of the bundled fonts; else this test could not fail."""
    assert _missing("ภาษาไทย", font, right_to_left=False)


def test_arabic_letters_join_and_vietnamese_marks_stack(font: QFont) -> None:
    def glyphs(text: str) -> list[int]:
        layout = QTextLayout(text, font)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        return [glyph for run in layout.glyphRuns() for glyph in run.glyphIndexes()]

    apart = {glyphs(letter)[0] for letter in "حقوق"}
    assert not apart & set(glyphs("حقوق")[1:3]), "letters inside a word have forms of their own"
    assert glyphs("ế") == glyphs("e\u0302\u0301"), "one glyph, however it was typed"
