"""The journal: one chain, nothing lost, tampering found, merging a union, erasure possible."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from store_drafts import (
    KEY,
    SteppingClock,
    answer,
    confirmed,
    draft,
    opened,
    paper,
    questioned,
    sent,
    started,
)

from fieldcheck.domain import events
from fieldcheck.domain.errors import BundleRefused, InvalidValue, UserFixable
from fieldcheck.domain.identifiers import CaseId, DeviceId, InterviewId
from fieldcheck.domain.journal import GENESIS, Draft, Entry, sha256_hex
from fieldcheck.store.connection import connect
from fieldcheck.store.database import DatabaseStore, create_store, open_store

CASE, TALK = CaseId("case-1"), InterviewId("talk-1")


def test_entries_chain_and_go_on_after_a_restart(tmp_path: Path) -> None:
    path, clock = tmp_path / "a.db", SteppingClock()
    store = create_store(path, KEY, DeviceId("device-a"), clock)
    store.record([opened(), started()])
    store.close()
    store.close()
    store = open_store(path, KEY, clock)
    store.record([answer()])
    entries = list(store.entries())
    store.close()
    assert [entry.sequence for entry in entries] == [1, 2, 3]
    assert entries[0].previous == GENESIS
    assert entries[2].previous == entries[1].digest
    assert [entry.clock for entry in entries] == sorted(entry.clock for entry in entries)


def test_an_empty_journal_takes_the_identity_of_a_set_up_bundle(tmp_path: Path) -> None:
    path, clock = tmp_path / "a.db", SteppingClock()
    store = create_store(path, KEY, DeviceId("device-new"), clock)
    store.become(DeviceId("device-b"))
    store.close()
    store = open_store(path, KEY, clock)
    assert store.device == "device-b"
    store.record([opened()])
    assert [head.device for head in store.heads()] == ["device-b"]
    assert store.next_case_number() == 2
    store.become(DeviceId("device-b"))
    with pytest.raises(UserFixable):
        store.become(DeviceId("device-c"))
    with pytest.raises(InvalidValue):
        store.become(DeviceId(""))
    assert store.device == "device-b"
    store.close()


def test_the_clock_goes_on_when_the_wall_clock_is_put_back(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    store = create_store(path, KEY, DeviceId("device-a"), SteppingClock("2027-01-01T00:00:00+00:00"))
    store.record([opened()])
    store.close()
    store = open_store(path, KEY, SteppingClock("2020-01-01T00:00:00+00:00"))
    store.record([started()])
    first, second = store.entries()
    store.close()
    assert second.clock > first.clock
    assert second.at < first.at


def test_many_entries_are_read_in_portions_while_writing_goes_on(store: DatabaseStore) -> None:
    store.record([opened(), started(), *(answer(value=str(n)) for n in range(1200))])
    reading = store.entries()
    first = next(reading)
    store.record([answer(value="late")])
    assert [first.sequence, *(entry.sequence for entry in reading)] == list(range(1, 1203))


def tamper(path: Path, *statements: str) -> None:
    connection = connect(path, KEY)
    for statement in statements:
        connection.execute(statement)
    connection.close()


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (
            "UPDATE journal SET payload = replace(payload, '800', '1800') WHERE place & 15 = 3",
            [(3, "payload")],
        ),
        ("UPDATE journal SET payload = 'no json' WHERE place & 15 = 3", [(3, "payload")]),
        ("""UPDATE journal SET payload = '{"a":1.5}' WHERE place & 15 = 3""", [(3, "payload")]),
        ("UPDATE journal SET actor = 'iemand anders' WHERE place & 15 = 2", [(2, "digest")]),
        ("DELETE FROM journal WHERE place & 15 = 2", [(3, "sequence")]),
    ],
)
def test_tampering_is_found(tmp_path: Path, change: str, where: list[tuple[int, str]]) -> None:
    path = tmp_path / "a.db"
    store = create_store(path, KEY, DeviceId("device-a"), SteppingClock())
    store.record([opened(), started(), answer(value="800"), answer(value="900")])
    assert store.broken() == []
    store.close()
    tamper(path, "DROP TRIGGER journal_keeps_content", "DROP TRIGGER journal_keeps_rows", change)
    store = open_store(path, KEY, SteppingClock())
    found = [(one.sequence, one.reason) for one in store.broken()]
    store.close()
    assert found == where


@pytest.mark.parametrize(
    "change",
    [
        "DELETE FROM journal",
        "UPDATE journal SET actor = 'iemand anders'",
        "UPDATE journal SET payload = '{}'",
        "UPDATE journal SET payload = NULL, digest = 'x'",
        "REPLACE INTO journal SELECT * FROM journal",
    ],
)
def test_the_table_itself_refuses_changes(tmp_path: Path, change: str) -> None:
    path = tmp_path / "a.db"
    store = create_store(path, KEY, DeviceId("device-a"), SteppingClock())
    store.record([opened()])
    store.close()
    with pytest.raises(sqlcipher.DatabaseError, match=r"journal keeps|payload can be erased"):
        tamper(path, change)


def test_erasure_forgets_the_case_and_keeps_the_chain(store: DatabaseStore, tmp_path: Path) -> None:
    store.record([opened(), started(), answer(value="MARKER-OF-ERASURE"), sent(), paper("BV-0001")])
    store.record([opened("case-2", "BV-0002-6"), started("talk-2", "case-2")])
    store.record([questioned("case-2", "BV-0001-8"), questioned("case-2", "BV-0003-4")])
    store.record([confirmed("case-2", "BV-0001-8"), confirmed("case-2", "BV-0003-4")])
    changes = store.erase_case(CASE)
    assert {"case-1", "talk-1", "ref-1", "case-2"} == changes.subjects
    for kind in (events.IDENTITY_QUESTIONED, events.IDENTITY_CONFIRMED):
        said = [entry.payload for entry in store.entries() if entry.kind == kind]
        assert [None if one is None else one["with"] for one in said] == [None, "BV-0003-4"]
    assert store.broken() == []
    assert [row.id for row in store.cases()] == ["case-2"]
    assert store.referrals() == ()
    with pytest.raises(KeyError):
        store.interview(TALK)
    assert all(entry.payload is None for entry in list(store.entries())[:5])
    assert store.next_case_number() == 3
    digest = store.projections_digest()
    store.rebuild()
    assert store.projections_digest() == digest
    store.close()
    connection = connect(tmp_path / "device-a.db", KEY)
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    dump = [repr(row) for name in tables for row in connection.execute(f"SELECT * FROM {name}")]  # noqa: S608
    connection.close()
    assert len(dump) > 10
    assert not [row for row in dump if "MARKER" in row or "BV-0001-8" in row]


# Merging


def test_conflicting_answers_the_latest_counts_and_both_stay(make_store: Any) -> None:
    ours, theirs = make_store("device-a"), make_store("device-b", SteppingClock("2026-11-22T09:00:10+00:00"))
    ours.record([opened(), started()])
    theirs.merge(ours.entries())
    theirs.record([answer(value="later", position="/data/b")])
    ours.record([answer(value="earlier", position="/data/a")])
    ours.merge(theirs.entries())
    theirs.merge(ours.entries())
    assert ours.interview(TALK).answers["/data/pay/amount"].value == "later"
    assert ours.interview(TALK).position == "/data/b"
    assert ours.projections_digest() != ""
    said = {entry.payload["value"] for entry in ours.entries() if entry.kind == events.ANSWER_RECORDED}
    assert said == {"earlier", "later"}
    assert list(ours.entries()) == list(theirs.entries())
    assert ours.heads() == theirs.heads()


def test_merging_twice_changes_nothing(make_store: Any) -> None:
    ours, theirs = make_store("device-a"), make_store("device-b")
    theirs.record([opened(), started(), answer()])
    assert ours.merge(theirs.entries()).subjects == {"case-1", "talk-1"}
    digest = ours.projections_digest()
    assert ours.merge(theirs.entries()).subjects == frozenset()
    assert ours.projections_digest() == digest
    assert ours.broken() == []
    assert ours.next_case_number() == 1  # the case is theirs


def test_an_entry_before_its_case_waits_for_it(make_store: Any) -> None:
    first, second, third = make_store("device-a"), make_store("device-b"), make_store("device-c")
    first.record([opened(), started()])
    second.merge(first.entries())
    second.record([answer()])
    third.merge([entry for entry in second.entries() if entry.device == "device-b"])
    assert third.cases() == ()
    third.merge(first.entries())
    assert third.interview(TALK).answers["/data/pay/amount"].value == "800"


def test_what_one_side_erased_stays_erased(make_store: Any) -> None:
    ours, theirs = make_store("device-a"), make_store("device-b")
    theirs.record([opened(), started(), answer()])
    everything = list(theirs.entries())
    ours.merge(everything)
    theirs.erase_case(CASE)
    ours.merge(theirs.entries())
    assert ours.cases() == ()
    ours.merge(everything)
    assert ours.cases() == ()
    assert ours.broken() == []


def test_after_merging_our_own_entries_come_later_than_all_seen(make_store: Any) -> None:
    ours = make_store("device-a", SteppingClock("2020-01-01T00:00:00+00:00"))
    theirs = make_store("device-b")
    theirs.record([opened(), started(), answer(value="theirs")])
    ours.merge(theirs.entries())
    ours.record([answer(value="ours")])
    digest = ours.projections_digest()
    ours.rebuild()
    assert ours.projections_digest() == digest
    assert ours.interview(TALK).answers["/data/pay/amount"].value == "ours"


def rechained(entry: Entry, **changes: Any) -> Entry:
    changed = replace(entry, **changes)
    return replace(changed, digest=changed.computed_digest())


def forgeries(entries: list[Entry]) -> dict[str, list[Entry]]:
    first, second, third = entries
    other = {**(third.payload or {}), "value": "1"}
    return {
        "payload changed": [first, second, replace(third, payload=other)],
        "digest of payload changed": [first, second, replace(third, payload=other, payload_digest="0" * 64)],
        "one left out": [first, third],
        "another beginning": [rechained(first, actor="iemand anders"), second, third],
        "wrong predecessor": [first, rechained(second, previous="1" * 64), third],
        "two at one place": [first, second, third, rechained(third, actor="iemand anders")],
        "no clock": [first, second, rechained(third, clock="9-0")],
        "no time": [first, second, rechained(third, at="gisteren")],
        "local time": [first, second, rechained(third, at="2026-11-22T10:00:00")],
        "place zero": [rechained(first, sequence=0), second, third],
        "a number for a name": [first, second, replace(third, actor=3)],  # type: ignore[arg-type]
        "a float": [first, second, replace(third, payload={"x": 0.5})],
    }


@pytest.mark.parametrize("forgery", forgeries([Entry(*([""] * 15))] * 3))  # type: ignore[arg-type]
def test_a_forged_bundle_is_refused_and_changes_nothing(make_store: Any, forgery: str) -> None:
    ours, theirs = make_store("device-a"), make_store("device-b")
    ours.record([opened("own-case")])
    theirs.record([opened(), started(), answer()])
    before = (ours.heads(), ours.projections_digest())
    with pytest.raises(BundleRefused) as refusal:
        ours.merge(forgeries(list(theirs.entries()))[forgery])
    assert "device-b" in str(refusal.value)
    assert (ours.heads(), ours.projections_digest()) == before
    ours.merge(theirs.entries())
    assert ours.broken() == []


def test_a_different_entry_at_a_known_place_is_refused(make_store: Any) -> None:
    ours, theirs = make_store("device-a"), make_store("device-b")
    theirs.record([opened(), started()])
    ours.merge(theirs.entries())
    first, _ = theirs.entries()
    with pytest.raises(BundleRefused) as refused:
        ours.merge([rechained(first, actor="iemand anders")])
    assert "twee laptops" in refused.value.remedy  # one set-up bundle for two of them is the usual cause
    assert ours.broken() == []


# Any order of anything


ACTS = st.lists(
    st.tuples(st.integers(0, 2), st.integers(0, 11), st.integers(0, 3), st.integers(0, 3)), max_size=40
)


def act(store: DatabaseStore, kind: int, who: int, what: int) -> None:
    """Do something that this store's records allow."""
    cases = store.cases()
    if kind <= 1 or not cases:
        number = len(list(store.entries()))
        store.record([opened(f"{store.device}-{number}", post=("intake", "housing")[what % 2])])
        return
    row = cases[who % len(cases)]
    if kind == 2 or row.interview is None:
        talk = f"{row.id}-talk-{len(list(store.entries()))}-{store.device}"
        store.record([started(talk, row.id, ("pl", "ro")[what % 2])])
        return
    referrals = store.referrals(case=row.id)
    steps: list[Draft] = [
        answer(f"/data/q{what}", str(who), interview=row.interview, position=f"/data/p{who}"),
        answer(f"/data/q{what}", "", interview=row.interview, state=("afraid", "not-asked")[who % 2]),
        draft(events.INTERVIEW_MOVED, row.interview, position=f"/data/p{what}"),
        draft(events.INTERVIEW_PAUSED, row.interview, reason=("refused", "officer")[what % 2]),
        draft(events.INTERVIEW_RESUMED, row.interview),
        draft(events.INTERVIEW_FINISHED, row.interview),
        draft(events.ROUTE_DECIDED, row.id, to=f"route-{what}", proposed="iszw", reason="omdat"),
        paper(f"S-{what}-{who}", ("control-proof", "rights-letter")[what % 2], row.id),
        sent(f"{row.id}-ref-{what}-{store.device}", row.id),
        draft(events.REFERRAL_ACKNOWLEDGED, referrals[0].id, by="M. Bakker", how="called")
        if referrals
        else draft(events.NOTE_RECORDED, row.interview, reference="/data", text="stil"),
    ]
    store.record([steps[(kind + what) % len(steps)]])


