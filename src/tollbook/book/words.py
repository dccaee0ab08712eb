"""Words: text in any script -> words that can be searched, and what a person types -> what to look for.

Both databases index the words made here, so both find the same. Case, accents, vowel points and the variants
of Arabic letters are folded away; an apostrophe inside a word does not part it; scripts that put no spaces
between words (Chinese, Japanese, Thai, Lao, Burmese, Khmer) are taken by overlapping pairs of characters.
Words are not brought to a stem, because that would need to know the language: `strike*` finds strikes.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from tollbook.errors import InputError
from tollbook.model.provenance import Span

LONGEST = 64
MOST_TERMS = 32
_DENSE = "\u0e00-\u0e4f\u0e80-\u0ecf\u1000-\u103f\u1780-\u17df\u3005\u3041-\u30ff\u3400-\u9fff"
_DENSE += "\uf900-\ufaff\U00020000-\U0003ffff"
# Marks that are no letters to Python, and stand inside words all the same; \u00ad is a soft hyphen.
_MARKS = "\u00ad\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
_MARKS += "\u0900-\u0963\u0966-\u0dff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
_ANY_DENSE = re.compile(f"[{_DENSE}]")
_APART = "['’ʼ‘`]"
_SPACED = re.compile(rf"(?P<dense>(?!))|[\w{_MARKS}]+(?:{_APART}[\w{_MARKS}]+)*")
_LETTER = rf"(?:(?![{_DENSE}])[\w{_MARKS}])"
_MIXED = re.compile(rf"(?P<dense>[{_DENSE}]+)|{_LETTER}+(?:{_APART}{_LETTER}+)*")
_PIECE = re.compile(r'(?P<no>-?)"(?P<phrase>[^"]*)"?(?P<begin>\*?)|(?P<bare>[^\s"]+)')
_APOSTROPHE = str.maketrans("", "", "'’ʼ‘`\u00ad\u0640")
_ALIKE = str.maketrans(
    {"ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ٱ": "ا", "ı": "i", "đ": "d", "ø": "o", "ł": "l"}
)


class Token(NamedTuple):
    """A word as it is searched for, and the characters it was made from, end exclusive."""

    word: str
    start: int
    end: int


class Term(NamedTuple):
    """What to look for: words in a row, the last one perhaps only begun; or what is to be left out."""

    words: tuple[str, ...]
    begun: bool = False
    without: bool = False


def tokens(text: str) -> Iterator[Token]:
    """Give the words of a text, folded, each with its characters.

    Example:
        >>> [token.word for token in tokens("Sana’a: Élie’s 12 guards")]
        ['sanaa', 'elie', '12', 'guards']
        >>> [token.word for token in tokens("爆炸声")]
        ['爆炸', '炸声', '声']
    """
    for match in _matches(text):
        start, end = match.span()
        if match["dense"]:
            for at in range(start, end):
                yield Token(folded(text[at : min(at + 2, end)]), at, min(at + 2, end))
        else:
            word = folded(match[0])
            if word:
                yield Token(word, start, end)


def _matches(text: str) -> Iterator[re.Match[str]]:
    """Give words and runs of scripts without spaces; `_`, which counts as a letter, parts words."""
    return (_MIXED if _ANY_DENSE.search(text) else _SPACED).finditer(text.replace("_", " "))


@lru_cache(1 << 16)
def folded(word: str) -> str:
    """Take case, accents and letter variants from a word.

    Example:
        >>> folded("Ḥamāh"), folded("إدْلِب") == folded("ادلب")
        ('hamah', True)
    """
    for end in ("'s", "’s", "'S", "’S"):
        word = word.removesuffix(end)
    plain = unicodedata.normalize("NFKD", word.translate(_APOSTROPHE)).casefold()
    kept = "".join(c for c in plain if not _is_accent(c)).translate(_ALIKE)
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() and not c.isascii() else c for c in kept)
    return unicodedata.normalize("NFC", digits)[:LONGEST]


def _is_accent(character: str) -> bool:
    """Tell whether a mark may be left out: those of Indic and other scripts are vowels, and stay."""
    code = ord(character)
    return unicodedata.category(character) == "Mn" and (
        code < 0x0900 or 0x1AB0 <= code < 0x2100 or 0xFE20 <= code < 0xFE30
    )


def name(text: str) -> str:
    """Give a name of an actor, place or outlet, or its id, in the form in which names are compared.

    Example:
        >>> name("al-Qāʿ Region"), name("geonames:170063")
        ('al qaʿ region', 'geonames 170063')
    """
    return " ".join(token.word for token in tokens(text))


def terms(query: str) -> tuple[Term, ...]:
    """Take apart what a person typed; nothing in it can be an error of syntax.

    Every word must be there; `"..."` are words in a row, `word*` is a beginning, `-word` must not be there.

    Raises:
        InputError: where there is nothing to look for, or more than 32 words.

    Example:
        >>> terms('"car bomb" market* -football')
        (Term(words=('car', 'bomb'), ...), Term(words=('market',), begun=True, ...), Term(..., without=True))
    """
    found: list[Term] = []
    for piece in _PIECE.finditer(query):
        bare = piece["bare"]
        if bare is not None:
            without = bare.startswith("-")
            found += _runs(bare, begun=bare.endswith("*"), without=without)
        else:
            found += _runs(piece["phrase"], begun=bool(piece["begin"]), without=bool(piece["no"]))
    if len(found) > MOST_TERMS:
        raise InputError(f"{len(found)} words are too many to look for", f"name {MOST_TERMS} at most")
    if all(term.without for term in found):
        raise InputError(f"there is no word to look for in {query[:60]!r}", "name at least one word")
    return tuple(found)


def _runs(text: str, *, begun: bool, without: bool) -> list[Term]:
    """Make terms of words in a row; a run of a script without spaces is a term of its own."""
    out: list[Term] = []
    row: list[str] = []
    matches = list(_matches(text))
    for match in matches:
        last = begun and match is matches[-1]
        if not match["dense"]:
            row += [token.word for token in tokens(match[0])]
            continue
        if row:
            out.append(Term(tuple(row), without=without))
            row = []
        pairs = [token.word for token in tokens(match[0])]
        whole = len(match[0]) > 1
        out.append(Term(tuple(pairs[:-1] if whole else pairs), begun=last or not whole, without=without))
    if row:
        out.append(Term(tuple(row), begun=begun and not matches[-1]["dense"], without=without))
    return out


def marks(text: str, wanted: Sequence[Term]) -> list[tuple[Span, int]]:
    """Give where a text has what was looked for, each with the number of its term, in text order.

    Example:
        >>> text = "A car bomb; two bombs."
        >>> [span.of(text) for span, _ in marks(text, terms('"car bomb" bombs'))]
        ['car bomb', 'bombs']
    """
    row = list(tokens(text))
    out: list[tuple[Span, int]] = []
    for number, term in enumerate(wanted):
        if term.without:
            continue
        size = len(term.words)
        for at in range(len(row) - size + 1):
            if _fits(term, row, at):
                out.append((Span(row[at].start, row[at + size - 1].end), number))
    return sorted(out)


def _fits(term: Term, row: list[Token], at: int) -> bool:
    *before, last = term.words
    found = row[at + len(before)].word
    if not (found.startswith(last) if term.begun else found == last):
        return False
    return all(row[at + place].word == word for place, word in enumerate(before))
