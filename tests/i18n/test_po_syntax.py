"""A broken ``.po`` file is refused with its line, whatever broke it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from fieldcheck.assets import folder
from fieldcheck.domain.errors import UserFixable
from fieldcheck.i18n.checking import check
from fieldcheck.i18n.upkeep import Entry, compiled, read

WHOLE = r"""# Translations.
msgid ""
msgstr ""
"Language: pl\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\n"
"Content-Type: text/plain; charset=utf-8\n"

#. Knop
msgctxt "a"
msgid "Verder"
msgstr "Dalej"

msgid "{n} dag"
msgid_plural "{n} dagen"
msgstr[0] "{n} dzień"
msgstr[1] "{n} dni"
msgstr[2] ""
"{n} "
"dni"

#, fuzzy
#| msgid "Trug"
msgid "Terug"
msgstr "Wst\\ecz \"\t\n"

#~ msgid "Oud"
#~ msgstr "Stary"
"""
ENTRIES = (Entry("Verder", context="a"), Entry("{n} dag", plural="{n} dagen"), Entry("Terug"))


def test_a_whole_file_is_read() -> None:
    found = read(WHOLE.encode(), "pl")
    assert found.get("Verder", "a").string == "Dalej"
    assert found["{n} dag"].string == ("{n} dzień", "{n} dni", "{n} dni")
    assert read(WHOLE.replace("\n", "\r\n").encode(), "pl").get("Verder", "a").string == "Dalej"


def test_a_head_as_poedit_writes_it_is_read() -> None:
    """It adds dates and names, those that it does not know left empty."""
    dates = r""""POT-Creation-Date: \n"
