"""What can be wrong with a machine-readable zone: the place and what to do, never what was read."""

from __future__ import annotations

from enum import StrEnum

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.identity.mrz_layout import Span


class MrzPart(StrEnum):
    """The parts of a zone."""

    CODE = "code"
    ISSUER = "issuer"
    NAMES = "names"
    NUMBER = "number"
    NATIONALITY = "nationality"
    BIRTH = "birth"
    SEX = "sex"
    EXPIRY = "expiry"
    OPTIONAL = "optional"
    COMPOSITE = "composite"


_KEPT = N_("De rest van de code is gelezen.")
_COMPARE = N_("Vergelijk dit deel met het document. Let op O en 0, I en 1, B en 8, S en 5.")

_WRONG_DIGIT = {
    MrzPart.NUMBER: N_(
        "Het documentnummer klopt niet: regel {line}, teken {column} is {found} en moet {expected} zijn, "
        "of er is een teken van het nummer verkeerd."
    ),
    MrzPart.BIRTH: N_(
        "De geboortedatum klopt niet: regel {line}, teken {column} is {found} en moet {expected} zijn, "
        "of er is een cijfer van de datum verkeerd."
    ),
    MrzPart.EXPIRY: N_(
        "De geldigheidsdatum klopt niet: regel {line}, teken {column} is {found} en moet {expected} zijn, "
        "of er is een cijfer van de datum verkeerd."
    ),
    MrzPart.OPTIONAL: N_(
        "Het persoonlijke nummer klopt niet: regel {line}, teken {column} is {found} en moet {expected} "
        "zijn, of er is een teken van het nummer verkeerd."
    ),
    MrzPart.COMPOSITE: N_(
        "Het laatste controlecijfer klopt niet: regel {line}, teken {column} is {found} en moet "
        "{expected} zijn, of er is een ander teken verkeerd."
    ),
}


def wrong_digit(part: MrzPart, at: Span, expected: str, found: str) -> InvalidValue:
    """A check digit does not fit what it covers."""
    return _fault(_WRONG_DIGIT[part], at, expected=expected, found=found)


def no_date(part: MrzPart, span: Span) -> InvalidValue:
    """Six signs that are no day of the calendar."""
    if part is MrzPart.BIRTH:
        return _fault(
            N_("De geboortedatum bestaat niet: regel {line}, teken {column} tot en met {last}."), span
        )
    return _fault(
        N_("De geldigheidsdatum bestaat niet: regel {line}, teken {column} tot en met {last}."), span
    )


def no_number(span: Span) -> InvalidValue:
    """The number is empty."""
    return _fault(N_("Er is geen documentnummer: regel {line}, teken {column} tot en met {last}."), span)


def unknown_country(part: MrzPart, span: Span) -> InvalidValue:
    """A code that nobody has; no check digit covers it, so that only the list finds it."""
    if part is MrzPart.ISSUER:
        return _fault(
            N_(
                "Het land van afgifte is geen bekende landcode: regel {line}, teken {column} tot en met "
                "{last}."
            ),
            span,
        )
    return _fault(
        N_("De nationaliteit is geen bekende landcode: regel {line}, teken {column} tot en met {last}."), span
    )


def no_sex(span: Span) -> InvalidValue:
    """Another sign than F, M, X or a filler."""
    return _fault(N_("Bij geslacht kan alleen F, M, X of < staan: regel {line}, teken {column}."), span)


def no_names(span: Span) -> InvalidValue:
    """No names, or digits among them."""
    return _fault(
        N_("De naam is leeg of bevat een cijfer: regel {line}, teken {column} tot en met {last}."), span
    )


def no_code(span: Span) -> InvalidValue:
    """The zone does not begin with a letter."""
    return _fault(N_("De code begint niet met een letter: regel {line}, teken {column}."), span)


def _fault(message: str, at: Span, **more: object) -> InvalidValue:
    return InvalidValue(
        message, kept=_KEPT, remedy=_COMPARE, line=at.line + 1, column=at.start + 1, last=at.end, **more
    )
