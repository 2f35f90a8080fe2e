"""The linter: each kind of finding with its sheet, row, column and reason; and what must not be found."""

from __future__ import annotations

import pytest

from fieldcheck.engine import Checked, Problem, check
from tests.engine.building import table

CHOICES = table(
    "choices",
    "list_name | name | label | land",
    "jn | ja | Ja |",
    "jn | nee | Nee |",
    "land | nl | Nederland |",
    "land | pl | Polen |",
    "land | ro | Roemenië |",
    "stad | ams | Amsterdam | nl",
    "stad | waw | Warschau | pl",
    "cijfer | 1 | Een |",
    "cijfer | 2 | Twee |",
)
EVERYTHING = [
    "select_one jn | jn | Ja of nee",
    "select_one land | land | Land",
    "select_multiple land | landen | Landen",
    "select_one stad | stad | Stad",
    "select_one cijfer | cijfer | Cijfer",
    "integer | getal | Getal",
    "date | dag | Dag",
    "time | tijd | Tijd",
    "text | tekst | Tekst",
]


def checked(
    head: str, *rows: str, sheets: tuple[str, ...] = (), extra: frozenset[str] | None = None
) -> Checked:
    source = "\n".join(
        [
            table("settings", "form_id | version | default_language", "test | 1 | nl"),
            table("survey", head, *rows),
            CHOICES,
            *sheets,
        ]
    )
    return check(source.encode(), filename="form.md", texts={}, extra_functions=extra)


def places(findings: tuple[Problem, ...]) -> list[tuple[str, int, str, str]]:
    return [(found.sheet, found.row, found.column, found.reason) for found in findings]


def only(findings: tuple[Problem, ...], sheet: str, row: int, column: str, part: str) -> None:
    """There is one finding, and this is it."""
    assert len(findings) == 1, places(findings)
    found = findings[0]
    assert (found.file, found.sheet, found.row, found.column) == ("form.md", sheet, row, column)
    assert part in found.reason, found.reason


def relevant(condition: str) -> Checked:
    """The form with everything in it, and a note that is asked on a condition, in row 11."""
    head = "type | name | label | relevant"
    rows = [f"{row} |" for row in EVERYTHING]
    return checked(head, *rows, f"note | slot | Slot | {condition}")


WRONG = [
    ("${jn} = 'yes'", "“yes” is not on the list “jn” of “jn”; it has ja, nee"),
    ("'polen' = ${land}", "“polen” is not on the list “land”"),
    ("${land} = 'NL'", "did you mean “nl”?"),
    ("${cijfer} = 3", "“3” is not on the list “cijfer”"),
    ("selected(${landen}, 'de')", "“de” is not on the list “land” of “landen”"),
    ("selected(${getal}, '1')", "selected() asks about choices"),
    ("${getal} = 'veel'", "“getal”, a number cannot be compared with “veel”"),
    ("${getal} < 'veel'", "“getal”, a number cannot be compared with “veel”"),
    ("${dag} = 'ja'", "“dag”, a date cannot be compared with “ja”"),
    ("${dag} > '2026-13-01'", "cannot be compared with “2026-13-01”"),
    ("${dag} = ${jn}", "“dag”, a date cannot be compared with “jn”, the code of a choice"),
    ("today() = ${land}", "a date cannot be compared with “land”"),
    ("${tijd} > '25:00'", "“tijd”, a time cannot be compared"),
    ("${tijd} = ${dag}", "cannot be compared with “dag”"),
    ("${tekst} > 'm'", "“tekst”, a text cannot be compared with “m” by >"),
    ("string-length(${tekst}) = 'lang'", "a number cannot be compared with “lang”"),
    ("count-selected(${landen}) > 'twee'", "a number cannot be compared"),
    ("not(${jn} = 'ja' and (${getal} > 3 or ${land} = 'xx'))", "“xx” is not on the list"),
    ("${getl} > 1", "there is no question named “getl” (did you mean “getal”?)"),
    ("${last-saved#getal} > 1", "an interview before this one"),
    ("strng-length(${tekst}) > 1", "there is no function strng-length() (did you mean “string-length”?)"),
    ("/data/getl > 1", "nothing is at /data/getl (did you mean “getal”?)"),
    ("${getal} >", "too early"),
]


@pytest.mark.parametrize(("condition", "part"), WRONG)
def test_what_cannot_be_meant_is_refused(condition: str, part: str) -> None:
    only(relevant(condition).problems, "survey", 11, "relevant", part)


