"""Who else is with this employer, agency, dwelling or vehicle: what each service sees a part of, together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from fieldcheck.domain import events
from fieldcheck.domain.action import Action
from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import UserFixable
from fieldcheck.domain.identifiers import CaseId, ThingId, case_id
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.things.cluster import Cluster, ClusterPerson, DomainCount
from fieldcheck.domain.things.linked import Relation, ThingLink
from fieldcheck.domain.wording import Said
from fieldcheck.triage import DOMAINS, Assessment
from fieldcheck.triage.cumulation import cumulate
from fieldcheck.usecases.alarming import LOCAL
from fieldcheck.usecases.casework import assess_talks, read_talks
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.ports import Progress
from fieldcheck.usecases.things import known_thing, look_alikes


def cluster(desk: Desk, thing: ThingId, *, progress: Progress = lambda _done, _total: None) -> Cluster:
    """Everybody who belongs to a thing or to a record merged into it, with what they said together.

    That the persons' cases were looked at is on record with each of them. ``progress`` counts persons.
    Raises UserFixable for a thing that is not known here.
    """
    desk.actor.require(Deed.SEE_CLUSTER)
    standing = known_thing(desk, thing)
    links = desk.store.links_to(standing.id)
    groups = _persons(desk, links)
    _leave_trail(desk, standing.id, [case for group in groups for case in group])
    actions = desk.store.actions()
    people: list[ClusterPerson] = []
    assessed: list[Assessment] = []
    for number, group in enumerate(groups, 1):
        rows = tuple(desk.store.case(case) for case in group)
        assessment = _assessed(desk, group)
        assessed += [assessment] if assessment is not None else []
        people.append(_person(rows, _relations(links, group), assessment, actions))
        progress(number, len(groups))
    people.sort(key=lambda person: person.cases[0].opened, reverse=True)
    return Cluster(
        thing=standing,
        records=desk.store.merged_records(standing.id),
        persons=tuple(people),
        domains=_domains(assessed, len(people)),
        visits=Counter((person.day, person.park) for person in people),
        with_unease=cumulate(assessed).with_unease,
        alike=look_alikes(desk, standing.id),
    )


def _persons(desk: Desk, links: Sequence[ThingLink]) -> list[tuple[CaseId, ...]]:
    """The linked cases, those held to be one person together; a person counts once."""
    linked = list(dict.fromkeys(link.case for link in links))
    groups: list[tuple[CaseId, ...]] = []
    seen: set[CaseId] = set()
    for case in linked:
        if case in seen:
            continue
        same = {case} | {one for pair in desk.store.joined(case) for one in (pair.one, pair.two)}
        groups.append(tuple(one for one in linked if one in same))
        seen |= same
    return groups


def _leave_trail(desk: Desk, thing: ThingId, cases: Iterable[CaseId]) -> None:
    payload = {"screen": "cluster"}
    about = [("thing", thing), *(("case", case) for case in cases)]
    desk.store.record([desk.draft(events.RECORD_VIEWED, kind, subject, payload) for kind, subject in about])


def _assessed(desk: Desk, group: Iterable[CaseId]) -> Assessment | None:
    """What the talks of one person come to; None when there is no talk that can be read here."""
    try:
        talks = [talk for case in group for talk in read_talks(desk, case)]
    except UserFixable:
        return None  # the form of a talk is not on this laptop
    return assess_talks(desk, talks) if talks else None


def _person(
    rows: tuple[CaseRow, ...],
    relations: tuple[Relation, ...],
    assessment: Assessment | None,
    actions: Sequence[Action],
) -> ClusterPerson:
    newest = max(rows, key=lambda row: row.opened)
    action = next((one for one in actions if case_id(one.id, newest.code) == newest.id), None)
    return ClusterPerson(
        cases=tuple(sorted(rows, key=lambda row: row.opened, reverse=True)),
        relations=relations,
        park="" if action is None else action.park,
        day=newest.opened.astimezone(LOCAL).date(),
        talked=assessment is not None,
        with_signals=()
        if assessment is None
        else tuple(view.code for view in assessment.domains if view.signals),
    )


def _relations(links: Iterable[ThingLink], group: Sequence[CaseId]) -> tuple[Relation, ...]:
    found = {link.relation for link in links if link.case in group}
    return tuple(relation for relation in Relation if relation in found)


def _domains(assessed: Sequence[Assessment], persons: int) -> tuple[DomainCount, ...]:
    """Each person in one of three groups; who was not assessed told nothing, which is blank and not "no"."""
    found = []
    for code, label in DOMAINS.items():
        views = [view for one in assessed for view in one.domains if view.code == code]
        signalled = sum(bool(view.signals) for view in views)
        without = sum(not view.signals and not view.blank for view in views)
        found.append(DomainCount(code, Said(label), signalled, without, persons - signalled - without))
    return tuple(found)
