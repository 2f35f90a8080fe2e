"""What rules may call besides XPath and ODK: the ``fc:`` functions over figures, by name.

What is not known is NaN, so that every comparison with it fails.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
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
    "fc:daily-rest": 0,
    "fc:weekly-rest": 0,
    "fc:break-due": 0,
    "fc:break-minutes": 0,
    "fc:night-hours": 0,
    "fc:night-shift-hours": 0,
    "fc:holiday-allowance": 0,
    "fc:deduction-share": 0,
    "fc:housing-deduction-share": 0,
    "fc:insurance-deduction-share": 0,
    "fc:rent-share": 0,
    "fc:debt-months": 0,
    "fc:bed-hours": 0,
    "fc:registration-days": 0,
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
    "daily-rest",
    "weekly-rest",
    "night-shift-hours",
    "housing-deduction",
    "insurance-deduction",
)
"""What ``fc:threshold`` knows."""

Read = tuple[str, Decimal | int | None]
"""The figure a function reads, and what it gives; None when it is not known."""


def figure_values(reckoned: Reckoned) -> Mapping[str, Read]:
    """The functions without arguments that give a number from the figures."""
    gross = reckoned.pay is not None and reckoned.pay.gross is True
    share, hours = reckoned.share, reckoned.hours
    week = hours.week if hours else None
    return {
        **{f"fc:{code}": (code, value) for code, value in reckoned.values.items()},
        "fc:hourly-wage": ("hourly-wage", reckoned.hourly.exact.high if reckoned.hourly else None),
        "fc:minimum-wage": ("minimum-wage", reckoned.minimum.hour if reckoned.minimum else None),
        "fc:below-minimum-share": ("below-minimum", share if gross else None),
        "fc:net-below-minimum-share": ("below-minimum", None if gross else share),
        "fc:weekly-hours": ("weekly-hours", week.low if week else None),
        "fc:stay-days": ("stay-days", reckoned.stay_days),
        "fc:square-metres-per-person": ("square-metres-per-person", reckoned.space),
    }


def limit_values(limits: LocalLimits) -> Mapping[str, Decimal | int]:
    """What the municipality set, by name."""
    return {"stay_days": limits.stay_days, "square_metres": limits.square_metres}


def threshold_values(
    reckoned: Reckoned, tables: ReferenceTables, day: date
) -> Mapping[str, Decimal | int | None]:
    """What law and decrees set for somebody of this age on a day, by name; None where no table has it."""
    # Under 16 no table gives a limit; hours above that of 16 and 17 are too many for a younger child too.
    hours = reckoned.limits or tables.hours_limits(YOUNGEST_WITH_LIMITS)
    parameters = tables.deductions.on(day)
    return {
        "severe-underpayment": tables.severe_underpayment,
        "far-below-minimum": tables.far_below_minimum,
        "registration-days": tables.registration_days,
        "week-hours": hours.week if hours else None,
        "average-hours": reckoned.average_hours or (hours.average if hours else None),
        "day-hours": hours.day if hours else None,
        "daily-rest": hours.daily_rest if hours else None,
        "weekly-rest": hours.weekly_rest if hours else None,
        "night-shift-hours": hours.night_shift if hours else None,
        "housing-deduction": parameters.housing / 100 if parameters else None,
        "insurance-deduction": 1 + parameters.over_premium / 100 if parameters else None,
    }
