"""One document number with two people whom two laptops met: told without who they are, and asked again there.

Whoever records an identity hears at once of a clash on that laptop. Of one between laptops only the
coordinator's store knows, and the coordinator sees no identities: so it goes back to the posts as a question.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.journal import Entry
from fieldcheck.domain.people import Clash
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk


def clashes(desk: Desk) -> tuple[Clash, ...]:
    """Pairs of cases with one document number and two people, by their codes alone."""
    desk.actor.require(Deed.WATCH)
    return desk.store.clashes()


def asked(desk: Desk) -> tuple[Entry, ...]:
    """Put on record what is asked about every clash of now, once for each case; returns what was asked."""
    open_now = {
        (case, code)
        for one in clashes(desk)
        for case, code in ((one.one, one.two_code), (one.two, one.one_code))
    }
    before = {(entry.subject, _with(entry)) for entry in _of_this_laptop(desk)}
    drafts = [
        desk.draft(events.IDENTITY_QUESTIONED, "case", case, {"with": code})
        for case, code in sorted(open_now - before)
    ]
    if drafts:
        desk.store.record(drafts)
    return tuple(entry for entry in _of_this_laptop(desk) if (entry.subject, _with(entry)) in open_now)


def _of_this_laptop(desk: Desk) -> list[Entry]:
    every = desk.store.entries_of(events.IDENTITY_QUESTIONED)
    return [entry for entry in every if entry.device == desk.store.device]


def questions(desk: Desk, case: CaseId) -> tuple[str, ...]:
    """Codes of cases with the document number of this one, asked since its identity was last recorded."""
    desk.actor.require(Deed.IDENTIFY)
    lines = desk.store.trail(case=case, kind=events.IDENTITY_QUESTIONED)
    kept = desk.store.trail(case=case, kind=events.IDENTITY_RECORDED, limit=1)
    open_now = {line.id for line in lines if not kept or kept[0].at < line.at}
    if not open_now:
        return ()
    about = desk.store.entries_about(case)
    return tuple(sorted({_with(entry) for entry in about if entry.id in open_now} - {""}))


def questions_in(desk: Desk, entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    """What entries that came in ask of cases known here: the case's code, and that of the other."""
    by_case = [(CaseId(one.subject), _with(one)) for one in entries if one.kind == events.IDENTITY_QUESTIONED]
    known = desk.store.cases_by_id(case for case, _ in by_case)
    return tuple(sorted((known[case].code, other) for case, other in by_case if case in known and other))


def _with(entry: Entry) -> str:
    payload: Mapping[str, object] = entry.payload or {}
    code = payload.get("with")
    return code if isinstance(code, str) else ""
