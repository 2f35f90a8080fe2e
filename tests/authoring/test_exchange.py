"""Giving a form out and taking it in again: the same form, whole or not at all."""

from __future__ import annotations

import base64
import io
import json
import re
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pyxform.xls2xform import convert

from fieldcheck import assets
from fieldcheck.authoring.exchange import export_form, import_form
from fieldcheck.authoring.reading import NAMES
from fieldcheck.domain.errors import FormRefused, UserFixable
from fieldcheck.engine import PublishedForm, publish
from fieldcheck.engine.sheets import read_workbook
from fieldcheck.engine.sheetwriting import to_excel, to_markdown
from fieldcheck.engine.tree import parse_xml
from fieldcheck.usecases.forms import form_named, published_form, published_from

FOREIGN = """
| Survey | | | | | | |
| | type | Name | label:English | label:Français | image | relevance |
| | select one yesno | own | Do you own a car? | Avez-vous une voiture ? | car.png | |
| | begin group | cars | Cars | Voitures | | ${own}='y' |
| | int | count | How many? | Combien ? | | |
| | end group | cars | | | | |
| choices | | | | | | |
| | list name | value | label:English | label:Français | weight | |
| | yesno | y | Yes | Oui | 1 | |
| | yesno | n | No | Non | 2.5 | |
| settings | | | | | | |
| | form_title | form_id | default_language | version | | |
| | Cars & vans | Cars 1! | English | 3 | | |
"""
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNgAAAAAgABSK+kcQAAAABJRU5ErkJggg=="
)
"""One black pixel, PNG."""

PLAIN = """
| survey |         |      |          |            |
|        | type    | name | label    | constraint |
|        | integer | age  | Hoe oud? | . >= 0     |
"""


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def written(path: Path, text: str = PLAIN) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def contents(form: PublishedForm, *, renamed: bool = False) -> dict[str, Any]:
    """What is kept of a form; with its languages named by their tags alone where asked.

    A column says “Polski (pl)” for whoever reads it, and in the XForm that is the name of the language.
    """
    found: dict[str, Any] = json.loads(form.to_bytes())
    if renamed:
        for tag, name in NAMES.items():
            found["xform"] = found["xform"].replace(f'lang="{name}"', f'lang="{tag}"')
    return found


@pytest.mark.parametrize("suffix", [".xlsx", ".md"])
def test_out_and_in_again_is_the_same_form_but_for_the_names_of_its_languages(
    tmp_path: Path, suffix: str
) -> None:
    out = tmp_path / f"form{suffix}"
    export_form("intake-park", out)
    before = published_form("intake-park")
    made = import_form(out, wanted="copy")
    after = published_form("copy")
    assert made.languages == before.languages
    assert contents(after, renamed=True) == contents(before)
    again = tmp_path / f"again{suffix}"
    export_form("copy", again)
    assert published_from(form_named(str(again))).to_bytes() == after.to_bytes()


