"""Words of a name in all the ways they can be spelled, and how alike two of them are."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache

from fieldcheck.domain.spelling.cyrillic import is_cyrillic, romanised
from fieldcheck.domain.spelling.distance import within
from fieldcheck.domain.spelling.latin import as_in_zone, without_marks

LONGEST_WORD = 40
"""Letters of a word that count; more is no name, and would make comparing slow."""

_APOSTROPHES = dict.fromkeys(map(ord, "'’‘ʼʹʻ`´′\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*)+")

_AS_SPOKEN = str.maketrans({"j": "i", "y": "i", "w": "v"})
_DOUBLE = re.compile(r"(.)\1+")
# One sound that different romanisations and alphabets write in different ways; the longest stand first.
_ONE_SOUND = """
    shch=sc szcz=sc tsch=c sch=s tch=c dzh=dz uxx=u nxx=n sh=s sz=s ch=c cz=c zh=z ts=c tz=c kh=h gh=g ph=f
    th=t ck=k qu=kv ou=u ae=a oe=o ue=u ie=e dj=dz x=ks
"""
_SOUNDS: dict[str, str] = dict(pair.split("=") for pair in _ONE_SOUND.split())
_SOUND = re.compile("|".join(_SOUNDS))
_LOOSE = str.maketrans({"h": "g", "c": "k", "z": "s", "o": "a"})
_VOWELS = str.maketrans("", "", "aeiou")


class Grade(IntEnum):
    """How alike two words are; the lower the more."""

    EQUAL = 0
    """The same letters, whatever the case."""
    SPELLED = 1
    """The same name in another script, without its marks, or as a machine-readable zone spells it."""
    SOUND = 2
    """Two common spellings of one name."""
    CUT = 3
    """One is the beginning of the other."""
    NEAR = 4
    """A slip of the finger apart."""
    LOOSE = 5
    """Perhaps one name in two languages: Hryhorii and Grigorii."""
    INITIAL = 6
    """One is the initial of the other."""
    APART = 7
    """Two names."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word with the keys by which it is compared.

    Attributes:
        shown: as it was written.
        spellings: plain Latin spellings (official ones of each language), or the word itself in other
        scripts.
        sounds: spellings with the variants of one sound made equal.
        loose: sounds with the differences between languages made equal.
        skeletons: loose sounds without vowels but for a first one; for finding, never for judging.
    """

    shown: str
    lowered: str
    spellings: frozenset[str]
    sounds: frozenset[str]
    loose: frozenset[str]
    skeletons: frozenset[str]


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text in any script; an apostrophe joins, what is no letter or digit parts."""
    if text.isascii():
        cleaned = text.replace("'", "").replace("`", "")
    else:
        cleaned = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    return tuple(word(found[:LONGEST_WORD]) for found in _WORD.findall(cleaned))


@lru_cache(maxsize=8192)
def word(shown: str) -> Word:
    """One word with its keys."""
    lowered = shown.lower() if shown.isascii() else unicodedata.normalize("NFC", shown.casefold())
    spellings = _spellings(lowered)
    sounds = frozenset(map(_sound, spellings))
    loose = frozenset(sound.translate(_LOOSE) for sound in sounds)
    return Word(shown, lowered, spellings, sounds, loose, frozenset(map(_skeleton, loose)))


def grade(one: Word, two: Word) -> Grade:
    """How alike two words are."""
    if one.lowered == two.lowered:
        return Grade.EQUAL
    if not one.spellings.isdisjoint(two.spellings):
        return Grade.SPELLED
    if not one.sounds.isdisjoint(two.sounds):
        return Grade.SOUND
    return _weak_grade(one, two)


def _weak_grade(one: Word, two: Word) -> Grade:
    if len(one.lowered) == 1 or len(two.lowered) == 1:
        initial = {sound[:1] for sound in one.sounds} & {sound[:1] for sound in two.sounds} - {""}
        return Grade.INITIAL if initial else Grade.APART
    found = Grade.APART
    for first in one.spellings:
        for second in two.spellings:
            # A first letter that differs is seldom a slip, and skipping those makes comparing many fast.
            if first[:1] == second[:1] or first[1:3] == second[1:3]:
                short, long = (first, second) if len(first) <= len(second) else (second, first)
                if len(short) >= 4 and long.startswith(short):
                    return Grade.CUT
                if within(short, long, _slips(len(short))):
                    found = Grade.NEAR
    if found is Grade.NEAR or one.loose.isdisjoint(two.loose):
        return found
    return Grade.LOOSE if min(len(one.lowered), len(two.lowered)) > 3 else Grade.APART


def _slips(length: int) -> int:
    """How many slips of the finger a word of this length may have."""
    return 0 if length < 5 else 1 if length < 9 else 2


def _spellings(lowered: str) -> frozenset[str]:
    if lowered.isascii():
        return frozenset((lowered,))
    if is_cyrillic(lowered):
        return frozenset(map(without_marks, romanised(lowered)))
    return frozenset((without_marks(lowered), as_in_zone(lowered)))


def _sound(spelling: str) -> str:
    spoken = _DOUBLE.sub(r"\1", spelling.translate(_AS_SPOKEN))
    spoken = _SOUND.sub(lambda found: _SOUNDS[found[0]], spoken)
    if spoken.endswith(("of", "ef")):  # Popoff is Popov
        spoken = spoken[:-1] + "v"
    return _DOUBLE.sub(r"\1", spoken)


def _skeleton(loose: str) -> str:
    return ("a" if loose[:1] in "aeiou" else loose[:1]) + loose[1:].translate(_VOWELS)
