"""Clusters: scored pairs -> groups of items, by average link inside connected components, under decisions.

Connected components only cut the graph, because one wrong pair is enough to join two of them. Inside a
component groups are joined, the best pair of groups first, while the mean weight of the pairs between them
stays at or above `join`. All pairs of a component of ordinary size are scored. In a larger one a pair of
located items (place and day stated) that was not compared counts against joining, as much as a pair can; one
that was not compared because its block was crowded, or because it says too little, counts for nothing.
"""

import heapq
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]
Pair = tuple[int, int]


WHOLE = 60
"""Items of a component up to which all its pairs are scored, those that shared no block too."""
LARGE = 400
"""Items of a group up to which all its pairs are scored, where its component was too large for that."""


class Sets:
    """Disjoint sets of whole numbers; the smallest member names a set."""

    def __init__(self, count: int) -> None:
        """Begin with `count` sets of one."""
        self.parent = list(range(count))

    def find(self, member: int) -> int:
        """Give the name of the set that holds `member`."""
        parent = self.parent
        while parent[member] != member:
            parent[member] = parent[parent[member]]
            member = parent[member]
        return member

    def join(self, a: int, b: int) -> bool:
        """Make one set of two; False where they are one already."""
        a, b = sorted((self.find(a), self.find(b)))
        self.parent[b] = a
        return a != b


@dataclass(frozen=True, kw_only=True)
class Rules:
    """How groups are joined: `join`, `cut` and `most` in bits; `same` and `apart` are pairs that hold."""

    join: float
    cut: float
    most: float
    least: float = 8.0
    same: Sequence[Pair] = ()
    apart: Sequence[Pair] = ()


@dataclass(slots=True)
class _Between:
    """What is known between two groups: the sum of weights, compared pairs, and those of them in a crowd."""

    total: float = 0.0
    known: int = 0
    counted: int = 0


@dataclass(slots=True)
class _Group:
    members: list[int]
    located: int
    crowded: int
    near: dict[int, _Between] = field(default_factory=dict)
    barred: set[int] = field(default_factory=set)


def components(count: int, left: Ints, right: Ints, weights: Floats, rules: Rules) -> Ints:
    """Cut the graph: give for each item the first item of its connected component."""
    sets = Sets(count)
    linked = weights >= rules.cut
    for a, b in zip(left[linked].tolist(), right[linked].tolist(), strict=True):
        sets.join(a, b)
    for a, b in rules.same:
        sets.join(a, b)
    return np.array([sets.find(item) for item in range(count)], dtype=np.int64)


def unscored(names: Ints, left: Ints, right: Ints, *, whole: int = WHOLE) -> tuple[Ints, Ints]:
    """Give the pairs inside components of up to `whole` items that are not among those given."""
    count = len(names)
    order = np.argsort(names, kind="stable")
    found: list[Ints] = []
    for members in np.split(order, np.flatnonzero(np.diff(names[order])) + 1) if count else ():
        if 2 < len(members) <= whole:
            a, b = np.triu_indices(len(members), 1)
            found.append(members[a] * count + members[b])
    if not found:
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    codes = np.setdiff1d(np.concatenate(found), left * count + right)
    return codes // count, codes % count


def cluster(
    count: int,
    left: Ints,
    right: Ints,
    weights: Floats,
    *,
    located: NDArray[np.bool_],
    crowded: NDArray[np.bool_],
    rules: Rules,
) -> list[list[int]]:
    """Group the items 0 to `count` - 1; each group is sorted, the groups by their first item.

    Example:
        >>> rules = Rules(join=0.5, cut=0, most=8)
        >>> cluster(3, np.array([0, 1]), np.array([1, 2]), np.array([4, 1], dtype=np.float32),
        ...         located=np.ones(3, bool), crowded=np.zeros(3, bool), rules=rules)
        [[0, 1], [2]]
    """
    names = components(count, left, right, weights, rules)
    inside = names[left] == names[right] if len(left) else np.zeros(0, bool)
    order = np.flatnonzero(inside)[np.argsort(names[left[inside]], kind="stable")]
    left, right = left[order], right[order]
    clipped = np.clip(weights[order], -rules.least, rules.most)
    of = names[left]
    same, apart = _by(names, rules.same), _by(names, rules.apart)
    out: list[list[int]] = []
    order = np.argsort(names, kind="stable")
    for members in np.split(order, np.flatnonzero(np.diff(names[order])) + 1) if count else ():
        name = int(names[members[0]])
        if len(members) == 1:
            out.append([name])
            continue
        its = slice(*np.searchsorted(of, (name, name + 1)).tolist())
        part = _Component(members.tolist(), located, crowded, rules)
        out += part.grouped(left[its], right[its], clipped[its], same.get(name, []), apart.get(name, []))
    return sorted(sorted(group) for group in out)


