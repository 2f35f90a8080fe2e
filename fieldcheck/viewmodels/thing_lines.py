"""Things in the words of a screen: what they are called, what else is known, and why two look alike."""

from __future__ import annotations

from dataclasses import dataclass

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import ThingId
from fieldcheck.domain.likeness import Degree, Likeness
from fieldcheck.domain.things.linked import RELATIONS, KnownThing, Relation, ThingLink
from fieldcheck.domain.things.showing import thing_details, thing_text
from fieldcheck.domain.things.thing import THING_KINDS, Thing
from fieldcheck.i18n import Texts, said

PERSONS = (N_("{n} persoon"), N_("{n} personen"))
ALSO = N_("ook: {names}")


@dataclass(frozen=True, slots=True)
class ThingLine:
    """A thing in two lines; ``reason`` says why it is proposed or was merged, "" when it is neither."""

    id: ThingId
    title: str
    below: str
    reason: str = ""
    sure: bool = False


@dataclass(frozen=True, slots=True)
class LinkLine:
    """A thing of a case, with how the person belongs to it."""

    link: ThingLink
    relation: str
    title: str
    below: str


def relation_words(relation: Relation, texts: Texts) -> str:
    """How somebody belongs to a thing."""
    return texts.text(RELATIONS[relation])


def details(thing: Thing, texts: Texts, *more: str) -> str:
    """The kind of thing and what else is known of it."""
    return " · ".join(filter(None, (texts.text(THING_KINDS[thing.kind]), thing_details(thing), *more)))


def thing_line(
    known: KnownThing, texts: Texts, likeness: Likeness | None = None, *, count: bool
) -> ThingLine:
    """A thing to choose; ``count`` adds its persons, for who may see clusters."""
    persons = texts.plural(*PERSONS, known.cases) if count else ""
    also = texts.text(ALSO, names=", ".join(known.also)) if known.also else ""
    return ThingLine(
        known.id,
        thing_text(known.thing),
        details(known.thing, texts, also, persons),
        "" if likeness is None else why_alike(likeness, texts),
        likeness is not None and likeness.degree is Degree.SAME,
    )


def why_alike(likeness: Likeness, texts: Texts) -> str:
    """The reasons, what speaks for it before what speaks against it."""
    against = [texts.text(N_("Maar: {reason}"), reason=said(one, texts)) for one in likeness.against]
    return " ".join((*(said(one, texts) for one in likeness.reasons), *against))


def link_line(link: ThingLink, texts: Texts) -> LinkLine:
    """A thing of a case."""
    thing = link.thing.thing
    return LinkLine(link, relation_words(link.relation, texts), thing_text(thing), details(thing, texts))
