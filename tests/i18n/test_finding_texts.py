"""Finding what needs translating, and bringing catalogues up to date with it."""

import json
from pathlib import Path

import pytest

from fieldcheck.domain.errors import UserFixable
from fieldcheck.i18n import said, texts
from fieldcheck.i18n.checking import check
from fieldcheck.i18n.extract import facing_texts, letter_entries, module_entries, screen_entries
from fieldcheck.i18n.languages import PSEUDO
from fieldcheck.i18n.upkeep import Entry, form_entries, read, update, update_form_catalogue

MODULE = """
from fieldcheck.domain.errors import N_, InvalidValue
TITLE = N_("Een titel")
LONG = N_(
    "Een lange zin "
    "in twee stukken."
)
def show(texts, name, error):
    label.setText(texts.text("Verder"))
    texts.text(TITLE), edit.text(), page.text(f"{name}"), facts.text("age-band"), rows.plural("a", "b")
    self._words.text("In een veld"), self._texts().text("Uit een functie")
    texts.plural("Nog {n} vraag", "Nog {n} vragen", 3)
    texts.plural(N_("{n} dag"), N_("{n} dagen"), 3)
    texts.text(N_("Genest"))
    if error:
        raise InvalidValue("Zonder merk", kept="Niets weg", remedy=N_("Doe het zo"), place="a")
"""


def test_texts_are_found_where_they_are_written() -> None:
    found = module_entries(MODULE, "fieldcheck/x.py")
    assert [entry.text for entry in found] == [
        "Een titel",
        "Een lange zin in twee stukken.",
        "Verder",
        "In een veld",
        "Uit een functie",
        "Nog {n} vraag",
        "{n} dag",
        "Genest",
        "Zonder merk",
        "Niets weg",
        "Doe het zo",
    ]
    assert [entry.plural for entry in found if entry.plural] == ["Nog {n} vragen", "{n} dagen"]


def test_filling_in_before_translating_is_refused() -> None:
    with pytest.raises(UserFixable, match=r"x\.py, regel 2"):
        module_entries('\nN_(f"Zaak {code}")', "x.py")


def test_what_is_no_python_is_refused_with_its_place() -> None:
    with pytest.raises(UserFixable, match=r"x\.py, regel 1"):
        module_entries("def (", "x.py")


def test_a_text_in_two_modules_is_one_entry(tmp_path: Path) -> None:
    package = tmp_path / "fieldcheck"
    package.mkdir()
    (package / "a.py").write_text('texts.text("Nog {n} vraag")\nN_("A")', encoding="utf-8")
    (package / "b.py").write_text('texts.plural("Nog {n} vraag", "Nog {n} vragen", 1)', encoding="utf-8")
    question, other = screen_entries(package)
    assert question == Entry("Nog {n} vraag", "Nog {n} vragen", places=("fieldcheck/a.py", "fieldcheck/b.py"))
    assert other.text == "A"


def test_letters_give_their_texts(tmp_path: Path) -> None:
    source = {"about": "x", "texts": [{"key": "a", "text": "Uw loon"}, {"text": "geen sleutel"}]}
    (tmp_path / "one.json").write_text(json.dumps(source), encoding="utf-8")
    assert [entry.text for entry in letter_entries(tmp_path)] == ["Uw loon"]


def _translate(path: Path, dutch: str, *words: str) -> None:
    """Fill a translation in, as a translator with an editor would."""
    forms = "".join(f'msgstr[{i}] "{word}"\n' for i, word in enumerate(words))
    blank = 'msgstr[0] ""\nmsgstr[1] ""\nmsgstr[2] ""\n' if len(words) > 1 else 'msgstr ""\n'
    before, mark, after = path.read_text(encoding="utf-8").partition(f'"{dutch}"\n')
    assert mark
    filled = after.replace(blank, forms if len(words) > 1 else f'msgstr "{words[0]}"\n', 1)
    path.write_text(before + mark + filled, encoding="utf-8")


ENTRIES = (Entry("Verder"), Entry("Nog {n} vraag", "Nog {n} vragen"), Entry("Hallo {name}"))


@pytest.fixture
def polish(tmp_path: Path) -> Path:
    """A fresh Polish catalogue, wholly translated."""
    path = tmp_path / "pl" / "screens.po"
    assert update(path, "pl", ENTRIES)
    _translate(path, "Verder", "Dalej")
    _translate(path, "Nog {n} vragen", "{n} pytanie", "{n} pytania", "{n} pytań")
    _translate(path, "Hallo {name}", "Witam {name}")
    return path


