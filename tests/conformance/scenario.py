"""Cases of whole forms: a form, answers, and the state of every node after each."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.engine import Form, FormRun
from fieldcheck.engine.graph import build
from fieldcheck.engine.xform import read_xform
from tests.conformance.report import Report

ZONE = ZoneInfo("America/Phoenix")
State = dict[str, list[Any]]


def replay(recorded: dict[str, Any], report: Report) -> None:
    """Play every case; a case passes when all its states do."""
    for case in recorded["cases"]:
        try:
            difference = _played(case, recorded["forms"][case["form"]])
        except Exception as error:  # whatever it raises is a failed case
            problems = getattr(error, "problems", ())
            difference = f"raised {type(error).__name__}: {problems[0] if problems else error}"
        report.add(case["file"], case["test"], difference)


def _played(case: dict[str, Any], xform: str) -> str | None:
    layout = read_xform(xform)
    run = FormRun(
        Form(layout, build(layout)), now=lambda: datetime.now(UTC), language=layout.itext.default, zone=ZONE
    )
    expected: State = dict(case["initial"])
    difference = _difference(run, expected, "at the start")
    for step in case["steps"]:
        if difference is not None:
            break
        _do(run, step)
        expected.update(step.get("changed", {}))
        for reference in step.get("gone", ()):
            expected.pop(reference, None)
        difference = _difference(run, expected, f"after {step['op']} {step['args']}")
    return difference


def _do(run: FormRun, step: dict[str, Any]) -> None:
    match step["op"]:
        case "answer":
            reference, value = step["args"]
            try:
                run.answer(reference, _lexical(value))
            except InvalidValue:
                # ODK takes what cannot be a value for no value at all.
                run.answer(reference, "")
        case "setLanguage":
            run.language = step["args"][0]
        case operation:
            raise NotImplementedError(operation)


def _lexical(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def _difference(run: FormRun, expected: State, when: str) -> str | None:
    for reference, (kind, value, *rest) in expected.items():
        node = run.node(reference)
        found = [node.relevant, node.required, node.readonly, node.violation.kind if node.violation else None]
        if kind in ("root", "group"):
            continue  # their values are those of what is in them
        if found != rest or value not in (node.value, "uuid:*"):
            return f"{when}, {reference} is {[node.value, *found]}, not {[value, *rest]}"
    return None
