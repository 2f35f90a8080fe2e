"""Who else belongs to one employer, agency, dwelling or vehicle, and what they told together."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId, ThingId
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.things.cluster import Belonging, Cluster, ClusterPerson, Merger
from fieldcheck.domain.things.linked import KnownThing, LikeThing
from fieldcheck.domain.things.showing import thing_text
from fieldcheck.i18n import long_date, said, short_date, texts
from fieldcheck.usecases.clusters import belonging, reading
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Cancelled
from fieldcheck.usecases.things import keep_apart, merge_things, part_things
from fieldcheck.viewmodels.jobs import Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.stopping import Steps
from fieldcheck.viewmodels.thing_lines import (
    PERSONS,
    ThingLine,
    details,
    earlier_words,
    relation_words,
    thing_line,
)
from fieldcheck.viewmodels.told import Trouble, trouble

VISIT = N_("{park} · {day}: {persons}")
UNKNOWN_PARK = N_("park niet bekend op deze laptop")
UNEASE = (
    N_("Bij {n} persoon is er een gevoel dat er iets niet klopt; dat telt nooit als signaal."),
    N_("Bij {n} personen is er een gevoel dat er iets niet klopt; dat telt nooit als signaal."),
)
SILENT = (
    N_("Van {n} persoon is hier geen gesprek te lezen: overal blanco."),
    N_("Van {n} personen is hier geen gesprek te lezen: overal blanco."),
)


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One person of the cluster: a code, never a name."""

    case: CaseId
    code: str
    below: str
    chip: str
    signalled: bool


@dataclass(frozen=True, slots=True)
class DomainBar:
    """One domain: three counts of persons that add up to all."""

    code: str
    label: str
    signalled: int
    without: int
    blank: int


@dataclass(frozen=True, slots=True)
class Asking:
    """A decision that waits for its reason: ``what`` is merge, apart or part."""

    what: str
    line: ThingLine


@dataclass(frozen=True, slots=True)
class ClusterState:
    """Everything the screen shows; every number with its unit is a finished text.

    ``done`` of ``total`` persons were read so far while ``busy``; ``stopped`` says that somebody ended that.
    """

    title: str = ""
    below: str = ""
    persons_words: str = ""
    visits: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    persons: tuple[PersonLine, ...] = ()
    domains: tuple[DomainBar, ...] = ()
    alike: tuple[ThingLine, ...] = ()
    records: tuple[ThingLine, ...] = ()
    asking: Asking | None = None
    reason: str = ""
    may_merge: bool = False
    may_open: bool = False
    loaded: bool = False
    busy: bool = False
    done: int = 0
    total: int = 0
    stopped: bool = False
    trouble: Trouble | None = None


