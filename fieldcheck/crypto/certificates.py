"""X.509 certificates: the action's authority, and the laptops it vouches for.

RSA with 3072 bits, because that is what stock Windows can check as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from fieldcheck.domain.errors import N_, BundleRefused
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.journal import utc_text
from fieldcheck.domain.wording import Said

if TYPE_CHECKING:
    from cryptography import x509
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey

KEY_BITS = 3072
AUTHORITY_DAYS = 5 * 365
"""Days that an authority is valid unless told otherwise: a check years later must still find it."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """A private key (PKCS#8) and its certificate, both PEM. The key is a secret and is not shown."""

    key: bytes
    certificate: bytes

    def __repr__(self) -> str:
        return "KeyPair(…)"


@dataclass(frozen=True, slots=True)
class CertificateView:
    """What a certificate says, for showing.

    Attributes:
        subject, issuer: common names.
        device: the device id in it, "" for an authority.
        fingerprint: SHA-256, upper-case hex pairs with colons, as ``openssl x509 -fingerprint -sha256``.
        not_before, not_after: its period (UTC).
    """

    subject: str
    issuer: str
    device: str
    fingerprint: str
    not_before: datetime
    not_after: datetime


def new_authority(name: str, *, at: datetime, days: int = AUTHORITY_DAYS) -> KeyPair:
    """A self-signed authority for one action: it signs certificates of laptops, set-up bundles, nothing else.

    Args:
        name: common name, such as the action's name and its coordinator (at most 64 characters).
        at: first moment of validity.
        days: validity in days.
    """
    from cryptography import x509

    key = _new_key()
    subject = _name(name)
    builder = _builder(subject, subject, key, key, at, days)
    builder = builder.add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
    builder = builder.add_extension(_usage(digital_signature=True, key_cert_sign=True), critical=True)
    return _signed(builder, key, key)


def issue_device(
    authority: KeyPair, device: DeviceId, name: str, *, not_before: datetime, days: int
) -> KeyPair:
    """A new key for the laptop ``name`` and a certificate for it by ``authority``.

    The device id is the subject's serial number. ``days`` is the validity in days.
    """
    from cryptography import x509

    issuer = read_certificate(authority.certificate)
    issuer_key = read_private_key(authority.key)
    key = _new_key()
    builder = _builder(_name(name, device), issuer.subject, key, issuer_key, not_before, days)
    builder = builder.add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
    builder = builder.add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
    return _signed(builder, key, issuer_key)


def certificate_der(pem: bytes) -> bytes:
    """The certificate as bare bytes, a quarter shorter than PEM. Raises BundleRefused when it is none."""
    from cryptography.hazmat.primitives.serialization import Encoding

    return read_certificate(pem).public_bytes(Encoding.DER)


def certificate_pem(der: bytes) -> bytes:
    """The certificate that :func:`certificate_der` wrote, as PEM. Raises BundleRefused when it is none."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        return x509.load_der_x509_certificate(der).public_bytes(Encoding.PEM)
    except ValueError as error:
        raise _no_certificate() from error


def view(pem: bytes) -> CertificateView:
    """What the certificate says. Raises BundleRefused when ``pem`` is no certificate."""
    certificate = read_certificate(pem)
    return CertificateView(
        subject=_attribute(certificate.subject, "2.5.4.3"),
        issuer=_attribute(certificate.issuer, "2.5.4.3"),
        device=_attribute(certificate.subject, "2.5.4.5"),
        fingerprint=fingerprint(pem),
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
    )


def fingerprint(pem: bytes) -> str:
    """SHA-256 of the certificate, hex in pairs with colons. Raises BundleRefused when it is none."""
    from cryptography.hazmat.primitives import hashes

    return read_certificate(pem).fingerprint(hashes.SHA256()).hex(":").upper()


def belongs(key_pem: bytes, certificate_pem: bytes) -> bool:
    """Whether the private key is the certificate's. Raises BundleRefused when either is unreadable."""
    return read_private_key(key_pem).public_key() == read_certificate(certificate_pem).public_key()


def problem_with(pem: bytes, authority_pem: bytes, at: datetime) -> str:
    """Why ``authority_pem`` does not vouch for ``pem`` at ``at``: plain Dutch, or "" when it does.

    ``pem`` may be the authority itself, which then vouches for itself.
    """
    certificate, authority = read_certificate(pem), read_certificate(authority_pem)
    for problem in (
        _authority_problem(authority),
        _issue_problem(certificate, authority),
        _period_problem(authority, at),
        _period_problem(certificate, at),
    ):
        if problem:
            return problem
    return ""


def _authority_problem(authority: x509.Certificate) -> str:
    from cryptography import x509

    try:
        constraints = authority.extensions.get_extension_for_class(x509.BasicConstraints).value
        usage = authority.extensions.get_extension_for_class(x509.KeyUsage).value
    except (x509.ExtensionNotFound, ValueError):
        return Said(N_("het certificaat waarmee u controleert is niet van een uitgever"))
    if not constraints.ca or not usage.key_cert_sign:
        return Said(N_("het certificaat waarmee u controleert is niet van een uitgever"))
    return ""


def _issue_problem(certificate: x509.Certificate, authority: x509.Certificate) -> str:
    from cryptography import x509
    from cryptography.exceptions import InvalidSignature

    try:
        certificate.verify_directly_issued_by(authority)
        usage = certificate.extensions.get_extension_for_class(x509.KeyUsage).value
    except (InvalidSignature, ValueError, TypeError, x509.ExtensionNotFound):
        return Said(N_("het certificaat is niet uitgegeven door de uitgever van deze actie"))
    unfit = Said(N_("het certificaat is niet bedoeld om mee te ondertekenen"))
    return "" if usage.digital_signature else unfit


def _period_problem(certificate: x509.Certificate, at: datetime) -> str:
    name = _attribute(certificate.subject, "2.5.4.3")
    if at < certificate.not_valid_before_utc:
        when = _moment(certificate.not_valid_before_utc)
        return Said(N_("het certificaat van {name} is pas geldig vanaf {when}"), name=name, when=when)
    if at > certificate.not_valid_after_utc:
        when = _moment(certificate.not_valid_after_utc)
        return Said(N_("het certificaat van {name} is verlopen op {when}"), name=name, when=when)
    return ""


def _moment(at: datetime) -> str:
    return utc_text(at).replace(".000Z", "Z")


def _new_key() -> RSAPrivateKey:
    from cryptography.hazmat.primitives.asymmetric import rsa

    return rsa.generate_private_key(public_exponent=65537, key_size=KEY_BITS)


def _name(common: str, serial: str = "") -> x509.Name:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    attributes = [x509.NameAttribute(NameOID.COMMON_NAME, common)]
    if serial:
        attributes.append(x509.NameAttribute(NameOID.SERIAL_NUMBER, serial))
    return x509.Name(attributes)


def _builder(
    subject: x509.Name,
    issuer: x509.Name,
    key: RSAPrivateKey,
    issuer_key: RSAPrivateKey,
    not_before: datetime,
    days: int,
) -> x509.CertificateBuilder:
    from cryptography import x509

    start = not_before.astimezone(UTC).replace(microsecond=0)
    public, issuing = key.public_key(), issuer_key.public_key()
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + timedelta(days=days))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(issuing), critical=False)
    )


