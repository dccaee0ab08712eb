"""Actors in a text: names of the registry, and phrases such as "Syrian government troops".

The method: phrases of the knowledge are looked up word by word; a run of them that goes on softly
(adjective of a country or people, modifiers, name, head noun) is read as one actor, the longest
first. The label is put together from the neutral words of the parts; the words stay as written.
"""

import msgspec

from tollbook.annotate.actor_runs import Reader
from tollbook.annotate.introduced import Held, introduced, unlisted
from tollbook.annotate.labels import actor_of
from tollbook.annotate.national import national
from tollbook.annotate.phrases import span
from tollbook.model.lexicon import Match
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reference import Actor

NEAR = 80


def actors(text: str) -> list[Mention]:
    """Find the actors in `text`, never two overlapping, in text order.

    Example:
        >>> [m.actor.label for m in actors("Takfiri terrorists fired on Syrian regime forces.")]
        ['armed group (unnamed)', 'Syrian government forces']
    """
    return [mention for mention, _ in _read(Reader(text), text)]


def parts(text: str) -> list[Match]:
    """Find the entries that the actors of `text` are made of, each with its words: for the checks.

    Example:
        >>> [match.entry.id for match in parts("Masked gunmen fled.")]
        ['modifier.armed', 'group.gunmen']
    """
    reader = Reader(text)
    found = [match for _, matches in _read(reader, text) for match in matches]
    return sorted([*found, *reader.bars], key=lambda match: match.span)


def _read(reader: Reader, text: str) -> list[tuple[Mention, list[Match]]]:
    out: list[tuple[Mention, list[Match]]] = []
    at = 0
    while at < len(reader.words):
        got = reader.read(at) if reader.opens(at) else None
        if not got:
            at += 1
            continue
        built, after = got
        actor, rule = actor_of(built, text, reader.countries)
        where = _closed(span(reader.words, built.first, after), text)
        if out and where.start < out[-1][0].span.end:  # the country of "the Red Cross of Kenya"
            at = after
            continue
        if actor.relation == "allied with" and actor.related is None:
            actor = _allied(actor, where, text, [mention for mention, _ in out[-1:]])
        mention = Mention(
            kind=MentionKind.ACTOR, span=where, words=where.of(text), rule=f"actors.{rule}", actor=actor
        )
        mention = national(mention, text, out[-1][0].span.end if out else 0)
        out.append((mention, [Match(m.entry, _closed(m.span, text)) for m in built.matches()]))
        at = after
    taken = [mention for mention, _ in out]
    more = unlisted(reader.words, reader.found, text, taken)
    taken += [mention for mention, _ in more]
    out += more
    fresh = introduced(reader.words, text, taken)
    fresh_held = Held(fresh)
    out = [(m, p) for m, p in out if fresh_held.over(m.span) is None]
    out += [(mention, []) for mention in fresh]
    return sorted(out, key=lambda pair: pair[0].span.start)


def _closed(where: Span, text: str) -> Span:
    """Take in the bracket that closes a name such as "Party of the Valley (Unity)"."""
    words = where.of(text)
    unclosed = words.count("(") > words.count(")") and text[where.end : where.end + 1] == ")"
    return Span(where.start, where.end + 1) if unclosed else where


def _allied(actor: Actor, where: Span, text: str, earlier: list[Mention]) -> Actor:
    """Say whom "allied fighters" are allied with: the actor named just before, in the same sentence."""
    if not earlier or earlier[-1].actor is None:
        return actor
    between = text[earlier[-1].span.end : where.start]
    if len(between) > NEAR or ". " in between or "\n\n" in between:
        return actor
    return msgspec.structs.replace(actor, related=earlier[-1].actor.label)
