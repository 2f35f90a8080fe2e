"""Location paths as functions: steps along the axes, predicates, and short ways for the common paths."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from fieldcheck.engine.axes import Axis, Test
from fieldcheck.engine.scope import Compiled, Scope, nodes_of
from fieldcheck.engine.syntax import Step
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import NodeSet, Value, to_boolean


@dataclass(frozen=True, slots=True)
class CompiledStep:
    """One step that is ready to be taken; ``reverse`` when its axis leads backwards."""

    axis: Axis
    test: Test
    predicates: tuple[Compiled, ...]
    reverse: bool


def path_of(start: str | Compiled | None, steps: list[CompiledStep], predicates: list[Compiled]) -> Compiled:
    """A path from the context (None), the root ("/") or what an expression with predicates answers."""
    if start is None:
        return lambda scope: _walk([scope.node], steps, scope)
    if isinstance(start, str):
        return lambda scope: _walk([scope.environment.root], steps, scope)
    origin = start

    def filtered(scope: Scope) -> Value:
        nodes = nodes_of(origin(scope), "“/” of “[”")
        for predicate in predicates:
            nodes = _kept(nodes, predicate, scope)
        return _walk(nodes, steps, scope)

    return filtered


def onwards_from(
    predicates: Sequence[Compiled], steps: list[CompiledStep]
) -> Callable[[NodeSet, Scope], NodeSet]:
    """What keeps of some nodes those that ``predicates`` hold for, and goes on from there."""

    def onwards(nodes: NodeSet, scope: Scope) -> NodeSet:
        for predicate in predicates:
            nodes = _kept(nodes, predicate, scope)
        return _walk(nodes, steps, scope) if steps else nodes

    return onwards


def short_path(start: str | None, steps: Sequence[Step], *, lenient: bool) -> Compiled | None:
    """The same as ``path_of`` for ``/a/b``, ``../a`` and the like, only faster; None for other paths.

    ``lenient`` says that a name matches whatever the default namespace is.
    """
    ups = 0
    for step in steps:
        if step.test != "node()" or step.predicates or step.axis not in ("self", "parent"):
            break
        ups += step.axis == "parent"
    else:
        return _upwards(ups) if start is None else None
    rest = steps[len(steps) - _named(steps) :]
    moves = [step for step in steps[: len(steps) - len(rest)] if step.axis != "self" or step.predicates]
    if len(moves) != ups or any(step.axis != "parent" for step in moves) or not lenient:
        return None
    names = tuple(step.test for step in rest)
    if start is None:
        return _downwards_from_context(ups, names)
    return _downwards_from_root(names) if not ups else None


def _named(steps: Sequence[Step]) -> int:
    """How many steps at the end are plain child names."""
    count = 0
    for step in reversed(steps):
        if (
            step.axis != "child"
            or step.predicates
            or "(" in step.test
            or ":" in step.test
            or step.test == "*"
        ):
            break
        count += 1
    return count


def _upwards(ups: int) -> Compiled:
    def upwards(scope: Scope) -> Value:
        node: TreeNode | None = scope.node
        for _ in range(ups):
            if node is None:
                return []
            node = node.parent
        return [node] if node is not None else []

    return upwards


def _downwards_from_context(ups: int, names: tuple[str, ...]) -> Compiled:
    def relative(scope: Scope) -> Value:
        node: TreeNode | None = scope.node
        for _ in range(ups):
            if node is None:
                return []
            node = node.parent
        return _downwards(node, names) if node is not None else []

    return relative


def _downwards_from_root(names: tuple[str, ...]) -> Compiled:
    key = "/".join(names)

    def absolute(scope: Scope) -> Value:
        environment = scope.environment
        known = environment.paths
        if known is None:
            return _downwards(environment.root, names)
        found = known.get(key)
        if found is None:
            found = known[key] = _downwards(environment.root, names)
        return found.copy()

    return absolute


def _downwards(node: TreeNode, names: tuple[str, ...]) -> NodeSet:
    """Child elements by name, level by level: document order comes by itself."""
    found = [node]
    for name in names:
        if len(found) == 1:
            children: list[TreeNode] = found[0].children
        else:
            children = [child for parent in found for child in parent.children]
        found = [
            child for child in children if child.name == name and not child.prefix and child.kind == "element"
        ]
    return found


def _walk(nodes: NodeSet, steps: list[CompiledStep], scope: Scope) -> NodeSet:
    for step in steps:
        if len(nodes) == 1:
            nodes = _from(nodes[0], step, scope)
            if step.reverse:
                nodes.reverse()
        elif nodes:
            nodes = in_order([found for node in nodes for found in _from(node, step, scope)])
    return nodes


def _from(node: TreeNode, step: CompiledStep, scope: Scope) -> NodeSet:
    test = step.test
    candidates = step.axis(node)
    if not isinstance(candidates, list):
        candidates = list(candidates)
    scope.visit(len(candidates))
    found = [candidate for candidate in candidates if test(candidate)]
    for predicate in step.predicates:
        found = _kept(found, predicate, scope)
    return found


def _kept(nodes: NodeSet, predicate: Compiled, scope: Scope) -> NodeSet:
    kept = []
    scope.visit(len(nodes))
    inner = Scope(scope.node, scope.environment, current=scope.current, size=len(nodes), visits=scope.visits)
    for position, node in enumerate(nodes, 1):
        inner.node = node
        inner.position = position
        value = predicate(inner)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if (value == position) if number else to_boolean(value):
            kept.append(node)
    return kept


def in_order(nodes: NodeSet) -> NodeSet:
    """Each node once, in document order."""
    unique = {id(node): node for node in nodes}
    return sorted(unique.values(), key=lambda node: node.order)


def union_of(operands: list[Compiled]) -> Compiled:
    """All nodes of all operands, each once, in document order."""

    def union(scope: Scope) -> Value:
        found: NodeSet = []
        for operand in operands:
            found.extend(nodes_of(operand(scope), "“|”"))
        return in_order(found)

    return union
