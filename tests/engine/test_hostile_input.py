"""What comes from outside and means no good: refused in words, and at once."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fieldcheck.domain.errors import FormRefused
from fieldcheck.engine import Form, FormRun, PublishedForm, load
from fieldcheck.engine.form import program_of
from fieldcheck.engine.lists import read_list
from fieldcheck.engine.submission import read_instance
from fieldcheck.engine.xform import read_xform
from tests.engine.building import NOW, published, table

SURVEY = table(
    "survey",
    "type | name | label | relevant | bind::fc:depth | bind::fc:fact",
    "text | who | Wie? | | core | who",
    "begin_repeat | person | Persoon | ${who} != '' | |",
    "text | name | Naam | | |",
    "end_repeat | | | | |",
)
SIGNALS = table(
    "signals",
    "code | exploitation | domain | dimension | weight | when | label::nl | why::nl | source",
    "a | labour | work | means | 1 | ${who} = 'x' | Signaal | Daarom | L1",
)

BOMB = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
BAD_XML = {
    "a bomb": f'<!DOCTYPE d [<!ENTITY e0 "x">{BOMB}]><data id="test">&e9;</data>',
    "a file": '<!DOCTYPE d [<!ENTITY f SYSTEM "file:///etc/hostname">]><data id="test">&f;</data>',
    "an outside type": '<!DOCTYPE d SYSTEM "http://fieldcheck.invalid/d.dtd"><data id="test"/>',
    "a parameter": '<!DOCTYPE d [<!ENTITY % p "x"> %p;]><data id="test"/>',
    "an unknown entity": '<data id="test">&nope;</data>',
    "deep": f'<data id="test">{"<a>" * 100_000}{"</a>" * 100_000}</data>',
    "half a character": '<data id="test">\ud800</data>',
    "a null": '<data id="test">\0</data>',
    "cut off": '<data id="test"><who>',
    "an attribute twice": '<data id="test" id="test"/>',
    "a prefix from nowhere": '<data id="test"><x:y/></data>',
    "too large": f'<data id="test" x="{"y" * (33 * 1024 * 1024)}"/>',
    "nothing": "",
}


@lru_cache(maxsize=1)
def kept() -> PublishedForm:
    return published(SURVEY)


@lru_cache(maxsize=1)
def form() -> Form:
    return load(kept())


def in_title(text: str) -> str:
    return kept().xform.replace("<h:title>test</h:title>", f"<h:title>{text}</h:title>")


@pytest.mark.parametrize("text", BAD_XML.values(), ids=BAD_XML.keys())
@pytest.mark.parametrize(
    "read",
    [
        read_xform,
        lambda text: read_instance(form(), text),
        lambda text: read_list("a.xml", text.encode("utf-8", "surrogatepass")),
    ],
    ids=["form", "instance", "list"],
)
def test_xml_that_means_harm_is_refused(read: Callable[[str], object], text: str) -> None:
    with pytest.raises(FormRefused):
        read(text)


@pytest.mark.parametrize("name", ["an unknown entity", "deep", "half a character", "a null", "cut off"])
def test_so_it_is_inside_a_good_form(name: str) -> None:
    with pytest.raises(FormRefused):
        read_xform(in_title(BAD_XML[name]))


def test_an_instance_that_never_ends_is_refused() -> None:
    with pytest.raises(FormRefused):
        read_instance(form(), f'<data id="test">{"<person/>" * 10_001}</data>')


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", b"\xff\xfea\x00"),
        ("a.csv", b'a,b\n"1,2'),
        ("a.csv", b"a,b\n" + b"x" * 200_000),
        ("a.geojson", b"[" * 100_000),
        ("a.geojson", b'{"features":5}'),
        ("a.geojson", b'{"features":[{}]}'),
        ("a.geojson", b'{"features":[{"properties":{"a":"\\ud800"}}]}'),
        ("a.geojson", b'{"features":[{"properties":{},"geometry":{"type":[],"coordinates":5}}]}'),
        (
            "a.geojson",
            b'{"features":[{"properties":{},"geometry":{"type":"Polygon","coordinates":{"0":1}}}]}',
        ),
        ("a.xlsx", b"PK"),
    ],
)
def test_lists_that_are_none_are_refused(name: str, data: bytes) -> None:
    with pytest.raises(FormRefused):
        read_list(name, data)


# Published forms, which come in bundles

STRANGE = (
    None,
    5,
    -1,
    1.5,
    True,
    "",
    "x",
    "\ud800",
    [],
    {},
    [1],
    ["x"],
    "))",
    {"a": 1},
    {"a": "x"},
    [[]],
    [{}],
)


def places(content: Any, before: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    yield before
    if isinstance(content, dict):
        for key, inside in content.items():
            yield from places(inside, (*before, key))
    elif isinstance(content, list):
        for key, inside in enumerate(content):
            yield from places(inside, (*before, key))


def with_another(content: Any, place: tuple[Any, ...], value: object) -> Any:
    if not place:
        return value
    twin = copy.deepcopy(content)
    holder = twin
    for key in place[:-1]:
        holder = holder[key]
    holder[place[-1]] = value
    return twin


def used(data: bytes) -> None:
    taken = PublishedForm.from_bytes(data)
    loaded = load(taken)
    run = FormRun(loaded, now=lambda: NOW)
    for page in run.pages():
        run.node(page.reference)
    assert PublishedForm.from_bytes(taken.to_bytes()) == taken
    assert taken.digest
    assert program_of(taken, loaded)


def test_a_published_form_with_anything_in_place_of_anything_runs_or_is_refused() -> None:
    content = json.loads(published(SURVEY, SIGNALS).to_bytes())
    outcomes = set()
    for place in places(content):
        for value in STRANGE:
            try:
                used(json.dumps(with_another(content, place, value)).encode())
                outcomes.add("runs")
            except FormRefused:
                outcomes.add("refused")
    assert outcomes == {"runs", "refused"}


def test_a_depth_that_is_none_is_refused() -> None:
    good = kept().to_bytes()
    assert good.count(b'depth=\\"core\\"')
    with pytest.raises(FormRefused, match="kies uit core, standard, deep"):
        used(good.replace(b'depth=\\"core\\"', b'depth=\\"co!e\\"', 1))


@settings(deadline=None)
@given(st.data())
def test_a_published_form_with_bytes_changed_runs_or_is_refused(data: st.DataObject) -> None:
    good = kept().to_bytes()
    at = data.draw(st.integers(0, len(good) - 1))
    bad = good[:at] + data.draw(st.binary(max_size=4)) + good[at + data.draw(st.integers(0, 4)) :]
    try:
        used(bad)
    except FormRefused:
        return


@pytest.mark.parametrize(
    "data", [b"", b"[", b"[]", b"5", b"NaN", b"[" * 100_000, b'{"a":' * 100_000, b"\xff"]
)
def test_what_is_no_published_form_is_refused(data: bytes) -> None:
    with pytest.raises(FormRefused):
        PublishedForm.from_bytes(data)
