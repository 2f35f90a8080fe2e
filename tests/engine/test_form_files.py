"""Files that come with a form: what is missing, what is not what it says, and that they are kept."""

from __future__ import annotations

import base64
import json
from hashlib import sha256

import pytest

from fieldcheck.domain.errors import FormRefused
from fieldcheck.engine import PublishedForm, check, form_files, publish
from tests.engine.building import published, table

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
MP3 = b"ID3" + bytes(20)
CSV = '﻿code,naam,gemeente\r\na,Park A,ede\r\nb,"Park, B",putten\r\n'.encode()
XML = "<root><item><name>x</name><label>Één</label></item></root>".encode()
GEO = b'{"type": "FeatureCollection", "features": [{"id": "a", "properties": {"title": "A"}}]}'
SETTINGS = table("settings", "form_id | version", "test | 1")
IMAGE = table("survey", "type | name | label | image", "text | a | A | a.png")


def source(*sheets: str) -> bytes:
    return "\n".join([SETTINGS, *sheets]).encode()


def lines(sheets: tuple[str, ...], files: dict[str, bytes]) -> list[str]:
    found = check(source(*sheets), filename="form.md", texts={}, files=files)
    return [problem.line for problem in found.problems]


def test_a_file_that_is_not_given_is_a_problem_where_it_is_named() -> None:
    survey = table(
        "survey",
        "type | name | label | media::image | audio::Polski (pl) | calculation",
        "text | a | A | jr://images/plaatje.png | pl.mp3 |",
        "select_one_from_file parken.csv | p | P | | |",
        "calculate | c | | | | pulldata('lonen', 'a', 'b', ${p})",
        "xml-external | dingen | | | |",
    )
    choices = table("choices", "list_name | name | label | image", "l | a | A | a.png")
    found = lines((survey, choices), {"Plaatje.png": PNG})
    assert [line.partition("; ")[0] for line in found] == [
        "form.md, blad survey, rij 2, kolom audio::Polski (pl): het bestand “pl.mp3” zit niet bij het "
        "formulier",
        "form.md, blad survey, rij 2, kolom image: het bestand “plaatje.png” zit niet bij het formulier "
        "(bedoelt u “Plaatje.png”?)",
        "form.md, blad survey, rij 3, kolom type: het bestand “parken.csv” zit niet bij het formulier",
        "form.md, blad survey, rij 4, kolom calculation: het bestand “lonen.csv” zit niet bij het formulier",
        "form.md, blad survey, rij 5, kolom name: het bestand “dingen.xml” zit niet bij het formulier",
        "form.md, blad choices, rij 2, kolom image: het bestand “a.png” zit niet bij het formulier",
    ]


def test_a_file_that_is_not_named_is_left_out_with_a_notice() -> None:
    found = check(source(IMAGE), filename="form.md", texts={}, files={"a.png": PNG, "b.png": PNG})
    assert found.form is not None
    assert [notice.name for notice in found.notices] == ["b.png"]
    assert found.form.files == {"a.png": base64.b64encode(PNG).decode()}
    assert found.form.file("a.png") == PNG


@pytest.mark.parametrize(
    "name", ["../a.png", "/etc/a.png", "media/a.png", "C:\\a.png", ".hidden", "a\x00.png"]
)
def test_a_name_with_a_folder_in_it_is_refused(name: str) -> None:
    survey = table("survey", "type | name | label | image", f"text | a | A | {name}")
    assert any("is geen naam van een bestand" in line for line in lines((survey,), {name: PNG}))


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        ("a.png", b"GIF89a" + bytes(9), "zit iets anders dan de naam zegt"),
        ("a.jpg", PNG, "zit iets anders dan de naam zegt"),
        ("a.png", b"", "zit iets anders dan de naam zegt"),
        ("a.svg", b"<svg/>", "is van een soort die hier niet wordt getoond"),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42", "is van een soort die hier niet wordt getoond"),
        ("a.exe", b"MZ", "is van een soort die hier niet wordt getoond"),
        ("a.mp3", MP3, "hoort niet in de kolom image"),
    ],
)
def test_a_picture_has_to_be_one(name: str, data: bytes, reason: str) -> None:
    survey = table("survey", "type | name | label | image", f"text | a | A | {name}")
    found = lines((survey,), {name: data})
    assert len(found) == 1
    assert found[0].startswith("form.md, blad survey, rij 2, kolom image: ")
    assert reason in found[0]


