"""Lists side by side: every signal has its place, each list keeps its own rule, and silence is never "no"."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache

import pytest

from fieldcheck import assets
from fieldcheck.domain.action import LocalLimits
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import Form, FormRun, PublishedForm, load
from fieldcheck.triage import Assessment, Standing, assess, load_tables, together
from fieldcheck.triage.lens_table import read_lenses
from fieldcheck.usecases.forms import form_named, published_from

DAY = date(2026, 11, 22)
FOLDER = assets.folder("resources") / "reference"
TABLES = load_tables(FOLDER)
LENSES = TABLES.lenses
FORMS = sorted(
    path.parent.name for path in assets.folder("forms").glob("*/form.md") if path.parent.name != "lists"
)
LIMITS = LocalLimits(180, Decimal(12), "fictief besluit")


@cache
def published(form: str) -> PublishedForm:
    return published_from(form_named(form))


@cache
def loaded(form: str) -> Form:
    return load(published(form))


def assessed(form: str, *answers: tuple[str, str | AnswerState]) -> Assessment:
    found = published(form)
    run = FormRun(loaded(form), now=lambda: datetime(2026, 11, 22, 4, 30, tzinfo=UTC))
    for name, given in answers:
        reference = run.form.reference(name)
        if isinstance(given, AnswerState):
            run.set_state(reference, given)
        else:
            run.answer(reference, given)
    return assess(found, run, day=DAY, limits=LIMITS, tables=TABLES)


def standing(found: Assessment, lens: str, item: str) -> Standing:
    return found.lens(lens).item(item).standing


# The data


@pytest.mark.parametrize("form", FORMS)
def test_every_signal_of_every_form_is_mapped_or_left_out_on_purpose(form: str) -> None:
    codes = {rule.code for rule in published(form).signals}
    assert codes <= LENSES.signals.keys() | LENSES.unmapped.keys()
    assert not LENSES.signals.keys() & LENSES.unmapped.keys()


def test_no_signal_is_mapped_that_no_form_has() -> None:
    codes = {rule.code for form in FORMS for rule in published(form).signals}
    assert LENSES.signals.keys() | LENSES.unmapped.keys() <= codes


def test_the_list_of_ilo_has_its_67_indicators_with_the_weights_of_our_form() -> None:
    (ilo,) = (one for one in LENSES.lists if one.code == "ilo")
    assert [len(point.parts) for point in ilo.points] == [10, 10, 16, 9, 15, 7]
    form = {rule.code: (rule.dimension, rule.weight) for rule in published("ilo-labour").signals}
    for point in ilo.points:
        for part in point.parts:
            assert form[part.code] == (point.code, part.weight)


def test_a_signal_that_names_ilo_or_a_category_as_its_source_is_mapped_to_it() -> None:
    for form in FORMS:
        for rule in published(form).signals:
            points = LENSES.signals.get(rule.code, frozenset())
            if rule.weight:
                assert any(point.startswith("ilo/") for point in points), rule.code


@pytest.mark.parametrize("code", [one.code for one in LENSES.lists])
def test_a_list_names_its_source_and_is_labelled_in_dutch_and_english(code: str) -> None:
    (found,) = (one for one in LENSES.lists if one.code == code)
    assert found.source
    for texts in (found.label, found.note, *(point.label for point in found.points)):
        assert all((texts["nl"], texts["en"]))


def test_only_the_list_that_has_weights_is_weighted() -> None:
    for one in LENSES.lists:
        weighted = any(part.weight for point in one.points for part in (point, *point.parts))
        assert weighted is (one.code == "ilo")


def test_a_table_that_names_a_point_which_does_not_exist_is_refused() -> None:
    content = json.loads((FOLDER / "lenses.json").read_text(encoding="utf-8"))
    content["signals"]["debt"].append("nvm/nowhere")
    with pytest.raises(ValueError, match="debt"):
        read_lenses(content)


# What a talk comes to


def test_silence_is_never_no() -> None:
    found = assessed("intake-park")
    assert {item.standing for lens in found.lenses for item in lens.items} == {Standing.UNKNOWN}


def test_no_talk_denies_nothing() -> None:
    found = assessed("intake-park", ("consent", "no"))
    assert {item.standing for lens in found.lenses for item in lens.items} == {Standing.UNKNOWN}


def test_a_clear_answer_denies_and_so_does_a_question_that_it_skips() -> None:
    found = assessed("intake-park", ("consent", "yes"), ("papers_kept_by", "self"))
    assert standing(found, "nvm", "documents") is Standing.ABSENT
    open_ = assessed("intake-park", ("consent", "yes"), ("papers_kept_by", "employer"))
    assert standing(open_, "nvm", "documents") is Standing.PRESENT
    refused = assessed("intake-park", ("consent", "yes"), ("papers_kept_by", AnswerState.REFUSED))
    assert standing(refused, "nvm", "documents") is Standing.UNKNOWN


def test_two_signals_of_one_indicator_do_not_make_a_dimension() -> None:
    found = assessed(
        "intake-park", ("consent", "yes"), ("papers_kept_by", "employer"), ("papers_on_request", "no")
    )
    assert {reason.code for reason in found.lens("ilo").item("coercion").reasons} == {
        "papers-kept",
        "papers-not-returned",
    }
    assert standing(found, "ilo", "coercion") is Standing.UNKNOWN, "both are the same strong indicator"


def test_lists_without_a_rule_of_their_own_come_to_no_conclusion() -> None:
    found = assessed("intake-park", ("consent", "yes"), ("papers_kept_by", "employer"))
    assert {lens.code for lens in found.lenses if lens.conclusion} == {"ilo"}
    assert "niet gevonden in een bron" in found.lens("fairwork").note["nl"]
    assert "niet gevonden in een bron" in found.lens("inspectorate").note["nl"]


def test_a_profile_takes_signals_of_its_own_kind_of_exploitation_only() -> None:
    sexual = assessed("nvm-sexual", *SEEN)
    criminal = assessed("nvm-criminal", *SEEN)
    assert "looks-minor" in {signal.code for signal in sexual.signals}
    assert standing(sexual, "profiles", "loverboy") is Standing.PRESENT
    assert standing(criminal, "profiles", "loverboy") is Standing.UNKNOWN


SEEN = (("looks_minor", "yes"),)


def test_a_dimension_can_be_positive_over_two_talks() -> None:
    intake = assessed("intake-park", ("consent", "yes"), ("papers_kept_by", "employer"))
    later = assessed("conditions", ("instructed", "yes"))
    assert standing(intake, "ilo", "coercion") is Standing.UNKNOWN
    assert standing(later, "ilo", "coercion") is Standing.UNKNOWN
    assert standing(together([intake, later]), "ilo", "coercion") is Standing.PRESENT
    heard = together([intake, assessed("intake-park", ("consent", "yes"), ("papers_kept_by", "self"))])
    assert standing(heard, "nvm", "documents") is Standing.PRESENT, "what was heard stays heard"


def test_the_order_of_answers_and_of_talks_does_not_matter() -> None:
    answers = [("consent", "yes"), ("papers_kept_by", "employer"), ("debt", "yes"), ("debt_to", "employer")]
    whole = assessed("intake-park", *answers).lenses
    for seed in range(5):
        shuffled = random.Random(seed).sample(answers, len(answers))  # noqa: S311 - no secret
        # A question that is not yet asked cannot be answered: the consent comes first.
        shuffled.sort(key=lambda one: one[0] != "consent")
        assert assessed("intake-park", *shuffled).lenses == whole
    talks = [assessed("intake-park", *answers), assessed("conditions", ("instructed", "yes"))]
    there, back = together(talks), together(talks[::-1])
    for lens in there.lenses:
        assert {i.code: i.standing for i in lens.items} == {
            i.code: i.standing for i in back.lens(lens.code).items
        }


def test_a_suspicion_counts_as_itself() -> None:
    found = assessed("niet-pluis", ("unease_what", "Busje wachtte buiten."))
    assert found.signals == ()
    assert [(one.what, one.certainty) for one in found.unease] == [("Busje wachtte buiten.", "")]
    assert all(not domain.signals for domain in found.domains)
    intake = assessed("intake-park", ("consent", "no"), ("unease", "no"))
    assert intake.unease == ()
    assert len(together([found, intake]).unease) == 1


def test_an_assessment_with_lenses_is_plain_json() -> None:
    found = assessed("intake-park", ("consent", "yes"), ("papers_kept_by", "employer"))
    written = json.loads(json.dumps(found.as_json()))
    (nvm,) = (lens for lens in written["lenses"] if lens["code"] == "nvm")
    assert nvm["items"][10]["standing"] == "present"


def test_a_point_of_which_half_was_asked_is_not_denied() -> None:
    """Fines and deductions belong to withheld pay: a no to the one says nothing of the other."""
    half = assessed("intake-park", ("consent", "yes"), ("fines", "no"))
    assert standing(half, "nvm", "withheld-pay") is Standing.UNKNOWN
