"""The catalogues as they are: fresh, whole, well spelt, and within the bundled fonts."""

import re
import unicodedata
from functools import cache
from pathlib import Path

import pytest
from PIL import ImageFont
from reportlab.pdfbase.ttfonts import TTFontFile

from fieldcheck.assets import folder, font
from fieldcheck.catalogues import form_cells
from fieldcheck.i18n import LANGUAGES, Language, language
from fieldcheck.i18n.commands import check_all
from fieldcheck.i18n.upkeep import read, sources

CATALOGUES = sources(folder("translations"))
QUESTION_MARKS = "?؟？"
_FIELD = re.compile(r"\$?\{[^{}]*\}")


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


INVISIBLE = {"\n", "\u200c"}
"""Line ends, and the mark that keeps two Persian letters apart."""
OTHER_FONTS = (
    "NotoSansArabic-Regular.ttf",
    "NotoSansSC-Regular.ttf",
    "NotoSansSymbols-Regular.ttf",
    "NotoSansSymbols2-Regular.ttf",
)
SCRIPT_FONTS = {"Arab": "NotoSansArabic", "Hans": "NotoSansSC"}


@cache
def _characters(name: str) -> frozenset[int]:
    return frozenset(TTFontFile(str(font(name))).charToGlyph)


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
@pytest.mark.parametrize("weight", ["Regular", "Medium", "SemiBold", "Bold", "Italic"])
def test_the_fonts_have_every_character(path: Path, weight: str) -> None:
    needed = {character for word in _words(path) for character in word if character not in INVISIBLE}
    names = (f"NotoSans-{weight}.ttf", *OTHER_FONTS)
    drawn = frozenset[int]().union(*map(_characters, names))
    assert not {character for character in needed if ord(character) not in drawn}


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_letters_come_from_one_font(path: Path) -> None:
    """Symbols may come from the symbol fonts, letters never: a word in two fonts looks broken."""
    own = SCRIPT_FONTS.get(language(_tag(path)).script, "NotoSans")
    for weight in ("Regular", "Bold"):
        drawn = _characters(f"{own}-{weight}.ttf")
        for word in _words(path):
            letters = {sign for sign in word if sign.isalpha() and (own == "NotoSans" or ord(sign) > 0x24F)}
            assert not {letter for letter in letters if ord(letter) not in drawn}, word


@pytest.mark.parametrize("known", [one for one in LANGUAGES if one.tag != "nl"], ids=lambda one: one.tag)
def test_words_are_in_the_script_of_the_language(known: Language) -> None:
    """No Latin ``a`` in a Cyrillic word, no Arabic ``ي`` in a Persian one, no cedilla in a Romanian one."""
    strange = {"fa": "\u064a\u0643", "ro": "şţ", "uk": "ыэъё", "bg": "ыэё", "ru": "іїєґ"}
    for path in CATALOGUES:
        if _tag(path) == known.tag:
            for word in _words(path):
                assert not set(strange.get(known.tag, "")) & set(word.casefold()), word
                if known.script == "Cyrl":
                    assert not re.search(
                        r"[a-zà-ž][а-яіїєґ]|[а-яіїєґ][a-zà-ž]", _FIELD.sub(" ", word), re.I
                    ), word


def test_the_fonts_can_be_drawn() -> None:
    for name in ("NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf", "NotoSansMono-Regular.ttf"):
        assert ImageFont.truetype(str(font(name)), 20).getlength("\u0644 ą ș 1") > 0


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_letters_are_whole(path: Path) -> None:
    """Composed letters (NFC): ế is one letter, not an e with two marks."""
    for word in _words(path):
        assert unicodedata.is_normalized("NFC", word), word


@pytest.mark.parametrize("path", CATALOGUES, ids=_name)
def test_nothing_loose_at_the_ends(path: Path) -> None:
    """Space around a text and the mark at its end are as in the Dutch."""
    for message in read(path.read_bytes(), _tag(path)):
        dutch = message.id if isinstance(message.id, str) else message.id[0]
        word = message.string if isinstance(message.string, str) else message.string[0]
        if dutch and word:
            assert len(word) - len(word.lstrip()) == len(dutch) - len(dutch.lstrip()), word
            assert word[-1:].isspace() == dutch[-1:].isspace(), word
            assert (word[-1] in QUESTION_MARKS) == (dutch[-1] == "?"), word
            assert ("  " in word.strip()) == ("  " in dutch.strip()), word
