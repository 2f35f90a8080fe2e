"""``META-INF/ASiCManifest.xml``: what an ASiC-E signature covers (ETSI EN 319 162-1).

One element a line, so that a shell can read it; and read back only in exactly that form, so that no XML
parser meets bytes that nobody vouches for.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Mapping

from fieldcheck.bundle.members import Member

SIGNATURE = "META-INF/signature.p7s"
MANIFEST = "META-INF/ASiCManifest.xml"

_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#"'
    ' xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\n'
    f'<asic:SigReference URI="{SIGNATURE}" MimeType="application/pkcs7-signature"/>\n'
)
_FOOT = "</asic:ASiCManifest>\n"
_SHA256 = "http://www.w3.org/2001/04/xmlenc#sha256"
_REFERENCE = (
    '<asic:DataObjectReference URI="{name}" MimeType="{mime}">'
    '<ds:DigestMethod Algorithm="' + _SHA256 + '"/>'
    "<ds:DigestValue>{digest}</ds:DigestValue></asic:DataObjectReference>\n"
)
_LINE = re.compile(
    r'<asic:DataObjectReference URI="(?P<name>[A-Za-z0-9._/-]+)" MimeType="[a-z0-9./+-]+">'
    r".*<ds:DigestValue>(?P<digest>[A-Za-z0-9+/]{43}=)</ds:DigestValue>.*\n"
)
_MIME = {
    "json": "application/json",
    "jsonl": "application/x-ndjson",
    "pem": "application/x-pem-file",
    "key": "application/x-pem-file",
}


def write_asic_manifest(content: Mapping[str, Member]) -> bytes:
    """The manifest that names every file of ``content`` with its SHA-256 and MIME type."""
    return _manifest({name: base64.b64encode(one.digest).decode() for name, one in content.items()})


def read_asic_manifest(data: bytes) -> dict[str, str] | None:
    """Digest (base64 of SHA-256) by file name; None when these are not bytes that we write."""
    try:
        lines = data.decode("ascii").splitlines(keepends=True)
    except UnicodeDecodeError:
        return None
    found = [match for line in lines if (match := _LINE.fullmatch(line))]
    digests = {match["name"]: match["digest"] for match in found}
    return digests if _manifest(digests) == data else None


def wrong_digests(digests: Mapping[str, str], content: Mapping[str, bytes]) -> list[str]:
    """Names that are missing, not listed, or whose content has another digest."""
    return sorted(
        name
        for name in digests.keys() | content.keys()
        if name not in content or digests.get(name) != _digest(content[name])
    )


def _manifest(digests: Mapping[str, str]) -> bytes:
    references = (
        _REFERENCE.format(name=name, mime=_mime(name), digest=digest) for name, digest in digests.items()
    )
    return (_HEAD + "".join(references) + _FOOT).encode("ascii")


def _mime(name: str) -> str:
    if name.startswith("attachments/"):
        return "application/octet-stream"
    return _MIME.get(name.rpartition(".")[2], "text/plain")


def _digest(data: bytes) -> str:
    return base64.b64encode(hashlib.sha256(data).digest()).decode()
