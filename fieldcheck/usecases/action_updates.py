"""A changed action reaches laptops that are set up: read, shown, and only then in force."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from fieldcheck.crypto import KeyPair
from fieldcheck.domain import events
from fieldcheck.domain.action import STREET, Action
from fieldcheck.domain.action_changes import action_changes
from fieldcheck.domain.action_json import action_to_json
from fieldcheck.domain.errors import N_, BundleRefused, FormRefused, InvalidValue
from fieldcheck.domain.identifiers import FormDigest
from fieldcheck.domain.journal import sha256_hex
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.wording import Said
from fieldcheck.engine import PublishedForm
from fieldcheck.usecases.coordinating import STAYS, require_fits
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.importing import UPDATE_SUFFIX, require_no_other_day
from fieldcheck.usecases.offering import (
    bringing,
    brought_forms,
    carried_forms,
    forms_of,
    require_running,
    unrecorded,
)
from fieldcheck.usecases.ports.updates import ActionUpdate
from fieldcheck.usecases.preparing import LAPTOP_KEYED

UPDATE = "action"
"""What the journal calls a bundle that brings a changed action."""
AGAIN = N_("Vraag de coördinator om de bijwerking opnieuw te maken.")
FIRST = N_("eerste bijwerking voor de laptops")


@dataclass(frozen=True, slots=True)
class Offered:
    """An update that was read and holds; nothing of it counts yet.

    Attributes:
        file: name of the file.
        changes: what it changes on this laptop, in plain lines.
        known: whether it is in force here already.
    """

    file: str
    update: ActionUpdate
    changes: tuple[Said, ...]
    known: bool


def is_update(path: Path) -> bool:
    """Whether a file is an update of an action, by its name; what it holds is checked when it is read."""
    return path.name.endswith(UPDATE_SUFFIX)


def export_update(desk: Desk, folder: Path) -> tuple[Desk, Path]:
    """Write the action in force as an update for every laptop of it; on record. Returns the desk as well.

    An action that was changed before versions were counted becomes its first version. Raises NotAllowed,
    UserFixable without the authority's key, InvalidValue when nothing was changed since the laptops were set
    up or a form is not there, StorageFailed.
    """
    desk.actor.require(Deed.PREPARE)
    authority = KeyPair(desk.secret("authority.key").encode(), desk.secret("authority.pem").encode())
    desk, reason = _counted(desk)
    update = ActionUpdate(
        desk.action, reason, desk.clock(), desk.actor.name, carried_forms(desk.store, desk.action)
    )
    path = desk.bundles.write_update(update, folder, authority=authority)
    told = {
        "bundle": UPDATE,
        "file": path.name,
        "digest": sha256_hex(path.read_bytes()),
        "recipients": [one.code for one in desk.action.recipients if one.keys and one.code in LAPTOP_KEYED],
        "entries": 0,
    }
    desk.write(events.BUNDLE_EXPORTED, "action", desk.action.id, told)
    return desk, path


def _counted(desk: Desk) -> tuple[Desk, str]:
    """The desk with an action that has a version, and why it was changed last."""
    changed = desk.store.entries_of(events.ACTION_CHANGED)
    own = [
        entry.payload for entry in changed if entry.subject == desk.action.id and entry.payload is not None
    ]
    if not own:
        raise InvalidValue(
            N_("Er is niets gewijzigd sinds de laptops zijn ingesteld."),
            remedy=N_("Wijzig de actie eerst, en bewaar haar."),
        )
    reason = str(own[-1].get("reason", ""))
    if desk.action.version:
        return desk, reason
    action = replace(desk.action, version=1)
    payload = {"action": action_to_json(action), "reason": FIRST}
    desk.write(events.ACTION_CHANGED, "action", action.id, payload)
    return replace(desk, action=action), reason


def read_update(desk: Desk, path: Path) -> Offered:
    """What an update would change here. Nothing is written.

    Raises:
        NotAllowed: a role that takes in none.
        BundleRefused: envelope, signature, certificate, a digest or a form does not hold; somebody else than
            the authority signed it; it is of another action, older than what is in force, or takes away a
            post where people were here. All stays as it was then.
    """
    desk.actor.require(Deed.TAKE_UPDATE)
    try:
        update = desk.bundles.read_update(path, _identities(desk), desk.secret("authority.pem").encode())
    except BundleRefused:
        require_no_other_day(desk, path)
        raise
    _require_ours(desk, path, update.action)
    known = update.action.version == desk.action.version
    if not known:
        _require_forms(desk, path, update)
    changes = (*action_changes(desk.action, update.action), *_form_changes(desk, update))
    return Offered(path.name, update, changes, known)


def put_in_force(desk: Desk, offered: Offered) -> Desk:
    """Take an update over: its action counts here from now on. Returns the desk that works with it.

    On record. Talks that are under way keep the form they began with; an update that is in force already
    changes nothing. Raises StorageFailed, or BundleRefused when something newer came in between.
    """
    desk.actor.require(Deed.TAKE_UPDATE)
    update = offered.update
    if update.action.version == desk.action.version:
        return desk
    _require_ours(desk, Path(offered.file), update.action)
    payload = {
        "action": action_to_json(update.action),
        "version": update.action.version,
        "reason": update.reason,
        "by": update.made_by,
        "digest": update.digest,
    }
    updated = desk.draft(events.ACTION_UPDATED, "action", update.action.id, payload)
    with bringing(desk.store, update.forms):
        desk.store.record([updated, *unrecorded(desk)])
    return replace(desk, action=update.action)


def _identities(desk: Desk) -> dict[str, str]:
    codes = (STREET, *(one.code for one in desk.action.recipients))
    kept = {code: desk.store.secret(f"age.{code}") for code in codes}
    return {code: secret.decode() for code, secret in kept.items() if secret is not None}


def _require_ours(desk: Desk, path: Path, action: Action) -> None:
    ours = desk.action
    if action.practice != ours.practice or action.id != ours.id:
        raise _refused(
            N_("De bijwerking {file} is van een andere actie: {action}, {day}. Hier loopt {ours}."),
            N_("Lees haar in op een laptop van die actie."),
            file=path.name,
            action=action.name,
            day=action.day,
            ours=ours.name,
        )
    if action.version < ours.version:
        raise _refused(
            N_("De bijwerking {file} is ouder ({version}) dan wat hier geldt ({ours})."),
            N_("Vraag de coördinator om de nieuwste."),
            file=path.name,
            version=action.version,
            ours=ours.version,
        )
    if action.version == ours.version and action_to_json(action) != action_to_json(ours):
        raise _refused(
            N_("De bijwerking {file} heeft hetzelfde nummer als wat hier geldt, en zegt iets anders."),
            N_("Vraag de coördinator om de nieuwste."),
            file=path.name,
        )
    try:
        require_fits(desk, action)
    except InvalidValue as error:
        raise _refused(
            N_("De bijwerking {file} past niet op deze laptop. {place}: {reason}."),
            N_("Overleg met de coördinator: die kan de actie zo niet wijzigen."),
            file=path.name,
            place=error.fields.get("place", ""),
            reason=error.fields.get("reason", Said(N_("een andere dag"))),
        ) from error


def _require_forms(desk: Desk, path: Path, update: ActionUpdate) -> None:
    """Every form of the action comes along, and those that are new here run."""
    for form in update.action.forms:
        if form not in update.forms:
            raise _refused(
                N_("De bijwerking {file} mist het formulier “{form}”."), AGAIN, file=path.name, form=form
            )
    here = set(brought_forms(desk.store).values())
    for form, published in update.forms.items():
        try:
            if FormDigest(sha256_hex(published)) not in here:
                require_running(published)
        except FormRefused as error:
            raise _refused(
                N_("Het formulier “{form}” in de bijwerking {file} draait hier niet: {reason}"),
                N_("Werk fieldcheck op deze laptop bij tot dezelfde versie als die van de afzender."),
                file=path.name,
                form=form,
                reason=Said(error.message, **error.fields),
            ) from error


def _form_changes(desk: Desk, update: ActionUpdate) -> tuple[Said, ...]:
    here, used = brought_forms(desk.store), forms_of(desk.action)
    lines = []
    for form, published in update.forms.items():
        title = PublishedForm.from_bytes(published).title or form
        if form not in here and form not in used:
            lines.append(Said(N_("Formulier erbij: {name}"), name=title))
        elif form in here and here[form] != sha256_hex(published):
            lines.append(Said(N_("Formulier vernieuwd: {name}"), name=title))
    return tuple(lines)


def _refused(message: str, remedy: str, **fields: object) -> BundleRefused:
    return BundleRefused(message, kept=STAYS, remedy=remedy, **fields)
