"""Finding a case back by its code, or by the employer, address or vehicle that somebody was with."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.things.linked import RELATIONS, ThingLink
from fieldcheck.domain.things.showing import thing_text
from fieldcheck.domain.wording import Said
from fieldcheck.usecases.desk import Desk

FEWEST_SIGNS = 2
"""Signs that somebody types before things are searched: one letter finds everybody."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A case that was found; ``reason`` says by what, "" when the code itself was typed."""

    case: CaseRow
    reason: str = ""


def search(desk: Desk, text: str, *, post: str = "", limit: int = 500) -> tuple[Hit, ...]:
    """Cases by a part of their code, then by the name, plate or address of what they belong to.

    ``post`` leaves only the cases that were opened there; "" takes all. Who may not see clusters finds by
    name, plate or address only the cases of the own post: a search would be a cluster by another door.
    """
    found = {row.id: Hit(row) for row in desk.store.cases(post=post, search=text, limit=limit)}
    if len(text.strip()) >= FEWEST_SIGNS:
        for case, reason in _by_things(desk, text):
            row = desk.store.case(case)
            if case not in found and post in ("", row.post) and _may_find(desk, row):
                found[case] = Hit(row, reason)
    return tuple(found.values())[:limit]


def _by_things(desk: Desk, text: str) -> Iterator[tuple[CaseId, str]]:
    if not (desk.actor.may(Deed.RECORD_THINGS) or desk.actor.may(Deed.SEE_CLUSTER)):
        return
    for known in desk.store.find_things(text, limit=24):
        for link in desk.store.links_to(known.id):
            yield link.case, _reason(link)


def _reason(link: ThingLink) -> str:
    return Said(
        N_("{relation} {thing}"), relation=Said(RELATIONS[link.relation]), thing=thing_text(link.thing.thing)
    )


def _may_find(desk: Desk, row: CaseRow) -> bool:
    return desk.actor.may(Deed.SEE_CLUSTER) or row.post == desk.actor.post
