"""Quantities: text -> mentions of numbers of persons (or of things that news counts), as intervals.

The words and what they count to stand in `knowledge/lexicon/en/numbers.yaml`: "more than 20" is 21 or
more, "up to 20" is 20 or fewer, "dozens" 24 or more. A number that plainly counts no persons (a year,
a day, an age, a length, a sum of money, a calibre, a unit's name) is passed over.
"""

from collections.abc import Iterable
from functools import cache

from tollbook.annotate.counted import QUOTES, Counted, Reader, determiners, number_phrases
from tollbook.annotate.dates import dates
from tollbook.annotate.households import of_households
from tollbook.annotate.mended import mended
from tollbook.annotate.numerals import number, number_words
from tollbook.annotate.shares import shared_in
from tollbook.annotate.uncounted import counts_no_persons, followed_by_unit
from tollbook.annotate.words import Words
from tollbook.model.figure import Count
from tollbook.model.mention import Mention, MentionKind, Quantity
from tollbook.model.provenance import Span

CHAIN_MOST = 4
CONFIRMED_WITHIN = 14
BEINGS = frozenset({"confirmed", "verified", "documented"})
AUXILIARIES = frozenset({"been", "were", "was", "are", "is", "being"})
STRENGTH = ("about", "at_most", "less_than", "at_least", "more_than")


def quantities(text: str, days: Iterable[Mention] | None = None) -> list[Mention]:
    """Find the quantities of `text`, in text order, none overlapping another.

    Spans cover the whole expression with its qualifiers and without its noun. `days` are the date
    mentions of the same text (found here when not given); numbers inside them are passed over. Rules
    "numbers.share.*" mark parts of another number ("most of"): their count holds only "two or more".

    Example:
        >>> [(m.words, str(m.quantity.count)) for m in quantities("More than 130 died, 49 of them troops.")]
        [('More than 130', '131 or more'), ('49', '49')]
    """
    words = Words(mended(text))
    taken = [m.span for m in (dates(text) if days is None else days)]
    return _Scan(words, taken, text).run()


@cache
def _starts() -> frozenset[str]:
    roles = (
        "before",
        "share",
        "plural",
        "several",
        "some",
        "none",
        "no",
        "without",
        "another",
        "exact",
        "more_before",
        "all_but",
    )
    return number_phrases(*roles).firsts | number_words() | {"between", "from"}


