"""XForms that other tools and hands wrote: legal, and not as pyxform would have it."""

from __future__ import annotations

import pytest

from fieldcheck.domain.errors import FormRefused
from fieldcheck.engine import Form, FormRun
from fieldcheck.engine.graph import build
from fieldcheck.engine.xform import read_xform
from tests.engine.building import NOW

NAMESPACES = (
    'xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
    'xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms" xmlns:x="urn:x"'
)


def begun(instance: str, binds: str, body: str) -> FormRun:
    layout = read_xform(
        f"<h:html {NAMESPACES}><h:head><h:title>t</h:title><model><instance>{instance}</instance>{binds}"
        f"</model></h:head><h:body>{body}</h:body></h:html>"
    )
    return FormRun(Form(layout, build(layout)), now=lambda: NOW)


def test_an_instance_that_lacks_a_node_of_its_template_gets_it() -> None:
    run = begun(
        '<data id="t"><p jr:template=""><a/><g><b/></g></p><p><a>1</a></p><many/></data>',
        '<bind nodeset="/data/p/g/b" relevant="/data/many != \'\'"/><bind nodeset="/data/many" type="int"/>',
        '<input ref="/data/many"/><group ref="/data/p"><repeat nodeset="/data/p"><input ref="/data/p/a"/>'
        '<input ref="/data/p/g/b"/></repeat></group>',
    )
    assert run.node("/data/p[1]/a").value == "1"
    assert "/data/p[1]/g/b" in run.answer("/data/many", "2")
    assert run.node("/data/p[1]/g/b").relevant
    run.answer("/data/p[1]/g/b", "here")
    assert run.evaluate("string(/data/p[1]/g/b)") == "here"


def test_a_template_of_what_is_no_repeat_is_there() -> None:
    run = begun('<data id="t"><a jr:template="">1</a></data>', "", '<input ref="/data/a"/>')
    assert run.node("/data/a").value == "1"


def test_a_control_finds_its_question_by_the_bind() -> None:
    run = begun(
        '<data id="t"><g><a/></g></data>',
        '<bind id="one" nodeset="/data/g/a" type="int"/>',
        '<group ref="/data/g"><label>G</label><input bind="one"><label>A</label></input>'
        "<input><label>Nothing</label></input><x:ornament/></group>",
    )
    assert [page.questions for page in run.pages()] == [("/data/g/a",)]
    assert (run.node("/data/g").label, run.node("/data/g/a").label) == ("G", "A")


def test_a_type_nobody_knows_is_text() -> None:
    run = begun('<data id="t"><a/></data>', '<bind nodeset="/data/a" type="x:y"/>', '<input ref="/data/a"/>')
    assert run.node("/data/a").type == "text"


def test_choices_without_a_label_are_called_what_they_are() -> None:
    run = begun(
        '<data id="t"><a/></data>',
        '<instance id="l"><root><item><name>x</name></item></root></instance>',
        '<select1 ref="/data/a"><itemset nodeset="instance(\'l\')/root/item"><value ref="name"/></itemset>'
        "</select1>",
    )
    assert [(one.value, one.label) for one in run.node("/data/a").choices] == [("x", "x")]


@pytest.mark.parametrize(
    ("meta", "path"),
    [
        ("", "/data/orx:meta/orx:instanceID"),
        ("<meta><other/></meta>", "/data/meta/instanceID"),
        ("<orx:meta/>", "/data/orx:meta/orx:instanceID"),
    ],
)
def test_every_instance_has_an_id(meta: str, path: str) -> None:
    run = begun(f'<data id="t"><a/>{meta}</data>', "", '<input ref="/data/a"/>')
    assert run.node(path).value.startswith("uuid:")


def test_a_form_that_repeats_itself_is_refused() -> None:
    with pytest.raises(FormRefused):
        begun('<data id="t"><a/></data>', "", '<repeat nodeset="/data"><input ref="/data/a"/></repeat>')


def setting(of: str, to: str) -> str:
    return (
        f'<input ref="/data/{of}"><setvalue event="xforms-value-changed" ref="/data/{to}" '
        f'value="/data/{of} + 1"/></input>'
    )


def test_questions_that_set_each_other_come_to_an_end() -> None:
    run = begun(
        '<data id="t"><a/><b/></data>',
        '<bind nodeset="/data/a" type="int"/><bind nodeset="/data/b" type="int"/>',
        setting("a", "b") + setting("b", "a"),
    )
    assert {"/data/a", "/data/b"} <= run.answer("/data/a", "1")
    assert (run.node("/data/a").value, run.node("/data/b").value) == ("3", "2")


def test_a_question_that_is_there_twice_is_one_question() -> None:
    run = begun(
        '<data id="t"><a>1</a><b/><a>2</a></data>',
        '<bind nodeset="/data/a" constraint="/data/b = 1"/>',
        '<input ref="/data/a"/><input ref="/data/b"/>',
    )
    assert run.references() == ("/data/a", "/data/b")
    assert "/data/a" in run.answer("/data/b", "1")
    assert run.node("/data/a").value == "1"
