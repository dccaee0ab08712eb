"""Days and scope of one figure must fit: several days are a period, one day is an incident.

A total "over the last 48 hours" is a period however it is worded; a harm of one Wednesday is an incident
unless the words are plainly those of a running total.
"""

import msgspec

from tollbook.model.figure import Scope
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.when import DatePrecision, When

STRETCHES = ("last_days", "last_hours", "last_weeks", "last_months", "last_years", "counted_to")
"""Readings of words that count a stretch of days back from the report ("in the last three days")."""
LEAST_DAYS = 2
UNSURE = 0.7
"""A period that the encoder is less sure of than this gives way to the one day that is read."""


def scope_by_days(scope: Sourced[Scope], when: Sourced[When] | None, sentence: Span | None) -> Sourced[Scope]:
    """Give the scope that fits the days of the same figure, where `sentence`, the figure's own, says them.

    Days that are carried over from another sentence say nothing of the scope.
    """
    at = when.provenance.span if when else None
    if when is None or not at or not sentence or not sentence.holds(at):
        return scope
    if not when.value.start or not when.value.end:
        return scope
    days = (when.value.end - when.value.start).days
    if scope.value is Scope.INCIDENT:
        if days >= LEAST_DAYS and when.value.reading in STRETCHES:
            return _fitted(Scope.PERIOD, when, "scope.several_days")
    elif days == 0 and when.value.precision is DatePrecision.DAY and (scope.score or 0.0) < UNSURE:
        return _fitted(Scope.INCIDENT, when, "scope.one_day")
    return scope


def _fitted(value: Scope, when: Sourced[When], rule: str) -> Sourced[Scope]:
    """Give the other scope, with the words of the days as its own."""
    return Sourced(
        value=value,
        words=when.words,
        basis=Basis.INFERRED,
        provenance=msgspec.structs.replace(when.provenance, rule=rule),
    )