def test_the_workbook_is_one_that_people_can_work_in(tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    export_form("intake-park", out)
    book = openpyxl.load_workbook(out)
    assert book.sheetnames == ["survey", "choices", "settings", "signals", "referrals"]
    survey = book["survey"]
    assert survey.freeze_panes == "A2"
    header = [cell.value for cell in survey[1]]
    languages = published_form("intake-park").languages
    assert len(languages) > 2
    assert {f"label::{NAMES[tag]}" for tag in languages} <= set(header)
    assert survey["A2"].alignment.wrap_text
    assert all(8 <= size.width <= 62 for size in survey.column_dimensions.values())
    cells = [cell for row in survey.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}


@pytest.mark.parametrize("form", ["intake-park", "voorbeeld"])
def test_the_workbook_becomes_an_xform_with_the_tool_of_others(tmp_path: Path, form: str) -> None:
    out = tmp_path / "form.xlsx"
    export_form(form, out)
    warnings: list[str] = []
    made = convert(io.BytesIO(out.read_bytes()), file_type=".xlsx", validate=False, warnings=warnings)
    # Guidance is for the officer: it is in Dutch and English, and the tool tells so of every other language.
    # Its list of languages knows no scripts, so the tag of simplified Chinese (BCP 47) is news to it.
    told = [line for one in warnings for line in one.splitlines()]
    known = ("is missing the survey guidance_hint column.", "machine-readable codes: 简体中文 (zh-Hans).")
    assert [line for line in told if not any(part in line for part in known)] == []
    itext = parse_xml(made.xform).element("html")
    assert itext is not None
    spoken = {node.attribute("lang") for node in itext.descendants() if node.name == "translation"}
    assert spoken >= {"Nederlands (nl)", "Polski (pl)"}
    assert len([node for node in itext.descendants() if node.name == "bind"]) > 15


def test_cells_survive_lines_bars_codes_and_what_looks_like_a_formula() -> None:
    source = to_markdown(read_workbook(PLAIN.encode(), "a.md"))
    book = openpyxl.Workbook()
    survey = book.active
    assert survey is not None
    survey.title = "survey"
    survey.append(["type", "name", "label", "hint", "constraint"])
    survey.append(["text", "q", "Een\nTwee", "a | b", r"regex(., '^(a\|b)\d+$')"])
    survey.append(["note", "n", "=1+1", "0012", ""])
    survey["C3"].data_type = "s"
    kept = io.BytesIO()
    book.save(kept)
    sheets = read_workbook(kept.getvalue(), "a.xlsx")
    assert sheets["survey"].rows[0].get("label") == "Een\nTwee"
    assert sheets["survey"].rows[1].get("label") == "=1+1"
    assert read_workbook(to_markdown(sheets).encode(), "a.md") == sheets
    assert read_workbook(to_excel(sheets), "a.xlsx") == sheets
    assert read_workbook(source.encode(), "a.md") == read_workbook(PLAIN.encode(), "a.md")


def test_a_form_of_others_keeps_its_languages_and_gets_an_id(tmp_path: Path, home: Path) -> None:
    path = written(tmp_path / "Plates 2026.md", PLAIN.replace("label", "label::English (en)"))
    made = import_form(path)
    assert made.form_id == "plates-2026"
    assert made.place == home / "forms" / "plates-2026" / "form.md"
    assert "label::English (en)" in made.place.read_text(encoding="utf-8")
    assert published_form("plates-2026").form_id == "plates-2026"
    assert sorted(path.name for path in (home / "forms").iterdir()) == ["plates-2026"]


def test_a_form_in_the_manner_of_another_tool_comes_in_with_its_picture_and_goes_out_again(
    tmp_path: Path,
) -> None:
    path = written(tmp_path / "in" / "cars.md", FOREIGN)
    (path.parent / "car.png").write_bytes(PICTURE)
    (path.parent / "holiday.png").write_bytes(PICTURE)
    made = import_form(path)
    assert (made.form_id, made.languages, made.files) == ("cars-1", ("en", "fr"), ("car.png",))
    assert (made.place.parent / "media" / "car.png").read_bytes() == PICTURE
    form = published_form("cars-1")
    assert form.form_id == "Cars 1!"
    assert form.file("car.png") == PICTURE
    targets = export_form("cars-1", tmp_path / "out" / "cars.xlsx")
    assert [path.name for path in targets] == ["cars.xlsx", "cars-media"]
    assert published_from(form_named(str(targets[0]))).to_bytes() == form.to_bytes()
    with pytest.raises(UserFixable, match="is er al"):
        export_form("cars-1", tmp_path / "out" / "cars.xlsx")


def test_the_same_form_as_another_kind_shares_its_media_but_other_media_stay(tmp_path: Path) -> None:
    path = written(tmp_path / "in" / "cars.md", FOREIGN)
    (path.parent / "car.png").write_bytes(PICTURE)
    out, media = tmp_path / "out", tmp_path / "out" / "cars-media"
    export_form(str(path), out / "cars.xlsx")
    targets = export_form(str(path), out / "cars.xml")
    assert [target.name for target in targets] == ["cars.xml", "cars-media"]
    assert (media / "car.png").read_bytes() == PICTURE
    (media / "lorry.png").write_bytes(PICTURE)
    with pytest.raises(UserFixable, match="cars-media is er al"):
        export_form(str(path), out / "cars.md")
    (media / "lorry.png").unlink()
    (media / "car.png").write_bytes(b"somebody else's")
    with pytest.raises(UserFixable, match="cars-media is er al"):
        export_form(str(path), out / "cars.md")
    assert (media / "car.png").read_bytes() == b"somebody else's"
    assert not (out / "cars.md").exists()
    export_form(str(path), out / "cars.md", replacing=True)
    assert (media / "car.png").read_bytes() == PICTURE


def test_sheets_that_mean_nothing_stay_behind(tmp_path: Path) -> None:
    made = import_form(written(tmp_path / "a.md", f"{PLAIN}| notes | |\n| | remark |\n| | for us |\n"))
    assert made.dropped == ("notes",)
    assert "for us" not in made.place.read_text(encoding="utf-8")


def test_a_name_that_is_taken_is_kept_unless_it_may_be_replaced(tmp_path: Path) -> None:
    first = import_form(written(tmp_path / "a.md"))
    (first.place.parent / "left-over.txt").write_text("x")
    changed = written(tmp_path / "a.md", PLAIN.replace("Hoe oud?", "Welke leeftijd?"))
    with pytest.raises(UserFixable, match="Er is al"):
        import_form(changed)
    assert "Hoe oud?" in first.place.read_text(encoding="utf-8")
    import_form(changed, replacing=True)
    assert "Welke leeftijd?" in first.place.read_text(encoding="utf-8")
    assert [path.name for path in first.place.parent.iterdir()] == ["form.md"]


def test_a_form_of_the_program_is_only_replaced_on_purpose_and_never_touched(tmp_path: Path) -> None:
    packed = assets.folder("forms") / "intake-park" / "form.md"
    before = packed.read_bytes()
    with pytest.raises(UserFixable, match="Er is al"):
        import_form(written(tmp_path / "a.md"), wanted="intake-park")
    made = import_form(written(tmp_path / "a.md"), wanted="intake-park", replacing=True)
    assert assets.form_source("intake-park") == made.place != packed
    assert packed.read_bytes() == before
    assert assets.form_ids().count("intake-park") == 1


@pytest.mark.parametrize("name", ["../x", "A b", "", ".hidden", "x/y"])
def test_a_name_cannot_lead_elsewhere(tmp_path: Path, home: Path, name: str) -> None:
    path = written(tmp_path / ("!.md" if not name else "a.md"))
    with pytest.raises(UserFixable, match="naam"):
        import_form(path, wanted=name)
    assert not home.exists()


def test_what_check_refuses_leaves_nothing_behind(tmp_path: Path, home: Path) -> None:
    with pytest.raises(FormRefused) as refused:
        import_form(written(tmp_path / "a.md", PLAIN.replace(". >= 0", ". >= ${nobody}")))
    assert re.search(r"a\.md.*survey.*2.*constraint", refused.value.problems[0])
    assert not home.exists()


def test_a_disk_that_refuses_half_way_leaves_the_old_form(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = import_form(written(tmp_path / "a.md"))
    before = first.place.read_bytes()
    real = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(28, "No space left on device")
        return real(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(OSError, match="No space"):
        import_form(written(tmp_path / "a.md", PLAIN.replace("oud", "jong")), replacing=True)
    assert first.place.read_bytes() == before
    assert [path.name for path in (home / "forms").iterdir()] == ["a"]


def test_an_export_overwrites_nothing_unasked(tmp_path: Path) -> None:
    out = tmp_path / "form.xlsx"
    out.write_text("my own work")
    with pytest.raises(UserFixable, match="is er al"):
        export_form("intake-park", out)
    assert out.read_text() == "my own work"
    export_form("intake-park", out, replacing=True)
    assert out.read_bytes()[:2] == b"PK"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_an_xform_is_the_published_one_and_other_files_are_refused(tmp_path: Path) -> None:
    export_form("intake-park", tmp_path / "form.xml")
    assert (tmp_path / "form.xml").read_text(encoding="utf-8") == published_form("intake-park").xform
    with pytest.raises(UserFixable, match=r"form\.docx"):
        export_form("intake-park", tmp_path / "form.docx")


def test_a_form_with_an_error_can_be_given_out_to_be_mended_but_not_as_an_xform(tmp_path: Path) -> None:
    broken = written(tmp_path / "a.md", PLAIN.replace(". >= 0", ". >= ${nobody}"))
    export_form(str(broken), tmp_path / "a.xlsx")
    with pytest.raises(FormRefused):
        publish((tmp_path / "a.xlsx").read_bytes(), filename="a.xlsx", texts={})
    with pytest.raises(FormRefused):
        export_form(str(broken), tmp_path / "a.xml")
    assert not (tmp_path / "a.xml").exists()


def test_files_beside_a_form_come_along_and_no_others(tmp_path: Path) -> None:
    source = tmp_path / "in"
    (source / "cars-media").mkdir(parents=True)
    (source / "cars-media" / "lorry.png").write_bytes(PICTURE)
    (source / "wages.csv").write_text("somebody else's")
    (source / "towns.csv").write_text("name,label\ndrum,Drumveen\n")
    path = written(source / "cars.md", FOREIGN.replace("| int |", "| select_one_from_file towns.csv |"))
    assert sorted(form_named(str(path)).files) == ["lorry.png", "towns.csv"]
