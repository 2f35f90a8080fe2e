"""From the run of a form to what the interview screen shows; reads only."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import NamedTuple

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.interview import AnswerState, is_within
from fieldcheck.engine import Bounds, Choice, FormRun, Node, Page, Violation
from fieldcheck.i18n import Texts, texts
from fieldcheck.i18n.markdown import plain, rich
from fieldcheck.usecases.attaching import accepted
from fieldcheck.viewmodels.appearances import KINDS, NEVER_SHOWN, look_of, written_as
from fieldcheck.viewmodels.entering import lexical, shown
from fieldcheck.viewmodels.interview_state import (
    ONLY_DUTCH,
    AttachmentView,
    ChoiceView,
    Kind,
    Look,
    OpenQuestion,
    QuestionView,
    Scale,
    SectionView,
)

DUTCH = "nl"
"""The language of a form that was written here; what is not in the officer's language is shown in it."""
ACKNOWLEDGED = "OK"
"""What an acknowledgement is recorded as, in ODK's own word."""
_REQUIRED = N_("Deze vraag staat nog open. Geef een antwoord of kies een reden.")
_DOUBTED = N_("Dit antwoord past niet bij wat er verder gezegd is.")
_ACKNOWLEDGE = N_("Gezien en akkoord")
_SEARCHED = (Look.COMPACT, Look.SEARCH)
"""Where a digit is the beginning of what is searched for, not the number of a choice."""
_INSTANCE = re.compile(r"\[\d+\]")
_PICKED_FROM_SCALE = (Look.STARS, Look.COMPACT)
_MOST_ON_A_SCALE = 200
"""A scale with more values than this is not turned into a list of choices."""


class Problem(NamedTuple):
    """Why an answer cannot stand: in the language of the talk, and where that is another in the officer's."""

    theirs: str
    ours: str = ""


_NO_PROBLEM = Problem("")


