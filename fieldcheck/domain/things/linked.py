"""Which persons belong to which things, and which things may be one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId, ThingId
from fieldcheck.domain.likeness import Likeness
from fieldcheck.domain.things.earlier import Earlier
from fieldcheck.domain.things.thing import Thing, ThingKind
from fieldcheck.domain.wording import Said


class Relation(StrEnum):
    """How the person of a case belongs to a thing."""

    WORKS_FOR = "works-for"
    SENT_BY = "sent-by"
    RENTS_FROM = "rents-from"
    LIVES_AT = "lives-at"
    TRAVELS_IN = "travels-in"


RELATIONS = {
    Relation.WORKS_FOR: N_("werkt voor"),
    Relation.SENT_BY: N_("uitgezonden door"),
    Relation.RENTS_FROM: N_("huurt van"),
    Relation.LIVES_AT: N_("woont op"),
    Relation.TRAVELS_IN: N_("reist met"),
}
"""The relations in words."""

KINDS_OF: Mapping[Relation, tuple[ThingKind, ...]] = {
    Relation.WORKS_FOR: (ThingKind.EMPLOYER, ThingKind.AGENCY),
    Relation.SENT_BY: (ThingKind.AGENCY, ThingKind.EMPLOYER),
    Relation.RENTS_FROM: (ThingKind.LANDLORD, ThingKind.AGENCY, ThingKind.EMPLOYER, ThingKind.PARK),
    Relation.LIVES_AT: (ThingKind.DWELLING, ThingKind.PARK),
    Relation.TRAVELS_IN: (ThingKind.VEHICLE,),
}
"""What a relation can lead to; a new thing is of the first kind unless somebody says otherwise."""


class LinkSource(StrEnum):
    """Where a link comes from; whichever it is, a person confirmed it."""

    FORM = "form"
    OFFICER = "officer"


@dataclass(frozen=True, slots=True)
class KnownThing:
    """A thing that is on record.

    Attributes:
        merged_into: the thing that it is another record of, "" when it stands on its own.
        cases: the persons (cases) that are linked with it, records of the same thing included.
        also: the names of the records that were merged into it.
        earlier: the other actions that met it, the newest first.
    """

    id: ThingId
    thing: Thing
    merged_into: str = ""
    cases: int = 0
    also: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()


@dataclass(frozen=True, slots=True)
class ThingLink:
    """A case with a thing: ``thing`` stands on its own, ``recorded`` is the record that was linked."""

    thing: KnownThing
    recorded: ThingId
    case: CaseId
    relation: Relation
    source: LinkSource
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class LikeThing:
    """A thing that looks like another one, with the reasons; a proposal, no decision."""

    thing: KnownThing
    likeness: Likeness


@dataclass(frozen=True, slots=True)
class ProposedLink:
    """A link that somebody's answers suggest; nothing is linked before an officer says so.

    Attributes:
        thing: as it was answered.
        relation: how the person belongs to it.
        reason: the question and the answer it rests on.
        known: things on record that look like it, the likeliest first.
    """

    thing: Thing
    relation: Relation
    reason: Said
    known: tuple[LikeThing, ...] = ()
