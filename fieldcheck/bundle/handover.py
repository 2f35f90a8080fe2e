"""A handover as text for one QR code: a few entries, signed, sealed, and short.

    FC1 + base32( CRC-32 of what follows + age envelope of )
        version 1 | deflated: certificate (DER) | signature (RSA-PSS) | entries (JSON)

Base32 has capitals and digits only: scanners that type like a keyboard get them right under every layout.
What can be reckoned from the rest (digests) is left out, and what both sides know already (the authority's
certificate, the names of fields) is the dictionary of the compression.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from fieldcheck.crypto import (
    certificate_der,
    certificate_pem,
    problem_with_short,
    seal,
    sign_short,
    unseal,
    view,
)
from fieldcheck.domain import events
from fieldcheck.domain.errors import N_, BundleRefused, InvalidValue
from fieldcheck.domain.identifiers import DeviceId
from fieldcheck.domain.journal import Entry, canonical_json, sha256_hex
from fieldcheck.usecases.ports.handovers import Handover

BEGIN = "FC1"
MOST_SIGNS = 4296
"""Signs that the largest QR code holds (version 40, level L, alphanumeric; ISO/IEC 18004, table 7)."""
MOST_BYTES = 64 * 1024
"""What a handover may unpack to; a text of one code never needs a tenth of it."""
_CRC_BYTES = 4
_SIGNED = b"fieldcheck handover 1\n"
"""Begins what is signed, so that the signature can stand for nothing else."""
_FIELDS = (
    "id",
    "device",
    "sequence",
    "at",
    "clock",
    "actor",
    "role",
    "capacity",
    "subject_kind",
    "subject",
    "kind",
    "previous",
    "payload",
)
_KNOWN_WORDS = (
    '["handhaver","municipal-clerk","coordinator","iszw-inspector","supervision","voluntary","case","referral",'
    f'"{events.CASE_RECEIVED}","{events.CASE_OPENED}","{events.REFERRAL_SENT}"],'
    '{"code":"","post":"intake","salt":"","alarm":"","asked":"","case":"","effect":"","how":"stand","phone",'
    '"to":"iszw","urgency":"acute","why":[""]}]'
).encode()


@dataclass(frozen=True, slots=True)
class Signer:
    """The laptop that writes: its key and certificate, and the authority that vouches for it (all PEM)."""

    key: bytes
    certificate: bytes
    authority: bytes

    def __repr__(self) -> str:
        return "Signer(…)"


def write_handover(entries: Sequence[Entry], recipients: Sequence[str], signer: Signer) -> str:
    """The text for one QR code; see :class:`fieldcheck.usecases.ports.handovers.Handovers`."""
    told = canonical_json([[getattr(entry, name) for name in _FIELDS] for entry in entries])
    certificate, signature = certificate_der(signer.certificate), sign_short(_SIGNED + told, signer.key)
    body = b"".join((_sized(certificate), _sized(signature), told))
    sealed = seal(b"\x01" + _deflated(body, signer.authority), recipients)
    text = BEGIN + _coded(_crc(sealed) + sealed)
    if len(text) > MOST_SIGNS:
        raise InvalidValue(
            N_("Deze overdracht past niet in één code: de reden is te lang ({signs} tekens te veel)."),
            remedy=N_("Maak een bundel op een USB-stick, of schrijf de reden korter."),
            signs=len(text) - MOST_SIGNS,
        )
    return text


def read_handover(text: str, identities: Mapping[str, str], authority: bytes, *, at: datetime) -> Handover:
    """What the text brings; see :class:`fieldcheck.usecases.ports.handovers.Handovers`."""
    code, content = _opened(_sealed(text), identities)
    try:
        certificate, signature, told = _parts(content, authority)
        entries = tuple(_entry(fields) for fields in _list(json.loads(told)))
        pem = certificate_pem(certificate)
    except (ValueError, TypeError, zlib.error, RecursionError) as error:
        raise _refused(N_("De code is geen overdracht van deze versie van fieldcheck.")) from error
    problem = problem_with_short(signature, _SIGNED + told, pem, authority, at)
    if problem:
        raise _refused(N_("De overdracht is niet te vertrouwen: {reason}."), reason=problem)
    seen = view(pem)
    if not entries or any(entry.device != seen.device for entry in entries):
        raise _refused(N_("De overdracht noemt een andere laptop dan die haar ondertekende."))
    return Handover(entries, DeviceId(seen.device), seen.subject, code)


def _sealed(text: str) -> bytes:
    """The envelope in the text, whatever spaces and line ends a scanner or a person put in."""
    signs = re.sub(r"\s+", "", text).upper()
    if not signs.startswith(BEGIN):
        raise _refused(
            N_("Dit is geen code van een overdrachtsformulier."),
            remedy=N_("Scan de grote code op het formulier, van begin tot eind."),
        )
    coded = signs.removeprefix(BEGIN)
    try:
        data = base64.b32decode(coded + "=" * (-len(coded) % 8))
    except binascii.Error:
        raise _misread() from None
    # Written anew it must be the same: the last sign of base32 has bits that mean nothing.
    if len(signs) > MOST_SIGNS or _crc(data[_CRC_BYTES:]) != data[:_CRC_BYTES] or _coded(data) != coded:
        raise _misread()
    return data[_CRC_BYTES:]


def _opened(sealed: bytes, identities: Mapping[str, str]) -> tuple[str, bytes]:
    for code, identity in identities.items():
        try:
            return code, unseal(sealed, identity)
        except BundleRefused:
            continue
    raise _refused(
        N_("Deze overdracht is voor een andere ontvanger: deze laptop kan haar niet openen."),
        remedy=N_("Breng het formulier naar de laptop van wie erop staat."),
    )


def _parts(content: bytes, authority: bytes) -> tuple[bytes, bytes, bytes]:
    """Certificate, signature and entries; ValueError when it is nothing that :func:`write_handover` wrote."""
    if content[:1] != b"\x01":
        raise ValueError("version")
    unpacking = zlib.decompressobj(-zlib.MAX_WBITS, zdict=_dictionary(authority))
    body = unpacking.decompress(content[1:], MOST_BYTES)
    if not unpacking.eof or unpacking.unused_data:
        raise ValueError("length")
    certificate, rest = _cut(body)
    signature, told = _cut(rest)
    return certificate, signature, told


def _entry(fields: object) -> Entry:
    given = dict(zip(_FIELDS, _list(fields), strict=True))
    if not isinstance(given["payload"], dict) or type(given["sequence"]) is not int:
        raise TypeError("entry")
    if not all(isinstance(given[name], str) for name in _FIELDS if name not in ("sequence", "payload")):
        raise TypeError("entry")
    digest = sha256_hex(canonical_json(given["payload"]))
    entry = Entry(**given, payload_digest=digest, digest="")
    return replace(entry, digest=entry.computed_digest())


def _list(value: object) -> list[Any]:
    if not isinstance(value, list):
        raise TypeError("list")
    return value


def _deflated(body: bytes, authority: bytes) -> bytes:
    packing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS, 9, zdict=_dictionary(authority))
    return packing.compress(body) + packing.flush()


def _dictionary(authority: bytes) -> bytes:
    return _KNOWN_WORDS + certificate_der(authority)


def _sized(data: bytes) -> bytes:
    return len(data).to_bytes(2, "big") + data


def _cut(data: bytes) -> tuple[bytes, bytes]:
    size = int.from_bytes(data[:2], "big")
    if len(data) < 2 + size:
        raise ValueError("size")
    return data[2 : 2 + size], data[2 + size :]


def _coded(data: bytes) -> str:
    return base64.b32encode(data).decode().rstrip("=")


def _crc(data: bytes) -> bytes:
    return zlib.crc32(data).to_bytes(_CRC_BYTES, "big")


def _misread() -> BundleRefused:
    return _refused(
        N_("De code is niet goed of niet helemaal gelezen."),
        remedy=N_("Leg het formulier vlak neer en scan nog eens, of neem de zaak over met een bundel."),
    )


def _refused(message: str, *, remedy: str = "", **fields: object) -> BundleRefused:
    return BundleRefused(
        message,
        kept=N_("Er is niets overgenomen."),
        remedy=remedy or N_("Vraag de afzender om een nieuw formulier, of om een bundel op een USB-stick."),
        **fields,
    )
