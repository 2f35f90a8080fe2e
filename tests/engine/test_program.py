"""A form that is loaded from its program is the form that its XForm says."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from functools import lru_cache

import pytest

from fieldcheck.engine import Form, FormRun, Node, PublishedForm, load, program_of
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


def by_program(form: PublishedForm) -> Form:
    return load(form, program_of(form, load(form)))


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


def test_a_program_is_what_its_xform_says(form: PublishedForm) -> None:
    parsed = load(form)
    assert not parsed.from_program
    again = by_program(form)
    assert again.from_program
    assert program_of(form, again) == program_of(form, parsed)


def test_the_form_is_the_same_bytes_with_or_without_it(form: PublishedForm) -> None:
    assert PublishedForm.from_bytes(form.to_bytes()).digest == form.digest
    assert "stamp" not in json.loads(form.to_bytes())


def test_both_run_alike() -> None:
    form = large()
    ours, theirs = (FormRun(one, now=lambda: NOW) for one in (by_program(form), load(form)))
    for reference, value in engine_form.answers(SHAPE):
        assert ours.answer(reference, value) == theirs.answer(reference, value)
        assert ours.pages() == theirs.pages()
    assert everything(ours) == everything(theirs)
    for given in ("no", "yes"):
        assert ours.answer(engine_form.reference(1), given) == theirs.answer(engine_form.reference(1), given)
        assert everything(ours) == everything(theirs)


def test_instances_of_a_repeat_come_from_it() -> None:
    run = FormRun(by_program(published(*SMALL)), now=lambda: NOW)
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
data, program = sys.stdin.buffer.read().split(b"\\n")
form = PublishedForm.from_bytes(data)
run = FormRun(load(form, program), now=lambda: datetime.now(UTC))
run.answer("/data/one/a", "yes")
run.answer("/data/one/n", "30")
print(run.node("/data/o").label, run.evaluate(form.signals[0].when), "lark" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        input=form.to_bytes() + b"\n" + program_of(form, load(form)),
        capture_output=True,
        check=True,
    )
    assert done.stdout.decode().split() == ["Som", "60.5,", "keuze", "yes", "True", "False"]


def changed(form: PublishedForm, **parts: object) -> bytes:
    return json.dumps(json.loads(program_of(form, load(form))) | parts).encode()


def test_the_program_of_another_version_is_not_read(form: PublishedForm) -> None:
    again = load(form, changed(form, stamp="0", layout={"Gone": []}))
    assert not again.from_program
    assert again.layout.version == "1"


@pytest.mark.parametrize("part", ["layout", "graph", "expressions", "rules"])
def test_a_damaged_program_counts_for_nothing(part: str) -> None:
    form = published(*SMALL)
    assert not load(form, changed(form, **{part: {"Unheard": [1]}})).from_program


def test_the_program_of_another_xform_is_not_read() -> None:
    form = published(*SMALL)
    other = replace(form, xform=form.xform.replace(">Ja<", ">Jawel<"))
    run = FormRun(load(other, program_of(form, load(form))), now=lambda: NOW)
    assert [choice.label for choice in run.node("/data/one/a").choices] == ["Jawel", "Nee"]


@pytest.mark.parametrize("kept", [b"", b"{}", b"[]", b"nonsense", b"\xff", b"null", b"[" * 10_000])
def test_what_is_no_program_counts_for_nothing(kept: bytes) -> None:
    assert not load(published(*SMALL), kept).from_program


def test_a_program_too_deep_counts_for_nothing() -> None:
    form = published(*SMALL)
    deep: object = "1"
    for _ in range(500):
        deep = ["-", deep]
    assert not load(form, changed(form, expressions=[["1", deep]])).from_program
