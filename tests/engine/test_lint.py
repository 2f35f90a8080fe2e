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
    ("${jn} = 'yes'", "“yes” staat niet op de lijst “jn” van “jn”; daarop staan ja, nee"),
    ("'polen' = ${land}", "“polen” staat niet op de lijst “land”"),
    ("${land} = 'NL'", "bedoelt u “nl”?"),
    ("${cijfer} = 3", "“3” staat niet op de lijst “cijfer”"),
    ("${jn} > 3", "“jn” kan niet met > worden vergeleken met “3”: op de lijst “jn” staat geen getal"),
    ("'3' <= ${jn}", "“jn” kan niet met <= worden vergeleken met “3”"),
    ("${jn} < -1", "“jn” kan niet met < worden vergeleken met “-1”"),
    ("${jn} >= ${getal}", "“jn” kan niet met >= worden vergeleken met “getal” (een getal)"),
    ("count-selected(${landen}) = ${jn}", "“jn” kan niet met = worden vergeleken met een getal"),
    ("${jn} = 3", "“3” staat niet op de lijst “jn”"),
    ("${jn} = '3'", "“3” staat niet op de lijst “jn”"),
    ("selected(${landen}, 'de')", "“de” staat niet op de lijst “land” van “landen”"),
    ("selected(${getal}, '1')", "selected() gaat over keuzes"),
    ("${getal} = 'veel'", "“getal” (een getal) kan niet met = worden vergeleken met “veel”"),
    ("${getal} < 'veel'", "“getal” (een getal) kan niet met < worden vergeleken met “veel”"),
    ("${dag} = 'ja'", "“dag” (een datum) kan niet met = worden vergeleken met “ja”"),
    ("${dag} > '2026-13-01'", "kan niet met > worden vergeleken met “2026-13-01”"),
    ("${dag} = ${jn}", "“dag” (een datum) kan niet worden vergeleken met “jn” (de code van een keuze)"),
    ("today() = ${land}", "een datum kan niet worden vergeleken met “land”"),
    ("${tijd} > '25:00'", "“tijd” (een tijd) kan niet met > worden vergeleken"),
    ("${tijd} = ${dag}", "kan niet worden vergeleken met “dag”"),
    ("${tekst} > 'm'", "“tekst” (een tekst) kan niet met > worden vergeleken met “m”"),
    ("string-length(${tekst}) = 'lang'", "een getal kan niet met = worden vergeleken met “lang”"),
    ("count-selected(${landen}) > 'twee'", "een getal kan niet met > worden vergeleken"),
    ("not(${jn} = 'ja' and (${getal} > 3 or ${land} = 'xx'))", "“xx” staat niet op de lijst"),
    ("${getl} > 1", "er is geen vraag “getl” (bedoelt u “getal”?)"),
    ("${last-saved#getal} > 1", "uit een eerder gesprek"),
    ("strng-length(${tekst}) > 1", "de functie strng-length() bestaat niet (bedoelt u “string-length”?)"),
    ("/data/getl > 1", "op /data/getl staat niets (bedoelt u “getal”?)"),
    ("${getal} >", "te vroeg"),
]


@pytest.mark.parametrize(("condition", "part"), WRONG)
def test_what_cannot_be_meant_is_refused(condition: str, part: str) -> None:
    only(relevant(condition).problems, "survey", 11, "relevant", part)