def test_large_files_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(form_files, "LARGEST_FILE", 20)
    assert any("is groter dan" in line for line in lines((IMAGE,), {"a.png": PNG}))
    monkeypatch.setattr(form_files, "LARGEST_FILE", 100)
    monkeypatch.setattr(form_files, "LARGEST_TOGETHER", 20)
    assert any("samen" in line for line in lines((IMAGE,), {"a.png": PNG}))


BOMB = b'<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><r><item><name>&b;</name></item></r>'
OUTSIDE = b'<!DOCTYPE r SYSTEM "http://example.invalid/r.dtd"><r/>'


@pytest.mark.parametrize(
    ("file", "data", "reason"),
    [
        ("l.csv", b"name,label\nx,\xff\n", "geen UTF-8"),
        ("l.csv", b'name,label\n"x,y', "is geen lijst: de tabel is niet te lezen (unexpected end of data)"),
        ("l.csv", b"name,label\na,b,c\n", "rij 2 heeft meer cellen"),
        ("l.csv", b"name,name\na,b\n", "twee kolommen hebben dezelfde naam"),
        ("l.csv", b"name,4 label\na,b\n", "“4 label” kan geen naam van een kolom zijn"),
        ("l.csv", b"name,label\n", "is leeg"),
        ("l.csv", b"", "is leeg"),
        ("l.csv", b"name,lable\na,b\n", "heeft geen kolom “label” (bedoelt u “lable”?)"),
        ("l.xml", b"<r><item>", "is geen lijst"),
        ("l.xml", BOMB, "documenttype"),
        ("l.xml", OUTSIDE, "documenttype"),
        ("l.xml", b"<r/>", "is leeg"),
        ("l.geojson", b"[]", "geen verzameling features"),
        ("l.geojson", b'{"features": [1]}', "geen verzameling features"),
        ("l.geojson", b"[" * 100_000, "geen verzameling features"),
    ],
)
def test_a_list_has_to_be_one(file: str, data: bytes, reason: str) -> None:
    survey = table("survey", "type | name | label", f"select_one_from_file {file} | a | A")
    found = lines((survey,), {file: data})
    assert found
    assert all(line.startswith("form.md, blad survey, rij 2, kolom type: ") for line in found)
    assert any(reason in line for line in found), found


def test_values_of_a_list_with_a_space_are_refused_where_there_can_be_several() -> None:
    for type, wrong in (("select_one_from_file", False), ("select_multiple_from_file", True)):
        survey = table("survey", "type | name | label", f"{type} l.csv | a | A")
        found = check(source(survey), filename="form.md", texts={}, files={"l.csv": b"name,label\na b,c\n"})
        assert any("staat een spatie" in problem.reason for problem in found.problems) is wrong


def test_a_list_may_have_the_semicolons_of_a_dutch_excel() -> None:
    survey = table("survey", "type | name | label", "select_one_from_file l.csv | a | A")
    assert lines((survey,), {"l.csv": b"name;label\na;A, of B\n"}) == []


def test_columns_of_a_list_may_have_other_names() -> None:
    survey = table(
        "survey",
        "type | name | label | parameters",
        "select_one_from_file l.csv | a | A | value=code, label = naam",
    )
    found = check(source(survey), filename="form.md", texts={}, files={"l.csv": CSV})
    assert not any("kolom “" in problem.reason for problem in found.problems)


@pytest.mark.parametrize(
    ("call", "filter"),
    [
        ("search('parken')", ""),
        ("search('parken', 'matches', 'gemeente', ${g})", "[gemeente =  /data/g ]"),
        ('minimal search("parken.csv", "contains", "naam,code", ${g})',
         "[contains(naam,  /data/g ) or contains(code,  /data/g )]"),
        ("search('parken', 'startswith', 'naam', 'P', 'gemeente', ${g})",
         "[(starts-with(naam, 'P')) and gemeente =  /data/g ]"),
    ],
)  # fmt: skip
def test_search_becomes_a_list_from_the_file(call: str, filter: str) -> None:
    from fieldcheck.engine.findings import Findings
    from fieldcheck.engine.sheets import read_workbook
    from fieldcheck.engine.survey import Survey
    from fieldcheck.engine.xlsform import compile_xform, for_pyxform

    survey = table(
        "survey", "type | name | label | appearance", "text | g | G |", f"select_one park | p | P | {call}"
    )
    choices = table("choices", "list_name | name | label", "park | code | naam")
    found = check(source(survey, choices), filename="form.md", texts={}, files={"parken.csv": CSV})
    assert not [problem for problem in found.problems if problem.column == "appearance"]
    book = read_workbook(source(survey, choices), "form.md")
    xform = compile_xform(for_pyxform(book, Survey(book), {}, "nl"), Findings("form.md"))
    assert f"nodeset=\"instance('parken')/root/item{filter}\"" in xform
    assert '<value ref="code"/><label ref="naam"/>' in xform.replace("\n", "")
    assert ('appearance="minimal"' in xform) is call.startswith("minimal")