NOTICED = [
    ("${landen} = 'nl'", "can have several values at once"),
    ("${jn} != 'misschien'", "“misschien” is not on the list"),
    ("${getal} = ${tekst}", "“getal”, a number is compared with “tekst”, a text"),
    ("${land} = ${jn}", "“land” and “jn” have no choice in common"),
    ("${jn} = ‘ja’", "bent quotation marks"),
]


@pytest.mark.parametrize(("condition", "part"), NOTICED)
def test_what_may_be_meant_is_noticed(condition: str, part: str) -> None:
    found = relevant(condition)
    assert found.problems == ()
    assert found.form is not None
    only(found.notices, "survey", 11, "relevant", part)


RIGHT = [
    "${jn} = 'ja'",
    "${jn} = ''",
    "${getal} != ''",
    "${getal} = '5'",
    "${cijfer} = 1",
    "${cijfer} > 1",
    "${dag} >= '2026-01-01'",
    "${dag} < today()",
    "${dag} + 3 < today()",
    "${tijd} > '12:30'",
    "${tekst} = 'ja'",
    "${tekst} > 3",
    "selected(${landen}, 'pl') and not(selected(${jn}, 'nee'))",
    "count-selected(${landen}) > 2",
    "${land} = 'nl' and ${land} != 'pl'",
    "regex(${tekst}, '[0-9]+')",
    "decimal-date-time(${dag}) > 20000",
]


@pytest.mark.parametrize("condition", RIGHT)
def test_what_is_right_is_left_alone(condition: str) -> None:
    found = relevant(condition)
    assert (places(found.problems), places(found.notices)) == ([], [])


NEVER = [
    "false()",
    "1 = 2",
    "${jn} = 'ja' and ${jn} = 'nee'",
    "${jn} = 'ja' and (${getal} > 1 and ${jn} = 'nee')",
    "${getal} > 5 and ${getal} < 3",
    "${getal} > 5 and ${getal} <= 5",
    "3 > ${getal} and 5 < ${getal}",
    "not(true()) or false()",
    "if(1 = 1, false(), ${jn})",
]


@pytest.mark.parametrize("condition", NEVER)
def test_a_question_that_is_never_asked_is_noticed(condition: str) -> None:
    found = relevant(condition)
    assert found.problems == ()
    only(found.notices, "survey", 11, "relevant", "“slot” is never asked")


@pytest.mark.parametrize("condition", NEVER)
def test_a_rule_that_can_never_fire_is_refused(condition: str) -> None:
    for sheet in ("signals", "referrals"):
        rules = table(sheet, "code | when | label", f"x | {condition} | X")
        head = "type | name | label"
        only(checked(head, *EVERYTHING, sheets=(rules,)).problems, sheet, 2, "when", "“x” can never fire")


def test_a_rule_about_what_is_never_asked_can_never_fire() -> None:
    head = "type | name | label | relevant"
    rows = [
        "begin_group | dicht | Dicht | false()",
        "select_one jn | a | A |",
        "end_group | | |",
        "text | b | B | ${a} = 'ja'",
        "text | c | C |",
    ]
    rules = table("signals", "code | when", "a | ${a} = 'ja'", "b | ${b} = 'x'", "c | ${c} = 'x'")
    found = checked(head, *rows, sheets=(rules,))
    assert places(found.problems) == [
        ("signals", 2, "when", "“a” can never fire: its condition never holds"),
        ("signals", 3, "when", "“b” can never fire: its condition never holds"),
    ]


FUNCTIONS = frozenset(["fc:signal", "fc:domain-signals", "fc:state"])


def test_rules_that_name_signals() -> None:
    rules = table(
        "signals",
        "code | domain | when",
        "een | loon | ${jn} = 'ja'",
        "nooit | loon | 1 = 2",
        "kring | loon | fc:signal('rond')",
        "rond | loon | fc:signal('kring') or ${jn} = 'ja'",
    )
    referrals = table(
        "referrals",
        "code | when",
        "a | fc:signal('een')",
        "b | fc:signal('nooit')",
        "c | fc:signal('eeen')",
        "d | fc:domain-signals('loon') > 1 or fc:domain-signals('huis') > 1",
        "e | fc:state('jn') = 'refused' and fc:state('jm') = 'refused'",
    )
    found = checked("type | name | label", *EVERYTHING, sheets=(rules, referrals), extra=FUNCTIONS)
    assert places(found.problems) == [
        ("signals", 3, "when", "“nooit” can never fire: its condition never holds"),
        ("signals", 4, "when", "signals ask for each other: kring asks for rond asks for kring"),
        ("referrals", 3, "when", "“b” can never fire: its condition never holds"),
        ("referrals", 4, "when", "there is no signal “eeen” (did you mean “een”?)"),
        ("referrals", 5, "when", "there is no domain with signals “huis”"),
        ("referrals", 6, "when", "there is no question or fact “jm”"),
    ]


