"""True case: a report in capitals throughout -> the same report in ordinary case, letter for letter.

Agencies of the teleprinter age, and hostile texts, write in capitals alone, posts in small letters alone;
then nothing tells a name from a word. Names are put back from what is known: actors, outlets, states,
demonyms, places of the gazetteer, titles before names, capitals in brackets with the name that they shorten;
a word that the parser's dictionary of English does not know is taken for a name. Every letter stays in its
place: offsets hold.
"""

import re
from bisect import bisect_left

from tollbook.annotate.case_words import (
    CALENDAR,
    HEADS,
    MONTHS,
    PARTICLES,
    PLACING,
    TITLES,
    dictionary,
    function,
    given,
    known_names,
    stems,
)
from tollbook.annotate.place_words import stops
from tollbook.model.lexicon import lower
from tollbook.model.names import NameIndex

WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")
OPENS = re.compile(
    r"(?:[.!?:][\"'”’)\]]*\s{1,4}|\n[ \t]{0,4}\n\s{0,4})(?:\[[^\[\]]{0,60}\]\s{0,2})?[\"'“‘(\[]{0,3}$"
)
_DATELINE = r".{0,90}(?:--|\)\s?[-–—]|\d\s[-–—]|\d[-–—](?=\s))"
BEGINS = re.compile(
    rf"^(?:{_DATELINE})?\s{{0,4}}(?:\[[^\[\]]{{0,60}}\]\s{{0,2}}){{0,4}}[\"'“‘(\[]{{0,3}}$", re.DOTALL
)
SHORT = re.compile(r"[(\[]\s*([A-Z][A-Z0-9-]{1,7})\s*[)\]]|\b([A-Z][A-Z0-9-]{1,7})\s+\[([A-Z' -]{8,80})\]")
NUMERAL = re.compile(r"^(?:II|III|IV|VI|VII|VIII|IX|XI|XII|XIII)$")
BODIES = frozenset({"us", "un"})
"""Names in capitals that are, or that a dictionary takes for, words of English."""
OF_NUMBER = re.compile(r"\d-$")
"""Before a word that goes on with a number: "40-plus", "12-strong"."""
LONGEST, LARGE, KNOWN = 4, 100_000, 15_000
SMALL = frozenset(["of", "the", "and", "for", "to", "in"])
LINKS = frozenset(["de", "del", "da", "do", "dos", "y", "e", "of"])
ACRONYM_LENGTH, NEAR = 5, 20


def truecase(text: str, names: NameIndex, *, small: bool = False) -> str:
    """Give `text`, in capitals, in ordinary case: of the same length, only the case of letters differs.

    `names` tells which place names are known. Words whose case cannot be told are lowered. With `small`,
    the text was in small letters before: then a bracket alone makes no abbreviation of a word.
    """
    return _Caser(text, names, small=small).run()


