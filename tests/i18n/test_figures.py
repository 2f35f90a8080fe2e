"""Figures and Latin letters in a text stand as the style file of the language says."""

import re
from collections.abc import Iterator

import pytest

from fieldcheck.assets import folder
from fieldcheck.i18n.upkeep import forms_of, read

TRANSLATIONS = folder("translations")
CHINESE = r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]"
WRONG = {
    # No space beside a Chinese character, and Chinese punctuation after one.
    "zh-Hans": rf"{CHINESE}[^\S\n]|[^\S\n]{CHINESE}|{CHINESE}[,.:;?!()]|[,.:;?!()]{CHINESE}",
    # Who reads these languages takes a dot among figures for a decimal sign.
    "uk": r"\d\.\d{3}(?!\d)",
    "ru": r"\d\.\d{3}(?!\d)",
}


def _texts(tag: str) -> Iterator[str]:
    for path in sorted((TRANSLATIONS / tag).rglob("*.po")):
        for message in read(path.read_bytes(), tag, name=path.name):
            if message.id:
                yield from forms_of(message)


@pytest.mark.parametrize("tag", WRONG)
def test_figures_stand_as_the_style_file_says(tag: str) -> None:
    texts = list(_texts(tag))
    assert len(texts) > 1000
    assert [text for text in texts if re.search(WRONG[tag], text)] == []


@pytest.mark.parametrize(
    ("tag", "text"), [("zh-Hans", "最多 12 小时"), ("zh-Hans", "请看, 谢谢"), ("ru", "до 5.000")]
)
def test_what_the_style_file_refuses_is_found(tag: str, text: str) -> None:
    assert re.search(WRONG[tag], text)
