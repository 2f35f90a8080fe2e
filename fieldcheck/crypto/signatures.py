"""Detached CMS signatures of the CAdES baseline, level B (ETSI EN 319 122-1), over bytes.

Made with pyHanko; checked against our own narrow profile: one signer, one certificate, RSA with SHA-256,
no unsigned attributes. A signature that holds is written anew from its parts and must come out
byte for byte the same, so that nothing can hide in what the mathematics does not cover.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from fieldcheck.crypto.certificates import problem_with, view
from fieldcheck.domain.errors import N_
from fieldcheck.domain.wording import Said

_MUST = {"content_type", "message_digest", "signing_time", "signing_certificate_v2"}
_MAY = {"cms_algorithm_protection"}


@dataclass(frozen=True, slots=True)
class SignatureReport:
    """What the check of one signature found.

    Attributes:
        signature_problem: plain Dutch, "" when the signature is by the certificate and over the data.
        certificate_problem: plain Dutch, "" when the authority vouches for the certificate.
        certificate: the signer's certificate (PEM), b"" when none could be read.
        signer, issuer, fingerprint: what that certificate says, "" when none could be read.
        signed_at: the moment the signer claims, None when none could be read.
    """

    signature_problem: str
    certificate_problem: str
    certificate: bytes = b""
    signer: str = ""
    issuer: str = ""
    fingerprint: str = ""
    signed_at: datetime | None = None

    @property
    def ok(self) -> bool:
        """Whether everything holds."""
        return not self.signature_problem and not self.certificate_problem


class _Refused(Exception):
    """Why a signature does not hold, in plain Dutch."""


def sign_cms(data: bytes, key_pem: bytes, certificate_pem: bytes, at: datetime) -> bytes:
    """A detached CAdES-B signature (DER) over ``data``, claiming the moment ``at``."""
    import asyncio

    from asn1crypto import keys, pem, x509
    from pyhanko.sign.signers import SimpleSigner
    from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
    from pyhanko_certvalidator.registry import SimpleCertificateStore

    no_others = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    signer = SimpleSigner(
        signing_cert=x509.Certificate.load(pem.unarmor(certificate_pem)[2]),
        signing_key=keys.PrivateKeyInfo.load(pem.unarmor(key_pem)[2]),
        cert_registry=no_others,
    )
    moment = at.astimezone(UTC).replace(microsecond=0)
    signed = asyncio.run(
        signer.async_sign_general_data(
            data,
            "sha256",
            detached=True,
            use_cades=True,
            signed_attr_settings=PdfCMSSignedAttributes(signing_time=moment),
        )
    )
    return bytes(signed.dump())


def verify_cms(der: bytes, data: bytes, authority_pem: bytes, at: datetime) -> SignatureReport:
    """Check a signature that :func:`sign_cms` made over ``data``; never raises on bad content.

    The certificate must be issued by ``authority_pem`` and valid at ``at`` (now, as a rule) and at the
    moment of signing. Raises BundleRefused only when ``authority_pem`` itself is no certificate.
    """
    view(authority_pem)
    try:
        certificate, signed_at = _verified(der, data)
        seen = view(certificate)
        problem = problem_with(certificate, authority_pem, at) or problem_with(
            certificate, authority_pem, signed_at
        )
    except _Refused as refusal:
        return SignatureReport(refusal.args[0], Said(N_("niet gecontroleerd")), *_shown(der))
    except Exception:
        # Bytes that an attacker chose reach two parsers here, and neither promises what it raises.
        return SignatureReport(
            Said(N_("het handtekeningbestand is onleesbaar")), Said(N_("niet gecontroleerd"))
        )
    return SignatureReport("", problem, certificate, seen.subject, seen.issuer, seen.fingerprint, signed_at)


def _verified(der: bytes, data: bytes) -> tuple[bytes, datetime]:
    """The signer's certificate (PEM) and claimed moment, or _Refused."""
    signed = _parsed(der)
    certificate, signer = _only_certificate(signed), _only_signer(signed)
    _require_same_bytes(der, certificate, signer)
    attributes = _attributes(signer)
    if attributes["message_digest"].native != hashlib.sha256(data).digest():
        raise _Refused(Said(N_("de ondertekende inhoud is veranderd")))
    _require_signing_certificate(attributes["signing_certificate_v2"], certificate)
    _require_signature(signer, certificate)
    moment = attributes["signing_time"].native
    if not isinstance(moment, datetime):
        raise _Refused(Said(N_("het tijdstip van ondertekenen is onleesbaar")))
    return _pem(certificate), moment


