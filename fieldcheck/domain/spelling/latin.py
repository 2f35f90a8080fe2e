"""Latin letters with marks, and the plain letters that papers and people write for them."""

from __future__ import annotations

import re
import unicodedata

_WITHOUT_MARK = str.maketrans(
    {
        "ł": "l", "đ": "d", "ð": "d", "ø": "o", "ħ": "h", "ŧ": "t", "ŋ": "n", "ı": "i", "ß": "ss", "æ": "ae",
        "œ": "oe", "þ": "th", "ĳ": "ij", "ƒ": "f", "ə": "a", "ĸ": "q",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart; the others lose their mark by decomposition."""

_OF_ICAO = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "ø": "oe", "ñ": "n"})
"""Where the machine-readable zone writes two letters for one (Doc 9303 part 3, section 6, table A)."""

_MARKS = re.compile("[\u0300-\u036f]+")


def without_marks(lowered: str) -> str:
    """Lower-case text with each Latin letter in its plain form: ``ș`` is s, ``ł`` is l, ``ễ`` is e."""
    if lowered.isascii():
        return lowered
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", lowered.translate(_WITHOUT_MARK)))
    return plain.translate(_WITHOUT_MARK)  # ǽ is an æ with a mark


def as_in_zone(lowered: str) -> str:
    """Lower-case Latin text as a machine-readable zone spells it: ``müller`` is mueller."""
    return without_marks(lowered.translate(_OF_ICAO))
