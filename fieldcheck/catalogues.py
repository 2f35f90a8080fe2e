"""Keeping the catalogues: extracting texts, checking translations, compiling; for the command line."""

from __future__ import annotations

from fieldcheck import assets
from fieldcheck.engine import cells
from fieldcheck.i18n import commands


def form_cells() -> dict[str, dict[str, str]]:
    """The Dutch texts of every form by cell, by form; shared lists count as one. Raises FormRefused."""
    found = {}
    for folder in sorted(path for path in assets.folder("forms").iterdir() if path.is_dir()):
        source = folder / "form.md"  # not one that somebody imported under the same name
        read = cells(source.read_bytes(), source.name, needs_survey=folder.name != assets.LISTS)
        found[folder.name] = {cell.id: cell.text for cell in read}
    return found


def extract() -> tuple[str, ...]:
    """Bring every catalogue up to date with the texts of today; the names of those that changed."""
    return tuple(path.name for path in commands.extract(form_cells()))


def check(*, gaps: bool = False) -> tuple[str, ...]:
    """What is wrong with the catalogues, a line each; ``gaps`` also lists what is not translated yet."""
    return commands.check_all(form_cells(), gaps=gaps)
