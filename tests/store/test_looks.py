"""The look of the screens outlives the program; a damaged file is none, and a forced language is not kept."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from fieldcheck.domain.errors import StorageFailed
from fieldcheck.domain.look import Look
from fieldcheck.store.looks import LOOK, Looks

CHOSEN = Look("en", "dark", 150)


def test_what_was_chosen_is_there_at_the_next_start(tmp_path: Path) -> None:
    folder = tmp_path / "laptop"
    assert (Looks(folder).kept, Looks(folder).language) == (Look(), "nl")
    Looks(folder).keep(CHOSEN)
    again = Looks(folder)
    assert (again.kept, again.language) == (CHOSEN, "en")
    assert stat.S_IMODE((folder / LOOK).stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_language_for_this_start_alone_is_not_kept(tmp_path: Path) -> None:
    Looks(tmp_path).keep(CHOSEN)
    trial = Looks(tmp_path, forced="qps-ploc")
    assert trial.language == "qps-ploc"
    trial.keep(Look("qps-ploc", "light", 100))
    assert Looks(tmp_path).kept == Look("en", "light", 100)
    trial.keep(Look("nl", "light", 100))  # chosen under settings all the same
    assert Looks(tmp_path).language == "nl"


@pytest.mark.parametrize(
    "kept",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"language": "en"}',
        b'{"language": "en", "theme": "dark", "percent": "groot"}',
        b'{"language": "en", "theme": "dark", "percent": Infinity}',
        b"[" * 5000,
    ],
)
def test_a_damaged_file_is_none(tmp_path: Path, kept: bytes) -> None:
    (tmp_path / LOOK).write_bytes(kept)
    assert Looks(tmp_path).kept == Look()
    Looks(tmp_path).keep(CHOSEN)
    assert Looks(tmp_path).kept == CHOSEN


def test_no_language_of_the_officer_is_dutch(tmp_path: Path) -> None:
    Looks(tmp_path).keep(Look("pl", "dark", 100))
    assert Looks(tmp_path).language == "nl"


def test_a_disk_that_refuses_leaves_what_was_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks = Looks(tmp_path)
    looks.keep(CHOSEN)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.replace", full)
    with pytest.raises(StorageFailed):
        looks.keep(Look("nl", "light", 100))
    assert looks.kept == CHOSEN
    assert Looks(tmp_path).kept == CHOSEN
