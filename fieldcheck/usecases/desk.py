"""The desk: an unlocked laptop with somebody at it. Every use case is asked of a desk."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import Any

from fieldcheck.domain import events
from fieldcheck.domain.action import Action
from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.roles import Actor, Deed, LegalCapacity, Role
from fieldcheck.triage import ReferenceTables
from fieldcheck.usecases.ports import RECOVERY, Bundles, Changes, Clock, Papers, Store
from fieldcheck.usecases.private_keys import close_open_keys

LAPTOP = "laptop"
"""Name under which a store keeps what this laptop is called and may do."""


@dataclass(frozen=True, slots=True)
class Laptop:
    """What this laptop is called in the action and which roles may work on it.

    ``prefix`` begins its case codes and is unique within the action.
    """

    name: str
    prefix: str
    post: str
    roles: tuple[Role, ...]

    def to_bytes(self) -> bytes:
        """The laptop as JSON, for keeping beside its keys."""
        return json.dumps(
            {"name": self.name, "prefix": self.prefix, "post": self.post, "roles": list(self.roles)}
        ).encode()

    @staticmethod
    def from_bytes(data: bytes) -> Laptop:
        """The laptop that :meth:`to_bytes` wrote."""
        value = json.loads(data)
        roles = tuple(Role(role) for role in value["roles"])
        return Laptop(value["name"], value["prefix"], value["post"], roles)


@dataclass(frozen=True, slots=True)
class Desk:
    """Who works where, with everything a use case may need.

    Immutable: changing role, post or legal capacity gives a new desk and an entry in the journal.
    """

    store: Store
    papers: Papers
    bundles: Bundles
    tables: ReferenceTables
    clock: Clock
    actor: Actor
    action: Action
    laptop: Laptop

    def draft(self, kind: str, subject_kind: str, subject: str, payload: dict[str, Any]) -> Draft:
        """An entry for the journal in this desk's name."""
        return Draft(
            kind=kind,
            subject_kind=subject_kind,
            subject=subject,
            payload=payload,
            actor=self.actor.name,
            role=self.actor.role.value,
            capacity=self.actor.capacity.value,
        )

    def write(self, kind: str, subject_kind: str, subject: str, payload: dict[str, Any]) -> Changes:
        """Record one entry; on disk when this returns."""
        return self.store.record([self.draft(kind, subject_kind, subject, payload)])

    def secret(self, name: str) -> str:
        """A key of this laptop; UserFixable when it was not given one."""
        value = self.store.secret(name)
        if value is None:
            raise UserFixable(
                N_("Deze laptop heeft de sleutel {name} niet."),
                remedy=N_("Vraag de coördinator om een instelbundel voor deze taak."),
                name=name,
            )
        return value.decode()


def sit_down(
    store: Store,
    *,
    user: str,
    role: Role,
    papers: Papers,
    bundles: Bundles,
    tables: ReferenceTables,
    clock: Clock,
) -> Desk:
    """Take place at an unlocked laptop: who, in which role, is on record before anything else is.

    Raises UserFixable when the laptop was not set up for an action, NotAllowed for a role it has not.
    """
    action = store.action()
    kept = store.secret(LAPTOP)
    if action is None or kept is None:
        raise UserFixable(
            N_("Deze laptop is nog niet ingesteld voor een actie."),
            remedy=N_("Laad een instelbundel, of oefen met een fictieve actie."),
        )
    laptop = Laptop.from_bytes(kept)
    actor = Actor(user, role, LegalCapacity.SUPERVISION, laptop.post)
    desk = Desk(store, papers, bundles, tables, clock, actor, action, laptop)
    return change_place(desk, role=role, post=laptop.post)


def change_place(desk: Desk, *, role: Role, post: str) -> Desk:
    """Work on in another role or at another post of this laptop. Raises UserFixable for a role it has not."""
    if role not in desk.laptop.roles:
        raise UserFixable(
            N_("Op deze laptop kan niemand werken als {role}."),
            remedy=N_("Kies een andere rol, of vraag de coördinator om een instelbundel."),
            role=role.value,
        )
    moved = replace(desk, actor=replace(desk.actor, role=role, post=post))
    close_open_keys(desk.store, role)
    by_sheet = {"with": "recovery-sheet"} if desk.store.opened_with == RECOVERY else {}
    moved.write(events.SESSION_OPENED, "session", desk.store.device, {"post": post, **by_sheet})
    return moved


def change_capacity(desk: Desk, capacity: LegalCapacity) -> Desk:
    """Ask on in another legal capacity; the switch is on record, since evidence hinges on it."""
    desk.actor.require(Deed.INTERVIEW)
    changed = replace(desk, actor=replace(desk.actor, capacity=capacity))
    changed.write(events.CAPACITY_CHANGED, "session", desk.store.device, {"capacity": capacity.value})
    return changed


def lock(desk: Desk) -> None:
    """Leave the desk: on record, and the store is closed."""
    desk.write(events.SESSION_LOCKED, "session", desk.store.device, {})
    desk.store.close()
