"""Tallies: every incident of a book worked out by one rule, what is known of each report, as of one entry.

These are the types alone; `tollbook.tallying` fills them. A number is kept with those who gave it.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

import msgspec

from tollbook.model.figure import Outcome
from tollbook.model.incident import CopyGroup, Incident
from tollbook.model.toll import GradeLevel, Toll

MOST_KEPT = 200
Made = TypeVar("Made")


class Voice(msgspec.Struct, frozen=True, kw_only=True):
    """What one source says of one harm in an incident, in persons; None at an end that it leaves open.

    `outlet` carries it first, `also` are further reports that carry it; two voices are independent of one
    another where both `source` and `origin` differ.
    """

    figure: str
    report: str
    source: str
    origin: str
    claimant: str
    outlet: str | None
    low: int | None
    high: int | None
    also: tuple[str, ...] = ()

    def apart(self, other: "Voice") -> int:
        """Give by how many persons the two intervals miss one another, 0 where they overlap.

        Example:
            >>> one = dict(figure="f", report="r", source="s", origin="o", claimant="", outlet=None)
            >>> Voice(low=3, high=5, **one).apart(Voice(low=9, high=None, **one))
            4
        """
        gap = 0
        if self.high is not None and other.low is not None:
            gap = max(gap, other.low - self.high)
        if other.high is not None and self.low is not None:
            gap = max(gap, self.low - other.high)
        return gap

    def independent(self, other: "Voice") -> bool:
        """Tell whether the two share neither source nor origin."""
        return self.source != other.source and self.origin != other.origin

    def rivals(self, other: "Voice") -> bool:
        """Tell whether two that do not overlap contradict: independent ones, and whom one report quotes both.

        An outlet's own sentence is no side beside whom it quotes.

        Example:
            >>> one = dict(figure="f", report="r", origin="r", outlet=None, low=6, high=6)
            >>> army, rebels = (Voice(source=name, claimant=name, **one) for name in ("army", "rebels"))
            >>> army.independent(rebels), army.rivals(rebels), army.rivals(army)
            (False, True, False)
        """
        quoted = self.report == other.report and bool(self.claimant and other.claimant)
        return self.independent(other) or (quoted and self.source != other.source)


class Clash(msgspec.Struct, frozen=True, kw_only=True):
    """Two voices of one harm that contradict one another: of those, the two that are furthest apart.

    `of` names the people that both speak of ("civilians"), "" where they speak of all.
    """

    outcome: Outcome
    lower: Voice
    upper: Voice
    of: str = ""


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """An incident worked out: a toll for each harm (all people together), its grade, who says what.

    `actors` are those whom accounts name as doers, by the words used; `first` is the entry in which the
    incident first stood.
    """

    incident: Incident
    tolls: dict[Outcome, Toll]
    voices: dict[Outcome, tuple[Voice, ...]]
    clashes: tuple[Clash, ...]
    grade: GradeLevel
    reasons: tuple[str, ...]
    actors: tuple[str, ...]
    first: int


class ReportFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What is counted of a report: words of its text, its claims and figures, how many name a claimant.

    `own` and `quoted` are its loaded words with their neutral labels: in its own voice, and those that
    stand in quotation marks or are another speaker's. `first` is the entry that added it, `last` the one that
    added the version shown.
    """

    id: str
    outlet: str | None
    day: str | None
    words: int
    claims: int
    claims_named: int
    figures: int
    figures_named: int
    own: tuple[tuple[str, str], ...]
    quoted: tuple[tuple[str, str], ...]
    first: int
    last: int


@dataclass(frozen=True)
class Tallies:
    """All of a book as of the entry `head`; `kept` holds what pages worked out of it.

    `apart` are pairs of claims that people said are not of one incident.
    """

    head: int
    policy: str
    incidents: dict[str, Tally]
    reports: dict[str, ReportFacts]
    copies: dict[str, CopyGroup]
    apart: tuple[frozenset[str], ...] = ()
    kept: "OrderedDict[Hashable, Any]" = field(default_factory=OrderedDict)

    def once(self, key: Hashable, make: Callable[[], Made]) -> Made:
        """Work something out of the tallies once, and keep it with them.

        Example:
            >>> held = Tallies(head=1, policy="range", incidents={}, reports={}, copies={})
            >>> held.once("key", lambda: 2), held.once("key", lambda: 3)
            (2, 2)
        """
        if key not in self.kept:
            self.kept[key] = make()
            while len(self.kept) > MOST_KEPT:
                self.kept.popitem(last=False)
        found: Made = self.kept[key]
        return found
