"""One interval of people killed from all figures of a short text that tells of one event.

The rule, in order:

1. Killed figures count that are not denied; where there is none, killed or injured ones. Totals over a longer
   time, running totals ("bringing the toll to 58"), figures of nobody and words that say no more than that
   there were several ("militants were killed") count only where there is nothing else; a none before such
   words stands. Of a number that was "lowered to" or "revised to" another one, the other one stands.
   A part of another figure is no total, unless it is the larger of the two.
2. Figures joined by "and", "with" or the like are one sum: "two women and a child".
3. A figure that says it comes on top ("six others", "another two", "also") is added to what stands before it.
4. Of the sums in the first sentence that has one, the largest is the toll: the others are about some of the
   same people, and later sentences turn to other events.
5. A toll open upwards ("at least five") ends at the largest larger sum on anybody's word in that sentence.
   A toll open downwards ("up to seven") begins at the largest number known of its parts.
6. Sums on other claimants' words, of the same kind of people, widen the toll: from the smallest low to the
   largest high. So do all sums of a sentence that says that numbers differ ("ranging from", "conflicting").
7. An end still open is closed by the other one, because coded intervals have two ends.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from tollbook.model.figure import Figure, Outcome, Scope, Stance
from tollbook.reconcile.pieces import VAGUE

JOINED = re.compile(r"[\s,]*\b(?:and|with|plus|along with|together with|as well as)\s+")
ON_TOP = re.compile(
    r"\b(?:(?<!each )others?|another|additional|further|(?<!or )more(?! than))\b", re.IGNORECASE
)
ALSO = re.compile(r"\W*(?:(?:was|were|had)\W+)?also\b", re.IGNORECASE)
RUNNING = re.compile(
    r"\b(?:bring|brings|bringing|brought|taking|raising|raised)\b[^.;]{0,40}\b(?:toll|total|number)\b"
    r"[^.;]{0,30}\bto\W*$",
    re.IGNORECASE,
)
INSTEAD = re.compile(
    r"\b(?:lowered|revised|corrected|reduced|raised|cut)(?: (?:down|up|upwards|downwards))? to\W*$",
    re.IGNORECASE,
)
DIFFER = re.compile(
    r"\b(?:rang(?:e|ed|es|ing) (?:from|between)|differ(?:s|ed|ing)?|conflict(?:s|ed|ing)?|disagree[ds]?|"
    r"var(?:y|ies|ied|ying)|either)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?][\"'”’)]*\s+(?=[\"'“‘(]?[A-Z0-9])")
JOIN_LIMIT = 30


class Interval(NamedTuple):
    """At least and at most so many persons; None at an end is open."""

    low: int | None
    high: int | None

    def plus(self, other: "Interval") -> "Interval":
        """Add people to people.

        Example:
            >>> Interval(4, 6).plus(Interval(1, None))
            Interval(low=5, high=None)
        """
        low = (self.low or 0) + (other.low or 0) if (self.low, other.low) != (None, None) else None
        high = self.high + other.high if self.high is not None and other.high is not None else None
        return Interval(low, high)

    def closed(self) -> "Interval":
        """Close an open end by the other one.

        Example:
            >>> Interval(4, None).closed(), Interval(None, 9).closed()
            (Interval(low=4, high=4), Interval(low=9, high=9))
        """
        return Interval(
            self.high if self.low is None else self.low, self.low if self.high is None else self.high
        )

    @property
    def most(self) -> int:
        """The largest number that the interval names."""
        return max(self.low or 0, self.high or 0)


class _Sum(NamedTuple):
    """People counted together: how many, on whose word, of what kind, and where the words start and end."""

    people: Interval
    claimant: str
    kind: str
    start: int
    end: int


def killed(figures: Sequence[Figure], text: str) -> Interval | None:
    """Combine the figures of one event, in text order, into one closed interval; None where there is none.

    Numbers are persons; `text` is the clean text that the figures' spans count.
    """
    sums = _sums(_wholes(_counting(figures, text)), text)
    if not sums:
        return None
    lead = [one for one in sums if not SENTENCE_END.search(text, sums[0].end, one.start)]
    toll = max(lead, key=lambda one: one.people.most)
    rivals = [one for one in sums if one.claimant != toll.claimant and one.kind == toll.kind]
    rivals += [one for one in sums if one is not toll and DIFFER.search(_sentence(text, one))]
    known = _counting(figures, text)
    ends = [one.people.closed() for one in (toll._replace(people=_bounded(toll, lead, known)), *rivals)]
    return Interval(
        min(end.low for end in ends if end.low is not None),
        max(end.high for end in ends if end.high is not None),
    )


def _sums(figures: Sequence[Figure], text: str) -> list[_Sum]:
    """Add up what is joined or comes on top."""
    out: list[_Sum] = []
    for figure in figures:
        people, kind = _people(figure), figure.status.value.value
        if out and (_joined(text, out[-1].end, figure.span.start) or _on_top(figure, text)):
            last = out[-1]
            kind = kind if kind == last.kind else ""
            out[-1] = _Sum(last.people.plus(people), last.claimant, kind, last.start, figure.span.end)
        else:
            claimant = figure.claimants[0].value.label if figure.claimants else ""
            out.append(_Sum(people, claimant, kind, figure.span.start, figure.span.end))
    return out


def _bounded(toll: _Sum, lead: Sequence[_Sum], figures: Sequence[Figure]) -> Interval:
    """Close an open end of the toll by what else is said of it."""
    low, high = toll.people
    if high is None and low is not None:
        high = max((one.people.most for one in lead if one.people.most > low), default=None)
    elif low is None and high is not None:
        known = [_people(figure).low for figure in figures]
        low = max((one for one in known if one is not None and one <= high), default=None)
    return Interval(low, high)


def _counting(figures: Sequence[Figure], text: str) -> list[Figure]:
    """Give the figures that rule 1 lets count."""
    stated = [f for f in figures if f.stance.value is not Stance.DENIED and _people(f) != (None, None)]
    for outcome in (Outcome.KILLED, Outcome.KILLED_OR_INJURED):
        chosen = [figure for figure in stated if figure.outcome.value is outcome]
        single = [figure for figure in chosen if figure.scope.value is Scope.INCIDENT]
        own = [figure for figure in single if not RUNNING.search(text[: figure.span.start][-90:])]
        exact = [figure for figure in own if figure.count.provenance.rule not in VAGUE]
        somebody = [figure for figure in exact if figure.count.value.high != 0]
        for kept in (somebody, exact, own, single, chosen):
            if any(figure.part_of is None for figure in kept):
                return _without_former(kept, text)
    return []


def _without_former(figures: Sequence[Figure], text: str) -> list[Figure]:
    """Leave out the number that the text says was put right."""
    out: list[Figure] = []
    for figure in figures:
        if out and INSTEAD.search(text[out[-1].span.end : figure.span.start]):
            out.pop()
        out.append(figure)
    return out


def _wholes(figures: Sequence[Figure]) -> list[Figure]:
    """Give the figures that are no part of a larger one, and no whole of a larger one."""
    by_id = {figure.id: figure for figure in figures}
    larger = {
        figure.part_of: figure
        for figure in figures
        if figure.part_of in by_id and _most(figure) > _most(by_id[figure.part_of])
    }
    risen = {figure.id for figure in larger.values()}
    return [f for f in figures if (f.part_of is None and f.id not in larger) or f.id in risen]


def _most(figure: Figure) -> int:
    return _people(figure).most


def _sentence(text: str, one: _Sum) -> str:
    """Give the sentence in which a sum stands."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    first = max((end for end in ends if end <= one.start), default=0)
    return text[first : min((end for end in ends if end >= one.end), default=len(text))]


def _people(figure: Figure) -> Interval:
    return Interval(figure.count.value.low, figure.count.value.high)


def _joined(text: str, end: int, start: int) -> bool:
    gap = text[end:start]
    return len(gap) <= JOIN_LIMIT and JOINED.fullmatch(gap) is not None


def _on_top(figure: Figure, text: str) -> bool:
    return bool(ON_TOP.search(figure.span.of(text)) or ALSO.match(text, figure.span.end))
