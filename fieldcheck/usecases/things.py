"""Whom somebody belongs to: employers, agencies, landlords, dwellings and vehicles of their own."""

from __future__ import annotations

from collections.abc import Iterable

from fieldcheck.domain import events
from fieldcheck.domain.errors import N_, InvalidValue, UserFixable
from fieldcheck.domain.identifiers import CaseId, ThingId, new_uuid7
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.likeness import Degree
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.things.linked import (
    KINDS_OF,
    KnownThing,
    LikeThing,
    LinkSource,
    Relation,
    ThingLink,
)
from fieldcheck.domain.things.thing import Thing, match, profile
from fieldcheck.domain.things.thing_json import thing_to_json
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Changes

_SURE = {Degree.SAME: 0, Degree.PERHAPS: 1}
MOST_ALIKE = 8
"""Look-alikes that are shown; more would be read by nobody."""


def things_of(desk: Desk, case: CaseId) -> tuple[ThingLink, ...]:
    """Whom the person of a case belongs to, for a screen that shows it; who looked is on record.

    For whoever records it, and for whoever may see who else belongs to the same.
    """
    if not desk.actor.may(Deed.SEE_CLUSTER):
        desk.actor.require(Deed.RECORD_THINGS)
    _require_case(desk, case)
    desk.write(events.RECORD_VIEWED, "case", case, {"screen": "things"})
    return desk.store.things_of(case)


def find_things(desk: Desk, typed: str, relation: Relation) -> tuple[KnownThing, ...]:
    """What can be chosen for a relation while ``typed`` stands in the field."""
    desk.actor.require(Deed.RECORD_THINGS)
    return desk.store.find_things(typed, KINDS_OF[relation])


def alike(desk: Desk, thing: Thing) -> tuple[LikeThing, ...]:
    """Things on record that look like one that is being typed in, the likeliest first, with the reasons."""
    desk.actor.require(Deed.RECORD_THINGS)
    return _alike(thing, desk.store.like_thing(thing))


def add_thing(
    desk: Desk, case: CaseId, thing: Thing, relation: Relation, *, source: LinkSource = LinkSource.OFFICER
) -> ThingId:
    """Record something new and say that the person of a case belongs to it, both or neither.

    Raises InvalidValue when such a thing cannot be in that relation.
    """
    desk.actor.require(Deed.RECORD_THINGS)
    _require_case(desk, case)
    _require_fitting(thing, relation)
    new = ThingId(new_uuid7(desk.clock()))
    desk.store.record([_recorded(desk, new, thing), _linked(desk, new, case, relation, source)])
    return new


def correct_thing(desk: Desk, thing: ThingId, value: Thing) -> Changes:
    """Write down better what a thing is; what was said before stays in the journal."""
    desk.actor.require(Deed.RECORD_THINGS)
    known_thing(desk, thing)
    return desk.store.record([_recorded(desk, thing, value)])


def link_thing(
    desk: Desk,
    case: CaseId,
    thing: ThingId,
    relation: Relation,
    *,
    source: LinkSource = LinkSource.OFFICER,
) -> Changes:
    """Say that the person of a case belongs to a thing on record.

    Raises InvalidValue when it is linked so already, or cannot be in that relation.
    """
    desk.actor.require(Deed.RECORD_THINGS)
    _require_case(desk, case)
    known = known_thing(desk, thing)
    _require_fitting(known.thing, relation)
    if any((link.thing.id, link.relation) == (known.id, relation) for link in desk.store.things_of(case)):
        raise InvalidValue(N_("Dit staat al bij deze zaak."), remedy=N_("Kies een ander, of ga verder."))
    return desk.store.record([_linked(desk, known.id, case, relation, source)])


def unlink_thing(desk: Desk, link: ThingLink, *, reason: str) -> Changes:
    """The person does not belong to a thing after all. Raises InvalidValue without a reason."""
    desk.actor.require(Deed.RECORD_THINGS)
    said = _required(reason)
    payload = {"case": link.case, "relation": link.relation.value, "reason": said}
    return desk.write(events.THING_UNLINKED, "thing", link.recorded, payload)


