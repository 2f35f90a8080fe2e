"""What people said of two cases that may be one person, with the reason: newest last, taken back or not."""

from __future__ import annotations

from collections.abc import Iterator

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.journal import Entry, parse_utc
from fieldcheck.domain.people import Decided, Decision
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk

_JOINING = {events.CASES_JOINED: Decided.SAME, events.CASES_PARTED: Decided.NOT_SAME}
KINDS = frozenset({*_JOINING, events.IDENTITY_CONFIRMED})
"""The kinds of entries that hold such a decision."""


def decisions(desk: Desk, case: CaseId) -> tuple[Decision, ...]:
    """Every decision about a case and another one, by clock; without those of which the reason was erased.

    It does not matter with which of the two cases it was put on record.
    """
    desk.actor.require(Deed.IDENTIFY)
    entries = sorted(_entries(desk, case), key=lambda entry: entry.clock)
    others = {entry.id: _other(entry, case) for entry in entries if entry.kind in _JOINING}
    codes = {row.id: row.code for row in desk.store.cases_by_id(others.values()).values()}
    return tuple(
        _decision(entry, codes.get(others[entry.id], "") if entry.id in others else _text(entry, "with"))
        for entry in entries
    )


def _entries(desk: Desk, case: CaseId) -> Iterator[Entry]:
    for kind in _JOINING:
        for entry in desk.store.entries_of(kind):
            if case in (entry.subject, _text(entry, "other")):
                yield entry
    if desk.store.trail(case=case, kind=events.IDENTITY_CONFIRMED, limit=1):
        about = desk.store.entries_about(case)
        yield from (one for one in about if one.kind == events.IDENTITY_CONFIRMED)


def _other(entry: Entry, case: CaseId) -> CaseId:
    return CaseId(_text(entry, "other") if entry.subject == case else entry.subject)


def _decision(entry: Entry, code: str) -> Decision:
    right = Decided.RIGHT if _text(entry, "right") == "yes" else Decided.DOUBTED
    what = _JOINING.get(entry.kind, right)
    return Decision(what, code, _text(entry, "reason"), entry.actor, parse_utc(entry.at))


def _text(entry: Entry, name: str) -> str:
    found = (entry.payload or {}).get(name)
    return found if isinstance(found, str) else ""
