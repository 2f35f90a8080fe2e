"""ASiC-E containers with one CAdES signature (ETSI EN 319 162-1): written from contents, and checked back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from fieldcheck.bundle.asic_manifest import (
    MANIFEST,
    SIGNATURE,
    read_asic_manifest,
    write_asic_manifest,
    wrong_digests,
)
from fieldcheck.bundle.members import Member, member, members
from fieldcheck.bundle.zip_bytes import NotOurZip, read_zip, zip_pieces
from fieldcheck.crypto import SignatureReport, sign_cms, verify_cms
from fieldcheck.domain.errors import N_
from fieldcheck.domain.journal import sha256_hex
from fieldcheck.domain.wording import Said

MIMETYPE = b"application/vnd.etsi.asic-e+zip"
SUMS = "SHA256SUMS"

Finding = tuple[str, bool, str]
"""What was checked (a Dutch msgid), whether it held, and a plain detail."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A container that was looked into.

    Attributes:
        content: files by name, without ``mimetype`` and ``META-INF``; empty when not readable.
        signature: what the check of the signature found, None when it was not reached.
        findings: in the order of checking.
    """

    content: Mapping[str, bytes]
    signature: SignatureReport | None
    findings: list[Finding] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether everything that was checked held."""
        return all(held for _, held, _ in self.findings)


def write_container(content: Mapping[str, bytes], *, key: bytes, certificate: bytes, at: datetime) -> bytes:
    """The container of ``content`` and its ``SHA256SUMS``, signed with ``key`` at ``at``."""
    return b"".join(container_pieces(members(content), key=key, certificate=certificate, at=at))


def container_pieces(
    content: Mapping[str, Member], *, key: bytes, certificate: bytes, at: datetime
) -> Iterator[bytes]:
    """As :func:`write_container`, piece by piece: no more of it is in memory than one piece of a file.

    Raises MemberChanged when a file is not the one any more that was signed.
    """
    sums = "".join(f"{one.digest.hex()}  {name}\n" for name, one in content.items())
    covered = {**content, SUMS: member(sums.encode("ascii"))}
    manifest = write_asic_manifest(covered)
    signature = sign_cms(manifest, key, certificate, at)
    before = {"mimetype": MIMETYPE, MANIFEST: manifest, SIGNATURE: signature}
    return zip_pieces({**members(before), **covered})


def open_container(archive: bytes, *, authority: bytes, at: datetime) -> Opened:
    """Check a container against the certificate ``authority`` at the moment ``at``.

    Bad content is a finding, never an exception.
    """
    check = N_("Container")
    try:
        found = read_zip(archive)
    except NotOurZip as reason:
        return Opened({}, None, [(check, False, reason.args[0])])
    if list(found)[:3] != ["mimetype", MANIFEST, SIGNATURE] or found["mimetype"] != MIMETYPE:
        return Opened({}, None, [(check, False, Said(N_("de container is geen ASiC-E van fieldcheck")))])
    manifest, der = found[MANIFEST], found[SIGNATURE]
    content = {name: data for name, data in found.items() if not name.startswith(("META-INF/", "mimetype"))}
    signature = verify_cms(der, manifest, authority, at)
    findings = [
        (check, True, Said(N_("ASiC-E, elk byte verantwoord"))),
        _signature_finding(signature),
        _certificate_finding(signature),
        _digests_finding(manifest, found, content),
        _sums_finding(content),
    ]
    return Opened(content, signature, findings)


def _signature_finding(report: SignatureReport) -> Finding:
    problem = report.signature_problem
    when = f"{report.signed_at:%Y-%m-%d %H:%M:%S} UTC" if report.signed_at else ""
    signed = Said(N_("van {signer}, {when}"), signer=report.signer, when=when)
    return N_("Handtekening"), not problem, problem or signed


def _certificate_finding(report: SignatureReport) -> Finding:
    problem = report.certificate_problem
    issued = Said(N_("uitgegeven door {issuer}"), issuer=report.issuer)
    return N_("Certificaat"), not problem, problem or issued


def _digests_finding(manifest: bytes, found: Mapping[str, bytes], content: Mapping[str, bytes]) -> Finding:
    check = N_("Inhoud")
    digests = read_asic_manifest(manifest)
    if digests is None or len(found) != len(content) + 3:
        return check, False, Said(N_("de lijst van bestanden is onleesbaar of niet volledig"))
    wrong = wrong_digests(digests, content)
    if wrong:
        return (
            check,
            False,
            Said(N_("veranderd, ontbrekend of niet ondertekend: {names}"), names=", ".join(wrong)),
        )
    return check, True, Said(N_("{count} bestanden, alle ondertekend"), count=len(content))


def _sums_finding(content: Mapping[str, bytes]) -> Finding:
    check = N_("SHA256SUMS")
    expected = "".join(f"{sha256_hex(data)}  {name}\n" for name, data in content.items() if name != SUMS)
    held = content.get(SUMS) == expected.encode("ascii")
    return check, held, Said(N_("klopt met de bestanden") if held else N_("klopt niet met de bestanden"))