class _Caser:
    """One pass over one text."""

    def __init__(self, text: str, names: NameIndex, *, small: bool = False) -> None:
        self.text, self.small = text, small
        self.names = names
        self.low = lower(text)
        self.out = list(self.low)
        self.words = [(found.start(), found.end()) for found in WORD.finditer(self.low)]
        self.starts = [start for start, _ in self.words]
        self.places: dict[str, list[int]] = {}
        for i in range(len(self.words)):
            self.places.setdefault(self.word(i), []).append(i)
        self.named: set[int] = set()
        self.settled: set[int] = set()
        self.persons: set[int] = set()

    def run(self) -> str:
        self.keep_initials()
        self.write_known()
        self.shorten()
        self.write_places()
        self.write_unknown()
        self.write_persons()
        self.open_sentences()
        return "".join(self.out)

    # -- what is known ---------------------------------------------------------------------------

    def word(self, i: int) -> str:
        return self.low[self.words[i][0] : self.words[i][1]] if 0 <= i < len(self.words) else ""

    def between(self, i: int) -> str:
        """Give what stands between word i and the next one."""
        return self.low[self.words[i][1] : self.words[i + 1][0]] if i + 1 < len(self.words) else "\n\n"

    def capital(self, i: int) -> None:
        start, end = self.words[i]
        self.out[start] = self.text[start]
        word = self.low[start:end]
        if "'" in word[:3] and not word.endswith("'s"):
            mark = start + word.index("'") + 1
            self.out[mark] = self.text[mark]
        self.named.add(i)

    def inside(self, start: int, end: int) -> range:
        """Give the words that begin between two characters."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def keep(self, start: int, end: int) -> None:
        self.out[start:end] = self.text[start:end]
        self.named.update(self.inside(start, end))
        self.settled.update(self.inside(start, end))

    def keep_initials(self) -> None:
        for found in INITIALS.finditer(self.text):
            self.keep(found.start(), found.end())
        for i in range(len(self.words)):
            word = self.text[self.words[i][0] : self.words[i][1]]
            if word == "I" or NUMERAL.match(word):
                self.keep(*self.words[i])

    def write_known(self) -> None:
        for match in known_names().find(self.low):
            words = match.span.of(self.low)
            form = next((f for f in match.entry.words if lower(f) == words), None)
            if form is None or len(form) != len(words):
                continue
            if len(words) < 4 and self.plain(words) and not self.stands_for(words, match.span.start):
                continue
            for offset, letter in enumerate(form):
                if letter.isupper() and offset + match.span.start < len(self.text):
                    at = match.span.start + offset
                    self.out[at] = self.text[at]
            inside = self.inside(match.span.start, match.span.end)
            self.named.update(i for i in inside if self.out[self.words[i][0]].isupper())
            self.settled.update(inside)

    def stands_for(self, word: str, start: int) -> bool:
        """Tell whether a short word is a state or body here: "the us", "un officials", "us says" up front.

        "Us" alone is anybody; "un" is no English word.
        """
        if word not in BODIES:
            return False
        before = self.low[max(0, start - 80) : start]
        return word == "un" or before.endswith("the ") or not before.strip() or bool(OPENS.search(before))

    def shorten(self) -> None:
        """Keep capitals in brackets, and give the name that they shorten its capitals."""
        seen: set[str] = set()
        for found in SHORT.finditer(self.text):
            group = 1 if found[1] else 2
            word = lower(found[group])
            named = self.name_before(found.start(group)) if group == 1 else False
            if not named and (self.small or self.ordinary(word)):
                continue
            for i in self.places.get(word, ()) if word not in seen else ():
                self.keep(*self.words[i])
            seen.add(word)
            for i in self.inside(*found.span(3)) if group == 2 else ():
                if self.word(i) not in SMALL:
                    self.capital(i)

    def name_before(self, start: int) -> bool:
        """Give the organisation's name before a bracket its capitals; tell whether there is one."""
        last = bisect_left(self.starts, start) - 1
        if last < 0 or self.low[self.words[last][1] : start].strip(" \n([") or self.word(last) not in HEADS:
            return False
        i = last
        while i >= 0 and last - i < 8 and (i == last or not self.between(i).strip()):
            word = self.word(i)
            if word in ("of", "for", "and") and i < last:
                i -= 1
                continue
            if word in function():
                break
            self.capital(i)
            i -= 1
        return last - i > 1

    # -- places and names ------------------------------------------------------------------------

    def plain(self, word: str) -> bool:
        return any(stem in dictionary()[0] for stem in stems(word))

    def nouns(self) -> frozenset[str]:
        return dictionary()[1]

    def ordinary(self, word: str) -> bool:
        return self.plain(word) or any(stem in self.nouns() for stem in stems(word))

    def write_places(self) -> None:
        i = 0
        while i < len(self.words):
            i += self.place_at(i) or 1

    def place_at(self, i: int) -> int:
        """Give how many words the known place that begins at word i has; 0 where none does."""
        for length in range(LONGEST, 1, -1):
            if i + length > len(self.words) or any(self.between(k).strip() for k in range(i, i + length - 1)):
                continue
            words = [self.word(k) for k in range(i, i + length)]
            if words[0] in function() - PARTICLES or words[-1] in function():
                continue
            odd = words[0] in PARTICLES or any(not self.ordinary(w) for w in words)
            people = self.names.population(" ".join(words)) if odd or length == 2 else 0
            if people >= (1 if odd else LARGE) or (odd and self.names.known(" ".join(words))):
                for k in range(i, i + length):
                    if k == i or self.word(k) not in LINKS:
                        self.capital(k)
                self.settled.update(range(i, i + length))
                return length
        word = self.word(i)
        if i in self.settled or word in function() or self.plain(word) or word in stops():
            return 0
        framed = self.word(i - 1) in PLACING and not self.between(i - 1).strip() if i else True
        people = self.names.population(word) if word in self.nouns() else 0
        if people >= (KNOWN if framed else 10 * LARGE):
            self.capital(i)
            return 1
        return 0

    def write_unknown(self) -> None:
        for i, (start, end) in enumerate(self.words):
            word = self.low[start:end]
            if i in self.settled or i in self.named:
                continue
            if word in CALENDAR or (word in MONTHS and self.dated(i)):
                self.capital(i)
            elif OF_NUMBER.search(self.low, max(0, start - 2), start):
                continue
            elif len(word) > 1 and not self.ordinary(word):
                if len(word) <= ACRONYM_LENGTH and not re.search(r"[aeiouy]|[^\x00-\x7f]", word):
                    self.keep(start, end)
                else:
                    self.capital(i)

    def dated(self, i: int) -> bool:
        start, end = self.words[i]
        before = self.low[max(0, start - NEAR) : start].rstrip()
        after = self.low[end : end + NEAR].lstrip(" ,")
        return (
            before[-1:].isdigit() or after[:1].isdigit() or self.word(i - 1) in ("in", "last", "since", "of")
        )

    def write_persons(self) -> None:
        """Raise given names, the words between a title or given name and a name, and titles before names."""
        for i in range(len(self.words)):
            word = self.word(i)
            if word in given():
                self.capital(i)
            elif i and self.open(i) and not self.between(i - 1).strip():
                after = i + 1 in self.named and not self.between(i).strip()
                said = self.word(i - 1) in given() or i - 1 in self.persons
                goes_on = said and not self.plain(word)
                if goes_on or (after and (self.word(i - 1) in TITLES or i - 1 in self.persons)):
                    self.capital(i)
            if i in self.named and (word in given() or i - 1 in self.persons or self.word(i - 1) in TITLES):
                self.persons.add(i)
        for i in range(len(self.words) - 2, -1, -1):
            if i + 1 in self.named and self.word(i) in TITLES and self.between(i).strip(" \n") in ("", "."):
                self.capital(i)

    def open(self, i: int) -> bool:
        """Tell whether word i may still be a name: not settled yet, and no title or function word."""
        word = self.word(i)
        free = i not in self.named and i not in self.settled and len(word) > 2
        return free and word not in TITLES and word not in function()

    def open_sentences(self) -> None:
        for start in self.starts:
            before = self.text[max(0, start - 80) : start]
            if (OPENS.search(before) and not INITIALS.search(before[-8:])) or (
                start < 300 and BEGINS.search(self.text[:start])
            ):
                self.out[start] = self.text[start]
