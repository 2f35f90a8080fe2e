"""The queue of a post, the homes of the park and the identity of a person in prepared states."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from fieldcheck.domain.case import CaseStage, case_code
from fieldcheck.domain.flow import Home, HomeNote, HomeResult, PostFlow, Visit, VisitStage
from fieldcheck.domain.identifiers import CaseId, EntryId, HomeId, VisitId
from fieldcheck.domain.identity.birth import PartialDate
from fieldcheck.domain.identity.paper import (
    IdentityPaper,
    NameCertainty,
    PaperKind,
    Person,
    ReadBy,
    ShownName,
)
from fieldcheck.domain.identity.persons import compare_persons
from fieldcheck.domain.people import Candidate
from fieldcheck.domain.roles import Role
from fieldcheck.ui.leaving import LeaveSheet
from fieldcheck.ui.pages.desk_sending import ProofSheet, SendSheet
from fieldcheck.ui.pages.desk_staff import StaffSheet
from fieldcheck.ui.pages.homes import HomesPage
from fieldcheck.ui.pages.identity import IdentityPage
from fieldcheck.ui.registry import Frame
from fieldcheck.viewmodels.homes import HomesState
from fieldcheck.viewmodels.identity import IdentityState, ZoneLine
from fieldcheck.viewmodels.identity_draft import Draft, draft_of
from fieldcheck.viewmodels.street import PostView, ProofView, Sending, StreetState
from fieldcheck.viewmodels.told import Trouble
from tests.gallery.scenes import NOW, Stage, scene
from tests.gallery.still import Still, still_shell

POSTS = (
    PostView("intake", "Intake 1", ("papieren bekijken", "kort gesprek")),
    PostView("gemeente", "Gemeente", ("inschrijven op het parkadres", "brief uitleggen")),
    PostView("iszw", "Gesprekstent", ("een rustig gesprek",)),
    PostView("politie", "Politie", ("openstaande zaken nagaan",)),
    PostView("belastingdienst", "Belastingdienst", ("openstaande schulden nagaan",)),
    PostView("opvang", "Maatschappelijke opvang", ("andere slaapplek zoeken",)),
    PostView("coordinator", "Coördinator", ("controlebewijs geven",)),
)


def visit(number: int, minutes: int, *, at: int | None = None, post: str = "gemeente") -> Visit:
    """Somebody who was sent here ``minutes`` ago, and called in ``at`` minutes ago."""
    queued = NOW - timedelta(minutes=minutes)
    return Visit(
        id=VisitId(f"v{number}"),
        case=CaseId(f"c{number}"),
        case_code=case_code("BV", number),
        post=post,
        stage=VisitStage.WAITING if at is None else VisitStage.AT,
        queued=queued,
        called=None if at is None else NOW - timedelta(minutes=at),
        ended=None,
        reason="",
        by="A. Voorbeeld",
    )


def flow(post: str, passed: int, waiting: int = 0, longest: int = 0) -> PostFlow:
    return PostFlow(
        post, passed, waiting, 1, max(passed - waiting - 3, 0), 2, 0, 1, 41, 3, timedelta(minutes=longest)
    )


def street(**changes: object) -> StreetState:
    known: dict[str, object] = {
        "now": NOW,
        "post": "gemeente",
        "role": Role.MUNICIPAL_CLERK,
        "posts": POSTS,
        "may_move": True,
        "may_talk": False,
        "may_count": True,
        "may_identify": True,
        "may_visit": True,
        "may_prove": True,
        "may_check": True,
        "queue": (visit(398, 21, at=4), visit(401, 17), visit(405, 9), visit(407, 2)),
        "flow": flow("gemeente", 46, 3, 17),
        "others": (
            flow("intake", 57, 0),
            flow("politie", 31, 2, 6),
            flow("belastingdienst", 30, 1, 3),
            flow("coordinator", 28),
        ),
        "chosen": CaseId("c398"),
        "loaded": True,
    }
    return StreetState(**{**known, **changes})  # type: ignore[arg-type]


SENDING = Sending(
    case=CaseId("c398"),
    code=case_code("BV", 398),
    proposed="politie",
    posts=(POSTS[3], *(one for one in POSTS if one.code not in ("politie", "gemeente"))),
    arrived="geen slaapplek vannacht",
    here=True,
    may_prove=True,
)


@scene("desk-post")
def post(stage: Stage) -> QWidget:
    from tests.gallery.desk import page, state

    shown = state(
        role=Role.MUNICIPAL_CLERK,
        post=_posts()[1],
        posts=_posts(),
        may_interview=False,
        may_see=False,
    )
    return page(stage, shown, street())


@scene("desk-post-empty")
def nobody(stage: Stage) -> QWidget:
    from tests.gallery.desk import page, state

    shown = state(role=Role.PARTNER, post=_posts()[3], posts=_posts(), may_interview=False, may_issue=False)
    return page(
        stage,
        shown,
        street(
            post="politie",
            role=Role.PARTNER,
            queue=(),
            chosen=None,
            flow=flow("politie", 0),
            may_identify=False,
            may_visit=False,
        ),
    )


def _posts() -> tuple[object, ...]:
    from fieldcheck.domain.action import Post

    return tuple(Post(one.code, one.name, "") for one in POSTS)


@scene("send-sheet", sheet=True)
def sending(stage: Stage) -> QWidget:
    return SendSheet(stage.texts, SENDING, None)


@scene("street-staff", sheet=True)
def staff(stage: Stage) -> QWidget:
    return StaffSheet(stage.texts, street(absent=frozenset({"belastingdienst"})), None)


@scene("leave-sheet", sheet=True)
def leaving(stage: Stage) -> QWidget:
    return LeaveSheet(stage.texts, None, lambda: None)


@scene("proof-sheet", sheet=True)
def proof(stage: Stage) -> QWidget:
    from fieldcheck.usecases.proofs import PROOF_STANDINGS, ProofStanding

    words = PROOF_STANDINGS[ProofStanding.ON_RECORD]
    return ProofSheet(stage.texts, ProofView("CB-7K3M8Q", words, True, NOW, True), None)


def _frame(stage: Stage) -> Frame:
    nowhere: object = None
    return Frame(stage.texts, still_shell(), nowhere)  # type: ignore[arg-type]


HOMES = tuple(
    Home(
        HomeId(f"h{number}"),
        str(number),
        "Noord" if number < 20 else "Zuid",
        result,
        persons,
        reason,
        NOW - timedelta(minutes=number),
        "A. Voorbeeld",
    )
    for number, result, persons, reason in (
        (12, HomeResult.VISITED, 4, ""),
        (13, HomeResult.NOBODY, None, ""),
        (14, HomeResult.REFUSED, None, "wil niet praten"),
        (15, HomeResult.PLANNED, None, ""),
        (16, HomeResult.PLANNED, None, ""),
        (17, HomeResult.LEFT_OUT, None, "hond los op het erf"),
        (20, HomeResult.PLANNED, None, ""),
        (21, HomeResult.VISITED, 2, ""),
    )
)


@scene("homes")
def homes(stage: Stage) -> QWidget:
    return HomesPage(Still(HomesState(HOMES, chosen=HomeId("h15"), loaded=True)), _frame(stage))  # type: ignore[arg-type]


def disputed() -> HomesState:
    """A home of which two laptops wrote different things."""
    told = ((40, HomeResult.VISITED, 4, "H. de Wit"), (10, HomeResult.NOBODY, None, "M. Żuk"))
    notes = tuple(
        HomeNote(EntryId(by), NOW - timedelta(minutes=at), by, result, persons, "", frozenset())
        for at, result, persons, by in told
    )
    return HomesState(HOMES, {HomeId("h12"): notes}, chosen=HomeId("h12"), loaded=True)


@scene("homes-disputed")
def two_laptops(stage: Stage) -> QWidget:
    return HomesPage(Still(disputed()), _frame(stage))  # type: ignore[arg-type]


@scene("homes-empty")
def no_homes(stage: Stage) -> QWidget:
    return HomesPage(Still(HomesState(loaded=True)), _frame(stage))  # type: ignore[arg-type]


IVANOV = Person(
    (ShownName("Ivanov", "Georgi"),),
    NameCertainty.PAPER,
    PartialDate.of_day(date(1990, 4, 12)),
    nationality="BGR",
    papers=(IdentityPaper(PaperKind.PASSPORT, "642117903", "BGR", date(2030, 1, 31), ReadBy.MRZ_SCANNED),),
)
_OTHER = Person((ShownName("Иванов", "Георги"),), birth=PartialDate.of_day(date(1990, 4, 12)))
_CLASHING = Person(
    (ShownName("Nowak", "Anna"),),
    birth=PartialDate.of_day(date(1971, 1, 30)),
    papers=(IdentityPaper(PaperKind.PASSPORT, "642117903", "BGR", read=ReadBy.BY_EYE),),
)


def candidate(number: int, person: Person, *, joined: bool = False, confirmed: bool = False) -> Candidate:
    from dataclasses import replace

    from tests.gallery.desk import cases

    row = replace(cases()[0], id=CaseId(f"c{number}"), code=case_code("BV", number), stage=CaseStage.UNDERWAY)
    return Candidate(row, person, compare_persons(IVANOV, person), joined, joined, confirmed)


def identified(**changes: object) -> IdentityState:
    known: dict[str, object] = {
        "case_code": case_code("BV", 412),
        "draft": draft_of(IVANOV),
        "zone": ZoneLine(("De code klopt: alle controlecijfers.",), True),
        "candidates": (candidate(377, _CLASHING), candidate(391, _OTHER)),
        "loaded": True,
        "known": True,
    }
    return IdentityState(**{**known, **changes})  # type: ignore[arg-type]


@scene("identity-asked")
def asked_again(stage: Stage) -> QWidget:
    asked = identified(questions=(case_code("BW", 12),), candidates=())
    return IdentityPage(Still(asked), _frame(stage))  # type: ignore[arg-type]


@scene("identity-misplaced")
def misplaced(stage: Stage) -> QWidget:
    """A country that is none: said at its field, where the keys go."""
    text = stage.texts.text
    told = Trouble(
        text("“{country}” is geen bekende landcode.", country="XX"),
        text("Er is niets gewijzigd."),
        text("Typ twee of drie letters, zoals PL of POL, of laat het leeg."),
    )
    shown = identified(candidates=(), changed=True, trouble=told, misplaced="country")
    return IdentityPage(Still(shown), _frame(stage))  # type: ignore[arg-type]


@scene("identity-two-people")
def two_people(stage: Stage) -> QWidget:
    """Both looked at and found right: one person known here, one at another post."""
    looked = identified(
        candidates=(candidate(377, _CLASHING, confirmed=True), candidate(391, _OTHER)),
        settled=(case_code("BW", 12),),
        decided={case_code("BV", 377): "Klopt: twee landen gaven één nummer · H. de Wit · 22-11-2026"},
    )
    return IdentityPage(Still(looked), _frame(stage))  # type: ignore[arg-type]


@scene("identity")
def identity(stage: Stage) -> QWidget:
    shown = identified(zone=ZoneLine((stage.texts.text("De code klopt: alle controlecijfers."),), True))
    return IdentityPage(Still(shown), _frame(stage))  # type: ignore[arg-type]


@scene("identity-empty")
def nobody_known(stage: Stage) -> QWidget:
    empty = IdentityState(case_code=case_code("BV", 412), draft=Draft(), loaded=True)
    return IdentityPage(Still(empty), _frame(stage))  # type: ignore[arg-type]
