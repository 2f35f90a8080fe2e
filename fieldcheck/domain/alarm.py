"""An alarm: who is alerted when something is acute, how each is reached now, and when it goes on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from fieldcheck.domain.action import Action, Contact, Post
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import ReferralId
from fieldcheck.domain.referral import Referral, Urgency
from fieldcheck.domain.route import NO_ROUTE, MeldRoute, Target
from fieldcheck.domain.wording import Said

DANGER = "danger"
"""Code of the contact to call when life is in danger; its number comes from the action's data."""
ISZW = "iszw"
"""Recipient code of the labour inspectorate (Nederlandse Arbeidsinspectie, before 2022 ISZW)."""


class Way(StrEnum):
    """How somebody can be reached now."""

    STAND = "stand"
    PHONE = "phone"
    LAPTOP = "laptop"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Reach:
    """How one target of the route is reached at a moment.

    Attributes:
        asked: the target that the route names.
        target: who is alerted: the same, or who stands in for it.
        way: how; ``Way.NOBODY`` when nobody of its chain can be reached.
        post: the stand in the street, None when it has none now.
        contact: whom to call, None without a number.
        reason: why somebody stands in, "" when nobody does.
    """

    asked: Target
    target: Target
    way: Way
    post: Post | None = None
    contact: Contact | None = None
    reason: str = ""

    @property
    def stands_in(self) -> bool:
        """Whether somebody else is alerted than the route names."""
        return self.target.code != self.asked.code


def route_of(action: Action) -> MeldRoute:
    """The reporting route of an action, with the recipients it does not name: whoever can be decided on.

    Those are alerted by nobody but the officer. Where the action has no route, one is made of its recipients.
    """
    partners = _partners(action)
    if action.route != NO_ROUTE:
        named = {code for one in action.route.targets for code in (one.code, one.recipient)}
        more = tuple(one for one in partners if one.code not in named)
        return replace(action.route, targets=(*action.route.targets, *more)) if more else action.route
    first = tuple(one.code for one in partners if one.code == ISZW) or tuple(one.code for one in partners)[:1]
    return MeldRoute(targets=partners, acute=first, regular=first)


def _partners(action: Action) -> tuple[Target, ...]:
    """The recipients that somebody can be referred to, each as a target of that code."""
    posts = {post.code for post in action.posts}
    contacts = {contact.code for contact in action.contacts}
    return tuple(
        Target(
            one.code,
            one.name,
            recipient=one.code,
            post=one.code if one.code in posts else "",
            contact=one.code if one.code in contacts else "",
        )
        for one in action.targets
    )


def names_of(action: Action) -> dict[str, str]:
    """What everybody that something is sent to is called, by code: recipients, and targets of the route.

    A rule of the form sends to a recipient, one of the action itself to a target; a target's own name wins,
    since that is what the route prints for it.
    """
    recipients = {one.code: one.name for one in action.recipients}
    return recipients | {one.code: one.name for one in route_of(action).targets}


def name_of(action: Action, code: str) -> str:
    """What a target or recipient is called; its code when the action does not say.

    A referral may come from a laptop that knows another version of the action: that is never an error.
    """
    return names_of(action).get(code, code)


def target_of(action: Action, code: str) -> Target | None:
    """The target that a decision or rule sends to, by its own code or by that of its recipient; or None."""
    route = route_of(action)
    by_recipient = (one for one in route.targets if one.recipient == code)
    return route.target(code) or next(by_recipient, None)


def reach(action: Action, code: str, at: datetime, *, present: frozenset[str]) -> Reach | None:
    """How the target ``code`` is reached at the local moment ``at``; None when the route does not know it.

    ``present`` are the codes of the posts that are staffed now. With nobody to be reached the answer is the
    target itself, by ``Way.NOBODY``.
    """
    route = route_of(action)
    asked = route.target(code)
    if asked is None:
        return None
    for target in route.chain(code):
        post = next((one for one in action.posts if one.code == target.post and one.code in present), None)
        contact = next((one for one in action.contacts if one.code == target.contact and one.number), None)
        way = _way(target, post, contact)
        if way is not Way.NOBODY and target.is_open(at):
            reason = "" if target == asked else _why_not(asked, at, present)
            return Reach(asked, target, way, post, contact, reason)
    return Reach(asked, asked, Way.NOBODY, reason=_why_not(asked, at, present))


def _way(target: Target, post: Post | None, contact: Contact | None) -> Way:
    if post is not None:
        return Way.STAND
    if contact is not None:
        return Way.PHONE
    # Somebody who is only there by laptop reads what a bundle brings; a stand that is gone does not.
    return Way.LAPTOP if target.recipient and not target.post else Way.NOBODY


def _why_not(asked: Target, at: datetime, present: frozenset[str]) -> str:
    if not asked.is_open(at):
        return Said(N_("{name} is op dit uur niet bereikbaar"), name=asked.name)
    if asked.post and asked.post not in present:
        return Said(N_("de stand van {name} staat er nu niet"), name=asked.name)
    return Said(N_("{name} is nu niet bereikbaar"), name=asked.name)


def danger_contact(action: Action) -> Contact | None:
    """Whom to call when life is in danger, as the action says; None when its data do not tell."""
    return next((one for one in action.contacts if one.code == DANGER and one.number), None)


def minutes_open(referral: Referral, now: datetime) -> int:
    """How long nobody has acknowledged a referral (whole minutes, never below nought)."""
    return max(int((now - referral.sent).total_seconds() // 60), 0)


def minutes_to_escalation(referral: Referral, route: MeldRoute, now: datetime) -> int | None:
    """Minutes until a waiting referral goes on to the next, rounded up; None when it never does."""
    if not _can_escalate(referral, route):
        return None
    left = referral.sent + timedelta(minutes=route.escalate_after) - now
    return max(-(-int(left.total_seconds()) // 60), 0)


def due_for_escalation(
    referrals: Iterable[Referral], route: MeldRoute, now: datetime
) -> tuple[Referral, ...]:
    """Acute referrals nobody acknowledged within ``route.escalate_after`` minutes, in their order.

    What went to ``route.escalate_to`` itself stays where it is: there is nobody beyond.
    """
    patience = timedelta(minutes=route.escalate_after)
    return tuple(one for one in referrals if _can_escalate(one, route) and now - one.sent >= patience)


def _can_escalate(referral: Referral, route: MeldRoute) -> bool:
    return (
        bool(route.escalate_after and route.escalate_to)
        and referral.waits
        and not referral.escalated
        and referral.urgency is Urgency.ACUTE
        and route.escalate_to not in (referral.to, *referral.asked.split())
    )


def escalation_id(referral: Referral, to: str) -> ReferralId:
    """The id of the referral that takes over from this one and the rest of its alarm, on every laptop.

    So that two laptops that notice the silence at the same moment alert one person once.
    """
    return ReferralId(str(uuid.uuid5(_ESCALATIONS, f"{referral.alarm or referral.id} {to}")))


_ESCALATIONS = uuid.UUID("3f1c6b0e-92a7-4d58-8a1b-6a0c2c5be1d4")
"""Namespace of escalated referrals (RFC 9562, version 5)."""


def still_open(referrals: Iterable[Referral]) -> tuple[Referral, ...]:
    """Referrals that wait for a named person, in their order.

    One that went on to somebody else is answered as soon as that person acknowledged.
    """
    known: Mapping[str, Referral] = {one.id: one for one in referrals}

    def answered(one: Referral) -> bool:
        taken_on = known.get(one.escalated)
        return taken_on is not None and not taken_on.waits

    return tuple(one for one in known.values() if one.waits and not answered(one))
