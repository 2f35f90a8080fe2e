"""The languages people are spoken to in: tags, names and direction of script."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from gettext import c2py

from fieldcheck.domain.errors import N_, InvalidValue

SOURCE = "nl"
"""The language everything is written in first; its texts are the msgids of every catalogue."""


@dataclass(frozen=True, slots=True)
class Language:
    """One language.

    Attributes:
        tag: BCP 47 tag, e.g. ``pl`` or ``zh-Hans``.
        name_native: the name its speakers know it by; a language is only ever offered under this name.
        name_dutch: its Dutch name, to stand beside the native one for the officer.
        right_to_left: its script runs from right to left.
        script: the script it is written in, ISO 15924, e.g. ``Latn``.
    """

    tag: str
    name_native: str
    name_dutch: str
    right_to_left: bool = False
    script: str = "Latn"


LANGUAGES: tuple[Language, ...] = (
    Language("nl", "Nederlands", "Nederlands"),
    Language("en", "English", "Engels"),
    Language("pl", "Polski", "Pools"),
    Language("ro", "Română", "Roemeens"),
    Language("bg", "Български", "Bulgaars", script="Cyrl"),
    Language("uk", "Українська", "Oekraïens", script="Cyrl"),
    Language("hu", "Magyar", "Hongaars"),
    Language("sk", "Slovenčina", "Slowaaks"),
    Language("lt", "Lietuvių", "Litouws"),
    Language("es", "Español", "Spaans"),
    Language("pt", "Português", "Portugees"),
    Language("ru", "Русский", "Russisch", script="Cyrl"),
    Language("tr", "Türkçe", "Turks"),
    Language("ar", "العربية", "Arabisch", right_to_left=True, script="Arab"),
    Language("fa", "فارسی", "Perzisch", right_to_left=True, script="Arab"),
    Language("vi", "Tiếng Việt", "Vietnamees"),
    Language("zh-Hans", "简体中文", "Chinees (vereenvoudigd)", script="Hans"),
)
"""The languages the program is offered in, Dutch first."""

STRETCHED = Language("qps-ploc", "[Þšéüðö]", "Proeftaal, uitgerekt")
MIRRORED = Language("qps-plocm", "[Ɱíŕŕöŕéđ]", "Proeftaal, van rechts naar links", right_to_left=True)
PSEUDO = {one.tag: one for one in (STRETCHED, MIRRORED)}
"""Languages nobody speaks, made up while the program runs; see ``fieldcheck/i18n/pseudo.py``."""


OFFICER = frozenset({SOURCE, "en"})
"""Languages the program speaks to the officer; the others are for the person opposite."""

GLOSSARY = "glossary.po"
"""Each language's list of terms, beside its catalogues: for translators only, never compiled."""

STALE_HEADER = "X-Fieldcheck-Stale"
"""In the head of a compiled catalogue: the cells (JSON) that were translated from other Dutch."""
COMPILED_HEADER = "X-Fieldcheck-Compiled"
"""In the head of a catalogue that this program compiled: only there do approvals and fields hold."""


def for_officer(sheet: str, column: str) -> bool:
    """Whether only the officer reads this column of a form: guidance, signals and referrals."""
    return sheet in {"signals", "referrals"} or column == "guidance_hint"


def needed(sheet: str, column: str, tag: str) -> bool:
    """Whether a form's column is wanted in this language: what only the officer reads in his own alone."""
    return tag in OFFICER or not for_officer(sheet, column)


def interface_language() -> str:
    """Dutch where the machine speaks Dutch, else English; ``FIELDCHECK_LANGUAGE`` says otherwise."""
    wanted = os.environ.get("FIELDCHECK_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return "nl" if wanted.lower().startswith("nl") else "en"


@cache
def language(tag: str) -> Language:
    """The language with this BCP 47 tag: one of ours, or any that a foreign form may bring along.

    Raises:
        InvalidValue: no language has this tag.
    """
    for known in LANGUAGES:
        if known.tag == tag:
            return known
    return PSEUDO[tag] if tag in PSEUDO else _from_cldr(tag)


def language_or_tag(tag: str) -> Language:
    """As :func:`language`; what no language has as its tag, such as a foreign form's own, is its own name."""
    try:
        return language(tag)
    except InvalidValue:
        return Language(tag, tag, tag, script="Zyyy")


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
        script=locale.script or "Zyyy",
    )


_REGION = {"en": "en_GB", "pt": "pt_PT", "qps-ploc": "nl", "qps-plocm": "nl"}


def cldr_name(tag: str) -> str:
    """The name CLDR data goes by for this tag: European English and Portuguese, else the tag itself."""
    return _REGION.get(tag, tag.replace("-", "_"))


def name_in(tag: str, reader: str) -> str:
    """What the readers of one language call another: ``polacco`` for ``name_in("pl", "it")``.

    Raises:
        InvalidValue: no language has one of these tags.
    """
    from babel import Locale

    if reader == SOURCE:
        return language(tag).name_dutch
    language(reader)
    named = Locale.parse(cldr_name(language(tag).tag)).get_language_name(cldr_name(reader))
    return str(named) if named else language(tag).name_native


@cache
def plural_rule(tag: str) -> tuple[int, str]:
    """How many plural forms a language has in our catalogues, and gettext's rule for which one (CLDR).

    Raises:
        InvalidValue: no language has this tag.
    """
    from babel.messages.plurals import get_plural

    rule = get_plural(cldr_name(language(tag).tag))
    return rule.num_plurals, rule.plural_expr


@cache
def plural_form(tag: str) -> Callable[[int], int]:
    """The same rule, ready to ask which form a number of things has.

    Raises:
        InvalidValue: no language has this tag.
    """
    return c2py(plural_rule(tag)[1])
