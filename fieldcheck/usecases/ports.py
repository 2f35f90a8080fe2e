"""What the use cases need from the rooms below: the store, the papers and the bundles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Protocol

from fieldcheck.domain.action import Action, Recipient
from fieldcheck.domain.attachment import Attachment
from fieldcheck.domain.case import CaseRow, FlowCounts
from fieldcheck.domain.identifiers import CaseId, DeviceId, FormDigest, InterviewId, ReferralId
from fieldcheck.domain.interview import Interview
from fieldcheck.domain.journal import Break, Draft, Entry, Head
from fieldcheck.domain.referral import Referral

Clock = Callable[[], datetime]
"""The moment now, timezone-aware UTC."""

Progress = Callable[[int, int], None]
"""Called with (done, total) steps; raise Cancelled in it to stop."""


class Cancelled(Exception):
    """The person stopped a long job; nothing half-done stays."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a write touched: subject ids, for screens to redraw; ``at`` is when it was on disk."""

    subjects: frozenset[str]
    at: datetime


class Journal(Protocol):
    """The one write path."""

    @property
    def device(self) -> DeviceId:
        """The device whose chain this store appends to."""
        ...

    def record(self, drafts: Sequence[Draft]) -> Changes:
        """Append entries and update the projections in one transaction, on disk before it returns.

        The bytes that a draft brings along are in the same transaction. Raises StorageFailed when the disk
        does not take it; then nothing was written.
        """
        ...

    def entries(self) -> Iterator[Entry]:
        """All entries, by device and sequence."""
        ...

    def heads(self) -> tuple[Head, ...]:
        """The newest entry of every device."""
        ...

    def broken(self) -> Sequence[Break]:
        """Where the chains, or the attachments they name, do not hold; empty when all is well."""
        ...

    def merge(self, entries: Iterable[Entry], attached: Mapping[str, bytes] | None = None) -> Changes:
        """Take in another device's entries, with the ``attached`` bytes they name by digest.

        A set union, idempotent; all or nothing. Raises BundleRefused when a chain does not hold, two
        entries claim one place, or an attachment is missing or was changed.
        """
        ...


class Records(Protocol):
    """What can be read; projections of the journal."""

    def action(self) -> Action | None:
        """The action this store was set up for."""
        ...

    def case(self, case: CaseId) -> CaseRow:
        """One case; KeyError when unknown."""
        ...

    def cases(self, *, post: str = "", search: str = "", limit: int = 500) -> tuple[CaseRow, ...]:
        """The newest cases first, of one post, or all; ``search`` is part of a code."""
        ...

    def next_case_number(self) -> int:
        """1 upward, for the next case code of this device."""
        ...

    def interview(self, interview: InterviewId) -> Interview:
        """One interview with its current answers; KeyError when unknown."""
        ...

    def interviews(self, case: CaseId) -> tuple[Interview, ...]:
        """All interviews of a case with their answers, the first one first."""
        ...

    def attachment(self, interview: InterviewId, name: str) -> Attachment:
        """The file that is (or was) an answer of an interview under this name; KeyError when unknown.

        Raises StorageFailed when its bytes are no longer those that were recorded.
        """
        ...

    def attachment_content(self, digest: str) -> bytes:
        """The bytes of an attachment by their SHA-256; KeyError when unknown, StorageFailed as above."""
        ...

    def referral(self, referral: ReferralId) -> Referral:
        """One referral; KeyError when unknown."""
        ...

    def referrals(self, *, to: str = "", case: CaseId | None = None) -> tuple[Referral, ...]:
        """Referrals, the unacknowledged first, then by urgency and waiting time."""
        ...

    def counts(self, post: str) -> FlowCounts:
        """The flow of one post."""
        ...

    def keep_form(self, digest: FormDigest, published: bytes) -> None:
        """Keep a published form by its digest; keeping it twice is nothing."""
        ...

    def form(self, digest: FormDigest) -> bytes:
        """A kept form; KeyError when unknown."""
        ...

    def keep_secret(self, name: str, value: bytes) -> None:
        """Keep a key of this laptop inside the encrypted database, outside the journal."""
        ...

    def secret(self, name: str) -> bytes | None:
        """A kept key, or None."""
        ...


