"""The day as the coordinator watches it: flow, waits, open referrals, laptops, homes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from fieldcheck.domain import events
from fieldcheck.domain.day import Closing, DayCounts, HourFlow, LaptopSeen, PostWait
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.flow import Home, HomeNote, PostFlow
from fieldcheck.domain.park import disagreeing
from fieldcheck.domain.people import Clash
from fieldcheck.domain.referral import Referral, Urgency
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.trail import BundleLine
from fieldcheck.usecases.alarming import LOCAL
from fieldcheck.usecases.clashing import clashes
from fieldcheck.usecases.closed import closing_of
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.equipping import SET_UP
from fieldcheck.usecases.home_notes import notes_of
from fieldcheck.usecases.preparing import plan_laptops
from fieldcheck.usecases.referring import open_referrals

DAY = "day"
"""The kind of bundle that brings all of a laptop."""


@dataclass(frozen=True, slots=True)
class DayView:
    """All of it at the moment ``now`` (UTC).

    ``flows`` are in the order of the action's posts; ``referrals`` are those nobody acknowledged, the
    longest waiting first; ``clashes`` are cases with one document number and two people; ``disagreeing`` are
    homes of which two laptops wrote different things without knowing of each other.
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
    disagreeing: tuple[tuple[Home, tuple[HomeNote, ...]], ...] = ()


def _most_urgent(referral: Referral) -> tuple[bool, datetime, str]:
    return referral.urgency is not Urgency.ACUTE, referral.sent, referral.id


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
        referrals=tuple(sorted(open_referrals(desk), key=_most_urgent)),
        laptops=laptops_seen(desk),
        homes=store.homes(),
        closing=closing_of(store),
        clashes=clashes(desk),
        disagreeing=_disagreeing(desk),
    )


def _disagreeing(desk: Desk) -> tuple[tuple[Home, tuple[HomeNote, ...]], ...]:
    notes = notes_of(desk.store)
    found = ((home, disagreeing(notes.get(home.id, ()))) for home in desk.store.homes())
    return tuple((home, told) for home, told in found if told)


def laptops_seen(desk: Desk) -> tuple[LaptopSeen, ...]:
    """Every laptop that was set up for this action, and whether the bundles of its day came in here.

    A referral or an outcome brings one case, and is no sign that the rest came.

    A laptop that plays every post by itself, as in practice, expects no others but those that were made here.
    Which version of the action each has is told by its own journal: what it was set up with, and each update
    that it took over.
    """
    bundles = desk.store.bundles()
    planned = _planned(desk)
    for line in bundles:
        if not line.incoming and line.kind == SET_UP:
            planned.update({name: "" for name in line.recipients if name not in planned})
        if line.incoming and line.device_name:
            planned.setdefault(line.device_name, "")
    versions = _versions(desk)
    return tuple(_seen(desk, name, post, bundles, versions) for name, post in planned.items())


def _planned(desk: Desk) -> dict[str, str]:
    own = {desk.laptop.name: desk.laptop.post}
    try:
        plans = {plan.name: plan.post for plan in plan_laptops(desk.action)}
    except InvalidValue:
        plans = {}  # an action whose posts have no role yet: what came in is shown all the same
    return plans if desk.laptop.name in plans else own


def _versions(desk: Desk) -> dict[str, int]:
    """The version of the action that each laptop has, by device, as far as its entries came in."""
    versions: dict[str, int] = {}
    for kind in (events.ACTION_OPENED, events.ACTION_UPDATED):
        for entry in desk.store.entries_of(kind):
            action = (entry.payload or {}).get("action")
            if entry.subject == desk.action.id and isinstance(action, Mapping):
                version = int(action.get("version", 0))
                versions[entry.device] = max(version, versions.get(entry.device, 0))
    return {**versions, desk.store.device: desk.action.version}


def _seen(
    desk: Desk, name: str, post: str, bundles: Sequence[BundleLine], versions: Mapping[str, int]
) -> LaptopSeen:
    days = (line for line in bundles if line.incoming and line.kind == DAY)
    came = [line for line in days if line.device_name == name]
    own = name == desk.laptop.name
    known = [versions[one] for one in {line.device for line in came} if one in versions]
    version = desk.action.version if own else max(known, default=None)
    return LaptopSeen(
        name=name,
        post=post,
        own=own,
        bundles=len(came),
        last=max((line.at for line in came), default=None),
        entries=sum(line.entries for line in came),
        version=version,
        behind=version is not None and version < desk.action.version,
    )
