"""Vehicle plates in one form for each country, however they were typed or in which script.

A plate that fits no known pattern is taken as typed and marked: tables of plates are never complete.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.spelling.latin import without_marks

LONGEST_PLATE = 15
"""Signs that a plate can have, separators included."""

# L a letter, D a digit, "-" and " " as the country writes them. General knowledge about current and older
# civil
# plates (not from a legal source); a country or pattern that is missing here is accepted as typed and marked.
_PATTERNS = """
NL LL-DD-DD DD-DD-LL DD-LL-DD LL-DD-LL LL-LL-DD DD-LL-LL DD-LLL-D D-LLL-DD
NL LL-DDD-L L-DDD-LL LLL-DD-L D-LL-DDD DDD-LL-D L-DD-LLL
PL LL_DDDDD LL_DDDDL LL_DDDLL LL_DLDDD LL_DLLDD LLL_LDDD LLL_DDLL LLL_DLDD
PL LLL_DDLD LLL_DLLD LLL_LLDD LLL_DDDDD LLL_DDDDL LLL_DDDLL
RO L_DD_LLL L_DDD_LLL LL_DD_LLL
BG L_DDDD_LL LL_DDDD_LL LL_DDDD_L
UA LL_DDDD_LL
HU LLL-DDD LL_LL-DDD
SK LL-DDDLL
CZ DLD_DDDD DLL_DDDD
LT LLL_DDD LL_DDDD LL_DDD
LV LL-DDDD LL-DDD LL-DD LL-D
EE DDD_LLL DD_LLL
ES DDDD_LLL
PT LL-DD-LL DD-LL-DD DD-DD-LL LL-DD-DD
BE D-LLL-DDD LLL-DDD DDD-LLL
FR LL-DDD-LL
IT LL_DDDLL
MD LLL_DDD
RS LL_DDD-LL LL_DDDD-LL
BY DDDD_LL-D
RU L_DDD_LL_DD L_DDD_LL_DDD
TR DD_L_DDDD DD_L_DDDDD DD_LL_DDD DD_LL_DDDD DD_LLL_DD DD_LLL_DDD
DK LL_DD_DDD
SE LLL_DDD LLL_DDL
"""

_LETTERS = {"BG": "ABCEHKMOPTXY", "UA": "ABCEHIKMOPTX", "BY": "ABCEHIKMOPTX", "RU": "ABCEHKMOPTXY"}
"""Countries whose plates only carry letters that Cyrillic and Latin share."""

# A German plate has up to three letters for the district and one or two after it: only a separator tells
# where.
_GERMAN = re.compile(r"([A-Z]{1,3})[ -]+([A-Z]{1,2})[ -]*([1-9]\d{0,3})([EH]?)")
_GERMAN_JOINED = re.compile(r"[A-Z]{2,5}[1-9]\d{0,3}[EH]?")

_LOOKALIKES = str.maketrans("АВЕІКМНОРСТУХ", "ABEIKMHOPCTYX")
_TO_DIGIT = {"O": "0", "I": "1"}
_TO_LETTER = {"0": "O", "1": "I"}
_FOLDED = str.maketrans("OI", "01")


@dataclass(frozen=True, slots=True)
class Plate:
    """A vehicle plate.

    Attributes:
        canonical: as the country writes it, or as typed (capitals, single spaces, other signs as
            they were) when no pattern fits.
        country: ISO 3166-1 alpha-2, "" when not known.
        fits: whether it fits a known pattern of that country.
    """

    canonical: str
    country: str = ""
    fits: bool = False

    @property
    def key(self) -> str:
        """The plate as it is compared: capitals and digits only."""
        return _compact(self.canonical)

    @property
    def blocking_key(self) -> str:
        """The key with O as 0 and I as 1: plates that one glance can confuse share it."""
        return self.key.translate(_FOLDED)


def parse_plate(text: str, country: str = "") -> Plate:
    """The plate from what somebody typed; ``country`` is two letters (any case) or "" when not known.

    O and 0, I and 1 are exchanged only where one pattern of that country decides it.
    Raises InvalidValue when there is no letter or digit, it is too long, or the country is no two letters.
    """
    nation = country.strip().upper()
    if nation and not (nation.isascii() and nation.isalpha() and len(nation) == 2):
        raise InvalidValue(
            N_("Dit is geen landcode van twee letters."),
            remedy=N_("Kies het land uit de lijst, of laat het leeg."),
        )
    typed, kept = _typed(text), _kept(text)
    if not typed or len(typed) > LONGEST_PLATE:
        raise _no_plate()
    if nation == "DE":
        plate = _german(typed)
    else:
        fitting = _fitting(_compact(typed), nation)
        plate = Plate(fitting or typed, nation, bool(fitting))
    if plate.fits or not kept:
        return plate
    if len(kept) > LONGEST_PLATE:
        raise _no_plate()
    return Plate(kept, nation)


def _no_plate() -> InvalidValue:
    return InvalidValue(
        N_("Dit is geen kenteken."),
        remedy=N_("Een kenteken heeft letters en cijfers, samen hooguit {longest} tekens."),
        longest=LONGEST_PLATE,
    )


def countries_of(text: str) -> tuple[str, ...]:
    """The countries with a pattern that the plate fits as it was typed, to propose when none was chosen."""
    compact = _compact(_typed(text))
    found = [nation for nation in _SHAPES if any(cost == 0 for cost, _ in _tries(compact, nation))]
    return tuple(sorted([*found, "DE"] if _GERMAN_JOINED.fullmatch(compact) else found))


def _latin(text: str) -> str:
    plain = without_marks(unicodedata.normalize("NFKC", text[: LONGEST_PLATE * 4]).lower()).upper()
    return plain.translate(_LOOKALIKES)


def _kept(text: str) -> str:
    """The text in capitals with the signs that no country writes, "" when there are none.

    Somebody meant them: a plate that fits nothing must not look as if it was typed without.
    """
    latin = _latin(text)
    signs = "".join(
        sign if sign.isalnum() or unicodedata.category(sign)[0] in "PS" else " " for sign in latin
    )
    kept = " ".join(signs.split()).strip(" -")
    return kept if any(not sign.isalnum() and sign not in " -" for sign in kept) else ""


def _typed(text: str) -> str:
    parts = re.findall(r"[^\W_]+|[\W_]+", _latin(text))
    joined = "".join(part if part[0].isalnum() else "-" if "-" in part else " " for part in parts)
    return joined.strip(" -")


def _compact(typed: str) -> str:
    return "".join(sign for sign in typed if sign.isalnum())


def _german(typed: str) -> Plate:
    parted = _GERMAN.fullmatch(typed)
    if parted and len(_compact(typed)) <= 8:
        district, letters, number, mark = parted.groups()
        return Plate(f"{district}-{letters} {number}{mark}", "DE", True)
    joined = _compact(typed)
    return Plate(typed, "DE", bool(_GERMAN_JOINED.fullmatch(joined)) and len(joined) <= 8)


def _fitting(compact: str, nation: str) -> str:
    """The canonical form by the one pattern that fits best, "" when none or more than one does."""
    tries = sorted(_tries(compact, nation))
    if not tries:
        return ""
    best = {written for cost, written in tries if cost == tries[0][0]}
    return best.pop() if len(best) == 1 else ""


def _tries(compact: str, nation: str) -> Iterator[tuple[int, str]]:
    """For each pattern that fits: how many signs were exchanged for that, and the plate as written."""
    allowed = _LETTERS.get(nation, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
    for shape in _SHAPES.get(nation, {}).get(len(compact), ()):
        written = _written(compact, shape, allowed)
        if written:
            yield sum(one != two for one, two in zip(_compact(written), compact, strict=True)), written


def _written(compact: str, shape: str, allowed: str) -> str:
    signs = iter(compact)
    written = []
    for place in shape:
        if place not in "LD":
            written.append(place)
            continue
        sign = next(signs)
        sign = _TO_DIGIT.get(sign, sign) if place == "D" else _TO_LETTER.get(sign, sign)
        if sign not in ("0123456789" if place == "D" else allowed):
            return ""
        written.append(sign)
    return "".join(written)


def _read_patterns() -> dict[str, dict[int, list[str]]]:
    shapes: dict[str, dict[int, list[str]]] = {}
    for row in _PATTERNS.strip().splitlines():
        nation, *patterns = row.split()
        for pattern in patterns:
            length = sum(pattern.count(kind) for kind in "LD")
            shapes.setdefault(nation, {}).setdefault(length, []).append(pattern.replace("_", " "))
    return shapes


_SHAPES = _read_patterns()

COUNTRIES = tuple(sorted({*_SHAPES, "DE"}))
"""Countries (ISO 3166-1 alpha-2) of which a pattern is known."""
