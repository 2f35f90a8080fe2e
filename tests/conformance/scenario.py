"""Cases of whole forms: a form, answers, and the state of every node after each."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.engine import FormRun
from fieldcheck.engine.form import Form
from fieldcheck.engine.graph import build
from fieldcheck.engine.xform import read_xform
from tests.conformance.report import Report

ZONE = ZoneInfo("America/Phoenix")
_POINT = re.compile(r"-?\d+\.\d+ -?\d+\.\d+ [\d.]+ [\d.]+")
_HOLDING = ("root", "group", "repeat-instance")
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
        Form(layout, build(layout)),
        now=lambda: datetime.now(UTC),
        language=layout.itext.default,
        zone=ZONE,
        location=lambda: _location(case),
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


def _location(case: dict[str, Any]) -> str:
    """Where the recorded machine was: the record says so only by what its actions left."""
    states = [case["initial"], *(step.get("changed", {}) for step in case["steps"])]
    points = (state[1] for one in states for state in one.values() if _POINT.fullmatch(str(state[1])))
    return next(points, "")


def _do(run: FormRun, step: dict[str, Any]) -> None:
    match step["op"]:
        case "answer":
            reference, value = step["args"]
            reference = _numbered(run, reference)
            try:
                run.answer(reference, _lexical(value))
            except InvalidValue:
                # ODK takes what cannot be a value for no value at all.
                run.answer(reference, "")
        case "createNewRepeat":
            argument = step["args"][0]
            place = argument["assertCurrentReference"] if isinstance(argument, dict) else argument
            run.add_instance(_numbered(run, place))
        case "removeRepeat":
            run.remove_instance(_numbered(run, step["args"][0]))
        case "setLanguage":
            run.language = step["args"][0]
        case operation:
            raise NotImplementedError(operation)


def _numbered(run: FormRun, reference: str) -> str:
    """The reference with the numbers of instances for their places, which is what is recorded.

    Raises KeyError when there is no such instance.
    """
    found = ""
    for part in reference.strip("/").split("/"):
        name, bracket, place = part.partition("[")
        found = f"{found}/{name}"
        if bracket:
            instances = run.node(found).instances
            if int(place[:-1]) > len(instances):
                raise KeyError(reference)
            found = instances[int(place[:-1]) - 1]
    return found


def _lexical(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return "" if value is None else str(value)


def _difference(run: FormRun, expected: State, when: str) -> str | None:
    for reference, (kind, value, *rest) in expected.items():
        try:
            node = run.node(_numbered(run, reference))
        except KeyError:
            return f"{when}, {reference} is not there"
        found = [node.relevant, node.required, node.readonly, node.violation.kind if node.violation else None]
        if kind.startswith("repeat-range"):
            missing = [one for one in _instances(expected, reference)]
            if len(node.instances) != len(missing):
                return f"{when}, {reference} has {len(node.instances)} instances, not {len(missing)}"
        if kind in _HOLDING or kind.startswith("repeat-range"):
            continue  # their values are those of what is in them
        if found != rest or value not in (node.value, "uuid:*"):
            return f"{when}, {reference} is {[node.value, *found]}, not {[value, *rest]}"
    return None


def _instances(expected: State, repeat: str) -> list[str]:
    return [reference for reference in expected if re.fullmatch(rf"{re.escape(repeat)}\[\d+\]", reference)]
