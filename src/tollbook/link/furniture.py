"""Furniture: sentences of pages, not of reports ("Sign in", "Get our newsletter"), told by where they recur.

A sentence that stands word for word in reports published more than ten days apart tells of no one happening:
it is left out where wording is compared and copies are looked for. The texts themselves stay as they are.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator

from tollbook.link.items import Source
from tollbook.link.wording import WORD, words

SENTENCE = re.compile(r"[.!?:|]\s+|\n+")
APART_DAYS = 10
LEAST_WORDS = 3
LEAST_PART = 0.2
"""Of a page of which less than this is left, nothing is: it has no report."""
PAGE = 250
"""Characters from which on a passage may be a page. What is left of a claim's one or two sentences stays."""
LEAST_PLAIN = 6
"""Words besides names and numbers from which a sentence in a mould is known by them."""


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
                for key in _keys(sentence):
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
        left = ". ".join(each for each in SENTENCE.split(text) if self.keys.isdisjoint(_keys(each)))
        return left if len(text) < PAGE or len(left) > LEAST_PART * len(text) else ""

    def body(self, source: Source) -> str:
        """Give a report's title and its text without furniture."""
        text = self.without(source.text)
        return f"{source.title}. {text}" if source.title else text


def _keys(sentence: str) -> Iterator[bytes]:
    """Give what a sentence is known again by: its words, and what they are without names and numbers."""
    found = words(sentence)
    if len(found) >= LEAST_WORDS:
        yield hashlib.blake2b(" ".join(found).encode(), digest_size=8).digest()
    plain = [word for word in WORD.findall(sentence) if word.islower()]
    if len(plain) >= LEAST_PLAIN:
        yield hashlib.blake2b("\x1f".join(plain).encode(), digest_size=8).digest()
