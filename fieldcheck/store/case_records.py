"""Actions and the persons who pass."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, distinct, func, literal, select
from sqlalchemy import case as when

from fieldcheck.domain.action import Action
from fieldcheck.domain.action_json import action_from_json
from fieldcheck.domain.case import CaseRow, CaseStage, FlowCounts
from fieldcheck.domain.identifiers import CaseId, InterviewId
from fieldcheck.domain.interview import AnswerState, InterviewStage
from fieldcheck.domain.journal import parse_utc
from fieldcheck.domain.referral import ReferralStage
from fieldcheck.store import schema
from fieldcheck.store.projecting.papers import CONTROL_PROOF
from fieldcheck.store.projections import CASES_OPENED
from fieldcheck.store.reading import SqlReading

_CASES = schema.cases.c
_INTERVIEWS = schema.interviews.c
_REFERRALS = schema.referrals.c


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
        query = _case_rows().order_by(_CASES.opened.desc(), _CASES.id.desc()).limit(limit)
        if post:
            query = query.where(_CASES.post == post)
        wanted = search.upper().replace("-", "").replace(" ", "")
        if wanted:
            query = query.where(func.instr(func.replace(_CASES.code, "-", ""), wanted) > 0)
        with self._reading() as connection:
            return tuple(map(_case_row, connection.execute(query)))

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
        talked = (_INTERVIEWS.stage == InterviewStage.FINISHED.value) & (_INTERVIEWS.refused == 0)
        finished = when((talked, _CASES.id))
        refused = when((_INTERVIEWS.refused == 1, _CASES.id))
        referred = when((_REFERRALS.stage != ReferralStage.WITHDRAWN.value, _CASES.id))
        query = select(
            *(func.count(distinct(person)) for person in (_CASES.id, finished, refused, referred))
        ).select_from(
            schema.cases.outerjoin(schema.interviews, _INTERVIEWS.case_id == _CASES.id).outerjoin(
                schema.referrals, _REFERRALS.case_id == _CASES.id
            )
        )
        if post:
            query = query.where(_CASES.post == post)
        with self._reading() as connection:
            row = connection.execute(query).one()
        return FlowCounts(passed=row[0], interviewed=row[1], refused=row[2], referred=row[3])


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
