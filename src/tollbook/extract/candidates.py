"""Candidates: tokens -> phrases that may state how many people, before any harm is looked for."""

from enum import StrEnum

import msgspec

from tollbook.model.figure import Count
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.text import SentenceRole, Text
from tollbook.model.tree import Tree

REACH = 9
ONE = frozenset("a an another his her their its the first 's".split())
TAKEN_IN = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "X"})
HARMED = frozenset("bodies corpses casualties".split())
PARTICLES = frozenset("al el bin ibn abu abd de la van von der del e o".split())
GROUP_HEADS = frozenset("members member group family families number crew".split())


class Form(StrEnum):
    """How a candidate says its number."""

    NUMBER = "number"
    NONE = "none"
    PLURAL = "plural"
    ONE = "one"
    NAME = "name"
    SHARE = "share"


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """A phrase that may be a figure: its span, its head token, its first and last token (inclusive)."""

    form: Form
    span: Span
    head: int
    first: int
    last: int
    count: Count
    rule: str
    noun: Mention | None = None
    more: bool = False
    name: Span | None = None


class Index:
    """Which mention of a kind each token belongs to."""

    def __init__(self, text: Text, tree: Tree) -> None:
        """Map tokens to harm words, person nouns, actors, places and dates."""
        self.text, self.tree = text, tree
        self.harm = self._map(MentionKind.HARM)
        self.person = self._map(MentionKind.PERSON)
        self.actor = self._map(MentionKind.ACTOR)
        self.place = self._map(MentionKind.PLACE)
        self.date = self._map(MentionKind.DATE)

    def _map(self, kind: MentionKind) -> dict[int, Mention]:
        out: dict[int, Mention] = {}
        mentions = sorted(self.text.of(kind), key=lambda m: m.span.start)
        at = 0
        for i, token in enumerate(self.tree.tokens):
            while at < len(mentions) and mentions[at].span.end <= token.span.start:
                at += 1
            for mention in mentions[at : at + 2]:
                if mention.span.overlaps(token.span):
                    out[i] = mention
        return out


def candidates(text: Text, tree: Tree, index: Index) -> list[Candidate]:
    """Find the candidates of a text, in text order, none overlapping another."""
    out: list[Candidate] = []
    for sentence in text.sentences:
        if not sentence.parsed or sentence.role is SentenceRole.DATELINE:
            continue
        i = sentence.first
        while i < sentence.last:
            found = _at(text, tree, index, i, sentence.last)
            if found:
                out.append(found)
                i = max(found.last, i) + 1
            else:
                i += 1
    return out


def _at(text: Text, tree: Tree, index: Index, i: int, stop: int) -> Candidate | None:
    token = tree.token(i)
    if token.quantity is not None:
        return _number(text, tree, index, i, stop)
    if i in index.person:
        return _noun(text, tree, index, i, stop)
    if token.pos == "PROPN":
        return _name(text, tree, index, i, stop)
    return None


def _number(text: Text, tree: Tree, index: Index, i: int, stop: int) -> Candidate | None:
    token = tree.token(i)
    mention = text.mentions[token.quantity] if token.quantity is not None else None
    if mention is None or mention.quantity is None:
        return None
    last = _extend(tree, index, i, stop)
    person = max((k for k in range(i, last + 1) if k in index.person), default=None)
    if person is not None:
        last = person
    while last > i and tree.token(last).pos in {"ADP", "PUNCT", "CCONJ", "DET", "PART"}:
        last -= 1
    head = last
    if person is not None:
        last, head = _and_kind(tree, index, person, stop, bool(mention.rule.startswith("numbers.share")))
    if person is None:
        while head > i and tree.token(head).pos not in {"NOUN", "PROPN", "PRON"}:
            head -= 1
    quantity = mention.quantity
    none = quantity.count.high == 0
    form = Form.NONE if none else Form.NUMBER
    if mention.rule.startswith("numbers.share"):
        form = Form.SHARE
    return Candidate(
        form=form,
        span=Span(token.span.start, tree.token(last).span.end),
        head=head,
        first=i,
        last=last,
        count=quantity.count,
        rule=mention.rule,
        noun=index.person.get(person) if person is not None else None,
        more=quantity.more,
    )


def _extend(tree: Tree, index: Index, i: int, stop: int) -> int:
    """Walk right from a number over the words that may belong to its noun phrase."""
    last, k = i, i + 1
    while k < min(stop, i + REACH):
        token = tree.token(k)
        low = token.text.lower()
        if token.quantity is not None or k in index.date:
            break
        if low == "of" and (k == i + 1 or tree.token(k - 1).text.lower() in GROUP_HEADS):
            k += 1
            continue
        if low in {"the", "its", "his", "their", "these", "those", "our", "her"}:
            if tree.token(k - 1).text.lower() == "of":
                k += 1
                continue
            break
        harm = k in index.harm and k not in index.person
        if harm or token.tag in {"VBN", "VBG", "VBD"}:
            if _person_follows(tree, index, k + 1, stop):
                k += 1
                continue
            break
        if token.pos in TAKEN_IN or k in index.person or low in {"'s", "-", "more"}:
            last = k
            k += 1
            if k - 1 in index.person and not (
                k < stop and (k in index.person or tree.token(k).text.lower() == "of")
            ):
                break
            continue
        break
    return last


