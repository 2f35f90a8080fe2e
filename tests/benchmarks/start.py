"""Whole processes in turns: ours to a usable unlock window, and the least that PySide6 can show."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter

from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.usecases.setup import set_up_practice
from tests.benchmarks.measuring import Line, spread
from tests.benchmarks.opening import TAKES_KEYS, USABLE

PAIRS = 15
RATIO_LIMIT = 2.0
PATIENCE_S = 60
"""After this a window that did not come up counts as broken."""
ROOT = Path(__file__).parents[2]


def measure() -> list[Line]:
    """The first pair warms the disk's cache and the compiled modules, for both alike, and is not counted."""
    with TemporaryDirectory(prefix="fieldcheck-") as folder:
        _lock_a_store(Path(folder) / "practice")
        surroundings = {
            **os.environ,
            "FIELDCHECK_HOME": folder,
            "FIELDCHECK_LANGUAGE": "nl",
            "PYTHONPATH": str(ROOT),
            "PYTHONPYCACHEPREFIX": str(Path(folder) / "compiled"),
        }
        surroundings.pop("PYTHONDONTWRITEBYTECODE", None)
        taken: dict[str, list[float]] = {"ours": [], "bare": []}
        for turn in range(PAIRS + 1):
            for which in ("ours", "bare") if turn % 2 else ("bare", "ours"):
                taken[which].append(_until_usable(which, surroundings))
    ours, bare = taken["ours"][1:], taken["bare"][1:]
    ratios = [one / other for one, other in zip(ours, bare, strict=True)]
    return [
        *spread("unlock window usable", ours),
        *spread("bare window usable", bare),
        Line("unlock to bare window, of the medians", median(ours) / median(bare), "x", RATIO_LIMIT),
        Line("unlock to bare window, median of the pairs", median(ratios), "x"),
    ]


def _lock_a_store(folder: Path) -> None:
    """What a laptop in practice has on its disk when somebody comes to unlock it."""
    installed = Installation(folder)
    clock = installed.clock
    created = installed.vault.create("H. de Wit", "stro koffie lantaarn plank", DeviceId(new_uuid7(clock())))
    set_up_practice(created.store, user="H. de Wit", action=practice_action(), clock=clock)
    created.store.close()


def _until_usable(which: str, surroundings: dict[str, str]) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.opening", which]
    began = perf_counter()
    process = subprocess.Popen(command, env=surroundings, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    with process:
        first = process.stdout.readline().strip()
        taken = perf_counter() - began
        second = process.stdout.readline().strip()
        process.wait(PATIENCE_S)
    if (first, second) != (USABLE, TAKES_KEYS):
        raise RuntimeError(f"the window called {which} ended with {process.returncode} and was never usable")
    return taken
