"""Whether a signed bundle says what its entries say: manifest, device, chain or case, counts and files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fieldcheck.bundle.container import SUMS, Finding
from fieldcheck.bundle.content import (
    ENTRIES,
    FORMATS,
    MANIFEST,
    STRIDE,
    attachment_file,
    form_file,
    heads_json,
    heads_of,
)
from fieldcheck.bundle.excerpt_check import case_finding, own_digests_finding
from fieldcheck.bundle.summary import NamedAttachments, Summary
from fieldcheck.crypto import SignatureReport, view
from fieldcheck.domain.errors import N_
from fieldcheck.domain.journal import Entry, breaks, canonical_json, parse_utc, sha256_hex
from fieldcheck.domain.wording import Said
from fieldcheck.usecases.ports import BundleKind, Progress


@dataclass(frozen=True, slots=True)
class ContentRead:
    """What was read from a bundle; ``manifest`` is empty and ``entries`` too when unreadable."""

    kind: str
    manifest: Mapping[str, Any]
    entries: tuple[Entry, ...]
    findings: tuple[Finding, ...]


class _Unreadable(Exception):
    """Why a file of the bundle cannot be read, in plain Dutch."""


def read_manifest(content: Mapping[str, bytes]) -> dict[str, Any]:
    """``manifest.json`` as an object; {} when it is missing or is none."""
    try:
        manifest = json.loads(content.get(MANIFEST, b""))
    except ValueError:
        return {}
    return manifest if isinstance(manifest, dict) else {}


def check_content(
    content: Mapping[str, bytes], signature: SignatureReport, *, progress: Progress
) -> ContentRead:
    """Read the contents of a container whose signature was checked; never raises on bad content."""
    manifest = read_manifest(content)
    kind = str(manifest.get("kind", ""))
    findings = [_manifest_finding(manifest)]
    if not findings[0][1]:
        return ContentRead(kind, manifest, (), tuple(findings))
    try:
        entries = _entries(content.get(ENTRIES, b""), progress)
    except _Unreadable as reason:
        findings.append((N_("Journaal"), False, reason.args[0]))
        return ContentRead(kind, manifest, (), tuple(findings))
    findings += [
        _device_finding(manifest, signature),
        *_entries_findings(BundleKind(kind), manifest, entries),
        _forms_finding(manifest, content),
        _attachments_finding(manifest, entries, content),
    ]
    return ContentRead(kind, manifest, entries, tuple(findings))


def manifest_lines(manifest: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    """The manifest for showing: (Dutch msgid, value); what is not there is left out."""
    action, device = _part(manifest, "action"), _part(manifest, "device")
    time, case = _part(manifest, "period"), _part(manifest, "case")
    lines = [
        (N_("Actie"), action.get("name", "")),
        (N_("Park"), action.get("park", "")),
        (N_("Dag"), action.get("day", "")),
        (N_("Laptop"), device.get("name", "")),
        (N_("Zaak"), case.get("code", "")),
        (N_("Periode"), " - ".join(str(time[end]) for end in ("from", "to") if time.get(end))),
        *((N_("Aantal"), _count(one)) for one in _list(manifest, "counts")),
        (N_("Bijlagen"), len(_list(manifest, "attachments")) or ""),
        *(
            (N_("Ontvanger"), f"{one.get('name')}: {one.get('legal_basis')}")
            for one in _list(manifest, "recipients")
        ),
        (N_("Gemaakt"), f"{manifest.get('made', '')} {manifest.get('made_by', '')}".strip()),
    ]
    return tuple((name, value if isinstance(value, str) else str(value)) for name, value in lines if value)


_UNITS_SHOWN = {
    "actions": N_("{count} acties"),
    "entries": N_("{count} journaalregels"),
    "forms": N_("{count} formulieren"),
    "homes": N_("{count} woningen"),
    "interviews": N_("{count} gesprekken"),
    "persons": N_("{count} personen"),
    "referrals": N_("{count} doorverwijzingen"),
    "sessions": N_("{count} sessies"),
    "things": N_("{count} bedrijven, woningen en voertuigen"),
}


def _count(one: Mapping[str, Any]) -> str:
    unit = str(one.get("unit"))
    return Said(_UNITS_SHOWN.get(unit, "{count} {unit}"), count=one.get("count"), unit=unit)


def _part(manifest: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = manifest.get(name)
    return value if isinstance(value, dict) else {}


def _list(manifest: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = manifest.get(name)
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _manifest_finding(manifest: Mapping[str, Any]) -> Finding:
    check = N_("Manifest")
    if not manifest:
        return check, False, Said(N_("manifest.json ontbreekt of is onleesbaar"))
    kind = str(manifest.get("kind"))
    if kind not in FORMATS:
        other = N_("een bundel van de soort “{kind}” wordt hier niet gelezen")
        return check, False, Said(other, kind=kind[:40])
    newest = FORMATS[BundleKind(kind)]
    if type(manifest.get("format")) is not int or not 1 <= manifest["format"] <= newest:
        return check, False, Said(N_("de bundel is gemaakt met een andere versie van fieldcheck"))
    return check, True, Said(_KINDS[BundleKind(kind)], format=manifest["format"])


_KINDS = {
    BundleKind.DAY: N_("dagbundel, versie {format}"),
    BundleKind.REFERRAL: N_("doorverwijzing van één zaak, versie {format}"),
    BundleKind.OUTCOME: N_("terugmelding over één zaak, versie {format}"),
    BundleKind.QUESTION: N_("vraag over papieren, versie {format}"),
}


def _entries(data: bytes, progress: Progress) -> tuple[Entry, ...]:
    lines = data.split(b"\n")
    if lines.pop() != b"":
        raise _Unreadable(Said(N_("{file} is niet compleet"), file=ENTRIES))
    entries = []
    for number, line in enumerate(lines, start=1):
        if number % STRIDE == 0:
            progress(number, len(lines))
        entries.append(_entry(line, number))
    return tuple(entries)


def _entry(line: bytes, number: int) -> Entry:
    """One line, which must be the one way to write that entry, so that no key hides behind another."""
    try:
        value = json.loads(line)
        if canonical_json(value) != line:
            raise ValueError("not canonical")
        entry = Entry.from_json(value)
        _require_types(entry)
        parse_utc(entry.at)
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _Unreadable(
            Said(N_("{file}, regel {number}: dit is geen journaalregel"), file=ENTRIES, number=number)
        ) from error
    return entry


def _require_types(entry: Entry) -> None:
    if type(entry.sequence) is not int or not isinstance(entry.payload, dict | None):
        raise TypeError("sequence or payload")
    others = (getattr(entry, name) for name in Entry.__slots__ if name not in ("sequence", "payload"))
    if not all(isinstance(value, str) for value in others):
        raise TypeError("texts")


def _device_finding(manifest: Mapping[str, Any], signature: SignatureReport) -> Finding:
    check = N_("Toestel")
    device = _part(manifest, "device")
    if not signature.certificate:
        return check, False, Said(N_("geen leesbaar certificaat om het toestel mee te vergelijken"))
    seen = view(signature.certificate)
    if device.get("id") != seen.device or device.get("fingerprint") != seen.fingerprint:
        return check, False, Said(N_("het manifest noemt een ander toestel dan het certificaat"))
    return check, True, f"{seen.subject} ({seen.device})"


def _entries_findings(
    kind: BundleKind, manifest: Mapping[str, Any], entries: tuple[Entry, ...]
) -> list[Finding]:
    if kind is BundleKind.DAY:
        return [
            _chain_finding(entries),
            _counts_finding(manifest, entries),
            _heads_finding(manifest, entries),
        ]
    return [
        own_digests_finding(entries),
        case_finding(kind, manifest, entries),
        _counts_finding(manifest, entries),
    ]


def _chain_finding(entries: tuple[Entry, ...]) -> Finding:
    check = N_("Journaal")
    found = breaks(entries)
    if found:
        first = found[0]
        broken = Said(
            N_("de keten is {count} keer gebroken, het eerst bij toestel {device}, regel {line} ({reason})"),
            count=len(found),
            device=first.device,
            line=first.sequence,
            reason=Said(_REASONS[first.reason]),
        )
        return check, False, broken
    return check, True, Said(N_("{count} regels, de keten is heel"), count=len(entries))


_REASONS = {
    "sequence": N_("volgnummer"),
    "previous": N_("vorige regel"),
    "payload": N_("inhoud"),
    "digest": N_("eigen kenmerk"),
}


def _counts_finding(manifest: Mapping[str, Any], entries: tuple[Entry, ...]) -> Finding:
    check = N_("Aantallen")
    summary = Summary(entries)
    if manifest.get("counts") != summary.counts or manifest.get("period") != summary.period:
        return check, False, Said(N_("het manifest telt anders dan de journaalregels"))
    return check, True, Said(N_("manifest en journaal zijn het eens"))


def _heads_finding(manifest: Mapping[str, Any], entries: tuple[Entry, ...]) -> Finding:
    check = N_("Einde van het journaal")
    if manifest.get("heads") != heads_json(heads_of(entries)):
        return check, False, Said(N_("het journaal eindigt ergens anders dan het manifest zegt"))
    return check, True, Said(N_("bij de laatste regel die het manifest noemt"))


def _forms_finding(manifest: Mapping[str, Any], content: Mapping[str, bytes]) -> Finding:
    check = N_("Formulieren")
    digests = manifest.get("forms")
    if not isinstance(digests, list):
        return check, False, Said(N_("het manifest noemt geen formulieren"))
    expected = {MANIFEST, ENTRIES, SUMS, *(form_file(str(digest)) for digest in digests)}
    if {name for name in content if not name.startswith(_ATTACHMENTS)} != expected:
        return check, False, Said(N_("er ontbreekt een formulier, of er is een bestand te veel"))
    wrong = [digest for digest in digests if sha256_hex(content[form_file(digest)]) != digest]
    if wrong:
        other = Said(N_("de inhoud van formulier {digest} is een andere"), digest=str(wrong[0])[:12])
        return check, False, other
    return check, True, Said(N_("zoals gebruikt ({count})"), count=len(digests))


_ATTACHMENTS = attachment_file("")


def _attachments_finding(
    manifest: Mapping[str, Any], entries: tuple[Entry, ...], content: Mapping[str, bytes]
) -> Finding:
    check = N_("Bijlagen")
    try:
        named = NamedAttachments(entries).listed
    except ValueError:
        return check, False, Said(N_("een journaalregel noemt een bijlage zonder geldig kenmerk"))
    first_day = manifest["kind"] == BundleKind.DAY and manifest["format"] == 1
    listed = [] if first_day else manifest.get("attachments")
    if listed != named:
        return check, False, Said(N_("het manifest noemt andere bijlagen dan de journaalregels"))
    files = {name.removeprefix(_ATTACHMENTS) for name in content if name.startswith(_ATTACHMENTS)}
    if files != {one["digest"] for one in named}:
        return check, False, Said(N_("er ontbreekt een bijlage, of er is er een te veel"))
    wrong = [digest for digest in sorted(files) if sha256_hex(content[attachment_file(digest)]) != digest]
    if wrong:
        return check, False, Said(N_("de inhoud van bijlage {digest} is een andere"), digest=wrong[0][:12])
    return check, True, Said(N_("zoals gegeven ({count})"), count=len(named))
