"""The recovery code: 140 random bits that a person copies to paper and back without harm.

Seven groups of five symbols in Crockford's alphabet (no I, L, O, U). The fifth symbol of a group checks
the other four and the group's place: it finds every single wrong symbol, every two symbols swapped
within a group, and every two groups swapped, and so can say in which group the mistake is.
"""

from __future__ import annotations

import re
import secrets

from fieldcheck.domain.errors import N_, InvalidValue

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 7
_DATA = 4
_READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
_FREE = re.compile(r"[\s\-_.·‐-―]+")  # spaces, dots, and every dash of Unicode's range


def new_recovery_code() -> str:
    """A new code such as ``7K3M8-…``: seven groups of five, with dashes."""
    groups = ([secrets.randbelow(32) for _ in range(_DATA)] for _ in range(GROUPS))
    return "-".join(
        "".join(ALPHABET[value] for value in (*group, _check(group, place)))
        for place, group in enumerate(groups)
    )


def normalise_recovery_code(text: str) -> str:
    """The code as :func:`new_recovery_code` wrote it, from what somebody typed.

    Case, spaces and dashes are free; O reads as 0, I and L as 1, U as V. Raises InvalidValue that says how
    many symbols are missing, or which groups hold a mistake; it never repeats what was typed.
    """
    symbols = _FREE.sub("", text).upper().translate(_READ_AS)
    length = GROUPS * (_DATA + 1)
    if len(symbols) != length:
        raise InvalidValue(
            N_("Een herstelcode heeft {length} tekens in {groups} groepen; dit zijn er {typed}."),
            remedy=N_("Typ de code over van het herstelblad, groep voor groep."),
            length=length,
            groups=GROUPS,
            typed=len(symbols),
        )
    groups = [symbols[start : start + _DATA + 1] for start in range(0, length, _DATA + 1)]
    wrong = [str(place + 1) for place, group in enumerate(groups) if not _fits(group, place)]
    if wrong:
        raise InvalidValue(
            N_("De herstelcode klopt niet in groep {groups}."),
            remedy=N_("Vergelijk die groep teken voor teken met het herstelblad."),
            groups=", ".join(wrong),
        )
    return "-".join(groups)


def _fits(group: str, place: int) -> bool:
    if any(symbol not in ALPHABET for symbol in group):
        return False
    values = [ALPHABET.index(symbol) for symbol in group]
    return _check(values[:_DATA], place) == values[_DATA]


def _check(values: list[int], place: int) -> int:
    """Σ value·xⁿ⁺¹ over GF(32), plus the group's place: distinct weights find swaps as well as typos."""
    total = place
    for exponent, value in enumerate(values, start=1):
        for _ in range(exponent):
            value = _double(value)
        total ^= value
    return total


def _double(value: int) -> int:
    """``value``·x in GF(32) with the primitive polynomial x⁵ + x² + 1."""
    value <<= 1
    return value ^ 0b100101 if value & 0b100000 else value
