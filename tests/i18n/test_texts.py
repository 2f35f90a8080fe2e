"""Translating, falling back to Dutch, and refusing what does not fit."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo

from fieldcheck import assets
from fieldcheck.domain.errors import Bug, FieldcheckError, InvalidValue
from fieldcheck.i18n import LANGUAGES, compiling, error_text, form_texts, language, texts
from fieldcheck.i18n.catalogue import read_compiled
from fieldcheck.i18n.compiling import compile_stale, stale
from fieldcheck.i18n.upkeep import Approval, compile_all, compiled, digest, read

HEADER = """msgid ""
msgstr ""
"Language: pl\\n"
"Plural-Forms: nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"X-Fieldcheck-Status: {status}\\n"
"""
SCREENS = """
msgid "Verder"
msgstr "Dalej"

msgid "Nog {n} vraag"
msgid_plural "Nog {n} vragen"
msgstr[0] "Jeszcze {n} pytanie"
msgstr[1] "Jeszcze {n} pytania"
msgstr[2] "Jeszcze {n} pytań"

msgid "{n} dag"
msgstr "{n} dzień"

msgid "{n} dagen"
msgstr "{n} dni"

#, fuzzy
msgid "Terug"
msgstr "Wróćmy"

msgid "Nieuw"
msgstr ""

msgid "Opgeslagen om {time}"
msgstr "Zapisano o {hour}"

msgid "Het bestand {file} is er niet."
msgstr "Brak pliku {file}."
"""
FORM = """
msgctxt "survey/work/label"
msgid "Werkt u?"
msgstr "Czy Pan/Pani pracuje?"

msgctxt "choices/yn/yes/label"
msgid "Ja"
msgstr "Tak"

msgctxt "choices/yn/no/label"
msgid "Nee"
msgstr ""

msgctxt "survey/pay/label"
msgid "Wat verdient u bij ${employer}?"
msgstr "Ile Pan/Pani zarabia?"
"""


@pytest.fixture
def translations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder of our own, with one small Polish catalogue and form."""
    for name in assets.FOLDERS:
        (tmp_path / name).mkdir()
    forms = tmp_path / "translations" / "pl" / "forms"
    forms.mkdir(parents=True)
    (forms / "park.po").write_text(HEADER.format(status="draft") + FORM, encoding="utf-8")
    (forms.parent / "screens.po").write_text(HEADER.format(status="draft") + SCREENS, encoding="utf-8")
    monkeypatch.setattr(assets, "_root", lambda: tmp_path)
    texts.cache_clear()
    yield tmp_path / "translations"
    texts.cache_clear()


@pytest.mark.usefixtures("translations")
def test_text_is_translated_and_then_filled_in() -> None:
    polish = texts("pl")
    assert polish.text("Verder") == "Dalej"
    assert polish.text("Het bestand {file} is er niet.", file="{a}.db") == "Brak pliku {a}.db."
    assert polish.status("Verder") == "draft"
    assert polish.draft


@pytest.mark.usefixtures("translations")
@pytest.mark.parametrize("msgid", ["Terug", "Nieuw", "Onbekend"])
def test_fuzzy_empty_and_unknown_fall_back_to_dutch(msgid: str) -> None:
    polish = texts("pl")
    assert polish.text(msgid) == msgid
    assert polish.status(msgid) == "missing"


@pytest.mark.usefixtures("translations")
@pytest.mark.parametrize(
    ("n", "shown"),
    [(1, "Jeszcze 1 pytanie"), (2, "Jeszcze 2 pytania"), (5, "Jeszcze 5 pytań"), (22, "Jeszcze 22 pytania")],
)
def test_plurals_follow_the_language(n: int, shown: str) -> None:
    assert texts("pl").plural("Nog {n} vraag", "Nog {n} vragen", n) == shown
    assert texts("pl").status("Nog {n} vraag") == "draft"


@pytest.mark.usefixtures("translations")
def test_a_plural_in_two_entries_is_still_a_plural() -> None:
    assert texts("pl").plural("{n} dag", "{n} dagen", 1) == "1 dzień"
    assert texts("pl").plural("{n} dag", "{n} dagen", 4) == "4 dni"


@pytest.mark.usefixtures("translations")
def test_dutch_needs_no_catalogue() -> None:
    dutch = texts("nl")
    assert dutch.plural("Nog {n} vraag", "Nog {n} vragen", 1) == "Nog 1 vraag"
    assert dutch.plural("Nog {n} vraag", "Nog {n} vragen", 0) == "Nog 0 vragen"
    assert dutch.status("Verder") == "translated"
    assert not dutch.draft


@pytest.mark.usefixtures("translations")
def test_a_language_nobody_began_shows_dutch() -> None:
    assert texts("ro").text("Verder") == "Verder"
    assert texts("ro").status("Verder") == "missing"


