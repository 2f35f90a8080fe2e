"""Figures and Latin letters in a text stand as the style file of the language says."""

import re
from collections.abc import Iterator
from decimal import Decimal

import pytest

from fieldcheck.assets import folder
from fieldcheck.i18n import LANGUAGES, number

TRANSLATIONS = folder("translations")
CHINESE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
# No space beside a Chinese character, Chinese punctuation after one, no separator of thousands.
IN_CHINESE = (
    rf"{CHINESE}[^\S\n]|[^\S\n]{CHINESE}|{CHINESE}[,.:;?!()]|[,.:;?!()]{CHINESE}"
    r"|\d(?:\.|,|[^\S\n])\d{3}(?!\d)"
)
# 1000, but 100 000 with a hard space: who reads these takes a dot or a comma for a decimal sign, or may.
SPACED = r"\d(?:[.,]|[^\S\n\u00a0])\d{3}(?!\d)|\d{5}|(?<![\d\u00a0])\d\u00a0\d{3}(?!\u00a0?\d)"
# 1.000 and 100.000 (in English 1,000): a round thousand without it is written another way elsewhere.
DOTTED = r"\d(?:,|[^\S\n])\d{3}(?!\d)|\d{5}|(?<![\d.])[1-9]000(?!\d)"
COMMAED = r"\d(?:\.|[^\S\n])\d{3}(?!\d)|\d{5}|(?<![\d,])[1-9]000(?!\d)"
WRONG = {
    "zh-Hans": IN_CHINESE,
    **dict.fromkeys(("ar", "bg", "es", "fa", "hu", "lt", "pl", "pt", "ru", "sk", "uk"), SPACED),
    **dict.fromkeys(("ro", "tr", "vi"), DOTTED),
    "en": COMMAED,
}
CLOCK = r"(?<!\d)\d\.30(?!\d)"
"""A time of day as people type it (5.30), which is no decimal."""


TRANSLATION = re.compile(r'^msgstr(?:\[\d\])? ((?:".*"\n)+)', re.MULTILINE)


def _texts(tag: str) -> Iterator[str]:
    """Every translation; read by hand, since parsing all catalogues takes seconds."""
    for path in sorted((TRANSLATIONS / tag).rglob("*.po")):
        _, *found = TRANSLATION.findall(path.read_text("utf-8"))  # the first is the head
        for lines in found:
            yield "".join(line[1:-1] for line in lines.splitlines()).replace("\\n", "\n")


def _decimals(text: str) -> str:
    """The signs between a figure and one or two decimals."""
    without_times = re.sub(CLOCK, "", text)
    return "".join(re.findall(r"(?<![\d.,:-])\d+([.,])\d{1,2}(?![\d]|[.,:-]\d)", without_times))


def test_every_language_has_its_way() -> None:
    assert set(WRONG) == {known.tag for known in LANGUAGES if (TRANSLATIONS / known.tag).is_dir()}


@pytest.mark.parametrize("tag", WRONG)
def test_figures_stand_as_the_style_file_says(tag: str) -> None:
    texts = list(_texts(tag))
    assert len(texts) > 1000
    assert [text for text in texts if re.search(WRONG[tag], text)] == []


@pytest.mark.parametrize("tag", WRONG)
def test_the_decimal_sign_is_the_one_the_program_writes(tag: str) -> None:
    sign = number(Decimal("5.5"), tag)[1]
    texts = list(_texts(tag))
    assert [text for text in texts if set(_decimals(text)) - {sign}] == []
    assert any(_decimals(text) for text in texts)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        ("zh-Hans", "最多 12 小时"),
        ("zh-Hans", "请看, 谢谢"),
        ("zh-Hans", "0到100,000欧元"),
        *((tag, wrong) for tag in ("ru", "es", "ar") for wrong in ("5.000", "100,000", "100 000", "100000")),
        ("hu", "1\u00a0000"),
        ("fa", "1.000.000"),
        *(("tr", wrong) for wrong in ("5000", "100 000", "100,000", "100\u00a0000", "100000")),
        *(("en", wrong) for wrong in ("5000", "100 000", "100.000", "100000")),
    ],
)
def test_what_the_style_file_refuses_is_found(tag: str, text: str) -> None:
    assert re.search(WRONG[tag], text)


@pytest.mark.parametrize(
    ("tag", "text"),
    [
        *((tag, "1000, 100\u00a0000, 1\u00a0000\u00a0000") for tag in ("ru", "es", "ar")),
        ("vi", "1.000, 100.000, 1.000.000, 1994"),
        ("en", "1,000, 100,000, 1,000,000, 1994"),
        ("zh-Hans", "最多1000000欧元"),
    ],
)
def test_what_the_style_file_asks_is_let_by(tag: str, text: str) -> None:
    assert not re.search(WRONG[tag], text)


@pytest.mark.parametrize(
    ("text", "signs"),
    [("5,5 h", ","), ("12.50", "."), ("5.30", ""), ("22-11-2026", ""), ("1.400,50", ""), ("7, 14", "")],
)
def test_which_figures_have_decimals(text: str, signs: str) -> None:
    assert _decimals(text) == signs
