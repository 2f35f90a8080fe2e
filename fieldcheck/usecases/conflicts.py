"""Answers that two laptops gave to one question without knowing of each other.

Both stay in the journal; the latest by clock counts until somebody decides. Whether an answer knew of another
follows from what its laptop had taken in by then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import CaseId, DeviceId, InterviewId
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.journal import Entry, parse_utc
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk


@dataclass(frozen=True, slots=True)
class Saying:
    """What one laptop recorded last as the answer to a question."""

    device: DeviceId
    value: str
    state: AnswerState
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Conflict:
    """One question with answers that did not know of each other; the first of ``sayings`` counts now."""

    interview: InterviewId
    reference: str
    sayings: tuple[Saying, ...]


def conflicts(desk: Desk, case: CaseId) -> tuple[Conflict, ...]:
    """The conflicts among the answers of a case, by question."""
    desk.actor.require(Deed.SEE_OUTCOME)
    last: dict[tuple[str, str], dict[DeviceId, Entry]] = defaultdict(dict)
    for entry in desk.store.answers_about(case):  # by clock: a later one of the same laptop takes its place
        if entry.payload is not None:
            last[entry.subject, str(entry.payload.get("reference"))][entry.device] = entry
    disputed = {place: said for place, said in last.items() if len(said) > 1}
    if not disputed:
        return ()
    imports = desk.store.entries_of(events.BUNDLE_IMPORTED)
    found = ((place, _unaware(said.values(), imports)) for place, said in sorted(disputed.items()))
    return tuple(
        Conflict(InterviewId(interview), reference, tuple(map(_saying, entries)))
        for (interview, reference), entries in found
        if len(entries) > 1
    )


def _unaware(said: Iterable[Entry], imports: Iterable[Entry]) -> list[Entry]:
    """The newest answer, then every other one that says otherwise and that it did not know of."""
    newest, *others = sorted(said, key=lambda entry: (entry.clock, entry.device), reverse=True)
    known = _known_to(newest, imports)
    return [
        newest,
        *(one for one in others if _words(one) != _words(newest) and one.clock > known.get(one.device, "")),
    ]


def _known_to(entry: Entry, imports: Iterable[Entry]) -> Mapping[str, str]:
    """Up to which clock the laptop that wrote ``entry`` knew each other laptop's work when it did."""
    known: dict[str, str] = {}
    for one in imports:
        if one.device == entry.device and one.clock < entry.clock and one.payload is not None:
            device, clock = str(one.payload.get("device")), str(one.payload.get("clock", ""))
            known[device] = max(clock, known.get(device, ""))
    return known


def _words(entry: Entry) -> tuple[object, object]:
    payload = entry.payload or {}
    return payload.get("value"), payload.get("state")


def _saying(entry: Entry) -> Saying:
    value, state = _words(entry)
    return Saying(entry.device, str(value), AnswerState(str(state)), entry.actor, parse_utc(entry.at))
