"""The tables of a book, for SQLite and PostgreSQL alike.

`entry` is the chain: one row per act, written in one transaction with the rows that the act added. All
tables of LEDGER are only ever added to; triggers refuse UPDATE and DELETE. Each of their rows names its
entry (`seq`), its `number` among the entry's rows of that table, and its own `sha256` over all its columns.
`body` is the record as JSON, whole; the columns beside it are what is searched by. Days and times are
ISO 8601 text (times UTC), which both databases sort alike. `present` is no ledger but a shortcut made from
it: the newest reading of each report. So are `present_incident` and `present_copy` (the newest row of each
incident and copy group that is not gone), `present_member` (which copy groups a report or claim is in),
`present_link` (which incident a claim is in), `named` and `words` (see `tollbook.book.index`; `words` is not
among the tables here, because each database has its own kind). By
`meeting`, `tally` and `linked` new claims find those that they may meet (see `tollbook.book.meeting`).
"""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

METADATA = MetaData()


def _ledger(name: str, *columns: Any, one: bool = False) -> Table:
    """Make a table of the ledger; `one` where an entry holds at most one of its rows."""
    return Table(
        name,
        METADATA,
        Column("seq", Integer, ForeignKey("entry.seq"), primary_key=True, autoincrement=False),
        Column("number", Integer, primary_key=not one, nullable=False, autoincrement=False),
        *columns,
        Column("body", Text, nullable=False),
        Column("sha256", String(64), nullable=False),
    )


def _text(name: str, *, null: bool = True) -> Column[str]:
    return Column(name, Text, nullable=null)


def _whole(name: str, *, null: bool = True) -> Column[int]:
    return Column(name, Integer, nullable=null)


def _setting() -> list[Column[Any]]:
    """Make the columns of place and days that figures and claims share."""
    return [
        _text("place"),
        _text("gazetteer"),
        Column("latitude", Double),
        Column("longitude", Double),
        _whole("cell"),
        _text("first_day"),
        _text("last_day"),
    ]