@pytest.mark.expected_log
@pytest.mark.usefixtures("translations")
def test_other_fields_than_the_source_are_refused(caplog: pytest.LogCaptureFixture) -> None:
    polish = texts("pl")
    assert polish.text("Opgeslagen om {time}", time="05:12") == "Opgeslagen om 05:12"
    assert polish.refused == {"Opgeslagen om {time}"}
    assert polish.status("Opgeslagen om {time}") == "missing"
    assert "Opgeslagen om {time}" in caplog.text
    assert "05:12" not in caplog.text


@pytest.mark.usefixtures("translations")
def test_an_error_says_what_happened_what_is_safe_and_what_to_do() -> None:
    error = FieldcheckError("Het bestand {file} is er niet.", kept="Verder", file="x")
    assert error_text(error, texts("pl")) == ("Brak pliku x.", "Dalej", "")
    assert error_text(error, texts("nl"))[0] == "Het bestand x is er niet."


@pytest.mark.usefixtures("translations")
def test_form_cells_by_language_without_what_is_missing_or_loses_a_field() -> None:
    assert form_texts("park") == {
        "pl": {"survey/work/label": "Czy Pan/Pani pracuje?", "choices/yn/yes/label": "Tak"}
    }
    assert form_texts("elders") == {}


@pytest.mark.usefixtures("translations")
def test_a_changed_question_is_not_asked_with_its_old_words() -> None:
    current = {"survey/work/label": "Werkt u nu?", "choices/yn/yes/label": "Ja"}
    assert form_texts("park", current) == {"pl": {"choices/yn/yes/label": "Tak"}}


def test_compiled_says_the_same_as_the_source(translations: Path) -> None:
    before = {name: texts("pl").text(name) for name in ("Verder", "Terug", "Nieuw")}
    compile_all(translations)
    for source in translations.rglob("*.po"):
        source.unlink()  # as in an installed program
    texts.cache_clear()
    assert {name: texts("pl").text(name) for name in before} == before
    assert form_texts("park")["pl"]["choices/yn/yes/label"] == "Tak"


def test_a_compiled_catalogue_older_than_its_source_is_passed_over(translations: Path) -> None:
    compile_all(translations)
    source = translations / "pl" / "screens.po"
    source.write_text(source.read_text(encoding="utf-8").replace("Dalej", "Naprzód"), encoding="utf-8")
    old = source.stat().st_mtime_ns - 1_000_000_000
    os.utime(source.with_suffix(".mo"), ns=(old, old))
    assert texts("pl").text("Verder") == "Naprzód"


def test_what_another_program_compiled_counts_for_nothing(translations: Path) -> None:
    """Poedit leaves a .mo as it saves: with the approval of what stood there before, and half plurals."""
    source = translations / "pl" / "screens.po"
    compile_all(translations)
    catalogue = read(source.read_bytes(), "pl")
    catalogue.status, catalogue.approval = "approved", Approval("J. Kowalska", "2026-11-22", "of other words")
    with source.with_suffix(".mo").open("wb") as foreign:
        write_mo(foreign, catalogue)
    assert source.with_suffix(".mo").stat().st_mtime_ns >= source.stat().st_mtime_ns
    texts.cache_clear()
    assert texts("pl").text("Verder") == "Dalej"
    assert texts("pl").draft
    assert stale(translations) == (source,)
    compile_stale(translations)
    assert stale(translations) == ()
    assert texts("pl").draft


@pytest.mark.expected_log
def test_a_broken_source_beside_what_another_program_compiled_is_dutch(translations: Path) -> None:
    source = translations / "pl" / "screens.po"
    catalogue = read(source.read_bytes(), "pl")
    source.write_text(source.read_text("utf-8").replace('"Dalej"', '"Naprzód'), "utf-8")
    with source.with_suffix(".mo").open("wb") as foreign:
        write_mo(foreign, catalogue)
    assert texts("pl").text("Verder") == "Verder"


def test_only_what_is_stale_is_compiled(translations: Path) -> None:
    assert compile_stale(translations) == (2, ())
    assert compile_stale(translations) == (0, ())
    form = translations / "pl" / "forms" / "park.po"
    form.with_suffix(".mo").unlink()
    assert stale(translations) == (form,)
    form.unlink()
    (translations / "pl" / "screens.mo").rename(translations / "pl" / "gone.mo")
    assert compile_stale(translations) == (1, ())
    assert sorted(path.name for path in translations.rglob("*.*")) == ["screens.mo", "screens.po"]


