"""From the text of an ODK XForm to the layout that runs."""

from __future__ import annotations

import re
from collections.abc import Mapping

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.wording import Said
from fieldcheck.engine.client import Bounds
from fieldcheck.engine.compiler import Expression, compile_syntax
from fieldcheck.engine.context import contextualised
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
from fieldcheck.engine.grammar import BadExpression, parse
from fieldcheck.engine.lists import read_list
from fieldcheck.engine.skeleton import read_skeleton
from fieldcheck.engine.tree import TreeNode, as_document, parse_xml

_QUESTIONS = ["input", "textarea", "secret", "select1", "select", "rank", "trigger", "range", "upload"]
CONTROLS = frozenset([*_QUESTIONS, "group", "repeat"])
"""The body elements this engine has a question for, and those that hold others."""

OPENROSA = "http://openrosa.org/xforms"
"""Namespace of a submission's metadata."""

EVENTS = frozenset(["odk-instance-first-load", "odk-instance-load", "odk-new-repeat", "xforms-value-changed"])
"""The events an action may wait for."""

ODK = "http://www.opendatakit.org/xforms"
"""Namespace of ODK's own actions."""

_ACTIONS = frozenset(["setvalue", "setgeopoint"])
_ASIDE = frozenset(["label", "hint", *_ACTIONS])

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
    "select": "text",
    "binary": "text",
    "barcode": "barcode",
    "geopoint": "geopoint",
    "geotrace": "geotrace",
    "geoshape": "geoshape",
    "": "text",
}
_ATTACHED = {"image": "image", "audio": "audio", "video": "video"}


MOST_STEPS = 100_000
"""Steps on the scale of a range question; more is a slip of the pen."""

_NO_FILES: Mapping[str, bytes] = {}


def read_xform(text: str, files: Mapping[str, bytes] = _NO_FILES) -> Layout:
    """Parse and compile an XForm, with the lists that come with it in files.

    Raises FormRefused for what is no form, or holds what cannot run here.
    """
    return _Reader(parse_xml(text), files).layout()


def _refuse(message: str, **fields: object) -> FormRefused:
    reason = Said(message, **fields)
    return FormRefused(N_("Het formulier kan hier niet draaien: {reason}"), problems=(reason,), reason=reason)


