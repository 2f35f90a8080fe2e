"""The primary instance of one run: its tree, what is held of each node, and the rows of its repeats."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine.client import Node
from fieldcheck.engine.definition import Definition, Layout
from fieldcheck.engine.tree import TreeNode, as_document, number_again


@dataclass(eq=False, slots=True)
class Row:
    """The form as a whole, or one instance of a repeat in it.

    Attributes:
        repeat: the index of the repeat, -1 for the form.
        number: the instance's own, from 1, for good.
        node: its element.
        prefix: the reference of ``node``.
        held: its nodes by definition, those of repeats inside it left out.
        rows: the instances there are of each repeat directly inside it, in order.
        gone: those that were removed, by number, with what was answered in them.
        highest: the highest number given out, by repeat.
        first: how many instances it began with, by repeat.
        ghosts: by repeat, a blank instance that is not there.
    """

    repeat: int
    number: int
    node: TreeNode
    prefix: str
    parent: Row | None = None
    alive: bool = True
    held: dict[int, Held] = field(default_factory=dict)
    rows: dict[int, list[Row]] = field(default_factory=dict)
    gone: dict[int, dict[int, Row]] = field(default_factory=dict)
    highest: dict[int, int] = field(default_factory=dict)
    first: dict[int, int] = field(default_factory=dict)
    ghosts: dict[int, TreeNode] = field(default_factory=dict)

    @property
    def place(self) -> int:
        """Its place among the instances, from 1."""
        return _place(self.parent.rows[self.repeat], self.number) + 1 if self.parent is not None else 1


@dataclass(eq=False, slots=True)
class Held:
    """What a run knows of one node: what was given, and what it counts for now."""

    definition: Definition
    row: Row
    node: TreeNode
    reference: str
    given: str = ""
    state: AnswerState = AnswerState.NOT_ASKED
    relevant: bool = True
    value: str = ""
    initial: str = ""
    shown: dict[str, Node] = field(default_factory=dict)


class Instance:
    """The nodes of a run, found by reference, by definition and row, or by tree node."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._definitions = layout.definitions
        self.document = as_document(next(layout.instance.elements()))
        root = next(self.document.elements())
        self.paths: dict[str, list[TreeNode]] = {}
        """What absolute paths lead to, for as long as no instance comes or goes."""
        self.top = Row(-1, 1, root, self._definitions[0].reference)
        self._by_reference: dict[str, Held] = {}
        self._by_node: dict[int, Held] = {}
        self.ranges: dict[str, tuple[Row, int]] = {}
        """Each repeat as a whole by reference: the row it is in, and its index."""
        self.many = 0
        """How many instances of repeats there are in all."""
        self._completed = False
        self._fill(self.top, root, 0, self.top.prefix)
        if self._completed:
            self.number_again()
        self._note_first(self.top)

    # Finding

    def __getitem__(self, reference: str) -> Held:
        return self._by_reference[reference]

    def find(self, reference: str) -> Held | None:
        """The node at a reference, or None."""
        return self._by_reference.get(reference)

    def at(self, node: TreeNode) -> Held | None:
        """What is held of a tree node, or None when it is none of this form."""
        return self._by_node.get(id(node))

    def all(self) -> Iterator[Held]:
        """Every node there is, in the order of the form within each row."""
        yield from self.of_row(self.top)

    def of_row(self, row: Row) -> Iterator[Held]:
        """Every node of a row, and of the rows of repeats inside it."""
        yield from row.held.values()
        for rows in row.rows.values():
            for inner in rows:
                yield from self.of_row(inner)

    def all_with_removed(self, within: Row | None = None) -> Iterator[Held]:
        """Every node, those of removed instances too: of the form, or of one row and what is inside it."""
        for row in self.all_rows(within):
            yield from row.held.values()

    def all_rows(self, within: Row | None = None) -> Iterator[Row]:
        """The form (or one row) and every instance in it, removed ones too, outer ones first."""
        stack = [within or self.top]
        while stack:
            row = stack.pop()
            yield row
            for rows in row.rows.values():
                stack.extend(rows)
            for gone in row.gone.values():
                stack.extend(gone.values())

    def expand(self, index: int) -> list[Held]:
        """All nodes of one definition, in order."""
        chain = self._definitions[index].repeats
        return [row.held[index] for row in rows_below(self.top, chain)]

    # Rows

    def add(self, row: Row, repeat: int, number: int = 0) -> Row:
        """Put a new instance of a repeat at the end, or bring back the removed one of that ``number``."""
        back = row.gone.get(repeat, {}).pop(number, None)
        if back is not None:
            self._attach(row, back)
            return back
        number = number or row.highest.get(repeat, 0) + 1
        row.highest[repeat] = max(number, row.highest.get(repeat, 0))
        self.many += 1
        element = self._layout.templates[repeat].copy()
        new = Row(repeat, number, element, f"{self.range_of(row, repeat)}[{number}]", parent=row)
        self._insert(row, repeat, new)
        self._fill(new, element, repeat, new.prefix)
        self._note_first(new)
        return new

    def remove(self, row: Row) -> None:
        """Take an instance out; what was answered in it is kept aside."""
        parent = row.parent
        if parent is None:
            raise ValueError(row.prefix)
        parent.rows[row.repeat].remove(row)
        parent.gone.setdefault(row.repeat, {})[row.number] = row
        self._element_around(parent, row.repeat).children.remove(row.node)
        self.paths.clear()
        self._mark(row, alive=False)

    def at_first(self, row: Row, repeat: int) -> int:
        """How many instances of a repeat this row began with; one of the form itself may have more."""
        return row.first.get(repeat, 0)

    def as_at_first(self, row: Row, repeat: int) -> None:
        """Bring the instances of a repeat back to those this row began with."""
        many = self.at_first(row, repeat)
        for one in [*row.rows[repeat]]:
            if one.number > many:
                self.remove(one)
        for number in range(1, many + 1):
            if number in row.gone.get(repeat, {}):
                self.add(row, repeat, number)

    def end_of(self, row: Row, repeat: int) -> float:
        """The place in document order just after the last instance of a repeat, or where it would be."""
        rows = row.rows[repeat]
        around = self._element_around(row, repeat)
        node = rows[-1].node if rows else None
        if node is None:
            before = around.children[: self._after(around, repeat, rows)]
            node = before[-1] if before else around
        last = node
        while last.children and (rows or node is not around):
            last = last.children[-1]
        return last.order + 0.5

    def range_of(self, row: Row, repeat: int) -> str:
        """The reference of a repeat as a whole."""
        inside = self._definitions[repeat].reference
        around = self._definitions[row.repeat].reference if row.repeat >= 0 else row.prefix
        return row.prefix + inside[len(around) :]

    def ghost(self, row: Row, repeat: int) -> TreeNode:
        """A blank instance that knows its place but is not there: where a repeat's own conditions stand."""
        known = row.ghosts.get(repeat)
        if known is None:
            known = row.ghosts[repeat] = self._layout.templates[repeat].copy()
            known.parent = self._element_around(row, repeat)
        return known

    def _attach(self, parent: Row, row: Row) -> None:
        self._insert(parent, row.repeat, row)
        self._mark(row, alive=True)

    def _mark(self, row: Row, *, alive: bool) -> None:
        row.alive = alive
        self.many += 1 if alive else -1
        for held in row.held.values():
            if alive:
                self._by_reference[held.reference] = held
            else:
                self._by_reference.pop(held.reference, None)
        for repeat, rows in row.rows.items():
            reference = self.range_of(row, repeat)
            if alive:
                self.ranges[reference] = (row, repeat)
            else:
                self.ranges.pop(reference, None)
            for inner in rows:
                self._mark(inner, alive=alive)

    def _insert(self, parent: Row, repeat: int, new: Row) -> None:
        rows = parent.rows[repeat]
        place = _place(rows, new.number)
        around = self._element_around(parent, repeat)
        children = around.children
        at = children.index(rows[place].node) if place < len(rows) else self._after(around, repeat, rows)
        children.insert(at, new.node)
        self.paths.clear()
        new.node.parent = around
        rows.insert(place, new)

    def _after(self, around: TreeNode, repeat: int, rows: Sequence[Row]) -> int:
        """Where in an element the next instance of a repeat goes."""
        children = around.children
        if rows:
            last = rows[-1].node  # looked for from behind: what follows a repeat is few, its instances many
            return next(place for place in range(len(children), 0, -1) if children[place - 1] is last)
        index = self._layout.children[self._definitions[repeat].parent]
        for place, child in enumerate(children):
            if child.kind == "element" and index.get(child.qualified_name, -1) > repeat:
                return place
        return len(children)

    def _element_around(self, row: Row, repeat: int) -> TreeNode:
        return row.held[self._definitions[repeat].parent].node

    def number_again(self) -> None:
        """Bring the document order up to date after rows were added or removed."""
        number_again(self.document)

    def _note_first(self, row: Row) -> None:
        for repeat, rows in row.rows.items():
            row.first[repeat] = len(rows)
            for inner in rows:
                self._note_first(inner)

    # Building

    def _fill(self, row: Row, element: TreeNode, index: int, reference: str) -> None:
        definition = self._definitions[index]
        given = _given(definition, element)
        held = Held(definition, row, element, reference, given=given, value=given, initial=given)
        row.held[index] = self._by_reference[reference] = self._by_node[id(element)] = held
        names = self._layout.children[index]
        if not names:
            return
        for attribute in element.attributes:
            self._fill_child(row, attribute, names.get(f"@{attribute.qualified_name}"), reference)
        for repeat in names.values():
            if self._definitions[repeat].type == "repeat":
                row.rows[repeat] = []
                self.ranges[self.range_of(row, repeat)] = (row, repeat)
        for child in [*element.elements()]:
            self._fill_child(row, child, names.get(child.qualified_name), reference)
        if any(index not in row.held and index not in row.rows for index in names.values()):
            self._complete(row, element, names, reference)

    def _complete(self, row: Row, element: TreeNode, names: Mapping[str, int], reference: str) -> None:
        """Add what this element has not and others of its kind have, so that each row has every node."""
        self._completed = True
        for name, index in names.items():
            if index in row.held or index in row.rows:
                continue
            bare = name.removeprefix("@")
            prefix = bare.rpartition(":")[0]
            node = TreeNode(
                "attribute" if name != bare else "element",
                self._definitions[index].name,
                prefix=prefix,
                uri=self._layout.namespaces.get(prefix, ""),
            )
            node.parent = element
            (element.attributes if name != bare else element.children).append(node)
            self._fill_child(row, node, index, reference)

    def _fill_child(self, row: Row, node: TreeNode, index: int | None, around: str) -> None:
        if index is None:
            return
        definition = self._definitions[index]
        own = definition.reference.rpartition("/")[2]
        if definition.type != "repeat":
            if index not in row.held:
                self._fill(row, node, index, f"{around}/{own}")
            return
        number = row.highest.get(index, 0) + 1
        row.highest[index] = number
        self.many += 1
        new = Row(index, number, node, f"{around}/{own}[{number}]", parent=row)
        row.rows[index].append(new)
        self._fill(new, node, index, new.prefix)


def _given(definition: Definition, element: TreeNode) -> str:
    """The value an element begins with."""
    if definition.is_container:
        return ""
    if definition.datatype != "geopoint":
        return element.text
    # ODK writes height and accuracy with a fraction.
    words = element.text.split()
    return " ".join([*words[:2], *(f"{word}.0" if word.isdigit() else word for word in words[2:])])


def _place(rows: Sequence[Row], number: int) -> int:
    """How many of these instances, which stand in the order of their numbers, come before that one."""
    return bisect_left(rows, number, key=lambda row: row.number)


def rows_below(row: Row, chain: Sequence[int]) -> list[Row]:
    """The rows reached from ``row`` through these repeats, one after the other."""
    rows = [row]
    for repeat in chain:
        rows = [inner for outer in rows for inner in outer.rows.get(repeat, ())]
    return rows


def row_above(row: Row, depth: int) -> Row:
    """The row around ``row`` that is in ``depth`` repeats."""
    path = [row]
    while path[-1].parent is not None:
        path.append(path[-1].parent)
    return path[-1 - depth]
