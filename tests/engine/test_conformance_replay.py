"""The conformance harness itself: it must find what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conformance.__main__ import main

XFORM = (
    '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><model>'
    '<instance><data id="t"><a/><b/></data></instance><bind nodeset="/data/b" relevant="/data/a = 1"/>'
    '</model></h:head><h:body><input ref="/data/a"/><input ref="/data/b"/></h:body></h:html>'
)
NODE = ["input", "", True, False, False, None]
ONE = ["input", "1", True, False, False, None]
HIDDEN = ["input", "", False, False, False, None]


def case(expression: str, kind: str, expected: object) -> dict[str, object]:
    found = {"file": "f", "test": "t", "doc": "d", "root": [], "context": [0], "xforms": False}
    return {**found, "expr": expression, "kind": kind, "expected": expected}


def replay(kind: str, recorded: object, folder: Path) -> int:
    file = folder / "cases.json"
    file.write_text(json.dumps(recorded), "utf-8")
    return main([kind, str(file)])


def test_expressions_that_pass_and_one_that_does_not(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [
        case("1 + 1", "number", 2),
        case("0 div 0", "number", "NaN"),
        case("*", "nodeset", [[0, 1]]),
        case("2 > 1", "boolean", False),
        case("nonsense(", "evaluate", None),
    ]
    assert replay("xpath", {"docs": {"d": "<r> <a/></r>"}, "cases": cases}, tmp_path) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "passed 3 of 5 (60.0 %)"
    assert lines[1] == "f: 2 failed"
    assert "2 > 1 gave True, not False" in lines[2]


@pytest.mark.parametrize(("after", "passes"), [(NODE, True), (HIDDEN, False)])
def test_a_scenario_compares_every_state(
    after: list[object], passes: bool, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    step = {"op": "answer", "args": ["/data/a", 1], "changed": {"/data/a": ONE, "/data/b": after}, "gone": []}
    scenario = {"file": "f", "test": "t", "form": "x", "initial": {"/data/a": NODE, "/data/b": HIDDEN}}
    recorded = {"forms": {"x": XFORM}, "cases": [{**scenario, "steps": [step]}]}
    assert replay("scenario", recorded, tmp_path) == (0 if passes else 1)
    out = capsys.readouterr().out
    assert out.startswith("passed 1 of 1" if passes else "passed 0 of 1")


def test_what_is_left_out_is_counted_and_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    blank = ["model-value", "", True, False, False, None]
    xform = XFORM.replace('relevant="/data/a = 1"', 'calculate="sum(/data/none)"')
    recorded = {
        "forms": {"x": xform},
        "cases": [
            {"file": "repeat.test.ts", "test": "t", "form": "x", "initial": {"/data/b": blank}, "steps": []}
        ],
    }
    assert replay("scenario", recorded, tmp_path) == 0
    assert capsys.readouterr().out.splitlines() == [
        "passed 0 of 1 (0.0 %)",
        "left out 1: the sum of nothing is 0, as XPath 1.0, Collect and Enketo have it",
    ]


def test_a_case_whose_name_says_that_it_fails_must_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cases = [
        case("count()", "evaluate", None) | {"test": "count() fails when too few arguments are given"},
        case("count(*)", "evaluate", None) | {"test": "count() fails when it should not"},
    ]
    assert replay("xpath", {"docs": {"d": "<r/>"}, "cases": cases}, tmp_path) == 1
    out = capsys.readouterr().out
    assert out.startswith("passed 1 of 2")
    assert "should have failed" in out


def test_the_clock_is_that_of_the_recording(tmp_path: Path) -> None:
    cases = [case("today()", "string", "2020-02-29"), case("today() < '2020-03-01'", "boolean", True)]
    for one in cases:
        one["xforms"] = True
    assert replay("xpath", {"docs": {"d": "<r/>"}, "cases": cases}, tmp_path) == 0


@pytest.mark.parametrize(
    ("bind", "control", "args", "value"),
    [
        ("string", "trigger", [True], "OK"),
        ("int", "input", ["12.7"], "12"),
        ("int", "range", [2.0], "2"),
        ("string", "select", [["x", "y"]], "x y"),
        ("string", "select", ["y", "x"], "y x"),
        ("int", "input", ["none"], ""),
    ],
)
def test_values_are_given_as_the_client_of_the_recording_gave_them(
    bind: str, control: str, args: list[object], value: str, tmp_path: Path
) -> None:
    items = "".join(f"<item><label>{one}</label><value>{one}</value></item>" for one in "xy")
    own = f'<bind nodeset="/data/a" type="{bind}"/>'
    xform = XFORM.replace('<bind nodeset="/data/b" relevant="/data/a = 1"/>', own)
    xform = xform.replace('<input ref="/data/a"/>', f'<{control} ref="/data/a">{items}</{control}>')
    after = [control, value, True, False, False, None]
    step = {"op": "answer", "args": ["/data/a", *args], "changed": {"/data/a": after}, "gone": []}
    one = {"file": "f", "test": "t", "form": "x", "initial": {"/data/a": NODE}, "steps": [step]}
    assert replay("scenario", {"forms": {"x": xform}, "cases": [one]}, tmp_path) == 0


def test_who_filled_it_in_and_when_is_taken_from_the_record(tmp_path: Path) -> None:
    binds = (
        '<bind nodeset="/data/a" jr:preload="property" jr:preloadParams="username"/>'
        '<bind nodeset="/data/b" type="date" jr:preload="date" jr:preloadParams="today"/>'
    )
    xform = XFORM.replace('<bind nodeset="/data/b" relevant="/data/a = 1"/>', binds)
    xform = xform.replace("<h:html ", '<h:html xmlns:jr="http://openrosa.org/javarosa" ')
    initial = {"/data/a": ["input", "jan", *NODE[2:]], "/data/b": ["input", "2025-01-31", *NODE[2:]]}
    one = {"file": "f", "test": "t", "form": "x", "initial": initial, "steps": []}
    assert replay("scenario", {"forms": {"x": xform}, "cases": [one]}, tmp_path) == 0
    initial["/data/b"][1] = "yesterday"
    assert replay("scenario", {"forms": {"x": xform}, "cases": [one]}, tmp_path) == 1
