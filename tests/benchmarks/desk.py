"""Every list, search and desk on one laptop with 20,000 cases and 300,000 answers.

Each read is what a screen asks of the use cases, the view-models or the store, of a file that was just
opened. They take turns, each time with another case, word or thing, and after each its rows are fetched bare
from the same file: the least that showing as much could take. Beside the time on the clock stands the time of
the processor, which is the same on a laptop that has other things to do.

Memory is told after everything was read of 1,000 cases, and then of 20,000 in the same process, as often:
what the forms, the tables and the screens themselves take is in both. Between two reads garbage in cycles is
collected as the windows do between two events (``fieldcheck/ui/garbage.py``). Without that, the 1.3 MB of
cycles that one round leaves (the form's run of each case that was opened) lie there for all rounds, and what
is told is the number of rounds.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time

from fieldcheck.ui.collecting import collect_due
from tests.benchmarks.desk_reads import reads
from tests.benchmarks.desk_store import ANSWERS_EACH, FILE, Built, open_built
from tests.benchmarks.desk_typing import Read
from tests.benchmarks.measuring import Line, percentile

CASES, FEW_CASES = 20_000, 1_000
ROUNDS = 60
READ_MS = 100.0
"""The 95th percentile of every read, in milliseconds."""
MEMORY_MB = 40.0
"""How much more memory 20,000 cases may take than 1,000 with every screen held open at once.

Measured: 8 MB with 5,000 cases, 16 MB with 20,000. Of these, 4 MB are the pages of SQLCipher (at most 16 MB,
which 1,000 cases fill to three quarters), 4 MB the lists of cases and things that this benchmark itself draws
from, and the rest caches with a fixed number of places (words and addresses taken apart) and longer lists on
the screens. A screen that kept the rows of all cases would be 30 MB more.
"""


def measure() -> list[Line]:
    """Build both, then open, read everything in turns, and close: first the small one, then the large."""
    with TemporaryDirectory(prefix="fieldcheck-") as folder:
        small, large = Path(folder) / "small", Path(folder) / "large"
        _built(small, FEW_CASES)
        building = _built(large, CASES)
        size = (large / FILE).stat().st_size / 1e6
        gc.collect()
        gc.disable()  # as in the application, which collects between two events; we do between two reads
        try:
            before = _resident_mb()
            _, few = _session(small)
            lines, many = _session(large)
        finally:
            gc.enable()
    return [
        Line(f"built: {CASES} cases, {CASES * ANSWERS_EACH} answers", building, "s"),
        Line("on disk", size, "MB"),
        *lines,
        Line("memory before anything was read", before, "MB"),
        Line(f"memory after everything was read of {FEW_CASES} cases", few, "MB"),
        Line(f"memory after everything was read of {CASES} cases", many, "MB"),
        Line("of that, what the cases above the first took", many - few, "MB", MEMORY_MB),
    ]


def _built(folder: Path, cases: int) -> float:
    """Build in a process of its own, whose memory is not ours; returns seconds."""
    folder.mkdir()
    began = perf_counter()
    command = [sys.executable, "-m", "tests.benchmarks.desk_store", str(folder), str(cases)]
    subprocess.run(command, check=True)
    return perf_counter() - began


@dataclass(slots=True)
class Taken:
    """Seconds that a read took: on the clock, of the processor, and its bare rows on the clock."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)
    bare: list[float] = field(default_factory=list)


def _session(folder: Path) -> tuple[list[Line], float]:
    """Open the store, read everything in turns, and close it; with the MB in memory while it was open."""
    gc.collect()
    built = open_built(folder)
    try:
        lines = _lines(built)
        gc.collect()
        return lines, _resident_mb()
    finally:
        built.store.close()


def _lines(built: Built) -> list[Line]:
    named = reads(built)
    first = {read.what: _timed(read.act)[0] for read in named}
    taken = in_turns(named, lambda read: built.store._connection.execute(read.bare).fetchall(), ROUNDS)
    slowest = max(first, key=lambda what: first[what])
    ratios = {what: median(one.clock) / median(one.bare) for what, one in taken.items()}
    farthest = max(ratios, key=lambda what: ratios[what])
    return [
        *(_told(what, one) for what, one in taken.items()),
        Line(f"first of all after opening, slowest: {slowest}", first[slowest] * 1000, "ms"),
        Line("to bare rows, median of the reads", median(ratios.values()), "x"),
        Line(f"to bare rows, farthest: {farthest}", ratios[farthest], "x"),
    ]


def in_turns(named: Sequence[Read], bare: Callable[[Read], object], rounds: int) -> dict[str, Taken]:
    """Everything once in each round, with its bare rows after it; then what is garbage by now is collected.

    Collecting is timed with nothing, as it is nobody's: the windows do it while nobody waits.
    """
    taken = {read.what: Taken() for read in named}
    for _ in range(rounds):
        for read in named:
            clock, processor = _timed(read.act)
            one = taken[read.what]
            one.clock.append(clock)
            one.processor.append(processor)
            one.bare.append(_timed(partial(bare, read))[0])
            collect_due()
    return taken


def _told(what: str, one: Taken) -> Line:
    beside = f"processor {percentile(one.processor, 0.95) * 1000:.1f}, bare {median(one.bare) * 1000:.1f}"
    return Line(f"{what} ({beside})", percentile(one.clock, 0.95) * 1000, "ms", READ_MS)


def _timed(act: Callable[[], object]) -> tuple[float, float]:
    """Seconds on the clock and of the processor."""
    began, worked = perf_counter(), thread_time()
    act()
    return perf_counter() - began, thread_time() - worked


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
