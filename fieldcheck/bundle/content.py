"""What bundles of journal entries hold: a manifest, the entries as JSON Lines, their forms and attachments.

A *day* is whole chains, with their heads. A *referral* and an *outcome* are excerpts: one case, for one
partner. A *question* asks the posts that report to look at papers again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from fieldcheck import __version__
from fieldcheck.bundle.members import Member, measured, member
from fieldcheck.bundle.summary import NamedAttachments, Summary
from fieldcheck.crypto import view
from fieldcheck.domain.journal import Entry, Head, canonical_json, utc_text
from fieldcheck.usecases.ports import (
    BundleKind,
    DayBundle,
    EntriesBundle,
    ExcerptBundle,
    QuestionBundle,
)

FORMATS = {BundleKind.DAY: 2, BundleKind.REFERRAL: 1, BundleKind.OUTCOME: 1, BundleKind.QUESTION: 1}
"""The newest format of each kind. A day of format 1 had no attachments; it is still read."""
MANIFEST = "manifest.json"
ENTRIES = "entries.jsonl"
STRIDE = 256
"""Entries between two calls of progress, and in one piece of the file that holds them."""


def form_file(digest: str) -> str:
    """Where the form with this digest lies in the container."""
    return f"forms/{digest}.json"


def attachment_file(digest: str) -> str:
    """Where the attachment with this digest lies in the container; no name and no ending tells of it."""
    return f"attachments/{digest}"


def bundle_files(
    bundle: EntriesBundle, certificate: bytes, *, passed: Callable[[int], None]
) -> dict[str, Member]:
    """Files by name. The entries are gone through once here, and once more whenever the files are written.

    ``passed`` is told of every :data:`STRIDE` entries, each time; what it raises stops it.
    """
    summary, named = Summary(), NamedAttachments()

    def see(entry: Entry) -> None:
        summary.add(entry)
        named.add(entry)

    entries = measured(lambda: _lines(_told(bundle.entries, see), passed))
    entries = replace(entries, pieces=lambda: _lines(bundle.entries, passed))
    manifest = _manifest(bundle, certificate, summary, named)
    return {
        MANIFEST: member(pretty_json(manifest)),
        ENTRIES: entries,
        **{form_file(digest): member(data) for digest, data in bundle.forms},
        **{
            attachment_file(digest): member(bundle.attachments[digest])
            for digest in sorted(bundle.attachments)
        },
    }


def _told(entries: Iterable[Entry], see: Callable[[Entry], None]) -> Iterator[Entry]:
    for entry in entries:
        see(entry)
        yield entry


def _lines(entries: Iterable[Entry], passed: Callable[[int], None]) -> Iterator[bytes]:
    """The entries as JSON Lines, in pieces of some hundred kB."""
    coming = iter(entries)
    while some := list(islice(coming, STRIDE)):
        yield b"".join(canonical_json(entry.as_json()) + b"\n" for entry in some)
        passed(len(some))


def pretty_json(value: object) -> bytes:
    """JSON for people: indented, keys sorted, ending in a newline."""
    return (json.dumps(value, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


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


def _manifest(
    bundle: EntriesBundle, certificate: bytes, summary: Summary, named: NamedAttachments
) -> dict[str, Any]:
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
        "period": summary.period,
        "counts": summary.counts,
        "recipients": [
            {"code": one.code, "name": one.name, "age": key, "legal_basis": one.legal_basis}
            for one in bundle.recipients
            for key in one.keys
        ],
        "forms": [str(digest) for digest, _ in bundle.forms],
        "attachments": named.listed,
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
