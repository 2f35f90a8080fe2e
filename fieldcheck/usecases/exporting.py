"""The coordinator's export of the day, and the check of a bundle."""

from __future__ import annotations

from pathlib import Path

from fieldcheck.domain import events
from fieldcheck.domain.action import Action, Recipient
from fieldcheck.domain.attachment import digest_of
from fieldcheck.domain.identifiers import FormDigest
from fieldcheck.domain.journal import sha256_hex
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import BundleReport, DayBundle, Progress

COORDINATOR = "coordinator"
"""Recipient code of who puts the laptops' days together."""


def day_recipients(action: Action) -> tuple[Recipient, ...]:
    """Who can open a day bundle: the coordinator alone, since it holds every talk in full.

    Other partners get a bundle of their own, with what they may have.
    """
    return tuple(one for one in action.recipients if one.code == COORDINATOR)


def day_bundle(desk: Desk) -> DayBundle:
    """What the bundle of the day would hold now. Raises StorageFailed when an attachment was damaged."""
    entries = tuple(desk.store.entries())
    digests = {
        str(entry.payload["form_digest"])
        for entry in entries
        if entry.kind == events.INTERVIEW_STARTED and entry.payload is not None
    }
    return DayBundle(
        action=desk.action,
        recipients=day_recipients(desk.action),
        device=desk.store.device,
        device_name=desk.laptop.name,
        entries=entries,
        heads=desk.store.heads(),
        forms=tuple((FormDigest(digest), desk.store.form(FormDigest(digest))) for digest in sorted(digests)),
        made=desk.clock(),
        made_by=desk.actor.name,
        attachments={
            digest: desk.store.attachment_content(digest)
            for digest in sorted(set(map(digest_of, entries)) - {""})
        },
    )


def export_day(desk: Desk, folder: Path, *, progress: Progress) -> Path:
    """Write the signed and sealed bundle of the day, whole or not at all; on record.

    Raises StorageFailed, or Cancelled when ``progress`` does.
    """
    desk.actor.require(Deed.EXPORT)
    bundle = day_bundle(desk)
    path = desk.bundles.write_day(bundle, folder, progress=progress)
    payload = {
        "bundle": "day",
        "file": path.name,
        "digest": sha256_hex(path.read_bytes()),
        "recipients": [recipient.code for recipient in bundle.recipients],
        "entries": len(bundle.entries),
    }
    desk.write(events.BUNDLE_EXPORTED, "action", desk.action.id, payload)
    return path


def check_bundle(desk: Desk, path: Path) -> BundleReport:
    """Check a bundle with this laptop's coordinator identity and the action's authority."""
    desk.actor.require(Deed.EXPORT)
    identity = desk.secret("age.coordinator")
    return desk.bundles.check(path, identity=identity, authority_pem=desk.secret("authority.pem").encode())
