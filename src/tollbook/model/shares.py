"""Shares: "most of them" as a number of persons, counted from the whole that it is a share of."""

import math
from fractions import Fraction

from tollbook.model.figure import Count
from tollbook.model.lexicon import lexicon

NUMBERS = "lexicon/en/numbers.yaml"
SHARE = "numbers.share."
MOST = "most"
BELOW = "below 1/2"
HALF = Fraction(1, 2)


def share(count: Count, rule: str, whole: int | None, *, bounded: bool = True) -> Count:
    """Give the count of a share of `whole` persons; a share of an unknown whole keeps its own count.

    "Most of" is the smallest whole number above half, with no upper end. A fraction gives the nearest
    number of persons (half of an odd number the two beside it); without an upper end where the whole has
    none (`bounded` is False). A rule may name the fraction itself: "numbers.share.58/100".

    Example:
        >>> str(share(Count(low=2, high=None), "numbers.share.most", 39))
        'about 20 or more'
        >>> str(share(Count(low=2, high=None), "numbers.share.third", 30))
        'about 10'
        >>> str(share(Count(low=2, high=None), "numbers.share.9/10", 412))
        'about 371'
    """
    entry = lexicon(NUMBERS).by_id.get(rule)
    part = entry.get("share") if entry else None
    if part is None and rule.startswith(SHARE):
        part = rule.removeprefix(SHARE)
    if part is None or whole is None or whole < 2:
        return count
    if part == MOST:
        return Count(low=whole // 2 + 1, high=None, approximate=True)
    if part == BELOW:
        return Count(low=None, high=-(-whole // 2) - 1, approximate=True)
    above, slash, of = part.partition("/")
    if not slash or not above.isdigit() or not of.isdigit() or int(of) < 1:
        return count
    exact = Fraction(whole * int(above), int(of))
    low, high = math.floor(exact + HALF), math.ceil(exact - HALF)
    least, most = max(1, min(low, high)), max(1, low, high)
    low, high = least if bounded else most, most
    return Count(low=low, high=high if bounded else None, approximate=True)
