"""The one place that makes sound: recordings and the voice of the system, through programs that are there.

Nothing is brought along for it and nothing is written down: words and sound go to the other program's
standard input, never to its command line, which everybody on the machine can read, nor to a file.
"""

from __future__ import annotations

import io
import sys
import wave
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QProcess, QStandardPaths, Signal

from fieldcheck.viewmodels.aloud import Utterance

_PATIENCE_MS = 500
"""How long a program that was told to stop may take (milliseconds)."""
_NAMES = {"zh-Hans": ("cmn", "zh"), "en": ("en-gb", "en"), "pt": ("pt-pt", "pt")}
"""What voices call a language, the best first, where that is more than its tag."""
_READ = "[Console]::InputEncoding=[Text.Encoding]::UTF8;"
_WINDOWS_VOICE = (
    "Add-Type -AssemblyName System.Speech;$s=New-Object System.Speech.Synthesis.SpeechSynthesizer;"
)


@dataclass(frozen=True, slots=True)
class Voices:
    """A program that speaks: how it lists its languages, and how it says what it reads.

    ``column`` is the place of the language in a line of the list; ``{tag}`` stands for a language that was
    listed. ``hush`` are the arguments that silence it, for one that leaves speaking to another program.
    """

    program: str
    listing: tuple[str, ...]
    column: int
    saying: tuple[str, ...]
    hush: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Player:
    """A program that plays what it reads; ``raw`` ones are told the shape of the sound, and read it bare."""

    program: str
    playing: tuple[str, ...]
    wave_only: bool = False
    raw: bool = False


VOICES = (
    Voices("espeak-ng", ("--voices",), 1, ("--stdin", "-s", "150", "-v", "{tag}")),
    Voices("spd-say", ("-L",), -2, ("-e", "-w", "-l", "{tag}"), ("-C",)),
)
PLAYERS = (
    Player("aplay", ("-q", "-"), wave_only=True),
    Player(
        "paplay",
        ("--raw", "--format={format}", "--rate={rate}", "--channels={channels}"),
        wave_only=True,
        raw=True,
    ),
    Player("ffplay", ("-nodisp", "-autoexit", "-loglevel", "quiet", "-i", "-")),
    Player("mpv", ("--no-video", "--no-config", "--really-quiet", "-")),
)
VOICES_WINDOWS = (
    Voices(
        "powershell",
        (
            "-NoProfile",
            "-Command",
            _WINDOWS_VOICE + "$s.GetInstalledVoices()|%{$_.VoiceInfo.Culture.Name}",
        ),
        0,
        (
            "-NoProfile",
            "-Command",
            _READ + _WINDOWS_VOICE + "$s.SelectVoiceByHints('NotSet','NotSet',0,'{tag}');"
            "$s.Speak([Console]::In.ReadToEnd())",
        ),
    ),
)
PLAYERS_WINDOWS = (
    Player(
        "powershell",
        (
            "-NoProfile",
            "-Command",
            "(New-Object System.Media.SoundPlayer([Console]::OpenStandardInput())).PlaySync()",
        ),
        wave_only=True,
    ),
)


@dataclass(frozen=True, slots=True)
class _Order:
    """A program to start, and what it reads."""

    path: str
    arguments: tuple[str, ...]
    reads: bytes
    hush: tuple[str, ...] = ()


