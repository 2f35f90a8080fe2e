"""Cases of whole forms: a form, answers, and the state of every node after each."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import PRESENT, FormRun
from fieldcheck.engine.definition import Layout, language_tag
from fieldcheck.engine.form import Form
from fieldcheck.engine.graph import build
from fieldcheck.engine.xform import read_xform
from tests.conformance.report import Report

ZONE = ZoneInfo("America/Phoenix")
_POINT = re.compile(r"-?\d+\.\d+ -?\d+\.\d+ [\d.]+ [\d.]+")
_HOLDING = ("root", "group", "subtree", "repeat-instance")
_UUID = r"(uuid:)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_MOMENT = r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d\.\d{3}.+)?"
_DRAWN = {
    "now()": _MOMENT,
    "today()": _MOMENT,
    "timestamp": _MOMENT,
    "uuid(": _UUID,
    "random()": r"\d+(\.\d+)?",
}
"""What the values look like that are another in each run, by what a form draws them with."""
_BEGUN = re.compile(r"edit|restor|deserial", re.IGNORECASE)
"""Names of cases that begin with an interview that was filled in before."""
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
    layout = read_xform(xform, _AnyFile())
    here = [_location(case["initial"])]
    run = FormRun(
        Form(layout, build(layout)),
        now=lambda: datetime.now(UTC),
        language=layout.itext.default,
        zone=ZONE,
        location=lambda: here[-1],
        properties=_properties(layout, case["initial"]),
    )
    expected: State = dict(case["initial"])
    drawn = _drawn(xform)
    difference = _difference(run, expected, "at the start", drawn)
    if difference is not None and _BEGUN.search(case["test"]):
        # The record begins with an interview that was filled in before, and has it only as this state.
        begin = run.resume if "edit" in case["test"] else run.restore
        begin(_filled_in(expected))
        difference = _difference(run, expected, "at the start", drawn)
    for step in case["steps"]:
        if difference is not None:
            break
        here.append(_location(step.get("changed", {})))
        _do(run, step)
        expected.update(step.get("changed", {}))
        for reference in step.get("gone", ()):
            expected.pop(reference, None)
        difference = _difference(run, expected, f"after {step['op']} {step['args']}", drawn)
    return difference


class _AnyFile(dict[str, bytes]):
    """The lists beside the recorded forms were not recorded: each is there, and has nothing in it."""

    def get(self, name: str, _default: object = None) -> bytes:  # type: ignore[override]
        return b'{"features": []}' if name.lower().endswith(".geojson") else b"<root/>"


def _filled_in(state: State) -> dict[str, tuple[str, AnswerState]]:
    return {
        reference: (PRESENT if kind == "repeat-instance" else str(value), AnswerState.ANSWERED)
        for reference, (kind, value, *_) in state.items()
        if kind not in ("root", "group") and value != "uuid:*"
    }


def _location(state: State) -> str:
    """Where the recorded machine was, once it knew: the record says so only by what its actions left."""
    return next((value[1] for value in state.values() if _POINT.fullmatch(str(value[1]))), "")


def _do(run: FormRun, step: dict[str, Any]) -> None:
    match step["op"]:
        case "answer":
            reference = _numbered(run, step["args"][0])
            written = _written(run, reference, step)
            try:
                run.answer(reference, written)
            except InvalidValue:
                _take_back(run, reference)
        case "createNewRepeat":
            argument = step["args"][0]
            place = argument["assertCurrentReference"] if isinstance(argument, dict) else argument
            run.add_instance(_numbered(run, place))
        case "removeRepeat":
            run.remove_instance(_numbered(run, step["args"][0]))
        case "setLanguage":
            run.language = language_tag(step["args"][0])
        case operation:
            raise NotImplementedError(operation)


def _take_back(run: FormRun, reference: str) -> None:
    """ODK takes what cannot be a value for no value at all, and leaves what nobody answers as it is."""
    with suppress(InvalidValue):
        run.answer(reference, "")


def _written(run: FormRun, reference: str, step: dict[str, Any]) -> str:
    """What was answered in lexical form; the client makes numbers whole before it gives them."""
    value, *others = step["args"][1:]
    if isinstance(value, dict):
        return _uploaded(step)
    definition = run.instance[reference].definition
    if definition.type == "acknowledge" and isinstance(value, bool):
        return "OK" if value else ""
    written = " ".join(_lexical(one) for one in (value, *others))
    whole = definition.type in ("integer", "range") and definition.datatype in ("int", "integer")
    return _whole(written) if whole else written


def _whole(written: str) -> str:
    try:
        return str(int(float(written)))
    except (ValueError, OverflowError):
        return written


def _properties(layout: Layout, initial: State) -> dict[str, str]:
    """Who filled it in, and on what: the record says so only by what it left."""
    return {
        one.preload.split()[1]: str(initial[one.reference][1])
        for one in layout.definitions
        if one.preload.startswith("property ") and one.reference in initial
    }


def _uploaded(step: dict[str, Any]) -> str:
    """The name of a file that was given: the record has it only in what changed."""
    state = step.get("changed", {}).get(step["args"][0])
    return state[1] if state else ""


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
    if isinstance(value, list):
        return " ".join(_lexical(one) for one in value)
    return "" if value is None else str(value)


def _same_value(expected: object, found: str, drawn: re.Pattern[str] | None) -> bool:
    """Whether the value is as recorded; one drawn from the clock or by lot only has to be of that kind."""
    if expected in (found, "uuid:*"):
        return True
    return drawn is not None and all(drawn.fullmatch(str(one)) for one in (expected, found))


def _drawn(xform: str) -> re.Pattern[str] | None:
    """What values look like that are another in each run of the form."""
    found = [pattern for drawn, pattern in _DRAWN.items() if drawn in xform]
    found += [_MOMENT] if 'jr:preload="date"' in xform else []
    return re.compile("|".join(f"({one})" for one in found)) if found else None


def _difference(run: FormRun, expected: State, when: str, drawn: re.Pattern[str] | None) -> str | None:
    for reference, (kind, value, *rest) in expected.items():
        try:
            node = run.node(_numbered(run, reference))
        except KeyError:
            return f"{when}, {reference} is not there"
        found = [node.relevant, node.required, node.readonly, node.violation.kind if node.violation else None]
        if kind.startswith("repeat-range"):
            missing = _instances(expected, reference)
            if len(node.instances) != len(missing):
                return f"{when}, {reference} has {len(node.instances)} instances, not {len(missing)}"
        if kind in _HOLDING or kind.startswith("repeat-range"):
            continue  # their values are those of what is in them
        if found != rest or not _same_value(value, node.value, drawn):
            return f"{when}, {reference} is {[node.value, *found]}, not {[value, *rest]}"
    return None


def _instances(expected: State, repeat: str) -> list[str]:
    return [reference for reference in expected if re.fullmatch(rf"{re.escape(repeat)}\[\d+\]", reference)]
