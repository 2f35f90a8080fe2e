"""Schema and migrations: what the steps make is what the program reads, and old files still open."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import create_engine
from sqlalchemy.pool import StaticPool
from store_drafts import KEY, SteppingClock, answer, attached, opened, started

from fieldcheck.domain.errors import StoreRefused
from fieldcheck.domain.identifiers import DeviceId, InterviewId
from fieldcheck.store import migrations, schema
from fieldcheck.store.connection import connect
from fieldcheck.store.database import create_store, open_store

FIXTURES = Path(__file__).parent / "fixtures"


def described(connection: sqlcipher.Connection) -> dict[str, Any]:
    """All that SQLite knows of the tables, except the words they were made with."""
    tables = sorted(
        row[1:] for row in connection.execute("PRAGMA table_list") if not row[1].startswith("sqlite_")
    )
    return {
        table[0]: {
            "list": table,
            "columns": sorted(row[1:] for row in connection.execute(f"PRAGMA table_xinfo({table[0]})")),
            "references": sorted(
                row[2:] for row in connection.execute(f"PRAGMA foreign_key_list({table[0]})")
            ),
            "indexes": sorted(
                (row[2:], [one[2] for one in connection.execute(f"PRAGMA index_info({row[1]})")])
                for row in connection.execute(f"PRAGMA index_list({table[0]})").fetchall()
            ),
        }
        for table in tables
    }


@pytest.fixture
def empty() -> Iterator[sqlcipher.Connection]:
    connection = sqlcipher.connect(":memory:", isolation_level=None)
    yield connection
    connection.close()


def test_migrations_make_what_the_metadata_says(empty: sqlcipher.Connection) -> None:
    assert migrations.migrate(empty)
    assert not migrations.migrate(empty)
    assert migrations.schema_of(empty) == migrations.NEWEST
    other = sqlcipher.connect(":memory:", isolation_level=None)
    engine = create_engine("sqlite://", creator=lambda: other, module=sqlcipher, poolclass=StaticPool)
    schema.metadata.create_all(engine)
    assert described(empty) == described(other)
    engine.dispose()
    other.close()


def test_steps_are_numbered_without_gaps() -> None:
    assert sorted(migrations.STEPS) == list(range(1, migrations.NEWEST + 1))


@pytest.mark.parametrize("number", range(1, migrations.NEWEST + 1))
def test_a_file_of_every_release_opens(tmp_path: Path, number: int) -> None:
    path = tmp_path / "fieldcheck.db"
    shutil.copyfile(FIXTURES / f"schema-{number}.db", path)
    expected = json.loads((FIXTURES / f"schema-{number}.json").read_text(encoding="utf-8"))
    store = open_store(path, KEY, SteppingClock())
    assert store.broken() == []
    assert [[head.device, head.sequence, head.digest] for head in store.heads()] == expected["heads"]
    assert [[row.code, row.stage, row.answered] for row in store.cases()] == expected["cases"]
    assert store.secret("device.key") == b"fictitious"
    for name, digest in expected.get("attachments", {}).items():
        photo = store.attachment(InterviewId("talk-1"), name)
        assert hashlib.sha256(photo.content).hexdigest() == digest
    assert store.form(store.interview(store.cases()[0].interview).form_digest)  # type: ignore[arg-type]
    kept = store.projections_digest()
    store.rebuild()
    assert store.projections_digest() == kept
    store.record([opened("case-new"), started("talk-new", "case-new"), answer(interview="talk-new")])
    store.record([attached(b"nieuw", "photo-00000000.jpg", interview="talk-new")])
    assert store.attachment(InterviewId("talk-new"), "photo-00000000.jpg").content == b"nieuw"
    assert store.broken() == []
    store.close()


def test_an_older_file_is_backed_up_and_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "fieldcheck.db"
    store = create_store(path, KEY, DeviceId("device-a"), SteppingClock())
    store.record([opened(), started(), answer()])
    before = (store.projections_digest(), store.heads())
    store.close()
    next_schema = migrations.NEWEST + 1
    steps = {**migrations.STEPS, next_schema: ("CREATE TABLE later (x TEXT) STRICT", "DELETE FROM answers")}
    monkeypatch.setattr(migrations, "NEWEST", next_schema)
    monkeypatch.setattr(migrations.migrate, "__defaults__", (steps,))
    store = open_store(path, KEY, SteppingClock())
    assert (store.projections_digest(), store.heads()) == before  # emptied by the step, made anew after it
    store.close()
    assert [one.name for one in tmp_path.glob("*schema*")] == [f"fieldcheck.schema-{next_schema - 1}.db"]
    monkeypatch.undo()
    with pytest.raises(StoreRefused):
        open_store(path, KEY, SteppingClock())
    old = open_store(tmp_path / f"fieldcheck.schema-{next_schema - 1}.db", KEY, SteppingClock())
    assert (old.projections_digest(), old.heads()) == before
    old.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "fieldcheck.db"
    create_store(path, KEY, DeviceId("device-a"), SteppingClock()).close()
    steps = {**migrations.STEPS, migrations.NEWEST + 1: ("CREATE TABLE later (x TEXT)", "not SQL")}
    monkeypatch.setattr(migrations, "NEWEST", migrations.NEWEST + 1)
    monkeypatch.setattr(migrations.migrate, "__defaults__", (steps,))
    with pytest.raises(Exception, match="fout van het programma"):
        open_store(path, KEY, SteppingClock())
    monkeypatch.undo()
    store = open_store(path, KEY, SteppingClock())
    store.record([opened()])
    store.close()


def test_a_newer_file_is_refused_by_name_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "fieldcheck.db"
    create_store(path, KEY, DeviceId("device-a"), SteppingClock()).close()
    connection = connect(path, KEY)
    connection.execute("PRAGMA user_version = 7")
    connection.close()
    before = path.read_bytes()
    with pytest.raises(StoreRefused, match=r"nieuwere versie .*schema 7; deze versie kent schema"):
        open_store(path, KEY, SteppingClock())
    assert path.read_bytes() == before
    assert [one.name for one in tmp_path.iterdir()] == ["fieldcheck.db"]


def test_a_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "fieldcheck.db"
    connection = connect(path, KEY)
    connection.execute("CREATE TABLE journal (x)")
    connection.execute("PRAGMA user_version = 1")
    connection.close()
    with pytest.raises(StoreRefused, match="geen opslag van dit programma"):
        open_store(path, KEY, SteppingClock())
