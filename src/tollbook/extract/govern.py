"""Government: which harm word a candidate belongs to, by the parse first, by neighbourhood second."""

import msgspec

from tollbook.extract.candidates import Candidate, Form, Index
from tollbook.model.mention import Mention
from tollbook.model.tree import Tree

STRONG = frozenset({Form.NUMBER, Form.NONE, Form.SHARE})
AUXILIARIES = frozenset("was were is are be been being have has had got get reported reportedly also".split())
INCLUSION = frozenset("including among included comprising".split())
TOLL_LINKS = frozenset("to at of is was reached hit stands stood exceeded exceeds reaches be as".split())
TRANSPARENT = frozenset({"total", "number", "group", "lot", "handful", "dozen", "hundred", "thousand", "score"})
LEAVE = frozenset({"leave", "leaf"})


class Governed(msgspec.Struct, frozen=True, kw_only=True):
    """A candidate with the harm that it came to; `verb` is the harm word's token.

    `container` is the index of the candidate that this one is stated to be included in.
    """

    candidate: Candidate
    harm: Mention
    verb: int
    rule: str
    container: int | None = None


def govern(tree: Tree, index: Index, found: list[Candidate]) -> list[Governed]:
    """Find the harm of each candidate; candidates without one are left out."""
    by_head = {c.head: n for n, c in enumerate(found)}
    for n, c in enumerate(found):
        by_head.setdefault(c.first, n)
    direct: dict[int, tuple[Mention, int, str]] = {}
    taken = frozenset(k for c in found for k in range(c.first, c.last + 1))
    for n, candidate in enumerate(found):
        hit = (
            _by_parse(tree, index, candidate, taken)
            or _among(tree, index, candidate)
            or _by_neighbour(tree, index, candidate, found, n)
            or _toll(tree, index, candidate, found)
        )
        if hit and _admits(index, candidate, hit):
            direct[n] = hit
    _spread(tree, index, found, by_head, direct)
    containers = {n: _container(tree, c, by_head, found, n) for n, c in enumerate(found)}
    for n, whole in containers.items():
        if n not in direct and whole is not None and whole in direct:
            harm, verb, _ = direct[whole]
            direct[n] = (harm, verb, "govern.included")
    out: list[Governed] = []
    for n in sorted(direct):
        harm, verb, rule = direct[n]
        if _hypothetical(tree, verb) or _restated(tree, found, direct, n):
            continue
        out.append(Governed(candidate=found[n], harm=harm, verb=verb, rule=rule, container=containers.get(n)))
    return out


def _hypothetical(tree: Tree, verb: int) -> bool:
    """Tell threats, plans and possibilities from what came about: "could kill", "vowed to kill"."""
    for child in tree.children[verb]:
        if tree.token(child).dep == "aux" and tree.token(child).text.lower() in MODALS:
            return True
    token = tree.token(verb)
    return token.dep == "xcomp" and tree.token(token.head).lemma in INTENT


def _restated(
    tree: Tree, found: list[Candidate], direct: dict[int, tuple[Mention, int, str]], n: int
) -> bool:
    """Tell vague "casualties" that a number in the same sentence puts exactly: they are no second figure."""
    if found[n].form is not Form.PLURAL or direct[n][2] != "govern.own_noun":
        return False
    sentence = tree.token(found[n].head).sentence
    return any(
        m != n and found[m].form is Form.NUMBER and tree.token(found[m].head).sentence == sentence
        for m in direct
    )


MODALS = frozenset("could would will may might shall should can must".split())
INTENT = frozenset("threaten plan vow try attempt want aim seek intend order prepare hope wish refuse".split())


def voice(harm: Mention) -> str:
    """Give where the harmed people of a harm word stand (see the schema of harms)."""
    return harm.cue.sets["voice"] if harm.cue else ""


def _weak(harm: Mention) -> bool:
    return bool(harm.cue and harm.cue.sets.get("strength") == "weak")


