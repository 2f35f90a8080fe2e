"""What would go wrong with an action on its day: posts that lead nowhere, and contacts nobody looked at."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from decimal import Decimal

from fieldcheck.domain.action import Action, Contact, Post, Recipient
from fieldcheck.domain.errors import N_
from fieldcheck.domain.route import MeldRoute, RouteProblem, Target
from fieldcheck.domain.wording import Said

CONTACT_DAYS = 90
"""Days after which a contact is to be looked at again before an action."""

LONGEST_NAME, LONGEST_TEXT = 120, 500
"""How long a name, and any other line of an action may be (characters): they stand on papers and screens."""
MOST_DAYS, MOST_SQUARE_METRES, MOST_MINUTES, MOST_PERSONS = 3660, Decimal(1000), 24 * 60, 2000
"""Above these a stay (days), a floor (m²), a wait for the next in line (minutes) or a group that
needs shelter (persons) is a slip of the keys."""
_CODE = re.compile(r"[\w.-]{1,40}")
_NUMBER = re.compile(r"(?=(?:\D*\d){3}).{3,40}")

_AT_MOST = N_("dit getal kan niet: ten hoogste {n}")
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


def slips(action: Action, today: date, known: Collection[str]) -> tuple[RouteProblem, ...]:
    """What reads well and still cannot be meant: too long, too large, a number without digits, a day to come.

    Codes that are ``known`` from the action in force may stay as they are.
    """
    return tuple(RouteProblem(place, reason) for place, reason in _slips(action, today, known))


def past_day(action: Action, today: date) -> tuple[RouteProblem, ...]:
    """That the day of the action is over: worth knowing, and no reason to stop."""
    return () if action.day >= today else (RouteProblem("day", Said(N_("deze dag is voorbij"))),)


def unsourced_wait(route: MeldRoute) -> tuple[RouteProblem, ...]:
    """That nobody said where the wait until the next in line comes from: no rule prescribes one."""
    if not route.escalate_after or route.source.strip():
        return ()
    reason = Said(
        N_("geen regel schrijft {n} minuten voor: kies zelf, en noem bij de route de afspraak"),
        n=route.escalate_after,
    )
    return (RouteProblem("route.escalate_after", reason),)


def _slips(action: Action, today: date, known: Collection[str]) -> Iterator[tuple[str, Said]]:
    for place, words, longest in _lines(action):
        if len(words) > longest:
            yield place, Said(N_("dit is te lang: ten hoogste {n} tekens"), n=longest)
    targets = [one.code for one in action.route.targets]
    for at, code in enumerate(targets):
        if code in targets[:at]:
            yield f"route.targets[{at}].code", Said(N_("deze code komt twee keer voor"))
    for place, code in _codes(action):
        if code not in known and not _CODE.fullmatch(code):
            yield place, Said(N_("kort en zonder spaties: letters, cijfers, streepjes, ten hoogste 40"))
    for place, number, most in (
        ("limits.stay_days", action.limits.stay_days, MOST_DAYS),
        ("limits.square_metres", action.limits.square_metres, MOST_SQUARE_METRES),
        ("route.escalate_after", action.route.escalate_after, MOST_MINUTES),
    ):
        if number > most:
            yield place, Said(_AT_MOST, n=most)
    for at, asked in enumerate(action.shelter):
        if asked.group.persons > MOST_PERSONS:
            yield f"shelter[{at}].persons", Said(_AT_MOST, n=MOST_PERSONS)
    for at, contact in enumerate(action.contacts):
        if contact.number.strip() and not _NUMBER.fullmatch(contact.number.strip()):
            yield f"contacts[{at}].number", Said(N_("dit is geen nummer om te bellen"))
        if contact.checked > today:
            yield f"contacts[{at}].checked", Said(N_("deze dag moet nog komen"))


def _lines(action: Action) -> Iterator[tuple[str, str, int]]:
    """Every line that somebody writes, with its place and how long it may be."""
    yield from ((name, getattr(action, name), LONGEST_NAME) for name in ("name", "park", "municipality"))
    yield "limits.source", action.limits.source, LONGEST_TEXT
    yield "route.name", action.route.name, LONGEST_NAME
    yield "route.source", action.route.source, LONGEST_TEXT
    named: dict[str, Sequence[Post | Contact | Recipient | Target]] = {
        "posts": action.posts,
        "contacts": action.contacts,
        "recipients": action.recipients,
        "route.targets": action.route.targets,
    }
    for items, each in named.items():
        yield from ((f"{items}[{at}].name", one.name, LONGEST_NAME) for at, one in enumerate(each))
    for at, contact in enumerate(action.contacts):
        yield f"contacts[{at}].hours", contact.hours, LONGEST_NAME
        yield f"contacts[{at}].source", contact.source, LONGEST_TEXT
    for at, post in enumerate(action.posts):
        yield from ((f"posts[{at}].tasks[{n}]", task, LONGEST_NAME) for n, task in enumerate(post.tasks))
    for at, rule in enumerate(action.route.rules):
        yield f"route.rules[{at}].label", rule.label, LONGEST_NAME
        yield f"route.rules[{at}].source", rule.source, LONGEST_TEXT
    yield from ((f"pre_visit[{at}]", line, LONGEST_TEXT) for at, line in enumerate(action.pre_visit))
    for at, one in enumerate(action.recipients):
        yield f"recipients[{at}].legal_basis", one.legal_basis, LONGEST_TEXT
    for at, asked in enumerate(action.shelter):
        yield f"shelter[{at}].name", asked.name, LONGEST_NAME
        yield f"shelter[{at}].region", asked.group.region, LONGEST_TEXT
        yield f"shelter[{at}].reason", asked.reason, LONGEST_TEXT


def _codes(action: Action) -> Iterator[tuple[str, str]]:
    yield from ((f"posts[{at}].code", one.code) for at, one in enumerate(action.posts))
    yield from ((f"contacts[{at}].code", one.code) for at, one in enumerate(action.contacts))
    yield from ((f"recipients[{at}].code", one.code) for at, one in enumerate(action.recipients))
    yield from ((f"route.targets[{at}].code", one.code) for at, one in enumerate(action.route.targets))
    yield from ((f"route.rules[{at}].code", one.code) for at, one in enumerate(action.route.rules))


def codes_of(action: Action) -> frozenset[str]:
    """Every code of its posts, contacts, recipients, targets and rules."""
    return frozenset(code for _, code in _codes(action))
