"""Actions and the persons who pass."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import func, select

from fieldcheck.domain.action import Action
from fieldcheck.domain.action_json import action_from_json
from fieldcheck.domain.case import CaseRow, CaseStage
from fieldcheck.domain.identifiers import CaseId, InterviewId
from fieldcheck.domain.interview import AnswerState, InterviewStage
from fieldcheck.domain.journal import parse_utc
from fieldcheck.store import schema
from fieldcheck.store.failures import translated
from fieldcheck.store.projecting.papers import CONTROL_PROOF
from fieldcheck.store.projections import CASES_OPENED
from fieldcheck.store.reading import SqlReading

_CASES = schema.cases.c


_ROWS = """
    SELECT cases.id, code, post, cases.stage, opened, cases.changed, interview, route, proof_serial, place,
        language, interviews.stage, interviews.changed
    FROM cases LEFT JOIN interviews ON interviews.id = cases.interview
    WHERE cases.id IN (SELECT value FROM json_each(?1))
"""
_GIVEN = """
    SELECT interview, max(at), count(CASE WHEN state <> ?2 AND substr(reference, -1) <> ']' THEN 1 END)
    FROM answers WHERE interview IN (SELECT value FROM json_each(?1)) GROUP BY interview
"""
"""When each talk was answered last, and how many answers it has; an instance of a repeat is no answer."""


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
        return self.cases_by_id([case])[case]

    def case_by_code(self, code: str) -> CaseRow | None:
        """The case with this code (as ``parse_case_code`` gives it), or None."""
        with self._reading() as connection:
            case = connection.scalar(select(_CASES.id).where(_CASES.code == code).limit(1))
        return None if case is None else self.case(CaseId(case))

    def proof(self, serial: str) -> tuple[CaseRow, datetime] | None:
        """The case for which a proof of control with this serial was issued, and when; None when unknown."""
        papers = schema.papers.c
        issued = select(papers.case_id, papers.issued).where(
            papers.serial == serial, papers.paper == CONTROL_PROOF
        )
        with self._reading() as connection:
            row = connection.execute(issued).first()
        return None if row is None else (self.case(CaseId(row.case_id)), parse_utc(row.issued))

    def cases(self, *, post: str = "", search: str = "", limit: int = 200) -> tuple[CaseRow, ...]:
        """The newest cases first, of one post, or all; ``search`` is part of a code, dashes and case free."""
        # Which ones comes out of the index; the rest is read of these alone.
        chosen = select(_CASES.id).order_by(_CASES.opened.desc(), _CASES.id.desc()).limit(limit)
        if post:
            chosen = chosen.where(_CASES.post == post)
        wanted = search.upper().replace("-", "").replace(" ", "")
        if wanted:
            chosen = chosen.where(func.instr(func.replace(_CASES.code, "-", ""), wanted) > 0)
        with self._reading() as connection:
            ids = [CaseId(one) for one in connection.scalars(chosen)]
            rows = self.cases_by_id(ids)
        return tuple(rows[one] for one in ids)

    def cases_by_id(self, cases: Iterable[CaseId]) -> dict[CaseId, CaseRow]:
        """These cases, those that are known, each once."""
        with self._lock, translated():
            rows = self._connection.execute(_ROWS, (json.dumps(list(cases)),)).fetchall()
            talks = json.dumps([row[6] for row in rows if row[6] is not None])
            values = (talks, AnswerState.NOT_ASKED.value)
            given = {talk: told for talk, *told in self._connection.execute(_GIVEN, values)}
        return {CaseId(row[0]): _case_row(row, *given.get(row[6], ("", 0))) for row in rows}

    def codes(self, cases: Iterable[CaseId]) -> dict[CaseId, str]:
        """The codes of these cases, of those that are known."""
        query = "SELECT id, code FROM cases WHERE id IN (SELECT value FROM json_each(?))"
        with self._lock, translated():
            rows = self._connection.execute(query, (json.dumps(list(cases)),)).fetchall()
        return {CaseId(case): str(code) for case, code in rows}

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


def _case_row(row: Sequence[str], newest_answer: str, answered: int) -> CaseRow:
    id_, code, post, stage, opened, changed, talk, route, proof, place, language, talk_stage, moved = row
    return CaseRow(
        id=CaseId(id_),
        code=code,
        post=post,
        stage=CaseStage(stage),
        language=language or "",
        opened=parse_utc(opened),
        changed=parse_utc(max(changed, moved or "", newest_answer)),
        interview=None if talk is None else InterviewId(talk),
        interview_stage=None if talk_stage is None else InterviewStage(talk_stage),
        answered=answered,
        route=route,
        proof_serial=proof,
        place=place,
    )
