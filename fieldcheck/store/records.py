"""What can be read: the projections as values of the domain; no row leaves this room."""

from __future__ import annotations

import contextlib
import json
import threading
from collections.abc import Iterator, Sequence
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Row, Select, distinct, func, literal, select
from sqlalchemy import case as when

from fieldcheck.domain.action import Action
from fieldcheck.domain.action_json import action_from_json
from fieldcheck.domain.attachment import Attachment
from fieldcheck.domain.case import CaseRow, CaseStage, FlowCounts
from fieldcheck.domain.errors import N_, Bug, StorageFailed
from fieldcheck.domain.identifiers import CaseId, FormDigest, InterviewId, ReferralId
from fieldcheck.domain.interview import Answer, AnswerState, Interview, InterviewStage
from fieldcheck.domain.journal import parse_utc, sha256_hex
from fieldcheck.domain.referral import FirstAssessment, Referral, ReferralStage, Urgency
from fieldcheck.store import attachments, schema
from fieldcheck.store.connection import engine_over
from fieldcheck.store.failures import RESTORE, translated
from fieldcheck.store.projections import CASES_OPENED

_CASES = schema.cases.c
_INTERVIEWS = schema.interviews.c
_REFERRALS = schema.referrals.c


class SqlRecords:
    """The reading half of a store, and what is kept beside the journal: forms and keys.

    One connection, used by one thread at a time: a lock stands before every step.
    """

    def __init__(self, connection: sqlcipher.Connection) -> None:
        self._connection = connection
        self._lock = threading.RLock()
        self._engine = engine_over(connection)

    @contextlib.contextmanager
    def _reading(self) -> Iterator[Connection]:
        with self._lock, translated(), self._engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def _writing(self) -> Iterator[sqlcipher.Connection]:
        """One transaction on the driver itself: on disk at the end of the block, or as if it never was."""
        with self._lock, translated():
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
                self._connection.execute("COMMIT")
            except BaseException:
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise

    # Cases

    def action(self) -> Action | None:
        """The action this store was set up for; the newest when there were more."""
        with self._reading() as connection:
            content = connection.scalar(
                select(schema.actions.c.content).order_by(schema.actions.c.clock.desc()).limit(1)
            )
        return None if content is None else action_from_json(json.loads(content))

    def case(self, case: CaseId) -> CaseRow:
        """One case; KeyError when unknown."""
        with self._reading() as connection:
            row = connection.execute(_case_rows().where(_CASES.id == case)).first()
        if row is None:
            raise KeyError(case)
        return _case_row(row)

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

    # Interviews

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

    # Referrals

    def referral(self, referral: ReferralId) -> Referral:
        """One referral; KeyError when unknown."""
        with self._reading() as connection:
            row = connection.execute(_referral_rows().where(_REFERRALS.id == referral)).first()
        if row is None:
            raise KeyError(referral)
        return _referral(row)

    def referrals(self, *, to: str = "", case: CaseId | None = None) -> tuple[Referral, ...]:
        """Referrals, the unacknowledged first, then by urgency and waiting time."""
        query = _referral_rows().order_by(*_MOST_PRESSING)
        if to:
            query = query.where(_REFERRALS.recipient == to)
        if case is not None:
            query = query.where(_REFERRALS.case_id == case)
        with self._reading() as connection:
            return tuple(map(_referral, connection.execute(query)))

    # Beside the journal

    def keep_form(self, digest: FormDigest, published: bytes) -> None:
        """Keep a published form by its digest; keeping it twice is nothing. Bug when they do not match."""
        if sha256_hex(published) != digest:
            raise Bug(N_("Het formulier past niet bij zijn digest en is niet opgeslagen."))
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO forms (digest, published) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (digest, published),
            )

    def form(self, digest: FormDigest) -> bytes:
        """A kept form; KeyError when unknown."""
        forms = schema.forms.c
        with self._reading() as connection:
            published = connection.scalar(select(forms.published).where(forms.digest == digest))
        if published is None:
            raise KeyError(digest)
        return bytes(published)

    def keep_secret(self, name: str, value: bytes) -> None:
        """Keep a key of this laptop inside the encrypted database, outside the journal; the newest counts."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO secrets (name, value) VALUES (?, ?)"
                " ON CONFLICT DO UPDATE SET value = excluded.value",
                (name, value),
            )

    def secret(self, name: str) -> bytes | None:
        """A kept key, or None."""
        secrets = schema.secrets.c
        with self._reading() as connection:
            value = connection.scalar(select(secrets.value).where(secrets.name == name))
        return None if value is None else bytes(value)


_MOST_PRESSING = (
    when((_REFERRALS.stage == ReferralStage.SENT.value, 0), else_=1),
    when({urgency.value: place for place, urgency in enumerate(Urgency)}, value=_REFERRALS.urgency),
    _REFERRALS.sent,
    _REFERRALS.id,
)


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
    )


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


def _referral_rows() -> Select[Any]:
    return select(schema.referrals, _CASES.code).select_from(
        schema.referrals.join(schema.cases, _CASES.id == _REFERRALS.case_id)
    )


def _referral(row: Row[Any]) -> Referral:
    return Referral(
        id=ReferralId(row.id),
        case=CaseId(row.case_id),
        case_code=row.code,
        to=row.recipient,
        urgency=Urgency(row.urgency),
        why=tuple(json.loads(row.why)),
        how=row.how,
        sent_by=row.sent_by,
        sent=parse_utc(row.sent),
        stage=ReferralStage(row.stage),
        acknowledged_by=row.acknowledged_by,
        acknowledged=None if row.acknowledged is None else parse_utc(row.acknowledged),
        assessment=None if row.assessment is None else FirstAssessment(row.assessment),
        sealed_note=row.sealed_note,
        assessed=None if row.assessed is None else parse_utc(row.assessed),
    )
