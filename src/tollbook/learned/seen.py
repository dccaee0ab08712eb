"""Seen: a report with what the rules found in it -> the words and flags that the encoder is given.

Loaded words are given to the encoder in their neutral form, so that it cannot tell by whose words a figure
is told: "martyred" and "killed" are the same to it.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

import msgspec

from tollbook.learned.flags import AT, TELL_AT
from tollbook.model.figure import Figure, Stance
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.text import Attribution, Qualifier, SentenceRole, Text, attribution_at

WORD = re.compile(r"[^\W_]+|[^\s]")
OF_NUMBER = frozenset({"perhaps", "possibly", "apparently", "feared"})
"""Words that say how sure a number is, or are for a fear and no report: no doubt by themselves."""
KINDS = {
    MentionKind.QUANTITY: "quantity",
    MentionKind.ACTOR: "actor",
    MentionKind.PLACE: "place",
    MentionKind.DATE: "date",
}
Neutral = Sequence[tuple[Span, str]]
Words = tuple[int, int]


class Ruled(msgspec.Struct, frozen=True, kw_only=True):
    """A figure as the rules read it: its words, and the words of each of its roles (None: no such)."""

    figure: Figure
    words: Words
    roles: dict[str, Words | None]


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A text as the encoder sees it: word spans, the words as told to it, flags by word, figures by rule.

    A word that belongs to the loaded word before it is told as "".
    """

    text: Text
    spans: list[Span]
    told: list[str]
    flags: list[list[int]]
    ruled: list[Ruled]
    attributions: tuple[Attribution, ...]
    qualifiers: tuple[Qualifier, ...]
    starts: list[int]

    def words(self, span: Span) -> Words | None:
        """Give the first and last word that `span` touches."""
        last = bisect_right(self.starts, span.end - 1) - 1
        first = max(0, bisect_right(self.starts, span.start) - 1)
        if first < len(self.spans) and self.spans[first].end <= span.start:
            first += 1
        return (first, last) if first <= last else None

    def span(self, words: Words) -> Span:
        """Give the characters of a run of words."""
        return Span(self.spans[words[0]].start, self.spans[words[1]].end)

    def attribution(self, words: Words) -> Attribution | None:
        """Give whose word a run of words is, by rule."""
        return attribution_at(self.attributions, self.span(words))

    def doubt(self, span: Span) -> Qualifier | None:
        """Give the denial or doubt that stands over a span, or None; "perhaps 200" is just a number."""
        text = self.text.report.text
        over = [q for q in self.qualifiers if q.span.overlaps(span) and q.span.start <= span.start]
        over = [q for q in over if q.cue.of(text).lower() not in OF_NUMBER]
        return min(over, key=lambda q: q.stance is not Stance.DENIED, default=None)

    def tells(self, words: Words, ruled: Ruled | None) -> list[int]:
        """Give what the rules say of the figure at `words`, as numbers in `TELLS`."""
        span = self.span(words)
        out = [TELL_AT[q.stance.value] for q in self.qualifiers if q.span.overlaps(span)]
        said = self.attribution(words)
        if said and said.claimants:
            out.append(TELL_AT["attributed"])
            out += [TELL_AT["carried"]] if said.carried else []
        if self.text.sentences and self._title(span):
            out.append(TELL_AT["title"])
        if ruled:
            figure = ruled.figure
            out += [TELL_AT["ruled"], TELL_AT[f"status.{figure.status.value.value}"]]
            out += [
                TELL_AT[f"stance.{figure.stance.value.value}"],
                TELL_AT[f"scope.{figure.scope.value.value}"],
            ]
            out += [TELL_AT[f"trait.{trait.value.value}"] for trait in figure.traits]
        return sorted(set(out))

    def choices(self, words: Words, ruled: Ruled | None) -> dict[str, Words | None]:
        """Give the words that the rules choose for each role; a role is left out where they say nothing."""
        if ruled:
            return ruled.roles
        said = self.attribution(words)
        return self._speakers(said)

    def _speakers(self, said: Attribution | None) -> dict[str, Words | None]:
        out: dict[str, Words | None] = {"claimant": None, "cites": None}
        for role, claimant in zip(("claimant", "cites"), said.claimants if said else (), strict=False):
            span = claimant.provenance.span
            out[role] = self.words(span) if span else None
        return out

    def _title(self, span: Span) -> bool:
        at = bisect_right([s.span.start for s in self.text.sentences], span.start) - 1
        return at >= 0 and self.text.sentences[at].role is SentenceRole.TITLE


