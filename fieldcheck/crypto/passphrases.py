"""How hard a passphrase is to guess: a rough floor, computed here and sent nowhere."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from fieldcheck.domain.errors import N_

SHORTEST = 12
"""Characters below which a passphrase is never better than weak."""

_COMMON = (
    "wachtwoord", "password", "welkom", "welcome", "qwerty", "azerty", "letmein", "admin", "geheim",
    "inspectie", "handhaving", "handhaver", "fieldcheck", "gemeente", "nederland", "controle", "voorjaar",
    "zomer", "herfst", "winter", "lente", "januari", "februari", "maart", "april", "juni", "juli",
    "augustus", "september", "oktober", "november", "december", "maandag", "dinsdag", "woensdag",
    "donderdag", "vrijdag", "zaterdag", "zondag",
)  # fmt: skip
_KEYBOARD = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_SYMBOL_BITS = {"digit": 3.3, "letter": 2.5, "other": 4.5}
_STEPS = (28, 40, 52, 64)


@dataclass(frozen=True, slots=True)
class Strength:
    """How strong a passphrase is.

    Attributes:
        score: 0 (guessed at once) to 4 (out of reach).
        advice: what would help, a Dutch msgid, or "" when nothing is needed.
    """

    score: int
    advice: str


def passphrase_strength(text: str) -> Strength:
    """Estimate the strength of ``text``; common words, rows of the keyboard and repeats count for little."""
    bits = _bits(text.casefold())
    score = sum(bits >= step for step in _STEPS)
    if len(text) < SHORTEST:
        score = min(score, 1)
    return Strength(score, _advice(text, score))


def _bits(text: str) -> float:
    total = 0.0
    for word in _COMMON:
        text, found = re.subn(re.escape(word), " ", text)
        total += math.log2(len(_COMMON)) * (found > 0)
    previous = step = 0
    for symbol in text:
        change = ord(symbol) - previous
        predictable = change == 0 or (change == step and abs(change) == 1) or _beside(chr(previous), symbol)
        total += 0.5 if predictable else _SYMBOL_BITS[_kind(symbol)]
        previous, step = ord(symbol), change
    return total


def _beside(before: str, symbol: str) -> bool:
    return any(before + symbol in row or symbol + before in row for row in _KEYBOARD)


def _kind(symbol: str) -> str:
    if symbol.isdigit():
        return "digit"
    return "letter" if symbol.isalpha() or symbol.isspace() else "other"


def _advice(text: str, score: int) -> str:
    if len(text) < SHORTEST:
        return N_("Neem minstens 12 tekens: een korte zin onthoudt u makkelijker dan een moeilijk woord.")
    if score < 3:
        return N_("Neem er een paar woorden bij die niets met elkaar te maken hebben.")
    return ""
