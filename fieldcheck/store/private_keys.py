"""Keys that not everybody who unlocks this laptop may use: sealed to the persons who may, never in the open.

In ``secrets`` such a key stands once for each of them, as ``<name>@<recipient>``: an age envelope that the
identity in that person's key slot opens. Whoever has the database open has the envelopes, and no more.
"""

from __future__ import annotations

import contextlib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain.errors import N_, Bug, BundleRefused, StoreRefused
from fieldcheck.store.failures import translated, translated_on_opening
from fieldcheck.store.kept_records import KeptRecords


@dataclass(frozen=True, slots=True)
class Person:
    """Who unlocked the store.

    Attributes:
        slot: the name of the key slot that was opened; "" when none was.
        recipient, secret: the identity that lay in it; "" when it had none.
        recipients: the identity in every slot by its name, as they were then; "" in one without.
    """

    slot: str = ""
    recipient: str = ""
    secret: str = field(default="", repr=False)
    recipients: Mapping[str, str] = field(default_factory=dict)


NOBODY = Person()


class PrivateKeys(KeptRecords):
    """The port PrivateKeys over the table of secrets."""

    _person: Person = NOBODY

    def belong_to(self, person: Person) -> None:
        """Say who unlocked it; before that no private key opens."""
        self._person = person

    @property
    def opened_with(self) -> str:
        """The name of the key slot that was opened; "" when none was."""
        return self._person.slot

    @property
    def slot_recipients(self) -> Mapping[str, str]:
        """The identity in every slot (``age1...``, "" in one of an older version) by name, when unlocked."""
        return self._person.recipients

    def secret(self, name: str) -> bytes | None:
        """A kept key, or None; a private one only for whom it is sealed to."""
        kept = super().secret(name)
        if kept is not None or not self._person.recipient:
            return kept
        envelope = super().secret(_place(name, self._person.recipient))
        return None if envelope is None else self._unsealed(envelope)

    def keep_private(self, name: str, value: bytes, recipients: Collection[str]) -> None:
        """Keep a key for these alone, beside those who have it; in the open it no longer stands.

        It goes from the older copies first: where the disk refuses that, it stays here, and is tried again.
        Bug without any of them, StorageFailed.
        """
        if not recipients:
            raise Bug(N_("Deze sleutel zou voor niemand te openen zijn."))
        self.add_private(name, value, recipients)
        for copy in self._older_copies():
            self._drop_in(copy, name)
        with self._writing() as connection:
            _drop(connection, [name])
        with self._lock, translated():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()  # out of the log as well

    def add_private(self, name: str, value: bytes, recipients: Collection[str]) -> None:
        """Keep a key for these too; one that stands in the open stays there."""
        from fieldcheck.crypto import seal

        envelopes = {_place(name, one): seal(value, [one]) for one in recipients}
        with self._writing() as connection:
            for place, envelope in envelopes.items():
                _put(connection, place, envelope)

    def withhold_private(self, name: str, recipients: Collection[str]) -> None:
        """Take a key away from these; who does not have it stays without."""
        with self._writing() as connection:
            _drop(connection, [_place(name, one) for one in recipients])

    def private_to(self, name: str) -> frozenset[str]:
        """Whom a key is sealed to (``age1...``)."""
        head = _place(name, "")
        with self._lock, translated():
            rows = self._connection.execute(
                "SELECT name FROM secrets WHERE substr(name, 1, ?) = ?", (len(head), head)
            ).fetchall()
        return frozenset(str(row[0])[len(head) :] for row in rows)

    def lies_open(self, name: str) -> bool:
        """Whether a key stands in the open, as before it was private."""
        return super().secret(name) is not None

    def _unsealed(self, envelope: bytes) -> bytes | None:
        from fieldcheck.crypto import unseal

        with contextlib.suppress(BundleRefused):
            return unseal(envelope, self._person.secret)
        return None  # as good as withheld: somebody else can give it again

    def _drop_in(self, copy: Path, name: str) -> None:
        """Take a key out of a copy that was made before an older schema was brought up to date.

        The key of the store opens those copies too. One that is damaged opens for nobody, and stays.
        """
        opening = translated_on_opening(copy.name)
        with self._lock, contextlib.suppress(StoreRefused), opening, _attached(self._connection, copy):
            self._connection.execute("PRAGMA older.secure_delete=ON").fetchall()
            self._connection.execute("DELETE FROM older.secrets WHERE name = ?", (name,))

    def _older_copies(self) -> list[Path]:
        (file,) = (row[2] for row in self._connection.execute("PRAGMA database_list") if row[1] == "main")
        path = Path(file)
        return sorted(path.parent.glob(f"{path.stem}.schema-*{path.suffix}"))


@contextlib.contextmanager
def _attached(connection: sqlcipher.Connection, path: Path) -> Iterator[None]:
    connection.execute("ATTACH DATABASE ? AS older", (str(path),))  # with the key of the store itself
    try:
        yield
    finally:
        connection.execute("DETACH DATABASE older")


def _place(name: str, recipient: str) -> str:
    return f"{name}@{recipient}"


def _put(connection: sqlcipher.Connection, name: str, value: bytes) -> None:
    connection.execute(
        "INSERT INTO secrets (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (name, value),
    )


def _drop(connection: sqlcipher.Connection, names: Collection[str]) -> None:
    for name in names:
        connection.execute("DELETE FROM secrets WHERE name = ?", (name,))
