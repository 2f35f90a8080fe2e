"""Which values and relevances hang on which, in an order in which each is computed after what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.engine.compiler import Expression
from fieldcheck.engine.definition import Definition, Itemset, Layout, Text
from fieldcheck.engine.dependencies import Reads, World, reach, reads
from fieldcheck.engine.scope import Environment, Scope
from fieldcheck.engine.syntax import Call, Path, walk
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import to_string

VOLATILE = frozenset(["today", "now", "random", "uuid", "once"])
"""Functions whose answer may change though nothing they read has."""


def relevance(index: int) -> int:
    """The vertex of the relevance of a definition."""
    return 2 * index


def value(index: int) -> int:
    """The vertex of the value of a definition; of a repeat, which instances there are."""
    return 2 * index + 1


class Cycle(FormRefused):
    """Expressions that wait for each other. ``path`` spells it out; ``reference`` is where it was met."""

    def __init__(self, path: tuple[str, ...], reference: str, column: str) -> None:
        spelled = " → ".join(path)
        super().__init__(N_("Het formulier draait in een kring: {path}"), problems=(spelled,), path=spelled)
        self.path = path
        self.reference = reference
        self.column = column


Edge = tuple[int, int]
"""A vertex or definition that hangs on another, and how many of the outermost repeats the two share: in the
instances of those only the nodes of the same instance hang together."""


@dataclass(frozen=True, slots=True)
class Graph:
    """Vertices are relevances and values.

    Attributes:
        order: all vertices, each after what it needs.
        place: where a vertex stands in ``order``.
        dependents: the vertices to compute again when one changed.
        viewers: definitions that look different (label, choices, constraint, required) when a value changed.
        chains: for each vertex the repeats it is in.
        counted: repeats whose number of instances may be another when a value changed.
        volatile: definitions that may look different at any time.
        loops: circles that come to rest by themselves, spelled out; see :func:`build`.
    """

    order: tuple[int, ...]
    place: tuple[int, ...]
    dependents: tuple[tuple[Edge, ...], ...]
    chains: tuple[tuple[int, ...], ...]
    viewers: Mapping[int, tuple[Edge, ...]]
    counted: Mapping[int, tuple[int, ...]]
    volatile: frozenset[int]
    loops: tuple[tuple[str, ...], ...] = ()


Found = dict[int, int]
"""What an expression reads: for each definition, how many repeats the way to it never leaves."""


@dataclass(slots=True)
class Indexes:
    """The definitions an expression reads: their values, and of repeats which instances there are."""

    values: Found = field(default_factory=dict)
    places: Found = field(default_factory=dict)

    def add(self, other: Indexes) -> None:
        """Take in what another expression reads."""
        for mine, theirs in ((self.values, other.values), (self.places, other.places)):
            for index, level in theirs.items():
                mine[index] = min(level, mine.get(index, level))

    def vertices(self) -> Iterator[tuple[int, int]]:
        """The vertices that are read, with their levels."""
        for found in (self.values, self.places):
            yield from ((value(index), level) for index, level in sorted(found.items()))


class Reading:
    """Answers what the expressions of a layout read, by index of definition."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.nodes = nodes_by_index(layout.definitions, layout.shape)
        self._index = {id(node): index for index, node in enumerate(self.nodes)}
        self._repeats = {
            id(self.nodes[definition.index]): len(definition.repeats)
            for definition in layout.definitions
            if definition.type == "repeat"
        }
        self.world = World(layout.shape, layout.instances, layout.namespaces, self._repeats)
        self._known: dict[tuple[int, int], Indexes] = {}
        self._told: dict[tuple[int, int, int], tuple[str, ...]] = {}

    def definition(self, index: int) -> Definition:
        """A definition of the layout."""
        return self._layout.definitions[index]

    def raw(self, expression: Expression, context: Iterable[TreeNode]) -> Reads:
        """The nodes it reads, in whatever tree, and the paths that lead nowhere."""
        return reads(expression.syntax, context, self.world)

    def reach(self, expression: Expression, index: int) -> list[TreeNode]:
        """Every node it could stand for at a definition, whatever its predicates say."""
        return reach(expression.syntax, [self.nodes[index]], self.world)

    def indexes(self, expression: Expression | None, index: int) -> Indexes:
        """What ``expression`` reads when it stands at the definition ``index``."""
        if expression is None:
            return Indexes()
        known = self._known.get((id(expression), index))
        if known is None:
            found = self.raw(expression, [self.nodes[index]])
            known = Indexes()
            for key, node in found.places.items():
                self._note(known.places, node, found.levels[key])
            for key, node in found.nodes.items():
                for inside in [node] if not node.children else [node, *node.descendants()]:
                    self._note(known.values, inside, found.levels[key])
                    if id(inside) in self._repeats:
                        self._note(known.places, inside, found.levels[key])
            self._known[id(expression), index] = known
        return known

    def _note(self, found: Found, node: TreeNode, level: int) -> None:
        index = self._index.get(id(node))
        if index is not None:
            found[index] = min(level, found.get(index, level))

    def of_text(self, text: Text | None, index: int) -> Indexes:
        """What a label in any language reads."""
        found = Indexes()
        if text is None:
            return found
        for parts in (
            text.parts,
            *(
                parts
                for texts in self._layout.itext.texts.values()
                for parts in texts.get(text.identifier, {}).values()
                if text.identifier
            ),
        ):
            for part in parts:
                if isinstance(part, Expression):
                    found.add(self.indexes(part, index))
        return found

    def of_itemset(self, itemset: Itemset | None, index: int) -> Indexes:
        """What decides which choices there are."""
        return self.indexes(itemset.nodes, index) if itemset is not None else Indexes()

    def of_labels(self, itemset: Itemset | None, index: int) -> Indexes:
        """What the labels of its choices read, in any language."""
        found = Indexes()
        if itemset is not None and itemset.translated:
            for identifier in self._labels(itemset, index):
                found.add(self.of_text(Text(identifier), index))
        return found

    def _labels(self, itemset: Itemset, index: int) -> tuple[str, ...]:
        """The itext ids of those labels of a list that hold an expression, found once for each list."""
        layout = self._layout
        key = (id(itemset.nodes), id(itemset.label), 0 if itemset.outside else index)
        if key not in self._told:
            environment = Environment(root=layout.shape, instances=layout.instances)
            items = self.reach(itemset.nodes, index)
            labels = dict.fromkeys(to_string(itemset.label.run(Scope(item, environment))) for item in items)
            self._told[key] = tuple(one for one in labels if layout.itext.tells(one))
        return self._told[key]


