"""One case in a bundle of its own, and what of it is refused although its own laptop signed it."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from bundle_tent import PHOTO, Tent, failed, one_case

from fieldcheck.bundle.zip_bytes import read_zip
from fieldcheck.crypto import unseal
from fieldcheck.domain import events
from fieldcheck.domain.attachment import Attachment
from fieldcheck.domain.identifiers import CaseId
from fieldcheck.domain.journal import Entry, canonical_json, sha256_hex
from fieldcheck.usecases.ports import BundleKind


def findings(tent: Tent, folder: Path, **changed: object) -> list[str]:
    return failed(tent.look(tent.write_referral(folder, **changed), tent.iszw).report)


def test_it_is_named_holds_and_tells_what_it_is(tent: Tent, tmp_path: Path) -> None:
    path = tent.write_referral(tmp_path)
    assert path.name == "2026-11-22-voorbeeldhoeve-intake1-verwijzing-iszw-000000b1.asice.age"
    read = tent.read(path, tent.iszw)
    assert (read.report.kind, read.case, read.case_code) == ("referral", "case-7", "BV-0007-7")
    assert read.entries == one_case()
    shown = dict(read.report.manifest)
    assert shown["Zaak"] == "BV-0007-7"
    assert shown["Ontvanger"] == "Nederlandse Arbeidsinspectie: oefengrondslag"
    manifest = json.loads(read_zip(unseal(path.read_bytes(), tent.iszw.secret))["manifest.json"])
    assert "heads" not in manifest, "where the chain ends would tell how much else there was to do"


def test_an_outcome_holds_only_answers_to_its_referrals(tent: Tent, tmp_path: Path) -> None:
    sent = one_case()[3]
    told = remade(sent, kind=events.REFERRAL_ACKNOWLEDGED)
    outcome = {"what": BundleKind.OUTCOME, "forms": (), "entries": (told,)}
    assert findings(tent, tmp_path, **outcome) == []
    assert findings(tent, tmp_path, **outcome | {"entries": (sent,)}) == ["Zaak"]
    elsewhere = remade(told, subject="another-referral", sequence=99)
    assert findings(tent, tmp_path, **outcome | {"entries": (told, elsewhere)}) == ["Zaak"]


def remade(entry: Entry, **changed: object) -> Entry:
    """The entry with something changed, whose digests hold: as if it had been written so."""
    entry = replace(entry, **changed)  # type: ignore[arg-type]
    entry = replace(entry, payload_digest=sha256_hex(canonical_json(entry.payload)))
    return replace(entry, digest=entry.computed_digest())


@pytest.mark.parametrize(
    "changed",
    [
        {"subject": "case-8"},
        {"subject_kind": "case", "subject": "case-8", "kind": "record.viewed"},
        {"payload": {"code": "BV-0008-6", "post": "intake"}},
        {"payload": {"code": "BV-0007-7", "post": "intake", "other": "case-8"}},
    ],
)
def test_a_line_of_another_case_is_refused(tent: Tent, tmp_path: Path, changed: dict[str, object]) -> None:
    first, *rest = one_case()
    assert findings(tent, tmp_path, entries=(remade(first, **changed), *rest)) == ["Zaak"]


def test_a_talk_of_another_case_is_refused(tent: Tent, tmp_path: Path) -> None:
    first, talk, *rest = one_case()
    assert findings(tent, tmp_path, entries=(first, remade(talk, payload={"case": "case-8"}), *rest)) == [
        "Zaak"
    ]


def test_a_case_that_nobody_opened_is_refused(tent: Tent, tmp_path: Path) -> None:
    assert findings(tent, tmp_path, entries=one_case()[1:]) == ["Zaak"]
    assert findings(tent, tmp_path, entries=()) == ["Zaak"]
    assert findings(tent, tmp_path, case=CaseId("case-8")) == ["Zaak"]
    assert findings(tent, tmp_path, referrals=("",)) == []


def test_a_changed_line_is_refused(tent: Tent, tmp_path: Path) -> None:
    first, *rest = one_case()
    for wrong in (
        replace(first, actor="Iemand anders"),
        replace(first, payload={**first.payload, "code": "X"}),
    ):
        assert findings(tent, tmp_path, entries=(wrong, *rest))[0] == "Journaal"
    assert findings(tent, tmp_path, entries=(first, first, *rest)) == ["Journaal"]
    assert "Journaal" in findings(tent, tmp_path, entries=(replace(first, payload=None), *rest))


def test_an_attachment_travels_and_one_too_many_is_refused(tent: Tent, tmp_path: Path) -> None:
    first, talk, answer, sent = one_case()
    file = Attachment(PHOTO, "image/jpeg", "photo-1")
    payload = {"reference": "/data/bed", "value": file.name, "attachment": file.as_payload()}
    given = remade(answer, payload=payload)
    photo = {sha256_hex(PHOTO): PHOTO}
    read = tent.read(
        tent.write_referral(tmp_path, entries=(first, talk, given, sent), attachments=photo), tent.iszw
    )
    assert read.attachments == photo
    assert findings(tent, tmp_path, attachments=photo) == ["Bijlagen"]
    assert findings(tent, tmp_path, entries=(first, talk, given, sent)) == ["Bijlagen"]
