"""The colours and measures of every paper: the light tokens of the screens, printed."""

from __future__ import annotations

from typing import Final

INK: Final = "#17222B"
MUTED: Final = "#525F69"
LINE: Final = "#CFC9BC"
SUNKEN: Final = "#F4F1EA"
ACCENT: Final = "#0A5A66"
ACCENT_SOFT: Final = "#DDEEF0"
CAUTION: Final = "#7A4B00"
CAUTION_SOFT: Final = "#FCEFD3"

PRACTICE_MARK: Final = "OEFENING – niet echt"
"""The msgid (domain ``letters``) of the mark on every paper of a practice action."""

COLOURS: Final = {
    "ink": INK,
    "muted": MUTED,
    "line": LINE,
    "sunken": SUNKEN,
    "accent": ACCENT,
    "accent_soft": ACCENT_SOFT,
    "caution": CAUTION,
    "caution_soft": CAUTION_SOFT,
}
"""By name, for the letter template."""
