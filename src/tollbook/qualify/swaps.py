"""Loaded words swapped for neutral ones of the same form, so that no grammar and no figure changes."""

from functools import cache

import msgspec

from tollbook.model import lexicon
from tollbook.model.lexicon import Entry, Lexicon
from tollbook.model.provenance import Span

PATH = "lexicon/en/loaded.yaml"


@cache
def loaded_words() -> Lexicon:
    """Load the loaded words."""
    return lexicon.lexicon(PATH)


class Swap(msgspec.Struct, frozen=True):
    """One word swapped: its characters in the old text and in the new one."""

    old: Span
    new: Span


@cache
def swap_words() -> dict[str, str]:
    """Give the table of loaded words and neutral words of the same form, in small letters.

    Example:
        >>> swap_words()["terrorists"]
        'fighters'
    """
    table: dict[str, str] = {}
    for entry in loaded_words().entries:
        table |= _pairs(entry)
    return table


@cache
def other_words() -> dict[str, str]:
    """Give the table of loaded words and what another party says in their place, in small letters.

    Words that one neutral word stands for are different parties' words for one thing. A word of praise
    and one of any other class take each other's place; where a kind is missing, the next word does that
    another entry holds, and where there is none, the neutral word.

    Example:
        >>> other_words()["terrorists"], other_words()["mujahideen"]
        ('mujahideen', 'terrorists')
    """
    neutral = swap_words()
    entries = {word: entry for entry in loaded_words().entries for word in _pairs(entry)}
    out: dict[str, str] = {}
    for word, plain in neutral.items():
        rivals = [w for w, n in neutral.items() if n == plain and entries[w].id != entries[word].id]
        praised = entries[word].get("class") == "praise"
        opposed = [w for w in rivals if (entries[w].get("class") == "praise") is not praised]
        out[word] = (opposed or _after(word, rivals, neutral) or [plain])[0]
    return out


def _after(word: str, rivals: list[str], order: dict[str, str]) -> list[str]:
    """Put those of `rivals` that come behind `word` in `order` first."""
    place = {name: n for n, name in enumerate(order)}
    return sorted(rivals, key=lambda rival: (place[rival] < place[word], place[rival]))


def _pairs(entry: Entry) -> dict[str, str]:
    """Give the pairs of an entry: loaded word, neutral word."""
    out: dict[str, str] = {}
    for pair in (entry.get("swap") or "").split(";"):
        word, equals, neutral = pair.partition("=")
        if equals:
            out[word.strip().lower()] = neutral.strip()
    return out


def swap(text: str) -> str:
    """Swap loaded words for neutral ones of the same form; capitals follow the word swapped.

    Example:
        >>> swap("Terrorists fired; nine were martyred at Martyrs' Hall.")
        "Fighters fired; nine were killed at Martyrs' Hall."
    """
    return swapped(text)[0]


def swapped(text: str, table: dict[str, str] | None = None) -> tuple[str, list[Swap]]:
    """Swap as `swap` does, or by another table, and tell where each swapped word stood and stands.

    Example:
        >>> new, places = swapped("Two terrorists fled.")
        >>> new, places[0].new.of(new)
        ('Two fighters fled.', 'fighters')
    """
    table = swap_words() if table is None else table
    out: list[str] = []
    places: list[Swap] = []
    at = length = 0
    for match in loaded_words().find(text):
        neutral = table.get(match.span.of(text).lower().replace("’", "'"))
        if neutral is None:
            continue
        word = _like(match.span.of(text), neutral)
        out += [text[at : match.span.start], word]
        length += match.span.start - at
        places.append(Swap(match.span, Span(length, length + len(word))))
        length += len(word)
        at = match.span.end
    return "".join([*out, text[at:]]), places


def neutral(text: str) -> list[tuple[Span, str]]:
    """Give the loaded words of a text, each with the neutral words that can stand in its place.

    Example:
        >>> neutral("Two terrorists fled.")
        [(Span(start=4, end=14), 'fighters')]
    """
    found, places = swapped(text)
    return [(place.old, place.new.of(found)) for place in places]


def _like(model: str, word: str) -> str:
    """Give `word` the capitals of `model`."""
    if len(model) > 1 and model == model.upper():
        return word.upper()
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
