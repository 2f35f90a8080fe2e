"""What holds for every form filled in any order."""

from __future__ import annotations

from functools import lru_cache

from hypothesis import given, settings
from hypothesis import strategies as st

from fieldcheck.domain.interview import GIVEN_INSTEAD, AnswerState
from fieldcheck.engine import Form, FormRun, load
from tests.engine.building import NOW, published, table

SURVEY = table(
    "survey",
    "type | name | label | relevant | calculation | choice_filter | constraint",
    "begin_group | one | Een | | | |",
    "select_one yn | a | A | | | |",
    "select_multiple days | b | B | ${a} = 'yes' | | |",
    "integer | n | N | selected(${b}, 'mo') or ${a} = 'no' | | | . < 50",
    "end_group | | | | | |",
    "begin_group | two | Twee | ${n} > 3 | | |",
    "select_one city | c | C | | | land = ${a} |",
    "calculate | sum | | | ${n} * 2 + count-selected(${b}) | |",
    "text | t | T | ${sum} > 10 | | |",
    "note | o | Som ${sum} en ${c} | | | |",
    "end_group | | | | | |",
    "date | d | D | ${t} != '' | | |",
)
CHOICES = table(
    "choices",
    "list_name | name | label | land",
    "yn | yes | Ja |",
    "yn | no | Nee |",
    "days | mo | Ma |",
    "days | tu | Di |",
    "city | x | X | yes",
    "city | y | Y | no",
)
GIVEN = {
    "/data/one/a": st.sampled_from(["yes", "no", ""]),
    "/data/one/b": st.sampled_from(["mo", "tu", "mo tu", ""]),
    "/data/one/n": st.integers(-5, 60).map(str),
    "/data/two/c": st.sampled_from(["x", "y"]),
    "/data/two/t": st.sampled_from(["", "iets"]),
    "/data/d": st.dates().map(str),
}
STATES = st.sampled_from(GIVEN_INSTEAD)
ANSWERS = st.fixed_dictionaries({}, optional={ref: st.one_of(value, STATES) for ref, value in GIVEN.items()})


@lru_cache(maxsize=1)
def form() -> Form:
    return load(published(SURVEY, CHOICES))


def fresh() -> FormRun:
    return FormRun(form(), now=lambda: NOW)


def give(run: FormRun, reference: str, value: str | AnswerState) -> frozenset[str]:
    if isinstance(value, AnswerState):
        return run.set_state(reference, value)
    return run.answer(reference, value)


def state(run: FormRun) -> list[object]:
    references = [definition.reference for definition in form().layout.definitions]
    return [run.node(reference) for reference in references if not reference.endswith("/instanceID")]


@settings(deadline=None)
@given(ANSWERS, st.randoms(use_true_random=False))
def test_any_order_gives_the_same_state(answers: dict[str, str | AnswerState], random: object) -> None:
    first, second = fresh(), fresh()
    order = list(answers)
    for reference in order:
        give(first, reference, answers[reference])
    random.shuffle(order)  # type: ignore[attr-defined]
    for reference in order:
        give(second, reference, answers[reference])
    assert state(first) == state(second)
    assert first.pages() == second.pages()


@settings(deadline=None)
@given(ANSWERS)
def test_restoring_the_answers_is_identity(answers: dict[str, str | AnswerState]) -> None:
    run = fresh()
    for reference, value in answers.items():
        give(run, reference, value)
    again = fresh()
    give(again, "/data/one/n", "7")
    give(again, "/data/one/a", AnswerState.AFRAID)
    state(again)
    again.restore(run.answers())
    assert state(again) == state(run)
    assert again.answers() == run.answers()


@settings(deadline=None)
@given(ANSWERS)
def test_every_page_leads_to_the_end(answers: dict[str, str | AnswerState]) -> None:
    run = fresh()
    for reference, value in answers.items():
        give(run, reference, value)
    place: str | None = run.pages()[0].reference
    seen = []
    while place is not None:
        seen.append(place)
        following = run.page_after(place)
        assert following is None or run.page_before(following) == place
        place = following
    assert seen == [page.reference for page in run.pages()]


@settings(deadline=None)
@given(ANSWERS)
def test_what_was_not_reported_as_changed_did_not_change(answers: dict[str, str | AnswerState]) -> None:
    run = fresh()
    for reference, value in answers.items():
        before = {node.reference: node for node in map(run.node, run.references())}
        changed = give(run, reference, value)
        for other, node in before.items():
            if other not in changed:
                assert run.node(other) == node
