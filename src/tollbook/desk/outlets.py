"""What is known of each outlet of a book: how much it carried, on whose word, how it fits with others."""

from collections import Counter
from collections.abc import Iterable, Sequence
from heapq import nlargest
from math import sqrt
from pathlib import Path
from typing import NamedTuple

import msgspec

from tollbook.desk.tallies import ReportFacts, Tallies, Tally, Voice
from tollbook.model.figure import Outcome
from tollbook.model.incident import CopyKind
from tollbook.publish.labels import MONTHS
from tollbook.reconcile import Outlets
from tollbook.tolling import outlets_of

Z = 1.959964
"""Of the normal distribution: 95 % lie within as many standard deviations of the middle."""
NO_OUTLET = "outlet not stated"
MOST_MONTHS = 36
NEWEST = 20
FIELDS = ("kind", "affiliation", "country", "scale")


class Share(NamedTuple):
    """A share of `of`, with the interval (0 to 1) in which the true one lies with 95 % confidence."""

    many: int
    of: int

    @property
    def ends(self) -> tuple[float, float]:
        """Give the ends of the interval.

        Source: E. B. Wilson, Probable inference, 1927 (the score interval).

        Example:
            >>> [round(end, 2) for end in Share(8, 10).ends]
            [0.49, 0.94]
        """
        if not self.of:
            return 0.0, 1.0
        p, n = self.many / self.of, self.of
        middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
        half = Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n)) / (1 + Z * Z / n)
        return max(0.0, middle - half), min(1.0, middle + half)


class Judged(NamedTuple):
    """A figure of an outlet beside those of independent sources: of `others` so many overlap with it."""

    incident: str
    outcome: Outcome
    voice: Voice
    overlap: int
    others: int

    @property
    def agrees(self) -> bool:
        """Tell whether it overlaps with half of the others or more."""
        return 2 * self.overlap >= self.others


class Outlet(msgspec.Struct, frozen=True, kw_only=True):
    """An outlet as it stands in a book, with what the list of outlets says of it ("" where it says nothing).

    `names` are all under which its reports stand: a name in capitals, or an alias that the list has.

    `copied` counts reports that copy another outlet's text, `named` figures for which a claimant is named;
    `own` and `quoted` are loaded words with their neutral labels, in its own voice and in that of others;
    `newest` are ids of its newest reports.
    """

    name: str
    names: frozenset[str]
    about: dict[str, str]
    reports: int
    words: int
    claims: int
    figures: int
    copied: Share
    named: Share
    agrees: Share
    judged: tuple[Judged, ...]
    months: tuple[tuple[str, str, int], ...]
    undated: int
    own: tuple[tuple[str, str, int], ...]
    quoted: tuple[tuple[str, str, int], ...]
    newest: tuple[str, ...]

    @property
    def rate(self) -> float:
        """Give the loaded words in its own voice per 1,000 words."""
        return 1000 * sum(many for _, _, many in self.own) / max(1, self.words)


def outlets(tallies: Tallies, folder: Path | None) -> list[Outlet]:
    """Give the outlets of the book in `folder` in the order of their names."""
    listed = outlets_of(folder)

    def made() -> list[Outlet]:
        held: dict[str, list[ReportFacts]] = {}
        for each in tallies.reports.values():
            held.setdefault(listed.key(each.outlet or NO_OUTLET), []).append(each)
        judged = _judged(tallies.incidents.values(), listed)
        return sorted(
            (_outlet(tallies, listed, some, judged.get(key, [])) for key, some in held.items()),
            key=lambda each: (each.name == NO_OUTLET, each.name.casefold()),
        )

    return tallies.once("outlets", made)


def _outlet(tallies: Tallies, listed: Outlets, some: Sequence[ReportFacts], judged: list[Judged]) -> Outlet:
    names = Counter(each.outlet or NO_OUTLET for each in some)
    name = min(names, key=lambda each: (each.isupper(), -names[each], each))
    entry = listed.find(name)
    about = {field: (entry.get(field) if entry else "") or "" for field in FIELDS}
    figures = sum(each.figures for each in some)
    days = Counter(each.day[:7] for each in some if each.day)
    return Outlet(
        name=entry.words[0] if entry else name,
        names=frozenset((*names, entry.words[0]) if entry else names),
        about=about,
        reports=len(some),
        words=sum(each.words for each in some),
        claims=sum(each.claims for each in some),
        figures=figures,
        copied=Share(sum(_is_copy(tallies, each) for each in some), len(some)),
        named=Share(sum(each.figures_named for each in some), figures),
        agrees=Share(sum(each.agrees for each in judged), len(judged)),
        judged=tuple(judged),
        months=_months(days),
        undated=sum(not each.day for each in some),
        own=_words(Counter(use for each in some for use in each.own)),
        quoted=_words(Counter(use for each in some for use in each.quoted)),
        newest=tuple(e.id for e in nlargest(NEWEST, some, key=lambda each: (each.day or "", each.id))),
    )


def _is_copy(tallies: Tallies, report: ReportFacts) -> bool:
    group = tallies.copies.get(report.id)
    if group is None or group.kind is CopyKind.CLAIMANT or group.origin == report.id:
        return False
    origin = tallies.reports.get(group.origin)
    return origin is None or origin.outlet != report.outlet


def _months(days: Counter[str]) -> tuple[tuple[str, str, int], ...]:
    """Give reports by month without gaps, by year where the months are too many: key, name, how many."""
    if not days:
        return ()
    start, end = (int(d[:4]) * 12 + int(d[5:]) - 1 for d in (min(days), max(days)))
    if end - start >= MOST_MONTHS:
        years = Counter({str(year): 0 for year in range(start // 12, end // 12 + 1)})
        for month, many in days.items():
            years[month[:4]] += many
        return tuple((year, year, years[year]) for year in sorted(years)[-2 * MOST_MONTHS :])
    keys = [f"{at // 12:04}-{at % 12 + 1:02}" for at in range(start, end + 1)]
    return tuple((key, f"{MONTHS[int(key[5:]) - 1]} {key[:4]}", days[key]) for key in keys)


def _words(uses: Counter[tuple[str, str]]) -> tuple[tuple[str, str, int], ...]:
    return tuple((words, neutral, many) for (words, neutral), many in uses.most_common())


def _judged(tallies: Iterable[Tally], listed: Outlets) -> dict[str, list[Judged]]:
    """Set each outlet's figures beside those of independent sources for the same harm and incident."""
    out: dict[str, list[Judged]] = {}
    for tally in tallies:
        for outcome, voices in tally.voices.items():
            for voice in voices if len(voices) > 1 else ():
                others = [each for each in voices if voice.independent(each)]
                if others and voice.outlet:
                    overlap = sum(not voice.apart(each) for each in others)
                    found = Judged(tally.incident.id, outcome, voice, overlap, len(others))
                    out.setdefault(listed.key(voice.outlet), []).append(found)
    return out
