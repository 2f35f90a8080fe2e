"""Who did and saw what, and which bundles came and went: for whoever audits an action."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One entry of the journal without what was said: who, in which role and capacity, did what, and when.

    ``case_code`` is "" where no case is concerned; ``kind`` is one of ``events``.
    """

    id: str
    at: datetime
    actor: str
    role: str
    capacity: str
    kind: str
    subject_kind: str
    subject: str
    case_code: str
    device: str


@dataclass(frozen=True, slots=True)
class BundleLine:
    """A bundle that was taken in or given out here.

    Attributes:
        incoming: whether it came in.
        kind: day, referral, outcome or set-up.
        device: of which laptop it was made; ``device_name`` "" for our own.
        digest: SHA-256 of the file.
        recipients: codes of who can open it, empty for one that came in.
        entries: how many entries it held (out), or how many of them were new (in).
    """

    incoming: bool
    kind: str
    device: str
    device_name: str
    file: str
    digest: str
    recipients: tuple[str, ...]
    entries: int
    at: datetime
    by: str
