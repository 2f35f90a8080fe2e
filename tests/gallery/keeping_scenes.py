"""The screens of whoever reads the record, and of whoever keeps the laptop."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from PySide6.QtWidgets import QWidget

from fieldcheck.crypto import Strength
from fieldcheck.domain import events
from fieldcheck.domain.case import case_code
from fieldcheck.domain.roles import CAPACITIES, ROLES, LegalCapacity, Role
from fieldcheck.i18n import clock_time, short_date
from fieldcheck.ui.pages.trail import TrailPage
from fieldcheck.ui.pages.users import UsersPage
from fieldcheck.usecases.giving_keys import Readers
from fieldcheck.viewmodels.happened import AT_THE_LAPTOP, HAPPENED, REFERRED, VIEWED, kind_words
from fieldcheck.viewmodels.street import PostView
from fieldcheck.viewmodels.told import Trouble
from fieldcheck.viewmodels.trail import BROKEN, LAPTOPS, MOMENT, SOUND, Narrowed, TrailRow, TrailState
from fieldcheck.viewmodels.users import ADDED, UsersState
from tests.gallery.desk import page as desk_page
from tests.gallery.desk import state as desk_state
from tests.gallery.scenes import NOW, Stage, scene
from tests.gallery.still import Still, still_shell
from tests.gallery.street import street

_PEOPLE = (
    ("A. Voorbeeld", Role.HANDHAVER),
    ("B. Inspecteur", Role.ISZW_INSPECTOR),
    ("C. van der Voorbeeld-Langenaam", Role.COORDINATOR),
)
_KINDS = (
    events.RECORD_VIEWED,
    events.REFERRAL_SENT,
    events.THINGS_MERGED,
    events.INTERVIEW_FINISHED,
    events.CASE_OPENED,
    events.SESSION_OPENED,
    events.BUNDLE_IMPORTED,
)


def frame(stage: Stage) -> Any:
    return SimpleNamespace(texts=stage.texts, shell=still_shell(), workplace=SimpleNamespace(installed=None))


def rows(stage: Stage) -> tuple[TrailRow, ...]:
    text = stage.texts.text

    def line(at: int) -> TrailRow:
        who, role = _PEOPLE[at % len(_PEOPLE)]
        kind = _KINDS[at % len(_KINDS)]
        moment = NOW - timedelta(minutes=7 * at)
        about_nobody = at == 0 or kind in AT_THE_LAPTOP
        return TrailRow(
            id=str(at),
            when=text(MOMENT, day=short_date(moment.date()), time=clock_time(moment)),
            who=who,
            role=text(ROLES[role]),
            capacity=text(CAPACITIES[LegalCapacity.SUPERVISION]),
            what=text(VIEWED["action"]) if at == 0 else kind_words(kind, stage.texts),
            case="" if about_nobody else case_code("BV", 412 - at),
        )

    return tuple(map(line, range(40)))


def trail_state(stage: Stage) -> TrailState:
    kinds = ((kind, kind_words(kind, stage.texts)) for kind in (*AT_THE_LAPTOP, *HAPPENED, *REFERRED))
    return TrailState(
        kinds=tuple(sorted(kinds, key=lambda one: one[1])),
        people=tuple(name for name, _ in _PEOPLE),
        rows=rows(stage),
        more=True,
        loaded=True,
    )


def trail(stage: Stage, shown: TrailState) -> QWidget:
    return TrailPage(Still(shown), frame(stage))  # type: ignore[arg-type]


@scene("trail")
def looked(stage: Stage) -> QWidget:
    plural = stage.texts.plural
    told = plural(*SOUND, 12480, count="12.480", laptops=plural(*LAPTOPS, 4))
    return trail(stage, replace(trail_state(stage), sound=True, checked=(told,)))


@scene("trail-broken")
def broken(stage: Stage) -> QWidget:
    text = stage.texts.text
    found = text("Laptop {laptop}: regel {n} is later gewijzigd.", laptop="intake-2", n=812)
    shown = replace(trail_state(stage), sound=False, checked=(text(BROKEN), found))
    return trail(stage, shown)


@scene("trail-nothing")
def nothing(stage: Stage) -> QWidget:
    wanted = Narrowed(actor="B. Inspecteur", kind=events.CASE_OPENED)
    return trail(stage, replace(trail_state(stage), rows=(), more=False, narrowed=wanted))


_USERS = ("J. Voorbeeld", "A. Voorbeeld", "B. Inspecteur", "C. van der Voorbeeld-Langenaam")


def users(stage: Stage, **changes: object) -> QWidget:
    known = Readers(here=True, names=(_USERS[0], _USERS[2]), own=True)
    whole = UsersState(own=_USERS[0], users=_USERS, loaded=True, readers=known)
    shown = replace(whole, **changes)  # type: ignore[arg-type]
    return UsersPage(Still(shown), frame(stage))  # type: ignore[arg-type]


@scene("users")
def names(stage: Stage) -> QWidget:
    advice = "Vier of vijf losse woorden zijn sterk en goed te onthouden."
    return users(
        stage, chosen=_USERS[2], strength=Strength(2, advice), told=stage.texts.text(ADDED, name=_USERS[3])
    )


@scene("users-refused")
def refused(stage: Stage) -> QWidget:
    text = stage.texts.text
    told = Trouble(
        text("Deze naam en deze wachtwoordzin passen niet bij elkaar."),
        text("Alles wat is opgeslagen, is veilig."),
        text("Probeer het opnieuw, of gebruik de herstelcode."),
    )
    return users(stage, trouble=told, readers=Readers(here=True, names=(_USERS[2],)))


def keeper(stage: Stage, role: Role, **may: bool) -> QWidget:
    none = ("may_interview", "may_export", "may_import", "may_issue", "may_see", "sees_cases")
    shown = desk_state(role=role, **dict.fromkeys(none, False), **may)
    posts = tuple(PostView(one.code, one.name) for one in shown.posts)
    seen = street(
        role=role,
        post=shown.post.code,
        posts=posts,
        may_move=False,
        may_visit=False,
        may_count=False,
        queue=(),
    )
    return desk_page(stage, shown, seen)


@scene("desk-reader")
def reader(stage: Stage) -> QWidget:
    return keeper(stage, Role.AUDIT_READER, may_read_trail=True)


@scene("desk-administrator")
def administrator(stage: Stage) -> QWidget:
    return keeper(stage, Role.ADMINISTRATOR, may_keep_users=True)
