"""What the Working Hours Act asks of who works at night: longer rests, and a shift that may seldom be longer.

Consolidated text of 1 July 2025 [L4]. A night shift is what the person calls one, and here only one whose
usual hours run past the hour that the Act names: its own definition was not read in a source.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from fieldcheck.triage.answered import Answered
from fieldcheck.triage.hours import Hours
from fieldcheck.triage.shifts import DAY, usual_shift
from fieldcheck.triage.tables import HoursLimits, NightLimits

WEEK = 7
COUNTED_DAYS = 16 * WEEK
"""The sixteen weeks over which the forms ask how many nights somebody worked (days)."""


def limits_of(limits: HoursLimits | None, answered: Answered, hours: Hours | None) -> HoursLimits | None:
    """The limits of an age group for somebody with these hours; only who works nights has others."""
    if limits is None or limits.night is None or answered.text("works-nights") != "yes":
        return limits
    night, nights = limits.night, answered.decimal("nights-16-weeks")
    if nights is not None and nights <= night.long_shifts_52_weeks:
        # So many nights are known that none of them need be one too many.
        limits = replace(limits, night_shift=night.long_shift)
    if not ends_late(answered, night):
        return limits
    limits = replace(limits, daily_rest=night.rest)
    if in_a_row(night.series, nights, hours.days if hours else None):
        limits = replace(limits, weekly_rest=night.series_rest)
    return limits


def ends_late(answered: Answered, night: NightLimits) -> bool:
    """Whether the usual shift runs past the hour at night from which a longer rest is due."""
    shift = usual_shift(answered)
    if shift is None:
        return False
    begins, ends = shift
    return any(begins < hour < ends for hour in (night.ends_after, night.ends_after + DAY))


def in_a_row(series: int, nights: Decimal | None, days: Decimal | None) -> bool:
    """Whether so many night shifts must have followed each other, however the free days lay between them.

    Args:
        series: how many in a row.
        nights: night shifts in sixteen weeks, which goes before ``days``; None when not told.
        days: working days of a week, which are all nights for whom the usual shift is one.
    """
    if nights is not None:
        free = COUNTED_DAYS - nights
        return nights > (series - 1) * (free + 1)
    return days is not None and days > (series - 1) * (WEEK - days)
