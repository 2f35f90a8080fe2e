"""The colours, type sizes and spaces of every screen: one frozen set for each theme.

Every pair that carries text is at least 4.5 : 1, borders of what can be pressed at least 3 : 1 (WCAG 2.2,
1.4.3 and 1.4.11); ``text_pairs`` and ``control_pairs`` name them, so that a test can measure all of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Tone(StrEnum):
    """What a chip, card or notice means; a word always stands with it, never the colour alone."""

    PLAIN = "plain"
    QUIET = "quiet"
    ACCENT = "accent"
    ACUTE = "acute"
    CAUTION = "caution"
    GOOD = "good"


@dataclass(frozen=True, slots=True)
class Tokens:
    """The colours of one theme, as ``#rrggbb``. Nothing but an acute referral is ever ``acute``."""

    name: str
    ground: str
    surface: str
    sunken: str
    ink: str
    muted: str
    line: str
    control: str
    accent: str
    on_accent: str
    accent_soft: str
    acute: str
    on_acute: str
    acute_soft: str
    caution: str
    caution_soft: str
    good: str
    good_soft: str
    dark: bool

    def tone(self, tone: Tone) -> tuple[str, str]:
        """(text, ground) of a chip or notice in this tone."""
        return {
            Tone.PLAIN: (self.ink, self.surface),
            Tone.QUIET: (self.muted, self.sunken),
            Tone.ACCENT: (self.accent, self.accent_soft),
            Tone.ACUTE: (self.acute, self.acute_soft),
            Tone.CAUTION: (self.caution, self.caution_soft),
            Tone.GOOD: (self.good, self.good_soft),
        }[tone]

    def text_pairs(self) -> tuple[tuple[str, str], ...]:
        """Every (text, ground) pair that a screen may draw."""
        pages = (self.ground, self.surface, self.sunken)
        on_pages = (self.ink, self.muted, self.accent, self.caution, self.good, self.acute)
        softs = (self.accent_soft, self.acute_soft, self.caution_soft, self.good_soft)
        return (
            *((text, page) for text in on_pages for page in pages),
            *((self.ink, soft) for soft in softs),
            *((self.muted, soft) for soft in softs),
            *(self.tone(tone) for tone in Tone),
            (self.on_accent, self.accent),
            (self.on_acute, self.acute),
        )

    def control_pairs(self) -> tuple[tuple[str, str], ...]:
        """Every (border or filling of what can be pressed, what it stands on) pair."""
        return (
            *((self.control, page) for page in (self.ground, self.surface)),
            *((self.accent, page) for page in (self.ground, self.surface, self.sunken, self.accent_soft)),
            (self.acute, self.ground),
            (self.acute, self.acute_soft),
            (self.control, self.acute_soft),
        )


LIGHT = Tokens(
    name="light",
    ground="#F4F1EA",
    surface="#FFFFFF",
    sunken="#EBE7DE",
    ink="#17222B",
    muted="#525F69",
    line="#CFC9BC",
    control="#7C8790",
    accent="#0A5A66",
    on_accent="#FFFFFF",
    accent_soft="#DDEEF0",
    acute="#A8201A",
    on_acute="#FFFFFF",
    acute_soft="#FBE6E3",
    caution="#7A4B00",
    caution_soft="#FCEFD3",
    good="#1E6238",
    good_soft="#E1F1E6",
    dark=False,
)
DARK = Tokens(
    name="dark",
    ground="#0F1518",
    surface="#182126",
    sunken="#0B1012",
    ink="#EAF0F2",
    muted="#A3B1B9",
    line="#31404A",
    control="#7D8E99",
    accent="#6BCBD8",
    on_accent="#06262B",
    accent_soft="#14363C",
    acute="#FF9A91",
    on_acute="#3A0906",
    acute_soft="#43191A",
    caution="#F2C265",
    caution_soft="#3B2C0E",
    good="#8AD3A4",
    good_soft="#16351F",
    dark=True,
)
HIGH_CONTRAST = Tokens(
    name="high-contrast",
    ground="#000000",
    surface="#000000",
    sunken="#1A1A1A",
    ink="#FFFFFF",
    muted="#E6E6E6",
    line="#FFFFFF",
    control="#FFFFFF",
    accent="#FFE94A",
    on_accent="#000000",
    accent_soft="#2B2700",
    acute="#FFB3AC",
    on_acute="#000000",
    acute_soft="#3A0000",
    caution="#FFD27A",
    caution_soft="#2E2000",
    good="#9CF0B8",
    good_soft="#00290F",
    dark=True,
)
THEMES: dict[str, Tokens] = {tokens.name: tokens for tokens in (LIGHT, DARK, HIGH_CONTRAST)}


class Size:
    """Sizes in pixels at 100 %; everything scales together (see ``Theme.px``)."""

    PERSON = 30
    PERSON_TURNED = 44
    CHOICE = 21
    DUTCH = 17
    TITLE = 24
    LEAD = 17
    BODY = 15
    SMALL = 13

    PRESSABLE = 44
    CHOICE_HEIGHT = 60
    BAR = 60
    FOOT = 72
    RAIL = 270
    COLUMN = 980
    CORNER = 8
    CARD_CORNER = 12
    FOCUS = 3


class Space:
    """The grid of 4: distances in pixels at 100 %."""

    XS = 4
    S = 8
    M = 12
    L = 16
    XL = 24
    XXL = 32
    HUGE = 48


def contrast(one: str, other: str) -> float:
    """The WCAG contrast ratio of two ``#rrggbb`` colours, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
