"""What an expression reads, found without evaluating it.

Paths are followed over the form's tree with predicates left out, so the answer is never too small; what a
predicate reads counts too.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from fieldcheck.engine.axes import AXES, node_test
from fieldcheck.engine.compiler import in_order
from fieldcheck.engine.syntax import Call, Literal, Path, Step, Syntax, Union, parts
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import NodeSet

_READS_CONTEXT = frozenset(["string", "number", "string-length", "normalize-space"])

_LOOKS_AT_PLACES: Mapping[str, Collection[int]] = {
    "position": (0,),
    "count": (0,),
    "indexed-repeat": (1, 3, 5),
}
"""Arguments of which only the nodes matter and not what is in them."""

_SIDEWAYS = frozenset(["following-sibling", "preceding-sibling", "following", "preceding"])


@dataclass(slots=True)
class Reads:
    """What was found: nodes of any tree, and paths that lead nowhere.

    Attributes:
        nodes: nodes whose content is read.
        places: repeats of which it matters which instances there are.
        levels: for each of both, by ``id``, how many of the repeats around it stay the reader's own: 0 when
            instances other than the reader's may be read.
    """

    nodes: dict[int, TreeNode] = field(default_factory=dict)
    places: dict[int, TreeNode] = field(default_factory=dict)
    levels: dict[int, int] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)

    def add(self, found: dict[int, TreeNode], nodes: Iterable[TreeNode], level: int) -> None:
        """Note nodes that are reached without leaving the ``level`` outermost repeats of the reader."""
        for node in nodes:
            found[id(node)] = node
            self.levels[id(node)] = min(level, self.levels.get(id(node), level))


@dataclass(frozen=True, slots=True)
class World:
    """What expressions of a form can look at.

    ``repeats`` are the elements of ``root`` that stand for instances, by ``id``, with how many repeats each
    is in, itself included.
    """

    root: TreeNode
    instances: Mapping[str, TreeNode]
    namespaces: Mapping[str, str]
    repeats: Mapping[int, int] = field(default_factory=dict)

    def level(self, node: TreeNode) -> int:
        """How many repeats a node is in."""
        above: TreeNode | None = node
        while above is not None:
            found = self.repeats.get(id(above))
            if found is not None:
                return found
            above = above.parent
        return 0


def reads(syntax: Syntax, context: Iterable[TreeNode], world: World) -> Reads:
    """Everything ``syntax`` may read when it stands at one of ``context``."""
    start = list(context)
    reader = _Reader(world, start)
    reader.collect(syntax, start, reader.own)
    return reader.found


def reach(syntax: Syntax, context: Iterable[TreeNode], world: World) -> NodeSet:
    """Every node that ``syntax`` could ever stand for, whatever its predicates say."""
    start = list(context)
    reader = _Reader(world, start, whole=True)
    return in_order(reader.reach(syntax, start, reader.own)[0])


class _Reader:
    def __init__(self, world: World, current: NodeSet, *, whole: bool = False) -> None:
        self._whole = whole
        self._world = world
        self._current = current
        self.own = min((world.level(node) for node in current), default=0)
        self.found = Reads()

    def collect(self, syntax: Syntax, contexts: NodeSet, level: int) -> None:
        if isinstance(syntax, Path):
            self.found.add(self.found.nodes, *self.reach(syntax, contexts, level))
            return
        if isinstance(syntax, Call):
            self._collect_call(syntax, contexts, level)
            return
        for part in parts(syntax):
            self.collect(part, contexts, level)

    def _collect_call(self, call: Call, contexts: NodeSet, level: int) -> None:
        if not call.arguments and call.name in _READS_CONTEXT:
            self.found.add(self.found.nodes, contexts, level)
        only_places = _LOOKS_AT_PLACES.get(call.name, ())
        for place, argument in enumerate(call.arguments):
            if place in only_places:
                nodes, lowest = self.reach(argument, contexts, level)
                repeats = [node for node in nodes if id(node) in self._world.repeats]
                self.found.add(self.found.places, repeats, lowest)
            else:
                self.collect(argument, contexts, level)

    def reach(self, syntax: Syntax, contexts: NodeSet, level: int) -> tuple[NodeSet, int]:
        """The nodes an expression may stand for, and how many own repeats the way there never leaves."""
        match syntax:
            case Path():
                return self._follow(syntax, contexts, level)
            case Union():
                return self._together([self.reach(operand, contexts, level) for operand in syntax.operands])
            case Call(name="current"):
                return self._current, self.own
            case Call(name="instance", arguments=(Literal(value=name),)):
                found = self._world.instances.get(str(name))
                if found is None:
                    self.found.missing.append(f"instance('{name}')")
                return ([found] if found is not None else []), 0
            case _:
                self.collect(syntax, contexts, level)
                return self._together([self.reach(part, contexts, level) for part in parts(syntax)])

    def _together(self, ways: list[tuple[NodeSet, int]]) -> tuple[NodeSet, int]:
        return [node for nodes, _ in ways for node in nodes], min((level for _, level in ways), default=0)

    def _follow(self, path: Path, contexts: NodeSet, level: int) -> tuple[NodeSet, int]:
        if path.start is None:
            nodes = contexts
        elif isinstance(path.start, str):
            nodes, level = [self._world.root], 0
        else:
            nodes, level = self.reach(path.start, contexts, level)
            for predicate in path.predicates:
                self.collect(predicate, nodes, level)
        for step in path.steps:
            nodes, level = self._step(step, nodes, level, absolute=path.start == "/")
        return nodes, level

    def _step(self, step: Step, nodes: NodeSet, level: int, *, absolute: bool) -> tuple[NodeSet, int]:
        world = self._world
        axis, test = AXES[step.axis], node_test(step.axis, step.test, world.namespaces)
        if step.axis in _SIDEWAYS:
            # In the shape a repeat stands once, so its other instances are itself.
            nodes, level = self._with_other_instances(nodes), 0
            candidates = [other for node in nodes for other in (node, *node.descendants(), *axis(node))]
        else:
            candidates = [other for node in nodes for other in axis(node)]
        found = in_order([node for node in candidates if test(node)])
        if step.axis not in ("self", "child", "attribute", "descendant", "descendant-or-self"):
            level = min([level, *(world.level(node) for node in found)])
        if step.axis not in ("self", "parent", "ancestor", "ancestor-or-self", "attribute"):
            self.found.add(self.found.places, [node for node in found if id(node) in world.repeats], level)
        if not self._whole:
            found = _sample(found)
        if nodes and not found and absolute and step.axis == "child" and "(" not in step.test:
            self.found.missing.append(f"{nodes[0].reference.rstrip('/')}/{step.test}")
        for predicate in step.predicates:
            self.collect(predicate, found, level)
        return found, level

    def _with_other_instances(self, nodes: NodeSet) -> NodeSet:
        found = list(nodes)
        for node in nodes:
            above = node.parent
            while above is not None:
                if id(above) in self._world.repeats:
                    found.append(above)
                above = above.parent
        return found


def _sample(nodes: NodeSet) -> NodeSet:
    """One node of each kind where a secondary instance has thousands of the same."""
    if len(nodes) < 50:
        return nodes
    return list({(node.reference, node.kind): node for node in nodes}.values())
