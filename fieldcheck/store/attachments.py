"""Bytes of attachments, inside the encrypted database and bound to the entries that name them.

Every digest that stands in a payload has its bytes here, in the same transaction; when the last payload
that names them is erased, they go with it. One row holds one file: SQLCipher takes 25 MB at once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain.attachment import attachment_digest, digest_of
from fieldcheck.domain.errors import N_, Bug, BundleRefused
from fieldcheck.domain.journal import Break, Draft, Entry, sha256_hex

_NAMED = """
    SELECT CASE WHEN json_valid(payload) THEN payload ->> '$.attachment.digest' END AS digest
    FROM (SELECT kind, payload FROM journal UNION ALL SELECT kind, payload FROM excerpts)
    WHERE kind = 'answer.recorded' AND payload IS NOT NULL
"""
# What no payload names may go; a payload that names none gives NULL, which would make NOT IN say nothing.
_FORGET = f"""
    DELETE FROM attachment_contents
    WHERE digest NOT IN (SELECT digest FROM ({_NAMED}) WHERE digest IS NOT NULL)
"""  # noqa: S608 - constants
_MISSING = f"""
    SELECT DISTINCT digest FROM ({_NAMED})
    WHERE digest IS NOT NULL AND digest NOT IN (SELECT digest FROM attachment_contents)
"""  # noqa: S608 - constants


def keep(connection: sqlcipher.Connection, draft: Draft) -> None:
    """Write the bytes that go with a draft. Raises Bug when it names others, or some that are nowhere."""
    try:
        digest = attachment_digest(draft.kind, draft.payload)
    except ValueError:
        raise Bug(N_("Een bijlage heeft geen geldig kenmerk.")) from None
    if draft.attached is not None:
        if sha256_hex(draft.attached) != digest:
            raise Bug(N_("Een bijlage past niet bij haar kenmerk en is niet opgeslagen."))
        _write(connection, digest, draft.attached)
    elif digest and not _is_kept(connection, digest):
        raise Bug(N_("Een antwoord noemt een bijlage die er niet is."))


def content(connection: sqlcipher.Connection, digest: str) -> bytes | None:
    """The bytes with this digest, None when they are not here; whether they fit it is not looked at."""
    query = "SELECT content FROM attachment_contents WHERE digest = ?"
    row = connection.execute(query, (digest,)).fetchone()
    return None if row is None else bytes(row[0])


def take_in(
    connection: sqlcipher.Connection, incoming: Iterable[Entry], contents: Mapping[str, bytes]
) -> None:
    """Keep the bytes that came with another device's entries, as far as an entry here names them.

    Raises BundleRefused when bytes have another digest than they were given under, or when an incoming
    entry names some that neither came along nor are here.
    """
    named = {digest_of(entry): entry for entry in incoming}
    for (digest,) in connection.execute(_MISSING).fetchall():
        if digest in contents:
            if sha256_hex(contents[digest]) != digest:
                raise _refused(N_("De inhoud van een bijlage is veranderd."))
            _write(connection, digest, contents[digest])
        elif digest in named:
            raise _refused(N_("Er ontbreekt een bijlage bij een antwoord in de bundel."))


def forget_unnamed(connection: sqlcipher.Connection) -> None:
    """Remove the bytes that no payload names any more; SQLite writes zeros over them (secure_delete)."""
    connection.execute(_FORGET)


def breaks(read: Callable[[str], bytes | None], entries: Iterable[Entry]) -> Iterator[Break]:
    """Every entry whose attachment is gone, or where ``read`` gives other bytes than its digest says."""
    held: dict[str, bool] = {}
    for entry in entries:
        try:
            digest = digest_of(entry)
        except ValueError:
            yield Break(entry.device, entry.sequence, "attachment")
            continue
        if digest and digest not in held:
            kept = read(digest)
            held[digest] = kept is not None and sha256_hex(kept) == digest
        if digest and not held[digest]:
            yield Break(entry.device, entry.sequence, "attachment")


def _is_kept(connection: sqlcipher.Connection, digest: str) -> bool:
    query = "SELECT 1 FROM attachment_contents WHERE digest = ?"
    return connection.execute(query, (digest,)).fetchone() is not None


def _write(connection: sqlcipher.Connection, digest: str, data: bytes) -> None:
    connection.execute(
        "INSERT INTO attachment_contents (digest, content) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (digest, data),
    )


def _refused(message: str) -> BundleRefused:
    return BundleRefused(
        message,
        kept=N_("Er is niets overgenomen en het bestand is niet veranderd."),
        remedy=N_("Vraag de afzender om de bundel opnieuw te maken en te sturen."),
    )
