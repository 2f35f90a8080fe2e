"""A run as an ODK instance, the XML that Collect, Kobo and Central exchange; and one read back."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape, quoteattr

from fieldcheck.domain.errors import N_, FormRefused
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine.client import PRESENT, REMOVED
from fieldcheck.engine.form import Form
from fieldcheck.engine.instance import Held, Instance
from fieldcheck.engine.recomputing import MOST_IN_ALL
from fieldcheck.engine.run import FormRun
from fieldcheck.engine.tree import TreeNode, parse_xml

NAMESPACE = "https://fieldcheck.invalid/xform"
"""Of what ODK has no place for: ``fc:state`` beside a value, ``fc:number`` of an instance."""

_XML_SPACE = {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"}

Answers = dict[str, tuple[str, AnswerState]]


def write_instance(run: FormRun, *, hidden: bool = False) -> str:
    """The run as an ODK instance.

    Args:
        run: the run as it stands.
        hidden: also what was answered to questions that are not relevant now. ODK leaves that out.
    """
    writer = _Writer(run.instance, hidden=hidden)
    root = run.instance.top.node
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{writer.element(root, _namespaces(root))}\n'


class _Writer:
    def __init__(self, instance: Instance, *, hidden: bool) -> None:
        self._instance = instance
        self._hidden = hidden

    def element(self, node: TreeNode, extra: str = "") -> str:
        held = self._instance.at(node)
        name = node.qualified_name
        attributes = "".join(self._attributes(node, held)) + extra
        if any(node.elements()):
            inside = "".join(self.element(child) for child in node.elements() if self._is_written(child))
        else:
            inside = escape(self._value(held, node), {"\r": "&#13;"})
        return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"

    def _is_written(self, node: TreeNode) -> bool:
        held = self._instance.at(node)
        return held is None or held.relevant or self._hidden

    def _value(self, held: Held | None, node: TreeNode) -> str:
        if held is None:
            return node.text
        return held.value if held.relevant else held.given

    def _attributes(self, node: TreeNode, held: Held | None) -> Iterator[str]:
        for attribute in node.attributes:
            yield f" {attribute.qualified_name}={quoteattr(attribute.value, _XML_SPACE)}"
        if held is None:
            return
        if held.state not in (AnswerState.ANSWERED, AnswerState.NOT_ASKED):
            yield f' fc:state="{held.state.value}"'
        if held.definition.type == "repeat" and held.row.number != held.row.place:
            yield f' fc:number="{held.row.number}"'


def _namespaces(root: TreeNode) -> str:
    """The declarations the instance needs, in a fixed order."""
    found = {"fc": NAMESPACE}
    for node in (root, *root.descendants()):
        for named in (node, *node.attributes):
            if named.prefix and named.prefix != "xml":
                found.setdefault(named.prefix, named.uri)
    return "".join(f" xmlns:{prefix}={quoteattr(uri)}" for prefix, uri in sorted(found.items()))


def read_instance(form: Form, text: str) -> Answers:
    """What an ODK instance of this form answers, for :meth:`FormRun.restore`.

    Elements the form does not have are left out, as ODK does. Raises FormRefused when it is no instance of
    this form, or XML that is not safe to read.
    """
    root = next(parse_xml(text).elements(), None)
    blank = Instance(form.layout)
    if root is None or root.qualified_name != blank.top.node.qualified_name:
        raise FormRefused(N_("Dit is geen ingevuld exemplaar van dit formulier."))
    wanted = blank.top.node.attribute("id")
    if wanted and root.attribute("id") not in (None, wanted):
        raise FormRefused(N_("Dit is een ingevuld exemplaar van een ander formulier."))
    return _Answers(form, blank).of(root)


class _Answers:
    def __init__(self, form: Form, blank: Instance) -> None:
        self._form = form
        self._blank = blank
        self._found: Answers = {}
        self._instances = 0

    def of(self, root: TreeNode) -> Answers:
        self._read(root, 0, self._blank.top.prefix)
        for held in self._blank.all():
            if held.definition.type == "repeat" and held.reference not in self._found:
                self._found[held.reference] = (REMOVED, AnswerState.ANSWERED)
        return self._found

    def _read(self, node: TreeNode, index: int, reference: str) -> None:
        definition = self._form.layout.definitions[index]
        if not definition.is_container:
            self._found[reference] = self._answer(node)
        names = self._form.layout.children[index]
        for attribute in node.attributes:
            bound = names.get(f"@{attribute.qualified_name}")
            if bound is not None:
                path = f"{reference}/@{attribute.qualified_name}"
                self._found[path] = (attribute.value, AnswerState.ANSWERED)
        counts: dict[int, int] = {}
        for child in node.elements():
            inside = names.get(child.qualified_name)
            if inside is None or _is_template(child):
                continue
            path = f"{reference}/{child.qualified_name}"
            if self._form.layout.definitions[inside].type == "repeat":
                counts[inside] = counts.get(inside, 0) + 1
                self._instances += 1
                if self._instances > MOST_IN_ALL:
                    raise FormRefused(N_("Dit ingevulde exemplaar heeft te veel herhalingen."))
                path = f"{path}[{_number(child, counts[inside])}]"
                self._found[path] = (PRESENT, AnswerState.ANSWERED)
            self._read(child, inside, path)

    def _answer(self, node: TreeNode) -> tuple[str, AnswerState]:
        written = next(
            (one.value for one in node.attributes if one.uri == NAMESPACE and one.name == "state"), ""
        )
        try:
            state = AnswerState(written) if written else None
        except ValueError:
            state = None
        value = "" if state else node.text
        return value, state or (AnswerState.ANSWERED if value else AnswerState.NOT_ASKED)


def _is_template(node: TreeNode) -> bool:
    return any(one.name == "template" and one.prefix for one in node.attributes)


def _number(node: TreeNode, place: int) -> int:
    for one in node.attributes:
        if one.uri == NAMESPACE and one.name == "number" and one.value.isdecimal() and len(one.value) < 7:
            return max(int(one.value), place)
    return place
