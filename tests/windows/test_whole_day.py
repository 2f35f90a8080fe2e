"""One day in real windows: from the first start to the signed bundle, by keyboard alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from driving import CONTROL, PASSPHRASE, USER, Given, Hands, Talk
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fieldcheck import assets
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.referral import FirstAssessment, ReferralStage, Urgency
from fieldcheck.domain.roles import Role
from fieldcheck.i18n import texts
from fieldcheck.ui.pages.desk_rows import CardList
from fieldcheck.ui.pages.export import ExportPage
from fieldcheck.ui.words import ROLES
from fieldcheck.usecases.referring import read_note
from fieldcheck.viewmodels.letters import LetterKind
from fieldcheck.viewmodels.shell import Screen
from fieldcheck.viewmodels.wizard import Step

ALBUM = os.environ.get("FIELDCHECK_TEST_ALBUM")
"""A folder for a picture of every step, for looking at."""

NOTE = "Zorgwekkend: paspoort terughalen vóór vanavond, tolk Żaneta bellen."
ANSWERS: dict[str, Given] = {
    **json.loads(
        (assets.folder("resources") / "practice" / "workers" / "4-evicted-papers-kept.json").read_text(
            encoding="utf-8"
        )
    )["answers"],
    "agency_name": "Żółty Kłos Uitzendwerk (fictief)",
}


@pytest.fixture
def album(tmp_path: Path) -> Path | None:
    if ALBUM is None:
        return None
    folder = Path(ALBUM)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture
def hands(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, album: Path | None
) -> Iterator[Hands]:
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("HOME", str(tmp_path))
    made = Hands(qtbot, album=album)
    yield made
    made.close()


def first_start(hands: Hands) -> None:
    from fieldcheck.ui.pages.wizard import WizardPage

    page = hands.window.page()
    assert isinstance(page, WizardPage)
    hands.write(USER)
    hands.key(Qt.Key.Key_Tab)
    hands.write(PASSPHRASE)
    hands.key(Qt.Key.Key_Tab)
    hands.write(PASSPHRASE)
    hands.photograph("wizard-passphrase")
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: page._model.state.step is Step.RECOVERY)
    hands.until(lambda: page._model.state.sheet)
    hands.tab_to("written-down")
    hands.key(Qt.Key.Key_Space)
    hands.photograph("wizard-recovery")
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: page._model.state.step is Step.ACTION)
    hands.photograph("wizard-action")
    hands.tab_to("practise")
    hands.key(Qt.Key.Key_Space)
    hands.until(lambda: page._model.state.step is Step.SELF_TEST)
    hands.until(lambda: page._model.state.checks)
    hands.photograph("wizard-self-test")
    assert all(check.ok for check in page._model.state.checks)
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.DESK)


def unlock(hands: Hands) -> None:
    hands.arrive(Screen.UNLOCK)
    hands.photograph("unlock")
    hands.write(PASSPHRASE)
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.DESK)


def interview(hands: Hands) -> Talk:
    """A new talk in Polish, answered to its end."""
    hands.key(Qt.Key.Key_N, CONTROL)
    hands.sheet()
    hands.photograph("language")
    hands.signs("2")
    hands.sheet_gone()
    hands.arrive(Screen.INTERVIEW)
    talk = Talk(hands, ANSWERS)
    hands.until(talk.begun)
    assert talk.model.state.language == "pl"
    talk.answer_all(lambda name: hands.photograph(f"ask-{name}"))
    hands.rest()
    hands.photograph("end")
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.OUTCOME)
    return talk


def refer(hands: Hands) -> None:
    hands.until(lambda: hands.shows("refer"))
    hands.photograph("outcome")
    hands.key(Qt.Key.Key_F9)
    hands.arrive(Screen.REFERRAL)
    hands.photograph("referral")
    hands.key(Qt.Key.Key_Space)  # the first way of reaching them has the focus
    hands.key(Qt.Key.Key_F9)
    hands.until(lambda: hands.shows("sheet"))
    hands.photograph("referral-sent")
    hands.tab_to("sheet")
    hands.key(Qt.Key.Key_Return)
    hands.sheet()
    hands.photograph("referral-sheet")
    hands.key(Qt.Key.Key_Escape)
    hands.sheet_gone()
    hands.tab_to("to-desk")
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.DESK)


def work_as(hands: Hands, role: Role) -> None:
    """Change role with the arrow keys, as one does when practising alone."""
    roles = list(Role)
    hands.tab_to("role")
    steps = roles.index(role) - roles.index(hands.desk.actor.role)
    for _ in range(abs(steps)):
        hands.key(Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
        hands.rest()
        hands.rest()
    assert hands.desk.actor.role is role
    assert hands.find(QComboBox, "role").currentText() == texts("nl").text(ROLES[role])
    hands.photograph(f"desk-{role.value}")


def issue_papers(hands: Hands) -> None:
    """Rights letter and proof of control, from the letters desk."""
    hands.key(Qt.Key.Key_R, CONTROL)
    hands.arrive(Screen.LETTERS)
    for kind in (LetterKind.RIGHTS.value, LetterKind.PROOF.value):
        hands.tab_to(f"kind-{kind}")
        hands.key(Qt.Key.Key_Space)
        hands.rest()
        hands.until(lambda: hands.shows("main"))
        hands.photograph(f"letters-{kind}")
        hands.tab_to("main")
        hands.key(Qt.Key.Key_Return)
        hands.sheet()
        hands.photograph(f"paper-{kind}")
        hands.key(Qt.Key.Key_Escape)
        hands.sheet_gone()
    hands.photograph("letters-issued")
    hands.tab_to("back")
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.DESK)


def assess(hands: Hands) -> None:
    """The inspector takes the case over and assesses it first."""
    hands.tab_to("cases")
    hands.find(CardList, "cases")
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.REVIEW)
    hands.until(lambda: hands.shows("take-over"))
    hands.photograph("review")
    hands.tab_to("take-over")
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: not hands.shows("take-over"))
    hands.tab_to(f"assess-{FirstAssessment.TAKEN_UP.value}")
    hands.key(Qt.Key.Key_Space)
    hands.tab_to("own-note")
    hands.write(NOTE)
    hands.photograph("review-filled")
    hands.tab_to("main")
    hands.key(Qt.Key.Key_Return)
    hands.rest()
    hands.rest()
    hands.photograph("review-saved")
    hands.tab_to("back")
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.DESK)


def export(hands: Hands, folder: Path) -> Path:
    """The coordinator's bundle of the day, and what its check says."""
    hands.tab_to("export")
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.EXPORT)
    page = hands.window.page()
    assert isinstance(page, ExportPage)
    hands.until(lambda: hands.shows("main"))
    hands.photograph("export")
    hands.tab_to("main")
    hands.key(Qt.Key.Key_Return)
    hands.until(lambda: page._model.state.check)
    hands.photograph("export-checked")
    check = page._model.state.check
    assert check is not None
    assert check.ok
    hands.tab_to("back")
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.DESK)
    bundles = list(folder.glob("*.asice.age"))
    assert len(bundles) == 1
    return bundles[0]


