"""Where a name begins and ends in a text, and what its neighbours are."""

import re

from tollbook.annotate.place_frames import Frame, joined, kind_word
from tollbook.annotate.place_words import ENGLISH, Word, cut, demonyms, short_countries, stops, vocabulary
from tollbook.model.names import NameIndex

LONGEST_NAME = 6  # words
LARGE = 100_000  # persons
GLUED = re.compile(r"[^s]s$")
NO_NOUNS = frozenset(
    "a after an and are as at before but by during following for from had has have in into is last left near "
    "of on or over since that the to was were when where which while who will with".split()
)
POSSESSIVE = re.compile(r"[^\W\d_](?:['’]s\b|s['’](?=\s))")


class NameReader:
    """Reads names off one text; `at` and `end` count words, end exclusive."""

    def __init__(self, text: str, names: NameIndex) -> None:
        """Cut the text into words."""
        self.text, self.names = text, names
        self.words: list[Word] = cut(text)
        self.marks = POSSESSIVE.search(text) is not None

    def article(self, at: int) -> bool:
        """Tell whether a separate article in small letters begins a name: "al Bab"."""
        return self.words[at].low in ("al", "el", "ash", "ad") and (
            joined(self.words, at + 1) and self.words[at + 1].capital
        )

    def name(self, at: int, end: int) -> str:
        """Give the words from `at` to `end` as one name."""
        return self.text[self.words[at].start : self.words[end - 1].end]

    def bare(self, at: int, end: int) -> str:
        """Give the name, without the s of a possessive that lost its apostrophe ("Syrias capital").

        Where the text writes apostrophes, or no noun follows, the s is the name's own ("at Meles on Monday").
        """
        name = self.name(at, end)
        if self.marks or end > at + 1 or len(name) < 5 or not GLUED.search(name):
            return name
        if not joined(self.words, end) or self.words[end].low in NO_NOUNS:
            return name
        if not self.names.known(name[:-1]):
            return name
        larger = self.names.population(name[:-1]) > self.names.population(name)
        return name[:-1] if larger or not self.names.known(name) else name

    def known_from(self, at: int) -> int:
        """Give the word after the longest known name that begins at `at`; `at` itself if there is none."""
        reach = at + 1
        while reach - at < LONGEST_NAME and joined(self.words, reach):
            if not self.words[reach].capital and self.words[reach].low not in vocabulary("particle"):
                break
            reach += 1
        for end in range(reach, at, -1):
            if self.words[end - 1].capital and self.names.known(self.bare(at, end)):
                return end
        return at

    def run_from(self, at: int) -> int:
        """Give the word after the run of capitalised words, safe particles inside, that begins at `at`."""
        end = at + 1
        while end - at < LONGEST_NAME and joined(self.words, end):
            word, heads = self.words[end], vocabulary("head")
            if word.capital and (kind_word(self.words, end) or self.opens(end)):
                break
            if word.low in heads and self.words[end - 1].low not in heads:
                break  # a list without commas: "Abdin Kafr Ain Khan Sheikhoun"
            if not word.capital and (word.low not in vocabulary("particle") or word.low in ENGLISH):
                break
            end += 1
        while end > at + 1 and not self.words[end - 1].capital:
            end -= 1
        return end

    def opens(self, at: int) -> bool:
        """Tell whether word `at` is an ordinary word that sentences begin with, or an adjective."""
        low = self.words[at].low
        return low in vocabulary("opener") or low in vocabulary("direction") or low in demonyms()

    def people(self, at: int, end: int) -> int:
        """Give the population of the largest place of this name in persons."""
        return self.names.population(self.bare(at, end))

    def may_abbreviate(self, name: str, people: int, frame: Frame) -> bool:
        """Tell whether letters that may be an abbreviation may be a place."""
        if not name.isupper() or len(name) > 5:
            return True
        return bool(frame.kind) if name in short_countries() else len(name) > 3 and people >= LARGE

    def country_follows(self, end: int) -> bool:
        """Tell whether another large known name stands next, after a comma or not ("Police, Poland")."""
        if end >= len(self.words) or not self.words[end].capital or self.opens(end):
            return False
        gap, after = self.text[self.words[end - 1].end : self.words[end].start], self.known_from(end)
        return gap in (" ", ", ") and after > end and self.people(end, after) >= LARGE

    def ordinary(self, word: Word) -> bool:
        """Tell whether a word cannot be part of an unknown place's name."""
        low = word.low
        if low in vocabulary("particle"):
            return False
        return (
            low in vocabulary("opener")
            or low in vocabulary("body")
            or low in demonyms()
            or low in stops("function", "calendar", "institution", "adjective", "outlet")
        )

    def plain(self, at: int) -> bool:
        """Tell whether a capitalised neighbour explains itself: it is no piece of the same name."""
        low = self.words[at].low
        ordinary = stops("function", "calendar", "adjective", "institution")
        return self.opens(at) or kind_word(self.words, at) or low in ordinary

    def name_after(self, end: int) -> bool:
        """Tell whether an unexplained name stands right behind."""
        if not joined(self.words, end) or not self.words[end].capital or self.plain(end):
            return False
        return self.known_from(end) <= end or self.words[end].low in stops()
