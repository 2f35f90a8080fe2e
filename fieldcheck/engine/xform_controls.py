"""What one element of an XForm's body, or one bind, says by itself."""

from __future__ import annotations

import re

from fieldcheck.domain.errors import N_
from fieldcheck.engine.client import Bounds
from fieldcheck.engine.tree import TreeNode
from fieldcheck.engine.xform_expressions import refusal

ODK = "http://www.opendatakit.org/xforms"
"""Namespace of ODK's own actions."""

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

_BY_CONTROL = {
    "select1": "select_one",
    "select": "select_multiple",
    "rank": "rank",
    "trigger": "acknowledge",
    "group": "group",
    "range": "range",
}


def absolute(node: TreeNode, around: str) -> str:
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


def is_about_something(node: TreeNode) -> bool:
    """Whether it says which node it is about."""
    return bool((node.attribute("ref") or node.attribute("nodeset") or "").strip())


def is_action(node: TreeNode) -> bool:
    """Whether it is something that is done on an event."""
    return node.name == "setvalue" or (node.name == "setgeopoint" and node.uri == ODK)


def without_predicates(path: str) -> str:
    """A path without what stands in brackets."""
    return re.sub(r"\[[^\]]*\]", "", path)


def preload(reference: str, bind: TreeNode | None) -> str:
    """What metadata the node is filled with at the start, "" for none."""
    if reference.endswith("/orx:meta/orx:instanceID"):
        return "uid"
    return " ".join(filter(None, (attribute(bind, "jr:preload"), attribute(bind, "jr:preloadParams"))))


def is_true(written: str | None) -> bool:
    """Whether an attribute says yes."""
    return (written or "").strip() in ("true()", "true", "1")


def accepts(control: TreeNode | None) -> str:
    """The media type of the files a question takes, "" for any."""
    if control is None or control.name != "upload":
        return ""
    written = (control.attribute("accept") or control.attribute("mediatype") or "").strip()
    return "" if written in ("*/*", "application/*") else written


def bounds(control: TreeNode | None) -> Bounds | None:
    """The scale of a range question. Raises FormRefused for a scale without steps."""
    if control is None or control.name != "range":
        return None
    start, end = _number(control, "start", 0), _number(control, "end", 10)
    step = abs(_number(control, "step", 1))
    if not step or (end - start) / step > MOST_STEPS:
        raise refusal(
            N_("{path}: de schaal heeft geen stap, of meer dan {most} stappen"),
            path=control.attribute("ref"),
            most=MOST_STEPS,
        )
    return Bounds(start, end, step, _number(control, "odk:tick-interval", 0))


def attribute(bind: TreeNode | None, name: str) -> str:
    """The trimmed value of an attribute, "" when it is not there."""
    return (bind.attribute(name) or "").strip() if bind is not None else ""


def _number(control: TreeNode, name: str, otherwise: float) -> float:
    try:
        return float(control.attribute(name) or otherwise)
    except ValueError as error:
        raise refusal(N_("{path}: {name} is geen getal"), path=control.attribute("ref"), name=name) from error


def kind_of(node: TreeNode, bind: TreeNode | None, control: TreeNode | None, repeat: TreeNode | None) -> str:
    """The type of a node's question, as :class:`fieldcheck.engine.client.Node` names it."""
    if repeat is not None:
        return "repeat"
    if any(node.elements()):
        return "group"
    if control is None:
        return "calculate" if attribute(bind, "calculate") else "hidden"
    known = _BY_CONTROL.get(control.name)
    if known is not None:
        return known
    if control.name == "upload":
        return _ATTACHED.get((control.attribute("mediatype") or "").partition("/")[0], "file")
    # As in ODK, a type nobody knows is text.
    kind = _TYPES.get(attribute(bind, "type").rpartition(":")[2], "text")
    # pyxform writes a note as a read-only text with nothing to show but its label.
    if attribute(bind, "readonly") == "true()" and kind == "text" and not attribute(bind, "calculate"):
        return "note"
    return kind
