"""Runs the benchmarks named, or all, and prints a table each; exit code 1 when a limit is missed."""

from __future__ import annotations

import os
import sys
from importlib import import_module

from tests.benchmarks.measuring import table

BENCHMARKS = {
    "start": "from process start to a usable unlock window, against a bare window",
    "answer": "from a key press to the next question painted and the answer on disk",
    "commit": "one answer committed, against a bare one-row commit",
    "forms": "every form published, and opened in each of its languages, against its bare bytes",
    "desk": "every list, search and desk with 20,000 cases on one laptop, against its bare rows",
    "engine": "the form engine alone: load, answer, language, growth; against ODK's own engine",
}
USAGE = f"usage: python -m tests.benchmarks [--list] [{' | '.join(BENCHMARKS)}] ..."


def main(arguments: list[str]) -> int:
    """The exit code: 0 all limits held, 1 one was missed, 2 not asked properly."""
    if arguments == ["--list"]:
        for name, what in BENCHMARKS.items():
            print(f"{name:<8}{what}")
        return 0
    if not set(arguments) <= set(BENCHMARKS):
        print(USAGE, file=sys.stderr)
        return 2
    if not os.environ.get("DISPLAY"):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["QT_ENABLE_HIGHDPI_SCALING"] = "0"
    held = True
    for name in arguments or BENCHMARKS:
        lines = import_module(f"tests.benchmarks.{name}").measure()
        print(table(f"{name}: {BENCHMARKS[name]}", lines), flush=True)
        held = held and all(line.held for line in lines)
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
