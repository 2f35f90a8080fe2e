"""What somebody typed into a field, read forgivingly into the form's own written form, and back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.i18n import number, parse_amount, parse_date

_CLOCK = re.compile(r"(\d{1,2})(?:[:.hu\s]?(\d{2}))?\s*(?:uur|u|h)?")
_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def lexical(kind: str, typed: str, tag: str) -> str:
    """The XForms lexical form of what was typed for a question of ``kind``; "" for nothing.

    Args:
        kind: the question's type (``text``, ``integer``, ``decimal``, ``date`` or ``time``).
        typed: as it stands in the field, e.g. ``1.200,50``, ``22 nov 2026`` or ``5.12``.
        tag: language whose way of writing counts (BCP 47).

    Raises:
        InvalidValue: when it cannot be such a value.
    """
    text = typed.strip()
    reader = _READERS.get(kind)
    if not text or reader is None:
        return text
    return reader(text, tag)


def shown(kind: str, value: str, tag: str) -> str:
    """A lexical value as it stands in its field, written the way of ``tag``."""
    if not value:
        return ""
    if kind == "integer":  # a year of birth is no 1.991
        return value
    if kind == "decimal":
        return number(Decimal(value), tag)
    if kind == "date" and _ISO_DATE.fullmatch(value[:10]):
        day = date.fromisoformat(value[:10])
        return f"{day.day:02d}-{day.month:02d}-{day.year}"
    if kind == "time":
        return value[:5]
    return value


def _decimal(text: str, tag: str) -> str:
    return f"{parse_amount(text, tag):f}"


def _integer(text: str, tag: str) -> str:
    amount = parse_amount(text, tag)
    if amount != amount.to_integral_value():
        raise InvalidValue(N_("Dit is geen heel getal."), remedy=N_("Rond af op een heel getal."))
    return f"{amount.to_integral_value():f}"


def _date(text: str, tag: str) -> str:
    return parse_date(text, tag).isoformat()


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
    "date": _date,
    "time": _time,
}
