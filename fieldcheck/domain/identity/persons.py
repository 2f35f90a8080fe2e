"""Whether two records can be one person: names, birth dates and papers together. It proposes; people decide.

A store finds candidates by :func:`blocking_keys` and compares only those: among 20,000 people that are a few.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import permutations
from typing import NamedTuple

from fieldcheck.domain.errors import N_
from fieldcheck.domain.identity.birth import BirthFit, PartialDate, Precision
from fieldcheck.domain.identity.names import NameFit, NameWords, Pairing, name_words, pair_names
from fieldcheck.domain.identity.paper import Person
from fieldcheck.domain.likeness import Degree, Likeness
from fieldcheck.domain.spelling.words import Word
from fieldcheck.domain.wording import Said

NUMBER_KEYS = "d:"
"""What the keys of document numbers begin with, among those of :func:`blocking_keys`."""
_LOOKALIKES = str.maketrans("OQDILZSBG", "000112586")
_NOBODY = Pairing(NameWords((), 0), NameWords((), 0), (), NameFit.APART)

CLASH = N_(
    "Eén documentnummer bij twee personen. Lees van beide papieren het nummer nog eens, het liefst met "
    "de scanner. "
    "Klopt het bij beide? Dan hoort één papier misschien bij iemand anders. Beide personen blijven bewaard."
)
"""What is said when one document number stands with two people who cannot be one."""


class Number(NamedTuple):
    """A document number ready to compare: its key, the key without look-alikes, and the country or ""."""

    key: str
    folded: str
    country: str


@dataclass(frozen=True, slots=True)
class Profile:
    """A person made ready to compare; make it once and compare it with many."""

    names: tuple[NameWords, ...]
    birth: PartialDate
    numbers: tuple[Number, ...]


def profile(person: Person) -> Profile:
    """The person made ready to compare."""
    return Profile(
        tuple(name_words(name) for name in person.names),
        person.birth,
        tuple(
            Number(key, key.translate(_LOOKALIKES), paper.country)
            for paper in person.papers
            if (key := paper.key)
        ),
    )


def compare(one: Profile, two: Profile) -> Likeness:
    """How much two records look like one person, with the reasons.

    SAME needs more than a name: one document number, or the whole birth date. A clash says that one document
    number stands with two names or with two birth dates.
    """
    names = _names(one.names, two.names)
    shared = _shared_number(one.numbers, two.numbers)
    if names.fit is NameFit.APART and not shared:
        return Likeness(Degree.NO)
    birth = one.birth.fits(two.birth)
    degree = _with_number(names, birth, shared) if shared else _without_number(names, birth)
    clash = Said(CLASH) if shared and shared.exact and _contradict(names, birth, one, two) else None
    if degree is Degree.NO and clash is None:
        return Likeness(degree)
    number = (shared.reason,) if shared else ()
    for_it, against = _said_of_birth(birth)
    said = names.explain()
    return Likeness(degree, number + for_it + said.reasons, against + said.against, clash)


def compare_persons(one: Person, two: Person) -> Likeness:
    """As :func:`compare`, of two persons."""
    return compare(profile(one), profile(two))


def same_bearer(one: Person, two: Person) -> bool:
    """Whether two readings are of one person with the same document numbers: nothing was found wrong."""
    if one == two:
        return True
    first, second = profile(one), profile(two)
    return first.numbers == second.numbers and compare(first, second).degree is Degree.SAME


@dataclass(frozen=True, slots=True)
class _Shared:
    """A document number that both have; not exact when only look-alike signs (O and 0) differ."""

    exact: bool
    reason: Said


def _names(one: tuple[NameWords, ...], two: tuple[NameWords, ...]) -> Pairing:
    best = _NOBODY
    for first in one:
        for second in two:
            found = pair_names(first, second)
            if found.fit < best.fit:
                best = found
    return best


def _shared_number(one: tuple[Number, ...], two: tuple[Number, ...]) -> _Shared | None:
    best: _Shared | None = None
    for first in one:
        for second in two:
            if first.country and second.country and first.country != second.country:
                continue
            if first.key == second.key:
                return _Shared(True, Said(N_("Het documentnummer is hetzelfde.")))
            if first.folded == second.folded:
                alike = N_("De documentnummers zijn gelijk op tekens na die op elkaar lijken, zoals O en 0.")
                best = _Shared(False, Said(alike))
    return best


def _with_number(names: Pairing, birth: BirthFit, shared: _Shared) -> Degree:
    if birth is BirthFit.APART and names.fit > NameFit.PERHAPS:
        return Degree.NO
    sure = shared.exact and names.fit <= NameFit.PERHAPS and birth not in (BirthFit.APART, BirthFit.NEAR)
    return Degree.SAME if sure else Degree.PERHAPS


def _without_number(names: Pairing, birth: BirthFit) -> Degree:
    if birth is BirthFit.APART:
        return Degree.NO
    if names.fit is NameFit.SAME and birth is BirthFit.EQUAL:
        return Degree.SAME
    if names.fit <= NameFit.PERHAPS:
        return Degree.PERHAPS
    # Part of a name, such as the given name of somebody who married, counts only with a whole birth date.
    return Degree.PERHAPS if names.fit is NameFit.PARTLY and birth is BirthFit.EQUAL else Degree.NO


def _contradict(names: Pairing, birth: BirthFit, one: Profile, two: Profile) -> bool:
    named = bool(one.names and two.names)
    return birth is BirthFit.APART or (named and names.fit > NameFit.PERHAPS)


def _said_of_birth(birth: BirthFit) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    match birth:
        case BirthFit.EQUAL:
            return (Said(N_("De geboortedatum is dezelfde.")),), ()
        case BirthFit.COMPATIBLE:
            return (Said(N_("De geboortedatum kan dezelfde zijn; niet elk deel is bekend.")),), ()
        case BirthFit.NEAR:
            near = N_("De geboortedata verschillen één cijfer, of dag en maand zijn verwisseld.")
            return (), (Said(near),)
        case BirthFit.APART:
            return (), (Said(N_("De geboortedata zijn verschillend.")),)
    return (), ()


def blocking_keys(person: Person) -> frozenset[str]:
    """Keys that two records of one person share, as far as names, dates and numbers are known.

    Records that :func:`compare` proposes share a key, unless two words of a name are both misspelled in a
    consonant or its beginning. The keys hold parts of names and numbers: they belong inside the encrypted
    store alone.
    """
    ready = profile(person)
    keys = {f"{NUMBER_KEYS}{number.folded}" for number in ready.numbers}
    if ready.birth.precision is Precision.DAY:
        keys.update(_birth_keys(ready.birth))
    for name in ready.names:
        keys.update(_name_keys(name.telling))
    return frozenset(keys)


def _birth_keys(birth: PartialDate) -> Iterator[str]:
    low, high = sorted((birth.day, birth.month))  # 3 April and 4 March have one key
    yield f"b:{birth.year}:{low}:{high}"


def _name_keys(words: tuple[Word, ...]) -> Iterator[str]:
    """Of each pair of words one whole and how the other begins: one misspelled word does no harm."""
    for one, two in permutations(words, 2):
        beginnings = {skeleton[:1] for skeleton in two.skeletons}
        for skeleton in one.skeletons:
            for beginning in beginnings:
                yield f"n:{skeleton}:{beginning}"
