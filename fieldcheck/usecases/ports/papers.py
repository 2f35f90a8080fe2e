"""What the papers say, and who makes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from fieldcheck.domain.action import Action


@dataclass(frozen=True, slots=True)
class Reason:
    """One line of a paper: a signal or rule in words, with the answer behind it."""

    text: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Alerted:
    """Somebody who was alerted: how it can be reached, and where it stood when this was printed.

    ``number``, ``hours`` and ``checked`` are of the contact: "" and None without one. ``way`` is a key of
    ``domain.referral.REACHED_BY``, ``stage`` a ReferralStage.
    """

    name: str
    way: str
    stand: str
    number: str
    hours: str
    checked: date | None
    stage: str
    acknowledged_by: str


@dataclass(frozen=True, slots=True)
class ReferralSheet:
    """What the referral sheet to ISZW says; for the inspector's eyes.

    Words in it that can be said in another language are said in ``language`` (nl or en): that of the officer.
    """

    action: Action
    case_code: str
    sent: datetime
    sent_by: str
    to: str
    how: str
    capacity: str
    spoken_language: str
    reasons: tuple[Reason, ...]
    figures: tuple[Reason, ...]
    blank_domains: tuple[str, ...]
    conditions: tuple[Reason, ...]
    reached: bool = True
    """Whether anybody of the recipient answered: ``how`` is until then how they can be reached."""
    talked: bool = True
    """Whether figures, domains and conditions of a talk are told; they are not when there was none."""
    effect: str = ""
    """What it may do to the person, as the officer wrote it."""
    alerted: tuple[Alerted, ...] = ()
    """Everybody who was alerted, the reader of this sheet among them."""
    handover: str = ""
    """Text for one QR code by which the recipient's laptop takes the case over, "" when it has none."""
    without_code: tuple[str, ...] = ()
    """Why there is none although the recipient has a laptop, and what to do instead; in ``language``."""
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class ControlProof:
    """What the proof of control says: the same for everyone, nothing of an outcome or a language."""

    action: Action
    serial: str
    case_code: str
    issued: datetime
    official: str


@dataclass(frozen=True, slots=True)
class RouteSlip:
    """What the route slip says: no name, no outcome.

    ``posts`` are the names of the posts that everybody passes, in their order; quiet ones are not among them.
    """

    action: Action
    case_code: str
    posts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RightsLetter:
    """What the rights letter is made from. ``language`` is the reader's; Dutch stands beside nothing in it.

    ``minimum_wage`` is the statutory hourly minimum of that day and age as an amount string ("14.99"),
    "" where no source gives it.
    """

    action: Action
    language: str
    day: date
    minimum_wage: str
    eu_citizen: bool | None
    draft: bool


@dataclass(frozen=True, slots=True)
class RecoverySheet:
    """The sheet with the recovery code, printed once at set-up."""

    code: str
    device: str
    made: datetime
    practice: bool


@dataclass(frozen=True, slots=True)
class PreVisitSheet:
    """What the pre-visit sheet says: place, posts, who can be called, and what is known of the park."""

    action: Action
    made: datetime
    made_by: str


class Papers(Protocol):
    """Makes PDFs: bytes out, nothing written to disk."""

    def referral_sheet(self, sheet: ReferralSheet) -> bytes:
        """The sheet that goes with an acute referral."""
        ...

    def control_proof(self, proof: ControlProof) -> bytes:
        """The proof of control (controlebewijs)."""
        ...

    def route_slip(self, slip: RouteSlip) -> bytes:
        """The route slip (routebrief)."""
        ...

    def rights_letter(self, letter: RightsLetter) -> bytes:
        """The rights letter in the reader's language."""
        ...

    def pre_visit_sheet(self, sheet: PreVisitSheet) -> bytes:
        """The sheet that everybody of the action reads beforehand."""
        ...

    def recovery_sheet(self, sheet: RecoverySheet) -> bytes:
        """The sheet with the recovery code."""
        ...