class _Reader:
    def __init__(self, document: TreeNode, files: Mapping[str, bytes]) -> None:
        html = document.element("html")
        head = html.element("head") if html is not None else None
        model = head.element("model") if head is not None else None
        body = html.element("body") if html is not None else None
        primary = next(model.elements("instance"), None) if model is not None else None
        root = next(primary.elements(), None) if primary is not None else None
        if model is None or body is None or root is None:
            raise _refuse(N_("het is geen ODK-XForm"))
        self._model = model
        self._body = body
        self._files = files
        self._namespaces = _namespaces(document)
        self._expressions: dict[tuple[str, tuple[str, ...]], Expression] = {}
        self._binds = {_absolute(bind, "/"): bind for bind in model.elements("bind")}
        self._named_binds = {
            name: path for path, bind in self._binds.items() if (name := bind.attribute("id"))
        }
        self._controls: dict[str, TreeNode] = {}
        self._repeats: dict[str, TreeNode] = {}
        self._references: dict[int, str] = {}
        self._text_places: dict[str, str] = {}
        self._sources: list[tuple[TreeNode, str]] = [
            (node, "") for node in model.elements() if _is_action(node)
        ]
        self._find_controls(body, "")
        self._added_id = _add_meta(root)
        as_root = as_document(root)
        fixed = {one for one, node in self._repeats.items() if _is_true(node.attribute("jr:noAddRemove"))}
        self._skeleton = read_skeleton(next(as_root.elements()), self._repeats, fixed)
        self._itext = self._read_itext()
        self._actions = tuple(self._action(node, source) for node, source in self._sources)
        self._version = root.attribute("version") or root.attribute("orx:version") or ""

    def layout(self) -> Layout:
        """The whole form."""
        definitions = self._definitions()
        by_reference = {definition.reference: definition for definition in definitions}
        children: list[dict[str, int]] = [{} for _ in definitions]
        for definition in definitions[1:]:
            children[definition.parent][definition.reference.rpartition("/")[2]] = definition.index
        return Layout(
            definitions=tuple(definitions),
            body=self._elements(self._body, by_reference),
            shape=self._skeleton.shape,
            instance=self._skeleton.initial,
            templates={
                by_reference[reference].index: template
                for reference, template in self._skeleton.templates.items()
            },
            instances=self._instances(),
            itext=self._itext,
            actions=self._actions,
            namespaces=self._namespaces,
            version=self._version,
            children=tuple(children),
        )

    def _instances(self) -> dict[str, TreeNode]:
        found: dict[str, TreeNode] = {}
        for instance in self._model.elements("instance"):
            name = instance.attribute("id")
            source = instance.attribute("src")
            if name and source:
                root = self._list(name, source)
                # Paths begin above the root: instance('parks')/root/item.
                found[name] = root.parent or root
            elif name:
                found[name] = next(as_document(instance).elements())
        return found

    def _list(self, name: str, source: str) -> TreeNode:
        if source == "jr://instance/last-saved":
            # Nothing of another person's talk is ever filled in for the next.
            return read_list("last-saved.csv", b"")
        filename = source.rpartition("/")[2]
        data = self._files.get(filename)
        if data is None:
            raise _refuse(
                N_("de lijst “{list}” staat in het bestand {file}, en dat zit niet bij het formulier"),
                list=name,
                file=filename,
            )
        return read_list(filename, data)

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
                identifier: {
                    value.attribute("form") or "": self._parts(value, self._text_places.get(identifier, ""))
                    for value in text.elements("value")
                }
                for text in translation.elements("text")
                for identifier in [text.attribute("id") or ""]
            }
            if not default or translation.attribute("default") not in (None, "false()"):
                default = tag
        languages = (default, *(tag for tag in texts if tag != default))
        return Itext(languages, default, texts)

    def _parts(self, node: TreeNode, place: str) -> Parts:
        children = node.children
        if len(children) == 1 and children[0].kind == "text":
            return (children[0].value.strip(),)
        parts: list[str | Expression] = []
        for child in children:
            if child.kind == "text":
                parts.append(child.value)
            elif child.kind == "element" and child.name == "output":
                written = child.attribute("value") or child.attribute("ref") or "''"
                parts.append(self._compiled(written, place))
            else:
                parts.append(child.text)
        if parts and isinstance(parts[0], str):
            parts[0] = parts[0].lstrip()
        if parts and isinstance(parts[-1], str):
            parts[-1] = parts[-1].rstrip()
        return tuple(parts)

    def _text(self, node: TreeNode | None, place: str) -> Text | None:
        if node is None:
            return None
        identifier = _itext_id(node.attribute("ref") or "")
        return Text(identifier) if identifier else Text(parts=self._parts(node, place))

    def _message(self, bind: TreeNode | None, name: str) -> Text | None:
        written = bind.attribute(name) if bind is not None else None
        if not written:
            return None
        identifier = _itext_id(written)
        return Text(identifier) if identifier else Text(parts=(written,))

    # Nodes

    def _find_controls(self, parent: TreeNode, around: str) -> None:
        for node in parent.elements():
            if node.name not in CONTROLS | _ASIDE:
                if node.uri != parent.uri and not _is_about_something(node):
                    continue  # an ornament of somebody else's
                raise _refuse(
                    N_("{element} {path} kan hier niet"), element=node.name, path=_absolute(node, around)
                )
            if node.name in _ASIDE:
                self._note_aside(node, around)
                continue
            reference = self._about(node, around)
            self._references[id(node)] = reference
            if node.name == "repeat" and "/" not in reference[1:]:
                raise _refuse(N_("een herhaling gaat over geen groep van vragen"))
            if node.name == "repeat":
                self._repeats[reference] = node
            elif reference:
                self._controls[reference] = node
            if node.name in ("group", "repeat"):
                self._find_controls(node, reference)
            else:
                for inside in node.elements():
                    self._note_aside(inside, reference)

    def _about(self, node: TreeNode, around: str) -> str:
        """The path of what a control is about; "" where it is about nothing."""
        bound = self._named_binds.get(node.attribute("bind") or "", "")
        return _absolute(node, around) if _is_about_something(node) else bound

    def _note_aside(self, node: TreeNode, reference: str) -> None:
        if _is_action(node):
            self._sources.append((node, reference))
        elif identifier := _itext_id(node.attribute("ref") or ""):
            self._text_places[identifier] = reference

    def _definitions(self) -> list[Definition]:
        found: list[Definition] = []
        seen: set[str] = set()
        stack = [(next(self._skeleton.shape.elements()), "", -1)]
        while stack:
            node, around, parent = stack.pop()
            own = f"@{node.qualified_name}" if node.kind == "attribute" else node.qualified_name
            reference = f"{around}/{own}"
            if reference in seen:
                continue  # a second one of what is no repeat
            seen.add(reference)
            definition = self._definition(node, reference, len(found), found[parent] if found else None)
            found.append(definition)
            bound = [one for one in node.attributes if f"{reference}/@{one.qualified_name}" in self._binds]
            inside = [*bound, *node.elements()]
            stack.extend((child, reference, definition.index) for child in reversed(inside))
        return found

    def _definition(
        self, node: TreeNode, reference: str, index: int, parent: Definition | None
    ) -> Definition:
        bind = self._binds.get(reference)
        control = self._controls.get(reference)
        repeat = self._repeats.get(reference)
        appearance = " ".join(
            written
            for one in (control, repeat)
            if one is not None and (written := one.attribute("appearance"))
        )
        around = parent.repeats if parent is not None else ()
        label = control.element("label") if control is not None else None
        if label is None and repeat is not None:
            label = repeat.element("label")
        kind = self._type(node, bind, control, repeat)
        return Definition(
            index=index,
            parent=parent.index if parent is not None else -1,
            reference=reference,
            name=node.name,
            type=kind,
            control=control is not None or repeat is not None,
            appearance=appearance,
            default=node.text if not any(node.elements()) else "",
            preload="uid" if reference == self._added_id else _preload(reference, bind),
            depth=_of(bind, "fc:depth"),
            field_list="field-list" in appearance.split(),
            label=self._text(label, reference),
            hint=self._text(control.element("hint") if control is not None else None, reference),
            constraint_message=self._message(bind, "jr:constraintMsg"),
            required_message=self._message(bind, "jr:requiredMsg"),
            relevant=self._bound(bind, "relevant", reference),
            required=self._bound(bind, "required", reference),
            readonly=self._bound(bind, "readonly", reference),
            constraint=self._bound(bind, "constraint", reference),
            calculate=self._bound(bind, "calculate", reference),
            itemset=self._itemset(control, reference),
            options=self._options(control, reference),
            repeats=(*around, index) if repeat is not None else around,
            count=self._count(repeat, reference),
            fixed=repeat is not None and _is_true(repeat.attribute("jr:noAddRemove")),
            datatype=_of(bind, "type").rpartition(":")[2],
            accepts=_accepts(control),
            bounds=_bounds(control),
            actions=tuple(action for action in self._actions if action.source == reference),
        )

    def _count(self, repeat: TreeNode | None, reference: str) -> Expression | None:
        written = (repeat.attribute("jr:count") or "").strip() if repeat is not None else ""
        return self._compiled(written, reference) if written else None

    def _type(
        self, node: TreeNode, bind: TreeNode | None, control: TreeNode | None, repeat: TreeNode | None
    ) -> str:
        if repeat is not None:
            return "repeat"
        if any(node.elements()):
            return "group"
        if control is None:
            return "calculate" if _of(bind, "calculate") else "hidden"
        known = _BY_CONTROL.get(control.name)
        if known is not None:
            return known
        if control.name == "upload":
            return _ATTACHED.get((control.attribute("mediatype") or "").partition("/")[0], "file")
        # As in ODK, a type nobody knows is text.
        kind = _TYPES.get(_of(bind, "type").rpartition(":")[2], "text")
        # pyxform writes a note as a read-only text with nothing to show but its label.
        if _of(bind, "readonly") == "true()" and kind == "text" and not _of(bind, "calculate"):
            return "note"
        return kind

    def _itemset(self, control: TreeNode | None, reference: str) -> Itemset | None:
        itemset = control.element("itemset") if control is not None else None
        if itemset is None:
            return None
        value = itemset.element("value")
        label = itemset.element("label") or value
        if value is None or label is None:
            raise _refuse(N_("{path}: de keuzelijst heeft geen waarde of geen label"), path=reference)
        shown = label.attribute("ref") or ""
        translated = shown.startswith("jr:itext(")
        nodes = itemset.attribute("nodeset") or ""
        return Itemset(
            self._compiled(nodes, reference),
            self._compiled(value.attribute("ref") or ""),
            self._compiled(shown[len("jr:itext(") : -1] if translated else shown),
            translated,
            outside="instance(" in nodes,
        )

    def _options(self, control: TreeNode | None, reference: str) -> tuple[tuple[str, Text], ...]:
        if control is None or control.name not in ("select1", "select", "rank"):
            return ()
        found = []
        for item in control.elements("item"):
            value = item.element("value")
            text = self._text(item.element("label"), reference)
            if value is not None:
                found.append((value.text.strip(), text or Text()))
        return tuple(found)

    def _action(self, node: TreeNode, source: str) -> Action:
        events = frozenset((node.attribute("event") or "").split())
        if not events or not events <= EVENTS:
            raise _refuse(N_("de gebeurtenis {event} kan hier niet"), event=" ".join(sorted(events)))
        written = node.attribute("value")
        target = _absolute(node, source)
        return Action(
            target,
            self._compiled(node.attribute("ref") or "", source),
            self._compiled(written, without_predicates(target)) if written else None,
            node.text,
            events,
            source,
            position=node.name == "setgeopoint",
        )

    def _elements(self, parent: TreeNode, by_reference: Mapping[str, Definition]) -> tuple[Element, ...]:
        found: list[Element] = []
        for node in parent.elements():
            if node.name not in CONTROLS:
                continue
            reference = self._references[id(node)]
            inside = self._elements(node, by_reference) if node.name in ("group", "repeat") else ()
            if reference and reference not in by_reference:
                continue  # as in ODK, what has no place in the data is not asked
            if not reference or (node.name == "group" and reference in self._repeats):
                found.extend(inside)  # a group around a repeat only carries its label
            else:
                found.append(Element(by_reference[reference].index, inside))
        return tuple(found)

    # Expressions

    def _bound(self, bind: TreeNode | None, name: str, reference: str) -> Expression | None:
        written = _of(bind, name)
        return self._compiled(written, reference) if written else None

    def _compiled(self, text: str, reference: str = "") -> Expression:
        written = text.strip()
        context = self._context(reference)
        known = self._expressions.get((written, context))
        if known is not None:
            return known  # every language of a label repeats the same ones
        try:
            syntax = contextualised(parse(written), context, self._repeats)
            compiled = compile_syntax(written, syntax, namespaces=self._namespaces, extra=frozenset())
        except BadExpression as error:
            raise _refuse(N_("“{expression}”: {reason}"), expression=written, reason=error.reason) from error
        self._expressions[written, context] = compiled
        return compiled

    def _context(self, reference: str) -> tuple[str, ...]:
        """The names down to ``reference`` where that matters: inside a repeat."""
        for repeat in self._repeats:
            if reference == repeat or reference.startswith(f"{repeat}/"):
                return tuple(reference.strip("/").split("/"))
        return ()


