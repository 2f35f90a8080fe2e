"""Signed and sealed containers: what goes in, and what a check finds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol

from fieldcheck.domain.action import Action, Recipient
from fieldcheck.domain.identifiers import DeviceId, FormDigest
from fieldcheck.domain.journal import Entry, Head
from fieldcheck.usecases.ports.handovers import Handovers
from fieldcheck.usecases.ports.journal import Progress


@dataclass(frozen=True, slots=True)
class DayBundle:
    """What goes into the day bundle of one laptop, and the ``recipients`` who alone can open it."""

    action: Action
    recipients: Sequence[Recipient]
    device: DeviceId
    device_name: str
    entries: Sequence[Entry]
    heads: Sequence[Head]
    forms: Sequence[tuple[FormDigest, bytes]]
    made: datetime
    made_by: str
    attachments: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    """Bytes by digest: exactly those that the entries name."""


@dataclass(frozen=True, slots=True)
class BundleReport:
    """What a check of a bundle found; ``ok`` only if signature, chain, digests and entries all hold.

    Attributes:
        signer: subject of the signing certificate ("" when there is no readable one).
        fingerprint: SHA-256 of the certificate, hex in pairs with colons.
        findings: (what was checked, did it hold, plain detail), in the order of checking.
        manifest: the manifest's fields as (name, value) text pairs, for showing.
    """

    ok: bool
    kind: str
    signer: str
    issuer: str
    fingerprint: str
    findings: tuple[tuple[str, bool, str], ...]
    manifest: tuple[tuple[str, str], ...]
    entries: int


@dataclass(frozen=True, slots=True)
class SetUp:
    """What a set-up bundle brings to one laptop.

    Attributes:
        device_name: what the laptop is called, such as ``intake1``; its certificate's common name.
        prefix: two characters that begin its case codes, unique within the action.
        post: code of the post it stands at.
        device_key, device_certificate: PEM of the signing key and its certificate.
        authority: PEM of the action's authority.
        identities: age identities (secrets) by recipient code, for what is sent to this laptop.
        roles: roles that may work on it (values of Role).
        authority_key: PEM of the authority's key on the coordinator's laptop, else empty.
        forms: the published forms of the action by their id; empty when each laptop publishes its own.
    """

    action: Action
    device_name: str
    prefix: str
    post: str
    device_key: bytes = field(repr=False)
    device_certificate: bytes
    authority: bytes
    identities: Mapping[str, str] = field(repr=False)
    roles: tuple[str, ...]
    authority_key: bytes = field(default=b"", repr=False)
    forms: Mapping[str, bytes] = field(default_factory=dict, repr=False)


class Bundles(Handovers, Protocol):
    """Signed and sealed containers."""

    def write_day(self, bundle: DayBundle, folder: Path, *, progress: Progress) -> Path:
        """Write the bundle of the day into ``folder``, whole or not at all; returns its path."""
        ...

    def check(self, path: Path, *, identity: str, authority_pem: bytes) -> BundleReport:
        """Check a bundle (``.asice.age`` with ``identity``, or a bare ``.asice``).

        Bad content is a finding, never an exception.
        """
        ...

    def read_set_up(self, path: Path, code: str) -> SetUp:
        """Open a set-up bundle with its one-time code. Raises BundleRefused naming what failed."""
        ...
