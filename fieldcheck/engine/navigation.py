"""Pages: what is shown at once, and what comes before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fieldcheck.engine.client import Page
from fieldcheck.engine.definition import Element, Layout
from fieldcheck.engine.instance import Held, Instance, Row

IsShown = Callable[[Held], bool]
"""Whether a node is relevant and within the depth."""

IsListed = Callable[[Row, int], bool]
"""Whether a repeat as a whole is relevant and within the depth."""


class Pages:
    """The pages that are relevant now, in order, and where each reference is among them."""

    def __init__(self, layout: Layout, instance: Instance, is_shown: IsShown, is_listed: IsListed) -> None:
        self._layout = layout
        self._instance = instance
        self._is_shown = is_shown
        self._is_listed = is_listed
        self.all: tuple[Page, ...] = tuple(
            page for element in layout.body for page in self._top(element, instance.top)
        )
        self._places: dict[str, int] = {}
        for place, page in enumerate(self.all):
            for reference in (page.reference, *page.questions):
                self._places.setdefault(reference, place)

    def place(self, reference: str) -> int | None:
        """Where the page is that is, holds, or begins ``reference``; None when it is not shown.

        A repeat's own page is its list, also where the repeat is a section: who goes to it sees everybody.
        """
        found = self._places.get(reference)
        if found is not None:
            return found
        inside = (f"{reference}/", f"{reference}[")
        begins = (place for place, page in enumerate(self.all) if page.reference.startswith(inside))
        return next(begins, None)

    def _top(self, element: Element, row: Row) -> Iterator[Page]:
        definition = self._layout.definitions[element.index]
        yield from self._pages(element, row, definition.reference if definition.is_container else "")

    def _pages(self, element: Element, row: Row, section: str) -> Iterator[Page]:
        definition = self._layout.definitions[element.index]
        if definition.type == "repeat":
            yield from self._of_repeat(element, row, section)
            return
        held = row.held.get(element.index)
        if held is None or not self._is_shown(held):
            return
        if definition.type != "group":
            yield Page(held.reference, section, (held.reference,))
        elif definition.field_list:
            questions = tuple(self._questions(element, row))
            if questions:
                yield Page(held.reference, section, questions)
        else:
            for child in element.children:
                yield from self._pages(child, row, section)

    def _of_repeat(self, element: Element, row: Row, section: str) -> Iterator[Page]:
        definition = self._layout.definitions[element.index]
        around = row.held.get(definition.parent)
        if element.index not in row.rows or around is None or not self._is_shown(around):
            return
        for one in row.rows[element.index]:
            held = one.held[element.index]
            if not self._is_shown(held):
                continue
            if not definition.field_list:
                for child in element.children:
                    yield from self._pages(child, one, section)
            elif questions := tuple(self._questions(element, one)):
                yield Page(held.reference, section, questions)
        if definition.count is None and not definition.fixed and self._is_listed(row, element.index):
            yield Page(self._instance.range_of(row, element.index), section, (), "repeat")

    def _questions(self, element: Element, row: Row) -> Iterator[str]:
        for child in element.children:
            yield from self._within(child, row)

    def _within(self, element: Element, row: Row) -> Iterator[str]:
        definition = self._layout.definitions[element.index]
        if definition.type == "repeat":
            for one in row.rows.get(element.index, ()):
                if self._is_shown(one.held[element.index]):
                    yield from self._questions(element, one)
            return
        held = row.held.get(element.index)
        if held is None or not self._is_shown(held):
            return
        if definition.type == "group":
            yield from self._questions(element, row)
        else:
            yield held.reference
