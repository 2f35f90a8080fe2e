"""The post desk in prepared states."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QAbstractButton, QWidget

from fieldcheck.domain.action import Post
from fieldcheck.domain.alarm import Way
from fieldcheck.domain.case import CaseRow, CaseStage, case_code
from fieldcheck.domain.identifiers import CaseId, InterviewId, ReferralId
from fieldcheck.domain.interview import InterviewStage
from fieldcheck.domain.referral import Outcome, Referral, ReferralStage, Urgency
from fieldcheck.domain.roles import Role
from fieldcheck.domain.route import MeldRoute, Target
from fieldcheck.i18n import local_day
from fieldcheck.ui.pages.alarm_sheet import AlarmSheet
from fieldcheck.ui.pages.desk import DeskPage
from fieldcheck.ui.pages.desk_handover import FeedbackSheet, TakeOverSheet
from fieldcheck.ui.pages.desk_sheets import AcknowledgeSheet, LanguageSheet
from fieldcheck.viewmodels.alerted import ContactView, ReachView, SentView
from fieldcheck.viewmodels.desk import DeskState, DeskViewModel, FeedbackView
from fieldcheck.viewmodels.languages import ALL, offered
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.referral import ReferralState
from fieldcheck.viewmodels.street import PostView, StreetState
from tests.gallery.scenes import NOW, Stage, scene
from tests.gallery.still import Still
from tests.gallery.street import flow, street

POSTS = (
    Post("intake1", "Intake 1", "municipality"),
    Post("municipality", "Gemeente", "iszw"),
    Post("iszw", "Arbeidsinspectie", ""),
)
_STAGES = (
    (CaseStage.INTERVIEW, "pl", 11, 3),
    (CaseStage.UNDERWAY, "ro", 24, 7),
    (CaseStage.CLOSED, "pl", 26, 15),
    (CaseStage.PAUSED, "ro", 9, 26),
    (CaseStage.TO_DECIDE, "en", 31, 28),
    (CaseStage.WAITING, "", 0, 31),
    (CaseStage.CLOSED, "nl", 22, 44),
    (CaseStage.CLOSED, "pl", 27, 130),
)


class PreparedDesk(Observable[DeskState]):
    """A desk that only shows; whoever presses something in a picture gets nothing."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("_") or not hasattr(DeskViewModel, name):
            raise AttributeError(name)
        return lambda *_, **__: None


def referral(number: int, minutes: int, *, acknowledged: bool = False, acute: bool = True) -> Referral:
    sent = NOW - timedelta(minutes=minutes)
    return Referral(
        id=ReferralId(f"r{number}"),
        case=CaseId(f"c{number}"),
        case_code=case_code("BV", number),
        to="iszw",
        urgency=Urgency.ACUTE if acute else Urgency.REGULAR,
        why=("Paspoort ligt bij het uitzendbureau", "Loon onder het wettelijk minimum"),
        how="walked",
        sent_by="A. Voorbeeld",
        sent=sent,
        stage=ReferralStage.ACKNOWLEDGED if acknowledged else ReferralStage.SENT,
        acknowledged_by="B. Inspecteur" if acknowledged else "",
        acknowledged=sent if acknowledged else None,
    )


def cases() -> tuple[CaseRow, ...]:
    return tuple(
        CaseRow(
            id=CaseId(f"c{at}"),
            code=case_code("BV", 412 - at),
            post="intake1",
            stage=stage,
            language=language,
            opened=NOW - timedelta(minutes=minutes + 5),
            changed=NOW - timedelta(minutes=minutes),
            interview=InterviewId(f"i{at}") if answered else None,
            interview_stage=InterviewStage.RUNNING if answered else None,
            answered=answered,
            route="",
            proof_serial=f"BV-{41 - at:04d}" if stage is CaseStage.CLOSED else "",
        )
        for at, (stage, language, answered, minutes) in enumerate(_STAGES)
    )


REACHED = {
    "iszw": ReachView(Way.STAND, "Nederlandse Arbeidsinspectie (voorheen ISZW)"),
    "care": ReachView(
        Way.PHONE, contact=ContactView("Zorgcoördinator (fictief)", "000 000 00 00", "", NOW.date())
    ),
}


def state(**changes: object) -> DeskState:
    known: dict[str, object] = {
        "now": NOW,
        "role": Role.HANDHAVER,
        "roles": tuple(Role),
        "post": POSTS[0],
        "posts": POSTS,
        "action": "Controlestraat De Voorbeeldhoeve",
        "park": "Park De Voorbeeldhoeve",
        "municipality": "Voorbeeldgemeente",
        "day": NOW.date(),
        "practice": True,
        "may_interview": True,
        "may_assess": False,
        "may_export": False,
        "may_import": True,
        "may_issue": True,
        "may_see": True,
        "names": {
            "iszw": "Nederlandse Arbeidsinspectie (voorheen ISZW)",
            "care": "Zorgcoördinator",
            "avim": "Politie (AVIM)",
        },
        "languages": offered(ALL, usual=("pl", "ro")),
        "loaded": True,
        "reached": REACHED,
    }
    return DeskState(**{**known, **changes})  # type: ignore[arg-type]


