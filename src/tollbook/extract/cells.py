"""Cells: the tables of a text -> a figure for each number in a column whose head names a harm.

The row tells where ("Idlib | 12 | 30"), or on whose word where its column says so; the rows of a column that
add up are parts of its total.
"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from tollbook.extract.grammar import words
from tollbook.extract.grid import Cells, Grid, grids
from tollbook.extract.heads import (
    HARMS,
    STATUSES,
    counts_people,
    counts_things,
    is_object,
    is_thing,
    is_weak,
    said_by,
    words_of,
)
from tollbook.extract.where import ResolveDate
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status, Trait
from tollbook.model.meeting import Meeting
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Quote, Sourced, Span, anchor_id
from tollbook.model.reference import Actor, Place
from tollbook.model.roles import CONTEXT, role
from tollbook.model.tabled import CELL, SOURCE
from tollbook.model.text import Attribution, Text, attribution_at
from tollbook.model.when import When

UNKNOWN = Status.UNKNOWN.value
LONGEST = 40
"""Characters of a cell that is a number and not a story."""
FIRST = re.compile(r"\s*[(\[,;]")
"""What stands behind the first number of a cell with two: "9 (3 children)"."""
BARE = re.compile(r"[\d.,+%–-]+")
KNOWN = (MentionKind.PERSON, MentionKind.ACTOR, MentionKind.PLACE, MentionKind.DATE)


class People(msgspec.Struct, frozen=True):
    """The people counted: their status, a trait if it is said, and the words that say so."""

    status: str
    trait: str | None
    span: Span


class Column(msgspec.Struct, frozen=True):
    """A column of numbers: its index, the harm that its head names and where, and the people, if named."""

    at: int
    outcome: str
    head: Span
    people: People | None
    weak: bool = False
    """Whether its head means other things as often: "Lost", "Held", "W"."""


def cells(
    text: Text, said: tuple[Attribution, ...], resolve_date: ResolveDate
) -> tuple[list[Figure], list[Span]]:
    """Read the figures of all tables of a text, in text order, and give the short cells of those tables.

    Nothing that a sentence states begins in such a cell: it is a label, a head or a number.
    """
    out: list[Figure] = []
    short: list[Span] = []
    for grid in grids(text.report.text):
        found = _Table(text, grid, said, resolve_date).figures()
        out += found
        if found:
            every = (cell for row in (grid.head, *grid.rows) for cell in row if cell)
            short += [cell for cell in every if cell.end - cell.start <= LONGEST]
    return sorted(out, key=lambda figure: figure.span.start), short


def things(text: Text) -> list[Span]:
    """Find the cells of a text's tables whose numbers count things, animals or thousands, and not people."""
    tables = (_Table(text, grid, (), lambda _: None) for grid in grids(text.report.text))
    return [cell for table in tables for cell in table.things()]


