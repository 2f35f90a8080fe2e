"""The homes of the park: which are to be visited, and what came of each."""

from __future__ import annotations

from typing import Any

from fieldcheck.domain import events
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.flow import Home, HomeNote, HomeResult
from fieldcheck.domain.identifiers import HomeId, home_id
from fieldcheck.domain.park import home_names, home_word
from fieldcheck.domain.roles import Deed
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.home_notes import notes_of
from fieldcheck.usecases.ports import Changes

_NEEDS_REASON = frozenset({HomeResult.LEFT_OUT})
_MISTAKEN = "per vergissing gepland"
MOST_PERSONS = 99
"""Persons met in one home; more is rather a slip of the finger."""


def plan_homes(desk: Desk, text: str, *, sector: str = "") -> tuple[Home, ...]:
    """Plan every home that was typed (``12-48``, ``A1-A12``, ``3, 5``); known ones stay as they are.

    Returns the homes that are new; all of them are recorded, or none. Raises InvalidValue as ``home_names``.
    """
    desk.actor.require(Deed.VISIT_HOMES)
    every = desk.store.homes()
    known = {home.id for home in every}
    part = _as_before(home_word(sector), {home.sector for home in every})
    wanted = {home_id(desk.action.id, part, name): name for name in home_names(text)}
    new = {one: name for one, name in wanted.items() if one not in known}
    if new:
        planned = {one: _payload(name, part, HomeResult.PLANNED, None, "") for one, name in new.items()}
        drafts = [desk.draft(events.HOME_RECORDED, "home", *one) for one in planned.items()]
        desk.store.record(drafts)
    return tuple(home for home in desk.store.homes() if home.id in new)


def the_only_home(desk: Desk, text: str, sector: str) -> HomeId | None:
    """The home that was typed, when it was one: somebody stands at its door. None when they were more."""
    desk.actor.require(Deed.VISIT_HOMES)
    names = home_names(text)
    return home_id(desk.action.id, home_word(sector), names[0]) if len(names) == 1 else None


def record_home(
    desk: Desk, home: HomeId, result: HomeResult, *, persons: int | None = None, reason: str = ""
) -> Changes:
    """What came of a visit to a home; the newest counts, and what was said before stays in the journal.

    ``persons`` are those met there, only where it was visited. Raises InvalidValue for a home that is not
    planned, one left out without a reason, and for persons where nobody was met.
    """
    desk.actor.require(Deed.VISIT_HOMES)
    known = next((one for one in desk.store.homes() if one.id == home), None)
    if known is None:
        raise InvalidValue(N_("Deze woning staat niet op de lijst."), remedy=N_("Voeg haar eerst toe."))
    if result in _NEEDS_REASON and not reason.strip():
        raise InvalidValue(
            N_("Schrijf kort waarom woning {home} is overgeslagen."),
            remedy=N_("Zo blijft te zien waar niet gekeken is."),
            home=known.name,
        )
    if persons is not None and (result is not HomeResult.VISITED or not 0 <= persons <= MOST_PERSONS):
        raise InvalidValue(
            N_("Dit aantal personen kan niet bij woning {home}."),
            remedy=N_("Vul alleen bij een bezochte woning in hoeveel mensen u sprak, van 0 tot {most}."),
            home=known.name,
            most=MOST_PERSONS,
        )
    payload = _payload(known.name, known.sector, result, persons, reason.strip())
    # So that two laptops that did not know of each other can be told from somebody who came back.
    payload["over"] = [note.id for note in notes_of(desk.store).get(home, ())]
    return desk.write(events.HOME_RECORDED, "home", home, payload)


def take_off_plan(desk: Desk, home: HomeId) -> Changes:
    """A home that was planned by mistake does not count any more; that it was planned stays in the journal.

    A laptop with an older program shows it as left out, with this reason. Raises InvalidValue for a home that
    is not on the list, or that somebody went to.
    """
    desk.actor.require(Deed.VISIT_HOMES)
    known = next((one for one in desk.store.homes() if one.id == home), None)
    if known is None or known.result is not HomeResult.PLANNED:
        raise InvalidValue(
            N_("Alleen een geplande woning kan van de lijst."),
            remedy=N_("Leg bij een andere woning vast wat klopt."),
        )
    payload = _payload(known.name, known.sector, HomeResult.LEFT_OUT, None, _MISTAKEN)
    return desk.write(events.HOME_RECORDED, "home", home, payload | {"mistaken": True})


def _as_before(sector: str, sectors: set[str]) -> str:
    """The part of the park as it is written already: “noord” is no other part than “Noord”."""
    return min((one for one in sectors if one.casefold() == sector.casefold()), default=sector)


def _payload(name: str, sector: str, result: HomeResult, persons: int | None, reason: str) -> dict[str, Any]:
    return {"name": name, "sector": sector, "result": result.value, "persons": persons, "reason": reason}


def homes(desk: Desk) -> tuple[Home, ...]:
    """Every home that was planned or visited, by sector and then by number as people count."""
    desk.actor.require(Deed.VISIT_HOMES)
    return tuple(sorted(desk.store.homes(), key=lambda home: (home.sector, _counted(home.name), home.id)))


def home_notes(desk: Desk) -> dict[HomeId, tuple[HomeNote, ...]]:
    """What was written about each home, the oldest first."""
    desk.actor.require(Deed.VISIT_HOMES)
    return notes_of(desk.store)


def _counted(name: str) -> tuple[str, int, str]:
    letters = name.rstrip("0123456789")
    digits = name[len(letters) :]
    return letters, int(digits or 0), name
