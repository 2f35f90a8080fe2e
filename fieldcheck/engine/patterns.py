"""The patterns of ``regex()``: those of JavaScript and Java, kept from costing more than they may.

A pattern comes with a form that somebody else wrote. The library that runs it can be told to stop after a
while; what it cannot be told is how large a pattern may grow, so that is counted before it is built.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from fieldcheck.domain.errors import N_
from fieldcheck.engine.scope import EvaluationFailed

LONGEST_PATTERN = 4096
"""Characters in a pattern."""

LARGEST_PATTERN = 20_000
"""Characters of a pattern with every counted repetition written out."""

DEEPEST_PATTERN = 50
"""Groups inside groups."""

SECONDS = 0.25
"""How long one pattern may look at one value."""

_PARTS = re.compile(
    r"""
    (?P<escape>\\(?:[pP]\{[^}]*\}|k<[^>]*>|u\{[0-9a-fA-F]+\}|.))
    | (?P<set>\[\^?\]?(?:\\.|[^\]\\])*\])
    | (?P<open>\((?:\?(?:[:=!>]|<[=!]|P?<[A-Za-z_]\w*>|[imsx]+(?:-[imsx]+)?[:)]))?)
    | (?P<close>\))
    | (?P<count>\{(?P<least>[0-9]+)(?P<comma>,)?(?P<most>[0-9]*)\})
    | (?P<other>.)
    """,
    re.VERBOSE | re.DOTALL,
)

# Digits and words are those of ASCII, as in JavaScript and Java; what ``\p{...}`` names is all of Unicode.
_OUTSIDE = {r"\d": "[0-9]", r"\D": "[^0-9]", r"\w": "[A-Za-z0-9_]", r"\W": "[^A-Za-z0-9_]"}
_INSIDE = {r"\d": "0-9", r"\w": "A-Za-z0-9_"}
_SHORT = re.compile(r"\\.", re.DOTALL)


def found_in(pattern: str, text: str) -> bool:
    """Whether ``pattern`` is found anywhere in ``text``; for all of it the pattern says ``^`` and ``$``.

    Raises EvaluationFailed when it is no pattern, is too large, or takes too long.
    """
    try:
        return _compiled(pattern).search(text, timeout=SECONDS) is not None
    except TimeoutError as error:
        raise EvaluationFailed(N_("het patroon van regex() kost te veel tijd")) from error


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> Any:
    import regex

    try:
        return regex.compile(_translated(pattern), regex.V0)
    except (regex.error, OverflowError, ValueError) as error:
        raise EvaluationFailed(
            N_("het patroon van regex() klopt niet: {detail}"), detail=str(error)
        ) from error


def _translated(pattern: str) -> str:
    """``pattern`` in the library's dialect, with nothing in it that only the library knows."""
    if len(pattern) > LONGEST_PATTERN:
        raise EvaluationFailed(
            N_("het patroon van regex() is langer dan {most} tekens"), most=LONGEST_PATTERN
        )
    written: list[str] = []
    # For each open group: its size so far, and the size of its last part, which a count multiplies.
    sizes = [[0, 0]]
    for part in _PARTS.finditer(pattern):
        text = part.group()
        match part.lastgroup:
            case "open" if text == "(" and pattern.startswith("?", part.end()):
                raise EvaluationFailed(N_("het patroon van regex() heeft een groep die ODK niet kent"))
            case "open" if not text.endswith(")"):
                sizes.append([0, 0])
                if len(sizes) > DEEPEST_PATTERN:
                    raise EvaluationFailed(
                        N_("het patroon van regex() heeft meer dan {most} groepen in elkaar"),
                        most=DEEPEST_PATTERN,
                    )
            case "close" if len(sizes) > 1:
                inner = sizes.pop()
                _grown(sizes[-1], inner[0] + inner[1] + 1)
            case "count":
                _multiply(sizes[-1], int(part["most"] or part["least"]))
            case "escape":
                text = _OUTSIDE.get(text, text)
                _grown(sizes[-1], 1)
            case "set":
                text = _SHORT.sub(lambda found: _INSIDE.get(found.group(), found.group()), text)
                _grown(sizes[-1], 1)
            case "other" if text == "{":
                text = r"\{"
                _grown(sizes[-1], 1)
            case "other" if text == "$":
                # Only the very end, as elsewhere, not also before a last line break.
                text = r"\Z"
            case _:
                _grown(sizes[-1], 1)
        written.append(text)
    if sum(sum(size) for size in sizes) > LARGEST_PATTERN:
        raise EvaluationFailed(N_("de aantallen in het patroon van regex() zijn te groot"))
    return "".join(written)


def _grown(size: list[int], part: int) -> None:
    size[0] += size[1]
    size[1] = part


def _multiply(size: list[int], times: int) -> None:
    size[1] *= max(1, times)
    if size[1] > LARGEST_PATTERN:
        raise EvaluationFailed(N_("de aantallen in het patroon van regex() zijn te groot"))
