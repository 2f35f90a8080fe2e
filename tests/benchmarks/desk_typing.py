"""One read, and what somebody looks for: other cases each time, and a code or a name typed sign by sign."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import cycle
from random import Random

from fieldcheck.domain.roles import Role
from fieldcheck.domain.things.showing import thing_text
from fieldcheck.usecases.desk import Desk
from tests.benchmarks.desk_store import OFFICERS, Built

_SEED = 7
_DIFFERENT = 60
"""Different cases, words and things that the rounds of one read go through."""


@dataclass(frozen=True, slots=True)
class Read:
    """One read as a screen makes it.

    Attributes:
        act: does it once, with the next case, word or thing; returns what came out.
        bare: statement that fetches as many rows of the table that it shows, by the table's key.
    """

    what: str
    act: Callable[[], object]
    bare: str


def seated(desk: Desk, role: Role, post: str) -> Desk:
    """The same desk with one of its officers at it; nothing is written."""
    return replace(desk, actor=replace(desk.actor, name=OFFICERS[0], role=role, post=post))


def some(many: Sequence[str], count: int = _DIFFERENT) -> Callable[[], str]:
    """The next of ``count`` of these, drawn once, over and over."""
    drawn = Random(_SEED).choices(many, k=count)  # noqa: S311 - which case is looked at
    return cycle(drawn).__next__


def typed_on(words: Callable[[], str]) -> Callable[[], str]:
    """What stands in a field after each sign of a word, then of the next word."""

    def signs() -> Iterator[str]:
        while True:
            word = words()
            yield from (word[:end] for end in range(1, len(word) + 1))

    return signs().__next__


def names_typed(built: Built) -> Callable[[], str]:
    """Names of firms, addresses and plates, as far as they were typed."""
    things = built.things
    ids = [*things.employers[:4], *things.agencies[:4], *things.dwellings[:4], *things.vehicles[:4]]
    shown = [thing_text(built.store.thing(one).thing) for one in ids]  # type: ignore[arg-type]
    return typed_on(some(shown))
