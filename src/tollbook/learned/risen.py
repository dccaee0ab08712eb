"""Risen: "the count has risen from 132 on Thursday to 255 on Friday", "the toll of the war is" -> a period's.

What rises from day to day is a count that goes on. The days are those on which it stood so; when it began
says a larger number of a period in the same report, where there is one. Without one nothing changes: the
toll of a single blast rises too.
"""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from tollbook.model.figure import Figure, Scope
from tollbook.model.lexicon import lexicon
from tollbook.model.provenance import Basis, Sourced, Span, Stamp
from tollbook.model.roles import DATES, context, days, one_of
from tollbook.model.when import DatePrecision, When

REACH = 160
UNSURE = 0.7
ENDS = re.compile(r"(?:^|\bto)\s+$")
"""Before both ends of what rises: "from", which what rises ends with, and "to"."""


@cache
def _rising() -> re.Pattern[str]:
    """Match a count that rises from one number, and what follows."""
    return re.compile(
        rf"\b{context('count')}\b[^.;\n]{{0,80}}?\b{context('rises_from')}\b[^.;\n]{{0,40}}?"
        r"\bfrom\b(?P<ends>[^.;\n]{0,120})",
        re.IGNORECASE,
    )


@cache
def _lasting() -> re.Pattern[str]:
    """Match a toll of something that lasts, as the subject of the number behind it."""
    return re.compile(
        rf"(?<![er]st )(?<![er]st death )(?<!day )(?<!day death )\b(?P<toll>{context('toll')} (?:from|of|in) "
        rf"(?:the|this|that|its|their) (?:[\w-]{{1,20}} ){{0,2}}{context('lasting')})\b[^.;:\n]{{0,90}}?"
        rf"\b(?:at|to|of|is|{context('stands_at')})\b[^.;:\n]{{0,40}}$",
        re.IGNORECASE,
    )


@cache
def _days() -> re.Pattern[str]:
    """Match the name of a day or month, or "yesterday".

    A count that rises within one day may be that of one blast; one that rises from day to day goes on.
    """
    yesterday = lexicon(DATES).by_id["dates.yesterday"].words
    return re.compile(rf"\b{one_of([*days('weekday', 'month'), *yesterday])}\b")


@cache
def _toll_of() -> re.Pattern[str]:
    """Match "a toll of" right before a number."""
    toll = context("toll")
    return re.compile(rf"\b{toll} of (?:at least |about |some |over |more than )?$", re.IGNORECASE)


def risen(figures: Sequence[Figure], stamp: Stamp, text: str) -> list[Figure]:
    """Give both ends of a rising count the scope of a period that a larger number of the report has."""
    figures = of_what_lasts(figures, stamp, text)
    stretches = [found.span("ends") for found in _rising().finditer(text) if _days().search(found["ends"])]
    inside = {f.id for f in figures if any(_is_end(text, f, *stretch) for stretch in stretches)}
    bare = {f.id for f in figures if _is_bare_toll(text, f)}
    if not inside and not bare:
        return figures
    periods = [f for f in figures if f.scope.value is Scope.PERIOD and f.id not in inside]
    out = []
    for figure in figures:
        fitting = [
            f for f in periods if figure.id in inside or (figure.id in bare and _one_source(f, figure))
        ]
        total = next((f for f in fitting if _holds(f, figure)), None)
        if total is not None and figure.scope.value is Scope.INCIDENT:
            scope = stamp.source(Scope.PERIOD, total.span, rule="scope.risen", basis=Basis.INFERRED)
            figure = msgspec.structs.replace(figure, scope=scope, when=_since(figure, total))
        out.append(figure)
    return out


def of_what_lasts(figures: Sequence[Figure], stamp: Stamp, text: str) -> list[Figure]:
    """Give the toll of what lasts the scope of a period: "the toll from the offensive has reached 240".

    One day of it is that on which the toll stood so; when it began is not said. "The highest toll of the war"
    is that of one day, and stays.
    """
    out = []
    for figure in figures:
        led = _lasting().search(text, max(0, figure.span.start - REACH), figure.span.start)
        is_guessed = figure.scope.provenance.rule.startswith(("learned.", "scope.default"))
        if led is not None and is_guessed and figure.scope.value is Scope.INCIDENT:
            toll = Span(*led.span("toll"))
            scope = stamp.source(Scope.PERIOD, toll, rule="scope.toll_of", basis=Basis.INFERRED)
            figure = msgspec.structs.replace(figure, scope=scope, when=_until(figure.when))
        out.append(figure)
    return out


def _until(when: Sourced[When] | None) -> Sourced[When] | None:
    """Leave the beginning of one day open."""
    if when is None or when.value.start is None or when.value.start != when.value.end:
        return when
    value = When(start=None, end=when.value.end, precision=DatePrecision.OPEN, reading="until")
    return _inferred(when, value, "days.toll_of", "a toll of what lasts; when it began is not said")


def _inferred(when: Sourced[When], value: When, rule: str, note: str) -> Sourced[When]:
    """Give other days than the words say, with the rule that made them and why."""
    provenance = msgspec.structs.replace(when.provenance, rule=rule)
    return msgspec.structs.replace(when, value=value, basis=Basis.INFERRED, provenance=provenance, note=note)


def _is_bare_toll(text: str, figure: Figure) -> bool:
    """Tell whether a number is "a toll of 240", of what and whether of one event nobody is sure."""
    unsure = figure.scope.value is Scope.INCIDENT and (figure.scope.score or 0.0) < UNSURE
    start = figure.span.start
    return unsure and _toll_of().search(text, max(0, start - REACH), start) is not None


def _one_source(one: Figure, other: Figure) -> bool:
    if not one.claimants or not other.claimants:
        return False
    a, b = one.claimants[0].value, other.claimants[0].value
    return a.name == b.name or (a.registry is not None and a.registry == b.registry)


def _is_end(text: str, figure: Figure, start: int, end: int) -> bool:
    at = figure.span.start
    return start <= at < end and ENDS.search(text[start:at]) is not None


def _holds(total: Figure, figure: Figure) -> bool:
    """Tell whether a period's number may be what the count of a figure went on to."""
    low = figure.count.value.low or 0
    same = total.outcome.value is figure.outcome.value
    return same and (total.count.value.low or 0) >= low > 0 and total.part_of is None


def _since(figure: Figure, total: Figure) -> Sourced[When] | None:
    """Give the day on which it stood so as the end of a time that began when the larger number's did."""
    if figure.when is None or total.when is None or total.when.value.start is None:
        return figure.when
    end, start = figure.when.value.end, total.when.value.start
    if end is None or start > end:
        return figure.when
    value = msgspec.structs.replace(figure.when.value, start=start)
    note = f"a count that goes on; it began as that of {total.quote.exact!r} did"
    return _inferred(figure.when, value, "days.risen", note)