class _Table:
    def __init__(
        self, text: Text, grid: Grid, said: tuple[Attribution, ...], resolve_date: ResolveDate
    ) -> None:
        self.text, self.grid, self.said, self.resolve_date = text, grid, said, resolve_date
        self.raw, self.stamp = text.report.text, text.stamp()
        self.kinds: dict[MentionKind, Meeting[Mention]] = {}

    def figures(self) -> list[Figure]:
        """Give the figures of the columns of harm, parts tied to the total of their column."""
        columns = self._columns()
        out: list[Figure] = []
        for column in columns:
            rows = [(row, list(self._figures(row, column))) for row in self.grid.rows]
            out += _with_total([(self._is_total(row), found[0]) for row, found in rows if found])
            out += [figure for _, found in rows for figure in found[1:]]
        return out

    def _tells_of_people(self, columns: Sequence[Column]) -> bool:
        """Tell whether a head names people, or where they are: "Crew", "Prison"."""
        heads = [set(words_of(self.raw, head)) for head in self.grid.head if head]
        person = role("column_person", CONTEXT)
        return any(column.people for column in columns) or any(said & person for said in heads)

    def _columns(self) -> list[Column]:
        """Give the columns that count people; none where the rows are things, or where no head is plain."""
        if is_thing(self.raw, self.grid.head[0]):
            return []
        columns = [
            column for n, cell in enumerate(self.grid.head) if cell and (column := self._column(n, cell))
        ]
        is_plain = any(not column.weak for column in columns) or self._tells_of_people(columns)
        return columns if is_plain else []

    def things(self) -> Iterator[Span]:
        """Give the cells that count things or thousands: of rows of things, and below heads for such.

        Where another column has a harm, heads and bare numbers below a head without one count nobody.
        """
        kept = {column.at for column in self._columns()}
        whole = is_thing(self.raw, self.grid.head[0])
        harmed = bool(kept) or any(head and counts_things(self.raw, head) for head in self.grid.head)
        for n, head in enumerate(self.grid.head):
            below = [row[n] for row in self.grid.rows]
            if whole or (n not in kept and head and counts_things(self.raw, head)):
                yield from (cell for cell in (head, *below) if cell)
                continue
            if harmed and head and not any(c.isdigit() for c in head.of(self.raw)):
                yield head
            if harmed and (head is None or self._harm_of(head) is None):
                none = words("none_harmed")
                yield from (
                    c for c in below if c and (BARE.fullmatch(said := c.of(self.raw)) or said.lower() in none)
                )
        for row in self.grid.rows:
            if is_thing(self.raw, next((cell for cell in row if cell), None)):
                yield from (cell for cell in row if cell)

    def _inside(self, kind: MentionKind, span: Span | None) -> list[Mention]:
        if kind not in self.kinds:
            self.kinds[kind] = Meeting(self.text.of(kind))
        return self.kinds[kind].inside(span) if span else []

    def _column(self, n: int, head: Span) -> Column | None:
        """Make a column of a head that names a harm, and no things that came to it: "Houses destroyed"."""
        people = self._people_in(head, is_head=True)
        harms, said = self._harms(head), self._harm_of(head)
        others = [mention for kind in KNOWN for mention in self._inside(kind, head)]
        if said is None or not counts_people(self.raw, head, harms, others, people is not None):
            return None
        weak = people is None and is_weak(self.raw, head, harms)
        return Column(n, said, harms[0].span if harms else head, people, weak)

    def _harms(self, head: Span) -> list[Mention]:
        return [m for m in self._inside(MentionKind.HARM, head) if m.cue and "outcome" in m.cue.sets]

    def _harm_of(self, head: Span) -> str | None:
        """Give the outcome that the words of a head name, also shortened."""
        cue = next((m.cue for m in self._harms(head)), None)
        return cue.sets["outcome"] if cue else said_by(words_of(self.raw, head), HARMS)

    def _people_in(self, span: Span | None, *, is_head: bool = False) -> People | None:
        """Give the people whom the words of a cell mean: "Children", and not "Killed"."""
        for mention in self._inside(MentionKind.PERSON, span):
            sets = mention.cue.sets if mention.cue else {}
            if sets.get("status", UNKNOWN) != UNKNOWN:
                return People(sets["status"], sets.get("trait"), mention.span)
        status = said_by(words_of(self.raw, span), STATUSES) if span and is_head else None
        return People(status, None, span) if status and span else None

    def _figures(self, row: Cells, column: Column) -> Iterator[Figure]:
        """Give the figure of a cell, and behind it that of the people named beside it: "9 (3 children)"."""
        cell, label = row[column.at], next((cell for cell in row if cell), None)
        if cell is None or cell.end - cell.start > LONGEST or is_thing(self.raw, label):
            return
        if (column.weak or column.outcome == "missing") and not column.people and is_object(self.raw, label):
            return
        found = [m for m in self._inside(MentionKind.QUANTITY, cell) if m.quantity]
        if len(found) != 2 or not FIRST.match(self.raw, found[0].span.end, found[1].span.start):
            if figure := self._figure(cell, row, column):
                yield figure
            return
        whole = self._figure(Span(cell.start, found[0].span.end), row, column)
        rest = Span(found[1].span.start, cell.end)
        people = self._people_in(rest)
        if whole is not None:
            yield whole
        if whole is not None and people is not None:
            part = self._figure(Span(rest.start, max(found[1].span.end, people.span.end)), row, column)
            if part is not None:
                yield msgspec.structs.replace(part, part_of=whole.id)

    def _figure(self, cell: Span, row: Cells, column: Column) -> Figure | None:
        count = self._count(cell)
        if count is None:
            return None
        people = self._people(cell, row, column) or People(UNKNOWN, None, cell)
        claimants = self._source(row)
        if not claimants and (attribution := attribution_at(self.said, cell)):
            claimants = attribution.claimants
        where, trait, stamp = people.span, people.trait, self.stamp
        return Figure(
            id=anchor_id(self.text.report.id, "figure", cell),
            report=self.text.report.id,
            span=cell,
            quote=Quote.of(self.raw, cell),
            outcome=stamp.source(Outcome(column.outcome), column.head, rule=CELL),
            count=stamp.source(count, cell, rule=CELL),
            status=stamp.source(Status(people.status), where, rule=CELL),
            scope=stamp.source(Scope.INCIDENT, cell, rule="scope.default", basis=Basis.ASSUMED),
            stance=stamp.source(Stance.ASSERTED, cell, rule="stance.asserted"),
            claimants=claimants,
            traits=(stamp.source(Trait(trait), where, rule=CELL),) if trait else (),
            place=self._place(row),
            when=self._when(row),
        )

    def _count(self, cell: Span) -> Count | None:
        """Read a cell with one number, or a word for none; a dash and "none given" say nothing."""
        found = [m for m in self._inside(MentionKind.QUANTITY, cell) if m.quantity]
        spoken = cell.of(self.raw).lower()
        if not found:
            return Count(low=0, high=0) if spoken in words("none_harmed") else None
        if len(found) > 1 or found[0].quantity is None:
            return None
        count = found[0].quantity.count
        return None if count.high == 0 and found[0].span != cell else count

    def _people(self, cell: Span, row: Cells, column: Column) -> People | None:
        """Give the people counted: named in the cell, in the column's head, or in the row's label."""
        numbers = MentionKind.QUANTITY
        labels = [self._people_in(label) for label in row if label and not self._inside(numbers, label)]
        found = (self._people_in(cell), column.people, *labels)
        return next((people for people in found if people), None)

    def _headed(self, row: Cells, name: str) -> Span | None:
        """Give the cell of a row in the column whose head plays a role."""
        for head, cell in zip(self.grid.head, row, strict=True):
            if head and cell and set(head.of(self.raw).lower().split()) & role(name, CONTEXT):
                return cell
        return None

    def _is_total(self, row: Cells) -> bool:
        label = next((cell for cell in row if cell), None)
        return label is not None and label.of(self.raw).lower().strip(" :*_") in role("row_total", CONTEXT)

    def _source(self, row: Cells) -> tuple[Sourced[Actor], ...]:
        cell = self._headed(row, "column_source")
        if cell is None:
            return ()
        spoken = cell.of(self.raw)
        known = next((m.actor for m in self._inside(MentionKind.ACTOR, cell) if m.actor), None)
        actor = msgspec.structs.replace(known, name=spoken) if known else Actor(name=spoken, label=spoken)
        return (self.stamp.source(actor, cell, rule=SOURCE),)

    def _place(self, row: Cells) -> Sourced[Place] | None:
        """Give the place of a row: of its cell below a head for places, or a known one anywhere in it."""
        if self._is_total(row):
            return None
        cell = self._headed(row, "column_place")
        for span in [cell] if cell else [s for s in row if s]:
            for mention in self._inside(MentionKind.PLACE, span):
                if mention.place:
                    return self.stamp.source(mention.place, mention.span, rule="table.place")
        if cell is None:
            return None
        return self.stamp.source(Place(name=cell.of(self.raw)), cell, rule="table.place")

    def _when(self, row: Cells) -> Sourced[When] | None:
        for span in row:
            for mention in self._inside(MentionKind.DATE, span):
                when = self.resolve_date(mention.date) if mention.date else None
                if when and (when.start or when.end):
                    return self.stamp.source(
                        when, mention.span, rule=f"dates.{when.reading}", basis=Basis.INFERRED
                    )
        return None


def _with_total(found: Sequence[tuple[bool, Figure]]) -> list[Figure]:
    """Tie the numbers of a column to its total where they add up to it."""
    total = next((figure for is_total, figure in found if is_total), None)
    parts = [figure for is_total, figure in found if not is_total]
    if total is None or sum(p.count.value.low or 0 for p in parts) != total.count.value.low:
        return [figure for _, figure in found]
    tied = [msgspec.structs.replace(part, part_of=total.id) for part in parts]
    return [*tied, total]
