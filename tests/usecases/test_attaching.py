"""What a file is, by its bytes, and whether a question takes it."""

from __future__ import annotations

import re
from dataclasses import replace

import camera
import pytest

from fieldcheck.domain.attachment import LARGEST_ATTACHMENT
from fieldcheck.domain.errors import InvalidValue
from fieldcheck.domain.interview import AnswerState
from fieldcheck.engine import Node
from fieldcheck.usecases.attaching import accepted, prepared, recognised

FILES = {
    "image/jpeg": camera.jpeg(),
    "image/png": camera.png(),
    "image/webp": camera.webp(),
    "audio/ogg": camera.ogg(),
    "audio/mpeg": camera.mp3(),
    "audio/mp4": camera.mp4(b"soun"),
    "audio/wav": camera.wav(),
    "video/mp4": camera.mp4(b"soun", b"vide"),
    "video/webm": camera.webm(),
    "application/pdf": camera.pdf(),
}
FOREIGN = {
    "HEIC": camera.mp4(b"pict", brand=b"heic"),
    "QuickTime": camera.mp4(b"vide", brand=b"qt  "),
    "GIF": b"GIF89a" + bytes(50),
    "Theora": camera.ogg(b"\x80theora"),
    "Matroska": camera.webm().replace(b"webm", b"matr"),
    "AVI": b"RIFF\x10\0\0\0AVI " + bytes(50),
    "program": b"MZ" + bytes(50),
    "text": b"dit is een brief",
    "AAC": b"\xff\xf1\x50\x80" + bytes(50),
    "SVG": b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>",
    "short": b"\xff",
}


def question(type_: str, accepts: str = "") -> Node:
    """A question that takes files, as the engine shows it."""
    return Node(
        reference="/data/bed",
        name="bed",
        type=type_,
        appearance="",
        label="Foto van het bed",
        hint="",
        guidance="",
        relevant=True,
        required=False,
        readonly=False,
        value="",
        state=AnswerState.NOT_ASKED,
        violation=None,
        choices=(),
        constraint_message="",
        translated=True,
        accepts=accepts,
    )


@pytest.mark.parametrize("media_type", FILES)
def test_a_file_is_known_by_its_bytes(media_type: str) -> None:
    assert recognised(FILES[media_type]) == media_type


def test_an_mp3_without_a_tag_is_known_too() -> None:
    assert recognised(camera.mp3(tagged=False)) == "audio/mpeg"


@pytest.mark.parametrize("name", FOREIGN)
def test_other_files_are_none_of_ours(name: str) -> None:
    assert recognised(FOREIGN[name]) == ""


@pytest.mark.parametrize("type_", ["image", "audio", "video", "file"])
@pytest.mark.parametrize("media_type", FILES)
def test_each_type_of_question_takes_its_own(type_: str, media_type: str) -> None:
    taken = type_ == "file" or media_type.startswith(type_ + "/")
    assert (media_type in accepted(question(type_))) is taken
    if taken:
        made = prepared(FILES[media_type], question(type_), filename="IMG_2211 Anna.x", media_type="")
        assert made.media_type == media_type
        return
    with pytest.raises(InvalidValue, match="neemt dit soort bestand niet") as refused:
        prepared(FILES[media_type], question(type_), filename="a.jpg", media_type="image/jpeg")
    assert media_type in str(refused.value)


@pytest.mark.parametrize(
    ("accepts", "expected"),
    [
        ("image/*", {"image/jpeg", "image/png", "image/webp"}),
        ("application/pdf", {"application/pdf"}),
        ("application/pdf, image/PNG", {"application/pdf", "image/png"}),
        (".pdf,.jpeg", {"application/pdf", "image/jpeg"}),
        ("*/*", set(FILES)),
        (".docx", set()),
    ],
)
def test_what_the_form_asks_for_narrows_it(accepts: str, expected: set[str]) -> None:
    assert set(accepted(question("file", accepts))) == expected


def test_a_text_question_takes_no_file() -> None:
    assert accepted(question("text")) == ()
    with pytest.raises(InvalidValue):
        prepared(camera.pdf(), question("text"), filename="a.pdf", media_type="application/pdf")


def test_the_new_name_is_drawn_and_says_nothing() -> None:
    names = {
        prepared(FILES["image/jpeg"], question("image"), filename="Anna Kowalska.jpg", media_type="").name
        for _ in range(20)
    }
    assert len(names) == 20
    assert all(re.fullmatch(r"photo-[0-9a-f]{8}\.jpg", name) for name in names)


@pytest.mark.parametrize("name", FOREIGN)
def test_a_refusal_says_what_would_do_and_names_no_file(name: str) -> None:
    with pytest.raises(InvalidValue) as refused:
        prepared(FOREIGN[name], question("image"), filename="Anna Kowalska.heic", media_type="image/heic")
    error = refused.value
    assert "Kowalska" not in str(error) + str(error.fields)
    assert error.remedy.format_map(error.fields) == "Kies een bestand van de soort: jpg, png, webp."
    assert error.fields["kind"] == ".heic"


def test_too_large_and_empty_are_said_apart() -> None:
    with pytest.raises(InvalidValue, match="26 MB, en er past hoogstens 25 MB"):
        prepared(bytes(LARGEST_ATTACHMENT + 1), question("image"), filename="", media_type="")
    with pytest.raises(InvalidValue, match="leeg"):
        prepared(b"", question("image"), filename="", media_type="")


def test_the_largest_still_fits() -> None:
    sound = camera.mp3(tagged=False)
    made = prepared(
        sound + bytes(LARGEST_ATTACHMENT - len(sound)), question("audio"), filename="", media_type=""
    )
    assert len(made.content) == LARGEST_ATTACHMENT


def test_place_and_device_are_cut_out_on_the_way() -> None:
    for media_type in ("image/jpeg", "image/png", "image/webp", "audio/wav", "audio/mpeg", "video/mp4"):
        made = prepared(FILES[media_type], question("file"), filename="", media_type="")
        assert not any(word in made.content for word in camera.SECRET)


def test_a_damaged_photo_is_refused() -> None:
    with pytest.raises(InvalidValue, match="beschadigd"):
        prepared(camera.jpeg()[:400], replace(question("image")), filename="", media_type="")
