"""What a change of the action may not take away or turn round: its day, posts where people were, and keys."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fieldcheck.crypto import is_recipient
from fieldcheck.domain.action import STREET, Action, Recipient
from fieldcheck.domain.errors import N_
from fieldcheck.domain.roles import Deed
from fieldcheck.domain.route import RouteProblem
from fieldcheck.domain.wording import Said
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.preparing import LAPTOP_KEYED

_SECRET = "AGE-SECRET-KEY-"  # noqa: S105 how such a key begins, and no key


@dataclass(frozen=True, slots=True)
class Anchors:
    """What of the action in force is used on this laptop.

    Attributes:
        begun: whether somebody came, or a home was planned; its day stands then.
        posts: codes of the posts where people were, or where this laptop stands.
    """

    begun: bool = False
    posts: frozenset[str] = frozenset()


def anchors(desk: Desk) -> Anchors:
    """What stands fast on this laptop. Raises NotAllowed for a role that does not prepare."""
    desk.actor.require(Deed.PREPARE)
    return anchors_here(desk)


def anchors_here(desk: Desk) -> Anchors:
    """The same for whoever takes in an update."""
    used = {
        flow.post
        for flow in desk.store.flows([post.code for post in desk.action.posts], desk.clock())
        if flow.passed
    }
    begun = bool(desk.store.cases(limit=1) or desk.store.homes())
    return Anchors(begun, frozenset(used | {desk.laptop.post, desk.actor.post}))


def lost(ours: Action, action: Action, held: Anchors) -> Iterator[RouteProblem]:
    """What ``action`` would take away of the action in force, with the place of each."""
    if held.begun and action.day != ours.day:
        reason = Said(
            N_("hier is al iemand geweest: maak voor een andere dag een nieuwe actie, bij Laptops en talen")
        )
        yield RouteProblem("day", reason)
    yield from _lost_recipients(ours, action)
    codes = {post.code for post in action.posts}
    for post in ours.posts:
        if post.code in held.posts - codes:
            yield RouteProblem(
                "posts", Said(N_("bij {name} waren mensen, of staat deze laptop"), name=post.name)
            )


def must_stay(recipient: Recipient) -> bool:
    """Whether a recipient of the action in force cannot go: it has a key, or gets one with its laptop."""
    return recipient.code in LAPTOP_KEYED or bool(recipient.keys)


def _lost_recipients(ours: Action, action: Action) -> Iterator[RouteProblem]:
    at = {one.code: number for number, one in enumerate(action.recipients)}
    keys = {one.code: one.keys for one in action.recipients}
    for one in ours.recipients:
        if must_stay(one) and not (one.code in at and set(one.keys) <= set(keys[one.code])):
            place = f"recipients[{at[one.code]}].age" if one.code in at else "recipients"
            yield RouteProblem(
                place, Said(N_("{name} kan niet weg of een andere sleutel krijgen"), name=one.name)
            )


def key_problems(ours: Action, action: Action) -> Iterator[RouteProblem]:
    """What is wrong with the keys of recipients that are new in ``action``.

    A recipient with a laptop of the action gets its key with that laptop, and nobody types it. Another one
    makes its own and gives the public half.
    """
    known = {one.code: one.keys for one in ours.recipients}
    owners = {action.street: STREET} if action.street else {}
    for number, one in enumerate(action.recipients):
        place = f"recipients[{number}]"
        if one.code == STREET:
            yield RouteProblem(
                f"{place}.code", Said(N_("deze code is van de laptops samen: kies een andere"))
            )
        new = [key for key in one.keys if key not in known.get(one.code, ())]
        if new and one.code in LAPTOP_KEYED:
            reason = Said(N_("een ontvanger krijgt zijn sleutel met een instelbundel voor zijn laptop"))
            yield RouteProblem(place, reason)
        elif new:
            yield from _typed_problems(place, one, new)
        for key in one.keys:
            other = owners.setdefault(key, one.code)
            if other != one.code:
                reason = Said(N_("deze sleutel is al van “{name}”"), name=other)
                yield RouteProblem(f"{place}.age", reason)


def _typed_problems(place: str, one: Recipient, new: list[str]) -> Iterator[RouteProblem]:
    if any(_SECRET in key.upper() for key in new):
        yield RouteProblem(
            f"{place}.age",
            Said(N_("dit is de geheime sleutel: wis haar hier, en laat de ontvanger een nieuwe maken")),
        )
    elif not all(is_recipient(key) for key in new):
        reason = Said(N_("dit is geen age-sleutel: neem de hele regel over die met age1 begint"))
        yield RouteProblem(f"{place}.age", reason)
    if not one.legal_basis.strip():
        reason = Said(N_("zonder grondslag gaat er niets naar deze ontvanger"))
        yield RouteProblem(f"{place}.legal_basis", reason)
