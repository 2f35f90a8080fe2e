"""Finding a case back by its code, or by the employer, address or vehicle that somebody was with."""

from __future__ import annotations

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


def find_cases(desk: Desk, text: str, *, post: str = "", limit: int = 200) -> tuple[Hit, ...]:
    """Cases by a part of their code, then by the name, plate or address of what they belong to.

    ``post`` leaves only codes of cases that were opened there; "" takes all. By name, plate or address who
    may see clusters finds every case, and others only those of the own post: a search is no other door to
    a cluster.
    """
    desk.actor.require(Deed.MOVE_PEOPLE)
    found = {row.id: Hit(row) for row in desk.store.cases(post=post, search=text, limit=limit)}
    if len(text.strip()) < FEWEST_SIGNS:
        return tuple(found.values())
    reasons = _by_things(desk, text, limit)
    rows = desk.store.cases_by_id(reasons)
    for case, reason in reasons.items():
        if case not in found and case in rows:
            found[case] = Hit(rows[case], reason)
    return tuple(found.values())[:limit]


def _by_things(desk: Desk, text: str, limit: int) -> dict[CaseId, str]:
    """Cases that belong to what is called so, with by what: about ``limit``, the newest of each thing."""
    if not (desk.actor.may(Deed.RECORD_THINGS) or desk.actor.may(Deed.SEE_CLUSTER)):
        return {}
    post = "" if desk.actor.may(Deed.SEE_CLUSTER) else desk.actor.post
    found: dict[CaseId, str] = {}
    for known in desk.store.find_things(text, limit=24):
        for link in desk.store.links_to(known.id, post=post, limit=limit):
            found.setdefault(link.case, _reason(link))
        if len(found) >= limit:
            break
    return found


def _reason(link: ThingLink) -> str:
    return Said(
        N_("{relation} {thing}"), relation=Said(RELATIONS[link.relation]), thing=thing_text(link.thing.thing)
    )
