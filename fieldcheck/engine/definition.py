"""What a form says about each of its nodes, parsed and compiled; shared by every run of the form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldcheck.engine.client import Bounds
from fieldcheck.engine.compiler import Expression
from fieldcheck.engine.tree import TreeNode

MEDIA = ("image", "big-image", "audio", "video")
"""Kinds of files that can go with a label."""

Parts = tuple[str | Expression, ...]
"""A text with expressions in it, as ``<output>`` puts them there."""


@dataclass(frozen=True, slots=True)
class Text:
    """A label or message: an itext id to look up, or parts written in place."""

    identifier: str = ""
    parts: Parts = ()


@dataclass(frozen=True, slots=True)
class Itemset:
    """Where the choices of a question come from.

    ``label`` gives the label of an item, or its itext id when ``translated``. ``outside`` is False when the
    items are answers themselves, such as the names of the people of a repeat.
    """

    nodes: Expression
    value: Expression
    label: Expression
    translated: bool
    outside: bool = True


@dataclass(frozen=True, slots=True)
class Definition:
    """One node of the form.

    Attributes:
        parent: the index of the group or repeat around it, -1 at the top.
        repeats: the indexes of the repeats it is in, from the outside in; a repeat is in itself.
        count: of a repeat, how many instances there are when the form counts them.
        datatype: the XForms type of the value, which says how the result of a calculation is written.
        fixed: of a repeat, whether nobody may add or remove instances.
        actions: what is done on an event of this question or repeat.
    """

    index: int
    parent: int
    reference: str
    name: str
    type: str
    control: bool
    appearance: str = ""
    default: str = ""
    preload: str = ""
    depth: str = ""
    field_list: bool = False
    label: Text | None = None
    hint: Text | None = None
    constraint_message: Text | None = None
    required_message: Text | None = None
    relevant: Expression | None = None
    required: Expression | None = None
    readonly: Expression | None = None
    constraint: Expression | None = None
    calculate: Expression | None = None
    itemset: Itemset | None = None
    options: tuple[tuple[str, Text], ...] = ()
    repeats: tuple[int, ...] = ()
    count: Expression | None = None
    fixed: bool = False
    datatype: str = ""
    accepts: str = ""
    bounds: Bounds | None = None
    actions: tuple[Action, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether a person is expected to answer it. The head of a table only names its choices."""
        head = "label" in self.appearance and self.selects and "label" in self.appearance.split()
        return self.control and not head and self.type not in ("group", "repeat", "note")

    @property
    def is_container(self) -> bool:
        """Whether it holds other nodes and no value of its own."""
        return self.type in ("group", "repeat")

    @property
    def selects(self) -> bool:
        """Whether it offers choices."""
        return self.itemset is not None or bool(self.options)


@dataclass(frozen=True, slots=True)
class Action:
    """Something that happens to ``target`` on one of ``events``; ``at`` finds it from the source.

    It gets ``value``, else ``text``; or where the laptop is, for a ``position``. ``source`` is the question
    or repeat it belongs to, "" for the form as a whole.
    """

    target: str
    at: Expression
    value: Expression | None
    text: str = ""
    events: frozenset[str] = frozenset()
    source: str = ""
    position: bool = False


@dataclass(frozen=True, slots=True)
class Element:
    """A place in the body: a question, or a group with what is in it."""

    index: int
    children: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Itext:
    """All translations: for each language and id the parts by form.

    "" is the plain text; others are "guidance" and the kinds of media, whose parts name a file.
    """

    languages: tuple[str, ...]
    default: str
    texts: Mapping[str, Mapping[str, Mapping[str, Parts]]] = field(default_factory=dict)

    def find(self, identifier: str, language: str, form: str = "") -> tuple[Parts, bool]:
        """The parts in ``language``, else in the default one; and whether it was the language asked for."""
        for tag in dict.fromkeys((language, self.default)):
            parts = self.texts.get(tag, {}).get(identifier, {}).get(form)
            if parts and not is_placeholder(parts):
                return parts, tag == language
        return (), language == self.default

    def tells(self, identifier: str) -> bool:
        """Whether a text holds an expression, in some language or form."""
        every = (parts for texts in self.texts.values() for parts in texts.get(identifier, {}).values())
        return any(isinstance(part, Expression) for parts in every for part in parts)

    def media(self, identifier: str, language: str) -> dict[str, str]:
        """The files that go with a text, by kind, in ``language`` where it has its own."""
        found: dict[str, str] = {}
        for tag in dict.fromkeys((self.default, language)):
            for form, parts in self.texts.get(tag, {}).get(identifier, {}).items():
                if form in MEDIA and not is_placeholder(parts):
                    found[form] = "".join(map(str, parts)).rpartition("/")[2]
        return found


def is_placeholder(parts: Parts) -> bool:
    """Whether this is the dash that pyxform writes where a translation is missing."""
    return len(parts) == 1 and isinstance(parts[0], str) and parts[0].strip() == "-"


_TAG = re.compile(r"\(([A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\)\s*$")


def language_tag(name: str) -> str:
    """The BCP 47 tag of a language as XLSForm names it: ``Polski (pl)`` is ``pl``; else the name itself."""
    match = _TAG.search(name)
    return match.group(1) if match else name.strip()


@dataclass(frozen=True, slots=True)
class Layout:
    """The nodes of a form and where they stand."""

    definitions: tuple[Definition, ...]
    body: tuple[Element, ...]
    shape: TreeNode
    """A document with one node for each definition: what expressions are studied on."""
    instance: TreeNode
    """The primary instance as a document, as a new run begins with."""
    templates: Mapping[int, TreeNode]
    """What a new instance of each repeat is a copy of."""
    instances: Mapping[str, TreeNode]
    itext: Itext
    actions: tuple[Action, ...]
    """Everything that is done on events, in the order of the form."""
    namespaces: Mapping[str, str]
    version: str
    children: tuple[Mapping[str, int], ...] = ()
    """For each definition those directly in it by name as written, attributes with an ``@``."""
