"""Scenarios: a small form, some answers, and what follows from them."""

from __future__ import annotations

import pytest

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import Violation
from tests.engine.building import running, table

PAY = table(
    "survey",
    "type | name | label | relevant | required | constraint | constraint_message | calculation | appearance",
    "begin_group | work | Werk | | | | | |",
    "select_one yn | works | Werkt u hier? | | yes | | | |",
    "text | employer | Voor wie werkt u? | ${works} = 'yes' | | | | |",
    "end_group | | | | | | | |",
    "begin_group | pay | Loon | ${works} = 'yes' | | | | | field-list",
    "decimal | amount | Hoeveel krijgt u? | | | . >= 0 | Dat kan niet negatief zijn. | |",
    "integer | hours | Hoeveel uur? | | | . <= 24 * 7 | | |",
    "calculate | hourly | | | | | | ${amount} div ${hours} |",
    "note | shown | Dat is ${hourly} per uur. | ${hours} > 0 | | | | |",
    "end_group | | | | | | | |",
    "text | after | Nog iets? | | | | | | multiline",
)
YN = table("choices", "list_name | name | label", "yn | yes | Ja", "yn | no | Nee")


def pay() -> tuple[str, str]:
    return PAY, YN


def test_relevance_follows_the_answer() -> None:
    run = running(*pay())
    assert [page.reference for page in run.pages()] == ["/data/work/works", "/data/after"]
    changed = run.answer("/data/work/works", "yes")
    assert {"/data/work/works", "/data/work/employer", "/data/pay", "/data/pay/amount"} <= changed
    assert [page.reference for page in run.pages()] == [
        "/data/work/works",
        "/data/work/employer",
        "/data/pay",
        "/data/after",
    ]
    assert run.pages()[2].questions == ("/data/pay/amount", "/data/pay/hours")
    assert "/data/after" not in changed


def test_what_an_open_answer_may_still_bring_is_known() -> None:
    run = running(*pay())
    assert run.held_back() == ("/data/work/employer", "/data/pay/amount", "/data/pay/hours")
    run.answer("/data/work/works", "no")
    assert run.held_back() == ()
    run.answer("/data/work/works", "yes")
    assert run.held_back() == ()


def test_calculation_and_text_in_a_label() -> None:
    run = running(*pay())
    run.answer("/data/work/works", "yes")
    run.answer("/data/pay/amount", "100.50")
    assert run.node("/data/pay/hourly").value == ""
    changed = run.answer("/data/pay/hours", "10")
    assert run.node("/data/pay/hourly").value == "10.05"
    assert run.node("/data/pay/shown").label == "Dat is 10.05 per uur."
    assert {"/data/pay/hourly", "/data/pay/shown"} <= changed
    assert run.node("/data/pay/amount").value == "100.50", "an answer is never rounded"


def test_what_is_not_relevant_has_no_value_but_is_not_forgotten() -> None:
    run = running(*pay())
    for name, value in (("work/works", "yes"), ("pay/amount", "100"), ("pay/hours", "10")):
        run.answer(f"/data/{name}", value)
    run.answer("/data/work/works", "no")
    assert run.node("/data/pay/amount").value == ""
    assert run.evaluate("/data/pay/amount = ''") is True
    assert run.node("/data/pay/amount").state is AnswerState.ANSWERED
    run.answer("/data/work/works", "yes")
    assert run.node("/data/pay/amount").value == "100"
    assert run.node("/data/pay/hourly").value == "10"


def test_constraint_is_reported_and_not_forced() -> None:
    run = running(*pay())
    run.answer("/data/work/works", "yes")
    negative = Violation("constraint", "Dat kan niet negatief zijn.")
    assert run.check("/data/pay/amount", "-1") == negative
    assert run.node("/data/pay/amount").value == "", "checking changes nothing"
    run.answer("/data/pay/amount", "-1")
    assert run.node("/data/pay/amount").violation == negative
    assert run.check("/data/pay/amount", "1") is None
    assert run.check("/data/pay/amount", "") is None


def test_required_is_satisfied_by_a_state_given_instead() -> None:
    run = running(*pay())
    assert run.node("/data/work/works").violation == Violation("required", "")
    run.set_state("/data/work/works", AnswerState.AFRAID)
    node = run.node("/data/work/works")
    assert (node.violation, node.state, node.value) == (None, AnswerState.AFRAID, "")
    run.answer("/data/work/works", "")
    assert run.node("/data/work/works").state is AnswerState.NOT_ASKED
    with pytest.raises(ValueError, match="answered"):
        run.set_state("/data/work/works", AnswerState.ANSWERED)


