"""From the run of a form to what the interview screen shows; reads only."""

from __future__ import annotations

from collections.abc import Mapping

from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import FormRun, Node, Page
from fieldcheck.viewmodels.entering import shown
from fieldcheck.viewmodels.interview_state import ChoiceView, Kind, OpenQuestion, QuestionView, SectionView

DUTCH = "nl"
"""The language of the officer's side of the form: its source language."""

_KINDS = {
    "select_one": Kind.ONE,
    "select_multiple": Kind.MANY,
    "integer": Kind.WHOLE,
    "decimal": Kind.NUMBER,
    "date": Kind.DATE,
    "time": Kind.TIME,
    "text": Kind.LINE,
    "range": Kind.NUMBER,
    "note": Kind.NOTE,
}
_NEVER_SHOWN = ("group", "calculate", "hidden")


class Reading:
    """Looks at one run on behalf of the screen; keeps what cannot change while the run lives."""

    def __init__(self, run: FormRun, tag: str) -> None:
        self._run = run
        self._tag = tag
        self._kinds: dict[str, Kind | None] = {}

    def kind(self, reference: str) -> Kind | None:
        """How a question is answered, None for what is never shown (calculations, groups)."""
        if reference not in self._kinds:
            kind = self._run.node(reference, DUTCH).type
            self._kinds[reference] = None if kind in _NEVER_SHOWN else _KINDS.get(kind, Kind.LINE)
        return self._kinds[reference]

    def shown_on(self, page: Page) -> tuple[str, ...]:
        """References of what this page shows now."""
        return tuple(reference for reference in page.questions if self.kind(reference) is not None)

    def asked_on(self, page: Page) -> tuple[str, ...]:
        """References of what this page asks now: notes only tell."""
        return tuple(ref for ref in self.shown_on(page) if self.kind(ref) is not Kind.NOTE)

    def questions(
        self, page: Page, typed: Mapping[str, str], problems: Mapping[str, str]
    ) -> tuple[QuestionView, ...]:
        """The questions of a page; ``typed`` is what stands in fields and is not recorded."""
        return tuple(
            self._question(ref, typed.get(ref), problems.get(ref, "")) for ref in self.shown_on(page)
        )

    def _question(self, reference: str, typed: str | None, problem: str) -> QuestionView:
        theirs = self._run.node(reference)
        ours = theirs if self._run.language == DUTCH else self._run.node(reference, DUTCH)
        same = theirs.label == ours.label
        entry = shown(ours.type, ours.value, self._tag) if typed is None else typed
        return QuestionView(
            reference=reference,
            kind=self.kind(reference) or Kind.NOTE,
            label=theirs.label,
            dutch="" if same else ours.label,
            hint=theirs.hint or "",
            dutch_hint="" if same or theirs.hint == ours.hint else ours.hint or "",
            guidance=ours.guidance or "",
            translated=theirs.translated,
            required=ours.required,
            state=ours.state,
            entry=entry,
            choices=_choices(theirs, ours),
            problem=problem,
            blocking=bool(problem),
            many_lines="multiline" in (ours.appearance or ""),
        )

    def sections(self, current: str) -> tuple[SectionView, ...]:
        """The rail: Dutch labels, with what is open in each section."""
        return tuple(
            SectionView(
                reference=section.reference,
                label=self._run.node(section.reference, DUTCH).label or section.label,
                open=section.open,
                total=section.total,
                current=section.reference == current,
            )
            for section in self._run.sections()
        )

    def number(self, page: Page) -> int:
        """Ordinal of the first question of this page among those asked, 1 upward."""
        before = 0
        for other in self._run.pages():
            if other.reference == page.reference:
                break
            before += len(self.asked_on(other))
        return before + 1

    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What nobody answered yet, in the order of the form."""
        sections = {section.reference: section.label for section in self.sections("")}
        of_page = {ref: page.section for page in self._run.pages() for ref in page.questions}
        return tuple(
            OpenQuestion(
                reference, self._run.node(reference, DUTCH).label, sections.get(of_page[reference], "")
            )
            for reference in self._run.open_questions()
        )


def _choices(theirs: Node, ours: Node) -> tuple[ChoiceView, ...]:
    chosen = set(ours.value.split()) if ours.state is AnswerState.ANSWERED else set()
    dutch = {choice.value: choice.label for choice in ours.choices}
    return tuple(
        ChoiceView(
            value=choice.value,
            key=str(place),
            label=choice.label,
            dutch="" if dutch.get(choice.value, "") == choice.label else dutch.get(choice.value, ""),
            chosen=choice.value in chosen,
        )
        for place, choice in enumerate(theirs.choices, 1)
    )
