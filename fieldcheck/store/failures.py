"""What SQLite says, as errors of the domain: the environment failed, the file is no store, or we erred."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy.exc import DBAPIError

from fieldcheck.domain.errors import N_, Bug, FieldcheckError, StorageFailed, StoreRefused

# Primary result codes of SQLite (https://sqlite.org/rescode.html).
_BUSY, _LOCKED, _READONLY, _IOERR, _CORRUPT, _FULL, _CANTOPEN, _NOTADB = 5, 6, 8, 10, 11, 13, 14, 26
_PERM, _AUTH, _NOMEM, _PROTOCOL = 3, 23, 7, 15
_DAMAGED = frozenset({_CORRUPT, _NOTADB})
_BY_MESSAGE = {
    "database is locked": _BUSY,
    "database table is locked": _LOCKED,
    "attempt to write a readonly database": _READONLY,
    "disk I/O error": _IOERR,
    "database disk image is malformed": _CORRUPT,
    "database or disk is full": _FULL,
    "unable to open database file": _CANTOPEN,
    "file is not a database": _NOTADB,
}

_REASONS = {
    _BUSY: N_("De opslag is in gebruik door een ander venster of programma."),
    _LOCKED: N_("De opslag is in gebruik door een ander venster of programma."),
    _READONLY: N_("De opslag kan alleen worden gelezen, niet geschreven."),
    _FULL: N_("De schijf is vol."),
    _CANTOPEN: N_("Het bestand van de opslag kan niet worden geopend."),
    _PERM: N_("Het bestand van de opslag kan niet worden geopend."),
    _AUTH: N_("Het bestand van de opslag kan niet worden geopend."),
    _IOERR: N_("De schijf geeft een fout bij lezen of schrijven."),
    _NOMEM: N_("Er is te weinig geheugen."),
    _PROTOCOL: N_("De opslag is in gebruik door een ander venster of programma."),
}
_REMEDIES = {
    _BUSY: N_("Sluit het andere venster en probeer het opnieuw."),
    _LOCKED: N_("Sluit het andere venster en probeer het opnieuw."),
    _PROTOCOL: N_("Sluit het andere venster en probeer het opnieuw."),
    _FULL: N_("Maak ruimte vrij op de schijf en probeer het opnieuw."),
    _READONLY: N_("Controleer de rechten op de map en probeer het opnieuw."),
    _CANTOPEN: N_("Controleer de rechten op de map en probeer het opnieuw."),
    _PERM: N_("Controleer de rechten op de map en probeer het opnieuw."),
    _AUTH: N_("Controleer de rechten op de map en probeer het opnieuw."),
}
KEPT = N_("Alles wat eerder is opgeslagen, blijft bewaard; van deze stap is niets geschreven.")


def result_code(error: BaseException) -> int:
    """SQLite's primary result code behind a driver's exception, 0 when it names none."""
    code = getattr(error, "sqlite_errorcode", None)
    if isinstance(code, int):
        return code & 0xFF
    return next((code for text, code in _BY_MESSAGE.items() if text in str(error)), 0)


def as_domain_error(error: Exception) -> FieldcheckError:
    """The error of the domain for a driver's or SQLAlchemy's exception."""
    cause = error.orig if isinstance(error, DBAPIError) and error.orig is not None else error
    code = result_code(cause)
    if code in _REASONS:
        return StorageFailed(_REASONS[code], kept=KEPT, remedy=_REMEDIES.get(code, TRY_AGAIN))
    if code in _DAMAGED:
        return StorageFailed(N_("De opslag is beschadigd geraakt."), kept=KEPT, remedy=RESTORE)
    return Bug(N_("De opslag weigert deze stap; dat is een fout van het programma."), kept=KEPT)


TRY_AGAIN = N_("Start het programma opnieuw; blijft de fout, zet dan een reservekopie terug.")
RESTORE = N_("Zet een reservekopie terug, of vraag de coördinator om hulp. Gooi het bestand niet weg.")


@contextlib.contextmanager
def translated() -> Iterator[None]:
    """Turn whatever the driver raises inside into StorageFailed or Bug."""
    try:
        yield
    except (sqlcipher.Error, DBAPIError) as error:
        raise as_domain_error(error) from error


@contextlib.contextmanager
def translated_on_opening(file: str) -> Iterator[None]:
    """As :func:`translated`, but a file that is no database of ours, or a damaged one, is StoreRefused."""
    try:
        yield
    except (sqlcipher.Error, DBAPIError) as error:
        if result_code(error) in _DAMAGED:
            raise refused(
                N_("Het bestand {file} is geen opslag die bij deze sleutel hoort, of het is beschadigd."),
                file,
            ) from error
        raise as_domain_error(error) from error


def refused(message: str, file: str, remedy: str = "", **fields: object) -> StoreRefused:
    """A file that is not opened, with what to do about it; nothing of it was touched."""
    return StoreRefused(message, kept=NOT_TOUCHED, remedy=remedy or RESTORE, file=file, **fields)


NOT_TOUCHED = N_("Het bestand is niet gewijzigd.")
