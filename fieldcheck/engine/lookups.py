"""Rows of a list looked up by a column: ``instance('cities')/root/item[province = /data/province]``.

Choice filters and labels of choices are nearly always of this shape, and a list can have thousands of rows.
Secondary instances never change, so the rows of each text of a column are found once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from fieldcheck.engine.scope import Compiled, Environment, Scope
from fieldcheck.engine.syntax import Call, Chain, Literal, Path, Step, Syntax
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import NodeSet, Value


@dataclass(frozen=True, slots=True)
class Lookup:
    """The parts of such a path: the list, the way to its rows, their column, and what it must be equal to."""

    instance: str
    names: tuple[str, ...]
    column: str
    wanted: Syntax
    place: int
    """Which of the steps has the predicate."""


def lookup_in(path: Path) -> Lookup | None:
    """The lookup that ``path`` is, when it is one."""
    start = path.start
    if not isinstance(start, Call) or start.name != "instance" or path.predicates:
        return None
    if len(start.arguments) != 1 or not isinstance(start.arguments[0], Literal):
        return None
    place = next((index for index, step in enumerate(path.steps) if step.predicates), -1)
    if place < 0 or not all(_is_name(step) for step in path.steps[: place + 1]):
        return None
    predicate = path.steps[place].predicates[0]
    if not isinstance(predicate, Chain) or len(predicate.rest) != 1 or predicate.rest[0][0] != "=":
        return None
    for one, other in ((predicate.first, predicate.rest[0][1]), (predicate.rest[0][1], predicate.first)):
        column = _column(one)
        if column and _stands_alone(other):
            names = tuple(step.test for step in path.steps[: place + 1])
            return Lookup(str(start.arguments[0].value), names, column, other, place)
    return None


def _is_name(step: Step) -> bool:
    return step.axis == "child" and step.test != "*" and ":" not in step.test and "(" not in step.test


def _column(node: Syntax) -> str:
    if isinstance(node, Path) and node.start is None and len(node.steps) == 1:
        step = node.steps[0]
        return step.test if _is_name(step) and not step.predicates else ""
    return ""


def _stands_alone(node: Syntax) -> bool:
    """Whether its value is the same for every row: a text, an absolute path, or one from ``current()``."""
    if isinstance(node, Literal):
        return isinstance(node.value, str)
    if not isinstance(node, Path) or any(step.predicates for step in node.steps) or node.predicates:
        return False
    start = node.start
    return start == "/" or (isinstance(start, Call) and start.name == "current")


def looked_up(
    lookup: Lookup, wanted: Compiled, onwards: Callable[[NodeSet, Scope], NodeSet], otherwise: Compiled
) -> Compiled:
    """The lookup as a function: ``onwards`` takes what is found through the rest of the path."""

    def found(scope: Scope) -> Value:
        value = wanted(scope)
        environment = scope.environment
        root = environment.instances.get(lookup.instance)
        if root is None or not isinstance(value, str | list):
            return otherwise(scope)
        rows = _rows(environment, root, lookup)
        if isinstance(value, str):
            return onwards(rows.get(value, []).copy(), scope)
        texts = dict.fromkeys(node.text for node in value)
        if len(texts) == 1:
            return onwards(rows.get(next(iter(texts)), []).copy(), scope)
        several = {id(row): row for text in texts for row in rows.get(text, ())}
        return onwards(sorted(several.values(), key=lambda row: row.order), scope)

    return found


def _rows(environment: Environment, root: TreeNode, lookup: Lookup) -> dict[str, NodeSet]:
    key = (id(root), lookup.names, lookup.column)
    rows = environment.rows.get(key)
    if rows is None:
        rows = environment.rows[key] = {}
        for row in _at(root, lookup.names):
            for text in dict.fromkeys(cell.text for cell in _children(row, lookup.column)):
                rows.setdefault(text, []).append(row)
    return rows


def _at(root: TreeNode, names: tuple[str, ...]) -> NodeSet:
    found = [root]
    for name in names:
        found = [child for parent in found for child in _children(parent, name)]
    return found


def _children(node: TreeNode, name: str) -> NodeSet:
    return [
        child
        for child in node.children
        if child.kind == "element" and child.name == name and not child.prefix
    ]
