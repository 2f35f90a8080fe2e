"""A morning in real windows: four laptops hand files to each other, and the coordinator closes the day.

Two people are spoken through the window, with every key; the other twenty-eight were played into the same
stores before anybody unlocked them.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from driving import ANSWERS, CONTROL, Given, Hands, Starts, begin_talk, unlock
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel, QLineEdit, QWidget

from fieldcheck.domain.day import DayCounts
from fieldcheck.domain.interview import AnswerState, InterviewStage
from fieldcheck.domain.referral import FirstAssessment, Outcome, ReferralStage
from fieldcheck.rehearsal import workers
from fieldcheck.ui.controls import Chip, Figure
from fieldcheck.ui.pages.export import ExportPage
from fieldcheck.ui.pages.importing import ImportPage
from fieldcheck.usecases.closed import closing_of
from fieldcheck.usecases.desk import Desk, lock
from fieldcheck.viewmodels.shell import Screen
from tests.flow.morning import interviewed, send_on_from_intake, sound
from tests.flow.morning_laptops import LAPTOPS, PASSPHRASE, office, prepare, unpack
from tests.flow.morning_people import ACUTE, ACUTE_UNHEARD, AT_INTAKE, AT_INTAKE2, said_by
from tests.morning import now

EFFECT = "Kan vannacht nergens slapen"
WORDS = "Wij spreken haar vandaag nog."
NOTE = "Tolk Roemeens bellen."
REASON = "De stand is ingepakt; de politie belt terug."
CALM: dict[str, Given] = {
    name: {"state": given.value} if isinstance(given, AnswerState) else given
    for name, given in workers()[1].answers
}
"""What a content worker says, as the keys of the window give it."""


@dataclass(frozen=True)
class Tent:
    """Four laptops, shut, and folders on a stick: what goes to the stand, what comes back, and whole days."""

    start: Callable[[str], Hands]
    stop: Callable[[], None]
    hand: Path
    back: Path
    days: Path


@pytest.fixture
def tent(program: Starts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tent:
    """The laptops are set up from their bundles, and most of the people were spoken."""
    hand, back, days, given = (tmp_path / name for name in ("hand", "back", "days", "given"))
    for folder in (hand, back, days, given):
        folder.mkdir()
    begun = office(tmp_path / "office", now)
    prepared = prepare(begun, given, now().date())
    lock(begun)
    for name, (user, role) in LAPTOPS.items():
        folder = tmp_path / name / "practice"
        desk = unpack(folder, prepared.for_laptop(name), now, user=user, role=role, stretching=None)
        if name == "intake":
            speak(desk, [number for number in AT_INTAKE if number != ACUTE][:-1])
        elif name == "intake2":
            speak(desk, AT_INTAKE2)
        lock(desk)
    monkeypatch.setenv("HOME", str(days))  # where a bundle goes when nobody says otherwise

    def start(name: str) -> Hands:
        monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / name))
        hands = program.start()
        unlock(hands, user=LAPTOPS[name][0], passphrase=PASSPHRASE)
        return hands

    return Tent(start, program.stop, hand, back, days)


def speak(desk: Desk, numbers: range | list[int]) -> None:
    """Talks without a window; one of them acute, and nobody will answer."""
    for number in numbers:
        met = interviewed(desk, said_by(number))
        if number == ACUTE_UNHEARD:
            sound(desk, met)
        else:
            send_on_from_intake(desk, met)


def press(hands: Hands, name: str) -> None:
    """Go to a control with Tab, and press it."""
    hands.until(lambda: hands.shows(name))
    hands.tab_to(name)
    hands.key(Qt.Key.Key_Return)


def choose_file(hands: Hands, path: Path) -> None:
    """Type a path into the sheet that asks for a file or folder."""
    dialog = hands.sheet()
    assert isinstance(dialog, QFileDialog)
    hands.tab_to("fileNameEdit")
    hands.key(Qt.Key.Key_A, CONTROL)
    hands.write(str(path))
    hands.until(lambda: hands.find(QLineEdit, "fileNameEdit").text() == str(path))
    hands.key(Qt.Key.Key_Return)
    hands.sheet_gone()


def words_of(hands: Hands, name: str) -> str:
    """Everything that is written in what has this name."""
    return written_on(hands.find(QWidget, name))


def written_on(widget: QWidget) -> str:
    """Every label and chip on something."""
    return " ".join(one.text() for kind in (QLabel, Chip) for one in widget.findChildren(kind))


def home(hands: Hands) -> None:
    press(hands, "back")
    hands.arrive(Screen.DESK)


# --- what each of them does ---


@dataclass(frozen=True)
class Heard:
    """One person who was spoken with the keys of the window: what was asked, and what there was to say."""

    code: str
    asked: list[str]
    answers: dict[str, Given]


def two_talks(hands: Hands) -> tuple[Heard, Heard]:
    """One person who can go on, one for whom it cannot wait."""
    calm = begin_talk(hands, CALM, forms=False)
    calm.answer_all()
    hands.rest()
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.OUTCOME)
    hands.until(lambda: hands.shows("main"))
    hands.photograph("calm-outcome")
    press(hands, "main")
    hands.arrive(Screen.DESK)
    acute = begin_talk(hands, ANSWERS, forms=False)
    acute.answer_all()
    hands.rest()
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.OUTCOME)
    hands.until(lambda: hands.shows("refer"))
    newest = sorted(hands.desk.store.cases(limit=100), key=lambda row: row.code)[-2:]
    return Heard(newest[0].code, calm.asked, CALM), Heard(newest[1].code, acute.asked, ANSWERS)


def alarm(hands: Hands, folder: Path) -> None:
    """The alarm by its key; what the others need goes on the stick."""
    hands.key(Qt.Key.Key_F9)
    hands.arrive(Screen.REFERRAL)
    hands.until(lambda: hands.shows("effect"))
    hands.write(EFFECT)
    hands.key(Qt.Key.Key_F9)
    hands.until(lambda: hands.shows("bundle"))
    press(hands, "bundle")
    choose_file(hands, folder)
    hands.until(lambda: len(list(folder.glob("*.asice.age"))) == 2)
    hands.rest()
    hands.photograph("alarm-sent")
    press(hands, "to-desk")
    hands.arrive(Screen.DESK)


def take_in(hands: Hands, path: Path, *, files: int = 1) -> str:
    """Take in a file, or all files of a folder; what the page says of them."""
    press(hands, "take-in")
    hands.arrive(Screen.IMPORT)
    page = hands.window.page()
    assert isinstance(page, ImportPage)
    press(hands, "all" if path.is_dir() else "main")
    choose_file(hands, path)
    hands.until(lambda: len(page._model.state.brought) == files and not page._model.state.working)
    hands.until(lambda: hands.shows(f"brought-{files - 1}"))
    hands.photograph("taken-in")
    told = " ".join(words_of(hands, f"brought-{number}") for number in range(files))
    home(hands)
    return told


def review(hands: Hands, folder: Path) -> None:
    """The inspector takes over, assesses, tells back, and puts the outcome on the stick."""
    press(hands, "show-cases")
    hands.tab_to("cases")
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    hands.arrive(Screen.REVIEW)
    press(hands, "take-over")
    hands.until(lambda: not hands.shows("take-over"))
    press(hands, f"assess-{FirstAssessment.TAKEN_UP.value}")
    hands.tab_to("own-note")
    hands.write(NOTE)
    press(hands, "main")
    hands.rest()
    hands.rest()
    press(hands, "tell-outcome")
    hands.sheet()
    press(hands, f"outcome-{Outcome.ACCEPTED.value}")
    hands.tab_to("words")
    hands.write(WORDS)
    hands.photograph("telling")
    press(hands, "keep")
    hands.sheet_gone()
    hands.rest()
    hands.key(Qt.Key.Key_4, Qt.KeyboardModifier.AltModifier)
    hands.until(lambda: hands.shows("outcome-bundle"))
    press(hands, "outcome-bundle")
    choose_file(hands, folder)
    hands.until(lambda: list(folder.glob("*terugmelding*")))
    hands.rest()
    hands.photograph("told-back")
    home(hands)


def see_feedback(hands: Hands) -> str:
    """What came back, and that it was new until now."""
    hands.until(lambda: hands.shows("feedback"))
    press(hands, "feedback")
    sheet = hands.sheet()
    hands.photograph("feedback")
    told = written_on(sheet)
    hands.key(Qt.Key.Key_Return)
    hands.sheet_gone()
    return told


def bring_day(hands: Hands, *, checked: bool = False) -> None:
    """The bundle of all of this laptop; only the coordinator can look inside."""
    page = hands.window.page()
    assert isinstance(page, ExportPage)
    hands.until(lambda: page._model.state.contents)
    press(hands, "main")
    hands.until(lambda: page._model.state.check or page._model.state.handed_over)
    hands.photograph("day-brought")
    check = page._model.state.check
    assert (check is not None and check.ok) is checked
    home(hands)


def close_the_day(hands: Hands) -> str:
    """Look at the day, hear what is unfinished, close it with a reason; what was unfinished."""
    hands.key(Qt.Key.Key_G, CONTROL)
    hands.arrive(Screen.DAY)
    hands.rest()
    hands.photograph("day")
    figures = {one.accessibleName() for one in hands.window.page().findChildren(Figure)}
    assert {"30 van 30 gesproken", "2 van 30 doorverwezen"} <= figures
    press(hands, "main")
    hands.arrive(Screen.CLOSING)
    hands.until(lambda: hands.shows("reason"))
    hands.photograph("closing")
    loose = " ".join(words_of(hands, name) for name in ("alarm", "waiting", "laptop"))
    hands.tab_to("reason")
    hands.write(REASON)
    press(hands, "main")
    hands.until(lambda: hands.shows("bundle"))
    hands.photograph("closed")
    press(hands, "bundle")
    hands.arrive(Screen.EXPORT)
    bring_day(hands, checked=True)
    return loose


def to_export(hands: Hands) -> None:
    press(hands, "export")
    hands.arrive(Screen.EXPORT)


# --- the morning ---


def test_a_morning_on_four_laptops_by_keyboard(tent: Tent) -> None:
    intake = tent.start("intake")
    calm, acute = two_talks(intake)
    alarm(intake, tent.hand)
    tent.stop()

    iszw = tent.start("iszw")
    told = take_in(iszw, tent.hand, files=2)  # one for each whom the route names and who has a laptop
    assert ("Doorverwijzing van intake" in told, "geweigerd" in told) == (True, True)
    review(iszw, tent.back)
    to_export(iszw)
    bring_day(iszw)
    tent.stop()

    intake = tent.start("intake")
    (outcome,) = tent.back.glob("*terugmelding*.asice.age")
    take_in(intake, outcome)
    told = see_feedback(intake)
    assert acute.code in told
    assert WORDS in told
    assert "nieuw" in told
    intake.rest()
    assert "nieuw" not in see_feedback(intake)
    to_export(intake)
    bring_day(intake)
    tent.stop()

    other = tent.start("intake2")
    to_export(other)
    bring_day(other)
    tent.stop()

    coordinator = tent.start("coordinator")
    assert "geweigerd" not in take_in(coordinator, tent.days, files=3)
    loose = close_the_day(coordinator)
    assert "gemeente" in loose
    everything_came_together(coordinator, calm, acute)


def everything_came_together(hands: Hands, calm: Heard, acute: Heard) -> None:
    """On the coordinator's disk, while its worker rests."""
    hands.rest()
    store = hands.desk.store
    cases = {row.code: row for row in store.cases(limit=100)}
    assert len(cases) == 30
    for heard in (calm, acute):
        talk = cases[heard.code].interview
        assert talk is not None
        assert store.interview(talk).stage is InterviewStage.FINISHED
        kept = {place.rpartition("/")[2]: one for place, one in store.interview(talk).answers.items()}
        told = {name: heard.answers[name] for name in heard.asked if name in heard.answers}
        assert len(told) > 20
        for name, given in told.items():
            if isinstance(given, dict):
                assert kept[name].state is AnswerState(given["state"]), name
            else:
                assert kept[name].value == given, name
    counts: DayCounts = store.day_counts()
    assert (counts.cases, counts.talked, counts.referred) == (30, 30, 2)
    (sent,) = (one for one in store.referrals(case=cases[acute.code].id) if one.to == "iszw")
    assert (sent.stage, sent.outcome_words) == (ReferralStage.ACCEPTED, WORDS)
    assert closing_of(store).is_closed
    assert list(store.broken()) == []