HEAD = (
    "type | name | label | relevant | required | readonly | constraint | calculation | choice_filter "
    "| default | trigger | repeat_count | parameters | appearance"
)


def row(type: str, name: str = "", label: str = "", **cells: str) -> str:
    columns = [column.strip() for column in HEAD.split("|")]
    values = {"type": type, "name": name, "label": label, **cells}
    return " | ".join(values.get(column, "") for column in columns)


TRAPS = [
    (
        [row("text", "a", "A", required="yes", readonly="yes")],
        2,
        "required",
        "read-only, and nothing fills it in",
    ),
    ([row("note", "a", "A", required="true()")], 2, "required", "is a note and cannot be answered"),
    (
        [row("integer", "a", "A", required="yes", constraint=". > 5 and . < 3")],
        2,
        "constraint",
        "no answer meets",
    ),
    (
        [row("select_one jn", "a", "A", required="yes", constraint=". != 'ja' and . != 'nee'")],
        2,
        "constraint",
        "no answer meets its constraint",
    ),
    (
        [row("select_one stad", "a", "A", required="yes", choice_filter="1 = 2")],
        2,
        "choice_filter",
        "its filter never leaves a choice",
    ),
    (
        [
            row("text", "a", "A", trigger="${b}", calculation="1"),
            row("text", "b", "B", trigger="${a}", calculation="1"),
        ],
        2,
        "trigger",
        "triggers pull each other: a is set off by b is set off by a",
    ),
    ([row("text", "a", "A", trigger="${b}")], 2, "trigger", "no question named “b”"),
    (
        [row("text", "a", "A"), row("text", "b", "B", trigger="a", calculation="1")],
        3,
        "trigger",
        "a trigger is a",
    ),
    (
        [
            row("date", "d", "D"),
            row("begin_repeat", "r", "R", repeat_count="${d}"),
            row("text", "a", "A"),
            row("end_repeat"),
        ],
        3,
        "repeat_count",
        "which is not a number",
    ),
    (
        [row("begin_repeat", "r", "R", repeat_count="'veel'"), row("text", "a", "A"), row("end_repeat")],
        2,
        "repeat_count",
        "is not a number",
    ),
    ([row("text", "a", "A"), row("text", "b", "B ${c}")], 3, "label", "no question named “c”"),
    ([row("text", "a", "A", default="concat(${x}, '1')")], 2, "default", "no question named “x”"),
    ([row("select_one jn", "a", "A", parameters="randomize=true seed=${x}")], 2, "parameters", "named “x”"),
    ([row("text", "a", "A"), row("select_one ${a}", "b", "B")], 3, "type", "is not in a repeat"),
    ([row("text", "a", "-")], 2, "label", "only “-” is not shown"),
    ([row("select_multiple los", "a", "A")], 2, "type", "the list “los” is not on the sheet choices"),
    ([row("begin_group", "g", "G"), row("text", "a", "A"), row("end_repeat")], 4, "type", "never begun"),
    ([row("text", "meta", "A")], 2, "name", "taken by the form itself"),
    ([row("txt", "a", "A")], 2, "type", "there is no type “txt” (did you mean “text”?)"),
    ([row("select_one jn extra", "a", "A")], 2, "type", "“extra” after the list"),
    (
        [row("select_one jn or_other", "a", "A", choice_filter="true()")],
        2,
        "choice_filter",
        "cannot be filtered",
    ),
]


@pytest.mark.parametrize(("rows", "number", "column", "part"), TRAPS)
def test_traps_and_slips_are_refused(rows: list[str], number: int, column: str, part: str) -> None:
    found = checked(HEAD, *rows).problems
    assert any(
        (one.sheet, one.row, one.column) == ("survey", number, column) and part in one.reason for one in found
    ), places(found)


