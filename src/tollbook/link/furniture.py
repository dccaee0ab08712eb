"""Furniture: sentences of pages, not of reports ("Sign in", "Get our newsletter"), told by where they recur.

A sentence that stands word for word in reports published more than ten days apart tells of no one happening:
it is left out where wording is compared and copies are looked for. The texts themselves stay as they are.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence

from tollbook.link.items import Source
from tollbook.link.wording import words

SENTENCE = re.compile(r"[.!?:|]\s+|\n+")
APART_DAYS = 10
LEAST_WORDS = 3


def bared(sources: Sequence[Source]) -> Mapping[str, str]:
    """Give each report's title and text without the sentences that are furniture.

    Example:
        >>> from datetime import date
        >>> def made(day: int, text: str) -> Source:
        ...     return Source(id=str(day), text=text, published=date(2031, 3, day))
        >>> bared([made(1, "Sign in to read on. Three died in Orsa."), made(20, "Sign in to read on. It rained.")])
        {'1': 'Three died in Orsa.', '20': 'It rained.'}
    """
    seen: dict[bytes, tuple[int, int]] = {}
    split: dict[str, list[tuple[bytes | None, str]]] = {}
    for each in sources:
        pieces: list[tuple[bytes | None, str]] = []
        for sentence in SENTENCE.split(each.text):
            found = words(sentence)
            key = None
            if each.published is not None and len(found) >= LEAST_WORDS:
                key = hashlib.blake2b(" ".join(found).encode(), digest_size=8).digest()
                day = each.published.toordinal()
                first, last = seen.get(key, (day, day))
                seen[key] = min(first, day), max(last, day)
            pieces.append((key, sentence))
        split[each.id] = pieces
    out: dict[str, str] = {}
    for each in sources:
        kept = [sentence for key, sentence in split.pop(each.id) if key is None or not _recurs(seen[key])]
        out[each.id] = ". ".join([each.title, *kept] if each.title else kept)
    return out


def _recurs(days: tuple[int, int]) -> bool:
    return days[1] - days[0] > APART_DAYS