class Speaker(QObject):
    """Says utterances one after the other; quiet at once when told.

    ``silent`` tells the language (BCP 47) of something that cannot be said: no voice, no player, or the
    program failed. What can be said is said all the same. ``busy`` tells when it begins and ends.

    Args:
        parent: it is silent when the parent goes.
        folders: where programs are looked for; () where the system does.
    """

    silent = Signal(str)
    busy = Signal(bool)

    def __init__(self, parent: QObject | None = None, *, folders: tuple[str, ...] = ()) -> None:
        super().__init__(parent)
        self._folders = list(folders)
        self._queue: deque[Utterance] = deque()
        self._voices: tuple[tuple[Voices, str, frozenset[str]], ...] | None = None
        self._to_list: deque[tuple[Voices, str]] = deque()
        self._process: QProcess | None = None
        self._order: _Order | None = None

    @property
    def speaking(self) -> bool:
        """Whether something is being said, or about to be."""
        return self._process is not None

    def say(self, said: Iterable[Utterance]) -> None:
        """Say these, in order, in place of what is being said."""
        self.stop()
        self._queue.extend(said)
        self.busy.emit(True)
        if self._voices is None and any(self._needs_voice(one) for one in self._queue):
            self._to_list.extend(self._found())
            self._voices = ()
            self._list_next()
        else:
            self._next()

    def _needs_voice(self, one: Utterance) -> bool:
        return bool(one.words) and not (one.recording and self._play(one.recording))

    def stop(self) -> None:
        """Silence; forgets what waits."""
        self._queue.clear()
        if self._to_list or (self._process is not None and self._order is None):
            self._to_list.clear()
            self._voices = None  # it was still being asked which voices there are
        was, order = self._process, self._order
        self._process = self._order = None
        if was is None:
            return
        was.blockSignals(True)
        was.kill()
        was.waitForFinished(_PATIENCE_MS)
        was.deleteLater()
        if order is not None and order.hush:
            QProcess.startDetached(order.path, list(order.hush))
        self.busy.emit(False)

    # Which voices there are

    def _found(self) -> list[tuple[Voices, str]]:
        offered = VOICES_WINDOWS if sys.platform == "win32" else VOICES
        return [(one, path) for one in offered if (path := self._path(one.program))]

    def _path(self, program: str) -> str:
        return QStandardPaths.findExecutable(program, self._folders)

    def _list_next(self) -> None:
        if not self._to_list:
            self._next()
            return
        voices, path = self._to_list.popleft()
        process = self._begin(path, voices.listing)
        process.finished.connect(lambda *_: self._listed(voices, path, process))
        process.errorOccurred.connect(lambda *_: self._listed(voices, path, process))
        process.start()

    def _listed(self, voices: Voices, path: str, process: QProcess) -> None:
        if process is not self._process:
            return
        told = bytes(process.readAllStandardOutput().data()).decode("utf-8", "replace")
        self._process = None
        process.deleteLater()
        tags: set[str] = set()
        for line in told.splitlines():
            words = line.split()
            if -len(words) <= voices.column < len(words):
                tags.add(words[voices.column])
        self._voices = (*(self._voices or ()), (voices, path, frozenset(tags)))
        self._list_next()

    # Saying

    def _next(self) -> None:
        while self._queue:
            one = self._queue.popleft()
            order = self._play(one.recording) if one.recording else None
            if order is None and one.words:
                order = self._speak(one.words, one.tag)
            if order is None:
                self.silent.emit(one.tag)
                continue
            self._do(order, one.tag)
            return
        self.busy.emit(False)

    def _speak(self, words: str, tag: str) -> _Order | None:
        for voices, path, tags in self._voices or ():
            theirs = voice_of(tag, tags)
            if theirs:
                arguments = tuple(part.replace("{tag}", theirs) for part in voices.saying)
                return _Order(path, arguments, words.encode(), voices.hush)
        return None

    def _play(self, recording: bytes) -> _Order | None:
        is_wave = recording[:4] == b"RIFF" and recording[8:12] == b"WAVE"
        for one in PLAYERS_WINDOWS if sys.platform == "win32" else PLAYERS:
            path = self._path(one.program) if is_wave or not one.wave_only else ""
            if path and one.raw:
                shaped = _raw(one, path, recording)
                if shaped is not None:
                    return shaped
            elif path:
                return _Order(path, one.playing, recording)
        return None

    def _do(self, order: _Order, tag: str) -> None:
        process = self._begin(order.path, order.arguments)
        self._order = order
        process.finished.connect(lambda code, *_: self._done(process, tag, failed=code != 0))
        process.errorOccurred.connect(lambda *_: self._done(process, tag, failed=True))
        process.start()
        process.write(order.reads)
        process.closeWriteChannel()

    def _done(self, process: QProcess, tag: str, *, failed: bool) -> None:
        if process is not self._process:
            return
        self._process = self._order = None
        process.deleteLater()
        if failed:
            self.silent.emit(tag)
        self._next()

    def _begin(self, path: str, arguments: tuple[str, ...]) -> QProcess:
        process = self._process = QProcess(self)
        process.setProgram(path)
        process.setArguments(list(arguments))
        process.setStandardErrorFile(QProcess.nullDevice())
        return process


def voice_of(tag: str, tags: frozenset[str]) -> str:
    """What a program calls the voice of a language, "" when it has none."""
    for name in _NAMES.get(tag, (tag.partition("-")[0],)):
        fitting = sorted((one for one in tags if f"{one.lower()}-".startswith(f"{name}-")), key=_plainness)
        if fitting:
            return fitting[0]
    return ""


def _plainness(tag: str) -> tuple[int, str]:
    """A language without its region comes before one with it."""
    return tag.count("-"), tag


def _raw(player: Player, path: str, recording: bytes) -> _Order | None:
    """The sound without its head, and its shape among the arguments; None for a shape that is not plain."""
    formats = {1: "u8", 2: "s16le", 3: "s24le", 4: "s32le"}
    try:
        with wave.open(io.BytesIO(recording)) as sound:
            shape = {
                "format": formats[sound.getsampwidth()],
                "rate": sound.getframerate(),
                "channels": sound.getnchannels(),
            }
            frames = sound.readframes(sound.getnframes())
    except (wave.Error, EOFError, KeyError):
        return None
    return _Order(path, tuple(part.format(**shape) for part in player.playing), frames)
