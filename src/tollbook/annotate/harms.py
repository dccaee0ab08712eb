"""Harm words and person nouns: text -> mentions, by lexicon."""

import re
from functools import cache

from tollbook.model.lexicon import lexicon
from tollbook.model.mention import Cue, Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.roles import CONTEXT, one_of, role

HARMS = "lexicon/en/harms.yaml"
PERSONS = "lexicon/en/persons.yaml"
CODES = {"killed": "code_killed", "injured": "code_injured", "missing": "code_missing"}
"""What the codes of armies mean, and the role of their words, whose capitals count."""


def harms(text: str) -> list[Mention]:
    """Find words that say that people came to a harm, and codes of armies at a number ("12 KIA", "KIA: 12").

    Example:
        >>> [(m.words, m.cue.sets["outcome"]) for m in harms("Two died and six were wounded") if m.cue]
        [('died', 'killed'), ('wounded', 'injured')]
    """
    return sorted([*_found(text, HARMS, MentionKind.HARM), *_coded(text)], key=lambda m: m.span.start)


def persons(text: str) -> list[Mention]:
    """Find nouns for people, with the status and trait that the word itself says.

    Example:
        >>> [m.words for m in persons("Two aid workers and a colonel")]
        ['aid workers', 'colonel']
    """
    return _found(text, PERSONS, MentionKind.PERSON)


def _coded(text: str) -> list[Mention]:
    """Find codes in capitals right at a number; without one "KIA" may be a party, and Mia a name."""
    out = []
    for outcome, codes in CODES.items():
        for found in _pattern(codes).finditer(text):
            cue = Cue(entry=f"harm.{codes}", sets={"outcome": outcome, "voice": "state"})
            span = Span(*found.span("code"))
            out.append(
                Mention(kind=MentionKind.HARM, span=span, words=found["code"], rule=f"harm.{codes}", cue=cue)
            )
    return out


@cache
def _pattern(codes: str) -> re.Pattern[str]:
    code = one_of(role(codes, CONTEXT))
    alone = rf"{code}:? \d[\d,]{{0,9}}(?:[,;.\n]|\Z| and )"
    return re.compile(rf"(?:(?<=\d )|(?<!\w)(?={alone}))(?P<code>{code})\b")


def _found(text: str, path: str, kind: MentionKind) -> list[Mention]:
    return [
        Mention(
            kind=kind,
            span=match.span,
            words=match.span.of(text),
            rule=match.entry.id,
            cue=Cue(entry=match.entry.id, sets=match.entry.sets),
        )
        for match in lexicon(path).find(text)
    ]
