"""From the text of an ODK XForm to the layout that runs."""

from __future__ import annotations

from collections.abc import Mapping

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.engine.client import DEPTHS
from fieldcheck.engine.compiler import Expression
from fieldcheck.engine.definition import Action, Definition, Element, Itemset, Layout, Text
from fieldcheck.engine.lists import read_list
from fieldcheck.engine.skeleton import read_skeleton
from fieldcheck.engine.tree import TreeNode, as_document, parse_xml
from fieldcheck.engine.xform_controls import (
    absolute,
    accepts,
    attribute,
    bounds,
    is_about_something,
    is_action,
    is_true,
    kind_of,
    preload,
    without_predicates,
)
from fieldcheck.engine.xform_expressions import Expressions, refusal
from fieldcheck.engine.xform_texts import itext_id, message, read_itext, text_at

_QUESTIONS = ["input", "textarea", "secret", "select1", "select", "rank", "trigger", "range", "upload"]
CONTROLS = frozenset([*_QUESTIONS, "group", "repeat"])
"""The body elements this engine has a question for, and those that hold others."""

OPENROSA = "http://openrosa.org/xforms"
"""Namespace of a submission's metadata."""

EVENTS = frozenset(["odk-instance-first-load", "odk-instance-load", "odk-new-repeat", "xforms-value-changed"])
"""The events an action may wait for."""

_ACTIONS = frozenset(["setvalue", "setgeopoint"])
_ASIDE = frozenset(["label", "hint", *_ACTIONS])

_NO_FILES: Mapping[str, bytes] = {}


def read_xform(text: str, files: Mapping[str, bytes] = _NO_FILES) -> Layout:
    """Parse and compile an XForm, with the lists that come with it in files.

    Raises FormRefused for what is no form, or holds what cannot run here.
    """
    return _Reader(parse_xml(text), files).layout()


