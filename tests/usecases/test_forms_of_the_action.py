"""Which forms a laptop works with: what its set-up bundle brought, or what it publishes by itself."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from fieldcheck import assets
from fieldcheck.__main__ import main
from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.domain import events
from fieldcheck.domain.action import Action
from fieldcheck.domain.errors import FormRefused, InvalidValue, StorageFailed, UserFixable
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases import offering
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.forms import open_form, publish_form, published_form
from fieldcheck.usecases.interviewing import start_interview
from fieldcheck.usecases.ports import SetUp, Store
from fieldcheck.usecases.preparing import LaptopPlan, equip, found
from fieldcheck.usecases.setup import take_over
from tests.morning import now
from tests.quick_keys import QUICK

FORM = """
| survey | type | name | label | bind::fc:fact |
| | integer | year | In welk jaar bent u geboren? | birth-year |
| | text | wish | Wat wilt u nog zeggen? | |
| settings | form_title | form_id | version | namespaces |
| | Proefvragen | {id} | 1 | fc="https://fieldcheck.invalid/xform" |
"""


def using(*forms: str) -> Action:
    action = practice_action()
    first, *others = action.posts
    posts = (replace(first, forms=forms), *(replace(post, forms=()) for post in others))
    return replace(action, day=now().date(), posts=posts)


@pytest.fixture
def empty(tmp_path: Path) -> Store:
    return (
        FileVault(tmp_path / "laptop", now, stretching=QUICK)
        .create("J. Voorbeeld", "zes ezels in de mist", DeviceId(new_uuid7(now())))
        .store
    )


def brought(store: Store, action: Action, forms: dict[str, bytes]) -> SetUp:
    plan = LaptopPlan("intake", "A1", "intake", (Role.HANDHAVER,))
    return equip(found(action, clock=now), plan, device=store.device, forms=forms)


def seated(store: Store, tmp_path: Path) -> Desk:
    return Installation(tmp_path / "laptop", now).sit_down(store, user="J. Voorbeeld", role=Role.HANDHAVER)


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own in which imported forms stand."""
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "home"))
    return assets.own_forms()


def imported(own: Path, tmp_path: Path, form: str = "proefvragen") -> None:
    source = tmp_path / f"{form}.md"
    source.write_text(FORM.format(id=form), encoding="utf-8")
    result = CliRunner().invoke(main, ["forms", "import", str(source)])
    assert result.exit_code == 0, result.output
    assert (own / form / "form.md").is_file()


def test_a_laptop_works_with_the_form_it_was_given_whatever_stands_in_its_folder(
    empty: Store, own: Path, tmp_path: Path
) -> None:
    forms = {"housing": published_form("housing").to_bytes()}
    take_over(empty, brought(empty, using("housing"), forms), user="J. Voorbeeld")
    (own / "housing").mkdir(parents=True)
    (own / "housing" / "form.md").write_text(FORM.format(id="housing"), encoding="utf-8")
    desk = seated(empty, tmp_path)
    assert [(one.id, one.title) for one in offering.offered_forms(desk)] == [
        ("housing", "Waarneming van een woning")
    ]
    talk = start_interview(desk, open_case(desk).id, "nl")
    assert talk.interview.form_id == "housing"
    assert empty.form(talk.interview.form_digest) == forms["housing"]
    (entry,) = [one for one in empty.entries() if one.kind == "form.published"]
    assert entry.subject == talk.interview.form_digest
    with pytest.raises(UserFixable, match="hoort niet bij deze actie"):
        start_interview(desk, open_case(desk).id, "nl", form_id="intake-park")
    empty.close()


