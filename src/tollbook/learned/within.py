"""Within: "eleven regime fighters", "18 members of the Sea Front" -> the party that these words name.

The words for the people must be those for people of a party: "15 hostages of the Front" are none of its own.
"""

import re
from functools import cache
from typing import NamedTuple

import msgspec

from tollbook.learned.quoted import PERSONS
from tollbook.model.lexicon import load
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Actor, ActorKind
from tollbook.model.roles import CONTEXT, context, one_of, role
from tollbook.model.text import Text

NOT_PARTIES = frozenset({ActorKind.CIVILIANS, ActorKind.MEDIA, ActorKind.MONITOR, ActorKind.AID})
LED = re.compile(
    r"\b(?:by|in|at(?! (?:least|most|all)\b)|against|near|during|after|with|between|under|for)\b",
    re.IGNORECASE,
)
"""Before a party they make it another's: "nine men killed by government soldiers"."""
OWNS = re.compile(r"['’]")
GENERIC = ("actors.group.", "actors.head.")
"""Rules that read no party by name: "Turkish soldiers", "army men"."""
WORDS = re.compile(r"[^\W\d_]+")
_WORD = r"(?:al-)?[A-Z][\w-]{1,30}(?:['’][A-Z]\w+)?"
OF_THEM = re.compile(r"(?P<noun>[a-z]+) of $")
OF_GROUP = re.compile(r" of (?:an? |the )?")
ARMED = frozenset(
    {ActorKind.REBEL_GROUP, ActorKind.MILITIA, ActorKind.COMMUNAL_MILITIA, ActorKind.STATE_FORCES}
)
FAR = 200
"""Characters behind a figure in which the name of its party may end."""


class _Patterns(NamedTuple):
    """Patterns made from the words that the lexicon has for them."""

    among: re.Pattern[str]
    named: re.Pattern[str]
    """A party of any name behind its people."""
    force: re.Pattern[str]
    """The words for its people and for itself before an armed group."""
    body: re.Pattern[str]
    """What makes "members of" a name those of a party: members are of parliaments and clubs too."""
    others: re.Pattern[str]
    people: re.Pattern[str]
    behind: re.Pattern[str]
    """Behind the name of a party, where it ends there."""
    goes_on: re.Pattern[str]
    """Behind a name: it may be longer than was read."""


@cache
def _patterns() -> _Patterns:
    """Make the patterns from the lexicon's words."""
    joined, who = context("joined"), r"\b(?P<who>[a-z]{2,20})"
    peaceful = "".join(rf"(?<!{re.escape(word)} )" for word in sorted(role("peaceful", CONTEXT)))
    return _Patterns(
        among=re.compile(rf"(?P<who>[^\W\d_]+) (?:of|from|{joined}) (?:the )?(?:so-called )?", re.IGNORECASE),
        named=re.compile(
            rf"{who} (?P<by>of|{joined}) (?:the )?(?:so-called )?"
            rf"(?P<name>{_WORD}(?: (?:(?:of|for) (?:the )?|(?:al|el|ul) )?{_WORD}){{0,5}})"
        ),
        force=re.compile(
            rf"{who} (?:of|{joined}) (?:the |an? )?"
            r"(?P<lead>(?!of |and |in |who )(?:(?!(?:of|and|in|who|for|by) )[\w-]+ ){0,3})$"
        ),
        body=re.compile(rf"\b{peaceful}{context('armed_body')}\b"),
        others=re.compile(rf"\b(?:who|whom|as|when|{context('drawn_in')})\b"),
        people=re.compile(rf"\b{context('bare_people')}$", re.IGNORECASE),
        behind=re.compile(
            r"\s*(?:[.,;:)]|$|(?:who|which|was|were|is|are|had|have|has|on|in|near|at|by|after|during|when|and"
            rf"|{context('behind_party')})\b)"
        ),
        goes_on=re.compile(rf" (?:and|{one_of(role('particle'))}) [A-Z]"),
    )


def party_within(text: Text, figure: Span) -> Sourced[Actor] | None:
    """Give the party that the words of a figure name as that of the people counted, or None.

    `figure` counts characters of the report's text, end exclusive.
    """
    for mention in text.of(MentionKind.ACTOR):
        actor = mention.actor
        if actor is None or actor.kind in NOT_PARTIES or not _begins(mention.span, figure):
            continue
        words = text.report.text
        if LED.search(words[figure.start : mention.span.start]) or OWNS.match(words, mention.span.end):
            continue
        at = _its_people(mention)
        if at is not None and (actor.registry or not _is_of_kin(words, at)):
            named = msgspec.structs.replace(actor, name=at.of(words))
            return text.stamp().source(named, at, rule="side.within", basis=Basis.INFERRED)
    return _behind(text, figure) or _described(text, figure) or _unlisted(text, figure)


def _described(text: Text, figure: Span) -> Sourced[Actor] | None:
    """Give the armed group in "six members of the Kurdish internal security force", described and all."""
    words = text.report.text
    for mention in text.of(MentionKind.ACTOR):
        if not figure.start < mention.span.start < figure.end + FAR:
            continue
        of = _patterns().force.search(words, figure.start, mention.span.start)
        if of is None or of["who"] not in _people() or of.start() >= figure.end or mention.actor is None:
            continue
        at = Span(of.start("lead"), mention.span.end)
        if mention.actor.kind not in ARMED or _are_others(words[figure.start : of.start()]):
            continue
        if _patterns().behind.match(words, at.end):
            named = msgspec.structs.replace(mention.actor, name=at.of(words))
            return text.stamp().source(named, at, rule="side.within", basis=Basis.INFERRED)
    return None


