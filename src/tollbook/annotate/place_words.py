"""The words round the names of places, cut from the text with their offsets."""

import re
from collections.abc import Mapping
from functools import cache

import msgspec

from tollbook.model.lexicon import load, lower

WORD = re.compile(r"(?:[A-Z]\.){2,4}|[^\W\d_]+(?:[-'’][^\W\d_]+)*")
JOINED = re.compile(r"[ \t]{1,3}|[ \t]?\n[ \t]?")
ARTICLE = re.compile(r"(?:al|el|ul|ad|an|ar|as|ash|at|az|ed|er|es|ez|esh)[-'’]\w", re.IGNORECASE)
# Particles that are English words too; a name is never grown across one unless the index knows it whole.
ENGLISH = frozenset(
    ("am", "an", "and", "as", "at", "do", "e", "en", "er", "et", "i", "na", "of", "on", "the", "y")
)


class Word(msgspec.Struct, frozen=True, kw_only=True):
    """One word: its characters, how it is joined to the one before, and whether it looks like a name."""

    start: int
    end: int
    text: str
    low: str
    capital: bool
    joined: bool
    possessive: bool


@cache
def vocabulary(role: str) -> Mapping[str, str]:
    """Give the words of one role, in small letters, each with what it means.

    Example:
        >>> vocabulary("direction")["northwestern"], vocabulary("before")["town of"]
        ('northwest', 'unit')
    """
    entries = load("places/words.yaml").entries
    return {lower(w): e.get("means") or "" for e in entries if e.get("role") == role for w in e.words}


@cache
def levels() -> Mapping[str, str]:
    """Give the level of every word that says what kind of place a name is."""
    entries = load("places/words.yaml").entries
    return {lower(w): level for e in entries if (level := e.get("level")) for w in e.words}


@cache
def demonyms() -> frozenset[str]:
    """Give the adjectives and names of peoples, in small letters."""
    return frozenset(lower(w) for e in load("places/demonyms.yaml").entries for w in e.words)


@cache
def stops(*classes: str) -> frozenset[str]:
    """Give the ordinary words and personal names that are places too, in small letters; all or some."""
    entries = load("places/stopnames.yaml").entries
    return frozenset(lower(w) for e in entries for w in e.words if not classes or e.get("class") in classes)


@cache
def short_countries() -> frozenset[str]:
    """Give the abbreviations that name a country, as written."""
    words = (w for e in load("places/countries.yaml").entries for w in e.words)
    return frozenset(w for w in words if w.isupper())


def cut(text: str) -> list[Word]:
    """Cut `text` into words; a possessive ending is left outside the word.

    Example:
        >>> [(w.text, w.capital, w.possessive) for w in cut("near al-Bab and Syria's coast")][1:4:2]
        [('al-Bab', True, False), ('Syria', True, True)]
    """
    out: list[Word] = []
    for found in WORD.finditer(text):
        start, end = found.span()
        possessive = text[end - 2 : end] in ("'s", "’s") and end - start > 2
        if possessive:
            end -= 2
        word = text[start:end]
        article = ARTICLE.match(word)
        # "Daesh-held" and "Roman-era" are adjectives; "al-Bab" is a name, "al-qaida" none.
        small_end = "-" in word and word[word.rindex("-") + 1].islower()
        capital = (word[0].isupper() or bool(article)) and not small_end
        gap = text[out[-1].end : start] if out else "^"
        joined = (
            bool(out)
            and not out[-1].possessive
            and bool(JOINED.fullmatch(gap) or gap in ("-", "- ", "' ", "’ "))
        )
        out.append(
            Word(
                start=start,
                end=end,
                text=word,
                low=lower(word),
                capital=capital,
                joined=joined,
                possessive=possessive,
            )
        )
    return out


def titled(text: str, words: list[Word]) -> list[bool]:
    """Tell for every word whether its line is a headline with nearly all words in capitals.

    Example:
        >>> text = "Army Takes Town Near Border\\nThe army took a town."
        >>> [w.text for w, t in zip(cut(text), titled(text, cut(text))) if t][-1]
        'Border'
    """
    out: list[bool] = []
    line: list[Word] = []
    for index, word in enumerate(words):
        line.append(word)
        last = index + 1 == len(words)
        if last or "\n" in text[word.end : words[index + 1].start]:
            long = [w for w in line if len(w.text) > 3]
            ended = text[word.end : word.end + 1] in (".", ";") and not line[-1].text.isupper()
            flag = not ended and len(long) > 3 and sum(w.capital for w in long) >= 0.8 * len(long)
            out += [flag] * len(line)
            line = []
    return out
