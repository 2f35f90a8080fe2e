"""What people write down about a case after the talk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher

from fieldcheck.domain.dossier import DossierKind
from fieldcheck.domain.journal import SALT, Entry, canonical_json
from fieldcheck.store.projecting.payloads import Handler, require_case


def _kept(connection: sqlcipher.Connection, entry: Entry, payload: Mapping[str, Any]) -> str:
    content = {name: value for name, value in payload.items() if name != SALT}
    require_case(connection, entry.subject)
    connection.execute(
        "INSERT INTO dossier (id, case_id, kind, at, clock, actor, role, content) VALUES (?,?,?,?,?,?,?,?)"
        " ON CONFLICT DO NOTHING",
        (
            entry.id,
            entry.subject,
            entry.kind,
            entry.at,
            entry.clock,
            entry.actor,
            entry.role,
            canonical_json(content).decode(),
        ),
    )
    connection.execute("UPDATE cases SET changed = ? WHERE id = ?", (entry.at, entry.subject))
    return entry.subject


HANDLERS: Mapping[str, Handler] = dict.fromkeys((kind.value for kind in DossierKind), _kept)
