"""What can be read of the way through the posts, of dossiers, and of who did and saw what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Protocol

from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.dossier import DossierEntry, DossierKind
from fieldcheck.domain.flow import Home, Passing, PostFlow, Visit
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.trail import BundleLine, TrailLine


class FlowRecords(Protocol):
    """Queues, visits, counts and homes."""

    def case_by_code(self, code: str) -> CaseRow | None:
        """The case with this code (as ``parse_case_code`` gives it), or None."""
        ...

    def proof(self, serial: str) -> tuple[CaseRow, datetime] | None:
        """The case for which a proof of control with this serial was issued, and when; None when unknown."""
        ...

    def visits(self, case: CaseId) -> tuple[Visit, ...]:
        """Every visit of one case, the first one first."""
        ...

    def queue(self, post: str, *, limit: int = 500) -> tuple[Visit, ...]:
        """Who waits at a post or sits at its table, the longest waiting first."""
        ...

    def flows(self, posts: Iterable[str], now: datetime) -> tuple[PostFlow, ...]:
        """The flow of each of these posts, in their order; persons."""
        ...

    def counted(self, post: str) -> Mapping[Passing, int]:
        """Persons who were counted at a post without a case of their own."""
        ...

    def homes(self) -> tuple[Home, ...]:
        """Every home that was planned or visited, by sector and name."""
        ...


class TrailRecords(Protocol):
    """What was written down about cases, and who did and saw what."""

    def dossier(
        self, case: CaseId | None = None, *, kind: DossierKind | None = None
    ) -> tuple[DossierEntry, ...]:
        """The dossier of one case, or of all; of one kind, or of every kind; the oldest first."""
        ...

    def due_days(self) -> Mapping[CaseId, date]:
        """The first day on which something is planned that is still open, by case; past days too."""
        ...

    def trail(
        self,
        *,
        case: CaseId | None = None,
        actor: str = "",
        kind: str = "",
        limit: int = 200,
        before: str = "",
    ) -> tuple[TrailLine, ...]:
        """Who did and saw what, the newest first, at most ``limit`` lines.

        ``before`` is the id of the last line of the page before this one, "" for the first page.
        """
        ...

    def last_views(self, cases: Iterable[CaseId], actor: str) -> Mapping[CaseId, datetime]:
        """When somebody last looked at each of these cases; those never looked at are not there."""
        ...

    def bundles(self) -> tuple[BundleLine, ...]:
        """Every bundle that came in or went out at this laptop, the newest first."""
        ...
