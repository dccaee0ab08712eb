"""The place of an event: its word, and the names of the sentence -> those where it happened.

Most places near an event word are not where it happened: a spokesman spoke there, a man came from there, or
they only say which larger place holds the place. Each place of the sentence, and each name that may be one,
is described (`event_place_features`); a sum of weights (`knowledge/places/event_place.tsv`) makes a
probability of it. The best one stands where it is likely enough, others where they are likelier still; often
none does. Source of the method: logistic regression over words and dependency paths; the weights were fitted
by `training/event_place.py`.
"""

import math
from bisect import bisect_left
from functools import cache

import msgspec

from tollbook.extract.event_place_candidates import candidates
from tollbook.extract.event_place_features import features
from tollbook.model import lexicon
from tollbook.model.mention import Mention
from tollbook.model.provenance import Span
from tollbook.model.text import Text
from tollbook.model.tree import Tree

WEIGHTS = "places/event_place.tsv"
BIAS = "bias"
BEST, OTHERS = "least.best", "least.others"


class EventPlace(msgspec.Struct, frozen=True):
    """A place of an event with its probability, 0 to 1."""

    place: Mention
    score: float


def event_places(text: Text, tree: Tree, word: Span) -> tuple[EventPlace, ...]:
    """Give the places where the event that `word` tells of happened, likeliest first; often there is none.

    `word` counts characters of the text; only places of its own sentence come into question, and only
    where that sentence is parsed. A name that no rule took for a place comes as a mention of the rule
    `event_place.name`.
    """
    weights = _weights()
    scored = [EventPlace(place, probability(names, weights)) for place, names in described(text, tree, word)]
    scored.sort(key=lambda each: -each.score)
    least, more = weights[BEST], weights[OTHERS]
    return tuple(each for n, each in enumerate(scored) if each.score > (more if n else least))


def described(text: Text, tree: Tree, word: Span) -> list[tuple[Mention, frozenset[str]]]:
    """Give every candidate of the sentence of `word` with its features: what the weights are fitted on."""
    at = _token(text, word)
    if at is None:
        return []
    found = candidates(text, at)
    return [(each.place, features(tree, at, found, k)) for k, each in enumerate(found)]


def _token(text: Text, word: Span) -> int | None:
    """Give the token at the beginning of `word`, or None where its sentence is not parsed."""
    starts = [token.span.end for token in text.tokens]
    at = bisect_left(starts, word.start + 1)
    if at == len(starts) or not text.tokens[at].span.overlaps(word):
        return None
    return at


@cache
def _weights() -> dict[str, float]:
    """Load the weights: one feature and its weight a line, divided by a tab."""
    lines = (lexicon.root() / WEIGHTS).read_text("utf-8").splitlines()
    pairs = (line.rsplit("\t", 1) for line in lines if line and not line.startswith("#"))
    return {name: float(weight) for name, weight in pairs}


def probability(names: frozenset[str], weights: dict[str, float]) -> float:
    """Give the probability that a place with these features is the event's, 0 to 1."""
    total = weights[BIAS] + sum(weights.get(name, 0.0) for name in sorted(names))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
