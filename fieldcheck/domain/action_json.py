"""An action as JSON and back; strict, because it arrives from other machines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from fieldcheck.domain.action import Action, Contact, LocalLimits, Post, Recipient
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import ActionId
from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.roles import Role
from fieldcheck.domain.route import (
    DAYS,
    NO_ROUTE,
    MeldRoute,
    RouteProblem,
    RouteRule,
    RuleChange,
    Target,
    Window,
    route_problems,
)
from fieldcheck.domain.shelter import ExpectedShelter, Group, Moment, ShelterStage, group_to_json
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
                **({"more": list(recipient.more)} if recipient.more else {}),
            }
            for recipient in action.recipients
        ],
        "practice": action.practice,
        **({} if action.route == NO_ROUTE else {"route": route_to_json(action.route)}),
        **({"pre_visit": list(action.pre_visit)} if action.pre_visit else {}),
        **({"version": action.version} if action.version else {}),
        **({"street": action.street} if action.street else {}),
        **({"shelter": [_shelter_to_json(one) for one in action.shelter]} if action.shelter else {}),
    }


def _post_to_json(post: Post) -> dict[str, Any]:
    # What a post does not have is left out, as before there was such a thing: its digest stays the same.
    return {
        "code": post.code,
        "name": post.name,
        "next": post.next,
        **({"forms": list(post.forms)} if post.forms else {}),
        **({"tasks": list(post.tasks)} if post.tasks else {}),
        **({"role": post.role.value} if post.role else {}),
        **({"quiet": True} if post.quiet else {}),
    }


def _shelter_to_json(asked: ExpectedShelter) -> dict[str, Any]:
    return {
        "name": asked.name,
        **group_to_json(asked.group),
        "stage": asked.stage.value,
        "reason": asked.reason,
    }


def route_to_json(route: MeldRoute) -> dict[str, Any]:
    """The reporting route as a JSON object; hours as ``06:00``."""
    return {
        "name": route.name,
        "source": route.source,
        "targets": [
            {
                "code": target.code,
                "name": target.name,
                "recipient": target.recipient,
                "post": target.post,
                "contact": target.contact,
                "hours": [
                    {
                        "days": list(window.days),
                        "opens": window.opens.isoformat("minutes"),
                        "closes": window.closes.isoformat("minutes"),
                    }
                    for window in target.hours
                ],
                "fallback": target.fallback,
            }
            for target in route.targets
        ],
        "acute": list(route.acute),
        "regular": list(route.regular),
        "rules": [
            {
                "code": rule.code,
                "when": rule.when,
                "to": rule.to,
                "urgency": rule.urgency.value,
                "label": rule.label,
                "source": rule.source,
            }
            for rule in route.rules
        ],
        "changes": [
            {"code": change.code, "urgency": change.urgency.value, "reason": change.reason}
            for change in route.changes
        ],
        "escalate_after": route.escalate_after,
        "escalate_to": route.escalate_to,
    }


def route_from_json(value: object, place: str = "route") -> MeldRoute:
    """The route that :func:`route_to_json` wrote; raises InvalidValue with the place of the first fault."""
    return MeldRoute(**_object(value, place, _ROUTE))


def action_from_json(value: object) -> Action:
    """The action that :func:`action_to_json` wrote.

    Raises InvalidValue with the place (such as ``recipients[1].age``) of the first field that is missing,
    unknown or of the wrong kind, when two posts, contacts or recipients share a code, when a post names
    a form twice, and when an alert along the route would end nowhere or two of its rules contradict.
    ``route``, ``pre_visit``, ``version``, ``street``, ``shelter``, the further keys of a recipient and the
    further fields of a post may be left out.
    """
    fields = _object(value, "action", _ACTION)
    for name in ("posts", "contacts", "recipients"):
        _require_distinct(fields[name], name, "code", N_("deze code komt twee keer voor"))
    _require_distinct(fields.get("shelter", ()), "shelter", "name", N_("deze naam komt twee keer voor"))
    action = Action(**fields)
    for problem in action_problems(action):
        raise _invalid(f"route.{problem.place}", problem.reason)
    return action


def action_problems(action: Action) -> tuple[RouteProblem, ...]:
    """What is wrong with the route of an action, given its posts, contacts and recipients."""
    return route_problems(
        action.route,
        posts=frozenset(post.code for post in action.posts),
        contacts=frozenset(contact.code for contact in action.contacts),
        recipients=frozenset(recipient.code for recipient in action.recipients),
    )


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


def _role(value: object, place: str) -> Role:
    try:
        return Role(_text(value, place))
    except ValueError:
        raise _invalid(place, N_("deze rol is onbekend")) from None


def _urgency(value: object, place: str) -> Urgency:
    try:
        return Urgency(_text(value, place))
    except ValueError:
        raise _invalid(place, N_("deze urgentie is onbekend")) from None


def _hour(value: object, place: str) -> time:
    try:
        return time.fromisoformat(_text(value, place))
    except ValueError:
        raise _invalid(place, N_("hier hoort een tijd, zoals 04:30")) from None


def _weekday(value: object, place: str) -> int:
    if _whole(value, place) >= DAYS:
        raise _invalid(place, N_("hier hoort een dag van 0 (maandag) tot en met 6"))
    return int(str(value))


def _shelter_stage(value: object, place: str) -> ShelterStage:
    try:
        return ShelterStage(_text(value, place))
    except ValueError:
        raise _invalid(place, N_("dit antwoord is onbekend")) from None


def _expected(value: object, place: str) -> ExpectedShelter:
    """A request for shelter beforehand; what its numbers are together is said at the number of persons."""
    fields = _object(value, place, _SHELTER)
    name, stage, reason = (fields.pop(key) for key in ("name", "stage", "reason"))
    if stage is ShelterStage.DECLINED and not reason.strip():
        raise _invalid(f"{place}.reason", N_("schrijf waarom er geen plek is"))
    try:
        group = Group(**fields, moment=Moment.BEFORE)
    except InvalidValue as error:
        raise _invalid(f"{place}.persons", Said(error.message, **error.fields)) from error
    return ExpectedShelter(name, group, stage, reason)


def _require_distinct(items: tuple[Any, ...], place: str, field: str, reason: str) -> None:
    seen: set[str] = set()
    for number, item in enumerate(items):
        value = getattr(item, field)
        if value in seen:
            raise _invalid(f"{place}[{number}].{field}", reason)
        seen.add(value)


def _invalid(place: str, reason: str) -> InvalidValue:
    return InvalidValue(
        N_("De gegevens van de actie kloppen niet bij “{place}”: {reason}."),
        place=place,
        reason=reason if isinstance(reason, Said) else Said(reason),
    )


_MAY_BE_ABSENT = frozenset(
    {"forms", "tasks", "role", "quiet", "route", "pre_visit", "version", "street", "shelter", "more"}
)
_POST: dict[str, Read] = {
    "code": _some_text,
    "name": _some_text,
    "next": _text,
    "forms": _forms,
    "tasks": _each(_some_text),
    "role": _role,
    "quiet": _flag,
}
_LIMITS: dict[str, Read] = {"stay_days": _whole, "square_metres": _amount, "source": _text}
_CONTACT: dict[str, Read] = {
    "code": _some_text,
    "name": _some_text,
    "number": _text,
    "hours": _text,
    "source": _text,
    "checked": _day,
}
_RECIPIENT: dict[str, Read] = {
    "code": _some_text,
    "name": _some_text,
    "age": _text,
    "legal_basis": _text,
    "more": _each(_some_text),
}
_WINDOW: dict[str, Read] = {"days": _each(_weekday), "opens": _hour, "closes": _hour}
_TARGET: dict[str, Read] = {
    "code": _some_text,
    "name": _some_text,
    "recipient": _text,
    "post": _text,
    "contact": _text,
    "hours": _each(_made(Window, _WINDOW)),
    "fallback": _text,
}
_RULE: dict[str, Read] = {
    "code": _some_text,
    "when": _some_text,
    "to": _some_text,
    "urgency": _urgency,
    "label": _some_text,
    "source": _text,
}
_CHANGE: dict[str, Read] = {"code": _some_text, "urgency": _urgency, "reason": _text}
_ROUTE: dict[str, Read] = {
    "name": _text,
    "source": _text,
    "targets": _each(_made(Target, _TARGET)),
    "acute": _each(_some_text),
    "regular": _each(_some_text),
    "rules": _each(_made(RouteRule, _RULE)),
    "changes": _each(_made(RuleChange, _CHANGE)),
    "escalate_after": _whole,
    "escalate_to": _text,
}
_SHELTER: dict[str, Read] = {
    "name": _some_text,
    "persons": _whole,
    "men": _whole,
    "women": _whole,
    "minors": _whole,
    "region": _text,
    "on": _day,
    "stage": _shelter_stage,
    "reason": _text,
}
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
    "route": route_from_json,
    "pre_visit": _each(_some_text),
    "version": _whole,
    "street": _text,
    "shelter": _each(_expected),
}
