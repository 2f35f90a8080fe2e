"""The files of a bundle as they will stand in it: what its lists say of each beforehand, and its bytes."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Member:
    """One file, known before it is written.

    Attributes:
        size: in bytes.
        crc: CRC-32 of the bytes, as ZIP wants it.
        digest: SHA-256 of the bytes.
        pieces: the bytes, from the beginning and the same each time; so they need not all be in memory.
    """

    size: int
    crc: int
    digest: bytes
    pieces: Callable[[], Iterable[bytes]]


def member(data: bytes) -> Member:
    """The file that holds these bytes."""
    return Member(len(data), zlib.crc32(data), hashlib.sha256(data).digest(), lambda: (data,))


def members(content: Mapping[str, bytes]) -> dict[str, Member]:
    """Files by name, of bytes by name."""
    return {name: member(data) for name, data in content.items()}


def measured(pieces: Callable[[], Iterable[bytes]]) -> Member:
    """The file of these pieces; they are gone through once to know it, and again for each writing."""
    size, crc, sha256 = 0, 0, hashlib.sha256()
    for piece in pieces():
        size += len(piece)
        crc = zlib.crc32(piece, crc)
        sha256.update(piece)
    return Member(size, crc, sha256.digest(), pieces)
