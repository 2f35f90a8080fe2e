"""What an expression must come to, whatever is answered: constants folded, and contradictions seen.

It never guesses: where an answer can decide, the outcome is UNKNOWN.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Final

from fieldcheck.engine.compiler import plain_path
from fieldcheck.engine.syntax import Call, Chain, Literal, Negation, Path, Syntax


class Unknown:
    """The outcome that depends on answers."""


UNKNOWN: Final = Unknown()
Constant = str | float | bool
Outcome = Constant | Unknown

_RELATIONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": lambda left, right: left < right,
    "<=": lambda left, right: left <= right,
    ">": lambda left, right: left > right,
    ">=": lambda left, right: left >= right,
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the answers.

    Attributes:
        values: what stands at a path, for paths where that is sure.
        codes: every code a question with choices can have, by path; "" can always be, too.
        single: the paths at which there is one value only, not one for each instance of a repeat.
        calls: the outcome of a call of a function outside the standard.
        names: what stands at a plain name, in the filter of a list.
        here: what ``.`` is.
    """

    values: Mapping[str, Constant] = field(default_factory=dict)
    codes: Mapping[str, Collection[str]] = field(default_factory=dict)
    single: Collection[str] = frozenset()
    calls: Callable[[Call], Outcome] = lambda _: UNKNOWN
    names: Mapping[str, Constant] = field(default_factory=dict)
    here: Outcome = UNKNOWN


def fold(node: Syntax, known: Known) -> Outcome:
    """The constant that ``node`` comes to, or UNKNOWN."""
    match node:
        case Literal():
            return node.value
        case Call():
            return _call(node, known)
        case Negation():
            inner = fold(node.operand, known)
            return inner if isinstance(inner, Unknown) else -number(inner)
        case Chain():
            return _chain(node, known)
        case Path():
            return _path(node, known)
        case _:
            return UNKNOWN


def subject(node: Syntax) -> str:
    """What a comparison is about: the path of a question, ``.``, or ""."""
    path = plain_path(node)
    if path:
        return path
    return "." if _is_here(node) else ""


def number(value: Constant) -> float:
    """The constant as a number, as XPath has it."""
    if isinstance(value, bool):
        return float(value)
    try:
        return float(value) if value not in ("", None) else math.nan
    except ValueError:
        return math.nan


def truth(value: Constant) -> bool:
    """The constant as a boolean, as XPath has it."""
    return bool(value) and value == value  # NaN is false


def _is_here(node: Syntax) -> bool:
    if not isinstance(node, Path) or node.start is not None or node.predicates:
        return False
    return all(step.axis == "self" and not step.predicates for step in node.steps)


def _path(node: Path, known: Known) -> Outcome:
    path = plain_path(node)
    if path:
        return known.values.get(path, UNKNOWN)
    if _is_here(node):
        return known.here
    if node.start is None and len(node.steps) == 1 and not node.predicates:
        step = node.steps[0]
        if step.axis == "child" and not step.predicates:
            return known.names.get(step.test, UNKNOWN)
    return UNKNOWN


def _call(node: Call, known: Known) -> Outcome:
    if node.name in ("true", "false"):
        return node.name == "true"
    values = [fold(argument, known) for argument in node.arguments]
    if node.name == "selected" and len(values) == 2:
        return _selected(node, values, known)
    constants = [value for value in values if not isinstance(value, Unknown)]
    if len(constants) == len(values) and constants:
        match node.name:
            case "not":
                return not truth(constants[0])
            case "boolean":
                return truth(constants[0])
            case "number" | "int" | "round":
                return number(constants[0]) if node.name == "number" else UNKNOWN
            case "string-length" if isinstance(constants[0], str):
                return float(len(constants[0]))
            case "coalesce" | "string":
                return next((one for one in constants if one != ""), "")
            case "count-selected" if isinstance(constants[0], str):
                return float(len(constants[0].split()))
    if node.name == "if" and len(values) == 3 and not isinstance(values[0], Unknown):
        return values[1] if truth(values[0]) else values[2]
    if ":" in node.name:
        return known.calls(node)
    return UNKNOWN


def _selected(node: Call, values: list[Outcome], known: Known) -> Outcome:
    given, word = values
    if isinstance(word, Unknown):
        return UNKNOWN
    if not isinstance(given, Unknown):
        return _text(word) in _text(given).split()
    codes = known.codes.get(subject(node.arguments[0]))
    return False if codes is not None and _text(word) not in codes else UNKNOWN


def _text(value: Constant) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        return str(int(value)) if value == value and value == int(value) else str(value)
    return value


