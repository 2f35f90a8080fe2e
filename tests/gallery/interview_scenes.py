"""The interview in Polish, Romanian, Dutch and a right-to-left language, in its main states."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.interview import AnswerState
from fieldcheck.i18n import language
from fieldcheck.ui.pages.interview import InterviewPage
from fieldcheck.viewmodels.interview_state import (
    ChoiceView,
    Failure,
    InterviewState,
    Kind,
    OpenQuestion,
    Panel,
    QuestionView,
    Saving,
    SectionView,
)
from fieldcheck.viewmodels.languages import ALL, called, offered
from tests.gallery.scenes import NOW, Stage, scene
from tests.gallery.still import Still, still_shell

_DUTCH = ("Ikzelf", "De werkgever of het uitzendbureau", "Iemand anders", "Ik weet niet waar het is")
_ASKED = {
    "nl": ("Wie bewaart uw paspoort of identiteitskaart?", _DUTCH),
    "pl": (
        "Kto przechowuje Pana/Pani paszport lub dowód osobisty?",
        ("Ja sam/sama", "Pracodawca lub agencja pracy", "Ktoś inny", "Nie wiem, gdzie jest"),
    ),
    "ro": (
        "Cine vă păstrează pașaportul sau cartea de identitate?",
        ("Eu însumi/însămi", "Angajatorul sau agenția de muncă temporară", "Altcineva", "Nu știu unde este"),
    ),
    "ar": (
        "من يحتفظ بجواز سفركم أو بطاقة هويتكم؟",
        ("أنا نفسي", "صاحب العمل أو وكالة التوظيف", "شخص آخر", "لا أعرف أين هو"),
    ),
}
_SECTIONS = (
    ("Gesprek", 0, 4),
    ("Verblijf op het park", 0, 5),
    ("Werk en uitzendbureau", 0, 6),
    ("Loon en uren", 0, 5),
    ("Huisvesting", 2, 4),
    ("Papieren", 2, 3),
    ("Vrijheid", 4, 4),
    ("Vervoer", 2, 2),
)


def passport(tag: str) -> QuestionView:
    """The question about the passport, the second choice chosen."""
    asked, words = _ASKED[tag]
    same = tag == "nl"
    return QuestionView(
        reference="/data/papers/keeper",
        kind=Kind.ONE,
        label=asked,
        dutch="" if same else _ASKED["nl"][0],
        hint="",
        dutch_hint="",
        guidance="Vraag door als de persoon eerst zegt dat hij het zelf heeft: mag u het even zien?",
        translated=True,
        required=True,
        state=AnswerState.ANSWERED,
        entry="employer",
        choices=tuple(
            ChoiceView(str(place), str(place), label, "" if same else dutch, chosen=place == 2)
            for place, (label, dutch) in enumerate(zip(words, _DUTCH, strict=True), 1)
        ),
    )


def interview_state(tag: str, *questions: QuestionView) -> InterviewState:
    """An interview in ``tag``, at the papers."""
    spoken = language(tag)
    asked = questions or (passport(tag),)
    return InterviewState(
        case_code="BV-0412-4",
        page="/data/papers/keeper",
        section="Papieren",
        questions=asked,
        active=asked[0].reference,
        number=11,
        total=33,
        answered=23,
        remaining=9,
        at_most=9,
        sections=tuple(
            SectionView(f"/data/s{place}", label, left, total, current=label == "Papieren")
            for place, (label, left, total) in enumerate(_SECTIONS)
        ),
        languages=offered(ALL, usual=("ro", "bg"), current=tag),
        language=spoken.tag,
        language_native=spoken.name_native,
        language_dutch=spoken.name_dutch,
        right_to_left=spoken.right_to_left,
        draft=tag != "nl",
        full=False,
        can_go_back=True,
        saving=Saving.SAVED,
        saved_at=NOW,
    )


def page(stage: Stage, state: InterviewState) -> QWidget:
    """The page in one state."""
    spoken = state.language
    read = replace(
        state,
        languages=offered(ALL, usual=("ro", "bg"), current=spoken, reader=stage.language),
        language_dutch=called(spoken, stage.language),
    )
    return InterviewPage(Still(read), stage.texts, still_shell())  # type: ignore[arg-type]


def field(kind: Kind, label: str, dutch: str, entry: str = "", problem: str = "") -> QuestionView:
    """A question with a field."""
    return QuestionView(
        reference=f"/data/pay/{kind.value}-{len(label)}",
        kind=kind,
        label=label,
        dutch=dutch,
        hint="",
        dutch_hint="",
        guidance="",
        translated=True,
        required=False,
        state=AnswerState.NOT_ASKED,
        entry=entry,
        choices=(),
        problem=problem,
        blocking=bool(problem),
    )


@scene("interview-polish", languages=("nl", "en"))
def polish(stage: Stage) -> QWidget:
    return page(stage, interview_state("pl"))


@scene("interview-romanian", languages=("nl",))
def romanian(stage: Stage) -> QWidget:
    return page(stage, interview_state("ro"))


@scene("interview-arabic", languages=("nl",))
def arabic(stage: Stage) -> QWidget:
    return page(stage, interview_state("ar"))


@scene("interview-stale", languages=("nl", "en"))
def stale(stage: Stage) -> QWidget:
    """The Dutch of the hint and of two choices changed after they were translated."""
    asked = passport("pl")
    last = tuple(
        replace(choice, label=dutch, dutch="", translated=False)
        for choice, dutch in zip(asked.choices[2:], _DUTCH[2:], strict=True)
    )
    hint = "Laat het paspoort of de identiteitskaart even zien."
    choices = (*asked.choices[:2], *last)
    return page(
        stage,
        interview_state("pl", replace(asked, choices=choices, hint=hint, hint_translated=False)),
    )


@scene("interview-dutch", languages=("nl",))
def dutch(stage: Stage) -> QWidget:
    return page(stage, interview_state("nl"))


@scene("interview-turned", languages=("nl",))
def turned(stage: Stage) -> QWidget:
    return page(stage, replace(interview_state("ro"), turned=True))


@scene("interview-turned-arabic", languages=("nl",))
def turned_arabic(stage: Stage) -> QWidget:
    return page(stage, replace(interview_state("ar"), turned=True))


@scene("interview-pay")
def pay(stage: Stage) -> QWidget:
    amount = field(
        Kind.NUMBER,
        "Ile pieniędzy otrzymał(a) Pan/Pani ostatnim razem?",
        "Hoeveel geld kreeg u de laatste keer?",
        "veel",
        "“veel” is geen bedrag. Schrijf alleen cijfers, zoals 12,50.",
    )
    since = field(Kind.DATE, "Od kiedy Pan/Pani tu pracuje?", "Sinds wanneer werkt u hier?")
    return page(stage, interview_state("pl", amount, since))


@scene("interview-languages")
def languages(stage: Stage) -> QWidget:
    return page(stage, replace(interview_state("pl"), panel=Panel.LANGUAGES))


@scene("interview-note")
def note(stage: Stage) -> QWidget:
    return page(stage, replace(interview_state("pl"), panel=Panel.NOTE))


@scene("interview-guidance")
def guidance(stage: Stage) -> QWidget:
    return page(stage, replace(interview_state("pl"), panel=Panel.GUIDANCE))


@scene("interview-pause")
def pause(stage: Stage) -> QWidget:
    return page(stage, replace(interview_state("pl"), panel=Panel.PAUSE))


@scene("interview-not-saved")
def not_saved(stage: Stage) -> QWidget:
    failure = Failure(
        "De schijf is vol.",
        "Wat u op dit scherm ziet, is er nog, maar staat niet op de schijf.",
        "Maak ruimte en probeer het opnieuw.",
        ("Wie bewaart uw paspoort of identiteitskaart?",),
    )
    return page(stage, replace(interview_state("pl"), saving=Saving.FAILED, failure=failure))


@scene("interview-end", languages=("nl", "en"))
def end(stage: Stage) -> QWidget:
    left = (
        OpenQuestion("/data/housing/bed", "Hoeveel mensen slapen er in uw kamer?", "Huisvesting"),
        OpenQuestion("/data/housing/costs", "Wat betaalt u per week voor uw bed?", "Huisvesting"),
        OpenQuestion("/data/freedom/threat", "Heeft iemand u bedreigd?", "Vrijheid"),
    )
    return page(
        stage,
        replace(
            interview_state("pl"), page="", questions=(), active="", open_at_end=left, faults=2, section=""
        ),
    )
