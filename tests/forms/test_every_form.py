"""Every form that comes with the program: it publishes, and nothing in it is there in vain.

Each question can be reached, each signal and each referral can come about, in a real run of the form with
answers that its own constraints allow.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from answering import MOST, NOW, Answering, Said

from fieldcheck import assets
from fieldcheck.bootstrap import practice_action, reference_tables
from fieldcheck.domain.referral import Urgency
from fieldcheck.engine import DEPTHS, FormRun, PublishedForm, load
from fieldcheck.engine.sheets import Row, read_workbook
from fieldcheck.triage import DOMAINS, Assessment, assess
from fieldcheck.triage.unease import SUSPICION
from fieldcheck.usecases.forms import checked_form, form_named, form_source, published_from

FORMS = tuple(sorted(path.parent.name for path in assets.folder("forms").glob("*/form.md")))
FORMS = tuple(name for name in FORMS if name != assets.LISTS)
ILO = {
    "deceptive-recruitment": 10,
    "coercive-recruitment": 10,
    "recruitment-by-abuse": 16,
    "exploitation": 9,
    "coercion": 15,
    "abuse-of-vulnerability": 7,
}
"""The dimensions of ILO/EC 2009 and how many indicators each has (facts 1c, [I1])."""


@cache
def _published(form_id: str) -> PublishedForm:
    checked = checked_form(form_source(form_id))
    assert checked.problems == ()
    assert checked.form is not None
    return checked.form


@cache
def _answering(form_id: str) -> Answering:
    published = _published(form_id)
    return Answering(published, load(published))


def _rows(form_id: str, sheet: str) -> tuple[Row, ...]:
    form = form_source(form_id)
    book = read_workbook(form.source, form.filename)
    return book[sheet].rows if sheet in book else ()


def _assessed(published: PublishedForm, run: FormRun) -> Assessment:
    limits = practice_action().limits
    return assess(published, run, day=NOW.date(), limits=limits, tables=reference_tables())


def _runs(answering: Answering, guesses: Iterator[Said]) -> Iterator[FormRun]:
    for number, said in enumerate(guesses):
        if number == MOST:
            return
        run = answering.run(said)
        if run is not None:
            yield run


@pytest.mark.parametrize("form_id", FORMS)
def test_it_publishes_under_the_name_of_its_folder(form_id: str) -> None:
    published = _published(form_id)
    assert published.form_id == form_id
    assert re.fullmatch(r"\d{4}-\d{2}-\d{2}", published.version)
    assert published.languages[0] == "nl"


@pytest.mark.parametrize("form_id", FORMS)
def test_every_question_can_be_reached_and_has_words_in_every_language(form_id: str) -> None:
    answering = _answering(form_id)
    missed, silent = [], []
    for definition in answering.form.layout.definitions:
        if not definition.control or definition.is_container:
            continue
        for run in _runs(answering, answering.reaching(definition.reference)):
            reference = answering.place(run, definition.reference)
            if reference and run.node(reference).relevant and run.page_of(reference):
                said = (run.node(reference, tag).label for tag in answering.published.languages)
                silent += [reference] if not all(said) else []
                break
        else:
            missed.append(definition.name)
    assert missed == []
    assert silent == []


def _raises(found: Assessment, code: str) -> bool:
    """A bare suspicion counts as itself, every other signal among the signals."""
    return bool(found.unease) if code == SUSPICION else code in {one.code for one in found.signals}


@pytest.mark.parametrize("form_id", FORMS)
def test_every_signal_can_come_about(form_id: str) -> None:
    answering = _answering(form_id)
    missed = []
    for rule in answering.published.signals:
        alone = replace(answering.published, referrals=())
        runs = _runs(answering, answering.signal(rule.code))
        if not any(_raises(_assessed(alone, run), rule.code) for run in runs):
            missed.append(rule.code)
    assert missed == []


@pytest.mark.parametrize("form_id", FORMS)
def test_every_referral_can_come_about(form_id: str) -> None:
    answering = _answering(form_id)
    missed = []
    for rule in answering.published.referrals:
        alone = replace(answering.published, referrals=(rule,))
        runs = _runs(answering, answering.rule(rule.when))
        if not any(_assessed(alone, run).routes for run in runs):
            missed.append(rule.code)
    assert missed == []


@pytest.mark.parametrize("form_id", FORMS)
def test_without_answers_nothing_comes_about(form_id: str) -> None:
    answering = _answering(form_id)
    run = answering.run({})
    assert run is not None
    assessment = _assessed(answering.published, run)
    assert [signal.code for signal in assessment.signals] == []
    assert assessment.routes == ()


@pytest.mark.parametrize("form_id", FORMS)
def test_what_it_says_of_itself_is_known_elsewhere(form_id: str) -> None:
    published = _published(form_id)
    recipients = {recipient.code for recipient in practice_action().recipients}
    for rule in published.signals:
        assert rule.source, rule.code
        assert rule.exploitation in ("", "labour", "sexual", "criminal"), rule.code
        assert rule.domain in DOMAINS, rule.code
        assert rule.label["nl"], rule.code
        assert rule.why["nl"], rule.code
        assert rule.dimension in ("", *ILO), rule.code
        assert rule.weight in ("", "strong", "medium", "weak"), rule.code
        if rule.weight:
            assert rule.dimension, f"{rule.code}: only the list with dimensions has weights"
            assert "ILO/EC 2009" in rule.source, rule.code
    for referral in published.referrals:
        assert referral.to in recipients, referral.code
        assert referral.urgency in tuple(Urgency), referral.code
    assert set(published.depths.values()) <= set(DEPTHS)
    assert set(published.domains.values()) <= set(DOMAINS)
    assert len(published.facts) == len({*published.facts.values()})


@pytest.mark.parametrize("form_id", FORMS)
def test_no_form_calls_anybody_a_victim(form_id: str) -> None:
    texts = [text for sheet in ("survey", "choices", "signals", "referrals") for row in _rows(form_id, sheet)
             for text in row.cells.values()]  # fmt: skip
    assert [text for text in texts if "slachtoffer" in text.lower().replace("slachtoffermonitor", "")] == []


def test_the_same_question_is_the_same_in_every_form() -> None:
    """Else one answer would mean two things, and one question would be translated twice."""
    seen: dict[str, tuple[str, dict[str, str]]] = {}
    kinds: dict[str, tuple[str, str]] = {}
    different = []
    for form_id in FORMS:
        for row in _rows(form_id, "survey"):
            name, fact = row.get("name"), row.get("bind::fc:fact")
            if not name or row.get("type").startswith(("begin", "note", "calculate")):
                continue
            mine = {column: row.get(column) for column in ("type", "label", "hint", "bind::fc:fact")}
            where, theirs = seen.setdefault(name, (form_id, mine))
            if mine != theirs:
                different.append((name, where, form_id))
            if fact:
                where, kind = kinds.setdefault(fact, (form_id, row.get("type")))
                different += [(fact, where, form_id)] if kind != row.get("type") else []
    assert different == []


def test_the_full_list_asks_everything_the_short_interview_asks() -> None:
    short, full = _published("intake-park"), _published("nvm-labour")
    names = {path.rpartition("/")[2]: depth for path, depth in full.depths.items()}
    for path, depth in short.depths.items():
        name = path.rpartition("/")[2]
        assert names.get(name) == depth, name
    core = {path.rpartition("/")[2] for path, depth in short.depths.items() if depth == "core"}
    assert {name for name, depth in names.items() if depth == "core"} == core
    assert "deep" in names.values()


def test_the_list_of_the_nvm_has_no_weights() -> None:
    rules = _published("nvm-labour").signals
    assert {rule.weight for rule in rules} | {rule.dimension for rule in rules} == {""}


def test_the_list_of_the_ilo_is_whole() -> None:
    rules = _published("ilo-labour").signals
    assert {name: sum(rule.dimension == name for rule in rules) for name in ILO} == ILO
    assert sum(ILO.values()) == len(rules) == 67
    strong = {rule.code for rule in rules if rule.weight == "strong"}
    assert strong == {
        "deceived-nature",
        "forced-violence",
        "exploited-hours",
        "coerced-papers",
        "coerced-debt",
        "coerced-confined",
        "coerced-violence",
    }
    weak = [rule.dimension for rule in rules if rule.weight == "weak"]
    assert {name: weak.count(name) for name in ILO} == {
        "deceptive-recruitment": 1,
        "coercive-recruitment": 0,
        "recruitment-by-abuse": 2,
        "exploitation": 1,
        "coercion": 1,
        "abuse-of-vulnerability": 2,
    }


IN_VAIN = """
| survey |
| | type | name | label | relevant |
| | select_one yes_no | works | Heeft u werk? | |
| | select_one yes_no | paid | Krijgt u loon? | ${works} = 'yes' |
| | select_one yes_no | lost | Is het gestopt? | ${works} = 'no' |
| | select_one yes_no | both | Allebei? | ${paid} = 'yes' and ${lost} = 'yes' |

| settings |
| | form_id | version |
| | in-vain | 2026-11-22 |

| signals |
| | code | exploitation | domain | when | label | why | source |
| | both | labour | pay | ${paid} = 'no' and ${lost} = 'no' | Beide | Kan niet | Geen |
| | one | labour | pay | ${paid} = 'no' and not(${lost} = 'no') | Eén | Kan wel | Geen |
"""


def test_the_search_finds_nothing_where_there_is_nothing(tmp_path: Path) -> None:
    """What two branches ask is never answered together, and a search that guessed would say it was."""
    path = tmp_path / "form.md"
    path.write_text(IN_VAIN, encoding="utf-8")
    published = published_from(form_named(str(path)))
    answering = Answering(published, load(published))
    assert list(_runs(answering, answering.signal("both"))) == []
    assert list(_runs(answering, answering.reaching("/data/both"))) == []
    runs = list(_runs(answering, answering.signal("one")))
    assert "one" in {signal.code for signal in _assessed(published, runs[0]).signals}


def test_every_form_stands_in_the_readme() -> None:
    readme = (assets.folder("forms") / "README.md").read_text(encoding="utf-8")
    assert [form_id for form_id in FORMS if f"`{form_id}`" not in readme] == []
