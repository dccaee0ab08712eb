"""Parts against wholes: a part may not exceed its whole without a word about it."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

import msgspec

from tollbook.model.toll import Group, GroupKind, Toll, group_words
from tollbook.reconcile.groups import ALL, CIVILIANS, COMBATANTS
from tollbook.reconcile.pieces import chains
from tollbook.reconcile.statements import Statement

MOST_SIDES = 12
Apart = Collection[frozenset[Group]]


def told_apart(statements: Iterable[Statement]) -> set[frozenset[Group]]:
    """Give the pairs of sides that some report tells apart: in one list, or as parts of one figure.

    "Government troops" of one report may be "the North Army" of another, or of the next sentence.
    """
    held: dict[tuple[str, str], list[Statement]] = {}
    for each in statements:
        held.setdefault((each.report, each.source.key), []).append(each)
    out: set[frozenset[Group]] = set()
    for mine in held.values():
        wholes: dict[str, list[Statement]] = {}
        for each in mine:
            if each.figure.part_of is not None:
                wholes.setdefault(each.figure.part_of, []).append(each)
        for listed in (*chains(mine), *wholes.values()):
            sides = {group for each in listed for group in each.marks if group.kind is GroupKind.SIDE}
            out |= {frozenset(pair) for pair in combinations(sides, 2)}
    return out


def compared(tolls: Sequence[Toll], labels: Mapping[str, str], apart: Apart = ()) -> tuple[Toll, ...]:
    """Give the tolls, with a note on each whole and part that do not fit together.

    `labels` names sides for people, `apart` are the pairs of sides that are surely two.
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
        for kind in ((CIVILIANS, COMBATANTS), _sides(parts, apart)):
            mine = [part for part in parts if part.group in kind]
            total = sum(part.range.low or 0 for part in mine)
            if len(mine) > 1 and total > most:
                listed = ", ".join(f"{group_words(part.group, labels)} {part.range.low:,}" for part in mine)
                words = f"the parts ({listed}) make {total:,}, more than the whole, at most {most:,}"
                notes.setdefault((whole.outcome.value, ALL), []).append(words)
    return tuple(
        msgspec.structs.replace(toll, notes=(*toll.notes, *notes.get((toll.outcome.value, toll.group), ())))
        for toll in tolls
    )


def _sides(parts: Sequence[Toll], apart: Apart) -> tuple[Group, ...]:
    """Give the sides that are surely different people, those with the most people of all such choices."""
    lows = {part.group: part.range.low or 0 for part in parts if part.group.kind is GroupKind.SIDE}
    largest = sorted(lows, key=lambda side: (-lows[side], side))[:MOST_SIDES]
    chosen: list[tuple[Group, ...]] = [()]
    for side in largest:
        chosen += [
            (*some, side) for some in chosen if all(frozenset((side, other)) in apart for other in some)
        ]
    return max(chosen, key=lambda some: sum(lows[side] for side in some))
