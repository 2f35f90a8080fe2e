"""The functions of XPath 1.0, with ODK's widenings of ``concat`` and ``position``."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from fieldcheck.engine.functions_maths import MATHS, half_up
from fieldcheck.engine.scope import Function, Scope, nodes_of, strings_of
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import Value, to_boolean, to_number, to_string

_SPACES = re.compile(r"[ \t\r\n]+")


def _position(scope: Scope, given: Value | None = None) -> float:
    if given is None:
        return float(scope.position)
    nodes = nodes_of(given, "position()")
    if not nodes:
        return math.nan
    if nodes[0].parent is None:
        return 1.0
    node = nodes[0]
    scope.visit(len(nodes[0].parent.children))
    twins = nodes[0].parent.elements(node.name)
    return float(next((place for place, other in enumerate(twins, 1) if other is node), 1))


def _subject(scope: Scope, given: Value | None, what: str) -> TreeNode | None:
    if given is None:
        return scope.node
    nodes = nodes_of(given, f"{what}()")
    return nodes[0] if nodes else None


def _local_name(scope: Scope, given: Value | None = None) -> str:
    node = _subject(scope, given, "local-name")
    return node.name if node else ""


def _name(scope: Scope, given: Value | None = None) -> str:
    node = _subject(scope, given, "name")
    return node.qualified_name if node else ""


def _namespace_uri(scope: Scope, given: Value | None = None) -> str:
    node = _subject(scope, given, "namespace-uri")
    return node.uri if node else ""


def _identified(scope: Scope, given: Value) -> Value:
    wanted = {word for text in strings_of([given]) for word in text.split()}
    top = scope.node.top()
    found = []
    for node in top.descendants():
        names = (node.attribute("id"), node.attribute("xml:id"))
        if any(name in wanted for name in names if name is not None):
            found.append(node)
    return found


def _string(scope: Scope, given: Value | None = None) -> str:
    return scope.node.text if given is None else to_string(given)


def _number(scope: Scope, given: Value | None = None) -> float:
    return to_number(scope.node.text if given is None else given, scope.environment.zone)


def _substring(scope: Scope, given: Value, start: Value, length: Value | None = None) -> str:
    text = to_string(given)
    zone = scope.environment.zone
    first = half_up(to_number(start, zone))
    end = first + half_up(to_number(length, zone)) if length is not None else math.inf
    return "".join(char for place, char in enumerate(text, 1) if first <= place < end)


def _translate(_scope: Scope, given: Value, old: Value, new: Value) -> str:
    source, target = to_string(old), to_string(new)
    table: dict[int, str | None] = {}
    for place, char in enumerate(source):
        table.setdefault(ord(char), target[place] if place < len(target) else None)
    return to_string(given).translate(table)


def _language(scope: Scope, wanted: Value) -> bool:
    node: TreeNode | None = scope.node
    while node is not None:
        tag = node.attribute("xml:lang")
        if tag is not None:
            return f"{tag.lower()}-".startswith(f"{to_string(wanted).lower()}-")
        node = node.parent
    return False


def _sum(scope: Scope, given: Value) -> float:
    zone = scope.environment.zone
    return sum((to_number(node.text, zone) for node in nodes_of(given, "sum()")), 0.0)


def _normalised(scope: Scope, given: Value | None = None) -> str:
    return _SPACES.sub(" ", _string(scope, given).strip(" \t\r\n"))


def _xpath_round(scope: Scope, given: Value) -> float:
    return half_up(to_number(given, scope.environment.zone))


CORE: Mapping[str, Function] = {
    "last": Function(lambda scope: float(scope.size), 0, 0),
    "position": Function(_position, 0, 1),
    "count": Function(lambda _, given: float(len(nodes_of(given, "count()"))), 1, 1),
    "id": Function(_identified, 1, 1),
    "local-name": Function(_local_name, 0, 1),
    "name": Function(_name, 0, 1),
    "namespace-uri": Function(_namespace_uri, 0, 1),
    "string": Function(_string, 0, 1),
    "concat": Function(lambda _, *given: "".join(strings_of(given)), 0, None),
    "starts-with": Function(lambda _, text, head: to_string(text).startswith(to_string(head)), 2, 2),
    "ends-with": Function(lambda _, text, tail: to_string(text).endswith(to_string(tail)), 2, 2),
    "contains": Function(lambda _, text, part: to_string(part) in to_string(text), 2, 2),
    "substring-before": Function(
        lambda _, text, mark: (
            to_string(text).partition(to_string(mark))[0]
            if to_string(mark) and to_string(mark) in to_string(text)
            else ""
        ),
        2,
        2,
    ),
    "substring-after": Function(
        lambda _, text, mark: (
            to_string(text).partition(to_string(mark))[2] if to_string(mark) else to_string(text)
        ),
        2,
        2,
    ),
    "substring": Function(_substring, 2, 3),
    "string-length": Function(lambda scope, *given: float(len(_string(scope, *given))), 0, 1),
    "normalize-space": Function(_normalised, 0, 1),
    "translate": Function(_translate, 3, 3),
    "boolean": Function(lambda _, given: to_boolean(given), 1, 1),
    "not": Function(lambda _, given: not to_boolean(given), 1, 1),
    "true": Function(lambda _: True, 0, 0),
    "false": Function(lambda _: False, 0, 0),
    "lang": Function(_language, 1, 1),
    "number": Function(_number, 0, 1),
    "sum": Function(_sum, 1, 1),
}

XPATH: Mapping[str, Function] = {
    **CORE,
    "floor": MATHS["floor"],
    "ceiling": MATHS["ceiling"],
    "round": Function(_xpath_round, 1, 1),
}
"""XPath 1.0 by itself, for documents that are no forms."""
