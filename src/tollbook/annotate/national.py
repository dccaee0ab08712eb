"""National societies: "the Kenya Red Cross" is not the Red Cross of Geneva but a body of its own.

The registry says under which words countries have a society (`national`). A name right before them, or
"of" and a name behind, makes another actor of the whole; one that the registry lists is found there.
"""

import re
from functools import cache

import msgspec

from tollbook.annotate.place_words import cut, demonyms, stops, titled, vocabulary
from tollbook.model import lexicon
from tollbook.model.mention import Mention
from tollbook.model.provenance import Span
from tollbook.model.reference import Actor, ActorKind

RULE = "actors.introduced.national"
MOST = 3  # words of the name of a country or town
REACH = 60  # characters
NAME = r"[^\W\d_a-z][\w-]*(?:['’]s)?"
BEFORE = re.compile(rf"(?:{NAME}[ ]){{1,{MOST}}}$")
BEHIND = re.compile(rf"(?P<own>(?: Society)?)(?P<of> of (?:the )?{NAME}(?: {NAME}){{0,{MOST - 1}}})?")


def national(mention: Mention, text: str, taken: int = 0) -> Mention:
    """Give the national society where a country's name stands with the words of a society; else the mention.

    Words before character `taken` belong to another mention.

    Example:
        >>> from tollbook.annotate.actors import actors
        >>> [(m.words, m.actor.registry) for m in actors("The Osvara Red Cross said nine died.")]
        [('Osvara Red Cross', None)]
    """
    said = _said(mention)
    if said is None or mention.actor is None:
        return mention
    behind = BEHIND.match(text, said.end)
    own, of = (behind["own"], behind["of"] or "") if behind else ("", "")
    start = _name_before(text, said.start)
    if start < taken or (start == said.start and not of):
        return mention
    whole = Span(start, said.end + len(own) + (len(of) if start == said.start else 0))
    where = Span(min(whole.start, mention.span.start), max(whole.end, mention.span.end))
    actor = Actor(
        name=where.of(text), label=whole.of(text), kind=ActorKind.AID, country=_country(whole.of(text))
    )
    return msgspec.structs.replace(mention, span=where, words=where.of(text), rule=RULE, actor=actor)


def _said(mention: Mention) -> Span | None:
    """Give where the words of a society stand in a mention that was read as their bearer."""
    words = _societies().get(mention.actor.registry or "", ()) if mention.actor else ()
    found = next(
        (hit for word in words if (hit := re.search(rf"\b{re.escape(word)}\b", mention.words))), None
    )
    if found is None or found[0] != words[-1]:
        return None
    return Span(found.start(), found.end()).shift(mention.span.start)


def _name_before(text: str, at: int) -> int:
    """Give where the name begins that stands right before `at`; `at` itself where none does."""
    found = BEFORE.search(text, max(0, at - REACH), at)
    if found is None:
        return at
    line = Span(text.rfind("\n", 0, at) + 1, at + len(text[at:].split("\n", 1)[0]))
    words = cut(line.of(text))
    headline = any(titled(line.of(text), words))
    start = at
    for word in reversed(cut(found[0])):
        low = word.low
        if low in vocabulary("opener") or low in stops("function", "calendar", "institution", "outlet"):
            break
        if headline and low not in demonyms() and low not in _states():
            break
        start = found.start() + word.start
    return start


def _country(name: str) -> str | None:
    """Give the country of the demonym or state in a name, None where there is none or several."""
    found = {_states().get(word.low) for word in cut(name)} - {None}
    return found.pop() if len(found) == 1 else None


@cache
def _states() -> dict[str, str]:
    """Give the country of each adjective and name of a state of one word, in small letters."""
    files = ("places/demonyms.yaml", "places/countries.yaml", "actors/states.yaml")
    entries = [entry for file in files for entry in lexicon.load(file).entries]
    return {lexicon.lower(w): c for e in entries if (c := e.get("country")) for w in e.words}


@cache
def _societies() -> dict[str, tuple[str, ...]]:
    """Give the longer names of each entry that stands for societies of many countries, then their words."""
    entries = [e for e in lexicon.load("actors/aid.yaml").entries if e.get("national")]
    return {
        e.id: (*(w for w in e.words if not w.startswith(e.sets["national"])), e.sets["national"])
        for e in entries
    }
