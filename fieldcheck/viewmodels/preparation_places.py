"""Where each part of a preparation stands in the action: its list, and what a new item begins with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fieldcheck.domain.referral import Urgency
from fieldcheck.domain.roles import Role
from fieldcheck.domain.shelter import ShelterStage
from fieldcheck.viewmodels.preparation_state import Part

LISTS: Mapping[Part, str] = {
    Part.POSTS: "posts",
    Part.CONTACTS: "contacts",
    Part.RECIPIENTS: "recipients",
    Part.TARGETS: "route.targets",
    Part.OWN_RULES: "route.rules",
    Part.SHELTER: "shelter",
}
"""The parts that are a list, and its place in the action."""

NEW: Mapping[Part, dict[str, Any]] = {
    Part.POSTS: {"code": "", "name": "", "next": "", "role": Role.HANDHAVER.value},
    Part.CONTACTS: {"code": "", "name": "", "number": "", "hours": "", "source": "", "checked": ""},
    Part.RECIPIENTS: {"code": "", "name": "", "age": "", "legal_basis": ""},
    Part.TARGETS: {
        "code": "",
        "name": "",
        "recipient": "",
        "post": "",
        "contact": "",
        "hours": [],
        "fallback": "",
    },
    Part.OWN_RULES: {
        "code": "",
        "when": "",
        "to": "",
        "urgency": Urgency.REGULAR.value,
        "label": "",
        "source": "",
    },
    Part.SHELTER: {
        "name": "",
        "persons": "",
        "men": 0,
        "women": 0,
        "minors": 0,
        "region": "",
        "on": "",
        "stage": ShelterStage.REQUESTED.value,
        "reason": "",
    },
}
"""What a new item of each list begins with."""

DAYS = ("day", "checked", "on")
"""The fields that hold a day."""

FIXED = frozenset({Part.FORM_RULES})
"""The parts whose rows can only be changed, not added, removed or moved."""
_PREFIXES = (
    ("posts", Part.POSTS),
    ("contacts", Part.CONTACTS),
    ("recipients", Part.RECIPIENTS),
    ("route.targets", Part.TARGETS),
    ("route.rules", Part.OWN_RULES),
    ("route.changes", Part.FORM_RULES),
    ("route", Part.ROUTE),
    ("pre_visit", Part.PRE_VISIT),
    ("shelter", Part.SHELTER),
)


def new_item(part: Part, draft: Mapping[str, Any]) -> dict[str, Any]:
    """What an item of this list begins with in a draft; shelter is asked from the day of the action."""
    return {**NEW[part], "on": draft["day"]} if part is Part.SHELTER else dict(NEW[part])


def part_of(place: str) -> Part:
    """The part of the screen where a place of the action stands."""
    found = (part for prefix, part in _PREFIXES if place.startswith(prefix))
    return next(found, Part.PLACE)


def number_of(place: str, part: Part) -> int:
    """Which item of its list a place is in; -1 for the list itself."""
    rest = place.removeprefix(LISTS.get(part, "\0"))
    return int(rest[1 : rest.index("]")]) if rest.startswith("[") else -1


def below(place: str, other: str) -> bool:
    """Whether ``other`` is this place, or something inside it."""
    return other == place or other.startswith((f"{place}.", f"{place}["))
