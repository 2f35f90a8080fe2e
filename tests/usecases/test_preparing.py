"""A set-up bundle, made on one machine, sets up another; with the wrong code it does nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from fieldcheck import assets
from fieldcheck.__main__ import main
from fieldcheck.bootstrap import Installation, now
from fieldcheck.crypto import new_recovery_code
from fieldcheck.domain.errors import BundleRefused, UserFixable
from fieldcheck.domain.identifiers import DeviceId, new_uuid7
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.setup import load_set_up, take_over

ACTION = assets.folder("resources") / "practice" / "action.json"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, str]]:
    """Each laptop's set-up bundle and code, by the laptop's name."""
    out = tmp_path_factory.mktemp("set-up")
    result = CliRunner().invoke(
        main, ["prepare", str(ACTION), "--out", str(out), "--made-by", "C. Voorbeeld"]
    )
    assert result.exit_code == 0, result.output
    lines = (line.split() for line in result.output.splitlines() if ".set-up." in line)
    return {name.split(".")[0].rsplit("-", 1)[-1]: (out / name, code) for name, code in lines}


def test_every_post_gets_a_laptop(prepared: dict[str, tuple[Path, str]]) -> None:
    posts = {post["code"] for post in json.loads(ACTION.read_text(encoding="utf-8"))["posts"]}
    assert set(prepared) == posts
    assert len({code for _, code in prepared.values()}) == len(posts)


def test_it_sets_a_laptop_up_for_its_own_role_only(
    prepared: dict[str, tuple[Path, str]], tmp_path: Path
) -> None:
    path, code = prepared["coordinator"]
    installation = Installation(tmp_path)
    set_up = installation.read_set_up(path, code)
    created = FileVault(tmp_path, now).create(
        "C. Voorbeeld", "zes ezels in de mist", DeviceId(new_uuid7(now()))
    )
    take_over(created.store, set_up, user="C. Voorbeeld")
    desk = installation.sit_down(created.store, user="C. Voorbeeld", role=Role.COORDINATOR)
    assert desk.laptop.name == "coordinator"
    assert desk.secret("age.coordinator").startswith("AGE-SECRET-KEY-")
    with pytest.raises(UserFixable):
        installation.sit_down(created.store, user="C. Voorbeeld", role=Role.HANDHAVER)
    created.store.close()


def test_a_practice_bundle_is_not_loaded_where_it_is_real(
    prepared: dict[str, tuple[Path, str]], tmp_path: Path
) -> None:
    path, code = prepared["intake"]
    set_up = Installation(tmp_path).read_set_up(path, code)
    created = FileVault(tmp_path, now).create(
        "C. Voorbeeld", "zes ezels in de mist", DeviceId(new_uuid7(now()))
    )
    with pytest.raises(UserFixable, match="oefenactie"):
        load_set_up(created.store, set_up, user="C. Voorbeeld", practice=False)
    assert created.store.action() is None
    assert list(created.store.entries()) == []
    created.store.close()


def test_a_wrong_code_opens_nothing(prepared: dict[str, tuple[Path, str]], tmp_path: Path) -> None:
    path, _ = prepared["iszw"]
    with pytest.raises(BundleRefused):
        Installation(tmp_path).read_set_up(path, new_recovery_code())


def test_secrets_do_not_show_when_a_set_up_is_printed(
    prepared: dict[str, tuple[Path, str]], tmp_path: Path
) -> None:
    path, code = prepared["iszw"]
    shown = repr(Installation(tmp_path).read_set_up(path, code))
    assert "AGE-SECRET-KEY" not in shown
    assert "PRIVATE KEY" not in shown


def test_a_file_that_is_no_action_is_refused_with_its_place(tmp_path: Path) -> None:
    wrong = tmp_path / "action.json"
    wrong.write_text('{"id": "x"}', encoding="utf-8")
    result = CliRunner().invoke(main, ["prepare", str(wrong), "--out", str(tmp_path / "o"), "--made-by", "C"])
    assert result.exit_code == 2
    assert not (tmp_path / "o").exists()
