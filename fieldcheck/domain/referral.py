"""An acute referral: sent at once, and open until a named person has acknowledged it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import CaseId, ReferralId


class Urgency(StrEnum):
    """How fast a route has to be walked."""

    ACUTE = "acute"
    REGULAR = "regular"
    NONE = "none"


class ReferralStage(StrEnum):
    """What became of a referral."""

    SENT = "sent"
    ACKNOWLEDGED = "acknowledged"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    DONE = "done"
    WITHDRAWN = "withdrawn"


CLOSED_STAGES = frozenset({ReferralStage.DECLINED, ReferralStage.DONE, ReferralStage.WITHDRAWN})
"""Stages in which nobody works on a referral any more."""


class Outcome(StrEnum):
    """What the reporter hears of a referral; it says what happens, never what a person is."""

    ACCEPTED = "accepted"
    DECLINED = "declined"
    NO_CAPACITY = "no-capacity"
    OTHER_ROUTE = "other-route"
    DONE = "done"


OUTCOMES = {
    Outcome.ACCEPTED: N_("Opgepakt"),
    Outcome.DECLINED: N_("Niet opgepakt"),
    Outcome.NO_CAPACITY: N_("Geen capaciteit"),
    Outcome.OTHER_ROUTE: N_("Naar een andere instantie"),
    Outcome.DONE: N_("Afgerond"),
}
"""What became of it, in words."""


class FirstAssessment(StrEnum):
    """The inspector's first assessment of a referred case: what happens with it, never what a person is."""

    TAKEN_UP = "taken-up"
    MORE_TO_ASK = "more-to-ask"
    OTHER_ROUTE = "other-route"
    NO_CAPACITY = "no-capacity"
    NOT_TAKEN_UP = "not-taken-up"


WAYS: tuple[tuple[str, str], ...] = (
    ("walked", N_("Samen naar de stand gelopen")),
    ("called", N_("Gebeld")),
    ("radio", N_("Portofoon")),
    ("bundle", N_("Bundel op een USB-stick")),
)
"""How a recipient was reached: code and words, on screen and in print."""

REACHED_BY: dict[str, str] = {
    "stand": N_("Stand in de straat"),
    "phone": N_("Telefoon"),
    "laptop": N_("Laptop van de ontvanger"),
    "nobody": N_("Niemand bereikbaar"),
    "review-desk": N_("Gezien op de laptop van de ontvanger"),
    **dict(WAYS),
}
"""Every way by which a referral can have gone, in words; what is not here was written by the officer."""


@dataclass(frozen=True, slots=True)
class Referral:
    """One referral of one case.

    Attributes:
        to: code of the recipient, such as ``iszw``.
        why: reasons as the officer sent them, one each line.
        how: how the recipient was reached (walked, called, ...), or can be while nobody acknowledged.
        sent_by: name of the officer.
        acknowledged_by: name of the person who took it over, "" while open; later names after a comma.
        assessment: the inspector's first assessment, None while waiting.
        sealed_note: the inspector's note, sealed to ISZW (age, base64), "" while none.
        alarm: what all referrals of one alarm share, "" for a single one.
        asked: the targets that the route names, when ``to`` stands in for them (codes, a space between),
            else "".
        effect: what it may do to the person, as the officer saw it, "" when nothing was written.
        reason: of the last answer (declined, withdrawn), "" when there is none.
        result: what came of it, "" while not done.
        escalated: the referral that took over because nobody acknowledged this one, "" when none did.
        outcome: what the reporter is told, None while nothing; ``outcome_words`` in the inspector's words.
    """

    id: ReferralId
    case: CaseId
    case_code: str
    to: str
    urgency: Urgency
    why: tuple[str, ...]
    how: str
    sent_by: str
    sent: datetime
    stage: ReferralStage
    acknowledged_by: str = ""
    acknowledged: datetime | None = None
    assessment: FirstAssessment | None = None
    sealed_note: str = ""
    assessed: datetime | None = None
    alarm: str = ""
    asked: str = ""
    effect: str = ""
    reason: str = ""
    result: str = ""
    escalated: str = ""
    outcome: Outcome | None = None
    outcome_words: str = ""
    outcome_at: datetime | None = None

    def covers(self, urgency: Urgency) -> bool:
        """Whether it is open and of at least this urgency: to whom it went needs no other one.

        Who was told calmly is told again when it becomes acute.
        """
        return self.stage not in CLOSED_STAGES and urgency in (Urgency.REGULAR, self.urgency)

    @property
    def waits(self) -> bool:
        """Whether it still waits for a named person to acknowledge it."""
        return self.acknowledged is None and self.stage is ReferralStage.SENT
