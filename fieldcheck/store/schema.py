"""The tables as the program reads them; ``migrations`` makes them, and a test holds the two equal."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text

metadata = MetaData()


def _text(name: str, *arguments: ForeignKey, key: bool = False) -> Column[str]:
    return Column(name, Text, *arguments, primary_key=key, nullable=False)


def _table(name: str, *columns: Column[str] | Column[int] | Column[bytes] | Index) -> Table:
    return Table(name, metadata, *columns, sqlite_with_rowid=False, sqlite_strict=True)


# These two have a row's number as their key, which is what appends fastest; see ``entries``.
devices = Table(
    "devices",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("device", Text, nullable=False, unique=True),
    sqlite_strict=True,
)
journal = Table(
    "journal",
    metadata,
    Column("place", Integer, primary_key=True),
    _text("id"),
    _text("at"),
    _text("clock"),
    _text("actor"),
    _text("role"),
    _text("capacity"),
    _text("subject_kind"),
    _text("subject"),
    _text("kind"),
    Column("payload", Text),  # NULL once erased
    _text("payload_digest"),
    _text("previous"),
    _text("digest"),
    sqlite_strict=True,
)

# Kept beside the journal, not derived from it.
settings = _table("settings", _text("name", key=True), _text("value"))
forms = _table("forms", _text("digest", key=True), Column("published", LargeBinary, nullable=False))
secrets = _table("secrets", _text("name", key=True), Column("value", LargeBinary, nullable=False))

# Rows with a number as key: SQLite keeps large content beside the row there, and a search for a digest short.
attachment_contents = Table(
    "attachment_contents",
    metadata,
    Column("digest", Text, primary_key=True, nullable=False),
    Column("content", LargeBinary, nullable=False),
    sqlite_strict=True,
)

# Projections of the journal.
actions = _table("actions", _text("id", key=True), _text("content"), _text("clock"))
cases = _table(
    "cases",
    _text("id", key=True),
    _text("code"),
    _text("post"),
    _text("stage"),
    _text("opened"),
    _text("changed"),
    Column("interview", Text),  # the newest one
    _text("route"),
    _text("proof_serial"),
    Index("cases_by_opening", "opened"),
)
interviews = _table(
    "interviews",
    _text("id", key=True),
    _text("case_id", ForeignKey("cases.id")),
    _text("form_id"),
    _text("form_digest"),
    _text("language"),
    _text("stage"),
    _text("position"),
    _text("moved"),  # clock of the entry that put it at this position, unless a newer answer did
    _text("started"),
    _text("changed"),  # apart from answers
    Column("refused", Integer, nullable=False),
    Index("interviews_by_case", "case_id"),
)
answers = _table(
    "answers",
    _text("interview", ForeignKey("interviews.id"), key=True),
    _text("reference", key=True),
    _text("value"),
    _text("state"),
    _text("language"),
    _text("capacity"),
    _text("at"),
    _text("clock"),
    _text("position"),  # the page shown after it
    Column("times", Integer, nullable=False),  # how often it was recorded
    _text("carried"),  # the earlier talk it was carried over from, "" when it was given in this one
)
attachments = _table(
    "attachments",
    _text("interview", ForeignKey("interviews.id"), key=True),
    _text("name", key=True),  # the value of the answer, also of one that was replaced since
    _text("digest"),
    _text("media_type"),
    Column("size", Integer, nullable=False),
)
referrals = _table(
    "referrals",
    _text("id", key=True),
    _text("case_id", ForeignKey("cases.id")),
    _text("recipient"),
    _text("urgency"),
    _text("why"),
    _text("how"),
    _text("sent_by"),
    _text("sent"),
    _text("stage"),
    _text("acknowledged_by"),
    Column("acknowledged", Text),
    Column("assessment", Text),
    _text("sealed_note"),
    Column("assessed", Text),
    Index("referrals_by_case", "case_id"),
)
papers = _table(
    "papers",
    _text("device", key=True),
    Column("sequence", Integer, primary_key=True, nullable=False, autoincrement=False),
    _text("case_id", ForeignKey("cases.id")),
    _text("paper"),
    _text("serial"),
    _text("language"),
    _text("digest"),
    _text("issued"),
)
counters = _table("counters", _text("name", key=True), Column("value", Integer, nullable=False))

PROJECTIONS = (counters, papers, referrals, attachments, answers, interviews, cases, actions)
"""In the order in which they can be emptied without breaking a reference."""
