"""A photo as an answer: saved with the talk, shown again, exported, and nowhere in plain."""

from __future__ import annotations

import tempfile
from pathlib import Path

import camera
import pytest

from fieldcheck.bundle import AsicBundles
from fieldcheck.crypto import Stretching
from fieldcheck.domain.attachment import LARGEST_ATTACHMENT
from fieldcheck.domain.errors import InvalidValue, StorageFailed
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.interview import AnswerState
from fieldcheck.domain.journal import sha256_hex
from fieldcheck.domain.roles import Role
from fieldcheck.store.vault import FileVault
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk, change_place
from fieldcheck.usecases.exporting import check_bundle, export_day
from fieldcheck.usecases.interviewing import Interviewing, read_interview, start_interview

FORM = """
| survey |
|        | type  | name  | label                | body::accept    |
|        | text  | who   | Wie is er bij?       |                 |
|        | image | bed   | Foto van het bed     |                 |
|        | audio | told  | Opname van de uitleg |                 |
|        | file  | slip  | Loonstrook           | application/pdf |
|        | text  | after | Wat nog meer?        |                 |
| settings |
|        | form_title | form_id | version |
|        | Proef met bestanden | proef-bestanden | 1 |
"""
BED, TOLD, SLIP = "/data/bed", "/data/told", "/data/slip"


