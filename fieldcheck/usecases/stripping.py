"""What a camera or recorder writes into a file beside picture and sound is cut out: place, moment, device.

A file is cut at the seams its format has, and never decoded: pixels and sound stay bit for bit. Of what is
cut, only the way up of a photo is written anew, since a screen needs it. Formats: JPEG (ITU-T T.81), PNG
(W3C), RIFF (WebP, WAV), ISO base media (ISO/IEC 14496-12), ID3. The colour profile (ICC) stays.
"""

from __future__ import annotations

import re
import struct
import zlib
from collections.abc import Callable, Iterator, Mapping

from fieldcheck.domain.errors import N_, InvalidValue

MOST_PARTS = 50_000
"""Segments, chunks or boxes that a real file never has; more would only keep the laptop busy."""
PNG_MARK = b"\x89PNG\r\n\x1a\n"


def stripped(content: bytes, media_type: str) -> bytes:
    """The file without what says where, when and with what it was made; others than named come back as is.

    Raises InvalidValue for a file of a known format that is damaged or cut short.
    """
    strip = _STRIPPED.get(media_type)
    if strip is None:
        return content
    try:
        return strip(content)
    except (IndexError, struct.error) as error:
        raise _damaged() from error


def _damaged() -> InvalidValue:
    return InvalidValue(
        N_("Dit bestand is beschadigd of niet compleet; het is niet bewaard."),
        remedy=N_("Maak de foto of opname opnieuw, of kies een ander bestand."),
    )


# The way up of a photo, in the TIFF structure that EXIF is

_ORIENTATION, _SHORT = 0x0112, 3
_UPRIGHT = 1


def _orientation(tiff: bytes) -> int:
    """The way up (1 to 8) that EXIF tells; upright when it tells none, or nothing that can be read."""
    order = {b"II": "<", b"MM": ">"}.get(tiff[:2])
    if order is None:
        return _UPRIGHT
    try:
        (at,) = struct.unpack_from(order + "I", tiff, 4)
        (count,) = struct.unpack_from(order + "H", tiff, at)
        for number in range(count):
            tag, kind, _, value = struct.unpack_from(order + "HHIH", tiff, at + 2 + 12 * number)
            if tag == _ORIENTATION and kind == _SHORT and 1 <= value <= 8:
                return int(value)
    except struct.error:
        pass
    return _UPRIGHT


def _only_orientation(value: int) -> bytes:
    """EXIF with one tag in it."""
    return struct.pack(">2sHIHHHIHHI", b"MM", 42, 8, 1, _ORIENTATION, _SHORT, 1, value, 0, 0)


# JPEG

_START, _END, _SCAN, _APP0, _APP1, _APP2, _APP14 = 0xD8, 0xD9, 0xDA, 0xE0, 0xE1, 0xE2, 0xEE
_CODING = frozenset({*range(0xC0, 0xD0), _SCAN, 0xDB, 0xDC, 0xDD})
"""Frames, scans and tables: what a decoder needs."""
_EXIF = b"Exif\0\0"
_MARKER = re.compile(rb"\xff+[^\x00\xd0-\xd7\xff]")
"""A marker with its fill bytes; a zero or a restart after 0xFF belongs to the scan."""


def _jpeg(data: bytes) -> bytes:
    kept: list[bytes] = []
    orientation = _UPRIGHT
    for marker, body, scan in _segments(data):
        if marker == _APP1 and body.startswith(_EXIF):
            orientation = _orientation(body[len(_EXIF) :])
        staying = _kept_segment(marker, body)
        if staying is not None:
            kept += [_segment(marker, staying), scan]
    if orientation != _UPRIGHT:
        place = 2 if kept and kept[0][1] == _APP0 else 0  # JFIF wants to be first
        kept.insert(place, _segment(_APP1, _EXIF + _only_orientation(orientation)))
    return b"".join((bytes((0xFF, _START)), *kept, bytes((0xFF, _END))))