@pytest.mark.parametrize(
    ("call", "choices", "reason"),
    [
        ("search('parken'", ["park | code | naam"], "nergens gesloten"),
        ("search(${g})", ["park | code | naam"], "een woord tussen aanhalingstekens"),
        ("search('parken', 'is', 'naam', 'x')", ["park | code | naam"], "search() kent matches"),
        ("search('parken', 'matches')", ["park | code | naam"], "krijgt een bestand"),
        ("search('parken')", ["park | code | naam", "park | 9 | Anders"], "heeft één rij"),
        ("search('parken')", ["park | code | naam en plaats"], "de naam van één kolom"),
    ],
)
def test_a_search_that_cannot_be_read_is_refused(call: str, choices: list[str], reason: str) -> None:
    survey = table(
        "survey", "type | name | label | appearance", "text | g | G |", f"select_one park | p | P | {call}"
    )
    found = check(
        source(survey, table("choices", "list_name | name | label", *choices)),
        filename="form.md",
        texts={},
        files={"parken.csv": CSV},
    )
    assert any(
        (one.row, one.column) == (3, "appearance") and reason in one.reason for one in found.problems
    ), found.problems


# What is kept


def test_files_are_part_of_the_form_and_its_digest() -> None:
    form = publish(source(IMAGE), filename="form.md", texts={}, files={"a.png": PNG})
    other = publish(source(IMAGE), filename="form.md", texts={}, files={"a.png": PNG + b"x"})
    again = PublishedForm.from_bytes(form.to_bytes())
    assert again == form
    assert again.file("a.png") == PNG
    assert again.digest == form.digest != other.digest


def test_a_form_of_the_first_format_keeps_its_bytes() -> None:
    content = json.loads(published(table("survey", "type | name | label", "text | a | A")).to_bytes())
    content = {key: value for key, value in content.items() if key in FIRST_FORMAT} | {"format": 1}
    old = _canonical(content)
    form = PublishedForm.from_bytes(old)
    assert form.to_bytes() == old
    assert form.format == 1


def test_a_form_from_before_referrals_had_a_source_keeps_its_bytes_and_digest() -> None:
    content = json.loads(REFERRING.to_bytes())
    assert [row.pop("source") for row in content["referrals"]] == ["O4"]
    for written in (1, 2):
        older = {**content, "format": written}
        if written == 1:
            del older["files"]
        old = _canonical(older)
        form = PublishedForm.from_bytes(old)
        assert form.to_bytes() == old
        assert form.digest == sha256(old).hexdigest()
        assert [rule.source for rule in form.referrals] == [""]


@pytest.mark.parametrize("written", [1, 2, 3])
def test_a_referral_has_a_source_in_its_own_format_only(written: int) -> None:
    content = json.loads(REFERRING.to_bytes()) | {"format": written}
    if written == 1:
        del content["files"]
    if written == 3:
        del content["referrals"][0]["source"]
    with pytest.raises(FormRefused):
        PublishedForm.from_bytes(_canonical(content))


def _canonical(content: object) -> bytes:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


REFERRING = published(
    table("survey", "type | name | label", "text | a | A"),
    table(
        "referrals",
        "code | when | to | urgency | label | source",
        "one | ${a} = 'x' | iszw | acute | Eén | O4",
    ),
)


FIRST_FORMAT = frozenset(
    [
        "form_id",
        "version",
        "title",
        "languages",
        "xform",
        "signals",
        "referrals",
        "depths",
        "facts",
        "domains",
    ]
)


@pytest.mark.parametrize("files", [{"a.png": "no base64!"}, {"a.png": 3}, ["a.png"], None])
def test_broken_files_are_refused(files: object) -> None:
    content = json.loads(
        publish(source(IMAGE), filename="form.md", texts={}, files={"a.png": PNG}).to_bytes()
    )
    with pytest.raises(FormRefused):
        PublishedForm.from_bytes(json.dumps({**content, "files": files}).encode())
