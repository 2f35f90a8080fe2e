"""The review desk in prepared states: a full inbox, the lists side by side, the dossier, and its sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from fieldcheck.domain import events
from fieldcheck.domain.case import case_code
from fieldcheck.domain.case_dossier import NOTHING_KEPT, About, AgreedContact, Dossier, Note
from fieldcheck.domain.comensha import ComenshaReport, Reporter, ReportStage
from fieldcheck.domain.contact import Channel, ChannelKind, SafeContact
from fieldcheck.domain.follow_up import FollowUp, FollowUpStage
from fieldcheck.domain.identifiers import CaseId, EntryId, ReferralId
from fieldcheck.domain.qualification import Qualification, Step
from fieldcheck.domain.referral import FirstAssessment, Outcome, ReferralStage, Urgency
from fieldcheck.domain.reflection import Reflection, ReflectionAnswer
from fieldcheck.domain.shelter import ExpectedShelter, Group, Moment, ShelterRequest, ShelterStage
from fieldcheck.domain.trail import TrailLine
from fieldcheck.triage import Situation, advise
from fieldcheck.ui.pages.comensha_sheet import ComenshaQueueSheet
from fieldcheck.ui.pages.dossier_sheets import ComenshaSheet, ContactSheet, ReflectionSheet, ShelterSheet
from fieldcheck.ui.pages.review_sheets import NoteSheet, OutcomeSheet, PlanSheet, QualifySheet
from fieldcheck.usecases.reporting import Queued
from fieldcheck.viewmodels.happened import history
from fieldcheck.viewmodels.inbox import InboxRow, Shown
from fieldcheck.viewmodels.lens_views import advice_view, reflection_advice
from fieldcheck.viewmodels.review_case import Line
from fieldcheck.viewmodels.review_state import ReviewState, Tab
from tests.gallery.case_scenes import LENSES, REVIEW, inbox_row, review
from tests.gallery.scenes import NOW, Stage, scene
from tests.gallery.still import Still

BY = "M. Jansen"


def many() -> tuple[InboxRow, ...]:
    """A busy morning: acute ones first, what is over last."""
    rows = [inbox_row(place, Urgency.ACUTE, ReferralStage.SENT, 3 + place * 7) for place in range(12, 15)]
    rows += [inbox_row(place, Urgency.REGULAR, ReferralStage.SENT, place * 9) for place in range(15, 20)]
    rows += [
        replace(
            inbox_row(9, Urgency.ACUTE, ReferralStage.ACCEPTED, 31),
            mine=True,
            outcome=Outcome.ACCEPTED,
            left=0,
            due=-2,
        ),
        replace(inbox_row(7, Urgency.REGULAR, ReferralStage.ACKNOWLEDGED, 4000), mine=True, left=12, due=0),
        replace(inbox_row(3, Urgency.REGULAR, ReferralStage.DECLINED, 95), outcome=Outcome.OTHER_ROUTE),
        replace(inbox_row(2, Urgency.REGULAR, ReferralStage.DONE, 155), outcome=Outcome.DONE, left=-3),
    ]
    return tuple(rows)


DOSSIER = Dossier(
    qualifications=(
        Qualification(Step.RISK_FACTORS, BY, NOW - timedelta(hours=2), "Bed en baan eindigen samen."),
        Qualification(
            Step.SLIGHTEST_INDICATION,
            BY,
            NOW - timedelta(minutes=20),
            "Papieren weg, schuld aan bureau.",
        ),
    ),
    reflections=(
        Reflection(
            NOW.date() - timedelta(days=9), ReflectionAnswer.LATER, False, None, "pl", BY, NOW - timedelta(9)
        ),
        Reflection(
            NOW.date() - timedelta(days=8),
            ReflectionAnswer.ACCEPTED,
            False,
            date(2027, 2, 14),
            "pl",
            BY,
            NOW - timedelta(8),
        ),
    ),
    follow_ups=(
        FollowUp(EntryId("f1"), "Tolk bellen", date(2026, 11, 20), BY, FollowUpStage.PLANNED, "", BY, NOW),
        FollowUp(EntryId("f2"), "Loonstroken opvragen", None, BY, FollowUpStage.DONE, "", BY, NOW),
    ),
    comensha=(
        ComenshaReport(ReportStage.QUEUED, Reporter.ISZW, False, "", "", BY, NOW - timedelta(hours=1)),
        ComenshaReport(ReportStage.SUBMITTED, Reporter.ISZW, False, "kenmerk 0000, 22-11-2026", "", BY, NOW),
    ),
    shelters=(
        ShelterRequest(
            EntryId("s1"),
            Group(7, 4, 1, 1, "de regio van de werkgever", date(2026, 11, 22), Moment.ON_THE_DAY),
            ShelterStage.REQUESTED,
            "",
            BY,
            NOW,
        ),
    ),
    contacts=(AgreedContact(EntryId("k1"), NOW, BY, ("iszw",), True),),
    notes=(
        Note(EntryId("n1"), NOW - timedelta(hours=1), BY, About.ASSESSMENT, "iszw", "Met tolk bellen."),
        Note(EntryId("n2"), NOW, BY, About.EFFECT, "iszw", "Verliest vrijdag zijn bed; neef heeft plek."),
    ),
)


EXPECTED = (
    ExpectedShelter(
        "Zorgcoördinator van de regio",
        Group(12, 7, 3, 0, "", date(2026, 11, 22), Moment.BEFORE),
        ShelterStage.CONFIRMED,
    ),
)


def trail() -> tuple[TrailLine, ...]:
    """What happened to a case, the newest first."""
    happened = [
        (events.QUALIFICATION_SET, BY, 1, 1),
        (events.RECORD_VIEWED, BY, 3, 2),
        (events.REFERRAL_ACKNOWLEDGED, BY, 4, 1),
        (events.REFERRAL_SENT, "H. de Wit", 8, 1),
        (events.ROUTE_DECIDED, "H. de Wit", 9, 1),
        (events.ASSESSMENT_MADE, "H. de Wit", 9, 1),
        (events.INTERVIEW_FINISHED, "H. de Wit", 10, 1),
        (events.ANSWER_RECORDED, "H. de Wit", 11, 24),
        (events.INTERVIEW_STARTED, "H. de Wit", 19, 1),
        (events.CASE_OPENED, "H. de Wit", 19, 1),
    ]
    return tuple(
        TrailLine(
            f"t{at}", NOW - timedelta(minutes=minutes), who, "", "", kind, "case", "c1", "BV-0412-4", "d"
        )
        for at, (kind, who, minutes, times) in enumerate(happened)
        for _ in range(times)
    )


def state(stage: Stage, **changes: object) -> ReviewState:
    """The case of the gallery with everything beside it, in the words of the screen."""
    assert REVIEW.case is not None
    known = Situation(eu=False, dublin=False, bed_tonight=False, pay=True)
    case = replace(
        REVIEW.case,
        lenses=LENSES,
        advice=tuple(advice_view(one, stage.texts) for one in advise(known)),
        provenance=(
            Line("Kort gesprek op het park", "verteld door de persoon; Pools, vrijwillig; 24 antwoorden"),
            Line("Niet pluis", "Kijkt steeds naar de man bij de poort; zelf gezien; waarschijnlijk"),
        ),
        history=history(trail(), stage.texts),
        reflection=reflection_advice(known, stage.texts),
        dublin=False,
        language="pl",
        effect="Kan vannacht nergens slapen.",
    )
    shown = replace(REVIEW, case=case, dossier=DOSSIER, rows=many(), expected=EXPECTED)
    return replace(shown, **changes)  # type: ignore[arg-type]


@scene("review-many")
def inbox_with_many(stage: Stage) -> QWidget:
    return review(stage, state(stage))


@scene("review-mine")
def inbox_of_ones_own(stage: Stage) -> QWidget:
    return review(stage, state(stage, shown=Shown.MINE, selected=ReferralId("r9")))


@scene("review-periods")
def inbox_of_reflection_periods(stage: Stage) -> QWidget:
    return review(stage, state(stage, shown=Shown.REFLECTION, selected=ReferralId("r9")))


@scene("review-planned")
def inbox_of_what_is_planned(stage: Stage) -> QWidget:
    return review(stage, state(stage, shown=Shown.FOLLOW_UP, selected=ReferralId("r9")))


@scene("review-opening")
def case_being_opened(stage: Stage) -> QWidget:
    return review(stage, replace(state(stage), case=None, dossier=NOTHING_KEPT))


@scene("review-lenses")
def lenses(stage: Stage) -> QWidget:
    return review(stage, state(stage, tab=Tab.LENSES))


@scene("review-talks")
def talks(stage: Stage) -> QWidget:
    return review(stage, state(stage, tab=Tab.TALKS))


@scene("review-dossier")
def dossier(stage: Stage) -> QWidget:
    return review(stage, state(stage, tab=Tab.DOSSIER))


@scene("review-dossier-empty")
def dossier_empty(stage: Stage) -> QWidget:
    return review(stage, state(stage, tab=Tab.DOSSIER, dossier=Dossier()))


@scene("review-dossier-shut")
def dossier_shut(stage: Stage) -> QWidget:
    """A laptop without the key: everything is shown but what is sealed."""
    notes = tuple(replace(note, words=None) for note in DOSSIER.notes)
    contacts = tuple(replace(one, opens_here=False) for one in DOSSIER.contacts)
    shut = Dossier(notes=notes, contacts=contacts, unreadable=2)
    return review(stage, state(stage, tab=Tab.DOSSIER, dossier=shut))


@scene("review-contact")
def contact_shown(stage: Stage) -> QWidget:
    way = SafeContact(
        Channel(ChannelKind.PHONE, "06-00000017"),
        Channel(ChannelKind.TRUSTED, "Marta, 06-00000018"),
        "zondag na 20 uur",
    )
    only = Dossier(contacts=DOSSIER.contacts)
    return review(stage, state(stage, tab=Tab.DOSSIER, dossier=only, contact=way))


@scene("review-history")
def case_history(stage: Stage) -> QWidget:
    return review(stage, state(stage, tab=Tab.HISTORY))


def still(stage: Stage, **changes: object) -> Still:
    """The model that a sheet speaks to."""
    return Still(state(stage, **changes))


@scene("qualify-sheet", sheet=True)
def qualify(stage: Stage) -> QWidget:
    return QualifySheet(still(stage), stage.texts, None)  # type: ignore[arg-type]


@scene("reflection-sheet", sheet=True)
def reflect(stage: Stage) -> QWidget:
    sheet = ReflectionSheet(still(stage), stage.texts, None)  # type: ignore[arg-type]
    sheet.answer.choose(ReflectionAnswer.ACCEPTED)
    return sheet


@scene("outcome-sheet", sheet=True)
def tell_outcome(stage: Stage) -> QWidget:
    closing = still(stage, assessment=FirstAssessment.NO_CAPACITY)
    return OutcomeSheet(closing, stage.texts, None)  # type: ignore[arg-type]


@scene("plan-sheet", sheet=True)
def plan(stage: Stage) -> QWidget:
    return PlanSheet(still(stage), stage.texts, None)  # type: ignore[arg-type]


@scene("note-sheet", sheet=True)
def note(stage: Stage) -> QWidget:
    return NoteSheet(still(stage), stage.texts, None)  # type: ignore[arg-type]


@scene("comensha-sheet", sheet=True)
def comensha(stage: Stage) -> QWidget:
    return ComenshaSheet(still(stage), stage.texts, None)  # type: ignore[arg-type]


@scene("shelter-sheet", sheet=True)
def shelter(stage: Stage) -> QWidget:
    return ShelterSheet(still(stage), stage.texts, None)  # type: ignore[arg-type]


@scene("contact-sheet", sheet=True)
def contact(stage: Stage) -> QWidget:
    return ContactSheet(still(stage), stage.texts, None)  # type: ignore[arg-type]


@scene("comensha-queue", sheet=True)
def comensha_queue(stage: Stage) -> QWidget:
    def line(number: int, report_stage: ReportStage, proof: str = "", reason: str = "") -> Queued:
        at = NOW - timedelta(minutes=number * 11)
        report = ComenshaReport(report_stage, Reporter.ISZW, False, proof, reason, BY, at)
        return Queued(CaseId(f"c{number}"), case_code("BV", 400 + number), report)

    queue = (
        line(9, ReportStage.QUEUED),
        line(4, ReportStage.QUEUED),
        line(7, ReportStage.SUBMITTED, proof="kenmerk 0000, 22-11-2026"),
        line(2, ReportStage.WITHDRAWN, reason="Ongegrond gebleken"),
    )
    return ComenshaQueueSheet(state(stage, queue=queue), stage.texts, None)
