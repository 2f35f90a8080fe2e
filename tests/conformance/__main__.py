"""Print ``passed N of M`` and the failures by file; cases left out are counted and named, never silent."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tests.conformance import scenario, xpath
from tests.conformance.report import Report

SETS = {"xpath": xpath.replay, "scenario": scenario.replay}
LEFT_OUT = Path(__file__).with_name("left_out.json")


def main(arguments: list[str]) -> int:
    if len(arguments) != 2 or arguments[0] not in SETS:
        print(f"usage: python -m tests.conformance {'|'.join(SETS)} FILE", file=sys.stderr)
        return 2
    recorded = json.loads(Path(arguments[1]).read_text("utf-8"))
    report = Report(json.loads(LEFT_OUT.read_text("utf-8"))[arguments[0]])
    SETS[arguments[0]](recorded, report)
    print(report.text())
    return 0 if not report.failures else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
