"""Key slots: the random database key, wrapped once for each person who may open the store.

A slot stretches a secret with Argon2id (RFC 9106) and seals the key with ChaCha20-Poly1305 (RFC 8439).
Format version, store, slot name and the stretching parameters are associated data: a slot moved to
another store, renamed, or weakened does not open.

Beside the database key, which is the same for everybody, a slot holds an identity of that person alone
(:mod:`fieldcheck.crypto.personal`): what is sealed to it, no other user of the store opens.
"""

from __future__ import annotations

import base64
import binascii
import json
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from fieldcheck.crypto.identities import AgeIdentity, new_age_identity
from fieldcheck.crypto.personal import WrappedIdentity, read_wrapped, unwrap, wrap
from fieldcheck.domain.errors import N_, EnvironmentFailed, InvalidValue, StoreRefused, WrongPassphrase
from fieldcheck.domain.journal import canonical_json

VERSION = 2
"""1 had no identities; it is still read."""
KEY_BYTES = 32
RECOVERY_SLOT = "#recovery"
"""Name of the slot that the printed recovery code opens; a name with ``#`` is nobody's."""

_BOUND_VERSION = 1
"""What slots are bound to: their own format, which did not change with that of the file."""
_SALT_BYTES = 16
_NONCE_BYTES = 12
_TAG_BYTES = 16
_LARGEST_KIB = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stretching:
    """How hard Argon2id works on a secret.

    Attributes:
        memory_kib: memory (KiB).
        passes: passes over that memory.
        lanes: threads.
    """

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 4

    def at_least(self, other: Stretching) -> bool:
        """Whether this is in no respect weaker than ``other``."""
        return (
            self.memory_kib >= other.memory_kib and self.passes >= other.passes and self.lanes >= other.lanes
        )


STRONG = Stretching()
"""64 MiB, 3 passes, 4 lanes: about 0.15 s on an office laptop."""


@dataclass(frozen=True, slots=True)
class _Slot:
    stretching: Stretching
    salt: bytes
    nonce: bytes
    sealed: bytes
    identity: WrappedIdentity | None = None


@dataclass(frozen=True, slots=True)
class Unlocked:
    """What a slot gives: the database key, and that person's own identity (None in a slot of format 1)."""

    key: bytes = field(repr=False)
    identity: AgeIdentity | None


def new_database_key() -> bytes:
    """A random 256-bit key for the database."""
    return secrets.token_bytes(KEY_BYTES)


class KeySlots:
    """The slots of one store, as kept in ``keyslots.json``.

    Args:
        store_id: identifies the store; slots of another store do not open here.
        stretching: what new slots use, and the weakest that is accepted when slots are read.
            Anything but the default is for tests; it is bound into every slot all the same.
    """

    def __init__(self, store_id: str, *, stretching: Stretching = STRONG) -> None:
        self.store_id = store_id
        self._stretching = stretching
        self._slots: dict[str, _Slot] = {}

    @property
    def names(self) -> tuple[str, ...]:
        """All slots, in the order they were added."""
        return tuple(self._slots)

    @property
    def users(self) -> tuple[str, ...]:
        """The slots that belong to a person, in the order they were added."""
        return tuple(name for name in self._slots if not name.startswith("#"))

    @property
    def recipients(self) -> dict[str, str]:
        """To whom can be sealed (``age1...``), by slot; a slot of format 1 has none until it is opened."""
        return {name: slot.identity.recipient for name, slot in self._slots.items() if slot.identity}

    def add(self, name: str, secret: str, key: bytes, identity: AgeIdentity | None = None) -> None:
        """Wrap ``key`` for ``name``, with an identity of its own: this one, or a new one.

        Raises InvalidValue when the name is empty or taken.
        """
        if not name.strip():
            raise InvalidValue(N_("Vul een naam in."))
        if name in self._slots:
            raise InvalidValue(
                N_("De naam “{name}” is al in gebruik op deze laptop."),
                remedy=N_("Kies een andere naam."),
                name=name,
            )
        self._slots[name] = self._wrap(name, secret, key, identity or new_age_identity())

    def replace(self, name: str, secret: str, unlocked: Unlocked) -> None:
        """Wrap key and identity anew for ``name``, who keeps the same place; one without gets an identity.

        KeyError when there is no such slot.
        """
        if name not in self._slots:
            raise KeyError(name)
        self._slots[name] = self._wrap(name, secret, unlocked.key, unlocked.identity or new_age_identity())

    def remove(self, name: str) -> None:
        """Destroy one slot. KeyError when there is none. Who saw the key keeps it: re-key if that matters."""
        del self._slots[name]

    def open(self, name: str, secret: str) -> bytes:
        """The database key. Raises as :meth:`unlock`."""
        return self.unlock(name, secret).key

    def unlock(self, name: str, secret: str) -> Unlocked:
        """The database key, and the identity of who opens.

        Raises WrongPassphrase when no slot opens with this name and secret, which is also what a changed
        slot looks like; EnvironmentFailed when the machine lacks the memory.
        """
        from cryptography.exceptions import InvalidTag
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        slot = self._slots.get(name)
        if slot is None:
            raise _wrong()
        stretched = _stretch(secret, slot.salt, slot.stretching)
        bound = self._associated(name, slot.stretching)
        try:
            key = ChaCha20Poly1305(stretched).decrypt(slot.nonce, slot.sealed, bound)
            identity = unwrap(slot.identity, stretched, bound) if slot.identity else None
        except InvalidTag:
            raise _wrong() from None
        return Unlocked(key, identity)

    def to_json(self) -> str:
        """The whole file, ending in a newline; holds no secret that is not wrapped."""
        slots = [
            {
                "name": name,
                "kdf": _kdf(slot.stretching),
                "salt": _text(slot.salt),
                "nonce": _text(slot.nonce),
                "sealed": _text(slot.sealed),
                **({"identity": slot.identity.as_json()} if slot.identity else {}),
            }
            for name, slot in self._slots.items()
        ]
        content = {"version": VERSION, "store": self.store_id, "slots": slots}
        return json.dumps(content, ensure_ascii=False, indent=2) + "\n"

    @staticmethod
    def from_json(text: str, *, stretching: Stretching = STRONG) -> KeySlots:
        """The slots that :meth:`to_json` wrote.

        Raises StoreRefused when the file is damaged, newer than this program, or when a slot is
        stretched less than ``stretching``.
        """
        try:
            content = json.loads(text)
            if content["version"] not in range(1, VERSION + 1):
                raise _refused(N_("Het sleutelbestand hoort bij een andere versie van dit programma."))
            slots = KeySlots(_string(content["store"]), stretching=stretching)
            for place in content["slots"]:
                name = _string(place["name"])
                if name in slots._slots:
                    raise ValueError("two slots of one name")
                slots._slots[name] = _read(place, stretching)
        except (ValueError, KeyError, TypeError, binascii.Error, RecursionError) as error:
            raise _refused(N_("Het sleutelbestand is beschadigd.")) from error
        return slots

    def _wrap(self, name: str, secret: str, key: bytes, identity: AgeIdentity) -> _Slot:
        from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

        if len(key) != KEY_BYTES:
            raise ValueError(f"a database key is {KEY_BYTES} bytes")
        salt = secrets.token_bytes(_SALT_BYTES)
        nonce = secrets.token_bytes(_NONCE_BYTES)
        stretched = _stretch(secret, salt, self._stretching)
        bound = self._associated(name, self._stretching)
        sealed = ChaCha20Poly1305(stretched).encrypt(nonce, key, bound)
        return _Slot(self._stretching, salt, nonce, sealed, wrap(identity, stretched, bound))

    def _associated(self, name: str, stretching: Stretching) -> bytes:
        """What a slot is bound to."""
        return canonical_json(
            {"version": _BOUND_VERSION, "store": self.store_id, "slot": name, "kdf": _kdf(stretching)}
        )


