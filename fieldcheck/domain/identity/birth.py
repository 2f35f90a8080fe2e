"""A birth date as far as it is known: a day, a month, a year, about a year, or an age band."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from fieldcheck.domain.errors import N_, InvalidValue

ABOUT_MARGIN = 2
"""Years that "about 1990" may be off on either side; a choice of ours, shown as a range everywhere."""

OLDEST = 120
"""Years after which a birth date is taken for a slip of the finger."""


_TYPED = re.compile(r"(~|±|ca\.?|\+-)?\s*[0-9]+(?:[-./ ]+[0-9]+){0,2}")


class AgeBand(StrEnum):
    """Bands for an estimated age; source: practice.md, code list "Age bands"."""

    UNDER_18 = "under-18"
    FROM_18 = "18-22"
    FROM_23 = "23-29"
    FROM_30 = "30-plus"
    UNKNOWN = "unknown"


AGE_BANDS = {
    AgeBand.UNDER_18: N_("jonger dan 18"),
    AgeBand.FROM_18: N_("18 tot en met 22"),
    AgeBand.FROM_23: N_("23 tot en met 29"),
    AgeBand.FROM_30: N_("30 of ouder"),
    AgeBand.UNKNOWN: N_("onbekend"),
}
"""The age bands in words."""


class Precision(StrEnum):
    """How precisely a birth date is known."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    ABOUT = "about"
    BAND = "band"
    UNKNOWN = "unknown"


class Ages(NamedTuple):
    """Whole years somebody can be: from ``youngest`` to ``oldest``, which is None where there is no bound."""

    youngest: int
    oldest: int | None


_BOUNDS: dict[AgeBand, Ages] = {
    AgeBand.UNDER_18: Ages(0, 17),
    AgeBand.FROM_18: Ages(18, 22),
    AgeBand.FROM_23: Ages(23, 29),
    AgeBand.FROM_30: Ages(30, None),
}


class BirthFit(StrEnum):
    """What two birth dates say about each other."""

    EQUAL = "equal"
    """Both to the day, and the same."""
    NEAR = "near"
    """Both to the day and different, as by one slip: day and month exchanged, or one digit."""
    COMPATIBLE = "compatible"
    """They can be the same day, and at least one is not known to the day."""
    UNKNOWN = "unknown"
    """One of them says nothing."""
    APART = "apart"
    """They cannot be the same day."""


@dataclass(frozen=True, slots=True)
class PartialDate:
    """A birth date of known precision; ``PartialDate()`` is an unknown one.

    Made with :meth:`of_day`, :meth:`of_month`, :meth:`of_year`, :meth:`about_year` or :meth:`of_band`.

    Attributes:
        precision: how much of it is known.
        year, month, day: 0 where not known.
        band: the estimated age band.
        estimated: the day on which the band was estimated; a band ages with the calendar.

    Raises InvalidValue when the parts name no day of the calendar or lack what the precision needs.
    """

    precision: Precision = Precision.UNKNOWN
    year: int = 0
    month: int = 0
    day: int = 0
    band: AgeBand = AgeBand.UNKNOWN
    estimated: date | None = None

    def __post_init__(self) -> None:
        if self._is_whole():
            return
        raise InvalidValue(
            N_("Deze geboortedatum bestaat niet."),
            remedy=N_("Kijk dag, maand en jaar na. Weet u een deel niet zeker? Laat dat deel weg."),
        )

    def _is_whole(self) -> bool:
        dated = self.precision in (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.ABOUT)
        if dated != (1000 < self.year < 10_000):
            return False
        if (self.precision in (Precision.DAY, Precision.MONTH)) != (1 <= self.month <= 12):
            return False
        if self.precision is Precision.DAY:
            return 1 <= self.day <= calendar.monthrange(self.year, self.month)[1]
        if self.day:
            return False
        if self.precision is Precision.BAND:
            return self.band in _BOUNDS and self.estimated is not None
        return self.band is AgeBand.UNKNOWN and self.estimated is None

    @classmethod
    def of_day(cls, day: date) -> PartialDate:
        """A birth date that is known whole."""
        return cls(Precision.DAY, day.year, day.month, day.day)

    @classmethod
    def of_month(cls, year: int, month: int) -> PartialDate:
        """Only year and month (1 to 12) are known."""
        return cls(Precision.MONTH, year, month)

    @classmethod
    def of_year(cls, year: int) -> PartialDate:
        """Only the year is known."""
        return cls(Precision.YEAR, year)

    @classmethod
    def about_year(cls, year: int) -> PartialDate:
        """The year is a guess, ABOUT_MARGIN years off at most."""
        return cls(Precision.ABOUT, year)

    @classmethod
    def of_band(cls, band: AgeBand, estimated: date) -> PartialDate:
        """Only an age band was estimated, on the day ``estimated``; AgeBand.UNKNOWN says nothing."""
        if band is AgeBand.UNKNOWN:
            return cls()
        return cls(Precision.BAND, band=band, estimated=estimated)

    @property
    def _seen(self) -> date:
        return self.estimated or date.max  # a band always has its day, see _is_whole

    @property
    def earliest(self) -> date | None:
        """The first day that it can be; None where there is no bound."""
        match self.precision:
            case Precision.UNKNOWN:
                return None
            case Precision.BAND:
                oldest = _BOUNDS[self.band].oldest
                # Whoever is 17 today was born at most 18 years ago, less a day.
                return None if oldest is None else _years_before(self._seen, oldest + 1, days=1)
            case Precision.ABOUT:
                return date(self.year - ABOUT_MARGIN, 1, 1)
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date | None:
        """The last day that it can be; None where there is no bound."""
        match self.precision:
            case Precision.UNKNOWN:
                return None
            case Precision.BAND:
                return _years_before(self._seen, _BOUNDS[self.band].youngest)
            case Precision.ABOUT:
                return date(min(self.year + ABOUT_MARGIN, 9999), 12, 31)
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def ages(self, on: date) -> Ages:
        """The ages somebody can have on the day ``on``; ``Ages(0, None)`` when nothing is known."""
        latest, earliest = self.latest, self.earliest
        youngest = max(_age(latest, on), 0) if latest else 0
        return Ages(youngest, max(_age(earliest, on), youngest) if earliest else None)

    def may_be_minor(self, on: date) -> bool:
        """Whether somebody can be under 18 on the day ``on``; True when nothing is known of the age."""
        return self.ages(on).youngest < 18

    def is_minor(self, on: date) -> bool:
        """Whether somebody is under 18 on the day ``on``, whatever is left open."""
        oldest = self.ages(on).oldest
        return oldest is not None and oldest < 18

    def fits(self, other: PartialDate) -> BirthFit:
        """What this birth date and another say about each other."""
        if Precision.UNKNOWN in (self.precision, other.precision):
            return BirthFit.UNKNOWN
        if self.precision is other.precision is Precision.DAY:
            if (self.year, self.month, self.day) == (other.year, other.month, other.day):
                return BirthFit.EQUAL
            return BirthFit.NEAR if self._one_slip_from(other) else BirthFit.APART
        return BirthFit.COMPATIBLE if self._overlaps(other) else BirthFit.APART

    def _overlaps(self, other: PartialDate) -> bool:
        return (self.earliest or date.min) <= (other.latest or date.max) and (other.earliest or date.min) <= (
            self.latest or date.max
        )

    def _one_slip_from(self, other: PartialDate) -> bool:
        if self.year == other.year and (self.day, self.month) == (other.month, other.day):
            return True
        mine, theirs = self.iso(), other.iso()
        return sum(one != two for one, two in zip(mine, theirs, strict=True)) == 1

    def iso(self) -> str:
        """``1990-04-12``, ``1990-04``, ``1990``, ``~1990``, or "" for a band or nothing."""
        match self.precision:
            case Precision.DAY:
                return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
            case Precision.MONTH:
                return f"{self.year:04d}-{self.month:02d}"
            case Precision.YEAR:
                return f"{self.year:04d}"
            case Precision.ABOUT:
                return f"~{self.year:04d}"
        return ""


