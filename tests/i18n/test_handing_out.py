"""A language to its translator and back: as a workbook and as .po files, whole or not at all."""

import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from fieldcheck import assets, catalogues
from fieldcheck.catalogues import handing_out, sheet, taking_in
from fieldcheck.domain.errors import UserFixable
from fieldcheck.i18n import commands
from fieldcheck.i18n.upkeep import Entry, read

ENTRIES = (
    Entry("Werkt u?", context="survey/work/label", notes=("Uitleg",)),
    Entry("Nog {n} vraag", plural="Nog {n} vragen"),
    Entry("**Let op** {name}"),
    Entry("=SOM(A1)"),
)


@pytest.fixture
def translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with one small Polish and one English catalogue, both untranslated."""
    home = tmp_path / "translations"
    home.mkdir()

    def work(forms: object, tags: tuple[str, ...] = ("en", "pl")) -> list[commands.Work]:
        return [commands.Work(home / tag / "screens.po", tag, "screens", ENTRIES) for tag in tags]

    monkeypatch.setattr(commands, "work", work)
    for module in (catalogues, handing_out, taking_in):
        monkeypatch.setattr(module, "form_cells", dict)
    for one in work(None):
        from fieldcheck.i18n.upkeep import update

        update(one.path, one.tag, one.entries)
    monkeypatch.setattr(assets, "folder", lambda name: home)
    return home


def _filled(
    path: Path, answers: dict[str, str], change: Callable[[openpyxl.Workbook], None] | None = None
) -> Path:
    book = openpyxl.load_workbook(path)
    for row in book[sheet.SHEET].iter_rows(min_row=2):
        form = row[sheet.ID].value[-5:] if row[sheet.ID].value.endswith("]") else ""
        key = f"{row[sheet.DUTCH].value}{form}"
        if key in answers:
            row[sheet.TRANSLATION].value = answers[key]
            if answers[key].startswith("="):
                row[sheet.TRANSLATION].data_type = "s"
    if change:
        change(book)
    book.save(path)
    return path


GOOD = {
    "Werkt u?": "Czy Pan/Pani pracuje?",
    "Nog {n} vraag[1/3]": "{n} pytanie",
    "Nog {n} vragen[2/3]": "{n} pytania",
    "Nog {n} vragen[3/3]": "{n} pytań",
    "**Let op** {name}": "**Uwaga** {name}",
    "=SOM(A1)": "=SUMA(A1)",
}


@pytest.fixture
def handed_out(translations: Path, tmp_path: Path) -> Path:
    return handing_out.export("pl", tmp_path / "pl.xlsx")


def test_there_and_back(translations: Path, handed_out: Path) -> None:
    assert taking_in.take_in(_filled(handed_out, GOOD)) == ("pl/screens",)
    kept = read((translations / "pl" / "screens.po").read_bytes(), "pl")
    assert kept.get("Werkt u?", "survey/work/label").string == "Czy Pan/Pani pracuje?"
    assert kept["Nog {n} vraag"].string == ("{n} pytanie", "{n} pytania", "{n} pytań")
    assert kept["=SOM(A1)"].string == "=SUMA(A1)"
    assert taking_in.take_in(handed_out) == ()


def test_a_workbook_runs_nothing(handed_out: Path) -> None:
    book = openpyxl.load_workbook(handed_out)
    page = book[sheet.SHEET]
    assert not [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == "f"]
    dutch = next(
        row[sheet.DUTCH] for row in page.iter_rows(min_row=2) if row[sheet.DUTCH].value == "=SOM(A1)"
    )
    assert dutch.quotePrefix


def test_the_rows_may_come_back_in_any_order(translations: Path, handed_out: Path) -> None:
    def turn(book: openpyxl.Workbook) -> None:
        page = book[sheet.SHEET]
        rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
        for place, row in enumerate(reversed(rows), start=2):
            for column, value in enumerate(row, start=1):
                cell = page.cell(place, column)
                cell.value = value
                if value is not None:
                    cell.data_type = "s"

    assert taking_in.take_in(_filled(handed_out, GOOD, turn)) == ("pl/screens",)


@pytest.mark.parametrize(
    ("dutch", "answer", "why"),
    [
        ("**Let op** {name}", "**Uwaga** {nazwa}", "its fields differ"),
        ("**Let op** {name}", "Uwaga {name}", "its marks or line ends differ"),
        ("Nog {n} vragen[3/3]", "pytań {m}", "its fields differ"),
    ],
)
def test_each_refused_cell_is_named_and_nothing_is_kept(
    translations: Path, handed_out: Path, dutch: str, answer: str, why: str
) -> None:
    before = (translations / "pl" / "screens.po").read_bytes()
    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(_filled(handed_out, GOOD | {dutch: answer}))
    notes = refused.value.__notes__
    assert [note for note in notes if why in note and f"{sheet.SHEET}!D" in note], notes
    assert (translations / "pl" / "screens.po").read_bytes() == before
    assert not list(translations.rglob("*.po.*"))


def test_half_a_plural_is_refused(translations: Path, handed_out: Path) -> None:
    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(_filled(handed_out, {"Nog {n} vraag[1/3]": "{n} pytanie"}))
    assert "a plural form is missing" in refused.value.__notes__[0]


def test_moved_columns_are_refused(handed_out: Path) -> None:
    def move(book: openpyxl.Workbook) -> None:
        book[sheet.SHEET].delete_cols(sheet.ENGLISH + 1)

    with pytest.raises(UserFixable, match=r"cel C1"):
        taking_in.take_in(_filled(handed_out, GOOD, move))


def test_a_formula_is_refused(handed_out: Path) -> None:
    def calculate(book: openpyxl.Workbook) -> None:
        book[sheet.SHEET].cell(2, sheet.TRANSLATION + 1).value = '=HYPERLINK("https://example.org")'

    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(_filled(handed_out, {}, calculate))
    assert "formula" in refused.value.__notes__[0]


def test_a_text_whose_dutch_changed_is_refused(
    handed_out: Path, monkeypatch: pytest.MonkeyPatch, translations: Path
) -> None:
    changed = (Entry("Werkt u nu?", context="survey/work/label"), *ENTRIES[1:])
    place = translations / "pl" / "screens.po"
    monkeypatch.setattr(
        commands, "work", lambda forms, tags: [commands.Work(place, "pl", "screens", changed)]
    )
    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(_filled(handed_out, GOOD))
    assert "its Dutch changed" in refused.value.__notes__[0]


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no", b"id;Nederlands"])
def test_what_is_no_workbook_is_refused(translations: Path, tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    with pytest.raises(UserFixable, match=r"x\.xlsx"):
        taking_in.take_in(path)


def test_a_workbook_that_unpacks_without_end_is_refused(translations: Path, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (taking_in.LARGEST + 1))
    with pytest.raises(UserFixable, match="te groot"):
        taking_in.take_in(path)


def test_po_files_there_and_back(translations: Path, tmp_path: Path) -> None:
    out = handing_out.export("pl", tmp_path / "out")
    path = out / "pl" / "screens.po"
    assert path.is_file()
    path.write_text(
        path.read_text("utf-8").replace(
            'msgid "**Let op** {name}"\nmsgstr ""', 'msgid "**Let op** {name}"\nmsgstr "**Uwaga** {name}"'
        ),
        "utf-8",
    )
    assert taking_in.take_in(path) == ("pl/screens",)
    elsewhere = tmp_path / "antwoord.po"
    shutil.copyfile(path, elsewhere)
    with pytest.raises(UserFixable, match="antwoord"):
        taking_in.take_in(elsewhere)
    assert taking_in.take_in(elsewhere, into="pl/screens") == ()


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("nplurals=3", "nplurals=2", "meervoudsvormen"),
        ("charset=utf-8", "charset=iso-8859-2", "UTF-8"),
        ('msgstr "**Uwaga** {name}"', 'msgstr "**Uwaga** {nazwa}"', "its fields differ"),
    ],
)
def test_a_broken_po_file_is_refused(
    translations: Path, tmp_path: Path, old: str, new: str, reason: str
) -> None:
    path = handing_out.export("pl", tmp_path / "out") / "pl" / "screens.po"
    text = path.read_text("utf-8").replace(
        'msgid "**Let op** {name}"\nmsgstr ""', 'msgid "**Let op** {name}"\nmsgstr "**Uwaga** {name}"'
    )
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    before = (translations / "pl" / "screens.po").read_bytes()
    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(path)
    assert reason in "\n".join([str(refused.value), *getattr(refused.value, "__notes__", ())])
    assert (translations / "pl" / "screens.po").read_bytes() == before


def test_a_po_file_in_other_bytes_names_the_line(translations: Path, tmp_path: Path) -> None:
    path = handing_out.export("pl", tmp_path / "out") / "pl" / "screens.po"
    lines = path.read_bytes().splitlines(keepends=True)
    path.write_bytes(b"".join([*lines, "# pytań\n".encode("iso-8859-2")]))
    with pytest.raises(UserFixable, match=rf"regel {len(lines) + 1}\b"):
        taking_in.take_in(path)


def test_nothing_is_overwritten_unasked(handed_out: Path) -> None:
    before = handed_out.read_bytes()
    with pytest.raises(UserFixable, match=r"is er al"):
        handing_out.export("pl", handed_out)
    assert handed_out.read_bytes() == before
    assert handing_out.export("pl", handed_out, replacing=True) == handed_out


def test_an_unknown_language_has_nothing_to_hand_out(tmp_path: Path) -> None:
    for tag in ("nl", "xx", "../pl"):
        with pytest.raises(UserFixable, match="geen vertalingen"):
            handing_out.export(tag, tmp_path / "x.xlsx")
    assert not list(tmp_path.iterdir())
