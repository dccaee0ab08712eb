"""Government by the parse: which harm word governs a candidate, by subject, object, participle, "of"."""

import msgspec

from tollbook.extract.candidates import Candidate, Form
from tollbook.extract.grammar import words
from tollbook.extract.index import Index
from tollbook.model.mention import Mention
from tollbook.model.tree import Tree

WHO_REACH = 30


class Hit(msgspec.Struct, frozen=True):
    """A harm word, its token, and the rule by which a candidate came to it."""

    harm: Mention
    verb: int
    rule: str


def voice(harm: Mention) -> str:
    """Give where the harmed people of a harm word stand (see the schema of harms)."""
    return harm.cue.sets["voice"] if harm.cue else ""


def by_parse(tree: Tree, index: Index, candidate: Candidate, taken: frozenset[int]) -> Hit | None:
    """Find the harm word that governs a candidate by the parse; `taken` are the tokens of candidates."""
    return (
        _copula(tree, index, candidate)
        or _own_noun(tree, index, candidate)
        or _taken(tree, index, candidate)
        or _participle(tree, index, candidate)
        or _who(tree, index, candidate)
        or _argument(tree, index, candidate)
        or _of(tree, index, candidate)
        or _left_dead(tree, index, candidate, taken)
        or _complement(tree, index, candidate)
    )


def _own_noun(tree: Tree, index: Index, candidate: Candidate) -> Hit | None:
    """Read a candidate that holds its harm: "14 bodies", "12 dead", "three of the wounded"."""
    own = next((k for k in range(candidate.first, candidate.last + 1) if k in index.harm), None)
    if own is None or candidate.form is Form.ONE:
        return None
    harm = index.harm[own]
    if voice(harm) not in {"noun", "body", "state", "transitive"}:
        return None
    if harm.rule == "harm.lives" and not _takes_lives(tree, candidate):
        return None
    governor = tree.token(candidate.head).head
    if tree.token(own).text.lower() in words("dead_of") and governor != own and governor in index.harm:
        outer = index.harm[governor]
        if voice(outer) in {"intransitive", "transitive"} and outer.rule != harm.rule:
            return Hit(outer, governor, "govern.subject")
    return Hit(harm, own, "govern.own_noun")


def _takes_lives(tree: Tree, candidate: Candidate) -> bool:
    """Tell "claimed 30 lives" from "could save 30 lives"."""
    near = range(max(0, candidate.first - 5), min(candidate.last + 5, len(tree.tokens)))
    return any(tree.token(k).lemma in words("takes_lives") for k in near)


def _copula(tree: Tree, index: Index, candidate: Candidate) -> Hit | None:
    """Read "the dead were 65 members of X": what the dead are said to be."""
    token = tree.token(candidate.head)
    if token.dep not in {"attr", "nsubj"} or candidate.form is Form.PLURAL:
        return None
    for k in tree.children[token.head]:
        said = k < candidate.first and tree.token(k).dep in {"nsubj", "attr"} and k in index.harm
        if said and tree.token(k).text.lower() in words("the_harmed"):
            return Hit(index.harm[k], k, "govern.copula")
    return None


def _taken(tree: Tree, index: Index, candidate: Candidate) -> Hit | None:
    """Read "took 11 prisoner", "taking two guards hostage": the state stands right behind."""
    k = candidate.last + 1
    before = range(max(0, candidate.first - 2), candidate.first)
    taking = any(tree.token(j).lemma in words("take") for j in before)
    if candidate.last in index.harm and candidate.last > candidate.first:
        k = candidate.last
    cue = index.harm[k].cue if taking and k < len(tree.tokens) and k in index.harm else None
    if cue and cue.sets["outcome"] in {"detained", "abducted"}:
        return Hit(index.harm[k], k, "govern.taken")
    return None


def _participle(tree: Tree, index: Index, candidate: Candidate) -> Hit | None:
    """Read "people killed in the raid", "an adviser who was killed", "a general, adviser of X, who fell"."""
    described = [candidate.head]
    if candidate.form is Form.NAME:
        subtree = tree.subtree(candidate.head)
        described += [c for c in subtree if tree.token(c).dep in {"appos", "pobj"} and c > candidate.head]
    for child in [c for d in described for c in tree.children[d]]:
        if child not in index.harm or child <= candidate.last:
            continue
        kind, token = voice(index.harm[child]), tree.token(child)
        if token.dep not in {"acl", "relcl", "amod"} or tree.child(child, "dobj") is not None:
            continue
        passive = kind == "transitive" and token.tag in {"VBN", "VBD", "JJ"}
        if passive or kind in {"state", "intransitive"}:
            return Hit(index.harm[child], child, "govern.participle")
    return None


