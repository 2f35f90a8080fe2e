"""The interview screen: a key becomes an answer at once in memory, and is "saved" once the disk has it."""

from __future__ import annotations

from dataclasses import replace

from fieldcheck.domain.errors import N_
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import Page
from fieldcheck.i18n import Texts, texts
from fieldcheck.i18n.markdown import plain
from fieldcheck.usecases.casework import assess_interview
from fieldcheck.usecases.interviewing import (
    HAD_TO_LEAVE,
    OFFICER_PAUSED,
    REFUSED,
    Given,
    Interviewing,
    Pending,
)
from fieldcheck.viewmodels.drafts import Drafts
from fieldcheck.viewmodels.earlier import earlier_words
from fieldcheck.viewmodels.files import Files
from fieldcheck.viewmodels.interview_snapshot import SHORT_DEPTH, Snapshots
from fieldcheck.viewmodels.interview_state import (
    InterviewState,
    Kind,
    Panel,
    QuestionView,
)
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.outbox import Outbox, Written
from fieldcheck.viewmodels.reading import DUTCH, Reading
from fieldcheck.viewmodels.repeat_intents import RepeatIntents
from fieldcheck.viewmodels.repeats import Repeats
from fieldcheck.viewmodels.saved_mark import FINISHED, PAUSED, with_saving

FULL_DEPTH = "deep"
STATE_LETTERS = {
    "w": AnswerState.REFUSED,
    "?": AnswerState.DOES_NOT_KNOW,
    "d": AnswerState.AFRAID,
    "t": AnswerState.LANGUAGE_FAILED,
    "n": AnswerState.NOT_APPLICABLE,
}
"""The letter that records each state in place of an answer, from its Dutch word."""
PAUSE_REASONS: tuple[tuple[str, str], ...] = (
    (OFFICER_PAUSED, N_("Even pauzeren")),
    (HAD_TO_LEAVE, N_("De persoon moet weg")),
    (REFUSED, N_("De persoon wil geen gesprek")),
)
"""Why an interview can stop for now: code and words."""
_PLACE = N_("de plaats in het gesprek")
_LANGUAGE = N_("de gekozen taal")
_NOTE = N_("de notitie")
_PAUSE = N_("de pauze")
_LIST = N_("de lijst")
_END = N_("het einde van het gesprek")


