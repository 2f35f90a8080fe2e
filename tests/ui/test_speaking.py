"""Reading aloud: other programs get words and sound on standard input, and silence is told plainly."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fieldcheck.ui.speaking import Speaker, voice_of
from fieldcheck.viewmodels.aloud import Utterance
from tests.forms.every_widget import beep

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the programs here are shell scripts")

VOICES = "Pty Language Age/Gender VoiceName File\\n 5 pl --/M Polish zlw/pl\\n 5 pt-BR --/M Brazil roa/pt\\n"
SECRET = "Czy pracuje Pan u Nowak & Syn?"


class Machine:
    """A folder of programs that write down what they were given."""

    def __init__(self, qtbot: QtBot, folder: Path) -> None:
        self.folder, self._qtbot = folder, qtbot
        self.speaker = Speaker(folders=(str(folder),))
        self.silent: list[str] = []
        self.speaker.silent.connect(self.silent.append)

    def add(self, program: str, does: str) -> None:
        """A program; ``$LOG`` is where it may write."""
        script = self.folder / program
        script.write_text(f"#!/bin/sh\nLOG={self.folder}/{program}.log\n{does}\n", encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)

    def add_voice(self, says: str = 'echo "$@" >> $LOG; cat >> $LOG') -> None:
        self.add("espeak-ng", f'if [ "$1" = --voices ]; then printf "{VOICES}"; else {says}; fi')

    def log(self, program: str) -> str:
        path = self.folder / f"{program}.log"
        return path.read_bytes().decode("latin-1") if path.exists() else ""

    def say(self, *said: Utterance) -> None:
        """Say it, and wait until that is over."""
        self.speaker.say(said)
        self._qtbot.waitUntil(lambda: not self.speaker.speaking)


@pytest.fixture
def machine(qtbot: QtBot, tmp_path: Path) -> Machine:
    return Machine(qtbot, tmp_path)


def test_words_are_said_in_order_in_their_language_and_never_on_the_command_line(machine: Machine) -> None:
    machine.add_voice()
    machine.say(Utterance(SECRET, "pl"), Utterance("Sim", "pt"))
    told = machine.log("espeak-ng")
    assert told == f"--stdin -s 150 -v pl\n{SECRET}--stdin -s 150 -v pt-BR\nSim"
    assert machine.silent == []


def test_a_language_without_voice_says_so_and_the_rest_is_said(machine: Machine) -> None:
    machine.add_voice()
    machine.say(Utterance("سؤال", "ar"), Utterance("Tak", "pl"))
    assert machine.silent == ["ar"]
    assert "Tak" in machine.log("espeak-ng")


def test_a_machine_with_nothing_says_so(machine: Machine) -> None:
    machine.say(Utterance("Tak", "pl"), Utterance("", "pl", beep()))
    assert machine.silent == ["pl", "pl"]


def test_a_recording_comes_before_the_voice(machine: Machine) -> None:
    machine.add_voice()
    machine.add("aplay", "cat > $LOG")
    machine.say(Utterance(SECRET, "pl", beep()))
    assert (machine.folder / "aplay.log").read_bytes() == beep()
    assert machine.log("espeak-ng") == ""


def test_a_player_of_bare_sound_is_told_its_shape(machine: Machine) -> None:
    machine.add("paplay", 'echo "$@" > $LOG; cat >> $LOG')
    machine.say(Utterance("", "pl", beep()))
    head, _, frames = (machine.folder / "paplay.log").read_bytes().partition(b"\n")
    assert head == b"--raw --format=s16le --rate=8000 --channels=1"
    assert frames == beep()[44:]


def test_a_recording_that_no_player_takes_is_said_by_the_voice(machine: Machine) -> None:
    machine.add_voice()
    machine.add("aplay", "cat > $LOG")
    machine.say(Utterance("Tak", "pl", b"ID3 an mp3"))
    assert "Tak" in machine.log("espeak-ng")
    assert machine.log("aplay") == ""


def test_a_program_that_fails_is_told(machine: Machine) -> None:
    machine.add("aplay", "cat > /dev/null; exit 3")
    machine.say(Utterance("", "pl", beep()))
    assert machine.silent == ["pl"]


def test_silence_comes_at_once_and_what_waited_is_forgotten(machine: Machine, qtbot: QtBot) -> None:
    machine.add_voice("echo begun >> $LOG; exec sleep 600")
    heard: list[bool] = []
    machine.speaker.busy.connect(heard.append)
    machine.speaker.say((Utterance("Een", "pl"), Utterance("Twee", "pl")))
    qtbot.waitUntil(lambda: "begun" in machine.log("espeak-ng"))
    machine.speaker.stop()
    assert not machine.speaker.speaking
    assert heard == [True, False]
    machine.add_voice()
    machine.say(Utterance("Drie", "pl"))
    assert "Drie" in machine.log("espeak-ng")
    assert "Twee" not in machine.log("espeak-ng")


def test_silence_before_the_voices_are_known_asks_for_them_again(machine: Machine) -> None:
    machine.add_voice()
    machine.speaker.say((Utterance("Een", "pl"),))
    machine.speaker.stop()
    machine.say(Utterance("Twee", "pl"))
    assert "Twee" in machine.log("espeak-ng")
    assert "Een" not in machine.log("espeak-ng")


@pytest.mark.parametrize(
    ("tag", "voice"),
    [
        ("en", "en-gb"),
        ("pt", "pt"),
        ("zh-Hans", "cmn"),
        ("vi", "vi-VN"),
        ("pl", "pl"),
        ("lt", ""),
        ("es", "es"),
    ],
)
def test_a_language_finds_its_voice_under_the_name_that_voices_have(tag: str, voice: str) -> None:
    there = frozenset(
        {"en-029", "en-gb", "en-us", "pt-br", "pt", "cmn", "vi-VN", "pl", "ltg", "es-419", "es"}
    )
    assert voice_of(tag, there) == voice