LATER = datetime(2026, 11, 23, tzinfo=UTC)


def contents(store: DatabaseStore) -> dict[str, Any]:
    """What the records say that does not depend on whose store it is."""
    return {
        "cases": store.cases(),
        "interviews": [store.interview(row.interview) for row in store.cases() if row.interview],
        "referrals": store.referrals(),
        "counts": [store.day_counts(), *store.flows(("intake", "housing"), LATER)],
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts=ACTS, seed=st.integers(0, 1000))
def test_kept_projections_equal_rebuilt_ones_whatever_happened(acts: Any, seed: int) -> None:
    shuffle = random.Random(seed)  # noqa: S311 - no secret
    with tempfile.TemporaryDirectory() as folder:
        stores = [
            create_store(
                Path(folder) / f"{name}.db",
                KEY,
                DeviceId(name),
                SteppingClock(step_ms=shuffle.choice((0, 1, 250))),
            )
            for name in ("device-a", "device-b", "device-c")
        ]
        for turn, kind, who, what in acts:
            store = stores[turn]
            act(store, kind, who, what)
            if what == 3:
                store.merge(stores[(turn + 1) % 3].entries())
            kept = store.projections_digest()
            store.rebuild()
            assert store.projections_digest() == kept
        _merge_all(stores, shuffle)
        assert contents(stores[0]) == contents(stores[1]) == contents(stores[2])
        assert stores[0].broken() == []
        for store in stores:
            store.close()


def _merge_all(stores: Iterable[DatabaseStore], shuffle: random.Random) -> None:
    everything = {entry.digest: entry for store in stores for entry in store.entries()}
    for store in stores:
        entries = list(everything.values())
        shuffle.shuffle(entries)
        store.merge(entries)


def test_the_digest_of_projections_depends_on_their_content(make_store: Any) -> None:
    store = make_store()
    before = store.projections_digest()
    store.record([opened()])
    assert store.projections_digest() not in (before, sha256_hex(b""))
