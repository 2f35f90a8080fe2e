"""What publishing already worked out, kept with the form: a layout and its graph, ready to be run again.

Reading an XForm means parsing its XML and each of its expressions, and looking for what depends on what.
None of that can turn out differently the next time, so its outcome is written down once, as JSON, and read
back in a tenth of the time; no parser is imported for it.

A program is only read by the version of the engine that wrote it. For any other it is as if there were
none, and the XForm is read: that is always the form itself, and the program nothing but its shadow.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from types import MappingProxyType
from typing import Any, TypeVar

import fieldcheck
from fieldcheck.engine import client, definition, graph
from fieldcheck.engine.compiler import Expression, compile_syntax
from fieldcheck.engine.definition import Itext, Layout, Parts
from fieldcheck.engine.grammar import BadExpression
from fieldcheck.engine.graph import Graph
from fieldcheck.engine.syntax import from_data, to_data
from fieldcheck.engine.tree import TreeNode

PROGRAM = 1
"""Counts the ways in which programs were written; the fields of what is in them count by themselves."""

_EXPRESSION, _ITEXT, _MAPPING, _SET = "expression", "itext", "mapping", "set"
_TREE, _TREES = "tree", "trees"
_PLAIN = (str, int, float, bool, type(None))
_RECORDS: Mapping[str, Any] = {
    kind.__name__: kind
    for room in (definition, graph, client)
    for kind in vars(room).values()
    if isinstance(kind, type) and is_dataclass(kind) and kind.__module__ == room.__name__
}
"""The dataclasses that a layout and a graph are made of."""


def _stamp() -> str:
    shapes = {name: [one.name for one in fields(kind)] for name, kind in sorted(_RECORDS.items())}
    return f"{fieldcheck.__version__}/{PROGRAM}/{zlib.crc32(repr(shapes).encode()):08x}"


STAMP = _stamp()
"""Who can read what is written now: the version, and the shape of everything that is in it."""


@dataclass(frozen=True, slots=True)
class Program:
    """A form, and by their text the expressions that stand beside it, in signals and referrals."""

    layout: Layout
    graph: Graph
    rules: Mapping[str, Expression] = field(default_factory=dict)


def write(program: Program, xform: str) -> bytes:
    """The program of an XForm as JSON, from which :func:`read` makes the same one."""
    writer = _Writer()
    content = {
        "stamp": STAMP,
        "xform": _digest(xform),
        "namespaces": dict(program.layout.namespaces),
        "layout": writer.packed(program.layout),
        "graph": writer.packed(program.graph),
        "rules": {text: to_data(rule.syntax) for text, rule in program.rules.items()},
        "expressions": writer.expressions,
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def read(kept: bytes, xform: str) -> Program | None:
    """What :func:`write` wrote; None when another version did, it is of another XForm, or it is damaged."""
    if not kept:
        return None
    try:
        data: dict[str, Any] = json.loads(kept)
        if data["stamp"] != STAMP or data["xform"] != _digest(xform):
            return None
        namespaces = data["namespaces"]
        reader = _Reader(data["expressions"], namespaces)
        rules = {
            text: compile_syntax(text, from_data(syntax), namespaces=namespaces)
            for text, syntax in data["rules"].items()
        }
        return Program(reader.unpacked(data["layout"]), reader.unpacked(data["graph"]), rules)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, BadExpression):
        return None


def _digest(xform: str) -> str:
    return hashlib.sha256(xform.encode()).hexdigest()


class _Writer:
    """JSON has lists for tuples; everything else is an object with one key that says what it is."""

    def __init__(self) -> None:
        self.expressions: list[Any] = []
        self._places: dict[int, int] = {}

    def packed(self, value: object) -> Any:
        if isinstance(value, _PLAIN):
            return value
        match value:
            case tuple():
                return [self.packed(one) for one in value]
            case Expression():
                return {_EXPRESSION: self._place(value)}
            case TreeNode():
                return {_TREE: _packed_tree(value)}
            case Itext():
                return {_ITEXT: [list(value.languages), value.default, self._texts(value)]}
            case Mapping() if value and all(
                isinstance(key, str) and isinstance(one, TreeNode) for key, one in value.items()
            ):
                return {_TREES: {key: _packed_tree(one) for key, one in value.items()}}
            case Mapping():
                return {_MAPPING: [[self.packed(key), self.packed(one)] for key, one in value.items()]}
            case frozenset():
                return {_SET: sorted(value)}
        if _RECORDS.get(type(value).__name__) is type(value):
            return {type(value).__name__: [self.packed(getattr(value, name)) for name in _names(type(value))]}
        raise TypeError(f"a program cannot hold {type(value).__name__}")

    def _place(self, expression: Expression) -> int:
        if id(expression) not in self._places:
            self._places[id(expression)] = len(self.expressions)
            self.expressions.append([expression.text, to_data(expression.syntax)])
        return self._places[id(expression)]

    def _texts(self, itext: Itext) -> dict[str, Any]:
        """By language and id; a text of one string without other forms is that string."""
        return {
            tag: {
                identifier: forms[""][0]
                if list(forms) == [""] and len(forms[""]) == 1 and isinstance(forms[""][0], str)
                else {form: self.packed(parts) for form, parts in forms.items()}
                for identifier, forms in texts.items()
            }
            for tag, texts in itext.texts.items()
        }


class _Reader:
    def __init__(self, expressions: list[Any], namespaces: dict[str, str]) -> None:
        self._expressions = [
            compile_syntax(text, from_data(syntax), namespaces=namespaces, extra=frozenset())
            for text, syntax in expressions
        ]

    def unpacked(self, data: Any) -> Any:
        if isinstance(data, list):
            return tuple([one if isinstance(one, _PLAIN) else self.unpacked(one) for one in data])
        if not isinstance(data, dict):
            return data
        ((kind, content),) = data.items()
        record = _RECORDS.get(kind)
        if kind == _ITEXT:
            languages, default, texts = content
            return Itext(tuple(languages), default, _Later(texts, self._texts))
        if record is not None:
            return record(*self.unpacked(content))
        if kind == _EXPRESSION:
            return self._expressions[content]
        if kind == _TREES:
            return _Later(content, _unpacked_tree)
        if kind == _TREE:
            return _unpacked_tree(content)
        if kind == _MAPPING:
            return MappingProxyType({self.unpacked(key): self.unpacked(one) for key, one in content})
        if kind == _SET:
            return frozenset(content)
        raise ValueError(kind)

    def _texts(self, texts: dict[str, Any]) -> dict[str, Mapping[str, Parts]]:
        return {
            identifier: {"": (text,)}
            if isinstance(text, str)
            else {form: self.unpacked(parts) for form, parts in text.items()}
            for identifier, text in texts.items()
        }


_Read = TypeVar("_Read")


class _Later(Mapping[str, _Read]):
    """Reads a value when it is first asked for: an interview sees two of ten languages and few lists."""

    def __init__(self, packed: Mapping[str, Any], read: Callable[[Any], _Read]) -> None:
        self._packed = packed
        self._unpack = read
        self._known: dict[str, _Read] = {}

    def __getitem__(self, key: str) -> _Read:
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._unpack(self._packed[key])
        return found

    def __iter__(self) -> Iterator[str]:
        return iter(self._packed)

    def __len__(self) -> int:
        return len(self._packed)


def _names(kind: Any) -> list[str]:
    return [one.name for one in fields(kind)]


def _packed_tree(node: TreeNode) -> list[Any]:
    """``[kind, name, prefix, uri, value, order, attributes, children]``, the last two left out when empty."""
    packed = [node.kind, node.name, node.prefix, node.uri, node.value, node.order]
    if node.attributes or node.children:
        packed.append([_packed_tree(one) for one in node.attributes])
        packed.append([_packed_tree(one) for one in node.children])
    return packed


def _unpacked_tree(packed: list[Any]) -> TreeNode:
    kind, name, prefix, uri, value, order, *below = packed
    node = TreeNode(kind, name, prefix=prefix, uri=uri, value=value, order=order)
    if below:
        node.attributes = [_unpacked_tree(one) for one in below[0]]
        node.children = [_unpacked_tree(one) for one in below[1]]
        for child in (*node.attributes, *node.children):
            child.parent = node
    return node
