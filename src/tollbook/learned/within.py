"""Within: "eleven regime fighters", "18 members of the Sea Front" -> the party that these words name.

The words for the people must be those for people of a party: "15 hostages of the Front" are none of its own.
"""

import re
from functools import cache

import msgspec

from tollbook.learned.quoted import PERSONS, role
from tollbook.model.lexicon import load
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Actor, ActorKind
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
_JOINED = r"(?:loyal to|belonging to|affiliated (?:with|to))"
AMONG = re.compile(rf"(?P<who>[^\W\d_]+) (?:of|from|{_JOINED}) (?:the )?(?:so-called )?", re.IGNORECASE)
SOLDIERS = frozenset({"soldiers", "troops", "fighters", "servicemen", "forces", "commandos"})
"""Of these a country may be named alone; "three Turkish men" are anybody."""

_WORD = r"(?:al-)?[A-Z][\w-]{1,30}(?:['’][A-Z]\w+)?"
OF_NAMED = re.compile(
    rf"\b(?P<who>[a-z]{{2,20}}) (?P<by>of|{_JOINED}) (?:the )?(?:so-called )?"
    rf"(?P<name>{_WORD}(?: (?:(?:of|for) (?:the )?|(?:al|el|ul) )?{_WORD}){{0,5}})"
)
OF_FORCE = re.compile(
    rf"\b(?P<who>[a-z]{{2,20}}) (?:of|{_JOINED}) (?:the |an? )?"
    r"(?P<lead>(?!of |and |in |who )(?:(?!(?:of|and|in|who|for|by) )[\w-]+ ){0,3})$"
)
GOES_ON = re.compile(r" (?:and|de|bin|ibn) [A-Z]")
"""Behind a name: it may be longer than was read."""
BODY = re.compile(
    r"\b(?<!Fire )(?<!Salvation )(?:Front|Brigades?|Forces?|Army|Column|Battalion|Regiment|Rifles|Squad"
    r"|Command|Cartel|Guards?|Militia|Movement|Resistance|Corps|Division|Faction|Navy)\b"
)
"""What makes "members of" it those of a party: members are of parliaments and clubs too."""
OF_THEM = re.compile(r"(?P<noun>[a-z]+) of $")
COUNTS = frozenset(
    {"dozens", "scores", "hundreds", "thousands", "tens", "number", "group", "couple", "handful"}
)
"""Before "of fighters" they count; "wives of fighters" are others."""
OTHERS = re.compile(
    r"\b(?:who|whom|as|when|accused|being|mistaken|fleeing|fighting|hunting|pursuing|guarding|escorting)\b"
)
PEOPLE = re.compile(r"\b(?:people|persons?|men|members?)$", re.IGNORECASE)
OF_GROUP = re.compile(r" of (?:an? |the )?")
BEHIND = re.compile(
    r"\s*(?:[.,;:)]|$|(?:known|called|who|which|was|were|is|are|died|had|have|has|fell|on|in|near|at|by|after|during|when|and)\b)"
)
ARMED = frozenset(
    {ActorKind.REBEL_GROUP, ActorKind.MILITIA, ActorKind.COMMUNAL_MILITIA, ActorKind.STATE_FORCES}
)
FAR = 200
"""Characters behind a figure in which the name of its party may end."""


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
        of = OF_FORCE.search(words, figure.start, mention.span.start)
        if of is None or of["who"] not in _people() or of.start() >= figure.end or mention.actor is None:
            continue
        at = Span(of.start("lead"), mention.span.end)
        if mention.actor.kind not in ARMED or _are_others(words[figure.start : of.start()]):
            continue
        if BEHIND.match(words, at.end):
            named = msgspec.structs.replace(mention.actor, name=at.of(words))
            return text.stamp().source(named, at, rule="side.within", basis=Basis.INFERRED)
    return None


def _behind(text: Text, figure: Span) -> Sourced[Actor] | None:
    """Give the armed group in "seven people of a local armed group", where "of" stands behind the figure."""
    words = text.report.text
    of = OF_GROUP.match(words, figure.end)
    if of is None or not PEOPLE.search(figure.of(words)):
        return None
    for mention in text.of(MentionKind.ACTOR):
        ends = BEHIND.match(words, mention.span.end)
        if ends and mention.span.start == of.end() and mention.actor and mention.actor.kind in ARMED:
            return text.stamp().source(mention.actor, mention.span, rule="side.within", basis=Basis.INFERRED)
    return None


def _unlisted(text: Text, figure: Span) -> Sourced[Actor] | None:
    """Give a party of any name: "16 fighters of the Front of the Companions", "two cadets loyal to Amadi"."""
    words = text.report.text
    near = (m for m in OF_NAMED.finditer(words, figure.start, figure.end + FAR) if m["who"] in _fighters())
    said = next(near, None)
    if said is None or said.start() >= figure.end:
        return None
    at = Span(*said.span("name"))
    if _are_others(words[figure.start : said.start()]):
        return None
    known = next((m.actor for m in text.of(MentionKind.ACTOR) if m.actor and m.span.overlaps(at)), None)
    is_party = BODY.search(said["name"]) or (known is not None and known.kind in ARMED) or said["by"] != "of"
    if said["who"] in role("of_anybody") and not is_party:
        return None
    if OWNS.match(words, at.end) or GOES_ON.match(words, at.end):
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
    theirs = of is not None and of["noun"] not in COUNTS
    return theirs or LED.search(before) is not None or OTHERS.search(before) is not None


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
    among = AMONG.match(at.of(text.report.text))
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
    among = AMONG.match(mention.words)
    if among is not None and among["who"].lower() in _people():
        return Span(mention.span.start + among.end(), mention.span.end)
    if len(words) < 2 or words[-1] not in _people() or mention.actor is None:
        return None
    if mention.words.lower().split()[0] in role("side_word"):
        return mention.span
    if mention.rule.startswith(GENERIC):
        of_country = mention.actor.country is not None and words[0] != "foreign"
        return mention.span if of_country and words[-1] in SOLDIERS else None
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
