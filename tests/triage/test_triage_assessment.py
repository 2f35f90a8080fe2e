"""Assessments end to end: the shipped form, the real engine, the four fictitious workers."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldcheck import assets
from fieldcheck.domain.action import LocalLimits
from fieldcheck.domain.errors import FormRefused
from fieldcheck.domain.interview import GIVEN_INSTEAD, AnswerState
from fieldcheck.domain.journal import canonical_json
from fieldcheck.engine import FormRun, PublishedForm, load, publish
from fieldcheck.triage import FUNCTIONS, Assessment, assess, load_tables
from fieldcheck.usecases.answers_file import read_answers
from fieldcheck.usecases.forms import form_source
from tests.i18n.capitals import capitals

DAY = date(2026, 11, 22)
LIMITS = LocalLimits(180, Decimal(12), "fictief besluit")
TABLES = load_tables(assets.folder("resources") / "reference")
SOURCE = form_source("intake-park")
PUBLISHED = publish(SOURCE.source, filename=SOURCE.filename, texts={}, extra_functions=FUNCTIONS)
FORM = load(PUBLISHED)
WORKERS = sorted((assets.folder("resources") / "practice" / "workers").glob("*.json"))

Said = Mapping[str, str | AnswerState]


def new_run(form: Any = FORM) -> FormRun:
    return FormRun(form, now=lambda: datetime(2026, 11, 22, 4, 30, tzinfo=UTC))


def say(run: FormRun, said: Said) -> None:
    for name, given_answer in said.items():
        reference = name if name.startswith("/") else run.form.reference(name)
        if isinstance(given_answer, AnswerState):
            run.set_state(reference, given_answer)
        else:
            run.answer(reference, given_answer)


def assessed(said: Said, *, day: date = DAY, published: PublishedForm = PUBLISHED) -> Assessment:
    run = new_run(FORM if published is PUBLISHED else load(published))
    say(run, said)
    return assess(published, run, day=day, limits=LIMITS, tables=TABLES)


def worker(number: int) -> Said:
    path = WORKERS[number - 1]
    return read_answers(path.read_bytes(), place=path.name).by_reference(new_run().references())


def codes(assessment: Assessment) -> set[str]:
    return {signal.code for signal in assessment.signals}


def routes(assessment: Assessment) -> list[tuple[str, str]]:
    return [(route.to, route.urgency) for route in assessment.routes]


TALK = {"consent": "yes", "works_now": "yes"}


# The four workers


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_every_answer_of_a_worker_is_relevant_and_allowed(number: int) -> None:
    run = new_run()
    said = worker(number)
    say(run, said)
    for reference in said:
        node = run.node(reference)
        assert node.relevant, reference
        assert node.violation is None, reference
    run.depth = "standard"
    assert run.open_questions() == ()


def test_eight_hundred_a_month_is_acute() -> None:
    found = assessed(worker(1))
    figures = {figure.code: figure for figure in found.figures}
    hourly = figures["hourly-wage"]
    assert (hourly.low, hourly.value, hourly.high) == (Decimal("3.08"), Decimal("3.42"), Decimal("3.85"))
    assert figures["minimum-wage"].value == Decimal("14.99")
    assert "bruto" in hourly.note, "net pay is never compared as if it were gross"
    assert "net-below-minimum" in codes(found)
    assert "below-minimum" not in codes(found)
    assert routes(found) == [("iszw", "acute")]
    assert found.routes[0].code == "underpaid-and-dependent"
    assert "bed-tied" in found.routes[0].signals
    first = [reason.code for reason in found.routes[0].reasons][:2]
    assert first == ["bed-tied", "below-minimum"], "what decided the urgency is said first"


@pytest.mark.parametrize(("since", "told"), [("2026-07-24", False), ("2026-07-23", True)])
def test_registration_is_due_from_the_day_that_the_figure_names(since: str, told: bool) -> None:
    """121 and 122 days before the day of the test."""
    found = assessed({"consent": "yes", "stay_since": since, "registration": "no"})
    assert (("municipality", "regular") in routes(found)) is told


@pytest.mark.parametrize(
    ("days", "hours", "short"), [("7", "5", True), ("6", "12", False), ("6", "12.5", True)]
)
def test_who_never_has_a_day_off_gets_less_rest_than_the_law_asks(days: str, hours: str, short: bool) -> None:
    """Thirty-six hours in a row in every seven days."""
    found = assessed({**TALK, "birth_year": "1990", "hours_per_day": hours, "days_per_week": days})
    assert ("weekly-rest-short" in codes(found)) is short


def test_fifty_hours_and_content_is_no_route() -> None:
    found = assessed(worker(2))
    assert codes(found) == {"hours-above-average"}
    assert found.routes == ()


def test_far_below_minimum_through_an_agency_is_regular_and_stays_too_long() -> None:
    found = assessed(worker(3))
    assert {"below-minimum", "housing-tied"} <= codes(found)
    assert "severe-underpayment" not in codes(found), "43 % below, not half"
    assert routes(found) == [("iszw", "regular"), ("municipality", "regular")]


def test_evicted_with_papers_kept_is_acute() -> None:
    found = assessed(worker(4))
    assert {"evicted", "papers-kept"} <= codes(found)
    assert not {"below-minimum", "net-below-minimum"} & codes(found)
    assert routes(found) == [("iszw", "acute")]
    assert found.routes[0].code == "papers-and-evicted"


# What a conclusion rests on


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_every_signal_and_route_says_why(number: int) -> None:
    found = assessed(worker(number))
    for signal in found.signals:
        assert signal.answers, signal.code
        assert all(one.question and one.value_text for one in signal.answers), signal.code
        assert signal.source
        assert signal.label["nl"]
        assert signal.why["nl"]
    for route in found.routes:
        assert route.reasons
        assert all(reason.text for reason in route.reasons)
    for figure in found.figures:
        assert figure.value is None or figure.formula, figure.code


@pytest.mark.parametrize(
    ("amount", "words"),
    [("15.20", ": niet lager"), ("14.98", ": minder dan 1 % lager"), ("7.00", ": 53 % lager")],
)
def test_pay_is_called_lower_only_when_it_is(amount: str, words: str) -> None:
    found = assessed({**worker(4), "works_now": "yes", "pay_amount": amount})
    figure = next(one for one in found.figures if one.code == "below-minimum")
    assert figure.formula.endswith(words)


def test_a_signal_from_a_figure_names_the_answers_the_figure_was_made_of() -> None:
    found = assessed(worker(3))
    signal = next(one for one in found.signals if one.code == "below-minimum")
    named = {answer.reference.rsplit("/", 1)[-1] for answer in signal.answers}
    assert {"pay_amount", "pay_period", "pay_net_gross", "hours_per_day", "days_per_week"} <= named
    assert signal.figures == ("below-minimum",)
    period = next(answer for answer in signal.answers if answer.reference.endswith("pay_period"))
    assert period.value_text == "Voor een week"


def test_the_json_holds_no_float_and_reads_back() -> None:
    written = assessed(worker(1)).as_json()
    assert json.loads(canonical_json(written)) == written
    assert written["figures"][0]["value"] == "3.42"
    assert written["day"] == "2026-11-22"


@pytest.mark.parametrize("number", range(1, 5))
def test_our_own_words_in_the_json_are_those_of_the_reader(number: int) -> None:
    written = assessed(worker(number)).as_json(capitals())
    for figure in written["figures"]:
        for part in ("label", "unit", "formula", "note"):
            assert figure[part] == figure[part].upper(), figure
    for route in written["routes"]:
        for reason in route["reasons"]:
            assert reason["label"].get("en", "") != reason["label"]["nl"]
    for domain in written["domains"]:
        assert domain["label"] + domain["blank_reason"] == (domain["label"] + domain["blank_reason"]).upper()


# Single signals do not suffice, combinations do


@pytest.mark.parametrize(
    "said",
    [
        {"papers_kept_by": "employer"},
        {"bed_after_job": "hours_24"},
        {"threats": "threats"},
        {"debt": "yes", "debt_to": "employer"},
        {"housing_arranged_by": "employer"},
    ],
)
def test_one_signal_alone_proposes_nothing(said: Said) -> None:
    assert assessed({**TALK, **said}).routes == ()


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"papers_kept_by": "employer", "bed_after_job": "hours_48"}, "papers-and-evicted"),
        ({"threats": "threats", "debt": "yes"}, "violence-or-threat"),
        ({"threats": "violence"}, "violence-or-threat"),
        ({"free_to_leave": "no", "fines": "yes"}, "violence-or-threat"),
        ({"birth_year": "2010", "pay_method": "cash"}, "minor-and-signal"),
    ],
)
def test_combinations_are_acute(said: Said, code: str) -> None:
    route = assessed({**TALK, **said}).routes[0]
    assert (route.code, route.to, route.urgency) == (code, "iszw", "acute")


@pytest.mark.parametrize(("amount", "code"), [("11.25", "underpayment"), ("11.24", "papers-and-underpaid")])
def test_papers_kept_are_acute_from_a_quarter_below(amount: str, code: str) -> None:
    said = {
        "pay_amount": amount,
        "pay_period": "hour",
        "pay_net_gross": "gross",
        "papers_kept_by": "employer",
    }
    assert assessed({**TALK, **said}).routes[0].code == code


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-05-26", []), ("2026-05-25", [("municipality", "regular")])]
)
def test_the_stay_counts_from_the_day_after_the_limit(day: str, expected: list[tuple[str, str]]) -> None:
    assert routes(assessed({**TALK, "stay_since": day, "registration": "brp"})) == expected


@pytest.mark.parametrize(
    ("hours", "signal"),
    [
        ("48", None),
        ("48.5", "hours-above-average"),
        ("60", "hours-above-average"),
        ("60.5", "hours-above-week"),
    ],
)
def test_hours_against_the_law(hours: str, signal: str | None) -> None:
    assert codes(assessed({**TALK, "hours_per_week": hours})) == ({signal} if signal else set())


def test_a_minor_has_lower_limits() -> None:
    said = {**TALK, "hours_per_week": "46", "age_band": "16"}
    assert "hours-above-week" in codes(assessed(said))
    assert "hours-above-week" not in codes(assessed({**said, "age_band": "18"}))


def test_the_year_of_birth_alone_takes_the_lowest_age_and_says_so() -> None:
    found = assessed({**TALK, "birth_year": "2005"})
    minimum = next(figure for figure in found.figures if figure.code == "minimum-wage")
    assert (minimum.value, minimum.high) == (Decimal("11.99"), Decimal("14.99"))
    assert "geboortejaar" in minimum.note


def test_after_the_table_no_minimum_is_shown_but_low_pay_is_still_seen() -> None:
    found = assessed(worker(3), day=date(2027, 2, 1))
    minimum = next(figure for figure in found.figures if figure.code == "minimum-wage")
    assert minimum.value is None
    assert minimum.note
    assert "below-minimum" in codes(found)


# Missing is never “no”


def test_nothing_asked_is_blank_everywhere() -> None:
    found = assessed({})
    assert found.signals == ()
    assert found.routes == ()
    assert {(one.blank, one.blank_reason) for one in found.domains} == {(True, "niet gevraagd")}
    assert all(figure.value is None for figure in found.figures if figure.code != "minimum-wage")


def test_no_talk_is_a_reason_of_its_own() -> None:
    found = assessed({"consent": "no"})
    assert {one.blank_reason for one in found.domains} == {"geen vrijwillig gesprek"}


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (AnswerState.REFUSED, "wilde niet antwoorden"),
        (AnswerState.AFRAID, "durfde niet te antwoorden"),
        (AnswerState.DOES_NOT_KNOW, "wist het niet"),
        (AnswerState.LANGUAGE_FAILED, "de taal lukte niet"),
        (AnswerState.NOT_APPLICABLE, "niet van toepassing"),
    ],
)
def test_a_blank_domain_says_why(state: AnswerState, reason: str) -> None:
    found = {one.code: one for one in assessed({**TALK, "papers_kept_by": state}).domains}
    papers = found["papers"]
    assert (papers.blank, papers.answered, papers.asked, papers.blank_reason) == (True, 0, 1, reason)
    assert found["freedom"].blank_reason == "niet gevraagd"


def test_the_most_telling_reason_goes_first() -> None:
    said = {**TALK, "threats": AnswerState.REFUSED, "fines": AnswerState.AFRAID}
    coercion = next(one for one in assessed(said).domains if one.code == "coercion")
    assert (coercion.asked, coercion.blank_reason) == (2, "durfde niet te antwoorden")


def test_not_daring_to_answer_is_a_signal_and_not_a_no() -> None:
    found = assessed({**TALK, "threats": AnswerState.AFRAID})
    signal = next(one for one in found.signals if one.code == "fear")
    assert [(one.value_text, one.state) for one in signal.answers] == [
        ("durfde niet te antwoorden", AnswerState.AFRAID)
    ]


def test_an_answer_that_is_no_longer_relevant_counts_no_more() -> None:
    said = {**TALK, "bed_after_job": "hours_24"}
    assert "bed-tied" in codes(assessed(said))
    assert "bed-tied" not in codes(assessed({**said, "works_now": "stopped"}))


def test_an_amount_out_of_bounds_makes_no_figure() -> None:
    said = {**TALK, "pay_amount": "-5", "pay_period": "hour", "pay_net_gross": "gross"}
    hourly = next(one for one in assessed(said).figures if one.code == "hourly-wage")
    assert hourly.value is None


# Any answers, any order


def _choices(reference: str) -> st.SearchStrategy[str | AnswerState]:
    node = new_run().node(reference)
    states = st.sampled_from(GIVEN_INSTEAD)
    if node.choices:
        return st.sampled_from([choice.value for choice in node.choices]) | states
    values = {
        "integer": st.integers(0, 2030).map(str),
        "decimal": st.decimals(0, 2000, places=2).map(str),
        "date": st.dates(date(2024, 1, 1), date(2026, 11, 22)).map(str),
    }.get(node.type, st.just("tekst"))
    return values | states


ANYTHING = st.fixed_dictionaries(
    {"/data/conversation/consent": st.just("yes")},
    optional={reference: _choices(reference) for reference in new_run().references()[1:]},
)


@settings(max_examples=60, deadline=None)
@given(said=ANYTHING, random=st.randoms(use_true_random=False))
def test_any_order_of_answers_is_the_same_assessment(said: dict[str, Any], random: Any) -> None:
    shuffled = list(said.items())
    random.shuffle(shuffled)
    assert assessed(said) == assessed(dict(shuffled))


@settings(max_examples=60, deadline=None)
@given(said=ANYTHING)
def test_routes_never_contradict_each_other(said: dict[str, Any]) -> None:
    found = assessed(said)
    urgencies = [route.urgency for route in found.routes]
    assert urgencies == sorted(urgencies), "acute before regular"
    assert len({route.to for route in found.routes}) == len(found.routes), "one route for each recipient"
    assert all(set(route.signals) <= codes(found) for route in found.routes)
    assert all(route.reasons for route in found.routes)
    for domain in found.domains:
        assert domain.blank is (domain.answered == 0)
        assert bool(domain.blank_reason) is domain.blank
        assert domain.answered <= domain.asked


def test_what_was_passed_over_is_not_counted_as_answered() -> None:
    said = {**TALK, "pay_amount": "340"}
    before = {one.code: one for one in assessed(said).domains}["pay"]
    after = {one.code: one for one in assessed({**said, "pay_period": "week"}).domains}["pay"]
    assert (after.answered, after.asked) == (before.answered + 1, before.asked + 1)
    assert after.not_asked < before.not_asked


# Rules that cannot run


def _form(when: str, *, referral: str = "${a} = 'route'", urgency: str = "acute") -> PublishedForm:
    text = f"""
