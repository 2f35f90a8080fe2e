"""Actions and the persons who pass."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, Select, func, literal, select

from fieldcheck.domain.action import Action
from fieldcheck.domain.action_json import action_from_json
from fieldcheck.domain.case import CaseRow, CaseStage, FlowCounts
from fieldcheck.domain.identifiers import CaseId, InterviewId
from fieldcheck.domain.interview import AnswerState, InterviewStage
from fieldcheck.domain.journal import parse_utc
from fieldcheck.store import schema
from fieldcheck.store.projecting.papers import CONTROL_PROOF
from fieldcheck.store.projecting.tallies import Tally
from fieldcheck.store.projections import CASES_OPENED
from fieldcheck.store.reading import SqlReading

_CASES = schema.cases.c
_INTERVIEWS = schema.interviews.c
_REFERRALS = schema.referrals.c


_AT_ONCE = 500
"""Variables in one statement; SQLite has a limit."""


class CaseRecords(SqlReading):
    """The action of a store, its cases and their counts."""

    def action(self) -> Action | None:
        """The action this store was set up for; the newest when there were more."""
        with self._reading() as connection:
            content = connection.scalar(
                select(schema.actions.c.content).order_by(schema.actions.c.clock.desc()).limit(1)
            )
        return None if content is None else action_from_json(json.loads(content))

    def actions(self) -> tuple[Action, ...]:
        """Every action this store knows, as it was last changed; the newest change first."""
        actions = schema.actions.c
        with self._reading() as connection:
            contents = connection.scalars(select(actions.content).order_by(actions.clock.desc())).all()
        return tuple(action_from_json(json.loads(content)) for content in contents)

    def case(self, case: CaseId) -> CaseRow:
        """One case; KeyError when unknown."""
        with self._reading() as connection:
            row = connection.execute(_case_rows().where(_CASES.id == case)).first()
        if row is None:
            raise KeyError(case)
        return _case_row(row)

    def case_by_code(self, code: str) -> CaseRow | None:
        """The case with this code (as ``parse_case_code`` gives it), or None."""
        with self._reading() as connection:
            row = connection.execute(_case_rows().where(_CASES.code == code)).first()
        return None if row is None else _case_row(row)

    def proof(self, serial: str) -> tuple[CaseRow, datetime] | None:
        """The case for which a proof of control with this serial was issued, and when; None when unknown."""
        papers = schema.papers.c
        issued = select(papers.case_id, papers.issued).where(
            papers.serial == serial, papers.paper == CONTROL_PROOF
        )
        with self._reading() as connection:
            row = connection.execute(issued).first()
        return None if row is None else (self.case(CaseId(row.case_id)), parse_utc(row.issued))

    def cases(self, *, post: str = "", search: str = "", limit: int = 500) -> tuple[CaseRow, ...]:
        """The newest cases first, of one post, or all; ``search`` is part of a code, dashes and case free."""
        # Which ones comes out of the index; the rest is read of these alone.
        chosen = select(_CASES.id).order_by(_CASES.opened.desc(), _CASES.id.desc()).limit(limit)
        if post:
            chosen = chosen.where(_CASES.post == post)
        wanted = search.upper().replace("-", "").replace(" ", "")
        if wanted:
            chosen = chosen.where(func.instr(func.replace(_CASES.code, "-", ""), wanted) > 0)
        with self._reading() as connection:
            ids = list(connection.scalars(chosen))
            rows = {row.id: _case_row(row) for row in _chunked(connection, _case_rows(), _CASES.id, ids)}
        return tuple(rows[one] for one in ids)

    def cases_by_id(self, cases: Iterable[CaseId]) -> dict[CaseId, CaseRow]:
        """These cases, those that are known, each once."""
        with self._reading() as connection:
            found = _chunked(connection, _case_rows(), _CASES.id, list(dict.fromkeys(cases)))
            return {CaseId(row.id): _case_row(row) for row in found}

    def case_prefixes(self) -> frozenset[str]:
        """What the codes of all cases begin with: one for each laptop that opened any."""
        prefix = func.substr(_CASES.code, 1, func.instr(_CASES.code, "-") - 1)
        with self._reading() as connection:
            return frozenset(connection.scalars(select(prefix).distinct()))

    def next_case_number(self) -> int:
        """1 upward, for the next case code of this device; erasing a case gives no number back."""
        return self._counter(CASES_OPENED) + 1

    def _counter(self, name: str) -> int:
        with self._reading() as connection:
            return (
                connection.scalar(select(schema.counters.c.value).where(schema.counters.c.name == name)) or 0
            )

    def counts(self, post: str) -> FlowCounts:
        """The flow of one post, or of all for ""; persons, each counted once in every column."""
        tallies = schema.tallies.c
        columns = (Tally.OPENED, Tally.TALKED, Tally.DECLINED, Tally.REFERRED)
        query = (
            select(tallies.what, func.sum(tallies.amount))
            .where(tallies.what.in_([what.value for what in columns]), tallies.hour == "")
            .group_by(tallies.what)
        )
        if post:
            query = query.where(tallies.post == post)
        with self._reading() as connection:
            found = {row[0]: row[1] for row in connection.execute(query)}
        passed, interviewed, refused, referred = (found.get(what.value, 0) for what in columns)
        return FlowCounts(passed=passed, interviewed=interviewed, refused=refused, referred=referred)


def _chunked(
    connection: Connection, query: Select[Any], column: ColumnElement[str], values: Sequence[str]
) -> Iterator[Row[Any]]:
    """The rows whose ``column`` is one of ``values``, in no order."""
    for first in range(0, len(values), _AT_ONCE):
        yield from connection.execute(query.where(column.in_(values[first : first + _AT_ONCE])))


def _case_rows() -> Select[Any]:
    newest = schema.interviews
    given = schema.answers.c
    last_answer = select(func.max(given.at)).where(given.interview == _CASES.interview).scalar_subquery()
    answered = (
        select(func.count())
        .where(
            given.interview == _CASES.interview,
            given.state != AnswerState.NOT_ASKED.value,
            func.substr(given.reference, -1) != "]",  # an instance of a repeat is no answer
        )
        .scalar_subquery()
    )
    changed = func.max(
        _CASES.changed,
        func.coalesce(_INTERVIEWS.changed, literal("")),
        func.coalesce(last_answer, literal("")),
    )
    return select(
        _CASES.id,
        _CASES.code,
        _CASES.post,
        _CASES.stage,
        _CASES.opened,
        changed.label("changed"),
        _CASES.interview,
        _CASES.route,
        _CASES.proof_serial,
        _CASES.place,
        _INTERVIEWS.language,
        _INTERVIEWS.stage.label("interview_stage"),
        answered.label("answered"),
    ).select_from(schema.cases.outerjoin(newest, newest.c.id == _CASES.interview))


def _case_row(row: Row[Any]) -> CaseRow:
    return CaseRow(
        id=CaseId(row.id),
        code=row.code,
        post=row.post,
        stage=CaseStage(row.stage),
        language=row.language or "",
        opened=parse_utc(row.opened),
        changed=parse_utc(row.changed),
        interview=None if row.interview is None else InterviewId(row.interview),
        interview_stage=None if row.interview_stage is None else InterviewStage(row.interview_stage),
        answered=row.answered,
        route=row.route,
        proof_serial=row.proof_serial,
        place=row.place,
    )