ENTRY = Table(
    "entry",
    METADATA,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    _text("recorded", null=False),
    _text("act", null=False),
    _text("subject", null=False),
    _whole("rows", null=False),
    Column("content", String(64), nullable=False),
    Column("previous", String(64), nullable=False),
    Column("hash", String(64), nullable=False),
    Index("entry_recorded", "recorded"),
)
CAPTURE = _ledger(
    "capture",
    Column("id", String(64), nullable=False, unique=True),
    Column("evidence", String(64), nullable=False),
    _whole("size", null=False),
    _text("origin", null=False),
    _whole("part"),
    _text("received", null=False),
    _text("collector"),
    Index("capture_evidence", "evidence"),
    Index("capture_origin", "origin", "part"),
    one=True,
)
REPORT = _ledger(
    "report",
    _text("id", null=False),
    _whole("version", null=False),
    Column("capture", String(64), ForeignKey("capture.id"), nullable=False),
    Column("evidence", String(64), nullable=False),
    _text("origin", null=False),
    _text("name", null=False),
    _text("outlet"),
    _text("day"),
    _text("language"),
    _text("title"),
    _text("text", null=False),
    UniqueConstraint("id", "version", name="report_version"),
    Index("report_origin", "origin", "name"),
    Index("report_evidence", "evidence", "name"),
    one=True,
)
READING = _ledger(
    "reading",
    _text("report", null=False),
    _whole("version", null=False),
    _whole("supersedes"),
    _text("extractor", null=False),
    _text("knowledge", null=False),
    _text("parser", null=False),
    _text("gazetteer", null=False),
    _text("reader", null=False),
    Index("reading_report", "report", "seq"),
    one=True,
)
MENTION = _ledger(
    "mention",
    _text("kind", null=False),
    _whole("start", null=False),
    _whole("end", null=False),
    _text("label"),
    _text("reference"),
    Index("mention_label", "label"),
)
FIGURE = _ledger(
    "figure",
    _text("id", null=False),
    _text("report", null=False),
    _text("outcome", null=False),
    _whole("low"),
    _whole("high"),
    _whole("approximate", null=False),
    _text("status", null=False),
    _text("scope", null=False),
    _text("stance", null=False),
    _whole("start", null=False),
    _whole("end", null=False),
    _text("claimant"),
    _text("side"),
    _text("perpetrator"),
    *_setting(),
    Index("figure_id", "id"),
    Index("figure_where", "cell", "first_day"),
)
CLAIM = _ledger(
    "claim",
    _text("id", null=False),
    _text("report", null=False),
    _text("kind", null=False),
    _text("event"),
    _text("stance", null=False),
    _whole("start", null=False),
    _whole("end", null=False),
    _text("claimant"),
    _text("initiator"),
    _text("target"),
    *_setting(),
    Index("claim_id", "id"),
    Index("claim_where", "cell", "first_day"),
)
ISSUE = _ledger(
    "issue",
    _text("kind", null=False),
    _text("source", null=False),
    _text("report"),
    _text("message", null=False),
    Index("issue_source", "source"),
    Index("issue_message", "message", postgresql_using="hash"),
)
DECISION = _ledger(
    "decision",
    Column("id", String(64), nullable=False, unique=True),
    _text("kind", null=False),
    _text("about", null=False),
    _text("target", null=False),
    _text("report", null=False),
    _text("person", null=False),
    Index("decision_report", "report"),
    one=True,
)
INCIDENT = _ledger(
    "incident",
    _text("id", null=False),
    _text("event"),
    *_setting(),
    _text("part_of"),
    _whole("gone", null=False),
    _text("merged_into"),
    Index("incident_id", "id", "seq"),
    Index("incident_where", "cell", "first_day"),
    Index("incident_part_of", "part_of"),
)
COPY_GROUP = _ledger(
    "copy_group",
    _text("id", null=False),
    _text("kind", null=False),
    _text("origin", null=False),
    _whole("gone", null=False),
    Index("copy_group_id", "id", "seq"),
)
PRESENT = Table(
    "present",
    METADATA,
    _text("report", null=False),
    _whole("version", null=False),
    Column("reading", Integer, nullable=False),
    Column("text", Integer, nullable=False),
    Index("present_reading", "reading"),
)
PRESENT.append_constraint(UniqueConstraint("report", name="present_report"))
PRESENT_INCIDENT = Table(
    "present_incident",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("number", Integer, nullable=False),
)
PRESENT_COPY = Table(
    "present_copy",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("seq", Integer, nullable=False),
    Column("number", Integer, nullable=False),
)
PRESENT_MEMBER = Table(
    "present_member",
    METADATA,
    Column("member", Text, primary_key=True),
    Column("copies", Text, primary_key=True),
    Index("present_member_copies", "copies"),
)
PRESENT_LINK = Table(
    "present_link",
    METADATA,
    Column("claim", Text, primary_key=True),
    Column("incident", Text, nullable=False),
    Index("present_link_incident", "incident"),
)
FEED = Table(
    "feed",
    METADATA,
    Column("url", Text, primary_key=True),
    Column("body", Text, nullable=False),
)
NAMED = Table(
    "named",
    METADATA,
    Column("kind", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
MEETING = Table(
    "meeting",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", Integer, primary_key=True, autoincrement=False),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
TALLY = Table(
    "tally",
    METADATA,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("day", BigInteger, primary_key=True, autoincrement=False),
    Column("times", Integer, nullable=False),
    sqlite_with_rowid=False,
)
LINKED = Table(
    "linked",
    METADATA,
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False),
)

LEDGER: tuple[Table, ...] = (CAPTURE, REPORT, READING, MENTION, FIGURE, CLAIM, ISSUE, DECISION)
LEDGER += (INCIDENT, COPY_GROUP)
"""What entries add rows to, in the order in which an entry's rows are hashed."""
