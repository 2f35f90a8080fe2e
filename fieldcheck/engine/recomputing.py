"""What follows from a change: values, relevances, the number of instances, each after what it needs."""

from __future__ import annotations

import heapq
import math
import re
from collections.abc import Iterable, Mapping

from fieldcheck.engine.definition import Layout
from fieldcheck.engine.form import Form
from fieldcheck.engine.graph import Edge, relevance
from fieldcheck.engine.graph import value as value_of
from fieldcheck.engine.instance import Held, Instance, Row, row_above, rows_below
from fieldcheck.engine.showing import Showing
from fieldcheck.engine.values import to_number

MOST_INSTANCES = 1_000
"""Instances of one repeat that a form can count out; a slip of the pen must not fill the memory."""

MOST_IN_ALL = 10_000
"""Instances of all repeats together: in each of a thousand there could be a thousand."""

_FRACTION = re.compile(r"-?\d*\.\d+")

_PATIENCE = 50
"""How often each vertex may be computed on average before a circle is left as it is."""

_ROUNDS = 100
"""How often a count may follow from instances that follow from a count."""

Change = tuple[int, Row]
"""A vertex in a row."""


class Recomputing:
    """Follows changes through one run.

    ``seen`` collects what may look different since it was last taken: nodes, and references of repeats.
    """

    def __init__(self, form: Form, instance: Instance, showing: Showing) -> None:
        self._form = form
        self._layout: Layout = form.layout
        self._graph = form.graph
        self._definitions = form.layout.definitions
        self._instance = instance
        self._showing = showing
        self._chains = form.graph.chains
        self._ranges_in: dict[int, list[int]] = {}
        for one in form.layout.definitions:
            if one.type == "repeat":
                self._ranges_in.setdefault(one.parent, []).append(one.index)
        self._started = False
        self.seen: dict[str, None] = {}
        self.pages_changed = True
        self.stood: Mapping[str, int] = {}
        """How many instances of a repeat there were that the form counts and now cannot, by its reference."""
        self.new_rows: list[Row] = []
        """Instances that the form counted out since this was last emptied."""

    def everything(self) -> None:
        """Compute all there is."""
        self._started = False
        self._propagate(self._vertices(self._instance.top))
        self._count_again(self._counted_below(self._instance.top))
        self._started = True

    def from_values(self, changed: Iterable[Held]) -> None:
        """Follow values that were given."""
        changes: list[Change] = []
        for one in changed:
            self._look_again(one)
            if one.definition.calculate is None:
                changes.append((value_of(one.definition.index), one.row))
            elif one.relevant and one.given != one.value:
                # Somebody wrote over what was computed; it stands until what it is computed from changes.
                self._store(one, one.given)
                self._changed(one)
                changes.extend(self._dependents(value_of(one.definition.index), one.row))
        self._settle(changes)

    def from_rows(self, row: Row, repeat: int, added: Iterable[Row]) -> None:
        """Follow instances of a repeat that came or went; ``added`` are those to compute anew."""
        new = list(added)
        self._instance.number_again()
        self.pages_changed = True
        self._range_changed(row, repeat)
        for one in new:
            self._look_at_all(one)
        changes = [change for one in new for change in self._vertices(one)]
        self._settle([*changes, *self._dependents(value_of(repeat), row)])
        self._count_again([entry for one in new for entry in self._counted_below(one)])

    def take_seen(self) -> frozenset[str]:
        """What may look different since this was last asked."""
        seen = frozenset(self.seen)
        self.seen.clear()
        return seen

    # Order

    def _settle(self, changes: Iterable[Change]) -> None:
        touched = self._propagate(changes)
        counted = {
            (self._instance.range_of(row, repeat)): (row, repeat)
            for index in touched
            for repeat in self._graph.counted.get(index, ())
            for row in rows_below(self._instance.top, self._definitions[repeat].repeats[:-1])
        }
        self._count_again(counted.values())

    def _vertices(self, row: Row) -> list[Change]:
        return [
            (vertex, held.row)
            for held in self._instance.of_row(row)
            for vertex in (relevance(held.definition.index), value_of(held.definition.index))
        ]

    def _propagate(self, changes: Iterable[Change]) -> set[int]:
        """Compute again what hangs on the changes; the definitions whose values became others."""
        order = self._graph.order
        waiting: dict[int, dict[int, Row]] = {}
        queue: list[int] = []
        self._wait(changes, waiting, queue)
        touched: set[int] = set()
        patience = _PATIENCE * (len(order) + len(queue))
        while queue and patience > 0:
            patience -= 1
            position = heapq.heappop(queue)
            vertex = order[position]
            index, is_value = divmod(vertex, 2)
            for row in waiting.pop(position).values():
                held = row.held.get(index)
                if held is None or not row.alive:
                    continue
                if not (self._revalue(held) if is_value else self._rethink(held)):
                    continue
                touched.add(index)
                self._changed(held)
                following = self._graph.dependents[vertex]
                if following:
                    self._wait(self._reached(following, row), waiting, queue)
        return touched

    def _wait(self, changes: Iterable[Change], waiting: dict[int, dict[int, Row]], queue: list[int]) -> None:
        place = self._graph.place
        for vertex, row in changes:
            position = place[vertex]
            rows = waiting.get(position)
            if rows is None:
                rows = waiting[position] = {}
                heapq.heappush(queue, position)
            rows[id(row)] = row

    def _dependents(self, vertex: int, row: Row) -> list[Change]:
        return self._reached(self._graph.dependents[vertex], row)

    def _reached(self, edges: Iterable[Edge], row: Row) -> list[Change]:
        found: list[Change] = []
        chains = self._chains
        for vertex, shared in edges:
            inside = chains[vertex]
            if not inside:
                found.append((vertex, self._instance.top))
            else:
                found.extend((vertex, one) for one in rows_below(row_above(row, shared), inside[shared:]))
        return found

    # One node

    def _rethink(self, held: Held) -> bool:
        definition = held.definition
        parent = self._parent(held)
        relevant = parent is None or parent.relevant
        if relevant:
            relevant = self._showing.holds(definition.relevant, held.node, otherwise=True)
        if relevant is held.relevant:
            return False
        held.relevant = relevant
        self.pages_changed = True
        return True

    def _parent(self, held: Held) -> Held | None:
        parent = held.definition.parent
        if parent < 0:
            return None
        row: Row | None = held.row
        while row is not None:
            found = row.held.get(parent)
            if found is not None:
                return found
            row = row.parent
        return None

    def _revalue(self, held: Held) -> bool:
        definition = held.definition
        if definition.is_container:
            return False
        if not held.relevant:
            value = ""
        elif definition.calculate is not None:
            value = held.given = as_stored(
                self._showing.text_of(definition.calculate, held.node), definition.datatype
            )
        else:
            value = self._still_offered(held)
        if value == held.value:
            return False
        self._store(held, value)
        return True

    def _store(self, held: Held, value: str) -> None:
        held.value = value
        held.node.set_text(value)

    def _still_offered(self, held: Held) -> str:
        """What of a selection the choices of now still hold; what was given is kept."""
        given, definition = held.given, held.definition
        if not given or definition.itemset is None or not self._form.filters(definition.index):
            return given
        offered = {value for value, _ in self._showing.items(held)}
        if definition.type == "select_one":
            return given if given in offered else ""
        return " ".join(word for word in given.split() if word in offered)

    # What looks different

    def _changed(self, held: Held) -> None:
        self._look_again(held)
        for index in self._ranges_in.get(held.definition.index, ()):
            self.seen[self._instance.range_of(held.row, index)] = None
        for index, shared in self._graph.viewers.get(held.definition.index, ()):
            self._look_from(index, held.row, shared)

    def _look_from(self, index: int, row: Row, shared: int) -> None:
        """Look again at each node of a definition that is in the same ``shared`` repeats as ``row``."""
        chain = self._definitions[index].repeats
        if self._definitions[index].type == "repeat":
            around = min(shared, len(chain) - 1)
            for outer in rows_below(row_above(row, around), chain[around:-1]):
                self.seen[self._instance.range_of(outer, index)] = None
        for viewing in rows_below(row_above(row, shared), chain[shared:]):
            self._look_again(viewing.held[index])

    def _look_at_all(self, row: Row) -> None:
        """Look again at a row that has come, or come back."""
        for held in row.held.values():
            self._look_again(held)
        for repeat, rows in row.rows.items():
            self.seen[self._instance.range_of(row, repeat)] = None
            for inner in rows:
                self._look_at_all(inner)

    def _look_again(self, held: Held) -> None:
        held.shown.clear()
        self.seen[held.reference] = None

    def _range_changed(self, row: Row, repeat: int) -> None:
        self.seen[self._instance.range_of(row, repeat)] = None
        for other in row.rows[repeat]:
            self._look_again(other.held[repeat])
        for index, shared in self._graph.viewers.get(repeat, ()):
            self._look_from(index, row, min(shared, len(self._definitions[repeat].repeats) - 1))

    # Counting instances

    def _counted_below(self, row: Row) -> list[tuple[Row, int]]:
        found: list[tuple[Row, int]] = []
        for repeat, rows in row.rows.items():
            if self._definitions[repeat].count is not None:
                found.append((row, repeat))
            for inner in rows:
                found.extend(self._counted_below(inner))
        return found

    def _count_again(self, repeats: Iterable[tuple[Row, int]]) -> None:
        """Bring the number of instances to what the form says; each change may follow from another."""
        for row, repeat in repeats:
            for _ in range(_ROUNDS):
                wanted = self._wanted(row, repeat)
                rows = row.rows[repeat]
                if wanted == len(rows) or not row.alive:
                    break
                surplus = rows[wanted:]
                for one in reversed(surplus):
                    self._instance.remove(one)
                missing = range(len(rows) + 1, wanted + 1)
                fresh = [number for number in missing if number not in row.gone.get(repeat, {})]
                added = [self._instance.add(row, repeat, number) for number in missing]
                self.from_rows(row, repeat, added)
                self.new_rows.extend(one for one in added if one.number in fresh)

    def cannot_count(self, row: Row, repeat: int) -> bool:
        """Whether the form counts a repeat's instances and cannot do so now; then they stay as they are."""
        return self._definitions[repeat].count is not None and math.isnan(self._counted(row, repeat))

    def _wanted(self, row: Row, repeat: int) -> int:
        if self._definitions[repeat].count is None:
            return len(row.rows[repeat])
        number = self._counted(row, repeat)
        if math.isnan(number):
            return (
                len(row.rows[repeat])
                if self._started
                else self.stood.get(self._instance.range_of(row, repeat), 0)
            )
        wanted = int(min(max(number, 0), MOST_INSTANCES))
        return min(wanted, len(row.rows[repeat]) + max(0, MOST_IN_ALL - self._instance.many))

    def _counted(self, row: Row, repeat: int) -> float:
        count = self._definitions[repeat].count
        ghost = self._instance.ghost(row, repeat)
        return (
            math.nan if count is None else to_number(self._showing.evaluate(count, ghost), self._showing.zone)
        )


def as_stored(value: str, datatype: str) -> str:
    """What the result of an expression leaves in a node of that XForms type.

    A number that is none is no value at all; a whole number has no fraction; a date has no time of day.
    """
    if value == "NaN":
        return ""
    if datatype in ("int", "integer") and _FRACTION.fullmatch(value):
        return value.partition(".")[0] or "0"
    if datatype == "date" and len(value) > 10 and value[10] == "T":
        return value[:10]
    return value
