"""Where each part of a machine-readable zone stands, and how its check digits are reckoned.

Source: ICAO Doc 9303, eighth edition: part 3 (section 4.9, check digits), part 4 (TD3), part 5 (TD1), part 6
(TD2), part 7 (visas).
"""

from __future__ import annotations

from dataclasses import dataclass

from fieldcheck.domain.identity.mrz_text import FILLER, MrzFormat

_WEIGHTS = (7, 3, 1)


def check_digit(signs: str) -> str:
    """The check digit of capitals, digits and fillers: modulus 10, weights 7, 3, 1 (part 3, 4.9)."""
    total = sum(_value(sign) * _WEIGHTS[place % 3] for place, sign in enumerate(signs))
    return str(total % 10)


def _value(sign: str) -> int:
    return 0 if sign == FILLER else int(sign, 36)


@dataclass(frozen=True, slots=True)
class Span:
    """Signs ``start`` to ``end`` (counted from 0, without ``end``) of line ``line`` (counted from 0)."""

    line: int
    start: int
    end: int

    def of(self, lines: tuple[str, ...]) -> str:
        """What stands there."""
        return lines[self.line][self.start : self.end]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the parts of one format stand; a check digit is the one sign of its span."""

    names: Span
    number: Span
    number_check: Span
    nationality: Span
    birth: Span
    birth_check: Span
    sex: Span
    expiry: Span
    expiry_check: Span
    optional: Span
    optional_2: Span | None = None
    optional_check: Span | None = None
    composite: Span | None = None
    composite_over: tuple[Span, ...] = ()
    long_numbers: bool = False
    """A number of more than nine signs goes on in ``optional``, with its check digit (parts 5 and 6)."""

    code: Span = Span(0, 0, 2)
    issuer: Span = Span(0, 2, 5)

    @property
    def digits(self) -> tuple[Span, ...]:
        """Where only digits and fillers can stand."""
        checks = (self.number_check, self.optional_check, self.composite)
        spans = (self.birth, self.birth_check, self.expiry, self.expiry_check)
        return spans + tuple(one for one in checks if one is not None)

    @property
    def letters(self) -> tuple[Span, ...]:
        """Where only letters and fillers can stand."""
        return (self.names, self.issuer, self.nationality, self.sex)


def _two_lines(length: int, **more: object) -> Layout:
    parts: dict[str, object] = {"optional": Span(1, 28, length), **more}
    return Layout(
        names=Span(0, 5, length),
        number=Span(1, 0, 9),
        number_check=Span(1, 9, 10),
        nationality=Span(1, 10, 13),
        birth=Span(1, 13, 19),
        birth_check=Span(1, 19, 20),
        sex=Span(1, 20, 21),
        expiry=Span(1, 21, 27),
        expiry_check=Span(1, 27, 28),
        **parts,  # type: ignore[arg-type]
    )


LAYOUTS: dict[MrzFormat, Layout] = {
    MrzFormat.TD1: Layout(
        names=Span(2, 0, 30),
        number=Span(0, 5, 14),
        number_check=Span(0, 14, 15),
        nationality=Span(1, 15, 18),
        birth=Span(1, 0, 6),
        birth_check=Span(1, 6, 7),
        sex=Span(1, 7, 8),
        expiry=Span(1, 8, 14),
        expiry_check=Span(1, 14, 15),
        optional=Span(0, 15, 30),
        optional_2=Span(1, 18, 29),
        composite=Span(1, 29, 30),
        composite_over=(Span(0, 5, 30), Span(1, 0, 7), Span(1, 8, 15), Span(1, 18, 29)),
        long_numbers=True,
    ),
    MrzFormat.TD2: _two_lines(
        36,
        optional=Span(1, 28, 35),
        composite=Span(1, 35, 36),
        composite_over=(Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, 35)),
        long_numbers=True,
    ),
    MrzFormat.TD3: _two_lines(
        44,
        optional=Span(1, 28, 42),
        optional_check=Span(1, 42, 43),
        composite=Span(1, 43, 44),
        composite_over=(Span(1, 0, 10), Span(1, 13, 20), Span(1, 21, 43)),
    ),
    MrzFormat.MRV_A: _two_lines(44),
    MrzFormat.MRV_B: _two_lines(36),
}
"""The layout of each format."""
