"""Comparing two readings of one report: what of the text changed, and what of the figures, one by one.

Two figures are held to be the same one where they have the same id and words, else the same words in the most
alike surroundings, else where the text between them was only altered (12 people -> 14 people).
"""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile

import msgspec

from tollbook.model.figure import Figure
from tollbook.model.provenance import Span
from tollbook.model.reading import Reading

Values = Callable[[Figure], dict[str, str]]
_SENTENCE = re.compile(r"(?<=[.!?。؟])\s+|\n+")
MOST_WORDS = 20_000
"""Words of a text beyond which changed numbers are no longer followed by their place."""


class TextChange(msgspec.Struct, frozen=True):
    """A piece of text that was put in the place of another one; None where there was, or is, nothing."""

    before: str | None
    after: str | None


class FigureChange(msgspec.Struct, frozen=True, kw_only=True):
    """A figure that is new, gone or changed: its words, and its values by slot (where changed: those alone).

    `before` or `after` is None where the figure was not, or is no longer, there.
    """

    words: str
    outcome: str
    target: str
    was: str | None = None
    before: dict[str, str] | None = None
    after: dict[str, str] | None = None

    @property
    def kind(self) -> str:
        """One of new, gone, changed."""
        return "new" if self.before is None else "gone" if self.after is None else "changed"


def text_changes(old: str, new: str) -> list[TextChange]:
    """Give the sentences that differ.

    Example:
        >>> text_changes("One died. It rained.", "Two died. It rained.")
        [TextChange(before='One died.', after='Two died.')]
    """
    one, two = _SENTENCE.split(old), _SENTENCE.split(new)
    out: list[TextChange] = []
    for kind, a, b, c, d in SequenceMatcher(None, one, two, autojunk=False).get_opcodes():
        if kind == "equal":
            continue
        for place in range(max(b - a, d - c)):
            before = one[a + place] if a + place < b else None
            after = two[c + place] if c + place < d else None
            out.append(TextChange(before, after))
    return out


def figure_changes(old: Reading, new: Reading, values: Values) -> list[FigureChange]:
    """Give what changed, figure by figure, in the order of the newer text; what is gone comes last.

    `values` says the values of a figure by slot; "" is not stated.
    """
    pairs = _pairs(old, new)
    out: list[FigureChange] = []
    for figure in new.figures:
        before = pairs.get(figure.id)
        now = values(figure)
        if before is None:
            out.append(_change(figure, after=now))
            continue
        was = values(before)
        differ = [slot for slot in now if now[slot] != was.get(slot, "")]
        if differ or figure.quote.exact != before.quote.exact:
            change = _change(
                figure,
                before={slot: was.get(slot, "") for slot in differ},
                after={slot: now[slot] for slot in differ},
            )
            out.append(msgspec.structs.replace(change, was=before.quote.exact))
    held = {figure.id for figure in pairs.values()}
    out += [_change(figure, before=values(figure)) for figure in old.figures if figure.id not in held]
    return out


def _change(
    figure: Figure, *, before: dict[str, str] | None = None, after: dict[str, str] | None = None
) -> FigureChange:
    return FigureChange(
        words=figure.quote.exact,
        outcome=figure.outcome.value.value,
        target=figure.id,
        before=before,
        after=after,
    )


def _pairs(old: Reading, new: Reading) -> dict[str, Figure]:
    """Give the figure of the old reading that each of the new one continues, by the new one's id."""
    pairs: dict[str, Figure] = {}
    left = list(old.figures)

    def pair(figure: Figure, choose: Callable[[Figure], float]) -> None:
        best = max(left, key=choose, default=None)
        if best is not None and choose(best) > 0:
            pairs[figure.id] = best
            left.remove(best)

    for figure in new.figures:
        pair(figure, lambda o: float(o.id == figure.id and o.quote.exact == figure.quote.exact))  # noqa: B023
    for figure in (f for f in new.figures if f.id not in pairs):
        pair(figure, lambda o: _alike(o, figure))  # noqa: B023  # called at once
    rest = [figure for figure in new.figures if figure.id not in pairs]
    if rest and left:
        moved = _moved(old.report.text, new.report.text, [figure.span for figure in left])
        spans = {figure.id: span for figure, span in zip(left, moved, strict=True)}
        for figure in rest:
            pair(figure, lambda o: _overlap(spans[o.id], o, figure))  # noqa: B023  # called at once
    return pairs


def _alike(old: Figure, new: Figure) -> float:
    if old.quote.exact != new.quote.exact or old.outcome.value is not new.outcome.value:
        return 0.0
    before = _shared(old.quote.prefix[::-1], new.quote.prefix[::-1])
    return 0.5 + before + _shared(old.quote.suffix, new.quote.suffix)


def _shared(one: str, other: str) -> int:
    """Count the characters that two texts have in common at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _overlap(moved: Span | None, old: Figure, new: Figure) -> float:
    if moved is None or not moved.overlaps(new.span) or old.outcome.value is not new.outcome.value:
        return 0.0
    return float(min(moved.end, new.span.end) - max(moved.start, new.span.start))


def _moved(old: str, new: str, spans: Sequence[Span]) -> Iterator[Span | None]:
    """Give where each span of the old text stands in the new one, None where that cannot be told."""
    if old == new:
        yield from spans
        return
    one, two = (list(re.finditer(r"\w+|[^\w\s]", text)) for text in (old, new))
    if max(len(one), len(two)) > MOST_WORDS:
        yield from (None for _ in spans)
        return
    codes = SequenceMatcher(None, [m[0] for m in one], [m[0] for m in two], autojunk=False).get_opcodes()
    for span in spans:
        found: list[Span] = []
        for kind, a, b, c, d in codes:
            mine = [at for at in range(a, b) if one[at].start() < span.end and span.start < one[at].end()]
            if not mine or c == d:
                continue
            first, last = (c + mine[0] - a, c + mine[-1] - a) if kind == "equal" else (c, d - 1)
            found.append(Span(two[first].start(), two[last].end()))
        yield Span(min(s.start for s in found), max(s.end for s in found)) if found else None