ANSWERS = [
    (
        [row("integer", "a", "A", default="veel")],
        "default",
        "“veel” cannot be the answer to “a”: that is a number",
    ),
    ([row("date", "a", "A", default="morgen")], "default", "that is a date such as"),
    (
        [row("select_one jn", "a", "A", default="jaa")],
        "default",
        "is not on the list “jn” (did you mean “ja”?)",
    ),
    ([row("select_multiple land", "a", "A", default="nl de")], "default", "“de” is not on the list “land”"),
    (
        [row("select_one stad", "a", "A", choice_filter="lnd = 'nl'")],
        "choice_filter",
        "has no column “lnd” (did you",
    ),
    (
        [row("select_one jn", "a", "A", constraint=". = 'jaa' or . = 'nee'")],
        "constraint",
        "“jaa” is not on the list",
    ),
    ([row("integer", "a", "A", constraint=". > 'drie'")], "constraint", "cannot be compared with “drie”"),
]


@pytest.mark.parametrize(("rows", "column", "part"), ANSWERS)
def test_defaults_filters_and_limits_fit_the_question(rows: list[str], column: str, part: str) -> None:
    only(checked(HEAD, *rows).problems, "survey", 2, column, part)


def test_what_stands_in_a_predicate_is_about_another_node() -> None:
    path = "instance('stad')/root/item[name = 'ams' and land = 'nl']/name[. = 'elders'] = 'x'"
    rows = [
        row("select_one jn", "a", "A", constraint=path),
        row(
            "select_one stad",
            "b",
            "B",
            choice_filter=f"land != '' and ({path} or instance('jn')/root/item[code])",
        ),
    ]
    assert checked(HEAD, *rows).problems == ()


def test_good_defaults_filters_and_limits_are_left_alone() -> None:
    rows = [
        row("integer", "a", "A", default="3", constraint=". > 2"),
        row("date", "b", "B", default="2026-11-22"),
        row("date", "c", "C", default="today() - 1"),
        row("select_multiple land", "d", "D", default="nl pl", constraint="count-selected(.) > 1"),
        row("select_one stad", "e", "E", choice_filter="selected(${d}, land) and name != 'ams'"),
        row("text", "f", "F", default="zomaar een tekst"),
    ]
    found = checked(HEAD, *rows)
    assert found.problems == ()
    assert [one for one in found.notices if one.sheet == "survey"] == []


def test_a_default_that_looks_like_a_sum_is_refused_with_the_way_out() -> None:
    found = checked(HEAD, row("text", "a", "A", default="een tekst - met streepje")).problems
    only(found, "survey", 2, "default", "unexpected")
    assert "quotation marks" in found[0].help


def test_an_attribute_of_an_unknown_namespace_is_refused() -> None:
    found = checked("type | name | label | bind::zz:x | bind::odk:y", "text | a | A | 1 | 2").problems
    only(found, "survey", 1, "bind::zz:x", "nothing says what “zz:” is")


def test_a_form_without_questions_is_refused() -> None:
    only(checked("type | name | label").problems, "survey", 0, "", "the form has no questions")


NOTES = [
    ([row("calculate", "a", calculation="1", required="yes")], 2, "required", "nobody can answer “a”"),
    ([row("integer", "a", "A", constraint=". > 5 and . < 3")], 2, "constraint", "no answer to “a” meets"),
    (
        [
            row("select_one land", "l", "L"),
            row("select_one stad", "s", "S", required="yes", choice_filter="land = ${l}"),
        ],
        3,
        "choice_filter",
        "“s” is required, but has no choice when “l” is “ro”",
    ),
    ([row("text", "a", "A"), row("text", "A", "A")], 3, "name", "differs from “a” in row 2 only in capitals"),
    ([row("text", "a", "A", appearance="w4 print")], 2, "appearance", "means nothing here"),
    ([row("date", "a", "A", appearance="ethiopian")], 2, "appearance", "our own calendar"),
    ([row("text", "a", "A", appearance="ex:org.app(x=1)")], 2, "appearance", "filled in by hand"),
    ([row("subscriberid", "a")], 2, "type", "no device tells its subscriberid"),
    ([row("select_one jn or_other", "a", "A")], 2, "type", "or_other adds English texts"),
]


