"""A candidate place beside an event word -> the names of what holds of the two: what the weights are of.

Names are `kind:value`: the words right before and after, the preposition, distance and what stands between,
how the parse joins the place to the word, in whose clause it stands, its neighbours (a part or whole of it),
and the event word itself; some kinds are weighed two by two as well.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from tollbook.extract.event_place_candidates import Candidate
from tollbook.model import lexicon
from tollbook.model.tree import Tree

PREPOSITIONS = frozenset(
    "in at near of to from into on around inside outside over across through off along between against by "
    "for with".split()
)
LOCAL = frozenset("in at near on outside inside around".split())
BETWEEN = frozenset(
    ', ; that and who which where said after when while ( ) but as before : " `` -- - in near from'.split()
)
TITLES = frozenset(
    "mr mrs ms dr gen col maj capt lt sgt president minister general colonel captain prime chief spokesman "
    "king prince judge officer commander".split()
)
UNITS = frozenset(
    "city province district town village area region governorate camp airport neighborhood neighbourhood "
    "street valley mountains mountain island islands river border countryside square hospital university "
    "base prison strip sector state county airbase".split()
)
PAIRED = frozenset([",", "'s", "’s", "-", "(", "and"])
SAYING = frozenset("say tell report announce add state quote".split())
FAR, NEIGHBOUR = 30, 5
CROSSED: tuple[tuple[str, frozenset[str]], ...] = (
    (
        "preposition",
        frozenset("joined whole gov2.is.word gov2.is.other clause nearest country unknown".split()),
    ),
    ("word", frozenset("preposition joined clause side rise.top".split())),
    ("nearest", frozenset("side places country gap next between>=1".split())),
    ("country", frozenset("other.country places nearest gap next joined dep".split())),
    ("side", frozenset("clause joined rise.top distance>=4 distance>=8 verbs>=1".split())),
    ("dep", frozenset("afterpos clause nearest rule".split())),
    ("before", frozenset("afterpos after rule gov".split())),
)
"""Kinds of feature that are also weighed two by two."""


def features(tree: Tree, at: int, found: Sequence[Candidate], k: int) -> frozenset[str]:
    """Describe candidate number `k` of `found` as a place of the event at token `at`."""
    names: set[str] = set()
    names.update(_order(tree, at, found, k))
    names.update(_words(tree, found[k]))
    names.update(_itself(tree, found, k))
    names.update(_beside(tree, found, k))
    names.update(_path(tree, at, found, k))
    names.update(_governor(tree, at, found[k]))
    names.update(_event(tree, at, found[k]))
    return frozenset([*names, *_crossed(names)])


def _crossed(names: set[str]) -> Iterator[str]:
    """Give the pairs of features whose kinds are weighed two by two."""
    kinds: dict[str, list[str]] = {}
    for name in names:
        kinds.setdefault(name.split(":")[0], []).append(name)
    for kind, others in CROSSED:
        for one in kinds.get(kind, ()):
            yield from (f"{one}&{other}" for each in others for other in kinds.get(each, ()))


def _steps_of(name: str, value: int, edges: Sequence[int]) -> Iterator[str]:
    yield from (f"{name}>={edge}" for edge in edges if value >= edge)


def _bounds(tree: Tree, i: int) -> tuple[int, int]:
    sentence = tree.text.sentences[tree.tokens[i].sentence]
    return sentence.first, sentence.last


def _side(one: Candidate, at: int) -> str:
    return "before" if one.last < at else "after"


def _distance(one: Candidate, at: int) -> int:
    return at - one.last if one.last < at else one.first - at


def _order(tree: Tree, at: int, found: Sequence[Candidate], k: int) -> Iterator[str]:
    """Tell of distance, of what stands between, and of the order of the places."""
    one, tokens = found[k], tree.tokens
    first, last = _bounds(tree, at)
    low, high = (one.last, at) if one.last < at else (at, one.first)
    places = [each for each in found if each.known]
    distance = _distance(one, at)
    yield from _steps_of("distance", distance, (2, 3, 4, 5, 6, 8, 10, 13, 16, 20, 30))
    others = sum(low < each.first < high for each in places if each is not one)
    yield from _steps_of("between", others, (1, 2, 3))
    verbs = sum(tokens[i].pos == "VERB" for i in range(low + 1, high))
    yield from _steps_of("verbs", verbs, (1, 2, 3, 4))
    middle = [tokens[i].text.lower() for i in range(low + 1, high)]
    yield from (f"mid:{word}" for word in middle if word in BETWEEN)
    yield from _steps_of("commas", middle.count(","), (1, 2, 3))
    yield f"side:{_side(one, at)}"
    yield f"places:{min(4, len(places))}"
    yield f"place.no:{min(4, sum(each.known for each in found[:k]))}"
    nearer = sum(_distance(each, at) < distance for each in places)
    yield from _steps_of("nearer", nearer, (1, 2, 3))
    if not one.known:
        yield from ("unknown", f"names:{min(4, len(found) - len(places))}")
    marks = {"opens": one.first == first, "opens2": one.first - first <= 2, "ends": one.last >= last - 2}
    yield from (name for name, holds in marks.items() if holds)


def _words(tree: Tree, one: Candidate) -> Iterator[str]:
    """Tell of the words right before and after."""
    tokens = tree.tokens
    first, last = _bounds(tree, one.first)
    before = [tokens[i].text.lower() for i in range(max(first, one.first - 4), one.first)]
    nearest, second = ("^ ^".split() + before)[-1], ("^ ^".split() + before)[-2]
    yield f"before:{nearest}"
    yield f"before2:{second} {nearest}"
    after = [tokens[i].text.lower() for i in range(one.last + 1, min(one.last + 3, last))] + ["$", "$"]
    yield f"after:{after[0]}"
    yield f"after2:{after[0]} {after[1]}" if after[0] in PAIRED else "after2:-"
    if one.last + 1 < last:
        yield f"afterpos:{tokens[one.last + 1].pos}"
        yield f"after.lemma:{tokens[one.last + 1].lemma.lower()}"


def _preposition(tree: Tree, one: Candidate) -> str:
    first, _ = _bounds(tree, one.first)
    before = (tree.tokens[i].text.lower() for i in range(one.first - 1, max(first, one.first - 4) - 1, -1))
    return next((word for word in before if word in PREPOSITIONS), "-")


def _itself(tree: Tree, found: Sequence[Candidate], k: int) -> Iterator[str]:
    """Tell what the name is by its own words, and what rule found it."""
    one = found[k]
    first, _ = _bounds(tree, one.first)
    words = [tree.tokens[i].text.lower() for i in range(one.first, one.last + 1)]
    if words[-1] in UNITS:
        yield f"kindword:{words[-1]}"
    yield "kindword" if UNITS.intersection(words) else "kindword:-"
    yield f"words:{min(4, len(words))}"
    before = [tree.tokens[one.first - 1].text.lower()] if one.first > first else []
    if any(word.strip(".") in TITLES for word in (*words, *before)):
        yield "titled"
    place = one.place.place
    if one.known and place is not None:
        yield f"relation:{place.relation.value}"
        yield f"unit:{place.unit or '-'}"
    if _is_country(one):
        yield "country"
    if any(_is_country(each) for each in found if each is not one):
        yield "other.country"
    yield f"rule:{one.rule}"
    if any(each is not one and each.place.words == one.place.words for each in found):
        yield "twice"


def _is_country(one: Candidate) -> bool:
    place = one.place.place if one.known else None
    return place is not None and (place.core or place.name).lower() in _countries()


def _beside(tree: Tree, found: Sequence[Candidate], k: int) -> Iterator[str]:
    """Tell of the names right beside, of which it may be a part or the whole."""
    for name, a, b in (("gap", k - 1, k), ("next", k, k + 1)):
        if a >= 0 and b < len(found) and 0 < found[b].first - found[a].last <= NEIGHBOUR:
            other = found[a] if name == "gap" else found[b]
            words = (tree.tokens[i].text.lower() for i in range(found[a].last + 1, found[b].first))
            yield f"{name}:{' '.join(words)}"
            yield f"{name}.rule:{other.rule}"
            if _is_country(other):
                yield f"{name}.country"


def paths(tree: Tree, a: int, b: int) -> tuple[list[int], list[int], int | None]:
    """Give the tokens from `a` and from `b` up to their common governor, and that governor."""
    up, down = [a, *tree.up(a)], [b, *tree.up(b)]
    below = set(down)
    common = next((i for i in up if i in below), None)
    if common is None:
        return up, down, None
    return up[: up.index(common)], down[: down.index(common)], common


def _steps(tree: Tree, a: int, b: int) -> int:
    up, down, common = paths(tree, a, b)
    return len(up) + len(down) if common is not None else FAR


def _path(tree: Tree, at: int, found: Sequence[Candidate], k: int) -> Iterator[str]:
    """Tell how the parse joins the place to the event word."""
    one, tokens = found[k], tree.tokens
    up, down, common = paths(tree, one.head, at)
    steps = len(up) + len(down) if common is not None else FAR
    yield from _steps_of("path", steps, (2, 3, 4, 5, 6, 8, 10))
    every = [_steps(tree, each.head, at) for each in found if each.known]
    if steps <= min(every, default=FAR):
        yield "nearest"
    yield from _steps_of("closer", sum(each < steps for each in every), (1, 2, 3))
    if common is None:
        yield "apart"
        return
    rise, fall = [tokens[i].dep for i in up], [tokens[i].dep for i in down]
    yield "joined:" + ("below" if not fall else "above" if not rise else "beside")
    yield "rise:" + ">".join(rise[-2:])
    yield "rise3:" + ">".join(rise[-3:])
    yield "rise.top:" + (rise[-1] if rise else "-")
    yield "rise.own:" + (rise[0] if rise else "-")
    yield f"riselen:{min(6, len(rise))}"
    yield f"falllen:{min(4, len(fall))}"
    yield "fall:" + ">".join(fall[-2:])
    yield "fall.top:" + (fall[-1] if fall else "-")
    if steps <= 5:
        yield "whole:" + ">".join(rise) + "|" + ">".join(fall)
    yield from (f"rise.has:{dep}" for dep in rise)
    yield from (f"fall.has:{dep}" for dep in fall)
    if any(tokens[i].lemma in SAYING for i in (*up, common) if i != at):
        yield "said"
    yield f"common:{tokens[common].pos}"
    if common != at:
        kind = "common.verb" if tokens[common].pos == "VERB" else "common.lemma"
        yield f"{kind}:{tokens[common].lemma.lower()}"
    if up and tokens[up[-1]].pos == "ADP":
        word = tokens[up[-1]].text.lower()
        yield from (f"top.prep:{word}", f"top.prep:{word}:{'own' if common == at else 'other'}")
    nouns = [tokens[i].lemma.lower() for i in up[1:] if tokens[i].pos in ("NOUN", "PROPN")]
    yield from (f"via:{noun}" for noun in nouns or "-")


def _governor(tree: Tree, at: int, one: Candidate) -> Iterator[str]:
    """Tell of the word that governs the place, and of its clause."""
    tokens = tree.tokens
    above = tokens[one.head].head
    yield f"dep:{tokens[one.head].dep}"
    yield f"gov.pos:{tokens[above].pos}"
    yield f"gov:{tokens[above].lemma.lower()}"
    if tokens[above].pos == "ADP":
        second = tokens[above].head
        yield f"gov2:{tokens[second].pos}"
        yield f"gov2:{tokens[second].lemma.lower()}"
        yield "gov2.is.word" if second == at else "gov2.is.other"
        yield f"prep+gov2pos:{tokens[above].text.lower()} {tokens[second].pos}"
    own, events = _clause(tree, above if one.head != at else one.head), _clause(tree, at)
    if own == events:
        yield "clause:same"
    elif own is not None and events is not None:
        below = events in set(tree.up(own))
        yield "clause:" + ("below" if below else "above" if own in set(tree.up(events)) else "beside")
        yield f"clause.dep:{tokens[own].dep}"
        yield f"clause.verb:{tokens[own].lemma.lower()}"


def _clause(tree: Tree, i: int) -> int | None:
    return next((k for k in (i, *tree.up(i)) if tree.tokens[k].pos in ("VERB", "AUX")), None)


def _event(tree: Tree, at: int, one: Candidate) -> Iterator[str]:
    """Tell of the event word: itself, its arguments, and how the place is joined to just this word."""
    tokens, side = tree.tokens, _side(one, at)
    first, last = _bounds(tree, at)
    lemma, preposition = tokens[at].lemma.lower(), _preposition(tree, one)
    yield f"preposition:{preposition}"
    yield f"preposition:{preposition}:{side}"
    yield f"word:{lemma}"
    yield f"word.tag:{tokens[at].tag}"
    yield f"word.dep:{tokens[at].dep}"
    children = tree.children[at]
    held = {tokens[child].dep for child in children}
    yield from (f"word.has:{dep}" for dep in ("dobj", "nsubj", "nsubjpass", "agent") if dep in held)
    if any(tokens[child].pos == "ADP" and tokens[child].text.lower() in LOCAL for child in children):
        yield "word.has:place prep"
    yield "word.before:" + (tokens[at - 1].text.lower() if at > first else "^")
    if at + 1 < last:
        yield f"word.after:{tokens[at + 1].text.lower()}"
    yield f"word:{lemma}:{tokens[one.head].dep}:{side}"


@cache
def _countries() -> frozenset[str]:
    return frozenset(
        word.lower() for entry in lexicon.load("places/countries.yaml").entries for word in entry.words
    )
