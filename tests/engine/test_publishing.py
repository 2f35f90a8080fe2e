"""Publishing: what is refused and where, the languages, and the bytes that are kept."""

from __future__ import annotations

import io
import json
import subprocess
import sys

import openpyxl
import pytest

from fieldcheck.domain.errors import FormRefused
from fieldcheck.engine import BadExpression, FormRun, PublishedForm, cells, check, load, publish
from tests.engine.building import NOW, problems, published, running, table

HEAD = "type | name | label | relevant | calculation | constraint | bind::fc:depth | bind::fc:fact"


def survey(*rows: str) -> str:
    return table("survey", HEAD, *rows)


@pytest.mark.parametrize(
    ("rows", "place", "reason"),
    [
        (["text | a | A | ${b} = 1 | | | |"], "rij 2, kolom relevant", "geen vraag “b”"),
        (["text | a | A | | | | |", "text | b | B | ${a} = | | | |"], "rij 3, kolom relevant", "te vroeg"),
        (["calculate | a | | | foo(1) | | |"], "rij 2, kolom calculation", "functie foo() bestaat niet"),
        (
            ["text | a | A | | | fc:state(.) | |"],
            "rij 2, kolom constraint",
            "functie fc:state() bestaat niet",
        ),
        (["text | a | A | | | | |", "text | a | B | | | | |"], "rij 3, kolom name", "staat al in rij 2"),
        (["text | a b | A | | | | |"], "rij 2, kolom name", "kan geen naam zijn"),
        (["select_one q | a | A | | | | |"], "rij 2, kolom type", "lijst “q” staat niet op het blad"),
        (
            ["begin_group | g | G | | | | |", "text | a | A | | | | |"],
            "rij 2, kolom type",
            "nergens gesloten",
        ),
        (
            ["geopoint | i | I | | | | |"],
            "rij 2, kolom type",
            "“i” heeft het type geopoint: aan een bureau is er geen plaatsbepaling",
        ),
        (["text | a | A | /data/z = 1 | | | |"], "rij 2, kolom relevant", "op /data/z staat niets"),
        (["text | a | A ${z} | | | | |"], "rij 2, kolom label", "geen vraag “z”"),
        (["text | a | | | | | |"], "blad survey", "geen label of hint"),
        (["text | a | A | | | | fast |"], "rij 2, kolom bind::fc:depth", "core, standard, deep"),
        (
            ["text | a | A | | | | | f", "text | b | B | | | | | f"],
            "rij 3, kolom bind::fc:fact",
            "komt al uit",
        ),
        (["| a | A | | | | |"], "rij 2, kolom type", "er is geen type ingevuld"),
    ],
)
def test_an_error_in_one_row_is_refused_with_its_place(rows: list[str], place: str, reason: str) -> None:
    found = problems(survey(*rows))
    assert any(
        line.startswith("form.md, blad survey") and place in line and reason in line for line in found
    ), found


def test_all_problems_are_named_at_once_in_order() -> None:
    found = problems(
        survey("text | a | A | ${x} | | | |", "text | b | B | ) | | 1 + | |"),
        table("choices", "list_name | name | label", "l | a | A", "l | a | B"),
        table("signals", "code | when", "S1 | ${nothing} = 1", "S1 | 1 = 1", "S2 |"),
    )
    assert [line.split(": ")[0].removeprefix("form.md, blad ") for line in found] == [
        "survey, rij 2, kolom relevant",
        "survey, rij 3, kolom constraint",
        "survey, rij 3, kolom relevant",
        "choices, rij 3, kolom name",
        "signals, rij 2, kolom when",
        "signals, rij 3, kolom code",
        "signals, rij 4, kolom when",
    ]


def test_rules_are_checked() -> None:
    rules = table(
        "signals",
        "code | when",
        "S1 | ${nothing} = 1",
        "S1 | true()",
        "S2 |",
        "S3 | fc:odd(${a})",
        "S4 | odd(${a})",
        "S5 | /data/z = 1",
        "S6 | fc:state(${a}) = 'refused'",
    )
    found = problems(survey("text | a | A | | | | |"), rules, extra=frozenset(["fc:state"]))
    assert [line.split("signals, ")[1] for line in found] == [
        "rij 2, kolom when: er is geen vraag “nothing”",
        "rij 3, kolom code: “S1” staat al in rij 2",
        "rij 4, kolom when: bij een regel hoort een voorwaarde",
        "rij 5, kolom when: de functie fc:odd() bestaat niet",
        "rij 6, kolom when: de functie odd() bestaat niet",
        "rij 7, kolom when: op /data/z staat niets",
    ]


