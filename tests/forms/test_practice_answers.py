"""The fictitious answers that come with each form: they fit it, and lead where their story says."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from fieldcheck import assets
from fieldcheck.__main__ import main

ANSWERS = sorted((assets.folder("resources") / "practice" / "answers").glob("*.json"))
OBSERVING = ("housing", "workplace", "conditions", "registration", "niet-pluis", "nvm-sexual", "nvm-criminal")


def _assessed(file: Path) -> dict[str, Any]:
    arguments = ["triage", file.stem, str(file), "--day", "2026-11-22"]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    said: dict[str, Any] = json.loads(result.output)
    return said


def _routes(form: str) -> set[tuple[str, str]]:
    file = next(file for file in ANSWERS if file.stem == form)
    return {(route["to"], route["urgency"]) for route in _assessed(file)["routes"]}


@pytest.mark.parametrize("file", ANSWERS, ids=lambda file: str(file.stem))
def test_the_answers_are_taken_and_each_signal_says_why(file: Path) -> None:
    assert "(fictief)" in json.loads(file.read_text(encoding="utf-8"))["title"]
    said = _assessed(file)
    assert said["form_id"] == file.stem
    assert all(signal["answers"] and signal["source"] for signal in said["signals"])
    assert all(route["source"] for route in said["routes"])


@pytest.mark.parametrize("form", OBSERVING)
def test_what_somebody_noticed_is_sent_on(form: str) -> None:
    assert _routes(form)


def test_a_dwelling_that_can_be_locked_goes_to_the_inspectorate_and_fire_to_the_municipality() -> None:
    assert {("iszw", "acute"), ("municipality", "acute")} <= _routes("housing")


def test_sexual_and_criminal_exploitation_go_to_the_coordinator_and_not_to_the_labour_inspectorate() -> None:
    for form in ("nvm-sexual", "nvm-criminal"):
        assert ("coordinator", "acute") in _routes(form)
        assert "iszw" not in {to for to, _ in _routes(form)}


def test_research_raises_no_signal_and_sends_nobody_anywhere() -> None:
    said = _assessed(next(file for file in ANSWERS if file.stem == "rds-recruitment"))
    assert said["signals"] == []
    assert said["routes"] == []


def test_a_suspicion_its_writer_keeps_back_is_not_passed_on(tmp_path: Path) -> None:
    file = next(file for file in ANSWERS if file.stem == "niet-pluis")
    for keep in ("no", "ask"):
        written = json.loads(file.read_text(encoding="utf-8"))
        written["answers"]["pluis_pass_on"] = keep
        held = tmp_path / "niet-pluis.json"
        held.write_text(json.dumps(written), encoding="utf-8")
        said = _assessed(held)
        assert said["unease"], "it is on record"
        assert "niet-pluis" not in {signal["code"] for signal in said["signals"]}, "and counts as itself"
        assert said["routes"] == []
