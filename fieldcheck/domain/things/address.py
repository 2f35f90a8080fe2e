"""Dutch addresses as they are compared, and addresses abroad as they were written."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.spelling.words import words_of

LONGEST_PART = 120
"""Signs that a street or a place can have."""

LARGEST_NUMBER = 99_999
"""The largest house number; the Dutch register of addresses (BAG) has five digits."""

_POSTCODE = re.compile(r"([1-9][0-9]{3})\s*-?\s*([A-Za-z]{2})")
_HOUSE = re.compile(r"([0-9]{1,5})(?![0-9])[\s\-/.,]*(.*)", re.DOTALL)
_ENDINGS = {"str": "straat", "wg": "weg", "ln": "laan", "pln": "plein", "dk": "dijk", "sngl": "singel"}
_ABBREVIATED = re.compile(f"(.*)({'|'.join(_ENDINGS)})")
_TITLES = {
    "burg": "burgemeester",
    "dr": "doctor",
    "ds": "dominee",
    "gen": "generaal",
    "ir": "ingenieur",
    "kon": "koning",
    "mgr": "monseigneur",
    "mr": "meester",
    "past": "pastoor",
    "pr": "prins",
    "prof": "professor",
    "pres": "president",
    "st": "sint",
    "wilh": "wilhelmina",
}
_PARTICLES = frozenset(
    {"van", "de", "der", "den", "het", "t", "v", "d", "ter", "ten", "aan", "op", "vd", "vander"}
)


@dataclass(frozen=True, slots=True)
class Address:
    """Where something is; every part can be missing, and a park's own number of a bungalow is the ``unit``.

    Attributes:
        street: as written.
        number: the house number, 0 when not known.
        addition: letter or addition in capitals without separators, "" when there is none.
        postcode: ``1234 AB``, or as written abroad, "" when not known.
        place: as written.
        unit: the park's own number or name of a dwelling, such as ``chalet 14``.
        country: ISO 3166-1 alpha-2.

    Made of typed parts by :func:`parse_address`.
    """

    street: str = ""
    number: int = 0
    addition: str = ""
    postcode: str = ""
    place: str = ""
    unit: str = ""
    country: str = "NL"

    @property
    def key(self) -> str:
        """The address as it is compared, "" when it names no single address.

        In the Netherlands postcode and house number say it all; without a postcode street, number and place
        do.
        """
        return self._by_postcode() or self._by_street()

    @property
    def keys(self) -> frozenset[str]:
        """Every key by which the address can be found: by postcode, and by street and place."""
        return frozenset(filter(None, (self._by_postcode(), self._by_street())))

    def _by_postcode(self) -> str:
        if not (self.number and self.postcode):
            return ""
        return f"{self.country}:{self.postcode.replace(' ', '')}:{self.house}"

    def _by_street(self) -> str:
        if not (self.number and self.street and self.place):
            return ""
        return f"{self.street_start}{plain(self.place)}:{self.house}"

    @property
    def street_start(self) -> str:
        """What every key of an address in this street begins with, in whichever place."""
        return f"{self.country}:{street_key(self.street)}:"

    @property
    def house(self) -> str:
        """House number, addition and unit as they are compared; every key ends with it."""
        dash = "-" if self.addition[:1].isdigit() else ""  # 12-3 is not 123
        return f"{self.number}{dash}{self.addition}" + (f"#{unit_key(self.unit)}" if self.unit else "")


def parse_postcode(text: str) -> str:
    """A Dutch postcode as ``1234 AB``. Raises InvalidValue when it is none."""
    found = _POSTCODE.fullmatch(text.strip())
    if found is None:
        raise InvalidValue(
            N_("Dit is geen postcode."),
            remedy=N_("Een postcode heeft vier cijfers en twee letters, zoals 1234 AB."),
        )
    return f"{found[1]} {found[2].upper()}"


def parse_house(text: str) -> tuple[int, str]:
    """House number and addition: ``12-a``, ``12 A`` and ``12a`` are all (12, "A").

    Raises InvalidValue when it begins with no number of 1 to LARGEST_NUMBER or the addition is longer than
    10.
    """
    found = _HOUSE.fullmatch(text.strip())
    addition = plain(found[2]).upper() if found else ""
    if found is None or not 0 < int(found[1]) <= LARGEST_NUMBER or len(addition) > 10:
        raise InvalidValue(
            N_("Dit is geen huisnummer."),
            remedy=N_("Typ het nummer en wat erachter staat, zoals 12 of 12-A."),
        )
    return int(found[1]), addition


def parse_address(
    street: str = "",
    house: str = "",
    postcode: str = "",
    place: str = "",
    *,
    unit: str = "",
    country: str = "NL",
) -> Address:
    """An address of typed parts; empty parts are not known. A postcode abroad is kept in capitals as written.

    Raises InvalidValue for a part that cannot be right.
    """
    if max(map(len, (street, place, unit, postcode))) > LONGEST_PART:
        raise InvalidValue(
            N_("Dit adres is te lang."),
            remedy=N_("Een straat of plaats heeft hooguit {longest} tekens."),
            longest=LONGEST_PART,
        )
    number, addition = parse_house(house) if house.strip() else (0, "")
    code = " ".join(postcode.upper().split())
    if code and country == "NL":
        code = parse_postcode(code)
    return Address(_spaced(street), number, addition, code, _spaced(place), _spaced(unit), country)


@lru_cache(maxsize=4096)
def street_key(street: str) -> str:
    """A street without case, marks, particles and abbreviations: ``St. Janswg`` is Sint Jansweg."""
    words = [_plain_word(word.lowered, word.spellings) for word in words_of(street)]
    return "".join(_whole(word) for word in words if word not in _PARTICLES) or "".join(words)


def unit_key(unit: str) -> str:
    """The park's own number without the word before it: ``Chalet 014`` and ``nr. 14`` are both 14."""
    numbered = re.findall(r"[0-9]+", unit)
    letters = plain(re.sub(r"[0-9]+", " ", unit))
    if not numbered:
        return letters.upper()
    # One letter belongs to the number (14b); a word says what kind of dwelling it is.
    last = "".join(re.findall(r"[0-9]\s*-?\s*([A-Za-z])(?![A-Za-z])", unit))
    return "-".join(str(int(number)) for number in numbered) + last.upper()


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """Letters and digits alone, in Latin without case and marks."""
    return "".join(_plain_word(word.lowered, word.spellings) for word in words_of(text))


def _plain_word(lowered: str, spellings: frozenset[str]) -> str:
    return lowered if lowered.isascii() else min(spellings, key=lambda spelled: (len(spelled), spelled))


def _whole(word: str) -> str:
    if word in _TITLES:
        return _TITLES[word]
    cut = _ABBREVIATED.fullmatch(word)
    return cut[1] + _ENDINGS[cut[2]] if cut else word


def _spaced(text: str) -> str:
    return " ".join(text.split())
