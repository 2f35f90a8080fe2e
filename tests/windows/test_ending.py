"""Who closes the window gets the prompt back: the process ends by itself, at once, and says all went well."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest

from tests.windows.closed_at_work import ENDINGS

ROOT = Path(__file__).resolve().parents[2]
WORKED_S = 90
"""The work before the window is closed, on a machine that does much at once; it takes about eight."""
ENDED_S = 20
"""From the closing to the end of the process; it takes less than one when nothing else runs."""


@pytest.mark.parametrize("ending", ENDINGS)
def test_the_process_ends_when_its_window_is_closed(ending: str, tmp_path: Path) -> None:
    surroundings = {
        **os.environ,
        "PYTHONPATH": str(ROOT),
        "QT_QPA_PLATFORM": "xcb",
        "FIELDCHECK_HOME": str(tmp_path / "data"),
        "HOME": str(tmp_path),
    }
    command = [sys.executable, "-m", "tests.windows.closed_at_work", ending]
    with (
        (tmp_path / "errors").open("w+") as errors,
        subprocess.Popen(
            command, cwd=ROOT, env=surroundings, stdout=subprocess.PIPE, stderr=errors, text=True
        ) as working,
    ):
        assert working.stdout is not None
        never = Timer(WORKED_S, working.kill)
        never.start()
        try:
            said = working.stdout.readline()
        finally:
            never.cancel()
        try:
            rest, _ = working.communicate(timeout=ENDED_S)
        finally:
            working.kill()
            errors.seek(0)
            told = errors.read()
            assert (said, told) == ("worked\n", "")
    assert (working.returncode, rest) == (0, "")
