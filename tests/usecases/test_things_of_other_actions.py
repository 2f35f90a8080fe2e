"""What one action met of firms, dwellings and vehicles is recognised by the next one, without a person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from fieldcheck.bundle import read_set_up
from fieldcheck.domain import events
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.domain.route import NO_ROUTE
from fieldcheck.domain.things.earlier import Earlier, carried_to_json
from fieldcheck.domain.things.linked import Relation
from fieldcheck.domain.things.plates import parse_plate
from fieldcheck.domain.things.thing import Thing, ThingKind
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.equipping import another_action, hand_out, things_to_carry
from fieldcheck.usecases.ports import SetUp
from fieldcheck.usecases.preparing import LaptopPlan, equip, found
from fieldcheck.usecases.things import (
    add_thing,
    alike,
    correct_thing,
    find_things,
    link_thing,
    things_of,
    unlink_thing,
)
from tests.morning import now
from tests.usecases.laptops import laptop_from
from tests.usecases.test_equipping import no_progress

TULIP = Thing(ThingKind.AGENCY, "Oranje Tulp Uitzendbureau B.V.", "12345678")
INTAKE = LaptopPlan("intake", "A1", "intake", (Role.HANDHAVER,))
LATER = now().date() + timedelta(days=7)
VAN = Thing(ThingKind.VEHICLE, plate=parse_plate("XK-482-T", "NL"))


@pytest.fixture
def met(coordinator: Desk) -> Desk:
    """The coordinator after a morning: two persons with one agency, one with a van, and a firm of nobody."""
    wanted = [post for post in coordinator.action.posts if post.code in ("intake", "coordinator")]
    intake, last = (replace(post, forms=()) for post in wanted)
    posts = (replace(intake, forms=("niet-pluis",), next=last.code), replace(last, next=""))
    desk = replace(coordinator, action=replace(coordinator.action, posts=posts, route=NO_ROUTE))
    officer = change_place(desk, role=Role.HANDHAVER, post="intake")
    first, second = open_case(officer).id, open_case(officer).id
    tulip = add_thing(officer, first, TULIP, Relation.SENT_BY)
    link_thing(officer, second, tulip, Relation.SENT_BY)
    add_thing(officer, first, VAN, Relation.TRAVELS_IN)
    unlinked = add_thing(officer, first, Thing(ThingKind.EMPLOYER, "Van niemand"), Relation.WORKS_FOR)
    (link,) = [one for one in things_of(officer, first) if one.thing.id == unlinked]
    unlink_thing(officer, link, reason="Verkeerd verstaan")
    return desk


def brought(desk: Desk, folder: Path, *, things: bool) -> SetUp:
    """What the next action's intake laptop gets."""
    folder.mkdir()
    other = another_action(desk, day=LATER, name="Volgende week", park="Ander park")
    handed = hand_out(desk, other, folder, things=things, progress=no_progress)
    (intake,) = [one for one in handed if one.plan.name == "intake"]
    return read_set_up(intake.path, intake.code, at=now())


@pytest.fixture
def elsewhere(met: Desk, tmp_path: Path) -> Iterator[Desk]:
    """An intake laptop of the next action, on another park a week later."""
    party = found(another_action(met, day=LATER, name="Volgende week", park="Ander park"), clock=now)
    device = DeviceId(new_uuid7(now()))
    set_up = equip(party, INTAKE, device=device, things=things_to_carry(met))
    desk = laptop_from(tmp_path / "elsewhere", set_up, device=device)
    yield desk
    desk.store.close()


def test_nothing_comes_along_unless_somebody_chose_it(met: Desk, tmp_path: Path) -> None:
    assert brought(met, tmp_path / "without", things=False).things == ()
    assert brought(met, tmp_path / "with", things=True).things == things_to_carry(met)
    told = [entry.payload or {} for entry in met.store.entries_of(events.BUNDLE_EXPORTED)]
    assert {one.get("things") for one in told} == {None, 2}


def test_what_comes_along_names_no_person_and_no_case(met: Desk) -> None:
    carried = carried_to_json(things_to_carry(met))
    (tulip,) = [one for one in carried if one["thing"]["kvk"] == TULIP.kvk]
    here = {"park": met.action.park, "day": met.action.day.isoformat(), "persons": 2}
    assert tulip["earlier"] == [here]
    for entry in met.store.entries_of(events.CASE_OPENED):
        assert entry.payload is not None
        assert entry.subject not in str(carried)
        assert entry.payload["code"] not in str(carried)


def test_it_is_found_while_typing_with_where_it_was(met: Desk, elsewhere: Desk) -> None:
    (found,) = find_things(elsewhere, "tulp", Relation.SENT_BY)
    assert found.thing == TULIP
    assert found.cases == 0  # nobody here yet
    assert found.earlier == (Earlier(met.action.park, met.action.day, 2),)
    (like,) = alike(elsewhere, Thing(ThingKind.VEHICLE, plate=parse_plate("XK482T", "NL")))
    assert like.thing.earlier[0].persons == 1


def test_a_person_is_linked_with_it_and_it_goes_on_to_a_third_action(met: Desk, elsewhere: Desk) -> None:
    first_park = met.action.park
    (found,) = find_things(elsewhere, "tulp", Relation.SENT_BY)
    case = open_case(elsewhere).id
    link_thing(elsewhere, case, found.id, Relation.SENT_BY)
    (link,) = things_of(elsewhere, case)
    assert (link.thing.cases, len(link.thing.earlier)) == (1, 1)
    coordinator = replace(elsewhere, actor=replace(elsewhere.actor, role=Role.COORDINATOR))
    (tulip,) = [one for one in things_to_carry(coordinator) if one.thing == TULIP]
    assert [(one.park, one.persons) for one in tulip.earlier] == [("Ander park", 1), (first_park, 2)]


def test_what_was_written_better_here_stays(elsewhere: Desk, met: Desk, tmp_path: Path) -> None:
    (found,) = find_things(elsewhere, "tulp", Relation.SENT_BY)
    better = replace(TULIP, name="Oranje Tulp Personeel B.V.")
    correct_thing(elsewhere, found.id, better)
    # A laptop that is set up later in the day tells the old words again, and its day is taken in.
    payload = elsewhere.store.entries_of(events.THING_BROUGHT)[0]
    assert payload.payload is not None
    elsewhere.write(events.THING_BROUGHT, "thing", found.id, _without_salt(payload.payload))
    assert elsewhere.store.thing(found.id).thing == better
    assert len(elsewhere.store.standing_thing(found.id).earlier) == 1


def _without_salt(payload: object) -> dict[str, object]:
    assert isinstance(payload, dict)
    return {name: value for name, value in payload.items() if name in ("thing", "earlier")}
