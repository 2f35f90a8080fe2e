"""A changed action on its way from the coordinator to the laptops that are set up already."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from fieldcheck.domain.action import Action

if TYPE_CHECKING:
    # The first window is up before the crypto libraries are loaded.
    from fieldcheck.crypto import KeyPair


@dataclass(frozen=True, slots=True)
class ActionUpdate:
    """The whole action as it is to be from now on.

    Attributes:
        reason: why it was changed last, as the coordinator wrote it.
        made, made_by: when the update was made (UTC), and by whom.
        forms: the published forms of the action by their id.
        digest: SHA-256 of the file that it came in; "" before it is written.
    """

    action: Action
    reason: str
    made: datetime
    made_by: str
    forms: Mapping[str, bytes] = field(repr=False)
    digest: str = ""


class Updates(Protocol):
    """Writes and reads updates of an action: signed by its authority, sealed to its laptops."""

    def write_update(self, update: ActionUpdate, folder: Path, *, authority: KeyPair) -> Path:
        """Write an update into ``folder``, whole or not at all; returns its path.

        Raises InvalidValue when the action has no key to seal to, StorageFailed.
        """
        ...

    def read_update(self, path: Path, identities: Mapping[str, str], authority_pem: bytes) -> ActionUpdate:
        """What an update brings, opened with the first of ``identities`` (secrets by code) that fits.

        Only the authority itself may have signed it, no laptop. Raises BundleRefused naming what failed.
        """
        ...
