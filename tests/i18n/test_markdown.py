"""ODK's Markdown in labels: what is understood, what stays text, and that nothing dangerous gets through."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.i18n.markdown import plain, recoloured, rich


@pytest.mark.parametrize(
    ("marked", "html", "words"),
    [
        ("Hoe **vaak** precies?", "Hoe <b>vaak</b> precies?", "Hoe vaak precies?"),
        ("Hoe __vaak__?", "Hoe <b>vaak</b>?", "Hoe vaak?"),
        ("een *woord* en _nog een_", "een <i>woord</i> en <i>nog een</i>", "een woord en nog een"),
        ("# Loon", '<font size="+3"><b>Loon</b></font>', "Loon"),
        ("###### Klein", '<font size="+0"><b>Klein</b></font>', "Klein"),
        ("Zie [de folder](https://x.example/a)", "Zie <u>de folder</u> (https://x.example/a)",
         "Zie de folder (https://x.example/a)"),
        ("Eerst\nDan", "Eerst<br>Dan", "Eerst\nDan"),
        ("- een\n* twee", "•&nbsp;&nbsp;een<br>•&nbsp;&nbsp;twee", "• een\n• twee"),
        ('<span style="color:red">Let op</span>', '<span style="color:red">Let op</span>', "Let op"),
        ("**ver *in* elkaar**", "<b>ver <i>in</i> elkaar</b>", "ver in elkaar"),
        (r"\*geen\* nadruk", "*geen* nadruk", "*geen* nadruk"),
        ('<p style="text-align:center">midden</p>', "midden", "midden"),
    ],
)  # fmt: skip
def test_what_odk_documents_is_understood(marked: str, html: str, words: str) -> None:
    assert rich(marked) == html
    assert plain(marked) == words


@pytest.mark.parametrize(
    "words",
    [
        "Gewoon een vraag?",
        "pay_per_hour en pay_per_week",
        "3 * 4 * 5",
        "Verplicht*",
        "1. Wie bent u?",
        "a - b",
    ],
)
def test_plain_words_stay_as_they_are(words: str) -> None:
    assert (plain(words), rich(words)) == (words, "")


@pytest.mark.parametrize(
    "marked",
    [
        "<script>alert(1)</script>",
        '<img src="https://x.example/pixel.png">',
        '<span style="background:url(https://x.example)">x</span>',
        '<span style="color:red" onclick="x()">x</span>',
        '[x](javascript:alert(1)"><img src=y>)',
        "\ue03cscript\ue03e",
    ],
)
def test_nothing_but_known_marks_becomes_a_tag(marked: str) -> None:
    tags = set(re.findall(r"<\s*/?\s*([a-z]+)", rich(marked)))
    assert tags <= {"b", "i", "u", "br", "font", "span"}
    assert "url(" not in re.sub(r">[^<]*<", "><", rich(marked))


@given(st.text(alphabet="ab *_#[]()<>\\/\"'=:;&\n-spantylecolr\ue03c\ue03e", max_size=80))
def test_any_text_gives_only_known_tags(marked: str) -> None:
    for tag in re.findall(r"<[^>]*>?", rich(marked)):
        assert re.fullmatch(
            r'</?[biu]>|<br>|<font size="\+\d">|</font>|</span>|'
            r"""<span style="(color:[#\w]+|; |font-family:&#x27;Noto Sans Mono&#x27;)+">""",
            tag,
        ), tag


def test_deep_and_long_texts_end() -> None:
    assert plain("*" * 5000 + "x")
    assert plain("**a *b " * 2000)
    assert rich("<" * 30_000) == ""


def test_colours_can_be_made_legible() -> None:
    assert recoloured(rich('<span style="color:yellow">x</span>'), lambda _: "#123456") == (
        '<span style="color:#123456">x</span>'
    )
