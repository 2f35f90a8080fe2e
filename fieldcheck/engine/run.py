"""One run of a form: answers in, what follows from them out."""

from __future__ import annotations

import bisect
import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, tzinfo

from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine.client import DEPTHS, Node, Page, Section, Violation
from fieldcheck.engine.compiler import Expression
from fieldcheck.engine.form import Form
from fieldcheck.engine.graph import relevance
from fieldcheck.engine.graph import value as value_of
from fieldcheck.engine.happening import FIRST_LOAD, LOAD, VALUE_CHANGED, Happening, Surroundings
from fieldcheck.engine.instance import Held, Instance, Row, row_above, rows_below
from fieldcheck.engine.lexical import refuse_impossible, refuse_off_scale, refuse_unknown_choices
from fieldcheck.engine.navigation import Pages
from fieldcheck.engine.recomputing import Recomputing
from fieldcheck.engine.restoring import Restoring
from fieldcheck.engine.scope import AMSTERDAM, Environment, Scope
from fieldcheck.engine.showing import Showing
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.values import Value

_NO_PROPERTIES: Mapping[str, str] = {}


def _nowhere() -> str:
    return ""


class FormRun:
    """A form being filled in. Not thread-safe; the form itself is shared between runs.

    ``language`` and ``depth`` can be set at any time; they change what is shown, never what is answered.

    References are absolute paths; those inside a repeat carry the number of each instance, which stays the
    same for good: ``/data/person[3]/name``.
    """

    def __init__(
        self,
        form: Form,
        *,
        now: Callable[[], datetime],
        language: str = "nl",
        zone: tzinfo = AMSTERDAM,
        properties: Mapping[str, str] = _NO_PROPERTIES,
        location: Callable[[], str] = _nowhere,
    ) -> None:
        """Begin a new, empty run; the events of a first load happen.

        Args:
            form: what to fill in.
            now: the clock, timezone-aware.
            language: of labels where none is asked for.
            zone: the zone in which days begin.
            properties: metadata by ODK's names (``username``, ``deviceid``, ...); ``instanceid`` gives the
                run an id of the caller's, and ``started`` an ISO moment the start it is to have.
            location: where the laptop is, as ODK writes a point, or "".
        """
        self.form = form
        self._layout = form.layout
        self._definitions = form.layout.definitions
        self._depth = DEPTHS[-1]
        self._instance = Instance(form.layout)
        self._pages: Pages | None = None
        self._environment = Environment(
            root=self._instance.document,
            now=now,
            zone=zone,
            instances=self._layout.instances,
            namespaces=self._layout.namespaces,
            itext=lambda identifier: self._showing.itext(identifier),
            choice_name=self._choice_name,
            version=self._layout.version,
            paths=self._instance.paths,
        )
        self._showing = Showing(self._layout, form.wording, self._environment, self._instance)
        self._showing.language = language
        self._recomputing = Recomputing(form, self._instance, self._showing)
        surroundings = Surroundings(properties, location)
        self._happening = Happening(
            form, self._instance, self._recomputing, self._showing, self._environment, surroundings
        )
        self._restoring = Restoring(form, self._instance, self._recomputing, self._happening)
        self._happening.fill_in(self._instance.all())
        self._recomputing.everything()
        for held in self._instance.all():
            held.initial = held.given
        self._happening.load(FIRST_LOAD)
        self._restoring.follow_new_rows()
        self._recomputing.take_seen()

    # What is shown

    @property
    def language(self) -> str:
        """The language of labels where none is asked for."""
        return self._showing.language

    @language.setter
    def language(self, language: str) -> None:
        self._showing.language = language  # what was computed stays as it was, as in ODK

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
        found = [held for held in self._instance.all() if held.definition.asks]
        return tuple(held.reference for held in sorted(found, key=lambda held: held.node.order))

    def expand(self, path: str) -> tuple[str, ...]:
        """All nodes at a path without numbers: one, or one for each instance there is."""
        index = self.form.find(path)
        return () if index is None else tuple(held.reference for held in self._instance.expand(index))

    def node(self, reference: str, language: str | None = None) -> Node:
        """A question, note, calculation, group or repeat as it stands now. KeyError when there is none."""
        tag = language or self.language
        held = self._instance.find(reference)
        if held is None:
            row, repeat = self._instance.ranges[reference]
            return self._showing.of_range(reference, row, repeat, tag)
        shown = held.shown.get(tag)
        if shown is None:
            shown = self._showing.snapshot(held, tag)
            if held.definition.index not in self.form.graph.volatile:
                held.shown[tag] = shown
        return shown

    def pages(self) -> tuple[Page, ...]:
        """The pages that are relevant now, in order."""
        return self._paged().all

    def page_of(self, reference: str) -> str | None:
        """The page on which a question is; of a section its first page; None when it is not shown now."""
        pages = self._paged()
        place = pages.place(reference)
        return None if place is None else pages.all[place].reference

    def page_after(self, reference: str) -> str | None:
        """The page that follows a page or question, also one that is no longer relevant; None at the end."""
        pages = self.pages()
        after = math.floor(self._place(reference)) + 1
        return pages[after].reference if after < len(pages) else None

    def page_before(self, reference: str) -> str | None:
        """The page before a page or question; None at the start."""
        before = math.ceil(self._place(reference)) - 1
        return self.pages()[before].reference if before >= 0 else None

    def sections(self) -> tuple[Section, ...]:
        """Groups at the top that have something to ask, with what is still open in them."""
        asked: dict[str, list[Held]] = {}
        for page in self.pages():
            if not page.section:
                continue
            if page.kind == "repeat":
                asked.setdefault(page.section, [])
            for reference in page.questions:
                held = self._instance[reference]
                if held.definition.asks:
                    asked.setdefault(page.section, []).append(held)
        return tuple(
            Section(section, self.node(section).label, sum(map(_is_open, questions)), len(questions))
            for section, questions in asked.items()
        )

    def open_questions(self) -> tuple[str, ...]:
        """Questions on the pages of now that have neither an answer nor a state in its place."""
        return tuple(
            reference
            for page in self.pages()
            for reference in page.questions
            if self._instance[reference].definition.asks and _is_open(self._instance[reference])
        )

    def held_back(self) -> tuple[str, ...]:
        """Paths of questions at this depth that an open question may still bring, in the order of the form.

        Whether it will is not known before it is answered.
        """
        trail = [value_of(self._instance[reference].definition.index) for reference in self.open_questions()]
        reached = set(trail)
        while trail:
            for vertex, _ in self.form.graph.dependents[trail.pop()]:
                if vertex not in reached:
                    reached.add(vertex)
                    trail.append(vertex)
        return tuple(
            definition.reference
            for definition in self._definitions
            if definition.asks
            and relevance(definition.index) in reached
            and self._is_deep_enough(definition.index)
            and not any(held.relevant for held in self._instance.expand(definition.index))
        )

    # What is answered

    def answer(self, reference: str, value: str) -> frozenset[str]:
        """Give a value in XForms lexical form; "" takes the answer back.

        Returns the references of everything that may look different now. Raises InvalidValue for a value
        that cannot be one, and then nothing changed; a violated constraint is no reason to refuse.
        """
        held = self._writable(reference)
        self._refuse_impossible(held, value)
        state = AnswerState.ANSWERED if value else AnswerState.NOT_ASKED
        return self._give(held, value, state)

    def set_state(self, reference: str, state: AnswerState) -> frozenset[str]:
        """Record what became of a question in place of a value; ANSWERED is only for answer()."""
        if state is AnswerState.ANSWERED:
            raise ValueError(state)
        return self._give(self._writable(reference), "", state)

    def check(
        self,
        reference: str,
        value: str,
        beside: Mapping[str, str] | None = None,
        language: str | None = None,
    ) -> Violation | None:
        """Whether this value would violate the question's constraint, in the words of ``language`` (else of
        the talk); nothing changes.

        ``beside`` is what is given at the same time, by reference: a constraint that compares two questions
        of a page is held against what stands there, and not against what was recorded before.

        Taking an answer back ("") never does: that a question is required is said by its node. Raises
        InvalidValue for a value that cannot be one.
        """
        held = self._writable(reference)
        self._refuse_impossible(held, value)
        constraint = held.definition.constraint
        if not value or constraint is None:
            return None
        together = {**(beside or {}), reference: value}
        changed = [(self._writable(one), text) for one, text in together.items()]
        for one, text in changed:
            one.node.set_text(text)
        try:
            holds = self._showing.holds(constraint, held.node, otherwise=True)
        finally:
            for one, _ in changed:
                one.node.set_text(one.value)
        return None if holds else self._showing.violation("constraint", held, language or self.language)

    def add_instance(self, repeat: str) -> str:
        """Put a new instance at the end of a repeat; its reference.

        Raises InvalidValue when the form itself counts the instances, KeyError for what is no repeat.
        """
        row, index = self._extendable(repeat)
        new = self._instance.add(row, index)
        self._recomputing.from_rows(row, index, [new])
        self._happening.in_new_row(new)
        self._restoring.follow_new_rows()
        self._recomputing.take_seen()
        self._pages = None
        return new.prefix

    def remove_instance(self, reference: str) -> frozenset[str]:
        """Take an instance out of its repeat; what was answered in it is kept, see return_instance().

        Returns what may look different now. Raises InvalidValue as add_instance() does.
        """
        row = self._row(reference)
        self._instance.remove(row)
        return self._rows_changed(row, [])

    def return_instance(self, reference: str) -> frozenset[str]:
        """Put a removed instance back in its place, with what was answered in it; no event happens."""
        repeat, _, number = reference.removesuffix("]").rpartition("[")
        around, index = self._extendable(repeat)
        if int(number) not in around.gone.get(index, {}):
            raise KeyError(reference)
        return self._rows_changed(row := self._instance.add(around, index, int(number)), [row])

    def answers(self) -> dict[str, tuple[str, AnswerState]]:
        """Everything that was given, relevant now or not: what :meth:`restore` needs to stand here again.

        An instance of a repeat that a person added or removed is among them, as PRESENT or REMOVED; what was
        answered in a removed one is kept for when it returns.
        """
        return self._restoring.answers()

    def resume(self, answers: Mapping[str, tuple[str, AnswerState]]) -> None:
        """As :meth:`restore`, for an interview that was sent and is opened again: its load events happen."""
        self.restore(answers)
        self._happening.load(LOAD)
        self._restoring.follow_new_rows()
        self._recomputing.take_seen()

    def restore(self, answers: Mapping[str, tuple[str, AnswerState]]) -> None:
        """Stand where a run with these answers stood; what is not among them is as in a new form.

        Answers to questions the form does not have are left out. No event happens.
        """
        self._restoring.restore(answers)
        self._recomputing.take_seen()
        self._pages = None

    def close(self) -> frozenset[str]:
        """The talk is over: fill in what the form wants to know of its end."""
        ends = [held for held in self._instance.all() if held.definition.preload in ("timestamp end", "end")]
        for held in ends:
            held.given = self._happening.moment()
        self._recomputing.from_values(ends)
        return self._recomputing.take_seen()

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
        held = self._instance.find(context)
        node = self._instance.top.node if held is None else held.node
        return compiled.run(Scope(node, environment))

    @property
    def faults(self) -> Mapping[tuple[str, str], str]:
        """Expressions of the form that could not be computed, and why, by the path they stand at and text.

        What they belong to is then shown, not required and not refused; a value is empty.
        """
        return self._showing.faults

    @property
    def instance(self) -> Instance:
        """The nodes as they stand, for reading: what a submission is written from."""
        return self._instance

    # Inside: what is shown

    def _paged(self) -> Pages:
        if self._pages is None or self._recomputing.pages_changed or self.form.has_conditional_repeats:
            self._pages = Pages(self._layout, self._instance, self._is_shown, self._is_listed)
            self._recomputing.pages_changed = False
        return self._pages

    def _place(self, reference: str) -> float:
        """Where ``reference`` stands among the pages; a half when it is between two of them."""
        pages = self._paged()
        found = pages.place(reference)
        if found is not None:
            return float(found)
        order = [self._order(page.reference) for page in pages.all]
        return bisect.bisect_left(order, self._order(reference)) - 0.5

    def _order(self, reference: str) -> float:
        """Where something stands in the document; a repeat as a whole after its instances."""
        held = self._instance.find(reference)
        if held is not None:
            return held.node.order
        entry = self._instance.ranges.get(reference)
        if entry is not None:
            return self._instance.end_of(*entry)
        # Of what was removed: where its repeat stands.
        repeat = reference[: reference.rindex("[")] if "[" in reference else ""
        if not repeat:
            raise KeyError(reference)
        return self._order(repeat)

    def _is_shown(self, held: Held) -> bool:
        definition = held.definition
        return (
            held.relevant
            and (definition.control or definition.type == "group")
            and self._is_deep_enough(definition.index)
        )

    def _is_listed(self, row: Row, repeat: int) -> bool:
        rows = row.rows[repeat]
        if rows:
            return any(self._is_shown(one.held[repeat]) for one in rows)
        reference = self._instance.range_of(row, repeat)
        return self._is_deep_enough(repeat) and self._showing.of_range(reference, row, repeat, "").relevant

    def _is_deep_enough(self, index: int) -> bool:
        depth = self.form.depth(index)
        return not depth or DEPTHS.index(depth) <= DEPTHS.index(self._depth)

    def _choice_name(self, value: str, path: str, at: TreeNode) -> str:
        held = self._question_at(path.strip(), at)
        return "" if held is None else self._showing.choice_name(value, held)

    def _question_at(self, path: str, at: TreeNode) -> Held | None:
        """The question a path means, seen from a node; a path without numbers is of the same instance."""
        index = self.form.find(path)
        if index is None:
            nodes = self.form.compiled(path).run(Scope(at, self._environment))
            return self._instance.at(nodes[0]) if isinstance(nodes, list) and nodes else None
        around = self._instance.at(at)
        chain = self._definitions[index].repeats
        shared = self.form.shared_repeats(around.definition.index, index) if around is not None else 0
        top = row_above(around.row, shared) if around is not None else self._instance.top
        rows = rows_below(top, chain[shared:])
        return rows[0].held.get(index) if rows else None

    # Inside: what is answered

    def _writable(self, reference: str) -> Held:
        held = self._instance[reference]
        if not held.definition.asks:
            raise InvalidValue(N_("Dit veld kan niet worden ingevuld; het formulier rekent het uit."))
        return held

    def _refuse_impossible(self, held: Held, value: str) -> None:
        definition = held.definition
        refuse_impossible(definition.type, value)
        if value and definition.bounds is not None:
            refuse_off_scale(value, definition.bounds)
        if value and definition.selects:
            offered = self.form.offered(definition.index)
            if offered is None:
                offered = frozenset(word for word, _ in self._showing.items(held))
            refuse_unknown_choices(value, offered, several=definition.type in ("select_multiple", "rank"))

    def _give(self, held: Held, value: str, state: AnswerState) -> frozenset[str]:
        before = held.value
        held.given, held.state = value, state
        self._recomputing.from_values([held])
        if held.value != before:
            self._happening.happen(held.definition.actions, VALUE_CHANGED, [held])
        self._restoring.follow_new_rows()
        return self._recomputing.take_seen()

    def _extendable(self, repeat: str) -> tuple[Row, int]:
        row, index = self._instance.ranges[repeat]
        definition = self._definitions[index]
        if definition.count is not None or definition.fixed:
            raise InvalidValue(N_("Het formulier telt zelf hoeveel er zijn; hier kan niets bij of af."))
        return row, index

    def _row(self, reference: str) -> Row:
        self._extendable(reference.removesuffix("]").rpartition("[")[0])
        return self._instance[reference].row

    def _rows_changed(self, row: Row, added: list[Row]) -> frozenset[str]:
        if row.parent is not None:
            self._recomputing.from_rows(row.parent, row.repeat, added)
        self._pages = None
        self._restoring.follow_new_rows()
        return self._recomputing.take_seen()


def _is_open(held: Held) -> bool:
    return held.state is AnswerState.NOT_ASKED and not held.value