@pytest.fixture
def interviewing(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Interviewing:
    folder = tmp_path / "home" / "forms" / "proef-bestanden"
    folder.mkdir(parents=True)
    (folder / "form.md").write_text(FORM, encoding="utf-8")
    monkeypatch.setenv("FIELDCHECK_HOME", str(tmp_path / "home"))
    return start_interview(desk, open_case(desk).id, "nl", form_id="proef-bestanden")


def give(interviewing: Interviewing, reference: str, content: bytes) -> None:
    interviewing.save(interviewing.attach(reference, content, filename="IMG_1 Anna.jpg", media_type=""))


def test_a_photo_is_an_answer_and_comes_back(interviewing: Interviewing, desk: Desk) -> None:
    interviewing.jump(BED)
    place = interviewing.position
    pending = interviewing.attach(BED, camera.jpeg(6), filename="Anna Kowalska.jpg", media_type="image/jpeg")
    shown = interviewing.attachment(BED)
    assert interviewing.position == place, "the page stays, so that the photo can be looked at"
    assert desk.store.interview(interviewing.interview.id).answers == {}, "nothing is saved yet"
    interviewing.save(pending)
    again = read_interview(desk, interviewing.interview.id)
    assert again.attachment(BED) == shown
    assert again.attachment_named(shown.name) == shown
    assert again.run.node(BED).value == shown.name
    assert again.run.answers() == interviewing.run.answers()
    answer = desk.store.interview(interviewing.interview.id).answers[BED]
    assert (answer.value, answer.state) == (shown.name, AnswerState.ANSWERED)
    assert not any(word in shown.content for word in camera.SECRET)


def test_the_persons_own_file_name_stands_nowhere(interviewing: Interviewing, desk: Desk) -> None:
    give(interviewing, BED, camera.jpeg())
    assert "Anna" not in str([entry.payload for entry in desk.store.entries()])


def test_an_answer_without_a_file_has_no_attachment(interviewing: Interviewing) -> None:
    with pytest.raises(KeyError):
        interviewing.attachment(BED)
    interviewing.save(interviewing.answer({BED: AnswerState.REFUSED}))
    with pytest.raises(KeyError):
        interviewing.attachment(BED)


def test_replacing_and_clearing_keep_the_history(interviewing: Interviewing, desk: Desk) -> None:
    give(interviewing, BED, camera.jpeg())
    first = interviewing.attachment(BED)
    give(interviewing, BED, camera.png())
    second = interviewing.attachment(BED)
    assert first.name != second.name
    interviewing.save(interviewing.answer({BED: ""}))
    with pytest.raises(KeyError):
        interviewing.attachment(BED)
    again = read_interview(desk, interviewing.interview.id)
    assert again.run.node(BED).value == ""
    assert [again.attachment_named(one.name) for one in (first, second)] == [first, second]
    assert list(desk.store.broken()) == []


def test_the_page_may_be_answered_again_with_its_file_as_it_is(
    interviewing: Interviewing, desk: Desk
) -> None:
    give(interviewing, BED, camera.jpeg())
    shown = interviewing.attachment(BED)
    interviewing.save(interviewing.answer({BED: shown.name}))
    assert read_interview(desk, interviewing.interview.id).attachment(BED) == shown


@pytest.mark.parametrize("value", ["photo-00000000.jpg", "../../etc/passwd", "een bed"])
def test_a_name_alone_is_no_answer(interviewing: Interviewing, value: str) -> None:
    with pytest.raises(InvalidValue, match="hoort een bestand"):
        interviewing.answer({"/data/who": "Anna", BED: value})
    assert interviewing.run.answers() == {}


@pytest.mark.parametrize(
    ("reference", "content"),
    [
        (BED, camera.mp3()),
        (BED, camera.jpeg()[:300]),
        (BED, b""),
        (BED, b"\xff\xd8\xff" + bytes(LARGEST_ATTACHMENT)),
        (TOLD, camera.jpeg()),
        (SLIP, camera.jpeg()),
        ("/data/who", camera.jpeg()),
    ],
)
def test_what_a_question_does_not_take_changes_nothing(
    interviewing: Interviewing, reference: str, content: bytes
) -> None:
    give(interviewing, BED, camera.jpeg())
    before, shown = interviewing.run.answers(), interviewing.attachment(BED)
    with pytest.raises(InvalidValue):
        interviewing.attach(reference, content, filename="a", media_type="image/jpeg")
    assert interviewing.run.answers() == before
    assert interviewing.attachment(BED) == shown


def test_every_kind_of_file_question_takes_its_own(interviewing: Interviewing) -> None:
    for reference, content in ((BED, camera.webp()), (TOLD, camera.wav()), (SLIP, camera.pdf())):
        give(interviewing, reference, content)
    kinds = [interviewing.attachment(one).media_type for one in (BED, TOLD, SLIP)]
    assert kinds == ["image/webp", "audio/wav", "application/pdf"]


def test_it_is_tried_again_when_the_disk_was_full(interviewing: Interviewing, desk: Desk) -> None:
    sound = camera.mp3(tagged=False) + bytes(500_000)
    pending = interviewing.attach(TOLD, sound, filename="", media_type="")
    connection = desk.store._connection  # type: ignore[attr-defined]
    (pages,) = connection.execute("PRAGMA page_count").fetchone()
    connection.execute(f"PRAGMA max_page_count = {pages + 20}").fetchone()
    with pytest.raises(StorageFailed, match="vol"):
        interviewing.save(pending)
    assert desk.store.interview(interviewing.interview.id).answers == {}
    assert interviewing.attachment(TOLD).content == sound, "still there to be looked at"
    connection.execute("PRAGMA max_page_count = 100000").fetchone()
    interviewing.save(pending)
    assert read_interview(desk, interviewing.interview.id).attachment(TOLD).content == sound
    assert list(desk.store.broken()) == []


def test_the_talk_travels_with_its_files(interviewing: Interviewing, desk: Desk, tmp_path: Path) -> None:
    give(interviewing, BED, camera.jpeg())
    give(interviewing, TOLD, camera.wav())
    coordinator = change_place(desk, role=Role.COORDINATOR, post="coordinator")
    path = export_day(coordinator, tmp_path, progress=lambda done, total: None)
    report = check_bundle(coordinator, path)
    assert report.ok, report.findings
    assert ("Bijlagen", "2") in report.manifest
    authority = coordinator.secret("authority.pem").encode()
    bundles = AsicBundles(b"", b"", b"", coordinator.clock)
    keys = {"coordinator": coordinator.secret("age.coordinator")}
    day = bundles.read(path, keys, authority, progress=lambda done, total: None)
    assert day.report.ok
    vault = FileVault(tmp_path / "other", desk.clock, stretching=Stretching(64, 1, 1))
    other = vault.create("C. Voorbeeld", "zes ezels in de mist", DeviceId("other")).store
    other.merge(day.entries, day.attachments)
    name = interviewing.attachment(BED).name
    assert other.attachment(interviewing.interview.id, name) == interviewing.attachment(BED)
    assert list(other.broken()) == []
    other.close()


def test_no_plain_file_is_left_anywhere(
    interviewing: Interviewing, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every file below the data folder and the folder for temporary files is looked into."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    give(interviewing, BED, camera.jpeg())
    give(interviewing, TOLD, camera.wav())
    files = [interviewing.attachment(one) for one in (BED, TOLD)]
    coordinator = change_place(desk, role=Role.COORDINATOR, post="coordinator")
    (tmp_path / "out").mkdir()
    path = export_day(coordinator, tmp_path / "out", progress=lambda done, total: None)
    check_bundle(coordinator, path)
    desk.store.back_up(tmp_path / "copy.db")
    read_interview(desk, interviewing.interview.id).attachment(BED)
    looked_into = [one for one in tmp_path.rglob("*") if one.is_file()]
    assert {"fieldcheck.db", "fieldcheck.db-wal", "copy.db", path.name} <= {one.name for one in looked_into}
    for one in looked_into:
        data = one.read_bytes()
        for file in files:
            assert not any(file.content[at : at + 64] in data for at in (0, len(file.content) // 2)), one.name
            assert sha256_hex(file.content).encode() not in data
            assert file.name.encode() not in data
            assert file.name not in one.name
    assert not list((tmp_path / "temporary").iterdir())
