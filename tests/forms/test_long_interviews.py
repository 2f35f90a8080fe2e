"""The long interviews about labour: they grow out of the short one and lead where their stories say."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from fieldcheck import assets
from fieldcheck.bootstrap import practice_action, reference_tables
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import Form, FormRun, PublishedForm, load
from fieldcheck.triage import assess
from fieldcheck.usecases.answers_file import read_answers
from fieldcheck.usecases.forms import published_form

NOW = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
PRACTICE = assets.folder("resources") / "practice"
WORKERS = sorted((PRACTICE / "workers").glob("*.json"))


@cache
def _form(form: str) -> tuple[PublishedForm, Form]:
    published = published_form(form)
    return published, load(published)


def _assessed(form: str, file: Path) -> dict[str, Any]:
    published, loaded = _form(form)
    run = FormRun(loaded, now=lambda: NOW)
    given = read_answers(file.read_bytes(), place=file.name).by_reference(run.references())
    for reference, said in given.items():
        if isinstance(said, AnswerState):
            run.set_state(reference, said)
        else:
            run.answer(reference, said)
            assert run.node(reference).violation is None, reference
    limits = practice_action().limits
    return assess(published, run, day=NOW.date(), limits=limits, tables=reference_tables()).as_json()


def _codes(said: dict[str, Any]) -> set[str]:
    return {signal["code"] for signal in said["signals"]}


def _reasons(form: str) -> dict[str, set[str]]:
    """The referral rules behind each acute route of the form's own fictitious answers."""
    routes = _assessed(form, PRACTICE / "answers" / f"{form}.json")["routes"]
    return {
        route["to"]: {route["code"], *(reason["code"] for reason in route["reasons"])}
        for route in routes
        if route["urgency"] == "acute"
    }


@pytest.mark.parametrize("worker", WORKERS, ids=lambda file: str(file.stem))
def test_what_the_short_interview_was_told_says_the_same_in_the_full_list(worker: Path) -> None:
    short, full = _assessed("intake-park", worker), _assessed("nvm-labour", worker)
    assert _codes(short) - {"promises-false-core"} <= _codes(full)
    assert [figure["value"] for figure in short["figures"]] == [figure["value"] for figure in full["figures"]]
    acute = [
        {route["to"] for route in said["routes"] if route["urgency"] == "acute"} for said in (short, full)
    ]
    assert acute[0] == acute[1]


@pytest.mark.parametrize("worker", WORKERS, ids=lambda file: str(file.stem))
def test_the_list_of_the_ilo_takes_the_answers_of_the_short_interview(worker: Path) -> None:
    said = _assessed("ilo-labour", worker)
    assert all(signal["weight"] and signal["dimension"] for signal in said["signals"])


def test_a_content_worker_is_not_exploited_by_any_list() -> None:
    content = next(worker for worker in WORKERS if "content" in worker.name)
    for form in ("nvm-labour", "ilo-labour"):
        assert [
            route["urgency"] for route in _assessed(form, content)["routes"] if route["to"] == "iszw"
        ] in (
            [],
            ["regular"],
        )


def test_deception_exploitation_and_coercion_together_are_acute_by_the_published_rule() -> None:
    assert "forced-labour" in _reasons("ilo-labour")["iszw"]


@pytest.mark.parametrize("taken_back", ["promises_false", "work_dangerous"])
def test_the_rule_needs_all_its_dimensions(taken_back: str, tmp_path: Path) -> None:
    """Without deception the debt at recruitment alone is no dimension; without exploitation nothing is."""
    written = json.loads((PRACTICE / "answers" / "ilo-labour.json").read_text(encoding="utf-8"))
    gone = {
        "promises_false": ("promises_false", "promises_about", "promises_more"),
        "work_dangerous": (
            "work_dangerous", "work_state", "education_open", "housing_state", "persons", "pay_amount",
            "pay_period", "pay_net_gross", "hours_per_day", "hours_per_day_most", "days_per_week",
            "insured", "contract_kept", "deduction_kinds",
        ),
    }[taken_back]  # fmt: skip
    for name in gone:
        del written["answers"][name]
    file = tmp_path / "less.json"
    file.write_text(json.dumps(written), encoding="utf-8")
    routes = _assessed("ilo-labour", file)["routes"]
    reasons = {reason["code"] for route in routes for reason in route["reasons"]} | {
        one["code"] for one in routes
    }
    assert "forced-labour" not in reasons


def test_a_debt_to_work_off_without_papers_is_acute() -> None:
    assert "debt-and-papers" in _reasons("nvm-labour")["iszw"]


def test_a_fresh_threat_and_no_safe_bed_go_two_ways() -> None:
    reasons = _reasons("iszw-depth")
    assert "recent-threat" in reasons["iszw"]
    assert "no-safe-bed" in reasons["coordinator"]
