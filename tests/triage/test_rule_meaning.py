"""Two rules that say one thing in other words, and a rule that nobody can ever meet."""

from __future__ import annotations

import pytest

from fieldcheck.triage.rule_meaning import meaning, never_holds


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fc:age() < 18", "18 > fc:age()"),
        ("fc:age() <= 17", "17.0 >= fc:age()"),
        ("fc:age() < 18 and fc:unease()", "fc:unease() and  (fc:age() < 18)"),
        ("fc:signal('a') or fc:signal('b') or fc:signal('a')", "fc:signal('b') or fc:signal('a')"),
        ("fc:state('threats') = 'afraid'", "'afraid' = fc:state('threats')"),
    ],
)
def test_what_says_one_thing_is_known_as_one(one: str, other: str) -> None:
    assert meaning(one) == meaning(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("fc:age() < 18", "fc:age() <= 18"),
        ("fc:age() < 18", "fc:age() > 18"),
        ("fc:age() - 1 < 18", "1 - fc:age() < 18"),
        ("fc:unease() and fc:age() < 18", "fc:unease() or fc:age() < 18"),
        ("not(fc:unease())", "fc:unease()"),
    ],
)
def test_what_says_two_things_is_not(one: str, other: str) -> None:
    assert meaning(one) != meaning(other)


@pytest.mark.parametrize(
    ("when", "never"),
    [
        ("fc:age() < 18 and fc:age() > 30", True),
        ("30 < fc:age() and fc:unease() and 18 > fc:age()", True),
        ("fc:age() < 18 and fc:age() >= 18", True),
        ("fc:age() <= 18 and fc:age() >= 18", False),
        ("fc:age() = 18 and fc:age() < 18", True),
        ("fc:age() < 18 or fc:age() > 30", False),
        ("(fc:age() < 1 and fc:age() > 2) or (fc:age() < 3 and fc:age() > 4)", True),
        ("(fc:age() < 1 and fc:age() > 2) or fc:unease()", False),
        ("fc:age() < 18 and fc:weekly-hours() > 30", False),
        ("fc:age() < 18", False),
        ("fc:unease()", False),
    ],
)
def test_what_nobody_can_meet_is_known(when: str, never: bool) -> None:
    assert never_holds(when) is never
