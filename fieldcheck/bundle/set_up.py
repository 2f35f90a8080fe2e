"""Set-up bundles: what the coordinator gives one laptop, signed by the authority and sealed with a code."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldcheck.bundle.carried_forms import forms_by_id
from fieldcheck.bundle.container import write_container
from fieldcheck.bundle.content import MANIFEST, form_file, pretty_json
from fieldcheck.bundle.content_check import read_manifest
from fieldcheck.bundle.files import bundle_stem, publish, read_bundle
from fieldcheck.bundle.signed_by import content_signed_by
from fieldcheck.bundle.zip_bytes import NotOurZip, read_zip
from fieldcheck.crypto import KeyPair, normalise_recovery_code, seal_with_code, unseal_with_code, view
from fieldcheck.crypto.certificates import belongs, problem_with
from fieldcheck.domain.action_json import action_from_json, action_to_json
from fieldcheck.domain.errors import N_, BundleRefused, FormRefused, InvalidValue
from fieldcheck.domain.journal import sha256_hex, utc_text
from fieldcheck.domain.roles import Role
from fieldcheck.domain.things.earlier import carried_from_json, carried_to_json
from fieldcheck.domain.wording import Said
from fieldcheck.usecases.offering import require_running
from fieldcheck.usecases.ports import SetUp

FORMAT = 2
"""1 brought no forms; it is still read."""
KIND = "set-up"
SUFFIX = ".set-up.asice.age"

_KEY = "keys/device.key"
_CERTIFICATE = "keys/device.pem"
_AUTHORITY = "keys/authority.pem"
_AUTHORITY_KEY = "keys/authority.key"
_IDENTITIES = "keys/identities.json"
_THINGS = "things.json"


@dataclass(frozen=True, slots=True)
class Made:
    """When a set-up bundle was made, and by whom (the coordinator's name)."""

    at: datetime
    by: str


def write_set_up(set_up: SetUp, folder: Path, *, authority: KeyPair, code: str, made: Made) -> Path:
    """Write the set-up bundle of one laptop into ``folder``, whole or not at all; returns its path.

    ``code`` is a new one-time code (``new_recovery_code()``) that travels apart from the file.
    Raises StorageFailed when the disk does not take it.
    """
    container = write_container(
        _content(set_up, made), key=authority.key, certificate=authority.certificate, at=made.at
    )
    sealed = seal_with_code(container, normalise_recovery_code(code))
    stem = bundle_stem(set_up.action.day, set_up.action.park, set_up.device_name)
    return publish(sealed, folder, stem, SUFFIX, ready=lambda: None)


def read_set_up(path: Path, code: str, *, at: datetime) -> SetUp:
    """What a set-up bundle brings, opened with its one-time code and checked at the moment ``at``.

    Raises BundleRefused naming what failed; nothing of it is used then. The authority that it must be
    signed by comes with it: that it is the right one, the code vouches for.
    """
    data, right = read_bundle(path), _code(code)
    try:
        container = unseal_with_code(data, right)
    except BundleRefused as error:
        raise BundleRefused(
            error.message,
            kept=error.kept,
            remedy=N_("Elke instelbundel heeft haar eigen code. Kijk of de code bij dit bestand hoort."),
            **error.fields,
        ) from error
    return unpack_set_up(container, at=at)


def unpack_set_up(container: bytes, *, at: datetime) -> SetUp:
    """What the container of a set-up bundle brings, its envelope off; raises BundleRefused likewise."""
    content = _authorised_content(container, at)
    manifest = read_manifest(content)
    if manifest.get("kind") != KIND or manifest.get("format") not in range(1, FORMAT + 1):
        raise _refused(N_("Dit is geen instelbundel, of een van een andere versie van fieldcheck."))
    try:
        set_up = _set_up(manifest, content)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise _refused(N_("De instelbundel mist gegevens die een laptop nodig heeft.")) from error
    except InvalidValue as error:
        raise _refused(error.message, **error.fields) from error
    _require_forms(set_up)
    problem = problem_with(set_up.device_certificate, set_up.authority, at)
    if not belongs(set_up.device_key, set_up.device_certificate):
        problem = "de sleutel hoort niet bij het certificaat"
    if set_up.authority_key and not belongs(set_up.authority_key, set_up.authority):
        problem = "de sleutel van de uitgever hoort niet bij zijn certificaat"
    if problem:
        raise _refused(N_("Het certificaat in de instelbundel deugt niet: {reason}."), reason=problem)
    return set_up


def _content(set_up: SetUp, made: Made) -> dict[str, bytes]:
    seen = view(set_up.device_certificate)
    manifest = {
        "kind": KIND,
        "format": FORMAT,
        "action": action_to_json(set_up.action),
        "device": {
            "id": seen.device,
            "name": set_up.device_name,
            "prefix": set_up.prefix,
            "post": set_up.post,
            "roles": list(set_up.roles),
            "fingerprint": seen.fingerprint,
        },
        "forms": {form: sha256_hex(published) for form, published in set_up.forms.items()},
        "made": utc_text(made.at),
        "made_by": made.by,
    }
    content = {
        MANIFEST: pretty_json(manifest),
        _KEY: set_up.device_key,
        _CERTIFICATE: set_up.device_certificate,
        _AUTHORITY: set_up.authority,
        _IDENTITIES: pretty_json(dict(set_up.identities)),
        **{form_file(sha256_hex(published)): published for published in set_up.forms.values()},
    }
    if set_up.things:
        content[_THINGS] = pretty_json(carried_to_json(set_up.things))
    return content | ({_AUTHORITY_KEY: set_up.authority_key} if set_up.authority_key else {})


def _code(text: str) -> str:
    try:
        return normalise_recovery_code(text)
    except InvalidValue as error:
        # Of the same making as a recovery code, and another thing to whoever types it.
        message = N_("De eenmalige code klopt niet in groep {groups}.")
        if "length" in error.fields:
            message = N_("Een eenmalige code heeft {length} tekens in {groups} groepen; dit zijn er {typed}.")
        raise BundleRefused(
            message,
            kept=N_("Er is niets overgenomen."),
            remedy=N_("Vergelijk haar teken voor teken met de code die u van de coördinator kreeg."),
            **error.fields,
        ) from error


def _authorised_content(container: bytes, at: datetime) -> Mapping[str, bytes]:
    """The contents of a container signed by the authority that lies in it."""
    return content_signed_by(
        _peek_authority(container),
        container,
        at,
        wrong=N_("De instelbundel is geweigerd. {check}: {reason}."),
        other=N_("De instelbundel is niet door de uitgever van de actie ondertekend."),
        refused=_refused,
    )


def _peek_authority(container: bytes) -> bytes:
    try:
        return read_zip(container)[_AUTHORITY]
    except (NotOurZip, KeyError) as error:
        raise _refused(
            N_("Dit is geen instelbundel, of een van een andere versie van fieldcheck.")
        ) from error


def _set_up(manifest: Mapping[str, Any], content: Mapping[str, bytes]) -> SetUp:
    device = manifest["device"]
    action = action_from_json(manifest["action"])
    identities = json.loads(content[_IDENTITIES])
    if not isinstance(device, dict) or not isinstance(identities, dict):
        raise TypeError("device or identities")
    roles = tuple(Role(role).value for role in device["roles"])
    seen = view(content[_CERTIFICATE])
    texts = (device["name"], device["prefix"], device["post"], *identities, *identities.values())
    if not roles or not all(isinstance(text, str) for text in texts):
        raise TypeError("roles, names or identities")
    if (device["id"], device["fingerprint"]) != (seen.device, seen.fingerprint):
        raise ValueError("another device")
    action.post(device["post"])
    return SetUp(
        action=action,
        device_name=device["name"],
        prefix=device["prefix"],
        post=device["post"],
        device_key=content[_KEY],
        device_certificate=content[_CERTIFICATE],
        authority=content[_AUTHORITY],
        identities=identities,
        roles=roles,
        authority_key=content.get(_AUTHORITY_KEY, b""),
        forms=_forms(manifest, content),
        things=carried_from_json(json.loads(content.get(_THINGS, b"[]"))),
    )


def _forms(manifest: Mapping[str, Any], content: Mapping[str, bytes]) -> dict[str, bytes]:
    """The forms by id; none in a bundle of format 1."""
    return forms_by_id(manifest["forms"] if manifest["format"] > 1 else {}, content)


def _require_forms(set_up: SetUp) -> None:
    """Refuse a bundle that lacks a form its action uses, or whose form does not run here."""
    for form in set_up.action.forms:
        if form not in set_up.forms:
            raise _refused(N_("Het formulier “{form}” van de actie zit niet in de instelbundel."), form=form)
    for form, published in set_up.forms.items():
        try:
            require_running(published)
        except FormRefused as error:
            raise _refused(
                N_("Het formulier “{form}” in de instelbundel draait hier niet: {reason}"),
                form=form,
                reason=Said(error.message, **error.fields),
            ) from error


def _refused(message: str, **fields: object) -> BundleRefused:
    return BundleRefused(
        message,
        kept=N_("Er is niets overgenomen."),
        remedy=N_("Vraag de coördinator om een nieuwe instelbundel."),
        **fields,
    )
