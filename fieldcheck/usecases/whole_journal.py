"""All that a laptop has on record, to be gone through and not to be held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fieldcheck.domain.journal import Entry, Head
from fieldcheck.usecases.ports import Journal


@dataclass(frozen=True, slots=True)
class WholeJournal:
    """Every entry up to ``heads``, read anew each time: what is recorded meanwhile is not among them.

    The journal of a year takes more than a gigabyte as objects, and each bundle of a day holds all of it.
    """

    journal: Journal
    heads: Sequence[Head]

    def __iter__(self) -> Iterator[Entry]:
        last = {head.device: head.sequence for head in self.heads}
        return (entry for entry in self.journal.entries() if entry.sequence <= last.get(entry.device, 0))

    def __len__(self) -> int:
        return sum(head.sequence for head in self.heads)
