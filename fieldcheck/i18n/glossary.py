"""The terms of art in every language, and where a translation uses another word for one.

The terms stand in ``translations/glossary.toml``, their translations in ``<lang>/glossary.po``: the first
is the word to use, what follows ``or:`` in its comment is also good (a verb, a shorter word).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from fieldcheck.domain.errors import N_, UserFixable
from fieldcheck.i18n.languages import GLOSSARY, language
from fieldcheck.i18n.upkeep import Entry, read, update

ALSO = "or:"
_BRACKETS = re.compile(r"[(（][^)）]*[)）]")
_WORD = re.compile(r"[^\W_]+")
_WITHOUT_SPACES = frozenset({"Hans"})
"""Scripts that do not set words apart."""
_SHORTEST_STEM = 3


@dataclass(frozen=True, slots=True)
class Term:
    """One Dutch term.

    Attributes:
        dutch: the term, the msgid in every glossary.
        words: the words it is recognised by in a Dutch text, in lower case, inflected forms included.
        note: what it means here, for the translator.
    """

    dutch: str
    words: frozenset[str]
    note: str = ""


Glossary = Mapping[str, tuple[str, ...]]
"""What may stand for a term in one language, the word to use first; by Dutch term."""


def terms(translations: Path) -> tuple[Term, ...]:
    """The terms of ``glossary.toml``.

    Raises:
        UserFixable: the file is not as it should be; the reason names the line.
    """
    source = translations / "glossary.toml"
    try:
        read_in = tomllib.loads(source.read_text(encoding="utf-8"))["term"]
        return tuple(Term(one["dutch"], frozenset(one["words"]), one.get("note", "")) for one in read_in)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError, TypeError) as failure:
        raise UserFixable(
            N_("De woordenlijst {name} kan niet worden gelezen: {reason}"),
            name=source.name,
            reason=str(failure),
        ) from failure


def glossary_entries(translations: Path) -> tuple[Entry, ...]:
    """What every glossary holds; see :func:`terms`."""
    return tuple(Entry(term.dutch, notes=(term.note,) if term.note else ()) for term in terms(translations))


def update_glossary(translations: Path, tag: str) -> bool:
    """Bring one glossary up to date with the terms; True when the file changed."""
    return update(translations / tag / GLOSSARY, tag, glossary_entries(translations))


def glossary(translations: Path, tag: str) -> Glossary:
    """The glossary of one language; empty when nobody has begun it.

    Raises:
        UserFixable: the file is not a catalogue.
    """
    path = translations / tag / GLOSSARY
    if not path.is_file():
        return {}
    found = {}
    for message in read(path.read_bytes(), tag, name=f"{tag}/{GLOSSARY}"):
        if message.id and message.string:
            _, _, also = " ".join(message.user_comments).partition(ALSO)  # a long line may have been broken
            words = (word.strip() for word in (str(message.string), *also.split(";")))
            found[str(message.id)] = tuple(word for word in words if word)
    return found


@dataclass(frozen=True, slots=True)
class OtherWord:
    """A Dutch text with a term in it, whose translation has none of the term's words."""

    term: str
    wanted: str
    dutch: str


def other_words(
    pairs: Iterable[tuple[str, str]], known: Glossary, all_terms: Iterable[Term], tag: str
) -> Iterator[OtherWord]:
    """Where a translation does not use the glossary's word: a notice, for there may be a reason.

    Args:
        pairs: Dutch text and its translation.
        known: the glossary of the language.
        all_terms: the Dutch terms.
        tag: the language.
    """
    wanted = tuple(term for term in all_terms if term.dutch in known)
    script = language(tag).script
    for dutch, translation in pairs:
        said = frozenset(_WORD.findall(dutch.casefold()))
        for term in wanted:
            if said & term.words and not any(has(translation, word, script) for word in known[term.dutch]):
                yield OtherWord(term.dutch, known[term.dutch][0], dutch)


def has(text: str, phrase: str, script: str) -> bool:
    """Whether a text has the words of a phrase, inflected as the language does.

    Every word of the phrase must begin a word of the text by its stem, in any order. What stands in
    brackets (a Dutch name) need not be repeated. Arabic words may have an article or a preposition
    written to them, and Chinese does not set words apart: there the stem may stand anywhere.
    """
    bare = _BRACKETS.sub(" ", phrase)
    folded = _folded(text)
    if script in _WITHOUT_SPACES:
        return _folded(bare).strip() in folded
    stems = [_stem(word, script) for word in _WORD.findall(_folded(bare))]
    if script == "Arab":
        return all(stem in folded for stem in stems)
    words = _WORD.findall(folded)
    return all(any(word.startswith(stem) for word in words) for stem in stems)


def _stem(word: str, script: str) -> str:
    """The part of a word that inflection leaves as it is, roughly: two thirds of it."""
    if script == "Arab":
        bare = word.removeprefix("ال")
        return bare[:-1] if len(bare) > _SHORTEST_STEM and bare[-1] in "ةه" else bare
    return word[: max(_SHORTEST_STEM, (2 * len(word) + 1) // 3)]


def _folded(text: str) -> str:
    """In lower case and without accents: one that comes with an ending (``mieście``) is no difference."""
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(part for part in parts if not unicodedata.combining(part))
