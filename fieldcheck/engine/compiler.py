"""From syntax to closures: each expression becomes one Python function of a scope."""

from __future__ import annotations

import math
import operator
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from fieldcheck.engine.axes import AXES, REVERSE, Axis, Test, node_test
from fieldcheck.engine.functions import FUNCTIONS
from fieldcheck.engine.grammar import BadExpression, parse
from fieldcheck.engine.scope import Compiled, Environment, EvaluationFailed, Scope, nodes_of
from fieldcheck.engine.syntax import Call, Chain, Literal, Negation, Path, Step, Syntax, Union, walk
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import NodeSet, Value, to_boolean, to_number, to_string

_RELATIONS: Mapping[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


@dataclass(frozen=True, slots=True)
class Expression:
    """A compiled expression.

    Attributes:
        text: as written.
        syntax: its parts, for whoever wants to look inside.
        run: evaluates it.
    """

    text: str
    syntax: Syntax
    run: Compiled

    @property
    def references(self) -> tuple[str, ...]:
        """The absolute paths of plain child steps it names, in the order they stand there."""
        return tuple(dict.fromkeys(path for node in walk(self.syntax) if (path := plain_path(node))))

    @property
    def functions(self) -> tuple[Call, ...]:
        """Every function call in it."""
        return tuple(node for node in walk(self.syntax) if isinstance(node, Call))

    def evaluate(self, node: TreeNode, environment: Environment) -> Value:
        """Its value with ``node`` as context."""
        return self.run(Scope(node, environment))


def plain_path(node: Syntax) -> str:
    """``/data/a`` when ``node`` is an absolute path of named child steps without predicates, else ""."""
    if not isinstance(node, Path) or node.start != "/" or not node.steps:
        return ""
    if any(step.axis != "child" or step.predicates or "(" in step.test for step in node.steps):
        return ""
    return "/" + "/".join(step.test for step in node.steps)


def compile_expression(
    text: str, *, namespaces: Mapping[str, str] | None = None, extra: Collection[str] | None = None
) -> Expression:
    """Compile one expression.

    ``extra`` names functions that exist besides XPath's and ODK's; None means any prefixed name may
    turn up when it is evaluated. Raises BadExpression with reason and column.
    """
    return compile_syntax(text, parse(text), namespaces=namespaces, extra=extra)


def compile_syntax(
    text: str,
    syntax: Syntax,
    *,
    namespaces: Mapping[str, str] | None = None,
    extra: Collection[str] | None = None,
) -> Expression:
    """Compile what was parsed before: ``syntax`` is what ``text`` means, kept with ``syntax.to_data``.

    Nothing is parsed, so lark is not imported. Raises BadExpression as ``compile_expression`` does.
    """
    return Expression(text, syntax, _Compiler(namespaces or {}, extra).compile(syntax))


class _Compiler:
    def __init__(self, namespaces: Mapping[str, str], extra: Collection[str] | None) -> None:
        self._namespaces = namespaces
        self._extra = extra

    def compile(self, node: Syntax) -> Compiled:
        match node:
            case Literal():
                value = node.value
                return lambda scope: value
            case Call():
                return self._call(node)
            case Negation():
                operand = self.compile(node.operand)
                return lambda scope: -to_number(operand(scope), scope.environment.zone)
            case Chain():
                return self._chain(node)
            case Union():
                return _union([self.compile(operand) for operand in node.operands])
            case Path():
                return self._path(node)

    def _call(self, node: Call) -> Compiled:
        arguments = [self.compile(argument) for argument in node.arguments]
        function = FUNCTIONS.get(node.name)
        if function is None:
            return self._foreign(node, arguments)
        if not function.takes(len(arguments)):
            raise BadExpression(f"{node.name}() does not take {len(arguments)} arguments", node.column)
        call = function.call
        if function.lazy:
            return lambda scope: call(scope, *arguments)
        match arguments:
            case []:
                return call
            case [only]:
                return lambda scope: call(scope, only(scope))
            case [first, second]:
                return lambda scope: call(scope, first(scope), second(scope))
        return lambda scope: call(scope, *[argument(scope) for argument in arguments])

    def _foreign(self, node: Call, arguments: list[Compiled]) -> Compiled:
        name = node.name
        known = ":" in name if self._extra is None else name in self._extra
        if not known:
            raise BadExpression(f"there is no function {name}()", node.column)

        def call(scope: Scope) -> Value:
            function = scope.environment.functions.get(name)
            if function is None:
                raise EvaluationFailed(f"there is no function {name}() here")
            return function(*[argument(scope) for argument in arguments])

        return call

    def _chain(self, node: Chain) -> Compiled:
        result = self.compile(node.first)
        operands = [(sign, self.compile(operand)) for sign, operand in node.rest]
        sign = operands[0][0]
        if sign in ("and", "or"):
            return _logical([result, *[operand for _, operand in operands]], until=sign == "or")
        if sign in ("=", "!=", *_RELATIONS):
            if len(operands) == 1:
                return _comparison(sign, result, operands[0][1])
            return _comparisons(result, operands)
        return _arithmetic(result, operands)

    def _path(self, node: Path) -> Compiled:
        steps = [self._step(step) for step in node.steps]
        if node.start is None:
            return lambda scope: _walk([scope.node], steps, scope)
        if isinstance(node.start, str):
            return lambda scope: _walk([scope.environment.root], steps, scope)
        start = self.compile(node.start)
        predicates = [self.compile(predicate) for predicate in node.predicates]

        def filtered(scope: Scope) -> Value:
            nodes = nodes_of(start(scope), "what stands before “/” or “[”")
            for predicate in predicates:
                nodes = _kept(nodes, predicate, scope)
            return _walk(nodes, steps, scope)

        return filtered

    def _step(self, step: Step) -> _Step:
        return _Step(
            AXES[step.axis],
            node_test(step.axis, step.test, self._namespaces),
            tuple(self.compile(predicate) for predicate in step.predicates),
            step.axis in REVERSE,
        )


@dataclass(frozen=True, slots=True)
class _Step:
    axis: Axis
    test: Test
    predicates: tuple[Compiled, ...]
    reverse: bool


def _walk(nodes: NodeSet, steps: list[_Step], scope: Scope) -> NodeSet:
    for step in steps:
        if len(nodes) == 1:
            nodes = _from(nodes[0], step, scope)
            if step.reverse:
                nodes.reverse()
        elif nodes:
            nodes = in_order([found for node in nodes for found in _from(node, step, scope)])
    return nodes


def _from(node: TreeNode, step: _Step, scope: Scope) -> NodeSet:
    test = step.test
    found = [candidate for candidate in step.axis(node) if test(candidate)]
    for predicate in step.predicates:
        found = _kept(found, predicate, scope)
    return found


def _kept(nodes: NodeSet, predicate: Compiled, scope: Scope) -> NodeSet:
    kept = []
    inner = Scope(scope.node, scope.environment, current=scope.current, size=len(nodes))
    for position, node in enumerate(nodes, 1):
        inner.node = node
        inner.position = position
        value = predicate(inner)
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if (value == position) if number else to_boolean(value):
            kept.append(node)
    return kept


def in_order(nodes: NodeSet) -> NodeSet:
    """Each node once, in document order."""
    unique = {id(node): node for node in nodes}
    return sorted(unique.values(), key=lambda node: node.order)


def _union(operands: list[Compiled]) -> Compiled:
    def union(scope: Scope) -> Value:
        found: NodeSet = []
        for operand in operands:
            found.extend(nodes_of(operand(scope), "what stands beside “|”"))
        return in_order(found)

    return union


def _logical(operands: list[Compiled], *, until: bool) -> Compiled:
    def logical(scope: Scope) -> Value:
        for operand in operands:
            if to_boolean(operand(scope)) is until:
                return until
        return not until

    return logical


def _comparison(sign: str, left: Compiled, right: Compiled) -> Compiled:
    return lambda scope: compare(sign, left(scope), right(scope), scope)


def _comparisons(first: Compiled, rest: list[tuple[str, Compiled]]) -> Compiled:
    def comparisons(scope: Scope) -> Value:
        value = first(scope)
        for sign, operand in rest:
            value = compare(sign, value, operand(scope), scope)
        return value

    return comparisons


def compare(sign: str, left: Value, right: Value, scope: Scope) -> bool:
    """XPath's comparison: a node-set is true when one of its nodes makes it so."""
    # Only for equality does a boolean look at the set as a whole; an order needs the nodes' numbers.
    whole = sign not in _RELATIONS
    if isinstance(left, list):
        if whole and isinstance(right, bool):
            return _compare_atoms(sign, bool(left), right, scope)
        return any(compare(sign, node.text, right, scope) for node in left)
    if isinstance(right, list):
        if whole and isinstance(left, bool):
            return _compare_atoms(sign, left, bool(right), scope)
        return any(_compare_atoms(sign, left, node.text, scope) for node in right)
    return _compare_atoms(sign, left, right, scope)


def _compare_atoms(sign: str, left: Value, right: Value, scope: Scope) -> bool:
    zone = scope.environment.zone
    relation = _RELATIONS.get(sign)
    if relation is not None:
        return relation(to_number(left, zone), to_number(right, zone))
    if isinstance(left, bool) or isinstance(right, bool):
        same = to_boolean(left) == to_boolean(right)
    elif isinstance(left, str) and isinstance(right, str):
        same = left == right
    else:
        same = to_number(left, zone) == to_number(right, zone)
    return same is (sign == "=")


def _arithmetic(first: Compiled, rest: list[tuple[str, Compiled]]) -> Compiled:
    steps = [(_ARITHMETIC[sign], operand) for sign, operand in rest]

    def arithmetic(scope: Scope) -> Value:
        zone = scope.environment.zone
        total = to_number(first(scope), zone)
        for step, operand in steps:
            total = step(total, to_number(operand(scope), zone))
        return total

    return arithmetic


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


def string_value(value: Value) -> str:
    """The string an evaluation leaves in a node or a text."""
    return to_string(value)
