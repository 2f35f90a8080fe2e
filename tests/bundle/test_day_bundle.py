"""The day bundle: written whole, read back, and refused for each thing that can be wrong with it."""

import errno
import json
import os
import zipfile
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from bundle_tent import DEVICE, NOW, Tent, content_of, failed, journal
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fieldcheck.bundle import AsicBundles
from fieldcheck.bundle.container import write_container
from fieldcheck.bundle.zip_bytes import read_zip, write_zip
from fieldcheck.crypto import issue_device, new_age_identity, new_authority, seal, unseal
from fieldcheck.domain.action import Recipient
from fieldcheck.domain.errors import InvalidValue, StorageFailed
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.usecases.ports import Cancelled


@pytest.fixture(scope="session")
def sealed(tent: Tent, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return tent.write(tmp_path_factory.mktemp("sealed")).read_bytes()


@pytest.fixture(scope="session")
def bare(tent: Tent, sealed: bytes) -> bytes:
    return unseal(sealed, tent.coordinator.secret)


def resealed(tent: Tent, container: bytes, folder: Path) -> Path:
    path = folder / "changed.asice.age"
    path.write_bytes(seal(container, [tent.coordinator.recipient]))
    return path


def signed(tent: Tent, folder: Path, **changed: bytes) -> Path:
    """A bundle with other contents, properly signed: only what it says is wrong."""
    content = content_of(tent.bundle, tent.laptop.certificate)
    content |= {name.replace("__", "."): data for name, data in changed.items()}
    container = write_container(content, key=tent.laptop.key, certificate=tent.laptop.certificate, at=NOW)
    return resealed(tent, container, folder)


def manifest_of(tent: Tent) -> dict[str, object]:
    content = content_of(tent.bundle, tent.laptop.certificate)
    return dict(json.loads(content["manifest.json"]))


def test_it_is_named_holds_and_tells_everything(tent: Tent, tmp_path: Path) -> None:
    path = tent.write(tmp_path)
    assert path.name == "2026-11-22-voorbeeldhoeve-intake1.asice.age"
    assert os.listdir(tmp_path) == [path.name]
    report = tent.check(path)
    assert failed(report) == []
    assert (report.kind, report.signer, report.issuer) == ("day", "Intake1", "Oefenactie Voorbeeldhoeve")
    assert report.entries == 12
    shown = dict(report.manifest)
    assert shown["Laptop"] == "Intake1"
    assert ("Aantal", "3 personen") in report.manifest
    assert ("Ontvanger", "Coördinator: oefengrondslag") in report.manifest


def test_every_recipient_opens_it_and_reads_the_same_entries(tent: Tent, tmp_path: Path) -> None:
    path = tent.write(tmp_path)
    for identity in (tent.iszw, tent.coordinator):
        assert tent.read(path, identity).entries == tent.bundle.entries


def test_the_container_is_an_asic_e_that_any_zip_reads(bare: bytes) -> None:
    with zipfile.ZipFile(BytesIO(bare)) as archive:
        assert archive.testzip() is None
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert archive.read("mimetype") == b"application/vnd.etsi.asic-e+zip"
        manifest = json.loads(archive.read("manifest.json"))
        assert manifest["counts"][-1] == {"of": "entry", "count": 12, "unit": "entries"}
        lines = archive.read("entries.jsonl").splitlines()
        assert json.loads(lines[0])["payload"]["text"] == "één ✓ Ж"


def test_a_taken_name_gets_a_number_and_nothing_is_overwritten(tent: Tent, tmp_path: Path) -> None:
    paths = [tent.write(tmp_path) for _ in range(3)]
    assert [path.name[len("2026-11-22-voorbeeldhoeve-intake1") :] for path in paths] == [
        ".asice.age",
        "-2.asice.age",
        "-3.asice.age",
    ]
    assert all(tent.check(path).ok for path in paths)


def test_a_stick_without_hard_links_works_as_well(
    tent: Tent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(source: object, target: object) -> None:
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr("fieldcheck.bundle.files.os.link", no_links)
    paths = [tent.write(tmp_path) for _ in range(2)]
    assert sorted(os.listdir(tmp_path)) == sorted(path.name for path in paths)
    assert len(set(paths)) == 2


@pytest.mark.parametrize("step", range(5))
def test_stopping_at_any_step_leaves_nothing(tent: Tent, tmp_path: Path, step: int) -> None:
    seen: list[tuple[int, int]] = []

    def stop(done: int, total: int) -> None:
        seen.append((done, total))
        if len(seen) > step:
            raise Cancelled

    with pytest.raises(Cancelled):
        tent.bundles.write(tent.bundle, tmp_path, progress=stop)
    assert os.listdir(tmp_path) == []


def test_progress_runs_up_to_the_whole(tent: Tent, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    tent.bundles.write(tent.bundle, tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert seen == [(0, 26), (12, 26), (24, 26), (25, 26), (26, 26)]


def test_a_full_disk_is_said_and_leaves_nothing(
    tent: Tent, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("fieldcheck.bundle.files.os.fsync", full)
    with pytest.raises(StorageFailed, match="schijf is vol"):
        tent.write(tmp_path)
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_gone_is_said(tent: Tent, tmp_path: Path) -> None:
    with pytest.raises(StorageFailed, match="map weg"):
        tent.write(tmp_path / "weg")


def test_a_recipient_without_a_key_is_refused(tent: Tent, tmp_path: Path) -> None:
    keyless = (Recipient("iszw", "ISZW", "", ""),)
    for recipients in ((), keyless):
        with pytest.raises(InvalidValue):
            tent.write(tmp_path, recipients=recipients)
    assert os.listdir(tmp_path) == []


# --- what is wrong with a file, each told apart ---


def test_for_somebody_else(tent: Tent, tmp_path: Path) -> None:
    path = tent.write(tmp_path)
    report = tent.look(path, new_age_identity()).report
    assert failed(report) == ["Envelop"]
    assert "voor iemand anders" in report.findings[0][2]
    assert tent.look(path, new_age_identity()).entries == ()


def test_by_an_unknown_authority(tent: Tent, tmp_path: Path) -> None:
    path = tent.write(tmp_path)
    other = new_authority("Oefenactie Voorbeeldhoeve", at=NOW)
    report = tent.bundles.check(path, identity=tent.coordinator.secret, authority_pem=other.certificate)
    assert failed(report) == ["Certificaat"]
    assert "niet uitgegeven" in dict((name, detail) for name, _, detail in report.findings)["Certificaat"]


def test_an_expired_certificate(tent: Tent, tmp_path: Path) -> None:
    path = tent.write(tmp_path)
    late = replace(tent.bundles, clock=lambda: NOW + timedelta(days=60))
    report = late.check(path, identity=tent.coordinator.secret, authority_pem=tent.authority.certificate)
    assert failed(report) == ["Certificaat"]
    assert "verlopen" in report.findings[3][2]


def test_signed_with_a_key_that_is_not_the_certificates(tent: Tent, tmp_path: Path) -> None:
    forger = AsicBundles(
        device_key=tent.authority.key,
        device_certificate=tent.laptop.certificate,
        authority=b"",
        clock=lambda: NOW,
    )
    path = forger.write(tent.bundle, tmp_path, progress=lambda d, t: None)
    assert "Handtekening" in failed(tent.check(path))


def test_another_laptop_cannot_speak_for_this_one(tent: Tent, tmp_path: Path) -> None:
    other = issue_device(tent.authority, DeviceId("dev-2"), "Intake2", not_before=NOW, days=30)
    content = content_of(tent.bundle, tent.laptop.certificate)
    container = write_container(content, key=other.key, certificate=other.certificate, at=NOW)
    assert failed(tent.check(resealed(tent, container, tmp_path))) == ["Toestel"]


@pytest.mark.parametrize("kept", [0, 10, 300, 5000, -1])
def test_cut_short(tent: Tent, sealed: bytes, bare: bytes, tmp_path: Path, kept: int) -> None:
    path = tmp_path / "b.asice.age"
    path.write_bytes(sealed[:kept])
    assert failed(tent.check(path)) == ["Envelop"]
    path = tmp_path / "b.asice"
    path.write_bytes(bare[:kept])
    assert failed(tent.check(path)) == ["Container"]


def test_missing_and_foreign_files(tent: Tent, tmp_path: Path) -> None:
    assert failed(tent.check(tmp_path / "weg.asice.age")) == ["Bestand"]
    foreign = BytesIO()
    with zipfile.ZipFile(foreign, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("../../etc/passwd", "x" * 10000)
    path = tmp_path / "foreign.asice"
    for data in (foreign.getvalue(), b"", b"PK", os.urandom(2000)):
        path.write_bytes(data)
        assert failed(tent.check(path)) == ["Container"]


def test_a_zip_with_a_comment_a_gap_or_something_around_it(tent: Tent, bare: bytes, tmp_path: Path) -> None:
    commented = BytesIO(bare)
    with zipfile.ZipFile(commented, "a") as archive:
        archive.comment = b"hello"
    extended = BytesIO(bare)
    with zipfile.ZipFile(extended, "a") as archive:
        archive.writestr("extra.txt", "unsigned")
    path = tmp_path / "b.asice"
    for data in (commented.getvalue(), extended.getvalue(), bare + b"\0", b"MZ" + bare):
        path.write_bytes(data)
        assert failed(tent.check(path)) == ["Container"]


def test_a_broken_chain(tent: Tent, tmp_path: Path) -> None:
    entries = list(tent.bundle.entries)
    entries[5] = replace(entries[5], payload={"code": "anders"})
    assert failed(tent.check(tent.write(tmp_path, entries=entries))) == ["Journaal"]
    gone = [entry for entry in tent.bundle.entries if entry.sequence != 4]
    assert failed(tent.check(tent.write(tmp_path, entries=gone))) == ["Journaal"]


def test_an_erased_payload_still_holds(tent: Tent, tmp_path: Path) -> None:
    entries = list(tent.bundle.entries)
    entries[5] = replace(entries[5], payload=None)
    path = tent.write(tmp_path, entries=entries)
    assert failed(tent.check(path)) == []
    assert tent.read(path, tent.iszw).entries[5].payload is None


def test_heads_counts_and_forms_that_say_otherwise(tent: Tent, tmp_path: Path) -> None:
    head = replace(tent.bundle.heads[0], sequence=99)
    assert failed(tent.check(tent.write(tmp_path, heads=(head,)))) == ["Einde van het journaal"]
    digest, form = tent.bundle.forms[0]
    assert failed(tent.check(tent.write(tmp_path, forms=((digest, form + b" "),)))) == ["Formulieren"]
    assert failed(tent.check(signed(tent, tmp_path, extra__txt=b"signed, but no part of it"))) == [
        "Formulieren"
    ]


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"kind": "outcome"}, "Manifest"),
        ({"format": 3}, "Manifest"),
        ({"format": True}, "Manifest"),
        ({"attachments": None}, "Bijlagen"),
        ({"attachments": [{"digest": "0" * 64}]}, "Bijlagen"),
        ({"counts": []}, "Aantallen"),
        ({"counts": 7, "recipients": 7, "action": 7, "period": 7}, "Aantallen"),
        ({"device": None}, "Toestel"),
        ({"forms": None}, "Formulieren"),
        ({"forms": [{}]}, "Formulieren"),
    ],
)
def test_a_signed_manifest_that_makes_no_sense(
    tent: Tent, tmp_path: Path, change: dict[str, object], finding: str
) -> None:
    manifest = json.dumps(manifest_of(tent) | change).encode()
    assert failed(tent.check(signed(tent, tmp_path, manifest__json=manifest))) == [finding]


@pytest.mark.parametrize(
    "lines",
    [
        b"{}\n",
        b"no json\n",
        b"[" * 100000 + b"\n",
        b'{"a":1.5}\n',
        b"\n",
        b"no newline",
        b"\xff\n",
    ],
)
def test_signed_entries_that_are_none(tent: Tent, tmp_path: Path, lines: bytes) -> None:
    assert failed(tent.check(signed(tent, tmp_path, entries__jsonl=lines))) == ["Journaal"]


@pytest.mark.parametrize(
    "change", [{"sequence": "1"}, {"sequence": True}, {"payload": []}, {"at": "gisteren"}, {"id": 3}]
)
def test_signed_entries_with_a_wrong_kind_of_value(
    tent: Tent, tmp_path: Path, change: dict[str, object]
) -> None:
    line = json.dumps(
        journal()[0].as_json() | change, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    assert failed(tent.check(signed(tent, tmp_path, entries__jsonl=line.encode() + b"\n"))) == ["Journaal"]


def test_a_key_twice_in_one_entry_is_refused(tent: Tent, tmp_path: Path) -> None:
    from fieldcheck.domain.journal import canonical_json

    line = canonical_json(journal()[0].as_json())
    twice = line.replace(b'{"actor":', b'{"actor":"iemand anders","actor":', 1) + b"\n"
    assert failed(tent.check(signed(tent, tmp_path, entries__jsonl=twice))) == ["Journaal"]


def test_an_empty_day_is_a_day(tent: Tent, tmp_path: Path) -> None:
    assert failed(tent.check(tent.write(tmp_path, entries=(), heads=(), forms=(), attachments={}))) == []


def test_entries_of_two_laptops_travel_together(tent: Tent, tmp_path: Path) -> None:
    from fieldcheck.bundle.content import heads_of

    both = (*tent.bundle.entries, *journal(5, DeviceId(DEVICE[:-1] + "2")))
    assert failed(tent.check(tent.write(tmp_path, entries=both, heads=heads_of(both)))) == []


# --- every byte matters ---


def test_a_changed_byte_in_any_member_is_found_even_if_the_zip_is_made_to_fit(
    tent: Tent, bare: bytes, tmp_path: Path
) -> None:
    members = read_zip(bare)
    path = tmp_path / "changed.asice"
    for name, data in members.items():
        for place in {0, len(data) // 2, len(data) - 1}:
            changed = bytearray(data)
            changed[place] ^= 1
            path.write_bytes(write_zip(members | {name: bytes(changed)}))
            found = failed(tent.check(path))
            assert set(found) & {"Container", "Handtekening", "Inhoud"}, (name, place)


def test_an_unsigned_or_a_missing_member_is_found_even_if_the_zip_is_made_to_fit(
    tent: Tent, bare: bytes, tmp_path: Path
) -> None:
    members = read_zip(bare)
    path = tmp_path / "changed.asice"
    for name in ("extra.txt", "META-INF/extra.txt", "mimetype2"):
        path.write_bytes(write_zip(members | {name: b"unsigned"}))
        assert "Inhoud" in failed(tent.check(path)), name
    for name in members:
        path.write_bytes(write_zip({key: data for key, data in members.items() if key != name}))
        assert set(failed(tent.check(path))) & {"Container", "Inhoud"}, name


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_changed_byte_of_the_sealed_file_is_refused(
    tent: Tent, sealed: bytes, tmp_path: Path, data: st.DataObject
) -> None:
    place = data.draw(st.integers(0, len(sealed) - 1))
    changed = bytearray(sealed)
    changed[place] ^= data.draw(st.integers(1, 255))
    path = tmp_path / "changed.asice.age"
    path.write_bytes(changed)
    assert failed(tent.check(path)), place


def test_any_changed_byte_of_the_bare_container_is_refused(tent: Tent, bare: bytes, tmp_path: Path) -> None:
    path = tmp_path / "changed.asice"
    for place in range(0, len(bare), 3):
        changed = bytearray(bare)
        changed[place] ^= 1 << place % 8
        path.write_bytes(changed)
        assert failed(tent.check(path)), place
