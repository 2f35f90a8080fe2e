"""Keys by which records are found and compared; they stand only inside the encrypted file."""

from __future__ import annotations

from collections.abc import Iterable

import sqlcipher3.dbapi2 as sqlcipher


def put_keys(connection: sqlcipher.Connection, kind: str, subject: str, keys: Iterable[str]) -> None:
    """Let a subject be found by these keys of one kind, and by no other of that kind any more."""
    connection.execute("DELETE FROM search_keys WHERE kind = ? AND subject = ?", (kind, subject))
    add_keys(connection, kind, subject, keys)


def add_keys(connection: sqlcipher.Connection, kind: str, subject: str, keys: Iterable[str]) -> None:
    """Let a subject be found by these keys too."""
    connection.executemany(
        "INSERT INTO search_keys (kind, key, subject) VALUES (?,?,?) ON CONFLICT DO NOTHING",
        [(kind, key, subject) for key in sorted(set(keys))],
    )
