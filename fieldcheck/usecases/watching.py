"""The day as the coordinator watches it: flow, waits, open referrals, laptops, homes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time

from fieldcheck.domain.day import Closing, DayCounts, HourFlow, LaptopSeen, PostWait
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.flow import Home, PostFlow
from fieldcheck.domain.people import Clash
from fieldcheck.domain.referral import Referral
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.trail import BundleLine
from fieldcheck.usecases.alarming import LOCAL
from fieldcheck.usecases.clashing import clashes
from fieldcheck.usecases.closed import closing_of
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.equipping import SET_UP
from fieldcheck.usecases.preparing import plan_laptops
from fieldcheck.usecases.referring import open_referrals

DAY = "day"
"""The kind of bundle that brings all of a laptop."""


@dataclass(frozen=True, slots=True)
class DayView:
    """All of it at the moment ``now`` (UTC).

    ``flows`` are in the order of the action's posts; ``referrals`` are those nobody acknowledged, the
    longest waiting first; ``clashes`` are cases with one document number and two people.
    """

    now: datetime
    counts: DayCounts
    flows: tuple[PostFlow, ...]
    hours: tuple[HourFlow, ...]
    waits: tuple[PostWait, ...]
    referrals: tuple[Referral, ...]
    laptops: tuple[LaptopSeen, ...]
    homes: tuple[Home, ...]
    closing: Closing
    clashes: tuple[Clash, ...] = ()


def watch(desk: Desk) -> DayView:
    """The day as far as this laptop knows it: its own entries, and those of every bundle that came in."""
    desk.actor.require(Deed.WATCH)
    store, now = desk.store, desk.clock()
    return DayView(
        now=now,
        counts=store.day_counts(),
        flows=store.flows([post.code for post in desk.action.posts], now),
        hours=store.hours(datetime.combine(desk.action.day, time(), LOCAL)),
        waits=store.waits(),
        referrals=tuple(sorted(open_referrals(desk), key=lambda one: (one.sent, one.id))),
        laptops=laptops_seen(desk),
        homes=store.homes(),
        closing=closing_of(store),
        clashes=clashes(desk),
    )


def laptops_seen(desk: Desk) -> tuple[LaptopSeen, ...]:
    """Every laptop that was set up for this action, and whether the bundles of its day came in here.

    A referral or an outcome brings one case, and is no sign that the rest came.

    A laptop that plays every post by itself, as in practice, expects no others but those that were made here.
    """
    bundles = desk.store.bundles()
    planned = _planned(desk)
    for line in bundles:
        if not line.incoming and line.kind == SET_UP:
            planned.update({name: "" for name in line.recipients if name not in planned})
        if line.incoming and line.device_name:
            planned.setdefault(line.device_name, "")
    return tuple(_seen(desk, name, post, bundles) for name, post in planned.items())


def _planned(desk: Desk) -> dict[str, str]:
    own = {desk.laptop.name: desk.laptop.post}
    try:
        plans = {plan.name: plan.post for plan in plan_laptops(desk.action)}
    except InvalidValue:
        plans = {}  # an action whose posts have no role yet: what came in is shown all the same
    return plans if desk.laptop.name in plans else own


def _seen(desk: Desk, name: str, post: str, bundles: Sequence[BundleLine]) -> LaptopSeen:
    days = (line for line in bundles if line.incoming and line.kind == DAY)
    came = [line for line in days if line.device_name == name]
    return LaptopSeen(
        name=name,
        post=post,
        own=name == desk.laptop.name,
        bundles=len(came),
        last=max((line.at for line in came), default=None),
        entries=sum(line.entries for line in came),
    )
