"""From syntax to closures: each expression becomes one Python function of a scope."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from fieldcheck.domain.errors import N_
from fieldcheck.engine import operators, paths
from fieldcheck.engine.axes import AXES, REVERSE, node_test
from fieldcheck.engine.functions import FUNCTIONS
from fieldcheck.engine.grammar import BadExpression, parse
from fieldcheck.engine.lookups import looked_up, lookup_in
from fieldcheck.engine.paths import in_order
from fieldcheck.engine.scope import Compiled, Environment, EvaluationFailed, Function, Scope
from fieldcheck.engine.syntax import Call, Chain, Literal, Negation, Path, Step, Syntax, Union, walk
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import Value, to_string

__all__ = [
    "BadExpression",
    "Expression",
    "compile_expression",
    "compile_syntax",
    "in_order",
    "plain_path",
    "string_value",
]


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
        """The absolute paths of child steps it names, predicates left out, each once."""
        return tuple(dict.fromkeys(path for node in walk(self.syntax) if (path := _named_path(node))))

    @property
    def functions(self) -> tuple[Call, ...]:
        """Every function call in it."""
        return tuple(node for node in walk(self.syntax) if isinstance(node, Call))

    def evaluate(self, node: TreeNode, environment: Environment) -> Value:
        """Its value with ``node`` as context."""
        return self.run(Scope(node, environment))


def plain_path(node: Syntax) -> str:
    """``/data/a`` when ``node`` is an absolute path of named child steps without predicates, else ""."""
    filtered = isinstance(node, Path) and any(step.predicates for step in node.steps)
    return "" if filtered else _named_path(node)


def _named_path(node: Syntax) -> str:
    if not isinstance(node, Path) or node.start != "/" or not node.steps:
        return ""
    if any(step.axis != "child" or "(" in step.test for step in node.steps):
        return ""
    return "/" + "/".join(step.test for step in node.steps)


def compile_expression(
    text: str,
    *,
    namespaces: Mapping[str, str] | None = None,
    extra: Collection[str] | None = None,
    library: Mapping[str, Function] = FUNCTIONS,
    strict: bool = True,
) -> Expression:
    """Compile one expression.

    Args:
        text: the expression.
        namespaces: URI by prefix. Under "" the URI that a name without a prefix has; where "" is missing such
            a name matches whatever its default namespace, which is how instances of forms are addressed.
        extra: functions that exist besides those of ``library``; None means that any prefixed name may turn
            up when it is evaluated.
        library: the functions; XPath's and ODK's unless said otherwise.
        strict: whether an unknown function and a wrong number of arguments are refused here, or only where
            an evaluation comes to them, as ODK does.

    Raises BadExpression with reason and column.
    """
    return compile_syntax(
        text, parse(text), namespaces=namespaces, extra=extra, library=library, strict=strict
    )


def compile_syntax(
    text: str,
    syntax: Syntax,
    *,
    namespaces: Mapping[str, str] | None = None,
    extra: Collection[str] | None = None,
    library: Mapping[str, Function] = FUNCTIONS,
    strict: bool = True,
) -> Expression:
    """Compile what was parsed before: ``syntax`` is what ``text`` means, kept with ``syntax.to_data``.

    Nothing is parsed, so lark is not imported. Raises BadExpression as ``compile_expression`` does.
    """
    compiler = _Compiler(namespaces or {}, extra, library, strict=strict)
    return Expression(text, syntax, compiler.compile(syntax))


class _Compiler:
    def __init__(
        self,
        namespaces: Mapping[str, str],
        extra: Collection[str] | None,
        library: Mapping[str, Function],
        *,
        strict: bool,
    ) -> None:
        self._namespaces = namespaces
        self._extra = extra
        self._library = library
        self._strict = strict
        self._done: dict[int, Compiled] = {}

    def compile(self, root: Syntax) -> Compiled:
        """Bottom up over a list, so that depth costs no stack."""
        for node in reversed(list(walk(root))):
            self._done[id(node)] = self._one(node)
        return self._done[id(root)]

    def _one(self, node: Syntax) -> Compiled:
        match node:
            case Literal():
                value = node.value
                return lambda scope: value
            case Call():
                return self._call(node)
            case Negation():
                return operators.negation(self._part(node.operand))
            case Chain():
                return self._chain(node)
            case Union():
                return paths.union_of([self._part(operand) for operand in node.operands])
            case Path():
                return self._path(node)

    def _part(self, node: Syntax) -> Compiled:
        return self._done[id(node)]

    def _call(self, node: Call) -> Compiled:
        arguments = [self._part(argument) for argument in node.arguments]
        function = self._library.get(node.name)
        if function is None:
            return self._foreign(node, arguments)
        if not function.takes(len(arguments)):
            return self._wrong(
                N_("{name}() kan niet met {count} argumenten"), node, name=node.name, count=len(arguments)
            )
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
            return self._wrong(N_("de functie {name}() bestaat niet{like}"), node, name=name, like="")

        def call(scope: Scope) -> Value:
            function = scope.environment.functions.get(name)
            if function is None:
                raise EvaluationFailed(N_("de functie {name}() bestaat niet{like}"), name=name, like="")
            return function(*[argument(scope) for argument in arguments])

        return call

    def _wrong(self, message: str, node: Call, **fields: object) -> Compiled:
        if self._strict:
            raise BadExpression(message, node.column, **fields)

        def fail(_scope: Scope) -> Value:
            raise EvaluationFailed(message, **fields)

        return fail

    def _chain(self, node: Chain) -> Compiled:
        first = self._part(node.first)
        rest = [(sign, self._part(operand)) for sign, operand in node.rest]
        sign = rest[0][0]
        if sign in ("and", "or"):
            return operators.logical([first, *[operand for _, operand in rest]], until=sign == "or")
        if sign in ("=", "!=", *operators.RELATIONS):
            if len(rest) > 1:
                return operators.comparisons(first, rest)
            right = node.rest[0][1]
            literal = right.value if isinstance(right, Literal) else None
            return operators.comparison(sign, first, rest[0][1], literal)
        return operators.arithmetic(first, rest)

    def _path(self, node: Path) -> Compiled:
        if node.start is None or isinstance(node.start, str):
            short = paths.short_path(node.start, node.steps, lenient="" not in self._namespaces)
            if short is not None:
                return short
        start = node.start if node.start is None or isinstance(node.start, str) else self._part(node.start)
        predicates = [self._part(predicate) for predicate in node.predicates]
        steps = [self._step(step) for step in node.steps]
        whole = paths.path_of(start, steps, predicates)
        lookup = lookup_in(node) if "" not in self._namespaces else None
        if lookup is None or self._library.get("instance") is not FUNCTIONS["instance"]:
            return whole
        onwards = paths.onwards_from(steps[lookup.place].predicates[1:], steps[lookup.place + 1 :])
        return looked_up(lookup, self._part(lookup.wanted), onwards, whole)

    def _step(self, step: Step) -> paths.CompiledStep:
        return paths.CompiledStep(
            AXES[step.axis],
            node_test(step.axis, step.test, self._namespaces),
            tuple([self._part(predicate) for predicate in step.predicates]),
            step.axis in REVERSE,
        )


def string_value(value: Value) -> str:
    """The string an evaluation leaves in a node or a text."""
    return to_string(value)
