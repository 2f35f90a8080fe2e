"""A bundle of everything is written without ever being in memory."""

from __future__ import annotations

import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bundle_tent import Tent, journal

from fieldcheck.bundle.content import STRIDE
from fieldcheck.domain.errors import StorageFailed
from fieldcheck.domain.journal import Entry

MANY, LONG = 2_000, 6_000
"""Entries, and signs in each: 12 MB of them."""


class _Read:
    """Entries as a store reads them: each time anew, and nobody keeps them."""

    def __init__(self) -> None:
        self._one = journal(1)[0]

    def __iter__(self) -> Iterator[Entry]:
        for number in range(MANY):
            yield replace(self._one, sequence=number + 1, payload={"text": f"{number:06d}" * (LONG // 6)})

    def __len__(self) -> int:
        return MANY


def test_it_takes_no_more_memory_than_some_pieces(tent: Tent, tmp_path: Path) -> None:
    tent.write(tmp_path)  # what is loaded once
    tracemalloc.start()
    try:
        path = tent.write(tmp_path, entries=_Read(), attachments={})
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert path.stat().st_size > MANY * LONG
    assert most < 5 * STRIDE * LONG < MANY * LONG, most


class _Erased:
    """Entries of which one is erased after they were gone through once."""

    def __init__(self) -> None:
        self._entries = journal()
        self._times = 0

    def __iter__(self) -> Iterator[Entry]:
        self._times += 1
        first, *rest = self._entries
        return iter([first if self._times == 1 else replace(first, payload=None), *rest])

    def __len__(self) -> int:
        return len(self._entries)


def test_what_is_erased_meanwhile_leaves_no_bundle(tent: Tent, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="gewist") as refused:
        tent.write(tmp_path, entries=_Erased(), attachments={})
    assert refused.value.kept
    assert refused.value.remedy
    assert list(tmp_path.iterdir()) == []
