"""Sounding the alarm: one action alerts everybody on the route, and what nobody acknowledges goes on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from fieldcheck.domain import events
from fieldcheck.domain.alarm import (
    Reach,
    Way,
    due_for_escalation,
    escalation_id,
    reach,
    route_of,
)
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import AlarmId, CaseId, ReferralId, new_uuid7
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.referral import Referral, Urgency
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.closed import closing_of
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.referring import open_referrals, reasons
from fieldcheck.usecases.staffing import absent_posts

LOCAL = ZoneInfo("Europe/Amsterdam")
"""The hours of a route are those of the clock in the street."""


@dataclass(frozen=True, slots=True)
class Alarm:
    """An alarm that is on record.

    Attributes:
        id: what its referrals have in common.
        referrals: one for each who is alerted.
        reached: how each can be reached now, in the same order.
    """

    id: AlarmId
    referrals: tuple[Referral, ...]
    reached: tuple[Reach, ...]

    @property
    def unreached(self) -> tuple[Reach, ...]:
        """Those of whom nobody can be reached now; their referrals wait until somebody acknowledges."""
        return tuple(one for one in self.reached if one.way is Way.NOBODY)


def present_posts(desk: Desk) -> frozenset[str]:
    """Codes of the posts that are staffed now: those of the action, on its day, until the day is closed.

    But for those of which somebody said that nobody stands there.
    """
    here = desk.clock().astimezone(LOCAL).date() == desk.action.day
    if not here or closing_of(desk.store).is_closed:
        return frozenset()
    return frozenset(post.code for post in desk.action.posts) - absent_posts(desk)


def reach_now(desk: Desk, codes: Iterable[str] | None = None) -> tuple[Reach, ...]:
    """How these targets of the route, or all of them, are reached at this moment, in this order."""
    route, at, present = route_of(desk.action), desk.clock().astimezone(LOCAL), present_posts(desk)
    wanted = [one.code for one in route.targets] if codes is None else list(dict.fromkeys(codes))
    found = (reach(desk.action, code, at, present=present) for code in wanted)
    return tuple(one for one in found if one is not None)


def send_alarm(
    desk: Desk,
    case: CaseId,
    why: Sequence[str],
    effect: str,
    targets: Sequence[str] = (),
    *,
    urgency: Urgency = Urgency.ACUTE,
) -> Alarm:
    """Alert at once everybody the route names, and whom a rule or the officer adds in ``targets`` (codes).

    Whoever already has an open referral of this case is not alerted twice, unless that one was calm and
    this is not. All is on record together or not at all. With ``urgency`` REGULAR only ``targets`` are told,
    and nothing goes on by itself.

    Raises InvalidValue without a reason, without what it may do to the person, for a target the route does
    not know, and when nobody is left to alert.
    """
    desk.actor.require(Deed.ALARM if urgency is Urgency.ACUTE else Deed.REFER)
    lines = reasons(tuple(why))
    if not effect.strip():
        raise InvalidValue(
            N_("Schrijf wat dit voor de persoon kan betekenen."),
            remedy=N_("Eén zin is genoeg, zoals: kan vannacht nergens slapen."),
        )
    to_alert = _to_alert(desk, case, targets, urgency)
    alarm = AlarmId(new_uuid7(desk.clock()))
    drafts, made = [], []
    for one, asked in to_alert:
        referral = ReferralId(new_uuid7(desk.clock()))
        made.append(referral)
        told = {"alarm": alarm, "asked": asked, "effect": effect.strip()}
        drafts.append(_sent(desk, referral, case, one, urgency, lines, told))
    desk.store.record(drafts)
    referrals = tuple(desk.store.referral(referral) for referral in made)
    return Alarm(alarm, referrals, tuple(one for one, _ in to_alert))


def _to_alert(
    desk: Desk, case: CaseId, targets: Sequence[str], urgency: Urgency
) -> tuple[tuple[Reach, str], ...]:
    """Whom to alert, each with the codes it stands in for; one person is alerted once."""
    route = route_of(desk.action)
    for code in targets:
        if route.target(code) is None:
            raise InvalidValue(
                N_("De route van deze actie kent “{code}” niet."),
                remedy=N_("Vraag de coördinator de route na te kijken."),
                code=code,
            )
    named = (*(route.acute if urgency is Urgency.ACUTE else ()), *targets)
    busy = {one.to for one in desk.store.referrals(case=case) if one.covers(urgency)}
    found: dict[str, tuple[Reach, tuple[str, ...]]] = {}
    for one in reach_now(desk, named):
        if one.target.code in busy:
            continue
        first, asked = found.get(one.target.code, (one, ()))
        found[one.target.code] = (first, (*asked, one.asked.code) if one.stands_in else asked)
    if not found:
        raise InvalidValue(
            N_("Iedereen op deze route is voor deze zaak al gewaarschuwd.")
            if named
            else N_("Kies wie u waarschuwt."),
            remedy=N_("Open de zaak om te zien wie er nog moet bevestigen.") if named else "",
        )
    return tuple((one, " ".join(asked)) for one, asked in found.values())


def _sent(
    desk: Desk,
    referral: ReferralId,
    case: CaseId,
    to: Reach,
    urgency: Urgency,
    why: Sequence[str],
    told: dict[str, str],
) -> Draft:
    payload = {
        "case": case,
        "to": to.target.code,
        "urgency": urgency.value,
        "why": list(why),
        "how": to.way.value,
        **told,
    }
    return desk.draft(events.REFERRAL_SENT, "referral", referral, payload)


def escalate(desk: Desk, now: datetime | None = None) -> tuple[Referral, ...]:
    """Send on what nobody acknowledged in time; returns the referrals that this took.

    Any laptop of whoever may sound the alarm does it when it sees the silence; two that do so at the same
    moment write about the same new referral, and nothing happens twice. Elsewhere nothing is done.
    """
    if not desk.actor.may(Deed.ALARM):
        return ()
    route, moment = route_of(desk.action), now or desk.clock()
    due = due_for_escalation(open_referrals(desk), route, moment)
    if not due:
        return ()
    known = desk.store.referrals()
    (to,) = reach_now(desk, [route.escalate_to])
    there = {one.id for one in known}
    taken: dict[ReferralId, Referral] = {}
    drafts: list[Draft] = []
    for silent in due:
        target = _already_told(silent, known, to) or escalation_id(silent, route.escalate_to)
        if target not in there:
            there.add(target)
            told = {
                "alarm": silent.alarm,
                "asked": to.asked.code if to.stands_in else "",
                "effect": silent.effect,
            }
            drafts.append(_sent(desk, target, silent.case, to, Urgency.ACUTE, silent.why, told))
        minutes = int((moment - silent.sent).total_seconds() // 60)
        went = {"to": route.escalate_to, "referral": target, "minutes": minutes}
        drafts.append(desk.draft(events.REFERRAL_ESCALATED, "referral", silent.id, went))
        taken[target] = silent
    desk.store.record(drafts)
    return tuple(desk.store.referral(referral) for referral in taken)


def open_alarms(desk: Desk) -> tuple[Referral, ...]:
    """The acute referrals that no named person acknowledged."""
    return tuple(one for one in open_referrals(desk) if one.urgency is Urgency.ACUTE)


def _already_told(silent: Referral, known: Iterable[Referral], to: Reach) -> ReferralId | None:
    """The open alarm of the same case to whoever it would go on to, if there is one."""
    return next(
        (
            one.id
            for one in known
            if one.case == silent.case
            and one.id != silent.id
            and one.to == to.target.code
            and one.covers(Urgency.ACUTE)
        ),
        None,
    )