class InterviewViewModel(Observable[InterviewState]):
    """One interview on screen.

    Args:
        interviewing: the running interview.
        jobs: the worker that commits.
        case_code: shown in the rail.
        tag: language of the officer's screen; also how numbers and dates are written.
        usual: the languages that are spoken most here, for the order they are offered in.

    Attributes:
        files: what is done with files as answers.
        repeats: what is done with lists, such as adding a person.
    """

    def __init__(
        self,
        interviewing: Interviewing,
        jobs: Jobs,
        *,
        case_code: str,
        tag: str = DUTCH,
        usual: tuple[str, ...] = (),
    ) -> None:
        self.case = interviewing.interview.case
        self._interviewing = interviewing
        self._run = interviewing.run
        self._texts: Texts = texts(tag)
        self._tag = tag
        self._reading = Reading(self._run, tag, interviewing.published.file, self._earlier)
        self._outbox = Outbox(interviewing, jobs, self._on_written)
        self._drafts = Drafts(self._run, self._reading, self._texts)
        self.repeats = RepeatIntents(
            interviewing,
            Repeats(self._run, self._reading, self._texts),
            record=lambda pending: self._put(pending, self._texts.text(_LIST)),
            show=self._show,
            arrive=self._arrive,
            jump=self.jump,
        )
        self.files = Files(
            interviewing, jobs, self._texts, self._drafts, record=self._on_file, show=self._show
        )
        self._snapshots = Snapshots(
            interviewing,
            self._reading,
            self.repeats,
            questions=self._questions_of,
            case_code=case_code,
            usual=usual,
        )
        self._passed: set[str] = set()
        self._active = ""
        self._digits = ""
        self._closing_page = False
        self._leaving = ""
        self._written = Written((), None, None)
        self._begin_short()
        super().__init__(self._snapshot())
        self.files.fetch(self.state.questions)

    def _earlier(self, reference: str) -> str:
        told = self._interviewing.earlier.get(reference)
        if told is None:
            return ""
        # The other talk may have been corrected since: then its answer is not the one that stands here.
        same = self._run.node(reference).value == told.value
        return earlier_words(told, self._texts, carried=same and reference in self._interviewing.carried)

    def _begin_short(self) -> None:
        """Short first; in full after an earlier talk, and when it stopped at a question of the full one."""
        self._run.depth = SHORT_DEPTH
        if self._interviewing.carried or self._run.page_of(self._interviewing.position) is None:
            self._run.depth = FULL_DEPTH

    # Answering

    def choose(self, reference: str, value: str) -> None:
        """One choice was picked (or, of several, switched on or off)."""
        question = self._question(reference)
        if question is None:
            return
        self._drafts.forget(reference)
        if question.kind is Kind.MANY or (
            question.kind is Kind.ACKNOWLEDGE and any(choice.chosen for choice in question.choices)
        ):
            self._toggle(question, value)
        else:
            self._give(reference, value)

    def set_state(self, reference: str, state: AnswerState) -> None:
        """Record a state in place of an answer."""
        self._drafts.forget(reference)
        self._give(reference, state)

    def type_entry(self, reference: str, typed: str) -> None:
        """Something was typed into a field; it is recorded when the person goes on."""
        self._drafts.write(reference, typed)
        self._active = reference
        self._show()

    def press(self, character: str) -> bool:
        """A digit or a state's letter, for the active question. Returns whether it meant anything here."""
        question = self.state.active_question
        if question is None or self.state.panel in (Panel.NOTE, Panel.LANGUAGES, Panel.PAUSE):
            return False
        state = STATE_LETTERS.get(character.lower())
        if state is not None:
            self.set_state(question.reference, state)
            return True
        if character.isdecimal() and question.choices:
            return self._press_digit(question, character)
        return False

    def focus(self, reference: str) -> None:
        """The person went to this question of the page."""
        if reference != self._active:
            self._active, self._digits = reference, ""
            self._show()

    def enter(self) -> None:
        """Enter: on to the next question of this page, or to the next page."""
        if self._digits:
            question, digits = self.state.active_question, self._digits
            self._digits = ""
            if question is not None and self._pick(question, digits):
                return
        if self.state.at_end:
            self.finish()
            return
        if self._following(self._active):
            if not self._accepts(self._active):
                self._show()  # with why
                return
            self._record_typed()
        self._on_from(self._active)

    def _on_from(self, reference: str) -> None:
        """To what the page asks after this one now: an answer can make it ask more, or less."""
        following = self._following(reference)
        if following:
            self._active = following
            self._show()
        else:
            self.next()

    # Moving

    def next(self) -> None:
        """On to the next page; an impossible value is explained first, nothing else holds anybody up."""
        if self.state.at_end:
            return
        if not self._all_accepted():
            self._show()
            return
        given = self._given()
        self._passed.update(self._reading.asked_on(self._interviewing.page))
        if given:
            self._leave_page(given)
            return
        if self._interviewing.at_end:
            self._closing_page = True
        else:
            self._put(self._interviewing.next(), self._texts.text(_PLACE))
        self._arrive()

    def back(self) -> None:
        """One page back; what was typed and is impossible stays in its field."""
        if self._closing_page:
            self._closing_page = False
        elif not self._interviewing.at_start:
            self._record_typed()
            self._put(self._interviewing.back(), self._texts.text(_PLACE))
        self._arrive()

    def jump(self, reference: str) -> None:
        """To a section or a question."""
        self._record_typed()
        self._closing_page = False
        self._put(self._interviewing.jump(reference), self._texts.text(_PLACE))
        self._arrive(reference)

    # The talk itself

    def switch_language(self, tag: str) -> None:
        """Ask on in another language; the place stays."""
        self._close_panel()
        if tag != self._run.language and tag in self._interviewing.published.languages:
            self._record_typed()
            self._put(self._interviewing.switch_language(tag), self._texts.text(_LANGUAGE))
            self._snapshots.speak(tag)
        self._show()

    def flip_language(self) -> None:
        """Back to the language before this one, in one key; to Dutch in a talk that had no other yet."""
        before = self._snapshots.language_before()
        if before:
            self.switch_language(before)

    def toggle_depth(self) -> None:
        """Between the short and the full talk; answers stay. Nothing where the form has only one."""
        if not self.state.depths:
            return
        full = self._run.depth == SHORT_DEPTH
        self._record_typed()
        self._run.depth = FULL_DEPTH if full else SHORT_DEPTH
        self._stay_near()
        self._arrive()

    def _stay_near(self) -> None:
        """Keep the place when its page went out of this depth: the nearest page before it."""
        run, place = self._run, self._interviewing.position
        near = run.page_of(place) or run.page_before(place) or run.pages()[0].reference
        self._interviewing.position = near

    def save_note(self, text: str) -> None:
        """Keep a note beside this page; an empty one is only closed."""
        self._close_panel()
        if text.strip():
            self._put(self._interviewing.note(text.strip()), self._texts.text(_NOTE))
        self._show()

    def pause(self, reason: str) -> None:
        """Stop for now; it resumes at this place."""
        self._record_typed()
        self._leaving = PAUSED
        self._put(self._interviewing.pause(reason), self._texts.text(_PAUSE))
        self._show()

    def finish(self) -> None:
        """End the talk; open questions stay open."""
        if self._leaving:
            return
        self._leaving = FINISHED
        self._put(self._interviewing.finish(), self._texts.text(_END))
        self._show()

    def retry(self) -> None:
        """Write again what did not reach the disk."""
        self._outbox.retry()

    # What lies open

    def open_panel(self, panel: Panel) -> None:
        """Open a panel, or close it when it is open; signals are worked out only when asked for."""
        if self.state.panel is panel:
            self.close_panel()
            return
        signals = self._signals() if panel is Panel.SIGNALS else None
        self._become(replace(self.state, panel=panel, signals=signals))

    def close_panel(self) -> None:
        """Close what lies open; signals are forgotten with it."""
        self._become(replace(self.state, panel=Panel.NONE, signals=None))

    def allow_aloud(self) -> None:
        """From now on questions of this talk may be heard; somebody thought of who can listen in."""
        self._become(replace(self.state, aloud=True, panel=Panel.NONE, signals=None))

    def turn(self) -> None:
        """Turn the screen to the person, or back."""
        self._become(replace(self.state, turned=not self.state.turned, panel=Panel.NONE, signals=None))

    def _close_panel(self) -> None:
        self._state = replace(self._state, panel=Panel.NONE, signals=None)

    def _signals(self) -> tuple[str, ...]:
        assessment = assess_interview(self._interviewing.desk, self._interviewing)
        return tuple(
            signal.label.get(self._tag) or signal.label.get(DUTCH, signal.code)
            for signal in assessment.signals
        )

    # Inside

    def _press_digit(self, question: QuestionView, digit: str) -> bool:
        digits = self._digits + digit
        if not self._is_key(question, digits):
            digits = digit
        longer = any(c.key != digits and c.key.startswith(digits) for c in question.choices)
        self._digits = digits if longer else ""
        return longer or self._pick(question, digits)

    @staticmethod
    def _is_key(question: QuestionView, digits: str) -> bool:
        return any(choice.key.startswith(digits) for choice in question.choices)

    def _pick(self, question: QuestionView, key: str) -> bool:
        choice = next((c for c in question.choices if c.key == key), None)
        if choice is not None:
            self.choose(question.reference, choice.value)
        return choice is not None

    def _toggle(self, question: QuestionView, value: str) -> None:
        kept = [c.value for c in question.choices if c.chosen != (c.value == value)]
        pending = self._interviewing.answer({question.reference: " ".join(kept)}, move_on=False)
        self._active = question.reference
        self._put(pending, question.dutch or question.label)
        self._show()

    def _give(self, reference: str, given: Given) -> None:
        """Record one answer and move on: to the next question of the page, or to the next page."""
        self._digits = ""
        self._active = reference
        self._drafts.settle(reference)
        if self._following(reference):
            self._put(self._interviewing.answer({reference: given}, move_on=False), self._name(reference))
            self._on_from(reference)
            return
        if not self._all_accepted():
            self._put(self._interviewing.answer({reference: given}, move_on=False), self._name(reference))
            self._show()
            return
        self._leave_page({**self._given(), reference: given})

    def _leave_page(self, given: dict[str, Given]) -> None:
        last = self._interviewing.at_end
        pending = self._interviewing.answer(given, move_on=not last)
        self._put(pending, self._names(given))
        if pending.opened:
            self._active = pending.opened[0]
            self._show()
            return
        # The answer itself may have opened a page behind what was the last one.
        if last and not self._interviewing.at_end:
            self._put(self._interviewing.next(), self._texts.text(_PLACE))
        elif last:
            self._closing_page = True
        self._arrive()

    def _following(self, reference: str) -> str:
        asked = self._reading.asked_on(self._interviewing.page)
        if reference not in asked:
            return ""
        place = asked.index(reference) + 1
        return asked[place] if place < len(asked) else ""

    def _accepts(self, reference: str) -> bool:
        return self._drafts.accepts(reference)

    def _all_accepted(self) -> bool:
        asked = self._reading.asked_on(self._interviewing.page)
        refused = [reference for reference in asked if not self._accepts(reference)]
        if refused:
            self._active = refused[0]
        return not refused

    def _given(self) -> dict[str, Given]:
        return dict(self._drafts.take(self._reading.asked_on(self._interviewing.page)))

    def _record_typed(self) -> None:
        given = {} if self._closing_page else self._given()
        if given:
            self._put(self._interviewing.answer(given, move_on=False), self._names(given))

    def _names(self, given: dict[str, Given]) -> str:
        return ", ".join(self._name(reference) for reference in given) or self._texts.text(_PLACE)

    def _on_file(self, reference: str, pending: Pending) -> None:
        self._put(pending, self._name(reference))
        self._show()

    def _name(self, reference: str) -> str:
        return plain(self._run.node(reference, self._tag).label)

    def _put(self, pending: Pending, name: str) -> None:
        self._outbox.put(pending, name)

    def _arrive(self, reference: str = "") -> None:
        """A page was reached: its first question is active, unless one was asked for."""
        asked = () if self._closing_page else self._reading.asked_on(self._interviewing.page)
        self._active = reference if reference in asked else (asked[0] if asked else "")
        self._digits = ""
        self.repeats.leave()
        self._show(panel=Panel.NONE)
        self.files.fetch(self.state.questions)

    def _question(self, reference: str) -> QuestionView | None:
        return next((q for q in self.state.questions if q.reference == reference), None)

    def _show(self, *, panel: Panel | None = None) -> None:
        self._become(self._snapshot(panel=panel))

    def _on_written(self, written: Written) -> None:
        self._written = written
        self._become(self._with_saving(self._state))

    def _snapshot(self, *, panel: Panel | None = None) -> InterviewState:
        asked = () if self._closing_page else self._reading.asked_on(self._interviewing.page)
        self._active = self._active or next(iter(asked), "")
        before = getattr(self, "_state", None)
        state = self._snapshots.take(self._active, before, closing=self._closing_page, panel=panel)
        return self._with_saving(state)

    def _questions_of(self, page: Page) -> tuple[QuestionView, ...]:
        drafts = self._drafts
        return self._reading.questions(
            page, drafts.typed, drafts.problems, self.files.views, passed=self._passed
        )

    def _with_saving(self, state: InterviewState) -> InterviewState:
        return with_saving(state, self._written, self._leaving, self._texts)
