"""The interview on screen: keys, pages, what is saved when, and what happens when the disk refuses."""

from __future__ import annotations

from typing import Any

import pytest

from fieldcheck.domain.errors import StorageFailed
from fieldcheck.domain.interview import AnswerState, InterviewStage
from fieldcheck.engine import PublishedForm, load
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.forms import FormSource, published_from
from fieldcheck.usecases.interviewing import Interviewing, read_interview
from fieldcheck.viewmodels.entering import shown
from fieldcheck.viewmodels.interview import InterviewViewModel
from fieldcheck.viewmodels.interview_snapshot import has_depths
from fieldcheck.viewmodels.interview_state import Kind, Panel, Saving
from fieldcheck.viewmodels.jobs import HeldJobs, InlineJobs

TWO_QUESTIONS = """
| survey | type | name | label | bind::fc:depth |
| | integer | year | In welk jaar bent u geboren? | {first} |
| | text | wish | Wat wilt u nog zeggen? | {second} |
| settings | form_title | form_id | version | namespaces |
| | Proefvragen | trial | 1 | fc="https://fieldcheck.invalid/xform" |
"""
CONSENT = "/data/conversation/consent"
AMOUNT = "/data/pay/pay_received/pay_amount"


def model_of(interviewing: Interviewing, jobs: Any = None) -> InterviewViewModel:
    return InterviewViewModel(interviewing, jobs or InlineJobs(), case_code="OE-0001-1")


def published(source: str) -> PublishedForm:
    return published_from(FormSource("", "trial.md", source.encode(), {}))


def until(model: InterviewViewModel, reference: str) -> InterviewViewModel:
    """Answer the first choice of everything until ``reference`` is asked."""
    for _ in range(120):
        if any(one.reference == reference for one in model.state.questions):
            model.focus(reference)
            return model
        question = model.state.active_question
        if question is not None and question.kind is Kind.ONE:
            model.press("1")
        else:
            model.enter()
    raise AssertionError(f"{reference} was never asked")


def test_a_digit_answers_and_moves_on_and_is_on_disk(interviewing: Interviewing, desk: Desk) -> None:
    model = until(model_of(interviewing), CONSENT)
    asked = model.state.active_question
    assert asked is not None
    before = model.state.page
    assert model.press("1")
    assert model.state.page != before
    assert model.state.saving is Saving.SAVED
    assert model.state.saved_at is not None
    kept = desk.store.interview(interviewing.interview.id)
    assert kept.answers[CONSENT].value == asked.choices[0].value
    assert kept.answers[CONSENT].language == "pl"
    assert kept.position == model.state.page


def test_how_many_come_is_told_once_somebody_wants_to_talk(interviewing: Interviewing) -> None:
    model = model_of(interviewing)
    assert (model.state.remaining, model.state.answered) == (None, 0)
    until(model, CONSENT)
    assert model.state.remaining is None
    model.press("1")
    assert model.state.remaining is not None
    assert model.state.remaining > 10
    assert model.state.at_most > model.state.remaining  # who has no work yet is not asked about pay
    assert model.state.answered == 1
    until(model, AMOUNT)
    assert model.state.at_most == model.state.remaining


def test_the_last_question_is_called_so_only_when_nothing_hangs_on_it(interviewing: Interviewing) -> None:
    model = until(model_of(interviewing), CONSENT)
    model.press("2")  # not now
    asked = model.state.active_question
    assert asked is not None
    assert asked.reference == "/data/conversation/second_talk"
    assert model.state.remaining is None  # yes asks for a way to reach this person
    model.press("2")
    assert model.state.remaining == 0


def test_the_next_page_shows_before_the_disk_has_it_but_is_not_called_saved(
    interviewing: Interviewing,
) -> None:
    jobs = HeldJobs()
    model = model_of(interviewing, jobs)
    before = model.state.page
    model.enter()
    assert model.state.page != before
    assert model.state.saving is Saving.WRITING
    assert model.state.saved_at is None
    jobs.release()
    assert model.state.saving is Saving.SAVED


def test_a_digit_that_no_choice_has_means_nothing(interviewing: Interviewing) -> None:
    model = until(model_of(interviewing), CONSENT)
    before = model.state
    assert not model.press("9")
    assert model.state.page == before.page


