"""The wheel carries everything: installed elsewhere, it plays the whole rehearsal."""

from __future__ import annotations

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

ROOT = Path(__file__).parents[2]


def run(*command: str | Path, cwd: Path, **environment: str) -> str:
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=clean | environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_an_installed_wheel_plays_the_rehearsal(tmp_path: Path) -> None:
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path, cwd=ROOT)
    (wheel,) = tmp_path.glob("*.whl")
    place = tmp_path / "elsewhere"
    venv.create(place, with_pip=False, symlinks=True)
    python = place / "bin" / "python"
    run(
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--no-deps",
        "--no-index",
        wheel,
        cwd=tmp_path,
    )
    (packages,) = place.glob("lib/python*/site-packages")
    (packages / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    out = tmp_path / "out"
    said = run(place / "bin" / "fieldcheck", "rehearse", "--language", "ro", "--out", out, cwd=tmp_path)
    where = run(python, "-c", "import fieldcheck; print(fieldcheck.__file__)", cwd=tmp_path)
    assert str(place) in where
    assert len(list(out.glob("*.pdf"))) >= 8
    (bundle,) = out.glob("*.asice.age")
    assert bundle.name in said
    run(place / "bin" / "fieldcheck", "verify", bundle, cwd=tmp_path)
