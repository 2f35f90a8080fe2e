"""Who the persons are, whom they look like, and which cases are held to be one person."""

from __future__ import annotations

import json

from sqlalchemy import func, or_, select

from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.identity.paper import Person
from fieldcheck.domain.identity.person_json import person_from_json
from fieldcheck.domain.identity.persons import blocking_keys
from fieldcheck.domain.journal import parse_utc
from fieldcheck.domain.people import JoinedCases
from fieldcheck.store import schema
from fieldcheck.store.projecting.people import PERSON_KEYS
from fieldcheck.store.reading import SqlReading

_IDENTITIES = schema.identities.c
_KEYS = schema.search_keys.c
_JOINED = schema.joined_cases.c
_AT_ONCE = 500
"""Variables in one statement; SQLite has a limit."""


class PeopleRecords(SqlReading):
    """Identities, and who may be whom."""

    def identity(self, case: CaseId) -> Person | None:
        """Who the person of a case is, as it was last recorded; None when nobody recorded it."""
        with self._reading() as connection:
            content = connection.scalar(select(_IDENTITIES.content).where(_IDENTITIES.case_id == case))
        return None if content is None else person_from_json(json.loads(content))

    def like(self, person: Person, *, limit: int = 200) -> tuple[tuple[CaseId, Person], ...]:
        """Cases whose person shares a search key with this one, those that share most first."""
        keys = sorted(blocking_keys(person))[:_AT_ONCE]
        if not keys:
            return ()
        shared = func.count().label("shared")
        found = (
            select(_KEYS.subject, shared)
            .where(_KEYS.kind == PERSON_KEYS, _KEYS.key.in_(keys))
            .group_by(_KEYS.subject)
            .order_by(shared.desc(), _KEYS.subject)
            .limit(limit)
            .subquery()
        )
        query = (
            select(_IDENTITIES.case_id, _IDENTITIES.content)
            .join(found, found.c.subject == _IDENTITIES.case_id)
            .order_by(found.c.shared.desc(), _IDENTITIES.case_id)
        )
        with self._reading() as connection:
            rows = connection.execute(query).all()
        return tuple((CaseId(row.case_id), person_from_json(json.loads(row.content))) for row in rows)

    def joined(self, case: CaseId) -> tuple[JoinedCases, ...]:
        """Every pair of cases that is held to be one person with this case, directly or through others."""
        found: dict[tuple[str, str], JoinedCases] = {}
        seen, next_ones = {case}, [case]
        with self._reading() as connection:
            while next_ones:
                rows = connection.execute(
                    select(schema.joined_cases).where(
                        or_(_JOINED.case_id.in_(next_ones), _JOINED.other.in_(next_ones))
                    )
                ).all()
                next_ones = []
                for row in rows:
                    pair = JoinedCases(
                        CaseId(row.case_id), CaseId(row.other), row.reason, parse_utc(row.at), row.actor
                    )
                    found[(row.case_id, row.other)] = pair
                    next_ones.extend({pair.one, pair.two} - seen)
                    seen.update(next_ones)
        return tuple(found[key] for key in sorted(found))
