"""Interviews with their answers and files."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from fieldcheck.domain.attachment import Attachment
from fieldcheck.domain.errors import N_, StorageFailed
from fieldcheck.domain.identifiers import CaseId, FormDigest, InterviewId
from fieldcheck.domain.interview import Answer, AnswerState, Interview, InterviewStage
from fieldcheck.domain.journal import parse_utc, sha256_hex
from fieldcheck.store import attachments, schema
from fieldcheck.store.failures import RESTORE, translated
from fieldcheck.store.reading import SqlReading

_INTERVIEWS = schema.interviews.c


class InterviewRecords(SqlReading):
    """The interviews of a store."""

    def interview(self, interview: InterviewId) -> Interview:
        """One interview with its current answers; KeyError when unknown."""
        with self._reading() as connection:
            row = connection.execute(select(schema.interviews).where(_INTERVIEWS.id == interview)).first()
            if row is None:
                raise KeyError(interview)
            return self._interview(connection, row)

    def interviews(self, case: CaseId) -> tuple[Interview, ...]:
        """All interviews of a case with their answers, the first one first."""
        query = select(schema.interviews).where(_INTERVIEWS.case_id == case)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(_INTERVIEWS.started, _INTERVIEWS.id)).all()
            return tuple(self._interview(connection, row) for row in rows)

    @staticmethod
    def _interview(connection: Connection, row: Row[Any]) -> Interview:
        answers = schema.answers
        given = connection.execute(
            select(answers).where(answers.c.interview == row.id).order_by(answers.c.reference)
        ).all()
        return Interview(
            id=InterviewId(row.id),
            case=CaseId(row.case_id),
            form_id=row.form_id,
            form_digest=FormDigest(row.form_digest),
            language=row.language,
            stage=InterviewStage(row.stage),
            position=_position(row, given),
            started=parse_utc(row.started),
            answers={answer.reference: _answer(answer) for answer in given},
        )

    def attachment(self, interview: InterviewId, name: str) -> Attachment:
        """The file that is (or was) an answer of an interview under this name; KeyError when there is none.

        Raises StorageFailed when its bytes are no longer those that were recorded.
        """
        kept = schema.attachments
        query = select(kept).where(kept.c.interview == interview, kept.c.name == name)
        with self._reading() as connection:
            row = connection.execute(query).first()
        if row is None:
            raise KeyError(name)
        return Attachment(self.attachment_content(row.digest), row.media_type, row.name)

    def attachment_content(self, digest: str) -> bytes:
        """The bytes with this SHA-256. KeyError when unknown, StorageFailed when they are others now."""
        content = self._attached(digest)
        if content is None:
            raise KeyError(digest)
        if sha256_hex(content) != digest:
            raise StorageFailed(N_("Een bijlage is beschadigd geraakt."), remedy=RESTORE)
        return content

    def _attached(self, digest: str) -> bytes | None:
        with self._lock, translated():
            return attachments.content(self._connection, digest)


def _position(interview: Row[Any], answers: Sequence[Row[Any]]) -> str:
    """Where it resumes: after the newest answer, unless somebody moved since."""
    newest = max(answers, key=lambda answer: (answer.clock, answer.reference), default=interview)
    return str(
        interview.position if newest is interview or interview.moved > newest.clock else newest.position
    )


def _answer(row: Row[Any]) -> Answer:
    return Answer(
        reference=row.reference,
        value=row.value,
        state=AnswerState(row.state),
        language=row.language,
        capacity=row.capacity,
        at=parse_utc(row.at),
        carried=row.carried,
    )
