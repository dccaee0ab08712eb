"""Furniture: sentences of pages, not of reports ("Sign in", "Get our newsletter"), told by where they recur.

A sentence that stands word for word in reports published more than ten days apart tells of no one happening:
it is left out where wording is compared and copies are looked for. The texts themselves stay as they are.
"""

import hashlib
import re
from collections.abc import Iterable

from tollbook.link.items import Source
from tollbook.link.wording import words

SENTENCE = re.compile(r"[.!?:|]\s+|\n+")
APART_DAYS = 10
LEAST_WORDS = 3


class Furniture:
    """The sentences of some reports that are furniture, to be left out of texts."""

    def __init__(self, sources: Iterable[Source]) -> None:
        """Look through the reports."""
        seen: dict[bytes, tuple[int, int]] = {}
        for each in sources:
            if each.published is None:
                continue
            day = each.published.toordinal()
            for sentence in SENTENCE.split(each.text):
                key = _key(sentence)
                if key is not None:
                    first, last = seen.get(key, (day, day))
                    seen[key] = min(first, day), max(last, day)
        self.keys = {key for key, (first, last) in seen.items() if last - first > APART_DAYS}

    def without(self, text: str) -> str:
        """Give a text without furniture.

        Example:
            >>> from datetime import date
            >>> def made(day: int, text: str) -> Source:
            ...     return Source(id=str(day), text=text, published=date(2031, 3, day))
            >>> first = made(1, "Sign in to read on. Three died in Orsa.")
            >>> Furniture([first, made(20, "Sign in to read on. It rained.")]).without(first.text)
            'Three died in Orsa.'
        """
        if not self.keys:
            return text
        return ". ".join(sentence for sentence in SENTENCE.split(text) if _key(sentence) not in self.keys)

    def body(self, source: Source) -> str:
        """Give a report's title and its text without furniture."""
        text = self.without(source.text)
        return f"{source.title}. {text}" if source.title else text


def _key(sentence: str) -> bytes | None:
    found = words(sentence)
    if len(found) < LEAST_WORDS:
        return None
    return hashlib.blake2b(" ".join(found).encode(), digest_size=8).digest()
