"""Who somebody is, who may be the same, and joining that can be undone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import InvalidValue, NotAllowed, UserFixable
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.identity.birth import PartialDate
from fieldcheck.domain.identity.paper import IdentityPaper, PaperKind, Person, ReadBy, ShownName
from fieldcheck.domain.likeness import Degree
from fieldcheck.domain.roles import Role
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.people import (
    join_cases,
    part_cases,
    perhaps_same,
    record_identity,
    view_identity,
)

BORN = PartialDate.of_day(date(1990, 4, 12))
IVANOV = Person(names=(ShownName("Иванов", "Георги"),), birth=BORN)
IVANOFF = Person(names=(ShownName("Ivanov", "Georgi"),), birth=BORN)
STRANGER = Person(names=(ShownName("Nowak", "Anna"),), birth=PartialDate.of_day(date(1971, 1, 30)))


def passport(number: str) -> tuple[IdentityPaper, ...]:
    return (IdentityPaper(PaperKind.PASSPORT, number, "BGR", read=ReadBy.BY_EYE),)


def met(desk: Desk, person: Person) -> CaseRow:
    row = open_case(desk)
    record_identity(desk, row.id, person)
    return row


def test_two_spellings_are_found_as_perhaps_the_same_with_reasons(desk: Desk) -> None:
    one = met(desk, IVANOV)
    met(desk, STRANGER)
    two = open_case(desk)
    (found,) = record_identity(desk, two.id, IVANOFF)
    assert (found.case.id, found.likeness.degree, found.joined) == (one.id, Degree.SAME, False)
    assert found.likeness.reasons


def test_what_was_recorded_last_counts_and_is_found(desk: Desk) -> None:
    one, two = met(desk, STRANGER), met(desk, IVANOV)
    assert perhaps_same(desk, one.id) == ()
    record_identity(desk, one.id, IVANOFF)
    assert [found.case.id for found in perhaps_same(desk, two.id)] == [one.id]
    record_identity(desk, one.id, STRANGER)
    assert perhaps_same(desk, two.id) == ()
    kinds = [entry.kind for entry in desk.store.entries()]
    assert kinds.count("identity.recorded") == 4


def test_one_number_and_two_people_gets_a_clear_answer_and_keeps_both(desk: Desk) -> None:
    one = met(desk, replace(IVANOV, papers=passport("642117903")))
    two = open_case(desk)
    (found,) = record_identity(desk, two.id, replace(STRANGER, papers=passport("642 117 903")))
    assert found.likeness.clash is not None
    assert found.likeness.degree is Degree.NO
    assert desk.store.identity(one.id) == replace(IVANOV, papers=passport("642117903"))
    assert desk.store.identity(two.id) is not None


def test_joining_can_be_undone_and_both_stay_in_the_journal(desk: Desk) -> None:
    one, two = met(desk, IVANOV), met(desk, IVANOFF)
    join_cases(desk, two.id, one.id, reason="zelfde foto op beide papieren")
    assert [(found.joined, found.directly) for found in perhaps_same(desk, one.id)] == [(True, True)]
    with pytest.raises(InvalidValue, match="al samengevoegd"):
        join_cases(desk, one.id, two.id, reason="nog eens")
    part_cases(desk, one.id, two.id, reason="toch een broer")
    assert [found.joined for found in perhaps_same(desk, one.id)] == [False]
    kinds = [entry.kind for entry in desk.store.entries()]
    assert [kind for kind in kinds if kind.startswith("cases.")] == ["cases.joined", "cases.parted"]
    with pytest.raises(InvalidValue, match="niet samengevoegd"):
        part_cases(desk, one.id, two.id, reason="nog eens")


def test_who_is_joined_through_another_is_seen_and_parted_there(desk: Desk) -> None:
    one, two, three = met(desk, IVANOV), met(desk, IVANOFF), met(desk, STRANGER)
    join_cases(desk, one.id, two.id, reason="zelfde persoon")
    join_cases(desk, two.id, three.id, reason="trouwde, andere naam")
    found = {one.case.id: (one.joined, one.directly) for one in perhaps_same(desk, one.id)}
    assert found == {two.id: (True, True), three.id: (True, False)}
    with pytest.raises(InvalidValue):
        part_cases(desk, one.id, three.id, reason="niet direct")


def test_what_cannot_be_is_refused(desk: Desk) -> None:
    one, two = met(desk, IVANOV), met(desk, IVANOFF)
    with pytest.raises(InvalidValue, match="waarom"):
        join_cases(desk, one.id, two.id, reason=" ")
    with pytest.raises(InvalidValue, match="dezelfde zaak"):
        join_cases(desk, one.id, one.id, reason="x")
    with pytest.raises(UserFixable, match="niet bekend"):
        join_cases(desk, one.id, CaseId("nobody"), reason="x")
    with pytest.raises(UserFixable, match="niet bekend"):
        record_identity(desk, CaseId("nobody"), IVANOV)


def test_who_looked_at_a_name_is_on_record(desk: Desk) -> None:
    one = met(desk, IVANOV)
    assert view_identity(desk, one.id) == IVANOV
    assert list(desk.store.entries())[-1].kind == "record.viewed"
    with pytest.raises(NotAllowed):
        view_identity(change_place(desk, role=Role.PARTNER, post="politie"), one.id)


def test_a_rebuild_makes_the_same(desk: Desk) -> None:
    one, two = met(desk, IVANOV), met(desk, IVANOFF)
    join_cases(desk, one.id, two.id, reason="zelfde persoon")
    before = desk.store.projections_digest()
    desk.store.rebuild()
    assert desk.store.projections_digest() == before
    assert [found.joined for found in perhaps_same(desk, one.id)] == [True]
