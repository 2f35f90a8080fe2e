"""What holds for every form and every interview, both drawn by lot."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import Form, FormRun, Node, PublishedForm
from fieldcheck.engine.form import load, program_of
from fieldcheck.engine.graph import build
from fieldcheck.engine.submission import read_instance, write_instance
from fieldcheck.engine.xform import read_xform
from tests.engine.inventing import ACTIONS, GIVEN, Action, Person, begun, everything, forms, state

Drawn = tuple[PublishedForm, Form]
SLOW = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def done(form: Form, actions: list[Action]) -> FormRun:
    person = Person(begun(form))
    for action in actions:
        person.does(action)
    return person.run


def assert_same(found: FormRun, expected: FormRun) -> None:
    """As comparing states, but says where they differ."""
    mine, theirs = everything(found), everything(expected)
    assert mine.keys() == theirs.keys()
    for reference, node in mine.items():
        assert node == theirs[reference]
    assert state(found) == state(expected)


@SLOW
@given(forms(), ACTIONS)
def test_a_run_restored_from_its_answers_stands_where_it_stood(drawn: Drawn, actions: list[Action]) -> None:
    run = done(drawn[1], actions)
    again = begun(drawn[1])
    again.restore(run.answers())
    assert_same(again, run)
    assert again.answers() == run.answers()


@SLOW
@given(forms(), ACTIONS)
def test_what_was_computed_step_by_step_is_what_is_computed_at_once(
    drawn: Drawn, actions: list[Action]
) -> None:
    run = done(drawn[1], actions)
    before = everything(run)
    pages = run.pages()
    run.restore(run.answers())
    after = everything(run)
    assert after.keys() == before.keys()
    for reference, node in after.items():
        assert node == before[reference]
    assert run.pages() == pages


@SLOW
@given(forms(), ACTIONS)
def test_what_is_written_as_an_instance_is_read_back(drawn: Drawn, actions: list[Action]) -> None:
    run = done(drawn[1], actions)
    again = begun(drawn[1])
    again.restore(read_instance(drawn[1], write_instance(run, hidden=True)))
    mine, theirs = everything(again), everything(run)
    assert mine.keys() == theirs.keys()
    for reference, node in mine.items():
        assert _without_source(node) == _without_source(theirs[reference])
    assert again.pages() == run.pages()


def _without_source(node: Node) -> Node:
    """An instance does not say whether a value was given or was there to begin with."""
    return replace(node, state=AnswerState.ANSWERED) if node.state in GIVEN else node


@SLOW
@given(forms(events=False), ACTIONS, st.randoms(use_true_random=False))
def test_the_order_of_answers_makes_no_difference(
    drawn: Drawn, actions: list[Action], random: object
) -> None:
    first = done(drawn[1], actions)
    answers = [*first.answers().items()]
    random.shuffle(answers)  # type: ignore[attr-defined]
    second = begun(drawn[1])
    second.restore({reference: one for reference, one in answers if reference.endswith("]")})
    waiting = [one for one in answers if not one[0].endswith("]")]
    while ready := [one for one in waiting if second.instance.find(one[0]) is not None]:
        waiting = [one for one in waiting if one not in ready]
        for reference, (value, given_state) in ready:
            if second.instance.find(reference) is None:
                waiting.append((reference, (value, given_state)))  # went with its instance; may come back
            elif given_state in GIVEN:
                second.answer(reference, value)
            else:
                second.set_state(reference, given_state)
    mine, theirs = everything(first), everything(second)
    if mine.keys() != theirs.keys():
        return  # a count that nobody can tell any more stays as it was
    for reference, node in mine.items():
        assert _without_source(node) == _without_source(theirs[reference])
    assert first.pages() == second.pages()


@SLOW
@given(forms(), ACTIONS, st.sampled_from(("core", "standard", "deep")))
def test_every_page_leads_on_to_the_end_and_back(drawn: Drawn, actions: list[Action], depth: str) -> None:
    run = done(drawn[1], actions)
    run.depth = depth
    pages = [page.reference for page in run.pages()]
    assert len(set(pages)) == len(pages)
    for place, page in enumerate(pages):
        assert run.page_of(page) == page
        assert run.page_after(page) == (pages[place + 1] if place + 1 < len(pages) else None)
        assert run.page_before(page) == (pages[place - 1] if place else None)
    shown = [reference for page in run.pages() for reference in page.questions]
    assert len(set(shown)) == len(shown)
    for reference, node in everything(run).items():
        after, before = run.page_after(reference), run.page_before(reference)
        assert after is None or after in pages
        assert before is None or before in pages
        if reference in shown:
            assert node.relevant
            assert run.page_of(reference) in pages
        elif depth == "deep" and node.relevant and run.instance.find(reference) is not None:
            held = run.instance[reference]
            assert not held.definition.asks or not _around_relevant(run, reference)


def _around_relevant(run: FormRun, reference: str) -> bool:
    """Whether everything a node is in is relevant too."""
    above = reference.rpartition("/")[0]
    while above:
        if not run.node(above).relevant:
            return False
        above = above.rpartition("/")[0]
    return True


@SLOW
@given(forms(), ACTIONS)
def test_an_action_tells_everything_that_looks_different(drawn: Drawn, actions: list[Action]) -> None:
    person = Person(begun(drawn[1]))
    before = everything(person.run)
    for action in actions:
        changed = person.does(action)
        after = everything(person.run)
        if changed is not None:
            different = {one for one in after if one in before and after[one] != before[one]}
            came = {one for one in after if one not in before}
            assert different <= changed
            assert came <= changed
        before = after


@SLOW
@given(forms(), ACTIONS)
def test_the_program_runs_as_the_form_does(drawn: Drawn, actions: list[Action]) -> None:
    kept = PublishedForm.from_bytes(drawn[0].to_bytes())
    assert kept == drawn[0]
    layout = read_xform(kept.xform)
    by_xform = Form(layout, build(layout))
    by_program = load(kept, program_of(kept, by_xform))
    assert_same(done(by_program, actions), done(by_xform, actions))