def seen(
    text: Text,
    figures: Sequence[Figure],
    attributions: tuple[Attribution, ...],
    qualifiers: tuple[Qualifier, ...],
    neutral: Neutral,
) -> Seen:
    """Turn a text with its mentions and the rules' figures into what the encoder sees.

    `neutral` are the loaded words of the text, each with the neutral words in its place.
    """
    raw = text.report.text
    spans = [Span(*match.span()) for match in WORD.finditer(raw)]
    found = Seen(
        text=text,
        spans=spans,
        told=[span.of(raw) for span in spans],
        flags=[[] for _ in spans],
        ruled=[],
        attributions=attributions,
        qualifiers=qualifiers,
        starts=[span.start for span in spans],
    )
    for span, words in neutral:
        at = found.words(span)
        if at:
            found.told[at[0]] = words
            for n in range(at[0] + 1, at[1] + 1):
                found.told[n] = ""
    _shapes(found, raw)
    for mention in text.mentions:
        _mention(found, mention)
    for said in attributions:
        for claimant in said.claimants[:1]:
            if claimant.provenance.span:
                _run(found, claimant.provenance.span, "claimant")
    for qualifier in qualifiers:
        _all(found, qualifier.span, qualifier.stance.value)
    for figure in figures:
        at = found.words(figure.span)
        if at:
            _run(found, figure.span, f"figure.{figure.outcome.value.value}")
            found.ruled.append(Ruled(figure=figure, words=at, roles=_roles(found, figure)))
    return found


def _roles(found: Seen, figure: Figure) -> dict[str, Words | None]:
    who = (*figure.claimants, None, None)
    sourced = {
        "claimant": who[0],
        "cites": who[1],
        "side": figure.side,
        "perpetrator": figure.perpetrator,
        "place": figure.place,
        "name": figure.name,
        "date": figure.when,
    }
    out: dict[str, Words | None] = {}
    for role, value in sourced.items():
        span = value.provenance.span if value else None
        out[role] = found.words(span) if span else None
    return out


def _shapes(found: Seen, raw: str) -> None:
    opening = {s.span.start: s.role for s in found.text.sentences}
    titles = [s.span for s in found.text.sentences if s.role is SentenceRole.TITLE]
    last = 0
    for n, span in enumerate(found.spans):
        word, flags = span.of(raw), found.flags[n]
        if word[:1].isupper():
            flags.append(AT["capitals"] if len(word) > 1 and word.isupper() else AT["capital"])
        if word.isdigit():
            flags.append(AT["digits"])
        if n == 0 or "\n" in raw[last : span.start]:
            flags.append(AT["line"])
        if span.start in opening:
            flags.append(AT["sentence"])
        if any(title.overlaps(span) for title in titles):
            flags.append(AT["title"])
        last = span.end


def _mention(found: Seen, mention: Mention) -> None:
    kind, sets = mention.kind, mention.cue.sets if mention.cue else {}
    if kind is MentionKind.HARM and "outcome" in sets:
        _all(found, mention.span, f"harm.{sets['outcome']}")
    elif kind is MentionKind.PERSON and "status" in sets:
        _all(found, mention.span, f"person.{sets['status']}")
    elif kind in {MentionKind.EVENT, MentionKind.WEAPON}:
        _all(found, mention.span, kind.value)
    elif kind in KINDS:
        _run(found, mention.span, KINDS[kind])
        if kind is MentionKind.QUANTITY:
            for mark in ("share", "none"):
                if mark in mention.rule:
                    _all(found, mention.span, f"quantity.{mark}")
        if mention.actor:
            _all(found, mention.span, f"actor.{mention.actor.kind.value}")


def _all(found: Seen, span: Span, flag: str) -> None:
    at = found.words(span)
    if at and flag in AT:
        for n in range(at[0], at[1] + 1):
            found.flags[n].append(AT[flag])


def _run(found: Seen, span: Span, flag: str) -> None:
    at = found.words(span)
    if at:
        for n in range(at[0], at[1] + 1):
            found.flags[n].append(AT[f"{flag}.{'first' if n == at[0] else 'rest'}"])