class _Scan:
    """One pass over the words of a text."""

    def __init__(self, words: Words, taken: list[Span], text: str) -> None:
        self.words = words
        self.text = text
        self.reader = Reader(words)
        self.taken = sorted(taken)
        self.out: list[Mention] = []

    def run(self) -> list[Mention]:
        """Go over the words once; every place looks a bounded number of words ahead."""
        words, starts, day, index = self.words, _starts(), 0, 0
        while index < len(words):
            while day < len(self.taken) and self.taken[day].end <= words.start[index]:
                day += 1
            limit = self.taken[day].start if day < len(self.taken) else len(words.text)
            word = words.low[index]
            if words.start[index] >= limit or not (word[0].isdecimal() or word in starts):
                index += 1
                continue
            index = max(self._read(index, limit), index + 1)
        return self.out

    def _read(self, first: int, limit: int) -> int:
        """Read the quantity that starts at the word `first`; give the word to go on from."""
        effects, more, at = [], False, first
        for _ in range(CHAIN_MOST):
            phrase = number_phrases("before", "more_before", "share").at(self.words, at)
            if (
                phrase is None
                or phrase.entry.sets["role"] == "share"
                or (at > first and not self.words.flows(at))
            ):
                break
            effect = phrase.entry.get("effect")
            more = more or effect is None
            if effect is not None:
                effects.append((effect, phrase.entry.id))
            at = phrase.end
        core = self.reader.read(at) if at == first or self.words.flows(at) else None
        part = shared_in(self.words, at) if core is None or core.numeral is not None else None
        if part is not None and self.words.end[part.end - 1] <= limit:
            return self._finish(first, part, [], more)
        if core is None and at > first:
            effects, more, at = [], False, first
            core = self.reader.read(at)
        if core is None or self.words.end[core.end - 1] > limit:
            return first + 1
        if core.numeral is not None and counts_no_persons(
            self.words, first, at, core.end, core.numeral, [effect for effect, _ in effects]
        ):
            return core.end
        if core.numeral is None and core.high != 0 and followed_by_unit(self.words, core.end):
            return core.end
        return self._finish(first, core, effects, more)

    def _finish(self, first: int, core: Counted, effects: list[tuple[str, str]], more: bool) -> int:
        """Add the words behind the number, work out the interval, and keep the mention."""
        words, end = self.words, core.end
        share = core.rule.startswith("numbers.share")
        if not share and core.high != 0:
            end, effects, more = self._after(core, effects, more)
        up_to = next((k for k, (effect, _) in enumerate(effects) if effect == "at_most"), None)
        if up_to is not None and words.at(first) == "as" and self._confirmed(end):
            effects[up_to] = ("at_least", "numbers.as_many_as_confirmed")
        low, high, rule = core.low, core.high, core.rule
        ranked = [] if share else sorted(effects, key=lambda pair: STRENGTH.index(pair[0]))
        if ranked:
            low, high = _bounds(ranked[-1][0], low, high)
            rule = ranked[-1][1]
            if ranked[-1][0] in {"at_least", "more_than"}:
                high, end = self._ceiling(end)
        approximate = core.approximate or any(effect == "about" for effect, _ in effects)
        count = Count(low=low, high=high, approximate=approximate)
        if not share:
            count, rule = of_households(words, first, end, count) or (count, rule)
        quantity = Quantity(count=count, number=core.number, vague=core.vague, more=more or core.more)
        span = Span(words.start[first], words.end[end - 1])
        self.out.append(
            Mention(
                kind=MentionKind.QUANTITY, span=span, words=span.of(self.text), rule=rule, quantity=quantity
            )
        )
        return end

    def _after(
        self, core: Counted, effects: list[tuple[str, str]], more: bool
    ) -> tuple[int, list[tuple[str, str]], bool]:
        """Read what stands behind the number: "or more", "-plus", "more", "of" before a bare noun."""
        words, end = self.words, core.end
        if core.numeral is not None and words.at(end) == "+" and words.joined(end):
            return end + 1, [*effects, ("more_than", "numbers.plus")], more
        for at in (end, end + 1):
            if at > end and words.at(end) not in QUOTES | {","} and not words.hyphen(end):
                break
            phrase = number_phrases("after").at(words, at) if words.flows(at) else None
            if phrase is not None and not self._belongs_on(phrase.end, phrase.entry.id):
                effects, end = [*effects, (phrase.entry.sets["effect"], phrase.entry.id)], phrase.end
                break
        extra = number_phrases("more_after").at(words, end) if words.flows(end) else None
        if extra is not None and words.at(extra.end) != "than":
            more = True
            end = extra.end if extra.entry.sets["inside"] == "yes" else end
        if core.vague and words.at(end) == "of" and words.flows(end):
            following = words.at(end + 1)
            if following[:1].isalpha() and following not in determiners() and words.flows(end + 1):
                end += 1
        return end, effects, more

    def _belongs_on(self, at: int, rule: str) -> bool:
        """Tell whether a phrase behind a number belongs to what follows ("at least 30 hurt")."""
        word = self.words.at(at)
        if word == "than" or (word[:1].isdecimal() and self.words.flows(at)):
            return True
        follows = self.words.flows(at) and (number(self.words, at) is not None or _vague_at(self.words, at))
        return follows or (rule == "numbers.plus" and word in determiners() | {"a", "an"})

    def _ceiling(self, end: int) -> tuple[int | None, int]:
        """Read the upper end in "more than 700 and as many as 800": its number and the word behind it."""
        words = self.words
        if words.at(end) not in {"and", "but"} or not words.flows(end):
            return None, end
        at = end + 1 + (words.at(end + 1) in {"perhaps", "possibly", "maybe"})
        phrase = number_phrases("before").at(words, at)
        if phrase is None or phrase.entry.sets["effect"] != "at_most":
            return None, end
        top = number(words, phrase.end) if words.flows(phrase.end) else None
        if top is None or counts_no_persons(words, at, phrase.end, top.end, top, ["at_most"]):
            return None, end
        return top.value, top.end

    def _confirmed(self, at: int) -> bool:
        """Tell whether "as many as n" goes on with "have been confirmed" in the same clause."""
        for k in range(at, min(at + CONFIRMED_WITHIN, len(self.words))):
            word = self.words.low[k]
            if word in {".", ";", ",", ":"} or not self.words.flows(k):
                return False
            if word in BEINGS and self.words.at(k - 1) in AUXILIARIES:
                return True
        return False


def _bounds(effect: str, low: int | None, high: int | None) -> tuple[int | None, int | None]:
    """Work out what a qualifier makes of an interval."""
    if effect == "at_least":
        return low, None
    if effect == "more_than":
        return (low + 1 if low is not None else None), None
    if effect == "at_most":
        return None, high
    if effect == "less_than":
        return None, (max(0, high - 1) if high is not None else None)
    return low, high


def _vague_at(words: Words, at: int) -> bool:
    return number_phrases("plural", "exact").at(words, at) is not None
