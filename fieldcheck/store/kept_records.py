"""What is kept beside the journal: forms and keys."""

from __future__ import annotations

from sqlalchemy import select

from fieldcheck.domain.errors import N_, Bug
from fieldcheck.domain.identifiers import FormDigest
from fieldcheck.domain.journal import sha256_hex
from fieldcheck.store import schema
from fieldcheck.store.reading import SqlReading


class KeptRecords(SqlReading):
    """The forms and keys that a store keeps."""

    def keep_form(self, digest: FormDigest, published: bytes) -> None:
        """Keep a published form by its digest; keeping it twice is nothing. Bug when they do not match."""
        if sha256_hex(published) != digest:
            raise Bug(N_("Het formulier past niet bij zijn digest en is niet opgeslagen."))
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO forms (digest, published) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (digest, published),
            )

    def form(self, digest: FormDigest) -> bytes:
        """A kept form; KeyError when unknown."""
        forms = schema.forms.c
        with self._reading() as connection:
            published = connection.scalar(select(forms.published).where(forms.digest == digest))
        if published is None:
            raise KeyError(digest)
        return bytes(published)

    def keep_secret(self, name: str, value: bytes) -> None:
        """Keep a key of this laptop inside the encrypted database, outside the journal; the newest counts."""
        with self._writing() as connection:
            connection.execute(
                "INSERT INTO secrets (name, value) VALUES (?, ?)"
                " ON CONFLICT DO UPDATE SET value = excluded.value",
                (name, value),
            )

    def secret(self, name: str) -> bytes | None:
        """A kept key, or None."""
        secrets = schema.secrets.c
        with self._reading() as connection:
            value = connection.scalar(select(secrets.value).where(secrets.name == name))
        return None if value is None else bytes(value)
