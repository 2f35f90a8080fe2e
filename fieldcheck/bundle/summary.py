"""What a manifest says of the entries beside it: whom they speak of, from when they are, what they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from fieldcheck.domain.attachment import digest_of
from fieldcheck.domain.journal import Entry

_UNITS = {
    "action": "actions",
    "case": "persons",
    "form": "forms",
    "home": "homes",
    "interview": "interviews",
    "referral": "referrals",
    "session": "sessions",
    "thing": "things",
}
"""What one subject of a kind stands for; a case is one person."""


class Summary:
    """What was seen of entries so far. It holds whom they speak of, but no entry."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._subjects: set[tuple[str, str]] = set()
        self._entries = 0
        self._first = self._last = ""
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """See one more."""
        self._entries += 1
        self._subjects.add((entry.subject_kind, entry.subject))
        self._first = min(self._first, entry.at) if self._first else entry.at
        self._last = max(self._last, entry.at)

    @property
    def counts(self) -> list[dict[str, Any]]:
        """How many subjects of each kind they speak of, each with its unit, and the entries themselves."""
        subjects = Counter(kind for kind, _ in self._subjects)
        found = [
            {"of": kind, "count": count, "unit": _UNITS.get(kind, kind)}
            for kind, count in sorted(subjects.items())
        ]
        return [*found, {"of": "entry", "count": self._entries, "unit": "entries"}]

    @property
    def period(self) -> dict[str, str]:
        """First and last moment on record (UTC), both "" when there is no entry."""
        return {"from": self._first, "to": self._last}


class NamedAttachments:
    """The attachments that entries name."""

    def __init__(self, entries: Iterable[Entry] = ()) -> None:
        self._found: dict[str, dict[str, Any]] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """See one more. ValueError when it names an attachment by what cannot be a digest."""
        digest = digest_of(entry)
        if digest and entry.payload is not None:
            named = entry.payload["attachment"]
            self._found[digest] = {name: named.get(name) for name in ("digest", "media_type", "size")}

    @property
    def listed(self) -> list[dict[str, Any]]:
        """Every one of them once, by digest."""
        return [self._found[digest] for digest in sorted(self._found)]
