"""Set-up bundles: what one laptop gets, and every way in which it is refused."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from bundle_tent import DEVICE, NOW, Tent, practice

from fieldcheck.bundle import Made, read_set_up, write_set_up
from fieldcheck.bundle.container import write_container
from fieldcheck.bundle.content import form_file
from fieldcheck.bundle.set_up import _content, unpack_set_up
from fieldcheck.bundle.zip_bytes import read_zip, write_zip
from fieldcheck.crypto import issue_device, new_authority, new_recovery_code
from fieldcheck.domain.action import Recipient
from fieldcheck.domain.errors import BundleRefused
from fieldcheck.domain.journal import sha256_hex
from fieldcheck.usecases.forms import published_form
from fieldcheck.usecases.ports import SetUp

CODE = new_recovery_code()
MADE = Made(NOW, "C. Voorbeeld")


@pytest.fixture(scope="module")
def set_up(tent: Tent) -> SetUp:
    return SetUp(
        action=practice(Recipient("iszw", "ISZW", tent.iszw.recipient, "oefengrondslag")),
        device_name="Intake1",
        prefix="A1",
        post="intake",
        device_key=tent.laptop.key,
        device_certificate=tent.laptop.certificate,
        authority=tent.authority.certificate,
        identities={"iszw": tent.iszw.secret},
        roles=("handhaver",),
    )


@pytest.fixture(scope="module")
def sealed(tent: Tent, set_up: SetUp, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    folder = tmp_path_factory.mktemp("set-up")
    return write_set_up(set_up, folder, authority=tent.authority, code=CODE, made=MADE).read_bytes()


@pytest.fixture
def path(sealed: bytes, tmp_path: Path) -> Path:
    path = tmp_path / "x.set-up.asice.age"
    path.write_bytes(sealed)
    return path


def forged(tent: Tent, set_up: SetUp, **changed: bytes) -> bytes:
    """A container signed by the right authority, and wrong in what it says."""
    content = _content(set_up, MADE) | {name.replace("__", "."): data for name, data in changed.items()}
    return write_container(content, key=tent.authority.key, certificate=tent.authority.certificate, at=NOW)


def test_what_goes_in_comes_out_however_the_code_is_typed(path: Path, set_up: SetUp) -> None:
    assert read_set_up(path, CODE.lower().replace("-", " "), at=NOW) == set_up


def test_the_coordinators_laptop_gets_the_authoritys_key_too(
    tent: Tent, set_up: SetUp, tmp_path: Path
) -> None:
    whole = replace(set_up, authority_key=tent.authority.key, roles=("coordinator",))
    path = write_set_up(whole, tmp_path, authority=tent.authority, code=CODE, made=MADE)
    assert path.name == "2026-11-22-voorbeeldhoeve-intake1.set-up.asice.age"
    assert os.listdir(tmp_path) == [path.name]
    assert b"PRIVATE" not in path.read_bytes()
    assert read_set_up(path, CODE, at=NOW) == whole


def test_a_wrong_code_a_mistyped_code_and_a_missing_file_are_told_apart(path: Path, tmp_path: Path) -> None:
    with pytest.raises(BundleRefused, match="code opent dit bestand niet") as other:
        read_set_up(path, new_recovery_code(), at=NOW)
    assert "bij dit bestand hoort" in other.value.remedy
    wrong = ("A" if CODE[0] != "A" else "B") + CODE[1:]
    with pytest.raises(BundleRefused, match="eenmalige code klopt niet in groep 1"):
        read_set_up(path, wrong, at=NOW)
    with pytest.raises(BundleRefused, match="eenmalige code heeft 35 tekens in 7 groepen; dit zijn er 10"):
        read_set_up(path, "zomaar iets", at=NOW)
    with pytest.raises(BundleRefused, match="weg"):
        read_set_up(tmp_path / "weg", CODE, at=NOW)


def test_a_changed_or_cut_file_is_refused(path: Path, sealed: bytes) -> None:
    for data in (sealed[:-1], sealed[:-40] + b"x" + sealed[-39:], b"PK\x03\x04"):
        path.write_bytes(data)
        with pytest.raises(BundleRefused):
            read_set_up(path, CODE, at=NOW)


def test_something_else_sealed_with_the_code_is_refused() -> None:
    with pytest.raises(BundleRefused, match="geen instelbundel"):
        unpack_set_up(b"no container", at=NOW)


def test_after_the_certificates_end_it_is_refused(path: Path) -> None:
    with pytest.raises(BundleRefused, match="verlopen"):
        read_set_up(path, CODE, at=NOW + timedelta(days=60))


def test_it_must_be_signed_by_its_authority_not_by_a_laptop(tent: Tent, set_up: SetUp) -> None:
    container = write_container(
        _content(set_up, MADE), key=tent.laptop.key, certificate=tent.laptop.certificate, at=NOW
    )
    with pytest.raises(BundleRefused, match="niet door de uitgever"):
        unpack_set_up(container, at=NOW)


def test_a_certificate_by_somebody_else_and_a_key_of_another_certificate_are_refused(
    tent: Tent, set_up: SetUp
) -> None:
    stranger = new_authority("Iemand anders", at=NOW - timedelta(days=1))
    other = issue_device(stranger, DEVICE, "Intake1", not_before=NOW - timedelta(days=1), days=30)
    unvouched = replace(set_up, device_key=other.key, device_certificate=other.certificate)
    with pytest.raises(BundleRefused, match="niet uitgegeven"):
        unpack_set_up(forged(tent, unvouched), at=NOW)
    with pytest.raises(BundleRefused, match="sleutel hoort niet"):
        unpack_set_up(forged(tent, replace(set_up, device_key=other.key)), at=NOW)


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"manifest__json": b"{}"}, "geen instelbundel"),
        ({"manifest__json": b'{"kind":"set-up","format":1,"action":{},"device":{}}'}, "ontbreekt"),
        ({"manifest__json": b'{"kind":"set-up","format":1,"action":{},"device":[]}'}, "ontbreekt"),
        ({"keys/identities__json": b"[]"}, "mist gegevens"),
        ({"keys/identities__json": b'{"iszw":3}'}, "mist gegevens"),
    ],
)
def test_signed_contents_that_make_no_sense_are_refused(
    tent: Tent, set_up: SetUp, changed: dict[str, bytes], reason: str
) -> None:
    with pytest.raises(BundleRefused, match=reason):
        unpack_set_up(forged(tent, set_up, **changed), at=NOW)


def test_an_unknown_role_or_post_is_refused(tent: Tent, set_up: SetUp) -> None:
    for wrong in (replace(set_up, roles=("spy",)), replace(set_up, roles=()), replace(set_up, post="bar")):
        with pytest.raises(BundleRefused, match="mist gegevens"):
            unpack_set_up(forged(tent, wrong), at=NOW)


@pytest.fixture(scope="module")
def published() -> bytes:
    return published_form("intake-park").to_bytes()


@pytest.fixture(scope="module")
def with_form(set_up: SetUp, published: bytes) -> SetUp:
    first, *others = set_up.action.posts
    action = replace(set_up.action, posts=(replace(first, forms=("intake-park",)), *others))
    return replace(set_up, action=action, forms={"intake-park": published})


def test_the_forms_of_the_action_come_along(tent: Tent, with_form: SetUp, tmp_path: Path) -> None:
    path = write_set_up(with_form, tmp_path, authority=tent.authority, code=CODE, made=MADE)
    assert read_set_up(path, CODE, at=NOW) == with_form


def test_a_bundle_that_lacks_a_form_of_its_action_is_refused(tent: Tent, with_form: SetUp) -> None:
    with pytest.raises(BundleRefused, match="“intake-park” van de actie zit niet"):
        unpack_set_up(forged(tent, replace(with_form, forms={})), at=NOW)


def test_a_form_that_is_not_the_one_of_the_manifest_is_refused(tent: Tent, with_form: SetUp) -> None:
    place = form_file(sha256_hex(with_form.forms["intake-park"]))
    for data in (b"{}", with_form.forms["intake-park"] + b" "):
        content = _content(with_form, MADE) | {place: data}
        container = write_container(
            content, key=tent.authority.key, certificate=tent.authority.certificate, at=NOW
        )
        with pytest.raises(BundleRefused, match="mist gegevens"):
            unpack_set_up(container, at=NOW)
    lacking = _content(with_form, MADE)
    del lacking[place]
    container = write_container(
        lacking, key=tent.authority.key, certificate=tent.authority.certificate, at=NOW
    )
    with pytest.raises(BundleRefused, match="mist gegevens"):
        unpack_set_up(container, at=NOW)


def test_a_form_changed_after_signing_is_refused(tent: Tent, with_form: SetUp) -> None:
    container = write_container(
        _content(with_form, MADE), key=tent.authority.key, certificate=tent.authority.certificate, at=NOW
    )
    place = form_file(sha256_hex(with_form.forms["intake-park"]))
    content = read_zip(container)
    changed = write_zip(content | {place: content[place] + b" "})
    with pytest.raises(BundleRefused, match="geweigerd"):
        unpack_set_up(changed, at=NOW)


@pytest.mark.parametrize(
    "change",
    [
        lambda form: form | {"xform": "<no form"},
        lambda form: form | {"xform": form["xform"].replace("<h:body>", "<h:bodies>")},
        lambda form: form | {"xform": form["xform"].replace("${", "").replace("/data/", "/elsewhere/")},
        lambda form: form | {"signals": [form["signals"][0] | {"when": "no-such-function()"}]},
        lambda form: form | {"format": 99},
        lambda form: {},
    ],
)
def test_a_form_that_does_not_run_here_is_refused_though_it_was_signed(
    tent: Tent, with_form: SetUp, change: Callable[[dict[str, Any]], dict[str, Any]]
) -> None:
    broken = json.dumps(change(json.loads(with_form.forms["intake-park"]))).encode()
    with pytest.raises(BundleRefused, match="“intake-park” in de instelbundel draait hier niet"):
        unpack_set_up(forged(tent, replace(with_form, forms={"intake-park": broken})), at=NOW)


def test_a_bundle_from_before_forms_came_along_is_still_read(tent: Tent, set_up: SetUp) -> None:
    manifest = json.loads(_content(set_up, MADE)["manifest.json"])
    del manifest["forms"]
    old = json.dumps(manifest | {"format": 1}).encode()
    assert unpack_set_up(forged(tent, set_up, manifest__json=old), at=NOW) == set_up


@pytest.mark.parametrize("name", ["../intake", "", "Intake Park", "lists"])
def test_a_form_with_a_name_no_form_can_have_is_refused(
    tent: Tent, set_up: SetUp, published: bytes, name: str
) -> None:
    with pytest.raises(BundleRefused, match="mist gegevens"):
        unpack_set_up(forged(tent, replace(set_up, forms={name: published})), at=NOW)
