"""What a form says about each of its nodes, parsed and compiled; shared by every run of the form."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from fieldcheck.engine.compiler import Expression
from fieldcheck.engine.tree import TreeNode

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

    ``label`` gives the label of an item, or its itext id when ``translated``.
    """

    nodes: Expression
    value: Expression
    label: Expression
    translated: bool


@dataclass(frozen=True, slots=True)
class Definition:
    """One node of the form. ``parent`` is the index of the group around it, -1 at the top."""

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
    changes: tuple[Action, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether a person is expected to answer it."""
        return self.control and self.type not in ("group", "note")

    @property
    def selects(self) -> bool:
        """Whether it offers choices."""
        return self.itemset is not None or bool(self.options)


@dataclass(frozen=True, slots=True)
class Action:
    """A setvalue: the target gets the value when the form is first loaded, or when a question changes."""

    target: str
    value: Expression | None
    text: str = ""


@dataclass(frozen=True, slots=True)
class Element:
    """A place in the body: a question, or a group with what is in it."""

    index: int
    children: tuple[Element, ...] = ()


@dataclass(frozen=True, slots=True)
class Itext:
    """All translations: for each language and id the parts by form ("" for the plain text, "guidance")."""

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
    instance: TreeNode
    """The primary instance as a document, to be copied for each run."""
    instances: Mapping[str, TreeNode]
    itext: Itext
    first_load: tuple[Action, ...]
    namespaces: Mapping[str, str]
    version: str
