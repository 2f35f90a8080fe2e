"""The derived figures of one interview, each with its formula, its range and the facts it was made from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from fieldcheck.domain.action import LocalLimits
from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.i18n import short_date
from fieldcheck.triage import deductions, livelihood, working_time
from fieldcheck.triage.answered import Answered
from fieldcheck.triage.assessment import Figure
from fieldcheck.triage.basis import ADULT, Ages, Basis
from fieldcheck.triage.below_minimum import AVERAGING, FULL, NET, OUTDATED, below, below_figure, minimum_for
from fieldcheck.triage.hours import Hours, hours_worked
from fieldcheck.triage.night_work import limits_of
from fieldcheck.triage.tables import CENT, HoursLimits, MinimumWage, Parameters, ReferenceTables
from fieldcheck.triage.wage import PIECE, HourlyPay, Pay, Period, hourly_pay
from fieldcheck.triage.words import amount, euros

_HOURS = ("hours-per-day", "hours-per-day-most", "days-per-week", "hours-per-week")
_PAY = ("pay-amount", "pay-period", "pay-net-gross", "pieces-per-day")
AGE_FACTS = ("birth-year", "age-band")
"""What tells an age; either will do."""
FACTS: dict[str, tuple[str, ...]] = {
    **working_time.FACTS,
    **deductions.FACTS,
    **livelihood.FACTS,
    "hourly-wage": (*_PAY, *_HOURS),
    "minimum-wage": (*AGE_FACTS, "apprentice", "full-week-hours"),
    "below-minimum": (
        "works-now",
        *_PAY,
        "deduction-amount",
        "allowance-amount",
        "holiday-allowance",
        *_HOURS,
        *AGE_FACTS,
        "apprentice",
        "full-week-hours",
    ),
    "weekly-hours": (*_HOURS, "nights-16-weeks"),
    "stay-days": ("stay-since",),
    "square-metres-per-person": ("persons", "floor-area"),
}
"""The facts each figure is made from, by the figure's code."""

AGE_UNKNOWN = N_("De leeftijd is niet bekend: gerekend met het bedrag voor volwassenen.")
AGE_RANGE = N_("Alleen het geboortejaar is bekend: gerekend met de laagste leeftijd die kan.")
BEFORE_2024 = N_("Voor 2024 gold een bedrag per maand, week of dag; dit uurbedrag is daarvan afgeleid.")
LOCAL = N_("De grens is een keuze van de gemeente.")
EURO_PER_HOUR = N_("EUR per uur")


@dataclass(frozen=True, slots=True)
class Reckoned:
    """Everything worked out from one interview; None wherever the answers do not reach."""

    ages: Ages | None
    pay: Pay | None
    hours: Hours | None
    hourly: HourlyPay | None
    minimum: MinimumWage | None
    share: Decimal | None
    """How far the pay lies below the minimum (0 to 1), in the employer's favour."""
    stay_days: int | None
    space: Decimal | None
    limits: HoursLimits | None
    figures: tuple[Figure, ...]
    must_register: bool | None = None
    """Whether the stay is long enough for the BRP; None when nothing is known of it."""
    values: Mapping[str, Decimal | None] = field(default_factory=dict)
    """What further figures give to rules, by the figure's code."""
    average_hours: Decimal | None = None
    """Most hours of a week on average, which is less for many nights."""

    @property
    def minor(self) -> bool:
        """Whether the person is or may be under 18, as far as an age is known."""
        return self.ages is not None and self.ages.low < ADULT


