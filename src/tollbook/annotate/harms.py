"""Harm words and person nouns: text -> mentions, by lexicon."""

from tollbook.model.lexicon import lexicon
from tollbook.model.mention import Cue, Mention, MentionKind

HARMS = "lexicon/en/harms.yaml"
PERSONS = "lexicon/en/persons.yaml"


def harms(text: str) -> list[Mention]:
    """Find words that say that people came to a harm.

    Example:
        >>> [(m.words, m.cue.sets["outcome"]) for m in harms("Two died and six were wounded") if m.cue]
        [('died', 'killed'), ('wounded', 'injured')]
    """
    return _found(text, HARMS, MentionKind.HARM)


def persons(text: str) -> list[Mention]:
    """Find nouns for people, with the status and trait that the word itself says.

    Example:
        >>> [m.words for m in persons("Two aid workers and a colonel")]
        ['aid workers', 'colonel']
    """
    return _found(text, PERSONS, MentionKind.PERSON)


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
