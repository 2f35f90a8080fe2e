"""The walls between the rooms are attacked: each planted violation has to break its contract."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

VIOLATIONS = {
    # contract that has to break: (file, line planted at its end)
    "Rooms only look up": [
        ("fieldcheck/domain/case.py", "from fieldcheck.usecases import desk"),
        ("fieldcheck/engine/__init__.py", "from fieldcheck.triage import assess"),
        ("fieldcheck/store/__init__.py", "from fieldcheck.bundle import AsicBundles"),
        ("fieldcheck/viewmodels/__init__.py", "from fieldcheck.store import vault"),
    ],
    "Windows know view-models, words and values, nothing else": [
        ("fieldcheck/ui/__init__.py", "import fieldcheck.usecases.casework"),
    ],
    "Only ui knows PySide6": [
        ("fieldcheck/viewmodels/__init__.py", "import PySide6.QtCore"),
        (
            "fieldcheck/engine/__init__.py",
            "import typing\nif typing.TYPE_CHECKING:\n    import PySide6.QtCore",
        ),
    ],
    "Only store knows the database": [("fieldcheck/usecases/casework.py", "import sqlalchemy")],
    "Only paper makes PDFs": [("fieldcheck/bundle/__init__.py", "import reportlab.pdfgen")],
    "Only engine reads XLSForms": [("fieldcheck/i18n/__init__.py", "import pyxform")],
    "Only crypto and bundle know the crypto libraries": [("fieldcheck/store/__init__.py", "import pyrage")],
    "The domain rests on the standard library alone": [("fieldcheck/domain/case.py", "import babel")],
    "No circles inside a room": [
        ("fieldcheck/domain/errors.py", "from fieldcheck.domain import roles"),
    ],
}

PLANTED = [(contract, file, line) for contract, plants in VIOLATIONS.items() for file, line in plants]


def lint(folder: Path) -> str:
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    return " ".join((done.stdout + done.stderr).split())


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copytree(
        ROOT / "fieldcheck", tmp_path / "fieldcheck", ignore=shutil.ignore_patterns("__pycache__")
    )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def test_the_tree_as_it_is_keeps_every_contract(tree: Path) -> None:
    said = lint(tree)
    assert " 0 broken" in said
    for contract in VIOLATIONS:
        assert f"{contract} KEPT" in said


@pytest.mark.parametrize(("contract", "file", "line"), PLANTED)
def test_a_planted_violation_breaks_its_contract(tree: Path, contract: str, file: str, line: str) -> None:
    with (tree / file).open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    assert f"{contract} BROKEN" in lint(tree)


def test_a_room_nobody_listed_is_noticed(tree: Path) -> None:
    (tree / "fieldcheck" / "attic.py").write_text('"""A room of its own."""\n', encoding="utf-8")
    assert "KEPT" not in lint(tree).split("Rooms only look up")[-1][:6]