def test_when_a_form_cannot_be_kept_the_laptop_is_not_set_up_and_may_be_set_up_again(
    empty: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forms = {name: published_form(name).to_bytes() for name in ("housing", "niet-pluis")}
    set_up = brought(empty, using(*forms), forms)
    keep = empty.keep_form

    def full(digest: str, data: bytes) -> None:
        if data == forms["niet-pluis"]:
            raise StorageFailed("De schijf is vol.")
        keep(digest, data)  # type: ignore[arg-type]

    with monkeypatch.context() as broken:
        broken.setattr(type(empty), "keep_form", lambda _self, digest, data: full(digest, data))
        with pytest.raises(StorageFailed):
            take_over(empty, set_up, user="J. Voorbeeld")
    assert empty.action() is None
    assert list(empty.entries()) == []
    take_over(empty, set_up, user="J. Voorbeeld")
    assert [one.id for one in offering.offered_forms(seated(empty, tmp_path))] == list(forms)
    empty.close()


def test_what_was_just_imported_is_offered_where_people_practise(
    empty: Store, own: Path, tmp_path: Path
) -> None:
    take_over(empty, brought(empty, using("intake-park"), {}), user="J. Voorbeeld")
    desk = seated(empty, tmp_path)
    imported(own, tmp_path)
    found_one = next(one for one in offering.offered_forms(desk) if one.id == "proefvragen")
    assert (found_one.title, found_one.here) == ("Proefvragen", False)
    short = start_interview(desk, open_case(desk).id, "nl")
    born = next(one for one in short.run.references() if one.endswith("/birth_year"))
    short.save(short.answer({short.published.facts["consent"]: "yes"}))
    short.save(short.answer({born: "1991"}))
    tried = start_interview(desk, short.interview.case, "nl", form_id="proefvragen")
    assert tried.carried == {"/data/year"}
    assert tried.page.questions == ("/data/wish",)
    empty.close()


@pytest.mark.parametrize("form", assets.form_ids())
def test_a_form_is_offered_in_the_languages_it_is_published_in(form: str) -> None:
    path = assets.form_source(form)
    _title, languages = offering._written(form, path, path.stat().st_mtime_ns)
    assert set(languages) == set(published_form(form).languages)


def test_a_form_of_another_language_is_offered_in_that_and_talked_in(
    empty: Store, own: Path, tmp_path: Path
) -> None:
    take_over(empty, brought(empty, using("intake-park"), {}), user="J. Voorbeeld")
    desk = seated(empty, tmp_path)
    source = FORM.format(id="essai").replace("| label |", "| label::Français (fr) |")
    (own / "essai").mkdir(parents=True)
    (own / "essai" / "form.md").write_text(source, encoding="utf-8")
    offer = next(one for one in offering.offered_forms(desk) if one.id == "essai")
    assert offer.languages == ("fr",) == published_form("essai").languages
    talk = start_interview(desk, open_case(desk).id, "fr", form_id="essai")
    assert talk.run.language == "fr"
    empty.close()


def test_a_brought_form_is_offered_in_its_own_languages(empty: Store, tmp_path: Path) -> None:
    only = replace(published_form("housing"), languages=("nl", "pl"))
    take_over(empty, brought(empty, using("housing"), {"housing": only.to_bytes()}), user="J. Voorbeeld")
    (offer,) = offering.offered_forms(seated(empty, tmp_path))
    assert offer.languages == ("nl", "pl")
    empty.close()


def test_a_real_laptop_offers_only_the_forms_of_its_post(empty: Store, own: Path, tmp_path: Path) -> None:
    real = replace(using("intake-park"), practice=False)
    take_over(empty, brought(empty, real, {}), user="J. Voorbeeld")
    imported(own, tmp_path)
    assert [one.id for one in offering.offered_forms(seated(empty, tmp_path))] == ["intake-park"]
    empty.close()


def test_an_action_of_before_forms_could_be_chosen_has_the_short_talk(empty: Store, tmp_path: Path) -> None:
    take_over(empty, brought(empty, using(), {}), user="J. Voorbeeld")
    desk = seated(empty, tmp_path)
    assert [one.id for one in offering.offered_forms(desk) if one.here] == ["intake-park"]
    assert offering.usual_form(desk) == "intake-park"
    empty.close()


def test_a_post_without_forms_holds_no_talks(desk: Desk) -> None:
    elsewhere = replace(desk, actor=replace(desk.actor, post="coordinator"))
    with pytest.raises(UserFixable, match="geen formulier"):
        start_interview(elsewhere, open_case(elsewhere).id, "nl")


def test_the_practice_action_names_forms_that_are_there() -> None:
    assert set(practice_action().forms) <= set(assets.form_ids())


def prepared(action: Action, tmp_path: Path) -> tuple[int, str, list[str]]:
    from fieldcheck.domain.action_json import action_to_json

    path, out = tmp_path / "action.json", tmp_path / "out"
    path.write_text(json.dumps(action_to_json(action)), encoding="utf-8")
    result = CliRunner().invoke(main, ["prepare", str(path), "--out", str(out), "--made-by", "C. Voorbeeld"])
    return result.exit_code, result.output, os.listdir(out) if out.exists() else []


def test_an_action_can_be_prepared_with_an_imported_form(own: Path, tmp_path: Path) -> None:
    imported(own, tmp_path)
    code, output, files = prepared(using("proefvragen"), tmp_path)
    assert (code, len(files)) == (0, len(practice_action().posts)), output
    name, once = next(line.split() for line in output.splitlines() if "intake" in line)
    set_up = Installation(tmp_path / "laptop").read_set_up(tmp_path / "out" / name, once)
    assert list(set_up.forms) == ["proefvragen"]


def test_an_action_that_names_an_unknown_or_broken_form_makes_no_bundle(own: Path, tmp_path: Path) -> None:
    code, output, files = prepared(using("bestaat-niet"), tmp_path)
    assert (code, files) == (2, [])
    assert "bestaat-niet" in output
    (own / "kapot").mkdir(parents=True)
    (own / "kapot" / "form.md").write_text(FORM.format(id="kapot").replace("integer", "integr"), "utf-8")
    code, output, files = prepared(using("kapot"), tmp_path)
    assert (code, files) == (2, [])


def test_an_unknown_form_is_told_by_its_name() -> None:
    with pytest.raises(InvalidValue, match="bestaat-niet"):
        offering.publish_for(using("bestaat-niet"))


@pytest.mark.parametrize("data", [b"", b"[]", b'{"format":2}', b"\xff"])
def test_what_is_no_form_does_not_run(data: bytes) -> None:
    with pytest.raises(FormRefused):
        offering.require_running(data)


def test_a_form_is_compiled_again_only_when_what_it_says_changed(
    empty: Store, own: Path, tmp_path: Path
) -> None:
    imported(own, tmp_path)
    take_over(empty, brought(empty, using("proefvragen"), {}), user="J. Voorbeeld")
    desk, source = seated(empty, tmp_path), own / "proefvragen" / "form.md"
    first = publish_form(desk, "proefvragen")
    assert publish_form(desk, "proefvragen") == first
    os.utime(source)  # written again, with the same words
    assert publish_form(desk, "proefvragen").digest == first.digest
    assert times_published(empty) == 1
    text = source.read_text(encoding="utf-8")
    source.write_text(text.replace("geboren?", "geboren?!"), encoding="utf-8")
    changed = publish_form(desk, "proefvragen")
    assert "geboren?!" in changed.xform
    source.write_text(text, encoding="utf-8")
    assert publish_form(desk, "proefvragen").digest == first.digest
    assert times_published(empty) == 3
    (own / "proefvragen" / "plates.csv").write_text("name,label\na,A\n", encoding="utf-8")
    assert publish_form(desk, "proefvragen").digest == first.digest


def times_published(store: Store) -> int:
    return sum(entry.kind == events.FORM_PUBLISHED for entry in store.entries())


def test_the_first_talk_with_a_form_does_not_compile_it_again(
    empty: Store, own: Path, tmp_path: Path
) -> None:
    imported(own, tmp_path)
    take_over(empty, brought(empty, using("proefvragen"), {}), user="J. Voorbeeld")
    desk = seated(empty, tmp_path)
    published = publish_form(desk, "proefvragen")
    _, form = open_form(desk, published.digest)
    assert form.from_program
