"""Every way of answering, with the questions of ``tests/forms/every-widget.md`` run by the real engine."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import Form, FormRun, load
from fieldcheck.i18n import texts
from fieldcheck.ui.answers.dates import DateAnswer
from fieldcheck.ui.answers.ranking import RankingAnswer
from fieldcheck.ui.answers.searching import SearchAnswer
from fieldcheck.viewmodels.interview_state import AttachmentView, ChoiceView, InterviewState, Panel
from fieldcheck.viewmodels.reading import DUTCH, Reading
from fieldcheck.viewmodels.repeats import Repeats
from tests.forms.every_widget import beep, every_widget, photo
from tests.gallery.interview_scenes import interview_state, page, passport
from tests.gallery.scenes import NOW, Stage, scene

PERSON = "/data/person"
_PHOTO = AttachmentView(name="photo-3f9a1c2b.png", size=184_000, image=photo())


@cache
def form() -> Form:
    """The form, loaded once."""
    return load(every_widget())


def widget_state(
    reference: str, tag: str, answers: Mapping[str, str], typed: Mapping[str, str]
) -> InterviewState:
    """The page of a question as the interview shows it."""
    run = FormRun(form(), now=lambda: NOW, language=tag)
    for where, value in answers.items():
        run.answer(where, value)
    reading = Reading(run, DUTCH, every_widget().file)
    repeats = Repeats(run, reading, texts(DUTCH))
    here = next(one for one in run.pages() if one.reference == run.page_of(reference))
    asked = reading.asked_on(here)
    sections = reading.sections(here.section)
    return replace(
        interview_state(tag),
        page=here.reference,
        questions=reading.questions(here, typed, {}, dict.fromkeys(asked, _PHOTO)),
        active=reference if reference in asked else (asked[0] if asked else ""),
        sections=repeats.with_instances(sections, here),
        section=next((one.label for one in sections if one.current), ""),
        number=reading.number(here),
        total=sum(one.total for one in sections),
        answered=sum(one.total for one in sections) - len(reading.still_open()),
        remaining=len(reading.still_open()),
        at_most=len(reading.still_open()),
        repeat=repeats.view(here, removing="", removed=""),
        instance=repeats.position(here),
    )


def _shown(
    name: str,
    reference: str,
    answers: Mapping[str, str] | None = None,
    *,
    tags: tuple[str, ...] = ("pl", "ar"),
    typed: Mapping[str, str] | None = None,
    turned: bool = False,
    act: Callable[[QWidget], None] | None = None,
) -> None:
    """Register the page of one question in several languages; ``act`` is done once it is on screen."""

    def make(tag: str) -> Callable[[Stage], QWidget]:
        def draw(stage: Stage) -> QWidget:
            state = widget_state(reference, tag, answers or {}, typed or {})
            drawn = page(stage, replace(state, turned=turned))
            if act is not None:
                QTimer.singleShot(0, drawn, lambda: act(drawn))
            return drawn

        return draw

    for tag in tags:
        scene(f"widget-{name}-{tag}", languages=("nl",))(make(tag))


def _open_list(drawn: QWidget) -> None:
    for one in drawn.findChildren(SearchAnswer):
        one.set_open(True)


def _open_calendar(drawn: QWidget) -> None:
    for one in drawn.findChildren(DateAnswer):
        if one.isVisible():
            one.open_calendar()


def _pick_up(drawn: QWidget) -> None:
    for one in drawn.findChildren(RankingAnswer):
        one.list.go(1)
        one.pick_up()


ALL = ("nl", "pl", "ar")
_WORDS, _SCALES, _DATES = "/data/words", "/data/scales", "/data/dates"
_CHOOSING, _FILES, _PAGE = "/data/choosing", "/data/files", "/data/page"
_TOWN = {f"{_PAGE}/town": "Ede", f"{_PAGE}/people": "4"}

_shown("note", f"{_WORDS}/intro", tags=ALL)
_shown("text", f"{_WORDS}/nickname", {f"{_WORDS}/nickname": "Ania"})
_shown("text-lines", f"{_WORDS}/story", tags=ALL)
_shown("digits", f"{_WORDS}/phone", tags=("pl",))
_shown("barcode", f"{_WORDS}/card")
_shown("range-untouched", f"{_SCALES}/effort", tags=ALL)
_shown("range", f"{_SCALES}/effort", {f"{_SCALES}/effort": "7"})
_shown("range-vertical", f"{_SCALES}/warmth", {f"{_SCALES}/warmth": "15"})
_shown("range-stars", f"{_SCALES}/stars", {f"{_SCALES}/stars": "4"}, tags=ALL)
_shown("range-picker", f"{_SCALES}/hours", {f"{_SCALES}/hours": "6"}, act=_open_list)
_shown("likert", f"{_SCALES}/likert", {f"{_SCALES}/likert": "yes"}, tags=ALL)
_shown("rank-untouched", f"{_SCALES}/order")
_shown("rank", f"{_SCALES}/order", {f"{_SCALES}/order": "bed pay doctor bus"}, tags=ALL, act=_pick_up)
_shown("date", f"{_DATES}/arrival", {f"{_DATES}/arrival": "2026-11-03"}, tags=ALL, act=_open_calendar)
_shown("date-month", f"{_DATES}/contract_month", {f"{_DATES}/contract_month": "2026-03-01"})
_shown("date-year", f"{_DATES}/birth", {f"{_DATES}/birth": "1991-01-01"})
_shown("date-typed", f"{_DATES}/payday")
_shown("time", f"{_DATES}/start", typed={f"{_DATES}/start": "5.30"})
_shown("moment", f"{_DATES}/check", {f"{_DATES}/check": "2026-11-20T14:05:00.000+01:00"}, tags=ALL)
_shown("several", f"{_CHOOSING}/needs", {f"{_CHOOSING}/needs": "bed bus"})
_shown("minimal", f"{_CHOOSING}/country", {f"{_CHOOSING}/country": "pl"})
_shown("minimal-open", f"{_CHOOSING}/worked_in", {f"{_CHOOSING}/worked_in": "de nl"}, act=_open_list)
_shown("autocomplete", f"{_CHOOSING}/passport_of", {f"{_CHOOSING}/passport_of": "ro"}, tags=ALL)
_shown("columns", f"{_CHOOSING}/keeper_columns", {f"{_CHOOSING}/keeper_columns": "employer"}, tags=ALL)
_shown("columns-pack", f"{_CHOOSING}/packed", {f"{_CHOOSING}/packed": "bed"})
_shown("pictures-columns", f"{_CHOOSING}/room", {f"{_CHOOSING}/room": "bungalow"})
_shown("pictures", f"{_CHOOSING}/room_rows", {f"{_CHOOSING}/room_rows": "tent"})
_shown("question-picture", f"{_CHOOSING}/quick")
_shown("table", f"{_CHOOSING}/often/often_shout", {f"{_CHOOSING}/often/often_shout": "often"}, tags=ALL)
_shown("acknowledge", f"{_CHOOSING}/told", {f"{_CHOOSING}/told": "OK"})
_shown("image", f"{_FILES}/photo", {f"{_FILES}/photo": _PHOTO.name}, tags=ALL)
_shown("image-none", f"{_FILES}/photo")
_shown("audio", f"{_FILES}/voice")
_shown("file", f"{_FILES}/contract", tags=("pl",))
_shown("together", f"{_PAGE}/town", _TOWN)
_shown("read-only", f"{_PAGE}/moved", _TOWN)
_shown("instance", f"{PERSON}[1]/age", {f"{PERSON}[1]/name": "Piotr"})
_shown("turned-range", f"{_SCALES}/effort", {f"{_SCALES}/effort": "7"}, turned=True)
_shown("turned-table", f"{_CHOOSING}/often/often_shout", turned=True)
_shown("turned-columns", f"{_CHOOSING}/keeper_columns", turned=True)
_shown("turned-rank", f"{_SCALES}/order", turned=True)


def _with_sound(tag: str, *, alone: bool, turned: bool = False) -> InterviewState:
    """A question with a recording; ``alone`` when it has no words at all."""
    state = widget_state(f"{_CHOOSING}/keeper", tag, {}, {})
    asked = replace(state.questions[0], recording=beep())
    if alone:
        asked = replace(asked, label="", dutch="", rich_label="", rich_dutch="")
    return replace(state, questions=(asked,), turned=turned, aloud=True)


for _tag in ("pl", "ar"):
    scene(f"widget-sound-{_tag}", languages=("nl",))(
        lambda stage, tag=_tag: page(stage, _with_sound(tag, alone=False))  # type: ignore[misc]
    )
    scene(f"widget-sound-turned-{_tag}", languages=("nl",))(
        lambda stage, tag=_tag: page(stage, _with_sound(tag, alone=False, turned=True))  # type: ignore[misc]
    )
scene("widget-sound-alone", languages=("nl",))(lambda stage: page(stage, _with_sound("pl", alone=True)))
scene("widget-aloud", languages=("nl",))(
    lambda stage: page(stage, replace(_with_sound("pl", alone=False), panel=Panel.ALOUD))
)
scene("widget-silent", languages=("nl",))(
    lambda stage: page(stage, replace(_with_sound("ar", alone=False), panel=Panel.SILENT))
)


def _yes_and_no(tag: str, *, turned: bool) -> InterviewState:
    """A question of yes, no and not sure; turned, each has its sign."""
    words = {
        "pl": ("Czy może Pan/Pani stąd wyjść, kiedy Pan/Pani chce?", "Tak", "Nie", "Nie mam pewności"),
        "fa": ("آیا می‌توانید هر وقت بخواهید از اینجا بروید؟", "بله", "خیر", "مطمئن نیستم"),
    }[tag]
    dutch = ("Kunt u hier weggaan wanneer u wilt?", "Ja", "Nee", "Dat weet ik niet zeker")
    values = ("yes", "no", "unknown")
    asked = replace(
        passport("nl"),
        label=words[0],
        dutch=dutch[0],
        state=AnswerState.NOT_ASKED,
        fault=not turned,
        choices=tuple(
            ChoiceView(value, str(place), words[place], dutch[place], chosen=turned and place == 2)
            for place, value in enumerate(values, 1)
        ),
    )
    return replace(interview_state(tag, asked), turned=turned)


for _tag in ("pl", "fa"):
    for _turned in (False, True):
        scene(f"widget-yes-no{'-turned' if _turned else ''}-{_tag}", languages=("nl",))(
            lambda stage, tag=_tag, turned=_turned: page(stage, _yes_and_no(tag, turned=turned))  # type: ignore[misc]
        )


def _housemates(tag: str, *, removing: bool = False, removed: str = "") -> InterviewState:
    run = FormRun(form(), now=lambda: NOW, language=tag)
    for place, (name, age) in enumerate((("Piotr", "31"), ("Olga", ""), ("Ion", "44")), 1):
        instance = f"{PERSON}[1]" if place == 1 else run.add_instance(PERSON)
        run.answer(f"{instance}/name", name)
        run.answer(f"{instance}/age", age)
    state = widget_state(PERSON, tag, {}, {})
    reading = Reading(run, DUTCH)
    repeats = Repeats(run, reading, texts(DUTCH))
    here = next(one for one in run.pages() if one.kind == "repeat")
    view = repeats.view(here, removing=f"{PERSON}[2]" if removing else "", removed=removed)
    return replace(state, repeat=view, sections=repeats.with_instances(reading.sections(here.section), here))


for _tag in ALL:
    scene(f"widget-repeat-{_tag}", languages=("nl",))(
        lambda stage, tag=_tag: page(stage, _housemates(tag))  # type: ignore[misc]
    )
scene("widget-repeat-removing", languages=("nl",))(
    lambda stage: page(stage, _housemates("pl", removing=True))
)
scene("widget-repeat-removed", languages=("nl",))(
    lambda stage: page(stage, _housemates("pl", removed="Huisgenoot 2 (Olga)"))
)
scene("widget-repeat-turned", languages=("nl",))(
    lambda stage: page(stage, replace(_housemates("ar"), turned=True))
)
