"""Pay of work that is over: no form asks when it stopped, so that the minimum is a range that is said."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.triage.test_figures import GROSS, assessed, figure, plain

STOPPED = {**GROSS, "works_now": "stopped", "pay_period": "hour"}
UNDER = ("under", "fc:below-minimum-share() > 0")
FAR = ("far", "fc:below-minimum-share() >= fc:threshold('far-below-minimum')")


@pytest.mark.parametrize(
    ("amount", "now", "over"),
    [("14.39", True, True), ("14.40", True, False), ("14.98", True, False), ("14.99", False, False)],
)
def test_only_pay_below_the_lowest_minimum_of_the_year_is_called_low(
    amount: str, now: bool, over: bool
) -> None:
    """14.40 held a year before 22 November 2026, 14.99 on the day itself."""
    works = {**STOPPED, "works_now": "yes", "pay_amount": amount}
    assert bool(assessed(UNDER, **works).signals) is now
    assert bool(assessed(UNDER, **{**works, "works_now": "stopped"}).signals) is over


def test_far_below_goes_by_the_lower_minimum_too() -> None:
    assert not assessed(FAR, **STOPPED, pay_amount="10.81").signals
    assert assessed(FAR, **STOPPED, pay_amount="10.80").signals
    assert assessed(FAR, **STOPPED | {"works_now": "yes"}, pay_amount="11.24").signals


def test_both_ends_and_what_to_ask_are_said() -> None:
    found = figure("below-minimum", **STOPPED, pay_amount="12")
    assert (found.value, found.low, found.high) == (Decimal(16), Decimal(16), Decimal(19))
    assert plain(found.formula) == "€ 12,00 per uur tegen € 14,40: 16 % lager"
    note = plain(found.note)
    assert "€ 14,40 sinds 01-07-2025" in note
    assert "met dat van vandaag (€ 14,99)" in note
    assert "Vraag wanneer het stopte; is het langer dan een jaar geleden" in note
    working = figure("below-minimum", **STOPPED | {"works_now": "yes"}, pay_amount="12")
    assert (working.low, working.high) == (Decimal(19), Decimal(19))
    assert "gestopt" not in working.note


def test_pay_above_every_minimum_of_the_year_needs_no_warning() -> None:
    assert "gestopt" not in figure("below-minimum", **STOPPED, pay_amount="15").note


def test_somebody_was_a_year_younger_then() -> None:
    """Of 2008: 17 at least today (5.92), and perhaps 16 a year before, on 34.5 % of 14.40."""
    found = figure("below-minimum", **STOPPED | {"birth_year": "2008"}, pay_amount="4")
    assert plain(found.formula) == "€ 4,00 per uur tegen € 4,97: 19 % lager"
    assert found.high == Decimal(32)


@pytest.mark.parametrize(
    ("day", "compared"),
    [
        (date(2024, 2, 29), "€ 11,16"),  # 28 February 2023
        (date(2026, 6, 30), "€ 14,06"),  # 30 June 2025, the last day of that row
        (date(2026, 7, 1), "€ 14,40"),  # 1 July 2025, the first of the next
    ],
)
def test_the_year_before_is_looked_up_by_its_day(day: date, compared: str) -> None:
    assert f"tegen {compared}:" in plain(figure("below-minimum", day=day, **STOPPED, pay_amount="5").formula)


def test_where_no_earlier_minimum_is_known_that_of_the_day_is_named() -> None:
    found = figure("below-minimum", day=date(2019, 6, 1), **STOPPED, pay_amount="5")
    assert "gerekend met het minimumloon van vandaag (€ 9,33)" in plain(found.note)
    assert found.low == found.high
    child = figure("below-minimum", **STOPPED | {"birth_year": "2010"}, pay_amount="1")
    assert "gerekend met het minimumloon van vandaag (€ 4,50)" in plain(child.note)


def test_after_the_last_known_period_the_comparison_says_that_a_newer_minimum_may_hold() -> None:
    paid = STOPPED | {"works_now": "yes", "pay_amount": "12"}
    assert "het laatste bekende bedrag" in figure("below-minimum", day=date(2027, 1, 1), **paid).note
    assert "het laatste bekende bedrag" not in figure("below-minimum", day=date(2026, 12, 31), **paid).note
