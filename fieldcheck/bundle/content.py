"""What bundles of journal entries hold: a manifest, the entries as JSON Lines, their forms and attachments.

A *day* is whole chains, with their heads. A *referral* and an *outcome* are excerpts: one case, for one
partner. A *question* asks the posts that report to look at papers again.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from fieldcheck import __version__
from fieldcheck.crypto import view
from fieldcheck.domain.attachment import digest_of
from fieldcheck.domain.journal import Entry, Head, canonical_json, utc_text
from fieldcheck.usecases.ports import (
    BundleKind,
    DayBundle,
    EntriesBundle,
    ExcerptBundle,
    Progress,
    QuestionBundle,
)

FORMATS = {BundleKind.DAY: 2, BundleKind.REFERRAL: 1, BundleKind.OUTCOME: 1, BundleKind.QUESTION: 1}
"""The newest format of each kind. A day of format 1 had no attachments; it is still read."""
MANIFEST = "manifest.json"
ENTRIES = "entries.jsonl"
STRIDE = 256
"""Entries between two calls of progress."""

_UNITS = {
    "action": "actions",
    "case": "persons",
    "form": "forms",
    "home": "homes",
    "interview": "interviews",
    "referral": "referrals",
    "session": "sessions",
    "thing": "things",
}
"""What one subject of a kind stands for; a case is one person."""


def form_file(digest: str) -> str:
    """Where the form with this digest lies in the container."""
    return f"forms/{digest}.json"


def attachment_file(digest: str) -> str:
    """Where the attachment with this digest lies in the container; no name and no ending tells of it."""
    return f"attachments/{digest}"


def attachments_of(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Every attachment that the entries name, once, by digest. ValueError when a digest cannot be one."""
    found = {}
    for entry in entries:
        digest = digest_of(entry)
        if digest and entry.payload is not None:
            named = entry.payload["attachment"]
            found[digest] = {name: named.get(name) for name in ("digest", "media_type", "size")}
    return [found[digest] for digest in sorted(found)]


def bundle_content(
    bundle: EntriesBundle, certificate: bytes, *, progress: Progress, total: int
) -> dict[str, bytes]:
    """Files by name. ``progress`` is told of entries out of ``total`` and may raise Cancelled."""
    lines: list[bytes] = []
    for number, entry in enumerate(bundle.entries):
        if number % STRIDE == 0:
            progress(number, total)
        lines.append(canonical_json(entry.as_json()) + b"\n")
    manifest = _manifest(bundle, certificate)
    return {
        MANIFEST: pretty_json(manifest),
        ENTRIES: b"".join(lines),
        **{form_file(digest): data for digest, data in bundle.forms},
        **{attachment_file(digest): bundle.attachments[digest] for digest in sorted(bundle.attachments)},
    }


def pretty_json(value: object) -> bytes:
    """JSON for people: indented, keys sorted, ending in a newline."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def counts(entries: Sequence[Entry]) -> list[dict[str, Any]]:
    """How many subjects of each kind the entries speak of, each with its unit, and the entries themselves."""
    subjects = Counter(kind for kind, _ in {(entry.subject_kind, entry.subject) for entry in entries})
    found = [
        {"of": kind, "count": count, "unit": _UNITS.get(kind, kind)}
        for kind, count in sorted(subjects.items())
    ]
    return [*found, {"of": "entry", "count": len(entries), "unit": "entries"}]


def period(entries: Sequence[Entry]) -> dict[str, str]:
    """First and last moment on record (UTC), both "" when there is no entry."""
    moments = sorted(entry.at for entry in entries)
    return {"from": moments[0] if moments else "", "to": moments[-1] if moments else ""}


def heads_json(heads: Iterable[Head]) -> list[dict[str, Any]]:
    """The newest entry of every device, by device."""
    return [
        {"device": head.device, "sequence": head.sequence, "digest": head.digest}
        for head in sorted(heads, key=lambda head: head.device)
    ]


def heads_of(entries: Iterable[Entry]) -> list[Head]:
    """The newest entry of every device in ``entries``."""
    newest: dict[str, Head] = {}
    for entry in entries:
        head = newest.get(entry.device)
        if head is None or entry.sequence > head.sequence:
            newest[entry.device] = Head(entry.device, entry.sequence, entry.digest)
    return list(newest.values())


def _manifest(bundle: EntriesBundle, certificate: bytes) -> dict[str, Any]:
    action, seen = bundle.action, view(certificate)
    return {
        "kind": bundle.kind.value,
        "format": FORMATS[bundle.kind],
        "action": {
            "id": action.id,
            "name": action.name,
            "park": action.park,
            "municipality": action.municipality,
            "day": action.day.isoformat(),
            "practice": action.practice,
        },
        "device": {
            "id": bundle.device,
            "name": bundle.device_name,
            "certificate": certificate.decode("ascii"),
            "fingerprint": seen.fingerprint,
        },
        "period": period(bundle.entries),
        "counts": counts(bundle.entries),
        "recipients": [
            {"code": one.code, "name": one.name, "age": key, "legal_basis": one.legal_basis}
            for one in bundle.recipients
            for key in one.keys
        ],
        "forms": [str(digest) for digest, _ in bundle.forms],
        "attachments": attachments_of(bundle.entries),
        **_about(bundle),
        "made": utc_text(bundle.made),
        "made_by": bundle.made_by,
        "made_with": f"fieldcheck {__version__}",
    }


def _about(bundle: EntriesBundle) -> dict[str, Any]:
    """What a day ends in, or which one case an excerpt is about."""
    if isinstance(bundle, DayBundle):
        return {"heads": heads_json(bundle.heads)}
    if isinstance(bundle, ExcerptBundle):
        case = {"id": bundle.case, "code": bundle.case_code}
        return {"case": case, "referrals": list(bundle.referrals)}
    if isinstance(bundle, QuestionBundle):
        return {}
    raise TypeError(type(bundle).__name__)