class _Reader:
    def __init__(self, document: TreeNode, files: Mapping[str, bytes]) -> None:
        html = document.element("html")
        head = html.element("head") if html is not None else None
        model = head.element("model") if head is not None else None
        body = html.element("body") if html is not None else None
        primary = next(model.elements("instance"), None) if model is not None else None
        root = next(primary.elements(), None) if primary is not None else None
        if model is None or body is None or root is None:
            raise refusal(N_("het is geen ODK-XForm"))
        self._model = model
        self._body = body
        self._files = files
        self._namespaces = _namespaces(document)
        self._binds = {absolute(bind, "/"): bind for bind in model.elements("bind")}
        self._named_binds = {
            name: path for path, bind in self._binds.items() if (name := bind.attribute("id"))
        }
        self._controls: dict[str, TreeNode] = {}
        self._repeats: dict[str, TreeNode] = {}
        self._references: dict[int, str] = {}
        self._text_places: dict[str, str] = {}
        self._sources: list[tuple[TreeNode, str]] = [
            (node, "") for node in model.elements() if is_action(node)
        ]
        self._find_controls(body, "")
        self._expressions = Expressions(self._namespaces, self._repeats)
        self._added_id = _add_meta(root)
        as_root = as_document(root)
        fixed = {one for one, node in self._repeats.items() if is_true(node.attribute("jr:noAddRemove"))}
        self._skeleton = read_skeleton(next(as_root.elements()), self._repeats, fixed)
        self._itext = read_itext(self._model, self._text_places, self._expressions)
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
            raise refusal(
                N_("de lijst “{list}” staat in het bestand {file}, en dat zit niet bij het formulier"),
                list=name,
                file=filename,
            )
        return read_list(filename, data)

    # Nodes

    def _find_controls(self, parent: TreeNode, around: str) -> None:
        for node in parent.elements():
            if node.name not in CONTROLS | _ASIDE:
                if node.uri != parent.uri and not is_about_something(node):
                    continue  # an ornament of somebody else's
                raise refusal(
                    N_("{element} {path} kan hier niet"), element=node.name, path=absolute(node, around)
                )
            if node.name in _ASIDE:
                self._note_aside(node, around)
                continue
            reference = self._about(node, around)
            self._references[id(node)] = reference
            if node.name == "repeat" and "/" not in reference[1:]:
                raise refusal(N_("een herhaling gaat over geen groep van vragen"))
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
        return absolute(node, around) if is_about_something(node) else bound

    def _note_aside(self, node: TreeNode, reference: str) -> None:
        if is_action(node):
            self._sources.append((node, reference))
        elif identifier := itext_id(node.attribute("ref") or ""):
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
        if label is None and control is not None:
            label = _table_title(control, reference)
        hint = control.element("hint") if control is not None else None
        return Definition(
            index=index,
            parent=parent.index if parent is not None else -1,
            reference=reference,
            name=node.name,
            type=kind_of(node, bind, control, repeat),
            control=control is not None or repeat is not None,
            appearance=appearance,
            default=node.text if not any(node.elements()) else "",
            preload="uid" if reference == self._added_id else preload(reference, bind),
            depth=_depth(attribute(bind, "fc:depth")),
            field_list="field-list" in appearance.split(),
            label=text_at(label, reference, self._expressions),
            hint=text_at(hint, reference, self._expressions),
            constraint_message=message(bind, "jr:constraintMsg"),
            required_message=message(bind, "jr:requiredMsg"),
            relevant=self._bound(bind, "relevant", reference),
            required=self._bound(bind, "required", reference),
            readonly=self._bound(bind, "readonly", reference),
            constraint=self._bound(bind, "constraint", reference),
            calculate=self._bound(bind, "calculate", reference),
            itemset=self._itemset(control, reference),
            options=self._options(control, reference),
            repeats=(*around, index) if repeat is not None else around,
            count=self._count(repeat, reference),
            fixed=repeat is not None and is_true(repeat.attribute("jr:noAddRemove")),
            datatype=attribute(bind, "type").rpartition(":")[2],
            accepts=accepts(control),
            bounds=bounds(control),
            actions=tuple(action for action in self._actions if action.source == reference),
        )

    def _bound(self, bind: TreeNode | None, name: str, reference: str) -> Expression | None:
        written = attribute(bind, name)
        return self._expressions.compiled(written, reference) if written else None

    def _count(self, repeat: TreeNode | None, reference: str) -> Expression | None:
        written = (repeat.attribute("jr:count") or "").strip() if repeat is not None else ""
        return self._expressions.compiled(written, reference) if written else None

    def _itemset(self, control: TreeNode | None, reference: str) -> Itemset | None:
        itemset = control.element("itemset") if control is not None else None
        if itemset is None:
            return None
        value = itemset.element("value")
        label = itemset.element("label") or value
        if value is None or label is None:
            raise refusal(N_("{path}: de keuzelijst heeft geen waarde of geen label"), path=reference)
        shown = label.attribute("ref") or ""
        translated = shown.startswith("jr:itext(")
        nodes = itemset.attribute("nodeset") or ""
        return Itemset(
            self._expressions.compiled(nodes, reference),
            self._expressions.compiled(value.attribute("ref") or ""),
            self._expressions.compiled(shown[len("jr:itext(") : -1] if translated else shown),
            translated,
            outside="instance(" in nodes,
        )

    def _options(self, control: TreeNode | None, reference: str) -> tuple[tuple[str, Text], ...]:
        if control is None or control.name not in ("select1", "select", "rank"):
            return ()
        found = []
        for item in control.elements("item"):
            value = item.element("value")
            text = text_at(item.element("label"), reference, self._expressions)
            if value is not None:
                found.append((value.text.strip(), text or Text()))
        return tuple(found)

    def _action(self, node: TreeNode, source: str) -> Action:
        events = frozenset((node.attribute("event") or "").split())
        if not events or not events <= EVENTS:
            raise refusal(N_("de gebeurtenis {event} kan hier niet"), event=" ".join(sorted(events)))
        written = node.attribute("value")
        target = absolute(node, source)
        return Action(
            target,
            self._expressions.compiled(node.attribute("ref") or "", source),
            self._expressions.compiled(written, without_predicates(target)) if written else None,
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


def _namespaces(document: TreeNode) -> dict[str, str]:
    """The prefixes that elements and attributes of the document use."""
    found: dict[str, str] = {}
    for node in document.descendants():
        for named in (node, *node.attributes):
            if named.prefix:
                found.setdefault(named.prefix, named.uri)
    return found


def _table_title(group: TreeNode, reference: str) -> TreeNode | None:
    """The label of a table of questions, which pyxform takes from the group and writes as a note."""
    for note in group.elements("input"):
        if (note.attribute("ref") or "").startswith(f"{reference}/generated_table_list_label_"):
            return note.element("label")
    return None


def _depth(written: str) -> str:
    if written and written not in DEPTHS:
        raise FormRefused(
            N_("“{depth}” kan hier niet; kies uit {depths}"), depth=written, depths=", ".join(DEPTHS)
        )
    return written
