"""An open store: the journal on one SQLCipher connection, with the records that follow from it."""

from __future__ import annotations

import contextlib
import itertools
import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain.errors import N_, Bug, InvalidValue, UserFixable
from fieldcheck.domain.identifiers import CaseId, DeviceId, EntryId, new_uuid7
from fieldcheck.domain.journal import Break, Draft, Entry, Head, HybridClock, breaks, chain
from fieldcheck.store import attachments, erasure, excerpts, merging, migrations, projections, updating
from fieldcheck.store import entries as rows
from fieldcheck.store.connection import APPLICATION_ID, PAGE_BYTES, connect
from fieldcheck.store.failures import refused, translated, translated_on_opening
from fieldcheck.store.files import make_private_file, publish, refusing_disk, write_private
from fieldcheck.store.projecting import tallies, things
from fieldcheck.store.records import SqlRecords
from fieldcheck.store.schema import DEVICE
from fieldcheck.usecases.ports import Changes, Clock

CLOCK = "clock"
"""Setting: the latest clock reading ever taken in from another device."""
SLOTS = "keyslots.json"


class DatabaseStore(SqlRecords):
    """The port Store over one open database. Made by :func:`create_store` and :func:`open_store`."""

    def __init__(self, connection: sqlcipher.Connection, path: Path, clock: Clock) -> None:
        super().__init__(connection)
        self._path = path
        self._now = clock
        self._closed = False
        self._saved: datetime | None = None
        self._device = DeviceId(_setting(connection, DEVICE))
        self._number = rows.number_of(connection, self._device)
        self._heads = rows.heads(connection)
        self._clock = _latest_clock(connection, self._device, self._own_head)

    @property
    def device(self) -> DeviceId:
        """The device whose chain this store appends to."""
        return self._device

    @property
    def _own_head(self) -> Head:
        return self._heads.get(self._device, rows.no_head(self._device))

    @property
    def saved_at(self) -> datetime | None:
        """When entries last came on disk since the store was opened; None before the first."""
        return self._saved

    def _saved_now(self, touched: frozenset[str]) -> Changes:
        self._saved = self._now()
        return Changes(touched, self._saved)

    def become(self, device: DeviceId) -> None:
        """Take the identity that a set-up bundle gives, while the journal is still empty.

        Raises UserFixable once something was recorded under another identity; InvalidValue for an empty one.
        """
        if not device:
            raise InvalidValue(N_("De instelbundel noemt geen apparaat."))
        with self._lock:
            if device == self._device:
                return
            if self._heads:
                raise UserFixable(
                    N_("Op deze laptop is al gewerkt onder een andere naam van het apparaat."),
                    remedy=N_("Maak een nieuwe opslag aan voor deze instelbundel."),
                )
            with self._writing() as connection:
                _put_setting(connection, DEVICE, device)
                number = rows.number_of(connection, device)
            self._device, self._number = device, number

    def record(self, drafts: Sequence[Draft]) -> Changes:
        """Append entries and update the projections in one transaction, on disk before it returns.

        Bytes that a draft brings along are in the same transaction. Raises StorageFailed when the disk does
        not take it, Bug when an entry does not hold what its kind says or is about something this store does
        not know. In each case nothing was written.
        """
        with self._lock:
            head, clock = self._own_head, self._clock
            touched: set[str] = set()
            counted: set[str] = set()
            with self._writing() as connection:
                for draft in drafts:
                    attachments.keep(connection, draft)
                    entry, clock = self._entry(draft, head, clock)
                    rows.append(connection, entry, self._number)
                    about = _project(connection, entry, self._device)
                    touched |= about
                    if entry.kind in tallies.CHANGING:
                        counted |= about
                    head = Head(self._device, entry.sequence, entry.digest)
                if counted:
                    tallies.recount(connection, counted)
            if drafts:
                self._heads[self._device], self._clock = head, clock
            return self._saved_now(frozenset(touched))

    def _entry(self, draft: Draft, head: Head, clock: HybridClock) -> tuple[Entry, HybridClock]:
        at = self._now()
        clock = clock.tick(at)
        id_ = EntryId(new_uuid7(at))
        return chain(draft, id=id_, device=self._device, at=at, clock=str(clock), after=head), clock

    def entries(self) -> Iterator[Entry]:
        """All entries as of now, by device and sequence; read in portions, so that writing can go on."""
        for head in self.heads():
            after, number = 0, self._number_of(head.device)
            while after < head.sequence:
                with self._lock, translated():
                    portion = rows.chunk(self._connection, number, after, head.sequence)
                if not portion:
                    break
                yield from portion
                after = portion[-1].sequence

    def heads(self) -> tuple[Head, ...]:
        """The newest entry of every device, by device."""
        with self._lock:
            return tuple(self._heads[device] for device in sorted(self._heads))

    def broken(self) -> Sequence[Break]:
        """Where the chains and the attachments they name do not hold; empty when all is well.

        A chain that was cut short is found too as long as the store is open: its head was remembered.
        """
        found = breaks(self.entries())
        for head in self.heads():
            last = self._entry_at(head)
            if last is None or last.digest != head.digest:
                found.append(Break(head.device, head.sequence, "sequence" if last is None else "digest"))
        with self._lock, translated():
            found += excerpts.breaks(self._connection)
        return [*found, *attachments.breaks(self._attached, itertools.chain(self.entries(), self.excerpts()))]

    def _entry_at(self, head: Head) -> Entry | None:
        with self._lock, translated():
            return rows.entry_at(self._connection, self._number_of(head.device), head.sequence)

    def _number_of(self, device: DeviceId) -> int:
        with self._lock, translated():
            return rows.number_of(self._connection, device)

    def merge(self, entries: Iterable[Entry], attached: Mapping[str, bytes] | None = None) -> Changes:
        """Take in another device's entries: a set union, idempotent; all or nothing.

        ``attached`` are the bytes that came with them, by digest. An entry that was erased on either side
        stays erased, and so do its bytes. Raises BundleRefused when a chain does not hold, two entries
        claim one place, or an attachment is missing or was changed.
        """
        chains: dict[DeviceId, list[Entry]] = defaultdict(list)
        for entry in entries:
            merging.require_well_formed(entry)
            chains[entry.device].append(entry)
        with self._lock:
            clock = self._clock
            taken = []
            with self._writing() as connection:
                for device, chain_ in sorted(chains.items()):
                    excerpts.require_same(connection, chain_)
                    head = self._heads.get(device, rows.no_head(device))
                    taken.append(merging.take_in(connection, chain_, head))
                new, erased = merging.together(taken)
                unseen, forgotten = excerpts.drop_known(connection, new)
                attachments.take_in(connection, itertools.chain(*chains.values()), attached or {})
                if new or erased:
                    attachments.forget_unnamed(connection)
                    clock = max((clock, *_clocks(chains)), key=str)
                    _put_setting(connection, CLOCK, str(clock))
                if erased or forgotten:
                    projections.replay(connection, rows.in_order(connection), self._device)
                else:
                    updating.update(connection, unseen, self._device)
            if new or erased:
                self._heads, self._clock = rows.heads(self._connection), clock
            return self._saved_now(frozenset(one.subject for one in (*new, *erased)))

    def take_excerpt(self, entries: Iterable[Entry], attached: Mapping[str, bytes] | None = None) -> Changes:
        """Take in entries of another device that came without the rest of their chain; all or nothing.

        Idempotent. Each must hold by its own digest; that none is missing, the signature of their bundle
        says. Raises BundleRefused when one does not hold, another entry claims its place, or an attachment
        is missing or was changed.
        """
        incoming = list(entries)
        for entry in incoming:
            merging.require_well_formed(entry)
        with self._lock:
            clock = self._clock
            with self._writing() as connection:
                new = excerpts.take_in(connection, incoming, self._device)
                attachments.take_in(connection, iter(incoming), attached or {})
                if new:
                    clock = max((clock, *(HybridClock.parse(entry.clock) for entry in new)), key=str)
                    _put_setting(connection, CLOCK, str(clock))
                updating.update(connection, new, self._device)
            self._clock = clock
            return self._saved_now(frozenset(one.subject for one in new))

    def erase_case(self, case: CaseId) -> Changes:
        """Forget what was said and written about a case; who did what when stays, and the chain verifies."""
        with self._lock:
            with self._writing() as connection:
                own = erasure.own_things(connection, case)
                codes = erasure.codes_of(connection, case)
                touched = erasure.erase_case(connection, case, codes, own)
                touched |= excerpts.erase_case(connection, case, codes, own)
                attachments.forget_unnamed(connection)
                updating.make_anew(connection, touched | erasure.naming(connection, own))
            with translated():
                # The old pages still stand in the write-ahead log, encrypted; they go as well.
                self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            return self._saved_now(touched)

    def rebuild(self) -> None:
        """Make every projection anew from the journal."""
        with self._writing() as connection:
            projections.replay(connection, rows.in_order(connection), self._device)

    def projections_digest(self) -> str:
        """SHA-256 over all projections, to compare the kept ones with rebuilt ones."""
        with self._lock, translated():
            return projections.digest(self._connection)

    def back_up(self, target: Path) -> None:
        """An encrypted copy of everything, consistent while in use; it opens with the same passphrases.

        The key slots are copied beside it as ``<target>.keyslots.json``. Raises StorageFailed, and then no
        half copy stays.
        """
        with self._lock:
            slots = self._path.with_name(SLOTS)
            copy_database(self._connection, target)
            if slots.exists():
                with refusing_disk(slots):
                    content = slots.read_bytes()
                write_private(target.with_name(f"{target.name}.{SLOTS}"), content)

    def close(self) -> None:
        """Give the file free; idempotent."""
        with self._lock:
            if self._closed:
                return
            self._closed = True
            self._engine.dispose()
            self._connection.close()


