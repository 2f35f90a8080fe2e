"""Employers, agencies, landlords, parks, dwellings and vehicles, matched across days and parks with the
reason.

A match is a proposal; people decide, and can undo it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.likeness import Degree, Likeness
from fieldcheck.domain.spelling.words import Grade, grade, words_of
from fieldcheck.domain.things.address import Address
from fieldcheck.domain.things.firm_names import FirmWord, firm_words
from fieldcheck.domain.things.plates import Plate
from fieldcheck.domain.wording import Said

LONGEST_NAME = 200
"""Signs that the name of a thing can have."""


class ThingKind(StrEnum):
    """The kinds of thing that outlive one visit."""

    EMPLOYER = "employer"
    AGENCY = "agency"
    LANDLORD = "landlord"
    PARK = "park"
    DWELLING = "dwelling"
    VEHICLE = "vehicle"


THING_KINDS = {
    ThingKind.EMPLOYER: N_("werkgever"),
    ThingKind.AGENCY: N_("uitzendbureau"),
    ThingKind.LANDLORD: N_("verhuurder"),
    ThingKind.PARK: N_("park"),
    ThingKind.DWELLING: N_("woning"),
    ThingKind.VEHICLE: N_("voertuig"),
}
"""The kinds in words."""

_FIRMS = frozenset({ThingKind.EMPLOYER, ThingKind.AGENCY, ThingKind.LANDLORD})
"""One firm can be all three, so that they are matched with each other."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something that people speak of on several days.

    Attributes:
        kind: what it is.
        name: as written, "" for a dwelling or vehicle without one.
        kvk: number in the Dutch trade register, eight digits, see :func:`parse_kvk`; "" when not known.
        address: where it is, None when not known.
        plate: of a vehicle, None when not known.

    Raises InvalidValue when nothing of it is known, the name is too long, or the number has not eight digits.
    """

    kind: ThingKind
    name: str = ""
    kvk: str = ""
    address: Address | None = None
    plate: Plate | None = None

    def __post_init__(self) -> None:
        if not (self.name.strip() or self.kvk or self.address or self.plate):
            raise InvalidValue(
                N_("Hier is nog niets over ingevuld."),
                remedy=N_("Vul een naam, adres, KvK-nummer of kenteken in."),
            )
        if len(self.name) > LONGEST_NAME:
            raise InvalidValue(
                N_("Deze naam is te lang."),
                remedy=N_("Een naam heeft hooguit {longest} tekens."),
                longest=LONGEST_NAME,
            )
        if self.kvk and parse_kvk(self.kvk) != self.kvk:
            raise InvalidValue(_NO_KVK, remedy=_KVK_REMEDY)


_NO_KVK = N_("Dit is geen KvK-nummer.")
_KVK_REMEDY = N_("Een KvK-nummer heeft acht cijfers.")


def parse_kvk(text: str) -> str:
    """The eight digits of a KvK number, however spaced. Raises InvalidValue when they are not eight."""
    digits = re.sub(r"[\s.\-]|(?i:kvk):?", "", text)
    if not re.fullmatch("[0-9]{8}", digits):
        raise InvalidValue(_NO_KVK, remedy=_KVK_REMEDY)
    return digits


@dataclass(frozen=True, slots=True)
class ThingProfile:
    """A thing made ready to compare; make it once and compare it with many."""

    thing: Thing
    words: tuple[FirmWord, ...]
    addresses: frozenset[str]


def profile(thing: Thing) -> ThingProfile:
    """The thing made ready to compare."""
    return ThingProfile(thing, firm_words(thing.name), _address_keys(thing))


def _address_keys(thing: Thing) -> frozenset[str]:
    address = thing.address
    if address is None:
        return frozenset()
    if thing.kind is ThingKind.DWELLING and not address.unit and any(map(str.isdigit, thing.name)):
        # Every chalet of a park has the park's address: the number is then in its name.
        address = replace(address, unit=thing.name)
    return address.keys


def match(one: ThingProfile, two: ThingProfile) -> Likeness:
    """How much two things look like one, with the reasons.

    Two KvK numbers, plates or addresses that differ speak against it; the name alone never makes them the
    same.
    """
    if not _comparable(one.thing.kind, two.thing.kind):
        return Likeness(Degree.NO)
    named = _names(one.words, two.words)
    by_street = _by_street(one.thing, two.thing)
    if by_street is not None:
        return by_street
    sure, for_it, against = _identities(one, two)
    if sure:
        if one.words and two.words and named.degree is Degree.NO:
            against = (*against, Said(N_("De namen zijn verschillend.")))
        return Likeness(Degree.SAME, (*for_it, *named.reasons), against)
    if against and one.thing.kind in (ThingKind.DWELLING, ThingKind.VEHICLE):
        return Likeness(Degree.NO)
    if named.degree is Degree.NO:
        return Likeness(Degree.NO)
    place = _shared_address(one, two)
    degree = Degree.SAME if named.degree is Degree.SAME and place and not against else Degree.PERHAPS
    return Likeness(degree, (*named.reasons, *place), against)


def match_things(one: Thing, two: Thing) -> Likeness:
    """As :func:`match`, of two things."""
    return match(profile(one), profile(two))


def _comparable(one: ThingKind, two: ThingKind) -> bool:
    return one is two or (one in _FIRMS and two in _FIRMS)


def _identities(one: ThingProfile, two: ThingProfile) -> tuple[bool, tuple[Said, ...], tuple[Said, ...]]:
    """Whether a number, plate or address makes them the same, with what speaks for it and against."""
    for_it: list[Said] = []
    against: list[Said] = []
    first, second = one.thing, two.thing
    if first.kvk and second.kvk:
        same = first.kvk == second.kvk
        said = N_("Het KvK-nummer is hetzelfde.") if same else N_("De KvK-nummers zijn verschillend.")
        (for_it if same else against).append(Said(said))
    if first.plate and second.plate:
        _compare_plates(first.plate, second.plate, for_it, against)
    if first.kind is ThingKind.DWELLING and one.addresses and two.addresses:
        for_it += _shared_address(one, two)
        if not for_it:
            against.append(Said(N_("De adressen zijn verschillend.")))
    return bool(for_it), tuple(for_it), tuple(against)


def _by_street(one: Thing, two: Thing) -> Likeness | None:
    """Two dwellings of which nobody knows whether it is the same place: street and number say perhaps.

    None when there is more to compare, or less.
    """
    if one.kind is not ThingKind.DWELLING or one.address is None or two.address is None:
        return None
    first, second = one.address, two.address
    if (first.place and second.place) or (first.postcode and second.postcode):
        return None
    if not (first.number and second.number and first.street and second.street):
        return None
    if first.street_start != second.street_start:
        return None
    if first.house != second.house:
        return Likeness(Degree.NO)
    return Likeness(
        Degree.PERHAPS, (Said(N_("Straat en huisnummer zijn hetzelfde; de plaats staat niet bij beide.")),)
    )


def _compare_plates(one: Plate, two: Plate, for_it: list[Said], against: list[Said]) -> None:
    if one.country and two.country and one.country != two.country:
        against.append(Said(N_("De kentekens zijn van verschillende landen.")))
    elif one.key == two.key:
        for_it.append(Said(N_("Het kenteken is hetzelfde.")))
    else:
        against.append(Said(N_("De kentekens zijn verschillend.")))


def _shared_address(one: ThingProfile, two: ThingProfile) -> tuple[Said, ...]:
    if one.addresses.isdisjoint(two.addresses):
        return ()
    return (Said(N_("Het adres is hetzelfde.")),)


_PAIRED = {
    Grade.SPELLED: N_("“{one}” en “{two}” zijn dezelfde naam in een ander schrift of zonder accenten."),
    Grade.SOUND: N_("“{one}” en “{two}” zijn twee schrijfwijzen van één naam."),
    Grade.CUT: N_("“{one}” en “{two}” beginnen gelijk: misschien is een van beide afgekapt."),
    Grade.NEAR: N_("“{one}” en “{two}” lijken op elkaar: misschien een typefout."),
    Grade.LOOSE: N_("“{one}” en “{two}” kunnen één naam zijn in twee talen."),
}


def _names(one: tuple[FirmWord, ...], two: tuple[FirmWord, ...]) -> Likeness:
    """How far two names of firms fit: the shared weight against the weight of all."""
    pairs = _pairs(one, two)
    strong = [pair for pair in pairs if pair[0] <= Grade.SOUND]
    shared = sum(first.weight + second.weight for _, first, second in pairs)
    whole = sum(each.weight for each in one + two)
    telling = any(first.tells and second.tells for _, first, second in pairs) or shared == whole
    if not pairs or not telling or shared * 2 < whole:
        return Likeness(Degree.NO)
    heavy_left = sum(each.tells for each in one + two) - sum(a.tells + b.tells for _, a, b in pairs)
    same = len(strong) == len(pairs) and not heavy_left
    said = [Said(N_("In beide namen staat: {words}."), words=equal)] if (equal := _equal(pairs)) else []
    said += [
        Said(_PAIRED[graded], one=first.word.shown, two=second.word.shown)
        for graded, first, second in pairs
        if graded in _PAIRED
    ]
    return Likeness(Degree.SAME if same else Degree.PERHAPS, tuple(said))


_Pair = tuple[Grade, FirmWord, FirmWord]


def _equal(pairs: list[_Pair]) -> str:
    return ", ".join(first.word.shown for graded, first, _ in pairs if graded is Grade.EQUAL)


def _pairs(one: tuple[FirmWord, ...], two: tuple[FirmWord, ...]) -> list[_Pair]:
    """Each word with the word that it is most like, the best pairs first; no word is used twice."""
    graded = [
        (found, i, j)
        for i, first in enumerate(one)
        for j, second in enumerate(two)
        if (found := grade(first.word, second.word)) <= Grade.LOOSE
    ]
    chosen: list[_Pair] = []
    used_one: set[int] = set()
    used_two: set[int] = set()
    # The last parts of the order make it the same whichever thing comes first.
    for found, i, j in sorted(graded, key=lambda pair: (pair[0], pair[1] + pair[2], abs(pair[1] - pair[2]))):
        if i not in used_one and j not in used_two:
            chosen.append((found, one[i], two[j]))
            used_one.add(i)
            used_two.add(j)
    return chosen


def blocking_keys(thing: Thing) -> frozenset[str]:
    """Keys that two records of one thing share: number, plate, address, and the telling words of the name.

    A name of words that many firms carry is found by all of them.
    """
    keys: set[str] = set()
    if thing.kvk:
        keys.add(f"k:{thing.kvk}")
    if thing.plate:
        keys.add(f"p:{thing.plate.blocking_key}")
    keys.update(f"a:{key}" for key in _address_keys(thing))
    words = firm_words(thing.name)
    telling = [one for one in words if one.tells] or words
    for one in telling:
        keys.update(f"n:{skeleton}" for skeleton in one.word.skeletons)
        # One slip leaves the beginning or the end of a word as it was.
        for spelled in one.word.spellings:
            keys.update((f"b:{spelled[:3]}", f"e:{spelled[-3:]}") if len(spelled) > 3 else ())
    return frozenset(keys)


def street_keys(thing: Thing) -> frozenset[str]:
    """Keys of dwellings that were recorded without a place, under what was written: their street is in it.

    For looking up only; what :func:`blocking_keys` gives is what stands on record.
    """
    if thing.kind is not ThingKind.DWELLING or thing.address is None or not thing.address.number:
        return frozenset()
    words = [one for one in firm_words(thing.address.street) if one.tells]
    return frozenset(f"n:{skeleton}" for one in words for skeleton in one.word.skeletons)


def search_keys(thing: Thing) -> frozenset[str]:
    """What a store indexes to find a thing while somebody types: look for keys that begin with a typed
    prefix.

    Words in plain Latin and by sound, the KvK number, the plate, the postcode, street and place.
    """
    texts = [thing.name]
    keys: set[str] = set()
    if thing.kvk:
        keys.add(f"w:{thing.kvk}")
    if thing.plate:
        keys.add(f"w:{thing.plate.key.lower()}")
    if thing.address:
        texts += [thing.address.street, thing.address.place]
        keys.add(f"w:{thing.address.postcode.replace(' ', '').lower()}")
    for text in texts:
        for one in words_of(text):
            keys.update(f"w:{spelling}" for spelling in one.spellings)
            keys.update(f"s:{sound}" for sound in one.sounds)
    return frozenset(keys - {"w:", "s:"})


def typed_prefixes(typed: str) -> tuple[frozenset[str], ...]:
    """For each word that was typed, the prefixes of which one must begin a search key of the thing.

    What was typed without its separators is one more way to mean a plate, a postcode or a KvK number.
    """
    words = words_of(typed)
    whole = "".join(one.lowered for one in words)
    found = []
    for one in words:
        prefixes = {f"w:{spelling}" for spelling in one.spellings} | {f"s:{sound}" for sound in one.sounds}
        if any(sign.isdigit() for sign in whole):
            prefixes.add(f"w:{whole}")
        found.append(frozenset(prefixes - {"w:", "s:"}))
    return tuple(found)


def is_found(typed: str, keys: frozenset[str]) -> bool:
    """Whether a thing with these search keys belongs in the list while ``typed`` stands in the field."""
    return all(any(key.startswith(tuple(prefixes)) for key in keys) for prefixes in typed_prefixes(typed))
