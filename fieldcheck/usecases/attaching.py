"""A file on its way to become an answer: what it really is, whether the question takes it, its new name."""

from __future__ import annotations

import re
import secrets
import struct
from collections.abc import Iterable
from pathlib import PurePath

from fieldcheck.domain.attachment import LARGEST_ATTACHMENT, Attachment
from fieldcheck.domain.errors import N_, InvalidValue
from fieldcheck.engine import Node
from fieldcheck.usecases.stripping import DEEPEST, PNG_MARK, boxes, stripped

_SUFFIXES = {
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "audio/ogg": "ogg",
    "audio/mpeg": "mp3",
    "audio/mp4": "m4a",
    "audio/wav": "wav",
    "video/mp4": "mp4",
    "video/webm": "webm",
    "application/pdf": "pdf",
}
"""The media types that are taken, each with how its names end."""
_STEMS = {"image": "photo", "audio": "recording", "video": "video", "application": "document"}
_TAKEN = {
    "image": ("image/",),
    "audio": ("audio/",),
    "video": ("video/",),
    "file": ("image/", "audio/", "video/", "application/pdf"),
}
FILE_TYPES = frozenset(_TAKEN)
"""Types of question whose answer is a file."""


def prepared(content: bytes, node: Node, *, filename: str, media_type: str) -> Attachment:
    """The attachment for a question: recognised by its bytes, under a new name, without what a camera adds.

    ``filename`` and ``media_type`` are what the file says of itself: used to tell what was refused, never
    believed and never kept. Raises InvalidValue saying why a file is not taken.
    """
    if node.type not in FILE_TYPES:
        raise InvalidValue(N_("Bij deze vraag hoort geen bestand."))
    if not content:
        raise InvalidValue(N_("Dit bestand is leeg."), remedy=_ANOTHER)
    if len(content) > LARGEST_ATTACHMENT:
        raise InvalidValue(
            N_("Dit bestand is te groot: {size} MB, en er past hoogstens {largest} MB bij een antwoord."),
            remedy=N_("Maak een foto met een lagere resolutie, of een kortere opname."),
            size=-(-len(content) // 2**20),
            largest=LARGEST_ATTACHMENT // 2**20,
        )
    kind = recognised(content)
    allowed = accepted(node)
    if kind not in allowed:
        raise InvalidValue(
            N_("Deze vraag neemt dit soort bestand niet ({kind})."),
            remedy=N_("Kies een bestand van de soort: {allowed}."),
            kind=kind or PurePath(filename).suffix.lower()[:8] or media_type[:40] or "?",
            allowed=", ".join(_SUFFIXES[one] for one in allowed) or "-",
        )
    return Attachment(stripped(content, kind), kind, _new_name(kind))


_ANOTHER = N_("Kies een ander bestand.")


def accepted(node: Node) -> tuple[str, ...]:
    """The media types that a question takes, for a file dialogue; () when it takes no file at all."""
    ours = [one for one in _SUFFIXES if one.startswith(_TAKEN.get(node.type, ("-",)))]
    wanted = [part.strip().lower() for part in node.accepts.split(",") if part.strip()]
    return tuple(one for one in ours if not wanted or _matches(one, wanted))


def _matches(media_type: str, wanted: Iterable[str]) -> bool:
    """Whether a list of media types, groups of them and endings (as in HTML's ``accept``) has this one."""
    names = {media_type, media_type.partition("/")[0] + "/*", "*/*", "*", f".{_SUFFIXES[media_type]}"}
    if media_type == "image/jpeg":
        names.add(".jpeg")
    return not names.isdisjoint(wanted)


def _new_name(media_type: str) -> str:
    """Such as ``photo-3f9a1c2b.jpg``: drawn, so that it says nothing of the person or the file."""
    stem = _STEMS[media_type.partition("/")[0]]
    return f"{stem}-{secrets.token_hex(4)}.{_SUFFIXES[media_type]}"


# What a file is, by its first bytes

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (PNG_MARK, "image/png"),
    (b"%PDF-", "application/pdf"),
    (b"ID3", "audio/mpeg"),
)
_FIRST = 256
"""Bytes in which a container says what is in it."""
_OGG_SOUND = re.compile(rb"\x01vorbis|OpusHead|\x7fFLAC|Speex   ")
_STILLS = frozenset(
    (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis")
)
_QUICKTIME = b"qt  "


def recognised(content: bytes) -> str:
    """The media type of the bytes, "" when it is none of those that are taken."""
    for start, media_type in _STARTS:
        if content.startswith(start):
            return media_type
    if content.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav"}.get(content[8:12], "")
    if content.startswith(b"OggS"):
        return "audio/ogg" if _OGG_SOUND.search(content, 0, _FIRST) else ""
    if content.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in content[:_FIRST] else ""
    if content[4:8] == b"ftyp":
        return _base_media(content)
    return "audio/mpeg" if _is_mpeg_frame(content[:4]) else ""


def _base_media(content: bytes) -> str:
    """MP4: with a picture or with sound alone. Phones give both the same first bytes, so its tracks tell."""
    if content[8:12] in _STILLS or content[8:12] == _QUICKTIME:
        return ""
    try:
        for kind, start, end in boxes(content, 0, len(content)):
            if kind == b"moov":
                return "video/mp4" if b"vide" in _handlers(content, start, end, DEEPEST) else "audio/mp4"
    except (InvalidValue, struct.error):
        pass
    return ""


def _handlers(content: bytes, start: int, end: int, deeper: int) -> set[bytes]:
    """What the tracks of an MP4 hold: ``vide``, ``soun``."""
    found: set[bytes] = set()
    for kind, inner, until in boxes(content, start, end):
        if kind in (b"trak", b"mdia") and deeper:
            found |= _handlers(content, inner, until, deeper - 1)
        elif kind == b"hdlr":
            found.add(content[inner + 8 : inner + 12])
    return found


def _is_mpeg_frame(head: bytes) -> bool:
    """Whether this is the header of an MPEG audio frame, layer III."""
    return (
        len(head) == 4
        and head[0] == 0xFF
        and head[1] & 0xE6 == 0xE2
        and head[1] & 0x18 != 0x08
        and head[2] & 0xF0 not in (0x00, 0xF0)
        and head[2] & 0x0C != 0x0C
    )
