"""What somebody typed into a field, read forgivingly into the form's own written form, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.engine.scope import AMSTERDAM
from fieldcheck.i18n import number, parse_amount, parse_date

BETWEEN = "\t"
"""Stands between the day and the time in what is typed for a date with a time."""
_CLOCK = re.compile(r"(\d{1,2})(?:[:.hu\s]?(\d{2}))?\s*(?:uur|u|h)?")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_MONTH = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{4})")
_YEAR = re.compile(r"\d{4}")


def lexical(kind: str, typed: str, tag: str) -> str:
    """The XForms lexical form of what was typed for a question of ``kind``; "" for nothing.

    Args:
        kind: the question's type (``text``, ``integer``, ``date``, ``datetime``, ...), ``month`` or
            ``year`` for a date of which only that part is asked, or ``grouped`` for a whole number with
            its thousands apart.
        typed: as it stands in the field, e.g. ``1.200,50``, ``22 nov 2026`` or ``5.12``.
        tag: language whose way of writing counts (BCP 47).

    Raises:
        InvalidValue: when it cannot be such a value.
    """
    text = typed.strip()
    reader = _READERS.get(kind)
    if not text or reader is None:
        return text
    return reader(typed if kind == "datetime" else text, tag)


def shown(kind: str, value: str, tag: str) -> str:
    """A lexical value as it stands in its field, written the way of ``tag``."""
    if not value:
        return ""
    if kind == "integer":  # a year of birth is no 1.991
        return value
    if kind in ("decimal", "range", "grouped"):
        return number(Decimal(value), tag)
    if kind == "datetime" and _ISO_DATE.fullmatch(value[:10]):
        moment = _local(value)
        return f"{_day(moment.date())}{BETWEEN}{moment:%H:%M}"
    if kind in ("date", "month", "year") and _ISO_DATE.fullmatch(value[:10]):
        day = date.fromisoformat(value[:10])
        return {"month": f"{day.month:02d}-{day.year}", "year": str(day.year)}.get(kind, _day(day))
    if kind == "time":
        return value[:5]
    return value


def _day(day: date) -> str:
    return f"{day.day:02d}-{day.month:02d}-{day.year}"


def _local(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    return moment.astimezone(AMSTERDAM) if moment.tzinfo is not None else moment


def _decimal(text: str, tag: str) -> str:
    return f"{_signed(text, tag):f}"


def _signed(text: str, tag: str) -> Decimal:
    if text[0] in "-\u2212":
        return -parse_amount(text[1:], tag)
    return parse_amount(text, tag)


def _integer(text: str, tag: str) -> str:
    amount = _signed(text, tag)
    if amount != amount.to_integral_value():
        raise InvalidValue(N_("Dit is geen heel getal."), remedy=N_("Rond af op een heel getal."))
    return f"{amount.to_integral_value():f}"


def _date(text: str, tag: str) -> str:
    return parse_date(text, tag).isoformat()


def _month(text: str, _tag: str) -> str:
    match = _MONTH.fullmatch(text)
    if match is not None and 1 <= int(match[1]) <= 12 and int(match[2]):
        return f"{int(match[2]):04d}-{int(match[1]):02d}-01"
    raise InvalidValue(N_("Dit is geen maand."), remedy=N_("Schrijf maand en jaar in cijfers, zoals 3-2026."))


def _year(text: str, _tag: str) -> str:
    if _YEAR.fullmatch(text) and int(text):
        return f"{int(text):04d}-01-01"
    raise InvalidValue(N_("Dit is geen jaar."), remedy=N_("Schrijf vier cijfers, zoals 2026."))


def _moment(text: str, tag: str) -> str:
    day, _, clock = text.partition(BETWEEN)
    if not day.strip() or not clock.strip():
        raise InvalidValue(N_("De dag en de tijd horen bij elkaar."), remedy=N_("Vul allebei in."))
    at = datetime.fromisoformat(f"{_date(day.strip(), tag)}T{_time(clock.strip(), tag)}")
    return at.replace(tzinfo=AMSTERDAM).isoformat(timespec="milliseconds")


def _time(text: str, _tag: str) -> str:
    match = _CLOCK.fullmatch(text.lower())
    if match is not None:
        hour, minute = int(match[1]), int(match[2] or 0)
        if hour < 24 and minute < 60:
            return f"{hour:02d}:{minute:02d}:00.000"
    raise InvalidValue(
        N_("Dit is geen tijd van de dag."),
        remedy=N_("Schrijf uren en minuten, zoals 5.30."),
    )


_READERS: dict[str, Callable[[str, str], str]] = {
    "decimal": _decimal,
    "integer": _integer,
    "grouped": _integer,
    "date": _date,
    "time": _time,
    "datetime": _moment,
    "month": _month,
    "year": _year,
    "range": _decimal,
}
