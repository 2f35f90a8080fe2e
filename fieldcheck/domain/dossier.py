"""What people write down about a case after the talk: each thing with who, when and in which role.

Nothing here replaces what stood before: the newest of a kind counts, and the older ones are its history.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from fieldcheck.domain import events
from fieldcheck.domain.identifiers import CaseId, EntryId


class DossierKind(StrEnum):
    """What can stand in the dossier of a case; each is the kind of its journal entry."""

    QUALIFICATION = events.QUALIFICATION_SET
    REFLECTION = events.REFLECTION_OFFERED
    FOLLOW_UP = events.FOLLOW_UP_PLANNED
    COMENSHA = events.COMENSHA_REPORTED
    SHELTER = events.SHELTER_REQUESTED
    CONTACT = events.CONTACT_AGREED
    NOTE = events.NOTE_SEALED


@dataclass(frozen=True, slots=True)
class DossierEntry:
    """One entry of a dossier. ``content`` is its payload without the salt; see ``events``."""

    id: EntryId
    case: CaseId
    kind: DossierKind
    at: datetime
    actor: str
    role: str
    content: Mapping[str, Any]
