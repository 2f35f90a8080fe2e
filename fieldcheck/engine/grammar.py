"""XPath 1.0 text to syntax, by a lark grammar.

The contextual lexer settles what XPath's grammar leaves to prose: ``div``, ``mod``, ``and``, ``or`` and
``*`` are operators only where an operator can stand.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.wording import Said
from fieldcheck.engine.syntax import (
    DEEPEST,
    LAYERS,
    LONGEST,
    Call,
    Chain,
    Literal,
    Negation,
    Path,
    Step,
    Syntax,
    Union,
    layers,
)

GRAMMAR = r"""
?start: or_expr
?or_expr: and_expr (OR and_expr)*
?and_expr: equality (AND equality)*
?equality: relational (EQUALITY relational)*
?relational: additive (RELATIONAL additive)*
?additive: multiplicative ((PLUS | MINUS) multiplicative)*
?multiplicative: unary ((TIMES | DIV | MOD) unary)*
?unary: union | MINUS unary -> negation
?union: path ("|" path)*
?path: relative | ROOT -> root | SLASH relative -> absolute | SLASHES relative -> anywhere
     | filtered | filtered SLASH relative -> from_filter | filtered SLASHES relative -> from_filter
filtered: primary predicate*
primary: "(" or_expr ")" -> bracket
       | STRING -> string
       | NUMBER -> number
       | NAME "(" [or_expr ("," or_expr)*] ")" -> call
relative: step ((SLASH | SLASHES) step)*
step: "." -> self_step | ".." -> parent_step
    | predicated
predicated: [axis] test predicate*
axis: NAME "::" -> named_axis | "@" -> at
test: NAME -> name_test | TIMES -> any_test | WILD -> wild_test
    | NODETYPE "(" [STRING] ")" -> type_test
predicate: "[" or_expr "]"

OR.3: /or(?![a-zA-Z_.\-])/
AND.3: /and(?![a-zA-Z_.\-])/
DIV.3: /div(?![a-zA-Z_.\-])/
MOD.3: /mod(?![a-zA-Z_.\-])/
EQUALITY: "=" | "!="
RELATIONAL: "<=" | ">=" | "<" | ">"
PLUS: "+"
MINUS: "-"
TIMES: "*"
SLASHES: "//"
ROOT.4: /\/(?!\s*[^\W\d]|\s*[.@*\/])/
SLASH: "/"
STRING: /"[^"]*"|'[^']*'/
NUMBER: /\d+(\.\d*)?|\.\d+/
NODETYPE.2: /(node|text|comment|processing-instruction)(?=\s*\()/
WILD.2: /[^\W\d][\w.\-\u00B7]*:\*/
NAME: /[^\W\d][\w.\-\u00B7]*(:[^\W\d][\w.\-\u00B7]*)?/
%ignore /[ \t\r\n]+/
"""

AXES = frozenset(
    [
        "ancestor",
        "ancestor-or-self",
        "attribute",
        "child",
        "descendant",
        "descendant-or-self",
        "following",
        "following-sibling",
        "namespace",
        "parent",
        "preceding",
        "preceding-sibling",
        "self",
    ]
)
_BRACKETS = re.compile(r"""[(\[)\]]|"[^"]*"?|'[^']*'?""")
_ANY = Step("descendant-or-self", "node()")


class BadExpression(FormRefused):
    """An expression that is not XPath, or too long or too deep.

    ``reason`` is made of a Dutch msgid and its fields; ``column`` counts from 1.
    """

    def __init__(self, message: str, column: int = 1, /, **fields: object) -> None:
        reason = Said(message, **fields)
        super().__init__(N_("De uitdrukking klopt niet: {reason}"), problems=(reason,), reason=reason)
        self.reason = reason
        self.column = column


@lru_cache(maxsize=4096)
def parse(text: str) -> Syntax:
    """Parse one expression. Raises BadExpression, also when it is too long or too deeply nested."""
    import lark

    if len(text) > LONGEST:
        raise BadExpression(N_("langer dan {most} tekens"), most=LONGEST)
    _refuse_deep(text)
    try:
        tree: Any = _parser().parse(text)
    except lark.exceptions.VisitError as error:
        if isinstance(error.orig_exc, BadExpression):
            raise error.orig_exc from None
        raise
    except lark.exceptions.UnexpectedEOF as error:
        raise BadExpression(N_("de uitdrukking houdt te vroeg op"), len(text) + 1) from error
    except lark.exceptions.UnexpectedToken as error:
        if error.token.type == "$END":
            raise BadExpression(N_("de uitdrukking houdt te vroeg op"), len(text) + 1) from error
        raise _unexpected(text, error.column) from error
    except lark.exceptions.UnexpectedInput as error:
        raise _unexpected(text, error.column) from error
    syntax = _plain(tree)
    if layers(syntax) > LAYERS:
        raise BadExpression(N_("meer dan {most} bewerkingen, functies en voorwaarden in elkaar"), most=LAYERS)
    return syntax


