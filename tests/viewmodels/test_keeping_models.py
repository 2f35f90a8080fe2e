"""The record and the users, from the use cases to what the screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldcheck.bootstrap import now
from fieldcheck.crypto import Stretching
from fieldcheck.domain import events
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases import auditing
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.viewmodels.desk import DeskViewModel
from fieldcheck.viewmodels.happened import AT_THE_LAPTOP, HAPPENED, REFERRED
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.trail import TrailViewModel
from fieldcheck.viewmodels.users import UsersViewModel
from fieldcheck.viewmodels.workplace import Workplace


def test_every_kind_of_entry_that_leaves_a_line_has_words() -> None:
    kinds = {value for name, value in vars(events).items() if name.isupper()}
    untrailed = {events.INTERVIEW_MOVED}
    assert {*AT_THE_LAPTOP, *HAPPENED, *REFERRED} == kinds - untrailed


def test_the_record_is_read_narrowed_and_turned_back(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(auditing, "PAGE", 2)
    reader = change_place(desk, role=Role.AUDIT_READER, post=desk.actor.post)
    model = TrailViewModel(reader, InlineJobs())
    model.load()
    assert (len(model.state.rows), model.state.more) == (2, True)
    assert model.state.rows[0].what == "dit logboek bekeken"
    assert model.state.rows[0].role == "Lezer voor controle achteraf"
    model.older()
    assert len({row.id for row in model.state.rows}) == 4
    model.narrow(case_code="", actor="", kind=events.SESSION_OPENED)
    assert {row.what for row in model.state.rows} == {"aan een post gaan werken"}
    model.narrow(case_code="zaak 12", actor="", kind="")
    assert model.state.trouble is not None
    assert (model.state.rows, model.state.busy) == ((), False)


def test_a_check_says_over_how_much(desk: Desk) -> None:
    model = TrailViewModel(change_place(desk, role=Role.AUDIT_READER, post=desk.actor.post), InlineJobs())
    model.check()
    assert model.state.sound
    assert "1 laptop." in model.state.checked[0]


@dataclass
class Here:
    vault: FileVault


def test_a_user_comes_and_goes(desk: Desk, tmp_path: Path) -> None:
    from fieldcheck.domain.identifiers import DeviceId

    own, proof = desk.actor.name, "zes ezels in de mist"
    vault = FileVault(tmp_path / "own", now, stretching=Stretching(64, 1, 1))
    vault.create(own, proof, DeviceId("device-u")).store.close()
    keeper = change_place(desk, role=Role.ADMINISTRATOR, post=desk.actor.post)
    model = UsersViewModel(keeper, InlineJobs(), Here(vault))  # type: ignore[arg-type]
    model.load()
    model.weigh("zwak", "zwak")
    model.add("P. Nieuw", "zwak", proof)
    assert model.state.users == (own,)
    phrase = "zeven kale kippen vliegen over"
    model.weigh(phrase, phrase)
    model.add("P. Nieuw", phrase, "verkeerd")
    assert model.state.trouble is not None
    model.add("P. Nieuw", phrase, proof)
    assert (model.state.users, model.state.trouble) == ((own, "P. Nieuw"), None)
    assert model.state.told == "P. Nieuw kan deze laptop nu ontgrendelen."
    model.choose(own)
    model.withdraw(proof)
    assert len(model.state.users) == 2
    model.choose("P. Nieuw")
    model.withdraw(proof)
    assert model.state.users == (own,)


@pytest.mark.parametrize("role", [Role.AUDIT_READER, Role.ADMINISTRATOR])
def test_the_desk_of_who_has_no_part_in_the_street_reads_no_case(desk: Desk, role: Role) -> None:
    open_case(desk)
    jobs = InlineJobs()
    workplace = Workplace(None, jobs)  # type: ignore[arg-type]
    workplace.sit(change_place(desk, role=role, post=desk.actor.post))
    model = DeskViewModel(workplace, Shell(workplace, first=Screen.DESK))
    model.find("OE")
    model.look(everywhere=True)
    state, street = model.state, model.street.state
    assert state.loaded
    assert (state.rows, state.acute, state.inbox, state.feedback, state.counts) == ((), (), (), (), None)
    assert (street.queue, street.flow, street.others) == ((), None, ())
    assert (state.may_read_trail, state.may_keep_users) == (
        role is Role.AUDIT_READER,
        role is Role.ADMINISTRATOR,
    )
