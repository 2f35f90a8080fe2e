"""What an XPath expression is made of, after parsing. Chains are flat, so only true nesting makes depth."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
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


def parts(node: Syntax) -> tuple[Syntax, ...]:
    """The expressions directly inside ``node``."""
    if isinstance(node, Path):
        inside = node.predicates
        if node.start is not None and not isinstance(node.start, str):
            inside = (node.start, *inside)
        for step in node.steps:
            if step.predicates:
                inside += step.predicates
        return inside
    if isinstance(node, Call):
        return node.arguments
    if isinstance(node, Chain):
        return (node.first, *[operand for _, operand in node.rest])
    if isinstance(node, Union):
        return node.operands
    if isinstance(node, Negation):
        return (node.operand,)
    return ()


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
    try:
        return _READERS[data[0]](data)
    except (KeyError, IndexError, TypeError, ValueError) as error:
        raise ValueError(f"no expression: {data!r:.80}") from error


def _read_call(data: list[Any]) -> Syntax:
    return Call(_text(data[1]), tuple([from_data(argument) for argument in data[3:]]), int(data[2]))


def _read_chain(data: list[Any]) -> Syntax:
    operands = [from_data(operand) for operand in data[3::2]]
    return Chain(from_data(data[1]), tuple(zip(map(_text, data[2::2]), operands, strict=True)))


def _read_filter(data: list[Any]) -> Syntax:
    predicates = tuple([from_data(predicate) for predicate in data[2]])
    return Path(from_data(data[1]), _read_steps(data[3:]), predicates)


def _read_steps(data: list[Any]) -> tuple[Step, ...]:
    return tuple([Step("child", step) if isinstance(step, str) else _read_step(step) for step in data])


def _read_step(data: list[Any]) -> Step:
    axis, test, *predicates = data
    return Step(_text(axis), _text(test), tuple([from_data(predicate) for predicate in predicates]))


def _text(data: object) -> str:
    if not isinstance(data, str):
        raise ValueError("no text")
    return data


_READERS: Mapping[str, Callable[[list[Any]], Syntax]] = {
    "#": lambda data: Literal(float(data[1])),
    "()": _read_call,
    "-": lambda data: Negation(from_data(data[1])),
    "~": _read_chain,
    "|": lambda data: Union(tuple([from_data(operand) for operand in data[1:]])),
    ".": lambda data: Path(None, _read_steps(data[1:])),
    "/": lambda data: Path("/", _read_steps(data[1:])),
    "[": _read_filter,
}


def _step_to_data(step: Step) -> Data:
    if step.axis == "child" and not step.predicates:
        return step.test
    return [step.axis, step.test, *map(to_data, step.predicates)]
