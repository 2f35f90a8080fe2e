"""The chain of the journal finds every change, and survives an erased payload."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.domain.identifiers import DeviceId, EntryId, new_uuid7
from fieldcheck.domain.journal import (
    GENESIS,
    Draft,
    Entry,
    Head,
    HybridClock,
    breaks,
    canonical_json,
    chain,
    parse_utc,
    utc_text,
)

MOMENT = datetime(2026, 11, 22, 4, 31, 7, 123000, tzinfo=UTC)


def entries(count: int, device: str = "one") -> list[Entry]:
    head = Head(DeviceId(device), 0, GENESIS)
    made = []
    for number in range(count):
        draft = Draft(
            "answer.recorded",
            "interview",
            "i",
            {"value": str(number)},
            "J. Voorbeeld",
            "handhaver",
            "voluntary",
        )
        entry = chain(draft, id=EntryId(f"e{number}"), device=head.device, at=MOMENT, clock="c", after=head)
        made.append(entry)
        head = Head(entry.device, entry.sequence, entry.digest)
    return made


def test_a_whole_chain_holds_for_any_mix_of_devices() -> None:
    mixed = [entry for pair in zip(entries(4), entries(4, "two"), strict=True) for entry in pair]
    assert breaks(mixed) == []


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"payload": {"value": "other"}}, "payload"),
        ({"actor": "Somebody Else"}, "digest"),
        ({"at": "2026-11-22T05:00:00.000Z"}, "digest"),
        ({"previous": "f" * 64}, "previous"),
        ({"sequence": 9}, "sequence"),
    ],
)
def test_every_change_of_an_entry_is_found(change: dict[str, object], reason: str) -> None:
    chained = entries(4)
    chained[2] = replace(chained[2], **change)
    found = breaks(chained)
    assert found
    assert found[0].reason == reason


def test_a_missing_entry_is_found() -> None:
    chained = entries(4)
    del chained[1]
    assert [(one.sequence, one.reason) for one in breaks(chained)] == [(3, "sequence")]


def test_an_erased_payload_leaves_the_chain_whole() -> None:
    chained = entries(4)
    chained[1] = replace(chained[1], payload=None)
    assert breaks(chained) == []


def test_the_same_answer_has_another_digest_each_time() -> None:
    one, other = entries(1), entries(1)
    assert one[0].payload_digest != other[0].payload_digest


def test_an_entry_survives_its_json() -> None:
    (entry,) = entries(1)
    assert Entry.from_json(entry.as_json()) == entry
    with pytest.raises(KeyError):
        Entry.from_json(entry.as_json() | {"extra": 1})


@pytest.mark.parametrize("value", [1.5, {"a": 1.0}, [1, [2.5]], {"a": {"b": (0.1,)}}])
def test_floats_never_get_into_the_journal(value: object) -> None:
    with pytest.raises(TypeError, match="Decimal"):
        canonical_json(value)


@given(st.dictionaries(st.text(), st.text() | st.integers() | st.booleans() | st.none()))
def test_canonical_json_does_not_depend_on_the_order_of_keys(value: dict[str, object]) -> None:
    assert canonical_json(dict(reversed(value.items()))) == canonical_json(value)


@given(st.lists(st.integers(-5000, 5000), min_size=1, max_size=50))
def test_the_hybrid_clock_never_goes_back(steps: list[int]) -> None:
    clock = HybridClock(0, 0)
    wall = MOMENT
    for step in steps:
        wall += timedelta(milliseconds=step)
        following = clock.tick(wall)
        assert str(following) > str(clock)
        assert HybridClock.parse(str(following)) == following
        clock = following


def test_identifiers_sort_by_their_moment_and_differ_within_it() -> None:
    early, late = new_uuid7(MOMENT), new_uuid7(MOMENT + timedelta(milliseconds=1))
    assert early < late
    assert early[14] == "7"
    assert len({new_uuid7(MOMENT) for _ in range(1000)}) == 1000


def test_moments_are_written_to_the_millisecond_and_read_back() -> None:
    assert utc_text(MOMENT) == "2026-11-22T04:31:07.123Z"
    assert parse_utc(utc_text(MOMENT)) == MOMENT
