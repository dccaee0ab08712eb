"""Roles: the role that entries of a lexicon set -> their words, as a set or as a pattern that matches one."""

import re
from collections.abc import Iterable
from functools import cache

from tollbook.errors import KnowledgeError
from tollbook.model.lexicon import load

GRAMMAR = "lexicon/en/grammar.yaml"
CONTEXT = "lexicon/en/context_words.yaml"
DATES = "lexicon/en/dates.yaml"


@cache
def role(name: str, file: str = GRAMMAR) -> frozenset[str]:
    """Give the words that play a role in a lexicon, that of grammar unless another is named.

    Example:
        >>> "could" in role("modal")
        True
    """
    return frozenset(word for e in load(file).entries if e.sets["role"] == name for word in e.words)


def one_of(words: Iterable[str]) -> str:
    """Give a pattern in a group that matches one of the words as written, the longest first.

    Example:
        >>> one_of(["toll", "death toll"])
        '(?:death\\\\ toll|toll)'
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(re.escape(word) for word in ordered)})"


def context(*names: str) -> str:
    """Give a pattern that matches one of the words that play the roles in the lexicon of context words.

    Raises:
        KnowledgeError: where a role has no words; names the file and the role.

    Example:
        >>> context("price")
        '(?:cost|loss)'
    """
    for name in names:
        if not role(name, CONTEXT):
            raise KnowledgeError(f"{CONTEXT}: no entry has the role {name!r}", "add one, with its words")
    return one_of(word for name in names for word in role(name, CONTEXT))


def days(*names: str) -> frozenset[str]:
    """Give the days of a role of dates as print has them, with a capital, without short forms ("Mon").

    Example:
        >>> "Sunday" in days("weekday"), "Sun" in days("weekday"), "May" in days("month")
        (True, False, True)
    """
    return frozenset(word.title() for name in names for word in role(name, DATES) - role("short", DATES))
