"""What may be the place of an event: a sentence's place mentions and the other names in it -> candidates.

Many places of news are in no gazetteer and in no frame that tells them for certain ("Guelta Auditorium",
"the Tambril axis"); whether such a name is a place of the event is left to the weights.
"""

from collections.abc import Iterator

import msgspec

from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reference import Place
from tollbook.model.text import Text, Token

NAME_RULE = "event_place.name"
JOINS = frozenset(["-", "of", "al"])
NO_NAME = frozenset("VERB AUX PRON DET ADP CCONJ SCONJ".split())
MARKS = "‘’'“\"-"
OTHERS = (MentionKind.ACTOR, MentionKind.DATE, MentionKind.PERSON)


class Candidate(msgspec.Struct, frozen=True):
    """A place or name with its first, last and governing token; `rule` says what it was found by."""

    place: Mention
    first: int
    last: int
    head: int
    rule: str

    @property
    def known(self) -> bool:
        """Tell whether it is a place mention, not just a name."""
        return not self.rule.startswith(NAME_RULE)


def candidates(text: Text, at: int) -> list[Candidate]:
    """Give the places and the other names of the sentence of token `at`, in text order."""
    sentence = text.sentences[text.tokens[at].sentence]
    found: list[Candidate] = []
    taken: set[int] = {at}
    for mention in text.of(MentionKind.PLACE):
        if sentence.span.holds(mention.span):
            inside = [
                i for i in range(sentence.first, sentence.last) if text.tokens[i].span.overlaps(mention.span)
            ]
            if inside:
                found.append(_candidate(text, mention, inside, mention.rule))
                taken.update(inside)
    found += _names(text, range(sentence.first, sentence.last), taken)
    return sorted(found, key=lambda each: each.first)


def _candidate(text: Text, mention: Mention, inside: list[int], rule: str) -> Candidate:
    held = set(inside)
    heads = [i for i in inside if text.tokens[i].head not in held or text.tokens[i].head == i]
    head = (heads[-1] if mention.rule == NAME_RULE else heads[0]) if heads else inside[-1]
    return Candidate(mention, inside[0], inside[-1], head, rule)


def _names(text: Text, tokens: range, taken: set[int]) -> Iterator[Candidate]:
    """Give the runs of capitalised tokens that no place mention holds and no date."""
    other = _others(text, tokens)
    at = tokens.start
    while at < tokens.stop:
        inside = _run(text, at, tokens.stop, taken, other)
        if not inside:
            at += 1
            continue
        at = inside[-1] + 1
        alone = len(inside) == 1 and inside[0] == tokens.start
        if alone and text.tokens[inside[0]].pos != "PROPN":
            continue
        span = Span(text.tokens[inside[0]].span.start, text.tokens[inside[-1]].span.end)
        words = span.of(text.report.text)
        mention = Mention(
            kind=MentionKind.PLACE, span=span, words=words, rule=NAME_RULE, place=Place(name=words)
        )
        kind = other.get(inside[0])
        yield _candidate(text, mention, inside, f"{NAME_RULE}.{kind}" if kind else NAME_RULE)


def _others(text: Text, tokens: range) -> dict[int, str]:
    """Give the kind of mention that holds a token: an actor, a date or a person."""
    if not tokens:
        return {}
    sentence = text.sentences[text.tokens[tokens.start].sentence]
    out: dict[int, str] = {}
    for mention in text.mentions:
        if mention.kind in OTHERS and sentence.span.holds(mention.span):
            out |= {i: mention.kind.value for i in tokens if text.tokens[i].span.overlaps(mention.span)}
    return out


def _run(text: Text, at: int, end: int, taken: set[int], other: dict[int, str]) -> list[int]:
    """Give the tokens of the name that begins at token `at`, none where none does."""

    def fits(i: int) -> bool:
        free = i < end and i not in taken and other.get(i) != MentionKind.DATE.value
        return free and _is_capital(text.tokens[i])

    if not fits(at):
        return []
    last = at
    while True:
        if fits(last + 1):
            last += 1
        elif last + 2 < end and text.tokens[last + 1].text in JOINS and fits(last + 2):
            last += 2
        else:
            return list(range(at, last + 1))


def _is_capital(token: Token) -> bool:
    word = token.text.lstrip(MARKS)
    return word[:1].isupper() and token.pos not in NO_NAME and word.lower() not in ("mr", "mrs", "i")
