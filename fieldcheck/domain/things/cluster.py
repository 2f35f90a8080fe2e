"""Who else belongs to one employer, agency, dwelling or vehicle; every count names its unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.identifiers import ThingId
from fieldcheck.domain.things.linked import KnownThing, LikeThing, Relation


@dataclass(frozen=True, slots=True)
class ClusterPerson:
    """One person who belongs to a thing.

    Attributes:
        cases: the cases held to be this one person, the newest first; at least one.
        relations: how the person belongs to it.
        park: where the person was met; "" when this laptop does not know that action.
        day: on which day, in the Netherlands.
        talked: whether there was a talk whose answers can be read here.
        with_signals: the domains (codes) of which a signal was heard.
        blank: why nothing was answered in any domain, in words; "" when something was.
    """

    cases: tuple[CaseRow, ...]
    relations: tuple[Relation, ...]
    park: str
    day: date
    talked: bool = False
    with_signals: tuple[str, ...] = ()
    blank: str = ""


@dataclass(frozen=True, slots=True)
class Merger:
    """Why a record was held to be another one, who said so, and on which day in the Netherlands."""

    reason: str
    by: str
    day: date


@dataclass(frozen=True, slots=True)
class Belonging:
    """A thing with those who belong to it, before what they said is read.

    Attributes:
        records: what was merged into it.
        mergers: why each of the records was; not there for one of which the reason was erased.
        persons: those who were linked with it last, each once; not all where ``count`` is more.
        count: how many persons belong to it.
        alike: other records that may be the same thing.
    """

    thing: KnownThing
    records: tuple[KnownThing, ...]
    mergers: Mapping[ThingId, Merger]
    persons: tuple[ClusterPerson, ...]
    count: int
    alike: tuple[LikeThing, ...]


@dataclass(frozen=True, slots=True)
class DomainCount:
    """One domain over the persons of a cluster; the three counts are persons and add up to all of them.

    Attributes:
        signalled: of whom a signal was heard.
        without: who answered something, and of whom no signal was heard.
        blank: of whom nothing was answered: they are no "no".
    """

    code: str
    label: str
    signalled: int
    without: int
    blank: int


@dataclass(frozen=True, slots=True)
class Cluster:
    """A thing with the persons who belong to it.

    Attributes:
        records: what was merged into it.
        persons: each person once, the newest first.
        domains: every domain, in its fixed order.
        visits: persons by park and day.
        with_unease: persons about whom somebody felt that something is wrong; never added to the signals.
        alike: other records that may be the same thing.
    """

    thing: KnownThing
    records: tuple[KnownThing, ...]
    persons: tuple[ClusterPerson, ...]
    domains: tuple[DomainCount, ...]
    visits: Mapping[tuple[date, str], int]
    with_unease: int
    alike: tuple[LikeThing, ...]

    @property
    def silent(self) -> int:
        """Persons without a talk that can be read here."""
        return sum(not person.talked for person in self.persons)
