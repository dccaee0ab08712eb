"""Candidates: tokens -> phrases that may state how many people, before any harm is looked for."""

from enum import StrEnum

import msgspec

from tollbook.extract.grammar import words
from tollbook.extract.index import Index
from tollbook.model.figure import Count
from tollbook.model.mention import Mention
from tollbook.model.provenance import Span
from tollbook.model.roles import CONTEXT, role
from tollbook.model.text import SentenceRole, Text
from tollbook.model.tree import Tree

REACH = 9
HARMED = frozenset({"bodies", "corpses", "casualties"})
TAKEN_IN = frozenset({"ADJ", "NOUN", "PROPN", "NUM", "X"})
PLURAL_ENDS = ("s", "men", "women", "children", "people")


class Form(StrEnum):
    """How a candidate says its number."""

    NUMBER = "number"
    NONE = "none"
    PLURAL = "plural"
    ONE = "one"
    NAME = "name"
    SHARE = "share"


QUOTES = frozenset({'"', "“", "”", "„", "'", "‘", "’", "``", "''"})
ONE_IS = frozenset({"was", "is", "has"})
STRONG = frozenset({Form.NUMBER, Form.NONE, Form.SHARE})


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


def candidates(text: Text, tree: Tree, index: Index) -> list[Candidate]:
    """Find the candidates of a text, in text order, none overlapping another."""
    out: list[Candidate] = []
    for sentence in text.sentences:
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
    if token.pos == "PROPN" and text.sentences[token.sentence].role is not SentenceRole.TITLE:
        return _name(tree, index, i, stop)
    return None


def _number(text: Text, tree: Tree, index: Index, i: int, stop: int) -> Candidate | None:
    token = tree.token(i)
    mention = text.mentions[token.quantity] if token.quantity is not None else None
    if mention is None or mention.quantity is None:
        return None
    last = _extend(tree, index, i, stop)
    person = max((k for k in range(i, last + 1) if k in index.person), default=None)
    share = mention.rule.startswith("numbers.share")
    if person is not None:
        last, head = _and_kind(tree, index, person, stop, share)
    else:
        while last > i and tree.token(last).pos in {"ADP", "PUNCT", "CCONJ", "DET", "PART"}:
            last -= 1
        head = last
        while head > i and tree.token(head).pos not in {"NOUN", "PROPN", "PRON"}:
            head -= 1
    if person == last and last + 1 < stop and tree.token(last + 1).text in QUOTES:
        last += any(tree.token(n).text in QUOTES for n in range(i, person))
    quantity = mention.quantity
    form = Form.SHARE if share else Form.NONE if quantity.count.high == 0 else Form.NUMBER
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
        low, before = token.text.lower(), tree.token(k - 1).text.lower()
        if token.quantity is not None or k in index.date:
            break
        if token.text in QUOTES and _person_follows(tree, index, k + 1, stop):
            k += 1
            continue
        opens = low == "of" and (k == i + 1 or before in words("group_head"))
        if opens or (low in words("determiner") and before == "of"):
            k += 1
        elif (k in index.harm and k not in index.person) or token.tag in {"VBN", "VBG", "VBD"}:
            if not _person_follows(tree, index, k + 1, stop):
                break
            k += 1
        elif token.pos in TAKEN_IN or k in index.person or k in index.actor or low in {"'s", "-", "more"}:
            last, k = k, k + 1
            following = k < stop and (k in index.person or tree.token(k).text.lower() == "of")
            if last in index.person and not following:
                break
        else:
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
    own = i
    while own + 1 < stop and index.person.get(own + 1) is mention:
        own += 1
    named = _name(tree, index, own + 1, stop, title=i) if own + 1 < stop else None
    if named and tree.token(own + 1).pos == "PROPN":
        return named
    if mention.rule == "person.dead" and not _may_count(tree, mention, i):
        return None
    head = tree.token(own)
    first = i
    while first > max(i - 4, text.sentences[head.sentence].first):
        before = tree.token(first - 1)
        inside = before.pos in {"ADJ", "NOUN", "PROPN"} and before.quantity is None and before.head <= own
        if not inside or (first - 1 in index.harm and first - 1 not in index.person):
            break
        first -= 1
    last, _ = _and_kind(tree, index, own, stop, True)
    if own + 2 < stop and tree.token(own + 1).text.lower() == "of":
        counted = tree.token(own + 2).quantity
        quantity = text.mentions[counted].quantity if counted is not None else None
        if quantity and mention.cue and mention.cue.sets.get("number") == "group":
            return Candidate(
                form=Form.NUMBER,
                span=Span(tree.token(first).span.start, tree.token(own + 2).span.end),
                head=own,
                first=first,
                last=own + 2,
                count=quantity.count,
                rule="numbers.group_of",
                noun=mention,
            )
    group = bool(mention.cue and mention.cue.sets.get("number") == "group")
    plural = group or head.tag in {"NNS", "NNPS"} or mention.words.lower().endswith(PLURAL_ENDS)
    start = tree.token(first).span.start
    if not plural:
        if first == 0 or tree.token(first - 1).text.lower() not in words("one_before"):
            return None
        start = tree.token(first - 1).span.start
        if (other := _of_kin(tree, own, stop)) is not None:
            return Candidate(
                form=Form.NUMBER,
                span=Span(start, tree.token(other).span.end),
                head=own,
                first=first,
                last=other,
                count=Count(low=2, high=2),
                rule="numbers.of_kin",
                noun=mention,
            )
    return Candidate(
        form=Form.PLURAL if plural else Form.ONE,
        span=Span(start, tree.token(last).span.end),
        head=own,
        first=first,
        last=last,
        count=Count(low=2, high=None) if plural else Count(low=1, high=1),
        rule="numbers.plural" if plural else "numbers.one_person",
        noun=mention,
    )


