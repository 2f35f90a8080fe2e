"""A form that was changed for the worse is refused, with its place; the one that was there stays."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldcheck import assets
from fieldcheck.domain.case import CaseStage
from fieldcheck.domain.errors import FormRefused
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.i18n import error_text, texts
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.forms import FormSource, publish_form
from fieldcheck.usecases.interviewing import Interviewing, start_interview
from fieldcheck.usecases.offering import SET_UP_FORMS

FORM = """
| survey | type | name | label |
| | begin_group | work | Werk |
| | select_multiple paid | paid | Hoe krijgt u uw loon? |
| | select_one paid | wanted | Hoe wilt u het? |
| | end_group | | |
| choices | list_name | name | label |
| | paid | bank | Op de bank |
| | paid | cash | Contant |
| | paid | goods | In natura |
| settings | form_title | form_id | version |
| | Proef | proef | 1 |
"""
CASH = "| | paid | cash | Contant |\n"


@pytest.fixture
def source(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, desk: Desk) -> Path:
    """The source of a form that this laptop publishes by itself."""
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "home"))
    desk.store.keep_secret(SET_UP_FORMS, b"{}")
    path = assets.own_forms() / "proef" / "form.md"
    path.parent.mkdir(parents=True)
    path.write_text(FORM, encoding="utf-8")
    return path


def begin(desk: Desk, case: CaseId | None = None) -> Interviewing:
    return start_interview(desk, case or open_case(desk).id, "nl", form_id="proef")


def gave(talk: Interviewing, **answers: str) -> None:
    given = {f"/data/work/{name}": value for name, value in answers.items()}
    talk.save(talk.answer(given, move_on=False))


def test_a_value_that_a_talk_has_cannot_be_taken_away(desk: Desk, source: Path) -> None:
    gave(begin(desk), paid="cash goods", wanted="cash")
    before = publish_form(desk, "proef")
    source.write_text(FORM.replace(CASH, ""), encoding="utf-8")
    with pytest.raises(FormRefused) as refused:
        publish_form(desk, "proef")
    (problem,) = refused.value.problems
    assert "form.md, blad choices, rij 2, kolom name: de waarde “cash” is weg uit de lijst “paid”; " in str(
        problem
    )
    assert "antwoorden op paid, wanted hebben haar" in str(problem)
    what, kept, remedy = error_text(refused.value, texts("nl"))
    assert "rij 2" in what
    assert (kept, remedy.startswith("Begin het gesprek nog eens")) == (
        "De versie die er was, blijft gelden.",
        True,
    )
    # Told once, the talk goes on with what was there; mended, it counts.
    assert publish_form(desk, "proef").digest == before.digest
    source.write_text(FORM.replace("Hoe wilt u het?", "Wat wilt u?"), encoding="utf-8")
    assert publish_form(desk, "proef").digest != before.digest


def test_a_value_that_nobody_chose_may_go(desk: Desk, source: Path) -> None:
    talk = begin(desk)
    gave(talk, paid="cash")
    gave(talk, paid="bank")  # what was changed since is no answer any more
    source.write_text(FORM.replace(CASH, ""), encoding="utf-8")
    assert "Contant" not in publish_form(desk, "proef").xform


def test_a_broken_form_leaves_the_one_that_was_there(desk: Desk, source: Path) -> None:
    before = publish_form(desk, "proef")
    source.write_text(FORM.replace("select_one paid |", "select_one payd |"), encoding="utf-8")
    with pytest.raises(FormRefused) as refused:
        publish_form(desk, "proef")
    assert "rij 4" in error_text(refused.value, texts("nl"))[0]
    assert publish_form(desk, "proef").digest == before.digest
    source.write_text("Dear all", encoding="utf-8")
    with pytest.raises(FormRefused):
        publish_form(desk, "proef")
    assert publish_form(desk, "proef").digest == before.digest


def test_a_form_that_never_was_there_is_refused_each_time(desk: Desk, source: Path) -> None:
    source.write_text("Dear all", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(FormRefused) as refused:
            publish_form(desk, "proef")
        assert error_text(refused.value, texts("nl"))[1] == "Er is geen gesprek begonnen."


def test_a_talk_begins_with_what_was_there(desk: Desk, source: Path) -> None:
    first = begin(desk)
    gave(first, paid="cash")
    source.write_text(FORM.replace(CASH, ""), encoding="utf-8")
    case = open_case(desk)
    with pytest.raises(FormRefused):
        begin(desk, case.id)
    second = begin(desk, case.id)
    assert second.interview.form_digest == first.interview.form_digest
    assert desk.store.case(case.id).stage is CaseStage.INTERVIEW


def test_a_form_is_weighed_once_however_often_its_digest_is_asked() -> None:
    form = FormSource("", "trial.md", FORM.encode(), {"pl": {"survey/work/label": "Praca"}})
    assert form.digest is form.digest
    assert hash(form) == hash(FormSource("", "trial.md", FORM.encode(), {"pl": dict(form.texts["pl"])}))
