"""Who else is with this employer, agency, dwelling or vehicle: what each service sees a part of, together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from fieldcheck.domain import events
from fieldcheck.domain.action import Action
from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import UserFixable
from fieldcheck.domain.identifiers import CaseId, ThingId, case_id
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.journal import parse_utc
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.things.cluster import Belonging, Cluster, ClusterPerson, DomainCount, Merger
from fieldcheck.domain.things.linked import KnownThing, Relation, ThingLink
from fieldcheck.domain.wording import Said
from fieldcheck.triage import DOMAINS, Assessment
from fieldcheck.triage.answered import STATE_TEXTS
from fieldcheck.triage.cumulation import cumulate
from fieldcheck.usecases.alarming import LOCAL
from fieldcheck.usecases.casework import assess_talks, read_talks
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Progress
from fieldcheck.usecases.things import known_thing, look_alikes

PAGE = 40
"""Persons that are shown before anything they said is read."""
_AT_ONCE = 4
"""Persons who are read at one step."""


def belonging(desk: Desk, thing: ThingId) -> Belonging:
    """Who belongs to a thing or to a record merged into it, before what they said is read.

    That the cases of the persons in it were looked at is on record with each of them. Raises UserFixable for
    a thing that is not known here.
    """
    desk.actor.require(Deed.SEE_CLUSTER)
    standing = known_thing(desk, thing)
    links = desk.store.links_to(standing.id)
    groups = _persons(desk, links)
    page = groups[:PAGE]
    _leave_trail(desk, [("thing", standing.id), *_cases(page)])
    records = desk.store.merged_records(standing.id)
    return Belonging(
        thing=standing,
        records=records,
        mergers=_mergers(desk, records),
        persons=tuple(one for _, one in _people(desk, links, page)),
        count=len(groups),
        alike=look_alikes(desk, standing.id),
    )


def _mergers(desk: Desk, records: Collection[KnownThing]) -> Mapping[ThingId, Merger]:
    """Why each record is one with another: the last decision that says what it still is part of."""
    wanted = {(record.id, record.merged_into): record.id for record in records}
    found: dict[ThingId, Merger] = {}
    for entry in desk.store.entries_of(events.THINGS_MERGED) if wanted else ():
        payload = entry.payload or {}
        record = wanted.get((ThingId(entry.subject), str(payload.get("into", ""))))
        if record is not None:
            day = parse_utc(entry.at).astimezone(LOCAL).date()
            found[record] = Merger(str(payload.get("reason", "")), entry.actor, day)
    return found


def cluster(desk: Desk, thing: ThingId, *, progress: Progress = lambda _done, _total: None) -> Cluster:
    """Everybody who belongs to a thing or to a record merged into it, with what they said together.

    That the thing and the persons' cases were looked at is on record with each of them. ``progress`` counts
    persons. Raises UserFixable for a thing that is not known here.
    """
    desk.actor.require(Deed.SEE_CLUSTER)
    _leave_trail(desk, [("thing", known_thing(desk, thing).id)])
    for found in reading(desk, thing, progress=progress):
        if found is not None:
            return found
    raise AssertionError("a reading ends in what it found")


def reading(
    desk: Desk,
    thing: ThingId,
    *,
    shown: Iterable[ClusterPerson] = (),
    progress: Progress = lambda _done, _total: None,
) -> Iterator[Cluster | None]:
    """As :func:`cluster`, a few persons at a step: None after each, then what all of it comes to.

    So whoever wants something else of the same worker need not wait for thousands of talks. Before a
    portion is read, it is on record that its cases are looked at; of those ``shown`` by :func:`belonging` it
    is already, as of the thing itself.
    """
    desk.actor.require(Deed.SEE_CLUSTER)
    return _steps(desk, thing, {row.id for person in shown for row in person.cases}, progress)


def _steps(
    desk: Desk, thing: ThingId, known: Collection[CaseId], progress: Progress
) -> Iterator[Cluster | None]:
    standing = known_thing(desk, thing)
    links = desk.store.links_to(standing.id)
    groups = _persons(desk, links)
    people: list[ClusterPerson] = []
    together = _Together()
    for first in range(0, len(groups), _AT_ONCE):
        portion = groups[first : first + _AT_ONCE]
        _leave_trail(desk, [one for one in _cases(portion) if one[1] not in known])
        for group, person in _people(desk, links, portion):
            assessment = _assessed(desk, group)
            people.append(person if assessment is None else together.add(person, assessment))
            progress(len(people), len(groups))
        yield None
    people.sort(key=lambda person: person.cases[0].opened, reverse=True)
    yield Cluster(
        thing=standing,
        records=desk.store.merged_records(standing.id),
        persons=tuple(people),
        domains=together.domains(len(people)),
        visits=Counter((person.day, person.park) for person in people),
        with_unease=together.with_unease,
        alike=look_alikes(desk, standing.id),
    )


def _persons(desk: Desk, links: Sequence[ThingLink]) -> list[tuple[CaseId, ...]]:
    """The linked cases, those held to be one person together; a person counts once."""
    linked = list(dict.fromkeys(link.case for link in links))
    same: dict[CaseId, list[CaseId]] = defaultdict(list)
    for pair in desk.store.joins():
        same[pair.one].append(pair.two)
        same[pair.two].append(pair.one)
    groups: list[tuple[CaseId, ...]] = []
    seen: set[CaseId] = set()
    for case in linked:
        if case in seen:
            continue
        person = _reached(case, same)
        groups.append(tuple(one for one in linked if one in person) if len(person) > 1 else (case,))
        seen |= person
    return groups


def _reached(case: CaseId, same: Mapping[CaseId, Sequence[CaseId]]) -> set[CaseId]:
    found, next_ones = {case}, [case]
    while next_ones:
        near = [one for at in next_ones for one in same.get(at, ())]
        next_ones = list(dict.fromkeys(one for one in near if one not in found))
        found.update(next_ones)
    return found


def _cases(groups: Iterable[Sequence[CaseId]]) -> list[tuple[str, str]]:
    return [("case", case) for group in groups for case in group]


def _leave_trail(desk: Desk, about: Sequence[tuple[str, str]]) -> None:
    payload = {"screen": "cluster"}
    if about:
        desk.store.record(
            [desk.draft(events.RECORD_VIEWED, kind, subject, payload) for kind, subject in about]
        )


class _Together:
    """What the persons said, added up as each is read: the talks themselves are not kept in memory."""

    def __init__(self) -> None:
        self._signalled: Counter[str] = Counter()
        self._without: Counter[str] = Counter()
        self.with_unease = 0

    def add(self, person: ClusterPerson, assessment: Assessment) -> ClusterPerson:
        signalled = tuple(view.code for view in assessment.domains if view.signals)
        self._signalled.update(signalled)
        self._without.update(view.code for view in assessment.domains if not view.signals and not view.blank)
        self.with_unease += cumulate([assessment]).with_unease
        return replace(person, talked=True, with_signals=signalled, blank=_why_blank(assessment))

    def domains(self, persons: int) -> tuple[DomainCount, ...]:
        """Each person in one of three groups; who was not assessed told nothing: blank, and not "no"."""
        counts = [(code, self._signalled[code], self._without[code]) for code in DOMAINS]
        return tuple(
            DomainCount(code, Said(DOMAINS[code]), signalled, without, persons - signalled - without)
            for code, signalled, without in counts
        )


def _why_blank(assessment: Assessment) -> str:
    """Why nothing was answered in any domain, a refusal before not being asked; "" when something was."""
    reasons = dict.fromkeys(view.blank_reason for view in assessment.domains)
    if "" in reasons:
        return ""
    never = Said(STATE_TEXTS[AnswerState.NOT_ASKED])
    return next((reason for reason in reasons if reason != never), never)


def _assessed(desk: Desk, group: Iterable[CaseId]) -> Assessment | None:
    """What the talks of one person come to; None when there is no talk that can be read here."""
    try:
        talks = [talk for case in group for talk in read_talks(desk, case)]
    except UserFixable:
        return None  # the form of a talk is not on this laptop
    return assess_talks(desk, talks) if talks else None


def _people(
    desk: Desk, links: Iterable[ThingLink], groups: Sequence[tuple[CaseId, ...]]
) -> Iterator[tuple[tuple[CaseId, ...], ClusterPerson]]:
    """Each group with its person, before what that person said is read."""
    rows = desk.store.cases_by_id(case for group in groups for case in group)
    actions = desk.store.actions()
    relations: dict[CaseId, set[Relation]] = {case: set() for case in rows}
    for link in links:
        if link.case in relations:
            relations[link.case].add(link.relation)
    for group in groups:
        yield group, _person(tuple(rows[case] for case in group), relations, actions)


def _person(
    rows: tuple[CaseRow, ...], relations: Mapping[CaseId, set[Relation]], actions: Sequence[Action]
) -> ClusterPerson:
    cases = tuple(sorted(rows, key=lambda row: row.opened, reverse=True))
    newest = cases[0]
    action = next((one for one in actions if case_id(one.id, newest.code) == newest.id), None)
    found = {relation for row in rows for relation in relations[row.id]}
    return ClusterPerson(
        cases=cases,
        relations=tuple(relation for relation in Relation if relation in found),
        park="" if action is None else action.park,
        day=newest.opened.astimezone(LOCAL).date(),
    )
