"""Shares: "most of them" as a number of persons, counted from the whole that it is a share of."""

from tollbook.model.figure import Count
from tollbook.model.lexicon import lexicon

NUMBERS = "lexicon/en/numbers.yaml"
MOST = "most"


def share(count: Count, rule: str, whole: int | None) -> Count:
    """Give the count of a share of `whole` persons; a share of an unknown whole keeps its own count.

    "Most of" is the smallest whole number above half; no share sets an upper bound.

    Example:
        >>> str(share(Count(low=2, high=None), "numbers.share.most", 39))
        'about 20 or more'
        >>> str(share(Count(low=2, high=None), "numbers.share.third", 30))
        'about 10 or more'
    """
    entry = lexicon(NUMBERS).by_id.get(rule)
    part = entry.get("share") if entry else None
    if part is None or whole is None or whole < 2:
        return count
    if part == MOST:
        return Count(low=whole // 2 + 1, high=None, approximate=True)
    above, slash, of = part.partition("/")
    if not slash or not above.isdigit() or not of.isdigit():
        return count
    return Count(low=max(1, -(-whole * int(above) // int(of))), high=None, approximate=True)