def _who(tree: Tree, index: Index, candidate: Candidate) -> Hit | None:
    """Read "General X, adviser of the Y, who was killed": "who" is the named one, whatever the parse says.

    Only names and appositions may stand between; a verb or another number ends the search.
    """
    if candidate.form is not Form.NAME:
        return None
    sentence = tree.token(candidate.head).sentence
    for k in range(candidate.last + 1, min(candidate.last + WHO_REACH, len(tree.tokens))):
        token = tree.token(k)
        if token.sentence != sentence or token.quantity is not None:
            return None
        if k in index.harm and token.tag == "VBN" and voice(index.harm[k]) == "transitive":
            return Hit(index.harm[k], k, "govern.participle")
        if token.pos in {"VERB", "AUX"}:
            return None
        if token.text.lower() == "who":
            verb = token.head
            intransitive = verb in index.harm and voice(index.harm[verb]) == "intransitive"
            if verb in index.harm and (token.dep == "nsubjpass" or intransitive):
                return Hit(index.harm[verb], verb, "govern.participle")
            return None
    return None


def _argument(tree: Tree, index: Index, candidate: Candidate) -> Hit | None:
    """Read the candidate as subject or object of the harm word itself."""
    head = _transparent(tree, candidate.head)
    token = tree.token(head)
    governor, dep = token.head, token.dep
    if governor == head or governor not in index.harm:
        return None
    harm = index.harm[governor]
    kind, tag = voice(harm), tree.token(governor).tag
    if dep == "nsubjpass" and kind in {"transitive", "state", "lose"}:
        return Hit(harm, governor, "govern.passive_subject")
    if dep == "nsubj":
        if kind in {"intransitive", "state"} or harm.rule == "harm.sustain":
            return Hit(harm, governor, "govern.subject")
        if kind == "transitive" and tag in {"VBN", "VBD"} and tree.child(governor, "dobj") is None:
            return Hit(harm, governor, "govern.headline_passive")
    if dep in {"dobj", "obj", "oprd"} and kind in {"transitive", "lose", "claim"}:
        passive = kind == "transitive" and tag == "VBN" and tree.child(governor, "auxpass") is not None
        return None if passive else Hit(harm, governor, "govern.object")
    if dep in {"nummod", "compound", "amod", "quantmod", "nmod"} and kind in {"noun", "body"}:
        return Hit(harm, governor, "govern.noun")
    return None


def _of(tree: Tree, index: Index, candidate: Candidate) -> Hit | None:
    """Read "the deaths of 12 people", "the killing of a judge"."""
    token = tree.token(_transparent(tree, candidate.head))
    if token.dep != "pobj" or tree.token(token.head).text.lower() != "of":
        return None
    noun = tree.token(token.head).head
    if noun not in index.harm:
        return None
    if voice(index.harm[noun]) in {"noun", "body"} or tree.token(noun).tag in {"VBG", "NN"}:
        return Hit(index.harm[noun], noun, "govern.of")
    return None


def _left_dead(tree: Tree, index: Index, candidate: Candidate, taken: frozenset[int]) -> Hit | None:
    """Read "left 35 people, including 22 children, dead": the state stands behind."""
    before = range(max(0, candidate.first - 3), candidate.first)
    if not any(tree.token(k).lemma in words("leave") for k in before):
        return None
    sentence = tree.token(candidate.head).sentence
    for k in range(candidate.last + 1, min(candidate.last + 12, len(tree.tokens))):
        if tree.token(k).sentence != sentence or tree.token(k).text in {".", ";"}:
            break
        if k in index.harm and k not in taken and voice(index.harm[k]) in {"state", "transitive"}:
            return Hit(index.harm[k], k, "govern.left_dead")
    return None


def _complement(tree: Tree, index: Index, candidate: Candidate) -> Hit | None:
    """Read "forced 3,000 people to flee" and "nine are believed to have drowned": the harm is below."""
    head = _transparent(tree, candidate.head)
    token = tree.token(head)
    if token.dep not in {"dobj", "nsubjpass"}:
        return None
    for k in tree.children[token.head]:
        if k not in index.harm or k <= head or tree.token(k).dep not in {"xcomp", "ccomp"}:
            continue
        kind = voice(index.harm[k])
        passive = kind == "transitive" and tree.child(k, "auxpass") is not None
        if kind in {"intransitive", "state"} or (passive and token.dep == "nsubjpass"):
            return Hit(index.harm[k], k, "govern.complement")
    return None


def _transparent(tree: Tree, head: int) -> int:
    """Climb from "people" in "a total of 40 people" to "total", whose relation is the phrase's own."""
    for _ in range(3):
        token = tree.token(head)
        of = tree.token(token.head)
        if token.dep != "pobj" or of.text.lower() != "of":
            break
        if tree.token(of.head).lemma not in words("transparent"):
            break
        head = of.head
    return head
