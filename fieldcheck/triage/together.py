"""Several talks of one case as one assessment: what was heard in any of them stays heard."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from fieldcheck.domain.referral import Urgency
from fieldcheck.triage.advice import merged_situation
from fieldcheck.triage.assessment import Assessment, DomainView, Figure, Route, RuleNotice
from fieldcheck.triage.lenses import merged

Item = TypeVar("Item")

_URGENCIES = tuple(urgency.value for urgency in Urgency)


def together(assessments: Sequence[Assessment]) -> Assessment:
    """What the talks of a case come to together.

    A signal or a route of any talk counts; where two talks say the same thing, the newest says it. A domain
    is blank when it is blank in all of them, and its counts are those of the talk that answered most of it:
    adding them up would count what was asked twice. A figure is that of the newest talk that gives one,
    and does not take an adult for granted where another talk knows the age.
    A list of indicators is applied again to what all talks come to: a dimension may be positive over two of
    them. Who may be a minor in one talk may be one.

    Args:
        assessments: one for each talk, the oldest first; at least one.
    """
    *earlier, newest = assessments
    if not earlier:
        return newest
    newest_first = tuple(reversed(assessments))
    minor = _may_be([one.minor for one in newest_first])
    return replace(
        newest,
        signals=tuple(
            _by(lambda signal: signal.code, (heard for one in newest_first for heard in one.signals)).values()
        ),
        figures=tuple(map(_figure, _groups(lambda one: one.code, (one.figures for one in newest_first)))),
        domains=tuple(map(_domain, _groups(lambda one: one.code, (one.domains for one in newest_first)))),
        routes=_routes(newest_first),
        lenses=merged([one.lenses for one in newest_first], minor=minor),
        unease=tuple(felt for one in newest_first for felt in one.unease),
        rule_changes=tuple(
            map(_notice, _groups(lambda one: one.code, (one.rule_changes for one in newest_first)))
        ),
        minor=minor,
        situation=merged_situation(one.situation for one in newest_first),
    )


def _may_be(answers: Sequence[bool | None]) -> bool | None:
    return True if True in answers else False if False in answers else None


def _notice(same: list[RuleNotice]) -> RuleNotice:
    return replace(same[0], holds=any(one.holds for one in same))


def _by(key: Callable[[Item], str], items: Iterable[Item]) -> dict[str, Item]:
    """The first item of every key, in order."""
    found: dict[str, Item] = {}
    for item in items:
        found.setdefault(key(item), item)
    return found


def _groups(key: Callable[[Item], str], lists: Iterable[Iterable[Item]]) -> list[list[Item]]:
    """What has one key, together, in order."""
    found: dict[str, list[Item]] = {}
    for item in chain.from_iterable(lists):
        found.setdefault(key(item), []).append(item)
    return list(found.values())


def _figure(same: list[Figure]) -> Figure:
    """The newest that has a value; where no age was told, an earlier talk that knew it counts before that."""
    given = [figure for figure in same if figure.value is not None] or same
    return next((figure for figure in given if not figure.assumed), given[0])


def _domain(same: list[DomainView]) -> DomainView:
    fullest = max(same, key=lambda domain: domain.answered)
    blank = all(domain.blank for domain in same)
    return replace(
        fullest,
        signals=tuple(dict.fromkeys(code for domain in same for code in domain.signals)),
        blank=blank,
        blank_reason=same[0].blank_reason if blank else "",
    )


def _routes(newest_first: Sequence[Assessment]) -> tuple[Route, ...]:
    merged = map(_route, _groups(lambda route: route.to, (one.routes for one in newest_first)))
    return tuple(sorted(merged, key=_rank))


def _route(same: list[Route]) -> Route:
    return replace(
        min(same, key=_rank),
        reasons=tuple(_by(lambda reason: reason.code, (why for one in same for why in one.reasons)).values()),
        signals=tuple(dict.fromkeys(code for one in same for code in one.signals)),
    )


def _rank(route: Route) -> int:
    return _URGENCIES.index(route.urgency)