@pytest.mark.parametrize(
    ("letter", "state"),
    [
        ("w", AnswerState.REFUSED),
        ("?", AnswerState.DOES_NOT_KNOW),
        ("D", AnswerState.AFRAID),
        ("t", AnswerState.LANGUAGE_FAILED),
        ("N", AnswerState.NOT_APPLICABLE),
    ],
)
def test_a_letter_records_a_state(
    interviewing: Interviewing, desk: Desk, letter: str, state: AnswerState
) -> None:
    model = until(model_of(interviewing), CONSENT)
    assert model.press(letter)
    kept = desk.store.interview(interviewing.interview.id).answers[CONSENT]
    assert (kept.state, kept.value) == (state, "")


def test_going_back_shows_the_answer_and_changing_it_keeps_the_newer(
    interviewing: Interviewing, desk: Desk
) -> None:
    model = until(model_of(interviewing), CONSENT)
    model.press("1")
    model.back()
    shown = model.state.active_question
    assert shown is not None
    assert [choice.chosen for choice in shown.choices][:2] == [True, False]
    model.press("2")
    assert desk.store.interview(interviewing.interview.id).answers[CONSENT].value == shown.choices[1].value


def test_an_amount_is_read_forgivingly_and_kept_in_lexical_form(
    interviewing: Interviewing, desk: Desk
) -> None:
    model = until(model_of(interviewing), AMOUNT)
    model.type_entry(AMOUNT, "€ 1.200,50")
    model.next()
    assert desk.store.interview(interviewing.interview.id).answers[AMOUNT].value == "1200.50"


def test_an_impossible_amount_is_explained_and_nothing_is_recorded(
    interviewing: Interviewing, desk: Desk
) -> None:
    model = until(model_of(interviewing), AMOUNT)
    page = model.state.page
    model.type_entry(AMOUNT, "veel")
    model.enter()
    asked = model.state.active_question
    assert asked is not None
    assert model.state.page == page
    assert "bedrag" in asked.problem
    assert asked.entry == "veel"
    assert AMOUNT not in desk.store.interview(interviewing.interview.id).answers


def test_what_the_form_forbids_is_told_in_its_own_words(interviewing: Interviewing) -> None:
    model = until(model_of(interviewing), AMOUNT)
    model.type_entry(AMOUNT, "200000")
    model.enter()
    asked = model.state.active_question
    assert asked is not None
    assert asked.problem


def test_another_language_keeps_the_place(interviewing: Interviewing) -> None:
    model = until(model_of(interviewing), CONSENT)
    polish = model.state.active_question
    model.open_panel(Panel.LANGUAGES)
    model.switch_language("nl")
    dutch = model.state.active_question
    assert polish is not None
    assert dutch is not None
    assert (dutch.reference, model.state.language, model.state.panel) == (CONSENT, "nl", Panel.NONE)
    assert dutch.label == (polish.dutch or polish.label)
    assert dutch.dutch == ""


class FullDisk:
    """Refuses to save until there is room."""

    def __init__(self, interviewing: Interviewing, monkeypatch: pytest.MonkeyPatch) -> None:
        self.full = True
        save = interviewing.save

        def refuse(pending: Any) -> Any:
            if self.full:
                raise StorageFailed("De schijf is vol.", remedy="Maak ruimte.")
            return save(pending)

        monkeypatch.setattr(interviewing, "save", refuse)