def look_alikes(desk: Desk, thing: ThingId) -> tuple[LikeThing, ...]:
    """Other records that may be the same thing, the likeliest first, across days and parks; a proposal.

    Without those that somebody said are another thing.
    """
    desk.actor.require(Deed.SEE_CLUSTER)
    known = known_thing(desk, thing)
    group = (known, *desk.store.merged_records(known.id))
    apart = {other for one in group for other in desk.store.kept_apart(one.id)}
    found: dict[ThingId, LikeThing] = {}
    for record in group:
        others = (one for one in desk.store.like_thing(record.thing) if one.id not in apart | {known.id})
        for like in _alike(record.thing, others):
            found.setdefault(like.thing.id, like)
    return tuple(sorted(found.values(), key=_order)[:MOST_ALIKE])


def merge_things(desk: Desk, thing: ThingId, into: ThingId, *, reason: str) -> Changes:
    """Hold two records to be one thing; both stay, and :func:`part_things` undoes it.

    Raises InvalidValue for one thing twice, for two that are merged already, and without a reason.
    """
    desk.actor.require(Deed.MERGE_THINGS)
    said = _required(reason)
    one, two = known_thing(desk, thing), known_thing(desk, into)
    if one.id == two.id:
        raise InvalidValue(N_("Dit is al één en hetzelfde."), remedy=N_("Kies een ander."))
    return desk.write(events.THINGS_MERGED, "thing", one.id, {"into": two.id, "reason": said})


def part_things(desk: Desk, record: ThingId, *, reason: str) -> Changes:
    """A record that was merged is a thing of its own after all.

    Raises InvalidValue when it was not merged, and without a reason.
    """
    desk.actor.require(Deed.MERGE_THINGS)
    said = _required(reason)
    known_thing(desk, record)
    if not desk.store.thing(record).merged_into:
        raise InvalidValue(N_("Dit is niet samengevoegd."))
    return desk.write(events.THINGS_PARTED, "thing", record, {"reason": said})


def keep_apart(desk: Desk, thing: ThingId, other: ThingId, *, reason: str) -> Changes:
    """Two look alike and are not the same: they are not proposed again. InvalidValue without a reason."""
    desk.actor.require(Deed.MERGE_THINGS)
    said = _required(reason)
    one, two = known_thing(desk, thing), known_thing(desk, other)
    if one.id == two.id:
        raise InvalidValue(N_("Dit is al één en hetzelfde."), remedy=N_("Haal het eerst uit elkaar."))
    return desk.write(events.THINGS_KEPT_APART, "thing", one.id, {"other": two.id, "reason": said})


def _alike(thing: Thing, known: Iterable[KnownThing]) -> tuple[LikeThing, ...]:
    mine = profile(thing)
    found = (LikeThing(one, match(mine, profile(one.thing))) for one in known)
    return tuple(
        sorted((one for one in found if one.likeness.degree is not Degree.NO), key=_order)[:MOST_ALIKE]
    )


def _order(one: LikeThing) -> tuple[int, int, str, str]:
    likeness = one.likeness
    return (
        _SURE[likeness.degree],
        len(likeness.against) - len(likeness.reasons),
        one.thing.thing.name,
        one.thing.id,
    )


def _recorded(desk: Desk, thing: ThingId, value: Thing) -> Draft:
    return desk.draft(events.THING_RECORDED, "thing", thing, {"thing": thing_to_json(value)})


def _linked(desk: Desk, thing: ThingId, case: CaseId, relation: Relation, source: LinkSource) -> Draft:
    payload = {"case": case, "relation": relation.value, "source": source.value}
    return desk.draft(events.THING_LINKED, "thing", thing, payload)


def _require_fitting(thing: Thing, relation: Relation) -> None:
    if thing.kind not in KINDS_OF[relation]:
        raise InvalidValue(
            N_("Dit past niet bij elkaar."),
            remedy=N_("Kies een andere relatie, of iets van een andere soort."),
        )


def _required(reason: str) -> str:
    if not reason.strip():
        raise InvalidValue(
            N_("Schrijf kort waarom."), remedy=N_("Eén zin is genoeg; hij staat later bij de zaak.")
        )
    return reason.strip()


def _require_case(desk: Desk, case: CaseId) -> None:
    try:
        desk.store.case(case)
    except KeyError:
        raise UserFixable(
            N_("Deze zaak is niet bekend op deze laptop."),
            remedy=N_("Typ of scan eerst de code van de routebrief."),
        ) from None


def known_thing(desk: Desk, thing: ThingId) -> KnownThing:
    """What stands for this record now. Raises UserFixable when it is not known here."""
    try:
        return desk.store.standing_thing(thing)
    except KeyError:
        raise UserFixable(
            N_("Dit is niet bekend op deze laptop."), remedy=N_("Zoek het opnieuw, of voeg het toe.")
        ) from None