def _admits(index: Index, candidate: Candidate, hit: tuple[Mention, int, str]) -> bool:
    """Tell whether the noun can be people at all; weak harm words need a noun known to be a person."""
    harm, _, rule = hit
    if candidate.noun is not None or (candidate.form is Form.NAME and not _weak(harm)):
        return True
    if candidate.form is Form.NONE and voice(harm) == "noun":
        return True
    if candidate.head in index.harm:
        return True
    if rule == "govern.toll":
        return True
    bare = candidate.head == candidate.first
    if _weak(harm):
        return bare and voice(harm) == "claim"
    head = index.tree.token(candidate.head)
    if bare:
        return True
    if any(k in index.actor for k in range(candidate.first, candidate.last + 1)):
        return True
    return head.pos in {"NOUN", "PROPN", "PRON"} and not _is_thing(head.lemma) and rule != "govern.left"


def _by_parse(tree: Tree, index: Index, candidate: Candidate, taken: frozenset[int]) -> tuple[Mention, int, str] | None:
    head = candidate.head
    token = tree.token(head)
    own = next((k for k in range(candidate.first, candidate.last + 1) if k in index.harm), None)
    if own is not None and candidate.form is not Form.ONE:
        harm = index.harm[own]
        if voice(harm) in {"noun", "body", "state", "transitive"}:
            outer = _outer(tree, index, head, own)
            return outer or (harm, own, "govern.own_noun")
    described = [head]
    if candidate.form is Form.NAME:
        described += [c for c in tree.subtree(head) if tree.token(c).dep in {"appos", "pobj"} and c > head]
    for child in [c for d in described for c in tree.children[d]]:
        if child in index.harm and tree.token(child).dep in {"acl", "relcl", "amod"}:
            harm = index.harm[child]
            if voice(harm) in {"transitive", "state", "intransitive"} and child > candidate.last:
                if tree.token(child).tag in {"VBN", "VBD", "JJ"} or voice(harm) != "transitive":
                    if tree.child(child, "dobj") is None:
                        return (harm, child, "govern.participle")
    head = _transparent(tree, head)
    token = tree.token(head)
    governor = token.head
    if governor == head:
        return None
    dep = token.dep
    if dep == "pobj" and tree.token(governor).text.lower() == "among":
        return None
    if governor in index.harm:
        harm = index.harm[governor]
        kind = voice(harm)
        tag = tree.token(governor).tag
        if dep in {"nsubjpass"} and kind in {"transitive", "state", "lose"}:
            return (harm, governor, "govern.passive_subject")
        if dep == "nsubj":
            if kind in {"intransitive", "state"}:
                return (harm, governor, "govern.subject")
            if kind == "lose" and harm.rule == "harm.sustain":
                return (harm, governor, "govern.subject")
            if kind == "transitive" and tag in {"VBN", "VBD"} and tree.child(governor, "dobj") is None:
                return (harm, governor, "govern.headline_passive")
        if dep in {"dobj", "obj", "oprd"} and kind in {"transitive", "lose", "claim"}:
            if kind == "transitive" and tag == "VBN" and tree.child(governor, "auxpass") is not None:
                return None
            return (harm, governor, "govern.object")
        if dep in {"nummod", "compound", "amod", "quantmod", "nmod"} and kind in {"noun", "body"}:
            return (harm, governor, "govern.noun")
    if dep == "pobj" and tree.token(governor).text.lower() == "of":
        noun = tree.token(governor).head
        if noun in index.harm and voice(index.harm[noun]) in {"noun", "body"}:
            return (index.harm[noun], noun, "govern.of")
        if noun in index.harm and tree.token(noun).tag in {"VBG", "NN"}:
            return (index.harm[noun], noun, "govern.of")
    left = any(tree.token(k).lemma in LEAVE for k in range(max(0, candidate.first - 3), candidate.first))
    if left:
        for k in range(candidate.last + 1, min(candidate.last + 12, len(tree.tokens))):
            if tree.token(k).sentence != token.sentence or tree.token(k).text in {".", ";"}:
                break
            if k in index.harm and voice(index.harm[k]) in {"state", "transitive"} and k not in taken:
                return (index.harm[k], k, "govern.left_dead")
    if dep in {"dobj", "nsubj"}:
        for k in tree.children[governor]:
            if k in index.harm and tree.token(k).dep in {"xcomp", "ccomp"} and k > head:
                if voice(index.harm[k]) in {"intransitive", "state"} and dep == "dobj":
                    return (index.harm[k], k, "govern.complement")
    return None


