"""Employers, agencies, landlords, parks, dwellings and vehicles: found, matched, and who belongs to them.

Searches are hand-written: a prefix of a key is a range of the index, and each word typed narrows the last.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from fieldcheck.domain.identifiers import CaseId, ThingId
from fieldcheck.domain.journal import parse_utc
from fieldcheck.domain.things.address import Address, plain
from fieldcheck.domain.things.address_line import typed_dwelling
from fieldcheck.domain.things.earlier import Earlier, earlier_from_json, newest_first
from fieldcheck.domain.things.linked import KnownThing, LinkSource, Relation, ThingLink
from fieldcheck.domain.things.thing import Thing, ThingKind, blocking_keys, street_keys, typed_prefixes
from fieldcheck.domain.things.thing_json import thing_from_json
from fieldcheck.store.failures import translated
from fieldcheck.store.projecting.things import EARLIER_KEYS, LIKE_KEYS, TYPED_KEYS
from fieldcheck.store.reading import SqlReading

_AT_ONCE = 300
"""Variables in one statement; SQLite has a limit."""
_MOST_WORDS = 6
"""Typed words that narrow a search; whoever types more has found it."""
_CANDIDATES = 80
"""Things that are put in order before the first few are shown."""
_LAST_SIGN = "\U0010ffff"
"""Sorts after whatever a key can go on with."""

_RELATIONS = {one.value: one for one in Relation}
_SOURCES = {one.value: one for one in LinkSource}

_ONE = "SELECT id, content, merged_into FROM things WHERE id = ?"
_GROUP = """
    WITH RECURSIVE records (id) AS (
        SELECT id FROM things WHERE id = ?1
        UNION SELECT things.id FROM things JOIN records ON things.merged_into = records.id
    )
"""
"""A record and all that was merged into it, directly or through others."""
_RECORDS = f"{_GROUP} SELECT id, content, merged_into FROM things WHERE id IN records ORDER BY name, id"  # noqa: S608
_CASES = f"{_GROUP} SELECT count(DISTINCT case_id) FROM thing_links WHERE thing IN records"  # noqa: S608
_EARLIER = f"{_GROUP} SELECT key FROM search_keys WHERE subject IN records AND +kind = ?2"  # noqa: S608
_ON_THEIR_OWN = "SELECT id FROM things WHERE merged_into = '' ORDER BY id"
_LINK = "SELECT thing, case_id, relation, source, at, actor FROM thing_links"
_LINKS = f"""
    {_GROUP} {_LINK} WHERE thing IN records
        AND (?3 = '' OR EXISTS (SELECT 1 FROM cases WHERE cases.id = thing_links.case_id AND post = ?3))
    ORDER BY at DESC, case_id, relation, thing LIMIT ?2
"""  # noqa: S608 - constants
_APART = "SELECT two FROM apart_things WHERE one = ?1 UNION SELECT one FROM apart_things WHERE two = ?1"
_LIKE = (
    "SELECT subject FROM search_keys WHERE kind = ? AND key IN ({marks}) GROUP BY subject ORDER BY"
    # A plate or a KvK number says more than a beginning that two words share.
    " sum(CASE substr(key, 1, 2) WHEN 'b:' THEN 1 WHEN 'e:' THEN 1 ELSE 8 END) DESC, subject LIMIT ?"
)
_ON_STREET = """
    SELECT DISTINCT subject FROM search_keys
    WHERE kind = ? AND key >= ? AND key < ? AND key GLOB ?
        AND EXISTS (SELECT 1 FROM things WHERE id = subject AND things.kind = ?)
    ORDER BY key LIMIT ?
"""
_FURTHER = "SELECT 1 FROM search_keys AS further WHERE further.subject = first.subject AND kind = ? AND"
_OF_KIND = "SELECT 1 FROM things WHERE id = first.subject AND things.kind IN"
_CHOSEN = """
    SELECT id FROM things WHERE id IN ({marks}) ORDER BY substr(name, 1, ?) <> ? COLLATE NOCASE,
    (SELECT count(*) FROM thing_links WHERE thing = id) DESC, length(name), name, id
