"""Keys, certificates, signatures and sealed bytes: bytes in, bytes out.

The libraries behind it are imported when first used, so that importing this room costs nothing at start-up.
"""

from fieldcheck.crypto.certificates import (
    CertificateView,
    KeyPair,
    certificate_der,
    certificate_pem,
    fingerprint,
    issue_device,
    new_authority,
    view,
)
from fieldcheck.crypto.identities import (
    AgeIdentity,
    is_recipient,
    is_sealed,
    new_age_identity,
    recipient_of,
    seal,
    seal_into,
    seal_with_code,
    unseal,
    unseal_with_any,
    unseal_with_code,
)
from fieldcheck.crypto.passphrases import Strength, passphrase_strength
from fieldcheck.crypto.recovery import new_recovery_code, normalise_recovery_code
from fieldcheck.crypto.short_signatures import problem_with_short, sign_short
from fieldcheck.crypto.signatures import SignatureReport, sign_cms, verify_cms
from fieldcheck.crypto.slots import RECOVERY_SLOT, STRONG, KeySlots, Stretching, Unlocked, new_database_key

__all__ = [
    "RECOVERY_SLOT",
    "STRONG",
    "AgeIdentity",
    "CertificateView",
    "KeyPair",
    "KeySlots",
    "SignatureReport",
    "Strength",
    "Stretching",
    "Unlocked",
    "certificate_der",
    "certificate_pem",
    "fingerprint",
    "is_recipient",
    "is_sealed",
    "issue_device",
    "new_age_identity",
    "new_authority",
    "new_database_key",
    "new_recovery_code",
    "normalise_recovery_code",
    "passphrase_strength",
    "problem_with_short",
    "recipient_of",
    "seal",
    "seal_into",
    "seal_with_code",
    "sign_cms",
    "sign_short",
    "unseal",
    "unseal_with_any",
    "unseal_with_code",
    "verify_cms",
    "view",
]
