"""The dossier of one case as a whole: what was written down, what stands now, and what still waits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from fieldcheck.domain.comensha import ComenshaReport, ReportStage
from fieldcheck.domain.follow_up import FollowUp, FollowUpStage
from fieldcheck.domain.identifiers import EntryId
from fieldcheck.domain.qualification import (
    EFFECT,
    HELP,
    REPORT_COMENSHA,
    TELL_REFLECTION,
    Prompt,
    Qualification,
    asks,
)
from fieldcheck.domain.reflection import Reflection
from fieldcheck.domain.shelter import ShelterRequest


class About(StrEnum):
    """What a sealed note is about."""

    CASE = ""
    ASSESSMENT = "assessment"
    EFFECT = "effect"


@dataclass(frozen=True, slots=True)
class Note:
    """A sealed note. ``words`` is None where this laptop cannot open it; ``to`` is the recipient's code."""

    id: EntryId
    at: datetime
    by: str
    about: About
    to: str
    words: str | None


@dataclass(frozen=True, slots=True)
class AgreedContact:
    """That safe contact was agreed; how is sealed to ``to`` (recipient codes)."""

    id: EntryId
    at: datetime
    by: str
    to: tuple[str, ...]
    opens_here: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """What a step of the ladder asks of the officer.

    ``done`` says whether the dossier shows it; None where a dossier cannot tell.
    """

    prompt: Prompt
    done: bool | None


@dataclass(frozen=True, slots=True)
class Dossier:
    """The whole of it; lists are oldest first unless their own order is said elsewhere.

    ``unreadable`` counts entries that another version wrote and this one cannot read; they stay on record.
    """

    qualifications: tuple[Qualification, ...] = ()
    reflections: tuple[Reflection, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    comensha: tuple[ComenshaReport, ...] = ()
    shelters: tuple[ShelterRequest, ...] = ()
    contacts: tuple[AgreedContact, ...] = ()
    notes: tuple[Note, ...] = ()
    unreadable: int = 0

    @property
    def qualification(self) -> Qualification | None:
        """The step that counts now, None while nobody set one."""
        return self.qualifications[-1] if self.qualifications else None

    @property
    def reflection(self) -> Reflection | None:
        """The newest time it was told, None while nobody did."""
        return self.reflections[-1] if self.reflections else None

    @property
    def report(self) -> ComenshaReport | None:
        """How the report to CoMensha stands, None while there is none."""
        return self.comensha[-1] if self.comensha else None

    @property
    def contact(self) -> AgreedContact | None:
        """What was agreed last about safe contact."""
        return self.contacts[-1] if self.contacts else None

    @property
    def asked(self) -> tuple[Asked, ...]:
        """What the step that counts asks next; nothing while nobody set one."""
        now = self.qualification
        return () if now is None else tuple(Asked(one, self._done(one)) for one in asks(now.step))

    def overdue(self, today: date) -> tuple[FollowUp, ...]:
        """What should have been done before today."""
        return tuple(one for one in self.follow_ups if one.overdue(today))

    def _done(self, prompt: Prompt) -> bool | None:
        if prompt == TELL_REFLECTION:
            return self.reflection is not None
        if prompt == REPORT_COMENSHA:
            return self.report is not None and self.report.stage is not ReportStage.WITHDRAWN
        if prompt == EFFECT:
            return any(note.about == About.EFFECT for note in self.notes)
        if prompt == HELP:
            return any(one.stage is not FollowUpStage.DROPPED for one in self.follow_ups)
        return None


NOTHING_KEPT = Dossier()
"""The dossier of a case about which nobody wrote anything down."""