def _person_follows(tree: Tree, index: Index, k: int, stop: int) -> bool:
    """Tell whether a person noun comes at once or behind an adjective or two."""
    for j in range(k, min(k + 3, stop)):
        if j in index.person:
            return True
        if tree.token(j).pos not in {"ADJ", "NOUN", "PROPN"}:
            return False
    return False


def _noun(text: Text, tree: Tree, index: Index, i: int, stop: int) -> Candidate | None:
    """Read a person noun without a number: "a child" is one, "children" are two or more."""
    mention = index.person[i]
    end = i
    while end + 1 < stop and index.person.get(end + 1) is mention:
        end += 1
    if end + 1 < stop and tree.token(end + 1).pos == "PROPN" and _is_name(text, tree, index, end + 1):
        return _name(text, tree, index, end + 1, stop, title=i)
    if mention.rule == "person.dead" and not _may_count(tree, mention, i):
        return None
    last = i
    while last + 1 < stop and (index.person.get(last + 1) is mention):
        last += 1
    own = last
    head = tree.token(own)
    first = i
    while first - 1 >= 0 and tree.token(first - 1).sentence == head.sentence and first > i - 4:
        before = tree.token(first - 1)
        if before.pos in {"ADJ", "NOUN", "PROPN"} and before.quantity is None and before.head <= last:
            if first - 1 in index.harm and first - 1 not in index.person:
                break
            first -= 1
        else:
            break
    determiner = tree.token(first - 1).text.lower() if first > 0 else ""
    last, _ = _and_kind(tree, index, last, stop, True)
    plural = head.tag in {"NNS", "NNPS"} or mention.words.lower().endswith(
        ("s", "men", "women", "children", "people")
    )
    if mention.cue and mention.cue.sets.get("number") == "group":
        plural = True
    form = Form.PLURAL if plural else Form.ONE
    if form is Form.ONE and determiner not in ONE:
        return None
    start = tree.token(first).span.start
    if form is Form.ONE:
        start = tree.token(first - 1).span.start
    return Candidate(
        form=form,
        span=Span(start, tree.token(last).span.end),
        head=own,
        first=first,
        last=last,
        count=Count(low=2, high=None) if plural else Count(low=1, high=1),
        rule="numbers.plural" if plural else "numbers.one_person",
        noun=mention,
    )


def _may_count(tree: Tree, mention: Mention, i: int) -> bool:
    """Tell whether a noun that itself says the harm ("casualties") states people rather than refers back.

    "The victims" and "the dead" refer back; "heavy casualties" and "bodies" state.
    """
    if mention.words.lower() not in HARMED:
        return False
    k = i - 1
    while k > 0 and i - k < 4 and tree.token(k).pos in {"ADJ", "NOUN", "PROPN"}:
        k -= 1
    before = tree.token(k).text.lower() if k >= 0 else ""
    return before not in {"the", "their", "its", "of", "his", "these", "those"}


def _is_name(text: Text, tree: Tree, index: Index, i: int) -> bool:
    token = tree.token(i)
    if any(i in where for where in (index.actor, index.place, index.date, index.harm, index.person)):
        return False
    return token.quantity is None and token.text[0].isupper() and any(c.islower() for c in token.text)


def _name(
    text: Text, tree: Tree, index: Index, i: int, stop: int, title: int | None = None
) -> Candidate | None:
    """Read a person's name: two or more capitalised words, or one behind a title or person noun."""
    sentence = text.sentences[tree.token(i).sentence]
    if sentence.role is SentenceRole.TITLE and title is None:
        return None
    last = i
    if not _is_name(text, tree, index, i):
        return None
    k = i + 1
    while k < stop and k < i + 7:
        if _is_name(text, tree, index, k) and tree.token(k).pos in {"PROPN", "NOUN", "ADJ"}:
            last = k
        elif tree.token(k).text.lower() not in PARTICLES:
            break
        k += 1
    if last == i and title is None:
        return None
    first = title if title is not None else i
    name = Span(tree.token(i).span.start, tree.token(last).span.end)
    return Candidate(
        form=Form.NAME,
        span=Span(tree.token(first).span.start, tree.token(last).span.end),
        head=last,
        first=first,
        last=last,
        count=Count(low=1, high=1),
        rule="numbers.named_person",
        noun=index.person.get(first) if title is not None else None,
        name=name,
    )


def _and_kind(tree: Tree, index: Index, last: int, stop: int, wanted: bool) -> tuple[int, int]:
    """Take "and children" in behind "women": two kinds of civilians that one statement counts together."""
    if not wanted or last + 2 >= stop or tree.token(last + 1).text.lower() != "and":
        return last, last
    left, right = index.person.get(last), index.person.get(last + 2)
    if left is None or right is None or left.cue is None or right.cue is None:
        return last, last
    kinds = {left.cue.sets["status"], right.cue.sets["status"]}
    plural = all(m.words.lower().endswith(("s", "men", "women", "children")) for m in (left, right))
    return (last + 2, last) if kinds == {"civilian"} and plural else (last, last)
