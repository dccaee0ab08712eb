"""Figures of a list of one day: the day of the head, and the place that their own entry names."""

from tollbook.model.daylist import day_list
from tollbook.model.figure import Scope
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Basis, Sourced, Span, Stamp
from tollbook.model.reference import Place
from tollbook.model.text import Text
from tollbook.model.when import When

UNTIL = 2
"""The mode of days of a figure that runs on until the report's day."""


class Listed:
    """What a list of one day gives its figures, where a text is one."""

    def __init__(self, text: Text, head: When | None, stamp: Stamp) -> None:
        """Keep the list; `head` are the days that its head names."""
        self.list, self.head, self.stamp = day_list(text), head, stamp
        self.places = [m for m in text.of(MentionKind.PLACE) if m.place] if self.list else []

    def when(self, figure: Span, scope: Scope, mode: int) -> Sourced[When] | None:
        """Give the days of the head for a figure of one incident whose entry names no day of its own.

        `mode` is what the reader says of its days, by the report's day.
        """
        entry = self.list.entry(figure) if self.list else None
        if self.list is None or self.head is None or entry is None or self.list.names_a_day(entry):
            return None
        if scope is not Scope.INCIDENT or mode == UNTIL:
            return None
        return self.stamp.source(self.head, self.list.head.span, rule="dates.list_head", basis=Basis.INFERRED)

    def is_strange(self, figure: Span, read: Span | None) -> bool:
        """Tell whether some words stand outside the entry of a figure that stands in one."""
        entry = self.list.entry(figure) if self.list else None
        return entry is not None and read is not None and not entry.holds(read)

    def place(self, figure: Span, read: Span | None) -> tuple[bool, Sourced[Place] | None]:
        """Tell whether the list settles a figure's place, read at `read`, and give the one that it gives.

        What opens the entry stands before what was read outside it; what was read in another entry goes.
        """
        entry = self.list.entry(figure) if self.list else None
        if self.list is None or entry is None or (read and entry.holds(read)):
            return False, None
        for m in self.places:
            if m.place and m.span.end <= figure.start and self.list.opens(entry, m.span, self.stamp.text):
                return True, self.stamp.source(m.place, m.span, rule="place.list_entry", basis=Basis.STATED)
        return read is not None and read.start > self.list.head.span.end, None

    def basis(self, figure: Span, place: Span) -> Basis:
        """Tell whether a place is stated of a figure: where it opens its own entry."""
        entry = self.list.entry(figure) if self.list else None
        opens = self.list and entry and self.list.opens(entry, place, self.stamp.text)
        return Basis.STATED if opens else Basis.INFERRED
