"""Headers of texts in small letters: found on their capitals, and believed only where nothing runs on.

The finders of a header know a name, and the end of a sentence, by capitals. A text in small letters has
none, and its capitals tell nothing; so what is found there counts as a header only where the words before
the date are a place, an agency or a marker ("published"), and no sentence: "beirut, nov 29 (afp) -", but
never "in aleppo on 3 may 2016, three people".
"""

import re
from datetime import date
from functools import cache

import msgspec

from tollbook.model.lettercase import in_capitals, is_small
from tollbook.read import printed
from tollbook.read.header import Header, header

ENDS = re.compile(r"[)\]]?[ \t]*(?:\([^()\n]{1,40}\)|\[[^\[\]\n]{1,40}\])?[ \t]*(?:[-–—:|/\n]|$)")
MARKS = " \t.,:;|/()[]*_#>-–—•·\"'"
BUTTON = "print this page"
LONGEST = 5
"""Words of place and agency before a date; more of them are prose."""


def header_of(text: str, *, title: str | None = None, given: date | None = None) -> Header:
    """Find the header of a text as `header` does, also where the text is in small letters.

    Example:
        >>> small = "beirut, 29 nov 2024 (afp) - two people were hurt when a shell hit a market in the city."
        >>> found = header_of(small)
        >>> found.place, found.reading.day.isoformat()
        ('beirut', '2024-11-29')
        >>> header_of("in aleppo on 3 may 2016, two people were hurt when a shell hit a market.").reading
    """
    plain = header(text, title=title, given=given)
    if plain.printed or not is_small(text):
        return plain
    shown = in_capitals(text)
    found = header(shown, title=title, given=given)
    if not _is_header(text, found):
        return plain
    line = found.dateline
    at = shown.find(found.place, line.start, line.end) if line and found.place else -1
    return msgspec.structs.replace(found, place=text[at : at + len(found.place or "")] if at >= 0 else None)


def _is_header(text: str, found: Header) -> bool:
    """Tell whether what stands before and behind the date is a header's, and no sentence's."""
    if found.printed is None or found.reading is None:
        return False
    at, end = found.printed.span.start, found.printed.span.end
    begin = text.rfind("\n", 0, at) + 1
    if found.head and begin < found.head.end <= at:
        begin = found.head.end
    lead = text[begin:at].strip(MARKS)
    words = [word for word in lead.split() if word.strip(MARKS) not in _small("weekday")]
    if words and found.printed.year and words[-1].strip(MARKS) in _small("agency"):
        return True
    said = " ".join(words).removeprefix(BUTTON).strip()
    if not said or said in _small("published") | _small("updated"):
        return begin == 0 or bool(found.head) or bool(words) or ENDS.match(text, end) is not None
    if ENDS.match(text, end) is None or any(word in _prose() for word in re.findall(r"[^\W\d_]+", lead)):
        return False
    return not re.search(r"\d", lead) and len(lead.split()) <= LONGEST


@cache
def _small(role: str) -> frozenset[str]:
    return frozenset(word.lower() for word in printed.words(role))


def _prose() -> frozenset[str]:
    return frozenset({*printed.words("sentence_before"), *printed.words("prose")})