def nodes_by_index(definitions: Sequence[Definition], document: TreeNode) -> list[TreeNode]:
    """The node of each definition in ``document``, in which each path stands once."""
    by_reference: dict[str, TreeNode] = {}
    for node in document.descendants():
        if node.kind == "element":
            by_reference.setdefault(node.reference, node)
            for attribute in node.attributes:
                by_reference.setdefault(f"{node.reference}/@{attribute.qualified_name}", attribute)
    return [by_reference[definition.reference] for definition in definitions]


class _Needs:
    """For each vertex those it needs: by what column, and how many repeats they share."""

    def __init__(self, definitions: Sequence[Definition]) -> None:
        self._definitions = definitions
        self.columns: list[dict[int, str]] = [{} for _ in range(2 * len(definitions))]
        self.shared: list[dict[int, int]] = [{} for _ in range(2 * len(definitions))]

    def add(self, vertex: int, needed: int, column: str, level: int | None = None) -> None:
        both = self.both(vertex, needed)
        shared = both if level is None else min(both, level)
        self.columns[vertex].setdefault(needed, column)
        self.shared[vertex][needed] = min(shared, self.shared[vertex].get(needed, shared))

    def both(self, vertex: int, needed: int) -> int:
        """How many of the outermost repeats two vertices are both in."""
        one, other = chain(self._definitions, vertex), chain(self._definitions, needed)
        if not one or not other:
            return 0
        return next(
            (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b),
            min(len(one), len(other)),
        )


