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
        not_wage: what is in the amount for a month without being wage: reimbursement of travel, housing or
            food (WML art. 6 [L1]), None when not said.
        holiday: the holiday allowance that is in the amount, as a part of the wage (0.08); 0 when it is not.
        pieces: for piece rate the pieces of one day that made the amount of that day, else None.
    """

    amount: Decimal
    period: Period
    gross: bool | None
    deducted: Decimal | None = None
    not_wage: Decimal | None = None
    holiday: Decimal = Decimal(0)
    pieces: Decimal | None = None


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
PIECE = "piece"
"""What an answer calls pay for each piece; with the pieces of a day it becomes the pay of that day."""


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, ROUND_HALF_UP)


def _formula(pay: Pay, hours: Hours | None, result: Decimal) -> str:
    worked = None if hours is None else hours.day if pay.period is Period.DAY else hours.week
    if pay.period is Period.HOUR or worked is None:
        return Said(N_("{pay} per uur"), pay=euros(pay.amount))
    if pay.pieces is not None:
        return Said(
            N_("{pieces} stuks × {rate} = {pay}; {pay} : {hours} uur = {result} per uur"),
            pieces=amount(pay.pieces),
            rate=euros(pay.amount / pay.pieces),
            pay=euros(pay.amount),
            hours=amount(worked.middle),
            result=euros(result),
        )
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
        got = _wage(pay, pay.amount, _month_in(pay, hours))
        return None if got is None else _below(got, binding)
    hourly = hourly_pay(pay, hours)
    if hourly is None:
        return None
    wage = _wage(pay, hourly.exact.high, _month_per_hour(pay, hours))
    return None if wage is None else _below(wage, minimum.hour)


def monthly_pay(pay: Pay, hours: Hours | None) -> Span | None:
    """The amount for a month; None when the hours or days for it are not known."""
    if pay.period is Period.MONTH:
        return Span(pay.amount, pay.amount)
    if pay.period in (Period.WEEK, Period.FOUR_WEEKS):
        month = pay.amount / _WEEKS[pay.period] * WEEKS_PER_MONTH
        return Span(month, month)
    if hours is None:
        return None
    if pay.period is Period.HOUR:
        return hours.week.times(pay.amount * WEEKS_PER_MONTH) if hours.week else None
    if hours.days is None:
        return None
    month = pay.amount * hours.days * WEEKS_PER_MONTH
    return Span(month, month)


def _wage(pay: Pay, got: Decimal, month: Decimal | None) -> Decimal | None:
    """What of an amount is wage: deductions put back unless it is gross, what art. 6 names left out.

    ``month`` is the part of a month that the amount is for; None when it is not known, which matters only
    where something is told by the month.
    """
    back = Decimal(0) if pay.gross or not pay.deducted else pay.deducted
    other = pay.not_wage or Decimal(0)
    if not back and not other:
        return got / (1 + pay.holiday)
    if month is None:
        return None
    return max(got + (back - other) * month, Decimal(0)) / (1 + pay.holiday)


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


def _month_per_hour(pay: Pay, hours: Hours | None) -> Decimal | None:
    """The part of a month that one hour is, in the employer's favour; None when the hours are not known."""
    if hours is None or hours.week is None or hours.week.low <= 0:
        return None
    # Put back by the fewest hours, taken off by the most.
    puts_back = not pay.gross and (pay.deducted or Decimal(0)) >= (pay.not_wage or Decimal(0))
    week = hours.week.low if puts_back or pay.period is not Period.HOUR else hours.week.high
    return 1 / (week * WEEKS_PER_MONTH)


def _month_in(pay: Pay, hours: Hours | None) -> Decimal | None:
    """The part of a month that one period of pay is."""
    if pay.period is Period.DAY:
        days = hours.days if hours else None
        return 1 / WEEKS_PER_MONTH / days if days else None
    return _WEEKS[pay.period] / WEEKS_PER_MONTH
