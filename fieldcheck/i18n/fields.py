"""The named fields of a text, and whether a translation keeps them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from string import Formatter

PluralForm = Callable[[int], int]
"""Which plural form, counted from 0, belongs to a number of things."""

NUMBER = "{n}"
"""The field of a plural text that holds the number itself."""

COUNTED = range(201)
"""The numbers by which it is found out what a plural form stands for: every rule of CLDR for whole numbers
repeats itself within a hundred, but for the exceptions below twenty."""

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


def other_fields(
    sources: Iterable[str], translations: Sequence[str], plural_form: PluralForm | None = None
) -> Iterator[int]:
    """Which of the translations, counted from 0, have other fields than the Dutch has.

    Args:
        sources: the Dutch text, and its plural where it has one; together they have all the fields.
        translations: one, or one for each plural form.
        plural_form: which form a number has. A form that stands for exactly one number may tell it in words
            ("one person"); any other would leave the reader without it.
    """
    try:
        wanted = frozenset[str]().union(*map(fields_of, sources))
    except ValueError:
        yield from range(len(translations))
        return
    for form, translation in enumerate(translations):
        try:
            missing = wanted ^ fields_of(translation)
        except ValueError:
            yield form
            continue
        in_words = missing == {NUMBER} and NUMBER in wanted and _stands_for_one(form, plural_form)
        if missing and not in_words:
            yield form


def keeps_fields(
    sources: Iterable[str], translations: Sequence[str], plural_form: PluralForm | None = None
) -> bool:
    """Every field of the Dutch returns in every form, and none is new; see :func:`other_fields`."""
    return not any(True for _ in other_fields(sources, translations, plural_form))


def _stands_for_one(form: int, plural_form: PluralForm | None) -> bool:
    return plural_form is not None and sum(plural_form(n) == form for n in COUNTED) == 1
