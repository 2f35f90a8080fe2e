"""Pages: what is shown at once, and what comes before and after."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from fieldcheck.engine.client import Page
from fieldcheck.engine.definition import Element, Layout


def pages(layout: Layout, is_shown: Callable[[int], bool]) -> tuple[Page, ...]:
    """The pages of a form; ``is_shown`` says whether a definition is relevant and within the depth."""
    found: list[Page] = []
    for element in layout.body:
        definition = layout.definitions[element.index]
        section = definition.reference if definition.type == "group" else ""
        found.extend(_pages(layout, element, section, is_shown))
    return tuple(found)


def _pages(layout: Layout, element: Element, section: str, is_shown: Callable[[int], bool]) -> Iterator[Page]:
    definition = layout.definitions[element.index]
    if not is_shown(element.index):
        return
    if definition.type != "group":
        yield Page(definition.reference, section, (definition.reference,))
    elif definition.field_list:
        questions = tuple(_questions(layout, element, is_shown))
        if questions:
            yield Page(definition.reference, section, questions)
    else:
        for child in element.children:
            yield from _pages(layout, child, section, is_shown)


def _questions(layout: Layout, element: Element, is_shown: Callable[[int], bool]) -> Iterator[str]:
    for child in element.children:
        if not is_shown(child.index):
            continue
        definition = layout.definitions[child.index]
        if definition.type == "group":
            yield from _questions(layout, child, is_shown)
        else:
            yield definition.reference


def page_of(pages: tuple[Page, ...], reference: str) -> str | None:
    """The page that is, holds, or begins ``reference``."""
    for page in pages:
        if reference == page.reference or reference in page.questions:
            return page.reference
    inside = f"{reference}/"
    return next((page.reference for page in pages if page.reference.startswith(inside)), None)


def place(pages: tuple[Page, ...], reference: str, index: Callable[[str], int]) -> float:
    """Where ``reference`` stands among the pages; a half when it is between two of them."""
    page = page_of(pages, reference)
    if page is not None:
        return float(next(at for at, one in enumerate(pages) if one.reference == page))
    wanted = index(reference)
    return sum(1 for one in pages if index(one.reference) < wanted) - 0.5
