"""Amounts, numbers, dates and times as people of a language write them (CLDR data, through Babel)."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING

from fieldcheck.domain.errors import N_, Bug
from fieldcheck.i18n.languages import cldr_name

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from fieldcheck.i18n.texts import Texts

TIME_AND_DAY = N_("{time} op {day}")

# Babel and zoneinfo are imported inside the functions: they cost tens of milliseconds at the start of the
# program, and the first window shows no amount and no date.


def money(amount: Decimal, tag: str) -> str:
    """An amount in euros with cents, e.g. ``€ 14,99`` in Dutch; half cents round to even."""
    from babel.numbers import format_currency

    return str(format_currency(amount, "EUR", locale=cldr_name(tag)))


def number(value: Decimal | int, tag: str, *, digits: int | None = None) -> str:
    """A number with the separators of the language.

    Args:
        value: what to write.
        tag: BCP 47 tag of the language.
        digits: exactly so many decimals (half rounds to even); all that there are when left out.
    """
    from babel.numbers import format_decimal

    if digits is None:
        return str(format_decimal(value, locale=cldr_name(tag), decimal_quantization=False))
    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return str(format_decimal(value, format=pattern, locale=cldr_name(tag)))


def long_date(day: date, tag: str) -> str:
    """A date with the month in words, e.g. ``22 november 2026``."""
    from babel.dates import format_date

    return str(format_date(day, "long", locale=cldr_name(tag)))


def short_date(day: date) -> str:
    """A date in figures, the same for every reader: ``22-11-2026``."""
    return f"{day.day:02d}-{day.month:02d}-{day.year:04d}"


@cache
def _dutch_time() -> ZoneInfo:
    from zoneinfo import ZoneInfo

    return ZoneInfo("Europe/Amsterdam")


def local_day(moment: datetime) -> date:
    """The day on a Dutch calendar. Raises Bug for a moment without a time zone."""
    if moment.tzinfo is None:
        raise Bug(N_("Een tijdstip zonder tijdzone kan niet worden getoond."))
    return moment.astimezone(_dutch_time()).date()


def clock_time(moment: datetime) -> str:
    """The time on a Dutch clock, ``HH:MM`` in 24 hours.

    Raises:
        Bug: the moment has no time zone, so nobody knows what the clock said.
    """
    if moment.tzinfo is None:
        raise Bug(N_("Een tijdstip zonder tijdzone kan niet worden getoond."))
    return moment.astimezone(_dutch_time()).strftime("%H:%M")


def clock_and_day(moment: datetime, today: date, words: Texts) -> str:
    """The time on a Dutch clock, with its day when that is not ``today``: ``19:27 op 22-11-2026``.

    A night lies between many things that stand beside each other; "om 19:27" is then no answer.
    """
    time, day = clock_time(moment), local_day(moment)
    return time if day == today else words.text(TIME_AND_DAY, time=time, day=short_date(day))
