"""Which role can have written what: the table of roles, seen from the journal."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.authorship import DEEDS, authors, may_have_written, role_words
from fieldcheck.domain.journal import Entry
from fieldcheck.domain.roles import ROLES, Role

ENTRY = Entry("", "", 1, "", "", "", "handhaver", "", "case", "", events.CASE_OPENED, {}, "", "", "")
KINDS = {value for name, value in vars(events).items() if name.isupper()}
ANYBODY = {
    events.ACTION_OPENED,
    events.FORM_PUBLISHED,
    events.SESSION_OPENED,
    events.SESSION_LOCKED,
    events.CAPACITY_CHANGED,
    events.PASSPHRASE_CHANGED,
    events.PASSPHRASE_KEPT,
    events.RECOVERY_RENEWED,
    events.RECOVERY_KEPT,
    events.USER_ADDED,
    events.USER_WITHDRAWN,
    events.RECORD_VIEWED,
    events.PAPER_ISSUED,
    events.BUNDLE_EXPORTED,
    events.BUNDLE_IMPORTED,
    events.THING_BROUGHT,
}
"""What every laptop writes of itself. A new kind stands here, or in the table, by decision."""


def test_every_kind_is_somebodys_by_decision() -> None:
    assert set(DEEDS) | ANYBODY == KINDS
    assert set(DEEDS) & ANYBODY == set()
    assert all(authors(kind) == set(Role) for kind in ANYBODY)


@pytest.mark.parametrize(
    ("kind", "roles"),
    [
        (events.QUALIFICATION_SET, {Role.ISZW_INSPECTOR}),
        (events.OUTCOME_GIVEN, {Role.ISZW_INSPECTOR}),
        (events.NOTE_SEALED, {Role.ISZW_INSPECTOR}),
        (events.DAY_CLOSED, {Role.COORDINATOR}),
        (events.ROUTE_DECIDED, {Role.HANDHAVER}),
        (events.ANSWER_RECORDED, {Role.HANDHAVER, Role.ISZW_INSPECTOR, Role.MUNICIPAL_CLERK}),
        (events.THINGS_MERGED, {Role.ISZW_INSPECTOR, Role.COORDINATOR}),
    ],
)
def test_the_authors_that_matter_most_by_name(kind: str, roles: set[Role]) -> None:
    assert authors(kind) == roles


def test_an_entry_is_held_against_the_role_it_names() -> None:
    for kind, role in product(KINDS, Role):
        one = replace(ENTRY, kind=kind, role=role.value)
        assert may_have_written(one) is (role in authors(kind))
    assert not may_have_written(replace(ENTRY, role="opzichter"))
    assert may_have_written(replace(ENTRY, kind="of.a-newer-version", role="opzichter"))
    assert role_words("handhaver") == ROLES[Role.HANDHAVER]
    assert role_words("x" * 99) == "x" * 40


def test_neither_the_reader_nor_the_administrator_is_author_of_anything_of_a_case() -> None:
    of_a_case = {
        kind for kind in DEEDS if kind.split(".")[0] in ("case", "interview", "referral", "identity")
    }
    for kind in of_a_case | {events.ANSWER_RECORDED, events.QUALIFICATION_SET, events.OUTCOME_GIVEN}:
        assert not authors(kind) & {Role.AUDIT_READER, Role.ADMINISTRATOR}, kind
