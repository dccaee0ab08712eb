"""Again: "the four", of whom the report told before -> the days of those told of first.

"Shells killed four people on Friday ... the army had killed the four": no other day in between dates them.
"""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from tollbook.model.figure import Figure, Scope, Status
from tollbook.model.provenance import Basis, Sourced
from tollbook.model.reference import Actor
from tollbook.model.roles import context
from tollbook.model.text import Text

THE = re.compile(r"\bthe $", re.IGNORECASE)
HEAD = 1
"""The sentences in which a report says at first what it tells later: its headline and the one behind."""
LONGEST, SHORT = 12, 3
"""Words of a name that are compared, and letters of a word that says nothing alone."""
NOTE_LATER = "the same people as told of later: {words}"
NOTE = "the same people as told of before: {words}"


def told_again(text: Text, figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures, in text order, with the days of "the four" taken from the four told of before.

    Not where their own sentence names the day that was read, nor for totals of a period.
    """
    out: list[Figure] = []
    for figure in figures:
        first = _first(text, out, figure)
        if first is not None and first.when is not None and not _own_day(text, figure):
            note = NOTE.format(words=first.quote.exact)
            when = msgspec.structs.replace(first.when, basis=Basis.INFERRED, note=note)
            figure = msgspec.structs.replace(figure, when=when)
        out.append(figure)
    return out


def headlined(text: Text, figures: Sequence[Figure]) -> list[Figure]:
    """Give a bare number of the headline or the first sentence the party that the report gives it later.

    "Battle in rural Idlib: 13 killed. Thirteen fighters of the Front died": the thirteen are the Front's. Not
    where the number says who they are ("two Palestinians"), or where it may be another event that is told.
    """
    out = list(figures)
    for n, figure in enumerate(figures):
        if _sentence(text, figure) > HEAD:
            break
        count = figure.count.value
        exact = count.low is not None and count.low == count.high and count.low > 1
        bare = _bare().fullmatch(text.report.text, figure.span.start, _end(figure))
        if bare is None or figure.side is not None or not exact or figure.status.value is Status.CIVILIAN:
            continue
        later = next((f for f in figures[n + 1 :] if _is_headline_of(figure, f)), None)
        if later is None or _is_another(text, figure, later, is_of_people=bare["people"] is not None):
            continue
        if later.side is not None and later.status.value is Status.COMBATANT:
            note = NOTE_LATER.format(words=later.quote.exact)
            side = msgspec.structs.replace(later.side, basis=Basis.INFERRED, note=note)
            out[n] = msgspec.structs.replace(figure, side=side)
    return out


def _is_headline_of(headline: Figure, told: Figure) -> bool:
    """Tell whether a number of a headline may be one told later; headlines leave "at least" out."""
    low = headline.count.value.low
    bare = msgspec.structs.replace(told, count=headline.count) if told.count.value.low == low else told
    is_open = told.count.value.high is None
    return _counts_the_same(headline, bare if is_open else told)


@cache
def _bare() -> re.Pattern[str]:
    """Match a number with no more than "people" and a word for the harm: "kills 13", "nine people"."""
    harm = context("bare_harm")
    return re.compile(
        rf"(?:{harm} )?(?:at least )?[\w,]{{1,20}}(?P<people> {context('bare_people')})?(?: {harm})?",
        re.IGNORECASE,
    )


@cache
def _elsewhere() -> re.Pattern[str]:
    return re.compile(rf"\b{context('another_event')}\b", re.IGNORECASE)


def _is_another(text: Text, headline: Figure, told: Figure, *, is_of_people: bool) -> bool:
    """Tell whether an equal number told later may be of another event: by its day, its place or who tells it.

    "Nine people" of a sentence are asked for the same place and the same source; a headline names neither.
    """
    one, other = headline.when, told.when
    if one and other and (one.value.start, one.value.end) != (other.value.start, other.value.end):
        return True
    sentence = next((s.span for s in text.sentences if s.span.holds(told.span)), told.span)
    if _elsewhere().search(text.report.text, sentence.start, sentence.end):
        return True
    here, there = _words(headline.claimants), _words(told.claimants)
    if (here or there) and not _meet(here, there) and (is_of_people or (here and there)):
        return True
    places = {f.place.value.name if f.place else None for f in (headline, told)}
    return is_of_people and len(places) > 1


def _end(figure: Figure) -> int:
    """Give where the words of a number of a headline end, without who tells it: "30 Monitor"."""
    named = [c.provenance.span.start for c in figure.claimants if c.provenance.span]
    return min([figure.span.end, *(at - 1 for at in named if figure.span.start < at < figure.span.end)])


def _words(claimants: Sequence[Sourced[Actor]]) -> set[str]:
    return {w for c in claimants for w in c.value.name.casefold().split()[:LONGEST] if len(w) > SHORT}


def _meet(here: set[str], there: set[str]) -> bool:
    """Tell whether two may be the same source: "Monitor" of a headline is "a monitoring group" later."""
    return any(one.startswith(other) or other.startswith(one) for one in here for other in there)


def _counts_the_same(one: Figure, other: Figure) -> bool:
    same = one.count.value == other.count.value and one.outcome.value is other.outcome.value
    return same and {one.scope.value, other.scope.value} == {Scope.INCIDENT}


def _first(text: Text, before: Sequence[Figure], figure: Figure) -> Figure | None:
    """Give the last figure before that counts the same people, in another sentence, or None."""
    words, count = text.report.text, figure.count.value
    said = THE.search(words, max(0, figure.span.start - 4), figure.span.start)
    exact = count.low is not None and count.low == count.high and count.low > 1
    if not exact or not (said or figure.quote.exact.lower().startswith("the ")):
        return None
    for other in reversed(before):
        if _counts_the_same(other, figure):
            return None if _sentence(text, other) == _sentence(text, figure) else other
    return None


def _own_day(text: Text, figure: Figure) -> bool:
    at = figure.when.provenance.span if figure.when else None
    sentence = next((s.span for s in text.sentences if s.span.holds(figure.span)), None)
    return at is not None and sentence is not None and sentence.holds(at)


def _sentence(text: Text, figure: Figure) -> int:
    return next((n for n, s in enumerate(text.sentences) if s.span.holds(figure.span)), -1)
