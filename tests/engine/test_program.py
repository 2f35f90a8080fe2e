"""A form that is loaded from its program is the form that its XForm says."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import lru_cache

import pytest

from fieldcheck.domain.errors import FormRefused
from fieldcheck.engine import FormRun, Node, PublishedForm, load
from fieldcheck.engine.form import remembered
from tests.benchmarks import engine_form
from tests.engine.building import NOW, published, table

SMALL = (
    table(
        "survey",
        "type | name | label | hint | relevant | calculation | choice_filter | constraint | required",
        "begin_group | one | Een | | | | | |",
        "select_one yn | a | A | waarom | | | | | yes",
        "integer | n | N | | ${a} = 'yes' | | | . < 50 |",
        "select_one yn | b | B | | | | name != ${a} | |",
        "end_group | | | | | | | |",
        "calculate | sum | | | | ${n} * 2 + 0.5 | | |",
        "note | o | Som ${sum}, keuze ${a} | | | | | |",
        "begin_repeat | person | Wie | | | | | |",
        "text | who | Naam | | | | | |",
        "note | both | ${who} | | ${who} != '' | | | |",
        "end_repeat | | | | | | | |",
    ),
    table("choices", "list_name | name | label", "yn | yes | Ja", "yn | no | Nee"),
    table(
        "signals",
        "code | when | label",
        "much | ${n} > 20 and not(selected(${a}, 'no')) | Veel",
    ),
)
SHAPE = engine_form.Shape(languages=("nl", "en", "pl"))


@lru_cache(maxsize=1)
def large() -> PublishedForm:
    return engine_form.published(SHAPE)


def without_program(form: PublishedForm) -> PublishedForm:
    return replace(form, program={})


def everything(run: FormRun) -> list[Node]:
    languages = run.form.layout.itext.languages
    references = [definition.reference for definition in run.form.layout.definitions]
    return [
        run.node(reference, language)
        for language in languages
        for reference in references
        if not reference.endswith("instanceID")
    ]


@pytest.fixture(params=["small", "large"])
def form(request: pytest.FixtureRequest) -> PublishedForm:
    return published(*SMALL) if request.param == "small" else large()


def test_publishing_writes_a_program(form: PublishedForm) -> None:
    assert form.program
    assert PublishedForm.from_bytes(form.to_bytes()) == form


def test_a_program_is_what_its_xform_says(form: PublishedForm) -> None:
    bare = without_program(form)
    again = remembered(bare, load(bare))
    assert json.loads(json.dumps(again.program)) == form.program


def test_a_program_survives_being_read(form: PublishedForm) -> None:
    assert remembered(form, load(PublishedForm.from_bytes(form.to_bytes()))).program == form.program


def test_both_run_alike() -> None:
    form = large()
    ours, theirs = (FormRun(load(one), now=lambda: NOW) for one in (form, without_program(form)))
    for reference, value in engine_form.answers(SHAPE):
        assert ours.answer(reference, value) == theirs.answer(reference, value)
        assert ours.pages() == theirs.pages()
    assert everything(ours) == everything(theirs)
    for given in ("no", "yes"):
        assert ours.answer(engine_form.reference(1), given) == theirs.answer(engine_form.reference(1), given)
        assert everything(ours) == everything(theirs)


def test_instances_of_a_repeat_come_from_it() -> None:
    run = FormRun(load(PublishedForm.from_bytes(published(*SMALL).to_bytes())), now=lambda: NOW)
    person = run.add_instance("/data/person")
    run.answer(f"{person}/who", "Ana")
    assert run.node(f"{person}/both").label == "Ana"
    assert run.node(f"{person}/both").relevant


def test_nothing_is_parsed_for_it() -> None:
    form = published(*SMALL)
    program = """
import sys
from datetime import UTC, datetime
from fieldcheck.engine import FormRun, PublishedForm, load
form = PublishedForm.from_bytes(sys.stdin.buffer.read())
run = FormRun(load(form), now=lambda: datetime.now(UTC))
run.answer("/data/one/a", "yes")
run.answer("/data/one/n", "30")
print(run.node("/data/o").label, run.evaluate(form.signals[0].when), "lark" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", program], input=form.to_bytes(), capture_output=True, check=True
    )
    assert done.stdout.decode().split() == ["Som", "60.5,", "keuze", "yes", "True", "False"]


def test_the_program_of_another_version_is_not_read(form: PublishedForm) -> None:
    older = replace(form, program={**form.program, "stamp": "0", "layout": {"Gone": []}})
    assert load(older).layout.version == load(form).layout.version == "1"
    assert PublishedForm.from_bytes(older.to_bytes()).digest == older.digest


@pytest.mark.parametrize("part", ["layout", "graph", "expressions", "rules"])
def test_a_damaged_program_is_refused(part: str) -> None:
    form = published(*SMALL)
    damaged = replace(form, program={**form.program, part: {"Unheard": [1]}})
    with pytest.raises(FormRefused):
        load(damaged)


def test_the_program_of_another_xform_is_not_read() -> None:
    form = published(*SMALL)
    changed = replace(form, xform=form.xform.replace(">Ja<", ">Jawel<"))
    run = FormRun(load(changed), now=lambda: NOW)
    assert [choice.label for choice in run.node("/data/one/a").choices] == ["Jawel", "Nee"]


def test_a_program_too_deep_is_refused() -> None:
    form = published(*SMALL)
    deep: object = "1"
    for _ in range(5000):
        deep = ["-", deep]
    with pytest.raises(FormRefused):
        load(replace(form, program={**form.program, "expressions": [["1", deep]]}))
