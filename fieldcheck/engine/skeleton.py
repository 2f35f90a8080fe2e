"""The bare structure of a form's data: one node for each path, the repeats, and what a new instance is."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from fieldcheck.engine.tree import TreeNode, as_document, number_again

TEMPLATE = "template"
"""The attribute (``jr:template``) of an element that is no instance, but what instances are copies of."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """What the primary instance of a form says about its nodes.

    Attributes:
        shape: a document with each path once, for studying expressions.
        initial: the document a new run begins with.
        templates: by reference of a repeat, the element a new instance is a copy of.
    """

    shape: TreeNode
    initial: TreeNode
    templates: dict[str, TreeNode]


def read_skeleton(root: TreeNode, repeats: Collection[str], fixed: Collection[str] = ()) -> Skeleton:
    """Take the primary instance apart.

    Args:
        root: its element.
        repeats: the references of all repeats.
        fixed: those to which nobody adds an instance; where only a template is written it stands for one.
    """
    written = as_document(root)
    for node in _elements(written):
        if _is_template(node) and node.reference not in repeats:
            node.attributes = [one for one in node.attributes if one.name != TEMPLATE]  # of what is none
    root = next(written.elements())
    templates: dict[str, TreeNode] = {}
    for node in _elements(written):
        reference = node.reference
        if reference in repeats and (_is_template(node) or reference not in templates):
            templates[reference] = node
    shape = as_document(root)
    _thin(shape, repeats)
    initial = as_document(root)
    _fill_fixed(initial, fixed)
    _without_templates(initial)
    number_again(shape)
    number_again(initial)
    return Skeleton(shape, initial, {reference: _as_instance(node) for reference, node in templates.items()})


def _elements(document: TreeNode) -> Iterator[TreeNode]:
    return (node for node in document.descendants() if node.kind == "element")


def _is_template(node: TreeNode) -> bool:
    return any(one.name == TEMPLATE and one.prefix for one in node.attributes)


def _as_instance(node: TreeNode) -> TreeNode:
    twin = node.copy()
    twin.attributes = [one for one in twin.attributes if not (one.name == TEMPLATE and one.prefix)]
    _without_templates(twin)
    return twin


def _without_templates(top: TreeNode) -> None:
    stack = [top]
    while stack:
        node = stack.pop()
        node.children = [child for child in node.children if not _is_template(child)]
        stack.extend(node.children)


def _fill_fixed(document: TreeNode, fixed: Collection[str]) -> None:
    """Make the template of a repeat that stays as it is its one instance, where there is no other."""
    for template in [node for node in _elements(document) if _is_template(node) and node.reference in fixed]:
        around = template.parent
        if around is not None and sum(1 for _ in around.elements(template.name)) == 1:
            twin = template.copy()
            twin.attributes = [one for one in twin.attributes if one.name != TEMPLATE]
            twin.parent = around
            around.children.insert(around.children.index(template) + 1, twin)


def _thin(document: TreeNode, repeats: Collection[str]) -> None:
    """Leave one of each repeat: its template, else its first instance."""
    stack = [document]
    while stack:
        node = stack.pop()
        kept: dict[str, TreeNode] = {}
        for child in node.children:
            if child.kind == "element" and child.reference in repeats:
                known = kept.get(child.qualified_name)
                if known is None or (_is_template(child) and not _is_template(known)):
                    kept[child.qualified_name] = child
        chosen = {id(child) for child in kept.values()}
        node.children = [
            child
            for child in node.children
            if child.kind != "element" or child.reference not in repeats or id(child) in chosen
        ]
        stack.extend(node.children)
