"""Settling: merged figures -> the same, after what they say of one another has been heard.

Each step mends what was read of one figure alone: parts and their wholes, counts that go on, entries of a
tally, what a sentence leaves out, what is told again, and the days of events told elsewhere.
"""

import re
from collections.abc import Collection, Iterable, Sequence

import msgspec

from tollbook.learned.again import headlined, told_again
from tollbook.learned.aged import without_ages
from tollbook.learned.as_many import as_many
from tollbook.learned.beside import from_beside
from tollbook.learned.by_lead import by_lead
from tollbook.learned.by_party import by_party
from tollbook.learned.compared import compared
from tollbook.learned.feared import without_feared
from tollbook.learned.of_which import without_bases
from tollbook.learned.parts import of_period, sound
from tollbook.learned.respective import respectively
from tollbook.learned.right_behind import right_behind
from tollbook.learned.risen import risen
from tollbook.learned.sides import shared
from tollbook.learned.tally import by_day, by_entry
from tollbook.learned.telling import days_of_events
from tollbook.learned.victims import one_each
from tollbook.model.figure import Count, Figure, Status
from tollbook.model.mention import MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.roles import CONTEXT, role
from tollbook.model.tabled import SOURCE, is_tabled
from tollbook.model.text import Text
from tollbook.model.when import When

MARKED = re.compile(r"[ \t]{0,8}(?:[-*•·–—]|\d{1,3}[.)/]|\d{1,2}[:.h]\d{2})[ \t|]")
"""Before an entry of a list or a running log."""
SEVERAL = re.compile(r"\band\b|,")
"""In what was read as one name."""
BULLET = re.compile(r"[ \t]{0,8}(?:[-*•·–—]|\d{1,3}[.)])[ \t]")
BARE = re.compile(r"[\d.,]+")


def settled(
    text: Text, figures: Sequence[Figure], ruled: Sequence[Figure], days: Iterable[Sourced[When]]
) -> tuple[Figure, ...]:
    """Give the figures of a text, in text order, with what they settle among each other.

    `ruled` are those that the rules read: a table's cells say by their row and head what they are; `days`
    are those that the text names.
    """
    words, stamp = text.report.text, text.stamp()
    named = [_one_of_name(figure) for figure in figures]
    told = one_each(text, without_ages(words, as_tabled(words, named, ruled)))
    stated = without_feared(text, told)
    read = as_many(words, by_lead(text, by_line(text, without_bases(text, stated))))
    held = of_period(sound(read, words), stamp, words)
    counted = risen(shared(held, words), stamp, words)
    days = list(days)
    dated = compared(text, by_day(text, by_entry(text, respectively(text, counted)), days), days)
    entered = by_party(text, right_behind(text, dated, days))
    placed = from_beside(text, entered)
    # Once more, as a total has no place of the row above it.
    return tuple(as_tabled(words, days_of_events(text, told_again(text, headlined(text, placed))), ruled))


def _one_of_name(figure: Figure) -> Figure:
    """Give somebody named one person, whatever the words beside the name: "her whereabouts"."""
    is_plural = figure.count.provenance.rule == "numbers.plural"
    if figure.name is None or not is_plural or SEVERAL.search(figure.name.value):
        return figure
    rule = msgspec.structs.replace(figure.count.provenance, rule="numbers.one_of_name")
    count = msgspec.structs.replace(
        figure.count, value=Count(low=1, high=1), basis=Basis.INFERRED, provenance=rule
    )
    return msgspec.structs.replace(figure, count=count)


def by_line(text: Text, figures: Sequence[Figure]) -> list[Figure]:
    """Give the numbers of a list or a running log nothing that only a later line of it names.

    A source of a later line goes, and so does the time since when another line counts; for a place of a later
    line that of the own one stands in.
    """
    words = text.report.text
    places = [m for m in text.of(MentionKind.PLACE) if m.place]
    out = []
    for figure in figures:
        own = _line(words, figure.span)
        teller = figure.claimants[0].provenance.span if figure.claimants else None
        if teller is not None and teller.start > figure.span.end:
            later = _line(words, teller)
            if own < later and MARKED.match(words, own) and MARKED.match(words, later):
                figure = msgspec.structs.replace(figure, claimants=())
        since = figure.when.provenance.span if figure.when and figure.when.value.reading == "since" else None
        if since is not None and _in_another(words, since, own):
            figure = msgspec.structs.replace(figure, when=None)
        at = figure.place.provenance.span if figure.place else None
        if at is not None and at.start > figure.span.end and own < (later := _line(words, at)):
            named = [m for m in places if own <= m.span.start and m.span.end <= figure.span.start]
            if named and named[-1].place and MARKED.match(words, later):
                stamp, last = text.stamp(), named[-1]
                place = stamp.source(named[-1].place, last.span, rule="place.own_line", basis=Basis.INFERRED)
                figure = msgspec.structs.replace(figure, place=place)
        out.append(figure)
    return out


def _in_another(words: str, at: Span, own: int) -> bool:
    """Tell whether some words stand in another line of the list that the line at `own` is of."""
    line = _line(words, at)
    return line != own and BULLET.match(words, line) is not None and BULLET.match(words, own) is not None


def as_tabled(text: str, figures: Sequence[Figure], ruled: Sequence[Figure]) -> list[Figure]:
    """Give the numbers of tables what the rules read of head and row: harm, number, place, source, whole.

    A bare number of another column of the row, read as of the same harm, is left out: houses, beds, prices.
    """
    tabled = {figure.id: figure for figure in ruled if is_tabled(figure)}
    if not tabled:
        return list(figures)
    counted = {(_line(text, cell.span), cell.outcome.value) for cell in tabled.values()}
    out = []
    for figure in figures:
        if figure.id in tabled:
            out.append(_as_in(tabled[figure.id], figure, {line for line, _ in counted}, text))
        elif (
            not BARE.fullmatch(figure.quote.exact)
            or (_line(text, figure.span), figure.outcome.value) not in counted
        ):
            out.append(figure)
    return out


def _line(text: str, span: Span) -> int:
    """Give where the line of some words begins."""
    return text.rfind("\n", 0, span.start) + 1


def _as_in(cell: Figure, read: Figure, lines: Collection[int], text: str) -> Figure:
    """Give what was read of a number in a table, with what its head and row say put in its place.

    `lines` are where the rows of the tables begin: a place in another row is not that of this one.
    """
    at = read.place.provenance.span if read.place else None
    place = None if at and _line(text, at) in lines else read.place
    doer = read.perpetrator
    is_known = cell.status.value is not Status.UNKNOWN
    has_source = any(who.provenance.rule == SOURCE for who in cell.claimants)
    return msgspec.structs.replace(
        read,
        outcome=cell.outcome,
        count=cell.count,
        status=cell.status if is_known else read.status,
        traits=cell.traits if is_known else read.traits,
        place=cell.place or place,
        when=cell.when or read.when,
        claimants=cell.claimants if has_source else read.claimants,
        part_of=cell.part_of,
        name=None,
        perpetrator=None if doer and doer.words.lower() in role("column_kind", CONTEXT) else doer,
    )
