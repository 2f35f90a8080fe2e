"""Days and clock times. A date is its ISO text; where a number is wanted it is days since 1970-01-01."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime, time, timedelta

from fieldcheck.engine.scope import Function, Scope
from fieldcheck.engine.values import (
    Moment,
    Value,
    as_value,
    days_since_epoch,
    from_days,
    moment_text,
    offset_zone,
    to_moment,
    to_number,
    to_string,
)

_CLOCK = re.compile(r"(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}(?::?[0-5]\d)?)?")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


INVALID = "Invalid Date"
"""What ODK answers where something is no date; it is false, and no number."""


def _now(scope: Scope) -> datetime:
    return scope.environment.now().astimezone(scope.environment.zone)


def _today(scope: Scope) -> Value:
    return as_value(_now(scope).replace(hour=0, minute=0, second=0, microsecond=0))


def _moment(scope: Scope, given: Value) -> datetime | None:
    zone = scope.environment.zone
    if isinstance(given, int | float) and not isinstance(given, bool):
        return from_days(float(given), zone)
    text = to_string(given).strip()
    moment = to_moment(text, zone)
    try:
        return moment.astimezone(zone) if moment is not None else from_days(float(text), zone)
    except (ValueError, OverflowError):  # no number either, or a day outside the calendar
        return None


def _date(scope: Scope, given: Value) -> Value:
    """Both ``date()`` and ``date-time()``: a date at midnight, a date-time otherwise, as ODK has it."""
    if isinstance(given, bool) or given == "" or given == []:
        return ""
    moment = _moment(scope, given)
    if moment is None:
        return "" if to_string(given) == "" and not isinstance(given, float) else Moment.at(math.nan, INVALID)
    if isinstance(given, float):
        moment = _whole_day(moment, _now(scope))
    return as_value(moment)


def _whole_day(moment: datetime, now: datetime) -> datetime:
    """Midnight of the day, when days were counted across a change of the clock: it is a day all the same."""
    here, there = now.utcoffset() or timedelta(), moment.utcoffset() or timedelta()
    midnight = moment.replace(tzinfo=None) + (here - there)
    if here == there or midnight.time() != time():
        return moment
    return midnight.replace(tzinfo=moment.tzinfo)


def _decimal_date_time(scope: Scope, given: Value) -> float:
    moment = _moment(scope, given)
    return math.nan if moment is None else days_since_epoch(moment)


def _decimal_time(scope: Scope, given: Value) -> float:
    match = _CLOCK.fullmatch(to_string(given).strip())
    if not match:
        return math.nan
    hour, minute, second, fraction, offset = match.groups()
    if int(hour) > 23 or int(minute) > 59 or int(second or 0) > 59:
        return math.nan
    seconds = int(hour) * 3600 + int(minute) * 60 + int(second or 0) + float(f"0.{fraction or 0}")
    if offset:
        here = _now(scope).utcoffset() or timedelta()
        try:
            there = offset_zone(offset).utcoffset(None) or timedelta()
        except ValueError:
            return math.nan
        seconds = (seconds + (here - there).total_seconds()) % 86_400
    return seconds / 86_400


def _format(scope: Scope, given: Value, pattern: Value) -> str:
    moment = _moment(scope, given)
    if moment is None:
        return ""
    return re.sub(r"%(.)", lambda match: _field(match.group(1), moment), to_string(pattern))


def _field(letter: str, moment: datetime) -> str:
    match letter:
        case "Y":
            return f"{moment.year:04d}"
        case "y":
            return f"{moment.year % 100:02d}"
        case "m":
            return f"{moment.month:02d}"
        case "n":
            return str(moment.month)
        case "b":
            return _MONTHS[moment.month - 1]
        case "d":
            return f"{moment.day:02d}"
        case "e":
            return str(moment.day)
        case "H":
            return f"{moment.hour:02d}"
        case "h":
            return str(moment.hour)
        case "M":
            return f"{moment.minute:02d}"
        case "S":
            return f"{moment.second:02d}"
        case "3":
            return f"{moment.microsecond // 1000:03d}"
        case "a":
            return _DAYS[moment.weekday()]
        case "%":
            return "%"
    return f"%{letter}"


def _current(scope: Scope) -> Value:
    now = _now(scope)
    return Moment.at(days_since_epoch(now), moment_text(now))


def _number(scope: Scope, given: Value | None = None) -> Value:
    """XPath's number(), where a date stays readable as one and a date-time reads as its whole day."""
    if given is None:
        given = [scope.node]
    if isinstance(given, Moment):
        return given
    number = to_number(given, scope.environment.zone)
    if not isinstance(given, str | list):
        return number
    text = to_string(given).strip()
    if math.isnan(number) or to_moment(text, scope.environment.zone) is None:
        return number
    return Moment.at(number, str(math.floor(number)) if "T" in text else text)


def _time(scope: Scope, given: Value) -> str:
    moment = _moment(scope, given)
    return "" if moment is None else moment_text(moment).partition("T")[2]


DATES: Mapping[str, Function] = {
    "number": Function(_number, 0, 1),
    "today": Function(_today, 0, 0),
    "now": Function(_current, 0, 0),
    "date": Function(_date, 1, 1),
    "date-time": Function(_date, 1, 1),
    "time": Function(_time, 1, 1),
    "decimal-date-time": Function(_decimal_date_time, 1, 1),
    "decimal-time": Function(_decimal_time, 1, 1),
    "format-date": Function(_format, 2, 2),
    "format-date-time": Function(_format, 2, 2),
}
