"""Words as they may be printed."""

from __future__ import annotations

import unicodedata


def printable(words: str) -> str:
    """Without control signs, halves of signs and the like, which no paper can show; line ends stay."""
    return "".join(sign for sign in words if sign == "\n" or unicodedata.category(sign) not in _UNPRINTABLE)


_UNPRINTABLE = frozenset({"Cc", "Cs", "Co", "Cn"})


def bare_municipality(name: str) -> str:
    """The municipality's name without ``Gemeente`` before it."""
    bare = printable(name).strip()
    return bare[9:].strip() if bare.casefold().startswith("gemeente ") else bare


def municipality(name: str) -> str:
    """The municipality as printed on a Dutch paper, ``Gemeente`` before it once."""
    return f"Gemeente {bare_municipality(name)}"
