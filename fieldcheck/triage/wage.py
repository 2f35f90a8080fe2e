"""Hourly pay from what somebody gets and works, and how far it lies below the minimum. Decimal only."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from enum import StrEnum

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.triage.hours import Hours, Span
from fieldcheck.triage.tables import CENT, MinimumWage
from fieldcheck.triage.words import amount, euros

WEEKS_PER_MONTH = Decimal(52) / 12
"""As the Act has it since 2024: the reference month is 52/12 weeks (WML art. 14(10) [L1])."""
FULL_TIME = Decimal(36)
"""Hours a week from which the month, week and day amounts of before 2024 bind whole [M2]."""
_SHARE = Decimal("0.000001")


class Period(StrEnum):
    """What an amount of pay is for."""

    HOUR = "hour"
    DAY = "day"
    WEEK = "week"
    FOUR_WEEKS = "four_weeks"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Pay:
    """What somebody gets, in euros for one period.

    Attributes:
        gross: True before deductions, False after, None when not said.
        deducted: what is taken off for a month (housing, transport, ...), None when not said.
    """

    amount: Decimal
    period: Period
    gross: bool | None
    deducted: Decimal | None = None


@dataclass(frozen=True, slots=True)
class HourlyPay:
    """Euros an hour, rounded to cents for showing; ``exact`` is not rounded."""

    middle: Decimal
    low: Decimal
    high: Decimal
    exact: Span
    formula: str


def hourly_pay(pay: Pay, hours: Hours | None) -> HourlyPay | None:
    """Pay for one hour; None when the hours for it are not known or are zero.

    The range follows from the range of the hours. Deductions are not added: this is what the person gets.
    """
    worked = _hours_in(pay.period, hours)
    if worked is None or worked.low <= 0:
        return None
    exact = Span(pay.amount / worked.high, pay.amount / worked.low)
    middle = pay.amount / worked.middle
    return HourlyPay(
        middle=_cents(middle),
        low=_cents(exact.low),
        high=_cents(exact.high),
        exact=exact,
        formula=_formula(pay, hours, _cents(middle)),
    )


def _hours_in(period: Period, hours: Hours | None) -> Span | None:
    if period is Period.HOUR:
        return Span(Decimal(1), Decimal(1))
    if hours is None:
        return None
    if period is Period.DAY:
        return hours.day
    return hours.week.times(_WEEKS[period]) if hours.week else None


_WEEKS = {Period.WEEK: Decimal(1), Period.FOUR_WEEKS: Decimal(4), Period.MONTH: WEEKS_PER_MONTH}


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _formula(pay: Pay, hours: Hours | None, result: Decimal) -> str:
    worked = None if hours is None else hours.day if pay.period is Period.DAY else hours.week
    if pay.period is Period.HOUR or worked is None:
        return Said(N_("{pay} per uur"), pay=euros(pay.amount))
    return Said(
        _FORMULAS[pay.period], pay=euros(pay.amount), hours=amount(worked.middle), result=euros(result)
    )


_FORMULAS = {
    Period.DAY: N_("{pay} : {hours} uur = {result} per uur"),
    Period.WEEK: N_("{pay} : {hours} uur = {result} per uur"),
    Period.FOUR_WEEKS: N_("{pay} : ({hours} uur × 4) = {result} per uur"),
    Period.MONTH: N_("{pay} : ({hours} uur × 52 : 12) = {result} per uur"),
}


def share_below(pay: Pay, hours: Hours | None, minimum: MinimumWage) -> Decimal | None:
    """How far pay lies below the minimum, from 0 (not) to 1 (nothing paid); None when it cannot be said.

    Reckoned in the employer's favour: the highest hourly pay the answers allow, and what was deducted put
    back for pay that is not said to be gross. Rounded down at the sixth decimal. Before 2024 a full working
    week is held against the day, week or month amount, since those bind then.
    """
    binding = _binding(pay.period, hours, minimum)
    if binding is not None:
        put_back = _deducted_in(pay, hours)
        got = None if put_back is None else pay.amount + put_back
        return None if got is None else _below(got, binding)
    hourly = hourly_pay(pay, hours)
    put_back = _deducted_per_hour(pay, hours)
    if hourly is None or put_back is None:
        return None
    return _below(hourly.exact.high + put_back, minimum.hour)


def _below(got: Decimal, minimum: Decimal) -> Decimal:
    return max(Decimal(0), (minimum - got) / minimum).quantize(_SHARE, ROUND_DOWN)


def _binding(period: Period, hours: Hours | None, minimum: MinimumWage) -> Decimal | None:
    if minimum.month is None or minimum.week is None or minimum.day is None:
        return None
    if hours is None or hours.week is None or hours.week.low < FULL_TIME:
        return None
    return {
        Period.DAY: minimum.day if hours.days == 5 else None,
        Period.WEEK: minimum.week,
        Period.FOUR_WEEKS: minimum.week * 4,
        Period.MONTH: minimum.month,
    }.get(period)


def _deducted_per_hour(pay: Pay, hours: Hours | None) -> Decimal | None:
    """A month's deductions for one hour; None when the hours of a week are not known."""
    if pay.gross or not pay.deducted:
        return Decimal(0)
    if hours is None or hours.week is None or hours.week.low <= 0:
        return None
    return pay.deducted / (hours.week.low * WEEKS_PER_MONTH)


def _deducted_in(pay: Pay, hours: Hours | None) -> Decimal | None:
    """A month's deductions as far as they fall in one period of pay."""
    if pay.gross or not pay.deducted:
        return Decimal(0)
    if pay.period is Period.DAY:
        days = hours.days if hours else None
        return pay.deducted / WEEKS_PER_MONTH / days if days else None
    return pay.deducted / WEEKS_PER_MONTH * _WEEKS[pay.period]
