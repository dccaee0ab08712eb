"""The learned reader: the rules' reading of a text -> figures weighed, completed and added by an encoder."""

from collections.abc import Sequence

from tollbook.issues import Issue, IssueKind
from tollbook.learned.decode import Judged, judge
from tollbook.learned.doer import Dropped
from tollbook.learned.encoder import views
from tollbook.learned.merge import Merger, ResolveDate
from tollbook.learned.model import Model
from tollbook.learned.neutral import AsWritten, told_neutrally
from tollbook.learned.seen import Seen, seen
from tollbook.learned.settle import settled
from tollbook.model.figure import Figure
from tollbook.model.provenance import Span

__all__ = ["AsWritten", "seen", "told_neutrally", "weigh"]


def weigh(
    page: Seen, model: Model, resolve_date: ResolveDate, things: Sequence[Span] = ()
) -> tuple[tuple[Figure, ...], list[Issue], list[Dropped]]:
    """Weigh the figures of the rules, fill their slots, and add what the rules missed; text order.

    What the rules read and the encoder does not believe comes back as an issue with its score; doers whom
    the words do not bear out come last. `things` are cells of tables that count no people.
    """
    merger = Merger(page, resolve_date, model.probability)
    shown = list(views(page, model.pieces, model.run))
    judged, aside = judge(page, shown, model.heads, merger.days(), merger.count, model.card.keep)
    merged = merger.figures(judged)
    people = [f for f in merged if not any(cell.start <= f.span.start < cell.end for cell in things)]
    figures = settled(page.text, people, [ruled.figure for ruled in page.ruled], merger.read.values())
    kept = {figure.id for figure in figures}
    apart = [_set_apart(page, figure) for figure in merged if figure.id not in kept]
    return figures, [*(_set_aside(page, item, model) for item in _ruled(aside)), *apart], merger.dropped


def _ruled(aside: Sequence[Judged]) -> list[Judged]:
    return [item for item in aside if item.ruled is not None]


def _set_apart(page: Seen, figure: Figure) -> Issue:
    """Say what was taken for people harmed, and is told beside them: a name, an age, a fear."""
    said = figure.quote.exact
    return Issue(
        kind=IssueKind.SET_ASIDE,
        source=page.text.report.source,
        report=page.text.report.id,
        message=f"{said!r} could state people; it is an age, the name of an entry in a tally, a number of "
        "another column of a table, one that a toll could still come to or would have come to, or the number "
        "out of which others are counted",
        todo="if it states people harmed, add the figure",
        span=figure.span,
        seen=said,
    )


def _set_aside(page: Seen, item: Judged, model: Model) -> Issue:
    report, span = page.text.report, page.span(item.words)
    score = model.probability("outcome", item.score)
    return Issue(
        kind=IssueKind.SET_ASIDE,
        source=report.source,
        report=report.id,
        message=f"a rule reads a figure here, the learned reader gives it {score:.2f} and sets it aside",
        todo="look at the sentence; if it states a figure, report the wording",
        span=span,
        seen=span.of(report.text),
    )
