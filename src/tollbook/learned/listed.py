"""Figures of a list of one day: the day of the head, and the place that their own entry names."""

from tollbook.model.daylist import day_list
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span, Stamp
from tollbook.model.reference import Place
from tollbook.model.text import Text
from tollbook.model.when import When


class Listed:
    """What a list of one day gives its figures, where a text is one."""

    def __init__(self, text: Text, head: When | None, stamp: Stamp) -> None:
        """Keep the list; `head` are the days that its head names."""
        self.list, self.head, self.stamp = day_list(text), head, stamp
        self.places = [m for m in text.of(MentionKind.PLACE) if m.place] if self.list else []

    def when(self, figure: Span, read: Span | None) -> Sourced[When] | None:
        """Give the days of the head for a figure whose days were not read (at `read`) in its own entry."""
        entry = self.list.piece(figure) if self.list else None
        if self.list is None or self.head is None or entry is None or (read and entry.holds(read)):
            return None
        return self.stamp.source(self.head, self.list.head.span, rule="dates.list_head", basis=Basis.INFERRED)

    def place(self, figure: Span, read: Span | None) -> Sourced[Place] | None:
        """Give the place that opens a figure's entry, where its own was read (at `read`) in another entry."""
        entry = self.list.piece(figure) if self.list else None
        if entry is None or (read and entry.holds(read)):
            return None
        mine: list[Mention] = [m for m in self.places if entry.holds(m.span) and m.span.end <= figure.start]
        if not mine or mine[0].place is None:
            return None
        return self.stamp.source(mine[0].place, mine[0].span, rule="place.list_entry", basis=Basis.STATED)

    def basis(self, figure: Span, place: Span) -> Basis:
        """Tell whether a place is stated of a figure: by its own entry."""
        entry = self.list.piece(figure) if self.list else None
        return Basis.STATED if entry is not None and entry.holds(place) else Basis.INFERRED
