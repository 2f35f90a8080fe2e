"""The identity of one person in a key slot: wrapped with what the slot's own secret becomes.

Everybody's slot gives the same database key. What only some of them may read is sealed to their identities
(age, X25519), and each identity opens with one slot's secret alone.
"""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from fieldcheck.crypto.identities import AgeIdentity

_NONCE_BYTES = 12
_LABEL = b"fieldcheck: identity of a key slot"
_LONGEST = 512


@dataclass(frozen=True, slots=True)
class WrappedIdentity:
    """An identity as a key slot keeps it: its recipient (``age1...``) in the open, its secret sealed."""

    recipient: str
    nonce: bytes
    sealed: bytes

    def as_json(self) -> dict[str, str]:
        """For the file of key slots."""
        return {"recipient": self.recipient, "nonce": _text(self.nonce), "sealed": _text(self.sealed)}


def wrap(identity: AgeIdentity, stretched: bytes, bound: bytes) -> WrappedIdentity:
    """Seal an identity with what a secret was stretched to; ``bound`` and its recipient are bound in."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = ChaCha20Poly1305(_own_key(stretched)).encrypt(
        nonce, identity.secret.encode(), bound + identity.recipient.encode()
    )
    return WrappedIdentity(identity.recipient, nonce, sealed)


def unwrap(wrapped: WrappedIdentity, stretched: bytes, bound: bytes) -> AgeIdentity:
    """The identity that :func:`wrap` sealed; cryptography's InvalidTag when it is another one."""
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    secret = ChaCha20Poly1305(_own_key(stretched)).decrypt(
        wrapped.nonce, wrapped.sealed, bound + wrapped.recipient.encode()
    )
    return AgeIdentity(secret.decode(), wrapped.recipient)


def read_wrapped(place: Mapping[str, Any]) -> WrappedIdentity:
    """What :meth:`WrappedIdentity.as_json` wrote; KeyError, TypeError or ValueError when it is not that."""
    texts = [place[name] for name in ("recipient", "nonce", "sealed")]
    if not all(isinstance(text, str) and len(text) <= _LONGEST for text in texts):
        raise TypeError("an identity of texts")
    recipient, nonce, sealed = texts
    found = WrappedIdentity(recipient, _bytes(nonce), _bytes(sealed))
    if len(found.nonce) != _NONCE_BYTES or not recipient.startswith("age1"):
        raise ValueError("no identity")
    return found


def _own_key(stretched: bytes) -> bytes:
    """A key of its own from what opens the slot (HKDF, RFC 5869): one key for each use."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDFExpand

    return HKDFExpand(SHA256(), 32, _LABEL).derive(stretched)


def _bytes(value: str) -> bytes:
    return base64.b64decode(value, validate=True)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()
