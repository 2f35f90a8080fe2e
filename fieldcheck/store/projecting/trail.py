"""Who did and saw what: a line for every entry but single answers, and the bundles that came and went."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.journal import Entry
from fieldcheck.store.projecting.payloads import Handler, lines, text, whole

UNTRAILED = frozenset({events.ANSWER_RECORDED, events.INTERVIEW_MOVED})
"""Kinds without a line: the answers of a talk have their own history, and a talk is one line."""


def leave(connection: sqlcipher.Connection, entry: Entry, case: str) -> None:
    """Leave a line of an entry; ``case`` is the case it belongs to, "" where there is none."""
    if entry.kind in UNTRAILED:
        return
    connection.execute(
        "INSERT INTO trail (id, at, actor, role, capacity, kind, subject_kind, subject, case_id, device)"
        " VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
        (
            entry.id,
            entry.at,
            entry.actor,
            entry.role,
            entry.capacity,
            entry.kind,
            entry.subject_kind,
            entry.subject,
            case or (entry.subject if entry.subject_kind == "case" else ""),
            entry.device,
        ),
    )


def _exported(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    row = (
        text(payload, "bundle"),
        entry.device,
        "",
        text(payload, "file"),
        text(payload, "digest"),
        lines(payload, "recipients"),
        whole(payload, "entries"),
    )
    return _bundle(connection, entry, "out", row)


def _imported(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    row = (
        text(payload, "bundle"),
        text(payload, "device"),
        text(payload, "device_name"),
        "",
        text(payload, "digest"),
        "[]",
        whole(payload, "entries"),
    )
    return _bundle(connection, entry, "in", row)


def _bundle(
    connection: sqlcipher.Connection, entry: Entry, direction: str, row: tuple[str | int, ...]
) -> str:
    connection.execute(
        "INSERT INTO bundles (id, direction, kind, device, device_name, file, digest, recipients, entries,"
        " at, actor) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING",
        (entry.id, direction, *row, entry.at, entry.actor),
    )
    return ""


HANDLERS: Mapping[str, Handler] = {
    events.BUNDLE_EXPORTED: _exported,
    events.BUNDLE_IMPORTED: _imported,
}
