"""Updates of an action: what the coordinator gives laptops that are set up, signed by the authority."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldcheck.bundle.carried_forms import forms_by_id
from fieldcheck.bundle.container import write_container
from fieldcheck.bundle.content import MANIFEST, form_file, pretty_json
from fieldcheck.bundle.content_check import read_manifest
from fieldcheck.bundle.files import bundle_stem, publish, read_bundle, require_room
from fieldcheck.bundle.members import members
from fieldcheck.bundle.signed_by import content_signed_by
from fieldcheck.crypto import KeyPair, seal, unseal_with_any
from fieldcheck.domain.action_json import action_from_json, action_to_json
from fieldcheck.domain.errors import N_, BundleRefused, FieldcheckError, InvalidValue
from fieldcheck.domain.journal import parse_utc, sha256_hex, utc_text
from fieldcheck.domain.wording import Clause
from fieldcheck.usecases.coordinating import STAYS
from fieldcheck.usecases.ports.updates import ActionUpdate
from fieldcheck.usecases.preparing import LAPTOP_KEYED

FORMAT = 1
KIND = "action"
SUFFIX = ".action.asice.age"


def write_update(update: ActionUpdate, folder: Path, *, authority: KeyPair) -> Path:
    """Write ``<day>-<park>-actie-<version>.action.asice.age``; see the port."""
    action = update.action
    keys = [action.street] if action.street else []
    # Recipients without a laptop of the action get what is sent to them, and not how it is led.
    keys += [key for one in action.recipients if one.code in LAPTOP_KEYED for key in one.keys]
    if not keys:
        raise InvalidValue(N_("Deze actie heeft geen sleutel om een bijwerking mee te verzegelen."))
    content = _content(update)
    require_room(members(content))
    container = write_container(content, key=authority.key, certificate=authority.certificate, at=update.made)
    stem = bundle_stem(action.day, action.park, f"actie-{action.version}")
    return publish(seal(container, keys), folder, stem, SUFFIX, ready=lambda: None)


def read_update(path: Path, identities: Mapping[str, str], authority: bytes, *, at: datetime) -> ActionUpdate:
    """What an update brings, checked at the moment ``at``; see the port."""
    data = read_bundle(path)
    content = _authorised(_unsealed(data, identities), authority, at)
    manifest = read_manifest(content)
    if manifest.get("kind") != KIND or manifest.get("format") != FORMAT:
        raise _refused(N_("Dit is geen bijwerking van een actie, of van een andere versie van fieldcheck."))
    try:
        return ActionUpdate(
            action=action_from_json(manifest["action"]),
            reason=_text(manifest["reason"]),
            made=parse_utc(_text(manifest["made"])),
            made_by=_text(manifest["made_by"]),
            forms=forms_by_id(manifest["forms"], content),
            digest=sha256_hex(data),
        )
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise _refused(N_("De bijwerking mist gegevens die een laptop nodig heeft.")) from error
    except InvalidValue as error:
        raise _refused(error.message, **error.fields) from error


def _content(update: ActionUpdate) -> dict[str, bytes]:
    manifest = {
        "kind": KIND,
        "format": FORMAT,
        "action": action_to_json(update.action),
        "forms": {form: sha256_hex(published) for form, published in update.forms.items()},
        "reason": update.reason,
        "made": utc_text(update.made),
        "made_by": update.made_by,
    }
    return {
        MANIFEST: pretty_json(manifest),
        **{form_file(sha256_hex(published)): published for published in update.forms.values()},
    }


def _unsealed(data: bytes, identities: Mapping[str, str]) -> bytes:
    try:
        return unseal_with_any(data, identities)[0]
    except FieldcheckError as error:
        reason = Clause(error.message, **error.fields)
        raise _refused(N_("De bijwerking gaat niet open: {reason}."), reason=reason) from error


def _authorised(container: bytes, authority: bytes, at: datetime) -> Mapping[str, bytes]:
    """The contents of a container that the authority of the action itself signed."""
    return content_signed_by(
        authority,
        container,
        at,
        wrong=N_("De bijwerking is geweigerd. {check}: {reason}."),
        other=N_("De bijwerking is niet door de uitgever van de actie ondertekend."),
        refused=_refused,
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("a text")
    return value


def _refused(message: str, **fields: object) -> BundleRefused:
    return BundleRefused(
        message,
        kept=STAYS,
        remedy=N_("Vraag de coördinator om de bijwerking opnieuw te maken."),
        **fields,
    )
