"""What a form fills in by itself is on record too: an interview stands where it stood when it is reopened."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldcheck.domain.interview import AnswerState
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.interviewing import Interviewing, read_interview, start_interview
from fieldcheck.usecases.standing import answers_given

FORM = """
| survey |
| | type | name | label | default | trigger | calculation |
| | start | began | | | | |
| | end | ended | | | | |
| | today | day | | | | |
| | text | moment | Wanneer begon u? | now() | | |
| | text | name | Hoe heet u? | | | |
| | text | greeted | Aanspreken met | | ${name} | concat(${name}, ' ', random()) |
| | calculate | drawn | | | | once(random()) |
| | begin_repeat | person | Huisgenoot | | | |
| | text | since | Sinds | now() | | |
| | end_repeat | | | | | |
| settings |
| | form_title | form_id | version |
| | Proef met waarden | proef-waarden | 1 |
"""


@pytest.fixture
def interviewing(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Interviewing:
    folder = tmp_path / "home" / "forms" / "proef-waarden"
    folder.mkdir(parents=True)
    (folder / "form.md").write_text(FORM, encoding="utf-8")
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "home"))
    return start_interview(desk, open_case(desk).id, "nl", form_id="proef-waarden")


def values(interviewing: Interviewing) -> dict[str, str]:
    run = interviewing.run
    names = ("began", "ended", "day", "moment", "name", "greeted", "drawn")
    found = {name: run.node(f"/data/{name}").value for name in names}
    people = run.node("/data/person").instances
    return found | {one: run.node(f"{one}/since").value for one in people}


def test_it_stands_where_it_stood(interviewing: Interviewing, desk: Desk) -> None:
    interviewing.save(interviewing.answer({"/data/name": "Jan"}))
    interviewing.save(interviewing.add_instance("/data/person"))
    stood = values(interviewing)
    assert stood["greeted"].startswith("Jan ")
    assert all(stood[name] for name in ("began", "day", "moment", "drawn"))
    assert all(stood[one] for one in interviewing.run.node("/data/person").instances)
    again = read_interview(desk, interviewing.interview.id)
    assert values(again) == stood
    assert again.run.answers() == interviewing.run.answers()


def test_what_nobody_said_counts_as_no_answer(interviewing: Interviewing, desk: Desk) -> None:
    interviewing.save(interviewing.answer({"/data/name": "Jan"}))
    kept = desk.store.interview(interviewing.interview.id)
    assert kept.answers["/data/moment"].state is AnswerState.NOT_ASKED
    assert kept.answers["/data/moment"].value
    assert answers_given(kept) == 1


def test_the_end_is_on_record(interviewing: Interviewing, desk: Desk) -> None:
    assert values(interviewing)["ended"] == ""
    interviewing.save(interviewing.finish())
    assert values(interviewing)["ended"]
    assert values(read_interview(desk, interviewing.interview.id)) == values(interviewing)
