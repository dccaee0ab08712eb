"""Government by neighbourhood: where the parse shows nothing, the harm word beside a number."""

from tollbook.extract.by_parse import Hit, voice
from tollbook.extract.candidates import STRONG, Candidate
from tollbook.extract.grammar import words
from tollbook.extract.index import Index
from tollbook.model.tree import Tree

PASSED = frozenset({"ADV", "ADP", "PROPN", "NOUN", "ADJ", "AUX", "PUNCT", "DET"})
FAR = 20
ONE = frozenset({"a", "an"})
LEADS = frozenset({"number", "total", "of", "people", "persons", "civilians", "reported", "confirmed"})
"""Words before the harm in the label of a line."""


def by_neighbour(
    tree: Tree, index: Index, candidate: Candidate, following: Candidate | None, taken: frozenset[int]
) -> Hit | None:
    """Find a harm word right behind a number or right before it, or the toll that the number puts.

    `following` is the next candidate, `taken` are the tokens of all candidates.
    """
    if listed := _label(tree, index, candidate):
        return listed
    if candidate.form not in STRONG:
        return None
    return (
        _right(tree, index, candidate, following)
        or _left(tree, index, candidate)
        or _toll(tree, index, candidate, taken)
    )


def _right(tree: Tree, index: Index, candidate: Candidate, following: Candidate | None) -> Hit | None:
    sentence = tree.token(candidate.head).sentence
    k, steps = candidate.last + 1, 0
    while k < len(tree.tokens) and steps < 5 and tree.token(k).sentence == sentence:
        token = tree.token(k)
        low = token.text.lower()
        if k in index.harm:
            harm = index.harm[k]
            kind = voice(harm)
            if kind == "transitive" and (low.endswith("ing") or _active(tree, index, k, following)):
                return None
            if kind in {"transitive", "intransitive", "state"}:
                return Hit(harm, k, "govern.right")
            return Hit(harm, k, "govern.right_noun") if kind in {"noun", "body"} and steps <= 1 else None
        helping = low in words("auxiliary")
        stops = token.pos == "PUNCT" and token.text not in {",", '"'}
        if token.quantity is not None or stops or not (helping or token.pos in PASSED):
            return None
        steps += not helping
        k += 1
    return None


def _left(tree: Tree, index: Index, candidate: Candidate) -> Hit | None:
    sentence = tree.token(candidate.head).sentence
    for k in range(candidate.first - 1, max(candidate.first - 5, -1), -1):
        token = tree.token(k)
        if token.sentence != sentence or token.quantity is not None:
            return None
        if k in index.harm:
            harm = index.harm[k]
            if voice(harm) in {"transitive", "lose", "claim"} and token.tag != "NN":
                return Hit(harm, k, "govern.left")
            bare = candidate.head == candidate.first
            return Hit(harm, k, "govern.left_noun") if voice(harm) == "noun" and bare else None
        if token.pos in {"VERB", "NOUN", "PROPN"} or token.text in {".", ";", ":"}:
            return None
    return None


def _label(tree: Tree, index: Index, candidate: Candidate) -> Hit | None:
    """Read a line of a list: "Killed: 14 civilians", "Number of injured: 23", "Killed: a driver"."""
    colon = candidate.first - 1
    if colon > 0 and tree.token(colon).text.lower() in ONE:
        colon -= 1
    label = colon - 1
    sentence = tree.token(candidate.head).sentence
    if label < 0 or tree.token(colon).text != ":" or label not in index.harm:
        return None
    harm, k = index.harm[label], label
    if voice(harm) not in {"transitive", "intransitive", "noun", "state"}:
        return None
    while k > 0 and tree.token(k - 1).sentence == sentence and not _opens(tree, k):
        k -= 1
        if k not in index.harm and tree.token(k).text.lower() not in LEADS:
            return None
    return Hit(harm, label, "govern.label") if tree.token(label).sentence == sentence else None


def _opens(tree: Tree, k: int) -> bool:
    """Tell whether a token stands at the start of its line, or behind a mark that parts what a row lists."""
    between = tree.text.report.text[tree.token(k - 1).span.end : tree.token(k).span.start]
    return "\n" in between or tree.token(k - 1).text in {";", ",", ".", "|", "-", "–", "•"}


def _active(tree: Tree, index: Index, verb: int, following: Candidate | None) -> bool:
    """Tell "raiders killed 12" from "12 raiders killed 10 injured": a number behind without its own harm."""
    if following is None or not verb < following.first <= verb + 2 or following.form not in STRONG:
        return tree.child(verb, "dobj") is not None and tree.child(verb, "auxpass") is None
    return following.last + 1 not in index.harm


def _toll(tree: Tree, index: Index, candidate: Candidate, taken: frozenset[int]) -> Hit | None:
    """Read "the death toll rose to 80": the number that a toll word before it reaches."""
    k = candidate.first - 1
    sentence = tree.token(candidate.head).sentence
    if k < 0 or tree.token(k).text.lower() not in words("toll_link"):
        return None
    while k >= 0 and candidate.first - k < FAR and tree.token(k).sentence == sentence and k not in taken:
        if k in index.harm and index.harm[k].rule == "harm.death_toll":
            return Hit(index.harm[k], k, "govern.toll")
        k -= 1
    return None


def among(tree: Tree, index: Index, candidate: Candidate) -> Hit | None:
    """Find the harm behind "among" for a candidate that is said to be among the harmed."""
    token = tree.token(candidate.head)
    if token.dep not in {"nsubj", "attr", "nsubjpass"}:
        return None
    for child in tree.children[token.head]:
        if tree.token(child).text.lower() == "among":
            for k in tree.subtree(child):
                if k in index.harm:
                    return Hit(index.harm[k], k, "govern.among")
    return None
