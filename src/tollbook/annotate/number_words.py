"""Words beside a number that tell what it counts (`numbers.yaml`), and whether people follow it."""

from functools import cache

from tollbook.annotate.words import Phrases, Words

PLACES_AHEAD = 3


@cache
def phrases(role: str) -> Phrases:
    """Give the phrases of a role."""
    return Phrases.load("numbers", role)


def one(role: str, word: str) -> bool:
    """Tell whether a word stands among the words of a role.

    Example:
        >>> one("unit", "km"), one("unit", "tall")
        (True, False)
    """
    return word in phrases(role).firsts


def people_follow(words: Words, at: int) -> bool:
    """Tell whether a word for persons stands at the word `at` or within the next two.

    Example:
        >>> people_follow(Words("2000 armed men left"), 1)
        True
    """
    for k in range(at, min(at + PLACES_AHEAD, len(words))):
        word = words.low[k]
        if not word[0].isalpha() or not words.flows(k):
            return False
        if phrases("people").at(words, k) is not None:
            return True
        if one("function", word):
            return False
    return False
