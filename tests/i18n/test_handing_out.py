"""A language to its translator and back: as a workbook and as .po files, whole or not at all."""

import shutil
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest

from fieldcheck import assets, catalogues
from fieldcheck.catalogues import handing_out, sheet, taking_in
from fieldcheck.domain.errors import UserFixable
from fieldcheck.i18n import commands
from fieldcheck.i18n.glossary import update_glossary
from fieldcheck.i18n.upkeep import Entry, read, update

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
    (home / "glossary.toml").write_text('[[term]]\ndutch = "loon"\nwords = ["loon"]\n', "utf-8")

    def work(forms: object, tags: tuple[str, ...] = ("en", "pl")) -> list[commands.Work]:
        return [commands.Work(home / tag / "screens.po", tag, "screens", ENTRIES) for tag in tags]

    monkeypatch.setattr(commands, "work", work)
    for module in (catalogues, handing_out, taking_in):
        monkeypatch.setattr(module, "form_cells", dict)
    for one in work(None):
        update(one.path, one.tag, one.entries)
    monkeypatch.setattr(assets, "folder", lambda name: home)
    for tag in ("en", "pl"):
        update_glossary(home, tag)
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


def _set_state(state: str) -> Callable[[openpyxl.Workbook], None]:
    def change(book: openpyxl.Workbook) -> None:
        for row in book[sheet.SHEET].iter_rows(min_row=2):
            if row[sheet.STATE].value == sheet.STALE:
                row[sheet.STATE].value = state or None

    return change


