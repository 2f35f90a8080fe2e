"""What is left to live on, and where: rent and debts against pay, bed after the job, duty to register."""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.triage.basis import Basis, Derived, cents, made, rounded
from fieldcheck.triage.wage import WEEKS_PER_MONTH, monthly_pay
from fieldcheck.triage.words import amount, euros

_PAY = (
    "pay-amount",
    "pay-period",
    "pieces-per-day",
    "hours-per-day",
    "hours-per-day-most",
    "days-per-week",
    "hours-per-week",
)
FACTS: dict[str, tuple[str, ...]] = {
    "rent-share": ("rent-per-week", *_PAY),
    "debt-months": ("debt-amount", *_PAY),
    "bed-hours": ("eviction-term", "bed-after-job"),
    "registration-days": ("stay-since", "stay-plan"),
}
"""The facts each figure is made from."""

BED_HOURS = {"hours_24": 24, "hours_48": 48, "week": 7 * 24, "four_weeks": 4 * 7 * 24}
"""Hours from the end of the job to the end of the bed, by the answer; others have no such term."""


def livelihood(basis: Basis) -> tuple[Derived, ...]:
    """The figures about living and housing."""
    return (_rent(basis), _debt(basis), _bed(basis), _registration(basis))


def _rent(basis: Basis) -> Derived:
    """Rent as a share of pay, both for a month; the most pay the answers allow."""
    rent = basis.answered.decimal("rent-per-week")
    pay = monthly_pay(basis.pay, basis.hours) if basis.pay else None
    code, label = "rent-share", N_("Huur tegen loon")
    if rent is None or rent < 0 or pay is None or pay.high <= 0:
        return Derived(made(code, label, "%", value=None), None)
    month = rent * WEEKS_PER_MONTH
    shares = month / pay.high, month / pay.low if pay.low > 0 else month / pay.high
    percent = [(share * 100).quantize(Decimal(1), ROUND_DOWN) for share in shares]
    figure = made(
        code,
        label,
        "%",
        value=percent[0],
        high=percent[1],
        formula=Said(
            N_("{rent} per week × 52 : 12 = {month}, van {pay} per maand: {percent} %"),
            rent=euros(rent),
            month=euros(cents(month)),
            pay=euros(cents(pay.high)),
            percent=amount(percent[0]),
        ),
        note=N_("Gaat de huur al van het loon af, dan telt zij hier nog eens."),
    )
    return Derived(figure, shares[0])


def _debt(basis: Basis) -> Derived:
    """Months of pay that the debt is worth, for the most pay the answers allow."""
    debt = basis.answered.decimal("debt-amount")
    pay = monthly_pay(basis.pay, basis.hours) if basis.pay else None
    code, label = "debt-months", N_("Schuld tegen loon")
    if debt is None or debt < 0 or pay is None or pay.high <= 0:
        return Derived(made(code, label, N_("maanden loon"), value=None), None)
    months = debt / pay.high
    figure = made(
        code,
        label,
        N_("maanden loon"),
        value=rounded(months),
        high=rounded(debt / pay.low) if pay.low > 0 else None,
        formula=Said(
            N_("{debt} : {pay} per maand = {months} maanden loon"),
            debt=euros(debt),
            pay=euros(cents(pay.high)),
            months=amount(months),
        ),
    )
    return Derived(figure, months)


_WEEK = Decimal(7 * 24)


def _bed(basis: Basis) -> Derived:
    """Hours between the end of the job and the end of the bed; what happened goes before what is agreed.

    A week or more is said in days.
    """
    told = basis.answered.text("eviction-term") or basis.answered.text("bed-after-job")
    hours = BED_HOURS.get(told)
    value = None if hours is None else Decimal(hours)
    note = N_("De uitzend-cao kende vier weken verblijf na het einde van het contract (nieuws uit 2021).")
    formula, unit, shown = "", N_("uur"), value
    if value is not None and value >= _WEEK:
        unit, shown = N_("dagen"), value / 24
        formula = Said(N_("{days} dagen na het einde van het werk"), days=amount(shown))
    elif value is not None:
        formula = Said(N_("{hours} uur na het einde van het werk"), hours=amount(value))
    figure = made(
        "bed-hours",
        N_("Slaapplaats na het werk"),
        unit,
        value=shown,
        formula=formula,
        source="C1, C2",
        note=note,
    )
    return Derived(figure, value)


def _registration(basis: Basis) -> Derived:
    """Days of stay that count for the BRP: those so far, or its term for whoever plans to stay that long."""
    due = basis.tables.registration_days
    stay, plan = basis.stay_days, basis.answered.text("stay-plan")
    days = None if stay is None else max(stay, due) if plan in ("long", "settled") else stay
    if stay is None and plan in ("long", "settled"):
        days = due
    value = None if days is None else Decimal(days)
    figure = made(
        "registration-days",
        N_("Inschrijven in de BRP"),
        N_("dagen"),
        value=value,
        formula=""
        if value is None
        else Said(
            N_("{days} dagen; vanaf {due} dagen (twee derde van een half jaar) inschrijven in de BRP"),
            days=amount(value),
            due=due,
        ),
        source="L0 (Wet BRP art. 2.38)",
        note=N_("Wie korter blijft, kan zich inschrijven als niet-ingezetene (RNI)."),
    )
    return Derived(figure, value)


def must_register(basis: Basis) -> bool | None:
    """Whether the stay is long enough for the BRP; None when nothing is known of it."""
    if basis.stay_days is None and not basis.answered.text("stay-plan"):
        return None
    days = _registration(basis).value
    return days is not None and days >= basis.tables.registration_days
