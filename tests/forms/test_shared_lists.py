"""Choices that several forms share: kept once, the same everywhere, and written into what leaves."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldcheck import assets
from fieldcheck.authoring.exchange import export_form
from fieldcheck.domain.errors import FormRefused
from fieldcheck.engine import FormRun, load
from fieldcheck.engine.shared_lists import read_lists, with_lists
from fieldcheck.engine.sheets import read_workbook
from fieldcheck.engine.sheetwriting import to_excel
from fieldcheck.usecases.forms import checked_form, form_named, form_source, published_form, published_from

SHARED = read_lists(assets.shared_lists().read_bytes(), "form.md")
FORMS = assets.form_ids()

FORM = """
| survey |
| | type | name | label{mark} |
| | select_one yes_no | tired | Bent u moe? |
| | select_multiple pay_period | periods | Waarvoor krijgt u geld? |
| | select_one colour | colour | Welke kleur? |

| choices |
| | list_name | name | label{mark} |
| | colour | red | Rood |
| | pay_period | moon | Voor een maan |
"""


def _labels(path: Path | str, question: str, language: str = "nl") -> list[str]:
    from datetime import UTC, datetime

    form = load(published_from(form_named(str(path))))
    run = FormRun(form, now=lambda: datetime(2026, 11, 22, tzinfo=UTC), language=language)
    return [choice.label for choice in run.node(form.reference(question)).choices]


def test_the_shared_lists_have_each_code_once_and_a_label() -> None:
    codes = [(row.get("list_name"), row.get("name")) for row in SHARED.rows]
    assert len(codes) == len(set(codes)) > 100
    assert all(row.get("label") for row in SHARED.rows)
    names = list(dict.fromkeys(name for name, _ in codes))
    assert [name for name, _ in codes] == sorted((name for name, _ in codes), key=names.index)


@pytest.mark.parametrize("form_id", FORMS)
def test_no_form_keeps_a_shared_list_for_itself(form_id: str) -> None:
    path = assets.form_source(form_id)
    own = read_workbook(path.read_bytes(), path.name).get("choices")
    mine = {row.get("list_name") for row in own.rows} if own else set()
    assert mine & {row.get("list_name") for row in SHARED.rows} == set()


def test_the_folder_of_the_lists_is_no_form() -> None:
    assert assets.LISTS not in FORMS
    assert not assets.is_form_id(assets.LISTS)


def test_a_form_takes_what_it_does_not_define_and_keeps_what_it_does(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text(FORM.format(mark=""), encoding="utf-8")
    assert _labels(path, "tired") == ["Ja", "Nee"]
    assert _labels(path, "periods") == ["Voor een maan"]
    assert _labels(path, "colour") == ["Rood"]


def test_a_workbook_takes_them_too_and_its_rows_keep_their_numbers(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    book = read_workbook(FORM.format(mark="::Nederlands (nl)").encode(), "form.md")
    path.write_bytes(to_excel(book))
    assert _labels(path, "tired") == ["Ja", "Nee"]
    again = read_workbook(form_named(str(path)).source, "form.xlsx")
    assert [row.number for row in again["survey"].rows] == [row.number for row in book["survey"].rows]
    assert "label" not in again["choices"].columns


def test_shared_choices_speak_every_language_of_the_form(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    text = FORM.format(mark="").replace("label |", "label | label::Polski (pl) |")
    path.write_text(text.replace("Bent u moe? |", "Bent u moe? | Czy jest Pan zmęczony? |"), encoding="utf-8")
    assert _labels(path, "tired", "pl") == ["Tak", "Nie"]
    assert published_from(form_named(str(path))).languages == ("nl", "pl")


def test_a_list_of_its_own_is_not_told_in_the_words_of_the_shared_one(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    text = FORM.format(mark="").replace("label |", "label | label::Polski (pl) |").replace("moon", "month")
    path.write_text(text.replace("Rood |", "Rood | Czerwony |"), encoding="utf-8")
    assert _labels(path, "tired", "pl") == ["Tak", "Nie"]
    assert _labels(path, "periods", "pl") == ["Voor een maan"]


def test_a_form_with_lists_of_its_own_is_left_as_it_is() -> None:
    book = read_workbook(FORM.replace("select_one yes_no", "text").format(mark="").encode(), "form.md")
    assert with_lists(book, SHARED) is book


@pytest.mark.parametrize("suffix", [".xlsx", ".md"])
def test_what_leaves_needs_no_shared_list(tmp_path: Path, suffix: str) -> None:
    out = tmp_path / f"form{suffix}"
    export_form("intake-park", out)
    whole = read_workbook(out.read_bytes(), out.name)
    assert with_lists(whole, SHARED) is whole
    assert {"yes_no", "kept_by", "certainty"} <= {row.get("list_name") for row in whole["choices"].rows}
    assert any(column.startswith("label::Polski") for column in whole["choices"].columns)
    again = published_from(form_named(str(out)))
    assert again.signals == published_form("intake-park").signals


def test_a_list_that_is_nowhere_is_still_refused(tmp_path: Path) -> None:
    path = tmp_path / "form.md"
    path.write_text(FORM.format(mark="").replace("yes_no", "no_such_list"), encoding="utf-8")
    with pytest.raises(FormRefused) as refused:
        published_from(form_named(str(path)))
    assert any("no_such_list" in line for line in refused.value.problems)


def test_what_is_wrong_with_a_shared_list_is_told_where_that_list_stands(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    lists = tmp_path / "form.md"
    rows = assets.shared_lists().read_text(encoding="utf-8").splitlines()
    # The first line only names the sheet; row 1 is the header.
    number = next(at for at, line in enumerate(rows) if "| yes_no " in line and "| no " in line)
    rows[number] = rows[number].replace("| no ", "| yes")
    lists.write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.setattr(assets, "shared_lists", lambda: lists)
    path = tmp_path / "mine.md"
    own = FORM.format(mark="").replace("| | colour | red | Rood |", "| | colour | red | - |")
    path.write_text(own.replace("label |\n", "label | label::Polski (pl) |\n"), encoding="utf-8")
    with pytest.raises(FormRefused) as refused:
        published_from(form_named(str(path)))
    mine, shared = refused.value.problems
    assert mine.startswith("mine.md, blad choices, rij 2, kolom label: ")
    assert shared.startswith(f"lists/form.md, blad choices, rij {number}, kolom name: ")
    assert f"in rij {number - 1};" in shared
    notices = {(one.file, one.sheet, one.row) for one in checked_form(form_named(str(path))).notices}
    # What is not translated is told apart too: a changed label has no translation any more.
    assert notices == {
        ("mine.md", "settings", 2),
        ("mine.md", "survey", 2),
        ("mine.md", "choices", 2),
        ("lists/form.md", "choices", 2),
    }


def test_a_file_of_lists_that_holds_more_is_refused() -> None:
    with pytest.raises(FormRefused, match="keuzelijsten"):
        read_lists(FORM.format(mark="").encode(), "form.md")


def test_changed_lists_change_the_form(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    changed = tmp_path / "form.md"
    text = assets.shared_lists().read_text(encoding="utf-8")
    changed.write_text(text.replace("Contant in de hand", "In de hand"), encoding="utf-8")
    before = form_source("intake-park")
    monkeypatch.setattr(assets, "shared_lists", lambda: changed)
    after = form_source("intake-park")
    assert before.digest != after.digest
    assert "choices/pay_method/cash/label" in before.texts["pl"]
    assert "choices/pay_method/cash/label" not in after.texts["pl"], "a translation of other words"
