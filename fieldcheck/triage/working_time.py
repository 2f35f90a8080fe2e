"""Hours against the Working Hours Act: shifts, rests, breaks and nights, for adults and for 16 and 17.

Consolidated text of 1 July 2025 [L4]; the daily rest was read in the text of 2017 [L0]. Sector exceptions
(Arbeidstijdenbesluit) are not in it, and an average over weeks cannot be seen in one talk: these are signals.
"""

from __future__ import annotations

from decimal import Decimal

from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said
from fieldcheck.triage.basis import ADULT, Basis, Derived, made, rounded
from fieldcheck.triage.shifts import DAY, clock, hours_at_night, shift_by_clock
from fieldcheck.triage.tables import HoursLimits
from fieldcheck.triage.words import amount

_SHIFT = ("hours-per-day", "hours-per-day-most", "hours-per-week", "days-per-week")
_CLOCK = ("work-starts", "work-ends")
_NIGHTS = ("works-nights", "nights-16-weeks")
FACTS: dict[str, tuple[str, ...]] = {
    "daily-hours": _SHIFT,
    "daily-rest": (*_CLOCK, *_SHIFT, "works-nights"),
    "weekly-rest": (*_SHIFT, *_CLOCK, *_NIGHTS),
    "break-due": _SHIFT,
    "break-minutes": ("break-minutes",),
    "night-hours": _CLOCK,
    "night-shift-hours": (*_NIGHTS, *_SHIFT),
}
"""The facts each figure is made from."""

_HOURS = N_("uur")


def working_time(basis: Basis) -> tuple[Derived, ...]:
    """The figures of one working week."""
    return (
        _longest_day(basis),
        _daily_rest(basis),
        _weekly_rest(basis),
        _break_due(basis),
        _break(basis),
        _night_hours(basis),
        _night_shift(basis),
    )


def _source(basis: Basis) -> str:
    return f"ATW [{basis.limits.source}]" if basis.limits else ""


def _longest_day(basis: Basis) -> Derived:
    day = basis.hours.day if basis.hours else None
    note: str = ""
    if basis.limits is not None:
        note = Said(
            N_("Arbeidstijdenwet: een dienst duurt hoogstens {day} uur."), day=amount(basis.limits.day)
        )
    figure = made(
        "daily-hours",
        N_("Langste werkdag"),
        _HOURS,
        value=rounded(day.high) if day else None,
        low=rounded(day.low) if day else None,
        formula=Said(N_("{hours} uur op de langste dag"), hours=amount(day.high)) if day else "",
        source=_source(basis),
        note=note,
    )
    return Derived(figure, day.high if day else None)


def _daily_rest(basis: Basis) -> Derived:
    """The rest after the longest day: at most this, since travel and breaks are not known."""
    by_clock = shift_by_clock(basis.answered)
    day = basis.hours.day if basis.hours else None
    worked = by_clock if by_clock is not None else day.high if day else None
    rest = None if worked is None else max(DAY - worked, Decimal(0))
    formula = (
        ""
        if worked is None or rest is None
        else Said(
            N_("24 uur – {worked} uur = hoogstens {rest} uur"), worked=amount(worked), rest=amount(rest)
        )
    )
    figure = made(
        "daily-rest",
        N_("Rust na de langste dag"),
        _HOURS,
        value=None if rest is None else rounded(rest),
        formula=formula,
        source=_source(basis) if _longer_at_night(basis.limits) else "ATW [L0]",
        note=_daily_note(basis.limits) if basis.limits else "",
    )
    return Derived(figure, rest)


def _longer_at_night(limits: HoursLimits | None) -> bool:
    return limits is not None and limits.night is not None and limits.daily_rest == limits.night.rest


def _daily_note(limits: HoursLimits) -> str:
    if limits.daily_rest is None:
        return ""
    if limits.night is not None and _longer_at_night(limits):
        return Said(
            N_("Arbeidstijdenwet: ten minste {rest} uur rust na een nachtdienst die na {hour} uur eindigt."),
            rest=amount(limits.daily_rest),
            hour=amount(limits.night.ends_after),
        )
    text = N_(
        "Arbeidstijdenwet: ten minste {rest} uur rust na een werkdag; eens per zeven dagen mag het 8 uur "
        "zijn."
    )
    if limits.from_age < ADULT:
        text = N_(
            "Arbeidstijdenwet: ten minste {rest} uur rust na een werkdag, en die omvat de tijd van 23 tot 6 "
            "uur."
        )
    return Said(text, rest=amount(limits.daily_rest))


