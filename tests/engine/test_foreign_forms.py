"""Forms as ODK, Kobo and SurveyCTO users write them: spellings, languages, workbooks, every type."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldcheck.domain.errors import FormRefused
from fieldcheck.engine import Checked, FormRun, cells, check, load, publish
from fieldcheck.engine.columns import spelled
from fieldcheck.engine.findings import Findings
from fieldcheck.engine.kinds import kind_of
from fieldcheck.engine.sheets import read_workbook
from fieldcheck.engine.survey import Survey
from fieldcheck.engine.xlsform import compile_xform, default_language, for_pyxform
from tests.engine.building import NOW, running, table

SETTINGS = table("settings", "form_id | version", "test | 1")
PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)
CSV = b"name,label,gemeente\na,A,ede\n"


def workbook(**sheets: list[list[object]]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def xform_of(source: bytes, filename: str) -> str:
    """What pyxform makes of it; fails the test when pyxform complains."""
    book = read_workbook(source, filename)
    findings = Findings(filename)
    xform = compile_xform(for_pyxform(book, Survey(book), {}, default_language(book)), findings)
    assert [problem.line for problem in findings.problems] == []
    return xform


@pytest.mark.parametrize(
    ("sheet", "written", "known"),
    [
        ("survey", "Relevance", "relevant"),
        ("survey", "bind::relevant", "relevant"),
        ("survey", "Read only", "readonly"),
        ("survey", "constraint  message", "constraint_message"),
        ("survey", "bind::jr:constraintMsg::English (en)", "constraint_message::English (en)"),
        ("survey", "Choice filter", "choice_filter"),
        ("survey", "label::English", "label::English (en)"),
        ("survey", "Label :: Polski (pl)", "label::Polski (pl)"),
        ("survey", "hint:Dutch", "hint::Dutch (nl)"),
        ("survey", "constraint_msg:English", "constraint_message::English (en)"),
        ("survey", "Required Msg: Polski (pl)", "required_message::Polski (pl)"),
        ("survey", "jr:constraintMsg:English", "constraint_message::English (en)"),
        ("survey", "jr:constraintMsg", "constraint_message"),
        ("survey", "choice_filter:English", "choice_filter:english"),
        ("survey", "media:image:English", "image::English (en)"),
        ("survey", "media::image::Polski (pl)", "image::Polski (pl)"),
        ("survey", "media:audio", "audio"),
        ("survey", "body::accuracyThreshold", "accuracythreshold"),
        ("survey", "control::appearance", "appearance"),
        ("survey", "bind::odk:length", "bind::odk:length"),
        ("survey", "instance::my:tag", "instance::my:tag"),
        ("survey", "bind::fc:depth", "bind::fc:depth"),
        ("survey", "jr:count", "repeat_count"),
        ("survey", "requiredMsg", "required_message"),
        ("choices", "list name", "list_name"),
        ("choices", "List_Name", "list_name"),
        ("choices", "value", "name"),
        ("choices", "Gemeente", "Gemeente"),
        ("choices", "label:English", "label::English (en)"),
    ],
)
def test_columns_are_known_however_they_are_spelled(sheet: str, written: str, known: str) -> None:
    assert spelled([written], sheet) == (known,)


@pytest.mark.parametrize(
    ("written", "name", "choices"),
    [
        ("select one from kleuren", "select_one", "kleuren"),
        ("select_one kleuren", "select_one", "kleuren"),
        ("Select_Multiple Kleuren", "select_multiple", "Kleuren"),
        ("select all that apply from kleuren or specify other", "select_multiple", "kleuren"),
        ("select1 kleuren", "select_one", "kleuren"),
        ("select one from file k.csv", "select_one", "k.csv"),
        ("begin group", "begin_group", ""),
        ("begin_repeat", "begin_repeat", ""),
        ("end repeat", "end_repeat", ""),
        ("photo", "image", ""),
        ("dateTime", "datetime", ""),
        ("trigger", "acknowledge", ""),
        ("imei", "deviceid", ""),
        ("int", "integer", ""),
    ],
)
def test_types_are_known_however_they_are_spelled(written: str, name: str, choices: str) -> None:
    kind = kind_of(written)
    assert (kind.name, kind.choices, kind.known, kind.rest) == (name, choices, True, "")


def test_every_spelling_of_pyxform_is_known() -> None:
    from pyxform.question_type_dictionary import QUESTION_TYPE_DICT

    unknown = {
        "meta",
        "xml-external",
        "calculate",
        "select one external",
        "select one using",
        "select multiple using",
    }
    for spelling in QUESTION_TYPE_DICT:
        assert kind_of(spelling).known or spelling in unknown, spelling


FOREIGN: dict[str, list[list[object]]] = {
    "survey": [
        ["type", "name", "label::English (en)", "label::Polski (pl)", "Relevance",
         "media::image::Polski (pl)",
         "constraint message::English (en)", "constraint", "read only", "$kuid", "disabled"],
        ["start", "start"],
        ["note", None, "Welcome ‘you’", "Witamy"],
        [],
        ["integer ", " age", "Age", "Wiek", None, "wiek.png", "Too young", ".\xa0>= 18"],
        ["select one from yesno", "ok", "OK?", "OK?", "${age} > 20", None, None, None, None, "abc"],
        ["geopoint", "place", "Place", "Miejsce", None, None, None, None, None, None, "yes"],
        ["text", "why", "Why?", "Dlaczego?", "${ok} = ‘no’"],
    ],
    "choices": [
        ["list name", "name", "label::English (en)", "label::Polski (pl)"],
        ["yesno", "yes", "Yes", "Tak"],
        ["yesno", "no", "No", "Nie"],
        [],
        ["yesno", 1, "One", "Jeden"],
    ],
    "settings": [
        ["form_title", "form_id", "version", "default_language"],
        ["Foreign", "foreign", 2026112201, "English"],
    ],
}  # fmt: skip


def test_a_workbook_of_another_tool_is_taken_with_its_languages() -> None:
    found = check(workbook(**FOREIGN), filename="f.xlsx", texts={}, files={"wiek.png": PNG})
    assert [problem.line for problem in found.problems] == []
    assert found.form is not None
    assert found.form.languages == ("en", "pl")
    assert found.form.version == "2026112201"
    assert "Welcome ‘you’" in found.form.xform
    assert "jr://images/wiek.png" in found.form.xform
    assert {(notice.row, notice.column) for notice in found.notices} == {
        (1, "$kuid"),
        (5, "constraint_message"),  # its message is not in Polish
        (7, "disabled"),
        (8, "relevant"),
    }


def test_a_space_that_does_not_break_stays_in_texts_and_breaks_no_formula() -> None:
    hard = "\N{NO-BREAK SPACE}"
    source = workbook(
        survey=[
            ["type", "name", "label", "constraint", "constraint_message"],
            ["integer", "n", f"Tot 100{hard}000?", f".{hard}<{hard}100000", f"Tot 100{hard}000."],
        ]
    )
    (row,) = read_workbook(source, "form.xlsx")["survey"].rows
    assert row.get("constraint") == ". < 100000"
    assert (row.get("label"), row.get("constraint_message")) == (f"Tot 100{hard}000?", f"Tot 100{hard}000.")


def test_a_form_without_dutch_has_its_own_first_language() -> None:
    survey = table("survey", "type | name | label::English | label::French", "text | a | Name | Nom")
    form = publish(f"{SETTINGS}\n{survey}".encode(), filename="f.md", texts={})
    assert form.languages == ("en", "fr")


def test_names_twice_in_different_groups_are_taken_unless_they_are_referred_to() -> None:
    rows = [
        "begin_group | g | G |", "text | naam | Naam |", "end_group | | |",
        "begin_group | h | H |", "text | naam | Ook een naam |", "end_group | | |",
    ]  # fmt: skip
    source = table("survey", "type | name | label | relevant", *rows)
    assert [cell.id for cell in cells(source.encode(), "f.md")] == [
        "survey/g/label",
        "survey/naam/label",
        "survey/h/label",
        "survey/h/naam/label",
    ]
    texts = {"pl": {"survey/h/naam/label": "Też nazwa"}}
    form = publish(source.encode(), filename="f.md", texts=texts)
    assert "Też nazwa" in form.xform
    referring = table("survey", "type | name | label | relevant", *rows, "text | c | C | ${naam} = 'x'")
    found = check(referring.encode(), filename="f.md", texts={})
    assert [(one.row, one.reason) for one in found.problems] == [(8, "meer vragen heten “naam”: rij 3, 6")]


_ALL_HEAD = "type | name | label | appearance | calculation | choice_filter | parameters | trigger | default"
_ALL_ROWS = """start | start
end | end
today | today
deviceid | device
username | user
phonenumber | phone
email | mail
simserial | sim
text | t | T | multiline | | | rows=3
integer | i | I
decimal | d | D
range | r | R | vertical | | | start=1; end=10, step=0.5
rank jn | k | K
date | dag | Dag | month-year | | | | | today()
time | tijd | Tijd
dateTime | moment | Moment
select_one jn | s | S | minimal autocomplete | | | randomize=true seed=${i}
select_one stad | stad | Stad | likert | | land = ${s}
select_multiple jn or_other | m | M | columns-3
select_one_from_file l.csv | f | F | | | gemeente = ${t}
select_multiple_from_file dingen.xml | fx | FX
select_one_from_file plekken.geojson | fg | FG
note | n | Dag ${t}
acknowledge | ok | OK
calculate | c | | | ${i} + 1
calculate | p | | | pulldata('l', 'label', 'name', ${f})
hidden | h
begin_group | g | G | field-list
text | ga | GA
end_group
begin_group | tl | TL | table-list
select_one jn | q1 | Q1
select_one jn | q2 | Q2
end_group
begin_repeat | w | Woning
text | adres | Adres
begin_repeat | b | Bed | | | | | | | ${i} + 1
text | wie | Wie slaapt in ${adres}?
end_repeat
end_repeat
select_one ${adres} | welk | Welk adres?
image | foto | Foto | | | | max-pixels=1000
audio | geluid | Geluid
video | film | Film
file | stuk | Stuk
barcode | code | Code
csv-external | tarief
text | later | L | | 1 + 1 | | | ${t}, ${i}"""
ALL = table("survey", f"{_ALL_HEAD} | repeat_count", *_ALL_ROWS.splitlines())
LISTS = table(
    "choices",
    "list_name | name | label | land",
    "jn | ja | Ja",
    "jn | nee | Nee",
    "stad | ams | A | ja",
    "stad | waw | W | nee",
)
FILES = {
    "l.csv": CSV,
    "dingen.xml": b"<root><item><name>x</name><label>X</label></item></root>",
    "plekken.geojson": b'{"features": [{"id": "a", "properties": {"title": "A"}}]}',
    "tarief.csv": b"name,bedrag\nx,1\n",
}


def test_every_type_of_the_standard_reaches_the_xform() -> None:
    source = "\n".join([SETTINGS, ALL, LISTS]).encode()
    xform = "".join(xform_of(source, "f.md").split("\n"))
    for part in (
        'nodeset="/data/k" type="odk:rank"',
        '<range ref="/data/r" appearance="vertical" start="1" end="10" step="0.5"',
        "nodeset=\"randomize(instance('jn')/root/item, /data/i)\"",
        "item[land =  /data/s ]",
        "<m_other/>",
        'src="jr://file-csv/l.csv"',
        'src="jr://file/dingen.xml"',
        'src="jr://file/plekken.geojson"',
        "jr:template",
        'jr:count=" ../b_count "',
        "/data/w[./adres != '']",
        'mediatype="image/*"',
        'mediatype="audio/*"',
        'mediatype="video/*"',
        'type="barcode"',
        "odk-instance-first-load",
        "xforms-value-changed",
        'jr:preloadParams="username"',
        'appearance="list-nolabel"',
    ):
        assert part in xform, part


def test_every_type_of_the_standard_is_published_and_runs() -> None:
    source = "\n".join([SETTINGS, ALL, LISTS]).encode()
    found = check(source, filename="f.md", texts={}, files=FILES)
    assert [problem.line for problem in found.problems] == []
    assert found.form is not None
    assert set(found.form.files) == set(FILES)
    run = FormRun(load(found.form), now=lambda: NOW)
    types = {name: run.node(f"/data/{name}").type for name in TYPES}
    assert types == TYPES
    assert [choice.value for choice in run.node("/data/fx").choices] == ["x"]
    run.answer("/data/t", "ede")
    assert [(choice.value, choice.label) for choice in run.node("/data/f").choices] == [("a", "A")]
    run.answer("/data/f", "a")
    assert run.node("/data/p").value == "A"


TYPES = {
    "t": "text",
    "r": "range",
    "k": "rank",
    "moment": "datetime",
    "m": "select_multiple",
    "n": "note",
    "ok": "acknowledge",
    "w": "repeat",
    "foto": "image",
    "geluid": "audio",
    "film": "video",
    "stuk": "file",
    "code": "barcode",
}


def test_choices_by_search_are_those_of_the_file() -> None:
    survey = table(
        "survey",
        "type | name | label | appearance",
        "text | g | G |",
        "select_one park | p | P | search('l', 'matches', 'gemeente', ${g})",
    )
    choices = table("choices", "list_name | name | label", "park | name | label")
    form = publish(
        "\n".join([SETTINGS, survey, choices]).encode(), filename="f.md", texts={}, files={"l.csv": CSV}
    )
    run = FormRun(load(form), now=lambda: NOW)
    assert run.node("/data/p").choices == ()
    run.answer("/data/g", "ede")
    assert [choice.value for choice in run.node("/data/p").choices] == ["a"]


# Whatever is written, the answer is a form or a refusal


_WORD_LIST = r"""text integer select_one|jn select_one|x select_multiple|jn begin_group end_group begin_repeat
end_repeat note calculate geopoint rank|jn range select_one_from_file|l.csv a b c a.b meta data
x|y ${a} ${b} ${ ${a}+1 ${a}='ja' ${a}>${b} selected(${a},'ja') /data/a .>3 true() false() yes
no - ' “ “x” ‘y’ <b> & ]]> {x} {} %s ( ) [ ] )( 1 0.1 concat( sum(${a}) jn ja nl label::nl
label::English bind:: :: media::image::x search('l') start=1 seed=${a} 2026-01-01 today()
instance('jn')/root/item randomize=true or_other a.png ../a.png position(..) current()/.
once(1) . .."""
_WORDS = st.sampled_from(_WORD_LIST.split()).map(lambda word: word.replace("|", " "))
_CELL = st.one_of(st.just(""), _WORDS, st.text(alphabet="ab${}()'\"<>&|= .,/[]é\u2028\U0001f600", max_size=8))
_HEADERS = """type name label relevant required readonly constraint calculation choice_filter default trigger
repeat_count parameters appearance image label::en hint list_name when code to bind::fc:fact
bind::fc:depth bind::x:y disabled form_id version default_language instance_name namespaces
allow_choice_duplicates body:: instance::a"""
_HEADER = st.sampled_from(_HEADERS.split())
_OTHERS = st.lists(st.sampled_from(["choices", "settings", "signals", "referrals"]), unique=True)


@st.composite
def _sheets(draw: st.DrawFn) -> bytes:
    parts = []
    for name in (
        "survey",
        *draw(st.lists(st.sampled_from(["choices", "settings", "signals", "referrals"]), unique=True)),
    ):
        first = {"survey": ["type", "name", "label"], "choices": ["list_name", "name", "label"]}.get(name, [])
        header = [*first, *draw(st.lists(_HEADER, min_size=1, max_size=5))]
        rows = draw(st.lists(st.lists(_CELL, min_size=1, max_size=len(header)), max_size=7))
        parts.append(table(name, " | ".join(header), *(" | ".join(row) for row in rows)))
    return "\n".join(parts).encode("utf-8", "replace")


@settings(max_examples=150, deadline=None)
@given(_sheets())
def test_any_tables_are_published_or_refused(source: bytes) -> None:
    try:
        found = check(source, filename="f.md", texts={"pl": {"survey/a/label": "x"}}, files={"l.csv": CSV})
    except FormRefused:
        return
    assert isinstance(found, Checked)
    assert (found.form is None) == bool(found.problems)
    for one in (*found.problems, *found.notices):
        assert one.line


_LINES = "\n".join([SETTINGS, ALL, LISTS]).splitlines()


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_good_form_with_one_cell_changed_is_published_or_refused(data: st.DataObject) -> None:
    number = data.draw(st.sampled_from([at for at, line in enumerate(_LINES) if line.startswith("| | ")]))
    cells = _LINES[number].split(" | ")
    at = data.draw(st.integers(0, len(cells) - 1))
    cells[at] = ("| | " if at == 0 else "") + data.draw(_CELL)
    source = "\n".join([*_LINES[:number], " | ".join(cells), *_LINES[number + 1 :]]).encode(
        "utf-8", "replace"
    )
    found = check(source, filename="f.md", texts={}, files=FILES)
    assert (found.form is None) == bool(found.problems)


def test_a_table_of_questions_keeps_its_title() -> None:
    run = running(
        table(
            "survey",
            "type | name | label | appearance",
            "begin_group | tl | Hoe is het? | table-list",
            "select_one jn | q1 | Q1",
            "end_group",
        ),
        table("choices", "list_name | name | label", "jn | ja | Ja"),
    )
    assert [section.label for section in run.sections()] == ["Hoe is het?"]
