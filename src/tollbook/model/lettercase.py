"""The case of a text: whether it is in capitals throughout, or in small letters, and its capitals."""

import re

LEAST, SHARE = 40, 0.9
FEW, SOME = 0.005, 0.05
"""Small letters alone: hardly a word begins with a capital (one letter in 200), few are in capitals."""
CAPITALISED = re.compile(r"(?<![A-Za-z])[A-Z][a-z]")
BEGUN = re.compile(r"[a-z0-9)\"'”’][.!?][)\"'”’]*\s{1,4}[(\"'“‘]*([A-Za-z])")
"""The first letter of every sentence but the first."""
ADDRESS = re.compile(r"(?:https?://|www\.|@)\S{1,300}")


def is_capitals(text: str) -> bool:
    """Tell whether nearly all letters of a text of some length are capitals.

    Example:
        >>> is_capitals("TWO GUARDS WERE HURT IN THE PORT OF MARRUN, AND THE GATE WAS SHUT.")
        True
        >>> is_capitals("TWO HURT: the gate of the port of Marrun was shut on Monday evening.")
        False
    """
    upper, small = sum(map(str.isupper, text)), sum(map(str.islower, text))
    return upper >= LEAST and upper >= SHARE * (upper + small)


def is_small(text: str) -> bool:
    """Tell whether a text of some length in Latin letters has next to no word with a capital.

    Addresses do not count, and words in capitals ("US") are few; other scripts have no case, or their own.
    Who begins every further sentence with a capital writes in ordinary case, however few its names are.

    Example:
        >>> is_small("two guards of the UN were hurt in the port of marrun, and the gate was shut.")
        True
        >>> is_small("Two guards were hurt in the port, and the gate was shut.")
        False
        >>> is_small("40 of the guards were hurt in the port and in the yard behind it. A porter was hurt.")
        False
    """
    said = ADDRESS.sub(" ", text).encode("ascii", "ignore").decode()
    upper, small = sum(map(str.isupper, said)), sum(map(str.islower, said))
    if small < LEAST or upper >= SOME * small:
        return False
    begun = BEGUN.findall(said)
    if begun and all(map(str.isupper, begun)):
        return False
    return not upper or sum(1 for _ in CAPITALISED.finditer(said)) < FEW * small


def in_capitals(text: str) -> str:
    """Give a text in capitals, letter for letter; one whose capital is no other case of it stays as it is.

    Example:
        >>> in_capitals("two hurt at Großau and Diyarbakır")
        'TWO HURT AT GROßAU AND DIYARBAKıR'
    """
    if text.isascii():
        return text.upper()
    return "".join(_capital(c) for c in text)


def _capital(char: str) -> str:
    upper = char.upper()
    return upper if len(upper) == 1 and upper.lower() == char.lower() else char
