"""The locked store on disk: ``fieldcheck.db`` beside ``keyslots.json``, in a folder only its owner may read.

Nothing heavy is imported before a store is made or opened: the unlock window comes up with this module.
"""

from __future__ import annotations

import contextlib
import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from fieldcheck.domain.errors import N_, InvalidValue, StorageFailed, StoreRefused, WrongPassphrase
from fieldcheck.store.files import make_private_folder, publish, refusing_disk, write_private
from fieldcheck.store.tries import Tries

if TYPE_CHECKING:
    from fieldcheck.crypto import KeySlots, Stretching, Unlocked
    from fieldcheck.domain.identifiers import DeviceId
    from fieldcheck.store.database import DatabaseStore
    from fieldcheck.usecases.ports import Changing, Clock, Created, Renewed

DATABASE = "fieldcheck.db"
SLOTS = "keyslots.json"
TRIES = "tries.json"


class FileVault:
    """The port Vault over one folder.

    Args:
        folder: where the files lie; made when a store is made.
        clock: the moment now, for the entries and for the waiting after wrong tries.
        stretching: how hard passphrases are stretched; None is the strong way, anything else is for tests.
    """

    def __init__(self, folder: Path, clock: Clock, *, stretching: Stretching | None = None) -> None:
        self._folder = folder
        self._clock = clock
        self._stretching = stretching
        self._tries = Tries(folder / TRIES)

    @property
    def _database(self) -> Path:
        return self._folder / DATABASE

    def exists(self) -> bool:
        """Whether a store was created here."""
        return (self._folder / SLOTS).exists()

    def users(self) -> tuple[str, ...]:
        """Names that have a key slot, in the order they were added; none when there is no store.

        Raises StoreRefused when the key slots are damaged.
        """
        if not self.exists():
            return ()
        try:
            slots = json.loads(self._slots_text())["slots"]
            names = [str(slot["name"]) for slot in slots]
        except (ValueError, KeyError, TypeError):
            names = []
        if not names:
            return self._slots().users  # which says what is wrong with the file
        return tuple(name for name in names if not name.startswith("#"))

    def wait_seconds(self, user: str) -> int:
        """Whole seconds that ``user`` should wait after wrong tries; "" asks for the recovery code.

        The waiting is the caller's.
        """
        from fieldcheck.crypto import RECOVERY_SLOT

        return self._tries.wait_seconds(user or RECOVERY_SLOT, self._clock())

    def create(self, user: str, passphrase: str, device: DeviceId) -> Created:
        """Make a new encrypted store with one user slot and one recovery slot.

        The key slots are written last: until then there is no store here. Raises StoreRefused when files of
        a store are in the way, InvalidValue for an empty name or passphrase, StorageFailed.
        """
        self._require_free()
        _require_name(user)
        _require_passphrase(passphrase)
        from fieldcheck.crypto import (
            RECOVERY_SLOT,
            STRONG,
            KeySlots,
            Unlocked,
            new_age_identity,
            new_database_key,
            new_recovery_code,
            normalise_recovery_code,
        )
        from fieldcheck.usecases.ports import Created

        made, code = Unlocked(new_database_key(), new_age_identity()), new_recovery_code()
        slots = KeySlots(device, stretching=self._stretching or STRONG)
        slots.add(user, passphrase, made.key, made.identity)
        slots.add(RECOVERY_SLOT, normalise_recovery_code(code), made.key)
        make_private_folder(self._folder)
        return Created(self._make(slots, made, device, user), code)

    def unlock(self, user: str, passphrase: str) -> DatabaseStore:
        """Open the store. Raises WrongPassphrase, StoreRefused or StorageFailed."""
        return self._open(self._unlocked(user, passphrase), user)

    def unlock_with_recovery_code(self, code: str) -> DatabaseStore:
        """Open the store with the printed code. Raises WrongPassphrase, InvalidValue for a mistyped code."""
        from fieldcheck.crypto import RECOVERY_SLOT, normalise_recovery_code

        try:
            unlocked = self._unlocked(RECOVERY_SLOT, normalise_recovery_code(code))
        except WrongPassphrase as error:
            raise WrongPassphrase(
                N_("Deze herstelcode hoort niet bij deze opslag."),
                kept=error.kept,
                remedy=N_("Neem de code van het herstelblad van deze laptop."),
            ) from None
        return self._open(unlocked, RECOVERY_SLOT)

    def changing(self, user: str, new: str, *, proof: str) -> Changing:
        """Get the slot of ``user`` ready for a new passphrase; the database itself is not touched.

        Nothing is changed until what is returned is put in force, which raises StorageFailed. ``proof`` is
        the old passphrase, which keeps the identity, or the recovery code, which cannot know it and makes a
        new one. Raises WrongPassphrase, InvalidValue when ``new`` is empty or ``user`` has no slot.
        """
        from fieldcheck.crypto import RECOVERY_SLOT, Unlocked, new_age_identity
        from fieldcheck.usecases.ports import Changing

        _require_passphrase(new)
        _require_slot(user, self.users())
        slot, unlocked = self._proven(user, proof)
        own = None if slot == RECOVERY_SLOT else unlocked.identity
        identity = own or new_age_identity()

        def change(slots: KeySlots) -> None:
            _require_slot(user, slots.users)
            slots.replace(user, new, Unlocked(unlocked.key, identity))

        ready = self._ready(change)

        def put_in_force() -> None:
            ready.put_in_force()
            self._tries.succeeded(user)

        return Changing(identity.recipient, put_in_force, ready.in_force)

    def adding(self, name: str, passphrase: str, *, by: str, proof: str) -> Callable[[], None]:
        """Get a slot for ``name`` ready: the same database key, wrapped for one more person.

        Nothing is changed until what is returned is called, which raises StorageFailed when the disk refuses;
        the old slots then still stand. Raises WrongPassphrase when ``proof`` is neither the passphrase of
        ``by`` nor the recovery code, InvalidValue for a name that is empty or taken, or an empty passphrase.
        """
        _require_name(name)
        _require_passphrase(passphrase)
        _require_new(name, self._slots().users)
        key = self._proven(by, proof)[1].key

        def change(slots: KeySlots) -> None:
            _require_new(name, slots.users)
            slots.add(name, passphrase, key)

        return self._ready(change).put_in_force

    def withdrawing(self, name: str, *, by: str, proof: str) -> Callable[[], None]:
        """Get the slot of ``name`` ready to be destroyed; as :meth:`adding`, and done when called.

        A copy of the old slots elsewhere, such as a backup, still opens that copy of the database. Raises
        WrongPassphrase, InvalidValue for a name without a slot, for that of ``by``, and for the last one.
        """
        _require_other(name, by, self._slots().users)
        self._proven(by, proof)

        def change(slots: KeySlots) -> None:
            _require_other(name, by, slots.users)
            slots.remove(name)

        return self._ready(change).put_in_force

    def recipients(self) -> Mapping[str, str]:
        """The identities of everybody with a slot (``age1...``), by its name.

        A slot of an older version has none until it is opened.
        """
        return self._slots().recipients if self.exists() else {}

    def prove(self, by: str, proof: str) -> None:
        """Raise WrongPassphrase unless ``proof`` is the passphrase of ``by`` or the recovery code."""
        self._proven(by, proof)

    def renewing(self, *, by: str, proof: str) -> Renewed:
        """Get a new recovery code ready; the old one opens until the new one is put in force.

        ``proof`` is the passphrase of ``by``. Raises WrongPassphrase; what puts it in force StorageFailed.
        """
        from fieldcheck.crypto import (
            RECOVERY_SLOT,
            new_age_identity,
            new_recovery_code,
            normalise_recovery_code,
        )
        from fieldcheck.usecases.ports import Renewed

        key = self._unlocked(by, proof).key
        code, identity = new_recovery_code(), new_age_identity()

        def put_in_force() -> None:
            slots = self._slots()
            if RECOVERY_SLOT in slots.names:
                slots.remove(RECOVERY_SLOT)
            slots.add(RECOVERY_SLOT, normalise_recovery_code(code), key, identity)
            self._write_slots(slots)
            self._tries.succeeded(RECOVERY_SLOT)

        return Renewed(code, identity.recipient, put_in_force)

    def _proven(self, by: str, proof: str) -> tuple[str, Unlocked]:
        """The slot and what it gives, for who proves to be ``by`` or to have the recovery sheet in hand."""
        from fieldcheck.crypto import RECOVERY_SLOT, normalise_recovery_code

        try:
            code = normalise_recovery_code(proof)
        except InvalidValue:  # no such code, so it is a passphrase
            return by, self._unlocked(by, proof)
        return RECOVERY_SLOT, self._unlocked(RECOVERY_SLOT, code)

    def _require_free(self) -> None:
        if not self.exists() and not self._database.exists():
            return
        raise StoreRefused(
            N_("In deze map staat al een opslag."),
            remedy=N_("Ontgrendel de bestaande opslag, of kies een andere map."),
        )

    def _make(self, slots: KeySlots, made: Unlocked, device: DeviceId, user: str) -> DatabaseStore:
        from fieldcheck.store.database import create_store, remove_database

        unfinished = self._folder / f"{DATABASE}.new"
        remove_database(unfinished)  # of a creation that was cut off; no key to it exists
        try:
            create_store(unfinished, made.key, device, self._clock).close()
            with refusing_disk(self._database):
                publish(unfinished, self._database)
            self._write_slots(slots)
            return self._open(made, user)
        except BaseException:
            (self._folder / SLOTS).unlink(missing_ok=True)
            remove_database(unfinished)
            remove_database(self._database)
            raise

    def _open(self, unlocked: Unlocked, slot: str) -> DatabaseStore:
        from fieldcheck.store.database import open_store
        from fieldcheck.store.private_keys import Person

        store = open_store(self._database, unlocked.key, self._clock)
        own = unlocked.identity
        slots = self._slots()
        recipients = {name: slots.recipients.get(name, "") for name in slots.names}
        store.belong_to(Person(slot, own.recipient if own else "", own.secret if own else "", recipients))
        return store

    def _unlocked(self, slot: str, secret: str) -> Unlocked:
        """What a slot gives. One of an older version gets the identity that it lacks, now that it is open."""
        with self._counting_tries(slot):
            unlocked = self._slots().unlock(slot, secret)
        if unlocked.identity is not None:
            return unlocked

        def complete(slots: KeySlots) -> None:
            if slots.unlock(slot, secret).identity is None:  # another window may have been here before
                slots.replace(slot, secret, unlocked)

        try:
            self._ready(complete).put_in_force()
        except StorageFailed:
            return unlocked  # a full disk keeps nobody out; the next time it is tried again
        return self._slots().unlock(slot, secret)

    @contextlib.contextmanager
    def _counting_tries(self, slot: str) -> Iterator[None]:
        try:
            yield
        except WrongPassphrase:
            if slot in self._slots().names:  # a made-up name leaves no trace
                self._tries.failed(slot, self._clock())
            raise
        self._tries.succeeded(slot)

    def _ready(self, change: Callable[[KeySlots], None]) -> _Ready:
        return _Ready(self._slots_text, self._slots, self._write_slots, change)

    def _slots(self) -> KeySlots:
        from fieldcheck.crypto import STRONG, KeySlots

        return KeySlots.from_json(self._slots_text(), stretching=self._stretching or STRONG)

    def _slots_text(self) -> str:
        path = self._folder / SLOTS
        with refusing_disk(path):
            return path.read_bytes().decode("utf-8", errors="replace")

    def _write_slots(self, slots: KeySlots) -> None:
        write_private(self._folder / SLOTS, slots.to_json().encode())