def _segments(data: bytes) -> Iterator[tuple[int, bytes, bytes]]:
    """Marker, body and the scan after it, up to the end of the image; what follows that is no photo."""
    at = 2
    for _ in range(MOST_PARTS):
        found = _MARKER.match(data, at)
        if found is None:
            break
        marker, at = data[found.end() - 1], found.end()
        if marker == _END:
            return
        (length,) = struct.unpack_from(">H", data, at)
        body, at = data[at + 2 : at + length], at + length
        if length < 2 or at > len(data):
            raise _damaged()
        scan = b""
        if marker == _SCAN:
            end = _scan_end(data, at)
            scan, at = data[at:end], end
        yield marker, body, scan
    raise _damaged()


def _scan_end(data: bytes, at: int) -> int:
    """Where the next marker stands. In a photo find is ten times quicker, in a file made to hang not."""
    for _ in range(MOST_PARTS):
        at = data.find(b"\xff", at)
        if at < 0:
            raise _damaged()
        if _MARKER.match(data, at):
            return at
        at += 1
    found = _MARKER.search(data, at)
    if found is None:
        raise _damaged()
    return found.start()


def _kept_segment(marker: int, body: bytes) -> bytes | None:
    if marker == _APP0 and body.startswith(b"JFIF\0"):
        return body[:12] + b"\0\0"  # without the small picture, which may be older than a crop
    colours = (marker == _APP2 and body.startswith(b"ICC_PROFILE\0")) or (
        marker == _APP14 and body.startswith(b"Adobe")
    )
    return body if colours or marker in _CODING else None


def _segment(marker: int, body: bytes) -> bytes:
    return struct.pack(">BBH", 0xFF, marker, len(body) + 2) + body


# PNG

_PNG_KEPT = frozenset(
    b"IHDR PLTE IDAT IEND tRNS gAMA cHRM sRGB iCCP cICP sBIT bKGD pHYs hIST acTL fcTL fdAT".split()
)


def _png(data: bytes) -> bytes:
    kept = [PNG_MARK]
    at = len(PNG_MARK)
    for _ in range(MOST_PARTS):
        length, kind = struct.unpack_from(">I4s", data, at)
        chunk = data[at : at + 12 + length]
        if len(chunk) != 12 + length or zlib.crc32(chunk[4:-4]) != int.from_bytes(chunk[-4:]):
            raise _damaged()
        if kind in _PNG_KEPT:
            kept.append(chunk)
        if kind == b"IEND":
            return b"".join(kept)
        at += len(chunk)
    raise _damaged()


# RIFF: WebP and WAV

_WEBP_KEPT = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ANIM", b"ANMF", b"ICCP"))
_WAV_KEPT = frozenset((b"fmt ", b"fact", b"data"))
_HAS_EXIF, _HAS_XMP = 0x08, 0x04


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    (length,) = struct.unpack_from("<I", data, 4)
    at, end = 12, 8 + length
    if data[8:12] == b"WAVE":
        end = len(data)  # who records a stream does not know its length at the start
    elif end > len(data):
        raise _damaged()
    for _ in range(MOST_PARTS):
        if at + 8 > end:
            return
        kind, length = struct.unpack_from("<4sI", data, at)
        body = data[at + 8 : at + 8 + length]
        if len(body) < length and kind != b"data":
            raise _damaged()
        yield kind, body
        at += 8 + length + length % 2
    raise _damaged()


def _riff(form: bytes, chunks: list[tuple[bytes, bytes]]) -> bytes:
    body = b"".join(
        struct.pack("<4sI", kind, len(content)) + content + b"\0" * (len(content) % 2)
        for kind, content in chunks
    )
    return struct.pack("<4sI4s", b"RIFF", 4 + len(body), form) + body