def _usage(
    *, digital_signature: bool = False, content_commitment: bool = False, key_cert_sign: bool = False
) -> x509.KeyUsage:
    from cryptography import x509

    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )


def _signed(builder: x509.CertificateBuilder, key: RSAPrivateKey, issuer_key: RSAPrivateKey) -> KeyPair:
    from cryptography.hazmat.primitives import hashes, serialization

    certificate = builder.sign(issuer_key, hashes.SHA256())
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return KeyPair(private, certificate.public_bytes(serialization.Encoding.PEM))


def read_certificate(pem: bytes) -> x509.Certificate:
    """The certificate for reckoning with. Raises BundleRefused when ``pem`` is none."""
    from cryptography import x509

    try:
        return x509.load_pem_x509_certificate(pem)
    except ValueError as error:
        raise _no_certificate() from error


def read_private_key(pem: bytes) -> RSAPrivateKey:
    """The private key for reckoning with. Raises BundleRefused when ``pem`` is none of ours."""
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError) as error:
        raise _no_key() from error
    if not isinstance(key, RSAPrivateKey):
        raise _no_key()
    return key


def _no_certificate() -> BundleRefused:
    return BundleRefused(N_("Dit is geen leesbaar certificaat (PEM)."), kept=N_("Er is niets overgenomen."))


def _no_key() -> BundleRefused:
    return BundleRefused(N_("Dit is geen leesbare sleutel (PEM)."), kept=N_("Er is niets overgenomen."))


def _attribute(name: x509.Name, oid: str) -> str:
    values = [str(part.value) for part in name if part.oid.dotted_string == oid]
    return values[0] if values else ""
