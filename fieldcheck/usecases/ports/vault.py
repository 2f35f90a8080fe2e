"""An unlocked store, and the locked one on disk."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.usecases.ports.day import DayRecords
from fieldcheck.usecases.ports.flow import FlowRecords, TrailRecords
from fieldcheck.usecases.ports.journal import Journal
from fieldcheck.usecases.ports.people import PeopleRecords
from fieldcheck.usecases.ports.private_keys import PrivateKeys
from fieldcheck.usecases.ports.records import Records
from fieldcheck.usecases.ports.things import ThingRecords


class Store(
    Journal,
    Records,
    FlowRecords,
    PeopleRecords,
    ThingRecords,
    TrailRecords,
    DayRecords,
    PrivateKeys,
    Protocol,
):
    """An unlocked store: journal and records on one file."""

    def become(self, device: DeviceId) -> None:
        """Take the identity that a set-up bundle gives, while the journal is still empty.

        Raises UserFixable once something was recorded under another identity.
        """
        ...

    def rebuild(self) -> None:
        """Make every projection anew from the journal."""
        ...

    def projections_digest(self) -> str:
        """SHA-256 over all projections, to compare the kept ones with rebuilt ones."""
        ...

    def back_up(self, target: Path) -> None:
        """An encrypted copy of everything, consistent while in use."""
        ...

    def close(self) -> None:
        """Give the file free; idempotent."""
        ...


@dataclass(frozen=True, slots=True)
class Created:
    """A store that was just made: ``recovery_code`` is shown and printed once, and kept nowhere."""

    store: Store
    recovery_code: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Renewed:
    """A new recovery code that is not in force yet.

    Attributes:
        code: shown and printed once, and kept nowhere.
        recipient: the identity that the new sheet will open (``age1...``).
        put_in_force: takes the old code away and lets the new one open; raises StorageFailed, and then the
            old one still does.
    """

    code: str = field(repr=False)
    recipient: str
    put_in_force: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Changing:
    """A new passphrase that is not in force yet.

    Attributes:
        recipient: the identity that it will open (``age1...``).
        put_in_force: lets the new passphrase open instead of the old; raises StorageFailed.
        in_force: whether it does; also after a refusal, since a disk may refuse at the very last.
    """

    recipient: str
    put_in_force: Callable[[], None]
    in_force: Callable[[], bool]


class Vault(Protocol):
    """The locked store on disk: makes, opens and re-keys it."""

    def exists(self) -> bool:
        """Whether a store was created here."""
        ...

    def users(self) -> tuple[str, ...]:
        """Names that have a key slot, in the order they were added."""
        ...

    def wait_seconds(self, user: str) -> int:
        """Seconds to wait after wrong tries of ``user`` ("": of the recovery code); survives a restart."""
        ...

    def create(self, user: str, passphrase: str, device: DeviceId) -> Created:
        """Make a new encrypted store with one user slot and one recovery slot."""
        ...

    def unlock(self, user: str, passphrase: str) -> Store:
        """Open the store. Raises WrongPassphrase, StoreRefused or StorageFailed."""
        ...

    def unlock_with_recovery_code(self, code: str) -> Store:
        """Open the store with the printed code. Raises WrongPassphrase."""
        ...

    def changing(self, user: str, new: str, *, proof: str) -> Changing:
        """Get a new passphrase of ``user`` ready; the old one opens until the new one is put in force.

        ``proof`` is the old passphrase, or the recovery code: then that slot gets another identity. Raises
        WrongPassphrase, InvalidValue for an empty passphrase or a name without a slot.
        """
        ...

    def adding(self, name: str, passphrase: str, *, by: str, proof: str) -> Callable[[], None]:
        """Get a slot for ``name`` ready; nothing is changed until what is returned is called.

        ``proof`` is the passphrase of ``by``, or the recovery code of this laptop. Raises WrongPassphrase,
        InvalidValue for a name that is empty or taken.
        """
        ...

    def withdrawing(self, name: str, *, by: str, proof: str) -> Callable[[], None]:
        """Get the slot of ``name`` ready to be destroyed; done when what is returned is called.

        ``proof`` as for :meth:`adding`. Raises WrongPassphrase, InvalidValue for a name without a slot, for
        that of ``by`` and for the last one.
        """
        ...

    def recipients(self) -> Mapping[str, str]:
        """The identities of everybody with a slot (``age1...``), by its name; the sheet is ``RECOVERY``.

        A slot of an older version has none until it is opened.
        """
        ...

    def prove(self, by: str, proof: str) -> None:
        """Nothing, for the passphrase of ``by`` or the recovery code; raises WrongPassphrase for another."""
        ...

    def renewing(self, *, by: str, proof: str) -> Renewed:
        """Get a new recovery code ready; the old one opens until the new one is put in force.

        ``proof`` is the passphrase of ``by``: the sheet that is replaced proves nothing. Raises
        WrongPassphrase.
        """
        ...
