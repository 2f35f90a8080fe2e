"""Rules of the house that no linter knows: what may not stand in tracked files."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    "a registry's host": re.compile(r"pypi\.org|pythonhosted|registry\.npmjs|--index-url|--extra-index-url"),
    "a machine's path": re.compile(r"(?<![\w.)])/(?:work|home|root)/"),
    "a person called by an outcome": re.compile(
        r"\b(?:is_victim|victim_(?:yes|no)|slachtoffer: ?(?:ja|nee))\b", re.I
    ),
    "a vague name": re.compile(r"^class \w*(?:Manager|Helper)\b", re.M),
}


def tracked() -> list[Path]:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    texts = {".py", ".md", ".toml", ".txt", ".json", ".sh", ".yml", ".po", ".typ", ""}
    return [ROOT / name for name in listed if name and Path(name).suffix in texts and (ROOT / name).is_file()]


@pytest.mark.parametrize("rule", sorted(FORBIDDEN))
def test_no_tracked_file_holds(rule: str) -> None:
    found = [
        str(path.relative_to(ROOT))
        for path in tracked()
        if path != Path(__file__) and FORBIDDEN[rule].search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_passphrase_has_one_name_in_all_we_say() -> None:
    """In code only what stands between the marks of a text counts: a list of bad passphrases may name it."""
    other = re.compile(r"\bwachtwoord(?:en)?\b", re.I)
    places = (*(ROOT / "fieldcheck").rglob("*.py"), *(ROOT / "resources").rglob("*.md"), ROOT / "README.md")
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in places
        for line in path.read_text(encoding="utf-8").splitlines()
        if other.search(line) and '"wachtwoord",' not in line
    ]
    assert found == []


def test_no_module_is_a_drawer_for_everything() -> None:
    names = {path.stem for path in (ROOT / "fieldcheck").rglob("*.py")}
    assert not names & {"utils", "util", "helpers", "helper", "misc", "common", "manager"}


def test_every_pinned_package_has_a_hash() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / "packaging" / name).read_text(encoding="utf-8")
        pins = re.findall(r"^[a-z0-9][\w.-]*==.*(?:\n[ ]+--hash=.*)*", text, re.M)
        assert len(pins) > 30
        assert [pin for pin in pins if "--hash=sha256:" not in pin] == []


def test_the_runtime_lock_is_part_of_the_test_lock() -> None:
    pins = {
        name: set(re.findall(r"^([a-z0-9][\w.-]*==[^ ;\\]+)", (ROOT / "packaging" / name).read_text(), re.M))
        for name in ("requirements.txt", "requirements-dev.txt")
    }
    assert pins["requirements.txt"] <= pins["requirements-dev.txt"]
