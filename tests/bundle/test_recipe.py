"""The recipe without fieldcheck: age, unzip, openssl and sha256sum come to the same answer."""

import os
import subprocess
from pathlib import Path

import pytest
from bundle_tent import NOW, Tent, failed

from fieldcheck import assets
from fieldcheck.bundle.zip_bytes import read_zip, write_zip
from fieldcheck.crypto import new_age_identity, new_authority, unseal

RECIPE = assets.folder("resources") / "verify" / "verify.sh"


@pytest.fixture
def desk(tent: Tent, tmp_path: Path) -> Path:
    """A folder as a partner has it: a bundle, an identity, the authority's certificate."""
    tent.write(tmp_path).rename(tmp_path / "day.asice.age")
    tent.write_referral(tmp_path).rename(tmp_path / "referral.asice.age")
    (tmp_path / "iszw.txt").write_text(tent.iszw.secret + "\n")
    (tmp_path / "key.txt").write_text(f"# created: today\n{tent.coordinator.secret}\n")
    (tmp_path / "authority.pem").write_bytes(tent.authority.certificate)
    return tmp_path


def recipe(
    desk: Path, bundle: str, *, identity: str = "key.txt", **environment: str
) -> subprocess.CompletedProcess[str]:
    scratch = desk / "scratch"
    scratch.mkdir(exist_ok=True)
    ran = subprocess.run(
        ["sh", str(RECIPE), bundle, identity, "authority.pem"],
        cwd=desk,
        env={**os.environ, "TMPDIR": str(scratch), **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert os.listdir(scratch) == [], "the recipe leaves what it unpacked"
    assert (ran.returncode == 0) == (ran.stdout.splitlines()[-1:] == ["GOOD"])
    return ran


def agree(tent: Tent, desk: Path, bundle: str) -> bool:
    """What both say of a bundle; fails when they differ."""
    outside = recipe(desk, bundle).returncode == 0
    assert outside == (not failed(tent.check(desk / bundle)))
    return outside


def test_both_say_good_and_name_the_same_fingerprint(tent: Tent, desk: Path) -> None:
    assert agree(tent, desk, "day.asice.age")
    assert tent.check(desk / "day.asice.age").fingerprint in recipe(desk, "day.asice.age").stdout


def test_both_say_good_of_a_referral_and_only_with_its_own_key(tent: Tent, desk: Path) -> None:
    assert recipe(desk, "referral.asice.age", identity="iszw.txt").returncode == 0
    assert failed(tent.look(desk / "referral.asice.age", tent.iszw).report) == []
    assert "does not open" in recipe(desk, "referral.asice.age").stderr
    assert failed(tent.check(desk / "referral.asice.age")) == ["Envelop"]


@pytest.mark.parametrize("part", [0.0, 0.1, 0.5, 0.99])
def test_a_flipped_byte_in_a_referral_is_refused_by_both(tent: Tent, desk: Path, part: float) -> None:
    changed = bytearray((desk / "referral.asice.age").read_bytes())
    changed[int(len(changed) * part)] ^= 1
    (desk / "changed.asice.age").write_bytes(changed)
    assert recipe(desk, "changed.asice.age", identity="iszw.txt").returncode != 0
    assert failed(tent.look(desk / "changed.asice.age", tent.iszw).report)


def test_one_flipped_byte_anywhere_in_the_sealed_file_is_refused_by_both(tent: Tent, desk: Path) -> None:
    sealed = (desk / "day.asice.age").read_bytes()
    places = {*range(0, 700, 50), *range(0, len(sealed), len(sealed) // 20), len(sealed) - 1}
    for place in places:
        changed = bytearray(sealed)
        changed[place] ^= 1
        (desk / "changed.asice.age").write_bytes(changed)
        assert not agree(tent, desk, "changed.asice.age"), place


def test_one_flipped_byte_in_any_file_of_the_bare_container_is_refused_by_both(
    tent: Tent, desk: Path
) -> None:
    bare = unseal((desk / "day.asice.age").read_bytes(), tent.coordinator.secret)
    (desk / "bare.asice").write_bytes(bare)
    assert agree(tent, desk, "bare.asice")
    members = read_zip(bare)
    for name, data in members.items():
        start = bare.index(data, bare.index(name.encode()))
        for place in {start, start + len(data) // 2, start + len(data) - 1}:
            changed = bytearray(bare)
            changed[place] ^= 1
            (desk / "changed.asice").write_bytes(changed)
            assert not agree(tent, desk, "changed.asice"), (name, place)


def test_a_container_made_to_fit_again_is_refused_by_both(tent: Tent, desk: Path) -> None:
    bare = unseal((desk / "day.asice.age").read_bytes(), tent.coordinator.secret)
    members = read_zip(bare)
    entries = members["entries.jsonl"].replace(b"BV-0003", b"BV-0004")
    assert entries != members["entries.jsonl"]
    for changed in (
        members | {"entries.jsonl": entries},
        members | {"extra.txt": b"unsigned"},
        {name: data for name, data in members.items() if name != "SHA256SUMS"},
        members | {"mimetype": b"application/zip"},
    ):
        (desk / "changed.asice").write_bytes(write_zip(changed))
        assert not agree(tent, desk, "changed.asice")


def test_another_authority_and_another_identity_are_refused_by_both(tent: Tent, desk: Path) -> None:
    (desk / "other.txt").write_text(new_age_identity().secret)
    refused = recipe(desk, "day.asice.age", identity="other.txt")
    assert "the envelope does not open" in refused.stderr
    (desk / "authority.pem").write_bytes(new_authority("Oefenactie Voorbeeldhoeve", at=NOW).certificate)
    refused = recipe(desk, "day.asice.age")
    assert "the signature does not hold" in refused.stderr


def test_an_authority_that_only_this_computer_trusts_does_not_count(tent: Tent, desk: Path) -> None:
    trusted = desk / "trusted"
    trusted.mkdir()
    (trusted / "ours.pem").write_bytes(tent.authority.certificate)
    subprocess.run(["openssl", "rehash", str(trusted)], check=True)
    (desk / "authority.pem").write_bytes(new_authority("Iemand anders", at=NOW).certificate)
    refused = recipe(desk, "day.asice.age", SSL_CERT_DIR=str(trusted))
    assert "the signature does not hold" in refused.stderr


def test_the_list_of_digests_is_a_plain_sha256sum_file(tent: Tent, desk: Path) -> None:
    bare = unseal((desk / "day.asice.age").read_bytes(), tent.coordinator.secret)
    (desk / "bare.asice").write_bytes(bare)
    subprocess.run(["unzip", "-q", "bare.asice", "-d", "out"], cwd=desk, check=True)
    ran = subprocess.run(
        ["sha256sum", "-c", "SHA256SUMS"], cwd=desk / "out", capture_output=True, text=True, check=True
    )
    assert ran.stdout.splitlines()[:2] == ["manifest.json: OK", "entries.jsonl: OK"]


BY_HAND = RECIPE.with_name("by-hand.sh")


@pytest.fixture
def rehearsal(tent: Tent, tmp_path: Path) -> Path:
    """What a rehearsal leaves behind, as far as the commands of the README need it."""
    keys = tmp_path / "rehearsal" / "practice-keys"
    keys.mkdir(parents=True)
    tent.write(tmp_path / "rehearsal")
    (keys / "coordinator.agekey").write_text(tent.coordinator.secret + "\n")
    (keys / "authority.pem").write_bytes(tent.authority.certificate)
    return tmp_path


def by_hand(rehearsal: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["sh", "-e", str(BY_HAND)], cwd=rehearsal, capture_output=True, text=True, check=False
    )


def test_the_commands_by_hand_say_that_a_bundle_is_whole(rehearsal: Path) -> None:
    ran = by_hand(rehearsal)
    assert ran.returncode == 0, ran.stderr
    assert "entries.jsonl: OK" in ran.stdout
    assert 'URI="SHA256SUMS"' in ran.stdout


@pytest.mark.parametrize("part", [0.0, 0.05, 0.5, 0.999])
def test_the_commands_by_hand_refuse_a_flipped_byte(rehearsal: Path, part: float) -> None:
    [path] = (rehearsal / "rehearsal").glob("*.age")
    changed = bytearray(path.read_bytes())
    changed[int(len(changed) * part)] ^= 1
    path.write_bytes(changed)
    assert by_hand(rehearsal).returncode != 0


def test_the_commands_by_hand_refuse_another_authority(rehearsal: Path) -> None:
    other = new_authority("Oefenactie Voorbeeldhoeve", at=NOW)
    (rehearsal / "rehearsal" / "practice-keys" / "authority.pem").write_bytes(other.certificate)
    assert by_hand(rehearsal).returncode != 0


def test_the_readme_shows_exactly_these_commands() -> None:
    readme = Path(__file__).parents[2] / "README.md"
    assert f"```sh\n{BY_HAND.read_text()}```" in readme.read_text(), (
        "paste resources/verify/by-hand.sh into the README"
    )
