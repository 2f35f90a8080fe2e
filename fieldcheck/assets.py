"""Where the data files are: forms, translations and resources, from a checkout or an installed wheel.

No other module may know where these folders lie. In a checkout they stand beside the package; the
wheel carries them inside it, under ``_data``.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from fieldcheck.domain.errors import N_, Bug

FOLDERS = ("forms", "translations", "resources")
_PACKAGE = Path(__file__).resolve().parent


@cache
def _root() -> Path:
    """The folder that holds all data folders."""
    for candidate in (_PACKAGE / "_data", _PACKAGE.parent):
        if all((candidate / name).is_dir() for name in FOLDERS):
            return candidate
    raise Bug(
        N_("De gegevensmappen van het programma ontbreken bij {place}."),
        remedy=N_("Installeer het programma opnieuw."),
        place=str(_PACKAGE),
    )


def folder(name: str) -> Path:
    """The data folder ``name``: one of :data:`FOLDERS`.

    Raises:
        Bug: there is no such data folder, or the installation is incomplete.
    """
    if name not in FOLDERS:
        raise Bug(N_("Er is geen gegevensmap met de naam {name}."), name=name)
    return _root() / name


def font(filename: str) -> Path:
    """The bundled font file, e.g. ``NotoSans-Regular.ttf``.

    Raises:
        Bug: the font is not bundled.
    """
    path = folder("resources") / "fonts" / filename
    if not path.is_file():
        raise Bug(
            N_("Het lettertype {name} ontbreekt."),
            remedy=N_("Installeer het programma opnieuw."),
            name=filename,
        )
    return path


def fonts() -> tuple[Path, ...]:
    """All bundled font files, in the order of their names."""
    return tuple(sorted((folder("resources") / "fonts").glob("*.ttf")))


def form_source(form_id: str) -> Path:
    """The authored source of a form: ``forms/<form_id>/form.md``.

    Raises:
        Bug: no form of that name comes with the program.
    """
    path = folder("forms") / form_id / "form.md"
    if not path.is_file():
        raise Bug(N_("Er is geen formulier met de naam {name}."), name=form_id)
    return path
