"""XPath values and how one kind becomes another, with ODK's addition that a date counts as days.

Numbers are binary floating point because XPath says so. Answers stay the strings they were given as;
nothing here rounds an answer, and pay is never computed with these numbers.
"""

from __future__ import annotations

import math
import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from decimal import Decimal

from fieldcheck.engine.tree import TreeNode

NodeSet = list[TreeNode]
Value = str | float | bool | NodeSet

_NUMBER = re.compile(r"-?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})T([0-9]{2})(?::([0-9]{2})(?::([0-9]{2})(?:\.([0-9]{1,9}))?)?)?"
    r"(Z|[+-][0-9]{2}(?::?[0-5][0-9])?)?"
)
_EXACT = 1e15
_SPACE = " \t\r\n"
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_DAY = timedelta(days=1)


class Moment(float):
    """A day or a point in time: a number of days since 1970-01-01T00:00Z that is written as ``text``.

    What ODK's date functions answer. It counts and compares as the number and reads as the date.
    """

    __slots__ = ("text",)
    text: str

    @classmethod
    def at(cls, days: float, text: str) -> Moment:
        """The moment ``days`` after the epoch, written as ``text``."""
        made = cls(days)
        made.text = text
        return made


def to_string(value: Value) -> str:
    """XPath ``string()``: the first node of a node-set, numbers without an exponent."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return value[0].text if value else ""
    if isinstance(value, Moment):
        return value.text
    return number_text(float(value))


def number_text(number: float) -> str:
    """A number as ODK writes it: ``3``, ``0.5``, ``-Infinity``; never an exponent, and nothing for NaN.

    XPath writes ``NaN``; as ODK has it, what cannot be computed is an empty answer.
    """
    if math.isnan(number):
        return ""
    if math.isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if abs(number) < _EXACT and number == int(number):
        return str(int(number))
    text = format(Decimal(repr(number)), "f")
    return text.removesuffix(".0")


def to_number(value: Value, zone: tzinfo) -> float:
    """XPath ``number()``; an ISO date or date-time becomes days since 1970-01-01, as ODK has it."""
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    if isinstance(value, int | float):
        return float(value)
    text = to_string(value).strip(_SPACE)
    if _NUMBER.fullmatch(text):
        return float(text)
    if len(text) >= 8 and text[4] == "-":
        moment = to_moment(text, zone)
        if moment is not None:
            return days_since_epoch(moment)
    return math.nan


def to_boolean(value: Value) -> bool:
    """XPath ``boolean()``: not empty, not zero, not NaN."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str | list):
        return bool(value)
    return value == value and value != 0


def to_moment(text: str, zone: tzinfo) -> datetime | None:
    """An ISO date or date-time as a moment; without an offset it is meant in ``zone``. None if it is none."""
    day = _DATE.fullmatch(text)
    if day:
        return _moment(tuple(int(part) for part in day.groups()), time(), zone)
    match = _MOMENT.fullmatch(text)
    if not match:
        return None
    year, month, dom, hour, minute, second, fraction, offset = match.groups()
    try:
        clock = time(int(hour), int(minute or 0), int(second or 0), int((fraction or "0").ljust(6, "0")[:6]))
        return _moment((int(year), int(month), int(dom)), clock, offset_zone(offset) if offset else zone)
    except ValueError:
        return None


def offset_zone(offset: str) -> tzinfo:
    """The zone of an ISO offset such as ``Z`` or ``+01:00``. Raises ValueError when it is none."""
    zone = datetime.fromisoformat(f"1970-01-01T00:00:00{offset}").tzinfo
    return zone or UTC


def _moment(day: tuple[int, ...], clock: time, zone: tzinfo) -> datetime | None:
    try:
        return datetime.combine(date(*day), clock, tzinfo=zone)
    except ValueError:
        return None


def days_since_epoch(moment: datetime) -> float:
    """Days, with fraction, since 1970-01-01T00:00Z."""
    return (moment - EPOCH) / _DAY


def from_days(days: float, zone: tzinfo) -> datetime | None:
    """The moment that many days after 1970-01-01T00:00Z, shown in ``zone``; None when out of the calendar."""
    if not math.isfinite(days):
        return None
    try:
        return (EPOCH + timedelta(milliseconds=round(days * 86_400_000))).astimezone(zone)
    except OverflowError:
        return None


def moment_text(moment: datetime) -> str:
    """ISO with milliseconds and offset, as ODK writes date-times."""
    return moment.isoformat(timespec="milliseconds")


def as_value(moment: datetime) -> Moment:
    """A moment as a value of expressions: written as a date at midnight, else as a date-time."""
    text = moment.date().isoformat() if moment.time() == time() else moment_text(moment)
    return Moment.at(days_since_epoch(moment), text)
