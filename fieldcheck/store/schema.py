"""The tables as the program reads them; ``migrations`` makes them, and a test holds the two equal."""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, LargeBinary, MetaData, Table, Text
from sqlalchemy import text as sql

metadata = MetaData()


def _text(name: str, *arguments: ForeignKey, key: bool = False, default: str | None = None) -> Column[str]:
    return Column(name, Text, *arguments, primary_key=key, nullable=False, server_default=default)


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
    Index("journal_by_subject", "subject"),
    Index("journal_by_kind", "kind", sqlite_where=sql("kind <> 'answer.recorded'")),
    sqlite_strict=True,
)

# Kept beside the journal, not derived from it.
settings = _table("settings", _text("name", key=True), _text("value"))
DEVICE = "device"
"""The setting with the device whose chain a store appends to."""
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
    _text("place", default=""),  # the post where the person is, or was last
    _text("since", default=""),  # place in the order of entries of the one that made it known
    Index("cases_by_opening", "opened", "id", "code", "post"),  # a list finds its rows in here
    Index("cases_by_code", "code"),
    Index("cases_by_place", "place", "opened"),
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
    Index("interviews_by_stage", "stage", "started"),
    Index("interviews_by_form", "form_digest"),
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
    *(
        _text(name, default="")
        for name in ("alarm", "asked", "effect", "reason", "result", "escalated", "outcome", "outcome_words")
    ),
    Column("outcome_at", Text),
    Index("referrals_by_case", "case_id"),
    Index("referrals_by_stage", "stage"),
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
    Index("papers_by_serial", "serial"),
    Index("papers_by_case", "case_id"),
)
visits = _table(
    "visits",
    _text("id", key=True),  # of the entry that sent the person there
    _text("case_id", ForeignKey("cases.id")),
    _text("post"),
    _text("stage"),
    _text("queued"),
    Column("called", Text),
    Column("ended", Text),
    Column("waited", Integer),  # milliseconds from the queue to the table, NULL for who did not wait
    _text("reason"),
    _text("actor"),
    Index("visits_by_case", "case_id", "queued"),
    Index("visits_by_post", "post", "stage", "queued"),
    Index("visits_open", "queued", sqlite_where=sql("ended IS NULL")),
    Index("visits_by_wait", "post", "waited"),
)
passings = _table(
    "passings",
    _text("post", key=True),
    _text("what", key=True),
    Column("persons", Integer, nullable=False),
)
homes = _table(
    "homes",
    _text("id", key=True),
    _text("name"),
    _text("sector"),
    _text("result"),
    Column("persons", Integer),
    _text("reason"),
    _text("changed"),
    _text("actor"),
)
identities = _table(
    "identities",
    _text("case_id", ForeignKey("cases.id"), key=True),
    _text("content"),
    _text("changed"),
    _text("actor"),
)
joined_cases = _table(
    "joined_cases",
    _text("case_id", ForeignKey("cases.id"), key=True),
    _text("other", ForeignKey("cases.id"), key=True),
    _text("reason"),
    _text("at"),
    _text("actor"),
    Index("joined_cases_by_other", "other"),
)
things = _table(
    "things",
    _text("id", key=True),
    _text("kind"),
    _text("name"),
    _text("content"),
    _text("merged_into"),
    _text("changed"),
    _text("actor"),
    Index("things_by_kind", "kind", "name"),
    Index("things_by_merger", "merged_into"),
)
apart_things = _table(
    "apart_things",
    _text("one", ForeignKey("things.id"), key=True),
    _text("two", ForeignKey("things.id"), key=True),
    _text("reason"),
    _text("at"),
    _text("actor"),
    Index("apart_things_by_other", "two"),
)
thing_links = _table(
    "thing_links",
    _text("thing", ForeignKey("things.id"), key=True),
    _text("case_id", ForeignKey("cases.id"), key=True),
    _text("relation", key=True),
    _text("source"),
    _text("at"),
    _text("actor"),
    Index("thing_links_by_case", "case_id"),
)
search_keys = _table(
    "search_keys",
    _text("kind", key=True),
    _text("key", key=True),
    _text("subject", key=True),
    Index("search_keys_by_subject", "subject"),
)
dossier = _table(
    "dossier",
    _text("id", key=True),
    _text("case_id", ForeignKey("cases.id")),
    _text("kind"),
    _text("at"),
    _text("clock"),
    _text("actor"),
    _text("role"),
    _text("content"),
    Index("dossier_by_case", "case_id", "kind", "clock"),
    Index("dossier_by_kind", "kind", "clock"),
)
bundles = _table(
    "bundles",
    _text("id", key=True),
    _text("direction"),  # in or out
    _text("kind"),
    _text("device"),
    _text("device_name"),
    _text("file"),
    _text("digest"),
    _text("recipients"),
    Column("entries", Integer, nullable=False),
    _text("at"),
    _text("actor"),
)
trail = _table(
    "trail",
    _text("id", key=True),
    _text("at"),
    _text("actor"),
    _text("role"),
    _text("capacity"),
    _text("kind"),
    _text("subject_kind"),
    _text("subject"),
    _text("case_id"),
    _text("device"),
    # Each goes on with the id, by which the newest comes first.
    Index("trail_by_case", "case_id"),
    Index("trail_by_kind", "kind"),
    Index("trail_by_actor", "actor"),
    Index("trail_by_actor_and_kind", "actor", "kind"),
)
excerpts = _table(
    "excerpts",
    _text("device", key=True),
    Column("sequence", Integer, primary_key=True, nullable=False, autoincrement=False),
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
    Index("excerpts_by_subject", "subject"),
)
# How many persons came, waited, talked, ...: kept up to date, since counting them takes longer than a screen
# may wait. See ``projecting.tallies``.
tallies = _table(
    "tallies",
    _text("what", key=True),
    _text("hour", key=True),  # ``2026-11-22T04``, "" for all hours together
    _text("post", key=True),
    Column("amount", Integer, nullable=False),
)
tallied = _table("tallied", _text("case_id", key=True), _text("content"))  # what a case adds to the tallies
# Entries that could not be applied, since what they are about is not known here (yet).
unplaced = _table(
    "unplaced",
    _text("device", key=True),
    Column("sequence", Integer, primary_key=True, nullable=False, autoincrement=False),
    _text("subject"),
    Index("unplaced_by_subject", "subject"),
)
counters = _table("counters", _text("name", key=True), Column("value", Integer, nullable=False))

PROJECTIONS = (
    counters,
    unplaced,
    tallies,
    tallied,
    trail,
    bundles,
    dossier,
    search_keys,
    thing_links,
    apart_things,
    things,
    joined_cases,
    identities,
    homes,
    passings,
    visits,
    papers,
    referrals,
    attachments,
    answers,
    interviews,
    cases,
    actions,
)
"""In the order in which they can be emptied without breaking a reference."""
