"""Where the data files are: forms, translations and resources, from a checkout or an installed wheel.

No other module may know where these folders lie. In a checkout they stand beside the package; the
wheel carries them inside it, under ``_data``. Forms that were imported stand apart from those that came
with an installed program, see :func:`own_forms`.
"""

from __future__ import annotations

import os
import re
from functools import cache
from pathlib import Path

from fieldcheck.domain.errors import N_, Bug

FOLDERS = ("forms", "translations", "resources")
MEDIA = "media"
"""The folder beside a form's source that holds its images, sounds and lists."""

LISTS = "lists"
"""The folder of the choices that several forms share; it is no form, so no form can have this name."""

_PACKAGE = Path(__file__).resolve().parent
_FORM_ID = re.compile(r"[a-z0-9][a-z0-9._-]*")


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


def home() -> Path:
    """The folder of this laptop's own data: ``FIELDCHECK_HOME``, else where the system keeps such data."""
    named = os.environ.get("FIELDCHECK_HOME")
    if named:
        return Path(named)
    from platformdirs import user_data_path

    return user_data_path("fieldcheck", appauthor=False)


def own_forms() -> Path:
    """Where imported forms go: ``forms`` of the checkout, else ``forms`` in :func:`home`; may not be there.

    An installed program is never written to: another version of it would take the forms away again.
    """
    installed = _root() == _PACKAGE / "_data"
    return home() / "forms" if installed or os.environ.get("FIELDCHECK_HOME") else folder("forms")


def form_ids() -> tuple[str, ...]:
    """The forms there are, imported ones and those that came with the program, by name."""
    found = {path.parent.name for place in _form_places() for path in place.glob("*/form.md")}
    return tuple(sorted(name for name in found if is_form_id(name)))


def is_form_id(name: str) -> bool:
    """Whether a form can have this name: small letters, digits, ``-``, ``_`` and ``.``."""
    return _FORM_ID.fullmatch(name) is not None and name != LISTS


def shared_lists() -> Path:
    """The file of the choices that several forms share."""
    return folder("forms") / LISTS / "form.md"


def form_source(form_id: str) -> Path:
    """The source of a form, ``<form_id>/form.md``: an imported one goes before one of the program.

    Raises:
        Bug: there is no form of that name.
    """
    if is_form_id(form_id):
        for place in _form_places():
            path = place / form_id / "form.md"
            if path.is_file():
                return path
    raise Bug(N_("Er is geen formulier met de naam {name}."), name=form_id)


def example_form() -> Path:
    """The source of the example that the handbook works with."""
    return folder("resources") / "handbook" / "example-form" / "form.md"


def _form_places() -> tuple[Path, ...]:
    return tuple(dict.fromkeys((own_forms(), folder("forms"))))
