"""Whom people belong to: recorded, proposed from answers, merged and parted, and searched."""

from __future__ import annotations

from dataclasses import replace

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.errors import InvalidValue, NotAllowed, UserFixable
from fieldcheck.domain.identifiers import CaseId, ThingId
from fieldcheck.domain.likeness import Degree
from fieldcheck.domain.roles import Role
from fieldcheck.domain.things.linked import LinkSource, Relation
from fieldcheck.domain.things.plates import parse_plate
from fieldcheck.domain.things.thing import Thing, ThingKind
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.clusters import cluster
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.interviewing import Interviewing, start_interview
from fieldcheck.usecases.people import join_cases
from fieldcheck.usecases.proposing_links import propose_links
from fieldcheck.usecases.searching import find_cases
from fieldcheck.usecases.things import (
    add_thing,
    alike,
    correct_thing,
    find_things,
    keep_apart,
    link_thing,
    look_alikes,
    merge_things,
    part_things,
    things_of,
    unlink_thing,
)

TULIP = Thing(ThingKind.AGENCY, "Oranje Tulp Uitzendbureau B.V.", "12345678")
TULIP_TOO = Thing(ThingKind.AGENCY, "Uitzendbureau Oranje Tulp", "12345678")
VAN = Thing(ThingKind.VEHICLE, plate=parse_plate("XK-482-T", "NL"))


def talk(desk: Desk, case: CaseId, form: str = "intake-park", **answers: str) -> Interviewing:
    """A talk in which these questions were answered, by name."""
    interviewing = start_interview(desk, case, form_id=form, language="nl")
    for name, value in {"consent": "yes", "works_now": "yes", **answers}.items():
        reference = next(one for one in interviewing.run.references() if one.endswith(f"/{name}"))
        interviewing.save(interviewing.answer({reference: value}, move_on=False))
    interviewing.save(interviewing.finish())
    return interviewing


def linked(desk: Desk, thing: Thing = TULIP, relation: Relation = Relation.SENT_BY) -> tuple[CaseId, ThingId]:
    case = open_case(desk).id
    return case, add_thing(desk, case, thing, relation)


def test_what_is_new_is_recorded_and_linked_at_once(desk: Desk) -> None:
    case, thing = linked(desk)
    (link,) = things_of(desk, case)
    assert (link.thing.id, link.relation, link.source) == (thing, Relation.SENT_BY, LinkSource.OFFICER)
    assert [one.id for one in find_things(desk, "oran", Relation.SENT_BY)] == [thing]
    assert find_things(desk, "oran", Relation.TRAVELS_IN) == ()


def test_a_thing_that_cannot_be_in_that_relation_leaves_nothing(desk: Desk) -> None:
    case = open_case(desk).id
    before = desk.store.projections_digest()
    with pytest.raises(InvalidValue):
        add_thing(desk, case, VAN, Relation.WORKS_FOR)
    with pytest.raises(UserFixable):
        link_thing(desk, case, ThingId("unknown"), Relation.WORKS_FOR)
    with pytest.raises(UserFixable):
        add_thing(desk, CaseId("unknown"), TULIP, Relation.WORKS_FOR)
    assert desk.store.projections_digest() == before


def test_the_same_link_twice_is_refused_and_unlinking_asks_why(desk: Desk) -> None:
    case, thing = linked(desk)
    with pytest.raises(InvalidValue, match="staat al"):
        link_thing(desk, case, thing, Relation.SENT_BY)
    (link,) = things_of(desk, case)
    with pytest.raises(InvalidValue, match="waarom"):
        unlink_thing(desk, link, reason=" ")
    unlink_thing(desk, link, reason="verkeerde regel")
    assert things_of(desk, case) == ()


def test_what_is_typed_in_is_compared_with_what_is_there(desk: Desk) -> None:
    _, thing = linked(desk)
    (found,) = alike(desk, TULIP_TOO)
    assert (found.thing.id, found.likeness.degree) == (thing, Degree.SAME)
    assert found.likeness.reasons
    assert alike(desk, Thing(ThingKind.AGENCY, "Blauwe Distel")) == ()


