"""The preview: every branch, in the order of the sheet, with what each question leads to."""

from __future__ import annotations

import pytest

from fieldcheck.authoring.outline import Outline
from fieldcheck.authoring.preview import WIDTH, preview
from fieldcheck.authoring.reading import accepted, outline_of
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.engine import PublishedForm
from fieldcheck.engine.sheets import read_workbook
from fieldcheck.i18n import texts
from fieldcheck.usecases.forms import form_named

ROOMS = """
| survey |                       |          |                    |                   |              |          |                  |
|        | type                  | name     | label::nl          | label::pl         | repeat_count | required | bind::fc:depth   |
|        | start                 | begun    |                    |                   |              |          |                  |
|        | begin_repeat          | room     | Kamer              | Pokój             |              |          |                  |
|        | text                  | colour   | Welke kleur?       | Jaki kolor?       |              | yes      |                  |
|        | begin_repeat          | bed      | Bed                |                   | ${beds}      |          | deep             |
|        | select_multiple sort  | sorts    | Wat voor bed?      |                   |              |          |                  |
|        | end_repeat            |          |                    |                   |              |          |                  |
|        | end_repeat            |          |                    |                   |              |          |                  |
|        | integer               | beds     | Hoeveel ${colour}? |                   |              |          | core             |
|        | calculate             | twice    |                    |                   |              |          |                  |
| choices |           |      |           |
|         | list_name | name | label::nl |
|         | sort      | bunk | Stapelbed |
"""  # noqa: E501
FORM = PublishedForm("rooms", "3", "Kamers", ("nl", "pl"), "<x/>")


def read(language: str = "nl", depth: str = "") -> list[str]:
    outline = Outline(read_workbook(ROOMS.encode(), "rooms.md"), language, "nl")
    return list(preview(FORM, outline, texts("nl"), depth=depth))


def test_repeats_are_indented_and_numbered_within_each_other() -> None:
    lines = read()
    start = {line.strip().split(" ")[0]: len(line) - len(line.lstrip()) for line in lines if "?  [" in line}
    assert start == {"1.1": 4, "1.2.1": 8, "2": 0}
    assert "1 Kamer" in lines
    assert "    1.2 Bed" in lines
    assert any("zoveel keer: “Hoeveel ‹colour›?”" in line for line in lines)
    assert any("zo vaak als nodig" in line for line in lines)
    assert "            [ ] Stapelbed  [bunk]" in lines
    assert any("[colour, tekst, verplicht]" in line for line in lines)
    assert not any("begun" in line for line in lines)


def test_what_is_not_asked_at_a_depth_is_left_out_and_numbers_stay() -> None:
    lines = read(depth="core")
    assert not any("Bed" in line for line in lines)
    assert any(line.startswith("2 Hoeveel") for line in lines)


def test_another_language_is_read_and_what_it_lacks_is_told() -> None:
    lines = read("pl")
    assert "1 Pokój" in lines
    assert "    1.2 Bed (nog niet vertaald)" in lines


def test_the_intake_form_is_read_whole_with_signals_at_their_questions() -> None:
    form = form_named("intake-park")
    published, _ = accepted(form)
    lines = list(preview(published, outline_of(form, published, ""), texts("nl")))
    text = "\n".join(lines)
    assert max(map(len, lines)) <= WIDTH
    for row in read_workbook(form.source, form.filename)["survey"].rows:
        if row.get("label"):
            assert f"[{row.get('name')}, " in text or row.get("type") == "begin_group", row
    # A figure looks at a question through its fact, and a rule through the state of an answer.
    assert signals_of(lines, "pay_amount") >= {"below-minimum", "not-paid"}
    assert signals_of(lines, "threats") >= {"violence", "fear"}
    assert signals_of(lines, "plate") == set()
    assert text.index("Doorverwijzen") > text.index("[all-from-one]")
    assert text.count("Urgentie: acuut") >= 4
    rules = len(published.signals) + len(published.referrals)
    asked = sum(1 for line in lines if "[" in line and f"{line.split()[0][0]}".isdigit())
    assert text.count("Bron: ") >= rules + asked


def signals_of(lines: list[str], name: str) -> set[str]:
    at = next(at for at, line in enumerate(lines) if f"[{name}, " in line)
    block = lines[at : lines.index("", at)]
    return {line.rpartition("[")[2].rstrip("]") for line in block if line.strip().startswith("Signaal:")}


def test_a_language_that_the_form_has_not_is_refused() -> None:
    form = form_named("intake-park")
    with pytest.raises(InvalidValue, match="“xx”"):
        outline_of(form, accepted(form)[0], "xx")


def test_the_head_of_a_table_has_no_number() -> None:
    source = """
| survey |                |      |       |              |
|        | type           | name | label | appearance   |
|        | select_one jn  | head | Hoofd | label        |
|        | select_one jn  | one  | Een?  | list-nolabel |
| choices |           |      |       |
|         | list_name | name | label |
|         | jn        | ja   | Ja    |
"""
    outline = Outline(read_workbook(source.encode(), "table.md"), "nl", "nl")
    assert [(item.name, item.asks, item.number) for item in outline.items] == [
        ("head", False, ""),
        ("one", True, "1"),
    ]
