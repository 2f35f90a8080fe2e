"""A store that does not open says which file, why, and what is safe; nothing of it is changed."""

from __future__ import annotations

from pathlib import Path

import pytest

from fieldcheck.bootstrap import Installation
from fieldcheck.crypto import new_recovery_code
from fieldcheck.domain.errors import StoreRefused, WrongPassphrase
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from tests.morning import now

USER, PASSPHRASE = "J. Voorbeeld", "oefenen in de tent om half vijf"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    folder = tmp_path / "laptop"
    Installation(folder).vault.create(USER, PASSPHRASE, DeviceId(new_uuid7(now()))).store.close()
    return folder


def test_a_key_file_nested_without_end_is_refused(made: Path) -> None:
    slots, database = made / "keyslots.json", made / "fieldcheck.db"
    slots.write_text("[" * 100_000, encoding="ascii")
    before = database.read_bytes()
    with pytest.raises(StoreRefused) as caught:
        Installation(made).vault.unlock(USER, PASSPHRASE)
    assert "keyslots.json" in caught.value.remedy
    assert database.read_bytes() == before


def test_a_damaged_count_of_wrong_tries_keeps_nobody_out(made: Path) -> None:
    (made / "tries.json").write_text("[" * 100_000, encoding="ascii")
    Installation(made).vault.unlock(USER, PASSPHRASE).close()


def test_a_recovery_code_of_another_laptop_is_called_that(made: Path) -> None:
    with pytest.raises(WrongPassphrase) as caught:
        Installation(made).vault.unlock_with_recovery_code(new_recovery_code())
    assert "herstelcode" in str(caught.value)
    assert "wachtwoord" not in caught.value.remedy
