"""What can be read of who the persons are."""

from __future__ import annotations

from typing import Protocol

from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.identity.paper import Person
from fieldcheck.domain.people import Clash, JoinedCases


class PeopleRecords(Protocol):
    """Identities, and who may be whom."""

    def identity(self, case: CaseId) -> Person | None:
        """Who the person of a case is, as it was last recorded; None when nobody recorded it."""
        ...

    def like(self, person: Person, *, limit: int = 200) -> tuple[tuple[CaseId, Person], ...]:
        """Cases whose person shares a search key with this one, those that share most first."""
        ...

    def clashes(self, *, limit: int = 200) -> tuple[Clash, ...]:
        """Pairs of cases with one document number and two people, by code; without those held to be one."""
        ...

    def joined(self, case: CaseId) -> tuple[JoinedCases, ...]:
        """Every pair of cases that is held to be one person with this case, directly or through others."""
        ...

    def joins(self) -> tuple[JoinedCases, ...]:
        """Every pair of cases that somebody held to be one person."""
        ...
