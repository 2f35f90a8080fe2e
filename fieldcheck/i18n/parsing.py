"""What people type for amounts and dates, read forgivingly, and refused with the place when unclear.

Nothing that was typed is repeated in an error: it is an answer.
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal
from functools import cache

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.i18n.languages import SOURCE, cldr_name

_AMOUNT_REMEDY = N_("Schrijf alleen cijfers, met de centen achter een komma, bijvoorbeeld 1400,50.")
_DATE_REMEDY = N_("Schrijf dag, maand en jaar, bijvoorbeeld 22-11-2026.")

_CURRENCY = re.compile(r"€|\beuros?\b|\beur\b|[\u200e\u200f\u061c]", re.IGNORECASE)
"""The currency, and the marks that keep an amount in order among words from right to left."""
_NO_CENTS = re.compile(r"[.,]\s*[-–—]{1,2}\s*$")
"""The Dutch way of writing a round amount: ``800,-``."""
_GROUPING = re.compile("[ \u00a0\u2009\u202f'’]")
_LONGEST = 15
_ARABIC_SIGNS = {ord("٫"): ".", ord("٬"): " "}
"""The decimal sign and the grouping sign that go with Arabic and Persian figures."""


def parse_amount(text: str, tag: str) -> Decimal:
    """An amount or other number that is not negative: ``1.400``, ``1400,50``, ``1 400``, ``€ 800,-``.

    Where both a point and a comma stand, the last one begins the decimals. A lone separator before
    exactly three digits groups thousands, unless it is the decimal sign of the language: then nobody
    can tell, and it is refused.

    Raises:
        InvalidValue: empty, negative, unclear, or not a number; the position counts from 1.
    """
    blanked = _NO_CENTS.sub(lambda found: " " * len(found[0]), _western(text))
    blanked = _CURRENCY.sub(lambda found: " " * len(found[0]), blanked)
    digits = blanked.strip()
    if not digits:
        raise InvalidValue(N_("Hier staat geen bedrag."), remedy=_AMOUNT_REMEDY)
    if digits[0] in "-−–":
        raise InvalidValue(N_("Een bedrag kan niet onder nul zijn."), remedy=_AMOUNT_REMEDY)
    _refuse_strangers(blanked)
    whole, decimals = _split(digits, _decimal_sign(tag))
    if len(whole) + len(decimals) > _LONGEST:
        raise InvalidValue(N_("Dit bedrag heeft te veel cijfers."), remedy=_AMOUNT_REMEDY)
    return Decimal(f"{whole}.{decimals}" if decimals else whole)


def _western(text: str) -> str:
    """The same with the figures 0-9, whatever figures the keyboard has; no longer and no shorter."""
    plain = text.translate(_ARABIC_SIGNS)
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in plain)


def _refuse_strangers(text: str) -> None:
    for place, character in enumerate(text, start=1):
        if not (character in "0123456789.," or _GROUPING.match(character)):
            raise InvalidValue(
                N_("Dit is geen bedrag: teken {place} is geen cijfer."), remedy=_AMOUNT_REMEDY, place=place
            )


def _split(digits: str, decimal_sign: str) -> tuple[str, str]:
    """The digits before and after the decimal sign, without grouping."""
    signs = [character for character in digits if character in ".,"]
    last = signs[-1] if signs else ""
    if not last or signs.count(last) > 1:
        return _ungrouped(digits), ""
    whole, _, decimals = digits.rpartition(last)
    if len(set(signs)) == 1 and _may_group(whole, decimals):
        if last == decimal_sign:
            raise InvalidValue(
                N_("Niet duidelijk: duizendtallen of cijfers achter de komma (teken {place})?"),
                remedy=_AMOUNT_REMEDY,
                place=len(whole) + 1,
            )
        return _ungrouped(digits), ""
    if not decimals.isdecimal() or not whole:
        raise _misplaced(len(whole) + 1)
    return _ungrouped(whole), decimals


def _may_group(whole: str, decimals: str) -> bool:
    return len(decimals) == 3 and decimals.isdecimal() and whole.isdecimal() and not whole.startswith("0")


def _ungrouped(digits: str) -> str:
    """The digits of a whole number whose thousands may be grouped, all groups by one sign."""
    sign = next((character for character in digits if not character.isdecimal()), "")
    if not sign:
        return digits
    groups = digits.split(sign)
    sizes_fit = 1 <= len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
    if not sizes_fit or not "".join(groups).isdecimal():
        raise _misplaced(digits.index(sign) + 1)
    return "".join(groups)


def _misplaced(place: int) -> InvalidValue:
    return InvalidValue(
        N_("Dit is geen bedrag: het scheidingsteken op plaats {place} klopt niet."),
        remedy=_AMOUNT_REMEDY,
        place=place,
    )


@cache
def _decimal_sign(tag: str) -> str:
    from babel.numbers import get_decimal_symbol

    return str(get_decimal_symbol(cldr_name(tag)))


_DATE_WORDS = re.compile(r"(?<=\d)\s*(?:m|d|г|р|de|a|tháng)\b\.?|\b(?:de|del|tháng)\b|,|[\u200e\u200f\u061c]")
"""What stands between the figures of a date in some languages and says nothing: year, day, of."""
_CHINESE = re.compile(r"[年月日号]")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})\.?\s+(?P<month>(?:[^\W\d_]|\u0654)+)\.?\s+(?P<day>\d{1,2})")
_ISO = re.compile(r"(?P<year>\d{4})[-./](?P<month>\d{1,2})[-./](?P<day>\d{1,2})")
_FIGURES = re.compile(r"(?P<day>\d{1,2})\s*[-./ ]\s*(?P<month>\d{1,2})\s*[-./ ]\s*(?P<year>\d+)")
_WORDS = re.compile(
    r"(?P<day>\d{1,2})\.?\s*[-./ ]?\s*(?P<month>(?:[^\W\d_]|\u0654)+)\.?\s*[-./ ]?\s*(?P<year>\d+)"
)


def parse_date(text: str, tag: str) -> date:
    """A day: ``22-11-2026``, ``22.11.2026``, ``2026-11-22``, ``22 nov 2026``, ``22 listopada 2026``.

    In figures the day comes before the month. Months in words are read in the given language, in
    Dutch and in English; what :func:`~fieldcheck.i18n.formatting.long_date` writes is always read.

    Raises:
        InvalidValue: empty, unclear, a year of two digits, or a day that does not exist.
    """
    typed = _plain_date(text)
    kinds = (_ISO, _FIGURES, _WORDS, _YEAR_FIRST)
    match = next((found for kind in kinds if (found := kind.fullmatch(typed))), None)
    if match is None:
        raise InvalidValue(N_("Dit is geen datum."), remedy=_DATE_REMEDY)
    if len(match["year"]) != 4:
        raise InvalidValue(N_("Het jaar van deze datum heeft geen vier cijfers."), remedy=_DATE_REMEDY)
    month = int(match["month"]) if match["month"].isdecimal() else _month(match["month"], tag)
    if not 1 <= month <= 12:
        raise InvalidValue(N_("De maand van deze datum bestaat niet."), remedy=_DATE_REMEDY)
    try:
        return date(int(match["year"]), month, int(match["day"]))
    except ValueError as failure:
        raise InvalidValue(N_("De dag van deze datum bestaat niet."), remedy=_DATE_REMEDY) from failure


def _plain_date(text: str) -> str:
    """What was typed with 0-9 and without the words that only join: ``22 noviembre 2026``."""
    typed = _CHINESE.sub("-", _western(text).strip()).rstrip(" .-")
    return " ".join(_DATE_WORDS.sub(" ", typed).split()).rstrip(" .")


def _month(word: str, tag: str) -> int:
    folded = _folded(word)
    for spoken in (tag, SOURCE, "en"):
        names = _month_names(spoken)
        if folded in names:
            return names[folded]
        begun = {month for name, month in names.items() if len(folded) >= 3 and name.startswith(folded)}
        if len(begun) == 1:
            return begun.pop()
    raise InvalidValue(N_("De maand van deze datum bestaat niet."), remedy=_DATE_REMEDY)


@cache
def _month_names(tag: str) -> dict[str, int]:
    from babel.dates import get_month_names

    found: dict[str, int] = {}
    for context in ("format", "stand-alone"):
        for width in ("wide", "abbreviated"):
            for month, name in get_month_names(width, context, cldr_name(tag)).items():
                found[_folded(name)] = month
    return found


def _folded(word: str) -> str:
    """Without capitals, points and accents, which a keyboard in a tent may lack."""
    parts = unicodedata.normalize("NFKD", word.casefold().rstrip("."))
    return "".join(part for part in parts if not unicodedata.combining(part))
