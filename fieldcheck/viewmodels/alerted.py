"""What a screen shows of those who are alerted: how each is reached now, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from fieldcheck.domain.action import Action, Contact
from fieldcheck.domain.alarm import Reach, Way, minutes_open, minutes_to_escalation, name_of, reach, route_of
from fieldcheck.domain.identifiers import ReferralId
from fieldcheck.domain.referral import Outcome, Referral, ReferralStage, Urgency
from fieldcheck.domain.referral_course import Passed, ReferralStep, may_follow
from fieldcheck.domain.roles import Actor, Deed
from fieldcheck.domain.route import MeldRoute

_DEEDS = {
    ReferralStep.ACKNOWLEDGE: Deed.ACKNOWLEDGE,
    ReferralStep.ACCEPT: Deed.ACKNOWLEDGE,
    ReferralStep.DECLINE: Deed.ACKNOWLEDGE,
    ReferralStep.FINISH: Deed.ACKNOWLEDGE,
    ReferralStep.WITHDRAW: Deed.REFER,
}


@dataclass(frozen=True, slots=True)
class ContactView:
    """A way to call somebody; ``number`` is "" where nobody checked one."""

    name: str
    number: str
    hours: str
    checked: date


@dataclass(frozen=True, slots=True)
class ReachView:
    """How somebody is reached now.

    Attributes:
        way: by which way first.
        stand: name of the post in the street, "" without one.
        contact: whom to call, None without a number.
        stands_in: who is alerted instead, "" when it is the target itself; ``reason`` says why.
    """

    way: Way
    stand: str = ""
    contact: ContactView | None = None
    stands_in: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class TargetView:
    """Somebody of the route.

    Attributes:
        chosen: whether it is to be alerted; ``fixed`` when the route says so, and nobody can leave it out.
        told: whether it has an open referral of this case already.
    """

    code: str
    name: str
    chosen: bool
    reached: ReachView
    fixed: bool = False
    told: bool = False


@dataclass(frozen=True, slots=True)
class SentView:
    """One referral that was sent.

    Attributes:
        name: who was alerted; ``asked`` names for whom it stands in.
        minutes: how long it waited for a named person, or has been waiting (minutes).
        escalates_in: minutes until it goes on to ``escalates_to``, None when it does not.
        went_on: who was alerted because nobody answered, "" when nobody was.
        laptop: code of the recipient whose laptop can take it over, "" when it has none here.
        today: the day in the street at which this was so; what happened on another day says which.
        settled: what brought it to where it stands, None while it is only sent or acknowledged.
        steps: what this desk may do with it now.
    """

    id: ReferralId
    name: str
    asked: tuple[str, ...]
    stage: ReferralStage
    how: str
    reached: ReachView | None
    sent: datetime
    sent_by: str
    minutes: int
    waits: bool
    acute: bool
    today: date
    escalates_in: int | None = None
    escalates_to: str = ""
    went_on: str = ""
    laptop: str = ""
    acknowledged_by: str = ""
    acknowledged: datetime | None = None
    reason: str = ""
    result: str = ""
    outcome: Outcome | None = None
    outcome_words: str = ""
    settled: Passed | None = None
    steps: tuple[ReferralStep, ...] = ()

    @property
    def alarms(self) -> bool:
        """Whether it is acute and waits for a named person: it stays on top until then."""
        return self.acute and self.waits


def contact_view(contact: Contact) -> ContactView:
    """A contact as the action's data have it."""
    return ContactView(contact.name, contact.number, contact.hours, contact.checked)


def reach_view(found: Reach) -> ReachView:
    """How a target is reached."""
    return ReachView(
        way=found.way,
        stand=found.post.name if found.post else "",
        contact=contact_view(found.contact) if found.contact else None,
        stands_in=found.target.name if found.stands_in else "",
        reason=found.reason,
    )


def target_view(found: Reach, *, chosen: bool, fixed: bool, told: bool) -> TargetView:
    """A target before it is alerted."""
    chosen = (chosen or fixed) and not told
    return TargetView(found.asked.code, found.asked.name, chosen, reach_view(found), fixed, told)


def sent_views(
    referrals: Iterable[Referral],
    action: Action,
    actor: Actor,
    now: datetime,
    *,
    local: datetime,
    present: frozenset[str],
    settled: Mapping[ReferralId, Passed],
) -> tuple[SentView, ...]:
    """Every referral as it stands at ``now``, the alarms first; ``local`` is that moment in the street."""
    known = sorted(referrals, key=lambda one: one.urgency is not Urgency.ACUTE)
    names = {one.id: name_of(action, one.to) for one in known}
    return tuple(_sent(one, action, actor, now, names, local, present, settled.get(one.id)) for one in known)


def _laptop(one: Referral, action: Action) -> str:
    target = route_of(action).target(one.to)
    code = target.recipient if target is not None else one.to
    return code if code in {known.code for known in action.recipients if known.age} else ""


def _sent(
    one: Referral,
    action: Action,
    actor: Actor,
    now: datetime,
    names: dict[ReferralId, str],
    local: datetime,
    present: frozenset[str],
    settled: Passed | None,
) -> SentView:
    route = route_of(action)
    found = reach(action, one.to, local, present=present)
    told = _hears(actor, one, route)
    return SentView(
        id=one.id,
        name=names[one.id],
        asked=tuple(name_of(action, code) for code in one.asked.split()),
        stage=one.stage,
        how=one.how,
        reached=reach_view(found) if found else None,
        sent=one.sent,
        sent_by=one.sent_by,
        minutes=minutes_open(one, one.acknowledged or now),
        waits=one.waits,
        acute=one.urgency is Urgency.ACUTE,
        today=local.date(),
        escalates_in=minutes_to_escalation(one, route, now),
        escalates_to=name_of(action, route.escalate_to) if route.escalate_to else "",
        went_on=names.get(ReferralId(one.escalated), "") if one.escalated else "",
        laptop=_laptop(one, action),
        acknowledged_by=one.acknowledged_by,
        acknowledged=one.acknowledged,
        reason=one.reason if told else "",
        result=one.result if told else "",
        outcome=one.outcome if told else None,
        outcome_words=one.outcome_words if told else "",
        settled=settled if told else None,
        steps=tuple(
            step for step in ReferralStep if may_follow(one.stage, step) and actor.may(_deed(step, one))
        ),
    )


def _hears(actor: Actor, one: Referral, route: MeldRoute) -> bool:
    """Whether what became of it is for who sits here: who may see outcomes, who sent it, to whom it went.

    Of what others sent, somebody at another post sees that it was taken over and by whom, and no more.
    """
    if actor.may(Deed.SEE_OUTCOME) or actor.name == one.sent_by:
        return True
    from fieldcheck.usecases.preparing import IDENTITIES  # takes the crypto libraries along

    own, target = IDENTITIES.get(actor.role, ""), route.target(one.to)
    return bool(own) and own == (target.recipient if target is not None else one.to)


def _deed(step: ReferralStep, one: Referral) -> Deed:
    """Who sounds the alarm may write down who answered it."""
    answered = step is ReferralStep.ACKNOWLEDGE and one.urgency is Urgency.ACUTE
    return Deed.ALARM if answered else _DEEDS[step]