def _unexpected(text: str, column: int) -> BadExpression:
    met = text.replace("\n", " ")[column - 1 : column + 11].strip()
    return BadExpression(N_("onverwacht: “{text}” bij teken {column}"), column, text=met, column=column)


def _refuse_deep(text: str) -> None:
    """Count open brackets before any parser sees them, outside of string literals."""
    depth = 0
    for found in _BRACKETS.finditer(text):
        match found.group()[0]:
            case "(" | "[":
                depth += 1
                if depth > DEEPEST:
                    raise BadExpression(
                        N_("meer dan {most} haakjes in elkaar"), found.start() + 1, most=DEEPEST
                    )
            case ")" | "]":
                depth -= 1


@lru_cache(maxsize=1)
def _parser() -> Any:
    import lark

    return lark.Lark(GRAMMAR, parser="lalr", lexer="contextual", transformer=_builder(lark))


def _plain(node: Any) -> Syntax:
    if isinstance(node, list):
        # A bare relative path or filter expression that no rule above has wrapped.
        return _finish(node)
    result: Syntax = node
    return result


def _finish(node: Any) -> Syntax:
    return Path(None, tuple(node))


def _chain(children: list[Any]) -> Syntax:
    operands = [_plain(child) for child in children[::2]]
    operators = [str(child) for child in children[1::2]]
    return Chain(operands[0], tuple(zip(operators, operands[1:], strict=True)))


def _steps(children: list[Any]) -> list[Step]:
    steps: list[Step] = []
    for child in children:
        if isinstance(child, Step):
            steps.append(child)
        elif child == "//":
            steps.append(_ANY)
    return steps


def _builder(lark: Any) -> Any:
    """The transformer, made here because lark is imported only when something is parsed."""

    class Builder(lark.Transformer):  # type: ignore[misc]
        start = or_expr = and_expr = equality = relational = additive = multiplicative = staticmethod(_chain)

        def negation(self, children: list[Any]) -> Syntax:
            operand = _plain(children[1])
            # Two signs cancel, which also keeps a row of them flat.
            if isinstance(operand, Negation) and isinstance(operand.operand, Negation):
                return operand.operand
            return Negation(operand)

        def union(self, children: list[Any]) -> Syntax:
            return Union(tuple(_plain(child) for child in children))

        def relative(self, children: list[Any]) -> list[Step]:
            return _steps(children)

        def root(self, _: list[Any]) -> Syntax:
            return Path("/", ())

        def absolute(self, children: list[Any]) -> Syntax:
            return Path("/", tuple(children[1]))

        def anywhere(self, children: list[Any]) -> Syntax:
            return Path("/", (_ANY, *children[1]))

        def filtered(self, children: list[Any]) -> Syntax:
            primary, *predicates = children
            return Path(primary, (), tuple(predicates)) if predicates else primary

        def from_filter(self, children: list[Any]) -> Syntax:
            start, slash, steps = children
            between = (_ANY,) if slash == "//" else ()
            if isinstance(start, Path) and start.predicates and not start.steps:
                return Path(start.start, (*between, *steps), start.predicates)
            return Path(start, (*between, *steps))

        def bracket(self, children: list[Any]) -> Syntax:
            return _plain(children[0])

        def string(self, children: list[Any]) -> Syntax:
            return Literal(str(children[0])[1:-1])

        def number(self, children: list[Any]) -> Syntax:
            return Literal(float(children[0]))

        def call(self, children: list[Any]) -> Syntax:
            name, *arguments = children
            given = tuple(_plain(child) for child in arguments if child is not None)
            return Call(str(name), given, name.column)

        def step(self, children: list[Any]) -> Step:
            result: Step = children[0]
            return result

        def self_step(self, _: list[Any]) -> Step:
            return Step("self", "node()")

        def parent_step(self, _: list[Any]) -> Step:
            return Step("parent", "node()")

        def predicated(self, children: list[Any]) -> Step:
            axis, test, *predicates = children
            return Step(axis or "child", test, tuple(predicates))

        def named_axis(self, children: list[Any]) -> str:
            if children[0] not in AXES:
                raise BadExpression(
                    N_("de as “{axis}” bestaat niet"), children[0].column, axis=str(children[0])
                )
            return str(children[0])

        def at(self, _: list[Any]) -> str:
            return "attribute"

        def name_test(self, children: list[Any]) -> str:
            return str(children[0])

        def any_test(self, _: list[Any]) -> str:
            return "*"

        def wild_test(self, children: list[Any]) -> str:
            return str(children[0])

        def type_test(self, children: list[Any]) -> str:
            target = str(children[1])[1:-1] if children[1] is not None else ""
            return f"{children[0]}({target})"

        def predicate(self, children: list[Any]) -> Syntax:
            return _plain(children[0])

    return Builder()
