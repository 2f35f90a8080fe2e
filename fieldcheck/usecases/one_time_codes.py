"""One-time codes of set-up bundles, until somebody says that they are written down.

A code opens all that a laptop gets, its keys too. So it is sealed to the person who made the bundle, as a
private key is: no other user of the same laptop has it, and it is gone once it is written down. It is no part
of the journal.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field

from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.equipping import Handed

_NAME = "codes.set-up"


@dataclass(frozen=True, slots=True)
class KeptCode:
    """The name of a laptop, its set-up bundle by file name, and the code that opens it."""

    laptop: str
    file: str
    code: str = field(repr=False)


def kept_codes(desk: Desk) -> tuple[KeptCode, ...]:
    """The codes that whoever sits here made and did not write down yet, the oldest first."""
    desk.actor.require(Deed.PREPARE)
    kept = desk.store.secret(_NAME) if _own(desk) else None
    return tuple(KeptCode(*one) for one in json.loads(kept)) if kept else ()


def keep_codes(desk: Desk, handed: Iterable[Handed]) -> tuple[KeptCode, ...]:
    """Keep the codes of these bundles beside those that are kept; returns all that are to be written down.

    Where the store was opened by nobody's key slot nothing can be kept for a person, and nothing is.
    """
    desk.actor.require(Deed.PREPARE)
    known = kept_codes(desk)
    codes = (*known, *(KeptCode(one.plan.name, one.path.name, one.code) for one in handed))
    if codes != known and _own(desk):
        told = json.dumps([[one.laptop, one.file, one.code] for one in codes]).encode()
        desk.store.add_private(_NAME, told, [_own(desk)])
    return codes


def forget_codes(desk: Desk) -> None:
    """They are written down: they are kept nowhere any more. Raises StorageFailed."""
    desk.actor.require(Deed.PREPARE)
    if _own(desk):
        desk.store.withhold_private(_NAME, [_own(desk)])


def _own(desk: Desk) -> str:
    """The identity in the key slot of whoever unlocked, "" without one."""
    return desk.store.slot_recipients.get(desk.store.opened_with, "")
