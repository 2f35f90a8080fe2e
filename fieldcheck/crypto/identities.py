"""age identities and envelopes: data that only the named recipients can open (age-encryption.org/v1)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from fieldcheck.domain.errors import N_, BundleRefused, FieldcheckError, InvalidValue

_HEAD = b"age-encryption.org/v1\n"
_BY_CODE = _HEAD + b"-> scrypt "


@dataclass(frozen=True, slots=True)
class AgeIdentity:
    """A pair of X25519 keys.

    ``secret`` (``AGE-SECRET-KEY-1...``) opens what was sealed to ``recipient`` (``age1...``).
    """

    secret: str = field(repr=False)
    recipient: str


def new_age_identity() -> AgeIdentity:
    """A new random identity."""
    import pyrage

    identity = pyrage.x25519.Identity.generate()
    return AgeIdentity(str(identity), str(identity.to_public()))


def recipient_of(identity: str) -> str:
    """The recipient (``age1...``) that belongs to a secret identity. Raises InvalidValue when it is none."""
    return str(_identity(identity).to_public())


def is_recipient(text: str) -> bool:
    """Whether something can be sealed to ``text`` (``age1...``); its check digits find a slip of the keys."""
    try:
        return bool(_keys([text]))
    except InvalidValue:
        return False


def seal(data: bytes, recipients: Sequence[str]) -> bytes:
    """Seal ``data`` for every one of ``recipients`` (``age1...``).

    Raises InvalidValue when there is none, or when one is no age recipient.
    """
    import pyrage

    return bytes(pyrage.encrypt(data, _keys(recipients)))


def seal_into(target: BinaryIO, pieces: Iterable[bytes], recipients: Sequence[str]) -> None:
    """Seal what ``pieces`` are together, as :func:`seal` does, and write it to ``target`` as it comes.

    Holds some 64 kB of it at a time. What ``pieces`` or ``target`` raise comes out as it is; what was
    written until then is no whole envelope, and nobody opens it.
    """
    import pyrage

    keys = _keys(recipients)
    ends = _Ends(iter(pieces), target)
    try:
        pyrage.encrypt_io(ends, ends, keys)
    except pyrage.EncryptError:
        if ends.failed is not None:
            raise ends.failed from None
        raise


class _Ends:
    """Both ends of an envelope that is being made, for a library that tells of a failure in words alone."""

    def __init__(self, pieces: Iterator[bytes], target: BinaryIO) -> None:
        self._pieces, self._target = pieces, target
        self._rest = memoryview(b"")
        self.failed: Exception | None = None

    def read(self, size: int) -> bytes:
        """The next bytes, ``size`` at most; none at the end alone."""
        try:
            while not self._rest:
                self._rest = memoryview(next(self._pieces))
        except StopIteration:
            return b""
        except Exception as error:
            self.failed = error
            raise
        taken, self._rest = self._rest[:size], self._rest[size:]
        return bytes(taken)

    def write(self, data: bytes) -> int:
        """Pass sealed bytes on."""
        try:
            return self._target.write(data)
        except Exception as error:
            self.failed = error
            raise

    def flush(self) -> None:
        """The file is brought to disk by whoever opened it."""


def _keys(recipients: Sequence[str]) -> list[Any]:
    import pyrage

    if not recipients:
        raise InvalidValue(N_("Er is niemand genoemd die dit mag openen."))
    try:
        return [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
    except pyrage.RecipientError as error:
        raise InvalidValue(N_("De sleutel van een ontvanger is geen geldige age-sleutel.")) from error


def unseal(data: bytes, identity: str) -> bytes:
    """What was sealed for ``identity`` (``AGE-SECRET-KEY-1...``).

    Raises BundleRefused, which says whether it is for somebody else, altered or cut short, or no
    envelope at all.
    """
    import pyrage

    if not is_sealed(data):
        raise _refused(N_("Dit is geen verzegeld bestand."))
    try:
        return bytes(pyrage.decrypt(data, [_identity(identity)]))
    except pyrage.DecryptError as error:
        if data.startswith(_BY_CODE):
            raise _refused(N_("Dit bestand is met een code verzegeld: het is een instelbundel.")) from None
        if "no matching keys" in str(error).lower():
            raise _refused(
                N_("Dit bestand is voor iemand anders verzegeld, of de kop ervan is veranderd.")
            ) from None
        raise _refused(N_("Het zegel is verbroken: het bestand is veranderd of niet compleet.")) from None


def unseal_with_any(data: bytes, identities: Mapping[str, str]) -> tuple[bytes, str]:
    """What was sealed for one of these identities, and the name that this one has among them.

    Raises BundleRefused as :func:`unseal`. InvalidValue when there is none, or when none fits and one is no
    key: a file is not blamed for a key that was damaged in copying.
    """
    refused: FieldcheckError = InvalidValue(N_("Er is geen sleutel om deze envelop mee te openen."))
    damaged: InvalidValue | None = None
    for name, identity in identities.items():
        try:
            return unseal(data, identity), name
        except InvalidValue as error:
            damaged = error
        except BundleRefused as error:
            refused = error
    raise damaged or refused


def seal_with_code(data: bytes, code: str) -> bytes:
    """Seal ``data`` with a code that is handed over separately (age passphrase mode, about 1.6 s)."""
    import pyrage

    return bytes(pyrage.passphrase.encrypt(data, code))


def unseal_with_code(data: bytes, code: str) -> bytes:
    """What was sealed with ``code``. Raises BundleRefused when it does not open."""
    import pyrage

    if not is_sealed(data):
        raise _refused(N_("Dit is geen verzegeld bestand."))
    try:
        return bytes(pyrage.passphrase.decrypt(data, code))
    except pyrage.DecryptError:
        raise _refused(N_("De code opent dit bestand niet, of het bestand is veranderd.")) from None


def is_sealed(data: bytes) -> bool:
    """Whether ``data`` starts as an age file does."""
    return data.startswith(_HEAD)


def _identity(secret: str) -> Any:
    import pyrage

    try:
        return pyrage.x25519.Identity.from_str(secret.strip())
    except pyrage.IdentityError as error:
        raise InvalidValue(N_("Dit is geen geldige geheime age-sleutel.")) from error


def _refused(message: str) -> BundleRefused:
    return BundleRefused(message, kept=N_("Er is niets overgenomen."))
