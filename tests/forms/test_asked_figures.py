"""What triage can work out is asked somewhere, and the questions for it come only to whom they concern."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from decimal import Decimal
from functools import cache

import pytest

from fieldcheck import assets
from fieldcheck.bootstrap import practice_action, reference_tables
from fieldcheck.engine import Form, FormRun, PublishedForm, load
from fieldcheck.triage import assess
from fieldcheck.triage.assessment import Figure
from fieldcheck.triage.figures import FACTS
from fieldcheck.usecases.forms import published_form

NOW = datetime(2026, 11, 22, 4, 30, tzinfo=UTC)
ASKING = ("intake-park", "ilo-labour", "nvm-labour", "iszw-depth")
"""The talks with a worker about pay."""
LATE = ("residence", "full-week-hours")
"""Only the inspectorate's follow-up asks these."""
WORKER = {"consent": "yes", "works_now": "yes"}


@cache
def _form(form: str) -> tuple[PublishedForm, Form]:
    published = published_form(form)
    return published, load(published)


def _run(form: str, said: dict[str, str]) -> FormRun:
    loaded = _form(form)[1]
    run = FormRun(loaded, now=lambda: NOW)
    run.depth = "deep"
    places = {name: loaded.reference(name) for name in said}
    for name in sorted(said, key=lambda one: loaded.index(places[one])):
        run.answer(places[name], said[name])
        assert run.node(places[name]).violation is None, name
    return run


def _asked(form: str, said: dict[str, str], names: Iterable[str]) -> set[str]:
    run, loaded = _run(form, WORKER | said), _form(form)[1]
    return {name for name in names if run.node(loaded.reference(name)).relevant}


def _figures(form: str, **said: str) -> dict[str, Figure]:
    run = _run(form, WORKER | said)
    found = assess(
        _form(form)[0], run, day=NOW.date(), limits=practice_action().limits, tables=reference_tables()
    )
    return {figure.code: figure for figure in found.figures}


def test_every_fact_of_a_figure_is_asked_in_a_talk() -> None:
    asked = {fact for form in assets.form_ids() for fact in published_form(form).facts}
    wanted = {fact for facts in FACTS.values() for fact in facts} | {"nights-16-weeks", "residence"}
    assert wanted - asked == set()


def test_the_follow_up_asks_what_the_full_list_asks_of_the_wage() -> None:
    full, late = published_form("nvm-labour").facts, published_form("iszw-depth").facts
    wage = {fact for facts in FACTS.values() for fact in facts} & full.keys()
    elsewhere = {"stay-since", "stay-plan", "persons", "floor-area", "rent-per-week"}
    assert wage - elsewhere <= late.keys()
    assert set(LATE) <= late.keys()
    assert set(LATE).isdisjoint(full)


@pytest.mark.parametrize("form", ASKING)
def test_pay_by_the_piece_becomes_a_wage(form: str) -> None:
    figures = _figures(
        form,
        pay_amount="0.30",
        pay_period="piece",
        pieces_per_day="400",
        pay_net_gross="gross",
        hours_per_day="10",
        days_per_week="5",
        birth_year="1990",
    )
    assert figures["hourly-wage"].value == Decimal("12.00")
    assert _asked(form, {"pay_amount": "12", "pay_period": "hour"}, ["pieces_per_day"]) == set()


@pytest.mark.parametrize("form", ["nvm-labour", "iszw-depth"])
@pytest.mark.parametrize(
    ("said", "asked"),
    [
        ({"birth_year": "2006"}, True),
        ({"birth_year": "2005"}, True),  # not yet 21 before the birthday
        ({"birth_year": "2004"}, False),
        ({"age_band": "20"}, True),
        ({"age_band": "21"}, False),
        ({}, True),
    ],
)
def test_only_the_young_are_asked_for_an_apprenticeship(form: str, said: dict[str, str], asked: bool) -> None:
    assert bool(_asked(form, said, ["apprentice"])) is asked


@pytest.mark.parametrize("form", ["nvm-labour", "iszw-depth"])
def test_what_goes_off_the_wage_decides_what_is_asked_of_it(form: str) -> None:
    names = ("deduction_housing", "deduction_insurance", "deduction_mandate", "landlord_certified", "posted")
    off = {"deductions": "yes"}
    assert _asked(form, off | {"deduction_kinds": "fines"}, names) == set()
    # All of it is for housing: its amount is known already.
    assert _asked(form, off | {"deduction_kinds": "housing"}, names) == set(names[2:])
    assert _asked(form, off | {"deduction_kinds": "housing insurance"}, names) == set(names)
    assert _asked(form, {"works_nights": "no"}, ["nights_16_weeks"]) == set()
    assert _asked(form, {"works_nights": "yes"}, ["nights_16_weeks"]) == {"nights_16_weeks"}


def test_residence_is_asked_of_whom_it_concerns() -> None:
    assert _asked("iszw-depth", {"eu_citizen": "yes"}, ["residence"]) == set()
    assert _asked("iszw-depth", {"eu_citizen": "no"}, ["residence"]) == {"residence"}


@pytest.mark.parametrize("form", ["nvm-labour", "iszw-depth"])
def test_the_clock_gives_the_rest_and_the_night(form: str) -> None:
    said = {"hours_per_day": "11", "work_starts": "18:00:00.000", "work_ends": "06:00:00.000"}
    figures = _figures(form, **said, break_minutes="30")
    assert figures["daily-rest"].value == Decimal(12)
    assert figures["night-hours"].value == Decimal(7)
    assert figures["break-minutes"].value == Decimal(30)


def test_pay_by_the_piece_is_offered_only_where_the_pieces_are_asked() -> None:
    asking = [name for name in assets.form_ids() if "pay-period" in published_form(name).facts]
    assert {"workplace", *ASKING} <= set(asking)
    for name in asking:
        published, loaded = _form(name)
        run = FormRun(loaded, now=lambda: NOW)
        run.depth = "deep"
        offered = {choice.value for choice in run.node(published.facts["pay-period"]).choices}
        assert "month" in offered
        assert ("piece" in offered) == ("pieces-per-day" in published.facts), name