@pytest.mark.expected_log
def test_a_broken_source_leaves_what_was_compiled_in_force(
    translations: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """It may be a translator's slip of this minute: the program starts, with the words it had."""
    assert compile_stale(translations) == (2, ())
    source = translations / "pl" / "screens.po"
    before = source.with_suffix(".mo").read_bytes()
    source.write_text(source.read_text("utf-8").replace('"Dalej"', '"Naprzód'), "utf-8")
    later = source.with_suffix(".mo").stat().st_mtime_ns + 10**9
    os.utime(source, ns=(later, later))
    done, refused = compile_stale(translations)
    assert done == 0
    assert "pl/screens.po wordt geweigerd. Regel 9" in refused[0], refused
    assert source.with_suffix(".mo").read_bytes() == before
    assert texts("pl").text("Verder") == "Dalej"
    source.with_suffix(".mo").unlink()
    texts.cache_clear()
    assert texts("pl").text("Verder") == "Verder"
    assert "line 9" in caplog.text


ONE_FORM = """
msgid ""
msgstr ""
"Plural-Forms: nplurals=1; plural=0;\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "Nog {n} vraag"
msgid_plural "Nog {n} vragen"
msgstr[0] "Còn {n} câu hỏi"

msgid "Nog een dag"
msgid_plural "Nog {n} dagen"
msgstr[0] "Còn một ngày"
"""


@pytest.mark.expected_log
def test_a_language_with_one_form_has_a_plural(translations: Path) -> None:
    (translations / "vi").mkdir()
    (translations / "vi" / "screens.po").write_text(ONE_FORM, "utf-8")
    spoken = texts("vi")
    assert [spoken.plural("Nog {n} vraag", "Nog {n} vragen", n) for n in (1, 5)] == [
        "Còn 1 câu hỏi",
        "Còn 5 câu hỏi",
    ]
    assert spoken.plural("Nog een dag", "Nog {n} dagen", 5) == "Nog 5 dagen"
    assert spoken.status("Nog {n} vraag") == "draft"


def test_half_a_plural_is_dutch_and_says_so(translations: Path) -> None:
    source = translations / "pl" / "screens.po"
    source.write_text(source.read_text("utf-8").replace('"Jeszcze {n} pytania"', '""'), "utf-8")
    spoken = texts("pl")
    assert spoken.plural("Nog {n} vraag", "Nog {n} vragen", 5) == "Nog 5 vragen"
    assert spoken.status("Nog {n} vraag") == "missing"


def test_damaged_catalogues_are_refused() -> None:
    whole = compiled((HEADER.format(status="draft") + SCREENS).encode(), "pl")
    for length in (0, 3, 10, 27, 100, len(whole) - 2):
        with pytest.raises(Bug, match=r"pl/screens\.mo"):
            read_compiled(whole[:length], name="pl/screens.mo")


def test_an_approved_catalogue_is_no_draft() -> None:
    nameless = HEADER.format(status="approved")
    assert read_compiled(compiled((nameless + SCREENS).encode(), "pl"), name="").draft
    named = nameless.rstrip() + "\n" + r'"X-Fieldcheck-Approved-By: J. Kowalska\n"' + "\n"
    assert read_compiled(compiled((named + SCREENS).encode(), "pl"), name="").draft
    its = digest(read((named + SCREENS).encode(), "pl"))
    signed = named + rf'"X-Fieldcheck-Approved-Digest: {its}\n"' + "\n"
    approved = read_compiled(compiled((signed + SCREENS).encode(), "pl"), name="")
    assert not approved.draft
    assert read_compiled(compiled((signed + SCREENS + FORM).encode(), "pl"), name="").draft
    assert approved.entries["Verder"] == ("Dalej",)


def test_languages_are_named_in_themselves_and_in_dutch() -> None:
    assert [known.tag for known in LANGUAGES[:4]] == ["nl", "en", "pl", "ro"]
    assert language("pl").name_native == "Polski"
    assert language("ro").name_dutch == "Roemeens"
    assert not language("pl").right_to_left


def test_a_foreign_form_may_bring_any_language() -> None:
    assert language("ar").right_to_left
    assert language("it").name_dutch == "Italiaans"
    for nonsense in ("xx", "", "../pl", "geen taal"):
        with pytest.raises(InvalidValue):
            language(nonsense)


def test_importing_the_room_leaves_babel_alone() -> None:
    """Babel costs more than all of this room; the first window must not wait for it."""
    code = "import sys, fieldcheck.i18n; print({'babel', 'logging', 'zoneinfo'} & set(sys.modules))"
    home = Path(assets.__file__).parents[1]
    done = subprocess.run([sys.executable, "-c", code], cwd=home, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"


def test_a_refused_source_is_told_in_the_language_of_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "pl").mkdir()
    (tmp_path / "pl" / "screens.po").write_text("onzin\n", encoding="utf-8")
    monkeypatch.setattr(compiling, "folder", lambda _: tmp_path)
    for tag, wanted in (("nl", "wordt geweigerd. Regel 1: "), ("en", "is refused. Line 1: ")):
        monkeypatch.setenv("FIELDCHECK_LANGUAGE", tag)
        compiling.main()
        assert wanted in capsys.readouterr().err
