"""Certificates and CMS signatures, checked here and by stock openssl."""

import re
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fieldcheck.crypto import (
    KeyPair,
    SignatureReport,
    fingerprint,
    issue_device,
    new_authority,
    sign_cms,
    verify_cms,
    view,
)
from fieldcheck.domain.errors import BundleRefused
from fieldcheck.domain.identifiers import DeviceId

NOW = datetime.now(UTC)
DATA = b"<ASiCManifest/>"


@pytest.fixture(scope="module")
def authority() -> KeyPair:
    return new_authority("Actie Voorbeeldhoeve", at=NOW)


@pytest.fixture(scope="module")
def device(authority: KeyPair) -> KeyPair:
    return issue_device(authority, DeviceId("dev-1"), "intake1", not_before=NOW, days=30)


@pytest.fixture(scope="module")
def signature(device: KeyPair) -> bytes:
    return sign_cms(DATA, device.key, device.certificate, NOW)


def checked(
    signature: bytes, authority: KeyPair, *, data: bytes = DATA, at: datetime = NOW
) -> SignatureReport:
    return verify_cms(signature, data, authority.certificate, at)


def test_it_holds_and_says_who_signed_and_when(signature: bytes, authority: KeyPair, device: KeyPair) -> None:
    report = checked(signature, authority)
    assert report.ok
    assert (report.signer, report.issuer) == ("intake1", "Actie Voorbeeldhoeve")
    assert report.fingerprint == fingerprint(device.certificate)
    assert report.signed_at == NOW.replace(microsecond=0)
    assert view(device.certificate).device == "dev-1"


def test_openssl_agrees_and_prints_the_same_fingerprint(
    signature: bytes, authority: KeyPair, device: KeyPair, tmp_path: Path
) -> None:
    for name, content in (
        ("s.p7s", signature),
        ("data", DATA),
        ("ca.pem", authority.certificate),
        ("d.pem", device.certificate),
    ):
        (tmp_path / name).write_bytes(content)
    verify = "openssl cms -verify -binary -inform DER -in s.p7s -content data -CAfile ca.pem -purpose any"
    ran = subprocess.run([*verify.split(), "-out", "/dev/null"], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode == 0, ran.stderr
    (tmp_path / "data").write_bytes(DATA + b" ")
    ran = subprocess.run([*verify.split(), "-out", "/dev/null"], cwd=tmp_path, capture_output=True, text=True)
    assert ran.returncode != 0
    printed = subprocess.run(
        ["openssl", "x509", "-in", "d.pem", "-noout", "-fingerprint", "-sha256"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout.strip().partition("=")[2] == fingerprint(device.certificate)


def test_it_is_cades_baseline_b(signature: bytes, tmp_path: Path) -> None:
    (tmp_path / "s.p7s").write_bytes(signature)
    printed = subprocess.run(
        ["openssl", "cms", "-cmsout", "-print", "-inform", "DER", "-in", "s.p7s"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    objects = set(re.findall(r"object: (\S+)", printed))
    assert {"contentType", "messageDigest", "signingTime", "id-smime-aa-signingCertificateV2"} <= objects
    assert "sha256WithRSAEncryption" in printed


def test_other_data_another_authority_and_another_day_are_told_apart(
    signature: bytes, authority: KeyPair
) -> None:
    assert "inhoud is veranderd" in checked(signature, authority, data=DATA + b" ").signature_problem
    other = new_authority("Actie Voorbeeldhoeve", at=NOW)
    report = checked(signature, other)
    assert not report.signature_problem
    assert "niet uitgegeven door" in report.certificate_problem
    late = checked(signature, authority, at=NOW + timedelta(days=31))
    assert "verlopen" in late.certificate_problem
    assert "intake1" in late.certificate_problem
    early = checked(signature, authority, at=NOW - timedelta(days=1))
    assert "pas geldig" in early.certificate_problem


def test_a_device_cannot_vouch_for_another_device(device: KeyPair) -> None:
    second = issue_device(device, DeviceId("dev-2"), "intake2", not_before=NOW, days=30)
    report = checked(sign_cms(DATA, second.key, second.certificate, NOW), device)
    assert "niet van een uitgever" in report.certificate_problem


def test_the_authority_can_sign_itself(authority: KeyPair) -> None:
    assert checked(sign_cms(DATA, authority.key, authority.certificate, NOW), authority).ok


def test_a_signature_with_another_key_than_the_certificates_is_refused(
    authority: KeyPair, device: KeyPair
) -> None:
    forged = sign_cms(DATA, authority.key, device.certificate, NOW)
    assert "niet met dit certificaat gezet" in checked(forged, authority).signature_problem


def test_no_changed_byte_passes(signature: bytes, authority: KeyPair) -> None:
    for place in range(0, len(signature), 7):
        changed = bytearray(signature)
        changed[place] ^= 1 << place % 8
        assert not checked(bytes(changed), authority).ok, place


@pytest.mark.parametrize("der", [b"", b"PK\x03\x04", b"\x30\x80\x00\x00", b"\x30\x03\x02\x01\x01"])
def test_what_is_no_signature_is_refused(der: bytes, authority: KeyPair) -> None:
    assert "onleesbaar" in checked(der, authority).signature_problem


def test_bytes_around_a_signature_are_refused(signature: bytes, authority: KeyPair) -> None:
    assert not checked(signature + b"\0", authority).ok
    assert not checked(b"\0" + signature, authority).ok


def test_an_unreadable_authority_is_refused(signature: bytes) -> None:
    with pytest.raises(BundleRefused, match="geen leesbaar certificaat"):
        verify_cms(signature, DATA, b"nonsense", NOW)


def test_a_key_pair_never_prints_its_key(device: KeyPair) -> None:
    assert "PRIVATE" not in repr(device)
