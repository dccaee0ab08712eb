"""What the incidents in the map's list make together, by the same law as `tollbook toll --area`.

An incident inside another one listed is counted in the whole, low counts people once that two of them may
hold, and one without any figure that counts adds nothing. Only incidents that may hold another's people are
looked at one by one; the others are arithmetic on columns.
"""

from typing import NamedTuple

import numpy as np

from tollbook.desk.mapping import Column, columns
from tollbook.desk.tallies import Tallies
from tollbook.model.figure import Outcome
from tollbook.reconcile.inside import wholes, with_parts
from tollbook.reconcile.overlaps import counted_once, entangled


class Summed(NamedTuple):
    """Low and reach (the sum of the known highs, in persons) of some incidents, and what was not added.

    `open` of them have no upper end, `within` lie within another one listed, `once` may be of the same
    people as another one, `empty` have no figure of this harm that counts.
    """

    low: int
    reach: int
    open: int
    within: int
    once: int
    empty: int


def summed(tallies: Tallies, outcome: Outcome, some: Column) -> Summed:
    """Add up incidents, given by their numbers in the columns of a harm."""
    held = columns(tallies, outcome)
    close, empty = (each[some] for each in _told(tallies, outcome))
    plain = some[~close & ~empty]
    low, high = held.low[plain], held.high[plain]
    pairs = [
        (held.tallies[n].incident, held.tallies[n].tolls[outcome]) for n in some[close & ~empty].tolist()
    ]
    around = wholes([incident for incident, _ in pairs], _above(tallies))
    added, _ = with_parts(pairs, around, tallies.apart)
    once = counted_once(added, tallies.apart)
    ends = [(toll.range.low or 0, toll.range.high) for _, toll in added]
    return Summed(
        low=int(low.sum()) + once.low,
        reach=int(np.where(high < 0, low, high).sum()) + sum(lo if hi is None else hi for lo, hi in ends),
        open=int((high < 0).sum()) + sum(hi is None for _, hi in ends),
        within=len(pairs) - len(added),
        once=len(once.maybe),
        empty=int(empty.sum()),
    )


def _above(tallies: Tallies) -> dict[str, str | None]:
    """Give what each incident of the book is part of: a list may hold a part and the whole of its whole."""

    def made() -> dict[str, str | None]:
        return {name: each.incident.part_of for name, each in tallies.incidents.items()}

    return tallies.once("above", made)


def _told(tallies: Tallies, outcome: Outcome) -> tuple[Column, Column]:
    """Tell of each incident in the columns whether it may hold people of another, and if it has no figure.

    The first are all that may in any list, not those pairs alone which the sum over the whole book tells (an
    incident of which it tells one pair may be a third one too); and parts with their wholes.
    """

    def made() -> tuple[Column, Column]:
        every = columns(tallies, outcome).tallies
        tolls = [each.tolls.get(outcome) for each in every]
        added = [(t.incident, toll) for t, toll in zip(every, tolls, strict=True) if toll is not None]
        near = set(entangled(added, tallies.apart))
        above = _above(tallies)
        for name, at in above.items():
            while at is not None and not {name, at} <= near:
                near |= {name, at}
                at = above.get(at)
        return (
            np.array([each.incident.id in near for each in every], dtype=bool),
            np.array([toll is None for toll in tolls], dtype=bool) | columns(tallies, outcome).empty,
        )

    return tallies.once(("near", outcome), made)
