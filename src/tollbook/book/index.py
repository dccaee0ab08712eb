"""The index of a book: words of texts, and names of outlets, actors and places, to be searched by.

It is no ledger but a shortcut: `fill` makes it anew from the ledger at any time. `words` (in SQLite an FTS5
table without a copy of the text, in PostgreSQL a `tsvector` under a GIN index) has a row for each version of
each report, under the number of its entry; `named` has a row for each name in each reading.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, text

from tollbook.book.rows import Row, Rows
from tollbook.book.schema import CLAIM, FIGURE, MENTION, NAMED, READING, REPORT
from tollbook.book.words import name, tokens
from tollbook.model.mention import Mention

AT_ONCE = 500
MOST = 900_000
"""The most bytes of a text's different words that PostgreSQL takes (a `tsvector` holds a megabyte)."""
LAST_POSITION = 16_000
APART = 8
_SQLITE = text("INSERT INTO words(rowid, title, text) VALUES (:seq, :title, :text)")
_POSTGRESQL = text("INSERT INTO words(seq, words) VALUES (:seq, CAST(:words AS tsvector))")

_NAMED = insert(NAMED)


def add(connection: Connection, seq: int, report: Row, rows: Rows, *, anew: bool) -> None:
    """Put into the index what entry `seq` added: a reading of `report`, and its text where that is `anew`."""
    if anew:
        _add_words(connection, seq, report["title"] or "", report["text"])
    found = {("outlet", name(report["outlet"]))} if report["outlet"] else set()
    for table, row in rows:
        found |= set(_names(str(table.name), row))
    _add_names(connection, seq, found)


def fill(connection: Connection) -> None:
    """Make the index anew from the ledger."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("INSERT INTO words(words) VALUES ('delete-all')")
    else:
        connection.exec_driver_sql("DELETE FROM words")
    connection.execute(delete(NAMED))
    titles = select(REPORT.c.seq, REPORT.c.title, REPORT.c.text).order_by(REPORT.c.seq)
    for row in _streamed(connection, titles):
        _add_words(connection, row.seq, row.title or "", row.text)
    readings = select(READING.c.seq, READING.c.report, READING.c.version).order_by(READING.c.seq)
    for row in _streamed(connection, readings):
        outlet = select(REPORT.c.outlet).where(REPORT.c.id == row.report, REPORT.c.version == row.version)
        printed = connection.scalar(outlet)
        found = {("outlet", name(printed))} if printed else set()
        for table in (MENTION, FIGURE, CLAIM):
            for held in connection.execute(select(table).where(table.c.seq == row.seq)).mappings():
                found |= set(_names(str(table.name), dict(held)))
        _add_names(connection, row.seq, found)


def missing(connection: Connection) -> str | None:
    """Name the first report whose text is not in the index, or None; what the words are is not looked at."""
    held = "SELECT id FROM words_docsize" if connection.dialect.name == "sqlite" else "SELECT seq FROM words"
    there = set(connection.exec_driver_sql(held).scalars())
    rows = connection.execute(select(REPORT.c.seq, REPORT.c.id).order_by(REPORT.c.seq))
    return next((row.id for row in rows if row.seq not in there), None)


def _streamed(connection: Connection, query: Any) -> Iterator[Any]:
    """Give rows in portions, so that other statements may run in between and memory stays flat."""
    last = 0
    column = query.selected_columns[0]
    while rows := connection.execute(query.where(column > last).limit(AT_ONCE)).all():
        yield from rows
        last = rows[-1][0]


def _add_words(connection: Connection, seq: int, title: str, body: str) -> None:
    if connection.dialect.name == "sqlite":
        values = {"seq": seq, "title": _row(title), "text": _row(body)}
        connection.execute(_SQLITE, values)
    else:
        connection.execute(_POSTGRESQL, {"seq": seq, "words": _vector(title, body)})


def _row(words: str) -> str:
    return " ".join(token.word for token in tokens(words))


def _vector(title: str, body: str) -> str:
    """Write words as PostgreSQL writes a `tsvector`: each with its places, those of the title weighted."""
    places: dict[str, list[str]] = {}
    size, at = 0, 0
    for weight, words in (("A", title), ("", body)):
        for token in tokens(words):
            at += 1
            if token.word not in places:
                size += len(token.word.encode()) + 16
                if size > MOST:
                    break
                places[token.word] = []
            if len(places[token.word]) < 250 and at < LAST_POSITION:
                places[token.word].append(f"{at}{weight}")
        at += APART
    return " ".join(f"'{word}':{','.join(its)}" if its else f"'{word}'" for word, its in places.items())


def _names(table: str, row: Row) -> Iterator[tuple[str, str]]:
    """Give the names in a row of a mention, figure or claim: kind and folded name."""
    for kind, given in _given(table, row):
        if given and (folded := name(given)):
            yield kind, folded


def _given(table: str, row: Row) -> Iterator[tuple[str, str | None]]:
    if table == str(MENTION.name):
        if row["kind"] not in {"actor", "place"}:
            return
        mention = msgspec.json.decode(row["body"], type=Mention)
        if mention.actor:
            yield from (("actor", mention.actor.label), ("actor", mention.actor.registry))
            yield "actor", mention.actor.name
        if mention.place:
            yield from (("place", mention.place.core), ("place", mention.place.name))
            best = mention.place.best
            if best:
                yield from (("place", best.name), ("place", best.gazetteer), ("place", best.country))
                yield from (("place", best.admin1), ("place", best.admin2), ("place", best.pcode))
    elif table == str(FIGURE.name):
        yield from (("actor", row["claimant"]), ("actor", row["side"]), ("actor", row["perpetrator"]))
        yield from (("place", row["place"]), ("place", row["gazetteer"]))
    elif table == str(CLAIM.name):
        yield from (("actor", row["claimant"]), ("actor", row["initiator"]), ("actor", row["target"]))
        yield from (("place", row["place"]), ("place", row["gazetteer"]))


def _add_names(connection: Connection, seq: int, found: Iterable[tuple[str, str]]) -> None:
    values = [{"seq": seq, "kind": kind, "name": named} for kind, named in sorted(found)]
    if values:
        connection.execute(_NAMED, values)


def names(connection: Connection, kind: str, beginning: str = "", most: int = 50) -> list[tuple[str, int]]:
    """Give names of a kind (outlet, actor, place) that begin so, each with its number of readings."""
    start = name(beginning)
    query = select(NAMED.c.name, func.count()).where(NAMED.c.kind == kind)
    if start:
        query = query.where(NAMED.c.name >= start, NAMED.c.name < start + "\U0010ffff")
    query = query.group_by(NAMED.c.name).order_by(func.count().desc(), NAMED.c.name).limit(most)
    return [(row[0], row[1]) for row in connection.execute(query)]
