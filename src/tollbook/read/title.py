"""Titles: where the words of a given title stand at the head of a text, and which line is a title itself.

Collectors strip marks, cut titles off, and glue them to the first sentence, so words are compared
without case and marks, and small gaps are borne.
"""

import re
from difflib import SequenceMatcher

from tollbook.model.provenance import Span
from tollbook.read import dateline
from tollbook.read.dateline import Frame

WORD = re.compile(r"\w[\w'’]*")
ZONE = 1000
LEAST_SHARE = 0.6
DENSE = 0.8
GAP = 2
LONGEST_LINE = 180
LONGEST_WORDS = 28
STOP = re.compile(r"[^\W\d_]{3}[.!?](?=\s+\S)")
"""The end of a sentence within a line; "Gen. Orun" has one too, and hardly two."""
END = re.compile(r"[ \t]?[.:]?(?=\s|$)")


def title_at(text: str, title: str) -> Span | None:
    """Find the stretch near the start of a text that says what the title says, or None.

    The stretch takes in the full stop or colon that closes it.

    Example:
        >>> text = "Mon 4 March 2031 Army kills 3 in Marruns market. In a raid on Monday three fell."
        >>> title_at(text, "Army kills 3 in Marrun's market | Orun Daily").of(text)
        'Army kills 3 in Marruns market.'
    """
    found = list(WORD.finditer(text, 0, min(len(text), len(title) + ZONE)))
    have = [_plain(m[0]) for m in found]
    want = [_plain(m[0]) for m in WORD.finditer(title[:ZONE])]
    if not have or not want:
        return None
    matcher = SequenceMatcher(None, want, have, autojunk=False)
    best = matcher.find_longest_match()
    if best.size < min(3, len(want)):
        return None
    first, last, matched = best.b, best.b + best.size, best.size
    blocks = matcher.get_matching_blocks()
    for block in blocks:
        if block.b >= last and block.size and block.b - last <= GAP and block.a >= best.a + best.size:
            last, matched = block.b + block.size, matched + block.size
    for block in reversed(blocks):
        if block.size and block.b + block.size <= first and first - block.b - block.size <= GAP:
            first, matched = block.b, matched + block.size
    own = _own_words(title, want)
    if matched < LEAST_SHARE * own or matched < DENSE * (last - first):
        return None
    end = END.match(text, found[last - 1].end())
    return Span(found[first].start(), end.end() if end else found[last - 1].end())


def title_line(text: str, line: Span, following: str) -> bool:
    """Tell whether a line has the shape of a title: short, no full stop, a gap or a dateline after it.

    `following` is the text after the line, its line end included.
    """
    words = line.of(text).strip()
    if len(words) > LONGEST_LINE or len(words.split()) > LONGEST_WORDS or words[-1:] in ".,;]":
        return False
    gap = re.match(r"[ \t]*\n[ \t]*\n", following)
    return bool(gap) and any(c.isalpha() for c in words) and len(following.strip()) > len(words)


def own_title(frame: Frame, spans: list[Span], *, named: bool = False) -> Span | None:
    """Take the first line outside the dateline for a title where it has the shape of one.

    A line with the writer's name may stand below it. `named` tells that an outlet's name stands above: what
    follows may be the text at once, and a line of more sentences than one is no title.
    """
    plain = [line for line in frame.lines if not dateline.byline(line.of(frame.text))]
    for line in plain[:3]:
        covering = [s for s in spans if s.overlaps(line)]
        if covering:
            rest = frame.text[max(s.end for s in covering) : line.end]
            if len(rest.strip()) <= 40 and covering[0].start <= line.start + 40:
                continue
            return None
        if named and len(STOP.findall(line.of(frame.text))) > 1:
            return None
        following = frame.text[line.end :]
        under = following.lstrip(" \t\r\n").split("\n", 1)
        if len(under) > 1 and dateline.byline(under[0]):
            following = f"\n\n{under[1].lstrip()}"
        by_dateline = any(
            0 <= s.start - line.end <= 3 and "\n" in frame.text[line.end : s.start] for s in spans
        )
        shaped = title_line(frame.text, line, "\n\n" + following.lstrip() if by_dateline else following)
        return line if shaped else None
    return None


def _plain(word: str) -> str:
    return re.sub(r"['’]", "", word).casefold()


def _own_words(title: str, want: list[str]) -> int:
    """Count the title's words without the name of a site or section behind a bar or a spaced dash."""
    parts = re.split(r"\s[|–—-]\s|\s?\|\s?", title)
    longest = max(parts, key=len)
    return min(len(want), len(WORD.findall(longest)))
