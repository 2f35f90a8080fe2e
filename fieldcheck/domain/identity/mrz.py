"""Machine-readable zones of passports, cards and visas, with every check digit (ICAO Doc 9303)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.identity import mrz_faults as faults
from fieldcheck.domain.identity.birth import PartialDate, Precision
from fieldcheck.domain.identity.mrz_faults import MrzPart
from fieldcheck.domain.identity.mrz_layout import LAYOUTS, Layout, Span, check_digit
from fieldcheck.domain.identity.mrz_text import FILLER, MrzFormat, Zone, zones
from fieldcheck.domain.identity.nations import is_known

EXPIRED_AT_MOST = 25
"""Years ago that a paper can have expired; the other years of a century lie ahead. Doc 9303 leaves it open,
and some countries mark "for ever" with the year 99."""

_TO_DIGIT = str.maketrans("OQDILZSBG", "000112586")
_TO_LETTER = str.maketrans("0158", "OISB")


class Sex(StrEnum):
    """Sex as the zone gives it; ``<`` and X are unspecified."""

    FEMALE = "F"
    MALE = "M"
    UNSPECIFIED = "X"


@dataclass(frozen=True, slots=True)
class Check:
    """One check digit: whether it holds, its place (line and sign from 1), and what it should be."""

    part: MrzPart
    holds: bool
    line: int
    column: int
    expected: str
    found: str


@dataclass(frozen=True, slots=True)
class Mrz:
    """What a machine-readable zone says. Ask :meth:`holds` before relying on a part.

    Attributes:
        format: the layout.
        code: the document code, such as ``P``, ``ID`` or ``AR``.
        issuer: the country or organisation that issued it, three letters, or ``D`` for Germany.
        surname, given: the primary and secondary identifier in the zone's own spelling; either can be "".
        names_truncated: whether the field of the names is full, so that names can be cut off or missing.
        number: the document number, with what a card carries on in its optional part.
        nationality: three letters, ``D``, or a special code (see nations.py); "" when none is given.
        birth: the birth date; parts that the zone leaves open are left open.
        sex: as given.
        expiry: the last day it is valid; None when it is not given or does not hold.
        optional: the other data, both parts of a card joined with a space.
        checks: every check digit of the format.
        problems: what is wrong, each with its place and what to do; empty when all holds.
        suspect: the parts that something speaks against, see :meth:`holds`.
        mended: places (line, sign) where a letter was read as the digit it looks like, or the reverse.
        lines: the lines as they were read.
    """

    format: MrzFormat
    code: str
    issuer: str
    surname: str
    given: str
    names_truncated: bool
    number: str
    nationality: str
    birth: PartialDate
    sex: Sex
    expiry: date | None
    optional: str
    checks: tuple[Check, ...]
    problems: tuple[InvalidValue, ...]
    suspect: frozenset[MrzPart]
    mended: tuple[tuple[int, int], ...]
    lines: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.problems

    def holds(self, part: MrzPart) -> bool:
        """Whether nothing speaks against this part: its check digit fits, or it has none and can be right."""
        return part not in self.suspect

    def checks_held(self) -> frozenset[str]:
        """The parts whose check digit holds, as a paper records them."""
        return frozenset(check.part.value for check in self.checks if check.holds)

    def require_whole(self) -> None:
        """Raise the first problem, an InvalidValue, when anything is wrong."""
        if self.problems:
            raise self.problems[0]


def read_mrz(text: str, today: date) -> Mrz:
    """Read a zone that was typed or sent by a keyboard scanner.

    Case, separators between the lines, spaces, other signs for "<" and miscounted fillers after the names
    are free. Two-digit years are resolved against ``today``. A zone that is wrong in places is still read:
    its ``problems`` say where. Raises InvalidValue only when the text has no format of a zone at all.
    """
    read = (_read(zone, today) for zone in zones(text))
    return min(read, key=lambda one: len(one.problems))


class _Reading:
    """One zone on its way to an Mrz: collects what is wrong."""

    def __init__(self, zone: Zone, today: date) -> None:
        self.layout: Layout = LAYOUTS[zone.format]
        self.today = today
        self.lines, self.mended = _mend(zone.lines, self.layout)
        self.problems: list[InvalidValue] = []
        self.suspect: set[MrzPart] = set()
        self.checks: list[Check] = []

    def complain(self, part: MrzPart, problem: InvalidValue) -> None:
        self.problems.append(problem)
        self.suspect.add(part)

    def bare(self, span: Span) -> str:
        return span.of(self.lines).rstrip(FILLER)

    def check(self, part: MrzPart, signs: str, at: Span, found: str | None = None) -> None:
        """Verify one check digit; ``found`` is given where it does not stand at ``at``."""
        digit = at.of(self.lines) if found is None else found
        expected = check_digit(signs)
        empty = not signs.strip(FILLER) and digit == FILLER
        held = digit == expected or empty
        self.checks.append(Check(part, held, at.line + 1, at.start + 1, expected, digit))
        if not held:
            self.complain(part, faults.wrong_digit(part, at, expected, digit))

    def number(self) -> tuple[str, str]:
        """The document number, and the optional part without what belonged to the number."""
        layout = self.layout
        principal, optional = layout.number.of(self.lines), layout.optional.of(self.lines)
        goes_on = layout.long_numbers and layout.number_check.of(self.lines) == FILLER
        rest, _, other = optional.partition(FILLER)
        if not (goes_on and len(rest) > 1):
            self.check(MrzPart.NUMBER, principal, layout.number_check)
            if not principal.strip(FILLER):
                self.complain(MrzPart.NUMBER, faults.no_number(layout.number))
            return principal.rstrip(FILLER), optional.strip(FILLER)
        start = layout.optional.start + len(rest) - 1
        digit_at = Span(layout.optional.line, start, start + 1)
        whole = principal + rest[:-1]
        self.check(MrzPart.NUMBER, whole, digit_at, rest[-1].translate(_TO_DIGIT))
        return whole, other.strip(FILLER)

    def birth(self) -> PartialDate:
        span = self.layout.birth
        digits = span.of(self.lines)
        self.check(MrzPart.BIRTH, digits, self.layout.birth_check)
        born = _birth(digits, self.today)
        if born is None:
            self.complain(MrzPart.BIRTH, faults.no_date(MrzPart.BIRTH, span))
        return born or PartialDate()

    def expiry(self) -> date | None:
        span = self.layout.expiry
        digits = span.of(self.lines)
        self.check(MrzPart.EXPIRY, digits, self.layout.expiry_check)
        if not digits.strip(FILLER):
            return None
        last_day = _expiry(digits, self.today)
        if last_day is None:
            self.complain(MrzPart.EXPIRY, faults.no_date(MrzPart.EXPIRY, span))
        return last_day

    def country(self, part: MrzPart, span: Span) -> str:
        code = self.bare(span)
        if not is_known(code) and (code or part is MrzPart.ISSUER):
            self.complain(part, faults.unknown_country(part, span))
        return code

    def sex(self) -> Sex:
        sign = self.bare(self.layout.sex) or Sex.UNSPECIFIED
        if sign not in tuple(Sex):
            self.complain(MrzPart.SEX, faults.no_sex(self.layout.sex))
            return Sex.UNSPECIFIED
        return Sex(sign)

    def names(self) -> tuple[str, str]:
        field = self.bare(self.layout.names)
        surname, _, given = field.partition(FILLER * 2)
        if not field.strip(FILLER) or any(sign.isdigit() for sign in field):
            self.complain(MrzPart.NAMES, faults.no_names(self.layout.names))
        return _words(surname), _words(given)

    def remaining_checks(self) -> None:
        layout = self.layout
        if layout.optional_check:
            self.check(MrzPart.OPTIONAL, layout.optional.of(self.lines), layout.optional_check)
        if layout.composite:
            over = "".join(span.of(self.lines) for span in layout.composite_over)
            self.check(MrzPart.COMPOSITE, over, layout.composite)


def _read(zone: Zone, today: date) -> Mrz:
    reading = _Reading(zone, today)
    layout = reading.layout
    code = reading.bare(layout.code)
    if not code[:1].isalpha():
        reading.complain(MrzPart.CODE, faults.no_code(layout.code))
    issuer = reading.country(MrzPart.ISSUER, layout.issuer)
    surname, given = reading.names()
    number, optional = reading.number()
    nationality = reading.country(MrzPart.NATIONALITY, layout.nationality)
    birth, sex, expiry = reading.birth(), reading.sex(), reading.expiry()
    optional_2 = layout.optional_2.of(reading.lines).strip(FILLER) if layout.optional_2 else ""
    reading.remaining_checks()
    return Mrz(
        format=zone.format,
        code=code,
        issuer=issuer,
        surname=surname,
        given=given,
        names_truncated=not layout.names.of(reading.lines).endswith(FILLER),
        number=number,
        nationality=nationality,
        birth=birth,
        sex=sex,
        expiry=expiry,
        optional=f"{optional} {optional_2}".strip(),
        checks=tuple(reading.checks),
        problems=tuple(reading.problems),
        suspect=frozenset(reading.suspect),
        mended=reading.mended,
        lines=reading.lines,
    )


def _mend(lines: tuple[str, ...], layout: Layout) -> tuple[tuple[str, ...], tuple[tuple[int, int], ...]]:
    """The lines with O and 0 and the like put right where only one can stand, and the places."""
    mended = [*lines]
    for spans, table in ((layout.digits, _TO_DIGIT), (layout.letters, _TO_LETTER)):
        for span in spans:
            line = mended[span.line]
            part = line[span.start : span.end].translate(table)
            mended[span.line] = line[: span.start] + part + line[span.end :]
    return tuple(mended), tuple(_differences(lines, mended))


def _differences(before: tuple[str, ...], after: list[str]) -> Iterator[tuple[int, int]]:
    for number, (old, new) in enumerate(zip(before, after, strict=True), start=1):
        for column, (one, two) in enumerate(zip(old, new, strict=True), start=1):
            if one != two:
                yield number, column


def _words(identifier: str) -> str:
    return " ".join(identifier.replace(FILLER, " ").split())


def _birth(signs: str, today: date) -> PartialDate | None:
    """A birth date of six signs, with fillers or zeros for what is not known; None when it is no date."""
    year, month, day = (_number(signs[start : start + 2]) for start in (0, 2, 4))
    if None in (year, month, day):
        return None
    if signs[:2] == FILLER * 2:
        return PartialDate()
    month, day = month or 0, (day or 0) if month else 0
    century = today.year // 100 * 100
    precision = Precision.DAY if day else Precision.MONTH if month else Precision.YEAR
    for whole in (century + (year or 0), century - 100 + (year or 0)):
        try:
            born = PartialDate(precision, whole, month, day)
        except InvalidValue:
            continue  # 29 February of the wrong century is no day either
        if born.earliest is not None and born.earliest <= today:
            return born
    return None


def _expiry(signs: str, today: date) -> date | None:
    year, month, day = (_number(signs[start : start + 2]) for start in (0, 2, 4))
    if year is None or not month or not day:
        return None
    first = today.year - EXPIRED_AT_MOST
    whole = first + (year - first) % 100
    try:
        return date(whole, month, day)
    except ValueError:
        return None


def _number(two: str) -> int | None:
    """Two digits; 0 for two fillers; None for anything else."""
    if two == FILLER * 2:
        return 0
    return int(two) if two.isdigit() else None