def _chain(node: Chain, known: Known) -> Outcome:
    sign = node.rest[0][0]
    operands = [node.first, *(operand for _, operand in node.rest)]
    if sign in ("and", "or"):
        return _logical(sign, operands, known)
    if len(operands) != 2:
        return UNKNOWN
    left, right = fold(operands[0], known), fold(operands[1], known)
    if sign in _MIRRORED or sign == "!=":
        if not isinstance(left, Unknown) and not isinstance(right, Unknown):
            return _compared(sign, left, right)
        return _impossible(sign, operands, left, right, known)
    if isinstance(left, Unknown) or isinstance(right, Unknown):
        return UNKNOWN
    return _arithmetic(sign, number(left), number(right))


def _arithmetic(sign: str, left: float, right: float) -> Outcome:
    match sign:
        case "+":
            return left + right
        case "-":
            return left - right
        case "*":
            return left * right
        case "div" if right:
            return left / right
        case _:
            return UNKNOWN


def _compared(sign: str, left: Constant, right: Constant) -> bool:
    if sign in _RELATIONS:
        return _RELATIONS[sign](number(left), number(right))
    if isinstance(left, bool) or isinstance(right, bool):
        same = truth(left) == truth(right)
    elif isinstance(left, str) and isinstance(right, str):
        same = left == right
    else:
        same = number(left) == number(right)
    return same is (sign == "=")


def _impossible(sign: str, operands: list[Syntax], left: Outcome, right: Outcome, known: Known) -> Outcome:
    """False for a question that is compared with what it can never be, else UNKNOWN."""
    if sign != "=":
        return UNKNOWN
    asked, wanted = (operands[0], right) if isinstance(left, Unknown) else (operands[1], left)
    codes = known.codes.get(subject(asked))
    if codes is None or isinstance(wanted, Unknown | bool) or wanted == "":
        return UNKNOWN
    return UNKNOWN if any(_compared("=", code, wanted) for code in codes) else False


def _logical(sign: str, operands: list[Syntax], known: Known) -> Outcome:
    outcomes = [fold(operand, known) for operand in operands]
    sure = [truth(one) for one in outcomes if not isinstance(one, Unknown)]
    until = sign == "or"
    if until in sure:
        return until
    if len(sure) == len(outcomes):
        return not until
    if sign == "and" and _contradict(operands, known):
        return False
    return UNKNOWN


def _contradict(operands: list[Syntax], known: Known) -> bool:
    """Whether two parts of an “and” ask different things of one answer."""
    texts: dict[str, set[str]] = {}
    ranges: dict[str, tuple[float, bool, float, bool]] = {}
    for operand in _flat(operands):
        about = _about(operand, known)
        if about is None:
            continue
        path, sign, wanted = about
        if sign == "=" and isinstance(wanted, str):
            texts.setdefault(path, set()).add(wanted)
        value = number(wanted)
        if value == value:
            ranges[path] = _narrowed(ranges.get(path), sign, value)
    if any(len(wanted) > 1 for wanted in texts.values()):
        return True
    return any(
        low > high or (low == high and (above or below)) for low, above, high, below in ranges.values()
    )


def _flat(operands: list[Syntax]) -> list[Syntax]:
    found: list[Syntax] = []
    for operand in operands:
        if isinstance(operand, Chain) and operand.rest[0][0] == "and":
            found += _flat([operand.first, *(part for _, part in operand.rest)])
        else:
            found.append(operand)
    return found


def _about(node: Syntax, known: Known) -> tuple[str, str, Constant] | None:
    """Question, sign and constant of a comparison of one single answer with a constant."""
    if not isinstance(node, Chain) or len(node.rest) != 1 or node.rest[0][0] not in _MIRRORED:
        return None
    sign, other = node.rest[0]
    path, wanted = subject(node.first), fold(other, known)
    if not path:
        path, wanted, sign = subject(other), fold(node.first, known), _MIRRORED[sign]
    if not path or isinstance(wanted, Unknown | bool) or not (path == "." or path in known.single):
        return None
    return path, sign, wanted


def _narrowed(
    was: tuple[float, bool, float, bool] | None, sign: str, value: float
) -> tuple[float, bool, float, bool]:
    low, above, high, below = was or (-math.inf, False, math.inf, False)
    if sign in (">", ">=", "=") and (value > low or (value == low and sign == ">")):
        low, above = value, sign == ">"
    if sign in ("<", "<=", "=") and (value < high or (value == high and sign == "<")):
        high, below = value, sign == "<"
    return low, above, high, below