def chain(definitions: Sequence[Definition], vertex: int) -> tuple[int, ...]:
    """The repeats a vertex is in: which instances a repeat has is said around it, not in it."""
    definition = definitions[vertex // 2]
    if vertex % 2 and definition.type == "repeat":
        return definition.repeats[:-1]
    return definition.repeats


def build(layout: Layout) -> Graph:
    """The graph of a form.

    Two kinds of circles are no reason to refuse it: conditions that wait for each other's question, and a
    question that reads itself in chosen other instances of its repeat. Raises Cycle for all others.
    """
    reading = Reading(layout)
    definitions = layout.definitions
    needs = _Needs(definitions)
    viewers: dict[int, list[Edge]] = {}
    counted: dict[int, list[int]] = {}
    for definition in definitions:
        _add_needs(definition, reading, needs)
        for read, level in _seen(definition, reading).vertices():
            viewers.setdefault(read // 2, []).append((definition.index, level))
        for read, _ in reading.indexes(definition.count, definition.index).vertices():
            counted.setdefault(read // 2, []).append(definition.index)
    order, loops = _sorted(needs, definitions)
    place = [0] * len(order)
    for position, vertex in enumerate(order):
        place[vertex] = position
    dependents: list[list[Edge]] = [[] for _ in order]
    for vertex, needed in enumerate(needs.shared):
        for other, shared in needed.items():
            dependents[other].append((vertex, shared))
    return Graph(
        tuple(order),
        tuple(place),
        tuple(tuple(row) for row in dependents),
        tuple(chain(definitions, vertex) for vertex in range(len(order))),
        {index: _narrowed(row, index, definitions) for index, row in viewers.items()},
        {index: tuple(row) for index, row in counted.items()},
        frozenset(one.index for one in definitions if _calls(_looks(one), VOLATILE)),
        tuple(cycle.path for cycle in loops),
    )


def _narrowed(row: Sequence[Edge], index: int, definitions: Sequence[Definition]) -> tuple[Edge, ...]:
    """Viewers of a value, each sharing no more repeats with it than both are in."""
    most = len(definitions[index].repeats)
    return tuple(
        (viewer, min(level, most, len(definitions[viewer].repeats)))
        for viewer, level in dict(sorted(row, key=lambda edge: -edge[1])).items()
    )


def _add_needs(definition: Definition, reading: Reading, needs: _Needs) -> None:
    index = definition.index
    mine, own = relevance(index), value(index)
    if definition.parent >= 0:
        needs.add(mine, relevance(definition.parent), "")
    if definition.type != "repeat":
        needs.add(own, relevance(index), "")
    for read, level in reading.indexes(definition.relevant, index).vertices():
        needs.add(mine, read, "relevant", level)
    for read, level in reading.indexes(definition.calculate, index).vertices():
        needs.add(own, read, "calculation", level)
    if definition.itemset is not None:
        for read, level in reading.of_itemset(definition.itemset, index).vertices():
            if read != own:
                needs.add(own, read, "choice_filter", level)


def _looks(definition: Definition) -> tuple[Expression | None, ...]:
    return (definition.required, definition.readonly, definition.constraint)


def _seen(definition: Definition, reading: Reading) -> Indexes:
    index = definition.index
    found = Indexes()
    found.add(reading.of_itemset(definition.itemset, index))
    found.add(reading.of_labels(definition.itemset, index))
    for expression in _looks(definition):
        found.add(reading.indexes(expression, index))
    if definition.type == "repeat":
        # Without an instance there is no vertex that would be computed again.
        found.add(reading.indexes(definition.relevant, index))
    for text in (
        definition.label,
        definition.hint,
        definition.constraint_message,
        definition.required_message,
    ):
        found.add(reading.of_text(text, index))
    for _, text in definition.options:
        found.add(reading.of_text(text, index))
    above = definition.parent
    while above >= 0:
        around = reading.definition(above)
        found.add(reading.indexes(around.readonly, above))  # what a group locks is locked in it
        above = around.parent
    return found


def _calls(expressions: Iterable[Expression | None], names: frozenset[str]) -> bool:
    return any(
        call.name in names
        for expression in expressions
        if expression is not None
        for call in expression.functions
    )


def _sorted(needs: _Needs, definitions: Sequence[Definition]) -> tuple[list[int], list[Cycle]]:
    """Depth first, without recursion; a vertex met again while it is open closes a circle."""
    order: list[int] = []
    loops: list[Cycle] = []
    done = [0] * len(needs.columns)  # 0 unseen, 1 open, 2 done
    for start in range(len(done)):
        if done[start]:
            continue
        stack = [(start, iter(needs.columns[start]))]
        done[start] = 1
        while stack:
            vertex, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                stack.pop()
                done[vertex] = 2
                order.append(vertex)
            elif done[following] == 1:
                trail = [entry[0] for entry in stack]
                trail = trail[trail.index(following) :]
                cycle = _cycle(trail, needs.columns, definitions)
                if not _comes_to_rest(trail, needs, definitions):
                    raise cycle
                loops.append(cycle)
            elif done[following] == 0:
                done[following] = 1
                stack.append((following, iter(needs.columns[following])))
    return order, loops


def _comes_to_rest(trail: list[int], needs: _Needs, definitions: Sequence[Definition]) -> bool:
    edges = [*zip(trail, [*trail[1:], trail[0]], strict=True)]
    columns = {needs.columns[vertex][following] for vertex, following in edges} - {""}
    if columns == {"relevant"}:
        # But a group that hangs on what is in it could never be opened.
        return not any(
            definitions[following // 2].reference.startswith(f"{definitions[vertex // 2].reference}/")
            for vertex, following in edges
            if needs.columns[vertex][following]
        )
    return any(_reads_another(vertex, following, needs, definitions) for vertex, following in edges)


def _reads_another(vertex: int, needed: int, needs: _Needs, definitions: Sequence[Definition]) -> bool:
    """Whether one vertex needs the other in a chosen other instance of a repeat that both are in."""
    definition = definitions[vertex // 2]
    column = needs.columns[vertex][needed]
    expression = {"relevant": definition.relevant, "calculation": definition.calculate}.get(column)
    if expression is None or needs.shared[vertex][needed] >= needs.both(vertex, needed):
        return False
    return any(
        (isinstance(node, Path) and any(step.predicates for step in node.steps))
        or (isinstance(node, Call) and node.name == "indexed-repeat")
        for node in walk(expression.syntax)
    )


def _cycle(trail: list[int], needs: list[dict[int, str]], definitions: Sequence[Definition]) -> Cycle:
    names: list[str] = []
    place = ("", "")
    for vertex, following in zip(trail, [*trail[1:], trail[0]], strict=True):
        column = needs[vertex][following]
        reference = definitions[vertex // 2].reference
        if column:
            names.append(f"{reference} ({column})")
            place = place if place[0] else (reference, column)
    return Cycle((*names, names[0]) if names else (), *place)