def _of_kin(tree: Tree, own: int, stop: int) -> int | None:
    """Give the second of two of one family named in one breath: "a father and son"; else None.

    Each with a word of its own before it ("a father and his son") is read by itself, and so is a named one.
    "A husband and father" may be one person.
    """
    last = own + 2
    if last >= stop or tree.token(own + 1).text.lower() != "and":
        return None
    if not {tree.token(k).text.lower() for k in (own, last)} <= role("relation", CONTEXT):
        return None
    pair = " and ".join(tree.token(k).text.lower() for k in (own, last))
    if pair in role("one_of_kin", CONTEXT) and tree.token(max(0, own - 1)).tag != "PRP$":
        return None
    behind = tree.token(last + 1) if last + 1 < stop else None
    is_one = behind is not None and behind.text.lower() in ONE_IS
    return None if is_one or (behind is not None and behind.pos == "PROPN") else last


def _may_count(tree: Tree, mention: Mention, i: int) -> bool:
    """Tell whether a noun that itself says the harm ("casualties") states people rather than refers back.

    "The victims" and "the dead" refer back; "heavy casualties" and "bodies" state.
    """
    if mention.words.lower() not in HARMED:
        return False
    k = i - 1
    while k > 0 and i - k < 4 and tree.token(k).pos in {"ADJ", "NOUN", "PROPN"}:
        k -= 1
    return k < 0 or tree.token(k).text.lower() not in words("refers_back")


def _is_name(tree: Tree, index: Index, i: int) -> bool:
    token = tree.token(i)
    if any(i in where for where in (index.actor, index.place, index.date, index.harm, index.person)):
        return False
    return token.quantity is None and token.text[0].isupper() and any(c.islower() for c in token.text)


def _name(tree: Tree, index: Index, i: int, stop: int, title: int | None = None) -> Candidate | None:
    """Read a person's name: two or more capitalised words, or one behind a title or person noun."""
    if not _is_name(tree, index, i):
        return None
    last, k = i, i + 1
    while k < min(stop, i + 7):
        if _is_name(tree, index, k) and tree.token(k).pos in {"PROPN", "NOUN", "ADJ"}:
            last = k
        elif tree.token(k).text.lower() not in words("particle"):
            break
        k += 1
    if last == i and title is None:
        return None
    first = title if title is not None else i
    return Candidate(
        form=Form.NAME,
        span=Span(tree.token(first).span.start, tree.token(last).span.end),
        head=last,
        first=first,
        last=last,
        count=Count(low=1, high=1),
        rule="numbers.named_person",
        noun=index.person.get(first) if title is not None else None,
        name=Span(tree.token(i).span.start, tree.token(last).span.end),
    )


def _and_kind(tree: Tree, index: Index, last: int, stop: int, wanted: bool) -> tuple[int, int]:
    """Take "and children" in behind "women": two kinds of civilians that one statement counts together."""
    if not wanted or last + 2 >= stop or tree.token(last + 1).text.lower() != "and":
        return last, last
    left, right = index.person.get(last), index.person.get(last + 2)
    if left is None or right is None or left.cue is None or right.cue is None:
        return last, last
    kinds = {left.cue.sets["status"], right.cue.sets["status"]}
    plural = all(m.words.lower().endswith(PLURAL_ENDS) for m in (left, right))
    return (last + 2, last) if kinds == {"civilian"} and plural else (last, last)
