"""What a rule of the action means, however it was written: whether two say one thing, or one says nothing."""

from __future__ import annotations

import math
from collections.abc import Iterator

from fieldcheck.engine import compile_expression
from fieldcheck.engine.syntax import Call, Chain, Literal, Negation, Syntax
from fieldcheck.triage.calls import FUNCTIONS

_TURNED = {">": "<", ">=": "<=", "<": ">", "<=": ">="}
_EITHER_WAY = frozenset({"=", "!="})


def meaning(when: str) -> str:
    """The condition in one way of writing: the same for ``18 > fc:age()`` and ``fc:age() < 18``.

    The order of what ``and`` and ``or`` join does not matter, nor does saying it twice. BadExpression for
    what cannot be read.
    """
    return _written(compile_expression(when, extra=FUNCTIONS).syntax)


def never_holds(when: str) -> bool:
    """Whether no number can make the condition true: ``fc:age() < 18 and fc:age() > 30``.

    Only figures held against numbers are looked at; False says no more than that none of them clash.
    """
    return _never(compile_expression(when, extra=FUNCTIONS).syntax)


def _written(node: Syntax) -> str:
    if isinstance(node, Literal):
        return repr(node.value) if isinstance(node.value, str) else repr(float(node.value))
    if isinstance(node, Negation):
        return f"-{_written(node.operand)}"
    if isinstance(node, Call):
        return f"{node.name}({', '.join(map(_written, node.arguments))})"
    if not isinstance(node, Chain):
        return repr(node)
    joined = _joined_by(node)
    if joined:
        return f" {joined} ".join(sorted({f"({_written(one)})" for one in _flat(node, joined)}))
    if len(node.rest) == 1:
        return _compared(node.first, *node.rest[0])
    return _written(node.first) + "".join(f" {sign} {_written(one)}" for sign, one in node.rest)


def _compared(left: Syntax, sign: str, right: Syntax) -> str:
    one, two = _written(left), _written(right)
    if sign in (">", ">=") or (sign in _EITHER_WAY and two < one):
        one, two, sign = two, one, _TURNED.get(sign, sign)
    return f"{one} {sign} {two}"


def _joined_by(node: Chain) -> str:
    signs = {sign for sign, _ in node.rest}
    return next((word for word in ("and", "or") if signs == {word}), "")


def _flat(node: Syntax, word: str) -> Iterator[Syntax]:
    if not isinstance(node, Chain) or _joined_by(node) != word:
        yield node
        return
    for one in (node.first, *(operand for _, operand in node.rest)):
        yield from _flat(one, word)


def _never(node: Syntax) -> bool:
    if not isinstance(node, Chain):
        return False
    if _joined_by(node) == "or":
        return all(_never(one) for one in _flat(node, "or"))
    parts = list(_flat(node, "and"))
    if len(parts) > 1 and any(_never(one) for one in parts):
        return True
    room: dict[str, tuple[float, bool, float, bool]] = {}
    for part in parts:
        held = _against_a_number(part)
        if held is None:
            continue
        subject, sign, number = held
        low, low_open, high, high_open = room.get(subject, (-math.inf, False, math.inf, False))
        if sign in (">", ">=", "=") and (number, sign == ">") > (low, low_open):
            low, low_open = number, sign == ">"
        if sign in ("<", "<=", "=") and (-number, sign == "<") > (-high, high_open):
            high, high_open = number, sign == "<"
        if low > high or (low == high and (low_open or high_open)):
            return True
        room[subject] = low, low_open, high, high_open
    return False


def _against_a_number(node: Syntax) -> tuple[str, str, float] | None:
    """``subject``, sign and number of a comparison with a number, the subject at the left."""
    if not isinstance(node, Chain) or len(node.rest) != 1:
        return None
    (sign, right), left = node.rest[0], node.first
    if sign not in (*_TURNED, "="):
        return None
    if isinstance(left, Literal):
        left, right, sign = right, left, _TURNED.get(sign, sign)
    if isinstance(left, Literal) or not isinstance(right, Literal) or isinstance(right.value, str):
        return None
    return _written(left), sign, float(right.value)
