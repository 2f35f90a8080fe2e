"""The dossier of a case, the trail of who did what, and the bundles that came and went."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, select

from fieldcheck.domain import events
from fieldcheck.domain.dossier import DossierEntry, DossierKind
from fieldcheck.domain.identifiers import CaseId, EntryId
from fieldcheck.domain.journal import parse_utc
from fieldcheck.domain.trail import BundleLine, TrailLine
from fieldcheck.store import schema
from fieldcheck.store.failures import translated
from fieldcheck.store.reading import SqlReading

_CASES = schema.cases.c
_TRAIL = schema.trail.c
_DOSSIER = schema.dossier.c


# The concatenation keeps SQLite to the few lines of each case: somebody has thousands.
_VIEWED = """
    SELECT case_id, max(at) FROM trail
    WHERE case_id IN (SELECT value FROM json_each(?1)) AND actor || '' = ?2 AND kind || '' = ?3
    GROUP BY case_id
"""


class TrailRecords(SqlReading):
    """What was written down about cases, and who did and saw what."""

    def dossier(
        self, case: CaseId | None = None, *, kind: DossierKind | None = None
    ) -> tuple[DossierEntry, ...]:
        """The dossier of one case, or of all; of one kind, or of every kind; the oldest first."""
        query = select(schema.dossier).order_by(_DOSSIER.clock, _DOSSIER.id)
        if case is not None:
            query = query.where(_DOSSIER.case_id == case)
        if kind is not None:
            query = query.where(_DOSSIER.kind == kind.value)
        with self._reading() as connection:
            return tuple(map(_entry, connection.execute(query)))

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
        query = select(schema.trail, _CASES.code).select_from(
            schema.trail.outerjoin(schema.cases, _CASES.id == _TRAIL.case_id)
        )
        if case:
            query = query.where(_TRAIL.case_id == case)
        for column, wanted in ((_TRAIL.actor, actor), (_TRAIL.kind, kind)):
            if wanted:
                # Of one case there are few lines: the concatenation keeps SQLite from the others' indexes.
                query = query.where((column.concat("") if case else column) == wanted)
        if before:
            query = query.where(_TRAIL.id < before)
        with self._reading() as connection:
            return tuple(map(_line, connection.execute(query.order_by(_TRAIL.id.desc()).limit(limit))))

    def last_views(self, cases: Iterable[CaseId], actor: str) -> dict[CaseId, datetime]:
        """When somebody last looked at each of these cases; those never looked at are not there."""
        values = (json.dumps(list(cases)), actor, events.RECORD_VIEWED)
        with self._lock, translated():
            found = self._connection.execute(_VIEWED, values).fetchall()
        return {CaseId(case): parse_utc(at) for case, at in found}

    def bundles(self) -> tuple[BundleLine, ...]:
        """Every bundle that came in or went out at this laptop, the newest first."""
        # The journals of other laptops, once they are here, tell what came in and went out there.
        settings = schema.settings.c
        own = select(settings.value).where(settings.name == schema.DEVICE).scalar_subquery()
        here = select(_TRAIL.id).where(_TRAIL.device == own)
        query = select(schema.bundles).where(schema.bundles.c.id.in_(here))
        query = query.order_by(schema.bundles.c.id.desc())
        with self._reading() as connection:
            return tuple(map(_bundle, connection.execute(query)))


def _entry(row: Row[Any]) -> DossierEntry:
    return DossierEntry(
        id=EntryId(row.id),
        case=CaseId(row.case_id),
        kind=DossierKind(row.kind),
        at=parse_utc(row.at),
        actor=row.actor,
        role=row.role,
        content=json.loads(row.content),
    )


def _line(row: Row[Any]) -> TrailLine:
    return TrailLine(
        id=row.id,
        at=parse_utc(row.at),
        actor=row.actor,
        role=row.role,
        capacity=row.capacity,
        kind=row.kind,
        subject_kind=row.subject_kind,
        subject=row.subject,
        case_code=row.code or "",
        device=row.device,
    )


def _bundle(row: Row[Any]) -> BundleLine:
    return BundleLine(
        incoming=row.direction == "in",
        kind=row.kind,
        device=row.device,
        device_name=row.device_name,
        file=row.file,
        digest=row.digest,
        recipients=tuple(json.loads(row.recipients)),
        entries=row.entries,
        at=parse_utc(row.at),
        by=row.actor,
    )
