"""Who the persons are, as far as that is known, and which cases are held to be one person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.identity.person_json import person_from_json
from fieldcheck.domain.identity.persons import blocking_keys
from fieldcheck.domain.journal import Entry, canonical_json
from fieldcheck.store.projecting.keys import put_keys
from fieldcheck.store.projecting.payloads import Handler, Malformed, require_case, text

PERSON_KEYS = "person"
"""The kind of search keys that two records of one person share."""


def _identity(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    content = payload.get("identity")
    try:
        person = person_from_json(content)
    except InvalidValue as error:
        raise Malformed("identity") from error
    require_case(connection, entry.subject)
    connection.execute(
        "INSERT INTO identities (case_id, content, changed, actor) VALUES (?,?,?,?)"
        " ON CONFLICT DO UPDATE SET content = excluded.content, changed = excluded.changed,"
        " actor = excluded.actor",
        (entry.subject, canonical_json(content).decode(), entry.at, entry.actor),
    )
    put_keys(connection, PERSON_KEYS, entry.subject, blocking_keys(person))
    return entry.subject


def _joined(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    one, two = _pair(entry, payload)
    reason = text(payload, "reason")
    for case in (one, two):
        require_case(connection, case)
    connection.execute(
        "INSERT INTO joined_cases (case_id, other, reason, at, actor) VALUES (?,?,?,?,?)"
        " ON CONFLICT DO NOTHING",
        (one, two, reason, entry.at, entry.actor),
    )
    return entry.subject


def _parted(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    text(payload, "reason")
    require_case(connection, entry.subject)
    connection.execute("DELETE FROM joined_cases WHERE case_id = ? AND other = ?", _pair(entry, payload))
    return entry.subject


def _pair(entry: Entry, payload: Mapping[str, Any]) -> tuple[str, str]:
    """The two cases in one order, whichever was named first: joining has no direction."""
    other = text(payload, "other")
    if other == entry.subject:
        raise Malformed("other")
    return min(entry.subject, other), max(entry.subject, other)


HANDLERS: Mapping[str, Handler] = {
    events.IDENTITY_RECORDED: _identity,
    events.CASES_JOINED: _joined,
    events.CASES_PARTED: _parted,
}
