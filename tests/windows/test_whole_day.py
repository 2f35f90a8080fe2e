"""One day in real windows: from the first start to the signed bundle, by keyboard alone."""

from __future__ import annotations

from pathlib import Path

import pytest
from driving import ANSWERS, CONTROL, Hands, Starts, Talk, begin_talk, first_start, unlock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.referral import FirstAssessment, ReferralStage, Urgency
from fieldcheck.domain.roles import Role
from fieldcheck.i18n import texts
from fieldcheck.ui.pages.desk_rows import CardList
from fieldcheck.ui.pages.export import ExportPage
from fieldcheck.ui.words import ROLES
from fieldcheck.usecases.assessing import read_note
from fieldcheck.viewmodels.letters import LetterKind
from fieldcheck.viewmodels.shell import Screen

NOTE = "Zorgwekkend: paspoort terughalen vóór vanavond, tolk Żaneta bellen."


def interview(hands: Hands) -> Talk:
    """A new talk in Polish, answered to its end."""
    talk = begin_talk(hands)
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
    hands.until(lambda: hands.shows("effect"))
    hands.write("Kan vannacht nergens slapen")  # what is required has the focus
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
    hands.tab_to("show-cases")
    hands.key(Qt.Key.Key_Space)
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
    hands.until(lambda: hands.shows("main"))  # the takeover is on disk
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


def test_the_whole_day_by_keyboard(program: Starts, tmp_path: Path) -> None:
    hands = program.start()
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
    assert "Arbeidsinspectie" not in acute_words(hands), "the others of the route have not answered yet"
    hands.key(Qt.Key.Key_F, CONTROL)  # a field has the focus, and would keep the next key on some systems
    hands.key(Qt.Key.Key_E, CONTROL)
    hands.arrive(Screen.PREPARE)
    hands.key(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    hands.arrive(Screen.DESK)
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
    told = store.referrals(case=case.id)
    assert {one.urgency for one in told} == {Urgency.ACUTE}
    (referral,) = (one for one in told if one.to == "iszw")
    assert referral.stage in (ReferralStage.ACKNOWLEDGED, ReferralStage.ACCEPTED)
    assert referral.assessment is FirstAssessment.TAKEN_UP
    assert read_note(hands.desk, referral) == NOTE
    issued = [one.payload for one in store.entries() if one.kind == "paper.issued"]
    assert len(issued) == 3
    assert case.proof_serial


def test_a_talk_and_its_referral_by_mouse(program: Starts) -> None:
    hands = program.start()
    first_start(hands)
    hands.click("new-interview")
    hands.sheet()
    hands.click("form-intake-park")
    hands.until(lambda: hands.shows("language-pl"))
    hands.sheet()
    hands.click("language-pl")
    hands.sheet_gone()
    hands.arrive(Screen.INTERVIEW)
    talk = Talk(hands, ANSWERS)
    hands.until(talk.begun)
    for _ in range(400):
        if talk.model.state.at_end:
            break
        talk.answer_by_mouse()
    hands.rest()
    hands.click("main")
    hands.arrive(Screen.OUTCOME)
    hands.click("refer")
    hands.arrive(Screen.REFERRAL)
    hands.until(lambda: hands.shows("effect"))
    hands.write("Kan vannacht nergens slapen")
    hands.click("send")
    hands.click("to-desk")
    hands.arrive(Screen.DESK)
    (case,) = hands.desk.store.cases()
    assert case.code in acute_words(hands)
    hands.click("acknowledge")
    hands.sheet()
    hands.write("M. Żuk")
    hands.click("confirm")
    hands.sheet_gone()
    hands.until(lambda: "M. Żuk" in {one.acknowledged_by for one in hands.desk.store.referrals(case=case.id)})
    assert hands.desk.store.interview(case.interview or pytest.fail("no talk")).answers
