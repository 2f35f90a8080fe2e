"""From the text of an ODK XForm to the layout that runs."""

from __future__ import annotations

from collections.abc import Mapping

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.engine.compiler import Expression, compile_expression
from fieldcheck.engine.definition import (
    Action,
    Definition,
    Element,
    Itemset,
    Itext,
    Layout,
    Parts,
    Text,
    language_tag,
)
from fieldcheck.engine.grammar import BadExpression
from fieldcheck.engine.tree import TreeNode, as_document, parse_xml

CONTROLS = frozenset(["input", "select1", "select", "trigger", "range", "group"])
"""The body elements this engine has a question for."""

OPENROSA = "http://openrosa.org/xforms"
"""Namespace of a submission's metadata."""

_ASIDE = frozenset(["label", "hint", "setvalue"])

_TYPES = {
    "string": "text",
    "text": "text",
    "int": "integer",
    "integer": "integer",
    "decimal": "decimal",
    "date": "date",
    "time": "time",
    "dateTime": "datetime",
    "boolean": "text",
    "": "text",
}


def read_xform(text: str) -> Layout:
    """Parse and compile an XForm. Raises FormRefused for what is not one, or holds what cannot run here."""
    return _Reader(parse_xml(text)).layout()


def _refuse(reason: str) -> FormRefused:
    return FormRefused(N_("Het formulier kan hier niet draaien: {reason}"), problems=(reason,), reason=reason)


