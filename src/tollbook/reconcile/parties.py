"""Parties: which two sides are surely different people, so that what is told of both may be added up.

"Government troops" of one sentence may be "the North Army" of the next, and a brigade is of its army. Two
sides are two where somebody tells them apart (in one list, as parts of one figure), where the registry knows
both and neither is a name or a part of the other, or where they are of opposed kinds or of two countries.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import combinations

from tollbook.model.lexicon import files, load
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.toll import Group, GroupKind, side_value
from tollbook.reconcile.pieces import chains
from tollbook.reconcile.statements import Statement

MOST = 12
"""Parts among which a choice is made; of more that may be one the smaller count as parts of the others."""
TIES = ("part_of", "successor_of", "renamed_to")
OPPOSED = {
    ActorKind.STATE_FORCES: "state",
    ActorKind.REBEL_GROUP: "armed group",
    ActorKind.CRIMINAL_GROUP: "armed group",
    ActorKind.CIVILIANS: "people",
}
"""Kinds whose people are never each other's; a militia or a coalition may hold people of several."""
BROKEN = re.compile(
    r"[.!?]\s|\n|\b(?:including|include[sd]?|among|of (?:them|whom|which|these|those)|or|that is)\b",
    re.IGNORECASE,
)
"""What ends a row of figures that are told apart."""
Pairs = frozenset[frozenset[Group]]


@dataclass(frozen=True)
class Sides:
    """The sides that an incident's figures name: who each is, and which pairs somebody tells apart."""

    actors: Mapping[Group, Actor] = field(default_factory=dict)
    told: Pairs = frozenset()

    def two(self, one: frozenset[Group], other: frozenset[Group]) -> bool:
        """Tell whether two sets of marks are surely of different people."""
        for kind in (GroupKind.STATUS, GroupKind.SIDE):
            left = {group for group in one if group.kind is kind}
            right = {group for group in other if group.kind is kind}
            if kind is GroupKind.STATUS and left and right and not left & right:
                return True
            if kind is GroupKind.SIDE and left and right:
                return all(self._differ(a, b) for a in left for b in right)
        return False

    def _differ(self, one: Group, other: Group) -> bool:
        if one == other:
            return False
        if frozenset((one, other)) in self.told:
            return True
        left, right = self.actors.get(one), self.actors.get(other)
        return left is not None and right is not None and two_parties(left, right)

    def named(self, marks: Iterable[frozenset[Group]], join: str = "and") -> str:
        """Name the sides in some sets of marks, by labels: "A, B and C"."""
        sides = dict.fromkeys(g for each in marks for g in sorted(each) if g.kind is GroupKind.SIDE)
        labels = list(dict.fromkeys(self.actors[g].label if g in self.actors else g.value for g in sides))
        return f" {join} ".join([", ".join(labels[:-1]), labels[-1]] if len(labels) > 1 else labels)


def sides_of(statements: Iterable[Statement]) -> Sides:
    """Give the sides of an incident's statements."""
    held: dict[tuple[str, str], list[Statement]] = {}
    actors: dict[Group, Actor] = {}
    for each in statements:
        held.setdefault((each.report, each.source.key), []).append(each)
        if each.figure.side is not None:
            side = each.figure.side.value
            actors.setdefault(Group(kind=GroupKind.SIDE, value=side_value(side)), side)
    told: set[frozenset[Group]] = set()
    for mine in held.values():
        wholes: dict[str, list[Statement]] = {}
        for each in mine:
            if each.figure.part_of is not None:
                wholes.setdefault(each.figure.part_of, []).append(each)
        for listed in (*chains(mine), *_rows(mine), *wholes.values()):
            sides = {group for each in listed for group in each.marks if group.kind is GroupKind.SIDE}
            told |= {frozenset(pair) for pair in combinations(sides, 2)}
    return Sides(actors, frozenset(told))


def _rows(mine: Sequence[Statement]) -> list[list[Statement]]:
    """Give the figures of one harm that follow on one another in a sentence: "9 of the army, 4 of the Front".

    Words that make one a part of the other ("including", "of whom") end the row.
    """
    rows: list[list[Statement]] = []
    for each in sorted(mine, key=lambda s: (s.outcome.value, s.figure.span, s.figure.id)):
        before = rows[-1][-1] if rows else None
        if before is not None and before.outcome is each.outcome and _goes_on(before, each):
            rows[-1].append(each)
        else:
            rows.append([each])
    return [row for row in rows if len(row) > 1]


def _goes_on(before: Statement, after: Statement) -> bool:
    suffix = before.figure.quote.suffix
    gap = after.figure.span.start - before.figure.span.end
    return 0 < gap <= len(suffix) and BROKEN.search(suffix[:gap]) is None


def two_parties(one: Actor, other: Actor) -> bool:
    """Tell whether two actors are surely of different people.

    Example:
        >>> army = Actor(name="the army", label="army", kind=ActorKind.STATE_FORCES)
        >>> rebels = Actor(name="rebels", label="rebels", kind=ActorKind.REBEL_GROUP)
        >>> guards = Actor(name="guards", label="guards")
        >>> two_parties(army, rebels), two_parties(army, guards)
        (True, False)
    """
    if one.registry and other.registry:
        return one.registry != other.registry and not _kin(one.registry, other.registry)
    left, right = OPPOSED.get(one.kind), OPPOSED.get(other.kind)
    if left and right and left != right:
        return True
    states = one.kind is other.kind is ActorKind.STATE_FORCES
    return states and bool(one.country and other.country) and one.country != other.country


def largest(items: Sequence[int], two: Callable[[int, int], bool]) -> tuple[int, ...]:
    """Give the places of numbers with the largest sum, every two of them surely of different people.

    `two` tells that of two places in `items`.

    Example:
        >>> largest([5, 3, 2], lambda a, b: 0 in (a, b))
        (0, 1)
    """
    places = range(len(items))
    apart = {n: {other for other in places if other != n and two(n, other)} for n in places}
    sure = [n for n in places if len(apart[n]) == len(items) - 1]
    unsure = sorted(set(places) - set(sure), key=lambda n: (-items[n], n))[:MOST]
    chosen: list[tuple[int, ...]] = [()]
    for n in unsure:
        chosen += [(*some, n) for some in chosen if apart[n].issuperset(some)]
    best = max(chosen, key=lambda some: sum(items[n] for n in some))
    return tuple(sorted((*sure, *best), key=lambda n: (-items[n], n)))


def _kin(one: str, other: str) -> bool:
    """Tell whether one actor of the registry is another name or a part of the other."""
    return one in _above(other) or other in _above(one)


@cache
def _above(name: str) -> frozenset[str]:
    """Give the actors that one of the registry is, or ever was, another name or a part of."""
    found: set[str] = set()
    open_ = [name]
    while open_:
        for other in _ties().get(open_.pop(), ()):
            if other not in found:
                found.add(other)
                open_.append(other)
    return frozenset(found)


@cache
def _ties() -> dict[str, tuple[str, ...]]:
    """Give for each actor of the registry those that it is tied to; a time of the tie is not looked at."""
    out: dict[str, tuple[str, ...]] = {}
    for path in files():
        for entry in load(path).entries if path.startswith("actors/") else ():
            linked = (item for tie in TIES for item in (entry.get(tie) or "").split())
            out[entry.id] = tuple(item.partition("@")[0] for item in linked)
    return out
