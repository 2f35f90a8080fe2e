"""A case that was referred to the inspectorate, for tests of what is kept about it."""

from __future__ import annotations

import base64
import binascii
import contextlib
import re
from collections.abc import Iterator

from fieldcheck.domain.referral import Referral, Urgency
from fieldcheck.usecases.casework import open_case
from fieldcheck.usecases.desk import Desk
from fieldcheck.usecases.referring import NewReferral, send_referral


def referred(desk: Desk) -> Referral:
    """A new case with one acute referral to ISZW, by the handhaver at this desk."""
    case = open_case(desk)
    return send_referral(desk, NewReferral(case.id, "iszw", Urgency.ACUTE, ("Papieren weg",), "walked"))


def kept_anywhere(desk: Desk) -> Iterator[str]:
    """Every cell of every table, every payload of the journal, and whatever any of them wraps in base64."""
    connection = desk.store._connection  # type: ignore[attr-defined]
    tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
    assert {"journal", "dossier", "referrals", "trail"} <= set(tables)
    cells = [
        cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)
        for table in tables
        for row in connection.execute(f"SELECT * FROM {table}")  # noqa: S608 - our own names
        for cell in row
    ]
    cells += [str(entry.payload) for entry in desk.store.entries()]
    yield from cells
    for wrapped in re.findall(r"[A-Za-z0-9+/]{24,}={0,2}", "\n".join(cells)):
        with contextlib.suppress(binascii.Error):
            yield base64.b64decode(wrapped + "=" * (-len(wrapped) % 4)).decode("utf-8", "replace")


def is_kept(desk: Desk, words: str) -> bool:
    """Whether these words can be read anywhere in the store without a key."""
    return any(words in text for text in kept_anywhere(desk))
