"""The catalogues as they are: fresh, whole, well spelt, and within the bundled fonts."""

import unicodedata
from functools import cache
from pathlib import Path

import pytest
from PIL import ImageFont
from reportlab.pdfbase.ttfonts import TTFontFile

from fieldcheck.assets import folder, font
from fieldcheck.catalogues import form_cells
from fieldcheck.i18n.commands import check_all
from fieldcheck.i18n.upkeep import read, sources

CATALOGUES = sources(folder("translations"))


def _tag(path: Path) -> str:
    return path.relative_to(folder("translations")).parts[0]


def _name(path: Path) -> str:
    return path.relative_to(folder("translations")).as_posix()


def _words(path: Path) -> list[str]:
    found: list[str] = []
    for message in read(path.read_bytes(), _tag(path)):
        if message.id:
            found += [message.string] if isinstance(message.string, str) else message.string
    return found


def test_every_catalogue_is_fresh_and_whole() -> None:
    """When this fails: ``fieldcheck translations extract``, then translate what is new."""
    assert check_all(form_cells()) == ()


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_each_catalogue_says_whether_it_is_approved(path: Path) -> None:
    head = path.read_text(encoding="utf-8").partition("\n\n")[0]
    assert head.count('"X-Fieldcheck-Status: draft') + head.count('"X-Fieldcheck-Status: approved') == 1


@cache
def _characters(name: str) -> frozenset[int]:
    return frozenset(TTFontFile(str(font(name))).charToGlyph)


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold", "Bold", "Italic"])
def test_the_fonts_have_every_character(path: Path, weight: str) -> None:
    needed = {character for word in _words(path) for character in word if character != "\n"}
    names = (f"NotoSans-{weight}.ttf", "NotoSansSymbols-Regular.ttf", "NotoSansSymbols2-Regular.ttf")
    drawn = frozenset[int]().union(*map(_characters, names))
    assert not {character for character in needed if ord(character) not in drawn}


def test_letters_come_from_one_font() -> None:
    """Symbols may come from the symbol fonts, letters never: a word in two fonts looks broken."""
    for path in CATALOGUES:
        letters = {character for word in _words(path) for character in word if character.isalnum()}
        assert not {letter for letter in letters if ord(letter) not in _characters("NotoSans-Regular.ttf")}


def test_the_fonts_can_be_drawn() -> None:
    for name in ("NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf", "NotoSansMono-Regular.ttf"):
        assert ImageFont.truetype(str(font(name)), 20).getlength("\u0644 ą ș 1") > 0


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_letters_are_whole_and_romanian_has_commas(path: Path) -> None:
    """Composed letters (NFC), and ș ț with a comma below: the cedilla is another letter."""
    for word in _words(path):
        assert unicodedata.is_normalized("NFC", word), word
        assert not set("şţŞŢ") & set(word), word


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_nothing_loose_at_the_ends(path: Path) -> None:
    """Space around a text and the mark at its end are as in the Dutch."""
    for message in read(path.read_bytes(), _tag(path)):
        dutch = message.id if isinstance(message.id, str) else message.id[0]
        word = message.string if isinstance(message.string, str) else message.string[0]
        if dutch and word:
            assert len(word) - len(word.lstrip()) == len(dutch) - len(dutch.lstrip()), word
            assert word[-1:].isspace() == dutch[-1:].isspace(), word
            assert (word[-1] == "?") == (dutch[-1] == "?"), word
            assert ("  " in word.strip()) == ("  " in dutch.strip()), word
