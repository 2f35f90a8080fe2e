"""The dossier of a case, the trail of who did what, and the bundles that came and went."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, select

from fieldcheck.domain import events
from fieldcheck.domain.dossier import DossierEntry, DossierKind
from fieldcheck.domain.follow_up import FollowUpStage
from fieldcheck.domain.identifiers import CaseId, EntryId
from fieldcheck.domain.journal import parse_utc
from fieldcheck.domain.trail import BundleLine, TrailLine
from fieldcheck.store import schema
from fieldcheck.store.failures import translated
from fieldcheck.store.reading import SqlReading

_TRAIL = schema.trail.c
_DOSSIER = schema.dossier.c


# The concatenation keeps SQLite to the few lines of each case: somebody has thousands.
_VIEWED = """
    SELECT case_id, max(at) FROM trail
    WHERE case_id IN (SELECT value FROM json_each(?1)) AND actor || '' = ?2 AND kind || '' = ?3
    GROUP BY case_id
"""


# Of each thing that was planned its newest entry counts: with max() SQLite gives that row's columns.
_DUE = """
    SELECT case_id, min(day) FROM (
        SELECT case_id, content ->> '$.on' AS day, content ->> '$.stage' AS stage, max(clock || id)
        FROM dossier WHERE kind = ?1 AND content ->> '$.on' <> ''
        GROUP BY coalesce(nullif(content ->> '$.of', ''), id)
    ) WHERE stage = ?2 GROUP BY case_id
"""


_PAGE = """
    SELECT trail.id, at, actor, role, capacity, kind, subject_kind, subject, coalesce(code, ''), device
    FROM trail {index} LEFT JOIN cases ON cases.id = case_id
    {where} ORDER BY trail.id DESC LIMIT ?
"""


def _index(case: bool, actor: bool, kind: bool) -> str:
    """The index that has these lines in their order; left to itself, SQLite may sort all of somebody's."""
    if case:
        return "INDEXED BY trail_by_case"
    columns = [name for name, wanted in (("actor", actor), ("kind", kind)) if wanted]
    return f"INDEXED BY trail_by_{'_and_'.join(columns)}" if columns else ""


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

    def due_days(self) -> dict[CaseId, date]:
        """The first day on which something is planned that is still open, by case; no unreadable days."""
        with self._lock, translated():
            found = self._connection.execute(_DUE, (DossierKind.FOLLOW_UP.value, FollowUpStage.PLANNED.value))
            read = {CaseId(case): _day(written) for case, written in found}
        return {case: day for case, day in read.items() if day is not None}

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
        wanted = {"case_id": case or "", "actor": actor, "kind": kind}
        conditions = [f"trail.{column} = ?" for column, value in wanted.items() if value]
        values = [value for value in wanted.values() if value]
        if before:
            conditions, values = [*conditions, "trail.id < ?"], [*values, before]
        query = _PAGE.format(
            index=_index(*(bool(value) for value in wanted.values())),
            where=f"WHERE {' AND '.join(conditions)}" if conditions else "",
        )
        with self._lock, translated():
            return tuple(map(_line, self._connection.execute(query, (*values, limit))))

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
        here = select(_TRAIL.id).where(_TRAIL.id == schema.bundles.c.id, _TRAIL.device == own)
        query = select(schema.bundles).where(here.exists())
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


def _day(written: object) -> date | None:
    try:
        return date.fromisoformat(str(written))
    except ValueError:  # of another version, or of nobody's making: the dossier of the case tells of it
        return None


def _line(row: Sequence[str]) -> TrailLine:
    id_, at, actor, role, capacity, kind, subject_kind, subject, code, device = row
    return TrailLine(
        id=id_,
        at=parse_utc(at),
        actor=actor,
        role=role,
        capacity=capacity,
        kind=kind,
        subject_kind=subject_kind,
        subject=subject,
        case_code=code,
        device=device,
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
