"""Numbers: XPath's floor, ceiling and round, and ODK's mathematics."""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from fieldcheck.engine.scope import Function, Scope
from fieldcheck.engine.values import Value, to_number


def _total(function: Callable[[float], float]) -> Callable[[Scope, Value], float]:
    """A function of one number that answers NaN where mathematics has no answer."""

    def call(scope: Scope, given: Value) -> float:
        try:
            return function(to_number(given, scope.environment.zone))
        except OverflowError:
            return math.inf
        except ValueError:
            return math.nan

    return call


def _whole(function: Callable[[float], int]) -> Callable[[float], float]:
    return lambda number: float(function(number)) if math.isfinite(number) else number


def _logarithm(number: float) -> float:
    return math.log(number) if number else -math.inf


def _logarithm10(number: float) -> float:
    return math.log10(number) if number else -math.inf


def half_up(number: float) -> float:
    """XPath's rounding: to the nearest whole number, a half always upwards."""
    return float(math.floor(number + 0.5)) if math.isfinite(number) else number


def _round(scope: Scope, given: Value, digits: Value | None = None) -> float:
    """ODK's rounding: a half away from zero, and to any number of decimals."""
    number = to_number(given, scope.environment.zone)
    if not math.isfinite(number):
        return number
    places = to_number(digits, scope.environment.zone) if digits is not None else 0.0
    if not math.isfinite(places) or abs(places) > 300:
        return math.nan
    # Through decimal: 1.005 must round as it is written, not as binary holds it.
    unit = Decimal(1).scaleb(-int(places))
    exact = Decimal(repr(number))
    if exact.adjusted() + int(places) > 26:
        return number
    return float(exact.quantize(unit, rounding=ROUND_HALF_UP))


def _power(scope: Scope, base: Value, exponent: Value) -> float:
    zone = scope.environment.zone
    low, high = to_number(base, zone), to_number(exponent, zone)
    if math.isnan(high) or (abs(low) == 1 and math.isinf(high)):
        return math.nan
    try:
        return math.pow(low, high)
    except OverflowError:
        return -math.inf if low < 0 and high % 2 == 1 else math.inf
    except ValueError:
        return math.inf if low == 0 else math.nan


def _atan2(scope: Scope, opposite: Value, adjacent: Value) -> float:
    zone = scope.environment.zone
    return math.atan2(to_number(opposite, zone), to_number(adjacent, zone))


def _numbers(scope: Scope, values: Sequence[Value]) -> list[float]:
    zone = scope.environment.zone
    found = []
    for value in values:
        for part in [node.text for node in value] if isinstance(value, list) else [value]:
            found.append(to_number(part, zone))
    return found


def _extreme(choose: Callable[[list[float]], float]) -> Callable[..., float]:
    def call(scope: Scope, *values: Value) -> float:
        numbers = _numbers(scope, values)
        if not numbers or any(math.isnan(number) for number in numbers):
            return math.nan
        return choose(numbers)

    return call


def _one(function: Callable[[float], float]) -> Function:
    return Function(_total(function), 1, 1)


MATHS: Mapping[str, Function] = {
    "floor": _one(_whole(math.floor)),
    "ceiling": _one(_whole(math.ceil)),
    "round": Function(_round, 1, 2),
    "int": _one(_whole(math.trunc)),
    "abs": _one(abs),
    "pow": Function(_power, 2, 2),
    "log": _one(_logarithm),
    "log10": _one(_logarithm10),
    "exp": _one(math.exp),
    "exp10": _one(lambda number: math.pow(10.0, number)),
    "sqrt": _one(math.sqrt),
    "sin": _one(math.sin),
    "cos": _one(math.cos),
    "tan": _one(math.tan),
    "asin": _one(math.asin),
    "acos": _one(math.acos),
    "atan": _one(math.atan),
    "atan2": Function(_atan2, 2, 2),
    "pi": Function(lambda _: math.pi, 0, 0),
    "random": Function(lambda _: random.random(), 0, 0),  # noqa: S311 - ODK's random(), no secret
    "min": Function(_extreme(min), 1, None),
    "max": Function(_extreme(max), 1, None),
}
