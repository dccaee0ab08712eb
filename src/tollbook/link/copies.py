"""Copies: reports with one text, reports with nearly one text, and claims that pass on one claimant's figure.

Near copies are found by MinHash (128 permutations, 32 bands of 4, shingles of five words; A. Broder, "On the
resemblance and containment of documents", 1997) and verified by the true Jaccard index of the shingles.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

from rensa import RMinHash, RMinHashLSH

from tollbook.link.clusters import Sets
from tollbook.link.furniture import Furniture
from tollbook.link.items import Item, Source
from tollbook.link.wording import words
from tollbook.model.incident import CopyGroup, CopyKind

PERMUTATIONS, BANDS, SHINGLE = 128, 32, 5
LIKE = 0.55
"""Jaccard index of five-word shingles from which two texts are near copies."""
SHORTEST = 12
"""Words that a text has at least, for its likeness to tell anything."""
SEED = 20261125


def report_copies(sources: Sequence[Source]) -> list[CopyGroup]:
    """Group reports with one text, or nearly one; the first published is the origin."""
    ordered = sorted(sources, key=lambda each: (str(each.published or "9999"), each.id))
    by_text: dict[bytes, list[int]] = defaultdict(list)
    tokens: dict[int, list[str]] = {}
    furniture = Furniture(ordered)
    for number, each in enumerate(ordered):
        found = words(furniture.body(each))
        if len(found) >= SHORTEST:
            digest = hashlib.blake2b(" ".join(found).encode(), digest_size=16).digest()
            by_text[digest].append(number)
            tokens.setdefault(by_text[digest][0], found)
    groups = [
        _group(CopyKind.EXACT, [ordered[n].id for n in same], "the words are the same")
        for same in by_text.values()
        if len(same) > 1
    ]
    near = _near(tokens)
    same_as = {same[0]: same for same in by_text.values()}
    for firsts, likeness in near:
        members = sorted(number for first in firsts for number in same_as[first])
        why = f"at least {likeness:.0%} of the five-word runs of two texts are the same"
        groups.append(_group(CopyKind.NEAR, [ordered[n].id for n in members], why))
    return sorted(groups, key=lambda each: each.id)


def _near(tokens: dict[int, list[str]]) -> list[tuple[list[int], float]]:
    """Group texts that are near copies; with each group the least likeness of a pair that joined it."""
    index = RMinHashLSH(threshold=LIKE, num_perm=PERMUTATIONS, num_bands=BANDS)
    prints: dict[int, RMinHash] = {}
    place = {number: at for at, number in enumerate(tokens)}
    sets = Sets(len(tokens))
    least: dict[int, float] = {}
    shingled: dict[int, set[tuple[str, ...]]] = {}

    def shingles(number: int) -> set[tuple[str, ...]]:
        if number not in shingled:
            if len(shingled) > 20_000:
                shingled.clear()
            found = tokens[number]
            shingled[number] = {tuple(found[i : i + SHINGLE]) for i in range(len(found) - SHINGLE + 1)}
        return shingled[number]

    for number, found in tokens.items():
        made = RMinHash(num_perm=PERMUTATIONS, seed=SEED)
        made.update([" ".join(found[i : i + SHINGLE]) for i in range(len(found) - SHINGLE + 1)])
        for other in sorted(index.query(made)):
            if sets.find(place[other]) == sets.find(place[number]):
                continue
            a, b = shingles(number), shingles(other)
            likeness = len(a & b) / len(a | b)
            if likeness >= LIKE:
                roots = sets.find(place[other]), sets.find(place[number])
                lowest = min([likeness, *(least.pop(root) for root in roots if root in least)])
                sets.join(place[other], place[number])
                least[sets.find(place[number])] = lowest
        index.insert(number, made)
        prints[number] = made
    held: dict[int, list[int]] = defaultdict(list)
    for number, at in place.items():
        held[sets.find(at)].append(number)
    return [(members, least[root]) for root, members in held.items() if len(members) > 1]


def claimant_copies(
    groups: Iterable[Sequence[int]], items: Sequence[Item], outlets: dict[str, str | None]
) -> list[CopyGroup]:
    """Group claims of one incident in which two outlets pass on, on one day, one claimant's figure.

    The claimant must be somebody whom the registry of actors knows: "residents" are not one source.
    """
    out: list[CopyGroup] = []
    for group in groups:
        held: dict[tuple[str, int], list[Item]] = defaultdict(list)
        for number in group:
            each = items[number]
            if each.speaker and each.published is not None and each.counts:
                held[each.speaker, each.published].append(each)
        for (speaker, _), same in held.items():
            for members in _agreeing(same):
                if len({outlets.get(each.report) or each.report for each in members}) > 1:
                    ordered = sorted(members, key=lambda each: (each.published or 0, each.report, each.start))
                    why = f"the same figure of {speaker}, on the same day"
                    out.append(_group(CopyKind.CLAIMANT, [each.claim for each in ordered], why))
    return sorted(out, key=lambda each: each.id)


def _agreeing(items: list[Item]) -> list[list[Item]]:
    """Group items with overlapping numbers of the same outcomes."""
    by_numbers: dict[tuple[tuple[int, float, float], ...], list[Item]] = defaultdict(list)
    for each in items:
        by_numbers[each.counts].append(each)
    numbers = list(by_numbers)
    sets = Sets(len(numbers))
    for a, one in enumerate(numbers):
        for b in range(a):
            other = {key: (low, high) for key, low, high in numbers[b]}
            pairs = [(low, high, *other[key]) for key, low, high in one if key in other]
            if pairs and all(low <= top and bottom <= high for low, high, bottom, top in pairs):
                sets.join(a, b)
    held: dict[int, list[Item]] = defaultdict(list)
    for number, found in enumerate(numbers):
        held[sets.find(number)] += by_numbers[found]
    return [same for same in held.values() if len(same) > 1]


def _group(kind: CopyKind, members: Sequence[str], why: str) -> CopyGroup:
    seed = "\x1f".join((kind.value, members[0]))
    name = f"copies-{hashlib.blake2b(seed.encode(), digest_size=6).hexdigest()}"
    return CopyGroup(id=name, kind=kind, origin=members[0], members=tuple(members), why=why)
