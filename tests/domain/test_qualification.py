"""The ladder: set by people with a reason, and the reflection period it asks to be told of."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.qualification import (
    LABELS,
    Qualification,
    Step,
    asks,
    prompts_reflection,
    reflection_end,
)

NOW = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("start", "dublin", "end"),
    [
        ("2026-11-22", False, "2027-02-22"),
        ("2026-11-30", False, "2027-02-28"),
        ("2023-11-30", False, "2024-02-29"),
        ("2026-10-31", False, "2027-01-31"),
        ("2026-11-22", True, "2026-12-22"),
        ("2023-05-19", True, "2023-06-18"),
        ("2023-05-18", True, "2023-08-18"),
        ("2023-05-19", False, "2023-08-19"),
    ],
)
def test_the_end_of_the_reflection_period(start: str, dublin: bool, end: str) -> None:
    assert reflection_end(date.fromisoformat(start), dublin) == date.fromisoformat(end)


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)))
def test_it_is_about_three_months_and_never_shorter_than_for_dublin(start: date) -> None:
    assert 89 <= (reflection_end(start, False) - start).days <= 92
    assert reflection_end(start, True) <= reflection_end(start, False)


def test_reflection_is_asked_for_from_the_slightest_indication_on() -> None:
    assert [prompts_reflection(step) for step in Step] == [False, False, True, True, True]
    assert asks(Step.SLIGHTEST_INDICATION)[0].code == "tell-reflection"


def test_every_step_has_a_name_and_asks_for_something_with_a_source() -> None:
    for step in Step:
        assert LABELS[step]
        assert asks(step)
        assert all(prompt.source for prompt in asks(step))
        assert "slachtoffer" not in LABELS[step].lower()


@pytest.mark.parametrize(("by", "reason"), [("", "papieren"), (" ", "papieren"), ("M. Bakker", " ")])
def test_nothing_sets_a_step_by_itself(by: str, reason: str) -> None:
    with pytest.raises(InvalidValue):
        Qualification(Step.RISK_FACTORS, by, NOW, reason)
    assert Qualification(Step.RISK_FACTORS, "M. Bakker", NOW, "papieren").step is Step.RISK_FACTORS
