"""Absolute paths inside a repeat mean the instance at hand, as every ODK client has it.

``/data/person/age`` in a condition of ``/data/person/school`` is the age of the same person. Plain XPath
would take all persons. Where a function wants all of them, the path is left alone.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from fieldcheck.engine.syntax import Call, Chain, Literal, Negation, Path, Step, Syntax, Union

ALL_INSTANCES = frozenset(
    ["count", "sum", "min", "max", "join", "concat", "count-non-empty", "indexed-repeat", "randomize", "area"]
)
"""Functions that take a set of nodes for what it is."""

_UP = Step("parent", "node()")


def contextualised(syntax: Syntax, context: Sequence[str], repeats: Collection[str]) -> Syntax:
    """``syntax`` with paths into the repeats around ``context`` turned into relative ones.

    Args:
        syntax: an expression that stands at ``context``.
        context: names of the elements from the root to the node, such as ``("data", "person", "school")``.
        repeats: the references of all repeats of the form.
    """
    around = [depth for depth in range(1, len(context) + 1) if "/" + "/".join(context[:depth]) in repeats]
    return _turned(syntax, tuple(context), around) if around else syntax


def _turned(syntax: Syntax, context: tuple[str, ...], around: Sequence[int]) -> Syntax:
    match syntax:
        case Path():
            return _turned_path(syntax, context, around)
        case Call() if syntax.name not in ALL_INSTANCES:
            return replace(
                syntax, arguments=tuple(_turned(argument, context, around) for argument in syntax.arguments)
            )
        case Negation():
            return replace(syntax, operand=_turned(syntax.operand, context, around))
        case Chain():
            return replace(
                syntax,
                first=_turned(syntax.first, context, around),
                rest=tuple((sign, _turned(operand, context, around)) for sign, operand in syntax.rest),
            )
        case Union():
            return replace(
                syntax, operands=tuple(_turned(operand, context, around) for operand in syntax.operands)
            )
        case Literal() | Call():
            return syntax


def _turned_path(path: Path, context: tuple[str, ...], around: Sequence[int]) -> Path:
    if path.start != "/":
        return path
    shared = 0
    for step, name in zip(path.steps, context, strict=False):
        if step.axis != "child" or step.predicates or step.test != name:
            break
        shared += 1
    inside = [depth for depth in around if depth <= shared and depth < len(path.steps)]
    if not inside:
        return path
    up = len(context) - inside[-1]
    return Path(None, (_UP,) * up + path.steps[inside[-1] :], path.predicates)
