"""Cases of single expressions."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcheck.domain.errors import FormRefused
from fieldcheck.engine import compile_expression
from fieldcheck.engine.functions import FUNCTIONS, XPATH
from fieldcheck.engine.scope import Environment
from fieldcheck.engine.tree import TreeNode, parse_xml
from fieldcheck.engine.values import Value, to_boolean, to_number, to_string
from tests.conformance.report import Report

ZONE = ZoneInfo("America/Phoenix")
NAMESPACES = {"xhtml": "http://www.w3.org/1999/xhtml"}
_DOCTYPE = re.compile(r"<!DOCTYPE[^>]*>")

_FAILS = re.compile(r"\b(fails|throws)\b")
"""Cases of which only the name says that evaluating them must fail."""

_AT_ATTRIBUTE = "attribute as the context node"
"""Cases of which only the name says that the attribute found just before is where they stand."""

_IN_LANGUAGE = re.compile(r"in language '(\w+)'")
"""Some cases say only in their name which language was set before them."""


def replay(recorded: dict[str, Any], report: Report) -> None:
    """Evaluate every case; setLanguage steps hold for the cases of the same file that follow."""
    # The engine refuses any DTD; the recorded pages only name theirs.
    documents = {key: parse_xml(_DOCTYPE.sub("", text).strip()) for key, text in recorded["docs"].items()}
    raw = {key: _document(text) for key, text in recorded["docs"].items()}
    moment = _moment(recorded["cases"])
    found: dict[str, TreeNode] = {}
    languages: dict[str, str] = {}
    for case in recorded["cases"]:
        if case["kind"] == "setLanguage":
            languages[case["file"]] = "" if case["expr"] == "null" else case["expr"]
            report.add(case["file"], case["test"], None)
            continue
        document = raw.get(case["doc"]) or documents[case["doc"]]
        named = _IN_LANGUAGE.search(case["test"])
        language = named.group(1) if named else languages.get(case["file"], "")
        try:
            value = _evaluated(case, document, language, moment, found.get(case["test"]))
            difference = _difference(case, value, document)
            if _AT_ATTRIBUTE in case["test"] and case["kind"] == "evaluate" and isinstance(value, list):
                found[case["test"]] = value[0]
        except FormRefused as error:
            fails = case["kind"] == "evaluate" and _FAILS.search(case["test"])
            difference = None if fails else f"{case['expr']} raised {error!r}"
        except Exception as error:  # whatever else it raises is a failed case
            difference = f"{case['expr']} raised {error!r}"
        report.add(case["file"], case["test"], difference)


def _document(text: str) -> TreeNode:
    """The tree with a place for the document type, which counts among the nodes of the recorded paths."""
    tree = parse_xml(_DOCTYPE.sub("", text).strip())
    if _DOCTYPE.search(text):
        tree.children.insert(0, TreeNode("comment"))
    return tree


def _moment(cases: Sequence[Mapping[str, Any]]) -> datetime:
    """Noon of the day the cases were recorded, where one of them gives that day away, else this moment."""
    for case in cases:
        if case["expr"] == "today()" and case["kind"] == "string":
            return datetime.fromisoformat(f"{case['expected']}T12:00").replace(tzinfo=ZONE)
    return datetime.now(ZONE)


def _evaluated(
    case: dict[str, Any], document: TreeNode, language: str, moment: datetime, context: TreeNode | None
) -> Value:
    root = _at(document, case["root"])
    if case["context"] is not None:
        context = _at(document, case["context"])
    # Outside of forms a name without a prefix has no namespace, and XPath's own functions are all there is.
    forms = case["xforms"]
    environment = Environment(
        root=root if forms else document,
        now=lambda: moment,
        zone=ZONE,
        namespaces=NAMESPACES,
        itext=lambda identifier: _itext(document, language, identifier, whole=case["kind"] == "nodeset"),
    )
    compiled = compile_expression(
        case["expr"],
        namespaces=NAMESPACES if forms else {**NAMESPACES, "": ""},
        library=FUNCTIONS if forms else {**FUNCTIONS, **XPATH},
        strict=False,
    )
    return compiled.evaluate(context or root, environment)


def _difference(case: dict[str, Any], value: Value, document: TreeNode) -> str | None:
    if case["kind"] == "evaluate" and _FAILS.search(case["test"]):
        return f"{case['expr']} gave {value!r} and should have failed"
    found, holds = _compared(case, value, document)
    return None if holds else f"{case['expr']} gave {found!r}, not {case['expected']!r}"


def _compared(case: dict[str, Any], value: Value, document: TreeNode) -> tuple[object, bool]:
    expected = case["expected"]
    match case["kind"]:
        case "boolean":
            return to_boolean(value), to_boolean(value) is expected
        case "number":
            number = to_number(value, ZONE)
            return number, number == float(expected) or (math.isnan(number) and math.isnan(float(expected)))
        case "numberRounded":
            rounded = round(to_number(value, ZONE) * case["factor"]) / case["factor"]
            return rounded, rounded == float(expected)
        case "string":
            return to_string(value), to_string(value) == expected
        case "stringMatches":
            return to_string(value), re.search(expected, to_string(value)) is not None
        case "stringLength":
            return len(to_string(value)), len(to_string(value)) == expected
        case "nodeset" | "nodesetUnordered":
            return _same_nodes(case, value, document)
    return value, True


def _same_nodes(case: dict[str, Any], value: Value, document: TreeNode) -> tuple[object, bool]:
    if not isinstance(value, list):
        return value, False
    found = [id(node) for node in value]
    wanted = [id(_at(document, path)) for path in case["expected"]]
    if case["kind"] == "nodesetUnordered":
        found, wanted = sorted(found), sorted(wanted)
    return [node.qualified_name or node.kind for node in value], found == wanted


def _at(document: TreeNode, path: Sequence[int | str]) -> TreeNode:
    node = document
    for step in path:
        if isinstance(step, str):
            node = next(one for one in node.attributes if f"@{one.qualified_name}" == step)
        else:
            node = node.children[step]
    return node


def _itext(document: TreeNode, language: str, identifier: str, *, whole: bool) -> list[TreeNode]:
    """The values of a text: read as a string it is its plain value, whatever other forms stand before it."""
    translations = [node for node in document.descendants() if node.name == "translation"]
    chosen = [node for node in translations if node.attribute("lang") == language]
    chosen = (
        chosen or [node for node in translations if node.attribute("default") is not None] or translations[:1]
    )
    return [
        value
        for translation in chosen
        for text in translation.elements("text")
        if text.attribute("id") == identifier
        for value in text.elements("value")
        if whole or value.attribute("form") is None
    ]
