"""What an XPath expression is made of, after parsing. Chains are flat, so only true nesting makes depth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

DEEPEST = 100
"""Levels of brackets, calls and predicates in one expression; deeper is refused with a clear error."""

LAYERS = 150
"""Parts inside parts: what one expression costs of the stack when it is evaluated, whoever calls it."""

LONGEST = 64 * 1024
"""Characters in one expression."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A string or a number."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Call:
    """A function call; ``name`` as written, prefix included."""

    name: str
    arguments: tuple[Syntax, ...]
    column: int


@dataclass(frozen=True, slots=True)
class Negation:
    """Unary minus."""

    operand: Syntax


@dataclass(frozen=True, slots=True)
class Chain:
    """``a + b - c``: operators of one precedence, applied from the left."""

    first: Syntax
    rest: tuple[tuple[str, Syntax], ...]


@dataclass(frozen=True, slots=True)
class Union:
    """``a | b``."""

    operands: tuple[Syntax, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. ``test`` is a name, ``*``, ``prefix:*`` or a node type such as ``text()``."""

    axis: str
    test: str
    predicates: tuple[Syntax, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """A location path; ``start`` is None when relative, ``"/"`` when absolute, else what it filters."""

    start: Syntax | str | None
    steps: tuple[Step, ...]
    predicates: tuple[Syntax, ...] = ()
    """Predicates on ``start`` itself, where it is an expression."""


Syntax = Literal | Call | Negation | Chain | Union | Path


def parts(node: Syntax) -> Iterator[Syntax]:
    """The expressions directly inside ``node``."""
    match node:
        case Call():
            yield from node.arguments
        case Negation():
            yield node.operand
        case Chain():
            yield node.first
            yield from (operand for _, operand in node.rest)
        case Union():
            yield from node.operands
        case Path():
            if node.start is not None and not isinstance(node.start, str):
                yield node.start
            yield from node.predicates
            for step in node.steps:
                yield from step.predicates
        case Literal():
            pass


def walk(node: Syntax) -> Iterator[Syntax]:
    """``node`` and everything inside it."""
    stack = [node]
    while stack:
        current = stack.pop()
        yield current
        stack.extend(parts(current))


def layers(root: Syntax) -> int:
    """How deep ``root`` is: parts inside parts, where a predicate counts twice for the steps around it."""
    deepest = 0
    stack = [(root, 1)]
    while stack:
        node, depth = stack.pop()
        deepest = max(deepest, depth)
        inner = depth + (2 if isinstance(node, Path) else 1)
        stack.extend((part, inner) for part in parts(node))
    return deepest


Data = str | list[Any]
"""A syntax tree as JSON holds it: strings and lists only, so that every JSON keeps it exactly."""


def to_data(node: Syntax) -> Data:
    """``node`` in a compact form for JSON, from which ``from_data`` makes the same tree without parsing."""
    match node:
        case Literal(value=str() as text):
            return text
        case Literal():
            return ["#", repr(node.value)]
        case Call():
            return ["()", node.name, str(node.column), *map(to_data, node.arguments)]
        case Negation():
            return ["-", to_data(node.operand)]
        case Chain():
            return [
                "~",
                to_data(node.first),
                *(part for sign, rest in node.rest for part in (sign, to_data(rest))),
            ]
        case Union():
            return ["|", *map(to_data, node.operands)]
        case Path():
            steps = [_step_to_data(step) for step in node.steps]
            if node.start is None:
                return [".", *steps]
            if isinstance(node.start, str):
                return ["/", *steps]
            return ["[", to_data(node.start), [to_data(predicate) for predicate in node.predicates], *steps]


def from_data(data: Data) -> Syntax:
    """The tree that ``to_data`` wrote. Raises ValueError when ``data`` is nothing it writes."""
    if isinstance(data, str):
        return Literal(data)
    match data:
        case ["#", str() as number]:
            return Literal(float(number))
        case ["()", str() as name, str() as column, *arguments]:
            return Call(name, tuple(map(from_data, arguments)), int(column))
        case ["-", operand]:
            return Negation(from_data(operand))
        case ["~", first, *rest] if rest and len(rest) % 2 == 0:
            operands = map(from_data, rest[1::2])
            return Chain(from_data(first), tuple(zip(map(str, rest[::2]), operands, strict=True)))
        case ["|", *operands]:
            return Union(tuple(map(from_data, operands)))
        case [".", *steps]:
            return Path(None, tuple(map(_step_from_data, steps)))
        case ["/", *steps]:
            return Path("/", tuple(map(_step_from_data, steps)))
        case ["[", start, list() as predicates, *steps]:
            return Path(
                from_data(start), tuple(map(_step_from_data, steps)), tuple(map(from_data, predicates))
            )
    raise ValueError(f"no expression: {data!r:.80}")


def _step_to_data(step: Step) -> Data:
    if step.axis == "child" and not step.predicates:
        return step.test
    return [step.axis, step.test, *map(to_data, step.predicates)]


def _step_from_data(data: Data) -> Step:
    if isinstance(data, str):
        return Step("child", data)
    match data:
        case [str() as axis, str() as test, *predicates]:
            return Step(axis, test, tuple(map(from_data, predicates)))
    raise ValueError(f"no step: {data!r:.80}")
