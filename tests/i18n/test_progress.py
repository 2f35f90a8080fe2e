"""How far translations are, approval by a named person, and what takes it away again."""

import errno
import os
from datetime import date
from pathlib import Path

import pytest

from fieldcheck.domain.errors import StorageFailed, UserFixable
from fieldcheck.i18n.catalogue import read_compiled
from fieldcheck.i18n.checking import check
from fieldcheck.i18n.commands import Work, memory
from fieldcheck.i18n.progress import Progress, approve, progress
from fieldcheck.i18n.upkeep import Entry, compiled, read, update, written

ENTRIES = (Entry("Werkt u?", context="survey/work/label"), Entry("Terug", longest=8), Entry("Verder"))
TODAY = date(2026, 11, 22)


def _work(home: Path, entries: tuple[Entry, ...] = ENTRIES, domain: str = "forms/park") -> Work:
    return Work(home / "pl" / f"{domain}.po", "pl", domain, entries)


def _translate(one: Work, words: dict[str, str]) -> None:
    update(one.path, one.tag, one.entries)
    catalogue = read(one.path.read_bytes(), "pl")
    for message in catalogue:
        if message.id in words:
            message.string = words[message.id]
    one.path.write_bytes(written(catalogue))


WHOLE = {"Werkt u?": "Czy Pan/Pani pracuje?", "Terug": "Wstecz", "Verder": "Dalej"}


def test_every_state_is_counted(tmp_path: Path) -> None:
    one = _work(tmp_path)
    assert list(progress([one])) == [Progress("pl/forms/park", 0, 0, 0, 3)]
    _translate(one, {"Werkt u?": "Czy Pan/Pani pracuje?", "Terug": "Wstecz"})
    assert list(progress([one])) == [Progress("pl/forms/park", 0, 2, 0, 1)]
    changed = _work(tmp_path, (Entry("Werkt u nu?", context="survey/work/label"), *ENTRIES[1:]))
    update(changed.path, "pl", changed.entries)
    found = next(progress([changed]))
    assert (found.draft, found.stale, found.missing, found.texts) == (1, 1, 1, 3)


def test_a_named_person_approves_a_whole_catalogue(tmp_path: Path) -> None:
    one = _work(tmp_path)
    _translate(one, WHOLE)
    approve(one, " J.  Kowalska ", TODAY)
    head = one.path.read_text("utf-8").partition("\n\n")[0]
    assert '"X-Fieldcheck-Status: approved\\n"' in head
    assert '"X-Fieldcheck-Approved-By: J. Kowalska\\n"' in head
    assert '"X-Fieldcheck-Approved-On: 2026-11-22\\n"' in head
    assert check(one.path, "pl", ENTRIES) == ()
    assert next(progress([one])) == Progress("pl/forms/park", 3, 0, 0, 0, "J. Kowalska")
    assert not read_compiled(compiled(one.path.read_bytes(), "pl"), name="").draft
    assert not update(one.path, "pl", ENTRIES)


