"""Writing set-up bundles: what the coordinator gives one laptop."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fieldcheck.crypto import KeyPair

if TYPE_CHECKING:
    from fieldcheck.usecases.ports.bundles import SetUp


class SetUps(Protocol):
    """Writes set-up bundles with the key of an action's authority."""

    def write_set_up(
        self, set_up: SetUp, folder: Path, *, authority: KeyPair, code: str, made_by: str
    ) -> Path:
        """Write the set-up bundle of one laptop into ``folder``, whole or not at all; returns its path.

        ``code`` is a new one-time code that travels apart from the file. Raises StorageFailed.
        """
        ...
