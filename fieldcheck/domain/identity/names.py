"""Whether two names can be one: scripts, marks, order, missing parts and slips of the finger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identity.paper import ShownName
from fieldcheck.domain.spelling.words import Grade, Word, grade, words_of
from fieldcheck.domain.wording import Said

MOST_WORDS = 12
"""Words of a name that count."""

_PARTICLES = frozenset(
    ["van", "de", "der", "den", "het", "ter", "ten", "von", "zu", "da", "do", "dos", "das", "di", "del", "la"]
) | {"le", "el", "al", "bin", "ibn", "ben", "y", "e", "i", "и"}
_PATRONYMIC = re.compile(r"..(?:[oei]vic|[oei]vna|icna)$")


class NameFit(IntEnum):
    """How far two names fit; the lower the more."""

    SAME = 0
    """Every word of one has its word in the other, in a common spelling."""
    PERHAPS = 1
    """Slips of the finger, another order, missing parts or initials lie between them."""
    PARTLY = 2
    """Part of the name fits and another part does not: too little without a birth date or a paper."""
    APART = 3
    """Two names."""


@dataclass(frozen=True, slots=True)
class NameWords:
    """A name taken apart: its words, of which the first ``surnames`` are the surname."""

    words: tuple[Word, ...]
    surnames: int

    @property
    def telling(self) -> tuple[Word, ...]:
        """The words without those of many names ("van", "de", "bin"), unless nothing else is there."""
        return tuple(word for word in self.words if not _is_particle(word)) or self.words


@dataclass(frozen=True, slots=True)
class NameLikeness:
    """How far two names fit, what speaks for it and what against."""

    fit: NameFit
    reasons: tuple[Said, ...] = ()
    against: tuple[Said, ...] = ()


_FATHERS_NAME = N_("“{word}” is een vadersnaam; die staat niet op elk papier.")
_PAIR_REASONS = {
    Grade.SPELLED: N_("“{one}” en “{two}” zijn dezelfde naam in een ander schrift of zonder accenten."),
    Grade.SOUND: N_("“{one}” en “{two}” zijn twee schrijfwijzen van één naam."),
    Grade.CUT: N_("“{one}” en “{two}” beginnen gelijk: misschien is een van beide afgekapt."),
    Grade.NEAR: N_("“{one}” en “{two}” lijken op elkaar: misschien een typefout."),
    Grade.LOOSE: N_("“{one}” en “{two}” kunnen één naam zijn in twee talen."),
    Grade.INITIAL: N_("“{one}” en “{two}”: de voorletter past."),
}


def name_words(name: ShownName) -> NameWords:
    """The words of a name, ready to compare."""
    surnames, given = words_of(name.surname), words_of(name.given)
    return NameWords((surnames + given)[:MOST_WORDS], min(len(surnames), MOST_WORDS))


_Pair = tuple[Grade, int, int]


@dataclass(frozen=True, slots=True)
class Pairing:
    """Two names laid beside each other; its reasons are worded only when somebody asks."""

    one: NameWords
    two: NameWords
    pairs: tuple[_Pair, ...]
    fit: NameFit

    def explain(self) -> NameLikeness:
        """How far they fit, in words."""
        if self.fit is NameFit.APART:
            return NameLikeness(self.fit)
        rest = _unpaired(self.one, {i for _, i, _ in self.pairs})
        rest += _unpaired(self.two, {j for _, _, j in self.pairs})
        return NameLikeness(self.fit, _reasons(self.one, self.two, self.pairs), _against(rest))


def compare_names(one: NameWords, two: NameWords) -> NameLikeness:
    """How far two names fit, whatever the script, the order and the parts that are missing."""
    return pair_names(one, two).explain()


def pair_names(one: NameWords, two: NameWords) -> Pairing:
    """As :func:`compare_names`, without the words."""
    pairs = _pairs(one, two)
    if not pairs:
        return Pairing(one, two, (), NameFit.APART)
    rest_one = _count(_unpaired(one, {i for _, i, _ in pairs}))
    rest_two = _count(_unpaired(two, {j for _, _, j in pairs}))
    fit = _fit(_evidence(one, two, pairs), rest_one, rest_two)
    if fit is NameFit.SAME and _is_crossed(one, two, pairs):
        fit = NameFit.PERHAPS
    return Pairing(one, two, tuple(pairs), fit)


def _pairs(one: NameWords, two: NameWords) -> list[_Pair]:
    """Each word with the word that it is most like, the best pairs first; no word is used twice."""
    possible = [
        (graded, i, j)
        for i, first in enumerate(one.words)
        for j, second in enumerate(two.words)
        if (graded := grade(first, second)) is not Grade.APART
    ]
    if len(possible) > 1:
        possible.sort(key=lambda pair: _rank(one, two, pair))
    chosen: list[_Pair] = []
    used_one: set[int] = set()
    used_two: set[int] = set()
    for pair in possible:
        if pair[1] not in used_one and pair[2] not in used_two:
            chosen.append(pair)
            used_one.add(pair[1])
            used_two.add(pair[2])
    return chosen


def _rank(one: NameWords, two: NameWords, pair: _Pair) -> tuple[Grade, bool, int, int]:
    """Better pairs first, then surname with surname; the rest is the same whichever name comes first."""
    graded, i, j = pair
    return graded, (i < one.surnames) != (j < two.surnames), i + j, abs(i - j)


def _unpaired(name: NameWords, paired: set[int]) -> list[Word]:
    return [word for place, word in enumerate(name.words) if place not in paired]


def _evidence(one: NameWords, two: NameWords, pairs: Sequence[_Pair]) -> list[Grade]:
    """The grades of the pairs that say something: "van" in both does not, unless nothing else is there."""
    told = [g for g, i, j in pairs if not (_is_particle(one.words[i]) and _is_particle(two.words[j]))]
    nothing_else = all(map(_is_particle, one.words + two.words))
    return [g for g, _, _ in pairs] if nothing_else else told


def _count(rest: list[Word]) -> int:
    """How many words are really missing: particles and patronymics do not stand on every paper."""
    return sum(not (_is_particle(word) or is_patronymic(word)) for word in rest)


def _fit(grades: list[Grade], rest_one: int, rest_two: int) -> NameFit:
    strong = sum(graded <= Grade.SOUND for graded in grades)
    if all(graded is Grade.INITIAL for graded in grades):
        return NameFit.APART
    if len(grades) == 1 or (rest_one and rest_two):
        return NameFit.PARTLY if strong else NameFit.APART
    if rest_one or rest_two:
        return NameFit.PERHAPS
    return NameFit.SAME if strong == len(grades) else NameFit.PERHAPS


def _is_crossed(one: NameWords, two: NameWords, pairs: Sequence[_Pair]) -> bool:
    """Whether surnames of one are given names of the other, and in another order.

    In one order nothing was exchanged: "Nguyễn Văn" + "An" and "Nguyễn" + "Văn An" were only cut elsewhere.
    """
    places = [j for _, _, j in sorted(pairs, key=lambda pair: pair[1])]
    return places != sorted(places) and any((i < one.surnames) != (j < two.surnames) for _, i, j in pairs)


def _reasons(one: NameWords, two: NameWords, pairs: tuple[_Pair, ...]) -> tuple[Said, ...]:
    said: list[Said] = []
    equal = [one.words[i].shown for graded, i, _ in pairs if graded is Grade.EQUAL]
    if equal:
        said.append(Said(N_("In beide namen staat: {words}."), words=", ".join(equal)))
    for graded, i, j in pairs:
        if graded is not Grade.EQUAL:
            said.append(Said(_PAIR_REASONS[graded], one=one.words[i].shown, two=two.words[j].shown))
    if _is_crossed(one, two, pairs):
        said.append(Said(N_("Voornaam en achternaam kunnen verwisseld zijn.")))
    return tuple(said)


def _is_particle(word: Word) -> bool:
    return word.lowered in _PARTICLES


def _against(rest: list[Word]) -> tuple[Said, ...]:
    said = []
    for word in rest:
        if _is_particle(word):
            continue
        if is_patronymic(word):
            said.append(Said(_FATHERS_NAME, word=word.shown))
        else:
            said.append(Said(N_("“{word}” staat maar bij een van beide."), word=word.shown))
    return tuple(said)


def is_patronymic(word: Word) -> bool:
    """Whether a word has the ending of an East Slavic patronymic, such as Ivanovych or Petrivna."""
    return any(_PATRONYMIC.search(sound) for sound in word.sounds)
