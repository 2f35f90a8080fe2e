"""Employers, agencies, dwellings and vehicles as the store tells them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from store_drafts import KEY, SteppingClock, draft, opened

from fieldcheck.domain import events
from fieldcheck.domain.errors import Bug
from fieldcheck.domain.identifiers import CaseId, DeviceId, ThingId
from fieldcheck.domain.journal import Draft
from fieldcheck.domain.things.address_line import dwelling_at
from fieldcheck.domain.things.earlier import Earlier
from fieldcheck.domain.things.linked import Relation
from fieldcheck.domain.things.plates import parse_plate
from fieldcheck.domain.things.thing import Thing, ThingKind
from fieldcheck.domain.things.thing_json import thing_to_json
from fieldcheck.store.database import DatabaseStore, create_store, open_store

ONE, TWO, THREE = ThingId("thing-1"), ThingId("thing-2"), ThingId("thing-3")
VAN = Thing(ThingKind.VEHICLE, plate=parse_plate("XK-482-T", "NL"))


def recorded(thing: ThingId, value: Thing) -> Draft:
    return draft(events.THING_RECORDED, thing, thing=thing_to_json(value))


def agency(name: str, kvk: str = "") -> Thing:
    return Thing(ThingKind.AGENCY, name, kvk)


def linked(thing: ThingId, case: str = "case-1", relation: str = "sent-by") -> Draft:
    return draft(events.THING_LINKED, thing, case=case, relation=relation, source="officer")


def merged(thing: ThingId, into: ThingId) -> Draft:
    return draft(events.THINGS_MERGED, thing, into=into, reason="zelfde KvK-nummer")


@pytest.fixture
def known(store: DatabaseStore) -> DatabaseStore:
    """Two cases, two records of one agency, and a van."""
    store.record(
        [
            opened(),
            opened("case-2", "BV-0002-6"),
            recorded(ONE, agency("Oranje Tulp Uitzendbureau B.V.")),
            recorded(TWO, agency("Oranje Tulp Uitzend", "12345678")),
            recorded(THREE, VAN),
            linked(ONE),
            linked(TWO, "case-2"),
            linked(THREE, relation="travels-in"),
        ]
    )
    return store


def found(store: DatabaseStore, typed: str, *kinds: ThingKind) -> list[ThingId]:
    return [thing.id for thing in store.find_things(typed, kinds)]


def test_a_thing_is_found_by_what_is_typed_so_far(known: DatabaseStore) -> None:
    assert set(found(known, "oran")) == {ONE, TWO}
    assert found(known, "1234") == [TWO]
    assert found(known, "xk48") == [THREE]
    assert found(known, "xk-48") == [THREE]
    assert set(found(known, "tulp oranje")) == {ONE, TWO}
    assert found(known, "oranje appel") == []
    assert found(known, "  ") == []
    assert found(known, "oranje", ThingKind.VEHICLE) == []


def test_a_thing_that_was_corrected_is_found_by_its_new_name_only(known: DatabaseStore) -> None:
    known.record([recorded(ONE, agency("Blauwe Distel"))])
    assert found(known, "blauwe") == [ONE]
    assert found(known, "oranje") == [TWO]


def test_things_of_a_case_and_cases_of_a_thing(known: DatabaseStore) -> None:
    assert [link.relation for link in known.things_of(CaseId("case-1"))] == [
        Relation.SENT_BY,
        Relation.TRAVELS_IN,
    ]
    assert [link.case for link in known.links_to(ONE)] == ["case-1"]


def test_a_merger_is_followed_everywhere_and_undone(known: DatabaseStore) -> None:
    known.record([merged(ONE, TWO)])
    assert found(known, "oran") == [TWO]
    assert {link.case for link in known.links_to(ONE)} == {"case-1", "case-2"}
    standing = known.standing_thing(ONE)
    assert (standing.id, standing.cases) == (TWO, 2)
    assert standing.also == ("Oranje Tulp Uitzendbureau B.V.",)
    (link, _) = known.things_of(CaseId("case-1"))
    assert (link.thing.id, link.recorded) == (TWO, ONE)
    known.record([draft(events.THINGS_PARTED, ONE, reason="ander adres")])
    assert {link.case for link in known.links_to(ONE)} == {"case-1"}
    assert set(found(known, "oran")) == {ONE, TWO}


def test_two_mergers_that_point_at_each_other_make_no_circle(known: DatabaseStore) -> None:
    known.record([merged(ONE, TWO), merged(TWO, ONE)])
    assert known.standing_thing(ONE).id == known.standing_thing(TWO).id == TWO


def test_a_thing_is_not_merged_into_itself(known: DatabaseStore) -> None:
    with pytest.raises(Bug):
        known.record([merged(ONE, ONE)])


def test_two_that_were_told_apart_stay_so_until_they_are_merged(known: DatabaseStore) -> None:
    known.record([draft(events.THINGS_KEPT_APART, TWO, other=ONE, reason="andere eigenaar")])
    assert known.kept_apart(ONE) == {TWO}
    assert known.kept_apart(TWO) == {ONE}
    known.record([merged(ONE, TWO)])
    assert known.kept_apart(ONE) == frozenset()


def test_records_alike_share_a_key(known: DatabaseStore) -> None:
    alike = known.like_thing(agency("ORANJE TULP", "12345678"))
    assert [thing.id for thing in alike] == [TWO, ONE]
    assert known.like_thing(Thing(ThingKind.VEHICLE, plate=parse_plate("XK482T"))) != ()


def test_an_unlinked_thing_is_no_longer_of_the_case(known: DatabaseStore) -> None:
    known.record([draft(events.THING_UNLINKED, ONE, case="case-1", relation="sent-by", reason="vergissing")])
    assert [link.relation for link in known.things_of(CaseId("case-1"))] == [Relation.TRAVELS_IN]


def test_erasing_a_case_unlinks_it_and_forgets_what_only_it_spoke_of(known: DatabaseStore) -> None:
    known.record([linked(ONE, "case-2", "works-for")])
    known.erase_case(CaseId("case-1"))
    assert {link.case for link in known.links_to(ONE)} == {"case-2"}
    with pytest.raises(KeyError):
        known.thing(THREE)
    assert found(known, "xk48") == []
    assert known.broken() == []
    said = [entry.payload for entry in known.entries() if entry.subject == THREE]
    assert said == [None, None]


def test_what_came_as_an_excerpt_is_erased_alike(known: DatabaseStore, make_store: object) -> None:
    other: DatabaseStore = make_store("device-b", SteppingClock())  # type: ignore[operator]
    known.record([linked(ONE, "case-2", "works-for")])
    other.take_excerpt(known.entries())
    other.erase_case(CaseId("case-1"))
    assert {link.case for link in other.links_to(ONE)} == {"case-2"}
    with pytest.raises(KeyError):
        other.thing(THREE)


def test_a_rebuild_says_the_same(known: DatabaseStore) -> None:
    known.record([merged(ONE, TWO), draft(events.THINGS_KEPT_APART, THREE, other=TWO, reason="-")])
    before = known.projections_digest()
    known.rebuild()
    assert known.projections_digest() == before


@pytest.mark.parametrize(
    "wrong",
    [
        draft(events.THING_RECORDED, ONE, thing={"kind": "agency"}),
        draft(events.THING_LINKED, ONE, case="case-1", relation="owns", source="officer"),
        draft(events.THING_LINKED, ONE, case="case-9", relation="sent-by", source="officer"),
        draft(events.THINGS_MERGED, ONE, into="thing-9", reason="-"),
    ],
)
def test_what_cannot_be_leaves_nothing_behind(known: DatabaseStore, wrong: Draft) -> None:
    before = known.projections_digest()
    with pytest.raises(Bug):
        known.record([wrong])
    assert known.projections_digest() == before


def test_a_list_is_as_long_as_asked_and_the_exact_name_is_reached(store: DatabaseStore) -> None:
    many = [recorded(ThingId(f"thing-{one}"), agency(f"Verzonnen {one:04d} Flex")) for one in range(60)]
    store.record(many)
    assert len(store.find_things("verz", [ThingKind.AGENCY])) == 12
    assert [one.thing.name for one in store.find_things("verzonnen 0023")] == ["Verzonnen 0023 Flex"]
    assert len(store.like_thing(agency("Verzonnen 0023 Flex"), limit=5)) == 5
    assert store.like_thing(agency("Verzonnen 0023 Flex"), limit=5)[0].thing.name == "Verzonnen 0023 Flex"


@pytest.fixture
def homes(store: DatabaseStore) -> DatabaseStore:
    """Chalets of one park with their place, one without it, and one of another place."""
    lines = (
        "Bosweg 12-A, chalet 14, 6710 AB Ede",
        "Bosweg 12A, chalet 15, 6710 AB Ede",
        "Bosweg 12A, chalet 14",
        "Bosweg 12A, chalet 14, 8161 CD Epe",
    )
    store.record([recorded(ThingId(f"home-{n}"), dwelling_at(line)) for n, line in enumerate(lines)])
    return store


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("Bosweg 12A, chalet 14", {"home-0", "home-2", "home-3"}),
        ("bosweg 12a", {"home-0", "home-1", "home-2", "home-3"}),
        ("Boswg 12 A chalet 1", {"home-0", "home-1", "home-3"}),
        ("Bosweg 12A, chalet 14, Ep", {"home-3"}),
        ("Bosweg 13", set()),
    ],
)
def test_a_dwelling_is_found_by_street_and_number_before_its_place(
    homes: DatabaseStore, typed: str, ids: set[str]
) -> None:
    assert set(found(homes, typed, ThingKind.DWELLING, ThingKind.PARK)) == ids
    assert found(homes, typed, ThingKind.EMPLOYER) == []


def test_a_dwelling_without_a_place_and_one_with_it_meet(homes: DatabaseStore) -> None:
    def like(line: str) -> set[str]:
        return {one.id for one in homes.like_thing(dwelling_at(line))}

    assert like("Bosweg 12A, chalet 14") >= {"home-0", "home-2", "home-3"}
    assert "home-1" not in like("Bosweg 12A, chalet 14")
    assert "home-2" in like("Bosweg 12A, chalet 14, 6710 AB Ede")


def test_what_the_first_version_to_bring_things_along_kept_in_the_journal_alone_is_found_after_opening(
    tmp_path: Path,
) -> None:
    path = tmp_path / "fieldcheck.db"
    store = create_store(path, KEY, DeviceId("device-a"), SteppingClock())
    met = [{"park": "Elders", "day": "2026-11-15", "persons": 3}]
    store.record([draft(events.THING_BROUGHT, ONE, thing=thing_to_json(VAN), earlier=met)])
    right = store.projections_digest()
    with store._writing() as connection:
        connection.execute("DELETE FROM search_keys WHERE kind = 'thing-earlier'")
    assert store.standing_thing(ONE).earlier == ()
    store.close()
    store = open_store(path, KEY, SteppingClock())
    assert store.standing_thing(ONE).earlier == (Earlier("Elders", date(2026, 11, 15), 3),)
    assert store.projections_digest() == right
    store.close()