def test_conditions_that_wait_for_each_other_are_noticed() -> None:
    source = survey(
        "text | a | A | ${b} = 'x' | | | |",
        "text | b | B | ${c} = 'x' | | | |",
        "text | c | C | ${a} = 'x' | | | |",
    )
    checked = check(source.encode(), filename="form.md", texts={})
    assert checked.form is not None
    (noticed,) = (one for one in checked.notices if "wachten op elkaar" in one.reason)
    assert (noticed.sheet, noticed.column, noticed.row) == ("survey", "relevant", 2)
    assert "/data/a (relevant) → /data/b (relevant) → /data/c (relevant) → /data/a" in noticed.reason


def test_a_cycle_is_spelled_out() -> None:
    found = problems(
        survey(
            "text | a | A | ${c} = '1' | | | |",
            "calculate | b | | | ${a} + 1 | | |",
            "calculate | c | | | ${b} + 1 | | |",
        )
    )
    assert len(found) == 1
    assert "blad survey, rij 2, kolom relevant: uitdrukkingen wachten op elkaar" in found[0]
    for link in ("/data/a (relevant)", "/data/b (calculation)", "/data/c (calculation)"):
        assert link in found[0]


def test_a_group_cannot_hang_on_what_is_inside_it() -> None:
    found = problems(
        survey("begin_group | g | G | ${a} = 1 | | | |", "text | a | A | | | | |", "end_group | | | | | | |")
    )
    assert "rij 2, kolom relevant" in found[0]


TEXTS = {
    "pl": {"survey/a/label": "Ile godzin?", "choices/yn/yes/label": "Tak", "signals/S1/label": "Długo"},
    "ro": {"survey/b/label": "Lucrați?"},
}
FORM = (
    survey(
        "integer | a | Hoeveel uur? | | | | core | hours", "select_one yn | b | Werkt u? | ${a} > 0 | | | |"
    ),
    table("choices", "list_name | name | label", "yn | yes | Ja", "yn | no | Nee"),
    table(
        "signals",
        "code | exploitation | domain | weight | when | label | why | source",
        "S1 | x | pay | 2 | ${a} > 48 | Lang | Omdat | L1",
    ),
    table("referrals", "when | to | urgency | label", "fc:signal('S1') | iszw | acute | Naar ISZW"),
)


def test_languages_are_merged_and_fall_back_to_dutch() -> None:
    run = running(*FORM, texts=TEXTS)
    assert run.form.layout.itext.languages == ("nl", "pl", "ro")
    assert (run.node("/data/a").label, run.node("/data/a").translated) == ("Hoeveel uur?", True)
    assert (run.node("/data/a", "pl").label, run.node("/data/a", "pl").translated) == ("Ile godzin?", True)
    assert (run.node("/data/a", "ro").label, run.node("/data/a", "ro").translated) == ("Hoeveel uur?", False)
    run.answer("/data/a", "3")
    choices = [(choice.label, choice.translated) for choice in run.node("/data/b", "pl").choices]
    assert choices == [("Tak", True), ("Nee", False)]
    run.language = "ro"
    assert run.node("/data/b").label == "Lucrați?"
    assert run.node("/data/b", "hu").label == "Werkt u?"
    run.answer("/data/b", "yes")
    assert run.node("/data/b", "hu").value == "yes"


def test_the_dash_of_a_missing_translation_is_never_shown() -> None:
    form = published(*FORM, texts=TEXTS)
    assert "<value>-</value>" in form.xform
    run = FormRun(load(form), now=lambda: NOW)
    run.answer("/data/a", "3")
    for tag in form.languages:
        for reference in run.references():
            node = run.node(reference, tag)
            shown = [node.label, node.hint, node.guidance, *(choice.label for choice in node.choices)]
            assert "-" not in shown


def test_language_columns_of_a_foreign_form() -> None:
    sheet = table(
        "survey",
        "type | name | label::Nederlands (nl) | label::English (en) | hint::English (en)",
        "text | a | Naam | Name | First",
    )
    run = running(sheet, language="en")
    assert (run.node("/data/a").label, run.node("/data/a").hint) == ("Name", "First")
    assert run.node("/data/a", "nl").label == "Naam"


