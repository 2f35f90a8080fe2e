"""An action: one controlestraat at one park on one day, with its posts, contacts and local limits."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identifiers import ActionId
from fieldcheck.domain.roles import Role
from fieldcheck.domain.route import NO_ROUTE, MeldRoute
from fieldcheck.domain.shelter import ExpectedShelter

COORDINATOR = "coordinator"
"""Recipient code of who puts the laptops' days together."""
REPORTERS = "intake"
"""Recipient code of the posts that report: they hear what became of a referral."""
STREET = "street"
"""Code of the identity that every laptop of an action has: for what the coordinator sends to all of them."""


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
        code: ``iszw``, ``municipality``, ``coordinator`` or ``intake`` (the posts that report).
        name: the body's name as printed.
        age: age recipient (``age1...``) of its first laptop; "" while it has none.
        legal_basis: why this partner may have what it gets; shown in the manifest.
        more: age recipients of its further laptops, each with an identity of its own.
    """

    code: str
    name: str
    age: str
    legal_basis: str
    more: tuple[str, ...] = ()

    @property
    def keys(self) -> tuple[str, ...]:
        """Whom to seal to, so that each of its laptops opens it; empty while it has no key."""
        return (self.age, *self.more) if self.age else ()


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

    Attributes:
        forms: ids of the forms that are used here, the usual one first.
        tasks: what is done here, in the order in which it is done, as people at the post see it.
        role: the role of who works here; None where the post's code says it (``intake2`` is an intake).
        quiet: no paper and no other post tells that somebody was here, as at the inspectorate's stand.
    """

    code: str
    name: str
    next: str
    forms: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
    role: Role | None = None
    quiet: bool = False

    @property
    def worker(self) -> Role | None:
        """The role of who works here, by the post's own word or by its code; None where neither says it."""
        return self.role or _WORKERS.get(self.code.rstrip("0123456789"))


_WORKERS = {
    "intake": Role.HANDHAVER,
    "gemeente": Role.MUNICIPAL_CLERK,
    "iszw": Role.ISZW_INSPECTOR,
    "coordinator": Role.COORDINATOR,
}
"""The role that belongs to a post, by the post's code without its number."""

NEUTRAL_POST = N_("Gesprekstent")
"""What a quiet post is called where nobody needs to know which one it is."""
NEUTRAL_TASK = N_("een rustig gesprek")
"""What is done there, for the same readers."""


@dataclass(frozen=True, slots=True)
class Action:
    """One action, as the set-up bundle brings it. ``practice`` marks a fictitious one everywhere.

    ``route`` is the reporting route; an action without one goes by the rules of its forms alone.
    ``pre_visit`` are lines of the pre-visit sheet: what is known of the place and of who comes along.
    ``version`` counts the changes since it was prepared; the highest is in force. ``street`` is the age
    recipient of all laptops of the action together, for what the coordinator sends to each of them; "" in an
    action of before there was one. ``shelter`` is what was asked beforehand for people who are expected.
    """

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
    route: MeldRoute = NO_ROUTE
    pre_visit: tuple[str, ...] = ()
    version: int = 0
    street: str = ""
    shelter: tuple[ExpectedShelter, ...] = ()

    @property
    def forms(self) -> tuple[str, ...]:
        """The ids of all forms that its posts use; empty when nobody chose any."""
        return tuple(dict.fromkeys(form for post in self.posts for form in post.forms))

    @property
    def open_posts(self) -> tuple[Post, ...]:
        """Its posts that papers may name: all but the quiet ones."""
        return tuple(post for post in self.posts if not post.quiet)

    def post_names(self, role: Role) -> dict[str, str]:
        """What this role reads for each post, by its code.

        A quiet post has a neutral name, except for who works there and for the coordinator: others need not
        know, and the person opposite can see the screen. Neutral names are msgids.
        """
        return {
            post.code: NEUTRAL_POST
            if post.quiet and role not in (post.worker, Role.COORDINATOR)
            else post.name
            for post in self.posts
        }

    @property
    def targets(self) -> tuple[Recipient, ...]:
        """The recipients that somebody can be referred to: the partners, not the street itself."""
        return tuple(one for one in self.recipients if one.code not in (COORDINATOR, REPORTERS))

    def post(self, code: str) -> Post:
        """The post with this code; KeyError when the action has none."""
        return {post.code: post for post in self.posts}[code]

    def recipient(self, code: str) -> Recipient:
        """The recipient with this code; KeyError when the action has none."""
        return {recipient.code: recipient for recipient in self.recipients}[code]
