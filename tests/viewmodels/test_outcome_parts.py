"""What triage knows besides the signals, on the outcome of a real case: lists, advice, niet pluis, rules."""

from __future__ import annotations

from dataclasses import replace

from fieldcheck import assets
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.route import RuleChange
from fieldcheck.i18n import texts
from fieldcheck.usecases.answers_file import read_answers
from fieldcheck.usecases.casework import assess_talks, open_case, read_talks
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.noted import unease_lines
from fieldcheck.viewmodels.outcome import OutcomeState, OutcomeViewModel, Part

ACUTE = "4-evicted-papers-kept.json"


def told(desk: Desk, file: str) -> CaseId:
    source = assets.folder("resources") / "practice" / "workers" / file
    answers = read_answers(source.read_bytes(), place=file)
    talking = start_interview(desk, open_case(desk).id, answers.language)
    talking.save(talking.answer(answers.by_reference(talking.run.references()), move_on=False))
    return talking.interview.case


def outcome_of(desk: Desk, case: CaseId, tag: str = "nl") -> OutcomeState:
    model = OutcomeViewModel(desk, InlineJobs(), case, tag=tag)
    model.load()
    assert model.state.trouble is None
    return model.state


def test_lists_stand_beside_each_other_and_advice_has_its_source(desk: Desk) -> None:
    state = outcome_of(desk, told(desk, ACUTE))
    assert len(state.lenses) == len({one.code for one in state.lenses}) > 2
    assert any(one.points for one in state.lenses)
    assert all(one.source for one in state.lenses)
    assert state.advice
    assert all(one.source and one.why for one in state.advice)
    assert state.part is Part.SIGNALS, "the domains come first"
    assert all(one.value and one.formula for one in state.figures)


def test_a_rule_that_the_action_switched_off_is_told_with_its_reason(desk: Desk) -> None:
    case = told(desk, ACUTE)
    before = outcome_of(desk, case)
    assert before.rules == ()
    rule = _acute_rule(desk, case)
    change = RuleChange(rule, Urgency.NONE, "Vandaag spreekt de inspectie iedereen")
    here = replace(desk, action=replace(desk.action, route=replace(desk.action.route, changes=(change,))))
    (view,) = outcome_of(here, case).rules
    assert (view.code, view.off, view.holds) == (rule, True, True)
    assert view.text.startswith("Uitgezet: ")
    assert "Arbeidsinspectie" in view.text, "by name, not by code"
    assert view.reason == "Vandaag spreekt de inspectie iedereen"
    softer = replace(change, urgency=Urgency.REGULAR)
    here = replace(desk, action=replace(desk.action, route=replace(desk.action.route, changes=(softer,))))
    (view,) = outcome_of(here, case).rules
    assert (view.off, view.text.startswith("Nu gewoon in plaats van acuut: ")) == (False, True)


def _acute_rule(desk: Desk, case: CaseId) -> str:
    """The code of the rule of the form that makes this case acute."""
    bare = replace(desk, action=replace(desk.action, route=replace(desk.action.route, rules=())))
    return assess_talks(bare, read_talks(bare, case)).routes[0].code


def test_niet_pluis_is_a_line_of_its_own_and_no_signal(desk: Desk) -> None:
    talking = start_interview(desk, open_case(desk).id, "nl")
    facts = talking.published.facts
    given = {facts["unease"]: "yes", facts["unease-what"]: "Keek steeds naar de deur"}
    consent = talking.run.form.reference("consent")
    talking.save(talking.answer({consent: "yes"}, move_on=False))
    talking.save(talking.answer(given, move_on=False))
    state = outcome_of(desk, talking.interview.case)
    (line,) = state.unease
    assert line.startswith("Keek steeds naar de deur")
    assert not any(
        "deur" in answer for card in state.domains for one in card.signals for answer in one.answers
    )
    assert unease_lines(assess_talks(desk, [talking]), texts("en")) == (line,)