def acute_words(hands: Hands) -> str:
    cards = [one for one in hands.window.findChildren(QWidget, "acute") if one.isVisible()]
    return " ".join(label.text() for card in cards for label in card.findChildren(QLabel))


def test_the_whole_day_by_keyboard(hands: Hands, tmp_path: Path) -> None:
    first_start(hands)
    hands.photograph("desk-empty")
    hands.key(Qt.Key.Key_L, CONTROL)
    unlock(hands)
    talk = interview(hands)
    assert {"consent", "pay_amount", "papers_kept_by", "threats"} <= set(talk.asked)
    refer(hands)
    hands.photograph("desk-acute")
    (case,) = hands.desk.store.cases()
    assert case.code in acute_words(hands)
    issue_papers(hands)
    work_as(hands, Role.ISZW_INSPECTOR)
    assess(hands)
    work_as(hands, Role.COORDINATOR)
    assert acute_words(hands) == ""
    export(hands, tmp_path)
    hands.key(Qt.Key.Key_L, CONTROL)
    unlock(hands)
    hands.photograph("desk-again")
    everything_is_there(hands, talk)


def everything_is_there(hands: Hands, talk: Talk) -> None:
    """After a lock: answers with their states, referral, assessment, papers."""
    work_as(hands, Role.ISZW_INSPECTOR)
    store = hands.desk.store
    (case,) = store.cases()
    assert case.interview is not None
    answers = {ref.rpartition("/")[2]: one for ref, one in store.interview(case.interview).answers.items()}
    for name in talk.asked:
        given = ANSWERS.get(name)
        if isinstance(given, dict):
            assert answers[name].state is AnswerState(given["state"])
        elif given is not None:
            assert (answers[name].value, answers[name].state) == (given, AnswerState.ANSWERED)
    (referral,) = store.referrals(case=case.id)
    assert (referral.to, referral.urgency) == ("iszw", Urgency.ACUTE)
    assert referral.stage in (ReferralStage.ACKNOWLEDGED, ReferralStage.ACCEPTED)
    assert referral.assessment is FirstAssessment.TAKEN_UP
    assert read_note(hands.desk, referral) == NOTE
    issued = [one.payload for one in store.entries() if one.kind == "paper.issued"]
    assert len(issued) == 3
    assert case.proof_serial
