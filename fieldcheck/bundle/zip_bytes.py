"""The one ZIP file that a set of named contents can be: members stored, times fixed, nothing between.

Reading writes the archive anew and compares, so that no byte is free: not a time, a flag, a comment or a
gap. Members are stored, not deflated, because a deflate stream has free bits and differs between versions
of zlib; it also leaves nothing to blow up on unpacking.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping

from fieldcheck.bundle.members import Member, members
from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said

_LOCAL = struct.Struct("<IHHHHHIIIHH")
_CENTRAL = struct.Struct("<IHHHHHHIIIHHHHHII")
_END = struct.Struct("<IHHHHIIH")
_LOCAL_MARK, _CENTRAL_MARK, _END_MARK = 0x04034B50, 0x02014B50, 0x06054B50
_VERSION = 20
_MADE_BY_UNIX = 3 << 8 | _VERSION
_FIRST_OF_1980 = 1 << 5 | 1
_REGULAR_FILE = 0o100644 << 16
MOST_MEMBERS = 10_000
LARGEST_BYTES = 512 * 1024 * 1024


class NotOurZip(Exception):
    """Why the bytes are not the one archive of their members, in plain Dutch."""


class MemberChanged(Exception):
    """A file gave other bytes while it was written than when it was measured; its name."""


def write_zip(content: Mapping[str, bytes]) -> bytes:
    """The archive of ``content``, in its order; names are ASCII."""
    return b"".join(zip_pieces(members(content)))  # joined once: it may be half the memory of a laptop


def zip_pieces(content: Mapping[str, Member]) -> Iterator[bytes]:
    """The archive of ``content`` piece by piece, so that it need not be in memory.

    Raises MemberChanged when a file is another one than its header, which is out already, says.
    """
    at, directory = 0, bytearray()
    for name, one in content.items():
        raw = name.encode("ascii")
        facts = (_VERSION, 0, 0, 0, _FIRST_OF_1980, one.crc, one.size, one.size, len(raw), 0)
        directory += _CENTRAL.pack(
            _CENTRAL_MARK, _MADE_BY_UNIX, *facts, 0, 0, 0, _REGULAR_FILE, at
        )  # fmt: skip
        directory += raw
        yield _LOCAL.pack(_LOCAL_MARK, *facts) + raw
        yield from _unchanged(name, one)
        at += _LOCAL.size + len(raw) + one.size
    count = len(content)
    end = _END.pack(_END_MARK, 0, 0, count, count, len(directory), at, 0)
    yield bytes(directory)
    yield end


def _unchanged(name: str, one: Member) -> Iterator[bytes]:
    size, crc = 0, 0
    for piece in one.pieces():
        size, crc = size + len(piece), zlib.crc32(piece, crc)
        yield piece
    if (size, crc) != (one.size, one.crc):
        raise MemberChanged(name)


def read_zip(archive: bytes) -> dict[str, bytes]:
    """The members of an archive that :func:`write_zip` wrote; raises NotOurZip for any other bytes."""
    if len(archive) > LARGEST_BYTES:
        raise NotOurZip(Said(N_("het bestand is groter dan {size} MB"), size=LARGEST_BYTES // 1024 // 1024))
    if not archive.startswith(b"PK\x03\x04"):
        raise NotOurZip(Said(N_("dit is geen container (ZIP)")))
    found = _walk(archive)
    if write_zip(found) != archive:
        raise NotOurZip(
            Said(N_("de container is veranderd, niet compleet, of door een ander programma gemaakt"))
        )
    return found


def _walk(archive: bytes) -> dict[str, bytes]:
    """Members by their local headers; whatever is wrong with the rest shows when written anew."""
    found: dict[str, bytes] = {}
    at = 0
    while archive[at : at + 4] == b"PK\x03\x04" and len(archive) - at >= _LOCAL.size:
        header = _LOCAL.unpack_from(archive, at)
        size, name_length = header[8], header[9]
        start = at + _LOCAL.size
        name = _safe_name(archive[start : start + name_length])
        if name in found or len(found) >= MOST_MEMBERS:
            raise NotOurZip(Said(N_("de container bevat een naam twee keer, of te veel bestanden")))
        at = start + name_length + size
        found[name] = archive[start + name_length : at]
    return found


def _safe_name(raw: bytes) -> str:
    try:
        name = raw.decode("ascii")
    except UnicodeDecodeError:
        raise NotOurZip(Said(N_("de container bevat een naam die niet kan"))) from None
    parts = name.split("/")
    if (
        not name.isprintable()
        or "\\" in name
        or ":" in name
        or any(part in ("", ".", "..") for part in parts)
    ):
        raise NotOurZip(Said(N_("de container bevat een naam die niet kan")))
    return name
