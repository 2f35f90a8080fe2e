"""A run written as an ODK instance and read back."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldcheck.domain.errors import FormRefused
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import FormRun, load
from fieldcheck.engine.submission import read_instance, write_instance
from fieldcheck.engine.tree import parse_xml
from tests.engine.building import NOW, published, table

FORM = load(
    published(
        table(
            "survey",
            "type | name | label | relevant | calculation",
            "text | employer | Voor wie werkt u? | |",
            "select_one yn | works | Werkt u hier? | |",
            "begin_group | pay | Loon | ${works} = 'yes' |",
            "decimal | amount | Hoeveel? | |",
            "end_group | | | |",
            "begin_repeat | person | Met wie woont u? | |",
            "text | name | Naam | |",
            "end_repeat | | | |",
            "calculate | people | | | count(${person})",
        ),
        table("choices", "list_name | name | label", "yn | yes | Ja", "yn | no | Nee"),
    )
)
TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=12)


def new() -> FormRun:
    return FormRun(FORM, now=lambda: NOW)


def filled() -> FormRun:
    run = new()
    run.answer("/data/employer", "Van der Berg & <Zn>")
    run.answer("/data/works", "yes")
    run.answer("/data/pay/amount", "800.00")
    run.answer("/data/person[1]/name", "Ola")
    run.add_instance("/data/person")
    run.set_state("/data/person[2]/name", AnswerState.AFRAID)
    return run


def test_it_is_xml_as_odk_reads_it() -> None:
    root = next(parse_xml(write_instance(filled())).elements())
    assert (root.name, root.attribute("id"), root.attribute("version")) == ("data", "test", "1")
    found = {node.reference: node.text for node in root.descendants() if node.kind == "element"}
    assert found["/data/employer"] == "Van der Berg & <Zn>"
    assert found["/data/pay/amount"] == "800.00"
    assert [node.text for node in root.descendants() if node.name == "name"] == ["Ola", ""]
    assert found["/data/people"] == "2"
    assert found["/data/meta/instanceID"].startswith("uuid:")


def test_what_is_not_relevant_stays_out() -> None:
    run = filled()
    run.answer("/data/works", "no")
    assert "amount" not in write_instance(run)
    assert "800.00" in write_instance(run, hidden=True)


def again(run: FormRun) -> FormRun:
    other = new()
    other.restore(read_instance(FORM, write_instance(run, hidden=True)))
    return other


def test_reading_it_back_is_the_same_state() -> None:
    run = filled()
    run.remove_instance("/data/person[1]")
    run.answer("/data/works", "no")
    other = again(run)
    assert write_instance(other, hidden=True) == write_instance(run, hidden=True)
    assert other.node("/data/person[2]/name").state is AnswerState.AFRAID
    other.answer("/data/works", "yes")
    assert other.node("/data/pay/amount").value == "800.00"


@settings(max_examples=60, deadline=None)
@given(TEXT, st.lists(TEXT, max_size=3), st.sampled_from(["yes", "no", ""]))
def test_any_text_comes_back(employer: str, names: list[str], works: str) -> None:
    run = new()
    run.answer("/data/employer", employer)
    run.answer("/data/works", works)
    for number, name in enumerate(names, 1):
        if number > 1:
            run.add_instance("/data/person")
        run.answer(f"/data/person[{number}]/name", name)
    assert write_instance(again(run), hidden=True) == write_instance(run, hidden=True)


@pytest.mark.parametrize(
    "text",
    [
        "no xml at all",
        "<other/>",
        '<data id="another"/>',
        '<!DOCTYPE data [<!ENTITY a "b">]><data id="test">&a;</data>',
        '<!DOCTYPE data SYSTEM "file:///etc/passwd"><data id="test"/>',
        "<data>" + "<a>" * 300 + "</a>" * 300 + "</data>",
    ],
)
def test_what_is_no_instance_is_refused(text: str) -> None:
    with pytest.raises(FormRefused):
        read_instance(FORM, text)


def test_an_instance_of_somebody_else_keeps_what_fits() -> None:
    person = "<person><name>A</name></person>"
    text = f'<data id="test"><employer>Jansen</employer><unknown>1</unknown>{person}</data>'
    run = new()
    run.restore(read_instance(FORM, text))
    assert run.node("/data/employer").value == "Jansen"
    assert run.node("/data/person").instances == ("/data/person[1]",)
