"""Things in the words of a screen: what they are called, what else is known, and why two look alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import ThingId
from fieldcheck.domain.likeness import Degree, Likeness
from fieldcheck.domain.things.earlier import Earlier
from fieldcheck.domain.things.linked import RELATIONS, KnownThing, Relation, ThingLink
from fieldcheck.domain.things.showing import thing_details, thing_text
from fieldcheck.domain.things.thing import THING_KINDS, Thing
from fieldcheck.i18n import Texts, said, short_date

PERSONS = (N_("{n} persoon"), N_("{n} personen"))
ALSO = N_("ook: {names}")
EARLIER = N_("eerder: {park}, {day}, {persons}")
EARLIER_UNCOUNTED = N_("eerder: {park}, {day}")
_MOST_EARLIER = 3


@dataclass(frozen=True, slots=True)
class ThingLine:
    """A thing in two lines; ``reason`` says why it is proposed or was merged, "" when it is neither.

    ``met`` says on which other actions it was met, "" when it was on none; ``below`` ends with it too.
    """

    id: ThingId
    title: str
    below: str
    reason: str = ""
    sure: bool = False
    met: str = ""

    @property
    def why(self) -> str:
        """Beside a proposal: the reason and where it was met; without a reason what is known of it."""
        return "\n".join(filter(None, (self.reason, self.met))) if self.reason else self.below


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
    met = " · ".join(earlier_words(known.earlier, texts, count=count))
    return ThingLine(
        known.id,
        thing_text(known.thing),
        details(known.thing, texts, also, persons, met),
        "" if likeness is None else why_alike(likeness, texts),
        likeness is not None and likeness.degree is Degree.SAME,
        met,
    )


def earlier_words(met: Sequence[Earlier], texts: Texts, *, count: bool) -> Iterator[str]:
    """On which other actions it was met, the newest first; ``count`` adds how many persons belonged to it."""
    for one in met[:_MOST_EARLIER]:
        day = short_date(one.day)
        if count:
            persons = texts.plural(*PERSONS, one.persons)
            yield texts.text(EARLIER, park=one.park, day=day, persons=persons)
        else:
            yield texts.text(EARLIER_UNCOUNTED, park=one.park, day=day)


def why_alike(likeness: Likeness, texts: Texts) -> str:
    """The reasons, what speaks for it before what speaks against it."""
    against = [texts.text(N_("Maar: {reason}"), reason=said(one, texts)) for one in likeness.against]
    return " ".join((*(said(one, texts) for one in likeness.reasons), *against))


def link_line(link: ThingLink, texts: Texts) -> LinkLine:
    """A thing of a case."""
    thing = link.thing.thing
    met = earlier_words(link.thing.earlier, texts, count=False)
    return LinkLine(
        link, relation_words(link.relation, texts), thing_text(thing), details(thing, texts, *met)
    )
