"""Government: which harm word a candidate belongs to, and which other candidate it is part of."""

import msgspec

from tollbook.extract.by_neighbour import among, by_neighbour
from tollbook.extract.by_parse import Hit, by_parse, voice
from tollbook.extract.candidates import STRONG, Candidate, Form
from tollbook.extract.grammar import words
from tollbook.extract.index import Index
from tollbook.model.mention import Mention
from tollbook.model.tree import Tree


class Governed(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate with the harm that it came to; `verb` is the harm word's token.

    `whole` is the candidate that this one is stated to be included in.
    """

    candidate: Candidate
    harm: Mention
    verb: int
    rule: str
    whole: Candidate | None = None


def govern(tree: Tree, index: Index, found: list[Candidate]) -> list[Governed]:
    """Find the harm of each candidate; candidates without one are left out. Order: as in the text."""
    taken = frozenset(k for c in found for k in range(c.first, c.last + 1))
    hits: dict[int, Hit] = {}
    for n, candidate in enumerate(found):
        following = found[n + 1] if n + 1 < len(found) else None
        hit = (
            by_parse(tree, index, candidate, taken)
            or among(tree, index, candidate)
            or by_neighbour(tree, index, candidate, following, taken)
        )
        if hit and _admits(index, candidate, hit):
            hits[n] = hit
    _spread(tree, index, found, hits)
    wholes = _wholes(tree, found)
    for n, m in wholes.items():
        if n not in hits and m in hits:
            hits[n] = Hit(hits[m].harm, hits[m].verb, "govern.included")
    numbered = {tree.token(found[n].head).sentence for n in hits if found[n].form is Form.NUMBER}
    out: list[Governed] = []
    for n in sorted(hits):
        candidate, hit = found[n], hits[n]
        vague = candidate.form is Form.PLURAL and hit.rule == "govern.own_noun"
        if vague and tree.token(candidate.head).sentence in numbered:
            continue
        if _hypothetical(tree, hit.verb):
            continue
        whole = found[wholes[n]] if n in wholes else None
        out.append(Governed(candidate=candidate, harm=hit.harm, verb=hit.verb, rule=hit.rule, whole=whole))
    return out


def _hypothetical(tree: Tree, verb: int) -> bool:
    """Tell threats, plans and possibilities from what came about: "could kill", "vowed to kill"."""
    for child in tree.children[verb]:
        if tree.token(child).dep == "aux" and tree.token(child).text.lower() in words("modal"):
            return True
    token = tree.token(verb)
    return token.dep == "xcomp" and tree.token(token.head).lemma in words("intent")


def _admits(index: Index, candidate: Candidate, hit: Hit) -> bool:
    """Tell whether the noun can be people at all; weak harm words need a noun known to be a person."""
    harm = hit.harm
    weak = bool(harm.cue and harm.cue.sets.get("strength") == "weak")
    bare = candidate.head == candidate.first
    if candidate.noun is not None or (candidate.form is Form.NAME and not weak):
        return True
    if candidate.form is Form.NONE and voice(harm) == "noun":
        return True
    if candidate.head in index.harm or hit.rule in {"govern.toll", "govern.taken"}:
        return True
    if weak:
        return bare and voice(harm) == "claim"
    if bare or any(k in index.actor for k in range(candidate.first, candidate.last + 1)):
        return True
    head = index.tree.token(candidate.head)
    thing = head.lemma.lower() in words("thing")
    return head.pos in {"NOUN", "PROPN", "PRON"} and not thing and hit.rule != "govern.left"


def _spread(tree: Tree, index: Index, found: list[Candidate], hits: dict[int, Hit]) -> None:
    """Give the members of a list the harm of the member that has one ("65 X, 18 Y and 49 Z were killed")."""
    groups: list[list[int]] = []
    for n, candidate in enumerate(found):
        if groups and _joined(tree, found[groups[-1][-1]], candidate):
            groups[-1].append(n)
        else:
            groups.append([n])
    for group in groups:
        for order in (group, group[::-1]):
            hit: Hit | None = None
            for n in order:
                if n in hits:
                    hit = hits[n]
                elif hit and found[n].form in STRONG and _admits(index, found[n], hit):
                    hits[n] = Hit(hit.harm, hit.verb, "govern.list")
    by_token = {c.first: n for n, c in enumerate(found)} | {c.head: n for n, c in enumerate(found)}
    for n, candidate in enumerate(found):
        token = tree.token(candidate.head)
        other = by_token.get(token.head)
        if n in hits or other is None or other == n or token.dep not in {"conj", "appos"}:
            continue
        covered = candidate.form is Form.PLURAL and found[other].form in STRONG
        one = {Form.ONE, Form.NAME}
        covered |= token.dep == "appos" and candidate.form in one and found[other].form in one
        if other in hits and not covered and _admits(index, candidate, hits[other]):
            hits[n] = Hit(hits[other].harm, hits[other].verb, "govern.conjunct")


def _joined(tree: Tree, left: Candidate, right: Candidate) -> bool:
    """Tell whether only commas, "and" and small words stand between two candidates."""
    if right.first - left.last > 5 or tree.token(left.head).sentence != tree.token(right.head).sentence:
        return False
    between = (tree.token(k).text.lower() for k in range(left.last + 1, right.first))
    return all(word in words("list_link") for word in between)


def _wholes(tree: Tree, found: list[Candidate]) -> dict[int, int]:
    """Find for each candidate the one it is stated to be part of: "including", "among them", "of whom"."""
    out: dict[int, int] = {}
    first = 0
    for n, candidate in enumerate(found):
        sentence = tree.token(candidate.head).sentence
        while tree.token(found[first].head).sentence != sentence:
            first += 1
        before = list(range(first, n))
        start = max(0, candidate.first - 4, found[n - 1].last + 1 if before else 0)
        lead = [tree.token(k).text.lower() for k in range(start, candidate.first)]
        own = {tree.token(k).text.lower() for k in range(candidate.first, candidate.last + 1)}
        if lead[-1:] == ["among"] and before and candidate.form in STRONG:
            out[before[-1]] = n
            continue
        if candidate.form is Form.SHARE or _included(lead) or own & {"them", "whom"}:
            strong = [m for m in before if found[m].form in STRONG and found[m].form is not Form.SHARE]
            if strong or before:
                out[n] = (strong or before)[-1]
        elif before and out.get(before[-1], n) != n and _joined(tree, found[before[-1]], candidate):
            out[n] = out[before[-1]]
    return out


def _included(lead: list[str]) -> bool:
    """Tell whether the words before a candidate say that it is included in what stands before them."""
    said = " ".join(lead)
    return any(word in said for word in words("inclusion") if " " in word) or any(
        word in words("inclusion") for word in lead
    )