def _stretch(secret: str, salt: bytes, stretching: Stretching) -> bytes:
    """The key that a secret becomes. Composed letters (NFC), so that every keyboard's é is the same é."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    try:
        return hash_secret_raw(
            unicodedata.normalize("NFC", secret).encode(),
            salt,
            time_cost=stretching.passes,
            memory_cost=stretching.memory_kib,
            parallelism=stretching.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except HashingError as error:
        raise EnvironmentFailed(
            N_("De laptop heeft te weinig geheugen vrij om te ontgrendelen."),
            remedy=N_("Sluit andere programma's en probeer het opnieuw."),
        ) from error


def _kdf(stretching: Stretching) -> dict[str, Any]:
    return {
        "name": "argon2id",
        "memory_kib": stretching.memory_kib,
        "passes": stretching.passes,
        "lanes": stretching.lanes,
    }


def _read(place: Mapping[str, Any], weakest: Stretching) -> _Slot:
    kdf = place["kdf"]
    stretching = Stretching(*(_whole(kdf[name]) for name in ("memory_kib", "passes", "lanes")))
    if kdf != _kdf(stretching) or not stretching.at_least(weakest):
        raise _refused(N_("Het sleutelbestand is verzwakt: een wachtwoordzin zou te snel te raden zijn."))
    if stretching.memory_kib > _LARGEST_KIB or stretching.passes > 64 or stretching.lanes > 64:
        raise ValueError("stretched beyond reason")
    slot = _Slot(stretching, _bytes(place["salt"]), _bytes(place["nonce"]), _bytes(place["sealed"]))
    if (len(slot.salt), len(slot.nonce), len(slot.sealed)) != (
        _SALT_BYTES,
        _NONCE_BYTES,
        KEY_BYTES + _TAG_BYTES,
    ):
        raise ValueError("a slot of the wrong size")
    return replace(slot, identity=read_wrapped(place["identity"])) if "identity" in place else slot


def _whole(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool):
        raise TypeError("a whole number")
    return value


def _string(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("a text")
    return value


def _bytes(value: object) -> bytes:
    return base64.b64decode(_string(value), validate=True)


def _text(value: bytes) -> str:
    return base64.b64encode(value).decode()


def _wrong() -> WrongPassphrase:
    return WrongPassphrase(
        N_("Deze naam en deze wachtwoordzin passen niet bij elkaar."),
        kept=N_("Alles wat is opgeslagen, is veilig."),
        remedy=N_("Probeer het opnieuw, of gebruik de herstelcode."),
    )


def _refused(message: str) -> StoreRefused:
    return StoreRefused(
        message,
        kept=N_("De gegevens zelf zijn niet aangeraakt."),
        remedy=N_("Zet het bestand keyslots.json terug uit een reservekopie."),
    )
