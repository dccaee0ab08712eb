"""Small words by role, from knowledge: what joins a number, a noun and a harm word."""

from functools import cache

from tollbook.model.lexicon import load

GRAMMAR = "lexicon/en/grammar.yaml"


@cache
def words(role: str) -> frozenset[str]:
    """Give the words of one role, in lower case.

    Example:
        >>> "could" in words("modal")
        True
    """
    return frozenset(word for e in load(GRAMMAR).entries if e.sets["role"] == role for word in e.words)