def reckon(answered: Answered, *, day: date, limits: LocalLimits, tables: ReferenceTables) -> Reckoned:
    """Work out everything that the answers allow, for the day of the interview."""
    ages = ages_on(day, birth_year=answered.decimal("birth-year"), band=answered.text("age-band"))
    pay = _pay(answered, tables.deductions.on(day))
    hours = hours_worked(
        day=answered.decimal("hours-per-day"),
        day_most=answered.decimal("hours-per-day-most"),
        days=answered.decimal("days-per-week"),
        week=answered.decimal("hours-per-week"),
    )
    minimum = minimum_for(answered, tables, day, ages.low if ages else FULL)
    of_oldest = minimum_for(answered, tables, day, ages.high) if ages else minimum
    hourly = hourly_pay(pay, hours) if pay else None
    under = below(answered, tables, day, ages, pay, hours)
    since = answered.date("stay-since")
    stay = (day - since).days if since is not None and since <= day else None
    space = square_metres_per_person(answered.decimal("floor-area"), answered.decimal("persons"))
    hours_limits = limits_of(tables.hours_limits(ages.high if ages else FULL), answered, hours)
    basis = Basis(answered, day, ages, pay, hours, minimum, hours_limits, stay, tables)
    derived = (
        *working_time.working_time(basis),
        *deductions.deductions(basis),
        *livelihood.livelihood(basis),
    )
    return Reckoned(
        ages,
        pay,
        hours,
        hourly,
        minimum,
        under.low if under else None,
        stay,
        space,
        hours_limits,
        (
            _hourly_figure(pay, hourly),
            _minimum_figure(minimum, of_oldest, ages),
            below_figure(answered, pay, hourly, minimum, under),
            _hours_figure(hours, hours_limits),
            _stay_figure(since, day, stay, limits),
            _space_figure(answered, space, limits),
            *(one.figure for one in derived),
        ),
        must_register=livelihood.must_register(basis),
        values={one.figure.code: one.value for one in derived},
        average_hours=hours_limits.average_for(answered.decimal("nights-16-weeks")) if hours_limits else None,
    )


def ages_on(day: date, *, birth_year: Decimal | None, band: str) -> Ages | None:
    """How old somebody can be on ``day``; a year of birth leaves two ages open. ``band`` is its first age."""
    if birth_year is not None:
        oldest = day.year - int(birth_year)
        return Ages(max(oldest - 1, 0), oldest) if oldest >= 0 else None
    if not band.isdigit():
        return None
    return {15: Ages(15, 15), 16: Ages(16, 17), 21: Ages(21, 99)}.get(int(band), Ages(int(band), int(band)))


def square_metres_per_person(area: Decimal | None, persons: Decimal | None) -> Decimal | None:
    """Floor area for each person, rounded down to 0.01 m²; None when either is not known."""
    if area is None or persons is None or persons < 1:
        return None
    return (area / persons).quantize(CENT, ROUND_DOWN)


def _pay(answered: Answered, parameters: Parameters | None) -> Pay | None:
    got, period = answered.decimal("pay-amount"), answered.text("pay-period")
    pieces = answered.decimal("pieces-per-day") if period == PIECE else None
    if got is None or got < 0 or not (period in tuple(Period) or (pieces is not None and pieces > 0)):
        return None
    included = answered.text("holiday-allowance") == "included" and parameters is not None
    return Pay(
        got if pieces is None else got * pieces,
        Period.DAY if pieces is not None else Period(period),
        {"gross": True, "net": False}.get(answered.text("pay-net-gross")),
        answered.decimal("deduction-amount"),
        not_wage=answered.decimal("allowance-amount"),
        holiday=parameters.holiday / 100 if parameters and included else Decimal(0),
        pieces=pieces,
    )


def _figure(
    code: str,
    label: str,
    value: Decimal | None,
    low: Decimal | None,
    high: Decimal | None,
    unit: str,
    formula: str,
    source: str,
    note: str,
) -> Figure:
    """A figure whose texts can be said in any language."""
    noted = note if isinstance(note, Said) or not note else Said(note)
    return Figure(code, Said(label), value, low, high, Said(unit), formula, source, noted)


def _hourly_figure(pay: Pay | None, hourly: HourlyPay | None) -> Figure:
    note = "" if pay is None or pay.gross else NET
    if pay and pay.gross and pay.period in (Period.MONTH, Period.FOUR_WEEKS):
        note = AVERAGING
    return _figure(
        "hourly-wage",
        N_("Loon per uur"),
        hourly.middle if hourly else None,
        hourly.low if hourly else None,
        hourly.high if hourly else None,
        EURO_PER_HOUR,
        hourly.formula if hourly else "",
        "WML art. 14(10) [L1]",
        note,
    )


