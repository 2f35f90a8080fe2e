"""Where the concrete parts meet: which store, papers and bundles the use cases work with."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from fieldcheck import assets

if TYPE_CHECKING:
    # The unlock window is up before these are imported: they bring the engine and the crypto libraries along.
    from fieldcheck.domain.action import Action
    from fieldcheck.domain.roles import Role
    from fieldcheck.triage import ReferenceTables
    from fieldcheck.usecases.desk import Desk
    from fieldcheck.usecases.ports import Bundles, Clock, Papers, SetUp, Store, Vault


def now() -> datetime:
    """The moment now, in UTC: the clock of every real desk."""
    return datetime.now(UTC)


def data_folder(*, practice: bool) -> Path:
    """Where this laptop keeps its data; practice never mixes with the real thing.

    ``FIELDCHECK_HOME`` names another folder, for a USB stick or a test.
    """
    return assets.home() / ("practice" if practice else "action")


@lru_cache(maxsize=1)
def reference_tables() -> ReferenceTables:
    """The dated tables of law and wages, read once."""
    from fieldcheck.triage import load_tables

    return load_tables(assets.folder("resources") / "reference")


def practice_action() -> Action:
    """The fictitious action at the fictitious park."""
    from fieldcheck.domain.action_json import action_from_json

    path = assets.folder("resources") / "practice" / "action.json"
    return action_from_json(json.loads(path.read_text(encoding="utf-8")))


def beginning_action() -> Action:
    """What a coordinator's first action begins with: a short street, known contacts, a route with an end."""
    from fieldcheck.domain.action_json import action_from_json

    path = assets.folder("resources") / "beginning" / "action.json"
    return action_from_json(json.loads(path.read_text(encoding="utf-8")))


@dataclass(frozen=True, slots=True)
class Installation:
    """One folder of data on this machine, with the rooms that work on it."""

    folder: Path
    clock: Clock = now

    @property
    def vault(self) -> Vault:
        """The locked store of this folder."""
        from fieldcheck.store.vault import FileVault

        return FileVault(self.folder, self.clock)

    @property
    def papers(self) -> Papers:
        """Makes the PDFs."""
        from fieldcheck.paper import PdfPapers

        return PdfPapers()

    def bundles(self, store: Store) -> Bundles:
        """Writes and checks bundles with the keys that this store keeps."""
        from fieldcheck.bundle import AsicBundles

        return AsicBundles(
            device_key=store.secret("device.key") or b"",
            device_certificate=store.secret("device.pem") or b"",
            authority=store.secret("authority.pem") or b"",
            clock=self.clock,
        )

    def practice_action(self) -> Action:
        """The fictitious action to practise with."""
        return practice_action()

    def beginning_action(self) -> Action:
        """What a coordinator's first action begins with."""
        return beginning_action()

    def read_set_up(self, path: Path, code: str) -> SetUp:
        """What a set-up bundle brings, opened with its one-time code. Raises BundleRefused."""
        from fieldcheck.bundle import read_set_up

        return read_set_up(path, code, at=self.clock())

    def sit_down(self, store: Store, *, user: str, role: Role) -> Desk:
        """A desk at an unlocked store; see usecases.desk.sit_down."""
        from fieldcheck.usecases.desk import sit_down

        return sit_down(
            store,
            user=user,
            role=role,
            papers=self.papers,
            bundles=self.bundles(store),
            tables=reference_tables(),
            clock=self.clock,
        )
