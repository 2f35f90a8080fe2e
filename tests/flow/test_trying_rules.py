"""``fieldcheck triage``: rules are tried without a store, and bad input says where it is bad."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from fieldcheck import assets
from fieldcheck.__main__ import main

WORKERS = sorted((assets.folder("resources") / "practice" / "workers").glob("*.json"))


def triage(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["triage", *map(str, arguments)])


def test_the_first_worker_is_explained_down_to_the_answers() -> None:
    result = triage("intake-park", WORKERS[0], "--day", "2026-11-22")
    assert result.exit_code == 0, result.output
    said = json.loads(result.output)
    figures = {figure["code"]: figure for figure in said["figures"]}
    assert any("800" in figure["formula"] for figure in figures.values())
    assert all(signal["answers"] and signal["source"] for signal in said["signals"])
    assert {"urgency", "reasons", "to"} <= set(said["routes"][0])
    assert isinstance(said["domains"][0]["blank"], bool)


def test_a_content_worker_is_not_sent_anywhere_in_a_hurry() -> None:
    said = json.loads(triage("intake-park", WORKERS[1], "--day", "2026-11-22").output)
    assert [route for route in said["routes"] if route["urgency"] == "acute"] == []


def test_a_talk_of_an_earlier_day_is_held_on_that_day(tmp_path: Path) -> None:
    answers = {"consent": "yes", "works_now": "yes", "birth_year": "2001", "apprentice": "yes"}
    young = tmp_path / "young.json"
    young.write_text(json.dumps({"title": "leerling", "language": "nl", "answers": answers}))
    said = json.loads(triage("iszw-depth", young, "--day", "2021-07-05").output)
    (minimum,) = (figure for figure in said["figures"] if figure["code"] == "minimum-wage")
    assert minimum["value"] == "5.16"  # 52.5 % of 9.82 at 19; without the apprenticeship 60 %


def test_a_form_with_an_error_in_one_row_is_refused_with_its_place(tmp_path: Path) -> None:
    text = assets.form_source("intake-park").read_text(encoding="utf-8")
    broken = tmp_path / "form.md"
    broken.write_text(text.replace("${consent} = 'yes'", "${consnt} = 'yes'", 1), encoding="utf-8")
    result = triage(broken, WORKERS[0])
    assert result.exit_code == 2
    assert "form.md" in result.output
    assert "row" in result.output or "rij" in result.output


def test_an_unknown_question_a_float_and_a_missing_form_are_refused(tmp_path: Path) -> None:
    answers = tmp_path / "answers.json"
    for content, named in (
        ('{"answers": {"shoe_size": "43"}}', "shoe_size"),
        ('{"answers": {"consent": 1.5}}', "answers.json"),
        ("not json", "answers.json"),
    ):
        answers.write_text(content, encoding="utf-8")
        result = triage("intake-park", answers)
        assert result.exit_code == 2
        assert named in result.output
    assert triage("no-such-form", WORKERS[0]).exit_code == 2


def test_a_day_that_is_no_day_is_refused() -> None:
    assert triage("intake-park", WORKERS[0], "--day", "2026-02-30").exit_code == 2