def page(stage: Stage, shown: DeskState, seen: StreetState | None = None) -> DeskPage:
    posts = tuple(PostView(one.code, one.name) for one in shown.posts)
    here, *others = (flow(one.code, 57, 2, 6) for one in (shown.post, *shown.posts[1:]))
    prepared = seen or street(
        post=shown.post.code,
        role=shown.role,
        may_talk=shown.may_interview,
        may_lead=shown.may_coordinate,
        posts=posts,
        flow=here,
        others=tuple(others),
    )
    return DeskPage(PreparedDesk(shown), stage.texts, Still(prepared))  # type: ignore[arg-type]


@scene("desk")
def busy(stage: Stage) -> QWidget:
    return page(stage, state(acute=(referral(398, 4),), rows=cases()))


@scene("desk-empty")
def empty(stage: Stage) -> QWidget:
    return page(stage, state(practice=False))


@scene("desk-other-day")
def other_day(stage: Stage) -> QWidget:
    """A laptop that was made ready for another day."""
    return page(stage, state(practice=False, day=NOW.date() + timedelta(days=2)))


@scene("desk-inspector")
def inspector(stage: Stage) -> QWidget:
    inbox = (referral(398, 4), referral(391, 22, acknowledged=True), referral(377, 64, acute=False))
    return page(
        stage,
        state(
            role=Role.ISZW_INSPECTOR,
            post=POSTS[2],
            may_interview=False,
            may_assess=True,
            inbox=inbox,
            acute=inbox[:1],
        ),
    )


@scene("desk-clerk")
def clerk(stage: Stage) -> QWidget:
    """What was referred to the municipality stands among the cases of its post."""
    inbox = (referral(391, 22, acknowledged=True, acute=False),)
    made = page(stage, state(role=Role.MUNICIPAL_CLERK, post=POSTS[1], rows=cases()[:3], inbox=inbox))
    made.findChild(QAbstractButton, "show-cases").click()  # type: ignore[union-attr]
    return made


@scene("desk-coordinator")
def coordinator(stage: Stage) -> QWidget:
    return page(
        stage,
        state(
            role=Role.COORDINATOR,
            may_interview=False,
            may_export=True,
            may_coordinate=True,
            acute=tuple(referral(398 + at, 4 + at * 3) for at in range(5)),
            rows=cases(),
        ),
    )


@scene("language-sheet", sheet=True)
def languages(stage: Stage) -> QWidget:
    return LanguageSheet(stage.texts, offered(ALL, usual=("pl", "ro", "bg"), reader=stage.language), None)


@scene("acknowledge-sheet", sheet=True)
def acknowledge(stage: Stage) -> QWidget:
    waiting = (("r1", "Arbeidsinspectie"), ("r2", "Zorgcoördinator"))
    return AcknowledgeSheet(stage.texts, case_code("BV", 398), waiting, None)


ROUTE = MeldRoute(
    targets=(
        Target("iszw", "Arbeidsinspectie", contact="iszw"),
        Target("care", "Zorgcoördinator", contact="care"),
        Target("avim", "Politie (AVIM)"),
    ),
    acute=("iszw", "care"),
    regular=("iszw",),
    escalate_after=20,
    escalate_to="avim",
)


@scene("desk-alarms")
def alarms(stage: Stage) -> QWidget:
    """Two alarms, one of which went to two, and an outcome that came back."""
    first, other = referral(398, 12), referral(404, 4)
    back = FeedbackView(
        case=first.case,
        case_code="BV-0377-0",
        name="Arbeidsinspectie",
        outcome=Outcome.ACCEPTED,
        words="Morgen een gesprek met tolk.",
        at=NOW,
        unread=True,
    )
    return page(
        stage,
        state(
            route=ROUTE,
            acute=(first, replace(first, id=ReferralId("r398-care"), to="care"), other),
            feedback=(back,),
            may_take_over=True,
            rows=cases(),
        ),
    )


@scene("desk-feedback", sheet=True)
def feedback(stage: Stage) -> QWidget:
    back = FeedbackView(
        case=CaseId("c1"),
        case_code="BV-0377-0",
        name="Arbeidsinspectie",
        outcome=Outcome.ACCEPTED,
        words="Morgen een gesprek met tolk.",
        at=NOW,
        unread=True,
    )
    older = replace(back, case_code="BV-0301-2", outcome=Outcome.NO_CAPACITY, words="", unread=False)
    return FeedbackSheet(stage.texts, (back, older), None)


@scene("desk-take-over", sheet=True)
def take_over(stage: Stage) -> QWidget:
    return TakeOverSheet(stage.texts, None)


@scene("call-colleague", sheet=True)
def call_colleague(stage: Stage) -> QWidget:
    known = ReferralState(case_code="BV-0412-4", loaded=True)
    return AlarmSheet(Still(known), stage.texts, None)  # type: ignore[arg-type]


@scene("call-colleague-called", sheet=True)
def colleague_called(stage: Stage) -> QWidget:
    sent = SentView(
        ReferralId("r1"),
        "",
        (),
        ReferralStage.SENT,
        "stand",
        None,
        NOW,
        "H. de Wit",
        0,
        waits=True,
        acute=True,
        today=local_day(NOW),
    )
    known = ReferralState(case_code="BV-0412-4", loaded=True, composing=False, sent=(sent,))
    return AlarmSheet(Still(known), stage.texts, None)  # type: ignore[arg-type]