def test_rules_facts_and_depths_are_published() -> None:
    form = published(*FORM, texts=TEXTS)
    signal = form.signals[0]
    assert (signal.code, signal.when, signal.weight, signal.source) == ("S1", "/data/a > 48", "2", "L1")
    assert signal.label == {"nl": "Lang", "pl": "Długo"}
    assert (form.referrals[0].code, form.referrals[0].to) == ("iszw", "iszw")
    assert form.facts == {"hours": "/data/a"}
    assert form.depths == {"/data/a": "core"}
    run = FormRun(load(form), now=lambda: NOW)
    run.answer("/data/a", "50")
    assert run.evaluate(signal.when) is True
    assert run.evaluate("${a} - 1") == 49
    assert run.evaluate(form.referrals[0].when, functions={"fc:signal": lambda code: code == "S1"}) is True
    with pytest.raises(BadExpression):
        run.evaluate("${z}")


def test_the_survey_still_is_a_plain_xform() -> None:
    form = published(*FORM, texts=TEXTS)
    assert "signals" not in form.xform
    assert 'fc:depth="core"' in form.xform
    assert 'xmlns:fc="' in form.xform


def test_kept_bytes_are_the_form_and_its_digest() -> None:
    form = published(*FORM, texts=TEXTS)
    again = PublishedForm.from_bytes(form.to_bytes())
    assert again == form
    assert again.digest == form.digest == published(*FORM, texts=TEXTS).digest
    assert len(form.digest) == 64


@pytest.mark.parametrize("data", [b"", b"{}", b"[]", b"\xff", b'{"format": 9}', b'{"format": 1, "xform": 3}'])
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(FormRefused):
        PublishedForm.from_bytes(data)


def test_a_tampered_xform_is_refused_not_run() -> None:
    content = json.loads(published(*FORM).to_bytes())
    content["xform"] = content["xform"].replace("<h:html", '<!DOCTYPE x [<!ENTITY y "z">]><h:html', 1)
    with pytest.raises(FormRefused):
        load(PublishedForm.from_bytes(json.dumps(content).encode()))


def test_excel_is_read_as_markdown_is() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (
        ["type", "name", "label", "relevant"],
        ["integer", "a", "A", None],
        [],
        ["text", "b", "B", "${a} >"],
    ):
        sheet.append(row)
    file = io.BytesIO()
    book.save(file)
    with pytest.raises(FormRefused) as refused:
        publish(file.getvalue(), filename="f.xlsx", texts={})
    assert any("f.xlsx, blad survey, rij 4, kolom relevant" in line for line in refused.value.problems)
    sheet["D4"] = "${a} > 1"
    file = io.BytesIO()
    book.save(file)
    run = FormRun(load(publish(file.getvalue(), filename="f.xlsx", texts={})), now=lambda: NOW)
    run.answer("/data/a", "2")
    assert run.node("/data/b").relevant


@pytest.mark.parametrize(
    ("source", "filename"),
    [
        (b"", "a.md"),
        (b"PK\x03\x04rubbish", "a.xlsx"),
        (b"\xff\xfe", "a.md"),
        (b"x", "a.pdf"),
        (b"| choices |", "a.md"),
    ],
)
def test_what_is_no_form_is_refused(source: bytes, filename: str) -> None:
    with pytest.raises(FormRefused) as refused:
        publish(source, filename=filename, texts={})
    assert filename in str(refused.value)


def test_cells_name_every_dutch_text_and_its_place() -> None:
    source = "\n".join(FORM).encode()
    found = {cell.id: (cell.text, cell.sheet, cell.row) for cell in cells(source, "form.md")}
    assert found == {
        "survey/a/label": ("Hoeveel uur?", "survey", 2),
        "survey/b/label": ("Werkt u?", "survey", 3),
        "choices/yn/yes/label": ("Ja", "choices", 2),
        "choices/yn/no/label": ("Nee", "choices", 3),
        "signals/S1/label": ("Lang", "signals", 2),
        "signals/S1/why": ("Omdat", "signals", 2),
        "referrals/iszw/label": ("Naar ISZW", "referrals", 2),
    }


def test_pyxform_is_only_loaded_to_publish() -> None:
    heavy = "[m for m in ('pyxform', 'openpyxl', 'lark') if m in sys.modules]"
    script = f"import sys, fieldcheck.engine; print({heavy})"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert loaded.stdout.strip() == "[]"
