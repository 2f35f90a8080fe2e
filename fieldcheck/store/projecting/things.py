"""Employers, agencies, landlords, parks, dwellings and vehicles, and who belongs to them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain import events
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.journal import Entry, canonical_json
from fieldcheck.domain.things.earlier import Earlier, earlier_from_json, earlier_to_json
from fieldcheck.domain.things.linked import LinkSource, Relation
from fieldcheck.domain.things.thing import Thing, blocking_keys, search_keys
from fieldcheck.domain.things.thing_json import thing_from_json
from fieldcheck.store import entries
from fieldcheck.store.projecting.keys import add_keys, put_keys
from fieldcheck.store.projecting.payloads import (
    Handler,
    Malformed,
    Orphaned,
    one_of,
    require_case_before,
    text,
)

LIKE_KEYS = "thing"
"""The kind of search keys that two records of one thing share."""
TYPED_KEYS = "thing-typed"
"""The kind of search keys by which a thing is found while somebody types."""
EARLIER_KEYS = "thing-earlier"
"""The kind of search keys that are the other actions that met a thing, each as its JSON."""


def _recorded(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    _put(connection, entry, _thing(payload), payload["thing"])
    return ""


def _thing(payload: Mapping[str, Any]) -> Thing:
    try:
        return thing_from_json(payload.get("thing"))
    except InvalidValue as error:
        raise Malformed("thing") from error


def _put(connection: sqlcipher.Connection, entry: Entry, thing: Thing, content: object) -> None:
    connection.execute(
        "INSERT INTO things (id, kind, name, content, merged_into, changed, actor) VALUES (?,?,?,?,'',?,?)"
        " ON CONFLICT DO UPDATE SET kind = excluded.kind, name = excluded.name, content = excluded.content,"
        " changed = excluded.changed, actor = excluded.actor",
        (
            entry.subject,
            thing.kind.value,
            thing.name,
            canonical_json(content).decode(),
            entry.at,
            entry.actor,
        ),
    )
    put_keys(connection, LIKE_KEYS, entry.subject, blocking_keys(thing))
    put_keys(connection, TYPED_KEYS, entry.subject, search_keys(thing))


def _brought(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    """Which other actions met it; and what it is, unless somebody here recorded that already."""
    thing = _thing(payload)
    try:
        met = earlier_from_json(payload.get("earlier"))
    except InvalidValue as error:
        raise Malformed("earlier") from error
    _keep_earlier(connection, entry.subject, met)
    if connection.execute("SELECT 1 FROM things WHERE id = ?", (entry.subject,)).fetchone() is None:
        _put(connection, entry, thing, payload["thing"])
    return ""


# That it is no answer is said so that SQLite sees that the index has it.
_BROUGHT = f"""
    SELECT subject, payload FROM ({entries.those("kind = 'thing.brought' AND kind <> 'answer.recorded'")})
    WHERE payload IS NOT NULL
"""  # noqa: S608 - constants


def _keep_earlier(connection: sqlcipher.Connection, thing: str, met: Iterable[Earlier]) -> None:
    keys = (canonical_json(earlier_to_json([one])).decode() for one in met)
    add_keys(connection, EARLIER_KEYS, thing, keys)


def bring_up_to_date(connection: sqlcipher.Connection) -> None:
    """Take the earlier actions from the journal, where the first version to bring things along left them."""
    (kept,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM search_keys WHERE kind = ?)", (EARLIER_KEYS,)
    ).fetchone()
    if kept:
        return
    for thing, payload in connection.execute(_BROUGHT).fetchall():
        try:
            _keep_earlier(connection, thing, earlier_from_json(json.loads(payload)["earlier"]))
        except (InvalidValue, KeyError):
            continue  # does not count, as in a replay


def _linked(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    case, relation = text(payload, "case"), one_of(Relation, payload, "relation")
    source = one_of(LinkSource, payload, "source")
    _require_thing(connection, entry.subject)
    # The only look at a case whose entries are not made anew together with these; see ``updating``.
    require_case_before(connection, case, entry)
    connection.execute(
        "INSERT INTO thing_links (thing, case_id, relation, source, at, actor) VALUES (?,?,?,?,?,?)"
        " ON CONFLICT DO NOTHING",
        (entry.subject, case, relation, source, entry.at, entry.actor),
    )
    return case


def _unlinked(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    case, relation = text(payload, "case"), one_of(Relation, payload, "relation")
    text(payload, "reason")
    _require_thing(connection, entry.subject)
    connection.execute(
        "DELETE FROM thing_links WHERE thing = ? AND case_id = ? AND relation = ?",
        (entry.subject, case, relation),
    )
    return case


def _merged(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    into = text(payload, "into")
    text(payload, "reason")
    pair = _in_order(entry.subject, into)
    for thing in pair:
        _require_thing(connection, thing)
    if _root(connection, into) == entry.subject:
        # Two laptops each merged the one into the other: what was merged first stays.
        return ""
    connection.execute(
        "UPDATE things SET merged_into = ?, changed = ?, actor = ? WHERE id = ?",
        (into, entry.at, entry.actor, entry.subject),
    )
    connection.execute("DELETE FROM apart_things WHERE one = ? AND two = ?", pair)
    return ""


def _parted(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    text(payload, "reason")
    _require_thing(connection, entry.subject)
    connection.execute(
        "UPDATE things SET merged_into = '', changed = ?, actor = ? WHERE id = ?",
        (entry.at, entry.actor, entry.subject),
    )
    return ""


def _kept_apart(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    other, reason = text(payload, "other"), text(payload, "reason")
    pair = _in_order(entry.subject, other)
    for thing in pair:
        _require_thing(connection, thing)
    connection.execute(
        "INSERT INTO apart_things (one, two, reason, at, actor) VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING",
        (*pair, reason, entry.at, entry.actor),
    )
    return ""


def _in_order(one: str, two: str) -> tuple[str, str]:
    """Two things in one order, whichever was named first: being apart has no direction."""
    if one == two:
        raise Malformed("other")
    return min(one, two), max(one, two)


def _root(connection: sqlcipher.Connection, thing: str) -> str:
    """The thing that stands on its own at the end of the mergers; :func:`_merged` makes no circle."""
    while True:
        row = connection.execute("SELECT merged_into FROM things WHERE id = ?", (thing,)).fetchone()
        if row is None or not row[0]:
            return thing
        thing = row[0]


def _require_thing(connection: sqlcipher.Connection, thing: str) -> None:
    if connection.execute("SELECT 1 FROM things WHERE id = ?", (thing,)).fetchone() is None:
        raise Orphaned


HANDLERS: Mapping[str, Handler] = {
    events.THING_RECORDED: _recorded,
    events.THING_BROUGHT: _brought,
    events.THING_LINKED: _linked,
    events.THING_UNLINKED: _unlinked,
    events.THINGS_MERGED: _merged,
    events.THINGS_PARTED: _parted,
    events.THINGS_KEPT_APART: _kept_apart,
}
