"""The journal: append-only entries, each chained to the one before it by its digest.

An entry's own digest covers everything but the payload, of which only the digest is covered:
so a payload can be erased and the chain still verifies. Each payload holds a random salt, erased
with it; without the salt, an erased "yes" could be found again by trying.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from fieldcheck.domain.identifiers import DeviceId, EntryId

GENESIS = "0" * 64
"""What the first entry of a device names as its predecessor."""
SALT = "salt"
"""Key of the salt in every payload: 32 random hex digits."""


def canonical_json(value: object) -> bytes:
    """The one byte form of a JSON value: sorted keys, no spaces, UTF-8; floats are refused."""
    _refuse_floats(value)
    return _encode(value).encode()


_encode = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


def _refuse_floats(value: object) -> None:
    if isinstance(value, str):  # nearly all of them, and asking for a Mapping is slow
        return
    if isinstance(value, float):
        raise TypeError("amounts are written as strings of a Decimal, never as float")
    if isinstance(value, Mapping):
        for item in value.values():
            _refuse_floats(item)
    elif isinstance(value, list | tuple):
        for item in value:
            _refuse_floats(item)


def sha256_hex(data: bytes) -> str:
    """SHA-256 as 64 lower-case hex digits."""
    return hashlib.sha256(data).hexdigest()


def utc_text(at: datetime) -> str:
    """A moment as ``2026-11-22T04:31:07.123Z`` (UTC, milliseconds)."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def parse_utc(text: str) -> datetime:
    """The moment that :func:`utc_text` wrote; ValueError for anything else."""
    return datetime.fromisoformat(text)


@dataclass(frozen=True, slots=True)
class Draft:
    """What a use case wants on record; the store adds identity, clock and chain.

    Attributes:
        kind: what happened, such as ``answer.recorded``; see ``events``.
        subject_kind: ``action``, ``case``, ``interview``, ``referral``, ``form`` or ``session``.
        subject: identifier of that subject.
        payload: JSON object without floats.
        actor, role, capacity: who, in which role and legal capacity.
        attached: bytes of the file that ``payload`` names by digest, None where it names none. They travel
            with the draft, so that neither is ever saved without the other.
    """

    kind: str
    subject_kind: str
    subject: str
    payload: Mapping[str, Any]
    actor: str
    role: str
    capacity: str
    attached: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the journal. ``payload`` is None once erased; the digests stay."""

    id: EntryId
    device: DeviceId
    sequence: int
    at: str
    clock: str
    actor: str
    role: str
    capacity: str
    subject_kind: str
    subject: str
    kind: str
    payload: Mapping[str, Any] | None
    payload_digest: str
    previous: str
    digest: str

    def computed_digest(self) -> str:
        """The digest this entry ought to have; covers everything but the payload itself."""
        covered = {
            "id": self.id,
            "device": self.device,
            "sequence": self.sequence,
            "at": self.at,
            "clock": self.clock,
            "actor": self.actor,
            "role": self.role,
            "capacity": self.capacity,
            "subject_kind": self.subject_kind,
            "subject": self.subject,
            "kind": self.kind,
            "payload_digest": self.payload_digest,
            "previous": self.previous,
        }
        return sha256_hex(canonical_json(covered))

    def as_json(self) -> dict[str, Any]:
        """The entry as the JSON object of a bundle's JSON Lines."""
        payload = None if self.payload is None else dict(self.payload)
        return {name: getattr(self, name) for name in _FIELDS} | {"payload": payload}

    @staticmethod
    def from_json(value: Mapping[str, Any]) -> Entry:
        """The entry that :meth:`as_json` wrote; KeyError or TypeError for anything else."""
        if set(value) != {*_FIELDS, "payload"}:
            raise KeyError("fields of a journal entry")
        return Entry(**dict(value))


_FIELDS = (
    "id",
    "device",
    "sequence",
    "at",
    "clock",
    "actor",
    "role",
    "capacity",
    "subject_kind",
    "subject",
    "kind",
    "payload_digest",
    "previous",
    "digest",
)


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry of one device's chain."""

    device: DeviceId
    sequence: int
    digest: str


@dataclass(frozen=True, slots=True)
class Break:
    """Where a chain does not hold, and why (``sequence``, ``previous``, ``payload`` or ``digest``).

    ``attachment`` when the entry holds, and the bytes it names are gone or are others.
    """

    device: DeviceId
    sequence: int
    reason: str


def chain(draft: Draft, *, id: EntryId, device: DeviceId, at: datetime, clock: str, after: Head) -> Entry:
    """The entry for ``draft`` that follows the head ``after``; its payload gets a salt."""
    payload = {**draft.payload, SALT: secrets.token_hex(16)}
    covered: dict[str, Any] = {
        "id": id,
        "device": device,
        "sequence": after.sequence + 1,
        "at": utc_text(at),
        "clock": clock,
        "actor": draft.actor,
        "role": draft.role,
        "capacity": draft.capacity,
        "subject_kind": draft.subject_kind,
        "subject": draft.subject,
        "kind": draft.kind,
        "payload_digest": sha256_hex(canonical_json(payload)),
        "previous": after.digest,
    }
    return Entry(**covered, payload=payload, digest=sha256_hex(_encode(covered).encode()))


def breaks(entries: Iterable[Entry]) -> list[Break]:
    """Every place where the chains in ``entries`` (any mix of devices, in sequence order) do not hold."""
    found: list[Break] = []
    heads: dict[DeviceId, Head] = {}
    for entry in entries:
        head = heads.get(entry.device, Head(entry.device, 0, GENESIS))
        reason = _reason(entry, head)
        if reason:
            found.append(Break(entry.device, entry.sequence, reason))
        heads[entry.device] = Head(entry.device, entry.sequence, entry.digest)
    return found


def _reason(entry: Entry, head: Head) -> str:
    if entry.sequence != head.sequence + 1:
        return "sequence"
    if entry.previous != head.digest:
        return "previous"
    if entry.payload is not None and entry.payload_digest != sha256_hex(canonical_json(entry.payload)):
        return "payload"
    if entry.digest != entry.computed_digest():
        return "digest"
    return ""


@dataclass(frozen=True, slots=True)
class HybridClock:
    """A hybrid logical clock: wall time in milliseconds and a counter, so that order survives a wrong clock.

    Written as ``<13 digits of milliseconds>-<4 hex digits of counter>``; sorts as text.
    """

    milliseconds: int
    counter: int

    def __str__(self) -> str:
        return f"{self.milliseconds:013d}-{self.counter:04x}"

    @staticmethod
    def parse(text: str) -> HybridClock:
        """The clock that ``str`` wrote; ValueError for anything else."""
        wall, counter = text.split("-")
        return HybridClock(int(wall), int(counter, 16))

    def tick(self, at: datetime) -> HybridClock:
        """The next reading at wall time ``at``: never earlier than this one."""
        wall = int(at.timestamp() * 1000)
        if wall > self.milliseconds:
            return HybridClock(wall, 0)
        if self.counter == 0xFFFF:
            return HybridClock(self.milliseconds + 1, 0)
        return HybridClock(self.milliseconds, self.counter + 1)