def _by(names: Ints, pairs: Iterable[Pair]) -> dict[int, list[Pair]]:
    out: dict[int, list[Pair]] = defaultdict(list)
    for a, b in pairs:
        if names[a] == names[b]:
            out[int(names[a])].append((a, b))
    return out


class _Component:
    """One component: its groups, and the heap of pairs of groups that may be joined."""

    def __init__(
        self, members: list[int], located: NDArray[np.bool_], crowded: NDArray[np.bool_], rules: Rules
    ) -> None:
        self.rules, self.located, self.crowded = rules, located, crowded
        self.groups = {
            item: _Group([item], int(located[item]), int(located[item] and crowded[item])) for item in members
        }
        self.heap: list[tuple[float, int, int, int, int]] = []
        self.stamp: dict[int, int] = dict.fromkeys(members, 0)

    def grouped(
        self, left: Ints, right: Ints, weights: Floats, same: list[Pair], apart: list[Pair]
    ) -> list[list[int]]:
        """Join what belongs together."""
        for a, b, weight in zip(left.tolist(), right.tolist(), weights.tolist(), strict=True):
            both = self.located[a] and self.located[b]
            free = not both or (self.crowded[a] and self.crowded[b])
            known = _Between(weight, 1, 0 if free else 1)
            self.groups[a].near[b] = self.groups[b].near[a] = known
        for a, b in apart:
            self.groups[a].barred.add(b)
            self.groups[b].barred.add(a)
        at = {item: item for item in self.groups}
        for a, b in same:
            one, other = _root(at, a), _root(at, b)
            if one != other:
                at[self._join(*sorted((one, other)))] = min(one, other)
                at[max(one, other)] = min(one, other)
        for a in sorted(self.groups):
            self._offer(a, above=True)
        while self.heap:
            _, a, b, stamp_a, stamp_b = heapq.heappop(self.heap)
            if self.stamp.get(a) == stamp_a and self.stamp.get(b) == stamp_b:
                self._offer(self._join(a, b))
        return [group.members for group in self.groups.values()]

    def _mean(self, a: _Group, b: _Group, known: _Between) -> float:
        """Give the mean weight between two groups, pairs not compared counted as said above."""
        countable = a.located * b.located - a.crowded * b.crowded
        missing = max(0, countable - known.counted)
        return (known.total - missing * self.rules.least) / (known.known + missing)

    def _offer(self, a: int, *, above: bool = False) -> None:
        group = self.groups[a]
        for b, known in group.near.items():
            if (above and b < a) or b in group.barred:
                continue
            mean = self._mean(group, self.groups[b], known)
            if mean >= self.rules.join:
                low, high = min(a, b), max(a, b)
                heapq.heappush(self.heap, (-round(mean, 4), low, high, self.stamp[low], self.stamp[high]))

    def _join(self, a: int, b: int) -> int:
        """Put group b into group a, and give a."""
        kept, gone = self.groups[a], self.groups.pop(b)
        del self.stamp[b]
        self.stamp[a] += 1
        kept.members += gone.members
        kept.located += gone.located
        kept.crowded += gone.crowded
        kept.near.pop(b, None)
        gone.near.pop(a, None)
        for other, known in gone.near.items():
            theirs = self.groups[other].near
            del theirs[b]
            mine = kept.near.get(other)
            if mine is None:
                kept.near[other] = theirs[a] = known
            else:
                mine.total += known.total
                mine.known += known.known
                mine.counted += known.counted
        for other in gone.barred:
            self.groups[other].barred.discard(b)
            self.groups[other].barred.add(a)
            kept.barred.add(other)
        return a


def _root(at: dict[int, int], item: int) -> int:
    while at[item] != item:
        item = at[item]
    return item
