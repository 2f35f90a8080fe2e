"""How a node of a run looks in a language: its texts, its choices, what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine.client import Choice, Node, Violation
from fieldcheck.engine.compiler import Expression
from fieldcheck.engine.definition import Definition, Layout, Parts, Text
from fieldcheck.engine.scope import Environment, Scope
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import Value, to_boolean, to_string

Kind = Literal["constraint", "required"]


@dataclass(slots=True)
class Held:
    """What a run knows of one definition: what was given, and what it counts for now."""

    given: str = ""
    state: AnswerState = AnswerState.NOT_ASKED
    relevant: bool = True
    value: str = ""


class Showing:
    """Evaluates expressions and texts of one run; changes nothing."""

    def __init__(self, layout: Layout, environment: Environment, nodes: Sequence[TreeNode]) -> None:
        self._layout = layout
        self._environment = environment
        self._nodes = nodes

    def evaluate(self, expression: Expression, node: TreeNode) -> Value:
        """The value of an expression of the form that stands at ``node``."""
        return expression.run(Scope(node, self._environment))

    def text_of(self, expression: Expression, node: TreeNode) -> str:
        """The same as text."""
        return to_string(self.evaluate(expression, node))

    def snapshot(self, definition: Definition, held: Held, tag: str) -> Node:
        """The node as it stands now, in one language."""
        node = self._nodes[definition.index]
        label, translated = self._read(definition.label, tag, node)
        required = definition.required is not None and to_boolean(self.evaluate(definition.required, node))
        return Node(
            reference=definition.reference,
            name=definition.name,
            type=definition.type,
            appearance=definition.appearance,
            label=label,
            hint=self._read(definition.hint, tag, node)[0],
            guidance=self._read(definition.hint, tag, node, form="guidance")[0],
            relevant=held.relevant,
            required=required,
            readonly=definition.readonly is not None and to_boolean(self.evaluate(definition.readonly, node)),
            value=held.value,
            state=held.state,
            violation=self._broken(definition, held, required, tag),
            choices=self.choices(definition, tag),
            constraint_message=self._read(definition.constraint_message, tag, node)[0],
            translated=translated,
        )

    def _broken(self, definition: Definition, held: Held, required: bool, tag: str) -> Violation | None:
        if not held.relevant:
            return None
        if not held.value:
            missing = required and held.state is AnswerState.NOT_ASKED
            return self.violation("required", definition, tag) if missing else None
        constraint = definition.constraint
        if constraint is None or to_boolean(self.evaluate(constraint, self._nodes[definition.index])):
            return None
        return self.violation("constraint", definition, tag)

    def violation(self, kind: Kind, definition: Definition, tag: str) -> Violation:
        """That kind of violation, with the form's own message."""
        text = definition.required_message if kind == "required" else definition.constraint_message
        return Violation(kind, self._read(text, tag, self._nodes[definition.index])[0])

    def _read(self, text: Text | None, tag: str, node: TreeNode, *, form: str = "") -> tuple[str, bool]:
        """A text in a language, and whether it was there in that language."""
        if text is None:
            return "", True
        if text.identifier:
            parts, translated = self._layout.itext.find(text.identifier, tag, form)
            return self._filled(parts, node), translated or not parts
        inline = text.parts if not form else ()
        return self._filled(inline, node), not inline or tag == self._layout.itext.default

    def _filled(self, parts: Parts, node: TreeNode) -> str:
        if len(parts) == 1 and isinstance(parts[0], str):
            return parts[0]
        return "".join(
            part if isinstance(part, str) else _shown_text(self.text_of(part, node)) for part in parts
        )

    def itext(self, identifier: str, tag: str) -> str:
        """The text of an itext id, "" when there is none."""
        return self._filled(self._layout.itext.find(identifier, tag)[0], self._nodes[0])

    def items(self, definition: Definition) -> list[tuple[str, TreeNode]]:
        """The items that a question's list lets through now, each with its value."""
        itemset = definition.itemset
        if itemset is None:
            return []
        found = self.evaluate(itemset.nodes, self._nodes[definition.index])
        items = found if isinstance(found, list) else []
        return [(self.text_of(itemset.value, item), item) for item in items]

    def choices(self, definition: Definition, tag: str) -> tuple[Choice, ...]:
        """The choices of now, in one language; none for a question that offers none."""
        node = self._nodes[definition.index]
        if definition.options:
            read = [(value, *self._read(text, tag, node)) for value, text in definition.options]
            return tuple(Choice(value, label or value, known) for value, label, known in read)
        itemset = definition.itemset
        if itemset is None:
            return ()
        return tuple(
            self._choice(value, self.text_of(itemset.label, item), item, tag, translated=itemset.translated)
            for value, item in self.items(definition)
        )

    def _choice(self, value: str, label: str, item: TreeNode, tag: str, *, translated: bool) -> Choice:
        if not translated:
            return Choice(value, label or value, tag == self._layout.itext.default)
        parts, known = self._layout.itext.find(label, tag)
        return Choice(value, self._filled(parts, item) or value, known)


def _shown_text(value: str) -> str:
    return "" if value == "NaN" else value