class _Reader:
    def __init__(self, document: TreeNode) -> None:
        html = document.element("html")
        head = html.element("head") if html is not None else None
        model = head.element("model") if head is not None else None
        body = html.element("body") if html is not None else None
        primary = next(model.elements("instance"), None) if model is not None else None
        root = next(primary.elements(), None) if primary is not None else None
        if model is None or body is None or root is None:
            raise _refuse("it is not an ODK XForm")
        self._model = model
        self._body = body
        self._instance = as_document(root)
        _add_meta(next(self._instance.elements()))
        self._namespaces = _namespaces(document)
        self._expressions: dict[str, Expression] = {}
        self._binds = {bind.attribute("nodeset") or "": bind for bind in model.elements("bind")}
        self._itext = self._read_itext()
        self._controls: dict[str, TreeNode] = {}
        self._changes: dict[str, list[Action]] = {}
        self._find_controls(body)

    def layout(self) -> Layout:
        """The whole form."""
        definitions = self._definitions()
        by_reference = {definition.reference: definition for definition in definitions}
        root = next(self._instance.elements())
        return Layout(
            definitions=tuple(definitions),
            body=self._elements(self._body, by_reference),
            instance=self._instance,
            instances=self._instances(),
            itext=self._itext,
            first_load=tuple(
                action
                for node in self._model.elements("setvalue")
                if (action := self._action(node)) is not None
            ),
            namespaces=self._namespaces,
            version=root.attribute("version") or root.attribute("orx:version") or "",
        )

    def _instances(self) -> dict[str, TreeNode]:
        found: dict[str, TreeNode] = {}
        for instance in self._model.elements("instance"):
            name = instance.attribute("id")
            if name and instance.attribute("src"):
                raise _refuse(f"the list “{name}” is in a file of its own, which is not read yet")
            if name:
                found[name] = next(as_document(instance).elements())
        return found

    # Texts

    def _read_itext(self) -> Itext:
        itext = self._model.element("itext")
        if itext is None:
            return Itext(("nl",), "nl")
        texts: dict[str, Mapping[str, Mapping[str, Parts]]] = {}
        default = ""
        for translation in itext.elements("translation"):
            tag = language_tag(translation.attribute("lang") or "nl")
            tag = "nl" if tag == "default" else tag
            texts[tag] = {
                text.attribute("id") or "": {
                    value.attribute("form") or "": self._parts(value) for value in text.elements("value")
                }
                for text in translation.elements("text")
            }
            if not default or translation.attribute("default") not in (None, "false()"):
                default = tag
        languages = (default, *(tag for tag in texts if tag != default))
        return Itext(languages, default, texts)

    def _parts(self, node: TreeNode) -> Parts:
        parts: list[str | Expression] = []
        for child in node.children:
            if child.kind == "text":
                parts.append(child.value)
            elif child.kind == "element" and child.name == "output":
                parts.append(self._compiled(child.attribute("value") or child.attribute("ref") or "''"))
            else:
                parts.append(child.text)
        if parts and isinstance(parts[0], str):
            parts[0] = parts[0].lstrip()
        if parts and isinstance(parts[-1], str):
            parts[-1] = parts[-1].rstrip()
        return tuple(parts)

    def _text(self, node: TreeNode | None) -> Text | None:
        if node is None:
            return None
        identifier = _itext_id(node.attribute("ref") or "")
        return Text(identifier) if identifier else Text(parts=self._parts(node))

    def _message(self, bind: TreeNode | None, name: str) -> Text | None:
        written = bind.attribute(name) if bind is not None else None
        if not written:
            return None
        identifier = _itext_id(written)
        return Text(identifier) if identifier else Text(parts=(written,))

    # Nodes

    def _find_controls(self, parent: TreeNode) -> None:
        for node in parent.elements():
            reference = node.attribute("ref") or node.attribute("nodeset") or ""
            if node.name not in CONTROLS | _ASIDE:
                raise _refuse(f"{node.name} {reference} is not supported yet")
            if node.name in CONTROLS:
                if reference:
                    self._controls[reference] = node
                self._changes[reference] = [
                    action for one in node.elements("setvalue") if (action := self._action(one)) is not None
                ]
            if node.name == "group":
                self._find_controls(node)

    def _definitions(self) -> list[Definition]:
        found: list[Definition] = []
        stack = [(next(self._instance.elements()), -1)]
        while stack:
            node, parent = stack.pop()
            definition = self._definition(node, len(found), parent)
            found.append(definition)
            stack.extend((child, definition.index) for child in [*node.elements()][::-1])
        return found

    def _definition(self, node: TreeNode, index: int, parent: int) -> Definition:
        reference = node.reference
        bind = self._binds.get(reference)
        control = self._controls.get(reference)
        appearance = (control.attribute("appearance") or "") if control is not None else ""
        hint = control.element("hint") if control is not None else None
        return Definition(
            index=index,
            parent=parent,
            reference=reference,
            name=node.name,
            type=self._type(node, bind, control),
            control=control is not None,
            appearance=appearance,
            default=node.text if not any(node.elements()) else "",
            preload="uid"
            if reference.endswith("/orx:meta/orx:instanceID")
            else " ".join(filter(None, (_of(bind, "jr:preload"), _of(bind, "jr:preloadParams")))),
            depth=_of(bind, "fc:depth"),
            field_list="field-list" in appearance.split(),
            label=self._text(control.element("label")) if control is not None else None,
            hint=self._text(hint),
            constraint_message=self._message(bind, "jr:constraintMsg"),
            required_message=self._message(bind, "jr:requiredMsg"),
            relevant=self._bound(bind, "relevant"),
            required=self._bound(bind, "required"),
            readonly=self._bound(bind, "readonly"),
            constraint=self._bound(bind, "constraint"),
            calculate=self._bound(bind, "calculate"),
            itemset=self._itemset(control),
            options=self._options(control),
            changes=tuple(self._changes.get(reference, ())),
        )

    def _type(self, node: TreeNode, bind: TreeNode | None, control: TreeNode | None) -> str:
        if any(node.elements()):
            return "group"
        if control is None:
            return "calculate" if _of(bind, "calculate") else "hidden"
        if control.name in ("select1", "select"):
            return "select_one" if control.name == "select1" else "select_multiple"
        if control.name == "trigger":
            return "acknowledge"
        if control.name == "group":
            return "group"
        if control.name == "range":
            return "range"
        kind = _of(bind, "type").rpartition(":")[2]
        if kind not in _TYPES:
            raise _refuse(f"{node.reference} is of type {kind}, which is not supported yet")
        # pyxform writes a note as a read-only text with nothing to show but its label.
        if _of(bind, "readonly") == "true()" and _TYPES[kind] == "text" and not _of(bind, "calculate"):
            return "note"
        return _TYPES[kind]

    def _itemset(self, control: TreeNode | None) -> Itemset | None:
        itemset = control.element("itemset") if control is not None else None
        if itemset is None:
            return None
        value, label = itemset.element("value"), itemset.element("label")
        if value is None or label is None:
            raise _refuse("a list of choices has no value or no label")
        shown = label.attribute("ref") or ""
        translated = shown.startswith("jr:itext(")
        return Itemset(
            self._compiled(itemset.attribute("nodeset") or ""),
            self._compiled(value.attribute("ref") or ""),
            self._compiled(shown[len("jr:itext(") : -1] if translated else shown),
            translated,
        )

    def _options(self, control: TreeNode | None) -> tuple[tuple[str, Text], ...]:
        if control is None or control.name not in ("select1", "select"):
            return ()
        found = []
        for item in control.elements("item"):
            value = item.element("value")
            text = self._text(item.element("label"))
            if value is not None:
                found.append((value.text.strip(), text or Text()))
        return tuple(found)

    def _action(self, node: TreeNode) -> Action | None:
        events = (node.attribute("event") or "").split()
        if not {"odk-instance-first-load", "xforms-value-changed"} & set(events):
            raise _refuse(f"the event {' '.join(events)} is not supported yet")
        written = node.attribute("value")
        target = node.attribute("ref") or ""
        return Action(target, self._compiled(written) if written else None, node.text)

    def _elements(self, parent: TreeNode, by_reference: Mapping[str, Definition]) -> tuple[Element, ...]:
        found: list[Element] = []
        for node in parent.elements():
            reference = node.attribute("ref") or node.attribute("nodeset") or ""
            inside = self._elements(node, by_reference) if node.name == "group" else ()
            if reference in by_reference:
                found.append(Element(by_reference[reference].index, inside))
            elif reference and node.name in CONTROLS:
                raise _refuse(f"{reference} is asked but is not in the form's data")
            else:
                found.extend(inside)
        return tuple(found)

    # Expressions

    def _bound(self, bind: TreeNode | None, name: str) -> Expression | None:
        written = _of(bind, name)
        return self._compiled(written) if written else None

    def _compiled(self, text: str) -> Expression:
        written = text.strip()
        known = self._expressions.get(written)
        if known is not None:
            return known  # every language of a label repeats the same ones
        try:
            compiled = compile_expression(written, namespaces=self._namespaces, extra=frozenset())
        except BadExpression as error:
            raise _refuse(f"“{written}”: {error.reason}") from error
        self._expressions[written] = compiled
        return compiled


def _add_meta(root: TreeNode) -> None:
    """ODK gives every instance an id, also where the form forgot the place for it."""
    if root.element("meta") is not None:
        return
    meta, identifier = (
        TreeNode("element", name, prefix="orx", uri=OPENROSA, order=root.order)
        for name in ("meta", "instanceID")
    )
    meta.parent, identifier.parent = root, meta
    root.children.append(meta)
    meta.children.append(identifier)


def _of(bind: TreeNode | None, name: str) -> str:
    return (bind.attribute(name) or "").strip() if bind is not None else ""


def _itext_id(written: str) -> str:
    text = written.strip()
    if text.startswith("jr:itext(") and text.endswith(")"):
        return text[len("jr:itext(") : -1].strip().strip("'\"")
    return ""


def _namespaces(document: TreeNode) -> dict[str, str]:
    """The prefixes that elements and attributes of the document use."""
    found: dict[str, str] = {}
    for node in document.descendants():
        for named in (node, *node.attributes):
            if named.prefix:
                found.setdefault(named.prefix, named.uri)
    return found