def test_a_stale_text_stays_stale_until_somebody_looked_at_it(
    translations: Path, handed_out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taking_in.take_in(_filled(handed_out, GOOD))
    place = translations / "pl" / "screens.po"
    changed = (Entry("Werkt u **nu**?", context="survey/work/label"), *ENTRIES[1:])
    one = commands.Work(place, "pl", "screens", changed)
    monkeypatch.setattr(commands, "work", lambda forms, tags: [one] if "pl" in tags else [])
    update(place, "pl", changed)
    before = place.read_bytes()
    assert b"fuzzy" in before
    again = handing_out.export("pl", tmp_path / "again.xlsx")
    assert taking_in.take_in(again) == ()
    assert place.read_bytes() == before
    mended = _filled(again, {"Werkt u **nu**?": "Czy **teraz** Pan pracuje?"})
    assert taking_in.take_in(mended) == ("pl/screens",)
    assert b"fuzzy" not in place.read_bytes()
    place.write_bytes(before.replace(b"Czy Pan/Pani pracuje?", b"Czy **teraz**?"))
    good = handing_out.export("pl", tmp_path / "good.xlsx")
    assert taking_in.take_in(_filled(good, {}, _set_state(""))) == ("pl/screens",)
    assert b"fuzzy" not in place.read_bytes()


def _one_row_down(book: openpyxl.Workbook, rows: int) -> None:
    page = book[sheet.SHEET]
    said = [row for row in page.iter_rows(min_row=2) if "[" not in row[sheet.ID].value][:rows]
    texts = [row[sheet.TRANSLATION].value for row in said]
    for row, text in zip(said, texts[-1:] + texts[:-1], strict=True):
        row[sheet.TRANSLATION].value = text


def test_a_column_that_slipped_is_refused_and_two_that_are_swapped_are_not(
    translations: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = translations / "pl" / "screens.po"
    entries = tuple(Entry(f"Vraag {name}") for name in "abcd")
    one = commands.Work(place, "pl", "screens", entries)
    monkeypatch.setattr(commands, "work", lambda forms, tags: [one] if "pl" in tags else [])
    update(place, "pl", entries)
    page = handing_out.export("pl", tmp_path / "pl.xlsx")
    taking_in.take_in(_filled(page, {f"Vraag {name}": f"Pytanie {name}" for name in "abcd"}))
    before = place.read_bytes()
    slipped = handing_out.export("pl", tmp_path / "slipped.xlsx")
    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(_filled(slipped, {}, lambda book: _one_row_down(book, 4)))
    assert len([note for note in refused.value.__notes__ if "vertaling van een andere rij" in note]) == 4
    assert place.read_bytes() == before
    swapped = handing_out.export("pl", tmp_path / "swapped.xlsx")
    assert taking_in.take_in(_filled(swapped, {}, lambda book: _one_row_down(book, 2))) == ("pl/screens",)


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
        ("**Let op** {name}", "**Uwaga** {nazwa}", "de velden zijn anders"),
        ("**Let op** {name}", "Uwaga {name}", "de opmaak of de regeleinden zijn anders"),
        ("Nog {n} vragen[3/3]", "pytań {m}", "de velden zijn anders"),
        ("Nog {n} vragen[3/3]", "pytań", "de velden zijn anders"),
        ("Nog {n} vragen[2/3]", "{n} pytania {n", "de velden zijn anders"),
        ("Werkt u?", "Czy \u202epracuje?", "onzichtbaar teken"),
        ("Werkt u?", "Czy\u200f pracuje?", "onzichtbaar teken"),
        ("Werkt u?", "Czy\tpracuje?", "onzichtbaar teken"),
        ("Werkt u?", " Czy pracuje?", "de spaties eromheen"),
        ("Werkt u?", "Czy pracuje? " * 2000 + "a", "veel langer dan het Nederlands"),
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
    cells = {cell: name for name, cell in _cells(handed_out).items()}
    for note, form in zip(refused.value.__notes__, ("[2/3]", "[3/3]"), strict=True):
        place, _, why = note.partition(": ")
        assert why == "er ontbreekt een meervoudsvorm"
        assert cells[place].endswith(form), note


def test_the_cell_of_the_form_itself_is_named(translations: Path, handed_out: Path) -> None:
    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(_filled(handed_out, GOOD | {"Nog {n} vragen[2/3]": "pytania"}))
    (note,) = refused.value.__notes__
    cells = {cell: name for name, cell in _cells(handed_out).items()}
    assert cells[note.partition(": ")[0]].endswith("[2/3]")


def test_a_row_that_is_gone_is_told(translations: Path, handed_out: Path) -> None:
    def remove(book: openpyxl.Workbook) -> None:
        page = book[sheet.SHEET]
        ids = [page.cell(row, 1).value for row in range(1, page.max_row + 1)]
        page.delete_rows(next(row for row, name in enumerate(ids, 1) if str(name).endswith("[3/3]")))

    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(_filled(handed_out, GOOD, remove))
    assert refused.value.__notes__[0].endswith("er ontbreekt een meervoudsvorm (de rij is weg: vorm 3)")


def _cells(path: Path) -> dict[str, str]:
    """The place of the translation of each row, as an error names it, by the id of the row."""
    page = openpyxl.load_workbook(path)[sheet.SHEET]
    return {
        str(row[sheet.ID].value): f"{path.name}, {sheet.SHEET}!{row[sheet.TRANSLATION].coordinate}"
        for row in page.iter_rows(min_row=2)
    }


def test_moved_columns_are_refused(handed_out: Path) -> None:
    def move(book: openpyxl.Workbook) -> None:
        book[sheet.SHEET].delete_cols(sheet.ENGLISH + 1)

    with pytest.raises(UserFixable, match=r"cel C1"):
        taking_in.take_in(_filled(handed_out, GOOD, move))


def test_what_was_mended_here_meanwhile_is_kept(translations: Path, tmp_path: Path) -> None:
    first = handing_out.export("pl", tmp_path / "first.xlsx")
    taking_in.take_in(_filled(first, GOOD))
    away = handing_out.export("pl", tmp_path / "away.xlsx")
    here = handing_out.export("pl", tmp_path / "here.xlsx")
    assert taking_in.take_in(_filled(here, {"Werkt u?": "Czy ma Pan/Pani pracę?"})) == ("pl/screens",)
    mended = translations / "pl" / "screens.po"
    # Who only looked at that row does not undo it, and what he did change is taken.
    assert taking_in.take_in(_filled(away, {"=SOM(A1)": "=SUMA(B2)"})) == ("pl/screens",)
    text = mended.read_text("utf-8")
    assert "Czy ma Pan/Pani pracę?" in text
    assert "=SUMA(B2)" in text
    before = mended.read_bytes()
    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(_filled(away, {"Werkt u?": "Czy Pan pracuje?"}))
    (note,) = refused.value.__notes__
    assert "sinds de uitgifte ook hier gewijzigd, in: 'Czy ma Pan/Pani pracę?'" in note
    assert mended.read_bytes() == before
    assert taking_in.take_in(_filled(away, {"Werkt u?": "Czy ma Pan/Pani pracę?"})) == ()


def test_a_workbook_that_forgot_how_it_was_handed_out_is_taken_whole(
    translations: Path, handed_out: Path
) -> None:
    def forget(book: openpyxl.Workbook) -> None:
        book.remove(book[sheet.WAS])

    assert taking_in.take_in(_filled(handed_out, GOOD, forget)) == ("pl/screens",)


@pytest.mark.parametrize("column", [sheet.DUTCH, sheet.ENGLISH])
def test_columns_that_moved_under_their_heads_are_refused(
    translations: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, column: int
) -> None:
    entries = tuple(Entry(f"Is vraag {name} goed?") for name in "abc")
    work = [commands.Work(translations / tag / "screens.po", tag, "screens", entries) for tag in ("en", "pl")]
    monkeypatch.setattr(commands, "work", lambda forms, tags: [one for one in work if one.tag in tags])
    for one in work:
        update(one.path, one.tag, entries)
    english = handing_out.export("en", tmp_path / "en.xlsx")
    taking_in.take_in(_filled(english, {entry.text: f"Is it {entry.text[9]} well?" for entry in entries}))
    before = _bytes(translations)

    def swap(book: openpyxl.Workbook, rows: int) -> None:
        for row in book[sheet.SHEET].iter_rows(min_row=2, max_row=rows + 1):
            row[sheet.TRANSLATION].value = row[column].value
            if column == sheet.ENGLISH:
                row[column].value = "Pytanie"

    page = handing_out.export("pl", tmp_path / "pl.xlsx")
    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(_filled(page, {}, lambda book: swap(book, 3)))
    places = [f"pl.xlsx, vertaling!D{row}: dit is de tekst van een andere kolom" for row in (2, 3, 4)]
    assert refused.value.__notes__ == places
    assert _bytes(translations) == before
    again = handing_out.export("pl", tmp_path / "again.xlsx")
    assert taking_in.take_in(_filled(again, {}, lambda book: swap(book, 2))) == ("pl/screens",)


@pytest.mark.parametrize(
    "value", ['=HYPERLINK("https://example.org")', date(2026, 1, 2), 1.5, True, "#REF!", "=1+1"]
)
def test_what_is_no_text_is_refused(translations: Path, handed_out: Path, value: object) -> None:
    def put(book: openpyxl.Workbook) -> None:
        book[sheet.SHEET].cell(2, sheet.TRANSLATION + 1).value = value

    before = _bytes(translations)
    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(_filled(handed_out, {}, put))
    assert "!D2: dit is een formule, een datum of een ander getal" in refused.value.__notes__[0]
    assert _bytes(translations) == before


def _bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def _shift_one_column(book: openpyxl.Workbook) -> None:
    """What happens to who sorts one column and not the others."""
    page = book[sheet.SHEET]
    names = [page.cell(row, 1).value for row in range(2, page.max_row + 1)]
    for row, name in enumerate(names[1:] + names[:1], start=2):
        page.cell(row, 1).value = name


def _other_language(book: openpyxl.Workbook) -> None:
    book[sheet.ABOUT]["B1"].value = "en"


def _twice(book: openpyxl.Workbook) -> None:
    page = book[sheet.SHEET]
    page.append([cell.value for cell in page[2]])


def _renamed(book: openpyxl.Workbook) -> None:
    book[sheet.SHEET].cell(2, 1).value = "screens:text:0000000000"


def _far_cell(book: openpyxl.Workbook) -> None:
    book[sheet.SHEET]["XFD1048576"].value = "x"


def _no_rows(book: openpyxl.Workbook) -> None:
    book[sheet.SHEET].delete_rows(1, 100)


def _no_sheet(book: openpyxl.Workbook) -> None:
    book.remove(book[sheet.ABOUT])


def _chart(book: openpyxl.Workbook) -> None:
    book.remove(book[sheet.SHEET])
    book.create_chartsheet(sheet.SHEET)


@pytest.mark.parametrize(
    "harm", [_shift_one_column, _other_language, _twice, _renamed, _far_cell, _no_rows, _no_sheet, _chart]
)
def test_a_damaged_workbook_changes_nothing(
    translations: Path, handed_out: Path, harm: Callable[[openpyxl.Workbook], None]
) -> None:
    before = _bytes(translations)
    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(_filled(handed_out, GOOD, harm))
    assert handed_out.name in "".join([str(refused.value), *getattr(refused.value, "__notes__", ())])
    assert _bytes(translations) == before


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "[Content_Types].xml"])
@pytest.mark.parametrize("content", [b"", b"<worksheet", b"\x00\xff", b"<a/>"])
def test_a_workbook_with_a_broken_part_changes_nothing(
    translations: Path, handed_out: Path, tmp_path: Path, part: str, content: bytes
) -> None:
    _filled(handed_out, GOOD)
    broken, before = tmp_path / "broken.xlsx", _bytes(translations)
    with zipfile.ZipFile(handed_out) as old, zipfile.ZipFile(broken, "w") as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    with pytest.raises(UserFixable, match=r"broken\.xlsx"):
        taking_in.take_in(broken)
    assert _bytes(translations) == before


