"""Keys of a laptop that not everybody who unlocks it may use."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Protocol

RECOVERY = "#recovery"
"""The key slot that the recovery sheet opens."""


class PrivateKeys(Protocol):
    """Keys that are sealed to persons: ``secret`` gives them only to whoever unlocked the store as one."""

    @property
    def opened_with(self) -> str:
        """The name of the key slot that was opened, ``RECOVERY`` for the sheet; "" when none was."""
        ...

    @property
    def slot_recipients(self) -> Mapping[str, str]:
        """The identity in every slot (``age1...``, "" in one of an older version) by name, when unlocked."""
        ...

    def keep_private(self, name: str, value: bytes, recipients: Collection[str]) -> None:
        """Keep a key for these alone, beside those who have it; in the open it no longer stands."""
        ...

    def add_private(self, name: str, value: bytes, recipients: Collection[str]) -> None:
        """Keep a key for these too; one that stands in the open stays there."""
        ...

    def withhold_private(self, name: str, recipients: Collection[str]) -> None:
        """Take a key away from these; who does not have it stays without."""
        ...

    def private_to(self, name: str) -> frozenset[str]:
        """Whom a key is sealed to (``age1...``)."""
        ...

    def lies_open(self, name: str) -> bool:
        """Whether a key stands in the open, as on laptops that were set up before it was private."""
        ...
