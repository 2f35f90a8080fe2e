"""Every list, search and desk on one laptop with 20,000 cases and 300,000 answers.

Each read is what a screen asks of the use cases, the view-models or the store, of a file that was just
opened. They take turns, each time with another case, word or thing, and after each its rows are fetched bare
from the same file: the least that showing as much could take. Memory is told before and after all was read.
"""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from tests.benchmarks.desk_reads import Read, reads
from tests.benchmarks.desk_store import ANSWERS_EACH, Built, build
from tests.benchmarks.measuring import Line, percentile

CASES = 20_000
ROUNDS = 60
BUILDING_S = 180.0
READ_MS = 100.0
"""The 95th percentile of every read, in milliseconds."""
MEMORY_MB = 100.0
"""How much may stay in memory after everything was read, 16 MB of it the cache of SQLCipher."""


def measure() -> list[Line]:
    """Build, open, read everything in turns."""
    with TemporaryDirectory(prefix="fieldcheck-") as folder:
        began = perf_counter()
        built = build(Path(folder), CASES)
        building = perf_counter() - began
        size = built.path.stat().st_size / 1e6
        built.reopened()
        gc.collect()
        gc.disable()  # as in the application
        try:
            return [
                Line(f"built: {CASES} cases, {CASES * ANSWERS_EACH} answers", building, "s", BUILDING_S),
                Line("on disk", size, "MB"),
                *_lines(built),
            ]
        finally:
            gc.enable()
            built.store.close()


def _lines(built: Built) -> list[Line]:
    before = _resident_mb()
    named = reads(built)
    ours: dict[str, list[float]] = {read.what: [] for read in named}
    bare: dict[str, list[float]] = {read.what: [] for read in named}
    first = {read.what: _timed(read.act) for read in named}
    for _ in range(ROUNDS):
        for read in named:
            ours[read.what].append(_timed(read.act))
            bare[read.what].append(_timed(_bare(built, read)))
    gc.collect()
    after = _resident_mb()
    slowest = max(first, key=lambda what: first[what])
    ratios = {read.what: median(ours[read.what]) / median(bare[read.what]) for read in named}
    farthest = max(ratios, key=lambda what: ratios[what])
    return [
        *(_told(read.what, ours[read.what], bare[read.what]) for read in named),
        Line(f"first of all after opening, slowest: {slowest}", first[slowest] * 1000, "ms"),
        Line("to bare rows, median of the reads", median(ratios.values()), "x"),
        Line(f"to bare rows, farthest: {farthest}", ratios[farthest], "x"),
        Line("memory before anything was read", before, "MB"),
        Line("memory that reading everything added", after - before, "MB", MEMORY_MB),
    ]


def _told(what: str, ours: list[float], bare: list[float]) -> Line:
    beside = f"median {median(ours) * 1000:.1f}, bare {median(bare) * 1000:.1f}"
    return Line(f"{what} ({beside})", percentile(ours, 0.95) * 1000, "ms", READ_MS)


def _bare(built: Built, read: Read) -> Callable[[], object]:
    return lambda: built.store._connection.execute(read.bare).fetchall()


def _timed(act: Callable[[], object]) -> float:
    began = perf_counter()
    act()
    return perf_counter() - began


def _resident_mb() -> float:
    """What the process holds in memory now; its highest so far where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
        return pages * 4096 / 1e6
    except OSError:
        if sys.platform == "win32":
            return 0.0
        import resource

        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6
