"""What goes off the pay and what is no wage: holiday allowance, permitted deductions, their share of the pay.

WML art. 6, 13, 13a and 15 and the Besluit minimumloon (facts 2b). The parameters are dated.
"""

from __future__ import annotations

from decimal import ROUND_DOWN, Decimal

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.triage.basis import Basis, Derived, cents, made, sentences
from fieldcheck.triage.hours import Span
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
    "holiday-allowance": ("holiday-allowance", "pay-net-gross", *_PAY),
    "deduction-share": ("deduction-amount", "pay-net-gross", *_PAY),
    "housing-deduction-share": (
        "deduction-housing",
        "deduction-amount",
        "deduction-kinds",
        "deduction-mandate",
        "landlord-certified",
        "posted",
        "birth-year",
        "age-band",
        *_PAY,
    ),
    "insurance-deduction-share": ("deduction-insurance",),
}
"""The facts each figure is made from."""

_PER_MONTH = N_("EUR per maand")
_CONDITIONS = {
    "deduction-mandate": N_(
        "Er is geen schriftelijke volmacht: dan mag de woning niet van het minimumloon af."
    ),
    "landlord-certified": N_(
        "De verhuurder is geen corporatie en niet gecertificeerd: dan mag de woning niet van het "
        "minimumloon af."
    ),
}
_POSTED = N_("Van het loon van een gedetacheerde werknemer mag de woning niet af.")
_LIMIT = N_("Alleen met schriftelijke volmacht, bij een corporatie of een gecertificeerde verhuurder.")


def deductions(basis: Basis) -> tuple[Derived, ...]:
    """The figures about deductions and allowances."""
    return (_holiday(basis), _all(basis), _housing(basis), _insurance(basis))


def _holiday(basis: Basis) -> Derived:
    """The holiday allowance that goes with the gross pay, for a month."""
    parameters = basis.tables.deductions.on(basis.day)
    pay = monthly_pay(basis.pay, basis.hours) if basis.pay and basis.pay.gross else None
    told = basis.answered.text("holiday-allowance")
    value: Span | None = None
    formula: str = ""
    if pay is not None and parameters is not None:
        part = parameters.holiday / 100
        # Paid within the amount, the wage is the part without it (WML art. 6).
        wage = pay.times(1 / (1 + part)) if told == "included" else pay
        value = wage.times(part)
        formula = Said(
            N_("{pay} × {percent} % = {result} per maand"),
            pay=euros(cents(wage.middle)),
            percent=amount(parameters.holiday),
            result=euros(cents(value.middle)),
        )
    figure = made(
        "holiday-allowance",
        N_("Vakantiebijslag"),
        _PER_MONTH,
        value=cents(value.middle) if value else None,
        low=cents(value.low) if value else None,
        high=cents(value.high) if value else None,
        formula=formula,
        source=parameters.holiday_source if parameters else "",
        note=_TOLD.get(told, N_("Niet gevraagd of niet bekend of de vakantiebijslag wordt betaald.")),
    )
    return Derived(figure, value.middle if value else None)


_TOLD = {
    "yes": N_("De vakantiebijslag wordt volgens de persoon betaald."),
    "included": N_(
        "De vakantiebijslag zit volgens de persoon in het loon: dat deel telt niet als minimumloon."
    ),
    "no": N_("De vakantiebijslag wordt volgens de persoon niet betaald."),
}


def _all(basis: Basis) -> Derived:
    """All deductions of a month against what was earned in it, in the employer's favour."""
    pay = monthly_pay(basis.pay, basis.hours) if basis.pay else None
    taken = basis.answered.decimal("deduction-amount")
    if pay is None or taken is None or taken < 0 or basis.pay is None or pay.high <= 0:
        return Derived(made("deduction-share", N_("Inhoudingen van het loon"), "%", value=None), None)
    # What is paid out has lost the deductions already.
    earned = pay.high if basis.pay.gross else pay.high + taken
    share = taken / earned
    figure = made(
        "deduction-share",
        N_("Inhoudingen van het loon"),
        "%",
        value=_percent(share),
        formula=Said(
            N_("{taken} van {earned} per maand = {percent} %"),
            taken=euros(taken),
            earned=euros(cents(earned)),
            percent=amount(_percent(share)),
        ),
        source="WML art. 13 [L1]",
        note=N_("Inhouden op het minimumloon mag alleen in enkele gevallen."),
    )
    return Derived(figure, share)


def _housing(basis: Basis) -> Derived:
    """What goes off for housing, as a share of the minimum wage of a month, in the employer's favour."""
    parameters = basis.tables.deductions.on(basis.day)
    taken, month = _for_housing(basis), minimum_month(basis)
    notes = [text for fact, text in _CONDITIONS.items() if basis.answered.text(fact) == "no"]
    notes += [_POSTED] if basis.answered.text("posted") == "yes" else []
    code, label = "housing-deduction-share", N_("Inhouding voor de woning")
    if taken is None or month is None or month <= 0 or parameters is None:
        return Derived(made(code, label, "%", value=None, note=sentences(notes or [_LIMIT])), None)
    share = taken / month
    figure = made(
        code,
        label,
        "%",
        value=_percent(share),
        formula=Said(
            N_("{taken} van het minimumloon van {month} per maand = {percent} %, hoogstens {limit} %"),
            taken=euros(taken),
            month=euros(cents(month)),
            percent=amount(_percent(share)),
            limit=amount(parameters.housing),
        ),
        source=parameters.housing_source,
        note=sentences(notes or [_LIMIT]),
    )
    return Derived(figure, share)


def _for_housing(basis: Basis) -> Decimal | None:
    """The amount for housing: as told, or all of it when housing is all that goes off."""
    told = basis.answered.decimal("deduction-housing")
    if told is None and basis.answered.text("deduction-kinds").split() == ["housing"]:
        told = basis.answered.decimal("deduction-amount")
    return told if told is not None and told >= 0 else None


def minimum_month(basis: Basis) -> Decimal | None:
    """The minimum wage of a month for the most hours the answers allow; before 2024 a full month's."""
    if basis.minimum is None or basis.hours is None or basis.hours.week is None:
        return None
    by_hour = basis.minimum.hour * basis.hours.week.high * WEEKS_PER_MONTH
    return by_hour if basis.minimum.month is None else min(basis.minimum.month, by_hour)


def _insurance(basis: Basis) -> Derived:
    """What goes off for health insurance against the average premium; unknown while the table has none."""
    parameters = basis.tables.deductions.on(basis.day)
    taken = basis.answered.decimal("deduction-insurance")
    premium = parameters.premium if parameters else None
    code, label = "insurance-deduction-share", N_("Inhouding voor de zorgverzekering")
    if parameters is None or taken is None or premium is None or taken < 0:
        note = N_(
            "De gemiddelde premie van dit jaar is niet gevonden in een bron: dit is niet te vergelijken."
        )
        return Derived(made(code, label, "%", value=None, note=note), None)
    share = taken / premium
    figure = made(
        code,
        label,
        "%",
        value=_percent(share),
        formula=Said(
            N_("{taken} van de gemiddelde premie van {premium} per maand = {percent} %"),
            taken=euros(taken),
            premium=euros(premium),
            percent=amount(_percent(share)),
        ),
        source=parameters.premium_source,
    )
    return Derived(figure, share)


def _percent(share: Decimal) -> Decimal:
    return (share * 100).quantize(Decimal(1), ROUND_DOWN)
