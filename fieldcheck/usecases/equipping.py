"""Set-up bundles made at the coordinator's desk: for one more laptop, and for a whole other action."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from fieldcheck.crypto import AgeIdentity, KeyPair, new_age_identity, new_recovery_code
from fieldcheck.domain import events
from fieldcheck.domain.action import STREET, Action, Recipient
from fieldcheck.domain.action_json import action_from_json, action_to_json
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import ActionId, DeviceId, new_uuid7
from fieldcheck.domain.journal import Draft, sha256_hex
from fieldcheck.domain.roles import Deed, Role
from fieldcheck.domain.things.earlier import CarriedThing, Earlier, newest_first
from fieldcheck.domain.wording import Said
from fieldcheck.usecases.coordinating import check_action
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.form_rules import form_rules
from fieldcheck.usecases.offering import carried_forms
from fieldcheck.usecases.ports import Progress
from fieldcheck.usecases.preparing import (
    CLOCK_SLACK,
    IDENTITIES,
    LAPTOP_KEYED,
    Founded,
    LaptopPlan,
    equip,
    found,
    laptop_days,
    plan_laptops,
)
from fieldcheck.usecases.private_keys import key_name

SET_UP, OTHER_ACTION = "set-up", "set-up-other"
"""What the journal calls a set-up bundle of this action, and one of another action."""
KEYED = N_("extra laptop met een eigen sleutel: {names}")
"""Why the action changes when a further laptop gets a key."""
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"


@dataclass(frozen=True, slots=True)
class Handed:
    """A set-up bundle and the one-time code that opens it (:mod:`fieldcheck.usecases.one_time_codes`)."""

    plan: LaptopPlan
    path: Path
    code: str = field(repr=False)


def next_action(action: Action, *, day: date, name: str, park: str, clock_id: str) -> Action:
    """The same preparation for another day or park: an action of its own, with no key of the first's laptops.

    ``clock_id`` is its new identifier. What was known of the place before is left out when the park is
    another one.
    """
    keyless = tuple(
        replace(one, age="", more=()) if one.code in LAPTOP_KEYED else one for one in action.recipients
    )
    known = action.pre_visit if park == action.park else ()
    return replace(
        action,
        id=ActionId(clock_id),
        name=name,
        park=park,
        day=day,
        recipients=keyless,
        pre_visit=known,
        version=0,
        street="",
    )


def another_action(desk: Desk, *, day: date, name: str, park: str) -> Action:
    """A copy of the action of this desk for another day or park; see :func:`next_action`.

    Raises InvalidValue without a name or park.
    """
    desk.actor.require(Deed.PREPARE)
    if not name.strip() or not park.strip():
        raise InvalidValue(N_("Geef de nieuwe actie een naam en een park."))
    made = new_uuid7(desk.clock())
    return next_action(desk.action, day=day, name=name.strip(), park=park.strip(), clock_id=made)


def more_laptops(
    desk: Desk, plans: Sequence[LaptopPlan], folder: Path, *, progress: Progress
) -> tuple[Desk, tuple[Handed, ...]]:
    """Set-up bundles for further laptops of this action, signed by its authority; on record.

    A laptop for a recipient whose key is not here, such as the inspectorate, gets a key of its own: the
    action changes, so that everything is sealed to that key as well once the other laptops have the update.
    What was sealed before, it does not open. Returns the desk that works with the action as it is then.

    All of them are written, or none. Raises InvalidValue for a name or prefix that is taken, StorageFailed,
    or Cancelled when ``progress`` does.
    """
    desk.actor.require(Deed.PREPARE)
    _require_free(desk, plans)
    held = _held(desk)
    made = [_own_keys(desk.action, plan, held) for plan in plans]
    action = _with_keys(desk.action, made)
    authority = KeyPair(desk.secret("authority.key").encode(), desk.secret("authority.pem").encode())
    days = laptop_days(action, desk.clock)
    founded = Founded(action, authority, held, desk.clock() - CLOCK_SLACK, days)
    forms = carried_forms(desk.store, action)
    handed = _hand_out(desk, founded, plans, folder, forms, SET_UP, progress, made)
    return replace(desk, action=action), handed


def _held(desk: Desk) -> dict[str, AgeIdentity]:
    """The identities on this laptop that whoever sits here can use, by code; they are shared."""
    keys = {STREET: desk.action.street} | {one.code: one.age for one in desk.action.recipients}
    kept = {code: desk.store.secret(key_name(code)) for code in keys}
    return {
        code: AgeIdentity(secret.decode(), keys[code]) for code, secret in kept.items() if secret is not None
    }


def hand_out(
    desk: Desk, action: Action, folder: Path, *, things: bool = False, progress: Progress
) -> tuple[Handed, ...]:
    """Found another action and write a set-up bundle for each of its posts; on record.

    Its coordinator's laptop is one of them: this laptop stays with the action it has. With ``things`` each
    brings what is known here of employers, agencies, landlords, parks, dwellings and vehicles, with park,
    day and a number, and of no person. All of them are written, or none. Raises InvalidValue for what
    :func:`check_action` calls a problem, StorageFailed, or Cancelled when ``progress`` does.
    """
    desk.actor.require(Deed.PREPARE)
    if action.id == desk.action.id:
        raise InvalidValue(N_("Deze actie loopt al op deze laptop."))
    for problem in check_action(desk, action, form_rules(desk, action)).problems:
        raise InvalidValue(
            N_("De gegevens van de actie kloppen niet bij “{place}”: {reason}."),
            place=problem.place,
            reason=problem.reason,
        )
    plans = plan_laptops(action)
    founded = found(action, clock=desk.clock)
    forms = carried_forms(desk.store, action)
    carried = things_to_carry(desk) if things else ()
    return _hand_out(desk, founded, plans, folder, forms, OTHER_ACTION, progress, things=carried)


def things_to_carry(desk: Desk) -> tuple[CarriedThing, ...]:
    """What another action may know of this one: each thing that persons belong to, here or earlier.

    A number of persons comes along, and no case; see decision 017.
    """
    desk.actor.require(Deed.PREPARE)
    here = desk.action
    carried = []
    for known in desk.store.all_things():
        now = (Earlier(here.park, here.day, known.cases),) if known.cases else ()
        if met := newest_first((*now, *known.earlier)):
            carried.append(CarriedThing(known.id, known.thing, met))
    return tuple(carried)


def free_prefix(desk: Desk) -> str:
    """Two signs that begin no case code of this action yet."""
    return next(_free_prefixes(desk))


def _free_prefixes(desk: Desk) -> Iterator[str]:
    taken = _prefixes(desk)
    wanted = (f"{letter}{digit}" for digit in range(9, 0, -1) for letter in reversed(_LETTERS))
    return (prefix for prefix in wanted if prefix not in taken)


def given_laptops(desk: Desk) -> dict[str, LaptopPlan | None]:
    """The laptops of this action that are set up, or have their bundle, by name; this one included.

    Whoever prepared the action elsewhere made a bundle for each of the posts that it had then. None where
    the log does not say what a bundle was for, as before it did.
    """
    names = {desk.laptop.name}
    names |= {name for line in desk.store.bundles() if line.kind == SET_UP for name in line.recipients}
    for entry in desk.store.entries_of(events.ACTION_OPENED):
        payload = entry.payload or {}
        if entry.device == desk.store.device and not payload.get("founded"):
            names |= {post.code for post in action_from_json(payload["action"]).posts}
    planned = (_planned(entry.payload or {}) for entry in desk.store.entries_of(events.BUNDLE_EXPORTED))
    return {**dict.fromkeys(names), **{plan.name: plan for plan in planned if plan and plan.name in names}}


def _planned(told: Mapping[str, Any]) -> LaptopPlan | None:
    """What :func:`_told` wrote of a laptop; None when it is of another kind, or from before it said so."""
    if told.get("bundle") != SET_UP or "roles" not in told:
        return None
    (name,) = told["recipients"]
    return LaptopPlan(name, told["prefix"], told["post"], tuple(map(Role, told["roles"])))


def laptops_to_make(desk: Desk) -> tuple[LaptopPlan, ...]:
    """A laptop for each post of the action in force that has none yet; none while a post has no role."""
    desk.actor.require(Deed.PREPARE)
    try:
        plans = plan_laptops(desk.action)
    except InvalidValue:
        return ()
    given, prefixes = given_laptops(desk), _free_prefixes(desk)
    return tuple(replace(plan, prefix=next(prefixes)) for plan in plans if plan.name not in given)


def _prefixes(desk: Desk) -> frozenset[str]:
    planned = {plan.prefix for plan in plan_laptops(desk.action)}
    seen = desk.store.case_prefixes()
    given = {
        str(entry.payload.get("prefix", ""))
        for entry in desk.store.entries_of(events.BUNDLE_EXPORTED)
        if entry.payload is not None and entry.payload.get("bundle") == SET_UP
    }
    return frozenset(planned | seen | given | {desk.laptop.prefix})


def _require_free(desk: Desk, plans: Sequence[LaptopPlan]) -> None:
    names, prefixes = set(given_laptops(desk)), set(_prefixes(desk))
    posts = {post.code for post in desk.action.posts}
    for plan in plans:
        elsewhere = plan.name in posts and plan.name != plan.post
        taken = plan.name in names or plan.prefix in prefixes
        if not plan.name.strip() or taken or elsewhere or plan.post not in posts:
            raise InvalidValue(
                N_("De laptop “{name}” kan zo niet: de naam, de letters of de post zijn al in gebruik."),
                remedy=N_("Kies een naam die nog niemand heeft, zoals intake9, en een post van deze actie."),
                name=plan.name,
            )
        names.add(plan.name)
        prefixes.add(plan.prefix)


def _own_keys(action: Action, plan: LaptopPlan, held: Mapping[str, AgeIdentity]) -> dict[str, AgeIdentity]:
    """New identities for what a laptop must open and whose key is not here, by recipient."""
    known = {one.code for one in action.recipients}
    needed = {IDENTITIES[role] for role in plan.roles if role in IDENTITIES}
    return {code: new_age_identity() for code in sorted(needed & known - held.keys())}


def _with_keys(action: Action, made: Sequence[Mapping[str, AgeIdentity]]) -> Action:
    """The action in which everything is sealed to these as well; the same one when there are none."""
    new = {
        one.code: [keys[one.code].recipient for keys in made if one.code in keys] for one in action.recipients
    }
    if not any(new.values()):
        return action
    recipients = tuple(_with(one, new[one.code]) for one in action.recipients)
    return replace(action, recipients=recipients, version=action.version + 1)


def _with(recipient: Recipient, new: Sequence[str]) -> Recipient:
    keys = (*recipient.keys, *new)
    return replace(recipient, age=keys[0], more=keys[1:]) if keys else recipient


def _hand_out(
    desk: Desk,
    founded: Founded,
    plans: Sequence[LaptopPlan],
    folder: Path,
    forms: dict[str, bytes],
    kind: str,
    progress: Progress,
    own: Sequence[Mapping[str, AgeIdentity]] = (),
    *,
    things: tuple[CarriedThing, ...] = (),
) -> tuple[Handed, ...]:
    """``own`` are keys for one plan alone, in the order of the plans; they change the action in force."""
    handed: list[Handed] = []
    drafts = [_changed(desk, founded, plans)] if any(own) else []
    # Laptops of one action share one authority: a set of which one is missing is of no use to anybody.
    with _taken_back(handed):
        for number, plan in enumerate(plans):
            progress(number, len(plans))
            known = replace(founded, identities=founded.identities | dict(own[number] if own else {}))
            device = DeviceId(new_uuid7(desk.clock()))
            set_up = equip(known, plan, device=device, forms=forms, things=things)
            code = new_recovery_code()
            path = desk.bundles.write_set_up(
                set_up, folder, authority=founded.authority, code=code, made_by=desk.actor.name
            )
            handed.append(Handed(plan, path, code))
        progress(len(plans), len(plans))
        desk.store.record(
            [
                *drafts,
                *(
                    desk.draft(
                        events.BUNDLE_EXPORTED, "action", founded.action.id, _told(one, kind, len(things))
                    )
                    for one in handed
                ),
            ]
        )
    return tuple(handed)


def _told(one: Handed, kind: str, things: int) -> dict[str, object]:
    return {
        "bundle": kind,
        "file": one.path.name,
        "digest": sha256_hex(one.path.read_bytes()),
        "recipients": [one.plan.name],
        "entries": 0,
        "prefix": one.plan.prefix,
        "post": one.plan.post,
        "roles": list(one.plan.roles),
        **({"things": things} if things else {}),
    }


def _changed(desk: Desk, founded: Founded, plans: Sequence[LaptopPlan]) -> Draft:
    """The entry that puts the keys of further laptops in force."""
    reason = str(Said(KEYED, names=", ".join(plan.name for plan in plans)))
    payload = {"action": action_to_json(founded.action), "reason": reason}
    return desk.draft(events.ACTION_CHANGED, "action", founded.action.id, payload)


@contextlib.contextmanager
def _taken_back(handed: list[Handed]) -> Iterator[None]:
    try:
        yield
    except BaseException:
        for one in handed:
            with contextlib.suppress(OSError):
                one.path.unlink(missing_ok=True)
        raise
