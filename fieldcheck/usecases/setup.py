"""Setting a new laptop up: with a fictitious action to practise, or with what a set-up bundle brought."""

from __future__ import annotations

from dataclasses import replace

from fieldcheck.crypto import issue_device, new_age_identity, new_authority
from fieldcheck.domain import events
from fieldcheck.domain.action import Action
from fieldcheck.domain.action_json import action_to_json
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.roles import LegalCapacity, Role
from fieldcheck.usecases.desk import LAPTOP, Laptop
from fieldcheck.usecases.ports import Clock, SetUp, Store

PRACTICE_PREFIX = "OE"
PRACTICE_DAYS = 400
"""How long a practice certificate holds (days)."""


def set_up_practice(store: Store, *, user: str, action: Action, clock: Clock) -> Action:
    """Make this laptop a whole practice action of its own: authority, keys for every role, fictitious park.

    Returns the action with the recipients' keys filled in and the day of today.
    """
    now = clock()
    authority = new_authority(action.name, not_before=now, days=PRACTICE_DAYS)
    name = "oefenlaptop"
    device = issue_device(authority, device_id=store.device, name=name, not_before=now, days=PRACTICE_DAYS)
    identities = {recipient.code: new_age_identity() for recipient in action.recipients}
    recipients = tuple(
        replace(recipient, age=identities[recipient.code].recipient) for recipient in action.recipients
    )
    ready = replace(action, recipients=recipients, day=now.date(), practice=True)
    take_over(
        store,
        SetUp(
            action=ready,
            device_name=name,
            prefix=PRACTICE_PREFIX,
            post=action.posts[0].code,
            device_key=device.key,
            device_certificate=device.certificate,
            authority=authority.certificate,
            identities={code: identity.secret for code, identity in identities.items()},
            roles=tuple(role.value for role in Role),
        ),
        user=user,
    )
    return ready


def take_over(store: Store, set_up: SetUp, *, user: str) -> None:
    """Take over what a set-up bundle brought: keys into the encrypted store, the action on record."""
    store.keep_secret("device.key", set_up.device_key)
    store.keep_secret("device.pem", set_up.device_certificate)
    store.keep_secret("authority.pem", set_up.authority)
    if set_up.authority_key:
        store.keep_secret("authority.key", set_up.authority_key)
    for code, identity in set_up.identities.items():
        store.keep_secret(f"age.{code}", identity.encode())
    roles = tuple(Role(role) for role in set_up.roles)
    laptop = Laptop(set_up.device_name, set_up.prefix, set_up.post, roles)
    store.keep_secret(LAPTOP, laptop.to_bytes())
    draft = Draft(
        kind=events.ACTION_OPENED,
        subject_kind="action",
        subject=set_up.action.id,
        payload={"action": action_to_json(set_up.action), "practice": set_up.action.practice},
        actor=user,
        role=roles[0].value,
        capacity=LegalCapacity.SUPERVISION.value,
    )
    store.record([draft])