def create_store(path: Path, key: bytes, device: DeviceId, clock: Clock) -> DatabaseStore:
    """Make a new encrypted store at ``path`` and open it. Raises StorageFailed; then no file stays."""
    make_private_file(path)
    try:
        with translated():
            connection = connect(path, key)
            try:
                with _transaction(connection):
                    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                    migrations.migrate(connection)
                    _put_setting(connection, DEVICE, device)
                    rows.number_of(connection, device)
                return DatabaseStore(connection, path, clock)
            except BaseException:
                connection.close()
                raise
    except BaseException:
        remove_database(path)
        raise


def open_store(path: Path, key: bytes, clock: Clock) -> DatabaseStore:
    """Open an existing store; an older schema is backed up and brought up to date first.

    Raises StoreRefused when the file is missing, truncated, foreign, or newer than this program; nothing of
    it is touched then. Raises StorageFailed when the disk or another program stands in the way.
    """
    _require_file(path)
    with translated_on_opening(path.name):
        connection = connect(path, key)
        try:
            _require_ours(connection, path)
            _bring_up_to_date(connection, path)
            return DatabaseStore(connection, path, clock)
        except BaseException:
            connection.close()
            raise


def remove_database(path: Path) -> None:
    """Remove a database that was never finished, with its log."""
    for suffix in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def copy_database(connection: sqlcipher.Connection, target: Path) -> None:
    """SQLite's own copy, encrypted with the same key, given its name only when whole."""
    part = target.with_name(target.name + ".part")
    with refusing_disk(target):
        part.unlink(missing_ok=True)
    try:
        make_private_file(part)
        with translated():
            connection.execute("VACUUM INTO ?", (str(part),))
        with refusing_disk(target):
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            publish(part, target)
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _require_file(path: Path) -> None:
    with refusing_disk(path):
        if not path.exists():
            raise refused(N_("Het bestand {file} met de opgeslagen gegevens ontbreekt."), path.name)
        if path.stat().st_size == 0:
            raise refused(
                N_("Het bestand {file} is leeg: de opgeslagen gegevens staan er niet meer in."), path.name
            )
        _require_whole_pages(path)


