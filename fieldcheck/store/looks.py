"""The look of the screens, in a small file beside the stores: known before anybody unlocks one.

It is of the laptop and not of a person, and says nothing about the work. Nothing depends on it: a damaged
file counts as none.
"""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from pathlib import Path

from fieldcheck.domain.look import Look
from fieldcheck.i18n.languages import OFFICER, SOURCE
from fieldcheck.store.files import make_private_folder, write_private

LOOK = "look.json"
_LARGEST = 4096
"""Bytes; nobody's look is longer."""


class Looks:
    """The look of this laptop, from one start to the next.

    Args:
        folder: where it is kept.
        forced: the language this start was told to speak, "" for none; that is not kept.
    """

    def __init__(self, folder: Path, *, forced: str = "") -> None:
        self._folder, self._forced = folder, forced
        self.kept = _read(folder / LOOK)

    @property
    def language(self) -> str:
        """What the screens begin to speak."""
        return self._forced or (self.kept.language if self.kept.language in OFFICER else SOURCE)

    def keep(self, look: Look) -> None:
        """Keep what somebody chose. Raises StorageFailed, and then what was kept before stays."""
        if look.language == self._forced:
            look = replace(look, language=self.kept.language)
        if look == self.kept:
            return
        make_private_folder(self._folder)
        write_private(self._folder / LOOK, json.dumps(asdict(look)).encode())
        self.kept = look


def _read(path: Path) -> Look:
    try:
        with path.open("rb") as file:
            kept = json.loads(file.read(_LARGEST))
        return Look(str(kept["language"]), str(kept["theme"]), int(kept["percent"]))
    except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
        return Look()
