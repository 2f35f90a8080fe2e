"""Whom the answers of a person name: proposed with the reason, and linked only when an officer says so."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.likeness import Degree
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.things.address import parse_address
from fieldcheck.domain.things.address_line import dwelling_at
from fieldcheck.domain.things.linked import ProposedLink, Relation, ThingLink
from fieldcheck.domain.things.plates import countries_of, parse_plate
from fieldcheck.domain.things.thing import Thing, ThingKind, match_things
from fieldcheck.domain.wording import Said
from fieldcheck.i18n import short_date
from fieldcheck.triage.answered import Answered
from fieldcheck.usecases.casework import read_talks
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.things import alike

_ANSWERED = N_("Op de vraag “{question}” is geantwoord: {answer}.")
_Found = tuple[Thing, Relation] | None


def propose_links(desk: Desk, case: CaseId) -> tuple[ProposedLink, ...]:
    """What the talks of a case name and is not linked with it yet, with the records that look like it.

    Nothing is linked by itself. Who may not see what was said in the talks gets no proposals.
    """
    desk.actor.require(Deed.RECORD_THINGS)
    if not desk.actor.may(Deed.SEE_OUTCOME):
        return ()
    linked = desk.store.things_of(case)
    proposed: list[ProposedLink] = []
    for talk in read_talks(desk, case):
        for one in _named(desk, Answered(talk.published, talk.run)):
            if not _known(one, linked) and not any(_same(one, other) for other in proposed):
                proposed.append(one)
    return tuple(
        ProposedLink(one.thing, one.relation, one.reason, alike(desk, one.thing)) for one in proposed
    )


def _named(desk: Desk, answered: Answered) -> Iterator[ProposedLink]:
    for fact, read in _READERS:
        said = " ".join(answered.text(fact).split())
        try:
            found = read(desk, answered, said) if said else None
        except InvalidValue:
            continue  # what was answered is no plate or address: an officer can still type it
        if found is not None:
            thing, relation = found
            question = answered.explained([answered.reference(fact) or ""])[0].question
            day = answered.date(fact)
            reason = Said(
                N_("Op de vraag “{question}” is geantwoord: {answer}."),
                question=question,
                answer=said if day is None else short_date(day),
            )
            yield ProposedLink(thing, relation, reason)


def _same(one: ProposedLink, other: ProposedLink) -> bool:
    if one.relation is not other.relation:
        return False
    return one.thing == other.thing or match_things(one.thing, other.thing).degree is Degree.SAME


def _known(one: ProposedLink, linked: tuple[ThingLink, ...]) -> bool:
    return any(
        # An officer linked it with what it looks like: to ask again would be to doubt that.
        link.relation is one.relation and match_things(one.thing, link.thing.thing).degree is not Degree.NO
        for link in linked
    )


def _payer(_desk: Desk, answered: Answered, name: str) -> _Found:
    works_for = answered.text("works-for")
    if works_for == "self":
        return None
    if works_for == "agency":
        return Thing(ThingKind.AGENCY, name), Relation.SENT_BY
    return Thing(ThingKind.EMPLOYER, name), Relation.WORKS_FOR


def _company(_desk: Desk, _answered: Answered, name: str) -> _Found:
    return Thing(ThingKind.EMPLOYER, name), Relation.WORKS_FOR


def _landlord(_desk: Desk, _answered: Answered, name: str) -> _Found:
    # The form asks to write this in place of a private person's name.
    if name.casefold() == "particulier":
        return None
    return Thing(ThingKind.LANDLORD, name), Relation.RENTS_FROM


def _home(_desk: Desk, _answered: Answered, line: str) -> _Found:
    return dwelling_at(line), Relation.LIVES_AT


def _pitch(desk: Desk, answered: Answered, pitch: str) -> _Found:
    """The park's own number: the park stands where an address has its street."""
    if answered.text("home-address"):
        return None
    park, place = desk.action.park, desk.action.municipality
    try:
        address = parse_address(park, pitch, place=place)
    except InvalidValue:
        address = parse_address(park, place=place, unit=pitch)
    return Thing(
        ThingKind.DWELLING, "" if address.key else f"{pitch}, {park}", address=address
    ), Relation.LIVES_AT


def _plate(_desk: Desk, _answered: Answered, text: str) -> _Found:
    if not any(map(str.isdigit, text)):
        return None
    countries = countries_of(text)
    country = countries[0] if len(countries) == 1 else ""
    return Thing(ThingKind.VEHICLE, plate=parse_plate(text, country)), Relation.TRAVELS_IN


def _park(desk: Desk, _answered: Answered, _said: str) -> _Found:
    """Whoever tells since when they sleep on this park lives on the park too, which is found across days."""
    where = parse_address(place=desk.action.municipality)
    return Thing(ThingKind.PARK, desk.action.park, address=where), Relation.LIVES_AT


_READERS: tuple[tuple[str, Callable[[Desk, Answered, str], _Found]], ...] = (
    ("agency-name", _payer),
    ("company-name", _company),
    ("landlord-name", _landlord),
    ("home-address", _home),
    ("dwelling-pitch", _pitch),
    ("stay-since", _park),
    ("plate", _plate),
)
"""Facts that name a thing; forms say with ``bind::fc:fact`` which question tells them."""
