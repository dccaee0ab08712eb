"""Meeting: mentions or figures of a text, sorted once -> those that share characters with a span."""

from bisect import bisect_left
from collections.abc import Iterable
from typing import Generic, TypeVar

from tollbook.model.figure import Figure
from tollbook.model.mention import Mention
from tollbook.model.provenance import Span

T = TypeVar("T", Mention, Figure)


class Meeting(Generic[T]):
    """Mentions or figures by where they stand."""

    def __init__(self, items: Iterable[T]) -> None:
        """Sort them; a long text has thousands."""
        self.items: list[T] = sorted(items, key=lambda item: item.span.start)
        self.starts: list[int] = [item.span.start for item in self.items]
        self.longest: int = max((item.span.end - item.span.start for item in self.items), default=0)

    def meeting(self, span: Span) -> list[T]:
        """Give those that share characters with `span`, in text order."""
        first = bisect_left(self.starts, span.start - self.longest)
        last = bisect_left(self.starts, span.end)
        return [item for item in self.items[first:last] if item.span.overlaps(span)]

    def inside(self, span: Span) -> list[T]:
        """Give those that lie wholly inside `span`, in text order."""
        return [item for item in self.meeting(span) if span.holds(item.span)]