class ClusterViewModel(Observable[ClusterState]):
    """The cluster around one thing. ``tag`` is the language of the officer's screen."""

    def __init__(self, desk: Desk, jobs: Jobs, thing: ThingId, *, tag: str = "nl") -> None:
        may = desk.actor.may
        super().__init__(
            ClusterState(busy=True, may_merge=may(Deed.MERGE_THINGS), may_open=may(Deed.SEE_OUTCOME))
        )
        self._desk, self._jobs, self.thing = desk, jobs, thing
        self._texts = texts(tag)
        self._steps = Steps()
        self._watched = False

    def observe(self, listener: Callable[[ClusterState], None]) -> Callable[[], None]:
        """As every view-model; remembers that a screen shows it."""
        self._watched = True
        return super().observe(listener)

    def load(self) -> None:
        """Read the cluster; that these cases were looked at goes on record."""
        self._steps.begin()
        self._become(replace(self.state, busy=True, stopped=False, done=0, total=0, trouble=None))
        self._jobs.run(lambda: belonging(self._desk, self.thing), self._opened, self._failed)

    def _opened(self, found: Belonging) -> None:
        """Who belongs to it is in sight; what they said follows, person by person."""
        self._become(
            replace(
                self.state,
                title=thing_text(found.thing.thing),
                below=details(
                    found.thing.thing,
                    self._texts,
                    *earlier_words(found.thing.earlier, self._texts, count=True),
                ),
                persons_words=self._texts.plural(*PERSONS, found.count),
                visits=(),
                notes=(),
                persons=tuple(replace(self._person(one), chip="") for one in found.persons),
                domains=(),
                alike=self._alike(found.alike),
                records=tuple(self._record(one, found.mergers.get(one.id)) for one in found.records),
                loaded=True,
                asking=None,
                reason="",
            )
        )
        self._read_on(reading(self._desk, self.thing, shown=found.persons, progress=self._steps.tell))

    def _read_on(self, steps: Iterator[Cluster | None]) -> None:
        """One step at a time: what somebody else wants of the worker comes in between.

        Once nobody looks any more it ends: no case is read, nor on record as looked at, for an empty screen.
        """

        def read(found: Cluster | None) -> None:
            if found is not None:
                self._loaded(found)
            elif self._listeners or not self._watched:
                self._read_on(steps)

        self._jobs.run(lambda: next(steps), read, self._failed)

    def tick(self) -> None:
        """Show how far the reading is; the page calls this now and then while ``busy``."""
        done, total = self._steps.now
        if self.state.busy and (done, total) != (self.state.done, self.state.total):
            self._become(replace(self.state, done=done, total=total))

    def stop(self) -> None:
        """End the reading at the next person; who was looked at stays on record."""
        self._steps.stop()

    def _loaded(self, found: Cluster) -> None:
        plural, text = self._texts.plural, self._texts.text
        notes = (
            plural(*UNEASE, found.with_unease) if found.with_unease else "",
            plural(*SILENT, found.silent) if found.silent else "",
        )
        self._become(
            replace(
                self.state,
                visits=tuple(
                    text(
                        VISIT,
                        park=park or text(UNKNOWN_PARK),
                        day=long_date(day, self._texts.tag),
                        persons=plural(*PERSONS, count),
                    )
                    for (day, park), count in sorted(found.visits.items(), reverse=True)
                ),
                notes=tuple(note for note in notes if note),
                persons=tuple(map(self._person, found.persons)),
                domains=tuple(
                    DomainBar(one.code, said(one.label, self._texts), one.signalled, one.without, one.blank)
                    for one in found.domains
                ),
                busy=False,
            )
        )

    def _alike(self, alike: tuple[LikeThing, ...]) -> tuple[ThingLine, ...]:
        return tuple(thing_line(one.thing, self._texts, one.likeness, count=True) for one in alike)

    def _record(self, known: KnownThing, merger: Merger | None) -> ThingLine:
        why = "" if merger is None else " · ".join((merger.reason, merger.by, short_date(merger.day)))
        return ThingLine(known.id, thing_text(known.thing), details(known.thing, self._texts), why)

    def _person(self, person: ClusterPerson) -> PersonLine:
        plural, text = self._texts.plural, self._texts.text
        relations = ", ".join(relation_words(one, self._texts) for one in person.relations)
        where = person.park or text(UNKNOWN_PARK)
        if person.with_signals:
            chip = plural(
                N_("signaal in {n} domein"), N_("signaal in {n} domeinen"), len(person.with_signals)
            )
        elif person.talked:
            chip = said(person.blank, self._texts) if person.blank else text(N_("geen signaal"))
        else:
            chip = text(N_("geen gesprek"))
        newest = person.cases[0]
        return PersonLine(
            newest.id,
            " + ".join(row.code for row in person.cases),
            " · ".join((short_date(person.day), where, relations)),
            chip,
            bool(person.with_signals),
        )

    def ask(self, what: str, line: ThingLine) -> None:
        """Why two are one, are two, or a record stands apart again: asked before it is done."""
        self._become(replace(self.state, asking=Asking(what, line), reason="", trouble=None))

    def write_reason(self, text: str) -> None:
        """The reason so far."""
        self._become(replace(self.state, reason=text))

    def leave_it(self) -> None:
        """Nothing is decided."""
        self._become(replace(self.state, asking=None, reason="", trouble=None))

    def decide(self) -> None:
        """Put the decision on record; without a reason it is refused."""
        asking, reason, desk = self.state.asking, self.state.reason, self._desk
        if asking is None:
            return
        other = asking.line.id
        deeds: dict[str, Callable[[], object]] = {
            "merge": lambda: merge_things(desk, other, self.thing, reason=reason),
            "apart": lambda: keep_apart(desk, self.thing, other, reason=reason),
            "part": lambda: part_things(desk, other, reason=reason),
        }
        self._become(replace(self.state, busy=True, trouble=None))
        self._jobs.run(deeds[asking.what], lambda _done: self.load(), self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, Cancelled):
            self._become(replace(self.state, busy=False, stopped=True))
            return
        self._become(replace(self.state, busy=False, trouble=trouble(error, self._texts)))
