"""Two languages nobody speaks, made up while the program runs, that show what is clipped or not translated.

``qps-ploc`` is stretched by two fifths and full of accents, ``qps-plocm`` runs from right to left. What
stands on a screen without brackets around it never went through a translator.
"""

from __future__ import annotations

import re

from fieldcheck.i18n.languages import MIRRORED

_LETTERS = str.maketrans(
    "aåbcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "áåƀçđéƒğĥíĵķļɱñöþqŕšŧüvŵxýžÅƁÇĐÉƑĞĤÎĴĶĻṀÑÖÞQŔŠŦÛVŴXÝŽ",
)
_KEPT = re.compile(r"(\$?\{[^{}]*\}|\*\*|`[^`]*`|\]\([^)]*\)|\n|<[^>]*>)")
"""Fields and marks, which stay as they are."""
_FILLER = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen"
_MIRROR = ("\u202e", "\u202c")
"""Right-to-left override, and its end."""


def pseudo(text: str, tag: str) -> str:
    """The text in a language nobody speaks; fields, marks and line ends stay."""
    parts = _KEPT.split(text)
    changed = "".join(part if place % 2 else part.translate(_LETTERS) for place, part in enumerate(parts))
    if tag == MIRRORED.tag:
        first, last = _MIRROR
        return "\n".join(f"{first}[{line}]{last}" if line else "" for line in changed.split("\n"))
    more = max(1, round(0.4 * len(_KEPT.sub("", text))) - 3)
    return f"[{changed} {_FILLER[:more].strip()}]"