def _transparent(tree: Tree, head: int) -> int:
    """Climb from "people" in "a total of 40 people" to "total", whose relation is the phrase's own."""
    for _ in range(3):
        token = tree.token(head)
        of = tree.token(token.head)
        if token.dep != "pobj" or of.text.lower() != "of" or tree.token(of.head).lemma not in TRANSPARENT:
            break
        head = of.head
    return head


def _outer(tree: Tree, index: Index, head: int, own: int) -> tuple[Mention, int, str] | None:
    """ "Three of the wounded died": the verb says the harm, the noun whom it came to."""
    if tree.token(own).text.lower() not in {
        "wounded",
        "injured",
        "prisoners",
        "hostages",
        "detainees",
        "captives",
    }:
        return None
    governor = tree.token(head).head
    if (
        governor in index.harm
        and governor != own
        and voice(index.harm[governor]) in {"intransitive", "transitive"}
    ):
        if index.harm[governor].rule != index.harm[own].rule:
            return (index.harm[governor], governor, "govern.subject")
    return None


def _by_neighbour(
    tree: Tree, index: Index, candidate: Candidate, found: list[Candidate], n: int
) -> tuple[Mention, int, str] | None:
    """Where the parse shows nothing: a harm word right behind a number, or right before it."""
    if candidate.form not in STRONG:
        return None
    sentence = tree.token(candidate.head).sentence
    size = len(tree.tokens)
    k = candidate.last + 1
    steps = 0
    while k < size and steps < 5 and tree.token(k).sentence == sentence:
        token = tree.token(k)
        if k in index.harm:
            harm = index.harm[k]
            kind = voice(harm)
            if kind == "transitive" and (token.text.lower().endswith("ing") or _active(tree, index, k, found)):
                break
            if kind in {"transitive", "intransitive", "state"}:
                return (harm, k, "govern.right")
            if kind in {"noun", "body"} and steps <= 1:
                return (harm, k, "govern.right_noun")
            break
        if token.quantity is not None or (token.pos == "VERB" and token.text.lower() not in AUXILIARIES):
            break
        if token.pos == "PUNCT" and token.text not in {",", '"'}:
            break
        if token.text.lower() not in AUXILIARIES and token.pos not in {
            "ADV",
            "ADP",
            "PROPN",
            "NOUN",
            "ADJ",
            "AUX",
            "PUNCT",
            "DET",
        }:
            break
        steps += token.text.lower() not in AUXILIARIES
        k += 1
    k = candidate.first - 1
    for _ in range(4):
        if k < 0 or tree.token(k).sentence != sentence or tree.token(k).quantity is not None:
            break
        token = tree.token(k)
        if k in index.harm:
            harm = index.harm[k]
            kind = voice(harm)
            if kind in {"transitive", "lose", "claim"} and token.tag != "NN":
                return (harm, k, "govern.left")
            if kind == "noun" and candidate.head == candidate.first:
                return (harm, k, "govern.left_noun")
            break
        if token.pos in {"VERB", "NOUN", "PROPN"} or token.text in {".", ";", ":"}:
            break
        k -= 1
    return None


def _active(tree: Tree, index: Index, verb: int, found: list[Candidate]) -> bool:
    """Tell "raiders killed 12" from "12 raiders killed 10 injured": a number behind without its own harm."""
    behind = next((c for c in found if verb < c.first <= verb + 2), None)
    if behind is None or behind.form not in STRONG:
        return tree.child(verb, "dobj") is not None and tree.child(verb, "auxpass") is None
    return behind.last + 1 not in index.harm


def _toll(tree: Tree, index: Index, candidate: Candidate, found: list[Candidate]) -> tuple[Mention, int, str] | None:
    """Read "the death toll rose to 80": the number that a toll word before it reaches."""
    k = candidate.first - 1
    sentence = tree.token(candidate.head).sentence
    if k < 0 or tree.token(k).text.lower() not in TOLL_LINKS:
        return None
    others = {j for c in found if c is not candidate for j in range(c.first, c.last + 1)}
    while k >= 0 and candidate.first - k < 20 and tree.token(k).sentence == sentence and k not in others:
        if k in index.harm and index.harm[k].rule == "harm.death_toll":
            return (index.harm[k], k, "govern.toll")
        k -= 1
    return None