def _minimum_figure(minimum: MinimumWage | None, of_oldest: MinimumWage | None, ages: Ages | None) -> Figure:
    """The amount of the youngest age that can be, up to that of the oldest."""
    known = minimum.hour if minimum and not minimum.outdated else None
    formula: str = ""
    if minimum:
        formula = Said(
            N_("{pay} per uur sinds {since}, {age} jaar"),
            pay=euros(minimum.hour),
            since=short_date(minimum.since),
            age=minimum.age,
        )
    found = _figure(
        "minimum-wage",
        N_("Wettelijk minimumloon"),
        known,
        known,
        of_oldest.hour if known is not None and of_oldest else known,
        EURO_PER_HOUR,
        formula,
        minimum.source if minimum else "",
        _minimum_note(minimum, ages),
    )
    return replace(found, assumed=ages is None)


def _minimum_note(minimum: MinimumWage | None, ages: Ages | None) -> str:
    if minimum is not None and minimum.outdated:
        return OUTDATED
    if ages is None:
        return AGE_UNKNOWN
    if minimum is not None and minimum.month is not None:
        return BEFORE_2024
    young = minimum is None or ages.low <= minimum.age
    return AGE_RANGE if young and ages.low != ages.high and ages.high < 99 else ""


def _hours_figure(hours: Hours | None, limits: HoursLimits | None) -> Figure:
    week = hours.week if hours else None
    note: str = ""
    if limits is not None:
        note = _week_note(limits)
    return _figure(
        "weekly-hours",
        N_("Uren per week"),
        _plain(week.middle) if week else None,
        _plain(week.low) if week else None,
        _plain(week.high) if week else None,
        N_("uur per week"),
        hours.formula if hours else "",
        f"ATW [{limits.source}]" if limits else "",
        note,
    )


def _week_note(limits: HoursLimits) -> str:
    text = N_(
        "Arbeidstijdenwet: hoogstens {week} uur in een week, gemiddeld hoogstens {average} uur over {weeks} "
        "weken."
    )
    if limits.average_4_weeks is not None:
        text = N_(
            "Arbeidstijdenwet: hoogstens {week} uur in een week, gemiddeld hoogstens {four} uur over 4 weken "
            "en {average} uur over {weeks} weken."
        )
    return Said(
        text,
        week=amount(limits.week),
        average=amount(limits.average),
        weeks=limits.average_weeks,
        four=amount(limits.average_4_weeks or limits.average),
    )


def _plain(value: Decimal) -> Decimal:
    """Rounded to 0.01, without useless noughts and without an exponent."""
    return value.quantize(CENT, ROUND_HALF_UP).normalize() + 0


def _stay_figure(since: date | None, day: date, stay: int | None, limits: LocalLimits) -> Figure:
    known = None if stay is None else Decimal(stay)
    formula: str = ""
    if since is not None and stay is not None:
        formula = Said(
            N_("{since} tot {day}: {days} dagen, grens van de gemeente {limit} dagen"),
            since=short_date(since),
            day=short_date(day),
            days=stay,
            limit=limits.stay_days,
        )
    return _figure(
        "stay-days",
        N_("Verblijf op het park"),
        known,
        known,
        known,
        N_("dagen"),
        formula,
        limits.source,
        LOCAL,
    )


def _space_figure(answered: Answered, space: Decimal | None, limits: LocalLimits) -> Figure:
    area, persons = answered.decimal("floor-area"), answered.decimal("persons")
    formula: str = ""
    if space is not None and area is not None and persons is not None:
        formula = Said(
            N_("{area} m² : {persons} personen = {space} m² per persoon, grens van de gemeente {limit} m²"),
            area=amount(area),
            persons=amount(persons),
            space=amount(space),
            limit=amount(limits.square_metres),
        )
    return _figure(
        "square-metres-per-person",
        N_("Ruimte per persoon"),
        space,
        space,
        space,
        N_("m² per persoon"),
        formula,
        limits.source,
        LOCAL,
    )
