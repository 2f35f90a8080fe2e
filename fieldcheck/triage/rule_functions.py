"""The ``fc:`` functions that the sheets ``signals`` and ``referrals`` may call.

What is unknown is NaN, and every comparison with NaN is false: a rule never fires on what nobody said.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from fieldcheck.domain.action import LocalLimits
from fieldcheck.triage import living, wage, working_time
from fieldcheck.triage.facts import Facts
from fieldcheck.triage.tables import ReferenceTables

FUNCTIONS = frozenset(
    {
        "fc:age",
        "fc:below-minimum-share",
        "fc:hourly-wage",
        "fc:hours-per-day",
        "fc:limit",
        "fc:minimum-wage",
        "fc:signal",
        "fc:signal-domains",
        "fc:square-metres-per-person",
        "fc:state",
        "fc:stay-days",
        "fc:weekly-hours",
    }
)
"""Every name a rule may call; the linter of forms refuses others."""

_FIGURES = {
    "fc:below-minimum-share": (wage.HOURLY_PAY, wage.MINIMUM_WAGE),
    "fc:hourly-wage": (wage.HOURLY_PAY,),
    "fc:minimum-wage": (wage.MINIMUM_WAGE,),
    "fc:weekly-hours": (working_time.WEEKLY_HOURS,),
    "fc:hours-per-day": (working_time.WEEKLY_HOURS,),
    "fc:stay-days": (living.STAY_DAYS,),
    "fc:square-metres-per-person": (living.ROOM,),
}
_FACTS = {
    "fc:below-minimum-share": (
        "pay-amount",
        "pay-period",
        "pay-kind",
        "days-week",
        "hours-day-low",
        "hours-day-high",
    ),
    "fc:hourly-wage": ("pay-amount", "pay-period", "days-week", "hours-day-low", "hours-day-high"),
    "fc:minimum-wage": ("birth-year",),
    "fc:weekly-hours": ("days-week", "hours-day-low", "hours-day-high", "hours-week"),
    "fc:hours-per-day": ("hours-day-low", "hours-day-high"),
    "fc:stay-days": ("stay-since",),
    "fc:square-metres-per-person": ("persons", "square-metres"),
    "fc:age": ("birth-year",),
}


@dataclass
class RuleFunctions:
    """The functions over one interview. ``raised`` are the signals so far, with their domains."""

    facts: Facts
    limits: LocalLimits
    tables: ReferenceTables
    raised: dict[str, str] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    """Signals that the rule at hand asked for and that were raised."""

    def table(self) -> Mapping[str, Callable[..., Any]]:
        """The functions by name, for the engine."""
        facts, tables = self.facts, self.tables
        return {
            "fc:age": lambda: _number(facts.age),
            "fc:below-minimum-share": lambda: _number(wage.share_below(facts, tables)),
            "fc:hourly-wage": lambda: _number(_middle(wage.hourly_pay(facts))),
            "fc:hours-per-day": lambda: _number(_middle(working_time.hours_per_day(facts))),
            "fc:limit": self._limit,
            "fc:minimum-wage": lambda: _number(_amount(wage.minimum(facts, tables))),
            "fc:signal": self._signal,
            "fc:signal-domains": lambda: float(len(set(self.raised.values()) - {"observation"})),
            "fc:square-metres-per-person": lambda: _number(living.room_per_person(facts)),
            "fc:state": self._state,
            "fc:stay-days": lambda: _number(living.stay_days(facts)),
            "fc:weekly-hours": lambda: _number(_middle(working_time.hours_per_week(facts))),
        }

    def figures_of(self, when: str) -> tuple[str, ...]:
        """Codes of the figures that a rule's text rests on."""
        found = (code for name, codes in _FIGURES.items() if f"{name}(" in when for code in codes)
        return tuple(dict.fromkeys(found))

    def references_of(self, when: str) -> tuple[str, ...]:
        """Questions behind the functions that a rule's text calls, as far as they were answered."""
        facts = (fact for name, names in _FACTS.items() if f"{name}(" in when for fact in names)
        return self.facts.references(*dict.fromkeys(facts))

    def _signal(self, code: object) -> bool:
        if str(code) not in self.raised:
            return False
        self.asked.add(str(code))
        return True

    def _state(self, name: object) -> str:
        for reference in self.facts.run.references():
            if reference.rsplit("/", 1)[-1] == str(name):
                return self.facts.run.node(reference).state.value
        return ""

    def _limit(self, name: object) -> float:
        hours = self.tables.hours(age=self.facts.age)
        limits = {
            "average-16-weeks": hours.average,
            "week-max": hours.week,
            "shift-max": hours.shift,
            "stay-days": Decimal(self.limits.stay_days),
            "square-metres": self.limits.square_metres,
            "severe-share": self.tables.severe_share,
        }
        return _number(limits.get(str(name)))


def _middle(value: wage.HourlyPay | working_time.Span | None) -> Decimal | None:
    return None if value is None else value.middle


def _amount(value: wage.MinimumWage | None) -> Decimal | None:
    return None if value is None else value.amount


def _number(value: Decimal | int | None) -> float:
    """XPath's number: a rule only compares it; figures that people see stay exact."""
    return math.nan if value is None else float(value)