def _behind(text: Text, figure: Span) -> Sourced[Actor] | None:
    """Give the armed group in "seven people of a local armed group", where "of" stands behind the figure."""
    words = text.report.text
    of = OF_GROUP.match(words, figure.end)
    if of is None or not _patterns().people.search(figure.of(words)):
        return None
    for mention in text.of(MentionKind.ACTOR):
        ends = _patterns().behind.match(words, mention.span.end)
        if ends and mention.span.start == of.end() and mention.actor and mention.actor.kind in ARMED:
            return text.stamp().source(mention.actor, mention.span, rule="side.within", basis=Basis.INFERRED)
    return None


def _unlisted(text: Text, figure: Span) -> Sourced[Actor] | None:
    """Give a party of any name: "16 fighters of the Front of the Companions", "two cadets loyal to Amadi"."""
    words = text.report.text
    near = _patterns().named.finditer(words, figure.start, figure.end + FAR)
    said = next((m for m in near if m["who"] in _fighters()), None)
    if said is None or said.start() >= figure.end:
        return None
    at = Span(*said.span("name"))
    if _are_others(words[figure.start : said.start()]):
        return None
    known = next((m.actor for m in text.of(MentionKind.ACTOR) if m.actor and m.span.overlaps(at)), None)
    is_armed = known is not None and known.kind in ARMED
    is_party = is_armed or said["by"] != "of" or _patterns().body.search(said["name"])
    if said["who"] in role("of_anybody") and not is_party:
        return None
    if OWNS.match(words, at.end) or _patterns().goes_on.match(words, at.end):
        return None
    if not (known is not None and known.registry) and _is_of_kin(words, at):
        return None
    if any(m.span.start <= at.start < m.span.end for m in text.of(MentionKind.PLACE)):
        return None
    if any(m.span.overlaps(at) for m in text.of(MentionKind.DATE)):
        return None
    if known is not None and known.kind in NOT_PARTIES:
        return None
    actor = Actor(name=at.of(words), label=at.of(words))
    if known is not None:
        actor = msgspec.structs.replace(known, name=at.of(words))
    return text.stamp().source(actor, at, rule="side.within", basis=Basis.INFERRED)


def _are_others(before: str) -> bool:
    """Tell by the words before "fighters of" that others are counted: "wives of", "accused of being"."""
    of = OF_THEM.search(before)
    theirs = of is not None and of["noun"] not in role("heap", CONTEXT)
    return theirs or LED.search(before) is not None or _patterns().others.search(before) is not None


def _is_of_kin(words: str, at: Span) -> bool:
    """Tell whether a name is that of a family, a people or a school, by its words or the one behind."""
    after = WORDS.match(words, at.end + 1)
    behind = [after[0]] if after is not None else []
    return any(word.lower() in role("of_kin") for word in [*WORDS.findall(at.of(words)), *behind])


def without_people(text: Text, read: Sourced[Actor]) -> Sourced[Actor]:
    """Give a party without the word for its people: "fighters of the Sea Front" -> "Sea Front"."""
    at = read.provenance.span
    if at is None:
        return read
    among = _patterns().among.match(at.of(text.report.text))
    if among is None or among["who"].lower() not in _people() or among.end() >= at.end - at.start:
        return read
    short = Span(at.start + among.end(), at.end)
    named = msgspec.structs.replace(read.value, name=short.of(text.report.text))
    source, score = read.provenance, read.score
    made = text.stamp().source(named, short, rule=source.rule, basis=read.basis)
    return msgspec.structs.replace(made, score=score)


def _begins(mention: Span, figure: Span) -> bool:
    """Tell whether a mention begins among the words of a figure; it may end behind them."""
    return figure.start <= mention.start < figure.end


def _its_people(mention: Mention) -> Span | None:
    """Give the words of the party in "members of the Sea Front", "regime fighters"; None of anybody else."""
    words = WORDS.findall(mention.words.lower())
    among = _patterns().among.match(mention.words)
    if among is not None and among["who"].lower() in _people():
        return Span(mention.span.start + among.end(), mention.span.end)
    if len(words) < 2 or words[-1] not in _people() or mention.actor is None:
        return None
    if mention.words.lower().split()[0] in role("side_word"):
        return mention.span
    if mention.rule.startswith(GENERIC):
        of_country = mention.actor.country is not None and words[0] != "foreign"
        return mention.span if of_country and words[-1] in role("of_country", CONTEXT) else None
    return mention.span if mention.actor.registry else None


def is_people(words: str) -> bool:
    """Tell whether words are only for people of a party, without its name: "members", "the fighters"."""
    plain = words.lower().removeprefix("the ").split()
    return len(plain) == 1 and plain[0] in _people()


@cache
def _fighters() -> frozenset[str]:
    """Give the words for those who fight, each a single word."""
    fight = {w for e in load(PERSONS).entries if e.sets.get("status") == "combatant" for w in e.words}
    return frozenset(w for w in fight if " " not in w)


@cache
def _people() -> frozenset[str]:
    """Give the words for people of a party: those who fight, and its members."""
    return _fighters() | role("of_party")
