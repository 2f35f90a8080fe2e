"""The shipped questionnaire: short enough for somebody with a bus to catch, and honest about its sources."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from fieldcheck.engine import FormRun, load, publish
from fieldcheck.triage import DOMAINS, FUNCTIONS
from fieldcheck.usecases.forms import form_source

SOURCE = form_source("intake-park")
PUBLISHED = publish(SOURCE.source, filename=SOURCE.filename, texts={}, extra_functions=FUNCTIONS)
FORM = load(PUBLISHED)
LONGEST = {
    "consent": "yes",
    "birth_year": "1990",
    "works_now": "yes",
    "works_for": "agency",
    "pay_amount": "900",
    "hours_per_day": "8",
    "days_per_week": "6",
    "deductions": "yes",
    "papers_kept_by": "employer",
    "debt": "yes",
}


def _run(depth: str = "core") -> FormRun:
    run = FormRun(FORM, now=lambda: datetime(2026, 11, 22, 4, 30, tzinfo=UTC))
    run.depth = depth
    return run


def _asked(run: FormRun) -> list[str]:
    references = set(run.references())
    return [one for page in run.pages() for one in page.questions if one in references]


def test_the_short_interview_stays_short() -> None:
    run = _run()
    for name, value in LONGEST.items():
        run.answer(FORM.reference(name), value)
    assert len(run.pages()) <= 24, [page.reference for page in run.pages()]
    assert len(_asked(run)) <= 26, "a page may hold a small group"


def test_without_consent_nothing_of_the_voluntary_part_is_asked() -> None:
    run = _run("standard")
    for consent in ("no", "later"):
        run.answer(FORM.reference("consent"), consent)
        sections = {section.label for section in run.sections()}
        assert sections == {"Gesprek", "Waarneming"}


def test_switching_to_the_full_interview_keeps_answers_and_adds_pages() -> None:
    run = _run()
    for name, value in LONGEST.items():
        run.answer(FORM.reference(name), value)
    short, answers = len(run.pages()), run.answers()
    run.depth = "standard"
    assert len(run.pages()) > short
    assert run.answers() == answers


def test_nobody_has_to_give_a_name_or_number() -> None:
    names = " ".join(reference.rsplit("/", 1)[-1] for reference in _run().references())
    assert "bsn" not in names
    assert "surname" not in names


def test_choices_can_be_answered_by_a_digit() -> None:
    run = _run()
    for reference in run.references():
        assert len(run.node(reference).choices) <= 9, reference


def test_every_sensitive_question_guides_the_officer() -> None:
    for section in ("papers", "coercion"):
        for reference in _run().references():
            if reference.startswith(f"/data/{section}/"):
                assert _run().node(reference).guidance, reference


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        ("days_per_week", ("1", "7"), ("0", "7.5")),
        ("hours_per_day", ("0", "24"), ("-1", "24.5")),
        ("pay_amount", ("0", "100000"), ("-0.01", "100000.01")),
        ("stay_since", ("2026-11-22", "2024-05-16"), ("2026-11-23", "1949-12-31")),
        ("birth_year", ("1920", "2026"), ("1919", "2027")),
        ("listeners", ("nobody", "employer park"), ("nobody employer",)),
        ("plate", ("AB-123-C", "wx 12345"), ("!", "x" * 13)),
        ("hours_per_week", ("0", "168"), ("168.5",)),
        ("persons", ("1", "100"), ("0", "101")),
    ],
)
def test_impossible_answers_are_told_with_a_reason(
    name: str, good: tuple[str, ...], bad: tuple[str, ...]
) -> None:
    run = _run()
    reference = FORM.reference(name)
    assert [value for value in good if run.check(reference, value)] == []
    for value in bad:
        violation = run.check(reference, value)
        assert violation is not None, value
        assert violation.message


def test_weights_stand_only_where_the_cited_list_has_them() -> None:
    for signal in PUBLISHED.signals:
        assert signal.domain in DOMAINS, signal.code
        assert signal.source, signal.code
        assert signal.weight in ("", "strong", "medium", "weak"), signal.code
        assert bool(signal.weight) == signal.source.startswith("ILO/EC 2009"), signal.code
        assert bool(signal.weight) == bool(signal.dimension), signal.code
        if "NVM" in signal.source or "CoMensha" in signal.source:
            assert not signal.weight


def test_every_domain_has_questions_and_signals() -> None:
    assert set(PUBLISHED.domains.values()) == set(DOMAINS) == {one.domain for one in PUBLISHED.signals}


def test_no_text_calls_a_person_a_victim() -> None:
    assert "slachtoffer" not in SOURCE.source.decode().lower()
