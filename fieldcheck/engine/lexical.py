"""Which texts can be a value of which type at all; what a constraint says comes after."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, time

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.engine.client import Bounds

_INTEGER = re.compile(r"-?\d{1,18}")
_DECIMAL = re.compile(r"-?(\d{1,18}(\.\d{1,18})?|\.\d{1,18})")
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{2}:\d{2}:\d{2}(\.\d{1,6})?(Z|[+-]\d{2}:?\d{2})?")
_BARE_OFFSET = re.compile(r"[+-]\d{4}$")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def refuse_impossible(kind: str, value: str) -> None:
    """Raise InvalidValue when ``value`` cannot be a value of this type; "" always can."""
    if not value:
        return
    if _CONTROL.search(value):
        raise InvalidValue(N_("De tekst bevat tekens die niet bewaard kunnen worden."))
    match kind:
        case "integer":
            _need(_INTEGER.fullmatch(value), N_("Dit is geen heel getal."), N_("Vul alleen cijfers in."))
        case "decimal" | "range":
            _need(_DECIMAL.fullmatch(value), N_("Dit is geen getal."), N_("Vul een getal in."))
        case "date":
            _refuse_date(value)
        case "time":
            _refuse_time(value)
        case "datetime":
            _refuse_datetime(value)


def refuse_off_scale(value: str, bounds: Bounds) -> None:
    """Raise InvalidValue when a number is not on the scale of its question; between two marks it may be."""
    low, high = sorted((bounds.start, bounds.end))
    if not low <= float(value) <= high:
        raise InvalidValue(
            N_("Dit getal staat niet op de schaal van {low} tot {high}."),
            low=f"{low:g}",
            high=f"{high:g}",
        )


def refuse_unknown_choices(value: str, values: Collection[str], *, several: bool) -> None:
    """Raise InvalidValue when something was chosen that the form does not offer."""
    words = value.split() if several else [value]
    if any(word not in values for word in words):
        raise InvalidValue(N_("Dit antwoord staat niet in de lijst."), remedy=N_("Kies uit de lijst."))


def _need(holds: object, message: str, remedy: str) -> None:
    if not holds:
        raise InvalidValue(message, remedy=remedy)


def _refuse_date(value: str) -> None:
    try:
        holds = _DATE.fullmatch(value) and date.fromisoformat(value)
    except ValueError:
        holds = None
    _need(holds, N_("Deze datum bestaat niet."), N_("Vul dag, maand en jaar in."))


def _refuse_time(value: str) -> None:
    try:
        holds = _TIME.fullmatch(value) and time.fromisoformat(value) is not None
    except ValueError:
        holds = False
    _need(holds, N_("Dit tijdstip bestaat niet."), N_("Vul uren en minuten in."))


def _refuse_datetime(value: str) -> None:
    try:
        holds = "T" in value and not _BARE_OFFSET.search(value) and datetime.fromisoformat(value)
    except ValueError:
        holds = False
    _need(holds, N_("Dit tijdstip bestaat niet."), N_("Vul datum, uren en minuten in."))
