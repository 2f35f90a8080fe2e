"""What was written about each home, by whom and when: nothing of it is lost when something newer counts."""

from __future__ import annotations

from fieldcheck.domain import events
from fieldcheck.domain.flow import HomeNote, HomeResult
from fieldcheck.domain.identifiers import EntryId, HomeId
from fieldcheck.domain.journal import Entry, parse_utc
from fieldcheck.usecases.ports import Store

_RESULTS = frozenset(one.value for one in HomeResult)


def notes_of(store: Store) -> dict[HomeId, tuple[HomeNote, ...]]:
    """Every line about every home, in the order that decides what counts: the last one does."""
    found: dict[HomeId, list[HomeNote]] = {}
    for entry in store.entries_of(events.HOME_RECORDED):
        if (entry.payload or {}).get("result") in _RESULTS:  # a newer program may write what we cannot read
            found.setdefault(HomeId(entry.subject), []).append(_note(entry))
    return {home: tuple(notes) for home, notes in found.items()}


def _note(entry: Entry) -> HomeNote:
    payload = entry.payload or {}
    over = payload.get("over")  # a laptop of before this was asked does not say
    return HomeNote(
        id=EntryId(entry.id),
        at=parse_utc(entry.at),
        by=entry.actor,
        result=HomeResult.PLANNED if payload.get("mistaken") else HomeResult(payload["result"]),
        persons=payload.get("persons"),
        reason=str(payload.get("reason", "")),
        over=None if over is None else frozenset(EntryId(str(one)) for one in over),
    )