@pytest.mark.parametrize(
    ("kind", "bad", "good"),
    [
        ("integer", ["1,5", "x", "1.0", "9" * 30, "٣x"], ["0", "-3"]),
        ("decimal", ["1,50", "NaN", "1e3", "--1"], ["1.50", "-3", ".5"]),
        ("date", ["2026-02-30", "2026-2-3", "22-11-2026", "2026-13-01"], ["2024-02-29"]),
        ("time", ["25:00:00", "7:15:00", "12:60:00", "07:15"], ["07:15:00.000", "07:15:30"]),
        ("datetime", ["2026-11-22", "2026-11-22T25:00:00"], ["2026-11-22T07:00:00.000+01:00"]),
        ("text", ["a\x00b"], ["Żółć", "two\nlines"]),
        ("select_one yn", ["maybe", "yes no"], ["yes"]),
        ("select_multiple yn", ["yes maybe"], ["yes", "yes no"]),
    ],
)
def test_impossible_values_are_refused(kind: str, bad: list[str], good: list[str]) -> None:
    run = running(table("survey", "type | name | label", f"{kind} | q | Vraag"), YN)
    run.answer("/data/q", good[0])
    for value in bad:
        with pytest.raises(InvalidValue):
            run.answer("/data/q", value)
        with pytest.raises(InvalidValue):
            run.check("/data/q", value)
        assert run.node("/data/q").value == good[0]
    for value in good:
        run.answer("/data/q", value)
        assert run.node("/data/q").value == value


def test_calculated_and_unknown_nodes_cannot_be_answered() -> None:
    run = running(*pay())
    with pytest.raises(InvalidValue):
        run.answer("/data/pay/hourly", "1")
    with pytest.raises(KeyError):
        run.answer("/data/nothing", "1")


def test_there_and_back() -> None:
    run = running(*pay())
    run.answer("/data/work/works", "yes")
    assert run.page_after("/data/work/employer") == "/data/pay"
    assert run.page_of("/data/pay/hours") == "/data/pay"
    assert run.page_of("/data/work") == "/data/work/works"
    assert run.page_before("/data/after") == "/data/pay"
    assert run.page_before("/data/work/works") is None
    assert run.page_after("/data/after") is None
    run.answer("/data/work/works", "no")
    assert run.page_of("/data/pay/hours") is None
    assert run.page_after("/data/pay/hours") == "/data/after"
    assert run.page_before("/data/pay/hours") == "/data/work/works"


@pytest.mark.parametrize(
    "rows",
    [
        [
            "begin_group | g | G | table-list",
            "select_one jn | a | A |",
            "select_one jn | b | B |",
            "end_group",
        ],
        [
            "begin_group | g | G | field-list",
            "select_one jn | head | Hoofd | label",
            "select_one jn | a | A | list-nolabel",
            "select_one jn | b | B | list-nolabel",
            "end_group",
        ],
    ],
)
def test_the_head_of_a_table_is_shown_and_asks_nothing(rows: list[str]) -> None:
    run = running(
        table("survey", "type | name | label | appearance", *rows),
        table("choices", "list_name | name | label", "jn | ja | Ja", "jn | nee | Nee"),
    )
    (page,) = run.pages()
    head, *asked = [one for one in page.questions if run.node(one).choices]
    assert [choice.label for choice in run.node(head).choices] == ["Ja", "Nee"]
    assert asked == ["/data/g/a", "/data/g/b"]
    assert run.references() == run.open_questions() == tuple(asked)
    assert (run.sections()[0].open, run.sections()[0].total) == (2, 2)
    with pytest.raises(InvalidValue):
        run.answer(head, "ja")


def test_sections_count_what_is_open() -> None:
    run = running(*pay())
    run.answer("/data/work/works", "yes")
    run.set_state("/data/pay/hours", AnswerState.DOES_NOT_KNOW)
    sections = {section.reference: (section.label, section.open, section.total) for section in run.sections()}
    assert sections == {"/data/work": ("Werk", 1, 2), "/data/pay": ("Loon", 1, 2)}
    assert run.open_questions() == ("/data/work/employer", "/data/pay/amount", "/data/after")


def test_depth_leaves_deeper_pages_out() -> None:
    survey = table(
        "survey",
        "type | name | label | bind::fc:depth",
        "text | a | A | core",
        "begin_group | g | G | deep",
        "text | b | B |",
        "text | c | C | standard",
        "end_group | | |",
        "text | d | D |",
    )
    run = running(survey)
    assert len(run.pages()) == 4
    run.depth = "standard"
    assert [page.reference for page in run.pages()] == ["/data/a", "/data/d"]
    run.depth = "core"
    assert len(run.pages()) == 2
    with pytest.raises(ValueError, match="deepest"):
        run.depth = "deepest"


