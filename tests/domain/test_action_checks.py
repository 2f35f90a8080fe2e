"""Streets that lead nowhere, and contacts that nobody looked at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from fieldcheck.domain.action import Contact, Post
from fieldcheck.domain.action_checks import chain_problems, old_contacts

TODAY = date(2026, 11, 22)


def street(*posts: tuple[str, str]) -> tuple[Post, ...]:
    return tuple(Post(code, code.title(), following) for code, following in posts)


def test_two_intakes_may_lead_to_one_post() -> None:
    assert chain_problems(street(("a", "c"), ("b", "c"), ("c", ""))) == ()


@pytest.mark.parametrize(
    ("posts", "place", "words"),
    [
        ((), "posts", "ten minste één post"),
        ((("a", "b"), ("b", "a")), "posts[0].next", "a → b → a"),
        ((("a", "a"), ("b", "")), "posts[0].next", "a → a"),
        ((("a", "x"), ("b", "")), "posts[0].next", "“x”"),
        ((("a", "b"), ("b", ""), ("c", "")), "posts[2].next", "na C komt"),
    ],
)
def test_a_street_that_leads_nowhere_names_the_post(
    posts: tuple[tuple[str, str], ...], place: str, words: str
) -> None:
    problems = chain_problems(street(*posts))
    assert problems[0].place == place
    assert words in problems[0].reason


def test_a_post_before_a_circle_is_not_blamed_for_it() -> None:
    places = [one.place for one in chain_problems(street(("a", "b"), ("b", "c"), ("c", "b"), ("d", "")))]
    assert places == ["posts[1].next", "posts[2].next"]


@pytest.mark.parametrize(("age", "old"), [(90, False), (91, True)])
def test_a_contact_is_old_after_ninety_days(age: int, old: bool) -> None:
    contact = Contact("iszw", "Inspectie", "", "", "P1", TODAY - timedelta(days=age))
    assert bool(old_contacts([contact], TODAY)) is old
