"""``fieldcheck forms``: what each command prints, and the exit code it ends with."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fieldcheck import assets
from fieldcheck.__main__ import main
from fieldcheck.i18n.commands import TRANSLATED


@pytest.fixture(autouse=True)
def _home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FIELDCHECK_LANGUAGE", "nl")


def forms(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["forms", *map(str, arguments)])


def broken(folder: Path) -> Path:
    text = assets.example_form().read_text(encoding="utf-8")
    path = folder / "broken.md"
    path.write_text(text.replace("${consent} = 'yes'", "${consnt} = 'yes'", 1), encoding="utf-8")
    return path


def test_a_form_without_errors_ends_with_nought_and_its_digest() -> None:
    result = forms("check", "intake-park")
    assert result.exit_code == 0, result.output
    assert result.output.splitlines()[-1].startswith("0 fouten")


def test_guidance_and_signals_are_not_missed_in_languages_of_the_person_opposite() -> None:
    untranslated = [line for line in forms("check", "intake-park").output.splitlines() if "vertaling" in line]
    assert [line for line in untranslated if "guidance_hint" in line or "blad signals" in line] == []


def test_each_error_is_told_with_file_sheet_row_and_column(tmp_path: Path) -> None:
    result = forms("check", broken(tmp_path))
    assert result.exit_code == 1
    first = result.output.splitlines()[0]
    assert first.startswith("broken.md, blad survey, rij 5, kolom relevant: ")
    assert "consnt" in first
    assert result.output.splitlines()[-1].startswith("1 fout,")


def test_what_is_no_form_is_told_plainly(tmp_path: Path) -> None:
    (tmp_path / "letter.md").write_text("Dear all")
    (tmp_path / "letter.docx").write_text("Dear all")
    for named in ("no-such-form", tmp_path / "gone.xlsx", tmp_path / "letter.md", tmp_path / "letter.docx"):
        result = forms("check", named)
        assert result.exit_code == 2, named
        assert "Traceback" not in result.output
        assert Path(str(named)).name in result.output


def test_the_list_tells_languages_and_digests_and_does_not_hide_a_broken_form(tmp_path: Path) -> None:
    folder = tmp_path / "home" / "forms" / "half"
    folder.mkdir(parents=True)
    broken(tmp_path).rename(folder / "form.md")
    result = forms("list")
    assert result.exit_code == 0
    assert "half heeft fouten" in result.output
    block = result.output[result.output.index("intake-park") :].splitlines()
    assert "vragen" in block[1]
    table = [line.split() for line in block[3:21]]
    assert table[0] == ["taal", "vragen", "teksten", "vertaald", "concept", "goedgekeurd", "verouderd"]
    by_tag = {tag: [int(n) for n in numbers] for tag, *numbers in table[1:]}
    assert set(by_tag) == {"nl", *TRANSLATED}
    questions = int(block[1].split()[0])
    assert by_tag["nl"][0] == by_tag["en"][0] == questions
    for tag, (asked, texts, translated, draft, approved, stale) in by_tag.items():
        assert asked <= questions
        assert draft + approved == (0 if tag == "nl" else translated)
        assert translated + stale <= texts
    digest = block[2].strip()
    assert len(digest) == 12
    assert forms("check", "intake-park").output.splitlines()[-1].endswith(f"{digest}.")


def test_out_and_in_and_read(tmp_path: Path) -> None:
    book = tmp_path / "mine.xlsx"
    assert forms("export", "voorbeeld", "--out", book).output.strip() == str(book)
    assert forms("export", "voorbeeld", "--out", book).exit_code == 2
    taken = forms("import", book, "--as", "mine")
    assert taken.exit_code == 0, taken.output
    assert str(tmp_path / "home" / "forms" / "mine" / "form.md") in taken.output
    assert forms("import", book, "--as", "mine").exit_code == 2
    read = forms("preview", "mine", "--language", "pl", "--depth", "core")
    assert read.exit_code == 0, read.output
    assert "Czy chce Pan/Pani porozmawiać z nami" in read.output
    assert forms("preview", "mine", "--language", "xx").exit_code == 2


def test_a_broken_form_is_not_taken_in(tmp_path: Path) -> None:
    result = forms("import", broken(tmp_path))
    assert result.exit_code == 2
    assert "row 5" in result.output or "rij 5" in result.output
    assert not (tmp_path / "home").exists()
