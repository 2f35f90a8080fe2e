"""The columns of an XLSForm under one name each, however the author or the tool spelled them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

TEXTS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
"""Columns of texts that a person reads, each possibly in several languages."""

MEDIA = ("image", "big-image", "audio", "video")
"""Columns that name a file to show or play, each possibly in several languages."""

EXPRESSIONS = (
    "relevant",
    "required",
    "readonly",
    "constraint",
    "calculation",
    "choice_filter",
    "repeat_count",
)
"""Survey columns that hold an expression; ``default`` may."""

SURVEY = frozenset(
    [
        *TEXTS, *MEDIA, *EXPRESSIONS,
        "type", "name", "default", "appearance", "parameters", "trigger", "autoplay", "rows", "disabled",
        "intent", "noapperrorstring", "accuracythreshold",
    ]
)  # fmt: skip
"""What the survey sheet may have; besides these bind::, instance:: and body:: with any attribute."""

SETTINGS = frozenset(
    [
        "form_id",
        "id_string",
        "form_title",
        "title",
        "version",
        "default_language",
        "instance_name",
        "allow_choice_duplicates",
        "namespaces",
        "name",
        "omit_instanceid",
        "clean_text_values",
    ]
)
"""Settings that mean something here."""

_ALIASES: Mapping[str, str] = {
    "relevance": "relevant",
    "bind::relevant": "relevant",
    "bind::required": "required",
    "bind::constraint": "constraint",
    "bind::calculate": "calculation",
    "bind::readonly": "readonly",
    "calculate": "calculation",
    "read_only": "readonly",
    "caption": "label",
    "command": "type",
    "bind::type": "bind::type",
    "constraint_msg": "constraint_message",
    "constraining_message": "constraint_message",
    "bind::jr:constraintmsg": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "required_msg": "required_message",
    "bind::jr:requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "no_app_error_string": "noapperrorstring",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "body::jr:count": "repeat_count",
    "control::jr:count": "repeat_count",
    "body::appearance": "appearance",
    "control::appearance": "appearance",
    "body::accuracythreshold": "accuracythreshold",
    "bind::entities:saveto": "save_to",
    "choices_filter": "choice_filter",
    **{f"media::{kind}": kind for kind in MEDIA},
}
_CHOICES: Mapping[str, str] = {
    "caption": "label",
    "value": "name",
    "list": "list_name",
    **{f"media::{kind}": kind for kind in MEDIA},
}
_PREFIXES = ("bind", "instance", "body", "control", "media")

_LANGUAGES: Mapping[str, str] = {
    "dutch": "nl", "nederlands": "nl", "english": "en", "engels": "en", "polish": "pl", "polski": "pl",
    "pools": "pl", "romanian": "ro", "română": "ro", "roemeens": "ro", "bulgarian": "bg", "български": "bg",
    "german": "de", "deutsch": "de", "duits": "de", "french": "fr", "français": "fr", "francais": "fr",
    "spanish": "es", "español": "es", "espanol": "es", "hungarian": "hu", "magyar": "hu", "ukrainian": "uk",
    "українська": "uk", "russian": "ru", "русский": "ru", "turkish": "tr", "türkçe": "tr", "arabic": "ar",
    "العربية": "ar", "portuguese": "pt", "português": "pt", "italian": "it", "italiano": "it", "greek": "el",
    "ελληνικά": "el", "slovak": "sk", "slovenčina": "sk", "czech": "cs", "čeština": "cs", "lithuanian": "lt",
    "latvian": "lv", "croatian": "hr", "serbian": "sr", "somali": "so", "tigrinya": "ti", "farsi": "fa",
    "persian": "fa",
}  # fmt: skip
"""Names under which forms have their languages without a tag; ISO 639-1."""

_TAGGED = re.compile(r"\([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\)\s*$")


def language(written: str) -> str:
    """A language as written, with its tag where the form left that out: ``English`` is ``English (en)``."""
    written = " ".join(written.split())
    tag = _LANGUAGES.get(written.lower())
    return f"{written} ({tag})" if tag and not _TAGGED.search(written) else written


def spelled(header: Sequence[str], sheet: str) -> tuple[str, ...]:
    """The columns of a sheet, each under its own name; what follows ``::`` is a language or an attribute.

    A single colon parts a column from its language only where the sheet has no double one.
    """
    double = any("::" in cell for cell in header)
    return tuple(_spelled(" ".join(cell.split()), sheet, double=double) for cell in header)


def _spelled(cell: str, sheet: str, *, double: bool) -> str:
    if not double and "::" not in cell:
        cell = _doubled(cell)
    parts = [part.strip() for part in cell.split("::")]
    head = parts[0].lower().replace(" ", "_")
    aliases = _CHOICES if sheet == "choices" else _ALIASES
    if head in _PREFIXES and len(parts) > 1:
        whole = f"{head}::{parts[1].lower()}"
        parts = [aliases.get(whole, f"{'body' if head == 'control' else head}::{parts[1]}"), *parts[2:]]
    else:
        known = aliases.get(head, head)
        # Columns of a list of choices are named in expressions, so they stay as they are written.
        own = sheet == "choices" and known not in ("list_name", "name", "label", *MEDIA)
        parts[0] = parts[0] if own else known
    if len(parts) > 1 and parts[0] in (*TEXTS, *MEDIA, "why"):
        parts[1:] = [language("::".join(parts[1:]))]
    return "::".join(parts)


def _doubled(cell: str) -> str:
    head, mark, tail = cell.partition(":")
    known = head.strip().lower().replace(" ", "_")
    if known == "jr":
        attribute, further, spoken = tail.partition(":")
        return f"jr:{attribute}::{spoken}" if further else cell
    if mark and (known in _PREFIXES or _ALIASES.get(known, known) in (*TEXTS, *MEDIA)):
        inner, more, rest = tail.partition(":")
        if known == "media" and more:
            return f"{head}::{inner}::{rest}"
        if known in _PREFIXES and inner.strip() == "jr":
            attribute, further, spoken = rest.partition(":")
            return f"{head}::jr:{attribute}" + (f"::{spoken}" if further else "")
        return f"{head}::{tail}"
    return cell


def base(column: str) -> str:
    """A column without its language."""
    return column.partition("::")[0]