def test_a_text_whose_dutch_changed_is_refused(
    handed_out: Path, monkeypatch: pytest.MonkeyPatch, translations: Path
) -> None:
    changed = (Entry("Werkt u nu?", context="survey/work/label"), *ENTRIES[1:])
    place = translations / "pl" / "screens.po"
    one = commands.Work(place, "pl", "screens", changed)
    monkeypatch.setattr(commands, "work", lambda forms, tags: [one] if "pl" in tags else [])
    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(_filled(handed_out, GOOD))
    assert "het Nederlands ervan is gewijzigd" in refused.value.__notes__[0]


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
        ('msgstr "**Uwaga** {name}"', 'msgstr "**Uwaga** {nazwa}"', "de velden zijn anders"),
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
    with pytest.raises(UserFixable, match=rf"Regel {len(lines) + 1}: dit is geen UTF-8"):
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


def _translated(folder: Path) -> Path:
    """The folder as a translator gives it back: a text, a term and a remark filled in."""
    path = folder / "pl" / "screens.po"
    text = path.read_text("utf-8")
    path.write_text(text.replace('"Werkt u?"\nmsgstr ""', '"Werkt u?"\nmsgstr "Czy Pan pracuje?"'), "utf-8")
    words = folder / "pl" / "glossary.po"
    text = words.read_text("utf-8")
    words.write_text(
        text.replace('msgid "loon"\nmsgstr ""', '# or: pensja\nmsgid "loon"\nmsgstr "płaca"'), "utf-8"
    )
    return folder


