"""Days on the park and room per person, against the municipality's own limits."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from fieldcheck.domain.action import LocalLimits
from fieldcheck.domain.errors import N_
from fieldcheck.i18n import number
from fieldcheck.triage.assessment import Figure
from fieldcheck.triage.facts import Facts

STAY_DAYS = "stay-days"
ROOM = "square-metres-per-person"
TENTH = Decimal("0.1")


def stay_days(facts: Facts) -> Decimal | None:
    """Days since the person first slept on the park, today not counted; None when unknown."""
    since = facts.moment("stay-since")
    return None if since is None or since > facts.day else Decimal((facts.day - since).days)


def room_per_person(facts: Facts) -> Decimal | None:
    """Square metres per person in the dwelling; None when unknown."""
    persons, metres = facts.number("persons"), facts.number("square-metres")
    return None if not persons or metres is None else metres / persons


def stay_figure(facts: Facts, limits: LocalLimits) -> Figure:
    """Days on the park."""
    days, since = stay_days(facts), facts.moment("stay-since")
    known = days is not None and since is not None
    return Figure(
        code=STAY_DAYS,
        label=N_("Dagen op het park"),
        value=days,
        low=None,
        high=None,
        unit=N_("dagen"),
        formula=f"{since:%d-%m-%Y} → {facts.day:%d-%m-%Y} = {days}  (≤ {limits.stay_days})" if known else "",
        source=limits.source,
        note=N_("Van de eerste nacht tot vandaag; daarachter de grens die de gemeente aanhoudt."),
    )


def room_figure(facts: Facts, limits: LocalLimits) -> Figure:
    """Square metres per person."""
    room, persons, metres = room_per_person(facts), facts.number("persons"), facts.number("square-metres")
    formula = ""
    if room is not None and persons is not None and metres is not None:
        share = number(room.quantize(TENTH, rounding=ROUND_HALF_UP), "nl")
        formula = f"{number(metres, 'nl')} ÷ {number(persons, 'nl')} = {share}  (≥ {number(limits.square_metres, 'nl')})"
    return Figure(
        code=ROOM,
        label=N_("Ruimte per persoon"),
        value=None if room is None else room.quantize(TENTH, rounding=ROUND_HALF_UP),
        low=None,
        high=None,
        unit=N_("m² per persoon"),
        formula=formula,
        source=limits.source,
        note=N_("Oppervlakte gedeeld door bewoners; daarachter de norm die de gemeente aanhoudt."),
    )
