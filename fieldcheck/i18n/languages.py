"""The languages people are spoken to in: tags, names and direction of script."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from fieldcheck.domain.errors import N_, InvalidValue

SOURCE = "nl"
"""The language everything is written in first; its texts are the msgids of every catalogue."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    Attributes:
        tag: BCP 47 tag, e.g. ``pl``.
        name_native: the name its speakers know it by; a language is only ever offered under this name.
        name_dutch: its Dutch name, to stand beside the native one for the officer.
        right_to_left: its script runs from right to left.
    """

    tag: str
    name_native: str
    name_dutch: str
    right_to_left: bool = False


LANGUAGES: tuple[Language, ...] = (
    Language("nl", "Nederlands", "Nederlands"),
    Language("en", "English", "Engels"),
    Language("pl", "Polski", "Pools"),
    Language("ro", "Română", "Roemeens"),
)
"""The languages the program is offered in, Dutch first."""


@cache
def language(tag: str) -> Language:
    """The language with this BCP 47 tag: one of ours, or any that a foreign form may bring along.

    Raises:
        InvalidValue: no language has this tag.
    """
    for known in LANGUAGES:
        if known.tag == tag:
            return known
    return _from_cldr(tag)


def _from_cldr(tag: str) -> Language:
    # Imported here because it costs more than the rest of this room together, and few ask for it.
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError) as failure:
        raise InvalidValue(N_("De taal {tag} is niet bekend."), tag=tag) from failure
    native = locale.get_display_name() or tag
    return Language(
        tag,
        native[:1].upper() + native[1:],
        locale.get_display_name(SOURCE) or tag,
        right_to_left=locale.text_direction == "rtl",
    )


_REGION = {"en": "en_GB"}


def cldr_name(tag: str) -> str:
    """The name CLDR data goes by for this tag: European English for ``en``, else the tag itself."""
    return _REGION.get(tag, tag.replace("-", "_"))
