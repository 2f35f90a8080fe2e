"""Which values and relevances hang on which, in an order in which each is computed after what it needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.engine.compiler import Expression
from fieldcheck.engine.definition import Definition, Itemset, Layout, Text
from fieldcheck.engine.dependencies import Reads, reach, reads
from fieldcheck.engine.tree import TreeNode

VOLATILE = frozenset(["today", "now", "random", "uuid", "once"])
"""Functions whose answer may change though nothing they read has."""


def relevance(index: int) -> int:
    """The vertex of the relevance of a definition."""
    return 2 * index


def value(index: int) -> int:
    """The vertex of the value of a definition."""
    return 2 * index + 1


class Cycle(FormRefused):
    """Expressions that wait for each other. ``path`` spells it out; ``reference`` is where it was met."""

    def __init__(self, path: tuple[str, ...], reference: str, column: str) -> None:
        spelled = " needs ".join(path)
        super().__init__(N_("Het formulier draait in een kring: {path}"), problems=(spelled,), path=spelled)
        self.path = path
        self.reference = reference
        self.column = column


@dataclass(frozen=True, slots=True)
class Graph:
    """Vertices are relevances and values.

    Attributes:
        order: all vertices, each after what it needs.
        place: where a vertex stands in ``order``.
        dependents: the vertices to compute again when one changed.
        viewers: definitions that look different (label, choices, constraint, required) when a value changed.
    """

    order: tuple[int, ...]
    place: tuple[int, ...]
    dependents: tuple[tuple[int, ...], ...]
    viewers: Mapping[int, tuple[int, ...]]
    volatile: frozenset[int]


class Reading:
    """Answers what the expressions of a layout read, by index of definition."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self.nodes = nodes_by_index(layout.definitions, layout.instance)
        self._index = {id(node): index for index, node in enumerate(self.nodes)}
        self._known: dict[tuple[int, int], set[int]] = {}

    def raw(self, expression: Expression, context: Iterable[TreeNode]) -> Reads:
        """The nodes it reads, in whatever tree, and the paths that lead nowhere."""
        layout = self._layout
        return reads(expression.syntax, context, layout.instance, layout.instances, layout.namespaces)

    def reach(self, expression: Expression, index: int) -> list[TreeNode]:
        """Every node it could stand for at a definition, whatever its predicates say."""
        layout = self._layout
        context = [self.nodes[index]]
        return reach(expression.syntax, context, layout.instance, layout.instances, layout.namespaces)

    def indexes(self, expression: Expression | None, index: int) -> set[int]:
        """The definitions whose values ``expression`` reads when it stands at the definition ``index``."""
        if expression is None:
            return set()
        known = self._known.get((id(expression), index))
        if known is None:
            known = set()
            for node in self.raw(expression, [self.nodes[index]]).nodes.values():
                known |= self._with_content(node)
            self._known[id(expression), index] = known
        return set(known)

    def _with_content(self, node: TreeNode) -> set[int]:
        inside = [node] if not node.children else [node, *node.descendants()]
        return {self._index[id(one)] for one in inside if id(one) in self._index}

    def of_text(self, text: Text | None, index: int) -> set[int]:
        """What a label in any language reads."""
        if text is None:
            return set()
        found: set[int] = set()
        itext = self._layout.itext
        for parts in (
            text.parts,
            *(
                parts
                for texts in itext.texts.values()
                for parts in texts.get(text.identifier, {}).values()
                if text.identifier
            ),
        ):
            for part in parts:
                if isinstance(part, Expression):
                    found |= self.indexes(part, index)
        return found

    def of_itemset(self, itemset: Itemset | None, index: int) -> set[int]:
        """What decides which choices there are."""
        return self.indexes(itemset.nodes, index) if itemset is not None else set()


def nodes_by_index(definitions: Sequence[Definition], document: TreeNode) -> list[TreeNode]:
    """The node of each definition in ``document``, the layout's instance or a copy of it."""
    by_reference: dict[str, TreeNode] = {}
    for node in document.descendants():
        if node.kind == "element":
            by_reference.setdefault(node.reference, node)
    return [by_reference[definition.reference] for definition in definitions]


def build(layout: Layout) -> Graph:
    """The graph of a form. Raises Cycle when there is no order to compute it in."""
    reading = Reading(layout)
    needs: list[dict[int, str]] = [{} for _ in range(2 * len(layout.definitions))]
    viewers: dict[int, list[int]] = {}
    volatile = set()
    for definition in layout.definitions:
        _add_needs(definition, reading, needs)
        for read in _seen(definition, reading):
            viewers.setdefault(read, []).append(definition.index)
        if _is_volatile(definition):
            volatile.add(definition.index)
    order = _sorted(needs, layout.definitions)
    place = [0] * len(order)
    for position, vertex in enumerate(order):
        place[vertex] = position
    dependents: list[list[int]] = [[] for _ in needs]
    for vertex, needed in enumerate(needs):
        for other in needed:
            dependents[other].append(vertex)
    return Graph(
        tuple(order),
        tuple(place),
        tuple(tuple(row) for row in dependents),
        {index: tuple(row) for index, row in viewers.items()},
        frozenset(volatile),
    )


def _add_needs(definition: Definition, reading: Reading, needs: list[dict[int, str]]) -> None:
    index = definition.index
    mine, own = needs[relevance(index)], needs[value(index)]
    if definition.parent >= 0:
        mine[relevance(definition.parent)] = ""
    own[relevance(index)] = ""
    for read in sorted(reading.indexes(definition.relevant, index)):
        mine[value(read)] = "relevant"
    for read in sorted(reading.indexes(definition.calculate, index)):
        own[value(read)] = "calculation"
    for read in sorted(reading.of_itemset(definition.itemset, index)):
        own[value(read)] = "choice_filter"


def _seen(definition: Definition, reading: Reading) -> set[int]:
    index = definition.index
    found = reading.of_itemset(definition.itemset, index)
    for expression in (definition.required, definition.readonly, definition.constraint):
        found |= reading.indexes(expression, index)
    for text in (
        definition.label,
        definition.hint,
        definition.constraint_message,
        definition.required_message,
    ):
        found |= reading.of_text(text, index)
    for _, text in definition.options:
        found |= reading.of_text(text, index)
    return found - {index}


def _is_volatile(definition: Definition) -> bool:
    expressions = (definition.required, definition.readonly, definition.constraint)
    return any(
        call.name in VOLATILE
        for expression in expressions
        if expression is not None
        for call in expression.functions
    )


def _sorted(needs: list[dict[int, str]], definitions: Sequence[Definition]) -> list[int]:
    """Depth first, without recursion; a vertex met again while it is open closes a circle."""
    order: list[int] = []
    done = [0] * len(needs)  # 0 unseen, 1 open, 2 done
    for start in range(len(needs)):
        if done[start]:
            continue
        stack = [(start, iter(needs[start]))]
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
                raise _cycle(trail[trail.index(following) :], needs, definitions)
            elif done[following] == 0:
                done[following] = 1
                stack.append((following, iter(needs[following])))
    return order


def _cycle(trail: list[int], needs: list[dict[int, str]], definitions: Sequence[Definition]) -> Cycle:
    names: list[str] = []
    place = ("", "")
    for vertex, following in zip(trail, [*trail[1:], trail[0]], strict=True):
        column = needs[vertex][following]
        reference = definitions[vertex // 2].reference
        if column:
            names.append(f"{column} of {reference}")
            place = place if place[0] else (reference, column)
    return Cycle((*names, names[0]) if names else (), *place)
