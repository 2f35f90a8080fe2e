"""What can be read of employers, agencies, landlords, parks, dwellings and vehicles."""

from __future__ import annotations

from collections.abc import Collection
from typing import Protocol

from fieldcheck.domain.identifiers import CaseId, ThingId
from fieldcheck.domain.things.linked import KnownThing, ThingLink
from fieldcheck.domain.things.thing import Thing, ThingKind


class ThingRecords(Protocol):
    """Things, who belongs to them, and which may be one."""

    def thing(self, thing: ThingId) -> KnownThing:
        """One record as it is, merged or not; KeyError when unknown."""
        ...

    def standing_thing(self, thing: ThingId) -> KnownThing:
        """The thing that stands for this record after every merger; KeyError when unknown."""
        ...

    def all_things(self) -> tuple[KnownThing, ...]:
        """Every thing that stands on its own."""
        ...

    def merged_records(self, thing: ThingId) -> tuple[KnownThing, ...]:
        """The records that were merged into a thing, directly or through others."""
        ...

    def find_things(
        self, typed: str, kinds: Collection[ThingKind] = (), *, limit: int = 12
    ) -> tuple[KnownThing, ...]:
        """Things to choose from while ``typed`` stands in a field, of these kinds, or of all for none.

        Each stands on its own: a record that was merged is found as what it was merged into. Names that
        begin with what was typed come first, then those that most cases belong to.
        """
        ...

    def like_thing(self, thing: Thing, *, limit: int = 60) -> tuple[KnownThing, ...]:
        """Things on record that share a key with this one, those that share most first; for comparing."""
        ...

    def things_of(self, case: CaseId) -> tuple[ThingLink, ...]:
        """The things that a case belongs to, by relation, then as they were linked."""
        ...

    def links_to(self, thing: ThingId, *, post: str = "", limit: int | None = None) -> tuple[ThingLink, ...]:
        """Every link of a case with a thing or with a record merged into it, the newest link first.

        ``post`` leaves only cases that were opened there, "" takes all; at most ``limit``, None for all.
        """
        ...

    def kept_apart(self, thing: ThingId) -> frozenset[ThingId]:
        """The things that somebody said look like this one and are not."""
        ...
