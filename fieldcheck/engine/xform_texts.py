"""The texts of an XForm: labels, hints and messages, in place or in every language."""

from __future__ import annotations

from collections.abc import Mapping

from fieldcheck.engine.compiler import Expression
from fieldcheck.engine.definition import Itext, Parts, Text, language_tag
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.xform_expressions import Expressions


def read_itext(model: TreeNode, places: Mapping[str, str], expressions: Expressions) -> Itext:
    """All translations; ``places`` has the question that shows a text, by the text's id."""
    itext = model.element("itext")
    if itext is None:
        return Itext(("nl",), "nl")
    texts: dict[str, Mapping[str, Mapping[str, Parts]]] = {}
    default = ""
    for translation in itext.elements("translation"):
        tag = language_tag(translation.attribute("lang") or "nl")
        tag = "nl" if tag == "default" else tag
        texts[tag] = {
            identifier: {
                value.attribute("form") or "": _parts(value, places.get(identifier, ""), expressions)
                for value in text.elements("value")
            }
            for text in translation.elements("text")
            for identifier in [text.attribute("id") or ""]
        }
        if not default or translation.attribute("default") not in (None, "false()"):
            default = tag
    languages = (default, *(tag for tag in texts if tag != default))
    return Itext(languages, default, texts)


def _parts(node: TreeNode, place: str, expressions: Expressions) -> Parts:
    children = node.children
    if len(children) == 1 and children[0].kind == "text":
        return (children[0].value.strip(),)
    parts: list[str | Expression] = []
    for child in children:
        if child.kind == "text":
            parts.append(child.value)
        elif child.kind == "element" and child.name == "output":
            written = child.attribute("value") or child.attribute("ref") or "''"
            parts.append(expressions.compiled(written, place))
        else:
            parts.append(child.text)
    if parts and isinstance(parts[0], str):
        parts[0] = parts[0].lstrip()
    if parts and isinstance(parts[-1], str):
        parts[-1] = parts[-1].rstrip()
    return tuple(parts)


def text_at(node: TreeNode | None, place: str, expressions: Expressions) -> Text | None:
    """The text of a label or hint of the question at ``place``; None when there is no such element."""
    if node is None:
        return None
    identifier = itext_id(node.attribute("ref") or "")
    return Text(identifier) if identifier else Text(parts=_parts(node, place, expressions))


def message(bind: TreeNode | None, name: str) -> Text | None:
    """The text of a message that an attribute of a bind holds, or None."""
    written = bind.attribute(name) if bind is not None else None
    if not written:
        return None
    identifier = itext_id(written)
    return Text(identifier) if identifier else Text(parts=(written,))


def itext_id(written: str) -> str:
    """The id in ``jr:itext('id')``, "" for anything else."""
    text = written.strip()
    if text.startswith("jr:itext(") and text.endswith(")"):
        return text[len("jr:itext(") : -1].strip().strip("'\"")
    return ""
