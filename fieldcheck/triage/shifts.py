"""The usual shift by the clock, in hours since midnight of the day it begins."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

from fieldcheck.triage.answered import Answered

DAY = Decimal(24)
NIGHT = (Decimal(23), Decimal(6))
"""Within their rest 16 and 17 must be free between these hours [L4]."""


def usual_shift(answered: Answered) -> tuple[Decimal, Decimal] | None:
    """Begin and end of the usual shift; one that ends earlier runs past midnight. None when not known."""
    begins, ends = clock(answered, "work-starts"), clock(answered, "work-ends")
    if begins is None or ends is None or begins == ends:
        return None
    return begins, ends if ends > begins else ends + DAY


def shift_by_clock(answered: Answered) -> Decimal | None:
    """Hours from the usual begin to the usual end of work."""
    shift = usual_shift(answered)
    return None if shift is None else shift[1] - shift[0]


def hours_at_night(begins: Decimal, ends: Decimal) -> Decimal:
    """Hours between 23 and 6 of a shift from ``begins`` to ``ends``, both in hours since midnight."""
    last = ends if ends > begins else ends + DAY
    from_, until = NIGHT
    nights = [(day * DAY + from_, (day + 1) * DAY + until) for day in (-1, 0, 1)]
    return sum((max(min(last, end) - max(begins, begin), Decimal(0)) for begin, end in nights), Decimal(0))


def clock(answered: Answered, fact: str) -> Decimal | None:
    """A time of day in hours since midnight; None when there is none."""
    try:
        found = time.fromisoformat(answered.text(fact)[:5])
    except ValueError:
        return None
    return Decimal(found.hour) + Decimal(found.minute) / 60