def _webp(data: bytes) -> bytes:
    chunks = list(_chunks(data))
    exif = next((body for kind, body in chunks if kind == b"EXIF"), b"")
    orientation = _orientation(exif.removeprefix(_EXIF))
    kept = [(kind, body) for kind, body in chunks if kind in _WEBP_KEPT]
    if not kept:
        raise _damaged()
    kind, body = kept[0]
    if kind == b"VP8X":
        flags = body[0] & ~(_HAS_EXIF | _HAS_XMP)
        if orientation != _UPRIGHT:
            flags |= _HAS_EXIF
            kept.append((b"EXIF", _only_orientation(orientation)))
        kept[0] = (kind, bytes((flags,)) + body[1:])
    return _riff(b"WEBP", kept)


def _wav(data: bytes) -> bytes:
    kept = [(kind, body) for kind, body in _chunks(data) if kind in _WAV_KEPT]
    if not {b"fmt ", b"data"} <= {kind for kind, _ in kept}:
        raise _damaged()
    return _riff(b"WAVE", kept)


# MP3

_ID3_HEADER, _ID3_OLD = 10, 128


def _mp3(data: bytes) -> bytes:
    at = 0
    while data[at : at + 3] == b"ID3":
        sizes = data[at + 6 : at + _ID3_HEADER]
        footer = _ID3_HEADER if data[at + 5] & 0x10 else 0
        at += _ID3_HEADER + footer + sum((byte & 0x7F) << 7 * (3 - place) for place, byte in enumerate(sizes))
    end = len(data) - _ID3_OLD if data[-_ID3_OLD:].startswith(b"TAG") else len(data)
    if at >= end:
        raise _damaged()
    return data[at:end]


# MP4: boxes are blanked where they stand, because the sound and picture are found by their place in the file

_SAYS = frozenset((b"udta", b"meta", b"uuid"))
_HOLDS = frozenset((b"moov", b"trak", b"mdia"))
_DATED = frozenset((b"mvhd", b"tkhd", b"mdhd"))
DEEPEST = 4
"""How deep boxes are looked into: a track's media stand at the third level."""


def boxes(data: bytes | bytearray, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Kind, and where the content begins and ends, of every box between two places. InvalidValue if cut."""
    at = start
    for _ in range(MOST_PARTS):
        if at >= end:
            return
        size, kind = struct.unpack_from(">I4s", data, at)
        content = at + 8
        if size == 1:
            (size,) = struct.unpack_from(">Q", data, content)
            content += 8
        elif size == 0:  # up to the end
            size = end - at
        if at + size > end or content > at + size:
            raise _damaged()
        yield bytes(kind), content, at + size
        at += size
    raise _damaged()


def _mp4(data: bytes) -> bytes:
    blanked = bytearray(data)
    kinds = _blank(blanked, 0, len(blanked), DEEPEST)
    if b"moov" not in kinds or not kinds & {b"mdat", b"moof"}:
        raise _damaged()
    return bytes(blanked)


def _blank(data: bytearray, start: int, end: int, deeper: int) -> set[bytes]:
    kinds = set()
    for kind, content, until in list(boxes(data, start, end)):
        kinds.add(kind)
        if kind in _HOLDS and deeper:
            _blank(data, content, until, deeper - 1)
        elif kind in _SAYS:
            name = data.rindex(kind, 0, content)
            data[name : name + 4] = b"free"
            data[content:until] = bytes(until - content)
        elif kind in _DATED:
            dates = 16 if data[content] == 1 else 8  # made and changed, after version and flags
            data[content + 4 : content + 4 + dates] = bytes(dates)
    return kinds


_STRIPPED: Mapping[str, Callable[[bytes], bytes]] = {
    "image/jpeg": _jpeg,
    "image/png": _png,
    "image/webp": _webp,
    "audio/wav": _wav,
    "audio/mpeg": _mp3,
    "audio/mp4": _mp4,
    "video/mp4": _mp4,
}
