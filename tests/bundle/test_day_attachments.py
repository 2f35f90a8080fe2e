"""Attachments in the day bundle: all that the entries name, nothing else, and not one byte changed."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from bundle_tent import NOT_A_PHOTO, NOW, PHOTO, Tent, content_of, failed, journal

from fieldcheck.bundle.container import write_container
from fieldcheck.bundle.content import ENTRIES, MANIFEST, heads_of, pretty_json
from fieldcheck.bundle.files import LARGEST_BYTES
from fieldcheck.bundle.zip_bytes import read_zip
from fieldcheck.crypto import seal, unseal
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.journal import sha256_hex

PHOTO_FILE, SOUND_FILE = (f"attachments/{sha256_hex(data)}" for data in (PHOTO, NOT_A_PHOTO))


def signed(tent: Tent, folder: Path, content: dict[str, bytes]) -> Path:
    """A bundle of these files, properly signed and sealed: only what they say can be wrong."""
    container = write_container(content, key=tent.laptop.key, certificate=tent.laptop.certificate, at=NOW)
    path = folder / "changed.asice.age"
    path.write_bytes(seal(container, [tent.coordinator.recipient]))
    return path


def whole(tent: Tent) -> dict[str, bytes]:
    return content_of(tent.bundle, tent.laptop.certificate)


def test_they_travel_with_the_entries_that_name_them(tent: Tent, tmp_path: Path) -> None:
    path = tent.write(tmp_path)
    read = tent.read(path)
    assert dict(read.attachments) == {sha256_hex(data): data for data in (PHOTO, NOT_A_PHOTO)}
    assert ("Bijlagen", "2") in tent.check(path).manifest
    members = read_zip(unseal(path.read_bytes(), tent.coordinator.secret))
    manifest = json.loads(members[MANIFEST])
    assert [one["media_type"] for one in manifest["attachments"]] == [
        kind for _, kind in sorted(((SOUND_FILE, "audio/ogg"), (PHOTO_FILE, "image/jpeg")))
    ]
    assert f"{sha256_hex(PHOTO)}  {PHOTO_FILE}\n".encode() in members["SHA256SUMS"]
    assert (
        f'URI="{PHOTO_FILE}" MimeType="application/octet-stream"'.encode()
        in members["META-INF/ASiCManifest.xml"]
    )


def test_nothing_of_them_can_be_read_in_the_sealed_file(tent: Tent, tmp_path: Path) -> None:
    sealed = tent.write(tmp_path).read_bytes()
    assert b"schimmel" not in sealed
    assert sha256_hex(PHOTO).encode() not in sealed


def test_one_flipped_byte_is_refused_even_when_it_is_signed(tent: Tent, tmp_path: Path) -> None:
    changed = bytearray(PHOTO)
    changed[100] ^= 1
    path = signed(tent, tmp_path, whole(tent) | {PHOTO_FILE: bytes(changed)})
    assert failed(tent.check(path)) == ["Bijlagen"]


def test_one_missing_or_one_too_many_is_refused(tent: Tent, tmp_path: Path) -> None:
    content = whole(tent)
    missing = {name: data for name, data in content.items() if name != SOUND_FILE}
    assert failed(tent.check(signed(tent, tmp_path, missing))) == ["Bijlagen"]
    extra = content | {f"attachments/{sha256_hex(b'x')}": b"x"}
    assert failed(tent.check(signed(tent, tmp_path, extra))) == ["Bijlagen"]
    below = content | {PHOTO_FILE + "/more": b"x"}
    assert failed(tent.check(signed(tent, tmp_path, below))) == ["Bijlagen"]


def test_an_erased_answer_needs_its_file_no_more(tent: Tent, tmp_path: Path) -> None:
    entries = list(tent.bundle.entries)
    entries[7] = replace(entries[7], payload=None)
    kept = {sha256_hex(PHOTO): PHOTO}
    assert failed(tent.check(tent.write(tmp_path, entries=entries, attachments=kept))) == []
    both = tent.bundle.attachments
    assert failed(tent.check(tent.write(tmp_path, entries=entries, attachments=both))) == ["Bijlagen"]


def test_a_bundle_of_the_first_format_is_still_read(tent: Tent, tmp_path: Path) -> None:
    entries = journal()
    bundle = replace(tent.bundle, entries=entries, heads=heads_of(entries), attachments={})
    content = content_of(bundle, tent.laptop.certificate)
    manifest = json.loads(content[MANIFEST])
    del manifest["attachments"]
    path = signed(tent, tmp_path, content | {MANIFEST: pretty_json(manifest | {"format": 1})})
    assert failed(tent.check(path)) == []
    assert tent.read(path).attachments == {}


def test_the_first_format_cannot_hide_an_attachment(tent: Tent, tmp_path: Path) -> None:
    content = whole(tent)
    manifest = json.loads(content[MANIFEST]) | {"format": 1}
    path = signed(tent, tmp_path, content | {MANIFEST: pretty_json(manifest)})
    assert failed(tent.check(path)) == ["Bijlagen"]


def test_a_bundle_that_nobody_could_read_back_is_not_made(tent: Tent, tmp_path: Path) -> None:
    huge = {sha256_hex(PHOTO): bytes(LARGEST_BYTES)}
    with pytest.raises(InvalidValue, match="te groot") as refused:
        tent.write(tmp_path, attachments=huge)
    assert refused.value.remedy
    assert list(tmp_path.iterdir()) == []


def test_entries_say_nothing_new_in_the_open(tent: Tent) -> None:
    """The file's own name, as the person had it, stands nowhere; what does, is the drawn one."""
    lines = whole(tent)[ENTRIES].splitlines()
    assert json.loads(lines[5])["payload"]["value"] == "bestand-00000005"