@pytest.mark.parametrize("inner", ["", "pl"])
def test_the_folder_comes_back_whole(translations: Path, tmp_path: Path, inner: str) -> None:
    out = _translated(handing_out.export("pl", tmp_path / "out"))
    assert taking_in.take_in(out / inner) == ("pl/glossary", "pl/screens")
    kept = read((translations / "pl" / "screens.po").read_bytes(), "pl")
    assert kept.get("Werkt u?", "survey/work/label").string == "Czy Pan pracuje?"
    known = read((translations / "pl" / "glossary.po").read_bytes(), "pl")["loon"]
    assert (known.string, known.user_comments) == ("płaca", ["or: pensja"])
    assert taking_in.take_in(out) == ()


def test_one_bad_file_keeps_the_whole_folder_out(translations: Path, tmp_path: Path) -> None:
    out = _translated(handing_out.export("pl", tmp_path / "out"))
    path = out / "pl" / "glossary.po"
    whole, before = path.read_text("utf-8"), _bytes(translations)
    for harm in ('msgid "x" y', 'msgid "loon"\nmsgstr "inna"', 'msgid "geld"\nmsgstr "pieniądze"'):
        path.write_text(f"{whole}\n{harm}\n", "utf-8")
        with pytest.raises(UserFixable) as refused:
            taking_in.take_in(out)
        lines = [str(refused.value), *getattr(refused.value, "__notes__", ())]
        assert [line for line in lines if "pl/glossary.po" in line], lines
        assert _bytes(translations) == before
    path.write_text(whole, "utf-8")
    shutil.copytree(out / "pl", out / "old" / "pl")
    with pytest.raises(UserFixable) as refused:
        taking_in.take_in(out)
    assert "dezelfde catalogus" in refused.value.__notes__[0]
    assert _bytes(translations) == before


def test_a_folder_without_catalogues_or_with_unknown_ones_is_refused(
    translations: Path, tmp_path: Path
) -> None:
    empty = tmp_path / "empty"
    (empty / "pl" / "forms").mkdir(parents=True)
    with pytest.raises(UserFixable, match="geen catalogus"):
        taking_in.take_in(empty)
    shutil.copyfile(translations / "pl" / "screens.po", empty / "pl" / "forms" / "nowhere.po")
    with pytest.raises(UserFixable, match="pl/forms/nowhere"):
        taking_in.take_in(empty)


def test_a_catalogue_in_another_language_is_refused(translations: Path, tmp_path: Path) -> None:
    out = _translated(handing_out.export("pl", tmp_path / "out"))
    before = _bytes(translations)
    with pytest.raises(UserFixable, match="de kop noemt de taal pl; dit is de catalogus van en"):
        taking_in.take_in(out / "pl" / "screens.po", into="en/screens")
    assert _bytes(translations) == before


def test_a_remark_is_no_change_of_words(translations: Path, tmp_path: Path) -> None:
    taking_in.take_in(_filled(handing_out.export("pl", tmp_path / "pl.xlsx"), GOOD))
    catalogues.approve_catalogue("pl", "screens", "J. Kowalska")
    out = handing_out.export("pl", tmp_path / "out")
    path = out / "pl" / "screens.po"
    path.write_text(path.read_text("utf-8").replace("#. Uitleg", "# Zdanie\n#. Uitleg"), "utf-8")
    assert taking_in.take_in(path) == ("pl/screens",)
    kept = read((translations / "pl" / "screens.po").read_bytes(), "pl")
    assert kept.approved
    assert kept.get("Werkt u?", "survey/work/label").user_comments == ["Zdanie"]
