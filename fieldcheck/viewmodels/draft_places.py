"""Reading and writing one place of an action that is being edited, named as an error names it.

``route.targets[2].fallback`` is a field of an item of a list in the action's JSON.
"""

from __future__ import annotations

import copy
import re
from typing import Any

_STEP = re.compile(r"([a-z_]+)((?:\[\d+\])*)")
_NUMBER = re.compile(r"\[(\d+)\]")


def steps(place: str) -> tuple[str | int, ...]:
    """The keys and numbers that lead to a place, in turn."""
    found: list[str | int] = []
    for part in place.split("."):
        match = _STEP.fullmatch(part)
        if match is None:
            raise KeyError(place)
        found.append(match[1])
        found += [int(number) for number in _NUMBER.findall(match[2])]
    return tuple(found)


def read(draft: dict[str, Any], place: str, otherwise: object = None) -> Any:
    """What stands at a place; ``otherwise`` where nothing does."""
    value: Any = draft
    for step in steps(place):
        try:
            value = value[step]
        except (KeyError, IndexError, TypeError):
            return otherwise
    return value


def written(draft: dict[str, Any], place: str, value: object) -> dict[str, Any]:
    """The draft with this value at a place, as a new draft; None takes the field away."""
    whole = copy.deepcopy(draft)
    *way, last = steps(place)
    around: Any = whole
    for step in way:
        around = around.setdefault(step, {}) if isinstance(step, str) else around[step]
    if value is None:
        around.pop(last, None)
    else:
        around[last] = value
    return whole


def added(draft: dict[str, Any], place: str, item: object, at: int) -> dict[str, Any]:
    """The draft with one more item in the list at ``place``, before the one that is ``at`` now."""
    items = list(read(draft, place, []))
    return written(draft, place, [*items[:at], item, *items[at:]])


def removed(draft: dict[str, Any], place: str, at: int) -> dict[str, Any]:
    """The draft without an item of the list at ``place``."""
    items = list(read(draft, place, []))
    return written(draft, place, [*items[:at], *items[at + 1 :]])


def moved(draft: dict[str, Any], place: str, at: int, by: int) -> dict[str, Any]:
    """The draft with an item of a list ``by`` places further on; the same draft where it cannot go there."""
    items = list(read(draft, place, []))
    to = at + by
    if not (0 <= at < len(items) and 0 <= to < len(items)):
        return draft
    items[at], items[to] = items[to], items[at]
    return written(draft, place, items)
