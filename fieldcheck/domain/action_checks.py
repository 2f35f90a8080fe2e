"""What would go wrong with an action on its day: posts that lead nowhere, and contacts nobody looked at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from fieldcheck.domain.action import Action, Contact, Post
from fieldcheck.domain.errors import N_
from fieldcheck.domain.route import RouteProblem
from fieldcheck.domain.wording import Said

CONTACT_DAYS = 90
"""Days after which a contact is to be looked at again before an action."""

_UNKNOWN = N_("“{name}” is hier niet bekend")


def chain_problems(posts: Sequence[Post]) -> tuple[RouteProblem, ...]:
    """Why people would not reach the end of the street; empty when every post leads to one last post.

    Several posts may lead to one (two intakes), none goes in a circle, and exactly one is the last: there
    the proof of control is given.
    """
    return tuple(RouteProblem(place, reason) for place, reason in _chain(posts))


def _chain(posts: Sequence[Post]) -> Iterator[tuple[str, Said]]:
    if not posts:
        yield "posts", Said(N_("een actie heeft ten minste één post"))
        return
    after = {post.code: post.next for post in posts}
    last = [post for post in posts if not post.next]
    for number, post in enumerate(posts):
        place = f"posts[{number}].next"
        if post.next and post.next not in after:
            yield place, Said(_UNKNOWN, name=post.next)
        elif (turn := _circle(post.code, after)) is not None:
            yield place, Said(N_("deze posten lopen rond: {turn}"), turn=" → ".join(turn))
        elif post in last[1:]:
            yield (
                place,
                Said(
                    N_("de straat eindigt al bij {other}; kies de post die na {name} komt"),
                    other=last[0].name,
                    name=post.name,
                ),
            )


def _circle(code: str, after: dict[str, str]) -> list[str] | None:
    """The posts from this one back to itself; None when it does not come back."""
    way = [code]
    while (following := after.get(way[-1], "")) and following not in way:
        way.append(following)
    return [*way, following] if following == code else None


def form_problems(action: Action, forms: frozenset[str]) -> tuple[RouteProblem, ...]:
    """The forms that posts name and that are not among ``forms`` (ids)."""
    return tuple(
        RouteProblem(f"posts[{number}].forms[{at}]", Said(N_("het formulier “{name}” is er niet"), name=form))
        for number, post in enumerate(action.posts)
        for at, form in enumerate(post.forms)
        if form not in forms
    )


def old_contacts(
    contacts: Sequence[Contact], today: date, *, days: int = CONTACT_DAYS
) -> tuple[RouteProblem, ...]:
    """The contacts that were looked at more than ``days`` days ago: to call once, and no reason to stop."""
    return tuple(
        RouteProblem(
            f"contacts[{number}].checked",
            Said(N_("{name} is {days} dagen geleden nagekeken: bel een keer"), name=one.name, days=age),
        )
        for number, one in enumerate(contacts)
        if (age := (today - one.checked).days) > days
    )
