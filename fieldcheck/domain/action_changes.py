"""What differs between two versions of an action, in plain lines for whoever takes the newer one in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from fieldcheck.domain.action import Action
from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said

NEW = N_("{what} erbij: {name}")
GONE = N_("{what} vervalt: {name}")
OTHER = N_("{name}, {what}: {before} wordt {after}")
CHANGED = N_("{name}: {what} gewijzigd")
EMPTY = N_("leeg")

_ACTION: Mapping[str, str] = {
    "name": N_("naam"),
    "park": N_("park"),
    "municipality": N_("gemeente"),
    "day": N_("dag"),
}
_LIMITS: Mapping[str, str] = {
    "stay_days": N_("dagen verblijf"),
    "square_metres": N_("vierkante meter per persoon"),
    "source": N_("bron"),
}
_POST: Mapping[str, str] = {
    "name": N_("naam"),
    "next": N_("de post erna"),
    "tasks": N_("taken"),
    "forms": N_("formulieren"),
    "role": N_("wie er werkt"),
    "quiet": N_("of de post op papier staat"),
}
_CONTACT: Mapping[str, str] = {
    "name": N_("naam"),
    "number": N_("nummer"),
    "hours": N_("uren"),
    "source": N_("bron"),
    "checked": N_("nagekeken op"),
}
_RECIPIENT: Mapping[str, str] = {
    "name": N_("naam"),
    "age": N_("sleutel"),
    "more": N_("laptops die het kunnen openen"),
    "legal_basis": N_("grondslag"),
}
_TARGET: Mapping[str, str] = {
    "name": N_("naam"),
    "recipient": N_("laptop"),
    "post": N_("stand"),
    "contact": N_("contact"),
    "hours": N_("uren"),
    "fallback": N_("wie inspringt"),
}
_RULE: Mapping[str, str] = {
    "when": N_("voorwaarde"),
    "to": N_("naar wie"),
    "urgency": N_("urgentie"),
    "label": N_("reden"),
    "source": N_("bron"),
}
_SHELTER: Mapping[str, str] = {
    "group": N_("voor wie"),
    "stage": N_("antwoord"),
    "reason": N_("reden"),
}
_FORM_RULE: Mapping[str, str] = {"urgency": N_("urgentie"), "reason": N_("reden")}
_ROUTE: Mapping[str, str] = {
    "name": N_("naam"),
    "source": N_("bron"),
    "acute": N_("wie bij acuut wordt gewaarschuwd"),
    "regular": N_("wie het gewone krijgt"),
    "escalate_after": N_("minuten tot het doorgaat"),
    "escalate_to": N_("naar wie het doorgaat"),
}


def action_changes(before: Action, after: Action) -> tuple[Said, ...]:
    """Every difference, in the order of the preparation; empty when people would notice none."""
    route, was = after.route, before.route
    return (
        *_fields(Said(N_("Actie")), before, after, _ACTION),
        *_fields(Said(N_("Grenzen")), before.limits, after.limits, _LIMITS),
        *_items(N_("Post"), before.posts, after.posts, _POST),
        *_order(before, after),
        *_items(N_("Contact"), before.contacts, after.contacts, _CONTACT),
        *_items(N_("Ontvanger"), before.recipients, after.recipients, _RECIPIENT),
        *_items(N_("Waarschuwing"), was.targets, route.targets, _TARGET),
        *_fields(Said(N_("Meldroute")), was, route, _ROUTE),
        *_items(N_("Eigen regel"), was.rules, route.rules, _RULE, named="label"),
        *_items(N_("Regel van een formulier"), was.changes, route.changes, _FORM_RULE, named="code"),
        *_lines(before.pre_visit, after.pre_visit),
        *_items(N_("Opvang vooraf"), before.shelter, after.shelter, _SHELTER),
    )


def _fields(name: Said, before: object, after: object, words: Mapping[str, str]) -> Iterator[Said]:
    for field, what in words.items():
        was, now = getattr(before, field), getattr(after, field)
        if was == now:
            continue
        if _is_plain(was) and _is_plain(now) and field != "age":
            yield Said(OTHER, name=name, what=Said(what), before=_shown(was), after=_shown(now))
        else:
            yield Said(CHANGED, name=name, what=Said(what))


def _items(
    what: str, before: Sequence[Any], after: Sequence[Any], words: Mapping[str, str], *, named: str = "name"
) -> Iterator[Said]:
    was, now = ({one.code: one for one in items} for items in (before, after))
    for code, one in was.items():
        if code not in now:
            yield Said(GONE, what=Said(what), name=getattr(one, named))
    for code, one in now.items():
        if code not in was:
            yield Said(NEW, what=Said(what), name=getattr(one, named))
        else:
            name = Said("{what} {name}", what=Said(what), name=getattr(was[code], named))
            yield from _fields(name, was[code], one, words)


def _order(before: Action, after: Action) -> Iterator[Said]:
    codes = [post.code for post in after.posts]
    kept = [post.code for post in before.posts if post.code in codes]
    if kept != [code for code in codes if code in kept]:
        yield Said(N_("De posten staan in een andere volgorde"))


def _lines(before: Sequence[str], after: Sequence[str]) -> Iterator[Said]:
    for line in before:
        if line not in after:
            yield Said(GONE, what=Said(N_("Bekend van het park")), name=line)
    for line in after:
        if line not in before:
            yield Said(NEW, what=Said(N_("Bekend van het park")), name=line)


def _is_plain(value: object) -> bool:
    """Whether a value is one that people read: no list, no code of a role or an urgency, no yes or no."""
    return value is None or (not isinstance(value, bool) and type(value).__name__ in _PLAIN)


_PLAIN = frozenset({"str", "int", "Decimal", "date"})


def _shown(value: object) -> object:
    return Said(EMPTY) if value in (None, "") else value
