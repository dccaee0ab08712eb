"""Words and phrases: text -> words with offsets -> the phrases of a lexicon that stand at a word.

What quantities and dates have in common. A word is a run of letters, a run of digits with its points
and commas, the ending "'s", or one other sign. Everything here looks a bounded number of words ahead,
so that a text is read in time that grows with its length and no faster.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tollbook.model import lexicon
from tollbook.model.lexicon import Entry, lower

WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’](?![sS]\b)[^\W\d_]+)*|['’][sS]\b|\S")
DASHES = frozenset("-‐‑‒–—−")


class Words:
    """The words of a text in lower case, with the characters where each starts and ends.

    Example:
        >>> words = Words("At least 1,200 fled.")
        >>> words.low
        ['at', 'least', '1,200', 'fled', '.']
        >>> words.start[2], words.end[2]
        (9, 14)
    """

    __slots__ = ("end", "low", "start", "text")

    def __init__(self, text: str) -> None:
        """Cut `text` into words."""
        found = list(WORD.finditer(text))
        self.text = text
        self.start = [m.start() for m in found]
        self.end = [m.end() for m in found]
        lowered = lower(text)
        self.low = [lowered[m.start() : m.end()].replace("’", "'") for m in found]

    def __len__(self) -> int:
        """Count the words."""
        return len(self.low)

    def at(self, index: int) -> str:
        """Give the word at `index` in lower case, or an empty text beyond either end."""
        low = self.low
        return low[index] if 0 <= index < len(low) else ""

    def gap(self, index: int) -> str:
        """Give the characters between the word at `index` and the word before it."""
        if 0 < index < len(self.low):
            return self.text[self.end[index - 1] : self.start[index]]
        return "\n\n"

    def joined(self, index: int) -> bool:
        """Tell whether the word at `index` follows the one before it with nothing between."""
        return 0 < index < len(self.low) and self.end[index - 1] == self.start[index]

    def capital(self, index: int) -> bool:
        """Tell whether the word at `index` begins with a capital letter."""
        return 0 <= index < len(self.low) and self.text[self.start[index]].isupper()

    def flows(self, index: int) -> bool:
        """Tell whether the word at `index` goes on from the one before it: no new paragraph between."""
        gap = self.gap(index)
        return len(gap) <= 3 and gap.count("\n") < 2

    def hyphen(self, index: int) -> bool:
        """Tell whether the sign at `index` is a dash that ties its two neighbours together."""
        return self.at(index) in DASHES and self.joined(index) and self.joined(index + 1)


class Phrase(NamedTuple):
    """One phrase of a knowledge file that stands in a text, and the word behind its last one."""

    entry: Entry
    end: int


class Phrases:
    """Phrases of entries, found word by word: the longest that starts at a word stands.

    Example:
        >>> words = Words("no fewer than six")
        >>> Phrases.load("numbers", "before").at(words, 0).entry.id
        'numbers.at_least'
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        """Index the entries' words and exceptions by their first word."""
        self._first: dict[str, list[tuple[list[str], Entry]]] = {}
        self._unless: dict[str, list[list[str]]] = {}
        for entry in entries:
            for phrase in entry.words:
                key = Words(phrase).low
                self._first.setdefault(key[0], []).append((key, entry))
            self._unless[entry.id] = [Words(phrase).low for phrase in entry.unless]
        for found in self._first.values():
            found.sort(key=lambda pair: -len(pair[0]))

    @staticmethod
    @cache
    def load(name: str, *roles: str) -> "Phrases":
        """Load the phrases of `roles` from the lexicon file `name`; all of them where none is named."""
        entries = lexicon.load(f"lexicon/en/{name}.yaml").entries
        return Phrases(entry for entry in entries if not roles or entry.sets["role"] in roles)

    @property
    def firsts(self) -> frozenset[str]:
        """Give the words that a phrase can start with."""
        return frozenset(self._first)

    def at(self, words: Words, index: int) -> Phrase | None:
        """Give the longest phrase that starts at the word `index` and is no exception, or None."""
        low = words.low
        if not 0 <= index < len(low) or low[index] not in self._first:
            return None
        for key, entry in self._first[low[index]]:
            end = index + len(key)
            if low[index:end] != key or not all(words.flows(k) for k in range(index + 1, end)):
                continue
            if not self._barred(words, index, end, entry):
                return Phrase(entry, end)
        return None

    def before(self, words: Words, index: int) -> Phrase | None:
        """Give a phrase of up to four words that ends right before the word `index`, or None."""
        for length in range(4, 0, -1):
            found = self.at(words, index - length) if index >= length else None
            if found is not None and found.end == index:
                return found
        return None

    def _barred(self, words: Words, start: int, end: int, entry: Entry) -> bool:
        for key in self._unless[entry.id]:
            for first in range(max(0, end - len(key)), start + 1):
                if words.low[first : first + len(key)] == key:
                    return True
        return False
