"""A keyed connection to a SQLCipher file, and SQLAlchemy's engine over it."""

from __future__ import annotations

from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine, create_engine
from sqlalchemy.pool import StaticPool

KEY_BYTES = 32
PAGE_BYTES = 4096
"""Size of a page in the file, SQLCipher's own choice."""
APPLICATION_ID = 0x46436865
"""``FChe`` in the file's header: this database is ours."""

_SETTINGS = (
    "PRAGMA cipher_log_level=NONE",  # it would write to stderr
    "PRAGMA locking_mode=EXCLUSIVE",  # a second program on the same chain would break it
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA recursive_triggers=ON",  # else REPLACE deletes a row without asking the triggers
    "PRAGMA secure_delete=ON",
    "PRAGMA cache_size=-16000",  # KiB; lists read the same pages again and again
    "PRAGMA temp_store=MEMORY",  # a sort must not spill plain text to disk
)


def connect(path: Path, key: bytes) -> sqlcipher.Connection:
    """Open an existing file with its raw 32-byte key; transactions are begun by hand.

    The connection may be used from any one thread at a time. Raises ``sqlcipher.DatabaseError``
    when the key or the file is wrong or another program has it open.
    """
    if len(key) != KEY_BYTES:
        raise ValueError(f"a database key has {KEY_BYTES} bytes")
    connection = sqlcipher.connect(str(path), timeout=1, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for setting in _SETTINGS:
            connection.execute(setting)
    except BaseException:
        connection.close()
        raise
    return connection


def engine_over(connection: sqlcipher.Connection) -> Engine:
    """SQLAlchemy on this one connection; the key is in no URL and the engine opens nothing itself."""
    return create_engine(
        "sqlite://",
        creator=lambda: connection,
        module=sqlcipher,
        poolclass=StaticPool,
        pool_reset_on_return=None,
        isolation_level="AUTOCOMMIT",
    )
