"""A file that was given as the answer to a question: a photo, a recording, a document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from fieldcheck.domain import events
from fieldcheck.domain.journal import Entry, sha256_hex

LARGEST_ATTACHMENT = 25 * 1024 * 1024
"""Bytes that one attachment may have at most."""

_DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Attachment:
    """The bytes of an answer, with the neutral ``name`` that is its value and its media type."""

    content: bytes = field(repr=False)
    media_type: str
    name: str

    def as_payload(self) -> dict[str, Any]:
        """What the journal's entry says of it; the digest binds the bytes to the entry."""
        return {
            "digest": sha256_hex(self.content),
            "media_type": self.media_type,
            "size": len(self.content),
        }


def attachment_digest(kind: str, payload: Mapping[str, Any] | None) -> str:
    """SHA-256 of the attachment that an entry's payload names; "" when it names none, or was erased.

    Raises ValueError when what is named cannot be a digest.
    """
    if kind != events.ANSWER_RECORDED or payload is None or "attachment" not in payload:
        return ""
    named = payload["attachment"]
    digest = named.get("digest") if isinstance(named, Mapping) else None
    if not isinstance(digest, str) or _DIGEST.fullmatch(digest) is None:
        raise ValueError("attachment")
    return digest


def digest_of(entry: Entry) -> str:
    """As :func:`attachment_digest`, of one entry."""
    return attachment_digest(entry.kind, entry.payload)
