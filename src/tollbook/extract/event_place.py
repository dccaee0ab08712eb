"""The place of an event: its word, and the places of the sentence -> those where it happened.

Most places near an event word are not where it happened: a spokesman spoke there, a man came from there, or
they only say which larger place holds the place. Each place of the sentence is described by how the parse
joins it to the word, by its preposition, by its distance and by its neighbours; a sum of weights
(`knowledge/places/event_place.tsv`) makes a probability of it. The best one stands where it is likely enough,
others where they are likelier still; often none does. Source of the method: logistic regression over
dependency paths; the weights were fitted by `training/event_place.py`.
"""

import math
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache

import msgspec

from tollbook.model import lexicon
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.text import Text
from tollbook.model.tree import Tree

WEIGHTS = "places/event_place.tsv"
BEST, OTHERS = 0.4, 0.6
PREPOSITIONS = frozenset(
    "in at near of to from into on around inside outside over across through off along between against by "
    "for with".split()
)
BEFORE = PREPOSITIONS | frozenset(
    "the , and 's northern southern eastern western central downtown capital".split()
)
AFTER = frozenset(", and . 's in province city on ( border government forces".split())
GAPS = frozenset(
    [",", "in", "in the", "and", "of", "of the", "near", ", in", "(", ", and", "'s", "to", ", the"]
)
SAYING = frozenset("say tell report announce add state quote".split())
FAR, NEIGHBOUR = 30, 4

Features = dict[str, float]


class EventPlace(msgspec.Struct, frozen=True):
    """A place of an event with its probability, 0 to 1."""

    place: Mention
    score: float


class _Candidate(msgspec.Struct, frozen=True):
    """A place with its first, last and governing token."""

    place: Mention
    first: int
    last: int
    head: int


def event_places(text: Text, tree: Tree, word: Span) -> tuple[EventPlace, ...]:
    """Give the places where the event that `word` tells of happened, likeliest first; often there is none.

    `word` counts characters of the text; only places of its own sentence come into question, and only
    where that sentence is parsed.
    """
    at = _token(text, word)
    if at is None:
        return ()
    found = _candidates(text, at)
    scored = [EventPlace(c.place, _probability(features(tree, at, found, k))) for k, c in enumerate(found)]
    scored.sort(key=lambda each: -each.score)
    return tuple(each for n, each in enumerate(scored) if each.score > (OTHERS if n else BEST))


def described(text: Text, tree: Tree, word: Span) -> list[tuple[Mention, Features]]:
    """Give every place of the sentence of `word` with its features: what the weights are fitted on."""
    at = _token(text, word)
    if at is None:
        return []
    found = _candidates(text, at)
    return [(c.place, features(tree, at, found, k)) for k, c in enumerate(found)]


def _token(text: Text, word: Span) -> int | None:
    """Give the token at the beginning of `word`, or None where its sentence is not parsed."""
    starts = [token.span.end for token in text.tokens]
    at = bisect_left(starts, word.start + 1)
    if at == len(starts) or not text.tokens[at].span.overlaps(word):
        return None
    return at


def _candidates(text: Text, at: int) -> list[_Candidate]:
    sentence = text.sentences[text.tokens[at].sentence]
    tokens = range(sentence.first, sentence.last)
    out: list[_Candidate] = []
    for mention in text.of(MentionKind.PLACE):
        if not sentence.span.holds(mention.span):
            continue
        inside = [i for i in tokens if text.tokens[i].span.overlaps(mention.span)]
        if inside:
            held = set(inside)
            heads = [i for i in inside if text.tokens[i].head not in held or text.tokens[i].head == i]
            out.append(_Candidate(mention, inside[0], inside[-1], heads[0] if heads else inside[-1]))
    return out


