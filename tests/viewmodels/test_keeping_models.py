"""The record and the users, from the use cases to what the screen shows."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from fieldcheck.bootstrap import Installation, practice_action
from fieldcheck.crypto import Stretching
from fieldcheck.domain import events
from fieldcheck.domain.errors import WrongPassphrase
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases import auditing
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.setup import set_up_practice
from fieldcheck.viewmodels.desk import DeskViewModel
from fieldcheck.viewmodels.happened import AT_THE_LAPTOP, HAPPENED, REFERRED
from fieldcheck.viewmodels.jobs import InlineJobs
from fieldcheck.viewmodels.passphrase import PassphraseViewModel
from fieldcheck.viewmodels.renewal import RenewalViewModel
from fieldcheck.viewmodels.shell import Screen, Shell
from fieldcheck.viewmodels.trail import TrailViewModel
from fieldcheck.viewmodels.users import UsersViewModel
from fieldcheck.viewmodels.workplace import Workplace
from tests.morning import now


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


def test_ones_own_passphrase_is_changed_once_it_is_strong_and_repeated(desk: Desk, tmp_path: Path) -> None:
    own, proof, phrase = desk.actor.name, "zes ezels in de mist", "zeven kale kippen vliegen over"
    vault = FileVault(tmp_path / "own", now, stretching=Stretching(64, 1, 1))
    vault.create(own, proof, DeviceId("device-u")).store.close()
    model = PassphraseViewModel(desk, InlineJobs(), Here(vault))  # type: ignore[arg-type]
    for typed, again in (("zwak", "zwak"), (phrase, "anders"), ("", "")):
        model.weigh(typed, again)
        model.change(typed, proof)
        vault.unlock(own, proof).close()
    model.weigh(phrase, phrase)
    model.change(phrase, "verkeerd")
    assert (model.state.trouble is not None, model.state.may_change) == (True, True)
    model.change(phrase, proof)
    assert model.state.done
    vault.unlock(own, phrase).close()
    with pytest.raises(WrongPassphrase):
        vault.unlock(own, proof)
    assert phrase not in repr(model.state)


def test_a_recovery_sheet_is_renewed_in_three_steps(desk: Desk, tmp_path: Path) -> None:
    own, proof = desk.actor.name, "zes ezels in de mist"
    vault = FileVault(tmp_path / "own", now, stretching=Stretching(64, 1, 1))
    made = vault.create(own, proof, DeviceId("device-u"))
    made.store.close()
    model = RenewalViewModel(desk, InlineJobs(), Here(vault))  # type: ignore[arg-type]
    model.begin("")
    model.begin("verkeerd")
    assert model.state.trouble is not None
    model.begin(proof)
    code = model.state.code
    assert model.state.sheet.startswith(b"%PDF")
    model.finish(code[-5:])  # not kept yet
    assert not model.state.done
    model.save(tmp_path / "nergens" / "blad.pdf")
    assert (model.state.trouble is not None, model.state.kept) == (True, False)
    model.save(tmp_path / "blad.pdf")
    assert model.state.kept
    model.finish("00000")
    assert model.state.trouble is not None
    vault.unlock_with_recovery_code(made.recovery_code).close()
    model.finish(code[-5:])
    assert (model.state.done, model.state.code, model.state.sheet) == (True, "", b"")
    vault.unlock_with_recovery_code(code).close()
    with pytest.raises(WrongPassphrase):
        vault.unlock_with_recovery_code(made.recovery_code)
    assert code not in repr(model.state)


def test_the_key_of_the_notes_is_given_and_taken_back(tmp_path: Path) -> None:
    own, proof, phrase = "M. Bakker", "zes ezels in de mist", "zeven kale kippen vliegen over"
    vault = FileVault(tmp_path, now, stretching=Stretching(64, 1, 1))
    store = vault.create(own, proof, DeviceId("device-n")).store
    set_up_practice(store, user=own, action=practice_action(), clock=now)
    keeper = Installation(tmp_path, now).sit_down(store, user=own, role=Role.ADMINISTRATOR)
    vault.adding("P. Nieuw", phrase, by=own, proof=proof)()
    model = UsersViewModel(keeper, InlineJobs(), Here(vault))  # type: ignore[arg-type]
    model.load()
    assert model.state.keeps_notes
    assert [model.state.reads(name) for name in model.state.users] == [True, False]
    model.choose("P. Nieuw")
    assert (model.state.may_give, model.state.may_take) == (True, False)
    model.give("verkeerd")
    assert not model.state.reads("P. Nieuw")
    model.give(proof)
    assert model.state.told == "P. Nieuw kan de afgeschermde notities nu lezen."
    assert model.state.reads("P. Nieuw")
    model.choose("P. Nieuw")
    model.take(proof)
    assert not model.state.reads("P. Nieuw")
    store.close()


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
    assert (state.rows, state.acute, state.inbox, state.feedback) == ((), (), (), ())
    assert (street.queue, street.flow, street.others) == ((), None, ())
    assert (state.may_read_trail, state.may_keep_users) == (
        role is Role.AUDIT_READER,
        role is Role.ADMINISTRATOR,
    )
