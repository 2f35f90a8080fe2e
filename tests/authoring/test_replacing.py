"""A form that loses what saved answers need does not come in the place of the one that is there."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fieldcheck import assets
from fieldcheck.__main__ import main
from fieldcheck.authoring.exchange import export_form, import_form
from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.crypto import Stretching
from fieldcheck.domain.errors import FormRefused
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.forms import published_form
from fieldcheck.usecases.interviewing import resume_interview, start_interview
from fieldcheck.usecases.offering import keep_brought
from fieldcheck.usecases.preparing import LaptopPlan, equip, found
from fieldcheck.usecases.setup import take_over
from tests.morning import now

FORM = """
| survey | type | name | label | choice_filter |
| | select_one roof | sleeps | Waar slaapt u? | |
| | select_multiple roof | slept | Waar sliep u? | |
| | select_one_from_file towns.csv | town | Welke plaats? | |
| | integer | rent | Wat betaalt u? | |
| | text | wish | Wat wilt u nog zeggen? | |
| | note | thanks | Dank u wel. | |
| choices | list_name | name | label | now |
| | roof | house | Huis | y |
| | roof | caravan | Caravan | y |
| | roof | tent | Tent | y |
| settings | form_title | form_id | version | |
| | Wonen | wonen | 1 | |
"""
TENT = "| | roof | tent | Tent | y |\n"
TOWNS = "name,label\ndrum,Drumveen\nlo,Loo\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("FIELDCHECK_LANGUAGE", "nl")
    return tmp_path / "home"


def written(folder: Path, text: str = FORM, towns: str = TOWNS) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "wonen.md").write_text(text, encoding="utf-8")
    (folder / "towns.csv").write_text(towns, encoding="utf-8")
    return folder / "wonen.md"


def there(home: Path) -> dict[str, bytes]:
    return {str(path.relative_to(home)): path.read_bytes() for path in home.rglob("*") if path.is_file()}


def refused(path: Path, home: Path) -> tuple[str, ...]:
    """The reasons for which a form does not come in the place of the first; all stays byte for byte."""
    before = there(home)
    assert before
    with pytest.raises(FormRefused, match="vervangt “wonen” niet") as failure:
        import_form(path, replacing=True)
    assert there(home) == before
    return failure.value.problems


@pytest.fixture
def first(tmp_path: Path) -> Path:
    return import_form(written(tmp_path / "in")).place


def test_a_value_that_is_gone_is_refused_with_file_row_and_remedy(
    first: Path, home: Path, tmp_path: Path
) -> None:
    (line,) = refused(written(tmp_path / "in", FORM.replace(TENT, "")), home)
    assert line.startswith(
        "wonen.md, blad choices, rij 2, kolom name: de waarde “tent” is weg uit de lijst “roof”"
    )
    assert "antwoorden op sleeps, slept hebben haar" in line
    assert "choice_filter" in line
    assert "--as" in line


def test_in_a_workbook_too(first: Path, home: Path, tmp_path: Path) -> None:
    out = tmp_path / "out" / "wonen.xlsx"
    export_form(str(written(tmp_path / "in", FORM.replace(TENT, ""))), out)
    (line,) = refused(out, home)
    assert line.startswith("wonen.xlsx, blad choices, rij 2, kolom name: ")


def test_a_renamed_value_and_a_whole_list_too(first: Path, home: Path, tmp_path: Path) -> None:
    (line,) = refused(written(tmp_path / "in", FORM.replace("| tent |", "| tents |")), home)
    assert "“tent”" in line
    other = FORM.replace("select_one roof", "select_one yes_no")
    lines = refused(written(tmp_path / "in", other), home)
    assert [
        value for value in ("house", "caravan", "tent") if any(f"“{value}”" in line for line in lines)
    ] == [
        "house",
        "caravan",
        "tent",
    ]
    assert all("lijst “yes_no”" in line and "lists/form.md, blad choices" in line for line in lines)


def test_a_value_that_is_gone_from_a_file_too(first: Path, home: Path, tmp_path: Path) -> None:
    (line,) = refused(written(tmp_path / "in", towns="name;label\ndrum;Drumveen\n"), home)
    assert line.startswith("wonen.md, blad survey, rij 4, kolom type: de waarde “lo” is weg")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| integer | rent |", "| text | rent |"),
        ("| text | wish |", "| date | wish |"),
        ("| text | wish |", "| image | wish |"),
        ("| select_multiple roof | slept |", "| select_one roof | slept |"),
        ("| select_one roof | sleeps |", "| text | sleeps |"),
    ],
)
def test_a_question_of_another_kind_is_refused(
    first: Path, home: Path, tmp_path: Path, old: str, new: str
) -> None:
    assert old in FORM
    (line,) = refused(written(tmp_path / "in", FORM.replace(old, new)), home)
    assert "kolom type: de vraag “" in line
    assert "geef de vraag een nieuwe naam" in line


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (TENT, TENT + "| | roof | boat | Boot | y |\n"),
        ("| roof | tent | Tent | y |", "| roof | tent | Een tent | n |"),
        ("| Waar slaapt u? | |", "| Waar slaapt u? | now='y' |"),
        ("| select_one roof | sleeps |", "| select_multiple roof | sleeps |"),
        ("| integer | rent |", "| decimal | rent |"),
        ("Wat betaalt u?", "Hoeveel betaalt u?"),
        ("| roof |", "| under |"),
    ],
)
def test_what_loses_nothing_replaces(first: Path, tmp_path: Path, old: str, new: str) -> None:
    text = (
        FORM.replace(old, new).replace("roof | sle", "under | sle")
        if new == "| under |"
        else FORM.replace(old, new)
    )
    made = import_form(written(tmp_path / "in", text), replacing=True)
    assert made.place == first
    assert not [one for one in made.notices if "er niet meer" in one.reason]


def test_a_question_that_is_gone_is_told(first: Path, tmp_path: Path) -> None:
    """Whole questions leave on purpose: who answered one keeps it with the version of the interview."""
    made = import_form(
        written(tmp_path / "in", FORM.replace("| | integer | rent | Wat betaalt u? | |\n", "")),
        replacing=True,
    )
    assert ["rent" in one.reason for one in made.notices if "is er niet meer" in one.reason] == [True]


def test_under_another_name_everything_may_go(first: Path, tmp_path: Path) -> None:
    made = import_form(written(tmp_path / "in", FORM.replace(TENT, "")), wanted="wonen-2")
    assert made.form_id == "wonen-2"


def test_a_form_that_could_not_be_read_may_be_replaced(first: Path, tmp_path: Path) -> None:
    first.write_bytes(b"\xff\xfe nothing")
    assert import_form(written(tmp_path / "in", FORM.replace(TENT, "")), replacing=True).place == first


def test_a_form_of_the_program_is_held_against_the_same_rule(tmp_path: Path, home: Path) -> None:
    out = tmp_path / "intake-park.md"
    export_form("intake-park", out)
    lines = out.read_text("utf-8").splitlines(keepends=True)
    text = "".join(lines)
    unused = [
        line for line in lines[text[: text.index("| choices")].count("\n") + 2 :] if _unnamed(line, text)
    ]
    out.write_text(text.replace(unused[0], ""), "utf-8")
    with pytest.raises(FormRefused, match="vervangt “intake-park” niet"):
        import_form(out, replacing=True)
    assert not home.exists()


def _unnamed(line: str, text: str) -> bool:
    """Whether this is the row of a choice that no rule of the form names."""
    cells = [cell.strip() for cell in line.split("|")]
    return len(cells) > 4 and f"select_one {cells[2]} " in text and f"'{cells[3]}'" not in text


def forms(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["forms", *map(str, arguments)])


def test_the_commands_tell_it(first: Path, home: Path, tmp_path: Path) -> None:
    path, before = written(tmp_path / "in", FORM.replace(TENT, "")), there(home)
    result = forms("import", path, "--replace")
    assert result.exit_code == 2
    assert "  wonen.md, blad choices, rij 2" in result.output
    assert "Het formulier dat er was, blijft gelden." in result.output
    assert there(home) == before
    told = forms("check", path)
    assert told.exit_code == 0
    assert "de waarde “tent” is weg uit de lijst “roof”" in told.output
    assert "is weg uit" not in forms("check", written(tmp_path / "in")).output
    assert "is weg uit" not in forms("check", "wonen").output


def test_an_interview_keeps_the_choices_it_began_with_whatever_the_coordinator_sends(
    first: Path, tmp_path: Path
) -> None:
    """So a set-up bundle whose form lost a value harms nothing that was answered."""
    store = (
        FileVault(tmp_path / "laptop", now, stretching=Stretching(memory_kib=64, passes=1, lanes=1))
        .create("J. Voorbeeld", "zes ezels in de mist", DeviceId(new_uuid7(now())))
        .store
    )
    plan = LaptopPlan("intake", "A1", "intake", (Role.HANDHAVER,))
    take_over(
        store, equip(found(practice_action(), clock=now), plan, device=store.device, forms={}), user="J."
    )
    desk = Installation(tmp_path / "laptop", now).sit_down(store, user="J. Voorbeeld", role=Role.HANDHAVER)
    talk = start_interview(desk, open_case(desk).id, "nl", form_id="wonen")
    talk.save(talk.answer({"/data/sleeps": "tent"}))
    written(first.parent, FORM.replace("tent", "boat")).replace(first)
    keep_brought(store, {"wonen": published_form("wonen").to_bytes()})
    again = resume_interview(desk, talk.interview.id)
    assert again.interview.form_digest == talk.interview.form_digest
    assert again.run.node("/data/sleeps").value == "tent"
    offered = [choice.value for choice in again.run.node("/data/sleeps").choices]
    assert offered == ["house", "caravan", "tent"]
    later = start_interview(desk, open_case(desk).id, "nl", form_id="wonen")
    assert [choice.value for choice in later.run.node("/data/sleeps").choices] == ["house", "caravan", "boat"]
    store.close()
    assert assets.form_source("wonen") == first
