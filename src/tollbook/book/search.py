"""Searching a book: words, outlet, days, place, actor, outcome, and a circle on the map -> reports, ranked.

A filter by outlet, place or actor is about the report: it is by that outlet, it names that place or actor.
Outcome, circle and days of the event are about one and the same figure (or claim, where no outcome is asked
for), and the records that fit are given with the report.
"""

from datetime import date, datetime
from typing import Any

import msgspec
from sqlalchemy import (
    ColumnElement,
    Connection,
    Double,
    Select,
    cast,
    func,
    literal_column,
    or_,
    select,
    text,
    union,
)
from sqlalchemy.dialects.postgresql import TSQUERY

from tollbook.book.cells import EARTH, box, ranges
from tollbook.book.queries import view
from tollbook.book.schema import CLAIM, FIGURE, NAMED, REPORT
from tollbook.book.snippets import Snippet, snippet
from tollbook.book.words import Term, name, terms
from tollbook.errors import InputError
from tollbook.model.figure import Outcome


class Near(msgspec.Struct, frozen=True):
    """A circle: its middle in degrees (WGS 84) and its radius in km.

    Raises:
        InputError: where the middle is nowhere on earth, or the radius is none.
    """

    latitude: float
    longitude: float
    km: float

    def __post_init__(self) -> None:
        on_earth = -90 <= self.latitude <= 90 and -180 <= self.longitude <= 180
        if not on_earth or not 0 < self.km <= 20_000:
            what = f"{self.latitude:g},{self.longitude:g},{self.km:g} is no circle on the earth"
            raise InputError(what, "write LATITUDE,LONGITUDE,KM, as in 36.2,37.16,25")


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is searched for; all that is named must hold. Days are inclusive.

    `since` and `until` are days of the report, `event_from` and `event_to` days of what it tells of, `as_of`
    the time at which the book is looked at.
    """

    words: str = ""
    outlet: str | None = None
    since: date | None = None
    until: date | None = None
    place: str | None = None
    actor: str | None = None
    outcome: Outcome | None = None
    near: Near | None = None
    event_from: date | None = None
    event_to: date | None = None
    as_of: datetime | None = None
    limit: int = 20

    @property
    def of_records(self) -> bool:
        """Whether figures or claims are asked for."""
        return any((self.outcome, self.near, self.event_from, self.event_to))


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A figure or claim that fits, with its place, days and distance from the middle in km."""

    id: str
    what: str
    low: int | None = None
    high: int | None = None
    place: str | None = None
    first_day: str | None = None
    last_day: str | None = None
    km: float | None = None


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A report that fits; a higher score is a better fit, and 0 where no words were asked for."""

    report: str
    version: int
    outlet: str | None
    day: str | None
    language: str | None
    title: str | None
    score: float
    snippet: Snippet
    records: tuple[Record, ...]


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """What a search gave: how many reports fit, and the first of them."""

    total: int
    hits: tuple[Hit, ...]


def search(connection: Connection, wanted: Wanted) -> Found:
    """Look for reports; the best fit first, and without words the newest first.

    Raises:
        InputError: where nothing is asked for, or too many words.
    """
    looked_for = terms(wanted.words) if wanted.words.strip() else ()
    query, score = _query(connection, wanted, looked_for)
    order = (*((score.desc(),) if looked_for else ()), REPORT.c.day.desc(), REPORT.c.id)
    asked = query.add_columns(score.label("score"), func.count().over().label("total"))
    rows = connection.execute(asked.order_by(*order).limit(max(1, wanted.limit))).all()
    shown = rows[: wanted.limit]
    records = _records(connection, wanted, [row.reading for row in shown])
    hits = [
        Hit(
            report=row.report,
            version=row.version,
            outlet=row.outlet,
            day=row.day,
            language=row.language,
            title=row.title,
            score=float(row.score),
            snippet=snippet(_text(connection, row.text), looked_for),
            records=tuple(records.get(row.reading, ())),
        )
        for row in shown
    ]
    return Found(total=rows[0].total if rows else 0, hits=tuple(hits))


def _text(connection: Connection, seq: int) -> str:
    return str(connection.scalars(select(REPORT.c.text).where(REPORT.c.seq == seq)).one())


def _query(
    connection: Connection, wanted: Wanted, looked_for: tuple[Term, ...]
) -> tuple[Select[Any], ColumnElement[Any]]:
    now = view(connection, wanted.as_of).subquery()
    query = select(
        now.c.report,
        now.c.version,
        now.c.reading,
        REPORT.c.outlet,
        REPORT.c.day,
        REPORT.c.language,
        REPORT.c.title,
        now.c.text,
    ).join(REPORT, (REPORT.c.seq == now.c.text) & (REPORT.c.id == now.c.report))
    score: ColumnElement[Any] = cast(0.0, Double)
    if looked_for:
        hits = _hits(connection, looked_for).subquery()
        query, score = query.join(hits, hits.c.seq == now.c.text), hits.c.score
    for kind, given in (("outlet", wanted.outlet), ("place", wanted.place), ("actor", wanted.actor)):
        if given:
            its = select(NAMED.c.seq).where(NAMED.c.kind == kind, NAMED.c.name == name(given))
            query = query.where(now.c.reading.in_(its))
    if wanted.since:
        query = query.where(REPORT.c.day >= wanted.since.isoformat())
    if wanted.until:
        query = query.where(REPORT.c.day <= wanted.until.isoformat())
    if wanted.of_records:
        tables = (FIGURE,) if wanted.outcome else (FIGURE, CLAIM)
        fits = [(table, select(table.c.seq).where(*_fits(connection, table, wanted))) for table in tables]
        if wanted.near:
            found = [its for _, its in fits]
            query = query.where(now.c.reading.in_(union(*found) if len(found) > 1 else found[0]))
        else:
            of_reading = (its.where(table.c.seq == now.c.reading).exists() for table, its in fits)
            query = query.where(or_(*of_reading))
    elif not looked_for and not any((wanted.outlet, wanted.place, wanted.actor, wanted.since, wanted.until)):
        raise InputError("there is nothing to look for", "name words, or a filter such as --place")
    return query, score


def _hits(connection: Connection, looked_for: tuple[Term, ...]) -> Select[Any]:
    """Make the query of the index: entry and score. Its words come from `terms`, so they are words alone."""
    seq: ColumnElement[Any]
    score: ColumnElement[Any]
    if connection.dialect.name == "sqlite":
        seq, score = literal_column("rowid"), literal_column("-bm25(words, 4.0, 1.0)")
        holds = literal_column("words").op("MATCH")(_fts5(looked_for))
    else:
        asked = cast(_tsquery(looked_for), TSQUERY)
        vector: ColumnElement[Any] = literal_column("words.words")
        seq, score = literal_column("words.seq"), func.ts_rank_cd(vector, asked, 1)
        holds = vector.op("@@")(asked)
    return select(seq.label("seq"), score.label("score")).select_from(text("words")).where(holds)


def _fts5(looked_for: tuple[Term, ...]) -> str:
    def one(term: Term) -> str:
        return '"' + " ".join(term.words) + '"' + ("*" if term.begun else "")

    wanted = " AND ".join(one(term) for term in looked_for if not term.without)
    unwanted = "".join(f" NOT {one(term)}" for term in looked_for if term.without)
    return f"({wanted}){unwanted}"


def _tsquery(looked_for: tuple[Term, ...]) -> str:
    def one(term: Term) -> str:
        row = [f"'{word}'" for word in term.words]
        row[-1] += ":*" if term.begun else ""
        return ("!" if term.without else "") + "(" + " <-> ".join(row) + ")"

    return " & ".join(one(term) for term in looked_for)


def _fits(
    connection: Connection, table: Any, wanted: Wanted, *, by_cell: bool = True
) -> list[ColumnElement[bool]]:
    """Give the conditions on one row of figures or claims; `by_cell` where they are to be found by place."""
    columns = table.c
    out: list[ColumnElement[bool]] = []
    if wanted.outcome:
        out.append(columns.outcome == wanted.outcome.value)
    if wanted.event_from or wanted.event_to:
        out.append(or_(columns.first_day.is_not(None), columns.last_day.is_not(None)))
    if wanted.event_from:
        last = wanted.event_from.isoformat()
        out.append(or_(columns.last_day.is_(None), columns.last_day >= last))
    if wanted.event_to:
        out.append(or_(columns.first_day.is_(None), columns.first_day <= wanted.event_to.isoformat()))
    if wanted.near:
        near = wanted.near
        if not by_cell:
            out.append(columns.cell.is_not(None))
        else:
            cells = ranges(*box(near.latitude, near.longitude, near.km))
            out.append(or_(*(columns.cell.between(first, last) for first, last in cells)))
        out.append(_km(connection, table, near) <= near.km)
    return out


def _km(connection: Connection, table: Any, near: Near) -> ColumnElement[Any]:
    here, there = (near.latitude, near.longitude), (table.c.latitude, table.c.longitude)
    if connection.dialect.name == "sqlite":
        return func.km(*here, *there)
    up, across = func.radians(there[0] - here[0]), func.radians(there[1] - here[1])
    half = func.pow(func.sin(up / 2), 2) + func.cos(func.radians(here[0])) * func.cos(
        func.radians(there[0])
    ) * func.pow(func.sin(across / 2), 2)
    return 2 * EARTH * func.asin(func.least(1.0, func.sqrt(half)))


def _records(connection: Connection, wanted: Wanted, readings: list[int]) -> dict[int, list[Record]]:
    """Give the figures and claims of some readings that fit, where such are asked for."""
    out: dict[int, list[Record]] = {}
    for table in () if not wanted.of_records else (FIGURE,) if wanted.outcome else (FIGURE, CLAIM):
        fits = _fits(connection, table, wanted, by_cell=False)
        query = select(table).where(table.c.seq.in_(readings), *fits)
        if wanted.near:
            query = query.add_columns(_km(connection, table, wanted.near).label("km"))
        for row in connection.execute(query.order_by(table.c.seq, table.c.number)).mappings():
            made = Record(
                id=row["id"],
                what=row["outcome"] if table is FIGURE else row["event"] or row["kind"],
                low=row.get("low"),
                high=row.get("high"),
                place=row["place"],
                first_day=row["first_day"],
                last_day=row["last_day"],
                km=round(float(row["km"]), 1) if wanted.near else None,
            )
            out.setdefault(row["seq"], []).append(made)
    return out
