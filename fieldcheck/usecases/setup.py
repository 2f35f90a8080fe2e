"""Setting a new laptop up: with a fictitious action to practise, or with what a set-up bundle brought."""

from __future__ import annotations

from dataclasses import replace

from fieldcheck.crypto import view
from fieldcheck.domain import events
from fieldcheck.domain.action import Action
from fieldcheck.domain.action_json import action_to_json
from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.roles import LegalCapacity, Role
from fieldcheck.domain.things.earlier import met_to_json
from fieldcheck.usecases.desk import LAPTOP, Laptop
from fieldcheck.usecases.offering import keep_brought
from fieldcheck.usecases.ports import Clock, SetUp, Store
from fieldcheck.usecases.preparing import LaptopPlan, equip, found
from fieldcheck.usecases.private_keys import keep_identity

PRACTICE_LAPTOP = "oefenlaptop"
PRACTICE_PREFIX = "OE"
PRACTICE_DAYS = 400
"""How long a practice certificate holds (days)."""


def set_up_practice(store: Store, *, user: str, action: Action, clock: Clock) -> Action:
    """Make this laptop a whole practice action of its own: authority, keys for every role, fictitious park.

    Returns the action with the recipients' keys filled in and the day of today.
    """
    today = replace(action, day=clock().date(), practice=True)
    party = found(today, clock=clock, days=PRACTICE_DAYS)
    everything = equip(
        party,
        LaptopPlan(PRACTICE_LAPTOP, PRACTICE_PREFIX, action.posts[0].code, tuple(Role)),
        device=store.device,
    )
    take_over(store, everything, user=user)
    return party.action


def load_set_up(store: Store, set_up: SetUp, *, user: str, practice: bool) -> None:
    """Take over a set-up bundle, if it belongs here: practice and the real thing never mix.

    Raises UserFixable for a real action where people practise, and the other way round.
    """
    if set_up.action.practice and not practice:
        raise UserFixable(
            N_("Deze instelbundel is voor een oefenactie; dit is de echte opslag."),
            remedy=N_("Start fieldcheck met --practice om te oefenen."),
        )
    if practice and not set_up.action.practice:
        raise UserFixable(
            N_("Deze instelbundel is voor een echte actie; hier wordt geoefend."),
            remedy=N_("Start fieldcheck zonder --practice voor de echte actie."),
        )
    take_over(store, set_up, user=user)


def take_over(store: Store, set_up: SetUp, *, user: str, founded: bool = False) -> None:
    """Take over what a set-up bundle brought: keys and forms into the store, the action on record.

    ``founded``: the action was begun here, and no other laptop was set up for it yet.
    """
    store.become(DeviceId(view(set_up.device_certificate).device))
    store.keep_secret("device.key", set_up.device_key)
    store.keep_secret("device.pem", set_up.device_certificate)
    store.keep_secret("authority.pem", set_up.authority)
    if set_up.authority_key:
        store.keep_secret("authority.key", set_up.authority_key)
    for code, identity in set_up.identities.items():
        keep_identity(store, code, identity)
    roles = tuple(Role(role) for role in set_up.roles)
    laptop = Laptop(set_up.device_name, set_up.prefix, set_up.post, roles)
    store.keep_secret(LAPTOP, laptop.to_bytes())
    opened = {"action": action_to_json(set_up.action), "practice": set_up.action.practice}
    if founded:
        opened["founded"] = True
    entries: list[tuple[str, str, str, dict[str, object]]] = [
        (events.ACTION_OPENED, "action", set_up.action.id, opened)
    ]
    for form in keep_brought(store, set_up.forms):
        told: dict[str, object] = {"form_id": form.form_id, "version": form.version}
        entries.append((events.FORM_PUBLISHED, "form", form.digest, told))
    entries += [(events.THING_BROUGHT, "thing", one.id, met_to_json(one)) for one in set_up.things]
    # The laptop counts as set up once this is on record; all that was kept before it can be brought again.
    store.record(
        [
            Draft(kind, subject_kind, subject, payload, user, roles[0].value, LegalCapacity.SUPERVISION.value)
            for kind, subject_kind, subject, payload in entries
        ]
    )
