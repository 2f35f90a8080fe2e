"""What becomes of a draft when somebody fills in a field: words become values."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fieldcheck.domain.action import Action
from fieldcheck.domain.action_json import action_to_json, route_to_json
from fieldcheck.domain.alarm import route_of
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.opening_hours import hours_from_text
from fieldcheck.domain.route import NO_ROUTE
from fieldcheck.i18n import parse_date
from fieldcheck.viewmodels.draft_places import read, steps, written
from fieldcheck.viewmodels.preparation_naming import Naming
from fieldcheck.viewmodels.preparation_parts import AS_FORM, RULE
from fieldcheck.viewmodels.preparation_places import DAYS

Draft = dict[str, Any]

_WHOLE = ("stay_days", "escalate_after", "persons", "men", "women", "minors")
_LEFT_OUT_EMPTY = ("tasks", "forms", "pre_visit", "role")


def draft_of(action: Action) -> Draft:
    """The action as JSON; one without a route shows the one that its recipients come down to."""
    draft = {"shelter": [], **action_to_json(action)}
    return draft if action.route != NO_ROUTE else {**draft, "route": route_to_json(route_of(action))}


def str_of(reason: object) -> str:
    """A reason as the text that it is; a Said stays one."""
    return reason if isinstance(reason, str) else str(reason)


_ON_SCREEN = {
    N_("hier hoort een datum, zoals 2026-11-22"): N_("hier hoort een datum, zoals 22-11-2026"),
    N_("hier hoort een getal als tekst, zoals 12.5"): N_("hier hoort een getal, zoals 12,5"),
}


def on_screen(reason: str) -> str:
    """A reason of the strict reader, with the example as people write it."""
    return _ON_SCREEN.get(reason, reason)


def edited(draft: Draft, place: str, value: str | Sequence[str], tag: str, naming: Naming) -> Draft:
    """The draft with what somebody filled in at a place; words that are no value stay as they were typed.

    The strict reader of actions then says what is wrong, at that place. Raises InvalidValue for hours that
    cannot be read, which have no such form.
    """
    if place.startswith(RULE):
        return _rule_changed(draft, place, str(value))
    last = steps(place)[-1]
    if last == "code" and isinstance(value, str):
        return naming.renamed(draft, place, value.strip())
    return written(draft, place, _value(str(last), value, tag))


def _value(last: str, value: str | Sequence[str], tag: str) -> object:
    if not isinstance(value, str):
        return list(value) or (None if last in _LEFT_OUT_EMPTY else [])
    match last:
        case "tasks" | "pre_visit":
            return [line.strip() for line in value.splitlines() if line.strip()] or None
        case "legal_basis":
            return value.replace("\n", " ")
        case "quiet":
            return True if value else None
        case "role":
            return value or None
        case "square_metres":
            return value.strip().replace(",", ".")
    if last in _WHOLE:
        return int(value) if value.strip().isdecimal() else value.strip()
    if last in DAYS:
        return _day(value, tag)
    return value.strip() if last in ("code", "next", "to", "age") else value


def _day(text: str, tag: str) -> str:
    try:
        return parse_date(text, tag).isoformat()
    except InvalidValue:
        return text.strip()


def hours(draft: Draft, place: str, text: str) -> Draft:
    """The draft with opening hours as somebody typed them. Raises InvalidValue when they cannot be read."""
    windows = [
        {
            "days": list(one.days),
            "opens": one.opens.isoformat("minutes"),
            "closes": one.closes.isoformat("minutes"),
        }
        for one in hours_from_text(text)
    ]
    return written(draft, place, windows)


def _rule_changed(draft: Draft, place: str, value: str) -> Draft:
    """What the action makes of a rule of its forms; the choice to leave it takes the change away."""
    code, _, what = place.removeprefix(RULE).rpartition(".")
    changes = [dict(one) for one in read(draft, "route.changes", [])]
    known = next((one for one in changes if one["code"] == code), None)
    if what == "urgency" and value == AS_FORM:
        changes = [one for one in changes if one["code"] != code]
    elif known is not None:
        known[what] = value
    else:
        changes.append({"code": code, "urgency": "none", "reason": "", what: value})
    return written(draft, "route.changes", changes)
