"""Entries: a text's lines -> where one of a list ends, though no mark of punctuation ends it.

"Homs: 2 killed", "- Hama (3)", "3. Idlib - 4 wounded", "14:35 Six dead": each such line is told by itself,
like a sentence. Lines of wrapped prose are none: an entry begins with a mark, or with a label and a number,
and has a fellow on the line before or behind.
"""

import re
from functools import cache

from tollbook.annotate.numerals import number_words

LINE = re.compile(r"\n")
_MARK = r"(?:[-*•·–—][ \t]{1,3}|\d{1,3}[.)/][ \t]{1,3}|\d{1,2}[:.h]\d{2}(?:[ \t]?[|–—-])?[ \t]{1,3})"
MARKED = re.compile(rf"[ \t]{{0,8}}{_MARK}(?=[^\W_a-z]|[\"'“‘(])")
"""A mark, and no small letter: "- a man in the yard" goes on with the line that leads the list."""
_LEAD = r"(?:at least|at most|up to|about|around|some|over|more than|nearly|almost)[ ]"
LABELLED = re.compile(
    r"[ \t]{0,8}[^\W\d_][^\n:;.|(=]{0,40}?(?:[ ]?[:=][ ]?|[ ][-–—][ ]|[ ]?\()"
    rf"(?:{_LEAD})?(?P<number>\w+)",
    re.IGNORECASE,
)
_NAME = r"[^\W\d_a-z][\w.'’-]{0,30}"
NAMED = re.compile(
    rf"[ \t]{{0,8}}(?:{_MARK})?{_NAME}(?:[ ]{_NAME}){{1,5}}"
    r"(?:,[ ](?:aged?[ ])?\d{1,3}(?:,[ ][^\n\d:;]{1,40})?)?[ \t]*$",
    re.MULTILINE,
)
"""A person: a name, alone or with an age ("- Omar Saadi, 22"). What the harm was, the line above says."""
GOES_ON = re.compile(r"[ \t]{0,8}[a-z0-9(]|[ \t]{2,8}")
"""A line that goes on with the one before it."""


def entry_ends(text: str) -> frozenset[int]:
    """Give the offsets of the line breaks that end an entry, or the line before one.

    Example:
        >>> text = "By town:\\nHoms: 2 killed\\nHama: none\\nThe count goes on."
        >>> [text[at + 1 : at + 5] for at in sorted(entry_ends(text))]
        ['Homs', 'Hama', 'The ']
        >>> entry_ends("Two people died in the town of\\nHoms - three in Hama, the\\nwatch said.")
        frozenset()
    """
    starts = [0, *(found.end() for found in LINE.finditer(text))]
    entries = [_is_entry(text, at) for at in starts]
    out: set[int] = set()
    for n, at in enumerate(starts):
        if not entries[n] or entries[max(0, n - 1) : n + 2].count(True) < 2:
            continue
        out.add(at - 1)
        behind = starts[n + 1] if n + 1 < len(starts) else None
        if behind is not None and (entries[n + 1] or not GOES_ON.match(text, behind)):
            out.add(behind - 1)
    return frozenset(out - {-1})


def _is_entry(text: str, at: int) -> bool:
    if NAMED.match(text, at):
        return False
    if MARKED.match(text, at):
        return True
    found = LABELLED.match(text, at)
    return found is not None and (found["number"].isdecimal() or found["number"].lower() in _counting())


@cache
def _counting() -> frozenset[str]:
    return (number_words() - {"a", "an", "half"}) | {"none", "no", "nobody", "dozens", "several"}
