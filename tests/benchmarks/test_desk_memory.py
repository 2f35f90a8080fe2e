"""The memory that the desk's benchmark tells is that of the cases, and not of the rounds."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from tests.benchmarks.desk import in_turns
from tests.benchmarks.desk_typing import Read


class _Opened:
    """A form's run as a read leaves it behind: a tree whose leaves know their parents."""

    def __init__(self) -> None:
        self.leaves: list[object] = [[self] for _ in range(50)]


@pytest.fixture
def not_collecting() -> Iterator[None]:
    """As in the application and as the benchmark runs: Python collects nothing by itself."""
    was = gc.isenabled()
    gc.collect()
    gc.disable()
    yield
    gc.collect()
    if was:
        gc.enable()


@pytest.mark.usefixtures("not_collecting")
def test_what_a_read_leaves_in_cycles_does_not_pile_up_over_the_rounds() -> None:
    alive: weakref.WeakSet[_Opened] = weakref.WeakSet()
    rounds, most = 2_000, 0

    def open_one() -> None:
        nonlocal most
        alive.add(_Opened())
        most = max(most, len(alive))

    taken = in_turns([Read("interview opened", open_one, "")], lambda _: None, rounds)
    assert len(taken["interview opened"].clock) == rounds
    assert 0 < most < rounds / 10
