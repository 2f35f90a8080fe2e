"""An action: one controlestraat at one park on one day, with its posts, contacts and local limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fieldcheck.domain.identifiers import ActionId


@dataclass(frozen=True, slots=True)
class Contact:
    """How a body is reached; printed with the day it was checked.

    ``number`` may be "" where no reliable source gives one; then nothing is printed.
    """

    code: str
    name: str
    number: str
    hours: str
    source: str
    checked: date


@dataclass(frozen=True, slots=True)
class Recipient:
    """A partner who receives bundles.

    Attributes:
        code: ``iszw``, ``coordinator`` or ``municipality``.
        name: the body's name as printed.
        age: age recipient (``age1...``).
        legal_basis: why this partner may have what it gets; shown in the manifest.
    """

    code: str
    name: str
    age: str
    legal_basis: str


@dataclass(frozen=True, slots=True)
class LocalLimits:
    """Limits that a municipality sets itself; parameters, never law of ours.

    Attributes:
        stay_days: consecutive days of stay after which the municipality registers (days).
        square_metres: floor area per person below which a dwelling counts as overcrowded (m²).
        source: the decision they come from.
    """

    stay_days: int
    square_metres: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class Post:
    """A post of the control street; ``next`` is the usual following post's code.

    ``forms`` are the ids of the forms that are used here, the usual one first.
    """

    code: str
    name: str
    next: str
    forms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Action:
    """One action, as the set-up bundle brings it. ``practice`` marks a fictitious one everywhere."""

    id: ActionId
    name: str
    park: str
    municipality: str
    day: date
    posts: tuple[Post, ...]
    limits: LocalLimits
    contacts: tuple[Contact, ...]
    recipients: tuple[Recipient, ...]
    practice: bool

    @property
    def forms(self) -> tuple[str, ...]:
        """The ids of all forms that its posts use; empty when nobody chose any."""
        return tuple(dict.fromkeys(form for post in self.posts for form in post.forms))

    def post(self, code: str) -> Post:
        """The post with this code; KeyError when the action has none."""
        return {post.code: post for post in self.posts}[code]

    def recipient(self, code: str) -> Recipient:
        """The recipient with this code; KeyError when the action has none."""
        return {recipient.code: recipient for recipient in self.recipients}[code]
