"""An interview as it stands now, as the state that its screen shows; reads only."""

from __future__ import annotations

from collections.abc import Callable

from fieldcheck.engine import Form, Page
from fieldcheck.i18n import form_is_draft, language_or_tag
from fieldcheck.usecases.interviewing import Interviewing
from fieldcheck.viewmodels.interview_state import InterviewState, LanguageView, Panel, QuestionView
from fieldcheck.viewmodels.languages import called, offered
from fieldcheck.viewmodels.reading import DUTCH, Reading
from fieldcheck.viewmodels.repeat_intents import RepeatIntents

SHORT_DEPTH = "core"
"""The depth of the short talk."""

_NEARLY_ALL = 3
"""So many times what is sure to come: then what is sure says nothing of how long the talk may be."""


def has_depths(form: Form) -> bool:
    """Whether a short talk with this form asks something, and leaves out something that a full one asks."""
    asked = (index for index, definition in enumerate(form.layout.definitions) if definition.asks)
    found = {form.depth(index) or SHORT_DEPTH for index in asked}
    return SHORT_DEPTH in found and len(found) > 1


class Snapshots:
    """Takes the state of one interview.

    Args:
        interviewing: the running interview.
        reading: its questions.
        repeats: its lists.
        questions: the questions of a page, with what stands in their fields.
        case_code: shown in the rail.
        usual: the languages that are spoken most here, the likeliest first.
    """

    def __init__(
        self,
        interviewing: Interviewing,
        reading: Reading,
        repeats: RepeatIntents,
        *,
        questions: Callable[[Page], tuple[QuestionView, ...]],
        case_code: str,
        usual: tuple[str, ...],
    ) -> None:
        self._interviewing, self._run = interviewing, interviewing.run
        self._reading, self._repeats, self._questions = reading, repeats, questions
        self._case_code, self._usual = case_code, usual
        self._depths = has_depths(self._run.form)
        self._spoken: tuple[str, ...] = (self._run.language,)
        """The languages of this talk, the latest first."""

    def take(
        self, active: str, before: InterviewState | None, *, closing: bool, panel: Panel | None
    ) -> InterviewState:
        """The state, without what became of the writes.

        Args:
            active: the question that digits and letters answer.
            before: the state until now, for what stays as it is; None for the first.
            closing: whether the page that lists what is open is shown.
            panel: what lies open now; None for what lay open before.
        """
        page = self._interviewing.page
        asked = self._reading.asked_on(page)
        sections = self._reading.sections("" if closing else page.section)
        still_open = self._reading.still_open()
        here = 0 if closing else sum(1 for reference in still_open if reference in asked)
        remaining, at_most = self._remaining(len(still_open) - here)
        spoken = language_or_tag(self._run.language)
        return InterviewState(
            case_code=self._case_code,
            page="" if closing else page.reference,
            section=next((section.label for section in sections if section.current), ""),
            questions=() if closing else self._questions(page),
            active=active,
            number=self._reading.number(page),
            total=(total := sum(section.total for section in sections)),
            answered=max(total - len(still_open), 0),
            remaining=remaining,
            at_most=at_most,
            sections=sections if closing else self._repeats.with_instances(sections, page),
            languages=self.languages(),
            language=spoken.tag,
            language_native=spoken.name_native,
            language_dutch=called(spoken.tag, self._reading.tag),
            right_to_left=spoken.right_to_left,
            draft=spoken.tag != DUTCH and self._is_draft(spoken.tag),
            full=self._run.depth != SHORT_DEPTH,
            depths=self._depths,
            can_go_back=closing or not self._interviewing.at_start,
            open_at_end=self._reading.open_questions() if closing else (),
            faults=len(self._reading.faulty()) if closing else 0,
            turned=before is not None and before.turned,
            aloud=before is not None and before.aloud,
            panel=panel or (before.panel if before is not None else Panel.NONE),
            signals=None if before is None or panel is Panel.NONE else before.signals,
            repeat=None if closing else self._repeats.view(page),
            instance="" if closing else self._repeats.position(page),
        )

    def languages(self) -> tuple[LanguageView, ...]:
        """Those the form can be held in: what was spoken before in this talk, then what is usual here."""
        tags, current = self._interviewing.published.languages, self._run.language
        return offered(
            tags, usual=(*self._spoken[1:], *self._usual), current=current, reader=self._reading.tag
        )

    def speak(self, tag: str) -> None:
        """The talk goes on in this language."""
        self._spoken = tuple(dict.fromkeys((tag, *self._spoken)))

    def language_before(self) -> str:
        """The language to go back to: the one before, Dutch where there was none, "" for nowhere."""
        others = [one.tag for one in self.languages() if not one.current]
        wanted = self._spoken[1] if len(self._spoken) > 1 else DUTCH
        return wanted if wanted in others else next(iter(others), "")

    def _remaining(self, known: int) -> tuple[int | None, int]:
        """How many questions come after this page, and how many at most; see InterviewState."""
        held_back = self._run.held_back()
        shown = tuple(f"{section.reference}/" for section in self._run.sections())
        in_other_sections = sum(1 for path in held_back if not path.startswith(shown))
        if in_other_sections > _NEARLY_ALL * known or (held_back and not known):
            return None, 0
        return known, known + (len(held_back) if in_other_sections else 0)

    def _is_draft(self, tag: str) -> bool:
        return form_is_draft(self._interviewing.published.form_id, tag)
