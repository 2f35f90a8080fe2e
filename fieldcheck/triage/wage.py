"""Hourly pay: worked out so that the worker can follow it, as a range, against the statutory minimum.

A month's pay divided by hours is a signal, not proof: the law allows averaging over a year (WML art. 11).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from fieldcheck.domain.errors import N_
from fieldcheck.i18n import money, number
from fieldcheck.triage.assessment import Figure
from fieldcheck.triage.facts import Facts
from fieldcheck.triage.tables import CENT, MinimumWage, ReferenceTables
from fieldcheck.triage.working_time import Span, hours_per_day, hours_per_week

HOURLY_PAY = "hourly-wage"
MINIMUM_WAGE = "minimum-wage"
SHARE_BELOW = "below-minimum-share"

WEEKS_A_YEAR = Decimal(52)
MONTHS_A_YEAR = Decimal(12)
NET_AT_LEAST = Decimal("0.5")
"""Net pay is only compared with half the gross minimum: our own careful choice, since no table of taxes
is built in. Net pay under it cannot be explained by tax and permitted deductions; above it we do not know."""


@dataclass(frozen=True, slots=True)
class HourlyPay:
    """Pay per hour, in euro: the middle, and the range that the hours leave open (not rounded)."""

    span: Span
    middle: Decimal
    formula: str
    net: bool


def hourly_pay(facts: Facts) -> HourlyPay | None:
    """Pay per hour from amount, period and hours; None when one of them is unknown or no hour was worked."""
    amount, period = facts.number("pay-amount"), facts.text("pay-period")
    if amount is None or period is None:
        return None
    hours = _hours_in(period, facts)
    if hours is None or hours.low <= 0:
        return None
    middle = amount / hours.middle
    formula = f"{money(amount, 'nl')} {_divisor(period, facts)}= {money(_cents(middle), 'nl')}".replace(
        "  ", " "
    )
    net = facts.text("pay-kind") == "net"
    return HourlyPay(Span(amount / hours.high, amount / hours.low), middle, formula, net)


def _hours_in(period: str, facts: Facts) -> Span | None:
    if period == "hour":
        return Span(Decimal(1), Decimal(1))
    if period == "day":
        return hours_per_day(facts)
    week = hours_per_week(facts)
    weeks = _WEEKS.get(period)
    return None if week is None or weeks is None else week.times(weeks)


_WEEKS = {"week": Decimal(1), "four_weeks": Decimal(4), "month": WEEKS_A_YEAR / MONTHS_A_YEAR}


def _divisor(period: str, facts: Facts) -> str:
    if period == "hour":
        return ""
    day, week = hours_per_day(facts), hours_per_week(facts)
    if period == "day":
        return "" if day is None else f"÷ {number(day.middle, 'nl')} "
    hours = "" if week is None else number(week.middle, "nl")
    return {"week": f"÷ {hours} ", "four_weeks": f"÷ ({hours} × 4) ", "month": f"÷ ({hours} × 52 ÷ 12) "}[
        period
    ]


def minimum(facts: Facts, tables: ReferenceTables) -> MinimumWage | None:
    """The statutory hourly minimum of the day for this age; None where no source gives one."""
    return tables.minimum_wage(facts.day, age=facts.age)


def share_below(facts: Facts, tables: ReferenceTables) -> Decimal | None:
    """How far pay stays below the minimum, 0 to 1, by the reading most favourable to the employer.

    That is the fewest hours said, and for net pay the most gross it can stand for (NET_AT_LEAST).
    None when pay, hours or the minimum is unknown.
    """
    pay, least = hourly_pay(facts), minimum(facts, tables)
    if pay is None or least is None:
        return None
    best = pay.span.high / NET_AT_LEAST if pay.net else pay.span.high
    return max(Decimal(0), 1 - best / least.amount)


def hourly_pay_figure(facts: Facts) -> Figure:
    """Pay per hour with its formula."""
    pay = hourly_pay(facts)
    note = N_("Bedrag gedeeld door de uren van die periode; een maand is 52 weken gedeeld door 12.")
    if pay is not None and pay.net:
        note = N_(
            "Netto bedrag gedeeld door de uren: voor de vergelijking met het bruto minimum tellen we het dubbel."
        )
    return Figure(
        code=HOURLY_PAY,
        label=N_("Loon per uur"),
        value=None if pay is None else _cents(pay.middle),
        low=None if pay is None else _cents(pay.span.low),
        high=None if pay is None else _cents(pay.span.high),
        unit="EUR",
        formula="" if pay is None else pay.formula,
        source="L1 art. 11",
        note=note,
    )


def minimum_wage_figure(facts: Facts, tables: ReferenceTables) -> Figure:
    """The statutory minimum that pay is compared with."""
    least = minimum(facts, tables)
    age = facts.age
    return Figure(
        code=MINIMUM_WAGE,
        label=N_("Wettelijk minimumloon per uur"),
        value=None if least is None else least.amount,
        low=None,
        high=None,
        unit="EUR",
        formula="" if least is None else f"{money(least.amount, 'nl')} ({facts.day:%d-%m-%Y}{_aged(age)})",
        source="" if least is None else least.source,
        note=N_(
            "Bruto, zonder vakantiegeld, op de dag van de controle; voor wie jonger is dan 21 het jeugdloon."
        ),
    )


def _aged(age: int | None) -> str:
    return "" if age is None or age >= 21 else f"; {age}"


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)