def test_a_full_disk_is_told_and_everything_is_written_in_order_later(
    interviewing: Interviewing, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    disk = FullDisk(interviewing, monkeypatch)
    model = until(model_of(interviewing), CONSENT)
    model.press("1")
    failure = model.state.failure
    assert failure is not None
    assert model.state.saving is Saving.FAILED
    assert failure.what == "De schijf is vol."
    assert failure.unsaved
    assert CONSENT not in desk.store.interview(interviewing.interview.id).answers
    model.back()
    model.press("2")
    disk.full = False
    model.retry()
    assert (model.state.failure, model.state.saving) == (None, Saving.SAVED)
    shown = interviewing.run.answers()[CONSENT][0]
    assert desk.store.interview(interviewing.interview.id).answers[CONSENT].value == shown


def test_signals_show_only_when_asked_for(interviewing: Interviewing) -> None:
    model = model_of(interviewing)
    assert model.state.signals is None
    model.open_panel(Panel.SIGNALS)
    assert model.state.signals is not None
    model.enter()
    assert (model.state.signals, model.state.panel) == (None, Panel.NONE)


def test_the_end_lists_what_is_open_and_finishing_is_on_record(
    interviewing: Interviewing, desk: Desk
) -> None:
    model = model_of(interviewing)
    for _ in range(200):
        if model.state.at_end:
            break
        model.next()
    assert model.state.open_at_end
    first = model.state.open_at_end[0].reference
    model.jump(first)
    assert model.state.active == first
    while not model.state.at_end:
        model.next()
    model.enter()
    assert model.state.finished
    assert desk.store.interview(interviewing.interview.id).stage is InterviewStage.FINISHED


def test_a_pause_resumes_at_its_place(interviewing: Interviewing, desk: Desk) -> None:
    model = until(model_of(interviewing), CONSENT)
    model.press("1")
    place = model.state.page
    model.pause("officer")
    assert model.state.paused
    again = model_of(read_interview(desk, interviewing.interview.id))
    assert again.state.page == place


def test_short_and_full_keep_the_answers(interviewing: Interviewing) -> None:
    model = until(model_of(interviewing), CONSENT)
    model.press("1")
    short = model.state
    model.toggle_depth()
    full = model.state
    assert short.full != full.full
    assert {short.total, full.total} == {min(short.total, full.total), max(short.total, full.total)}
    assert short.total != full.total
    assert interviewing.run.answers()[CONSENT][1] is AnswerState.ANSWERED


@pytest.mark.parametrize(
    ("depths", "there"),
    [(("", ""), False), (("core", ""), False), (("deep", "deep"), False), (("", "deep"), True)],
)
def test_a_form_has_depths_when_its_short_talk_leaves_something_out(
    depths: tuple[str, str], there: bool
) -> None:
    first, second = depths
    assert has_depths(load(published(TWO_QUESTIONS.format(first=first, second=second)))) is there


def test_without_depths_the_key_for_the_full_talk_does_nothing(interviewing: Interviewing) -> None:
    model = until(model_of(interviewing), CONSENT)
    model._snapshots._depths = False
    model.focus("")
    before = model.state
    assert not before.depths
    model.toggle_depth()
    assert model.state == before


def test_a_note_is_kept_beside_the_page(interviewing: Interviewing, desk: Desk) -> None:
    model = model_of(interviewing)
    model.open_panel(Panel.NOTE)
    assert not model.press("1")
    model.save_note("  Kijkt steeds naar de deur.  ")
    notes = [one for one in desk.store.entries() if one.kind == "note.recorded"]
    kept = dict(notes[-1].payload or {})
    assert (kept["reference"], kept["text"]) == (model.state.page, "Kijkt steeds naar de deur.")


def test_a_whole_number_is_shown_as_it_was_said() -> None:
    assert shown("integer", "1991", "nl") == "1991"
    assert shown("decimal", "1250.5", "nl") == "1.250,5"


def test_one_key_goes_back_and_forth_between_two_languages(interviewing: Interviewing, desk: Desk) -> None:
    model = until(model_of(interviewing), CONSENT)
    model.flip_language()
    assert (model.state.language, model.state.active) == ("nl", CONSENT)
    model.press("1")
    model.flip_language()
    assert model.state.language == "pl"
    model.flip_language()
    assert model.state.language == "nl"
    assert desk.store.interview(interviewing.interview.id).answers[CONSENT].language == "nl"


def test_the_languages_of_this_talk_are_offered_before_the_usual_ones(interviewing: Interviewing) -> None:
    model = InterviewViewModel(interviewing, InlineJobs(), case_code="OE-0001-1", usual=("en",))
    assert model.state.languages[0].tag == "en"
    model.switch_language("nl")
    assert [one.tag for one in model.state.languages[:2]] == ["pl", "en"]
