"""The one write path, and what every job needs: the moment, progress and what a write touched."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from fieldcheck.domain.identifiers import CaseId, DeviceId, FormDigest
from fieldcheck.domain.journal import Break, Draft, Entry, Head

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

    @property
    def saved_at(self) -> datetime | None:
        """When entries last came on disk since the store was opened (UTC); None before the first."""
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

    def take_excerpt(self, entries: Iterable[Entry], attached: Mapping[str, bytes] | None = None) -> Changes:
        """Take in entries of another device that came without the rest of their chain; all or nothing.

        Idempotent. Raises BundleRefused when one does not hold by its own digest, another entry claims its
        place, or an attachment is missing or was changed.
        """
        ...

    def excerpts(self) -> tuple[Entry, ...]:
        """Every entry that came without the rest of its chain, by clock."""
        ...

    def entries_about(self, case: CaseId) -> tuple[Entry, ...]:
        """What is on record about one case, by clock, without what was erased.

        The entries of the case, of its interviews and referrals, and of the things linked with it.
        """
        ...

    def answers_about(self, case: CaseId) -> tuple[Entry, ...]:
        """Every answer that was recorded in the talks of a case, by clock, without what was erased."""
        ...

    def entries_on(self, subject: str, kind: str) -> tuple[Entry, ...]:
        """Every entry of one kind with this very subject, by clock, without what was erased."""
        ...

    def entries_of(self, kind: str) -> tuple[Entry, ...]:
        """Every entry of one kind, by clock, without what was erased; of answers, this reads all."""
        ...

    def tally(self, kinds: Collection[str]) -> Mapping[str, int]:
        """How many entries of each of these kinds stand in the chains; none of a single answer."""
        ...

    def cases_told_of(self) -> int:
        """How many cases the chains open, or receive from elsewhere; each counts once."""
        ...

    def forms_used(self) -> tuple[FormDigest, ...]:
        """The forms that the talks in the chains were held with, by digest."""
        ...
