"""ODK's own functions: selections, conditions, texts, instances."""

from __future__ import annotations

import base64
import binascii
import hashlib
import math
import uuid
from collections.abc import Mapping

from fieldcheck.domain.errors import N_
from fieldcheck.engine.patterns import found_in
from fieldcheck.engine.scope import (
    Compiled,
    Environment,
    EvaluationFailed,
    Function,
    Scope,
    nodes_of,
    strings_of,
)
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import NodeSet, Value, to_boolean, to_number, to_string

_LONGEST_ID = 4096
_MODULUS = 2_147_483_647
_FARTHEST = (-(2**63), 2**63 - 1)


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
    return scope.current.text or to_string(given(scope))


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


def _regex(_scope: Scope, given: Value, pattern: Value) -> bool:
    return found_in(to_string(pattern), to_string(given))


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
    if len(pairs) % 2:
        raise EvaluationFailed(N_("weighted-checklist() heeft voor elk antwoord een gewicht nodig"))
    total = 0.0
    for answer, weight in zip(pairs[::2], pairs[1::2], strict=True):
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
        raise EvaluationFailed(N_("digest() kent deze methode niet"))
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
    if not 0 <= wanted <= _LONGEST_ID:
        raise EvaluationFailed(N_("uuid() geeft 0 tot {most} tekens"), most=_LONGEST_ID)
    text = ""
    while len(text) < wanted:
        text += uuid.uuid4().hex
    return text[: int(wanted)]


def _instance(scope: Scope, name: Value) -> Value:
    found = scope.environment.instances.get(to_string(name))
    return [found] if found is not None else []


def _itext(scope: Scope, identifier: Value) -> Value:
    return scope.environment.itext(to_string(identifier))


def _choice_name(scope: Scope, value: Value, reference: Value) -> str:
    return scope.environment.choice_name(to_string(value), to_string(reference), scope.current)


def _pulldata(scope: Scope, table: Value, wanted: Value, column: Value, key: Value) -> str:
    root = scope.environment.instances.get(to_string(table))
    if root is None:
        return ""
    item = _rows_by(scope.environment, root, to_string(column)).get(to_string(key))
    cell = item.element(to_string(wanted)) if item is not None else None
    return cell.text if cell is not None else ""


def _rows_by(environment: Environment, root: TreeNode, column: str) -> Mapping[str, TreeNode]:
    """The first row for each text of ``column``: secondary instances never change, so it is made once."""
    rows = environment.columns.get((id(root), column))
    if rows is None:
        rows = environment.columns[(id(root), column)] = {}
        for item in root.descendants():
            cell = item.element(column) if item.kind == "element" and item.name == "item" else None
            if cell is not None:
                rows.setdefault(cell.text, item)
    return rows


def _indexed_repeat(scope: Scope, target: Value, *where: Value) -> Value:
    """The nodes of ``target`` inside the repeat instance that the pairs of repeat and index point at."""
    if len(where) % 2:
        raise EvaluationFailed(N_("indexed-repeat() heeft voor elke herhaling een nummer nodig"))
    pairs = []
    for repeat, index in zip(where[::2], where[1::2], strict=True):
        rows = nodes_of(repeat, "indexed-repeat()")
        pairs.append((rows, to_number(index, scope.environment.zone)))
    # Whatever their order in the call, an outer repeat is chosen before what lies in it.
    pairs.sort(key=lambda pair: _depth(pair[0][0]) if pair[0] else 0)
    chosen: TreeNode | None = None
    for rows, place in pairs:
        candidates = [row for row in rows if chosen is None or _inside(row, chosen)]
        if not (1 <= place <= len(candidates) and place == int(place)):
            return []
        chosen = candidates[int(place) - 1]
    nodes = nodes_of(target, "indexed-repeat()")
    return [node for node in nodes if chosen is not None and _inside(node, chosen)]


def _depth(node: TreeNode) -> int:
    depth = 0
    while node.parent is not None:
        node = node.parent
        depth += 1
    return depth


def _inside(node: TreeNode | None, above: TreeNode) -> bool:
    while node is not None:
        if node is above:
            return True
        node = node.parent
    return False


def _randomize(scope: Scope, given: Value, seed: Value | None = None) -> Value:
    """ODK's shuffle: Fisher-Yates inside out, by a Park-Miller generator where there is a seed."""
    nodes = nodes_of(given, "randomize()")
    state = _first_state(_seed(scope, seed) if seed is not None else uuid.uuid4().int)
    shuffled: NodeSet = []
    for place, node in enumerate(nodes):
        state = state * 16_807 % _MODULUS
        other = int((state - 1) / (_MODULUS - 1) * (place + 1))
        shuffled.append(node)
        shuffled[place], shuffled[other] = shuffled[other], node
    return shuffled


def _seed(scope: Scope, given: Value) -> int:
    number = to_number(given, scope.environment.zone)
    if math.isnan(number):
        text = to_string(given)
        # Any other text gives the first eight bytes of its SHA-256, as a signed number.
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True) if text else 0
    # As Java makes a long of a double: cut off, and held within 64 bits.
    return max(-(2**63), min(2**63 - 1, int(number))) if math.isfinite(number) else _FARTHEST[number > 0]


def _first_state(seed: int) -> int:
    state = int(math.copysign(1, seed)) * (abs(seed) % _MODULUS)
    return state if state > 0 else state + _MODULUS - 1


ODK: Mapping[str, Function] = {
    "if": Function(_if, 3, 3, lazy=True),
    "coalesce": Function(_coalesce, 1, None, lazy=True),
    "once": Function(_once, 1, 1, lazy=True),
    "selected": Function(lambda _, given, word: to_string(word) in to_string(given).split(), 2, 2),
    "selected-at": Function(_selected_at, 2, 2),
    "count-selected": Function(lambda _, given: float(len(to_string(given).split())), 1, 1),
    "count-non-empty": Function(
        lambda _, given: float(sum(1 for node in nodes_of(given, "count-non-empty()") if node.text)), 1, 1
    ),
    "join": Function(_join, 1, None),
    "substr": Function(_substr, 2, 3),
    "regex": Function(_regex, 2, 2),
    "boolean-from-string": Function(_boolean_from_string, 1, 1),
    "checklist": Function(_checklist, 2, None),
    "weighted-checklist": Function(_weighted_checklist, 2, None),
    "digest": Function(_digest, 2, 3),
    "base64-decode": Function(_base64_decode, 1, 1),
    "uuid": Function(_uuid, 0, 1),
    "current": Function(lambda scope: [scope.current], 0, 0),
    "instance": Function(_instance, 1, 1),
    "jr:itext": Function(_itext, 1, 1),
    "jr:choice-name": Function(_choice_name, 2, 2),
    "pulldata": Function(_pulldata, 4, 4),
    "indexed-repeat": Function(_indexed_repeat, 3, None),
    "randomize": Function(_randomize, 1, 2),
    "version": Function(lambda scope: scope.environment.version, 0, 0),
}
