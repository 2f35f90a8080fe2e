"""age envelopes, opened here and by the age program."""

import errno
import subprocess
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest

from fieldcheck.crypto import (
    new_age_identity,
    recipient_of,
    seal,
    seal_into,
    seal_with_code,
    unseal,
    unseal_with_any,
    unseal_with_code,
)
from fieldcheck.domain.errors import BundleRefused, InvalidValue

DATA = bytes(range(256)) * 300
ISZW, TOWN, STRANGER = (new_age_identity() for _ in range(3))


def test_every_recipient_opens_it_and_a_stranger_does_not() -> None:
    sealed = seal(DATA, [ISZW.recipient, TOWN.recipient])
    assert unseal(sealed, ISZW.secret) == unseal(sealed, TOWN.secret + "\n") == DATA
    with pytest.raises(BundleRefused, match="voor iemand anders"):
        unseal(sealed, STRANGER.secret)


def test_the_first_key_that_fits_opens_it_and_a_damaged_one_is_told_when_none_does() -> None:
    sealed, damaged = seal(DATA, [ISZW.recipient]), "AGE-SECRET-KEY-1NONSENSE"
    assert unseal_with_any(sealed, {"x": damaged, "town": TOWN.secret, "iszw": ISZW.secret}) == (DATA, "iszw")
    with pytest.raises(BundleRefused, match="voor iemand anders"):
        unseal_with_any(sealed, {"town": TOWN.secret})
    for keys in ({"iszw": damaged, "town": TOWN.secret}, {}):
        with pytest.raises(InvalidValue):
            unseal_with_any(sealed, keys)


def test_the_age_program_opens_ours_and_we_open_its(tmp_path: Path) -> None:
    (tmp_path / "key.txt").write_text(ISZW.secret + "\n")
    (tmp_path / "ours.age").write_bytes(seal(DATA, [ISZW.recipient]))
    opened = subprocess.run(
        ["age", "-d", "-i", "key.txt", "ours.age"], cwd=tmp_path, capture_output=True, check=True
    )
    assert opened.stdout == DATA
    made = subprocess.run(
        ["age", "-r", ISZW.recipient], input=DATA, cwd=tmp_path, capture_output=True, check=True
    )
    assert unseal(made.stdout, ISZW.secret) == DATA


def test_age_keygen_knows_the_same_recipient(tmp_path: Path) -> None:
    (tmp_path / "key.txt").write_text(TOWN.secret + "\n")
    said = subprocess.run(
        ["age-keygen", "-y", "key.txt"], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == TOWN.recipient == recipient_of(TOWN.secret)


@pytest.mark.parametrize("cut", [1, 100, 70000])
def test_cut_short_is_refused(cut: int) -> None:
    with pytest.raises(BundleRefused, match="veranderd of niet compleet"):
        unseal(seal(DATA, [ISZW.recipient])[:-cut], ISZW.secret)


def test_what_is_no_envelope_or_no_key_is_refused() -> None:
    with pytest.raises(BundleRefused, match="geen verzegeld bestand"):
        unseal(b"PK\x03\x04", ISZW.secret)
    with pytest.raises(InvalidValue):
        unseal(seal(DATA, [ISZW.recipient]), "AGE-SECRET-KEY-1NONSENSE")
    with pytest.raises(InvalidValue):
        seal(DATA, ["age1nonsense"])
    with pytest.raises(InvalidValue):
        seal(DATA, [])


def test_a_code_opens_what_was_sealed_with_it() -> None:
    sealed = seal_with_code(DATA, "code")
    assert unseal_with_code(sealed, "code") == DATA
    with pytest.raises(BundleRefused, match="code opent"):
        unseal_with_code(sealed, "other")
    with pytest.raises(BundleRefused, match="met een code verzegeld"):
        unseal(sealed, ISZW.secret)


def test_what_is_sealed_in_pieces_opens_as_one() -> None:
    identity, target = new_age_identity(), BytesIO()
    pieces = [b"", b"a" * 100_000, b"b", b"", b"c" * 70_000, b""]
    seal_into(target, pieces, [identity.recipient])
    assert unseal(target.getvalue(), identity.secret) == b"".join(pieces)


def test_what_stops_the_pieces_comes_out_as_it_is() -> None:
    class Stopped(Exception):
        pass

    def pieces() -> Iterator[bytes]:
        yield b"a" * 100_000
        raise Stopped

    identity, target = new_age_identity(), BytesIO()
    with pytest.raises(Stopped):
        seal_into(target, pieces(), [identity.recipient])
    with pytest.raises(BundleRefused):
        unseal(target.getvalue(), identity.secret)


def test_a_full_disk_comes_out_as_it_is() -> None:
    class Full(BytesIO):
        def write(self, data: object) -> int:
            raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(OSError, match="No space left") as full:
        seal_into(Full(), [b"a" * 100_000], [new_age_identity().recipient])
    assert full.value.errno == errno.ENOSPC


def test_nothing_is_sealed_in_pieces_for_nobody() -> None:
    target = BytesIO()
    with pytest.raises(InvalidValue):
        seal_into(target, [b"a"], [])
    with pytest.raises(InvalidValue):
        seal_into(target, [b"a"], ["age1nobody"])
    assert target.getvalue() == b""