def test_choices_that_an_answer_filters() -> None:
    choices = table(
        "choices",
        "list_name | name | label | land",
        "land | pl | Polen |",
        "land | ro | Roemenië |",
        "stad | lodz | Łódź | pl",
        "stad | iasi | Iași | ro",
    )
    survey = table(
        "survey",
        "type | name | label | choice_filter",
        "select_one land | land | Land |",
        "select_one stad | stad | Stad | land = ${land}",
        "calculate | naam | |",
    ).replace("calculate | naam | |", "note | naam | Uit ${stad} |")
    run = running(survey, choices)
    assert run.node("/data/stad").choices == ()
    run.answer("/data/land", "pl")
    assert [choice.label for choice in run.node("/data/stad").choices] == ["Łódź"]
    run.answer("/data/stad", "lodz")
    run.answer("/data/land", "ro")
    assert run.node("/data/stad").value == "", "what is no longer offered does not count"
    run.answer("/data/land", "pl")
    assert run.node("/data/stad").value == "lodz", "and is not forgotten"


def test_defaults_and_values_set_by_events() -> None:
    survey = table(
        "survey",
        "type | name | label | default | calculation | trigger",
        "integer | a | A | 3 | |",
        "date | day | Dag | today() | |",
        "text | b | B | | concat('van ', ${a}) | ${a}",
    )
    run = running(survey)
    assert run.node("/data/a").value == "3"
    assert run.node("/data/day").value == "2026-11-22"
    assert run.node("/data/b").value == ""
    changed = run.answer("/data/a", "4")
    assert run.node("/data/b").value == "van 4"
    assert "/data/b" in changed
    run.answer("/data/a", "")
    assert run.node("/data/a").value == ""
    again = running(survey)
    again.restore(run.answers())
    assert again.node("/data/a").value == ""
    assert again.answers() == run.answers()


def test_choice_name_and_other_questions_in_a_message() -> None:
    survey = table(
        "survey",
        "type | name | label | calculation | constraint | constraint_message",
        "select_one yn | q | Vraag | | |",
        "calculate | said | | jr:choice-name(${q}, '${q}') | |",
        "integer | n | Getal | | . < 3 | Niet bij ${said}.",
    )
    run = running(survey, YN)
    run.answer("/data/q", "yes")
    assert run.node("/data/said").value == "Ja"
    run.answer("/data/n", "5")
    assert run.node("/data/n").violation == Violation("constraint", "Niet bij Ja.")
    assert "/data/n" in run.answer("/data/q", "no")
    assert run.node("/data/n").violation == Violation("constraint", "Niet bij Nee.")


def test_a_choice_name_follows_the_language() -> None:
    survey = table(
        "survey",
        "type | name | label | calculation",
        "select_one yn | q | Vraag |",
        "calculate | said | | jr:choice-name(${q}, '${q}')",
        "note | n | U zei ${said}. |",
    )
    run = running(survey, YN, texts={"pl": {"choices/yn/yes/label": "Tak"}})
    run.answer("/data/q", "yes")
    assert run.node("/data/n").label == "U zei Ja."
    run.language = "pl"
    assert run.node("/data/n").label == "U zei Ja.", "as in ODK, a switch alone computes nothing again"
    run.answer("/data/q", "no")
    run.answer("/data/q", "yes")
    assert run.node("/data/n").label == "U zei Tak."


def test_an_expression_that_cannot_be_computed_costs_no_answer() -> None:
    run = running(
        table(
            "survey",
            "type | name | label | constraint | relevant | calculation",
            "text | way | Hoe? | string-length(digest('a', .)) > 3 | |",
            "text | next | Hierna | | digest('a', ${way}) != '' |",
            "calculate | sealed | | | | digest('a', ${way})",
        )
    )
    assert run.check("/data/way", "nonsense") is None
    run.answer("/data/way", "nonsense")
    node = run.node("/data/way")
    assert (node.value, node.violation) == ("nonsense", None)
    assert run.node("/data/next").relevant, "a question is rather asked than lost"
    assert run.node("/data/sealed").value == ""
    assert {path for path, _ in run.faults} == {"/data/way", "/data/next", "/data/sealed"}
    run.answer("/data/way", "SHA-256")
    assert run.node("/data/sealed").value


def test_a_number_off_the_scale_is_refused() -> None:
    run = running(
        table(
            "survey",
            "type | name | label | parameters",
            "range | safe | Hoe veilig? | start=10 end=0 step=2",
        )
    )
    for given in ("-1", "11"):
        with pytest.raises(InvalidValue):
            run.answer("/data/safe", given)
    run.answer("/data/safe", "10")
    assert run.node("/data/safe").value == "10"
