"""The one ZIP file that a set of named contents can be: members stored, times fixed, nothing between.

Reading writes the archive anew and compares, so that no byte is free: not a time, a flag, a comment or a
gap. Members are stored, not deflated, because a deflate stream has free bits and differs between versions
of zlib; it also leaves nothing to blow up on unpacking.
"""

from __future__ import annotations

import struct
import zlib

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


def write_zip(members: dict[str, bytes]) -> bytes:
    """The archive of ``members``, in their order; names are ASCII."""
    body: list[bytes] = []  # joined once: an archive may be half the memory of a laptop
    at, directory = 0, bytearray()
    for name, data in members.items():
        raw = name.encode("ascii")
        facts = (_VERSION, 0, 0, 0, _FIRST_OF_1980, zlib.crc32(data), len(data), len(data), len(raw), 0)
        directory += _CENTRAL.pack(
            _CENTRAL_MARK, _MADE_BY_UNIX, *facts, 0, 0, 0, _REGULAR_FILE, at
        )  # fmt: skip
        directory += raw
        body += (_LOCAL.pack(_LOCAL_MARK, *facts), raw, data)
        at += _LOCAL.size + len(raw) + len(data)
    count = len(members)
    end = _END.pack(_END_MARK, 0, 0, count, count, len(directory), at, 0)
    return b"".join((*body, directory, end))


def read_zip(archive: bytes) -> dict[str, bytes]:
    """The members of an archive that :func:`write_zip` wrote; raises NotOurZip for any other bytes."""
    if len(archive) > LARGEST_BYTES:
        raise NotOurZip(Said(N_("het bestand is groter dan {size} MB"), size=LARGEST_BYTES // 1024 // 1024))
    if not archive.startswith(b"PK\x03\x04"):
        raise NotOurZip(Said(N_("dit is geen container (ZIP)")))
    members = _walk(archive)
    if write_zip(members) != archive:
        raise NotOurZip(
            Said(N_("de container is veranderd, niet compleet, of door een ander programma gemaakt"))
        )
    return members


def _walk(archive: bytes) -> dict[str, bytes]:
    """Members by their local headers; whatever is wrong with the rest shows when written anew."""
    members: dict[str, bytes] = {}
    at = 0
    while archive[at : at + 4] == b"PK\x03\x04" and len(archive) - at >= _LOCAL.size:
        header = _LOCAL.unpack_from(archive, at)
        size, name_length = header[8], header[9]
        start = at + _LOCAL.size
        name = _safe_name(archive[start : start + name_length])
        if name in members or len(members) >= MOST_MEMBERS:
            raise NotOurZip(Said(N_("de container bevat een naam twee keer, of te veel bestanden")))
        at = start + name_length + size
        members[name] = archive[start + name_length : at]
    return members


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