def test_a_correction_counts_and_the_first_stays_in_the_journal(desk: Desk) -> None:
    case, thing = linked(desk)
    correct_thing(desk, thing, replace(TULIP, name="Gele Tulp B.V."))
    assert [link.thing.thing.name for link in things_of(desk, case)] == ["Gele Tulp B.V."]
    assert len(desk.store.entries_of(events.THING_RECORDED)) == 2


def test_answers_propose_and_nothing_is_linked_by_itself(desk: Desk) -> None:
    _, thing = linked(desk)
    case = open_case(desk).id
    talk(desk, case, works_for="agency", agency_name="oranje tulp uitzend", came_by="employer_vehicle")
    (proposed,) = propose_links(desk, case)
    assert (proposed.thing.kind, proposed.relation) == (ThingKind.AGENCY, Relation.SENT_BY)
    assert "oranje tulp uitzend" in proposed.reason
    assert [one.thing.id for one in proposed.known] == [thing]
    assert things_of(desk, case) == ()
    link_thing(desk, case, thing, Relation.SENT_BY, source=LinkSource.FORM)
    assert propose_links(desk, case) == ()


def test_a_plate_and_an_employer_are_proposed_and_nonsense_is_not(desk: Desk) -> None:
    case = open_case(desk).id
    talk(
        desk,
        case,
        works_for="employer",
        agency_name="Tuinderij Verzonnen",
        came_by="employer_vehicle",
        plate="xk 482 t",
    )
    found = {one.relation: one.thing for one in propose_links(desk, case)}
    assert found[Relation.WORKS_FOR].kind is ThingKind.EMPLOYER
    assert found[Relation.TRAVELS_IN].plate == parse_plate("XK-482-T", "NL")
    other = open_case(desk).id
    talk(desk, other, works_for="self", agency_name="", came_by="employer_vehicle", plate="wit busje")
    assert propose_links(desk, other) == ()


def test_who_may_not_see_the_talk_gets_no_proposals(desk: Desk) -> None:
    case = open_case(desk).id
    talk(desk, case, works_for="agency", agency_name="Oranje Tulp")
    clerk = change_place(desk, role=Role.MUNICIPAL_CLERK, post="gemeente")
    assert propose_links(clerk, case) == ()


def test_look_alikes_are_merged_told_apart_and_parted(desk: Desk, inspector: Desk) -> None:
    (_, one), (_, two) = linked(desk), linked(desk, TULIP_TOO)
    (found,) = look_alikes(inspector, one)
    assert found.thing.id == two
    merge_things(inspector, one, two, reason="zelfde KvK-nummer en zelfde baas")
    assert look_alikes(inspector, one) == ()
    with pytest.raises(InvalidValue, match="één en hetzelfde"):
        merge_things(inspector, two, one, reason="nog eens")
    part_things(inspector, one, reason="toch twee vestigingen")
    keep_apart(inspector, two, one, reason="twee vestigingen")
    assert look_alikes(inspector, one) == look_alikes(inspector, two) == ()
    with pytest.raises(InvalidValue, match="niet samengevoegd"):
        part_things(inspector, one, reason="nog eens")


def test_a_cluster_counts_each_person_once_per_domain(desk: Desk, inspector: Desk) -> None:
    first, thing = linked(desk)
    talk(desk, first, works_for="agency", papers_kept_by="employer", papers_on_request="no")
    second, other = linked(desk, TULIP_TOO)
    talk(desk, second, works_for="agency", papers_kept_by="self")
    third = open_case(desk).id
    link_thing(desk, third, thing, Relation.WORKS_FOR)
    merge_things(inspector, other, thing, reason="zelfde KvK-nummer")
    seen: list[tuple[int, int]] = []
    found = cluster(inspector, other, progress=lambda done, total: seen.append((done, total)))
    assert found.thing.id == thing
    assert [person.cases[0].id for person in found.persons] == [third, second, first]
    assert seen == [(1, 3), (2, 3), (3, 3)]
    papers = {one.code: one for one in found.domains}["papers"]
    assert (papers.signalled, papers.without, papers.blank) == (1, 1, 1)
    assert all(one.signalled + one.without + one.blank == 3 for one in found.domains)
    assert found.silent == 1
    assert found.persons[2].with_signals[0] == "papers"
    assert found.visits == {(found.persons[0].day, desk.action.park): 3}
    join_cases(desk, third, second, reason="zelfde foto")
    assert len(cluster(inspector, thing).persons) == 2


