"""Proposing: a page and its tags -> the spans that may be figures, with the rules' figure if there is one."""

from tollbook.learned.flags import AT, FLAGS
from tollbook.learned.heads import Array
from tollbook.learned.seen import Ruled, Seen, Words
from tollbook.model.mention import MentionKind
from tollbook.model.roles import CONTEXT, role

PROPOSE = 0.25
NEAR = 60
CLOSING, QUOTES, ARTICLES = frozenset({")", "|"}), frozenset("\"“”„'‘’"), frozenset({"a", "an", "the"})
LEADING = frozenset("|:;,.-–—")
ON_TOP = frozenset({"other", "others", "another", "remaining", "further", "additional"})
HARMS = frozenset(n for name, n in AT.items() if name.startswith("harm."))


def proposed(page: Seen, tags: Array) -> list[tuple[Words, Ruled | None]]:
    """Propose the figures of the rules, the runs of tagged words, and the numbers that neither holds."""
    out: list[tuple[Words, Ruled | None]] = [(ruled.words, ruled) for ruled in page.ruled]
    said, first, rest = 1 - tags[:, 0], tags[:, 1::2].sum(-1), tags[:, 2::2].sum(-1)
    at = 0
    while at < len(said):
        end = at
        if said[at] > PROPOSE:
            while end + 1 < len(said) and said[end + 1] > PROPOSE and rest[end + 1] > first[end + 1]:
                end += 1
            run = _fitted(page, (at, end))
            if not any(words == run for words, _ in out) and _says_people(page, run):
                out.append((run, None))
        at = end + 1
    for mention in page.text.of(MentionKind.QUANTITY):
        words = page.words(mention.span)
        if words and _near_harm(page, words) and not any(overlap(words, other) for other, _ in out):
            out.append((words, None))
    return out


def _fitted(page: Seen, words: Words) -> Words:
    """Give a run with the number that belongs to it, and without marks that do not.

    "Five", a quotation mark and "rebels" are one figure, and so are "the other" and "22"; a bracket that
    closes what the run did not open, and a bar or colon before it, are none of it.
    """
    first, last = _within_sentence(page, words)
    told = page.told
    while last > first and told[last] in CLOSING and "(" not in told[first:last]:
        last -= 1
    while first < last and told[first] in LEADING:
        first += 1
    if last > first and told[last] in QUOTES and not any(word in QUOTES for word in told[first:last]):
        last -= 1
    if sum(word in QUOTES for word in told[first : last + 1]) == 1 and told[last + 1 : last + 2] == ['"']:
        last += 1
    if told[last].lower() in ON_TOP and last + 1 < len(told) and _is_number(page, last + 1):
        last += 1
    if first > 1 and told[first - 1] in QUOTES and _is_number(page, first - 2):
        first -= 2
        last += last + 1 < len(told) and told[last + 1] in QUOTES
    return first, last


def _within_sentence(page: Seen, words: Words) -> Words:
    """Give the piece of a run that lies in one sentence: that with the number, else the first."""
    span = page.span(words)
    sentence = next((s.span for s in page.text.sentences if s.span.start <= span.start < s.span.end), None)
    if sentence is None or span.end <= sentence.end:
        return words
    first, last = words
    cut = next(n for n in range(first, last + 1) if page.spans[n].start >= sentence.end)
    is_first = any(_is_number(page, n) for n in range(first, cut))
    is_second = not is_first and any(_is_number(page, n) for n in range(cut, last + 1))
    return (cut, last) if is_second or cut == first else (first, cut - 1)


def _is_number(page: Seen, word: int) -> bool:
    """Tell whether a word ends a number; "a" and "the" are none."""
    named = {FLAGS[flag] for flag in page.flags[word]}
    return (
        bool(named & {"digits", "quantity.first", "quantity.rest"})
        and page.told[word].lower() not in ARTICLES
    )


def _near_harm(page: Seen, words: Words) -> bool:
    """Tell whether a word of harm stands within `NEAR` words of a bare number.

    On lines before and behind only where the number's own line has a word: a row of numbers counts nobody,
    and no more does a page's "1 of 12".
    """
    first, last = max(0, words[0] - NEAR), min(len(page.flags), words[1] + 1 + NEAR)
    begun, ended, line = words[0], words[1] + 1, AT["line"]
    while begun > first and line not in page.flags[begun]:
        begun -= 1
    while ended < last and line not in page.flags[ended]:
        ended += 1
    if any(word[:1].isalpha() and word != "of" for word in page.told[begun:ended]):
        begun, ended = first, last
    return any(flag in HARMS for flags in page.flags[begun:ended] for flag in flags)


def _says_people(page: Seen, words: Words) -> bool:
    """Tell whether a run can name or count people: one bare word does only as number, person or name.

    "Far higher" counts nobody.
    """
    if all(word.lower() in role("comparing", CONTEXT) for word in page.told[words[0] : words[1] + 1]):
        return False
    if any(word != "of" and not word.isdecimal() for word in page.told[words[0] + 1 : words[1] + 1]):
        return True
    flags = {FLAGS[flag] for flag in page.flags[words[0]]}
    if "digits" in flags and not _near_harm(page, words):
        return False
    is_name = bool(flags & {"capital", "capitals"}) and "sentence" not in flags
    kinds = {flag.split(".")[0] for flag in flags}
    return (
        is_name
        or bool(kinds & {"quantity", "person", "actor", "digits"})
        or page.told[words[0]].endswith("s")
    )


def overlap(a: Words, b: Words) -> bool:
    """Tell whether two runs share a word."""
    return a[0] <= b[1] and b[0] <= a[1]