class Store(Journal, Records, Protocol):
    """An unlocked store: journal and records on one file."""

    def become(self, device: DeviceId) -> None:
        """Take the identity that a set-up bundle gives, while the journal is still empty.

        Raises UserFixable once something was recorded under another identity.
        """
        ...

    def rebuild(self) -> None:
        """Make every projection anew from the journal."""
        ...

    def projections_digest(self) -> str:
        """SHA-256 over all projections, to compare the kept ones with rebuilt ones."""
        ...

    def back_up(self, target: Path) -> None:
        """An encrypted copy of everything, consistent while in use."""
        ...

    def close(self) -> None:
        """Give the file free; idempotent."""
        ...


@dataclass(frozen=True, slots=True)
class Created:
    """A store that was just made: ``recovery_code`` is shown and printed once, and kept nowhere."""

    store: Store
    recovery_code: str = field(repr=False)


class Vault(Protocol):
    """The locked store on disk: makes, opens and re-keys it."""

    def exists(self) -> bool:
        """Whether a store was created here."""
        ...

    def users(self) -> tuple[str, ...]:
        """Names that have a key slot, in the order they were added."""
        ...

    def wait_seconds(self, user: str) -> int:
        """Seconds to wait after wrong tries of ``user`` ("": of the recovery code); survives a restart."""
        ...

    def create(self, user: str, passphrase: str, device: DeviceId) -> Created:
        """Make a new encrypted store with one user slot and one recovery slot."""
        ...

    def unlock(self, user: str, passphrase: str) -> Store:
        """Open the store. Raises WrongPassphrase, StoreRefused or StorageFailed."""
        ...

    def unlock_with_recovery_code(self, code: str) -> Store:
        """Open the store with the printed code. Raises WrongPassphrase."""
        ...

    def change_passphrase(self, user: str, old: str, new: str) -> None:
        """Wrap the same database key anew; the database itself is not touched."""
        ...


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of a paper: a signal or rule in words, with the answer behind it."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class ReferralSheet:
    """What the referral sheet to ISZW says; for the inspector's eyes."""

    action: Action
    case_code: str
    sent: datetime
    sent_by: str
    to: str
    how: str
    capacity: str
    spoken_language: str
    reasons: tuple[Reason, ...]
    figures: tuple[Reason, ...]
    blank_domains: tuple[str, ...]
    conditions: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class ControlProof:
    """What the proof of control says: the same for everyone, nothing of an outcome or a language."""

    action: Action
    serial: str
    case_code: str
    issued: datetime
    official: str


@dataclass(frozen=True, slots=True)
class RightsLetter:
    """What the rights letter is made from. ``language`` is the reader's; Dutch stands beside nothing in it.

    ``minimum_wage`` is the statutory hourly minimum of that day and age as an amount string ("14.99"),
    "" where no source gives it.
    """

    action: Action
    language: str
    day: date
    minimum_wage: str
    eu_citizen: bool | None
    draft: bool


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The sheet with the recovery code, printed once at set-up."""

    code: str
    device: str
    made: datetime
    practice: bool


class Papers(Protocol):
    """Makes PDFs: bytes out, nothing written to disk."""

    def referral_sheet(self, sheet: ReferralSheet) -> bytes:
        """The sheet that goes with an acute referral."""
        ...

    def control_proof(self, proof: ControlProof) -> bytes:
        """The proof of control (controlebewijs)."""
        ...

    def rights_letter(self, letter: RightsLetter) -> bytes:
        """The rights letter in the reader's language."""
        ...

    def recovery_sheet(self, sheet: RecoverySheet) -> bytes:
        """The sheet with the recovery code."""
        ...


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


class Bundles(Protocol):
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
