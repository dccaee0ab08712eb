"""Days and scope of one figure must fit: several days are a period, one day is an incident.

A total "over the last 48 hours" is a period however it is worded, and so is one "as of Friday" that no
event begins; a harm of one Wednesday is an incident unless the words are plainly those of a running total.
"""

import msgspec

from tollbook.model.figure import Scope
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.raised import raised_by
from tollbook.model.text import Text
from tollbook.model.when import DatePrecision, When

STRETCHES = ("last_days", "last_hours", "last_weeks", "last_months", "last_years", "counted_to")
"""Readings of words that count a stretch of days back from the report ("in the last three days")."""
LEAST_DAYS = 2
UNSURE = 0.7
"""What the encoder is less sure of than this gives way to the one day, or the open start, that is read."""


def scope_by_days(scope: Sourced[Scope], when: Sourced[When] | None, sentence: Span | None) -> Sourced[Scope]:
    """Give the scope that fits the days of the same figure, where `sentence`, the figure's own, says them.

    Days that are carried over from another sentence say nothing of the scope.
    """
    at = when.provenance.span if when else None
    if when is None or not at or not sentence or not sentence.holds(at):
        return scope
    is_incident, is_unsure = scope.value is Scope.INCIDENT, (scope.score or 0.0) < UNSURE
    if is_incident and is_unsure and when.value.start is None and when.value.reading == "until":
        return _fitted(Scope.PERIOD, when, "scope.until")
    if not when.value.start or not when.value.end:
        return scope
    days = (when.value.end - when.value.start).days
    if is_incident:
        if days >= LEAST_DAYS and when.value.reading in STRETCHES:
            return _fitted(Scope.PERIOD, when, "scope.several_days")
    elif days == 0 and when.value.precision is DatePrecision.DAY and is_unsure:
        return _fitted(Scope.INCIDENT, when, "scope.one_day")
    return scope


def scope_by_total(
    text: Text, figure: Span, scope: Sourced[Scope], when: Sourced[When] | None
) -> Sourced[Scope]:
    """Give the scope that fits the figure's side of "bringing to 430 the dead since Monday".

    Those before are of one incident, the total behind is of the time since when it counts.
    """
    total = raised_by(text, figure)
    if total is None:
        return scope
    is_guessed = scope.provenance.rule.startswith("learned.")
    if figure.end <= total.span.start and scope.value is Scope.PERIOD and is_guessed and not _is_long(when):
        return text.stamp().source(
            Scope.INCIDENT, figure, rule="scope.raises_total", basis=Basis.INFERRED, score=scope.score
        )
    at = when.provenance.span if when else None
    is_since = when is not None and when.value.reading == "since" and at is not None and total.span.holds(at)
    if when is not None and is_since and total.number.overlaps(figure) and scope.value is Scope.INCIDENT:
        return _fitted(Scope.PERIOD, when, "scope.raised_total")
    return scope


def _is_long(when: Sourced[When] | None) -> bool:
    """Tell whether days are several, or open at an end."""
    return when is not None and (when.value.start is None or when.value.start != when.value.end)


def _fitted(value: Scope, when: Sourced[When], rule: str) -> Sourced[Scope]:
    """Give the other scope, with the words of the days as its own."""
    return Sourced(
        value=value,
        words=when.words,
        basis=Basis.INFERRED,
        provenance=msgspec.structs.replace(when.provenance, rule=rule),
    )
