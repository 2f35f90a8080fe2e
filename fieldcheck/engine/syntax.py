"""What an XPath expression is made of, after parsing. Chains are flat, so only true nesting makes depth."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

DEEPEST = 100
"""Levels of brackets, calls and predicates in one expression; deeper is refused with a clear error."""

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
