"""The languages somebody can be spoken to in, the likeliest first, and how one is found by typing."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

from fieldcheck.domain.case import CaseRow
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.i18n import LANGUAGES, SOURCE, language_or_tag, name_in
from fieldcheck.viewmodels.interview_state import LanguageView

ALL: tuple[str, ...] = tuple(one.tag for one in LANGUAGES)
"""The tags of all languages of the program."""


RECENT = 200
"""The newest cases of a post, whose languages say what is usual there: about a day."""


def called(tag: str, reader: str) -> str:
    """What the readers of one language call another; the tag itself where nobody has a name for it."""
    if reader == SOURCE:
        return language_or_tag(tag).name_dutch
    try:
        return name_in(tag, reader)
    except InvalidValue:
        return tag


def offered(
    tags: Iterable[str], *, usual: Sequence[str] = (), current: str = "", reader: str = SOURCE
) -> tuple[LanguageView, ...]:
    """Languages in the order to offer them: what is usual here, then in the order of the program.

    What only a form knows comes after those, Dutch last.

    Args:
        tags: BCP 47 tags of all that can be chosen.
        usual: tags that are used most here, the likeliest first; others are passed over.
        current: the language that is spoken now, "" for none.
        reader: the language of the officer, who reads the second of each name.
    """
    known = list(dict.fromkeys(tags))
    rest = sorted(known, key=lambda tag: (tag == SOURCE, ALL.index(tag) if tag in ALL else len(ALL)))
    order = dict.fromkeys([*(tag for tag in usual if tag in known), *rest])
    return tuple(
        LanguageView(
            one.tag,
            one.name_native,
            called(one.tag, reader),
            one.tag == current,
            frozenset(map(_folded, (one.name_native, one.name_dutch, called(one.tag, "en"), one.tag[:2]))),
        )
        for one in map(language_or_tag, order)
    )


def most_used(rows: Iterable[CaseRow]) -> tuple[str, ...]:
    """The languages that these cases were spoken to in, the most used first; among equals the latest."""
    return tuple(tag for tag, _count in Counter(row.language for row in rows if row.language).most_common())


def found(languages: Sequence[LanguageView], typed: str) -> tuple[LanguageView, ...]:
    """Those one of whose names has a word that begins with what was typed; accents do not matter."""
    wanted = _folded(typed)
    if not wanted:
        return tuple(languages)
    return tuple(one for one in languages if any(f" {name}".find(f" {wanted}") >= 0 for name in one.known_as))


def _folded(words: str) -> str:
    apart = unicodedata.normalize("NFKD", words.casefold().replace("ı", "i"))
    bare = "".join(sign if sign.isalnum() else " " for sign in apart if not unicodedata.combining(sign))
    return " ".join(bare.split())
