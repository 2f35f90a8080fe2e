"""Cyrillic names in Latin letters, as passports of Bulgaria, Ukraine and Russia write them.

Sources: Bulgaria's Transliteration Act of 2009; Ukraine's Cabinet resolution 55 of 2010; ICAO Doc 9303 part
3, section 6, table B, which Russian passports follow. Other Slavic letters follow that table too.
"""

from __future__ import annotations

import re
import unicodedata

_LETTERS = """
    а=a б=b в=v г=g д=d е=e ж=zh з=z и=i й=i к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=kh ц=ts ч=ch ш=sh
    щ=shch ъ=ie ы=y ь= э=e ю=iu я=ia ё=e і=i ї=i є=ie ґ=g ў=u ј=j љ=lj њ=nj ћ=c ђ=dj џ=dz ѓ=gj ќ=kj ѕ=dz ѝ=i
"""
_SHARED: dict[str, str] = {pair[0]: pair[2:] for pair in _LETTERS.split()}
_RUSSIAN = str.maketrans(_SHARED)
_BULGARIAN = str.maketrans(
    {**_SHARED, "й": "y", "х": "h", "щ": "sht", "ъ": "a", "ь": "y", "ю": "yu", "я": "ya"}
)
_UKRAINIAN = str.maketrans({**_SHARED, "г": "h", "и": "y"})
_UKRAINIAN_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}

_CYRILLIC = re.compile("[\u0400-\u052f]")
_ONLY_UKRAINIAN = re.compile("[іїєґ]")
_ONLY_RUSSIAN = re.compile("[ыэё]")
_NOT_UKRAINIAN = re.compile("[ъыэё]")


def is_cyrillic(text: str) -> bool:
    """Whether a Cyrillic letter stands in the text."""
    return _CYRILLIC.search(text) is not None


def romanised(word: str) -> tuple[str, ...]:
    """The official Latin spellings of a lower-case Cyrillic word, one for each language that it can be in.

    Letters that only one of the languages has decide it; otherwise all three are given. Letters that are not
    Cyrillic stay, so that a word typed with a Latin look-alike is still read.
    """
    composed = unicodedata.normalize("NFC", word)
    if _ONLY_UKRAINIAN.search(composed):
        return (_ukrainian(composed),)
    if _ONLY_RUSSIAN.search(composed):
        return (composed.translate(_RUSSIAN),)
    spelled = [_bulgarian(composed), composed.translate(_RUSSIAN)]
    if not _NOT_UKRAINIAN.search(composed):
        spelled.append(_ukrainian(composed))
    return tuple(dict.fromkeys(spelled))


def _bulgarian(word: str) -> str:
    if word.endswith("ия"):  # the Act writes -ia at the end of a word
        word = word[:-1] + "а"
    return word.translate(_BULGARIAN)


def _ukrainian(word: str) -> str:
    first = _UKRAINIAN_INITIAL.get(word[0])
    rest = (word[1:] if first else word).replace("зг", "zgh")
    return (first or "") + rest.translate(_UKRAINIAN)
