"""Counting: what is to be known of each report of a book: words, claims, who is named, loaded words."""

from collections.abc import Sequence

import msgspec
from sqlalchemy import Connection, func, select

from tollbook.book.rows import Rest
from tollbook.book.schema import CLAIM, FIGURE, PRESENT, READING, REPORT
from tollbook.desk.tallies import ReportFacts

AT_ONCE = 400


def facts(connection: Connection, reports: set[str] | None) -> dict[str, ReportFacts]:
    """Count what is to be known of reports (None: all that are present)."""
    if reports is None:
        return _facts(connection, None)
    names, out = sorted(reports), dict[str, ReportFacts]()
    for start in range(0, len(names), AT_ONCE):
        out |= _facts(connection, names[start : start + AT_ONCE])
    return out


def _facts(connection: Connection, names: Sequence[str] | None) -> dict[str, ReportFacts]:
    view = select(PRESENT.c.report, PRESENT.c.reading, PRESENT.c.text)
    if names is not None:
        view = view.where(PRESENT.c.report.in_(names))
    now = view.subquery()
    many = {}
    for table in (CLAIM, FIGURE):
        query = select(table.c.seq, func.count(), func.count(table.c.claimant))
        query = query.join(now, now.c.reading == table.c.seq).group_by(table.c.seq)
        many[table.name] = {seq: (every, named) for seq, every, named in connection.execute(query)}
    text = REPORT.c.text
    gaps = func.length(text) - func.length(func.replace(func.replace(text, " ", ""), "\n", ""))
    versions = select(REPORT.c.id, func.min(REPORT.c.seq).label("first")).group_by(REPORT.c.id)
    if names is not None:
        versions = versions.where(REPORT.c.id.in_(names))
    begun = {row.id: row.first for row in connection.execute(versions)}
    columns = (now.c.report, now.c.reading, now.c.text, REPORT.c.outlet, REPORT.c.day)
    query = select(*columns, gaps.label("gaps"), READING.c.body)
    query = query.join(REPORT, REPORT.c.seq == now.c.text).join(READING, READING.c.seq == now.c.reading)
    out = {}
    for row in connection.execute(query):
        rest = msgspec.json.decode(row.body, type=Rest)
        own = [use for use in rest.loaded if use.user is None and not use.quoted]
        quoted = [use for use in rest.loaded if use.user is not None or use.quoted]
        claims, figures = (many[name].get(row.reading, (0, 0)) for name in ("claim", "figure"))
        out[row.report] = ReportFacts(
            id=row.report,
            outlet=row.outlet,
            day=row.day,
            words=row.gaps + 1,
            claims=claims[0],
            claims_named=claims[1],
            figures=figures[0],
            figures_named=figures[1],
            own=tuple((use.words, use.neutral) for use in own),
            quoted=tuple((use.words, use.neutral) for use in quoted),
            first=begun.get(row.report, row.text),
            last=row.text,
        )
    return out
