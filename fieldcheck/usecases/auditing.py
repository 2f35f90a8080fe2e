"""Looking back at who did and saw what, and whether the record of it is whole; never at what was said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from fieldcheck.domain import events
from fieldcheck.domain.case import parse_case_code
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import case_id
from fieldcheck.domain.journal import Break
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.trail import TrailLine
from fieldcheck.domain.wording import Said
from fieldcheck.usecases.desk import Desk

SCREEN = "trail"
PAGE = 200
"""Lines that are read at once; whoever wants older ones asks for them."""

BROKEN: Mapping[str, str] = {
    "sequence": N_("Laptop {laptop}: vóór regel {n} ontbreken regels."),
    "previous": N_("Laptop {laptop}: regel {n} sluit niet aan op de regel ervoor."),
    "payload": N_("Laptop {laptop}: de inhoud van regel {n} is later gewijzigd."),
    "digest": N_("Laptop {laptop}: regel {n} is later gewijzigd."),
    "attachment": N_("Laptop {laptop}: een bestand bij regel {n} ontbreekt of is gewijzigd."),
}
"""What is wrong with a chain, by the reason of its Break."""
OTHERWISE = N_("Laptop {laptop}: regel {n} klopt niet.")


@dataclass(frozen=True, slots=True)
class JournalCheck:
    """What a check of every chain found: over how many ``entries`` of how many ``laptops``."""

    entries: int
    laptops: int
    breaks: tuple[Said, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether every chain holds."""
        return not self.breaks


def read_trail(
    desk: Desk, *, case_code: str = "", actor: str = "", kind: str = "", before: str = ""
) -> tuple[TrailLine, ...]:
    """Who did and saw what, the newest first, :data:`PAGE` lines at most; that somebody looked is on record.

    Args:
        desk: of whoever may read the trail.
        case_code: of one case only, as people say it; "" for all.
        actor: of one person only, by name; "" for all.
        kind: of one kind of entry only (``events``); "" for all.
        before: id of the last line of the page before, "" for the newest. Turning a page is the same look.

    Raises NotAllowed for another role, InvalidValue for what is no case code.
    """
    desk.actor.require(Deed.READ_TRAIL)
    case = case_id(desk.action.id, parse_case_code(case_code)) if case_code.strip() else None
    if not before:
        desk.write(events.RECORD_VIEWED, "action", desk.action.id, {"screen": SCREEN})
    return desk.store.trail(case=case, actor=actor, kind=kind, limit=PAGE, before=before)


def check_journal(desk: Desk) -> JournalCheck:
    """Go through the chain of every laptop that is known here; writes nothing.

    For whoever reads the trail or keeps the laptop; NotAllowed for another role.
    """
    if not desk.actor.may(Deed.KEEP_USERS):
        desk.actor.require(Deed.READ_TRAIL)
    names = {line.device: line.device_name for line in desk.store.bundles() if line.device_name}
    names[desk.store.device] = desk.laptop.name
    heads = desk.store.heads()
    return JournalCheck(
        entries=sum(head.sequence for head in heads),
        laptops=len(heads),
        breaks=tuple(_said(one, names) for one in desk.store.broken()),
    )


def _said(one: Break, names: Mapping[str, str]) -> Said:
    laptop = names.get(one.device, one.device[:8])
    return Said(BROKEN.get(one.reason, OTHERWISE), laptop=laptop, n=one.sequence)
