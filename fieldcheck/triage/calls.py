"""What rules may call besides XPath and ODK: the ``fc:`` functions over figures, by name.

What is not known is NaN, so that every comparison with it fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from fieldcheck.domain.action import LocalLimits
from fieldcheck.triage.figures import Reckoned
from fieldcheck.triage.tables import ReferenceTables

YOUNGEST_WITH_LIMITS = 16
"""The youngest age (years) for which the table of working hours has limits (facts 2c, [L4])."""

ARGUMENTS: Mapping[str, int] = {
    "fc:state": 1,
    "fc:signal": 1,
    "fc:signal-count": 0,
    "fc:domain-signals": 1,
    "fc:domains-with-signals": 0,
    "fc:dimension": 1,
    "fc:unease": 0,
    "fc:hourly-wage": 0,
    "fc:minimum-wage": 0,
    "fc:below-minimum-share": 0,
    "fc:net-below-minimum-share": 0,
    "fc:weekly-hours": 0,
    "fc:daily-hours": 0,
    "fc:stay-days": 0,
    "fc:square-metres-per-person": 0,
    "fc:age": 0,
    "fc:limit": 1,
    "fc:threshold": 1,
}
"""How many arguments each function takes; see this room's README."""
FUNCTIONS = frozenset(ARGUMENTS)
"""Their names."""
LIMITS = ("stay_days", "square_metres")
"""What ``fc:limit`` knows."""
THRESHOLDS = (
    "severe-underpayment",
    "far-below-minimum",
    "registration-days",
    "week-hours",
    "average-hours",
    "day-hours",
)
"""What ``fc:threshold`` knows."""

Read = tuple[str, Decimal | int | None]
"""The figure a function reads, and what it gives; None when it is not known."""


def figure_values(reckoned: Reckoned) -> Mapping[str, Read]:
    """The functions without arguments that give a number from the figures."""
    gross = reckoned.pay is not None and reckoned.pay.gross is True
    share, hours = reckoned.share, reckoned.hours
    week, day = (hours.week, hours.day) if hours else (None, None)
    return {
        "fc:hourly-wage": ("hourly-wage", reckoned.hourly.exact.high if reckoned.hourly else None),
        "fc:minimum-wage": ("minimum-wage", reckoned.minimum.hour if reckoned.minimum else None),
        "fc:below-minimum-share": ("below-minimum", share if gross else None),
        "fc:net-below-minimum-share": ("below-minimum", None if gross else share),
        "fc:weekly-hours": ("weekly-hours", week.low if week else None),
        "fc:daily-hours": ("weekly-hours", day.high if day else None),
        "fc:stay-days": ("stay-days", reckoned.stay_days),
        "fc:square-metres-per-person": ("square-metres-per-person", reckoned.space),
    }


def limit_values(limits: LocalLimits) -> Mapping[str, Decimal | int]:
    """What the municipality set, by name."""
    return {"stay_days": limits.stay_days, "square_metres": limits.square_metres}


def threshold_values(reckoned: Reckoned, tables: ReferenceTables) -> Mapping[str, Decimal | int]:
    """What law and decrees set for somebody of this age, by name."""
    # Under 16 no table gives a limit; hours above that of 16 and 17 are too many for a younger child too.
    hours = reckoned.limits or tables.hours_limits(YOUNGEST_WITH_LIMITS)
    found: dict[str, Decimal | int] = {
        "severe-underpayment": tables.severe_underpayment,
        "far-below-minimum": tables.far_below_minimum,
        "registration-days": tables.registration_days,
    }
    if hours is not None:
        found |= {"week-hours": hours.week, "average-hours": hours.average, "day-hours": hours.day}
    return found
