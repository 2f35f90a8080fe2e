"""What a form says and offers whatever is answered: worked out once in a language, and shared by all runs."""

from __future__ import annotations

from collections.abc import Mapping

from fieldcheck.engine.client import NO_MEDIA, Choice
from fieldcheck.engine.compiler import Expression
from fieldcheck.engine.definition import Definition, Itemset, Layout, Parts, Text
from fieldcheck.engine.scope import Environment, Scope
from fieldcheck.engine.syntax import Call, Literal, Path
from fieldcheck.engine.values import to_string

Said = tuple[str, bool]
"""A text, and whether it was there in the language asked for."""


class Wording:
    """Texts and choices of a form that no answer changes. Safe to share: what is kept never differs."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._said: dict[tuple[str, str, str], Said | None] = {}
        self._media: dict[tuple[str, str], Mapping[str, str]] = {}
        self._steady: dict[tuple[int, str], bool] = {}
        self._choices: dict[tuple[object, str], tuple[Choice, ...]] = {}

    def said(self, text: Text, tag: str, form: str = "") -> Said | None:
        """A translated text in a language; None when it holds an answer, or stands in its question."""
        if not text.identifier:
            return None
        key = (text.identifier, tag, form)
        if key not in self._said:
            parts, translated = self._layout.itext.find(text.identifier, tag, form)
            self._said[key] = (
                ("".join(map(str, parts)), translated or not parts) if _constant(parts) else None
            )
        return self._said[key]

    def media(self, identifier: str, tag: str) -> Mapping[str, str]:
        """The files of the form that go with a translated text."""
        key = (identifier, tag)
        found = self._media.get(key)
        if found is None:
            found = self._media[key] = self._layout.itext.media(identifier, tag) or NO_MEDIA
        return found

    def choices(self, definition: Definition, tag: str) -> tuple[Choice, ...] | None:
        """What was kept with :meth:`keep`."""
        return self._choices.get((_list_of(definition), tag))

    def keep(self, definition: Definition, tag: str, choices: tuple[Choice, ...]) -> None:
        """Keep the choices of a question, for others with the same list too, if nothing can change them."""
        place = (definition.index, tag)
        if place not in self._steady:
            self._steady[place] = self._never_changes(definition, tag)
        if self._steady[place]:
            self._choices[_list_of(definition), tag] = choices

    def _never_changes(self, definition: Definition, tag: str) -> bool:
        itemset = definition.itemset
        if itemset is None:
            return all(
                _constant(text.parts) and self._constant_text(text.identifier, tag)
                for _, text in definition.options
            )
        if not _whole(itemset.nodes):
            return False
        return not itemset.translated or all(self._constant_text(name, tag) for name in self._names(itemset))

    def _names(self, itemset: Itemset) -> list[str]:
        """The itext ids of the labels of a whole list."""
        layout = self._layout
        environment = Environment(root=layout.instance, instances=layout.instances)
        items = itemset.nodes.run(Scope(layout.instance, environment))
        found = items if isinstance(items, list) else []
        return [to_string(itemset.label.run(Scope(item, environment))) for item in found]

    def _constant_text(self, identifier: str, tag: str) -> bool:
        """Whether a text holds no answer, in whatever form it is shown."""
        itext = self._layout.itext
        forms = [itext.texts.get(one, {}).get(identifier, {}) for one in (tag, itext.default)]
        return all(_constant(parts) for texts in forms for parts in texts.values())


def _constant(parts: Parts) -> bool:
    return not any(isinstance(part, Expression) for part in parts)


def _list_of(definition: Definition) -> object:
    """What two questions have in common when they offer the same; expressions live as long as their form."""
    itemset = definition.itemset
    if itemset is None:
        return definition.index
    return id(itemset.nodes), id(itemset.value), id(itemset.label), itemset.translated


def _whole(nodes: Expression) -> bool:
    """Whether it is a list as it stands in the form: no filter, no shuffling, nothing of the answers."""
    match nodes.syntax:
        case Path(start=Call(name="instance", arguments=(Literal(),)), predicates=(), steps=steps):
            return all(step.axis == "child" and not step.predicates for step in steps)
    return False
