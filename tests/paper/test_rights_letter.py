"""The rights letter: languages, branches, contacts, and what must never stand in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from fieldcheck.domain.action import Contact
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.i18n import LANGUAGES, long_date, money, texts
from fieldcheck.i18n.catalogue import Catalogue
from fieldcheck.i18n.languages import language
from fieldcheck.i18n.texts import Texts
from fieldcheck.paper import rights_letter
from fieldcheck.paper.letter_texts import read_texts

TAGS = [known.tag for known in LANGUAGES]
CHECKED = date(2026, 11, 22)

TELLING = (
    *("uitbuiting", "mensenhandel", "slachtoffer"),
    *("exploitation", "trafficking", "victim"),
    *("wyzysk", "ofiar", "handel ludźmi"),
    *("exploatare", "trafic de persoane", "zilverberk"),
    *("експлоатац", "експлуатац", "эксплуатац", "трафик", "торгівл", "торговл"),
    *("kizsákmányol", "emberkeresk", "vykorisť", "obchodovan", "išnaudoj", "prekyb"),
    *("explotaci", "trata de", "exploração", "tráfico", "sömürü", "insan ticaret"),
    *("استغلال", "اتجار", "بهره‌کشی", "قاچاق", "bóc lột", "buôn người", "剥削", "贩卖"),
)
"""No word of an investigation in any language, and not the park."""


def flat(words: str) -> str:
    """Without any kind of space, as line ends and no-break spaces differ."""
    return "".join(words.split())


@pytest.mark.parametrize("tag", TAGS)
def test_is_tagged_and_for_every_reader(papers, letter, read, tag):
    pdf = read(papers.rights_letter(replace(letter, language=tag, draft=tag != "nl")))
    assert pdf.info["Tagged"] == "yes"
    assert b"pdfuaid" in pdf.data
    assert f"/Lang({'zh-CN' if tag == 'zh-Hans' else tag})".encode() in pdf.data
    assert "H1" in pdf.structure()
    assert int(pdf.info["Pages"]) <= 2


@pytest.mark.parametrize("tag", TAGS)
def test_every_text_stands_in_the_readers_language(papers, letter, read, tag):
    from decimal import Decimal

    pdf = read(papers.rights_letter(replace(letter, language=tag, draft=False)))
    seen = flat(pdf.raw_text)
    translator, source = texts(tag, "letters"), read_texts("rights-letter")
    keys = [
        key
        for section in source.sections
        for key in (section.heading, *(line.key for line in section.lines if line.reader == "everybody"))
    ]
    wanted = [translator.text(source.msgids[key], municipality="Heidewoude") for key in keys]
    wanted += [money(Decimal("14.99"), tag), long_date(letter.day, tag)]
    if language(tag).right_to_left:
        # The reader gives the words of a line back to front and some letters as pairs: all must be there.
        assert not letters("".join(wanted)) - letters(seen)
    else:
        assert not [words for words in wanted if flat(words) not in seen]


def letters(words: str) -> Counter[str]:
    """How often each Arabic letter stands there; marks above letters are drawn twice."""
    return Counter(sign for sign in words if sign.isalpha() and ord(sign) > 0x600)


@pytest.mark.parametrize("known", LANGUAGES, ids=TAGS)
def test_a_date_does_not_bring_a_second_full_stop(known):
    """In some languages a date ends in a full stop of its own."""
    ends = long_date(date(2026, 11, 24), known.tag).endswith(".")
    for paper in ("rights-letter", "control-proof"):
        for msgid in read_texts(paper).msgids.values():
            assert not (ends and "{day}." in texts(known.tag, "letters").text(msgid)), msgid


def test_stacked_marks_and_chinese_come_out_whole(papers, letter, read):
    vietnamese = read(papers.rights_letter(replace(letter, language="vi")))
    assert "Quyền của anh/chị khi làm việc tại Hà Lan" in vietnamese.text
    assert "Hợp đồng thuê nhà" in vietnamese.text
    chinese = read(papers.rights_letter(replace(letter, language="zh-Hans")))
    assert "您在荷兰工作时的权利" in chinese.text
    assert any(name.startswith("NotoSansSC") for name in chinese.fonts)


@pytest.mark.parametrize("tag", TAGS)
def test_every_text_has_a_translation(tag):
    translator = texts(tag, "letters")
    for paper in ("rights-letter", "control-proof"):
        missing = [one for one in read_texts(paper).msgids.values() if translator.status(one) == "missing"]
        assert not missing


def test_branches_by_citizenship(papers, letter, read):
    words = {
        citizen: flat(read(papers.rights_letter(replace(letter, eu_citizen=citizen))).raw_text)
        for citizen in (True, False, None)
    }
    msgids = read_texts("rights-letter").msgids
    eu, permit = flat(msgids["asking.eu"]), flat(msgids["asking.permit"])
    assert eu in words[True]
    assert permit not in words[True]
    assert permit in words[False]
    assert eu not in words[False]
    assert eu not in words[None]
    assert permit not in words[None]


def test_amount_names_its_source(papers, letter, read):
    text = read(papers.rights_letter(letter)).text
    assert "Staatscourant 2026, 16505" in text
    later = replace(letter, day=date(2027, 1, 2), minimum_wage="15.00")
    assert "Staatscourant" not in read(papers.rights_letter(later)).text


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("citizen", [True, False])
def test_two_pages_even_at_its_longest(papers, letter, practice_action, read, tag, citizen):
    contacts = tuple(
        Contact(
            f"c{n}", f"Loket voor vragen over werken en wonen {n}", f"0555-010{n}", "ma-vr 9-17", "x", CHECKED
        )
        for n in range(6)
    )
    action = replace(practice_action, contacts=contacts)
    longest = replace(letter, language=tag, draft=True, action=action, eu_citizen=citizen)
    assert read(papers.rights_letter(longest)).info["Pages"] == "2"


def test_no_amount_is_made_up(papers, letter, read):
    text = read(papers.rights_letter(replace(letter, minimum_wage=""))).text
    assert "€" not in text
    assert "Het bedrag hangt af van de datum en van uw leeftijd." in text


def test_contacts_with_number_and_check_date_only(papers, letter, read):
    text = read(papers.rights_letter(letter)).text
    assert "112" in text
    assert "0800-5151" in text
    assert text.count("nagekeken op 22 november 2026") == 2
    assert "FairWork" not in text
    nobody = replace(letter, action=replace(letter.action, contacts=()))
    assert "Hier kunt u terecht" not in read(papers.rights_letter(nobody)).text


@pytest.mark.parametrize(
    ("code", "name"),
    [("x", "Zorgcoördinator mensenhandel"), ("comensha", "Helpdesk"), ("x", "Meldpunt Arbeidsuitbuiting")],
)
def test_contacts_that_would_tell_are_left_out(papers, letter, read, code, name):
    telling = Contact(code, name, "0555-0100", "", "", CHECKED)
    pdf = read(papers.rights_letter(replace(letter, action=replace(letter.action, contacts=(telling,)))))
    assert "0555-0100" not in pdf.text
    assert name not in pdf.text


@pytest.mark.parametrize("tag", TAGS)
def test_is_safe_to_carry(papers, letter, read, tag):
    pdf = read(papers.rights_letter(replace(letter, language=tag)))
    text = pdf.text.casefold()
    for word in TELLING:
        assert word not in text


def test_draft_says_so(papers, letter, read):
    polish = replace(letter, language="pl")
    mark = flat(texts("pl", "letters").text(read_texts("rights-letter").msgids["draft"]))
    assert mark in flat(read(papers.rights_letter(replace(polish, draft=True))).raw_text)
    assert mark not in flat(read(papers.rights_letter(polish)).raw_text)


def test_practice_mark_is_translated(papers, letter, practice_action, read):
    polish = replace(letter, language="pl", action=practice_action)
    assert texts("pl", "letters").text("OEFENING – niet echt") in read(papers.rights_letter(polish)).text


def test_a_sign_no_font_has_does_not_stop_the_letter(papers, letter, read):
    foreign = replace(letter.action.contacts[0], name="王伟 loket")
    pdf = read(papers.rights_letter(replace(letter, action=replace(letter.action, contacts=(foreign,)))))
    assert "loket" in pdf.text
    assert pdf.info["Tagged"] == "yes"


def test_unknown_language_is_refused(papers, letter):
    with pytest.raises(InvalidValue):
        papers.rights_letter(replace(letter, language="xx-nonsense"))


def test_municipality_is_named_once(papers, letter, read):
    named = replace(letter, action=replace(letter.action, municipality="Gemeente Heidewoude"))
    text = read(papers.rights_letter(named)).text
    assert "Gemeente Heidewoude" in text
    assert "Gemeente Gemeente" not in text


@pytest.fixture
def arabic(monkeypatch):
    """A right-to-left reader with a few texts translated, the rest still Dutch."""
    msgids = read_texts("rights-letter").msgids
    entries = {
        msgids["title"]: ("حقوقك أثناء العمل في هولندا",),
        msgids["wage.heading"]: ("أجرك",),
        msgids["wage.amount"]: ("{amount} إجمالي في الساعة",),
    }
    translator = Texts(
        language("ar"), "letters", Catalogue(entries=entries, headers={"x-fieldcheck-status": "draft"})
    )
    monkeypatch.setattr(rights_letter, "texts", lambda tag, domain: translator)


@pytest.mark.usefixtures("arabic")
def test_right_to_left(papers, letter, read):
    pdf = read(papers.rights_letter(replace(letter, language="ar", draft=True)))
    assert "NotoSansArabic-SemiBold" in pdf.fonts
    assert b"/Lang(ar)" in pdf.data
    heading = [box for word, *box in pdf.words() if "أجرك" in word or "كرجأ" in word]
    assert heading
    assert all(right > 500 for _, _, right, _ in heading), "a right-to-left heading starts at the right"
    assert "0800-5151" in read(pdf.data).text


@pytest.mark.usefixtures("arabic")
def test_what_is_not_translated_stands_in_dutch_and_says_so(papers, letter, read):
    pdf = read(papers.rights_letter(replace(letter, language="ar")))
    assert b"/Lang(nl)" in pdf.data
    said = "Dit is het wettelijk minimumloon voor uw leeftijd op 24 november 2026."
    assert f"NL {said}" in " ".join(pdf.text.split())


def test_a_letter_in_dutch_has_no_mark_for_it(papers, letter, read):
    words = read(papers.rights_letter(replace(letter, language="nl"))).text.split()
    assert "NL" not in words
