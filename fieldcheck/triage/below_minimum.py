"""How far pay lies below the statutory minimum; of work that stopped, below a range of minima."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_DOWN, Decimal

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.i18n import short_date
from fieldcheck.triage.answered import Answered
from fieldcheck.triage.assessment import Figure
from fieldcheck.triage.basis import Ages, made, sentences
from fieldcheck.triage.hours import Hours
from fieldcheck.triage.tables import MinimumWage, ReferenceTables
from fieldcheck.triage.wage import HourlyPay, Pay, share_below
from fieldcheck.triage.words import amount, euros

FULL = 99
"""The age (years) looked up where none is known: that of an adult."""
AVERAGING = N_("Een vast maandloon mag over een jaar worden gemiddeld: dit is een signaal, geen bewijs.")
NET = N_("Dit bedrag is na aftrek, of dat is niet gezegd: niet precies te vergelijken met het bruto minimum.")
OUTDATED = N_("Het minimumloon van deze datum is niet bekend; het laatste bekende bedrag is gebruikt.")
STOPPED = N_(
    "Het werk is gestopt, en de datum is niet gevraagd: vergeleken met het laagste minimumloon van het "
    "afgelopen jaar ({earlier} sinds {since}), en ernaast met dat van vandaag ({today}). Vraag wanneer het "
    "stopte; is het langer dan een jaar geleden, dan kan het verschil kleiner zijn."
)
STOPPED_EARLY = N_(
    "Het werk is gestopt, en de datum is niet gevraagd: gerekend met het minimumloon van vandaag ({today}). "
    "Vraag wanneer het stopte; eerder was het lager."
)


@dataclass(frozen=True, slots=True)
class Below:
    """How far pay lies below the minimum, from 0 (not) to 1 (nothing paid).

    Attributes:
        low: what rules go by; for work that stopped the share below the lowest minimum that may have held.
        high: the share below the minimum of the day of the talk.
        minimum: what ``low`` was held against.
    """

    low: Decimal
    high: Decimal
    minimum: MinimumWage


def minimum_for(answered: Answered, tables: ReferenceTables, day: date, age: int) -> MinimumWage | None:
    """The minimum of a day for somebody of an age, by the contract and the full week that were told."""
    return tables.minimum_wage(
        day,
        age,
        apprentice=answered.text("apprentice") == "yes",
        full_week=answered.decimal("full-week-hours"),
    )


def below(
    answered: Answered,
    tables: ReferenceTables,
    day: date,
    ages: Ages | None,
    pay: Pay | None,
    hours: Hours | None,
) -> Below | None:
    """The share that pay lies below the minimum; None where the answers do not reach.

    No form asks when work stopped. Its pay is held against the lowest minimum of the year before the talk
    (the employer's favour) beside that of the day itself.
    """
    today = minimum_for(answered, tables, day, ages.low if ages else FULL)
    share = share_below(pay, hours, today) if pay and today else None
    if share is None or today is None or pay is None:
        return None
    earlier = _a_year_before(answered, tables, day, ages) if stopped(answered) else None
    then = share_below(pay, hours, earlier) if earlier else None
    if earlier is None or then is None or then > share:
        return Below(share, share, today)
    return Below(then, share, earlier)


def stopped(answered: Answered) -> bool:
    """Whether the pay that was told is of work that is over."""
    return answered.text("works-now") == "stopped"


def _a_year_before(
    answered: Answered, tables: ReferenceTables, day: date, ages: Ages | None
) -> MinimumWage | None:
    """The minimum a year earlier, when somebody was a year younger: no amount ever went down since."""
    then = day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
    return minimum_for(answered, tables, then, ages.low - 1 if ages else FULL)


def below_figure(
    answered: Answered,
    pay: Pay | None,
    hourly: HourlyPay | None,
    minimum: MinimumWage | None,
    found: Below | None,
) -> Figure:
    """The share as a figure, with the comparison in words; ``minimum`` is that of the day of the talk."""
    low = _percent(found.low) if found else None
    formula: str = ""
    if pay and hourly and found:
        formula = _comparison(pay, hourly, found)
    return made(
        "below-minimum",
        N_("Onder het minimumloon"),
        "%",
        value=low,
        high=_percent(found.high) if found else None,
        formula=formula,
        source=minimum.source if minimum else "",
        note=sentences(_notes(answered, pay, minimum, found)),
    )


def _notes(
    answered: Answered, pay: Pay | None, today: MinimumWage | None, found: Below | None
) -> Iterator[str]:
    yield NET if pay and not pay.gross else AVERAGING
    if found and found.minimum.outdated:
        yield OUTDATED
    yield from _of_stopped(answered, today, found)


def _of_stopped(answered: Answered, today: MinimumWage | None, found: Below | None) -> list[str]:
    if found is None or today is None or not found.high or not stopped(answered):
        return []
    if found.minimum is today or found.minimum.hour == today.hour:
        return [Said(STOPPED_EARLY, today=euros(today.hour))]
    return [
        Said(
            STOPPED,
            earlier=euros(found.minimum.hour),
            since=short_date(found.minimum.since),
            today=euros(today.hour),
        )
    ]


def _comparison(pay: Pay, hourly: HourlyPay, found: Below) -> str:
    formula = Said(
        N_("{pay} per uur tegen {minimum}: {lower}"),
        pay=euros(hourly.high),
        minimum=euros(found.minimum.hour),
        lower=_lower(found.low),
    )
    if not pay.gross and pay.deducted:
        formula = Said(
            N_("{comparison}, met {deducted} inhouding per maand erbij geteld"),
            comparison=formula,
            deducted=euros(pay.deducted),
        )
    if pay.not_wage:
        formula = Said(
            N_("{comparison}, zonder {allowances} vergoeding per maand"),
            comparison=formula,
            allowances=euros(pay.not_wage),
        )
    if pay.holiday:
        formula = Said(N_("{comparison}, zonder de vakantiebijslag daarin"), comparison=formula)
    return formula


def _lower(share: Decimal) -> str:
    """How much lower the pay is, in words that are true of a whole percentage rounded down as well."""
    if not share:
        return Said(N_("niet lager"))
    percent = _percent(share)
    if not percent:
        return Said(N_("minder dan 1 % lager"))
    return Said(N_("{percent} % lager"), percent=amount(percent))


def _percent(share: Decimal) -> Decimal:
    return (share * 100).quantize(Decimal(1), ROUND_DOWN)
