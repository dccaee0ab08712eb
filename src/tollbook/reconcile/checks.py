"""Parts against wholes: a part may not exceed its whole without a word about it.

Nor may the killed and the injured together be fewer, without a word, than "killed or injured" in all.
"""

from collections.abc import Mapping, Sequence

import msgspec

from tollbook.model.figure import Outcome
from tollbook.model.toll import Group, GroupKind, Toll, group_words
from tollbook.reconcile.groups import ALL, CIVILIANS, COMBATANTS
from tollbook.reconcile.parties import Sides, largest


def compared(tolls: Sequence[Toll], labels: Mapping[str, str], sides: Sides) -> tuple[Toll, ...]:
    """Give the tolls, with a note on each whole and part that do not fit together.

    `labels` names sides for people, `sides` tell which of them are surely two.
    """
    notes: dict[tuple[str, Group], list[str]] = {}
    for whole in tolls:
        most = whole.range.high
        if whole.group != ALL or most is None:
            continue
        parts = [
            toll
            for toll in tolls
            if toll.outcome is whole.outcome and toll.group != ALL and toll.range.low is not None
        ]
        for part in parts:
            low = part.range.low or 0
            if low > most:
                who = group_words(part.group, labels)
                words = f"{who}: at least {low:,}, more than the whole, at most {most:,}"
                for each in (whole, part):
                    notes.setdefault((each.outcome.value, each.group), []).append(words)
        for kind in ((CIVILIANS, COMBATANTS), _different(parts, sides)):
            mine = [part for part in parts if part.group in kind]
            total = sum(part.range.low or 0 for part in mine)
            if len(mine) > 1 and total > most:
                listed = ", ".join(f"{group_words(part.group, labels)} {part.range.low:,}" for part in mine)
                words = f"the parts ({listed}) make {total:,}, more than the whole, at most {most:,}"
                notes.setdefault((whole.outcome.value, ALL), []).append(words)
    missing = _in_neither(tolls)
    if missing:
        notes.setdefault((Outcome.INJURED.value, ALL), []).append(missing)
    return tuple(
        msgspec.structs.replace(toll, notes=(*toll.notes, *notes.get((toll.outcome.value, toll.group), ())))
        for toll in tolls
    )


def _in_neither(tolls: Sequence[Toll]) -> str | None:
    """Say how many killed or injured people are in neither of the two tolls, where there surely are some."""
    of = {toll.outcome: toll.range for toll in tolls if toll.group == ALL and toll.counted}
    either, injured, killed = (
        of.get(o) for o in (Outcome.KILLED_OR_INJURED, Outcome.INJURED, Outcome.KILLED)
    )
    if either is None or injured is None or injured.high is None or (killed and killed.high is None):
        return None
    most = injured.high + ((killed.high or 0) if killed else 0)
    low = either.low or 0
    if low <= most:
        return None
    whom = "the killed and the injured" if killed else "the injured"
    return (
        f"at least {low:,} were killed or injured, and {whom} make at most {most:,}: "
        f"how {low - most:,} or more of them fared is not told"
    )


def _different(parts: Sequence[Toll], sides: Sides) -> tuple[Group, ...]:
    """Give the sides that are surely different people, those with the most people of all such choices."""
    named = sorted((part for part in parts if part.group.kind is GroupKind.SIDE), key=lambda p: p.group)
    marks = [frozenset((part.group,)) for part in named]
    lows = [part.range.low or 0 for part in named]
    return tuple(named[n].group for n in largest(lows, lambda a, b: sides.two(marks[a], marks[b])))
