"""Reading payloads, and the few steps that every handler takes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain.case import CaseStage
from fieldcheck.domain.journal import Entry, canonical_json


class Malformed(Exception):
    """A payload does not hold what its kind says."""


class Orphaned(Exception):
    """An entry is about a case, interview or referral that this store does not know, or no longer knows."""


Handler = Callable[[sqlcipher.Connection, Entry, Mapping[str, Any]], str]
"""Applies an entry; returns the id of the case it belongs to, "" where there is none."""


def text(payload: Mapping[str, Any], name: str) -> str:
    """A text of a payload; raises Malformed when it is none."""
    value = payload.get(name)
    if not isinstance(value, str):
        raise Malformed(name)
    return value


def one_of(words: type[StrEnum], payload: Mapping[str, Any], name: str) -> str:
    """A text of a payload that is one of ``words``; raises Malformed when it is not."""
    value = text(payload, name)
    if value not in words._value2member_map_:
        raise Malformed(name)
    return value


def whole(payload: Mapping[str, Any], name: str) -> int:
    """A whole number of a payload; raises Malformed when it is none."""
    value = payload.get(name)
    if type(value) is not int:
        raise Malformed(name)
    return value


def lines(payload: Mapping[str, Any], name: str) -> str:
    """A list of texts of a payload, as JSON; raises Malformed when it is none."""
    value = payload.get(name)
    if not isinstance(value, list | tuple) or not all(isinstance(line, str) for line in value):
        raise Malformed(name)
    return canonical_json(value).decode()


def only_row(rows: Iterator[Any]) -> str:
    """The case id that a statement returned; the statement touches one row or none."""
    for (case,) in rows:
        return str(case)
    raise Orphaned


def require_case(connection: sqlcipher.Connection, case: str) -> None:
    """Raise Orphaned unless this store knows the case."""
    if connection.execute("SELECT 1 FROM cases WHERE id = ?", (case,)).fetchone() is None:
        raise Orphaned


def moment(entry: Entry) -> str:
    """Where an entry stands in the order that decides what counts, as a text that sorts like it."""
    return f"{entry.clock}\x01{entry.device}"


def require_case_before(connection: sqlcipher.Connection, case: str, entry: Entry) -> None:
    """Raise Orphaned unless the case was known when ``entry`` was written, whenever either arrived here."""
    query = "SELECT 1 FROM cases WHERE id = ? AND since < ?"
    if connection.execute(query, (case, moment(entry))).fetchone() is None:
        raise Orphaned


def set_stage(connection: sqlcipher.Connection, case: str, stage: CaseStage, at: str) -> None:
    """Say where a case stands since ``at``."""
    connection.execute("UPDATE cases SET stage = ?, changed = ? WHERE id = ?", (stage.value, at, case))
