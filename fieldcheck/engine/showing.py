"""How a node of a run looks in a language: its texts, its choices, what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import tzinfo
from typing import Literal

from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine.client import NO_MEDIA, Choice, Node, Violation
from fieldcheck.engine.compiler import Expression
from fieldcheck.engine.definition import Itemset, Layout, Parts, Text
from fieldcheck.engine.instance import Held, Instance, Row
from fieldcheck.engine.scope import Environment, EvaluationFailed, Scope
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import Value, to_boolean, to_string
from fieldcheck.engine.wording import Wording

Kind = Literal["constraint", "required"]


class Showing:
    """Evaluates expressions and texts of one run; changes nothing."""

    def __init__(
        self, layout: Layout, wording: Wording, environment: Environment, instance: Instance
    ) -> None:
        self._layout = layout
        self._wording = wording
        self._environment = environment
        self._instance = instance
        self.language = layout.itext.default
        """Of texts that a value is made of."""
        self._tag = ""
        """Of the node that is being shown, "" while none is."""
        self.faults: dict[tuple[str, str], str] = {}
        """Why an expression could not be computed, by the path it stands at and its text."""

    @property
    def zone(self) -> tzinfo:
        """The zone in which days begin."""
        return self._environment.zone

    def evaluate(self, expression: Expression, node: TreeNode) -> Value:
        """The value of an expression of the form that stands at ``node``.

        One that cannot be computed is "" and noted among the faults: an answer is never lost to it.
        """
        try:
            return expression.run(Scope(node, self._environment))
        except EvaluationFailed as error:
            self.faults[node.reference, expression.text] = error.reason
            return ""

    def holds(self, expression: Expression | None, node: TreeNode, *, otherwise: bool) -> bool:
        """Whether a condition holds; ``otherwise`` where there is none, or it cannot be computed."""
        if expression is None:
            return otherwise
        try:
            return to_boolean(expression.run(Scope(node, self._environment)))
        except EvaluationFailed as error:
            self.faults[node.reference, expression.text] = error.reason
            return otherwise

    def text_of(self, expression: Expression, node: TreeNode) -> str:
        """The same as text."""
        return to_string(self.evaluate(expression, node))

    def snapshot(self, held: Held, tag: str) -> Node:
        """The node as it stands now, in one language."""
        before, self._tag = self._tag, tag
        try:
            return self._snapshot(held, tag)
        finally:
            self._tag = before

    def _snapshot(self, held: Held, tag: str) -> Node:
        definition, node = held.definition, held.node
        label, translated = self._read(definition.label, tag, node)
        hint, hint_translated = self._read(definition.hint, tag, node)
        required = self.holds(definition.required, node, otherwise=False)
        instance = definition.type == "repeat"
        return Node(
            reference=held.reference,
            name=definition.name,
            type="instance" if instance else definition.type,
            appearance=definition.appearance,
            label=label,
            hint=hint,
            guidance=self._read(definition.hint, tag, node, form="guidance")[0],
            relevant=held.relevant,
            required=required,
            readonly=self._is_readonly(held),
            value=held.value,
            state=held.state,
            violation=self._broken(held, required, tag),
            choices=self.choices(held, tag),
            constraint_message=self._read(definition.constraint_message, tag, node)[0],
            translated=translated,
            media=self._media(definition.label, tag),
            accepts=definition.accepts,
            bounds=definition.bounds,
            position=held.row.place if instance else 0,
            hint_translated=hint_translated,
        )

    def of_range(self, reference: str, row: Row, repeat: int, tag: str) -> Node:
        """A repeat as a whole, in one language."""
        definition = self._layout.definitions[repeat]
        ghost = self._instance.ghost(row, repeat)
        label, translated = self._read(definition.label, tag, ghost)
        around = row.held[definition.parent]
        relevant = around.relevant and self.holds(definition.relevant, ghost, otherwise=True)
        return Node(
            reference=reference,
            name=definition.name,
            type="repeat",
            appearance=definition.appearance,
            label=label,
            hint=self._read(definition.hint, tag, ghost)[0],
            guidance=self._read(definition.hint, tag, ghost, form="guidance")[0],
            relevant=relevant,
            required=False,
            readonly=self._is_readonly(around) or self.holds(definition.readonly, ghost, otherwise=False),
            value="",
            state=AnswerState.NOT_ASKED,
            violation=None,
            choices=(),
            constraint_message="",
            translated=translated,
            instances=tuple(one.prefix for one in row.rows[repeat]),
            extendable=definition.count is None and not definition.fixed,
        )

    def _is_readonly(self, held: Held) -> bool:
        """Whether it is locked, or a group around it is."""
        one: Held | None = held
        while one is not None:
            if self.holds(one.definition.readonly, one.node, otherwise=False):
                return True
            parent = one.node.parent
            one = self._instance.at(parent) if parent is not None else None
        return False

    def _media(self, text: Text | None, tag: str) -> Mapping[str, str]:
        if text is None or not text.identifier:
            return NO_MEDIA
        return self._wording.media(text.identifier, tag)

    def _broken(self, held: Held, required: bool, tag: str) -> Violation | None:
        if not held.relevant:
            return None
        if not held.value:
            missing = required and held.state is AnswerState.NOT_ASKED
            return self.violation("required", held, tag) if missing else None
        if self.holds(held.definition.constraint, held.node, otherwise=True):
            return None
        return self.violation("constraint", held, tag)

    def violation(self, kind: Kind, held: Held, tag: str) -> Violation:
        """That kind of violation, with the form's own message."""
        definition = held.definition
        text = definition.required_message if kind == "required" else definition.constraint_message
        return Violation(kind, *self._read(text, tag, held.node))

    def _read(self, text: Text | None, tag: str, node: TreeNode, *, form: str = "") -> tuple[str, bool]:
        """A text in a language, and whether it was there in that language."""
        if text is None:
            return "", True
        said = self._wording.said(text, tag, form)
        if said is not None:
            return said
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

    def itext(self, identifier: str) -> str:
        """The text of an itext id in the language at hand, "" when there is none."""
        parts = self._layout.itext.find(identifier, self._tag or self.language)[0]
        return self._filled(parts, self._instance.top.node)

    def choice_name(self, value: str, held: Held) -> str:
        """The label of a choice of a question in the language at hand, "" when it has no such choice."""
        choices = self.choices(held, self._tag or self.language)
        return next((choice.label for choice in choices if choice.value == value), "")

    def items(self, held: Held) -> list[tuple[str, TreeNode]]:
        """The items that a question's list lets through now, each with its value."""
        itemset = held.definition.itemset
        if itemset is None:
            return []
        found = self.evaluate(itemset.nodes, held.node)
        items = found if isinstance(found, list) else []
        return [(self.text_of(itemset.value, item), item) for item in items]

    def choices(self, held: Held, tag: str) -> tuple[Choice, ...]:
        """The choices of now, in one language; none for a question that offers none."""
        if not held.definition.selects:
            return ()
        choices = self._wording.choices(held.definition, tag)
        if choices is None:
            choices = self._choices_of_now(held, tag)
            self._wording.keep(held.definition, tag, choices)
        return choices

    def _choices_of_now(self, held: Held, tag: str) -> tuple[Choice, ...]:
        definition = held.definition
        if definition.options:
            return tuple(self._option(value, text, held, tag) for value, text in definition.options)
        itemset = definition.itemset
        if itemset is None:
            return ()
        return tuple(
            self._choice(value, self.text_of(itemset.label, item), item, tag, itemset)
            for value, item in self.items(held)
            if value or itemset.outside
        )

    def _option(self, value: str, text: Text, held: Held, tag: str) -> Choice:
        label, known = self._read(text, tag, held.node)
        return Choice(value, label or value, known, self._media(text, tag))

    def _choice(self, value: str, label: str, item: TreeNode, tag: str, itemset: Itemset) -> Choice:
        if not itemset.translated:
            return Choice(value, label or value, not itemset.outside or tag == self._layout.itext.default)
        parts, known = self._layout.itext.find(label, tag)
        media = self._wording.media(label, tag)
        return Choice(value, self._filled(parts, item) or value, known, media)


def _shown_text(value: str) -> str:
    return "" if value == "NaN" else value