class _Ready:
    """A change of the key slots that is ready to be put in force.

    Another window may write them meanwhile: the change is then made anew to what stands there, so that
    neither is lost.
    """

    def __init__(
        self,
        text: Callable[[], str],
        read: Callable[[], KeySlots],
        write: Callable[[KeySlots], None],
        change: Callable[[KeySlots], None],
    ) -> None:
        self._text, self._read, self._write, self._change = text, read, write, change
        self._made_from = text()
        self._slots = read()
        change(self._slots)

    def put_in_force(self) -> None:
        """Write the changed slots. Raises StorageFailed, or what the change itself refuses."""
        if self._text() != self._made_from:
            self._slots = self._read()
            self._change(self._slots)
        self._write(self._slots)

    def in_force(self) -> bool:
        """Whether what stands on the disk is the changed slots."""
        return self._text() == self._slots.to_json()


def _require_slot(name: str, users: tuple[str, ...]) -> None:
    if name not in users:
        raise InvalidValue(N_("Deze gebruiker staat niet op deze laptop."))


def _require_name(user: str) -> None:
    if user.startswith("#"):  # such slots are nobody's
        raise InvalidValue(N_("Een naam begint niet met een hekje."))


def _require_new(name: str, users: tuple[str, ...]) -> None:
    # Two names that look the same would be two people in no list.
    if name.casefold() in (user.casefold() for user in users):
        raise InvalidValue(
            N_("De naam “{name}” is al in gebruik op deze laptop."),
            remedy=N_("Kies een andere naam."),
            name=name,
        )


def _require_other(name: str, by: str, users: tuple[str, ...]) -> None:
    _require_slot(name, users)
    if len(users) == 1:
        raise InvalidValue(
            N_("Dit is de laatste gebruiker van deze laptop."),
            remedy=N_("Voeg eerst iemand anders toe: zonder gebruiker opent alleen het herstelblad nog."),
        )
    if name == by:
        raise InvalidValue(
            N_("U kunt uzelf niet intrekken."),
            remedy=N_("Laat een andere gebruiker van deze laptop dat doen."),
        )


def _require_passphrase(passphrase: str) -> None:
    if not passphrase.strip():
        raise InvalidValue(N_("Vul een wachtwoordzin in."))