def _add_meta(root: TreeNode) -> str:
    """ODK gives every instance an id, also where the form forgot the place for it; "" where it did not."""
    meta = root.element("meta")
    if meta is None:
        meta = TreeNode("element", "meta", prefix="orx", uri=OPENROSA, order=root.order)
        meta.parent = root
        root.children.append(meta)
    if meta.element("instanceID") is not None:
        return ""
    identifier = TreeNode("element", "instanceID", prefix=meta.prefix, uri=meta.uri, order=root.order)
    identifier.parent = meta
    meta.children.append(identifier)
    return f"/{root.qualified_name}/{meta.qualified_name}/{identifier.qualified_name}"


_BY_CONTROL = {
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "trigger": "acknowledge",
    "group": "group",
    "range": "range",
}


def _absolute(node: TreeNode, around: str) -> str:
    """What a body element or bind is about; a relative reference starts at what is around it."""
    written = (node.attribute("ref") or node.attribute("nodeset") or "").strip()
    if not written:
        return "" if node.name in ("group", "repeat") else around
    parts = [part for part in written.split("/") if part]
    if not written.startswith("/"):
        parts = [*around.split("/")[1:], *parts]
    found: list[str] = []
    for part in parts:
        if part == "..":
            found[-1:] = []
        elif part != ".":
            found.append(part)
    return "/" + "/".join(found)