"""


class ThingRecords(SqlReading):
    """Things, who belongs to them, and which may be one."""

    def thing(self, thing: ThingId) -> KnownThing:
        """One record as it is, merged or not; KeyError when unknown."""
        rows = self._rows(_ONE, (thing,))
        if not rows:
            raise KeyError(thing)
        return _known(*rows[0])

    def standing_thing(self, thing: ThingId) -> KnownThing:
        """The thing that stands for this record after every merger; KeyError when unknown."""
        found = self.thing(thing)
        while found.merged_into:
            found = self.thing(ThingId(found.merged_into))
        others = {_known(*row).thing.name for row in self._rows(_RECORDS, (found.id,))}
        also = tuple(sorted(others - {found.thing.name, ""}))
        ((cases,),) = self._rows(_CASES, (found.id,))
        return KnownThing(found.id, found.thing, "", cases, also, self._earlier(found.id))

    def all_things(self) -> tuple[KnownThing, ...]:
        """Every thing that stands on its own."""
        return self._standing(id_ for (id_,) in self._rows(_ON_THEIR_OWN, ()))

    def _earlier(self, thing: ThingId) -> tuple[Earlier, ...]:
        met = (earlier_from_json(json.loads(key)) for (key,) in self._rows(_EARLIER, (thing, EARLIER_KEYS)))
        return newest_first(one for each in met for one in each)

    def merged_records(self, thing: ThingId) -> tuple[KnownThing, ...]:
        """The records that were merged into a thing, directly or through others."""
        return tuple(_known(*row) for row in self._rows(_RECORDS, (thing,)) if row[0] != thing)

    def find_things(
        self, typed: str, kinds: Collection[ThingKind] = (), *, limit: int = 12
    ) -> tuple[KnownThing, ...]:
        """Things to choose from while ``typed`` stands in a field, of these kinds, or of all for none.

        Each stands on its own: a record that was merged is found as what it was merged into. Names that
        begin with what was typed come first, then those that most cases belong to.
        """
        words = sorted(typed_prefixes(typed)[:_MOST_WORDS], key=_selective, reverse=True)
        if not words:
            return ()
        address = typed_dwelling(typed) if not kinds or ThingKind.DWELLING in kinds else None
        there = self._on_street(address, begins=True) if address is not None else []
        found: dict[str, None] = {}
        # As it is spelled before as it sounds: a first letter sounds like many.
        for prefix in sorted(words[0], key=lambda key: (key[:2] != "w:", key)):
            query, values = _narrowed(prefix, words[1:], kinds)
            found.update(dict.fromkeys(id_ for (id_,) in self._rows(query, values)))
            if len(found) >= _CANDIDATES:
                break
        start = typed.strip()
        chosen = self._rows(_CHOSEN.format(marks=_marks(found)), (*found, len(start), start))
        return self._standing([*there[:limit], *(id_ for (id_,) in chosen[: limit * 2])])[:limit]

    def like_thing(self, thing: Thing, *, limit: int = 60) -> tuple[KnownThing, ...]:
        """Things on record that share a key with this one, those that share most first; for comparing."""
        keys = sorted(blocking_keys(thing) | street_keys(thing))[:_AT_ONCE]
        if not keys:
            return ()
        rows = self._rows(_LIKE.format(marks=_marks(keys)), (LIKE_KEYS, *keys, limit))
        address = thing.address if thing.kind is ThingKind.DWELLING else None
        there = (
            self._on_street(address, begins=False) if address and address.street and address.number else []
        )
        return self._standing([*(id_ for (id_,) in rows), *there])

    def _on_street(self, address: Address, *, begins: bool) -> list[str]:
        """Dwellings in a street of this name with this number, in any place; ``begins``: or a longer one."""
        start = f"a:{address.street_start}"
        if begins and (place := plain(address.place)).isalpha():
            start += place
        found = f"*:{address.house}{'*' if begins else ''}"
        kind = ThingKind.DWELLING.value
        rows = self._rows(_ON_STREET, (LIKE_KEYS, start, start + _LAST_SIGN, found, kind, _CANDIDATES))
        return [id_ for (id_,) in rows]

    def things_of(self, case: CaseId) -> tuple[ThingLink, ...]:
        """The things that a case belongs to, by relation, then as they were linked."""
        rows = self._rows(f"{_LINK} WHERE case_id = ? ORDER BY at, thing", (case,))
        order = list(Relation)
        links = [_link(self.standing_thing(row[0]), row) for row in rows]
        return tuple(sorted(links, key=lambda link: order.index(link.relation)))

    def links_to(self, thing: ThingId, *, post: str = "", limit: int | None = None) -> tuple[ThingLink, ...]:
        """Every link of a case with a thing or with a record merged into it, the newest link first.

        ``post`` leaves only cases that were opened there, "" takes all; at most ``limit``, None for all.
        """
        standing = self.standing_thing(thing)
        rows = self._rows(_LINKS, (standing.id, -1 if limit is None else limit, post))
        return tuple(_link(standing, row) for row in rows)

    def kept_apart(self, thing: ThingId) -> frozenset[ThingId]:
        """The things that somebody said look like this one and are not."""
        return frozenset(ThingId(one) for (one,) in self._rows(_APART, (thing,)))

    def _standing(self, ids: Iterable[str]) -> tuple[KnownThing, ...]:
        """What stands for each of these records, each once, in their order."""
        found = (self.standing_thing(ThingId(one)) for one in ids)
        return tuple({known.id: known for known in found}.values())

    def _rows(self, query: str, values: tuple[Any, ...]) -> list[Any]:
        with self._lock, translated():
            return list(self._connection.execute(query, values))


def _selective(prefixes: frozenset[str]) -> int:
    """How much a typed word narrows a search: its signs."""
    return max(map(len, prefixes), default=0)


def _narrowed(
    prefix: str, words: Iterable[frozenset[str]], kinds: Collection[ThingKind]
) -> tuple[str, tuple[str | int, ...]]:
    """The first things with a key that begins with ``prefix``, and one for each further word.

    The keys of the first word are walked in their order and the walk ends when enough were found.
    """
    query = "SELECT DISTINCT subject FROM search_keys AS first WHERE kind = ? AND key >= ? AND key < ?"
    values: list[str | int] = [TYPED_KEYS, prefix, prefix + _LAST_SIGN]
    for prefixes in map(sorted, words):
        ranges = " OR ".join("key >= ? AND key < ?" for _ in prefixes)
        query += f" AND EXISTS ({_FURTHER} ({ranges}))"
        values += [TYPED_KEYS, *(end for one in prefixes for end in (one, one + _LAST_SIGN))]
    if kinds:
        query += f" AND EXISTS ({_OF_KIND} ({_marks(kinds)}))"
        values += [kind.value for kind in kinds]
    return f"{query} LIMIT ?", (*values, _CANDIDATES)


def _marks(values: Collection[object]) -> str:
    return ",".join("?" * len(values))


def _known(id_: str, content: str, merged_into: str) -> KnownThing:
    return KnownThing(ThingId(id_), thing_from_json(json.loads(content)), merged_into)


def _link(standing: KnownThing, row: Sequence[str]) -> ThingLink:
    recorded, case, relation, source, at, by = row
    return ThingLink(
        thing=standing,
        recorded=ThingId(recorded),
        case=CaseId(case),
        relation=_RELATIONS[relation],
        source=_SOURCES[source],
        at=parse_utc(at),
        by=by,
    )
