"""Who the persons are, whom they look like, and which cases are held to be one person."""

from __future__ import annotations

import json
from itertools import combinations
from typing import Any

from sqlalchemy import Row, func, or_, select

from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.identity.paper import Person
from fieldcheck.domain.identity.person_json import person_from_json
from fieldcheck.domain.identity.persons import NUMBER_KEYS, blocking_keys, compare_persons
from fieldcheck.domain.journal import parse_utc
from fieldcheck.domain.people import Clash, JoinedCases
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

    def clashes(self, *, limit: int = 200) -> tuple[Clash, ...]:
        """Pairs of cases with one document number and two people, by code; without those held to be one."""
        found: dict[tuple[str, str], Clash] = {}
        for cases in self._sharing_a_number():
            for (one, one_code, mine), (two, two_code, theirs) in combinations(cases, 2):
                if _clash(mine, theirs) and not self._held_as_one(one, two):
                    found[(one_code, two_code)] = Clash(one, one_code, two, two_code)
        return tuple(found[codes] for codes in sorted(found))[:limit]

    def _sharing_a_number(self) -> list[list[tuple[CaseId, str, str]]]:
        """Cases that share a key of a document number, by code, each with what was recorded of the person."""
        of_numbers = (_KEYS.kind == PERSON_KEYS, _KEYS.key >= NUMBER_KEYS, _KEYS.key < NUMBER_KEYS + "\x7f")
        several = select(_KEYS.key).where(*of_numbers).group_by(_KEYS.key).having(func.count() > 1)
        query = (
            select(_KEYS.key, _IDENTITIES.case_id, _IDENTITIES.content, schema.cases.c.code)
            .join(schema.identities, _IDENTITIES.case_id == _KEYS.subject)
            .join(schema.cases, schema.cases.c.id == _KEYS.subject)
            .where(_KEYS.kind == PERSON_KEYS, _KEYS.key.in_(several))
            .order_by(schema.cases.c.code)
        )
        found: dict[str, list[tuple[CaseId, str, str]]] = {}
        with self._reading() as connection:
            for row in connection.execute(query):
                found.setdefault(row.key, []).append((CaseId(row.case_id), row.code, row.content))
        return list(found.values())

    def _held_as_one(self, one: CaseId, two: CaseId) -> bool:
        return any(two in (pair.one, pair.two) for pair in self.joined(one))

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
                    pair = _pair(row)
                    found[(row.case_id, row.other)] = pair
                    next_ones.extend({pair.one, pair.two} - seen)
                    seen.update(next_ones)
        return tuple(found[key] for key in sorted(found))

    def joins(self) -> tuple[JoinedCases, ...]:
        """Every pair of cases that somebody held to be one person."""
        query = select(schema.joined_cases).order_by(_JOINED.case_id, _JOINED.other)
        with self._reading() as connection:
            return tuple(map(_pair, connection.execute(query)))


def _clash(one: str, two: str) -> bool:
    """Whether two people with one number clash; who was recorded in the same words twice does not."""
    if one == two:
        return False
    return (
        compare_persons(*(person_from_json(json.loads(content)) for content in (one, two))).clash is not None
    )


def _pair(row: Row[Any]) -> JoinedCases:
    return JoinedCases(CaseId(row.case_id), CaseId(row.other), row.reason, parse_utc(row.at), row.actor)
