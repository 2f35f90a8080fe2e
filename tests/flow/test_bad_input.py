"""Bad input on the command line: a plain message with place and reason, exit code 2, nothing half-done."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from fieldcheck import assets
from fieldcheck.__main__ import main
from fieldcheck.domain.errors import StorageFailed
from fieldcheck.output import OutputFolder

ROOT = Path(__file__).parents[2]
PRACTICE = assets.folder("resources") / "practice"
ACTION = PRACTICE / "action.json"
WORKER = json.loads(min((PRACTICE / "workers").glob("*.json")).read_text(encoding="utf-8"))


def fieldcheck(*arguments: object) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


def refused(result: Result) -> str:
    """What was said; the command ended with 2 and not with an exception of its own."""
    assert result.exit_code == 2, (result.output, result.exception)
    assert isinstance(result.exception, SystemExit)
    return result.output


@pytest.fixture(scope="module")
def rehearsed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("rehearsal")
    assert fieldcheck("rehearse", "--language", "en", "--out", out).exit_code == 0
    return out


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 300 kB; needs the right to mount one."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if (
        not shutil.which("mount")
        or subprocess.run(
            ["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", disk], capture_output=True, check=False
        ).returncode
    ):
        pytest.skip("no right to mount a small disk here")
    yield disk
    subprocess.run(["umount", disk], check=True)


def trial(folder: Path, text: str) -> Result:
    answers = folder / "answers.json"
    answers.write_text(text, encoding="utf-8")
    return fieldcheck("triage", "intake-park", answers)


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("pay_amount", "eight hundred"),
        ("pay_amount", "1e9"),
        ("days_per_week", "9"),
        ("hours_per_day", "25"),
        ("consent", "perhaps"),
    ],
)
def test_an_impossible_answer_is_refused_with_file_and_question(
    question: str, value: str, tmp_path: Path
) -> None:
    answers = {**WORKER, "answers": {**WORKER["answers"], question: value}}
    said = refused(trial(tmp_path, json.dumps(answers)))
    assert "answers.json" in said
    assert f"/{question}" in said


def test_an_impossible_date_is_refused_with_file_and_question(tmp_path: Path) -> None:
    dated = [name for name, value in WORKER["answers"].items() if str(value)[:3] == "202"]
    assert dated
    answers = {**WORKER, "answers": {**WORKER["answers"], dated[0]: "2026-02-30"}}
    said = refused(trial(tmp_path, json.dumps(answers)))
    assert "answers.json" in said
    assert f"/{dated[0]}" in said


@pytest.mark.parametrize(
    "text",
    [
        '{"answers": ' + "[" * 100_000 + "]" * 100_000 + "}",
        '{"answers": {"consent": {"state": "answered"}}}',
        '{"answers": {"consent": {"state": "bogus"}}}',
        '{"answers": {"consent": {}}}',
        '{"answers": {"consent": null}}',
        '{"answers": {"consent": "yes", "consent": "no"}}',
        '{"answers": {"shoe_size": "43"}}',
        "[1, 2]",
        '"text"',
        "",
    ],
    ids=["deep", "answered", "bogus", "stateless", "null", "twice", "unknown", "list", "text", "empty"],
)
def test_a_file_that_is_no_answers_file_is_refused_with_its_name(text: str, tmp_path: Path) -> None:
    assert "answers.json" in refused(trial(tmp_path, text))


@pytest.mark.parametrize("language", ["xx", "nb", "", "../pl"])
def test_a_language_nobody_translated_is_refused_before_anything_is_made(
    language: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert "--language" in refused(fieldcheck("rehearse", "--language", language, "--out", out))
    assert not out.exists()


@pytest.mark.parametrize(
    "command", [["rehearse"], ["prepare", str(ACTION), "--made-by", "J. Voorbeeld"]], ids=lambda one: one[0]
)
def test_a_folder_that_cannot_be_made_is_named(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    said = refused(fieldcheck(*command, "--out", tmp_path / "file" / "out"))
    assert str(tmp_path / "file") in said


def test_a_second_rehearsal_leaves_the_first_as_it_is(rehearsed: Path) -> None:
    before = {path: path.read_bytes() for path in rehearsed.rglob("*") if path.is_file()}
    assert str(rehearsed) in refused(fieldcheck("rehearse", "--out", rehearsed))
    assert before == {path: path.read_bytes() for path in rehearsed.rglob("*") if path.is_file()}


def test_a_rehearsal_on_a_full_disk_leaves_nothing(small_disk: Path) -> None:
    said = refused(fieldcheck("rehearse", "--out", small_disk / "new" / "out"))
    assert str(small_disk) in said
    assert not any(small_disk.iterdir())


def test_a_full_disk_leaves_no_part_of_a_set_of_laptops(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(270_000))
    said = refused(fieldcheck("prepare", ACTION, "--made-by", "J. Voorbeeld", "--out", small_disk / "out"))
    assert ".age" not in said  # no code of a bundle that is not there
    assert [path.name for path in small_disk.iterdir()] == ["ballast"]


def test_output_takes_back_only_what_it_made(tmp_path: Path) -> None:
    (tmp_path / "old").write_text("old")
    with OutputFolder(tmp_path / "kept") as output:
        output.write("whole", b"whole")
    assert (tmp_path / "kept" / "whole").read_bytes() == b"whole"

    def replace_an_old_file() -> None:
        with OutputFolder(tmp_path) as output:
            output.write("below/new", b"new")
            output.write("old", b"never written over")

    with pytest.raises(StorageFailed):
        replace_an_old_file()
    assert {path.name for path in tmp_path.iterdir()} == {"old", "kept"}
    assert (tmp_path / "old").read_text() == "old"


@pytest.mark.skipif(os.name != "posix", reason="sends SIGINT")
def test_stopping_in_the_middle_leaves_nothing_and_says_so(tmp_path: Path) -> None:
    out = tmp_path / "out"
    command = [sys.executable, "-m", "fieldcheck", "rehearse", "--out", str(out)]
    environment = {**os.environ, "FIELDCHECK_LANGUAGE": "nl", "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # A shell that runs tests in the background has Ctrl+C ignored, and that would be inherited.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.default_int_handler),
    ) as playing:
        assert playing.stdout is not None
        while "papier:" not in playing.stdout.readline():
            assert playing.poll() is None
        assert any(out.iterdir())
        playing.send_signal(signal.SIGINT)
        _, said = playing.communicate()
    assert playing.returncode == 2
    assert "Afgebroken" in said
    assert "Traceback" not in said
    assert not any(tmp_path.iterdir())


def verify(rehearsed: Path, identity: Path | None = None, authority: Path | None = None) -> Result:
    (bundle,) = rehearsed.glob("*.asice.age")
    keys = rehearsed / "practice-keys"
    return fieldcheck(
        "verify",
        bundle,
        "--identity",
        identity or keys / "coordinator.agekey",
        "--authority",
        authority or keys / "authority.pem",
    )


def test_a_damaged_key_is_not_blamed_on_the_bundle(rehearsed: Path, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_text("AGE-SECRET-KEY-1SHORT\n", encoding="ascii")
    said = refused(verify(rehearsed, identity=key))
    assert "SHORT" not in said
    assert str(key) in said


def test_an_authority_that_is_no_certificate_is_refused(rehearsed: Path) -> None:
    said = refused(verify(rehearsed, authority=rehearsed / "practice-keys" / "coordinator.agekey"))
    assert "AGE-SECRET" not in said
    assert "coordinator.agekey" in said


def test_practice_keys_that_are_gone_are_asked_for(rehearsed: Path, tmp_path: Path) -> None:
    (bundle,) = rehearsed.glob("*.asice.age")
    shutil.copy(bundle, tmp_path)
    (tmp_path / "practice-keys").mkdir()
    assert "--identity" in refused(fieldcheck("verify", tmp_path / bundle.name))


def test_an_action_nested_without_end_is_refused(tmp_path: Path) -> None:
    action = tmp_path / "action.json"
    action.write_text("[" * 100_000 + "]" * 100_000, encoding="ascii")
    said = refused(fieldcheck("prepare", action, "--made-by", "J. Voorbeeld", "--out", tmp_path / "out"))
    assert "action.json" in said
    assert not (tmp_path / "out").exists()