class Reading:
    """Looks at one run on behalf of the screen; keeps what cannot change while the run lives.

    Attributes:
        tag: the officer's language.

    Args:
        run: the run.
        tag: language of the officer's screen.
        file: the bytes of a file of the form by name; KeyError where the form does not have it.
        earlier: a line about what an earlier talk said of a question, by its reference.
    """

    def __init__(
        self,
        run: FormRun,
        tag: str,
        file: Callable[[str], bytes] | None = None,
        earlier: Callable[[str], str] = lambda _: "",
    ) -> None:
        self._run = run
        self.tag = tag
        self._texts = texts(tag)
        self._file = file
        self._earlier = earlier
        self._kinds: dict[str, Kind | None] = {}
        self._files: dict[str, bytes] = {}

    def kind(self, reference: str) -> Kind | None:
        """How a question is answered, None for what is never shown (calculations, groups)."""
        if reference not in self._kinds:
            kind = self._run.node(reference, DUTCH).type
            self._kinds[reference] = None if kind in NEVER_SHOWN else KINDS.get(kind, Kind.LINE)
        return self._kinds[reference]

    def written_as(self, reference: str) -> str:
        """Which way of writing the entry of a question has."""
        node = self._run.node(reference, DUTCH)
        return written_as(node.type, self._look(node)[0])

    def shown_on(self, page: Page) -> tuple[str, ...]:
        """References of what this page shows now."""
        return tuple(reference for reference in page.questions if self.kind(reference) is not None)

    def asked_on(self, page: Page) -> tuple[str, ...]:
        """References of what this page asks now: notes, heads of tables and read-only questions only tell."""
        return tuple(ref for ref in self.shown_on(page) if self._asks(ref))

    def _asks(self, reference: str) -> bool:
        if self.kind(reference) is Kind.NOTE:
            return False
        node = self._run.node(reference, DUTCH)
        return not node.readonly and self._look(node)[0] is not Look.TABLE_HEAD

    def _look(self, node: Node) -> tuple[Look, int]:
        return look_of(self.kind(node.reference) or Kind.NOTE, node.appearance or "", len(node.choices))

    def questions(
        self,
        page: Page,
        typed: Mapping[str, str],
        problems: Mapping[str, Problem],
        attachments: Mapping[str, AttachmentView] | None = None,
        passed: Container[str] = (),
    ) -> tuple[QuestionView, ...]:
        """The questions of a page.

        Args:
            page: which.
            typed: what stands in fields and is not recorded.
            problems: why what was typed cannot be kept.
            attachments: what is known of the files that were given.
            passed: questions that were left without an answer; only these say that they require one.
        """
        held = attachments or {}
        return tuple(
            self._question(ref, typed.get(ref), problems.get(ref), held.get(ref), ref in passed)
            for ref in self.shown_on(page)
        )

    def _question(
        self,
        reference: str,
        typed: str | None,
        problem: Problem | None,
        held: AttachmentView | None,
        passed: bool,
    ) -> QuestionView:
        theirs = self._run.node(reference)
        ours = theirs if self._run.language == self.tag else self._run.node(reference, self.tag)
        same = theirs.label == ours.label
        hint, dutch_hint = theirs.hint or "", ours.hint or ""
        if ours is theirs or hint == dutch_hint:
            dutch_hint = ""
        kind = self.kind(reference) or Kind.NOTE
        look, columns = self._look(ours)
        entry = shown(written_as(ours.type, look), ours.value, self.tag) if typed is None else typed
        told = problem or (self._told(theirs, ours, passed=passed) if typed is None else _NO_PROBLEM)
        view = QuestionView(
            reference=reference,
            kind=kind,
            label=plain(theirs.label),
            dutch="" if same else plain(ours.label),
            hint=plain(hint),
            dutch_hint=plain(dutch_hint),
            guidance=plain(ours.guidance or ""),
            translated=theirs.translated,
            required=ours.required,
            state=ours.state,
            entry=entry,
            choices=self._choices(theirs, ours, keys=look not in _SEARCHED),
            problem=told.theirs,
            dutch_problem=told.ours,
            blocking=problem is not None,
            look=look,
            columns=columns,
            readonly=ours.readonly,
            earlier=self._earlier(reference),
            image=self._media(theirs.media, "image", "big-image"),
            recording=self._media(theirs.media, "audio"),
            film="video" in ours.media,
            fault=self._is_faulty(reference),
            rich_label=rich(theirs.label),
            rich_dutch="" if same else rich(ours.label),
            rich_hint=rich(hint),
            rich_dutch_hint=rich(dutch_hint),
            rich_guidance=rich(ours.guidance or ""),
            hint_translated=theirs.hint_translated,
        )
        return self._particular(view, ours, held)

    def _told(self, theirs: Node, ours: Node, *, passed: bool) -> Problem:
        """What the form says of the answer that is recorded, or of the lack of one."""
        violation = theirs.violation
        if violation is None or (violation.kind == "required" and not passed):
            return _NO_PROBLEM
        usual = _REQUIRED if violation.kind == "required" else _DOUBTED
        return said_of(violation, ours.violation, usual, self._texts)

    def _particular(self, view: QuestionView, node: Node, held: AttachmentView | None) -> QuestionView:
        """What only some kinds have."""
        if view.kind is Kind.RANGE:
            return _on_scale(view, node.bounds, self.tag)
        if view.kind is Kind.RANK:
            return replace(view, ranked=tuple(view.entry.split()))
        if view.kind is Kind.ACKNOWLEDGE:
            given = ACKNOWLEDGED if node.value else ""
            return replace(view, choices=(_acknowledgement(given),))
        if view.kind is Kind.ATTACHMENT:
            view_of = held if held is not None and held.name in ("", node.value) else AttachmentView()
            reading = view_of.reading
            return replace(
                view,
                attachment=replace(
                    view_of, name="" if reading else node.value, kind=node.type, accepts=accepted(node)
                ),
                entry="",
            )
        return view

    def _choices(self, theirs: Node, ours: Node, *, keys: bool) -> tuple[ChoiceView, ...]:
        chosen = set(ours.value.split()) if ours.state is AnswerState.ANSWERED else set()
        dutch = {choice.value: choice.label for choice in ours.choices}
        return tuple(
            self._choice(
                choice, str(place) if keys else "", dutch.get(choice.value, ""), chosen=choice.value in chosen
            )
            for place, choice in enumerate(theirs.choices, 1)
        )

    def _choice(self, choice: Choice, key: str, dutch: str, *, chosen: bool) -> ChoiceView:
        return ChoiceView(
            value=choice.value,
            key=key,
            label=plain(choice.label),
            dutch="" if dutch == choice.label else plain(dutch),
            chosen=chosen,
            image=self._media(choice.media, "image", "big-image"),
            recording=self._media(choice.media, "audio"),
            rich_label=rich(choice.label),
            rich_dutch="" if dutch == choice.label else rich(dutch),
            translated=choice.translated,
        )

    def faulty(self) -> frozenset[str]:
        """Questions, groups and calculations of which the form's own logic could not be computed."""
        return frozenset(reference for reference, _expression in self._run.faults)

    def _is_faulty(self, reference: str) -> bool:
        """Whether this question or a group around it is among them; they are told without instances."""
        faulty = self.faulty()
        bare = _INSTANCE.sub("", reference) if faulty else ""
        return any(is_within(bare, one) for one in faulty)

    def _media(self, media: Mapping[str, str], *kinds: str) -> bytes:
        """The file of the form that goes with a text, of the first kind that it has."""
        name = next((media[kind] for kind in kinds if media.get(kind)), "")
        if not name or self._file is None:
            return b""
        if name not in self._files:
            try:
                self._files[name] = self._file(name)
            except KeyError:
                self._files[name] = b""
        return self._files[name]

    def number(self, page: Page) -> int:
        """Ordinal of the first question of this page among those asked, 1 upward."""
        before = 0
        for other in self._run.pages():
            if other.reference == page.reference:
                break
            before += sum(1 for ref in self.shown_on(other) if self.kind(ref) is not Kind.NOTE)
        return before + 1

    def still_open(self) -> tuple[str, ...]:
        """What nobody answered yet, in the order of the form."""
        return tuple(self._run.open_questions())

    def sections(self, current: str) -> tuple[SectionView, ...]:
        """The rail: labels in the officer's language, with what is open in each section."""
        return tuple(
            SectionView(
                reference=section.reference,
                label=plain(self._run.node(section.reference, self.tag).label or section.label),
                open=section.open,
                total=section.total,
                current=section.reference == current,
            )
            for section in self._run.sections()
        )

    def open_questions(self) -> tuple[OpenQuestion, ...]:
        """What nobody answered yet, in the order of the form."""
        sections = {section.reference: section.label for section in self.sections("")}
        of_page = {ref: page.section for page in self._run.pages() for ref in page.questions}
        return tuple(
            OpenQuestion(
                reference,
                plain(self._run.node(reference, self.tag).label),
                sections.get(of_page[reference], ""),
            )
            for reference in self.still_open()
        )