def test_a_disk_that_is_full_while_approving_leaves_the_whole_catalogue(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = _work(tmp_path)
    _translate(one, WHOLE)
    before = one.path.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(StorageFailed, match=r"park\.po"):
        approve(one, "J. Kowalska", TODAY)
    assert one.path.read_bytes() == before
    assert list(one.path.parent.iterdir()) == [one.path]


def test_a_change_after_approval_is_noticed(tmp_path: Path) -> None:
    one = _work(tmp_path)
    _translate(one, WHOLE)
    approve(one, "J. Kowalska", TODAY)
    one.path.write_text(one.path.read_text("utf-8").replace('"Dalej"', '"Naprzód"'), "utf-8")
    assert check(one.path, "pl", ENTRIES) == ("pl/forms/park.po: gewijzigd nadat J. Kowalska het goedkeurde",)
    assert next(progress([one])) == Progress("pl/forms/park", 0, 3, 0, 0)
    shown = read_compiled(compiled(one.path.read_bytes(), "pl"), name="")
    assert shown.draft
    assert "x-fieldcheck-approved-by" not in shown.headers


def test_a_changed_dutch_plural_is_a_change(tmp_path: Path) -> None:
    one = _work(tmp_path, (Entry("{n} dag", plural="{n} dagen"),))
    update(one.path, one.tag, one.entries)
    text = one.path.read_text("utf-8")
    for form, word in enumerate(("dzień", "dni", "dni")):
        text = text.replace(f'msgstr[{form}] ""', f'msgstr[{form}] "{{n}} {word}"')
    one.path.write_text(text, "utf-8")
    approve(one, "J. Kowalska", TODAY)
    assert next(progress([one])).approved == 1
    other = _work(tmp_path, (Entry("{n} dag", plural="{n} werkdagen"),))
    update(other.path, other.tag, other.entries)
    assert next(progress([other])).approved == 0


@pytest.mark.parametrize(
    "change",
    [
        ("X-Fieldcheck-Status: approved", "X-Fieldcheck-Status: draft"),
        ("X-Fieldcheck-Approved-By: J. Kowalska", "X-Fieldcheck-Approved-By: "),
        ("X-Fieldcheck-Approved-Digest: ", "X-Fieldcheck-Approved-Digest: 0"),
    ],
)
def test_half_an_approval_is_none(tmp_path: Path, change: tuple[str, str]) -> None:
    one = _work(tmp_path)
    _translate(one, WHOLE)
    approve(one, "J. Kowalska", TODAY)
    text = one.path.read_text("utf-8")
    assert change[0] in text
    one.path.write_text(text.replace(*change), "utf-8")
    assert next(progress([one])) == Progress("pl/forms/park", 0, 3, 0, 0)
    assert read_compiled(compiled(one.path.read_bytes(), "pl"), name="").draft


@pytest.mark.parametrize("by", ["", "   "])
def test_nobody_approves_nothing(tmp_path: Path, by: str) -> None:
    one = _work(tmp_path)
    _translate(one, WHOLE)
    before = one.path.read_bytes()
    with pytest.raises(UserFixable, match="op naam"):
        approve(one, by, TODAY)
    assert one.path.read_bytes() == before


def test_half_a_translation_is_not_approved(tmp_path: Path) -> None:
    one = _work(tmp_path)
    with pytest.raises(UserFixable, match="nog niet af"):
        approve(one, "J. Kowalska", TODAY)
    _translate(one, {"Terug": "Wstecz"})
    with pytest.raises(UserFixable) as refused:
        approve(one, "J. Kowalska", TODAY)
    assert len(refused.value.__notes__) == 2


def test_what_is_too_long_for_its_place_is_a_fault(tmp_path: Path) -> None:
    one = _work(tmp_path)
    _translate(one, WHOLE | {"Terug": "Z powrotem"})
    assert [problem for problem in check(one.path, "pl", ENTRIES) if "langer dan 8" in problem]
    text = one.path.read_text("utf-8")
    assert "#, max-length:8" in text
    assert "#. At most 8 characters." in text


def test_the_same_question_is_asked_in_the_same_words(tmp_path: Path) -> None:
    one = _work(tmp_path)
    _translate(one, WHOLE)
    again = Work(
        tmp_path / "pl" / "forms" / "two.po",
        "pl",
        "forms/two",
        (Entry("Werkt u?", context="survey/now/label"),),
    )
    update(again.path, "pl", again.entries, memory([one, again]))
    assert read(again.path.read_bytes(), "pl").get("Werkt u?", "survey/now/label").string == WHOLE["Werkt u?"]
    _translate(again, {"Werkt u?": "Czy ma Pan/Pani pracę?"})
    assert "Werkt u?" not in memory([one, again])


def test_wrong_heads_are_named(tmp_path: Path) -> None:
    one = _work(tmp_path)
    _translate(one, WHOLE)
    text = one.path.read_text("utf-8")
    one.path.write_text(text.replace("nplurals=3", "nplurals=2"), "utf-8")
    assert (
        "Regel 2: de kop noemt 2 meervoudsvormen; deze taal heeft er 3" in check(one.path, "pl", ENTRIES)[0]
    )
    line = text.partition("Dalej")[0].count("\n") + 1
    one.path.write_bytes(text.encode().replace(b"Dalej", b"Dal\xe9j"))
    assert f"Regel {line}: dit is geen UTF-8" in check(one.path, "pl", ENTRIES)[0]