def _require_whole_pages(path: Path) -> None:
    """SQLite itself does not mind a last page cut short; with a log beside it, that page may be in there."""
    log = path.with_name(f"{path.name}-wal")
    if path.stat().st_size % PAGE_BYTES and not (log.exists() and log.stat().st_size):
        raise refused(N_("Het bestand {file} is afgekapt: een deel ontbreekt."), path.name)


def _require_ours(connection: sqlcipher.Connection, path: Path) -> None:
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    schema = migrations.schema_of(connection)
    if application != APPLICATION_ID or schema == 0:
        raise refused(N_("Het bestand {file} is geen opslag van dit programma."), path.name)
    if schema > migrations.NEWEST:
        raise refused(
            N_(
                "Het bestand {file} is gemaakt door een nieuwere versie van dit programma"
                " (schema {found}; deze versie kent schema {known})."
            ),
            path.name,
            remedy=N_("Installeer de nieuwste versie van het programma en open het bestand daarmee."),
            found=schema,
            known=migrations.NEWEST,
        )


def _bring_up_to_date(connection: sqlcipher.Connection, path: Path) -> None:
    schema = migrations.schema_of(connection)
    if schema == migrations.NEWEST:
        with _transaction(connection):
            tallies.bring_up_to_date(connection)
            things.bring_up_to_date(connection)
        return
    copy_database(connection, path.with_name(f"{path.stem}.schema-{schema}{path.suffix}"))
    with _transaction(connection):
        migrations.migrate(connection)
        device = DeviceId(_setting(connection, DEVICE))
        projections.replay(connection, rows.in_order(connection), device)


@contextlib.contextmanager
def _transaction(connection: sqlcipher.Connection) -> Iterator[None]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def _project(connection: sqlcipher.Connection, entry: Entry, own: DeviceId) -> frozenset[str]:
    try:
        return projections.project(connection, entry, own)
    except projections.Malformed as error:
        raise Bug(
            N_("Een regel van soort {kind} mist wat erin hoort ({field})."), kind=entry.kind, field=str(error)
        ) from error
    except projections.Orphaned as error:
        raise Bug(
            N_("Een regel van soort {kind} gaat over iets dat hier niet bekend is."), kind=entry.kind
        ) from error


def _setting(connection: sqlcipher.Connection, name: str) -> str:
    row = connection.execute("SELECT value FROM settings WHERE name = ?", (name,)).fetchone()
    return "" if row is None else str(row[0])


def _put_setting(connection: sqlcipher.Connection, name: str, value: str) -> None:
    connection.execute(
        "INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value",
        (name, value),
    )


def _latest_clock(connection: sqlcipher.Connection, device: DeviceId, own: Head) -> HybridClock:
    last = rows.entry_at(connection, rows.number_of(connection, device), own.sequence)
    seen = [last.clock] if last is not None else []
    taken_in = _setting(connection, CLOCK)
    return HybridClock.parse(max([*seen, *([taken_in] if taken_in else [])], default=str(HybridClock(0, 0))))


def _clocks(chains: dict[DeviceId, list[Entry]]) -> Iterator[HybridClock]:
    for chain_ in chains.values():
        yield from (HybridClock.parse(entry.clock) for entry in chain_)