@pytest.mark.parametrize(("rows", "number", "column", "part"), NOTES)
def test_what_does_no_harm_is_noticed(rows: list[str], number: int, column: str, part: str) -> None:
    found = checked(HEAD, *rows)
    assert found.problems == ()
    assert any(
        (one.sheet, one.row, one.column) == ("survey", number, column) and part in one.reason
        for one in found.notices
    ), places(found.notices)


REFUSED = ["geopoint", "geotrace", "geoshape", "start-geopoint", "background-geopoint", "osm", "audit",
           "background-audio", "select_one_external jn", "gps"]  # fmt: skip


@pytest.mark.parametrize("type", REFUSED)
def test_types_that_cannot_run_at_a_desk_say_what_would_help(type: str) -> None:
    found = checked(HEAD, row("text", "a", "A"), row(type, "hier", "Hier")).problems
    assert len(found) == 1
    assert (found[0].sheet, found[0].row, found[0].column, found[0].name) == ("survey", 3, "type", "hier")
    assert "hier" in found[0].reason
    assert found[0].help
    assert found[0].line.endswith(found[0].help)


@pytest.mark.parametrize("appearance", ["image-map", "draw", "signature", "annotate"])
def test_appearances_that_make_another_question_of_it_are_refused(appearance: str) -> None:
    type = "select_one jn" if appearance == "image-map" else "image"
    found = checked(HEAD, row(type, "a", "A", appearance=appearance)).problems
    only(found, "survey", 2, "appearance", f"“{appearance}”")
    assert found[0].help


def test_a_question_of_a_repeat_read_from_outside_is_noticed() -> None:
    rows = [
        row("begin_repeat", "p", "P"),
        row("integer", "loon", "Loon"),
        row("text", "b", "B", relevant="${loon} > 1"),
        row("end_repeat"),
        row(
            "calculate", "goed", calculation="sum(${loon}) + max(${loon}) + indexed-repeat(${loon}, ${p}, 1)"
        ),
        row("calculate", "fout", calculation="${loon} * 2"),
    ]
    notices = tuple(one for one in checked(HEAD, *rows).notices if one.sheet == "survey")
    only(
        notices, "survey", 7, "calculation", "“loon” is asked for each “p”; here it is that of the first only"
    )


def test_lists_and_columns_that_nobody_needs_are_noticed() -> None:
    rows = [f"{row} | x" for row in EVERYTHING if "cijfer" not in row]
    found = checked("type | name | label | lable", *rows)
    assert places(found.notices) == [
        ("survey", 1, "lable", "the column “lable” is not known and is passed over (did you mean “label”?)"),
        ("choices", 9, "list_name", "no question uses the list “cijfer”"),
    ]


def test_untranslated_texts_are_counted_by_language_and_sheet() -> None:
    source = "\n".join(
        [
            table("settings", "form_id | version", "test | 1"),
            table("survey", "type | name | label | hint", "text | a | A | Hint", "text | b | B |"),
        ]
    )
    texts = {
        "pl": {"survey/a/label": "A po polsku"},
        "en": {key: "x" for key in ("survey/a/label", "survey/a/hint")},
    }
    found = check(source.encode(), filename="form.md", texts=texts)
    assert found.form is not None
    assert sorted(places(found.notices), key=str) == [
        ("survey", 2, "", "cells without a translation into pl: 2, in rows 2, 3"),
        ("survey", 3, "", "cells without a translation into en: 1, in rows 3"),
    ]


def test_a_label_only_in_another_language_is_refused() -> None:
    head = "type | name | label::Nederlands (nl) | label::English (en)"
    found = checked(head, "text | a | Naam | Name", "text | b | | Town").problems
    only(found, "survey", 3, "label", "there is no label in nl, the language of the form, only in en")


def test_a_form_without_id_and_version_is_noticed() -> None:
    found = check(table("survey", "type | name | label", "text | a | A").encode(), filename="f.md", texts={})
    assert [(one.sheet, one.column) for one in found.notices] == [
        ("settings", "form_id"),
        ("settings", "version"),
    ]


def test_sheets_for_servers_are_passed_over_with_a_notice() -> None:
    entities = table("entities", "list_name | label", "personen | x")
    stray = table("setings", "form_id", "y")
    found = checked("type | name | label | save_to", "text | a | A | naam", sheets=(entities, stray))
    assert found.problems == ()
    assert {("entities", 0, ""), ("survey", 1, "save_to"), ("setings", 0, "")} <= {
        (one.sheet, one.row, one.column) for one in found.notices
    }