def parse_birth(text: str, today: date) -> PartialDate:
    """A birth date from what somebody typed, day before month, parts that are not known left out.

    Takes ``12-4-1990``, ``12.04.1990``, ``12 04 1990``, ``12041990``, ``1990-04-12``, ``4-1990``,
    ``00-04-1990``, ``1990`` and ``~1990`` (about); nothing or a question mark is an unknown date.

    Raises InvalidValue for what is none of these, lies after ``today``, or more than OLDEST years before.
    """
    bare = text.strip().lower()
    if bare in ("", "?", "-"):
        return PartialDate()
    typed = _TYPED.fullmatch(bare)
    born = _of_parts(re.findall("[0-9]+", bare), about=bool(typed[1])) if typed else None
    if born is None:
        raise InvalidValue(
            N_("Dit is geen geboortedatum."),
            remedy=N_(
                "Typ dag, maand en jaar, zoals 12-4-1990. Weet u alleen het jaar? Typ 1990, of ~1990 "
                "voor ongeveer."
            ),
        )
    check_born_before(born, today)
    return born


def check_born_before(born: PartialDate, today: date) -> None:
    """Raise InvalidValue when a birth date lies after ``today``, or more than OLDEST years before it."""
    if (born.earliest or date.min) > today:
        raise InvalidValue(
            N_("Deze geboortedatum ligt in de toekomst."), remedy=N_("Kijk het jaar na op het papier.")
        )
    if born.year and born.year < today.year - OLDEST:
        raise InvalidValue(
            N_("Met deze geboortedatum zou iemand ouder zijn dan {years} jaar."),
            remedy=N_("Kijk het jaar na op het papier."),
            years=OLDEST,
        )


def _of_parts(parts: list[str], *, about: bool) -> PartialDate | None:
    if len(parts) == 1 and len(parts[0]) == 8:
        parts = [parts[0][:2], parts[0][2:4], parts[0][4:]]
    if len(parts) > 1 and len(parts[0]) == 4:
        parts = parts[::-1]
    if not parts or len(parts) > 3 or len(parts[-1]) != 4 or any(len(part) > 2 for part in parts[:-1]):
        return None
    known = [int(part) for part in parts]
    while len(known) > 1 and known[0] == 0:
        known.pop(0)
    year, month, day = (*known[::-1], 0, 0)[:3]
    if about:
        return PartialDate.about_year(year) if not month else None
    if day:
        return PartialDate(Precision.DAY, year, month, day)
    return PartialDate.of_month(year, month) if month else PartialDate.of_year(year)


def _age(born: date, on: date) -> int:
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def _years_before(day: date, years: int, days: int = 0) -> date:
    year = max(day.year - years, 1)
    last = calendar.monthrange(year, day.month)[1]
    ordinal = date(year, day.month, min(day.day, last)).toordinal() + days
    return date.fromordinal(ordinal)
