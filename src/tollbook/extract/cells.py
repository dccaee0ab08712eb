"""Cells: the tables of a text -> a figure for each number in a column whose head names a harm.

The row tells where ("Idlib | 12 | 30"), or on whose word where its column says so; the rows of a column that
add up are parts of its total.
"""

from collections.abc import Sequence

import msgspec

from tollbook.extract.grammar import words
from tollbook.extract.grid import Cells, Grid, grids
from tollbook.extract.where import ResolveDate
from tollbook.model.figure import Count, Figure, Outcome, Scope, Stance, Status, Trait
from tollbook.model.lexicon import lexicon
from tollbook.model.meeting import Meeting
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Quote, Sourced, Span, anchor_id
from tollbook.model.reference import Actor, Place
from tollbook.model.roles import CONTEXT, role
from tollbook.model.tabled import CELL, SOURCE
from tollbook.model.text import Attribution, Text, attribution_at
from tollbook.model.when import When

OBJECTS, UNKNOWN = "lexicon/en/objects.yaml", Status.UNKNOWN.value
LONGEST = 40
"""Characters of a cell that is a number and not a story."""


HEADS = {
    "killed": "column_killed",
    "injured": "column_injured",
    "missing": "column_missing",
    "detained": "column_detained",
    "displaced": "column_displaced",
}
STATUSES = {"civilian": "column_civilian", "combatant": "column_combatant"}
"""What a head's words say, also shortened ("inj.", "mil."), and the role of such words."""


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


class _Table:
    def __init__(
        self, text: Text, grid: Grid, said: tuple[Attribution, ...], resolve_date: ResolveDate
    ) -> None:
        self.text, self.grid, self.said, self.resolve_date = text, grid, said, resolve_date
        self.raw, self.stamp = text.report.text, text.stamp()
        self.kinds: dict[MentionKind, Meeting[Mention]] = {}

    def figures(self) -> list[Figure]:
        """Give the figures of the columns of harm, parts tied to the total of their column."""
        columns = [
            column for n, cell in enumerate(self.grid.head) if cell and (column := self._column(n, cell))
        ]
        out: list[Figure] = []
        for column in columns:
            rows = [(row, self._figure(row, column)) for row in self.grid.rows]
            found = [(self._is_total(row), figure) for row, figure in rows if figure]
            out += _with_total(found)
        return out

    def _inside(self, kind: MentionKind, span: Span | None) -> list[Mention]:
        if kind not in self.kinds:
            self.kinds[kind] = Meeting(self.text.of(kind))
        return self.kinds[kind].inside(span) if span else []

    def _column(self, n: int, head: Span) -> Column | None:
        """Make a column of a head that names a harm, and no things that came to it: "Houses destroyed"."""
        people = self._people_in(head, is_head=True)
        harms = [m for m in self._inside(MentionKind.HARM, head) if m.cue and "outcome" in m.cue.sets]
        said = harms[0].cue.sets["outcome"] if harms and harms[0].cue else self._headed_by(head, HEADS)
        if said is None or (people is None and lexicon(OBJECTS).find(head.of(self.raw))):
            return None
        return Column(n, said, harms[0].span if harms else head, people)

    def _headed_by(self, head: Span, roles: dict[str, str]) -> str | None:
        """Give what one of the words of a head says, also shortened: "inj.", "held"."""
        said = {word.strip(".:*_") for word in head.of(self.raw).lower().split()}
        return next((what for what, name in roles.items() if said & role(name, CONTEXT)), None)

    def _people_in(self, span: Span | None, *, is_head: bool = False) -> People | None:
        """Give the people whom the words of a cell mean: "Children", and not "Killed"."""
        for mention in self._inside(MentionKind.PERSON, span):
            sets = mention.cue.sets if mention.cue else {}
            if sets.get("status", UNKNOWN) != UNKNOWN:
                return People(sets["status"], sets.get("trait"), mention.span)
        status = self._headed_by(span, STATUSES) if span and is_head else None
        return People(status, None, span) if status and span else None

    def _figure(self, row: Cells, column: Column) -> Figure | None:
        cell = row[column.at]
        if cell is None or cell.end - cell.start > LONGEST:
            return None
        count = self._count(cell)
        if count is None:
            return None
        people = self._people(row, column) or People(UNKNOWN, None, cell)
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

    def _people(self, row: Cells, column: Column) -> People | None:
        """Give the people counted: named in the cell, in the column's head, or in the row's label."""
        labels = [self._people_in(cell) for n, cell in enumerate(row) if n != column.at]
        found = (self._people_in(row[column.at]), column.people, *labels)
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
