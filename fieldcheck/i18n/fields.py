"""The named fields of a text, and whether a translation keeps them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from string import Formatter

_FORM_FIELD = re.compile(r"\$\{[^{}]*\}")
"""What an XLSForm puts an earlier answer in with, e.g. ``${name}``."""


def fields_of(text: str) -> frozenset[str]:
    """The fields of a text, written out whole: ``{amount}``, ``{amount:.2f}``, ``${name}``.

    Raises:
        ValueError: a brace is not closed.
    """
    in_form = frozenset(_FORM_FIELD.findall(text))
    plain = _FORM_FIELD.sub("", text)
    return in_form | {
        f"{{{name}{'!' + conversion if conversion else ''}{':' + spec if spec else ''}}}"
        for _, name, spec, conversion in Formatter().parse(plain)
        if name is not None
    }


def keeps_fields(sources: Iterable[str], translations: Iterable[str]) -> bool:
    """Every field of the source returns in the translation, and none is new.

    With several forms (plurals) a form may leave a field out ("one person"), but together they
    keep all of them and none brings a new one.
    """
    try:
        wanted = frozenset[str]().union(*map(fields_of, sources))
        found = frozenset[str]().union(*map(fields_of, translations))
    except ValueError:
        return False
    return wanted == found
