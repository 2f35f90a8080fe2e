"""The check of a bundle, from the envelope to the last entry; every step is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from fieldcheck.bundle.container import Finding, Opened, open_container
from fieldcheck.bundle.content import FORMATS
from fieldcheck.bundle.content_check import ContentRead, check_content, manifest_lines
from fieldcheck.bundle.files import read_bundle
from fieldcheck.crypto import is_sealed, unseal_with_any
from fieldcheck.domain.errors import N_, FieldcheckError, InvalidValue
from fieldcheck.domain.identifiers import CaseId, DeviceId
from fieldcheck.domain.journal import sha256_hex
from fieldcheck.domain.wording import Clause, Said
from fieldcheck.usecases.ports import BundleRead, BundleReport, Progress

ENVELOPE = N_("Envelop")


def check_bundle(
    path: Path, *, identities: Mapping[str, str], authority: bytes, at: datetime, progress: Progress
) -> BundleRead:
    """Check a bundle, sealed or bare, against ``authority`` (PEM) at the moment ``at``.

    ``identities`` (``AGE-SECRET-KEY-1...`` by recipient code) open a sealed one: the first that fits.
    Whatever is wrong with the file is a finding, never an exception; BundleRefused only when ``authority``
    is no certificate, InvalidValue only when an identity is no key: a bundle is not blamed for a key that
    was damaged in copying.
    """
    try:
        data = read_bundle(path)
    except FieldcheckError as error:
        return BundleRead(_report([(N_("Bestand"), False, str(error))]))
    digest, opened_by = sha256_hex(data), ""
    if is_sealed(data):
        try:
            data, opened_by = unseal_with_any(data, identities)
        except InvalidValue:
            raise
        except FieldcheckError as error:
            return BundleRead(_report([(ENVELOPE, False, _plain(error))]), digest)
        findings: list[Finding] = [(ENVELOPE, True, Said(N_("opent met deze sleutel")))]
    elif path.suffix == ".age":
        told = Said(N_("dit is geen verzegeld bestand (age)"))
        return BundleRead(_report([(ENVELOPE, False, told)]), digest)
    else:
        findings = [(ENVELOPE, True, Said(N_("niet verzegeld: alleen de container is gecontroleerd")))]
    opened = open_container(data, authority=authority, at=at)
    return _read(opened, findings, digest, opened_by, progress)


def _read(
    opened: Opened, findings: list[Finding], digest: str, opened_by: str, progress: Progress
) -> BundleRead:
    findings = [*findings, *opened.findings]
    if opened.signature is None:
        return BundleRead(_report(findings), digest, opened_by)
    read = check_content(opened.content, opened.signature, progress=progress)
    manifest = read.manifest
    action, device, case = (_part(manifest, name) for name in ("action", "device", "case"))
    return BundleRead(
        report=_report([*findings, *read.findings], opened, read),
        digest=digest,
        opened_by=opened_by,
        action=_text(action, "id"),
        action_name=_text(action, "name"),
        day=_text(action, "day"),
        practice=action.get("practice") if isinstance(action.get("practice"), bool) else None,
        device=DeviceId(_text(device, "id")),
        device_name=_text(device, "name"),
        case=CaseId(_text(case, "id")),
        case_code=_text(case, "code"),
        entries=read.entries,
        forms=_files(opened, "forms/", ".json"),
        attachments=_files(opened, "attachments/", ""),
    )


def _files(opened: Opened, folder: str, ending: str) -> dict[str, bytes]:
    """The files of a folder of the container, by their name without folder and ending: a digest."""
    return {
        name.removeprefix(folder).removesuffix(ending): data
        for name, data in opened.content.items()
        if name.startswith(folder)
    }


def _part(manifest: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = manifest.get(name)
    return value if isinstance(value, dict) else {}


def _text(part: Mapping[str, Any], name: str) -> str:
    value = part.get(name)
    return value if isinstance(value, str) else ""


def _report(
    findings: list[Finding], opened: Opened | None = None, read: ContentRead | None = None
) -> BundleReport:
    signature = opened.signature if opened else None
    kind = read.kind if read else ""
    return BundleReport(
        ok=kind in FORMATS and all(held for _, held, _ in findings),
        kind=kind,
        signer=signature.signer if signature else "",
        issuer=signature.issuer if signature else "",
        fingerprint=signature.fingerprint if signature else "",
        findings=tuple(findings),
        manifest=manifest_lines(read.manifest) if read else (),
        entries=len(read.entries) if read else 0,
    )


def _plain(error: FieldcheckError) -> str:
    """An error's message as the detail of a finding: a clause, not a sentence."""
    return Clause(error.message, **error.fields)
