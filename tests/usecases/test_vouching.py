"""The certificate that a coordinator hands out: others check a bundle with it, and it gives nothing away."""

from __future__ import annotations

import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from fieldcheck.domain.errors import NotAllowed, StorageFailed
from fieldcheck.domain.roles import Role
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.exporting import export_day
from fieldcheck.usecases.vouching import hand_out_certificate
from tests.morning import now

PRIVATE = (b"PRIVATE", b"AGE-SECRET-KEY")


@pytest.fixture
def outside(coordinator: Desk, tmp_path: Path) -> Path:
    """A folder with a bundle and what the coordinator handed out with it; the key is the receiver's own."""
    folder = tmp_path / "outside"
    folder.mkdir()
    path = export_day(coordinator, folder, progress=lambda done, total: None)
    path.rename(folder / "day.asice.age")
    hand_out_certificate(coordinator, folder).folder.rename(folder / "given")
    (folder / "key.txt").write_text(coordinator.secret("age.coordinator") + "\n")
    return folder


def verify(outside: Path, *more: str) -> subprocess.CompletedProcess[str]:
    command = ["sh", "given/verify.sh", "day.asice.age", "key.txt", "given/certificate.pem", *more]
    return subprocess.run(command, cwd=outside, capture_output=True, text=True, check=False)


def test_with_what_was_handed_out_openssl_says_that_a_bundle_is_whole(outside: Path) -> None:
    ran = verify(outside, now().date().isoformat())
    assert ran.stdout.splitlines()[-1:] == ["GOOD"], ran.stderr


def test_the_sheet_and_the_screen_say_the_fingerprint_that_openssl_finds(
    coordinator: Desk, tmp_path: Path
) -> None:
    given = hand_out_certificate(coordinator, tmp_path)
    command = ["openssl", "x509", "-in", "certificate.pem", "-noout", "-fingerprint", "-sha256"]
    ran = subprocess.run(command, cwd=given.folder, capture_output=True, text=True, check=True)
    fingerprint = ran.stdout.strip().partition("=")[2]
    assert fingerprint in (given.folder / "fingerprint.txt").read_text("utf-8")
    assert " ".join(given.fingerprint) == fingerprint.replace(":", " ")


def test_after_weeks_a_bundle_is_checked_for_the_day_it_came(outside: Path) -> None:
    late = now().date() + timedelta(days=200)
    assert "the signature does not hold" in verify(outside, late.isoformat()).stderr
    assert verify(outside, now().date().isoformat()).returncode == 0
    assert "is no day" in verify(outside, "some day").stderr


def test_a_changed_bundle_is_refused_for_any_day(outside: Path) -> None:
    sealed = bytearray((outside / "day.asice.age").read_bytes())
    sealed[len(sealed) // 2] ^= 1
    (outside / "day.asice.age").write_bytes(sealed)
    assert verify(outside, now().date().isoformat()).returncode != 0


def test_no_key_is_handed_out_even_where_one_stands_beside_the_certificate(
    coordinator: Desk, tmp_path: Path
) -> None:
    store = coordinator.store
    key, certificate = store.secret("authority.key"), store.secret("authority.pem")
    assert key
    assert certificate
    store.keep_secret("authority.pem", certificate + key)
    given = hand_out_certificate(coordinator, tmp_path).folder
    assert sorted(one.name for one in given.iterdir()) == ["certificate.pem", "fingerprint.txt", "verify.sh"]
    written = b"".join((given / name).read_bytes() for name in ("certificate.pem", "fingerprint.txt"))
    assert not any(mark in written for mark in PRIVATE)
    assert (given / "certificate.pem").read_bytes() == certificate


def test_a_second_one_replaces_nothing_and_a_refusal_leaves_nothing(
    coordinator: Desk, tmp_path: Path
) -> None:
    first, second = (hand_out_certificate(coordinator, tmp_path).folder for _ in range(2))
    assert first != second
    assert second.name == f"{first.name}-2"
    gone = tmp_path / "stick that is gone"
    with pytest.raises(StorageFailed):
        hand_out_certificate(coordinator, gone)
    assert not gone.exists()


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.COORDINATOR])
def test_the_coordinator_alone_vouches(coordinator: Desk, tmp_path: Path, role: Role) -> None:
    somebody = change_place(coordinator, role=role, post="intake")
    folder = tmp_path / "out"
    folder.mkdir()
    with pytest.raises(NotAllowed):
        hand_out_certificate(somebody, folder)
    assert list(folder.iterdir()) == []


def test_the_sheet_is_in_the_language_of_the_screen(coordinator: Desk, tmp_path: Path) -> None:
    sheet = hand_out_certificate(coordinator, tmp_path, language="en").folder / "fingerprint.txt"
    assert str(coordinator.action.day.year) in sheet.read_text("utf-8")