def features(tree: Tree, at: int, found: list[_Candidate], k: int) -> Features:
    """Describe place number `k` of `found` as a place of the event at token `at`."""
    one, tokens = found[k], tree.tokens
    low, high = (one.last, at) if one.last < at else (at, one.first)
    said = {"bias": 1.0, "distance": min(high - low, FAR) / 10}
    said["between"] = float(min(3, sum(low < other.first < high for other in found if other is not one)))
    said["verbs"] = float(min(3, sum(tokens[i].pos == "VERB" for i in range(low + 1, high))))
    names = set(_path_names(tree, one.head, at))
    names.update(_neighbour_names(tree, found, k))
    before = [tokens[i].text.lower() for i in range(max(0, one.first - 4), one.first)]
    names.add("preposition:" + next((w for w in reversed(before) if w in PREPOSITIONS), "-"))
    names.add("before:" + (before[-1] if before and before[-1] in BEFORE else "-"))
    after = tokens[one.last + 1].text.lower() if one.last + 1 < len(tokens) else ""
    names.add("after:" + (after if after in AFTER else "-"))
    names.add("side:" + ("before" if one.last < at else "after"))
    names.update(name for name, holds in (("only", len(found) == 1), ("first", k == 0)) if holds)
    said.update(dict.fromkeys(names, 1.0))
    said["path"] = min(10, _steps(tree, one.head, at)) / 5
    nearest = min(_steps(tree, other.head, at) for other in found)
    said["nearest"] = float(_steps(tree, one.head, at) == nearest)
    return said


def _paths(tree: Tree, a: int, b: int) -> tuple[list[int], list[int], int | None]:
    """Give the tokens from `a` and from `b` up to their common governor, and that governor."""
    up, down = [a, *tree.up(a)], [b, *tree.up(b)]
    below = set(down)
    common = next((i for i in up if i in below), None)
    if common is None:
        return up, down, None
    return up[: up.index(common)], down[: down.index(common)], common


def _steps(tree: Tree, a: int, b: int) -> int:
    up, down, common = _paths(tree, a, b)
    return len(up) + len(down) if common is not None else FAR


def _path_names(tree: Tree, head: int, at: int) -> Iterator[str]:
    up, down, common = _paths(tree, head, at)
    if common is None:
        yield "apart"
        return
    tokens = tree.tokens
    rise, fall = [tokens[i].dep for i in up], [tokens[i].dep for i in down]
    yield "joined:" + ("below" if not fall else "above" if not rise else "beside")
    yield "rise:" + ">".join(rise[-2:])
    yield "rise.top:" + (rise[-1] if rise else "-")
    yield "rise.own:" + (rise[0] if rise else "-")
    yield "fall:" + ">".join(fall[-2:])
    yield from (f"rise.has:{dep}" for dep in rise)
    yield from (f"fall.has:{dep}" for dep in fall)
    if any(tokens[i].lemma in SAYING for i in (*up, common) if i != at):
        yield "said"


def _neighbour_names(tree: Tree, found: list[_Candidate], k: int) -> Iterator[str]:
    """Describe the place itself and the places right beside it, of which it may be a part or the whole."""
    one, tokens = found[k], tree.tokens
    place = one.place.place
    if place is not None:
        yield f"relation:{place.relation.value}"
        yield f"unit:{place.unit or '-'}"
        if (place.core or place.name).lower() in _countries():
            yield "country"
    yield f"rule:{one.place.rule}"
    for name, a, b in (("gap", k - 1, k), ("next", k, k + 1)):
        if a >= 0 and b < len(found) and 0 < found[b].first - found[a].last <= NEIGHBOUR:
            words = [tokens[i].text.lower() for i in range(found[a].last + 1, found[b].first)]
            gap = " ".join(words)
            yield f"{name}:{gap if gap in GAPS else 'other'}"


@cache
def _countries() -> frozenset[str]:
    return frozenset(
        word.lower() for entry in lexicon.load("places/countries.yaml").entries for word in entry.words
    )


@cache
def _weights() -> dict[str, float]:
    """Load the weights: one feature and its weight a line, divided by a tab."""
    lines = (lexicon.root() / WEIGHTS).read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in pairs}


def _probability(said: Features) -> float:
    weights = _weights()
    total = sum(weights.get(name, 0.0) * value for name, value in said.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
