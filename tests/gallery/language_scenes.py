"""The intake form in every language of the person opposite, and in both trial languages, by the real engine.

Each language is drawn at the question with its longest choice, and turned towards the person at the one with
the most to read: what does not fit anywhere does not fit here.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache

from PySide6.QtWidgets import QWidget

from fieldcheck.engine import Form, FormRun, PublishedForm, cells, load
from fieldcheck.i18n import LANGUAGES, form_is_draft, language
from fieldcheck.i18n.languages import PSEUDO, SOURCE
from fieldcheck.i18n.pseudo import pseudo
from fieldcheck.usecases.forms import INTAKE_FORM, form_source, published_from
from fieldcheck.viewmodels.interview_state import InterviewState, QuestionView
from fieldcheck.viewmodels.reading import DUTCH, Reading
from tests.gallery.interview_scenes import interview_state, page
from tests.gallery.scenes import NOW, Stage, scene

SPOKEN = (*(one.tag for one in LANGUAGES if one.tag != SOURCE), *PSEUDO)
"""Sixteen languages, then the stretched and the mirrored trial language."""


@cache
def intake() -> tuple[PublishedForm, Form]:
    """The intake form, published with the trial languages beside its own."""
    source = form_source(INTAKE_FORM)
    dutch = cells(source.source, source.filename)
    trial = {tag: {cell.id: pseudo(cell.text, tag) for cell in dutch} for tag in PSEUDO}
    published = published_from(replace(source, texts={**source.texts, **trial}))
    return published, load(published)


@cache
def wordiest(tag: str) -> str:
    """The page with the most to read on it."""
    return _page_with_most(tag, lambda asked: len(asked.label + asked.hint) + sum(_choices(asked)))


@cache
def widest(tag: str) -> str:
    """The page with the longest choice, which shares its line with its Dutch."""
    return _page_with_most(tag, lambda asked: max(_choices(asked), default=0))


def _page_with_most(tag: str, size: Callable[[QuestionView], int]) -> str:
    run, reading = _read(tag)
    sizes = {
        one.reference: sum(size(asked) for asked in reading.questions(one, {}, {}, {})) for one in run.pages()
    }
    return max(sizes, key=lambda reference: sizes[reference])


def _choices(asked: QuestionView) -> list[int]:
    return [len(one.label) for one in asked.choices]


def _read(tag: str) -> tuple[FormRun, Reading]:
    published, form = intake()
    run = FormRun(form, now=lambda: NOW, language=tag)
    run.answer(form.reference("consent"), "yes")
    return run, Reading(run, DUTCH, published.file)


def spoken_state(tag: str, reference: str) -> InterviewState:
    """One page of the intake in one language."""
    run, reading = _read(tag)
    here = next(one for one in run.pages() if one.reference == reference)
    asked, spoken = reading.asked_on(here), language(tag)
    sections = reading.sections(here.section)
    return replace(
        interview_state("nl"),
        page=here.reference,
        questions=reading.questions(here, {}, {}, {}),
        active=asked[0] if asked else "",
        sections=sections,
        section=next((one.label for one in sections if one.current), ""),
        number=reading.number(here),
        total=sum(one.total for one in sections),
        answered=sum(one.total for one in sections) - len(reading.still_open()),
        remaining=len(reading.still_open()),
        at_most=len(reading.still_open()),
        language=tag,
        language_native=spoken.name_native,
        language_dutch=spoken.name_dutch,
        right_to_left=spoken.right_to_left,
        draft=tag not in PSEUDO and form_is_draft(INTAKE_FORM, tag),
    )


def _drawn(tag: str, which: Callable[[str], str], *, turned: bool) -> Callable[[Stage], QWidget]:
    return lambda stage: page(stage, replace(spoken_state(tag, which(tag)), turned=turned))


for _tag in SPOKEN:
    scene(f"intake-{_tag}", languages=("nl",))(_drawn(_tag, widest, turned=False))
    scene(f"intake-turned-{_tag}", languages=("nl",))(_drawn(_tag, wordiest, turned=True))