def _is_about_something(node: TreeNode) -> bool:
    return bool((node.attribute("ref") or node.attribute("nodeset") or "").strip())


def _is_action(node: TreeNode) -> bool:
    return node.name == "setvalue" or (node.name == "setgeopoint" and node.uri == ODK)


def without_predicates(path: str) -> str:
    """A path without what stands in brackets."""
    return re.sub(r"\[[^\]]*\]", "", path)


def _preload(reference: str, bind: TreeNode | None) -> str:
    if reference.endswith("/orx:meta/orx:instanceID"):
        return "uid"
    return " ".join(filter(None, (_of(bind, "jr:preload"), _of(bind, "jr:preloadParams"))))


def _is_true(written: str | None) -> bool:
    return (written or "").strip() in ("true()", "true", "1")


def _accepts(control: TreeNode | None) -> str:
    if control is None or control.name != "upload":
        return ""
    written = (control.attribute("accept") or control.attribute("mediatype") or "").strip()
    return "" if written in ("*/*", "application/*") else written


def _bounds(control: TreeNode | None) -> Bounds | None:
    if control is None or control.name != "range":
        return None
    start, end = _number(control, "start", 0), _number(control, "end", 10)
    step = abs(_number(control, "step", 1))
    if not step or (end - start) / step > MOST_STEPS:
        raise _refuse(
            N_("{path}: de schaal heeft geen stap, of meer dan {most} stappen"),
            path=control.attribute("ref"),
            most=MOST_STEPS,
        )
    return Bounds(start, end, step, _number(control, "odk:tick-interval", 0))


def _of(bind: TreeNode | None, name: str) -> str:
    return (bind.attribute(name) or "").strip() if bind is not None else ""


def _number(control: TreeNode, name: str, otherwise: float) -> float:
    try:
        return float(control.attribute(name) or otherwise)
    except ValueError as error:
        raise _refuse(N_("{path}: {name} is geen getal"), path=control.attribute("ref"), name=name) from error


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
