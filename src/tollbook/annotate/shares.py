"""Shares in numbers: words -> "58 percent of them", "nine in ten", "all but one of the 23" as counts.

A share of an unknown whole says only "two or more"; its rule names the fraction, from which
`model.shares` works out the persons once the whole is known.
"""

from tollbook.annotate.counted import Counted, number_phrases
from tollbook.annotate.numerals import number
from tollbook.annotate.words import Words

WHOLES = frozenset({2, 3, 4, 5, 10, 20, 100})
WHOLE_MOST = 1000


def shared_in(words: Words, at: int) -> Counted | None:
    """Read a share in numbers: "58 percent of them", "nine in ten", "all but one of the 23"."""
    if words.at(at) == "all" and words.at(at + 1) == "but":
        return _all_but(words, at)
    first = number(words, at)
    if first is None:
        return None
    percent = number_phrases("percent").at(words, first.end)
    if percent is not None and 0 < first.value < 100:
        return _percent(words, first.value, percent.end)
    link = words.at(first.end)
    out = link == "out" and words.at(first.end + 1) == "of"
    if link != "in" and not out:
        return None
    second = number(words, first.end + 1 + out)
    if second is None or not 0 < first.value < second.value <= WHOLE_MOST or not words.flows(second.end - 1):
        return None
    if first.digits != second.digits or (not out and second.value not in WHOLES):
        return None
    behind = words.at(second.end)
    if number_phrases("unit").at(words, second.end) is not None or words.hyphen(second.end):
        return None
    people = number_phrases("people", "function", "kin").at(words, second.end) is not None
    if not (people or out or behind == "of" or not behind[:1].isalnum() or behind.endswith("ed")):
        return None
    return Counted(2, None, 2, second.end, f"numbers.share.{first.value}/{second.value}", vague=True)


def _percent(words: Words, value: int, end: int) -> Counted | None:
    """Read "58 percent of them": a share only where persons follow; of money or houses it is none."""
    if words.at(end - 1) == "of" or not words.flows(end):
        return None
    rule = f"numbers.share.{value}/100"
    if words.at(end) == "of":
        start = end + 1
        if words.at(start) in {"them", "whom", "those"}:
            return Counted(2, None, 2, end, rule, vague=True)
        start += words.at(start) in {"the", "these", "all", "its", "their"}
        known = number_phrases("people").at(words, start)
        return Counted(2, None, 2, end, rule, vague=True) if known is not None else None
    known = number_phrases("kin").at(words, end + (words.at(end) in {"are", "were", "was"}))
    return Counted(2, None, 2, end, rule, vague=True) if known is not None else None


def _all_but(words: Words, at: int) -> Counted | None:
    """Read "all but one of the 23": twenty-two."""
    left = number(words, at + 2)
    if left is None or words.at(left.end) != "of":
        return None
    start = left.end + 1 + (words.at(left.end + 1) in {"the", "these", "those", "its", "their"})
    whole = number(words, start) if words.flows(start) else None
    if whole is None or whole.value <= left.value:
        return None
    rest = whole.value - left.value
    return Counted(rest, rest, rest, whole.end, "numbers.all_but")
