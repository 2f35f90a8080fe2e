"""The operators of XPath as functions, with short ways for the comparisons that forms are full of."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Mapping
from datetime import tzinfo

from fieldcheck.engine.scope import Compiled, Scope
from fieldcheck.engine.values import NodeSet, Value, to_boolean, to_number

RELATIONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def logical(operands: list[Compiled], *, until: bool) -> Compiled:
    """``and`` (until False) and ``or`` (until True): stops where the outcome is known."""
    if len(operands) == 2:
        one, two = operands

        def both(scope: Scope) -> Value:
            value = one(scope)
            if (value if value is True or value is False else to_boolean(value)) is until:
                return until
            value = two(scope)
            return value if value is True or value is False else to_boolean(value)

        return both

    def several(scope: Scope) -> Value:
        for operand in operands:
            if to_boolean(operand(scope)) is until:
                return until
        return not until

    return several


def comparison(sign: str, left: Compiled, right: Compiled, literal: Value | None) -> Compiled:
    """``left sign right``; ``literal`` is what the right side always is, where that is known."""
    if isinstance(literal, str) and sign in ("=", "!="):
        return _same_text(left, right, literal, sign)
    if isinstance(literal, float) and sign in RELATIONS:
        return _against_number(left, literal, RELATIONS[sign])
    return lambda scope: compare(sign, left(scope), right(scope), scope.environment.zone)


def _same_text(left: Compiled, right: Compiled, text: str, sign: str) -> Compiled:
    wanted = sign == "="

    def same(scope: Scope) -> Value:
        value = left(scope)
        if type(value) is list:
            for node in value:  # noqa: SIM110 - a generator costs more than what it would say
                if (node.text == text) is wanted:
                    return True
            return False
        return compare(sign, value, right(scope), scope.environment.zone)

    return same


def _against_number(left: Compiled, number: float, relation: Callable[[float, float], bool]) -> Compiled:
    def ordered(scope: Scope) -> Value:
        value = left(scope)
        zone = scope.environment.zone
        if type(value) is list:
            for node in value:  # noqa: SIM110 - a generator costs more than what it would say
                if relation(to_number(node.text, zone), number):
                    return True
            return False
        return relation(to_number(value, zone), number)

    return ordered


def comparisons(first: Compiled, rest: list[tuple[str, Compiled]]) -> Compiled:
    """``a = b = c``, applied from the left."""

    def several(scope: Scope) -> Value:
        value = first(scope)
        for sign, operand in rest:
            value = compare(sign, value, operand(scope), scope.environment.zone)
        return value

    return several


def compare(sign: str, left: Value, right: Value, zone: tzinfo) -> bool:
    """XPath's comparison: a node-set is true when one of its nodes makes it so."""
    # Only for equality does a boolean look at the set as a whole; an order needs the nodes' numbers.
    whole = sign not in RELATIONS
    if isinstance(left, list):
        if whole and isinstance(right, bool):
            return _compare_atoms(sign, bool(left), right, zone)
        if isinstance(right, list):
            return _compare_sets(sign, left, right, zone)
        return any(_compare_atoms(sign, node.text, right, zone) for node in left)
    if isinstance(right, list):
        if whole and isinstance(left, bool):
            return _compare_atoms(sign, left, bool(right), zone)
        return any(_compare_atoms(sign, left, node.text, zone) for node in right)
    return _compare_atoms(sign, left, right, zone)


def _compare_sets(sign: str, left: NodeSet, right: NodeSet, zone: tzinfo) -> bool:
    """Whether any pair holds, without trying every pair."""
    ours, theirs = {node.text for node in left}, {node.text for node in right}
    if sign == "=":
        return not ours.isdisjoint(theirs)
    if sign == "!=":
        return bool(ours and theirs) and len(ours | theirs) > 1
    low = [number for text in ours if (number := to_number(text, zone)) == number]
    high = [number for text in theirs if (number := to_number(text, zone)) == number]
    if not low or not high:
        return False
    if sign in ("<", "<="):
        return RELATIONS[sign](min(low), max(high))
    return RELATIONS[sign](max(low), min(high))


def _compare_atoms(sign: str, left: Value, right: Value, zone: tzinfo) -> bool:
    relation = RELATIONS.get(sign)
    if relation is not None:
        return relation(to_number(left, zone), to_number(right, zone))
    if isinstance(left, bool) or isinstance(right, bool):
        same = to_boolean(left) == to_boolean(right)
    elif isinstance(left, str) and isinstance(right, str):
        same = left == right
    else:
        same = to_number(left, zone) == to_number(right, zone)
    return same is (sign == "=")


def negation(operand: Compiled) -> Compiled:
    """Unary minus."""
    return lambda scope: -to_number(operand(scope), scope.environment.zone)


def arithmetic(first: Compiled, rest: list[tuple[str, Compiled]]) -> Compiled:
    """``a + b - c``, applied from the left."""
    steps = [(_ARITHMETIC[sign], operand) for sign, operand in rest]

    def computed(scope: Scope) -> Value:
        zone = scope.environment.zone
        total = to_number(first(scope), zone)
        for step, operand in steps:
            total = step(total, to_number(operand(scope), zone))
        return total

    return computed


def _divide(left: float, right: float) -> float:
    if right:
        return left / right
    if left == 0 or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.copysign(math.inf, left) * math.copysign(1, right)


def _remainder(left: float, right: float) -> float:
    if right == 0 or math.isinf(left) or math.isnan(left) or math.isnan(right):
        return math.nan
    return math.fmod(left, right)


_ARITHMETIC: Mapping[str, Callable[[float, float], float]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "div": _divide,
    "mod": _remainder,
}