"PO-Revision-Date: {}\n"
"Last-Translator: \n"
"Language-Team: \n"
"X-Generator: Poedit 3.2.2\n"
"""
    for moment in ("", "2026-11-22 14:05+0100", "YEAR-MO-DA HO:MI+ZONE"):
        text = WHOLE.replace('"Language: pl', dates.format(moment) + '"Language: pl')
        assert read(text.encode(), "pl").get("Verder", "a").string == "Dalej"


BROKEN = [
    ('msgstr "Dalej"', 'msgstr "Dalej" i', 11, "aanhalingstekens"),
    ('msgstr "Dalej"', 'msgstr "Dalej', 11, "aanhalingstekens"),
    ('msgstr "Dalej"', 'msgstr Dalej"', 11, "aanhalingstekens"),
    ('msgstr "Dalej"', 'msgstr "Da"lej"', 11, "aanhalingstekens"),
    ('msgstr "Dalej"', r'msgstr "Dalej\"', 11, "aanhalingstekens"),
    ('msgstr "Dalej"', r'msgstr "Dal\x65j"', 11, "aanhalingstekens"),
    ('msgstr "Dalej"', 'msgstr "Dalej"\n"i', 12, "aanhalingstekens"),
    ('msgstr "Dalej"', 'msgstr "Dalej"\n<<<<<<< HEAD', 12, "aanhalingstekens"),
    ('msgstr "Dalej"', 'msgtsr "Dalej"', 11, "aanhalingstekens"),
    ('msgstr "Dalej"', 'msgstr "Da\x00lej"', 11, "stuurteken"),
    ('msgstr "Dalej"', 'msgstr "Da\x04lej"', 11, "stuurteken"),
    ('msgstr "Dalej"', 'msgstr "Dalej"\nmsgstr "Dalej"', 12, "hoort hier niet"),
    ('msgstr "Dalej"', 'msgid_plural "Verder"\nmsgstr[1] "Dalej"', 12, "hoort hier niet"),
    ('msgid "Verder"\n', "", 10, "hoort hier niet"),
    ('msgid "Verder"', 'msgid ""', 10, "Nederlandse tekst"),
    ('msgstr "Dalej"\n', "", 12, "hoort hier niet"),
    ('msgstr "Dalej"\n\nmsgid', "\n# x\nmsgid", 12, "msgstr"),
    ('#~ msgstr "Stary"\n', "", 27, "msgstr"),
    ('#~ msgstr "Stary"', '#~ msgstr "Stary', 27, "aanhalingstekens"),
    ('"{n} dni"\nmsgstr[2] ""', '"{n} dni"\n# x\nmsgstr[2] ""', 13, "2 meervoudsvormen"),
    ("#. Knop", '#. Knop\n"los"', 9, "hoort nergens bij"),
    ('msgid "Terug"', 'msgid "{n} dag"', 23, "staat er al, op regel 13"),
    ('msgid "Terug"', 'msgctxt "a"\nmsgid "Verder"', 24, "staat er al, op regel 10"),
    ('msgstr[2] ""\n"{n} "\n"dni"\n', "", 13, "2 meervoudsvormen; deze taal heeft er 3"),
    ('"dni"\n', '"dni"\nmsgstr[3] "dni"\n', 13, "4 meervoudsvormen; deze taal heeft er 3"),
    ("nplurals=3", "nplurals=2", 2, "2 meervoudsvormen; deze taal heeft er 3"),
    ("n==1 ? 0", "n<2 ? 0", 2, "andere regel voor het meervoud"),
    ("n==1 ? 0", "n==1 ? 0/0", 2, "andere regel voor het meervoud"),
    ("n==1 ? 0", "__import__('os') ? 0", 2, "andere regel voor het meervoud"),
    ("n==1 ? 0", "(" * 300 + "n==1 ? 0", 2, "andere regel voor het meervoud"),
    ('"Plural-Forms', '"X-Plural-Forms', 2, "? meervoudsvormen"),
    ("charset=utf-8", "charset=iso-8859-2", 2, "iso-8859-2"),
    ("charset=utf-8", "charset=utf-7", 2, "utf-7"),
    ("; charset=utf-8", "", 2, "geen UTF-8"),
    ("Language: pl", "Language: ro", 2, "de taal ro; dit is de catalogus van pl"),
    (WHOLE, "", 1, "leeg"),
    (WHOLE, "\n\n# niets\n", 1, "leeg"),
    (WHOLE, "\ufeff" + WHOLE, 1, "BOM"),
    (WHOLE, WHOLE.partition("\n\n")[2], 3, "kop"),
    (WHOLE, WHOLE + '\nmsgid ""\nmsgstr "x"\n', 29, "Nederlandse tekst"),
    (WHOLE, WHOLE.replace("\n", "\r"), 1, "leeg"),
    (WHOLE, WHOLE[: WHOLE.index("Dalej") + 2], 11, "aanhalingstekens"),
]


@pytest.mark.parametrize(("old", "new", "line", "why"), BROKEN)
def test_what_is_broken_is_refused_with_its_line(
    tmp_path: Path, old: str, new: str, line: int, why: str
) -> None:
    assert WHOLE.count(old) == 1
    broken = WHOLE.replace(old, new).encode()
    for reader in (read, compiled):
        with pytest.raises(UserFixable) as refused:
            reader(broken, "pl", name="pl/screens.po")
        told = str(refused.value)
        assert told.startswith(f"De catalogus pl/screens.po wordt geweigerd. Regel {line}: "), told
        assert why in told
    path = tmp_path / "pl" / "screens.po"
    path.parent.mkdir()
    path.write_bytes(broken)
    assert check(path, "pl", ENTRIES) == (told,)


def test_other_bytes_are_refused_with_their_line() -> None:
    for name in ("iso-8859-2", "cp1250", "utf-16"):
        broken = WHOLE.encode(name)
        with pytest.raises(UserFixable, match=r"Regel (1|15): dit is geen UTF-8"):
            read(broken, "pl")


def test_the_rule_may_be_written_in_other_words() -> None:
    """As Poedit writes it for Polish."""
    rule = "(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2)"
    text = re.sub(r"plural=\(.*\);", f"plural={rule};", WHOLE)
    assert rule in text
    assert read(text.encode(), "pl")["{n} dag"].string


def test_cut_anywhere_a_catalogue_is_refused_or_is_a_whole_beginning() -> None:
    """A full disk: what is left is never half a text."""
    source = (folder("translations") / "pl" / "letters.po").read_bytes()
    whole = {message.id: message.string for message in read(source, "pl")}
    refused = 0
    for length in range(0, len(source), 97):
        try:
            left = read(source[:length], "pl")
        except UserFixable:
            refused += 1
            continue
        assert all(whole[message.id] == message.string for message in left if message.id and message.string)
    assert refused > 20
