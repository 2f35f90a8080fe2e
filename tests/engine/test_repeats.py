"""Repeats: instances that come and go, in forms as people write them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldcheck.domain.errors import FormRefused, InvalidValue
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import PRESENT, REMOVED, FormRun, load
from tests.engine.building import NOW, published, running, table

HOUSE = table(
    "survey",
    "type | name | label | relevant | calculation | repeat_count | appearance",
    "text | address | Adres | | | |",
    "begin_repeat | person | Persoon | | | |",
    "text | name | Naam | | | |",
    "integer | age | Leeftijd | | | |",
    "text | school | Welke school? | ${age} < 16 | | |",
    "calculate | place | | | position(..) | |",
    "end_repeat | | | | | |",
    "calculate | people | | | count(${person}) | |",
    "calculate | years | | | sum(${age}) | |",
    "note | told | Er wonen ${people} mensen, samen ${years} jaar. | | | |",
)


def house(*people: tuple[str, str]) -> FormRun:
    run = running(HOUSE)
    for number, (name, age) in enumerate(people, 1):
        if number > 1:
            run.add_instance("/data/person")
        run.answer(f"/data/person[{number}]/name", name)
        run.answer(f"/data/person[{number}]/age", age)
    return run


def value(run: FormRun, path: str) -> str:
    return run.node(f"/data/{path}").value


def test_what_is_outside_follows_what_is_inside() -> None:
    run = house(("Jan", "40"), ("Ola", "12"))
    assert (value(run, "people"), value(run, "years")) == ("2", "52")
    assert run.node("/data/told").label == "Er wonen 2 mensen, samen 52 jaar."
    changed = run.answer("/data/person[2]/age", "13")
    assert {"/data/years", "/data/told", "/data/person[2]/age"} <= changed
    assert "/data/person[1]/age" not in changed


def test_a_condition_is_about_the_same_person() -> None:
    run = house(("Jan", "40"), ("Ola", "12"))
    assert not run.node("/data/person[1]/school").relevant
    assert run.node("/data/person[2]/school").relevant


def test_the_pages_of_each_person_come_before_the_list() -> None:
    run = house(("Jan", "40"), ("Ola", "12"))
    assert [(page.reference, page.kind) for page in run.pages()] == [
        ("/data/address", "questions"),
        ("/data/person[1]/name", "questions"),
        ("/data/person[1]/age", "questions"),
        ("/data/person[2]/name", "questions"),
        ("/data/person[2]/age", "questions"),
        ("/data/person[2]/school", "questions"),
        ("/data/person", "repeat"),
        ("/data/told", "questions"),
    ]
    assert run.page_after("/data/person[2]/school") == "/data/person"
    assert run.page_before("/data/told") == "/data/person"
    assert run.page_of("/data/person[2]") == "/data/person[2]/name"
    list_of_people = run.node("/data/person")
    assert (list_of_people.type, list_of_people.extendable) == ("repeat", True)
    assert list_of_people.instances == ("/data/person[1]", "/data/person[2]")
    assert run.node("/data/person[2]").position == 2


def test_a_number_is_an_instances_own_for_good() -> None:
    run = house(("Jan", "40"), ("Ola", "12"), ("Iza", "30"))
    changed = run.remove_instance("/data/person[2]")
    assert run.node("/data/person").instances == ("/data/person[1]", "/data/person[3]")
    assert {"/data/person", "/data/person[3]", "/data/person[3]/place", "/data/people"} <= changed
    assert value(run, "person[3]/name") == "Iza"
    assert (value(run, "person[3]/place"), value(run, "years")) == ("2", "70")
    assert run.node("/data/person[3]").position == 2
    with pytest.raises(KeyError):
        run.node("/data/person[2]/name")
    assert run.add_instance("/data/person") == "/data/person[4]"


def test_what_was_removed_comes_back_with_its_answers() -> None:
    run = house(("Jan", "40"), ("Ola", "12"))
    run.remove_instance("/data/person[1]")
    assert value(run, "years") == "12"
    run.return_instance("/data/person[1]")
    assert run.node("/data/person").instances == ("/data/person[1]", "/data/person[2]")
    assert (value(run, "person[1]/name"), value(run, "years")) == ("Jan", "52")
    with pytest.raises(KeyError):
        run.return_instance("/data/person[7]")


def test_instances_are_among_the_answers_and_are_restored() -> None:
    run = house(("Jan", "40"), ("Ola", "12"), ("Iza", "30"))
    run.remove_instance("/data/person[1]")
    run.set_state("/data/person[3]/name", AnswerState.AFRAID)
    answers = run.answers()
    assert answers["/data/person[1]"] == (REMOVED, AnswerState.ANSWERED)
    assert answers["/data/person[3]"] == (PRESENT, AnswerState.ANSWERED)
    again = running(HOUSE)
    again.restore(answers)
    assert again.answers() == answers
    assert again.node("/data/person").instances == ("/data/person[2]", "/data/person[3]")
    assert (value(again, "years"), value(again, "people")) == ("42", "2")
    assert again.add_instance("/data/person") == "/data/person[4]"


COUNTED = table(
    "survey",
    "type | name | label | calculation | repeat_count",
    "integer | many | Hoeveel kinderen? | |",
    "begin_repeat | child | Kind | | ${many}",
    "text | name | Naam | |",
    "end_repeat | | | |",
    "calculate | names | | join(', ', ${name}) |",
)


def test_the_form_counts_the_instances_itself() -> None:
    run = running(COUNTED)
    assert run.node("/data/child").instances == ()
    run.answer("/data/many", "2")
    run.answer("/data/child[1]/name", "Ola")
    run.answer("/data/child[2]/name", "Iza")
    assert value(run, "names") == "Ola, Iza"
    assert "/data/child" not in [page.reference for page in run.pages()]
    for refused in (
        lambda: run.add_instance("/data/child"),
        lambda: run.remove_instance("/data/child[1]"),
    ):
        with pytest.raises(InvalidValue):
            refused()


def test_a_slip_of_the_count_loses_no_answer() -> None:
    run = running(COUNTED)
    run.answer("/data/many", "2")
    run.answer("/data/child[2]/name", "Iza")
    run.answer("/data/many", "1")
    assert value(run, "names") == ""
    run.answer("/data/many", "2")
    assert value(run, "child[2]/name") == "Iza"
    run.answer("/data/many", "1")
    again = running(COUNTED)
    again.restore(run.answers() | {"/data/child[2]/name": ("Iza", AnswerState.ANSWERED)})
    assert again.node("/data/child").instances == ("/data/child[1]",)
    again.answer("/data/many", "2")
    assert value(again, "child[2]/name") == "Iza"


def test_a_count_that_is_no_count_makes_no_rows() -> None:
    run = running(COUNTED)
    run.answer("/data/many", "-3")
    assert run.node("/data/child").instances == ()
    run.answer("/data/many", "999999999")
    assert len(run.node("/data/child").instances) == 1_000


NESTED = table(
    "survey",
    "type | name | label | calculation",
    "begin_repeat | house | Huis |",
    "text | street | Straat |",
    "begin_repeat | person | Persoon |",
    "text | name | Naam |",
    "calculate | where | | concat(${name}, ' in ', ${street})",
    "end_repeat | | |",
    "calculate | here | | count(${person})",
    "end_repeat | | |",
    "calculate | everybody | | count(/data/house/person)",
)


def test_repeats_in_repeats() -> None:
    run = running(NESTED)
    run.add_instance("/data/house")
    assert run.add_instance("/data/house[2]/person") == "/data/house[2]/person[1]"
    run.add_instance("/data/house[2]/person")
    run.answer("/data/house[2]/street", "Kerkstraat")
    run.answer("/data/house[2]/person[2]/name", "Ola")
    assert value(run, "house[2]/person[2]/where") == "Ola in Kerkstraat"
    assert (value(run, "house[1]/here"), value(run, "house[2]/here")) == ("1", "2")
    assert value(run, "everybody") == "3"
    run.remove_instance("/data/house[1]")
    assert value(run, "everybody") == "2"
    again = running(NESTED)
    again.restore(run.answers())
    assert again.answers() == run.answers()
    assert value(again, "house[2]/person[2]/where") == "Ola in Kerkstraat"


def test_choices_can_be_the_people_that_were_named() -> None:
    run = running(
        table(
            "survey",
            "type | name | label",
            "begin_repeat | person | Persoon",
            "text | name | Naam",
            "end_repeat | |",
            "select_one ${name} | eldest | Wie is de oudste?",
        )
    )
    run.answer("/data/person[1]/name", "Jan")
    run.add_instance("/data/person")
    run.answer("/data/person[2]/name", "Ola")
    assert [choice.label for choice in run.node("/data/eldest").choices] == ["Jan", "Ola"]
    run.answer("/data/eldest", "Ola")
    with pytest.raises(InvalidValue):
        run.answer("/data/eldest", "Piet")


def test_a_running_total_reads_the_instance_before() -> None:
    run = running(
        table(
            "survey",
            "type | name | label | calculation",
            "begin_repeat | day | Dag |",
            "decimal | pay | Loon |",
            "calculate | before | | coalesce(/data/day[position() = position(current()/..) - 1]/total, 0)",
            "calculate | total | | ${pay} + ${before}",
            "end_repeat | | |",
        )
    )
    for number, pay in enumerate(["10", "20", "30"], 1):
        if number > 1:
            run.add_instance("/data/day")
        run.answer(f"/data/day[{number}]/pay", pay)
    assert value(run, "day[3]/total") == "60"
    run.answer("/data/day[1]/pay", "5")
    assert value(run, "day[3]/total") == "55"


def test_a_circle_in_one_instance_is_still_refused() -> None:
    with pytest.raises(FormRefused):
        published(
            table(
                "survey",
                "type | name | label | calculation",
                "begin_repeat | day | Dag |",
                "calculate | a | | ${b} + 1",
                "calculate | b | | ${a} + 1",
                "text | c | C |",
                "end_repeat | | |",
            )
        )


def test_a_repeat_that_is_not_relevant_is_not_listed() -> None:
    run = running(
        table(
            "survey",
            "type | name | label | relevant",
            "select_one yn | children | Kinderen? |",
            "begin_repeat | child | Kind | ${children} = 'yes'",
            "text | name | Naam |",
            "end_repeat | | |",
        ),
        table("choices", "list_name | name | label", "yn | yes | Ja", "yn | no | Nee"),
    )
    assert [page.reference for page in run.pages()] == ["/data/children"]
    run.answer("/data/children", "yes")
    assert [page.reference for page in run.pages()] == [
        "/data/children",
        "/data/child[1]/name",
        "/data/child",
    ]


PEOPLE = st.integers(min_value=0, max_value=3)


@st.composite
def steps(draw: st.DrawFn) -> list[tuple[str, int, str]]:
    kinds = st.sampled_from(["add", "remove", "return", "name", "age"])
    return draw(st.lists(st.tuples(kinds, PEOPLE, st.sampled_from(["7", "40", "Jan"])), max_size=12))


def _done(run: FormRun, kind: str, which: int, given: str) -> None:
    present = run.node("/data/person").instances
    if kind == "add":
        run.add_instance("/data/person")
    elif kind == "return":
        gone = [ref for ref, (what, _) in run.answers().items() if ref.endswith("]") and what == REMOVED]
        if gone:
            run.return_instance(gone[which % len(gone)])
    elif present:
        reference = present[which % len(present)]
        if kind == "remove":
            run.remove_instance(reference)
        elif kind == "name" or given.isdigit():
            run.answer(f"{reference}/{kind}", given)


FORM = load(published(HOUSE))


@settings(max_examples=60, deadline=None)
@given(steps())
def test_whatever_happened_a_restored_run_stands_in_the_same_place(done: list[tuple[str, int, str]]) -> None:
    run = FormRun(FORM, now=lambda: NOW)
    for step in done:
        _done(run, *step)
    again = FormRun(FORM, now=lambda: NOW)
    again.restore(run.answers())
    assert again.answers() == run.answers()
    assert again.pages() == run.pages()
    for path in ("people", "years"):
        assert value(again, path) == value(run, path)
    for page in run.pages():
        for reference in (page.reference, *page.questions):
            assert again.node(reference) == run.node(reference)


def test_a_list_of_people_tells_that_it_became_relevant_or_looks_different() -> None:
    survey = table(
        "survey",
        "type | name | label | relevant",
        "text | who | Wie? |",
        "begin_repeat | person | Gezin van ${who} | ${who} != ''",
        "text | name | Naam |",
        "end_repeat | | |",
    )
    run = running(survey)
    run.remove_instance("/data/person[1]")
    assert "/data/person" in run.answer("/data/who", "Jan")
    assert run.node("/data/person").label == "Gezin van Jan"
    assert "/data/person" in run.answer("/data/who", "Ola")


def test_an_instance_that_returns_looks_as_things_are_now() -> None:
    run = house(("Jan", "40"), ("Ola", "12"))
    assert run.node("/data/person[2]").position == 2
    run.remove_instance("/data/person[2]")
    run.remove_instance("/data/person[1]")
    changed = run.return_instance("/data/person[2]")
    assert run.node("/data/person[2]").position == 1
    assert {"/data/person[2]", "/data/person[2]/name", "/data/person[2]/place"} <= changed


def test_instances_stay_while_the_form_cannot_count_them_also_when_restored() -> None:
    run = running(COUNTED)
    run.answer("/data/many", "2")
    run.answer("/data/child[1]/name", "Ola")
    run.answer("/data/many", "")
    assert run.node("/data/child").instances == ("/data/child[1]", "/data/child[2]")
    again = running(COUNTED)
    again.restore(run.answers())
    assert again.node("/data/child").instances == ("/data/child[1]", "/data/child[2]")
    assert value(again, "child[1]/name") == "Ola"
    assert again.answers() == run.answers()
    again.answer("/data/many", "0")
    assert again.node("/data/child").instances == ()


def test_repeats_that_are_counted_in_each_other_do_not_fill_the_memory() -> None:
    survey = table(
        "survey",
        "type | name | label | repeat_count",
        "integer | many | Hoeveel? |",
        "begin_repeat | house | Huis | ${many}",
        "begin_repeat | child | Kind | ${many}",
        "text | name | Naam |",
        "end_repeat | | |",
        "end_repeat | | |",
    )
    run = running(survey)
    run.answer("/data/many", "900")
    assert len(run.references()) < 10_000
    run.answer("/data/many", "2")
    assert len(run.references()) == 1 + 4
    run.answer("/data/many", "3")
    assert len(run.references()) == 1 + 9


def test_what_was_removed_in_what_was_removed_stays_so_when_restored() -> None:
    run = running(NESTED)
    run.remove_instance("/data/house[1]/person[1]")
    run.remove_instance("/data/house[1]")
    again = running(NESTED)
    again.restore(run.answers())
    assert again.answers() == run.answers()
    again.return_instance("/data/house[1]")
    assert again.node("/data/house[1]/person").instances == ()


def test_the_first_person_of_a_later_house_is_not_forgotten() -> None:
    run = running(
        NESTED
    )  # the form itself has one person in its first house; houses that are added have none
    run.add_instance("/data/house")
    assert run.add_instance("/data/house[2]/person") == "/data/house[2]/person[1]"
    assert run.answers()["/data/house[2]/person[1]"] == (PRESENT, AnswerState.ANSWERED)
    again = running(NESTED)
    again.restore(run.answers())
    assert again.node("/data/house[2]/person").instances == ("/data/house[2]/person[1]",)
