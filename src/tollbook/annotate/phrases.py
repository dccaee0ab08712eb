"""Words of a text, and phrases of the knowledge among them, whatever the hyphens and accents."""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

import msgspec

from tollbook.model.lexicon import Entry
from tollbook.model.provenance import Span

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’ʼ`][^\W_]+)*")
SOFT = frozenset(" \t\n-‐‑–'’ʼ`/“”\"")
MARKS = ("'", "’", "ʼ", "`")
ARTICLES = {"el": "al", "ul": "al"}


class Word(msgspec.Struct, frozen=True):
    """One word: its plain form, its characters, and whether it goes on softly from the word before.

    `gap` is 0 where only spaces, hyphens, quotes or an apostrophe stand between, 1 where brackets,
    commas or an ampersand do, 2 for anything else and at the start.
    """

    plain: str
    raw: str
    start: int
    end: int
    gap: int
    owns: bool

    @property
    def capital(self) -> bool:
        """Tell whether a capital or a digit stands first."""
        return self.raw[0].isupper() or self.raw[0].isdigit()


class Found(msgspec.Struct, frozen=True):
    """A phrase of an entry found at a word: how many words long, and under which role."""

    entry: Entry
    role: str
    length: int


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """Give the form of a word that spellings share: small letters, no accents, dots, apostrophes.

    Example:
        >>> plain("Kata’ib"), plain("Séléka"), plain("U.S."), plain("army's")
        ('kataib', 'seleka', 'us', 'army')
    """
    lowered = word.lower()
    for mark in MARKS:
        if mark in lowered:
            lowered = lowered.removesuffix(f"{mark}s").replace(mark, "")
    lowered = lowered.replace(".", "")
    if not lowered.isascii():
        parts = unicodedata.normalize("NFKD", lowered.replace("ı", "i"))
        lowered = "".join(c for c in parts if not unicodedata.combining(c))
    return ARTICLES.get(lowered, lowered)


def split(text: str) -> list[Word]:
    """Split a text into words, in text order.

    Example:
        >>> [w.plain for w in split("Al-Nusra’s men (HTS)")]
        ['al', 'nusra', 'men', 'hts']
    """
    out: list[Word] = []
    end = 0
    for found in WORD.finditer(text):
        raw, between = found[0], text[end : found.start()]
        if out and between == " ":
            gap = 0
        elif not out or len(between) > 3 or "\n\n" in between:
            gap = 2
        elif all(c in SOFT for c in between):
            gap = 0
        else:
            gap = 1 if all(c in SOFT or c in "(),&" for c in between) else 2
        after = text[found.end() : found.end() + 1]
        owns = after in MARKS or (raw[-2:-1] in MARKS and raw[-1] in "sS")
        out.append(Word(plain(raw), raw, found.start(), found.end(), gap, owns))
        end = found.end()
    return out


def span(words: list[Word], first: int, last: int) -> Span:
    """Give the characters of the words from `first` to `last`, end exclusive; a final 's is left out."""
    end = words[last - 1].end
    if words[last - 1].owns and words[last - 1].raw[-2:-1] in MARKS:
        end -= 2
    return Span(words[first].start, end)


class _Pattern(msgspec.Struct, frozen=True):
    parts: tuple[str, ...]
    raw: str
    hard: bool
    wanted: bool
    entry: Entry
    role: str


class Phrases:
    """The words of many entries, each under a role, ready to be found at any word of a text.

    A phrase written with capitals needs a capital in the text, one wholly in capitals needs them all.
    """

    def __init__(self, entries: Iterable[tuple[Entry, str]]) -> None:
        """Compile entries with their roles."""
        self._by_first: dict[str, list[_Pattern]] = {}
        for entry, role in entries:
            spellings = [(w, True) for w in _spellings(entry.words)] + [(u, False) for u in entry.unless]
            for raw, wanted in spellings:
                parts = tuple(word.plain for word in split(raw))
                if not parts:
                    continue
                hard = any(c in raw for c in "(),&")
                pattern = _Pattern(parts, raw, hard, wanted, entry, role)
                self._by_first.setdefault(parts[0], []).append(pattern)
        for patterns in self._by_first.values():
            patterns.sort(key=lambda p: -len(p.parts))

    def scan(self, words: list[Word]) -> list[list[Found]]:
        """Find at every word the phrases that begin there, longest first, exceptions taken out."""
        found: list[list[Found]] = []
        barred: set[tuple[str, int]] = set()
        for index, word in enumerate(words):
            first = word.plain
            here = self._match(words, index, first) if first in self._by_first else []
            if len(first) > 3 and first.endswith("s") and first[:-1] in self._by_first:
                here += [f for f in self._match(words, index, first[:-1]) if f.length == 1]
            for item in here:
                if not item.role:
                    barred.update((item.entry.id, index + at) for at in range(item.length))
            found.append(here)
        return [
            [f for f in here if f.role and (f.entry.id, index) not in barred]
            for index, here in enumerate(found)
        ]

    def _match(self, words: list[Word], index: int, first: str) -> list[Found]:
        out: list[Found] = []
        for pattern in self._by_first[first]:
            size = len(pattern.parts)
            if size > 1 and not _same(words, index, pattern):
                continue
            if not pattern.wanted or _cased(pattern, words[index : index + size], words, index):
                out.append(Found(pattern.entry, pattern.role if pattern.wanted else "", size))
        return out


def _spellings(words: Iterable[str]) -> list[str]:
    """Add the spelling that has lost its apostrophe: "Peoples Protection Units"."""
    return [form for word in words for form in ((word, word.replace("'s", "s")) if "'s" in word else (word,))]


def _same(words: list[Word], index: int, pattern: _Pattern) -> bool:
    """Tell whether the words behind the one at `index` are those of the pattern; the last may be a plural."""
    parts = pattern.parts
    last = len(parts) - 1
    if index + last >= len(words):
        return False
    allowed = 1 if pattern.hard else 0
    for at in range(1, last + 1):
        word, part = words[index + at], parts[at]
        if word.plain != part and not (at == last and word.plain == f"{part}s" and word.capital):
            return False
        if word.gap > allowed:
            return False
    return True


def _cased(pattern: _Pattern, run: list[Word], words: list[Word], index: int) -> bool:
    """Tell whether the capitals of the text suit the phrase."""
    raw = pattern.raw
    if raw == raw.lower():
        return True
    if len(pattern.parts) == 1 and raw == raw.upper():
        letters = run[0].raw.replace(".", "")
        if letters[-2:-1] in ("'", "’"):
            letters = letters[:-2]
        same = letters in (raw.replace(".", ""), raw.replace(".", "") + "s")
        return same and not (raw in pattern.entry.sets.get("ordinary", "").split() and shouted(words, index))
    if len(pattern.parts) == 1 and raw[1:] != raw[1:].lower() and raw[:1].isupper():
        return run[0].raw.startswith(raw) or (len(raw) > 3 and run[0].raw.isupper())
    return any(word.raw != word.raw.lower() for word in run)


def shouted(words: list[Word], index: int) -> bool:
    """Tell whether the words round `index` stand wholly in capitals."""
    near = words[max(0, index - 4) : index] + words[index + 1 : index + 5]
    letters = [word for word in near if word.raw.isalpha() and len(word.raw) > 1]
    return bool(letters) and all(word.raw.isupper() for word in letters)