NOTICED = [
    ("${landen} = 'nl'", "kan meer waarden tegelijk hebben"),
    ("${jn} != 'misschien'", "“misschien” staat niet op de lijst"),
    ("${jn} != 3", "“3” staat niet op de lijst"),
    ("${jn} = ${getal}", "“jn” kan niet met = worden vergeleken met “getal” (een getal)"),
    ("${jn} != ${getal}", "“jn” kan niet met != worden vergeleken met “getal” (een getal)"),
    ("${getal} = ${tekst}", "“getal” (een getal) wordt vergeleken met “tekst” (een tekst)"),
    ("${land} = ${jn}", "“land” en “jn” hebben geen enkele keuze gelijk"),
    ("${jn} = ‘ja’", "kromme aanhalingstekens"),
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
    "${cijfer} >= ${getal}",
    "${cijfer} < '2'",
    "number(${cijfer}) = ${cijfer}",
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
    only(found.notices, "survey", 11, "relevant", "“slot” wordt nooit gevraagd")


@pytest.mark.parametrize("condition", NEVER)
def test_a_rule_that_can_never_fire_is_refused(condition: str) -> None:
    for sheet in ("signals", "referrals"):
        rules = table(sheet, "code | when | label", f"x | {condition} | X")
        head = "type | name | label"
        only(checked(head, *EVERYTHING, sheets=(rules,)).problems, sheet, 2, "when", "“x” kan nooit afgaan")


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
        ("signals", 2, "when", "“a” kan nooit afgaan: de voorwaarde klopt nooit"),
        ("signals", 3, "when", "“b” kan nooit afgaan: de voorwaarde klopt nooit"),
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
        ("signals", 3, "when", "“nooit” kan nooit afgaan: de voorwaarde klopt nooit"),
        ("signals", 4, "when", "signalen vragen naar elkaar: kring → rond → kring"),
        ("referrals", 3, "when", "“b” kan nooit afgaan: de voorwaarde klopt nooit"),
        ("referrals", 4, "when", "er is geen signaal “eeen” (bedoelt u “een”?)"),
        ("referrals", 5, "when", "bij het gebied “huis” hoort geen signaal"),
        ("referrals", 6, "when", "er is geen vraag en geen feit “jm”"),
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
        "alleen te lezen, en niets vult het in",
    ),
    ([row("note", "a", "A", required="true()")], 2, "required", "is een mededeling zonder antwoord"),
    (
        [row("integer", "a", "A", required="yes", constraint=". > 5 and . < 3")],
        2,
        "constraint",
        "geen enkel antwoord voldoet",
    ),
    (
        [row("select_one jn", "a", "A", required="yes", constraint=". != 'ja' and . != 'nee'")],
        2,
        "constraint",
        "geen enkel antwoord voldoet aan de eis",
    ),
    (
        [row("select_one stad", "a", "A", required="yes", choice_filter="1 = 2")],
        2,
        "choice_filter",
        "het filter laat nooit een keuze over",
    ),
    (
        [
            row("text", "a", "A", trigger="${b}", calculation="1"),
            row("text", "b", "B", trigger="${a}", calculation="1"),
        ],
        2,
        "trigger",
        "triggers zetten elkaar in gang: a ← b ← a",
    ),
    ([row("text", "a", "A", trigger="${b}")], 2, "trigger", "geen vraag “b”"),
    (
        [row("text", "a", "A"), row("text", "b", "B", trigger="a", calculation="1")],
        3,
        "trigger",
        "een trigger is een vraag zoals ${name}, of",
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
        "en dat is geen getal",
    ),
    (
        [row("begin_repeat", "r", "R", repeat_count="'veel'"), row("text", "a", "A"), row("end_repeat")],
        2,
        "repeat_count",
        "is geen getal",
    ),
    ([row("text", "a", "A"), row("text", "b", "B ${c}")], 3, "label", "geen vraag “c”"),
    ([row("text", "a", "A", default="concat(${x}, '1')")], 2, "default", "geen vraag “x”"),
    (
        [row("select_one jn", "a", "A", parameters="randomize=true seed=${x}")],
        2,
        "parameters",
        "geen vraag “x”",
    ),
    ([row("text", "a", "A"), row("select_one ${a}", "b", "B")], 3, "type", "staat niet in een herhaling"),
    ([row("text", "a", "-")], 2, "label", "alleen “-” is, is niet te zien"),
    ([row("select_multiple los", "a", "A")], 2, "type", "de lijst “los” staat niet op het blad choices"),
    ([row("begin_group", "g", "G"), row("text", "a", "A"), row("end_repeat")], 4, "type", "nergens begint"),
    ([row("text", "meta", "A")], 2, "name", "gebruikt het formulier zelf al"),
    ([row("txt", "a", "A")], 2, "type", "het type “txt” bestaat niet (bedoelt u “text”?)"),
    ([row("select_one jn extra", "a", "A")], 2, "type", "“extra” achter de lijst"),
    (
        [row("select_one jn or_other", "a", "A", choice_filter="true()")],
        2,
        "choice_filter",
        "kunnen geen filter hebben",
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
        "“veel” kan geen antwoord op “a” zijn: dat is een getal",
    ),
    ([row("date", "a", "A", default="morgen")], "default", "dat is een datum zoals"),
    (
        [row("select_one jn", "a", "A", default="jaa")],
        "default",
        "staat niet op de lijst “jn” (bedoelt u “ja”?)",
    ),
    (
        [row("select_multiple land", "a", "A", default="nl de")],
        "default",
        "“de” staat niet op de lijst “land”",
    ),
    (
        [row("select_one stad", "a", "A", choice_filter="lnd = 'nl'")],
        "choice_filter",
        "heeft geen kolom “lnd” (bedoelt u",
    ),
    (
        [row("select_one jn", "a", "A", constraint=". = 'jaa' or . = 'nee'")],
        "constraint",
        "“jaa” staat niet op de lijst",
    ),
    (
        [row("integer", "a", "A", constraint=". > 'drie'")],
        "constraint",
        "kan niet met > worden vergeleken met “drie”",
    ),
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
    only(found, "survey", 2, "default", "onverwacht")
    assert "aanhalingstekens" in found[0].help


def test_an_attribute_of_an_unknown_namespace_is_refused() -> None:
    found = checked("type | name | label | bind::zz:x | bind::odk:y", "text | a | A | 1 | 2").problems
    only(found, "survey", 1, "bind::zz:x", "nergens staat wat “zz:” is")


