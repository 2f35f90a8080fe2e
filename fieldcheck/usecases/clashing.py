"""One document number with two people whom two laptops met: told without who they are, and asked again there.

Whoever records an identity hears at once of a clash on that laptop. Of one between laptops only the
coordinator's store knows, and the coordinator sees no identities: so it goes back to the posts as a question.

Now and then both numbers are right: two countries gave one number, or somebody carries a paper of another.
Whoever looks at a paper says so of that paper. Once it is said of both, nobody is asked any more, until one
of the two turns out to be somebody else or to have another number.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from fieldcheck.domain import events
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.identity.paper import Person
from fieldcheck.domain.identity.person_json import person_from_json
from fieldcheck.domain.identity.persons import same_bearer
from fieldcheck.domain.journal import Entry
from fieldcheck.domain.people import Clash
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk

_QUESTION_AND_ANSWER = (events.IDENTITY_QUESTIONED, events.IDENTITY_CONFIRMED)
_MOST = 200
"""Clashes on one screen; with more, something else is wrong than a paper."""


def clashes(desk: Desk) -> tuple[Clash, ...]:
    """Pairs of cases with one document number and two people, by their codes alone.

    Without those of which both numbers were looked at and found right.
    """
    desk.actor.require(Deed.WATCH)
    return tuple(clash for clash, _ in _open(desk))


def _open(desk: Desk) -> list[tuple[Clash, list[tuple[CaseId, str]]]]:
    """What clashes now, each with the cases still to be looked at and the code of the other."""
    answers = desk.store.entries_of(events.IDENTITY_CONFIRMED)
    said = {entry.subject for entry in answers}
    right = cache(lambda case: confirmed(desk, case) if case in said else frozenset())
    found = []
    for one in desk.store.clashes(limit=_MOST + len(answers)):
        sides = ((one.one, one.two_code), (one.two, one.one_code))
        left = [(case, code) for case, code in sides if code not in right(case)]
        if left:
            found.append((one, left))
    return found[:_MOST]


def asked(desk: Desk) -> tuple[Entry, ...]:
    """Put on record what is asked about every clash of now, once for each case; returns what was asked.

    Once more where somebody else or another number was recorded since, and the clash is still there.
    """
    desk.actor.require(Deed.WATCH)
    open_now = {side for _, left in _open(desk) for side in left}
    before = _asked_before(desk)
    drafts = [
        desk.draft(events.IDENTITY_QUESTIONED, "case", case, {"with": code})
        for case, code in sorted(open_now)
        if (case, code) not in before or code not in _said(desk, case).asked
    ]
    if drafts:
        desk.store.record(drafts)
        before = _asked_before(desk)
    return tuple(entry for side, entry in before.items() if side in open_now)


def _asked_before(desk: Desk) -> dict[tuple[CaseId, str], Entry]:
    """The newest question of this laptop about each case, with the code of the other."""
    every = desk.store.entries_of(events.IDENTITY_QUESTIONED)
    return {
        (CaseId(entry.subject), _with(entry)): entry for entry in every if entry.device == desk.store.device
    }


def confirmed(desk: Desk, case: CaseId) -> frozenset[str]:
    """Codes of cases whose document number this one has too, and rightly so: somebody looked, and it holds.

    It no longer does once the case is recorded with another number or as another person. The same person
    with the same number, read again, is no reason to ask anew.
    """
    return _said(desk, case).right


@dataclass(frozen=True, slots=True)
class _Said:
    """What is asked of the document number of a case, and what was answered: codes of other cases."""

    asked: frozenset[str] = frozenset()
    right: frozenset[str] = frozenset()


def _said(desk: Desk, case: CaseId) -> _Said:
    """What was asked and answered since the case is who it is now."""
    if not any(desk.store.trail(case=case, kind=kind, limit=1) for kind in _QUESTION_AND_ANSWER):
        return _Said()
    asked, right = set[str](), set[str]()
    looked_at: Person | None = None
    for entry in desk.store.entries_about(case):
        if entry.kind == events.IDENTITY_RECORDED and (person := _person(entry)) is not None:
            if looked_at is None or not same_bearer(looked_at, person):
                asked.clear()
                right.clear()
            looked_at = person
        elif entry.kind == events.IDENTITY_QUESTIONED:
            asked.add(_with(entry))
        elif entry.kind == events.IDENTITY_CONFIRMED:
            (right.add if (entry.payload or {}).get("right") == "yes" else right.discard)(_with(entry))
    return _Said(frozenset(asked - {""}), frozenset(right - {""}))


def _person(entry: Entry) -> Person | None:
    """Who was recorded; None when it cannot be read, which the tables pass over too."""
    try:
        return person_from_json((entry.payload or {}).get("identity"))
    except InvalidValue:
        return None


def questions(desk: Desk, case: CaseId) -> tuple[str, ...]:
    """Codes of cases with the document number of this one, asked since the case is who it is now.

    Another number is an answer, and so is that this one was looked at and is right.
    """
    desk.actor.require(Deed.IDENTIFY)
    said = _said(desk, case)
    return tuple(sorted(said.asked - said.right))


def questions_in(desk: Desk, entries: Iterable[Entry]) -> tuple[tuple[str, str], ...]:
    """What entries that came in ask of cases known here: the case's code, and that of the other."""
    by_case = [(CaseId(one.subject), _with(one)) for one in entries if one.kind == events.IDENTITY_QUESTIONED]
    known = desk.store.cases_by_id(case for case, _ in by_case)
    return tuple(sorted((known[case].code, other) for case, other in by_case if case in known and other))


def _with(entry: Entry) -> str:
    payload: Mapping[str, object] = entry.payload or {}
    code = payload.get("with")
    return code if isinstance(code, str) else ""
