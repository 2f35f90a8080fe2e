"""The check of a bundle, from the envelope to the last entry; every step is a finding."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from fieldcheck.bundle.container import Finding, Opened, open_container
from fieldcheck.bundle.day import KIND
from fieldcheck.bundle.day_check import check_day, manifest_lines
from fieldcheck.bundle.files import read_bundle
from fieldcheck.crypto import is_sealed, unseal
from fieldcheck.domain.errors import N_, BundleRefused, FieldcheckError, InvalidValue
from fieldcheck.domain.journal import Entry
from fieldcheck.domain.wording import Clause, Said
from fieldcheck.usecases.ports import BundleReport


@dataclass(frozen=True, slots=True)
class Checked:
    """A report, with what it is about: entries, forms and attachments (by digest).

    They count only if the report is ok.
    """

    report: BundleReport
    entries: tuple[Entry, ...] = ()
    forms: Mapping[str, bytes] | None = None
    attachments: Mapping[str, bytes] = field(default_factory=dict, repr=False)


def check_bundle(path: Path, *, identity: str, authority: bytes, at: datetime) -> Checked:
    """Check a day bundle, sealed or bare, against ``authority`` (PEM) at the moment ``at``.

    ``identity`` (``AGE-SECRET-KEY-1...``) opens a sealed one. Whatever is wrong with the file is a
    finding, never an exception; BundleRefused only when ``authority`` is no certificate, InvalidValue
    only when ``identity`` is no key: a bundle is not blamed for a key that was damaged in copying.
    """
    try:
        data = read_bundle(path)
    except FieldcheckError as error:
        return Checked(_report([(N_("Bestand"), False, str(error))]))
    findings: list[Finding] = []
    if is_sealed(data):
        try:
            data = unseal(data, identity)
        except InvalidValue:
            raise
        except FieldcheckError as error:
            return Checked(_report([(N_("Envelop"), False, _plain(error))]))
        findings.append((N_("Envelop"), True, Said(N_("opent met deze sleutel"))))
    elif path.suffix == ".age":
        return Checked(_report([(N_("Envelop"), False, Said(N_("dit is geen verzegeld bestand (age)")))]))
    else:
        findings.append(
            (N_("Envelop"), True, Said(N_("niet verzegeld: alleen de container is gecontroleerd")))
        )
    return _check_container(open_container(data, authority=authority, at=at), findings)


def read_day(path: Path, identity: str, authority: bytes, *, at: datetime) -> Checked:
    """The contents of a day bundle in which everything holds; raises BundleRefused naming what does not."""
    checked = check_bundle(path, identity=identity, authority=authority, at=at)
    for name, held, detail in checked.report.findings:
        if not held:
            raise BundleRefused(
                N_("De bundel {file} is geweigerd. {check}: {reason}."),
                kept=N_("Er is niets overgenomen en het bestand is niet veranderd."),
                remedy=N_("Vraag de afzender om de bundel opnieuw te maken en te sturen."),
                file=path.name,
                check=Said(name),
                reason=detail,
            )
    return checked


def _check_container(opened: Opened, findings: list[Finding]) -> Checked:
    findings = [*findings, *opened.findings]
    if opened.signature is None:
        return Checked(_report(findings))
    day = check_day(opened.content, opened.signature)
    report = _report(
        [*findings, *day.findings], opened, day.kind, manifest_lines(day.manifest), len(day.entries)
    )
    forms = {name[6:-5]: data for name, data in opened.content.items() if name.startswith("forms/")}
    attachments = {
        name[12:]: data for name, data in opened.content.items() if name.startswith("attachments/")
    }
    return Checked(report, day.entries, forms, attachments)


def _report(
    findings: list[Finding],
    opened: Opened | None = None,
    kind: str = "",
    manifest: tuple[tuple[str, str], ...] = (),
    entries: int = 0,
) -> BundleReport:
    signature = opened.signature if opened else None
    return BundleReport(
        ok=kind == KIND and all(held for _, held, _ in findings),
        kind=kind,
        signer=signature.signer if signature else "",
        issuer=signature.issuer if signature else "",
        fingerprint=signature.fingerprint if signature else "",
        findings=tuple(findings),
        manifest=manifest,
        entries=entries,
    )


def _plain(error: FieldcheckError) -> str:
    """An error's message as the detail of a finding: a clause, not a sentence."""
    return Clause(error.message, **error.fields)