def test_a_whole_catalogue_has_no_faults_and_stays_as_it_is(polish: Path) -> None:
    assert check(polish, "pl", ENTRIES) == ()
    update(polish, "pl", ENTRIES)
    before = polish.read_bytes()
    assert not update(polish, "pl", ENTRIES)
    assert polish.read_bytes() == before


def test_a_new_catalogue_is_a_draft_and_an_approved_one_stays_approved(polish: Path) -> None:
    assert "X-Fieldcheck-Status: draft" in polish.read_text(encoding="utf-8")
    polish.write_text(polish.read_text(encoding="utf-8").replace(": draft", ": approved"), encoding="utf-8")
    update(polish, "pl", (*ENTRIES, Entry("Nieuw")))
    assert "X-Fieldcheck-Status: approved" in polish.read_text(encoding="utf-8")


def test_update_keeps_translations_drops_the_gone_and_adds_the_new(polish: Path) -> None:
    assert update(polish, "pl", (ENTRIES[0], ENTRIES[1], Entry("Nieuw")))
    catalogue = read(polish.read_bytes(), "pl")
    assert catalogue["Verder"].string == "Dalej"
    assert catalogue["Nog {n} vraag"].string == ("{n} pytanie", "{n} pytania", "{n} pytań")
    assert catalogue.get("Hallo {name}") is None
    assert catalogue["Nieuw"].string == ""


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('msgstr "Dalej"', 'msgstr ""', "niet vertaald"),
        ('msgid "Verder"', '#, fuzzy\nmsgid "Verder"', "fuzzy"),
        ("Witam {name}", "Witam {nazwa}", "velden zijn anders"),
        ("Witam {name}", "Witam {name", "velden zijn anders"),
        ('msgstr[2] "{n} pytań"', 'msgstr[2] ""', "ontbreekt een meervoudsvorm"),
        ('msgid "Verder"', 'msgid "Vorder"', "staat niet meer in de bron"),
        ('msgstr "Dalej"', "msgstr Dalej", "deze regel is geen deel van een catalogus"),
    ],
)
def test_each_fault_is_named(polish: Path, old: str, new: str, fault: str) -> None:
    text = polish.read_text(encoding="utf-8")
    assert old in text
    polish.write_text(text.replace(old, new), encoding="utf-8")
    problems = check(polish, "pl", ENTRIES)
    assert any(fault in problem and "pl/screens.po" in problem for problem in problems), problems
    assert not [
        line for line in problems if fault in said(line, texts(next(iter(PSEUDO))))
    ]  # nothing stays Dutch


def test_only_what_must_be_translated_is_asked_for(polish: Path) -> None:
    entries = (*ENTRIES, Entry("Nieuw"))
    update(polish, "pl", entries)
    assert check(polish, "pl", entries, complete={"Verder"}) == ()
    assert len(check(polish, "pl", entries, complete={"Nieuw"})) == 1


def test_a_broken_catalogue_is_refused_and_left_as_it_was(polish: Path) -> None:
    broken = polish.read_text(encoding="utf-8") + "\nonzin\n"
    polish.write_text(broken, encoding="utf-8")
    with pytest.raises(UserFixable, match=r"screens\.po"):
        update(polish, "pl", ENTRIES)
    assert polish.read_text(encoding="utf-8") == broken


def test_a_changed_question_keeps_its_translation_as_fuzzy(tmp_path: Path) -> None:
    assert update_form_catalogue(tmp_path, "pl", "park", {"survey/work/label": "Werkt u?"})
    path = tmp_path / "pl" / "forms" / "park.po"
    _translate(path, "Werkt u?", "Czy Pan/Pani pracuje?")
    assert update_form_catalogue(tmp_path, "pl", "park", {"survey/work/label": "Werkt u nu?"})
    catalogue = read(path.read_bytes(), "pl")
    message = catalogue.get("Werkt u nu?", "survey/work/label")
    assert message is not None
    assert message.fuzzy
    assert message.string == "Czy Pan/Pani pracuje?"
    assert "fuzzy" in check(path, "pl", form_entries("park", {"survey/work/label": "Werkt u nu?"}))[0]


def test_an_installed_program_does_not_write_catalogues(tmp_path: Path) -> None:
    with pytest.raises(UserFixable, match="broncode"):
        facing_texts(tmp_path)
    facing = tmp_path / "facing.txt"
    facing.write_text("# uitleg\nTerug\t18\tEen knop\n\nVerder\n", encoding="utf-8")
    assert facing_texts(tmp_path) == {"Terug": (18, "Een knop"), "Verder": (0, "")}
    facing.write_text("Terug\tkort\n", encoding="utf-8")
    with pytest.raises(UserFixable, match="regel 1"):
        facing_texts(tmp_path)
