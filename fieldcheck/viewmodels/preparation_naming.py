"""Codes that are being typed: what names an item goes on naming it, whatever stands there on the way."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fieldcheck.viewmodels.draft_places import read, written
from fieldcheck.viewmodels.preparation_places import LISTS

Draft = dict[str, Any]


class Naming:
    """Knows by which code each item is named elsewhere while its own is empty, or that of another item."""

    def __init__(self) -> None:
        self._named: dict[str, str] = {}

    def forget(self, items: str = "") -> None:
        """The list at this place changed its order; all of them when none is given."""
        self._named = {at: code for at, code in self._named.items() if items and not at.startswith(items)}

    def renamed(self, draft: Draft, place: str, new: str) -> Draft:
        """The draft with this code at ``place``, and in all places that name the item.

        They follow once the code is one of its own again.
        """
        items = place.rpartition("[")[0]
        number = int(place[len(items) + 1 : place.index("]", len(items))])
        others = [item.get("code") for at, item in enumerate(read(draft, items, [])) if at != number]
        now = str(read(draft, place, ""))
        old = self._named.get(place, "" if now in others else now)
        if not new or new in others:
            self._named[place] = old
        else:
            self._named.pop(place, None)
            for where in tuple(_naming(draft, items)) if old else ():
                if read(draft, where) == old:
                    draft = written(draft, where, new)
        return written(draft, place, new)


def _naming(draft: Draft, items: str) -> Iterator[str]:
    """Every place that may name an item of a list by its code."""
    targets = range(len(read(draft, "route.targets", [])))
    if items == "posts":
        yield from (f"posts[{at}].next" for at in range(len(draft["posts"])))
        yield from (f"route.targets[{at}].post" for at in targets)
    elif items == "recipients":
        yield from (f"route.targets[{at}].recipient" for at in targets)
    elif items == "contacts":
        yield from (f"route.targets[{at}].contact" for at in targets)
    elif items == "route.targets":
        yield from (f"route.targets[{at}].fallback" for at in targets)
        yield from (f"route.rules[{at}].to" for at in range(len(read(draft, "route.rules", []))))
        yield "route.escalate_to"
        for name in ("acute", "regular"):
            yield from (f"route.{name}[{at}]" for at in range(len(read(draft, f"route.{name}", []))))


def doubles(draft: Draft) -> tuple[str, ...]:
    """The places of all codes that another item of the same list has too."""
    found = []
    for items in LISTS.values():
        codes = [item.get("code") for item in read(draft, items, [])]
        found += [f"{items}[{at}].code" for at, code in enumerate(codes) if code and codes.count(code) > 1]
    return tuple(found)
