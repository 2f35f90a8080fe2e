"""The connection that everything is read through."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection

from fieldcheck.store.connection import engine_over
from fieldcheck.store.failures import translated


class SqlReading:
    """What every part of the reading half of a store rests on.

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