def _acknowledgement(given: str) -> ChoiceView:
    return ChoiceView(ACKNOWLEDGED, "1", ACKNOWLEDGED, _ACKNOWLEDGE, chosen=given == ACKNOWLEDGED)


def _on_scale(view: QuestionView, bounds: Bounds | None, tag: str) -> QuestionView:
    if bounds is None:
        return replace(view, kind=Kind.NUMBER, look=Look.USUAL)
    scale = Scale(
        start=_exact(bounds.start),
        end=_exact(bounds.end),
        step=abs(_exact(bounds.step)) or Decimal(1),
        tick=_exact(bounds.ticks),
        chosen=_chosen(view.entry, tag),
    )
    if view.look not in _PICKED_FROM_SCALE or scale.steps > _MOST_ON_A_SCALE:
        look = Look.USUAL if view.look in _PICKED_FROM_SCALE else view.look
        return replace(view, look=look, scale=scale)
    values = [scale.value(place) for place in range(scale.steps + 1)]
    keyed = view.look is Look.STARS
    choices = tuple(
        ChoiceView(
            value=f"{value:f}",
            key=f"{value:f}" if keyed else "",
            label=shown("range", f"{value:f}", tag),
            dutch="",
            chosen=value == scale.chosen,
        )
        for value in values
    )
    return replace(view, scale=scale, choices=choices)


def _exact(number: float) -> Decimal:
    exact = Decimal(str(number))
    whole = exact.to_integral_value()
    return whole if whole == exact else exact


def _chosen(entry: str, tag: str) -> Decimal | None:
    try:
        value = lexical("range", entry, tag)
    except InvalidValue:
        return None
    return Decimal(value) if value else None


def said_of(theirs: Violation, ours: Violation | None, usual: str, words: Texts) -> Problem:
    """What the form says of an answer, marked where that is Dutch; our ``usual`` where it says nothing.

    ``ours`` is the same in the officer's language, who types and has to mend it.
    """
    told = plain(theirs.message)
    if not told:
        return Problem(words.text(usual))
    if not theirs.translated:
        return Problem(f"{told} ({words.text(ONLY_DUTCH)})")
    also = plain(ours.message) if ours is not None else ""
    return Problem(told, "" if also == told else also)