def test_a_form_without_questions_is_refused() -> None:
    only(checked("type | name | label").problems, "survey", 0, "", "het formulier heeft geen vragen")


NOTES = [
    ([row("calculate", "a", calculation="1", required="yes")], 2, "required", "niemand kan “a” beantwoorden"),
    (
        [row("integer", "a", "A", constraint=". > 5 and . < 3")],
        2,
        "constraint",
        "geen enkel antwoord op “a” voldoet",
    ),
    (
        [
            row("select_one land", "l", "L"),
            row("select_one stad", "s", "S", required="yes", choice_filter="land = ${l}"),
        ],
        3,
        "choice_filter",
        "“s” is verplicht, maar er is geen keuze als “l” “ro” is",
    ),
    (
        [row("select_one stad", "s", "S", required="yes", choice_filter="land = 'zz'")],
        2,
        "choice_filter",
        "“s” is verplicht, maar er is geen keuze als de vraag wordt gesteld",
    ),
    (
        [row("text", "a", "A"), row("text", "A", "A")],
        3,
        "name",
        "verschilt alleen in hoofdletters van “a” in rij 2",
    ),
    ([row("text", "a", "A", appearance="w4 print")], 2, "appearance", "doet hier niets"),
    ([row("date", "a", "A", appearance="ethiopian")], 2, "appearance", "onze eigen kalender"),
    ([row("text", "a", "A", appearance="ex:org.app(x=1)")], 2, "appearance", "met de hand ingevuld"),
    ([row("subscriberid", "a")], 2, "type", "geen toestel geeft nog een subscriberid"),
    ([row("select_one jn or_other", "a", "A")], 2, "type", "or_other voegt Engelse teksten toe"),
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


@pytest.mark.parametrize("appearance", ["minimal", "autocomplete", "search", "columns-2", "quick", "likert"])
def test_ways_to_show_a_choice_are_known(appearance: str) -> None:
    found = checked(HEAD, row("select_one jn", "a", "A", appearance=appearance))
    assert found.problems == ()
    assert [one for one in found.notices if one.column == "appearance"] == []


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
        notices, "survey", 7, "calculation", "“loon” wordt bij elke “p” gevraagd; hier telt alleen de eerste"
    )


def test_lists_and_columns_that_nobody_needs_are_noticed() -> None:
    rows = [f"{row} | x" for row in EVERYTHING if "cijfer" not in row]
    found = checked("type | name | label | lable", *rows)
    assert places(found.notices) == [
        ("survey", 1, "lable", "de kolom “lable” is niet bekend en telt niet mee (bedoelt u “label”?)"),
        ("choices", 9, "list_name", "geen vraag gebruikt de lijst “cijfer”"),
    ]


def test_untranslated_texts_are_counted_by_language_sheet_and_column() -> None:
    source = "\n".join(
        [
            table("settings", "form_id | version", "test | 1"),
            table(
                "survey",
                "type | name | label | hint",
                "text | a | A | Hint",
                "text | b | B |",
                "text | c | C | Hint",
            ),
        ]
    )
    texts = {
        "pl": {"survey/a/label": "A po polsku"},
        "en": {key: "x" for key in ("survey/a/label", "survey/a/hint")},
    }
    found = check(source.encode(), filename="form.md", texts=texts)
    assert found.form is not None
    assert sorted(places(found.notices), key=str) == [
        ("survey", 2, "hint", "cellen zonder vertaling in pl: 2, in rij 2, 4"),
        ("survey", 3, "label", "cellen zonder vertaling in en: 2, in rij 3, 4"),
        ("survey", 3, "label", "cellen zonder vertaling in pl: 2, in rij 3, 4"),
        ("survey", 4, "hint", "cellen zonder vertaling in en: 1, in rij 4"),
    ]


def test_a_text_that_nobody_reads_in_a_language_is_not_missed_there() -> None:
    survey = table("survey", "type | name | label | guidance_hint", "text | a | A | Let op", "text | b | B |")
    texts = {"pl": {"survey/a/label": "A po polsku"}, "en": {}}
    found = check(
        survey.encode(),
        filename="form.md",
        texts=texts,
        needed=lambda _sheet, column, tag: tag == "en" or column == "label",
    )
    untranslated = [one for one in places(found.notices) if "vertaling" in one[3]]
    assert sorted(untranslated, key=str) == [
        ("survey", 2, "guidance_hint", "cellen zonder vertaling in en: 1, in rij 2"),
        ("survey", 2, "label", "cellen zonder vertaling in en: 2, in rij 2, 3"),
        ("survey", 3, "label", "cellen zonder vertaling in pl: 1, in rij 3"),
    ]


def test_a_label_only_in_another_language_is_refused() -> None:
    head = "type | name | label::Nederlands (nl) | label::English (en)"
    found = checked(head, "text | a | Naam | Name", "text | b | | Town").problems
    only(found, "survey", 3, "label", "er is geen label in nl, de taal van het formulier, alleen in en")


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
