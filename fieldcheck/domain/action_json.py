"""An action as JSON and back; strict, because it arrives from other machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from fieldcheck.domain.action import Action, Contact, LocalLimits, Post, Recipient
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import ActionId
from fieldcheck.domain.wording import Said

Value = TypeVar("Value")
Read = Callable[[object, str], Any]


def action_to_json(action: Action) -> dict[str, Any]:
    """The action as a JSON object without floats: days as ISO 8601, amounts as strings."""
    return {
        "id": action.id,
        "name": action.name,
        "park": action.park,
        "municipality": action.municipality,
        "day": action.day.isoformat(),
        "posts": [_post_to_json(post) for post in action.posts],
        "limits": {
            "stay_days": action.limits.stay_days,
            "square_metres": str(action.limits.square_metres),
            "source": action.limits.source,
        },
        "contacts": [
            {
                "code": contact.code,
                "name": contact.name,
                "number": contact.number,
                "hours": contact.hours,
                "source": contact.source,
                "checked": contact.checked.isoformat(),
            }
            for contact in action.contacts
        ],
        "recipients": [
            {
                "code": recipient.code,
                "name": recipient.name,
                "age": recipient.age,
                "legal_basis": recipient.legal_basis,
            }
            for recipient in action.recipients
        ],
        "practice": action.practice,
    }


def _post_to_json(post: Post) -> dict[str, Any]:
    named = {"code": post.code, "name": post.name, "next": post.next}
    # A post that names no forms is written as before there were any to choose: its digest stays the same.
    return named | ({"forms": list(post.forms)} if post.forms else {})


def action_from_json(value: object) -> Action:
    """The action that :func:`action_to_json` wrote.

    Raises InvalidValue with the place (such as ``recipients[1].age``) of the first field that is missing,
    unknown or of the wrong kind, when two posts, contacts or recipients share a code, and when a post names
    a form twice. Only ``forms`` of a post may be left out.
    """
    fields = _object(value, "action", _ACTION)
    for name in ("posts", "contacts", "recipients"):
        _require_distinct_codes(fields[name], name)
    return Action(**fields)


def _object(value: object, place: str, readers: Mapping[str, Read]) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        raise _invalid(place, N_("hier hoort een object"))
    for name in sorted(map(str, value.keys() - readers.keys())):
        raise _invalid(_below(place, name), N_("dit veld is onbekend"))
    for name in readers:
        if name not in value and name not in _MAY_BE_ABSENT:
            raise _invalid(_below(place, name), N_("dit veld ontbreekt"))
    given = {name: read for name, read in readers.items() if name in value}
    return {name: read(value[name], _below(place, name)) for name, read in given.items()}


def _below(place: str, name: str) -> str:
    return name if place == "action" else f"{place}.{name}"


def _text(value: object, place: str) -> str:
    if not isinstance(value, str):
        raise _invalid(place, N_("hier hoort tekst"))
    return value


def _some_text(value: object, place: str) -> str:
    if not _text(value, place).strip():
        raise _invalid(place, N_("dit veld is leeg"))
    return str(value)


def _day(value: object, place: str) -> date:
    try:
        return date.fromisoformat(_text(value, place))
    except ValueError:
        raise _invalid(place, N_("hier hoort een datum, zoals 2026-11-22")) from None


def _amount(value: object, place: str) -> Decimal:
    try:
        amount = Decimal(_text(value, place))
    except InvalidOperation:
        raise _invalid(place, N_("hier hoort een getal als tekst, zoals 12.5")) from None
    if not amount.is_finite() or amount < 0:
        raise _invalid(place, N_("dit getal kan niet"))
    return amount


def _whole(value: object, place: str) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise _invalid(place, N_("hier hoort een geheel getal van nul of meer"))
    return value


def _flag(value: object, place: str) -> bool:
    if not isinstance(value, bool):
        raise _invalid(place, N_("hier hoort waar of onwaar"))
    return value


def _made(make: Callable[..., Value], readers: Mapping[str, Read]) -> Callable[[object, str], Value]:
    return lambda value, place: make(**_object(value, place, readers))


def _each(read: Callable[[object, str], Value]) -> Callable[[object, str], tuple[Value, ...]]:
    def read_each(value: object, place: str) -> tuple[Value, ...]:
        if not isinstance(value, list):
            raise _invalid(place, N_("hier hoort een lijst"))
        return tuple(read(item, f"{place}[{number}]") for number, item in enumerate(value))

    return read_each


def _forms(value: object, place: str) -> tuple[str, ...]:
    forms = _each(_some_text)(value, place)
    for number, form in enumerate(forms):
        if form in forms[:number]:
            raise _invalid(f"{place}[{number}]", N_("dit formulier staat er al"))
    return forms


def _require_distinct_codes(items: tuple[Any, ...], place: str) -> None:
    seen: set[str] = set()
    for number, item in enumerate(items):
        if item.code in seen:
            raise _invalid(f"{place}[{number}].code", N_("deze code komt twee keer voor"))
        seen.add(item.code)


def _invalid(place: str, reason: str) -> InvalidValue:
    return InvalidValue(
        N_("De gegevens van de actie kloppen niet bij “{place}”: {reason}."), place=place, reason=Said(reason)
    )


_MAY_BE_ABSENT = frozenset({"forms"})
_POST: dict[str, Read] = {"code": _some_text, "name": _some_text, "next": _text, "forms": _forms}
_LIMITS: dict[str, Read] = {"stay_days": _whole, "square_metres": _amount, "source": _text}
_CONTACT: dict[str, Read] = {
    "code": _some_text,
    "name": _some_text,
    "number": _text,
    "hours": _text,
    "source": _text,
    "checked": _day,
}
_RECIPIENT: dict[str, Read] = {"code": _some_text, "name": _some_text, "age": _text, "legal_basis": _text}
_ACTION: dict[str, Read] = {
    "id": lambda value, place: ActionId(_some_text(value, place)),
    "name": _some_text,
    "park": _some_text,
    "municipality": _some_text,
    "day": _day,
    "posts": _each(_made(Post, _POST)),
    "limits": _made(LocalLimits, _LIMITS),
    "contacts": _each(_made(Contact, _CONTACT)),
    "recipients": _each(_made(Recipient, _RECIPIENT)),
    "practice": _flag,
}
