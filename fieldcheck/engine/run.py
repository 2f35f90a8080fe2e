"""One run of a form: answers in, what follows from them out."""

from __future__ import annotations

import heapq
import math
import uuid
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import navigation
from fieldcheck.engine.client import DEPTHS, Node, Page, Section, Violation
from fieldcheck.engine.compiler import Expression
from fieldcheck.engine.definition import Action, Definition
from fieldcheck.engine.form import Form
from fieldcheck.engine.graph import nodes_by_index
from fieldcheck.engine.graph import value as value_of
from fieldcheck.engine.lexical import refuse_impossible, refuse_unknown_choices
from fieldcheck.engine.scope import AMSTERDAM, Environment, Scope
from fieldcheck.engine.showing import Held, Showing
from fieldcheck.engine.tree import as_document
from fieldcheck.engine.values import Value, moment_text, to_boolean


class FormRun:
    """A form being filled in. Not thread-safe; the form itself is shared between runs.

    ``language`` and ``depth`` can be set at any time; they change what is shown, never what is answered.
    """

    def __init__(
        self,
        form: Form,
        *,
        now: Callable[[], datetime],
        language: str = "nl",
        zone: tzinfo = AMSTERDAM,
    ) -> None:
        self.form = form
        self._layout = form.layout
        self._graph = form.graph
        self._definitions = form.layout.definitions
        self._language = language
        self._depth = DEPTHS[-1]
        document = as_document(next(self._layout.instance.elements()))
        self._nodes = nodes_by_index(self._definitions, document)
        self._held = [
            Held(given=definition.default, value=definition.default) for definition in self._definitions
        ]
        self._shown: dict[int, dict[str, Node]] = {}
        self._pages: tuple[Page, ...] | None = None
        self._environment = Environment(
            root=document,
            now=now,
            zone=zone,
            instances=self._layout.instances,
            namespaces=self._layout.namespaces,
            itext=lambda identifier: self._showing.itext(identifier, self._language),
            choice_name=self._choice_name,
            version=self._layout.version,
        )
        self._showing = Showing(self._layout, self._environment, self._nodes)
        for definition in self._definitions:
            self._preload(definition)
        self._propagate(range(2 * len(self._definitions)))
        for action in self._layout.first_load:
            self._act(action)

    # What is shown

    @property
    def language(self) -> str:
        """The language of labels where none is asked for."""
        return self._language

    @language.setter
    def language(self, language: str) -> None:
        self._language = language
        self._shown.clear()

    @property
    def depth(self) -> str:
        """core, standard or deep: pages deeper than this are left out."""
        return self._depth

    @depth.setter
    def depth(self, depth: str) -> None:
        if depth not in DEPTHS:
            raise ValueError(depth)
        self._depth = depth
        self._pages = None

    def references(self) -> tuple[str, ...]:
        """Every question that a person can answer, in the order of the form, relevant or not."""
        return tuple(definition.reference for definition in self._definitions if definition.asks)

    def node(self, reference: str, language: str | None = None) -> Node:
        """A question, note, calculation or group as it stands now. KeyError when the form has none such."""
        index = self.form.index(reference)
        tag = language or self._language
        shown = self._shown.get(index, {}).get(tag)
        if shown is None:
            shown = self._showing.snapshot(self._definitions[index], self._held[index], tag)
            if index not in self._graph.volatile:
                self._shown.setdefault(index, {})[tag] = shown
        return shown

    def pages(self) -> tuple[Page, ...]:
        """The pages that are relevant now, in order."""
        if self._pages is None:
            self._pages = navigation.pages(self._layout, self._is_shown)
        return self._pages

    def page_of(self, reference: str) -> str | None:
        """The page on which a question is; of a section its first page; None when it is not shown now."""
        return navigation.page_of(self.pages(), reference)

    def page_after(self, reference: str) -> str | None:
        """The page that follows a page or question, also one that is no longer relevant; None at the end."""
        place = navigation.place(self.pages(), reference, self.form.index)
        pages = self.pages()
        after = math.floor(place) + 1
        return pages[after].reference if after < len(pages) else None

    def page_before(self, reference: str) -> str | None:
        """The page before a page or question; None at the start."""
        before = math.ceil(navigation.place(self.pages(), reference, self.form.index)) - 1
        return self.pages()[before].reference if before >= 0 else None

    def sections(self) -> tuple[Section, ...]:
        """Groups at the top that have something to ask, with what is still open in them."""
        asked: dict[str, list[int]] = {}
        for page in self.pages():
            for reference in page.questions:
                index = self.form.index(reference)
                if page.section and self._definitions[index].asks:
                    asked.setdefault(page.section, []).append(index)
        return tuple(
            Section(section, self.node(section).label, sum(map(self._is_open, indexes)), len(indexes))
            for section, indexes in asked.items()
        )

    def open_questions(self) -> tuple[str, ...]:
        """Questions on the pages of now that have neither an answer nor a state in its place."""
        return tuple(
            reference
            for page in self.pages()
            for reference in page.questions
            if self._definitions[self.form.index(reference)].asks
            and self._is_open(self.form.index(reference))
        )

    # What is answered

    def answer(self, reference: str, value: str) -> frozenset[str]:
        """Give a value in XForms lexical form; "" takes the answer back.

        Returns the references of everything that may look different now. Raises InvalidValue for a value
        that cannot be one, and then nothing changed; a violated constraint is no reason to refuse.
        """
        index = self._writable(reference)
        self._refuse_impossible(self._definitions[index], value)
        state = AnswerState.ANSWERED if value else AnswerState.NOT_ASKED
        return self._give(index, value, state)

    def set_state(self, reference: str, state: AnswerState) -> frozenset[str]:
        """Record what became of a question in place of a value; ANSWERED is only for answer()."""
        if state is AnswerState.ANSWERED:
            raise ValueError(state)
        return self._give(self._writable(reference), "", state)

    def check(self, reference: str, value: str) -> Violation | None:
        """Whether this value would violate the question's constraint; nothing changes.

        Taking an answer back ("") never does: that a question is required is said by its node. Raises
        InvalidValue for a value that cannot be one.
        """
        index = self._writable(reference)
        definition, node = self._definitions[index], self._nodes[index]
        self._refuse_impossible(definition, value)
        if not value or definition.constraint is None:
            return None
        node.set_text(value)
        try:
            holds = to_boolean(self._showing.evaluate(definition.constraint, node))
        finally:
            node.set_text(self._held[index].value)
        return None if holds else self._showing.violation("constraint", definition, self._language)

    def answers(self) -> dict[str, tuple[str, AnswerState]]:
        """Everything that was given, relevant now or not: what :meth:`restore` needs to stand here again."""
        return {
            definition.reference: (held.given, held.state)
            for definition, held in zip(self._definitions, self._held, strict=True)
            if definition.control
            and definition.calculate is None
            and (held.state is not AnswerState.NOT_ASKED or held.given != definition.default)
        }

    def restore(self, answers: Mapping[str, tuple[str, AnswerState]]) -> None:
        """Stand where a run with these answers stood; what is not among them is as in a new form.

        Answers to questions the form does not have are left out. No event fires.
        """
        given: dict[str, tuple[str, AnswerState]] = {}
        for reference, (value, state) in answers.items():
            if reference in self.form and self._definitions[self.form.index(reference)].control:
                given[reference] = (value if state in _KEEPS else "", state)
        for definition, held in zip(self._definitions, self._held, strict=True):
            if definition.control and definition.calculate is None:
                held.given, held.state = given.get(
                    definition.reference, (definition.default, AnswerState.NOT_ASKED)
                )
        self._shown.clear()
        self._propagate(range(2 * len(self._definitions)))

    def evaluate(
        self,
        expression: str | Expression,
        context: str = "/data",
        functions: Mapping[str, Callable[..., Value]] | None = None,
    ) -> Value:
        """The XPath value of an expression over the answers of now.

        ``${name}`` stands for the question of that name. ``functions`` are called by the name as written
        (``fc:signal``) with evaluated arguments: text, number, boolean or a list of nodes that have
        ``.reference`` and ``.text``. Raises BadExpression or EvaluationFailed.
        """
        compiled = self.form.compiled(expression) if isinstance(expression, str) else expression
        environment = replace(self._environment, functions=functions or {})
        index = self.form.find(context)
        node = self._nodes[0 if index is None else index]
        return compiled.run(Scope(node, environment))

    # Inside

    def _writable(self, reference: str) -> int:
        index = self.form.index(reference)
        definition = self._definitions[index]
        if not definition.asks or definition.calculate is not None:
            raise InvalidValue(N_("Dit veld kan niet worden ingevuld; het formulier rekent het uit."))
        return index

    def _refuse_impossible(self, definition: Definition, value: str) -> None:
        refuse_impossible(definition.type, value)
        if value and definition.selects:
            offered = self.form.offered(definition.index)
            refuse_unknown_choices(value, offered, several=definition.type == "select_multiple")

    def _give(self, index: int, value: str, state: AnswerState) -> frozenset[str]:
        held = self._held[index]
        before = held.value
        held.given, held.state = value, state
        seen = self._recompute(index)
        if held.value != before:
            for action in self._definitions[index].changes:
                seen |= self._act(action)
        return frozenset(self._definitions[one].reference for one in seen)

    def _viewed_with(self, changed: Collection[int]) -> set[int]:
        """Everything that shows one of the changed values."""
        seen = set(changed)
        for index in changed:
            seen.update(self._graph.viewers.get(index, ()))
        return seen

    def _act(self, action: Action) -> set[int]:
        index = self.form.find(action.target)
        if index is None:
            return set()
        value = self._showing.text_of(action.value, self._nodes[index]) if action.value else action.text
        self._held[index].given = value
        return self._recompute(index)

    def _recompute(self, index: int) -> set[int]:
        """Follow a new value through the form; returns everything that may look different."""
        changed = self._propagate([value_of(index)]) | {index}
        self._shown.pop(index, None)
        return self._viewed_with(changed)

    def _propagate(self, dirty: Iterable[int]) -> set[int]:
        """Compute again what hangs on ``dirty``, each once and after what it needs."""
        place, order, dependents = self._graph.place, self._graph.order, self._graph.dependents
        queue = [place[vertex] for vertex in dirty]
        heapq.heapify(queue)
        waiting = set(queue)
        changed: set[int] = set()
        while queue:
            position = heapq.heappop(queue)
            waiting.discard(position)
            vertex = order[position]
            index, is_value = divmod(vertex, 2)
            if not (self._revalue(index) if is_value else self._rethink(index)):
                continue
            changed.add(index)
            if not is_value:
                self._pages = None
            for other in dependents[vertex]:
                if place[other] not in waiting:
                    waiting.add(place[other])
                    heapq.heappush(queue, place[other])
        for index in self._viewed_with(changed):
            self._shown.pop(index, None)
        return changed

    def _rethink(self, index: int) -> bool:
        definition, held = self._definitions[index], self._held[index]
        relevant = definition.parent < 0 or self._held[definition.parent].relevant
        if relevant and definition.relevant is not None:
            relevant = to_boolean(self._showing.evaluate(definition.relevant, self._nodes[index]))
        if relevant is held.relevant:
            return False
        held.relevant = relevant
        return True

    def _revalue(self, index: int) -> bool:
        definition, held, node = self._definitions[index], self._held[index], self._nodes[index]
        if definition.type == "group":
            return False
        if not held.relevant:
            value = ""
        elif definition.calculate is not None:
            value = _stored(self._showing.text_of(definition.calculate, node))
            held.given = value
        else:
            value = self._still_offered(definition, held.given)
        if value == held.value:
            return False
        held.value = value
        node.set_text(value)
        return True

    def _still_offered(self, definition: Definition, given: str) -> str:
        """What of a selection the choices of now still hold; what was given is kept."""
        if not given or definition.itemset is None or not self.form.filters(definition.index):
            return given
        offered = {value for value, _ in self._showing.items(definition)}
        if definition.type == "select_one":
            return given if given in offered else ""
        return " ".join(word for word in given.split() if word in offered)

    def _is_shown(self, index: int) -> bool:
        held, definition = self._held[index], self._definitions[index]
        depth = self.form.depth(index)
        return (
            held.relevant
            and (definition.control or definition.type == "group")
            and (not depth or DEPTHS.index(depth) <= DEPTHS.index(self._depth))
        )

    def _is_open(self, index: int) -> bool:
        held = self._held[index]
        return held.state is AnswerState.NOT_ASKED and not held.value

    def _preload(self, definition: Definition) -> None:
        held = self._held[definition.index]
        match definition.preload.split():
            case ["uid"]:
                held.given = definition.default or f"uuid:{uuid.uuid4()}"
            case ["timestamp", "start"]:
                held.given = moment_text(self._environment.now().astimezone(self._environment.zone))
            case ["date", "today"]:
                held.given = self._environment.now().astimezone(self._environment.zone).date().isoformat()

    def _choice_name(self, value: str, reference: str) -> str:
        index = self.form.find(reference.strip())
        if index is None:
            return ""
        choices = self._showing.choices(self._definitions[index], self._language)
        return next((choice.label for choice in choices if choice.value == value), "")


_KEEPS = (AnswerState.ANSWERED, AnswerState.NOT_ASKED)
"""States beside which a value can stand: an answer, or one the form filled in itself."""


def _stored(value: str) -> str:
    """What a calculation leaves: a number that is none is no value at all."""
    return "" if value == "NaN" else value
