"""The same form on the engine that ODK publishes for browsers, run by node; test-only, never shipped.

The environment variable ``FIELDCHECK_RIVAL`` names a folder that has, or gets, the two packages; without it
they are installed into a folder that lasts as long as the run.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.benchmarks import engine_form

FOLDER = "FIELDCHECK_RIVAL"
PACKAGES = ("@getodk/xforms-engine@0.22.0", "jsdom@25.0.1")
"""ODK's engine, and the document model it needs outside of a browser: the one its own tests use."""

PATIENCE_S = 600
_RUNNER = Path(__file__).with_suffix(".mjs")


class NoRival(Exception):
    """Why there is nothing to compare with, in a sentence."""


@dataclass(frozen=True, slots=True)
class Change:
    """A question that gets values in turns, after which those that depend on it are read."""

    name: str
    reference: str
    values: tuple[str, ...]
    dependents: tuple[str, ...]
    relevant: tuple[int, ...]
    """How many of them are relevant after each of the values."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What both engines do, in this order, with one form in which every question is answered."""

    xform: str
    loads: int
    rounds: int
    answers: tuple[tuple[str, str], ...]
    changes: tuple[Change, ...]
    labels: tuple[str, ...]


def plan(shape: engine_form.Shape, xform: str, *, loads: int, rounds: int) -> Plan:
    """The plan for a form of :mod:`tests.benchmarks.engine_form`."""
    first, second = engine_form.reference(1), engine_form.reference(2)
    ten = tuple(map(engine_form.reference, engine_form.TEN))
    hundred = tuple(map(engine_form.reference, engine_form.HUNDRED))
    questions = map(engine_form.reference, range(1, shape.questions + 1))
    return Plan(
        xform,
        loads,
        rounds,
        tuple(engine_form.answers(shape)),
        (
            Change("ten", second, ("c3", "c1"), ten, (0, len(ten))),
            Change(
                "hundred",
                first,
                ("no", "yes"),
                hundred,
                (len(hundred) - engine_form.CONDITIONS, len(hundred)),
            ),
        ),
        (*engine_form.groups(shape), *questions),
    )


@contextmanager
def installed() -> Iterator[Path]:
    """The folder with the packages. Raises NoRival when node is not there or they cannot be had."""
    for program in ("node", "npm"):
        if shutil.which(program) is None:
            raise NoRival(f"{program} is not on this machine")
    named = os.environ.get(FOLDER)
    if named:
        yield _with_packages(Path(named))
    else:
        with TemporaryDirectory(prefix="fieldcheck-rival-") as folder:
            yield _with_packages(Path(folder))


def _with_packages(folder: Path) -> Path:
    wanted = [package.rpartition("@")[0] for package in PACKAGES]
    if not all((folder / "node_modules" / package).is_dir() for package in wanted):
        folder.mkdir(parents=True, exist_ok=True)
        command = [
            "npm",
            "install",
            "--no-audit",
            "--no-fund",
            "--no-save",
            "--prefix",
            str(folder),
            *PACKAGES,
        ]
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=PATIENCE_S)
        if done.returncode:
            raise NoRival(f"npm could not install {' and '.join(PACKAGES)}")
    return folder


def run(folder: Path, plan: Plan) -> dict[str, Sequence[float]]:
    """Seconds by name: ``load``, ``dom`` (reading the XML alone), ``ten``, ``hundred``, ``language``."""
    with TemporaryDirectory(prefix="fieldcheck-") as scratch:
        form, file = Path(scratch) / "form.xml", Path(scratch) / "plan.json"
        form.write_text(plan.xform, encoding="utf-8")
        file.write_text(_as_json(plan, form), encoding="utf-8")
        command = ["node", str(_RUNNER), str(folder), str(file)]
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE_S)
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no reason told"]
        raise NoRival(f"it ended with {done.returncode}: {last[0]}")
    told = json.loads(done.stdout)
    _check(told, plan)
    return {
        name: [sample / 1000 for sample in told[name]]
        for name in ("load", "dom", "ten", "hundred", "language")
    }


def _as_json(plan: Plan, form: Path) -> str:
    changes = [
        {"name": c.name, "reference": c.reference, "values": c.values, "dependents": c.dependents}
        for c in plan.changes
    ]
    content = {
        "xform": str(form),
        "loads": plan.loads,
        "rounds": plan.rounds,
        "answers": plan.answers,
        "changes": changes,
        "labels": plan.labels,
    }
    return json.dumps(content)


def _check(told: dict[str, object], plan: Plan) -> None:
    """That it did compute: how many of the dependents were relevant after each value."""
    expected = {f"{change.name} seen": list(change.relevant) for change in plan.changes}
    wrong = {name: told[name] for name, seen in expected.items() if told[name] != seen}
    if wrong:
        raise RuntimeError(f"the two engines do not agree on this form: {wrong}")
