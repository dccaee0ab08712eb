"""Identity: new groups of claims keep the ids of the incidents that they were, through merges and splits.

A group takes the id of the incident most of whose former claims it holds. Of several such incidents it takes
the id of the one that gives it most claims, and the others went into it. A group that holds no majority of
any incident gets a new id, made from its first claim.
"""

import hashlib
from collections import Counter
from collections.abc import Container, Mapping, Sequence


def named(
    groups: Sequence[Sequence[str]], former: Mapping[str, Sequence[str]], used: Container[str] = ()
) -> tuple[list[str], list[tuple[str, ...]], dict[str, str | None]]:
    """Name groups of claims: ids, the ids that went into each, and where each incident that is gone went.

    `former` holds the claims of each incident as it was; `used` are ids that were ever given.

    Example:
        >>> named([["a", "b", "c"]], {"one": ["a", "b"], "two": ["c"]})
        (['one'], [('two',)], {'two': 'one'})
        >>> named([["a", "b"], ["c"]], {"one": ["a", "b", "c"]})[0][0]
        'one'
    """
    group_of = {claim: number for number, group in enumerate(groups) for claim in group}
    heirs: dict[int, list[tuple[int, str]]] = {}
    lost: dict[str, int | None] = {}
    for name, claims in former.items():
        there = Counter(group_of[claim] for claim in claims if claim in group_of)
        if not there:
            lost[name] = None
            continue
        first = next(group_of[claim] for claim in claims if claim in group_of)
        most = max(there.values())
        best = min(
            (number for number, times in there.items() if times == most), key=lambda n: (n != first, n)
        )
        heirs.setdefault(best, []).append((most, name))
    ids: list[str] = []
    merged: list[tuple[str, ...]] = []
    gone: dict[str, str | None] = dict.fromkeys(lost)
    for number, group in enumerate(groups):
        candidates = sorted(heirs.get(number, []), key=lambda each: (-each[0], each[1]))
        mine = candidates[0][1] if candidates else _new(group[0], {*former, *ids}, used)
        others = tuple(name for _, name in candidates[1:])
        ids.append(mine)
        merged.append(others)
        gone |= dict.fromkeys(others, mine)
    return ids, merged, gone


def _new(claim: str, taken: set[str], used: Container[str]) -> str:
    for number in range(1_000_000):
        seed = claim if not number else f"{claim}\x1f{number}"
        name = f"incident-{hashlib.blake2b(seed.encode(), digest_size=6).hexdigest()}"
        if name not in taken and name not in used:
            return name
    raise AssertionError("a million ids are taken")
