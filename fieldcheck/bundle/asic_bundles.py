"""The port Bundles, with the keys of one laptop."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import BinaryIO

from fieldcheck.bundle.certificate_folder import write_certificate_folder
from fieldcheck.bundle.check import check_bundle
from fieldcheck.bundle.container import container_pieces
from fieldcheck.bundle.content import bundle_files
from fieldcheck.bundle.files import bundle_stem, publish_written, require_room, short_id, slug
from fieldcheck.bundle.handover import Signer, read_handover, write_handover
from fieldcheck.bundle.set_up import Made, read_set_up, write_set_up
from fieldcheck.bundle.update import read_update, write_update
from fieldcheck.bundle.zip_bytes import MemberChanged
from fieldcheck.crypto import KeyPair, seal_into
from fieldcheck.domain.errors import N_, InvalidValue, StorageFailed
from fieldcheck.domain.journal import Entry
from fieldcheck.usecases.ports import (
    BundleKind,
    BundleRead,
    BundleReport,
    Clock,
    EntriesBundle,
    ExcerptBundle,
    Progress,
    QuestionBundle,
    SetUp,
)
from fieldcheck.usecases.ports.handovers import Handover
from fieldcheck.usecases.ports.updates import ActionUpdate

SUFFIX = ".asice.age"


class _Steps:
    """How far a bundle is: its entries are gone through to measure the files, and again to write them."""

    def __init__(self, entries: int, progress: Progress) -> None:
        self._done, self._total, self._progress = 0, 2 * entries + 2, progress

    def passed(self, steps: int = 1) -> None:
        """So many more are done, of two for each entry, one for the envelope and one for the file."""
        self._done += steps
        self._progress(self._done, self._total)


@dataclass(frozen=True, slots=True)
class AsicBundles:
    """Bundles signed with a laptop's key.

    Attributes:
        device_key, device_certificate: PEM; b"" where nothing needs signing.
        authority: PEM of the action's authority, for codes on paper; b"" where there are none.
        clock: the moment of signing and of checking.
    """

    device_key: bytes = field(repr=False)
    device_certificate: bytes = field(repr=False)
    authority: bytes = field(repr=False)
    clock: Clock = field(repr=False)

    def write(self, bundle: EntriesBundle, folder: Path, *, progress: Progress) -> Path:
        """Write ``<day>-<park>-<device>[-<what>].asice.age``, sealed for the bundle's recipients.

        Nothing unsealed touches the disk, and nothing stays when ``progress`` raises Cancelled.
        Raises StorageFailed when the disk does not take it, InvalidValue when nobody may open it or it
        would be larger than any bundle that is read.
        """
        recipients = [key for one in bundle.recipients for key in one.keys]
        if not recipients or not all(one.keys for one in bundle.recipients):
            raise InvalidValue(N_("Een ontvanger van deze actie heeft geen sleutel om de bundel te openen."))
        steps = _Steps(len(bundle.entries), progress)
        steps.passed(0)
        files = bundle_files(bundle, self.device_certificate, passed=steps.passed)
        require_room(files)
        pieces = container_pieces(
            files, key=self.device_key, certificate=self.device_certificate, at=self.clock()
        )

        def write(file: BinaryIO) -> None:
            seal_into(file, pieces, recipients)
            steps.passed()

        try:
            return publish_written(write, folder, _stem(bundle), SUFFIX, ready=steps.passed)
        except MemberChanged as changed:
            raise StorageFailed(
                N_("Terwijl de bundel werd gemaakt, is er iets gewist: de bundel is niet geschreven."),
                kept=N_("Alles op deze laptop is veilig; er is geen half bestand achtergebleven."),
                remedy=N_("Maak de bundel opnieuw."),
            ) from changed

    def check(self, path: Path, *, identity: str, authority_pem: bytes) -> BundleReport:
        """Check a bundle, sealed or bare; bad content is a finding, never an exception."""
        return self.read(path, {"": identity}, authority_pem, progress=_silent).report

    def read(
        self, path: Path, identities: Mapping[str, str], authority_pem: bytes, *, progress: Progress
    ) -> BundleRead:
        """What a bundle brings and whether all of it holds; bad content is a finding, never an exception."""
        return check_bundle(
            path, identities=identities, authority=authority_pem, at=self.clock(), progress=progress
        )

    def write_handover(self, entries: Sequence[Entry], recipients: Sequence[str]) -> str:
        """The entries as text for one QR code; see the port."""
        signer = Signer(self.device_key, self.device_certificate, self.authority)
        return write_handover(entries, recipients, signer)

    def read_handover(self, text: str, identities: Mapping[str, str]) -> Handover:
        """What the code of a sheet brings; see the port."""
        return read_handover(text, identities, self.authority, at=self.clock())

    def write_set_up(
        self, set_up: SetUp, folder: Path, *, authority: KeyPair, code: str, made_by: str
    ) -> Path:
        """Write the set-up bundle of one laptop; see the port."""
        made = Made(self.clock(), made_by)
        return write_set_up(set_up, folder, authority=authority, code=code, made=made)

    def read_set_up(self, path: Path, code: str) -> SetUp:
        """Open a set-up bundle with its one-time code. Raises BundleRefused naming what failed."""
        return read_set_up(path, code, at=self.clock())

    def write_update(self, update: ActionUpdate, folder: Path, *, authority: KeyPair) -> Path:
        """Write an update of the action; see the port."""
        return write_update(update, folder, authority=authority)

    def read_update(self, path: Path, identities: Mapping[str, str], authority_pem: bytes) -> ActionUpdate:
        """What an update of the action brings; see the port."""
        return read_update(path, identities, authority_pem, at=self.clock())

    def write_certificate(self, sheet: str, folder: Path, *, day: date, park: str) -> Path:
        """What somebody else needs to check bundles of this action; see the port."""
        return write_certificate_folder(
            self.authority, sheet, folder, bundle_stem(day, park, CERTIFICATE_FOLDER)
        )


CERTIFICATE_FOLDER = "certificaat"
"""Ends the name of the folder with the certificate of an action."""
_WHAT = {BundleKind.REFERRAL: "verwijzing", BundleKind.OUTCOME: "terugmelding"}


def _stem(bundle: EntriesBundle) -> str:
    """The name without its ending. An excerpt is told from others by drawn digits of its first referral.

    A referral names for whom it is: the two bundles of one alarm go to different laptops.

    Never by the code of the case, which people say aloud: whoever sees a stick would know who was referred.
    """
    stem = bundle_stem(bundle.action.day, bundle.action.park, bundle.device_name)
    if isinstance(bundle, QuestionBundle):
        return f"{stem}-vraag"
    if not isinstance(bundle, ExcerptBundle):
        return stem
    told = short_id(bundle.referrals[0])
    if bundle.what is BundleKind.REFERRAL:
        told = f"{slug(bundle.recipients[0].code)}-{told}"
    return f"{stem}-{_WHAT[bundle.what]}-{told}"


def _silent(done: int, total: int) -> None:
    """Nobody watches."""
