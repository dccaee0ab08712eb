"""Tallies by party: "regime forces 45 dead; rebels 61; civilians 8" -> whose the dead of each entry are.

A label before a number may be who was harmed or who says so. Where one of the labels in a row is people that
give no numbers ("civilians", "children"), all of them are who was harmed. Sentences of their own make no row:
"Police: two dead. Families: five missing" tells what each of them says.
"""

import re
from collections.abc import Sequence
from functools import cache

import msgspec

from tollbook.model.figure import Figure, Status
from tollbook.model.meeting import Meeting
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reference import ActorKind
from tollbook.model.roles import context
from tollbook.model.text import Text

LABEL = re.compile(
    r"(?:(?:\A|\n)[ \t]{0,8}(?:[-*•–—·][ \t]{0,3}|\d{1,2}[.)][ \t]{1,3})?|[,;:] |\band )"
    r"(?P<label>[^\n,;:.()\d]{3,40}?)(?: ?[:=] ?| [-–—] | )(?:at least |some |about )?\Z"
)
COUNTS = re.compile(r" ?[:=]")
"""Behind a label with a harm: without it, "rebels killed 40" tells who killed them."""
REACH, APART, LEAST = 60, 40, 2
ARMED = frozenset(
    {ActorKind.REBEL_GROUP, ActorKind.MILITIA, ActorKind.COMMUNAL_MILITIA, ActorKind.STATE_FORCES}
)
Entry = tuple[int, Span, Mention]
"""The number of a figure, its label, and the party or the people that the label names."""


def by_party(text: Text, figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """Give the figures of a tally by party the party, or the status, of their own label."""
    out = list(figures)
    for row in _rows(text, figures):
        kinds = {mention.kind for _, _, mention in row}
        if len(row) < LEAST or kinds != {MentionKind.ACTOR, MentionKind.PERSON}:
            continue
        for n, label, mention in row:
            out[n] = _of(text, out[n], label, mention)
    return tuple(out)


def _rows(text: Text, figures: Sequence[Figure]) -> list[list[Entry]]:
    rows: list[list[Entry]] = [[]]
    named = Meeting([*text.of(MentionKind.ACTOR), *text.of(MentionKind.PERSON)])
    for n, figure in enumerate(figures):
        label = _label(text.report.text, figure)
        if label is None:
            continue
        entry = _entry(text.report.text, named, label, n)
        if entry is None:
            # "Army: 12 killed, hospital: 14 killed": by now the labels may be who says so.
            rows += [] if figure.part_of else [[]]
            continue
        last = rows[-1][-1] if rows[-1] else None
        if last is not None and entry[1].start - figures[last[0]].span.end > APART:
            rows.append([])
        rows[-1].append(entry)
    return rows


def _label(words: str, figure: Figure) -> Span | None:
    found = LABEL.search(words, max(0, figure.span.start - REACH), figure.span.start)
    return Span(*found.span("label")) if found else None


def _entry(words: str, named: Meeting[Mention], label: Span, n: int) -> Entry | None:
    """Give the entry of a label that is nothing but a party, alone or "and allies", or people; else None.

    A harm that the label counts, "rebels killed: 40", is no word of who was harmed.
    """
    held = [m for m in named.inside(label) if m.span.start == label.start and _is_harmed(m)]
    for mention in sorted(held, key=lambda mention: mention.kind is not MentionKind.ACTOR):
        if mention.span.end == label.end or _and_allies().fullmatch(words, mention.span.end, label.end):
            return (n, label, mention)
        if _harmed().fullmatch(words, mention.span.end, label.end) and COUNTS.match(words, label.end):
            return (n, mention.span, mention)
    return None


@cache
def _harmed() -> re.Pattern[str]:
    return re.compile(rf" {context('bare_harm')}", re.IGNORECASE)


@cache
def _and_allies() -> re.Pattern[str]:
    return re.compile(rf" and (?:(?:its|their|the) )?{context('allies')}", re.IGNORECASE)


def _is_harmed(mention: Mention) -> bool:
    if mention.kind is MentionKind.ACTOR:
        return mention.actor is not None and mention.actor.kind in ARMED
    return mention.cue is not None and mention.cue.sets.get("status") == Status.CIVILIAN.value


def _of(text: Text, figure: Figure, label: Span, mention: Mention) -> Figure:
    """Give a figure what its label says, and no source that is its label."""
    stamp, rule = text.stamp(), "side.entry"
    told = tuple(c for c in figure.claimants if not (c.provenance.span and label.overlaps(c.provenance.span)))
    if mention.actor is None:
        status = stamp.source(Status.CIVILIAN, mention.span, rule="status.entry")
        return msgspec.structs.replace(figure, status=status, side=None, claimants=told)
    status = stamp.source(Status.COMBATANT, mention.span, rule="status.entry")
    named = msgspec.structs.replace(mention.actor, name=label.of(text.report.text))
    side = stamp.source(named, label, rule=rule)
    return msgspec.structs.replace(figure, status=status, side=side, claimants=told)
