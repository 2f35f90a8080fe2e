"""ODK's own functions: selections, conditions, texts, instances."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import re
import uuid
from collections.abc import Mapping
from functools import lru_cache

from fieldcheck.engine.scope import (
    Compiled,
    EvaluationFailed,
    Function,
    Scope,
    nodes_of,
    strings_of,
)
from fieldcheck.engine.values import NodeSet, Value, to_boolean, to_number, to_string


def _if(scope: Scope, condition: Compiled, then: Compiled, other: Compiled) -> Value:
    chosen = then if to_boolean(condition(scope)) else other
    return chosen(scope)


def _coalesce(scope: Scope, *options: Compiled) -> Value:
    for option in options:
        text = to_string(option(scope))
        if text:
            return text
    return ""


def _once(scope: Scope, given: Compiled) -> Value:
    text = scope.current.text or to_string(given(scope))
    return "" if text == "NaN" else text


def _selected_at(scope: Scope, given: Value, place: Value) -> str:
    words = to_string(given).split()
    index = to_number(place, scope.environment.zone)
    if not math.isfinite(index) or not 0 <= int(index) < len(words):
        return ""
    return words[int(index)]


def _join(_scope: Scope, mark: Value, *given: Value) -> str:
    return to_string(mark).join(strings_of(given))


def _substr(scope: Scope, given: Value, start: Value, end: Value | None = None) -> str:
    zone = scope.environment.zone
    text = to_string(given)
    first = to_number(start, zone)
    last = to_number(end, zone) if end is not None else len(text)
    if math.isnan(first) or math.isnan(last):
        return ""
    return text[_clamped(first, len(text)) : _clamped(last, len(text))]


def _clamped(index: float, length: int) -> int:
    if math.isinf(index):
        return 0 if index < 0 else length
    return max(0, int(index) + length) if index < 0 else min(int(index), length)


@lru_cache(maxsize=256)
def _pattern(text: str) -> re.Pattern[str]:
    try:
        return re.compile(text)
    except re.error as error:
        raise EvaluationFailed(f"the pattern of regex() is not one: {error}") from error


def _regex(_scope: Scope, given: Value, pattern: Value) -> bool:
    return _pattern(to_string(pattern)).search(to_string(given)) is not None


def _boolean_from_string(_scope: Scope, given: Value) -> bool:
    if isinstance(given, int | float) and not isinstance(given, bool):
        return given == 1
    return to_string(given) in ("1", "true")


def _checklist(scope: Scope, least: Value, most: Value, *answers: Value) -> bool:
    count = 0
    for answer in answers:
        if isinstance(answer, list):
            count += sum(to_boolean(_truth(node.text)) for node in answer)
        else:
            count += to_boolean(answer)
    return _between(scope, least, most, count)


def _weighted_checklist(scope: Scope, least: Value, most: Value, *pairs: Value) -> bool:
    zone = scope.environment.zone
    total = 0.0
    for answer, weight in zip(pairs[::2], pairs[1::2], strict=False):
        answers = [_truth(node.text) for node in answer] if isinstance(answer, list) else [answer]
        weights = [node.text for node in weight] if isinstance(weight, list) else [weight]
        for one, heavy in zip(answers, weights, strict=False):
            if to_boolean(one):
                total += to_number(heavy, zone)
    return _between(scope, least, most, total)


def _truth(text: str) -> bool:
    return bool(text)


def _between(scope: Scope, least: Value, most: Value, total: float) -> bool:
    low, high = to_number(least, scope.environment.zone), to_number(most, scope.environment.zone)
    return (low < 0 or total >= low) and (high < 0 or total <= high)


def _digest(_scope: Scope, given: Value, algorithm: Value, encoding: Value = "base64") -> str:
    name = to_string(algorithm).lower().replace("-", "")
    if name not in ("md5", "sha1", "sha256", "sha384", "sha512"):
        raise EvaluationFailed("digest() does not know that algorithm")
    found = hashlib.new(name, to_string(given).encode(), usedforsecurity=False).digest()
    return found.hex() if to_string(encoding) == "hex" else base64.b64encode(found).decode()


def _base64_decode(_scope: Scope, given: Value) -> str:
    try:
        return base64.b64decode(to_string(given), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return ""


def _uuid(scope: Scope, length: Value | None = None) -> str:
    if length is None:
        return str(uuid.uuid4())
    wanted = to_number(length, scope.environment.zone)
    return uuid.uuid4().hex[: int(wanted)] if 0 < wanted < 33 else str(uuid.uuid4())


def _instance(scope: Scope, name: Value) -> Value:
    found = scope.environment.instances.get(to_string(name))
    return [found] if found is not None else []


def _itext(scope: Scope, identifier: Value) -> Value:
    return scope.environment.itext(to_string(identifier))


def _choice_name(scope: Scope, value: Value, reference: Value) -> str:
    return scope.environment.choice_name(to_string(value), to_string(reference))


def _pulldata(scope: Scope, table: Value, wanted: Value, column: Value, key: Value) -> str:
    root = scope.environment.instances.get(to_string(table))
    if root is None:
        return ""
    for item in root.descendants():
        if item.kind == "element" and item.name == "item":
            cell = item.element(to_string(column))
            if cell is not None and cell.text == to_string(key):
                found = item.element(to_string(wanted))
                return found.text if found is not None else ""
    return ""


def _indexed_repeat(scope: Scope, target: Value, *where: Value) -> Value:
    nodes = nodes_of(target, "the first argument of indexed-repeat()")
    for repeat, index in zip(where[::2], where[1::2], strict=False):
        place = to_number(index, scope.environment.zone)
        rows = nodes_of(repeat, "a repeat of indexed-repeat()")
        chosen = rows[int(place) - 1] if 1 <= place <= len(rows) else None
        nodes = [node for node in nodes if chosen is not None and _inside(node, chosen)]
    return nodes[:1]


def _inside(node: object, above: object) -> bool:
    while node is not None:
        if node is above:
            return True
        node = getattr(node, "parent", None)
    return False


def _randomize(scope: Scope, given: Value, seed: Value | None = None) -> Value:
    nodes: NodeSet = list(nodes_of(given, "the argument of randomize()"))
    number = to_number(seed, scope.environment.zone) if seed is not None else float(uuid.uuid4().int >> 97)
    state = int(number) % 2_147_483_647 if math.isfinite(number) else 1
    if state <= 0:
        state += 2_147_483_646
    for end in range(len(nodes), 0, -1):
        state = state * 16_807 % 2_147_483_647
        other = int((state - 1) / 2_147_483_646 * end)
        nodes[end - 1], nodes[other] = nodes[other], nodes[end - 1]
    return nodes


ODK: Mapping[str, Function] = {
    "if": Function(_if, 3, 3, lazy=True),
    "coalesce": Function(_coalesce, 1, None, lazy=True),
    "once": Function(_once, 1, 1, lazy=True),
    "selected": Function(lambda _, given, word: to_string(word) in to_string(given).split(), 2, 2),
    "selected-at": Function(_selected_at, 2, 2),
    "count-selected": Function(lambda _, given: float(len(to_string(given).split())), 1, 1),
    "count-non-empty": Function(
        lambda _, given: float(sum(1 for node in nodes_of(given, "the argument") if node.text)), 1, 1
    ),
    "join": Function(_join, 1, None),
    "substr": Function(_substr, 2, 3),
    "regex": Function(_regex, 2, 2),
    "boolean-from-string": Function(_boolean_from_string, 1, 1),
    "checklist": Function(_checklist, 3, None),
    "weighted-checklist": Function(_weighted_checklist, 4, None),
    "digest": Function(_digest, 2, 3),
    "base64-decode": Function(_base64_decode, 1, 1),
    "uuid": Function(_uuid, 0, 1),
    "current": Function(lambda scope: [scope.current], 0, 0),
    "instance": Function(_instance, 1, 1),
    "jr:itext": Function(_itext, 1, 1),
    "jr:choice-name": Function(_choice_name, 2, 2),
    "pulldata": Function(_pulldata, 4, 4),
    "indexed-repeat": Function(_indexed_repeat, 3, 7),
    "randomize": Function(_randomize, 1, 2),
    "version": Function(lambda scope: scope.environment.version, 0, 0),
}
