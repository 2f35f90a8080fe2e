"""What the review desk shows at one moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from fieldcheck.domain.case_dossier import NOTHING_KEPT, Dossier
from fieldcheck.domain.contact import SafeContact
from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import ReferralId
from fieldcheck.domain.referral import FirstAssessment, Outcome
from fieldcheck.domain.shelter import ExpectedShelter
from fieldcheck.usecases.assessing import CLOSES_WITH
from fieldcheck.usecases.reporting import Queued
from fieldcheck.viewmodels.handing_over import HandingState
from fieldcheck.viewmodels.inbox import InboxRow, Shown, among
from fieldcheck.viewmodels.review_case import ReviewCase
from fieldcheck.viewmodels.told import Trouble

ASSESSMENTS: tuple[tuple[FirstAssessment, str], ...] = (
    (FirstAssessment.TAKEN_UP, N_("Opgepakt")),
    (FirstAssessment.MORE_TO_ASK, N_("Eerst meer vragen")),
    (FirstAssessment.OTHER_ROUTE, N_("Andere route")),
    (FirstAssessment.NO_CAPACITY, N_("Nu geen capaciteit")),
    (FirstAssessment.NOT_TAKEN_UP, N_("Niet opgepakt")),
)
"""What can happen with a referred case, in words; says nothing about the person."""


NOTHING_HANDED = HandingState()
"""No bundle was made."""


class Tab(StrEnum):
    """What of the case is in view."""

    OVERVIEW = "overview"
    LENSES = "lenses"
    TALKS = "talks"
    DOSSIER = "dossier"
    HISTORY = "history"


@dataclass(frozen=True, slots=True)
class ReviewState:
    """Everything the review desk shows.

    Attributes:
        shown: which rows of the inbox show.
        saved: when what was written last was on disk (UTC).
        kept: counts what was written; a sheet that waits for its own closes when it grows.
        day: today, for what is left of a period.
        user: who sits here; ``recipients`` are (code, name) of those a contact can be sealed to.
        expected: what shelter was asked beforehand, for the whole action.
        typed: what stands in the fields of sheets that were not kept, by sheet and field; of this case.
        contact: how to reach the person, while it is looked at.
        queue: the cases with a report to CoMensha, while they are looked at.
        handing: the bundle with the outcome, while it is made and after.
        talking: the talk that the interview screen goes on with; the page follows it.
    """

    rows: tuple[InboxRow, ...] = ()
    loaded: bool = False
    busy: bool = False
    shown: Shown = Shown.ALL
    tab: Tab = Tab.OVERVIEW
    selected: ReferralId | None = None
    case: ReviewCase | None = None
    dossier: Dossier = NOTHING_KEPT
    assessment: FirstAssessment | None = None
    note: str = ""
    typed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    saved: datetime | None = None
    kept: int = 0
    day: date = date.min
    user: str = ""
    recipients: tuple[tuple[str, str], ...] = ()
    expected: tuple[ExpectedShelter, ...] = ()
    contact: SafeContact | None = None
    queue: tuple[Queued, ...] | None = None
    trouble: Trouble | None = None
    talking: object = None
    handing: HandingState = NOTHING_HANDED

    @property
    def row(self) -> InboxRow | None:
        """The row that is selected."""
        return next((row for row in self.rows if row.id == self.selected), None)

    @property
    def visible(self) -> tuple[InboxRow, ...]:
        """The rows that show."""
        return among(self.rows, self.shown)

    @property
    def closes_with(self) -> Outcome | None:
        """The outcome by which the picked assessment closes the referral; None when it does not close."""
        return None if self.assessment is None else CLOSES_WITH.get(self.assessment)
