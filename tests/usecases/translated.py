"""Data folders with one small form, its shared list, and Polish for both."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from fieldcheck import assets
from fieldcheck.engine import cells
from fieldcheck.i18n.commands import Work, form_work
from fieldcheck.i18n.upkeep import read, update, written

FORM = """
| survey | type | name | label | guidance_hint | label::Français (fr) |
| | text | name | Hoe heet u? | Vraag door. | Votre nom ? |
| | note | told | Dank u. | | |
| | select_one yn | well | Gaat het? | | Ça va ? |
| | select_one other | more | Nog iets? | | |
| choices | list_name | name | label |
| | other | a | Eén |
| settings | form_title | form_id | version |
| | Proef | trial | 3 |
"""
LISTS = """
| choices | list_name | name | label |
| | yn | yes | Ja |
| | yn | no | Nee |
"""
SAID = {
    "Hoe heet u?": "Jak się Pan/Pani nazywa?",
    "Dank u.": "Dziękujemy.",
    "Gaat het?": "Czy wszystko w porządku?",
    "Nog iets?": "Coś jeszcze?",
    "Eén": "Jeden",
    "Ja": "Tak",
    "Nee": "Nie",
}


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Data folders of our own: a form, its shared list, and Polish for both."""
    for name, text in (("trial", FORM), (assets.LISTS, LISTS)):
        (tmp_path / "forms" / name).mkdir(parents=True)
        (tmp_path / "forms" / name / "form.md").write_text(text, encoding="utf-8")
    shutil.copytree(assets.folder("resources") / "reference", tmp_path / "resources" / "reference")
    monkeypatch.setattr(assets, "_root", lambda: tmp_path)
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "home"))
    for name in ("trial", assets.LISTS):
        translate(tmp_path, name)
    return tmp_path


def work(folders: Path, name: str) -> Work:
    """The Polish catalogue of the form, or of the shared lists, as it should be now."""
    source = (folders / "forms" / name / "form.md").read_bytes()
    dutch = {cell.id: cell.text for cell in cells(source, "form.md", needs_survey=name != assets.LISTS)}
    return form_work(name, dutch, "pl")


def translate(folders: Path, name: str) -> None:
    one = work(folders, name)
    update(one.path, one.tag, one.entries)
    catalogue = read(one.path.read_bytes(), one.tag)
    for message in catalogue:
        if message.id:
            message.string = SAID[message.id]
    one.path.write_bytes(written(catalogue))