def _weekly_rest(basis: Basis) -> Derived:
    """The longest rest in a row that a week leaves, as if days off were together: the employer's favour."""
    days = basis.hours.days if basis.hours else None
    day = basis.hours.day if basis.hours else None
    rest = None
    if days is not None and day is not None and days <= 7:
        rest = max((7 - days) * DAY + DAY - day.low, Decimal(0))
    formula: str = ""
    if rest is not None and days is not None and day is not None:
        formula = Said(
            N_("(7 – {days}) × 24 uur + 24 – {worked} uur = hoogstens {rest} uur"),
            days=amount(days),
            worked=amount(day.low),
            rest=amount(rest),
        )
    figure = made(
        "weekly-rest",
        N_("Langste rust in de week"),
        _HOURS,
        value=None if rest is None else rounded(rest),
        formula=formula,
        source=_source(basis),
        note=_weekly_note(basis.limits) if basis.limits else "",
    )
    return Derived(figure, rest)


def _weekly_note(limits: HoursLimits) -> str:
    if limits.weekly_rest is None:
        return ""
    if limits.night is not None and limits.weekly_rest == limits.night.series_rest:
        return Said(
            N_(
                "Arbeidstijdenwet: ten minste {rest} uur rust achter elkaar na {nights} of meer "
                "nachtdiensten achter elkaar."
            ),
            rest=amount(limits.weekly_rest),
            nights=limits.night.series,
        )
    text = N_(
        "Arbeidstijdenwet: ten minste {rest} uur rust achter elkaar in elke zeven dagen, of 72 uur in "
        "veertien."
    )
    if limits.from_age < ADULT:
        text = N_("Arbeidstijdenwet: ten minste {rest} uur rust achter elkaar in elke zeven dagen.")
    return Said(text, rest=amount(limits.weekly_rest))


def _break_due(basis: Basis) -> Derived:
    day = basis.hours.day if basis.hours else None
    due: Decimal | None = None
    if day is not None and basis.limits is not None:
        due = Decimal(max((minutes for after, minutes in basis.limits.breaks if day.high > after), default=0))
    figure = made(
        "break-due",
        N_("Pauze waarop de langste dag recht geeft"),
        N_("minuten"),
        value=due,
        formula=""
        if due is None or day is None
        else Said(
            N_("bij {hours} uur: ten minste {minutes} minuten"), hours=amount(day.high), minutes=amount(due)
        ),
        source=_source(basis),
        note=N_("Een cao mag de pauze korter maken, tot 15 minuten."),
    )
    return Derived(figure, due)


def _break(basis: Basis) -> Derived:
    minutes = basis.answered.decimal("break-minutes")
    had = minutes if minutes is not None and minutes >= 0 else None
    formula = "" if had is None else Said(N_("{minutes} minuten op een dag"), minutes=amount(had))
    return Derived(
        made("break-minutes", N_("Pauze op een dag"), N_("minuten"), value=had, formula=formula), had
    )


def _night_hours(basis: Basis) -> Derived:
    """Hours of the usual shift between 23 and 6; known only where the clock times are."""
    begins, ends = clock(basis.answered, "work-starts"), clock(basis.answered, "work-ends")
    hours = None if begins is None or ends is None else hours_at_night(begins, ends)
    formula = (
        "" if hours is None else Said(N_("{hours} uur van de dienst tussen 23 en 6 uur"), hours=amount(hours))
    )
    figure = made(
        "night-hours",
        N_("Werk tussen 23 en 6 uur"),
        _HOURS,
        value=None if hours is None else rounded(hours),
        formula=formula,
        source=_source(basis),
        note=N_("Voor 16 en 17 jaar hoort de tijd van 23 tot 6 uur bij de rust."),
    )
    return Derived(figure, hours)


def _night_shift(basis: Basis) -> Derived:
    """How long a shift lasts for somebody who says they work nights; no limit is known under 18."""
    day = basis.hours.day if basis.hours else None
    works = basis.answered.text("works-nights") == "yes"
    hours = day.high if works and day else None
    note = _night_note(basis.limits) if basis.limits else ""
    figure = made(
        "night-shift-hours",
        N_("Langste nachtdienst"),
        _HOURS,
        value=None if hours is None else rounded(hours),
        formula="" if hours is None else Said(N_("{hours} uur op de langste dag"), hours=amount(hours)),
        source=_source(basis),
        note=note,
    )
    return Derived(figure, hours)


def _night_note(limits: HoursLimits) -> str:
    """How long a night shift may last, and how often longer."""
    night, most = limits.night, limits.night_shift
    if night is None or most is None:
        return ""
    if most == night.long_shift:
        return Said(
            N_(
                "Arbeidstijdenwet: een nachtdienst duurt hoogstens {night} uur als dat hoogstens {fortnight} "
                "keer in 14 dagen en {year} keer in 52 weken gebeurt: vraag hoe vaak."
            ),
            night=amount(most),
            fortnight=night.long_shifts_14_days,
            year=night.long_shifts_52_weeks,
        )
    return Said(
        N_(
            "Arbeidstijdenwet: een nachtdienst duurt hoogstens {night} uur, en {long} uur hoogstens "
            "{fortnight} keer in 14 dagen en {year} keer in 52 weken."
        ),
        night=amount(most),
        long=amount(night.long_shift),
        fortnight=night.long_shifts_14_days,
        year=night.long_shifts_52_weeks,
    )