def test_who_looked_at_a_cluster_is_on_record_with_every_case(desk: Desk, inspector: Desk) -> None:
    case, thing = linked(desk)
    cluster(inspector, thing)
    (newest, *_) = desk.store.trail(case=case, kind=events.RECORD_VIEWED)
    assert newest.actor == inspector.actor.name
    assert newest.role == "iszw-inspector"


def test_only_who_may_see_a_cluster_sees_it(desk: Desk, coordinator: Desk) -> None:
    _, thing = linked(desk)
    for refused in (
        lambda: cluster(desk, thing),
        lambda: look_alikes(desk, thing),
        lambda: merge_things(desk, thing, thing, reason="x"),
        lambda: add_thing(coordinator, CaseId("x"), TULIP, Relation.SENT_BY),
    ):
        with pytest.raises(NotAllowed):
            refused()
    assert len(cluster(coordinator, thing).persons) == 1


def test_a_case_is_found_by_code_name_plate_and_address(desk: Desk, inspector: Desk) -> None:
    case, _ = linked(desk)
    add_thing(desk, case, VAN, Relation.TRAVELS_IN)
    code = desk.store.case(case).code
    assert [(hit.case.id, hit.reason) for hit in find_cases(desk, code)] == [(case, "")]
    (by_plate,) = find_cases(desk, "xk482")
    assert (by_plate.case.id, by_plate.reason) == (case, "reist met XK-482-T")
    (by_name,) = find_cases(desk, "tulp")
    assert by_name.reason == "uitgezonden door Oranje Tulp Uitzendbureau B.V."
    assert find_cases(desk, "distel") == ()


def test_a_search_is_no_other_door_to_a_cluster(desk: Desk, inspector: Desk) -> None:
    case, _ = linked(desk)
    elsewhere = replace(desk, actor=replace(desk.actor, post="gemeente"))
    assert find_cases(elsewhere, "tulp") == ()
    assert [hit.case.id for hit in find_cases(inspector, "tulp")] == [case]


def test_whoever_sleeps_on_the_park_is_proposed_the_park_once(desk: Desk) -> None:
    case = open_case(desk).id
    for _ in range(2):
        talk(desk, case, stay_since="2026-05-01")
    (proposed,) = propose_links(desk, case)
    park = proposed.thing
    assert (park.kind, park.name, proposed.relation) == (ThingKind.PARK, desk.action.park, Relation.LIVES_AT)
    assert "slaapt u op dit park" in proposed.reason.fields["question"]
    assert "2026-05-01" not in proposed.reason.fields["answer"], "a day as people write it"
    thing = add_thing(desk, case, park, Relation.LIVES_AT, source=LinkSource.FORM)
    assert propose_links(desk, case) == ()
    other = open_case(desk).id
    talk(desk, other, stay_since="2026-06-01")
    ((known,),) = [one.known for one in propose_links(desk, other)]
    assert (known.thing.id, bool(known.likeness.reasons)) == (thing, True)
    link_thing(desk, other, thing, Relation.LIVES_AT)
    inspector = change_place(desk, role=Role.ISZW_INSPECTOR, post="iszw")
    assert len(cluster(inspector, thing).persons) == 2


def test_who_may_see_clusters_sees_what_a_case_belongs_to_and_changes_nothing(desk: Desk) -> None:
    case, thing = linked(desk)
    coordinator = change_place(desk, role=Role.COORDINATOR, post="coordinator")
    (link,) = things_of(coordinator, case)
    assert link.thing.id == thing
    with pytest.raises(NotAllowed):
        unlink_thing(coordinator, link, reason="hoort niet")
    partner = change_place(desk, role=Role.PARTNER, post="politie")
    with pytest.raises(NotAllowed):
        things_of(partner, case)
