"""One answer recorded in a real store, against one row in a bare table with the same cipher settings."""

from __future__ import annotations

from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from fieldcheck.bootstrap import now
from fieldcheck.domain import events
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.journal import Draft
from fieldcheck.store.connection import connect
from fieldcheck.store.database import DatabaseStore, create_store
from tests.benchmarks.measuring import Line, spread

ROUNDS = 1000
WARM_UP = 50
ANSWERS_EACH = 60
"""Questions in one interview; after that the next person sits down."""
RATIO_LIMIT = 2.0
_KEY = bytes(range(32))


def measure() -> list[Line]:
    """Both in turns, so that a slow moment of the disk meets both."""
    with TemporaryDirectory(prefix="fieldcheck-") as folder:
        answers, rows = _Answers(Path(folder) / "store.db"), _Rows(Path(folder) / "bare.db")
        ours, bare = [], []
        for count in range(WARM_UP + ROUNDS):
            pair = [(answers, ours), (rows, bare)]
            for one, samples in pair if count % 2 else reversed(pair):
                samples.append(one.commit(count))
        answers.close()
        rows.close()
    ours, bare = ours[WARM_UP:], bare[WARM_UP:]
    return [
        *spread("answer committed", ours),
        *spread("bare row committed", bare),
        Line("answer to bare row, of the medians", median(ours) / median(bare), "x", RATIO_LIMIT),
    ]


class _Answers:
    def __init__(self, path: Path) -> None:
        self._store: DatabaseStore = create_store(path, _KEY, DeviceId("device-a"), now)

    def commit(self, count: int) -> float:
        person, question = divmod(count, ANSWERS_EACH)
        if question == 0:
            self._sit_down(person)
        draft = _draft(
            events.ANSWER_RECORDED,
            f"talk-{person}",
            reference=f"/data/work/question_{question}",
            value=f"choice_{question % 7}",
            state="answered",
            language="pl",
            position=f"/data/work/question_{question + 1}",
        )
        began = perf_counter()
        self._store.record([draft])
        return perf_counter() - began

    def _sit_down(self, person: int) -> None:
        self._store.record(
            [
                _draft(events.CASE_OPENED, f"case-{person}", code=f"OE-{person:04d}-1", post="intake"),
                _draft(
                    events.INTERVIEW_STARTED,
                    f"talk-{person}",
                    case=f"case-{person}",
                    form_id="intake-park",
                    form_digest="f" * 64,
                    language="pl",
                    position="/data/work",
                ),
            ]
        )

    def close(self) -> None:
        self._store.close()


class _Rows:
    def __init__(self, path: Path) -> None:
        path.touch()
        self._connection = connect(path, _KEY)
        self._connection.execute("CREATE TABLE bare (number INTEGER PRIMARY KEY, payload TEXT)")

    def commit(self, count: int) -> float:
        question = count % ANSWERS_EACH
        payload = (
            f'{{"language":"pl","position":"/data/work/question_{question + 1}",'
            f'"reference":"/data/work/question_{question}","state":"answered","value":"choice_1"}}'
        )
        began = perf_counter()
        self._connection.execute("BEGIN IMMEDIATE")
        self._connection.execute("INSERT INTO bare (payload) VALUES (?)", (payload,))
        self._connection.execute("COMMIT")
        return perf_counter() - began

    def close(self) -> None:
        self._connection.close()


def _draft(kind: str, subject: str, **payload: str) -> Draft:
    return Draft(
        kind,
        "case" if kind == events.CASE_OPENED else "interview",
        subject,
        payload,
        "A. Jansen",
        "handhaver",
        "supervision",
    )
