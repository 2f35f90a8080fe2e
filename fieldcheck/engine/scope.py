"""Where an expression is evaluated: the node at hand, and the world around it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.wording import Said
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import NodeSet, Value

AMSTERDAM = ZoneInfo("Europe/Amsterdam")

Compiled = Callable[["Scope"], Value]
"""An expression that is ready to be evaluated."""


class EvaluationFailed(FormRefused):
    """An expression asked for something that is not there: an unknown function, a node-set that is none.

    ``reason`` is made of a Dutch msgid and its fields.
    """

    def __init__(self, message: str, /, **fields: object) -> None:
        reason = Said(message, **fields)
        super().__init__(N_("De uitdrukking kan niet worden berekend: {reason}"), reason=reason)
        self.reason = reason


def _utc_now() -> datetime:
    return datetime.now(UTC)


def _no_text(_identifier: str) -> str:
    return ""


def _no_choice(_value: str, _reference: str, _node: TreeNode) -> str:
    return ""


@dataclass(slots=True)
class Environment:
    """What expressions of one run share.

    Attributes:
        root: what an absolute path starts from.
        now: the clock, timezone-aware.
        zone: the zone in which days begin and clock times are shown.
        instances: secondary instances by id, each an element.
        namespaces: URI by prefix, for name tests with a prefix.
        functions: extra functions by name as written (``fc:signal``); they get evaluated arguments.
        itext: the text of an itext id in the current language.
        choice_name: the label of a choice value of the question at a path, seen from a node.
        paths: what plain absolute paths such as ``/data/a`` lead to, kept while the tree keeps its elements;
            whoever adds or removes an element clears it. None keeps nothing.
        columns: rows of secondary instances by the text of one of their columns, kept for ``pulldata()``.
        rows: the same for paths into secondary instances, kept by ``lookups``.
    """

    root: TreeNode
    now: Callable[[], datetime] = _utc_now
    zone: tzinfo = AMSTERDAM
    instances: Mapping[str, TreeNode] = field(default_factory=dict)
    namespaces: Mapping[str, str] = field(default_factory=dict)
    functions: Mapping[str, Callable[..., Value]] = field(default_factory=dict)
    itext: Callable[[str], str | NodeSet] = _no_text
    choice_name: Callable[[str, str, TreeNode], str] = _no_choice
    version: str = ""
    paths: dict[str, NodeSet] | None = None
    columns: dict[tuple[int, str], dict[str, TreeNode]] = field(default_factory=dict)
    rows: dict[tuple[int, tuple[str, ...], str], dict[str, NodeSet]] = field(default_factory=dict)


MOST_VISITS = 10_000_000
"""Nodes one evaluation may look at, which takes seconds. Predicates in predicates multiply, and end here."""


class Scope:
    """The node an expression stands at; ``current`` is where the whole expression began."""

    __slots__ = ("current", "environment", "node", "position", "size", "visits")

    def __init__(
        self,
        node: TreeNode,
        environment: Environment,
        *,
        current: TreeNode | None = None,
        position: int = 1,
        size: int = 1,
        visits: list[int] | None = None,
    ) -> None:
        self.node = node
        self.environment = environment
        self.current = current or node
        self.position = position
        self.size = size
        # Shared by the whole evaluation, so that what is nested counts together.
        self.visits = visits or [0]

    def visit(self, count: int) -> None:
        """Note that ``count`` nodes are looked at; EvaluationFailed when that was too much."""
        self.visits[0] += count
        if self.visits[0] > MOST_VISITS:
            raise EvaluationFailed(N_("er worden te veel velden bekeken"))


@dataclass(frozen=True, slots=True)
class Function:
    """One function of the language.

    Attributes:
        call: gets the scope and the evaluated arguments, or the compiled ones when ``lazy``.
        least: fewest arguments.
        most: most arguments, None for any number.
    """

    call: Callable[..., Value]
    least: int
    most: int | None
    lazy: bool = False

    def takes(self, count: int) -> bool:
        """Whether it can be called with that many arguments."""
        return self.least <= count and (self.most is None or count <= self.most)


def nodes_of(value: Value, what: str) -> NodeSet:
    """``value`` as a node-set; EvaluationFailed when it is none. ``what`` is what it is for."""
    if not isinstance(value, list):
        raise EvaluationFailed(N_("wat bij {what} staat, is geen verzameling velden"), what=what)
    return value


def strings_of(values: Sequence[Value]) -> list[str]:
    """All strings of all arguments, a node-set giving one for each of its nodes."""
    from fieldcheck.engine.values import to_string

    found: list[str] = []
    for value in values:
        if isinstance(value, list):
            found.extend(node.text for node in value)
        else:
            found.append(to_string(value))
    return found