def _among(tree: Tree, index: Index, candidate: Candidate) -> tuple[Mention, int, str] | None:
    """Read "three children were among the dead": the harm stands behind "among"."""
    governor = tree.token(candidate.head).head
    if tree.token(candidate.head).dep not in {"nsubj", "attr", "nsubjpass"}:
        return None
    for child in tree.children[governor]:
        if tree.token(child).text.lower() == "among":
            for k in tree.subtree(child):
                if k in index.harm:
                    return (index.harm[k], k, "govern.among")
    return None


def _spread(
    tree: Tree,
    index: Index,
    found: list[Candidate],
    by_head: dict[int, int],
    direct: dict[int, tuple[Mention, int, str]],
) -> None:
    """Give the members of a list the harm of the member that has one ("65 X, 18 Y and 49 Z were killed")."""
    groups: list[list[int]] = []
    for n, candidate in enumerate(found):
        if groups and _joined(tree, found[groups[-1][-1]], candidate):
            groups[-1].append(n)
        else:
            groups.append([n])
    for group in groups:
        for order in (group, group[::-1]):
            harm: tuple[Mention, int, str] | None = None
            for n in order:
                if n in direct:
                    harm = direct[n]
                elif harm and found[n].form in STRONG and _admits(index, found[n], harm):
                    direct[n] = (harm[0], harm[1], "govern.list")
    for n, candidate in enumerate(found):
        token = tree.token(candidate.head)
        if candidate.form is Form.PLURAL and token.head in by_head and found[by_head[token.head]].form in STRONG:
            continue
        if n not in direct and token.dep in {"conj", "appos"} and token.head in by_head:
            other = by_head[token.head]
            if other in direct and other != n and _admits(index, candidate, direct[other]):
                direct[n] = (direct[other][0], direct[other][1], "govern.conjunct")


def _joined(tree: Tree, left: Candidate, right: Candidate) -> bool:
    """Tell whether only commas, "and" and small words stand between two candidates."""
    if tree.token(left.head).sentence != tree.token(right.head).sentence:
        return False
    between = [tree.token(k).text.lower() for k in range(left.last + 1, right.first)]
    return len(between) <= 4 and all(
        w in LINKS for w in between
    )


def _container(
    tree: Tree, candidate: Candidate, by_head: dict[int, int], found: list[Candidate], n: int
) -> int | None:
    """Find the candidate that this one is stated to be part of: "including", "among them", "of whom"."""
    words = [tree.token(k).text.lower() for k in range(max(0, candidate.first - 4), candidate.first)]
    sentence = tree.token(candidate.head).sentence
    before = [m for m in range(n) if tree.token(found[m].head).sentence == sentence]
    if not before:
        return None
    inside = candidate.form is Form.SHARE or any(w in INCLUSION for w in words)
    own = [tree.token(k).text.lower() for k in range(candidate.first, candidate.last + 1)]
    if {"them", "whom"} & set(own):
        inside = True
    if inside:
        top = [m for m in before if found[m].form in STRONG] or before
        return top[-1]
    previous = before[-1]
    if _joined(tree, found[previous], candidate):
        return _container(tree, found[previous], by_head, found, previous)
    return None


LINKS = frozenset({",", "and", "or", "as", "well", "plus", "a", "an", "&", "also", "-", "–"})
THINGS = frozenset(
    "vehicle tank car truck house home building rocket missile shell bomb mortar round time day hour week month "
    "year kilometre kilometer km mile metre meter tonne ton village town city area position site target school "
    "hospital strike airstrike raid attack operation clash plane aircraft helicopter drone boat ship gun rifle "
    "weapon point percent cent dollar euro animal cow sheep goat camel donkey dog horse front base camp post "
    "checkpoint road bridge explosion bombing incident battle occasion case document page country state side "
    "party group province district street neighbourhood minute second hectare acre litre barrel armoured armored "
    "bulldozer motorcycle pickup bus train ambulance tent shop mosque church depot warehouse".split()
)


def _is_thing(lemma: str) -> bool:
    return lemma.lower() in THINGS
