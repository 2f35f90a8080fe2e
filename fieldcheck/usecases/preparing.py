"""Preparing an action: its authority, its partners' keys, and what each laptop gets."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from fieldcheck.crypto import AgeIdentity, KeyPair, issue_device, new_age_identity, new_authority
from fieldcheck.domain.action import COORDINATOR, REPORTERS, STREET, Action
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.roles import Role
from fieldcheck.domain.things.earlier import CarriedThing
from fieldcheck.usecases.ports import Clock, SetUp

LAPTOP_DAYS = 30
"""How long a laptop's certificate holds from the action's day on (days): the action and its aftermath."""
CLOCK_SLACK = timedelta(days=1)
"""Certificates begin this much earlier, since laptops in tents have wrong clocks."""

IDENTITIES = {
    Role.HANDHAVER: REPORTERS,
    Role.ISZW_INSPECTOR: "iszw",
    Role.MUNICIPAL_CLERK: "municipality",
    Role.COORDINATOR: COORDINATOR,
}
"""Which recipient's identity a role needs to read what is sent to it."""
LAPTOP_KEYED = frozenset(IDENTITIES.values())
"""Recipients whose keys are made with their laptops; any other makes its own, and gives the public half."""


@dataclass(frozen=True, slots=True)
class LaptopPlan:
    """One laptop of an action: its name, the prefix of its case codes, its post, who may work on it."""

    name: str
    prefix: str
    post: str
    roles: tuple[Role, ...]


@dataclass(frozen=True, slots=True)
class Founded:
    """An action with its authority and the secrets of its recipients; never written down as it is."""

    action: Action
    authority: KeyPair
    identities: dict[str, AgeIdentity]
    not_before: datetime
    days: int


def laptop_days(action: Action, clock: Clock) -> int:
    """How long a certificate made now has to hold: :data:`LAPTOP_DAYS` from the action's day on (days)."""
    return LAPTOP_DAYS + max((action.day - clock().date()).days, 0)


def found(
    action: Action, *, clock: Clock, days: int | None = None, keyed: Collection[str] | None = None
) -> Founded:
    """Make the authority of an action, an identity for each recipient that has none yet, and the street's.

    ``days`` is how long certificates hold, :func:`laptop_days` by itself; ``keyed`` are the only recipients
    that get an identity now, all of :data:`LAPTOP_KEYED` when None: for another one it would be nobody's.
    """
    not_before = clock() - CLOCK_SLACK
    identities = {
        one.code: new_age_identity()
        for one in action.recipients
        if not one.age and one.code in (LAPTOP_KEYED if keyed is None else keyed)
    }
    identities[STREET] = new_age_identity()
    recipients = tuple(
        replace(one, age=identities[one.code].recipient) if one.code in identities else one
        for one in action.recipients
    )
    authority = new_authority(action.name[:64], at=not_before)
    made = replace(action, recipients=recipients, street=identities[STREET].recipient, version=0)
    return Founded(made, authority, identities, not_before, days or laptop_days(action, clock))


def equip(
    founded: Founded,
    plan: LaptopPlan,
    *,
    device: DeviceId,
    forms: Mapping[str, bytes] | None = None,
    things: tuple[CarriedThing, ...] = (),
) -> SetUp:
    """What one laptop gets: its key and certificate, the identities that its roles need, and all forms.

    Every laptop gets the forms of every post: people change post, and talks held elsewhere are read here.
    Without ``forms`` (by id) it publishes its own. ``things`` are what other actions met.
    """
    keys = issue_device(
        founded.authority, device, plan.name, not_before=founded.not_before, days=founded.days
    )
    needed = {STREET} | {IDENTITIES[role] for role in plan.roles if role in IDENTITIES}
    return SetUp(
        action=founded.action,
        device_name=plan.name,
        prefix=plan.prefix,
        post=plan.post,
        device_key=keys.key,
        device_certificate=keys.certificate,
        authority=founded.authority.certificate,
        identities={code: identity.secret for code, identity in founded.identities.items() if code in needed},
        roles=tuple(role.value for role in plan.roles),
        authority_key=founded.authority.key if Role.COORDINATOR in plan.roles else b"",
        forms=dict(forms or {}),
        things=things,
    )


def plan_laptops(action: Action) -> tuple[LaptopPlan, ...]:
    """One laptop for each post, for whoever works there.

    Raises InvalidValue for a post no role belongs to.
    """
    plans = []
    for number, post in enumerate(action.posts):
        role = post.worker
        if role is None:
            raise InvalidValue(
                N_("Bij post {post} hoort geen rol."),
                remedy=N_(
                    "Geef de post een rol, of noem hem intake, gemeente, iszw of coordinator, met een "
                    "volgnummer als dat nodig is."
                ),
                post=post.code,
            )
        prefix = "ABCDEFGHJKLMNPQRSTUVWXYZ"[number % 24] + str(number % 9 + 1)
        plans.append(LaptopPlan(post.code, prefix, post.code, (role,)))
    return tuple(plans)