def _parsed(der: bytes) -> Any:
    import asn1crypto.tsp  # noqa: F401  importing it is what teaches cms the names of the CAdES attributes
    from asn1crypto import cms

    try:
        info = cms.ContentInfo.load(der, strict=True)
        if info["content_type"].native != "signed_data":
            raise _Refused(Said(N_("het handtekeningbestand is geen CMS-handtekening")))
        _ = info["content"].native
    except (ValueError, TypeError, KeyError, OverflowError) as error:
        raise _Refused(Said(N_("het handtekeningbestand is onleesbaar"))) from error
    return info["content"]


def _only_certificate(signed: Any) -> Any:
    certificates = list(signed["certificates"])
    if len(certificates) != 1 or certificates[0].name != "certificate":
        raise _Refused(Said(N_("het handtekeningbestand moet precies één certificaat bevatten")))
    return certificates[0].chosen


def _only_signer(signed: Any) -> Any:
    signers = list(signed["signer_infos"])
    if len(signers) != 1:
        raise _Refused(Said(N_("het handtekeningbestand moet precies één ondertekenaar hebben")))
    return signers[0]


def _require_same_bytes(der: bytes, certificate: Any, signer: Any) -> None:
    """Write the container anew from the certificate, the signed attributes and the signature value."""
    from asn1crypto import algos, cms

    digest = algos.DigestAlgorithm({"algorithm": "sha256"})
    expected = cms.ContentInfo(
        {
            "content_type": "signed_data",
            "content": cms.SignedData(
                {
                    "version": "v1",
                    "digest_algorithms": cms.DigestAlgorithms((digest,)),
                    "encap_content_info": {"content_type": "data"},
                    "certificates": [certificate],
                    "signer_infos": [
                        {
                            "version": "v1",
                            "sid": cms.SignerIdentifier(
                                {
                                    "issuer_and_serial_number": {
                                        "issuer": certificate.issuer,
                                        "serial_number": certificate["tbs_certificate"]["serial_number"],
                                    }
                                }
                            ),
                            "digest_algorithm": digest,
                            "signature_algorithm": {"algorithm": "sha256_rsa"},
                            "signed_attrs": signer["signed_attrs"],
                            "signature": signer["signature"].native,
                        }
                    ],
                }
            ),
        }
    )
    if expected.dump() != der:
        raise _Refused(Said(N_("het handtekeningbestand heeft niet de vorm die fieldcheck schrijft")))


def _attributes(signer: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for attribute in signer["signed_attrs"]:
        name = attribute["type"].native
        if name in found or len(attribute["values"]) != 1:
            raise _Refused(Said(N_("een ondertekend kenmerk staat er tweemaal in")))
        found[name] = attribute["values"][0]
    if not set(found) >= _MUST or not set(found) <= _MUST | _MAY:
        raise _Refused(Said(N_("de handtekening is geen CAdES-handtekening van niveau B")))
    if found["content_type"].native != "data":
        raise _Refused(Said(N_("de handtekening is geen CAdES-handtekening van niveau B")))
    return found


def _require_signing_certificate(value: Any, certificate: Any) -> None:
    """CAdES: the signed attributes name the certificate by its digest, so that none can take its place."""
    named = value["certs"][0]
    if named["hash_algorithm"]["algorithm"].native != "sha256":
        raise _Refused(Said(N_("het certificaat is niet met SHA-256 vastgelegd in de handtekening")))
    if named["cert_hash"].native != hashlib.sha256(certificate.dump()).digest():
        raise _Refused(Said(N_("het certificaat is niet het certificaat waarmee ondertekend is")))


def _require_signature(signer: Any, certificate: Any) -> None:
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric.padding import PKCS1v15
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey
    from cryptography.hazmat.primitives.serialization import load_der_public_key

    try:
        key = load_der_public_key(certificate.public_key.dump())
        if not isinstance(key, RSAPublicKey):
            raise _Refused(Said(N_("de sleutel van de ondertekenaar is geen RSA-sleutel")))
        key.verify(
            signer["signature"].native, signer["signed_attrs"].untag().dump(), PKCS1v15(), hashes.SHA256()
        )
    except (InvalidSignature, ValueError) as error:
        raise _Refused(
            Said(N_("de handtekening is niet met dit certificaat gezet, of is veranderd"))
        ) from error


def _pem(certificate: Any) -> bytes:
    from asn1crypto import pem

    return bytes(pem.armor("CERTIFICATE", certificate.dump()))


def _shown(der: bytes) -> tuple[bytes, str, str, str]:
    """What a signature that does not hold says of its signer: for showing, not for believing."""
    try:
        certificate = _pem(_only_certificate(_parsed(der)))
        seen = view(certificate)
    except Exception:  # as above: nothing to show is an answer too
        return b"", "", "", ""
    return certificate, seen.subject, seen.issuer, seen.fingerprint
