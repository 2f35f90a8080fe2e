"""Alarms that stand on top of the desk: one for each case, with everybody who has not answered yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from fieldcheck.domain.alarm import minutes_open, minutes_to_escalation
from fieldcheck.domain.referral import Referral
from fieldcheck.domain.route import MeldRoute
from fieldcheck.viewmodels.alerted import ReachView


@dataclass(frozen=True, slots=True)
class AlarmView:
    """What waits for one case.

    Attributes:
        referrals: those nobody acknowledged, the longest waiting first.
        minutes: how long the first of them waits (minutes).
        reached: how each of them is reached now, in the same order; None for who is not on the route.
        escalates_in: minutes until the first goes on to ``escalates_to`` (a target), None when none does.
    """

    case_code: str
    referrals: tuple[Referral, ...]
    minutes: int
    escalates_in: int | None
    escalates_to: str
    reached: tuple[ReachView | None, ...] = ()


def alarm_views(
    acute: Iterable[Referral],
    route: MeldRoute,
    now: datetime,
    reached: Mapping[str, ReachView] = MappingProxyType({}),
) -> tuple[AlarmView, ...]:
    """The open acute referrals by case, the longest waiting first; ``reached`` by code of the target."""
    by_case: dict[str, list[Referral]] = {}
    for one in sorted(acute, key=lambda one: one.sent):
        by_case.setdefault(one.case_code, []).append(one)
    return tuple(_alarm(code, tuple(same), route, now, reached) for code, same in by_case.items())


def _alarm(
    code: str,
    same: tuple[Referral, ...],
    route: MeldRoute,
    now: datetime,
    reached: Mapping[str, ReachView],
) -> AlarmView:
    terms = [left for one in same if (left := minutes_to_escalation(one, route, now)) is not None]
    soonest = min(terms, default=None)
    ways = tuple(reached.get(one.to) for one in same)
    return AlarmView(code, same, minutes_open(same[0], now), soonest, route.escalate_to, ways)
