"""Signed and sealed containers: what goes in, and what a check finds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fieldcheck.domain.action import Action, Recipient
from fieldcheck.domain.identifiers import CaseId, DeviceId, FormDigest, ReferralId
from fieldcheck.domain.journal import Entry, Head
from fieldcheck.domain.things.earlier import CarriedThing
from fieldcheck.usecases.ports.handovers import Handovers
from fieldcheck.usecases.ports.journal import Progress
from fieldcheck.usecases.ports.updates import Updates

NO_DEVICE, NO_CASE = DeviceId(""), CaseId("")

if TYPE_CHECKING:
    # The first window is up before the crypto libraries are loaded.
    from fieldcheck.crypto import KeyPair


class BundleKind(StrEnum):
    """What a bundle of journal entries is for."""

    DAY = "day"
    REFERRAL = "referral"
    OUTCOME = "outcome"
    QUESTION = "question"


class Entries(Protocol):
    """The entries of a bundle: a sequence, or something that reads them anew each time it is gone through."""

    def __iter__(self) -> Iterator[Entry]:
        """From the first one, the same each time."""
        ...

    def __len__(self) -> int:
        """How many they are."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class EntriesBundle:
    """What goes into every bundle of journal entries, and the ``recipients`` who alone can open it.

    ``attachments`` are bytes by digest: exactly those that the entries name.
    """

    action: Action
    recipients: Sequence[Recipient]
    device: DeviceId
    device_name: str
    entries: Entries
    forms: Sequence[tuple[FormDigest, bytes]]
    made: datetime
    made_by: str
    attachments: Mapping[str, bytes] = field(default_factory=dict, repr=False)

    @property
    def kind(self) -> BundleKind:
        """What it is for."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True, kw_only=True)
class DayBundle(EntriesBundle):
    """All of one laptop: whole chains, with the ``heads`` they end in."""

    heads: Sequence[Head]

    @property
    def kind(self) -> BundleKind:
        """What it is for."""
        return BundleKind.DAY


@dataclass(frozen=True, slots=True, kw_only=True)
class ExcerptBundle(EntriesBundle):
    """What one partner may have of one case, without the rest of the chains.

    Attributes:
        what: REFERRAL or OUTCOME.
        case, case_code: the one case that it is about.
        referrals: the referrals that it brings, or brings an answer to; the first one names the file.
    """

    what: BundleKind
    case: CaseId
    case_code: str
    referrals: Sequence[ReferralId]

    @property
    def kind(self) -> BundleKind:
        """What it is for."""
        return self.what


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionBundle(EntriesBundle):
    """What the coordinator asks the posts that report, about papers of cases: no name and no number."""

    @property
    def kind(self) -> BundleKind:
        """What it is for."""
        return BundleKind.QUESTION


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
class BundleRead:
    """A bundle that was read, with what the check found; all of it counts only if the report is ok.

    Attributes:
        digest: SHA-256 of the file as it lies there; "" when it could not be read.
        opened_by: code of the recipient whose identity opened it, "" when none did or it is not sealed.
        action, action_name, day, practice: which action its manifest names; "" and None when it names none.
        device, device_name: the laptop that made it.
        case, case_code: the one case that an excerpt is about, "" in a day bundle.
        forms, attachments: bytes by digest.
    """

    report: BundleReport
    digest: str = ""
    opened_by: str = ""
    action: str = ""
    action_name: str = ""
    day: str = ""
    practice: bool | None = None
    device: DeviceId = NO_DEVICE
    device_name: str = ""
    case: CaseId = NO_CASE
    case_code: str = ""
    entries: tuple[Entry, ...] = ()
    forms: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    attachments: Mapping[str, bytes] = field(default_factory=dict, repr=False)


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
        things: what other actions met, without a person; empty when nothing was carried over.
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
    things: tuple[CarriedThing, ...] = field(default=(), repr=False)


class Bundles(Handovers, Updates, Protocol):
    """Signed and sealed containers."""

    def write(self, bundle: EntriesBundle, folder: Path, *, progress: Progress) -> Path:
        """Write a signed and sealed bundle into ``folder``, whole or not at all; returns its path."""
        ...

    def read(
        self, path: Path, identities: Mapping[str, str], authority_pem: bytes, *, progress: Progress
    ) -> BundleRead:
        """Read and check a bundle with the first of ``identities`` (secrets by recipient code) that opens it.

        Bad content is a finding, never an exception; the file is left as it is. Raises what ``progress``
        raises.
        """
        ...

    def check(self, path: Path, *, identity: str, authority_pem: bytes) -> BundleReport:
        """Check a bundle (``.asice.age`` with ``identity``, or a bare ``.asice``).

        Bad content is a finding, never an exception.
        """
        ...

    def write_set_up(
        self, set_up: SetUp, folder: Path, *, authority: KeyPair, code: str, made_by: str
    ) -> Path:
        """Write the set-up bundle of one laptop into ``folder``, whole or not at all; returns its path.

        ``code`` is a new one-time code that travels apart from the file. Raises StorageFailed.
        """
        ...

    def read_set_up(self, path: Path, code: str) -> SetUp:
        """Open a set-up bundle with its one-time code. Raises BundleRefused naming what failed."""
        ...

    def write_certificate(self, sheet: str, folder: Path, *, day: date, park: str) -> Path:
        """Write a new folder into ``folder`` with what a check without this program needs; returns its path.

        It holds the certificate of the action's authority, ``sheet`` (words with its fingerprint) and the
        check as a script; no key. Whole or not at all. Raises BundleRefused without an authority,
        StorageFailed.
        """
        ...
