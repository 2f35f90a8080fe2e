"""The XPath data model: one tree for instances, secondary instances and whole documents.

Built straight from expat. A document type declaration is refused before anything of it is read, so there
are no entities to expand and nothing external to fetch.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal
from xml.parsers import expat

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.wording import Said

Kind = Literal["root", "element", "attribute", "text", "comment", "instruction"]

LARGEST_DOCUMENT = 32 * 1024 * 1024
"""Bytes of XML that are read at all."""

DEEPEST_DOCUMENT = 200
"""Levels of elements; deeper is refused, so that walking a tree never exhausts the stack."""


class TreeNode:
    """One node of a document. ``order`` is its place in document order, attributes after their element."""

    __slots__ = ("attributes", "children", "kind", "name", "order", "parent", "prefix", "uri", "value")

    def __init__(
        self, kind: Kind, name: str = "", *, prefix: str = "", uri: str = "", value: str = "", order: int = 0
    ) -> None:
        self.kind: Kind = kind
        self.name = name
        self.prefix = prefix
        self.uri = uri
        self.value = value
        self.order = order
        self.parent: TreeNode | None = None
        self.children: list[TreeNode] = []
        self.attributes: list[TreeNode] = []

    @property
    def qualified_name(self) -> str:
        """The name as it was written, with its prefix."""
        return f"{self.prefix}:{self.name}" if self.prefix else self.name

    @property
    def reference(self) -> str:
        """The absolute path of an element or attribute, such as ``/data/pay/amount``, without positions."""
        names: list[str] = []
        node: TreeNode | None = self
        if self.kind == "attribute":
            names.append(f"@{self.qualified_name}")
            node = self.parent
        while node is not None and node.kind == "element":
            names.append(node.qualified_name)
            node = node.parent
        return "/" + "/".join(reversed(names))

    @property
    def text(self) -> str:
        """The string value as XPath defines it."""
        if self.kind not in ("element", "root"):
            return self.value
        children = self.children
        if not children:
            return ""
        if len(children) == 1 and children[0].kind == "text":
            return children[0].value
        return "".join(node.value for node in self.descendants() if node.kind == "text")

    def set_text(self, value: str) -> None:
        """Make ``value`` the only content of an element, or the value of an attribute."""
        if self.kind == "attribute":
            self.value = value
        elif not value:
            self.children = []
        elif len(self.children) == 1 and self.children[0].kind == "text":
            self.children[0].value = value
        else:
            child = TreeNode("text", value=value, order=self.order)
            child.parent = self
            self.children = [child]

    def attribute(self, name: str) -> str | None:
        """The value of the attribute written ``name`` (prefix included), or None."""
        for node in self.attributes:
            if node.qualified_name == name:
                return node.value
        return None

    def elements(self, name: str = "") -> Iterator[TreeNode]:
        """Child elements, all or those with this local name."""
        for child in self.children:
            if child.kind == "element" and (not name or child.name == name):
                yield child

    def element(self, name: str) -> TreeNode | None:
        """The first child element with this local name, or None."""
        return next(self.elements(name), None)

    def descendants(self) -> Iterator[TreeNode]:
        """Everything below, in document order, without attributes."""
        stack = self.children[::-1]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def top(self) -> TreeNode:
        """The root of the tree this node is in."""
        node = self
        while node.parent is not None:
            node = node.parent
        return node

    def copy(self) -> TreeNode:
        """A copy of this node and all below it, without a parent."""
        twin = TreeNode(
            self.kind, self.name, prefix=self.prefix, uri=self.uri, value=self.value, order=self.order
        )
        twin.attributes = [_adopted(twin, node.copy()) for node in self.attributes]
        twin.children = [_adopted(twin, node.copy()) for node in self.children]
        return twin


def _adopted(parent: TreeNode, child: TreeNode) -> TreeNode:
    child.parent = parent
    return child


def number_again(document: TreeNode) -> None:
    """Give every node its place in document order, after nodes were put in or taken out."""
    place = 0
    stack = [document]
    while stack:
        node = stack.pop()
        node.order = place
        for attribute in node.attributes:
            place += 1
            attribute.order = place
        place += 1
        children = node.children
        if len(children) > 1:
            stack.extend(reversed(children))
        elif children:  # most often the text of a question
            stack.append(children[0])


def as_document(element: TreeNode) -> TreeNode:
    """A new root holding a copy of ``element``: an instance that can be evaluated on its own."""
    root = TreeNode("root")
    root.children = [_adopted(root, element.copy())]
    return root


def parse_xml(text: str) -> TreeNode:
    """Parse a document into a tree.

    Raises FormRefused when it is not well-formed, too large or too deep, or declares a document type.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError as error:
        raise FormRefused(N_("Het formulier is geen geldige XML.")) from error
    if len(data) > LARGEST_DOCUMENT:
        raise FormRefused(N_("Het formulier is te groot."))
    builder = _Builder()
    try:
        builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        place = Said(
            N_("regel {line}, kolom {column}: {reason}"),
            line=error.lineno,
            column=error.offset,
            reason=expat.ErrorString(error.code),
        )
        raise FormRefused(N_("Het formulier is geen geldige XML."), problems=(place,)) from error
    return builder.root


def _nothing() -> None:
    return None


class _Builder:
    def __init__(self) -> None:
        self.root = TreeNode("root")
        self._open = self.root
        self._depth = 0
        self._order = 0
        parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
        parser.namespace_prefixes = True
        parser.buffer_text = True
        parser.ordered_attributes = True
        parser.StartDoctypeDeclHandler = self._doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        # Only so that expat hands over what came before: a CDATA section is a text of its own.
        parser.StartCdataSectionHandler = parser.EndCdataSectionHandler = _nothing
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction
        self.parser = parser

    def _doctype(self, *_: object) -> None:
        raise FormRefused(N_("Het formulier bevat een DTD; dat is niet toegestaan."))

    def _start(self, name: str, attributes: list[str]) -> None:
        self._depth += 1
        if self._depth > DEEPEST_DOCUMENT:
            raise FormRefused(N_("Het formulier is te diep genest."))
        element = self._add(TreeNode("element"), name)
        for index in range(0, len(attributes), 2):
            node = TreeNode("attribute", value=attributes[index + 1])
            self._name(node, attributes[index])
            node.parent = element
            element.attributes.append(node)
        self._open = element

    def _end(self, _name: str) -> None:
        self._depth -= 1
        parent = self._open.parent
        if parent is not None:
            self._open = parent

    def _text(self, data: str) -> None:
        if self._open.kind == "element":
            self._add(TreeNode("text", value=data))

    def _comment(self, data: str) -> None:
        self._add(TreeNode("comment", value=data))

    def _instruction(self, target: str, data: str) -> None:
        self._add(TreeNode("instruction", target, value=data))

    def _add(self, node: TreeNode, name: str = "") -> TreeNode:
        if name:
            self._name(node, name)
        else:
            self._number(node)
        node.parent = self._open
        self._open.children.append(node)
        return node

    def _name(self, node: TreeNode, name: str) -> None:
        uri, _, rest = name.rpartition(" ") if name.count(" ") == 1 else name.partition(" ")
        if name.count(" ") == 2:
            local, _, prefix = rest.partition(" ")
            node.name, node.uri, node.prefix = local, uri, prefix
        else:
            node.name, node.uri = rest or uri, uri if rest else ""
        self._number(node)

    def _number(self, node: TreeNode) -> None:
        self._order += 1
        node.order = self._order
