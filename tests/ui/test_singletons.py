"""A day of signals and calls does not use up what Python itself stands on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DAY = """
import fieldcheck.ui
from PySide6.QtCore import QCoreApplication, QObject, Signal

class Bell(QObject):
    rung = Signal(object)

app, bell = QCoreApplication([]), Bell()
for _ in range(100_000):
    bell.rung.emit(None)
    bell.setObjectName("bell")
print("still here")
"""


def test_a_day_of_signals_leaves_none_and_true_where_they_were() -> None:
    done = subprocess.run(
        [sys.executable, "-c", DAY], cwd=ROOT, capture_output=True, text=True, timeout=60, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "still here\n", "")
