"""What is kept of texts and choices is never something that an answer, or another language, would change."""

from __future__ import annotations

from fieldcheck.engine import FormRun
from tests.engine.building import NOW, running, table

SURVEY = table(
    "survey",
    "type | name | label | label::English (en) | hint | choice_filter",
    "text | who | Wie? | Who? | |",
    "select_one yn | a | A | A in English | ja of nee |",
    "select_one yn | b | B voor ${who} | B for ${who} | voor ${who} |",
    "select_one yn | c | C | | | name != ${a}",
    "select_multiple people | d | D | | |",
    "select_one people | e | E | | |",
)
CHOICES = table(
    "choices",
    "list_name | name | label | label::English (en)",
    "yn | yes | Ja | Yes",
    "yn | no | Nee |",
    "people | one | ${who} | ${who}",
    "people | two | iemand anders | somebody else",
)


def form() -> FormRun:
    return running(SURVEY, CHOICES)


def labels(run: FormRun, name: str, language: str = "nl") -> list[str]:
    return [choice.label for choice in run.node(f"/data/{name}", language).choices]


def test_questions_with_the_same_list_share_its_choices() -> None:
    run = form()
    assert labels(run, "a") == ["Ja", "Nee"]
    assert run.node("/data/a").choices is run.node("/data/b").choices
    assert FormRun(run.form, now=lambda: NOW).node("/data/a").choices is run.node("/data/a").choices


def test_each_language_has_its_own() -> None:
    run = form()
    for _ in range(2):
        assert labels(run, "a", "nl") == ["Ja", "Nee"]
        assert labels(run, "a", "en") == ["Yes", "Nee"]
        assert [choice.translated for choice in run.node("/data/a", "en").choices] == [True, False]
        assert run.node("/data/a", "en").label == "A in English"
        assert run.node("/data/c", "en").label == "C"
        assert (run.node("/data/c", "en").translated, run.node("/data/a", "en").translated) == (False, True)


def test_a_text_with_an_answer_in_it_follows_the_answer() -> None:
    run = form()
    for who in ("Ana", "Petru", ""):
        run.answer("/data/who", who)
        node = run.node("/data/b", "en")
        assert (node.label.strip(), node.hint.strip()) == (f"B for {who}".strip(), f"voor {who}".strip())


def test_a_choice_with_an_answer_in_it_follows_the_answer() -> None:
    run = form()
    for who in ("Ana", "Petru"):
        run.answer("/data/who", who)
        assert labels(run, "d") == labels(run, "e") == [who, "iemand anders"]
        assert labels(run, "d", "en") == [who, "somebody else"]


def test_a_filtered_list_is_never_kept() -> None:
    run = form()
    assert labels(run, "c") == ["Ja", "Nee"]
    run.answer("/data/a", "yes")
    assert labels(run, "c") == ["Nee"]
    run.answer("/data/a", "no")
    assert labels(run, "c") == ["Ja"]
    assert labels(run, "a") == ["Ja", "Nee"]
