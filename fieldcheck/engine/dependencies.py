"""What an expression reads, found without evaluating it.

Paths are followed over the form's tree with predicates left out, so the answer is never too small; what a
predicate reads counts too.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from fieldcheck.engine.axes import AXES, node_test
from fieldcheck.engine.compiler import in_order
from fieldcheck.engine.syntax import Call, Literal, Path, Step, Syntax, Union, parts
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import NodeSet

_READS_CONTEXT = frozenset(["string", "number", "string-length", "normalize-space"])


@dataclass(slots=True)
class Reads:
    """What was found: elements of any tree, and paths that lead nowhere."""

    nodes: dict[int, TreeNode] = field(default_factory=dict)
    missing: list[str] = field(default_factory=list)


def reads(
    syntax: Syntax,
    context: Iterable[TreeNode],
    root: TreeNode,
    instances: Mapping[str, TreeNode],
    namespaces: Mapping[str, str],
) -> Reads:
    """Everything ``syntax`` may read when it stands at one of ``context``."""
    start = list(context)
    reader = _Reader(root, instances, namespaces, start)
    reader.collect(syntax, start)
    return reader.found


def reach(
    syntax: Syntax,
    context: Iterable[TreeNode],
    root: TreeNode,
    instances: Mapping[str, TreeNode],
    namespaces: Mapping[str, str],
) -> NodeSet:
    """Every node that ``syntax`` could ever stand for, whatever its predicates say."""
    start = list(context)
    return in_order(_Reader(root, instances, namespaces, start, whole=True).reach(syntax, start))


class _Reader:
    def __init__(
        self,
        root: TreeNode,
        instances: Mapping[str, TreeNode],
        namespaces: Mapping[str, str],
        current: NodeSet,
        *,
        whole: bool = False,
    ) -> None:
        self._whole = whole
        self._root = root
        self._instances = instances
        self._namespaces = namespaces
        self._current = current
        self.found = Reads()

    def collect(self, syntax: Syntax, contexts: NodeSet) -> None:
        if isinstance(syntax, Path):
            self._add(self.reach(syntax, contexts))
            return
        if isinstance(syntax, Call) and not syntax.arguments and syntax.name in _READS_CONTEXT:
            self._add(contexts)
        for part in parts(syntax):
            self.collect(part, contexts)

    def _add(self, nodes: NodeSet) -> None:
        for node in nodes:
            self.found.nodes[id(node)] = node

    def reach(self, syntax: Syntax, contexts: NodeSet) -> NodeSet:
        """The nodes an expression may stand for."""
        match syntax:
            case Path():
                return self._follow(syntax, contexts)
            case Union():
                return [node for operand in syntax.operands for node in self.reach(operand, contexts)]
            case Call(name="current"):
                return self._current
            case Call(name="instance", arguments=(Literal(value=name),)):
                found = self._instances.get(str(name))
                if found is None:
                    self.found.missing.append(f"instance('{name}')")
                return [found] if found is not None else []
            case _:
                self.collect(syntax, contexts)
                return [node for part in parts(syntax) for node in self.reach(part, contexts)]

    def _follow(self, path: Path, contexts: NodeSet) -> NodeSet:
        if path.start is None:
            nodes = contexts
        elif isinstance(path.start, str):
            nodes = [self._root]
        else:
            nodes = self.reach(path.start, contexts)
            for predicate in path.predicates:
                self.collect(predicate, nodes)
        for step in path.steps:
            nodes = self._step(step, nodes, absolute=path.start == "/")
        return nodes

    def _step(self, step: Step, nodes: NodeSet, *, absolute: bool) -> NodeSet:
        axis, test = AXES[step.axis], node_test(step.axis, step.test, self._namespaces)
        found = in_order([other for node in nodes for other in axis(node) if test(other)])
        if not self._whole:
            found = _sample(found)
        if nodes and not found and absolute and step.axis == "child" and "(" not in step.test:
            self.found.missing.append(f"{nodes[0].reference.rstrip('/')}/{step.test}")
        for predicate in step.predicates:
            self.collect(predicate, found)
        return found


def _sample(nodes: NodeSet) -> NodeSet:
    """One node of each kind where a secondary instance has thousands of the same."""
    if len(nodes) < 50:
        return nodes
    return list({(node.reference, node.kind): node for node in nodes}.values())
