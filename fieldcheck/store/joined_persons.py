"""What the tallies count twice, because one person has more than one case: joined cases are one person."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from sqlalchemy import Connection, select, union

from fieldcheck.domain.flow import VisitStage
from fieldcheck.store import schema
from fieldcheck.store.projecting.counting import Added, Tally

_JOINED = schema.joined_cases.c
_OF_VISITS = frozenset({Tally.CALLS.value, Tally.WAITED.value})
"""What is counted of visits, not of persons: joining cases changes nothing there."""


def twice_at_posts(connection: Connection) -> Added:
    """By what, hour and post: how many persons too many the tallies have there.

    Nothing is written for it, so that parting two cases again needs no more than that.
    """
    over: Added = Counter()
    for cases in _persons(connection):
        together = sum(cases, Counter[tuple[str, str, str]]())
        over.update({key: amount - 1 for key, amount in together.items() if amount > 1})
        over.update(_talked_after_all(cases))
    return over


def _talked_after_all(cases: Sequence[Added]) -> Iterator[tuple[str, str, str]]:
    """Where the person refused with the one case, and talked with another."""
    for _what, _hour, post in {key for one in cases for key in one if key[0] == Tally.TALKED_HERE.value}:
        key = (VisitStage.REFUSED.value, "", post)
        if any(one[key] for one in cases):
            yield key


def twice_in_all(connection: Connection) -> Counter[str]:
    """By what: how many persons too many the tallies of all posts together have."""
    over: Counter[str] = Counter()
    for cases in _persons(connection):
        together: Counter[str] = Counter()
        for one in cases:
            together.update({what for what, hour, _post in one if not hour})
        over.update({what: amount - 1 for what, amount in together.items() if amount > 1})
        if together[Tally.TALKED.value] and together[Tally.NO_TALK.value]:
            over[Tally.NO_TALK.value] += 1
    return over


def _persons(connection: Connection) -> Iterable[list[Added]]:
    """Of each person with more than one case: what each of those cases adds to the tallies."""
    pairs = [(row.case_id, row.other) for row in connection.execute(select(_JOINED.case_id, _JOINED.other))]
    if not pairs:
        return []
    first = _first_of_each(pairs)
    persons: defaultdict[str, list[Added]] = defaultdict(list)
    among = schema.tallied.c.case_id.in_(union(select(_JOINED.case_id), select(_JOINED.other)))
    for row in connection.execute(select(schema.tallied).where(among)):
        amounts = {(what, hour, post): n for what, hour, post, n in json.loads(row.content)}
        persons[_root(first, row.case_id)].append(
            Counter({key: n for key, n in amounts.items() if key[0] not in _OF_VISITS})
        )
    return persons.values()


def _first_of_each(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Every case that is joined to another, with one that is nearer to the first case of its person."""
    first: dict[str, str] = {}
    for one, other in pairs:
        first.setdefault(one, one)
        first.setdefault(other, other)
        first[_root(first, one)] = _root(first, other)
    return first


def _root(first: dict[str, str], case: str) -> str:
    while first[case] != case:
        first[case] = case = first[first[case]]
    return case
