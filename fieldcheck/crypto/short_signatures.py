"""Bare signatures for where every byte counts, such as a code on paper: RSA-PSS with SHA-256, 384 bytes.

They say only “these bytes, by this key”; the certificate travels beside them, and no moment is claimed.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from fieldcheck.crypto.certificates import problem_with, read_certificate, read_private_key
from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.padding import PSS

SALT_BYTES = 32
"""As long as the digest, as RFC 8017 has it by default."""


def sign_short(data: bytes, key_pem: bytes) -> bytes:
    """A signature over ``data``; 384 bytes with the keys of this program. BundleRefused for a broken key."""
    from cryptography.hazmat.primitives import hashes

    return read_private_key(key_pem).sign(data, _padding(), hashes.SHA256())


def problem_with_short(
    signature: bytes, data: bytes, certificate_pem: bytes, authority_pem: bytes, at: datetime
) -> str:
    """Why ``signature`` over ``data`` does not count at the moment ``at``: plain Dutch, or "" when it does.

    Raises BundleRefused when one of the two certificates cannot be read.
    """
    problem = problem_with(certificate_pem, authority_pem, at)
    return problem or _signature_problem(signature, data, certificate_pem)


def _signature_problem(signature: bytes, data: bytes, certificate_pem: bytes) -> str:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    key = read_certificate(certificate_pem).public_key()
    if not isinstance(key, RSAPublicKey):
        return Said(N_("de sleutel van de ondertekenaar is geen RSA-sleutel"))
    try:
        key.verify(signature, data, _padding(), hashes.SHA256())
    except InvalidSignature:
        return Said(N_("de handtekening is niet met dit certificaat gezet, of is veranderd"))
    return ""


def _padding() -> PSS:
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import MGF1, PSS

    return PSS(mgf=MGF1(hashes.SHA256()), salt_length=SALT_BYTES)
