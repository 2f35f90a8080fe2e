"""Looking back: who did and saw what, never what was said, and whether the record is whole."""

from __future__ import annotations

from dataclasses import fields

import pytest

from fieldcheck.domain import events
from fieldcheck.domain.errors import InvalidValue, NotAllowed
from fieldcheck.domain.roles import Role
from fieldcheck.domain.trail import TrailLine
from fieldcheck.usecases import auditing
from fieldcheck.usecases.auditing import check_journal, read_trail
from fieldcheck.usecases.casework import open_case, view_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.interviewing import start_interview


@pytest.fixture
def reader(desk: Desk) -> Desk:
    row = open_case(desk)
    open_case(desk)
    start_interview(desk, row.id, "nl")
    view_case(desk, row.id, screen="outcome")
    return change_place(desk, role=Role.AUDIT_READER, post="intake")


def kinds(lines: tuple[TrailLine, ...]) -> list[str]:
    return [line.kind for line in lines]


def test_who_looks_at_the_record_is_on_it(reader: Desk) -> None:
    line = read_trail(reader)[0]
    assert (line.kind, line.subject_kind, line.subject) == (events.RECORD_VIEWED, "action", reader.action.id)
    assert (line.actor, line.role) == (reader.actor.name, Role.AUDIT_READER.value)
    entry = next(one for one in reader.store.entries() if one.id == line.id)
    assert entry.payload["screen"] == "trail"


def test_one_case_one_person_one_kind(reader: Desk) -> None:
    code = next(line.case_code for line in read_trail(reader, kind=events.INTERVIEW_STARTED))
    of_case = read_trail(reader, case_code=code.lower())
    assert set(kinds(of_case)) >= {events.CASE_OPENED, events.INTERVIEW_STARTED, events.RECORD_VIEWED}
    assert {line.case_code for line in of_case} == {code}
    assert kinds(read_trail(reader, kind=events.CASE_OPENED)) == [events.CASE_OPENED] * 2
    assert read_trail(reader, actor="Niemand") == ()
    assert len(read_trail(reader, actor=reader.actor.name)) > 5


def test_older_lines_follow_without_another_look(reader: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "PAGE", 3)
    pages, before = [read_trail(reader)], ""
    while len(pages[-1]) == 3:
        before = pages[-1][-1].id
        pages.append(read_trail(reader, before=before))
    read = [line.id for page in pages for line in page]
    assert len(read) == len(set(read)) == len(reader.store.trail())
    assert kinds(reader.store.trail(kind=events.RECORD_VIEWED, limit=99)).count(events.RECORD_VIEWED) == 2


def test_a_wrong_code_is_refused_before_anything_is_read(reader: Desk) -> None:
    with pytest.raises(InvalidValue):
        read_trail(reader, case_code="OE-0001-X")
    assert kinds(reader.store.trail())[0] == events.SESSION_OPENED


def test_a_line_has_no_room_for_what_was_said() -> None:
    assert {one.name for one in fields(TrailLine)} == {
        "id", "at", "actor", "role", "capacity", "kind", "subject_kind", "subject", "case_code", "device",
    }  # fmt: skip


def test_a_sound_journal_says_over_how_much_it_was_looked(reader: Desk) -> None:
    found = check_journal(reader)
    assert found.sound
    assert (found.laptops, found.entries) == (1, len(list(reader.store.entries())))


def test_a_changed_line_is_told_with_its_laptop_and_number(
    reader: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fieldcheck.domain.journal import Break

    breaks = [Break(reader.store.device, 4, reason) for reason in (*auditing.BROKEN, "unheard")]
    monkeypatch.setattr(type(reader.store), "broken", lambda _store: breaks)
    found = check_journal(reader)
    assert not found.sound
    assert all("oefenlaptop" in words and "4" in words for words in found.breaks)
    assert len(set(found.breaks)) == len(breaks)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.COORDINATOR, Role.AUDIT_READER}))
def test_no_other_role_reads_the_trail(desk: Desk, role: Role) -> None:
    other = change_place(desk, role=role, post="intake")
    before = len(other.store.trail())
    with pytest.raises(NotAllowed):
        read_trail(other)
    assert len(other.store.trail()) == before
    if role is Role.ADMINISTRATOR:
        assert check_journal(other).sound  # keeping the laptop includes checking what it stored
    else:
        with pytest.raises(NotAllowed):
            check_journal(other)