| survey |
|  | type | name | label |
|  | text | a | A |
| settings |
|  | form_id | form_title |
|  | x | X |
| signals |
|  | code | domain | when | label | why | source |
|  | one | pay | {when} | Een | Omdat | x |
|  | two | pay | fc:signal('one') | Twee | Omdat | x |
| referrals |
|  | code | when | to | urgency | label |
|  | r | {referral} | iszw | {urgency} | Route |
"""
    return publish(text.encode(), filename="x.md", texts={})


@pytest.mark.parametrize(
    ("when", "part"),
    [
        ("fc:signal('two')", "one → two → one"),
        ("fc:signal('three')", "three"),
        ("fc:state('b') = 'afraid'", "“b”"),
        ("fc:limit('height') > 1", "stay_days"),
        ("fc:threshold('much') > 1", "severe-underpayment"),
        ("fc:guess() > 1", "fc:guess"),
    ],
)
def test_a_rule_that_cannot_run_is_refused_with_its_place(when: str, part: str) -> None:
    with pytest.raises(FormRefused) as refused:
        assessed({"a": "x"}, published=_form(when))
    assert refused.value.fields["sheet"] == "signals"
    assert part in str(refused.value.fields["reason"])


def test_an_unknown_urgency_is_refused() -> None:
    with pytest.raises(FormRefused, match="soon"):
        assessed({"a": "x"}, published=_form("1 = 1", referral="1 = 1", urgency="soon"))


def test_a_question_with_markup_is_told_in_plain_words() -> None:
    marked = (
        _form("${a} = 'x'").to_bytes().decode().replace("<label>A</label>", "<label>Is **dit** A?</label>")
    )
    found = assessed({"a": "x"}, published=PublishedForm.from_bytes(marked.encode()))
    assert [answer.question for answer in found.signals[0].answers] == ["Is dit A?"]


def test_signals_may_ask_for_later_signals() -> None:
    found = assessed({"a": "x"}, published=_form("${a} = 'x'"))
    assert [signal.code for signal in found.signals] == ["one", "two"]
    assert [answer.value_text for answer in found.signals[1].answers] == ["x"]


@pytest.mark.parametrize(("works", "warned"), [("stopped", True), ("yes", False)])
def test_pay_of_work_that_is_over_is_not_held_against_today_without_a_word(works: str, warned: bool) -> None:
    paid = {"birth_year": "1990", "pay_amount": "14.80", "pay_period": "hour", "pay_net_gross": "gross"}
    found = assessed({"consent": "yes", "works_now": works, **paid})
    (below,) = (figure for figure in found.figures if figure.code == "below-minimum")
    assert ("vandaag" in below.note) is warned
