"""The axes of XPath and the tests on their nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import NodeSet

Axis = Callable[[TreeNode], Iterable[TreeNode]]
Test = Callable[[TreeNode], bool]


def _parent(node: TreeNode) -> NodeSet:
    return [node.parent] if node.parent is not None else []


def _ancestors(node: TreeNode) -> NodeSet:
    found = []
    above = node.parent
    while above is not None:
        found.append(above)
        above = above.parent
    return found


def _siblings(node: TreeNode, *, after: bool) -> NodeSet:
    if node.parent is None or node.kind == "attribute":
        return []
    row = node.parent.children
    place = next(index for index, other in enumerate(row) if other is node)
    return row[place + 1 :] if after else row[:place][::-1]


def _following(node: TreeNode) -> NodeSet:
    found: NodeSet = []
    if node.kind == "attribute" and node.parent is not None:
        found.extend(node.parent.descendants())
        node = node.parent
    for start in [node, *_ancestors(node)]:
        for sibling in _siblings(start, after=True):
            found.append(sibling)
            found.extend(sibling.descendants())
    return found


def _preceding(node: TreeNode) -> NodeSet:
    found: NodeSet = []
    if node.kind == "attribute" and node.parent is not None:
        node = node.parent
    for start in [node, *_ancestors(node)]:
        for sibling in _siblings(start, after=False):
            found.extend(reversed([sibling, *sibling.descendants()]))
    return found


AXES: Mapping[str, Axis] = {
    "child": lambda node: node.children,
    "attribute": lambda node: node.attributes,
    "self": lambda node: [node],
    "parent": _parent,
    "ancestor": _ancestors,
    "ancestor-or-self": lambda node: [node, *_ancestors(node)],
    "descendant": lambda node: node.descendants(),
    "descendant-or-self": lambda node: [node, *node.descendants()],
    "following-sibling": lambda node: _siblings(node, after=True),
    "preceding-sibling": lambda node: _siblings(node, after=False),
    "following": _following,
    "preceding": _preceding,
    "namespace": lambda node: [],
}
REVERSE = frozenset(["ancestor", "ancestor-or-self", "preceding", "preceding-sibling", "parent"])

_KINDS = {"text()": "text", "comment()": "comment", "processing-instruction()": "instruction"}


def node_test(axis: str, test: str, namespaces: Mapping[str, str]) -> Test:
    """The test of a step as a function.

    A name without a prefix matches what was written without a prefix, whatever its default namespace:
    XForms instances are addressed that way. Where ``namespaces`` knows "", it matches what has that URI or
    none at all, as XPath has it. Prefixes go by their URI where one is known.
    """
    kind = "attribute" if axis == "attribute" else "element"
    if test == "node()":
        return lambda node: True
    if test in _KINDS:
        wanted = _KINDS[test]
        return lambda node: node.kind == wanted
    if test.startswith("processing-instruction("):
        target = test[len("processing-instruction(") : -1]
        return lambda node: node.kind == "instruction" and node.name == target
    if test == "*":
        return lambda node: node.kind == kind
    prefix, colon, name = test.partition(":")
    if not colon and "" in namespaces:
        uris = ("", namespaces[""]) if kind == "element" else ("",)
        return lambda node: node.name == test and node.uri in uris and node.kind == kind
    if not colon:
        return lambda node: node.name == test and not node.prefix and node.kind == kind
    uri = namespaces.get(prefix)
    if uri is None:
        return lambda node: node.prefix == prefix and name in ("*", node.name) and node.kind == kind
    return lambda node: node.uri == uri and name in ("*", node.name) and node.kind == kind
