"""Whom a person belongs to: what is linked, what the answers propose, and what an officer adds."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from fieldcheck.domain.errors import N_, FieldcheckError
from fieldcheck.domain.identifiers import CaseId, ThingId
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.things.address_line import dwelling_at, read_address
from fieldcheck.domain.things.linked import (
    KINDS_OF,
    LikeThing,
    LinkSource,
    ProposedLink,
    Relation,
    ThingLink,
)
from fieldcheck.domain.things.plates import countries_of, parse_plate
from fieldcheck.domain.things.showing import thing_text
from fieldcheck.domain.things.thing import Thing, ThingKind, parse_kvk
from fieldcheck.i18n import error_text, said, texts
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.proposing_links import propose_links
from fieldcheck.usecases.things import add_thing, alike, find_things, link_thing, things_of, unlink_thing
from fieldcheck.viewmodels.jobs import Job, Jobs
from fieldcheck.viewmodels.observable import Observable
from fieldcheck.viewmodels.thing_lines import (
    LinkLine,
    ThingLine,
    details,
    link_line,
    relation_words,
    thing_line,
)
from fieldcheck.viewmodels.told import Trouble, trouble

MOST_SUGGESTED = 6
"""Suggestions below the field; whoever needs more types on."""
AS = N_("Wordt vastgelegd als: {thing}")
UNKNOWN_PATTERN = N_(
    "Dit kenteken past bij geen patroon dat wij kennen; het wordt bewaard zoals u het typte."
)


@dataclass(frozen=True, slots=True)
class Written:
    """What stands in the fields. ``main`` is the name, the address of a dwelling or the plate."""

    main: str = ""
    kvk: str = ""
    address: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class ProposalLine:
    """What the answers name; ``known`` are records that look like it."""

    proposed: ProposedLink
    relation: str
    title: str
    reason: str
    known: tuple[ThingLine, ...]


@dataclass(frozen=True, slots=True)
class ThingsState:
    """Everything the screen shows.

    Attributes:
        relation: what an officer is adding; ``picked`` the kind of thing, None for the usual one.
        found_for: what was written when ``suggestions`` were found; ``written`` runs ahead of it.
        preview: what would be recorded, normalised; "" while it is not enough, with ``problem`` why.
        unlinking: the link that is being taken away, with the ``reason`` that was written so far.
        may_cluster: whether this role may see who else belongs to a thing.
        may_record: whether it may add and take away; else the screen only shows.
    """

    case_code: str = ""
    loaded: bool = False
    busy: bool = False
    links: tuple[LinkLine, ...] = ()
    proposals: tuple[ProposalLine, ...] = ()
    relation: Relation = Relation.WORKS_FOR
    picked: ThingKind | None = None
    written: Written = Written()
    suggestions: tuple[ThingLine, ...] = ()
    found_for: Written = Written()
    preview: str = ""
    problem: str = ""
    unlinking: ThingLink | None = None
    reason: str = ""
    may_cluster: bool = False
    may_record: bool = True
    trouble: Trouble | None = None

    @property
    def kind(self) -> ThingKind:
        """The kind of thing that is being added."""
        return self.picked or KINDS_OF[self.relation][0]

    @property
    def same(self) -> ThingLine | None:
        """What is on record already under the plate, number or address that was written; None for several."""
        sure = [line for line in self.suggestions if line.sure]
        return sure[0] if len(sure) == 1 and self.found_for == self.written else None


@dataclass(frozen=True, slots=True)
class _Loaded:
    code: str
    links: tuple[ThingLink, ...]
    proposals: tuple[ProposedLink, ...]


class ThingsViewModel(Observable[ThingsState]):
    """The things of one case. ``tag`` is the language of the officer's screen."""

    def __init__(self, desk: Desk, jobs: Jobs, case: CaseId, *, tag: str = "nl") -> None:
        may = desk.actor.may
        super().__init__(
            ThingsState(busy=True, may_cluster=may(Deed.SEE_CLUSTER), may_record=may(Deed.RECORD_THINGS))
        )
        self._desk, self._jobs, self.case = desk, jobs, case
        self._texts = texts(tag)
        self._searching: Job | None = None

    def load(self) -> None:
        """Read what is linked and what the answers propose."""
        self._become(replace(self.state, busy=True))
        self._jobs.run(self._read, self._loaded, self._failed)

    def _read(self) -> _Loaded:
        links = things_of(self._desk, self.case)
        proposed = propose_links(self._desk, self.case) if self.state.may_record else ()
        return _Loaded(self._desk.store.case(self.case).code, links, proposed)

    def _loaded(self, read: _Loaded) -> None:
        self._become(
            replace(
                self.state,
                case_code=read.code,
                loaded=True,
                busy=False,
                links=tuple(link_line(one, self._texts) for one in read.links),
                proposals=tuple(map(self._proposal, read.proposals)),
            )
        )

    def _proposal(self, one: ProposedLink) -> ProposalLine:
        return ProposalLine(
            one,
            relation_words(one.relation, self._texts),
            thing_text(one.thing),
            said(one.reason, self._texts),
            tuple(self._like(like) for like in one.known[:2]),
        )

    def _like(self, like: LikeThing) -> ThingLine:
        return thing_line(like.thing, self._texts, like.likeness, count=self.state.may_cluster)

    def pick_relation(self, relation: Relation) -> None:
        """What to add; the fields follow."""
        self._become(replace(self.state, relation=relation, picked=None, trouble=None))
        self.write(Written())

    def pick_kind(self, kind: ThingKind) -> None:
        """Which kind of thing it is, of those that fit the relation; what was typed stays."""
        self._become(replace(self.state, picked=kind, trouble=None))
        self.write(self.state.written)

    def write(self, written: Written) -> None:
        """What stands in the fields now: what it would be, and what is on record like it."""
        preview, problem, thing = self._preview(self.state.kind, written)
        self._become(replace(self.state, written=written, preview=preview, problem=problem, trouble=None))
        if self._searching is not None:
            self._searching.cancel()
        relation, typed = self.state.relation, written.main
        if thing is None and not typed.strip():
            self._become(replace(self.state, suggestions=()))
            return
        self._searching = self._jobs.run(
            lambda: self._suggest(typed, relation, thing),
            lambda found: self._become(replace(self.state, suggestions=found, found_for=written)),
            self._failed,
        )

    def _suggest(self, typed: str, relation: Relation, thing: Thing | None) -> tuple[ThingLine, ...]:
        count = self.state.may_cluster
        kinds = KINDS_OF[relation]
        likes = alike(self._desk, thing) if thing is not None else ()
        lines = [self._like(one) for one in likes if one.thing.thing.kind in kinds]
        found = find_things(self._desk, typed, relation)
        lines += [thing_line(one, self._texts, count=count) for one in found]
        first = {line.id: line for line in reversed(lines)}  # what has a reason stands before what has none
        return tuple(first[one] for one in dict.fromkeys(line.id for line in lines))[:MOST_SUGGESTED]

    def _preview(self, kind: ThingKind, written: Written) -> tuple[str, str, Thing | None]:
        if not any((written.main.strip(), written.kvk.strip(), written.address.strip())):
            return "", "", None
        try:
            thing = thing_of(kind, written)
        except FieldcheckError as error:
            what, _, remedy = error_text(error, self._texts)
            return "", f"{what} {remedy}".strip(), None
        plate = thing.plate
        odd = plate is not None and bool(plate.country) and not plate.fits
        shown = " · ".join(filter(None, (thing_text(thing), details(thing, self._texts))))
        return (
            self._texts.text(AS, thing=shown),
            self._texts.text(UNKNOWN_PATTERN) if odd else "",
            thing,
        )

    def add(self) -> None:
        """Link what stands in the fields: what it certainly is, or else something new that is recorded."""
        if self.state.same is not None:
            self.choose(self.state.same.id)
            return
        relation, kind, written = self.state.relation, self.state.kind, self.state.written
        self._do(lambda: add_thing(self._desk, self.case, thing_of(kind, written), relation), clear=True)

    def choose(self, thing: ThingId) -> None:
        """Link what is on record."""
        relation = self.state.relation
        self._do(lambda: link_thing(self._desk, self.case, thing, relation), clear=True)

    def confirm(self, line: ProposalLine, thing: ThingId | None) -> None:
        """Follow a proposal: with a record that looks like it, or as something new for None."""
        proposed, desk = line.proposed, self._desk
        if thing is None:
            self._do(
                lambda: add_thing(desk, self.case, proposed.thing, proposed.relation, source=LinkSource.FORM)
            )
        else:
            self._do(lambda: link_thing(desk, self.case, thing, proposed.relation, source=LinkSource.FORM))

    def begin_unlinking(self, link: ThingLink) -> None:
        """Ask why a link goes away."""
        self._become(replace(self.state, unlinking=link, reason="", trouble=None))

    def write_reason(self, text: str) -> None:
        """Why it goes away."""
        self._become(replace(self.state, reason=text))

    def keep_link(self) -> None:
        """It stays after all."""
        self._become(replace(self.state, unlinking=None, reason="", trouble=None))

    def unlink(self) -> None:
        """Take the link away; without a reason it is refused."""
        link, reason = self.state.unlinking, self.state.reason
        if link is not None:
            self._do(lambda: unlink_thing(self._desk, link, reason=reason))

    def _do(self, work: Callable[[], object], *, clear: bool = False) -> None:
        self._become(replace(self.state, busy=True, trouble=None))

        def done(_result: object) -> None:
            blank = replace(
                self.state, picked=None, written=Written(), suggestions=(), preview="", problem=""
            )
            state = blank if clear else self.state
            self._become(replace(state, unlinking=None, reason=""))
            self.load()

        self._jobs.run(work, done, self._failed)

    def _failed(self, error: Exception) -> None:
        self._become(replace(self.state, busy=False, trouble=trouble(error, self._texts)))


def thing_of(kind: ThingKind, written: Written) -> Thing:
    """The thing that the fields say. Raises InvalidValue when they say nothing, or what cannot be."""
    if kind is ThingKind.VEHICLE:
        return Thing(kind, plate=parse_plate(written.main, written.country or likely_country(written.main)))
    if kind is ThingKind.DWELLING:
        return dwelling_at(written.main)
    address = read_address(written.address) if written.address.strip() else None
    kvk = parse_kvk(written.kvk) if written.kvk.strip() else ""
    return Thing(kind, " ".join(written.main.split()), kvk, address)


def likely_country(plate: str) -> str:
    """The one country whose pattern a plate fits, "" when there are none or several."""
    countries = countries_of(plate)
    return countries[0] if len(countries) == 1 else ""
