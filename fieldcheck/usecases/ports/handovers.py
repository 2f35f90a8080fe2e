"""A handover on paper: the few entries that make a referral known on another laptop, as one short text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.journal import Entry


@dataclass(frozen=True, slots=True)
class Handover:
    """What a handover brought.

    Attributes:
        entries: as the sender's journal has them; each holds by its own digest.
        device, device_name: the laptop that signed it.
        opened_by: code of the recipient whose key opened it.
    """

    entries: tuple[Entry, ...]
    device: DeviceId
    device_name: str
    opened_by: str


class Handovers(Protocol):
    """Writes and reads handovers with the keys of one laptop."""

    def write_handover(self, entries: Sequence[Entry], recipients: Sequence[str]) -> str:
        """The entries, signed by this laptop and sealed for each of ``recipients`` (``age1...``), for one QR.

        Capitals and digits only, so that every keyboard scanner types it. Raises InvalidValue when it would
        be longer than one QR code holds.
        """
        ...

    def read_handover(self, text: str, identities: Mapping[str, str]) -> Handover:
        """What such a text brings, opened with one of ``identities`` (secret by recipient code).

        Raises BundleRefused that says what is wrong: misread, for somebody else, or not signed by a laptop
        of this action.
        """
        ...
