"""Quantities: text -> mentions of numbers of persons (or of things that news counts), as intervals.

The words and what they count to stand in `knowledge/lexicon/en/numbers.yaml`: "more than 20" is 21 or
more, "up to 20" is 20 or fewer, "dozens" 24 or more. A number that plainly counts no persons (a year,
a day, an age, a length, a sum of money, a calibre, a unit's name) is passed over.
"""

from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from tollbook.annotate.dates import dates
from tollbook.annotate.uncounted import counts_no_persons, followed_by_unit
from tollbook.annotate.words import DASHES, Numeral, Phrases, Words, number, number_words
from tollbook.model.figure import Count
from tollbook.model.mention import Mention, MentionKind, Quantity
from tollbook.model.provenance import Span

CHAIN_MOST = 4
CONFIRMED_WITHIN = 14
CHANGE_WITHIN = 10
QUOTES = frozenset("\"'“”‘’«»")
BEINGS = frozenset({"confirmed", "verified", "documented"})
AUXILIARIES = frozenset({"been", "were", "was", "are", "is", "being"})


class _Core(NamedTuple):
    """What is counted, before any words about it: both ends, the plain number and where it ends."""

    low: int | None
    high: int | None
    number: int
    end: int
    rule: str
    vague: bool = False
    more: bool = False
    approximate: bool = False
    numeral: Numeral | None = None


def quantities(text: str, days: Iterable[Mention] | None = None) -> list[Mention]:
    """Find the quantities of `text`, in text order, none overlapping another.

    Spans cover the whole expression with its qualifiers and without its noun. `days` are the date
    mentions of the same text (found here when not given); numbers inside them are passed over. Rules
    "numbers.share.*" mark parts of another number ("most of"): their count holds only "two or more".

    Example:
        >>> [(m.words, str(m.quantity.count)) for m in quantities("More than 130 died, 49 of them troops.")]
        [('More than 130', '131 or more'), ('49', '49')]
    """
    words = Words(text)
    taken = [m.span for m in (dates(text) if days is None else days)]
    return _Scan(words, taken).run()


@cache
def _phrases(*roles: str) -> Phrases:
    return Phrases.load("numbers", *roles)


def _determiners() -> frozenset[str]:
    return _phrases("determiner").firsts


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
    )
    return _phrases(*roles).firsts | number_words() | {"between", "from"}


class _Scan:
    """One pass over the words of a text."""

    def __init__(self, words: Words, taken: list[Span]) -> None:
        self.words = words
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
            if words.start[index] >= limit or not (word[0].isdigit() or word in starts):
                index += 1
                continue
            index = max(self._read(index, limit), index + 1)
        return self.out

    def _read(self, first: int, limit: int) -> int:
        """Read the quantity that starts at the word `first`; give the word to go on from."""
        effects, more, at = [], False, first
        for _ in range(CHAIN_MOST):
            phrase = _phrases("before", "more_before", "share").at(self.words, at)
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
        core = self._core(at) if at == first or self.words.flows(at) else None
        if core is None and at > first:
            effects, more, at = [], False, first
            core = self._core(at)
        if core is None or self.words.end[core.end - 1] > limit:
            return first + 1
        if core.numeral is not None and counts_no_persons(
            self.words, first, at, core.end, core.numeral, [effect for effect, _ in effects]
        ):
            return core.end
        if core.numeral is None and core.high != 0 and followed_by_unit(self.words, core.end):
            return core.end
        return self._finish(first, core, effects, more)

    def _finish(self, first: int, core: _Core, effects: list[tuple[str, str]], more: bool) -> int:
        """Add the words behind the number, work out the interval, and keep the mention."""
        words, end = self.words, core.end
        share = core.rule.startswith("numbers.share")
        if not share and core.high != 0:
            end, effects, more = self._after(core, effects, more)
        up_to = next((k for k, (effect, _) in enumerate(effects) if effect == "at_most"), None)
        if up_to is not None and words.at(first) == "as" and self._confirmed(end):
            effects[up_to] = ("at_least", "numbers.as_many_as_confirmed")
        low, high, rule = core.low, core.high, core.rule
        ranked = [] if share else sorted(effects, key=lambda pair: _STRENGTH.index(pair[0]))
        if ranked:
            low, high = _bounds(ranked[-1][0], low, high)
            rule = ranked[-1][1]
            if ranked[-1][0] in {"at_least", "more_than"}:
                high, end = self._ceiling(end)
        approximate = core.approximate or any(effect == "about" for effect, _ in effects)
        count = Count(low=low, high=high, approximate=approximate)
        quantity = Quantity(count=count, number=core.number, vague=core.vague, more=more or core.more)
        span = Span(words.start[first], words.end[end - 1])
        self.out.append(
            Mention(
                kind=MentionKind.QUANTITY, span=span, words=span.of(words.text), rule=rule, quantity=quantity
            )
        )
        return end

    def _after(
        self, core: _Core, effects: list[tuple[str, str]], more: bool
    ) -> tuple[int, list[tuple[str, str]], bool]:
        """Read what stands behind the number: "or more", "-plus", "more", "of" before a bare noun."""
        words, end = self.words, core.end
        if core.numeral is not None and words.at(end) == "+" and words.joined(end):
            return end + 1, [*effects, ("more_than", "numbers.plus")], more
        for at in (end, end + 1):
            if at > end and words.at(end) != "," and not words.hyphen(end):
                break
            phrase = _phrases("after").at(words, at) if words.flows(at) else None
            if phrase is not None and not self._belongs_on(phrase.end, phrase.entry.id):
                effects, end = [*effects, (phrase.entry.sets["effect"], phrase.entry.id)], phrase.end
                break
        extra = _phrases("more_after").at(words, end) if words.flows(end) else None
        if extra is not None and words.at(extra.end) != "than":
            more = True
            end = extra.end if extra.entry.sets["inside"] == "yes" else end
        if core.vague and words.at(end) == "of" and words.flows(end):
            following = words.at(end + 1)
            if following[:1].isalpha() and following not in _determiners() and words.flows(end + 1):
                end += 1
        return end, effects, more

    def _belongs_on(self, at: int, rule: str) -> bool:
        """Tell whether a phrase behind a number belongs to what follows ("at least 30 hurt")."""
        word = self.words.at(at)
        if word == "than" or (word[:1].isdigit() and self.words.flows(at)):
            return True
        follows = self.words.flows(at) and (number(self.words, at) is not None or _vague_at(self.words, at))
        return follows or (rule == "numbers.plus" and word in _determiners() | {"a", "an"})

    def _ceiling(self, end: int) -> tuple[int | None, int]:
        """Read the upper end in "more than 700 and as many as 800": its number and the word behind it."""
        words = self.words
        if words.at(end) not in {"and", "but"} or not words.flows(end):
            return None, end
        at = end + 1 + (words.at(end + 1) in {"perhaps", "possibly", "maybe"})
        phrase = _phrases("before").at(words, at)
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

    def _core(self, at: int) -> _Core | None:
        """Read what is counted at the word `at`: a range, none, a part, a vague word or a number."""
        words = self.words
        word = words.at(at)
        if word in {"between", "from"}:
            return self._span_of_two(at)
        phrase = _phrases(
            "none", "no", "without", "share", "plural", "several", "some", "another", "exact"
        ).at(words, at)
        if phrase is not None:
            return self._phrase(
                at, phrase.entry.sets["role"], phrase.entry.id, phrase.entry.get("value"), phrase.end
            )
        if word == "one" and _phrases("small").at(words, at) is None:
            return None
        found = number(words, at)
        return self._perhaps(self._number(at, found)) if found is not None else None

    def _perhaps(self, core: _Core) -> _Core:
        """Read "ten, maybe fifteen": from ten to fifteen."""
        words = self.words
        at = core.end + (words.at(core.end) in {",", "or"})
        if at == core.end or words.at(at) not in {"perhaps", "maybe", "possibly"} or not words.flows(at):
            return core
        top = number(words, at + 1) if words.flows(at + 1) else None
        if top is None or core.low is None or top.value <= core.low:
            return core
        return core._replace(high=top.value, end=top.end, rule="numbers.range", numeral=core.numeral and top)

    def _phrase(self, at: int, role: str, rule: str, stated: str | None, end: int) -> _Core | None:
        """Read a phrase of the lexicon that counts."""
        words, value = self.words, int(stated or 2)
        quoted = words.at(end) in QUOTES
        follows = words.at(end + quoted)[:1].isalpha() and words.flows(end)
        if role == "share":
            return self._share(at, rule, end)
        if role == "none":
            return _Core(0, 0, 0, end, "numbers.none")
        if role == "no":
            return _Core(0, 0, 0, end, "numbers.none") if follows else None
        if role == "without":
            near = {words.at(end + k) for k in range(3)}
            harmed = near & _phrases("harmed").firsts
            return _Core(0, 0, 0, end, "numbers.none") if end > at + 1 or harmed else None
        if role == "another":
            found = number(words, end) if words.flows(end) else None
            if found is not None:
                core = self._number(end, found)
                return core._replace(more=True)
            other = _phrases("plural", "several", "exact").at(words, end) if words.flows(end) else None
            if other is not None:
                sets = other.entry.sets
                core_ = self._phrase(end, sets["role"], other.entry.id, sets.get("value"), other.end)
                return core_._replace(more=True) if core_ is not None else None
            return _Core(1, 1, 1, end, rule, more=True) if follows else None
        if role == "exact":
            scaled = (
                number(words, end)
                if words.flows(end) and words.at(end) in {"hundred", "thousand", "million", "dozen"}
                else None
            )
            if scaled is not None:
                return _Core(
                    value * scaled.value, value * scaled.value, value * scaled.value, scaled.end, rule
                )
            return _Core(value, value, value, end, rule)
        if role in {"several", "some"}:
            return self._several(role, rule, value, end, follows)
        return _Core(value, None, value, end, rule, vague=True)

    def _several(self, role: str, rule: str, value: int, end: int, follows: bool) -> _Core | None:
        """Read "several", "a few hundred", "several tens of thousands", "some" before a noun."""
        words = self.words
        if words.flows(end):
            plural = _phrases("plural").at(words, end)
            if plural is not None:
                least = int(plural.entry.sets["value"])
                return _Core(least, None, least, plural.end, plural.entry.id, vague=True)
            scaled = number(words, end)
            if (
                scaled is not None
                and scaled.coefficient == 1
                and scaled.scale > 1
                and words.at(end) not in {"a", "an"}
            ):
                least = value * scaled.value
                return self._perhaps(_Core(least, None, least, scaled.end, rule, vague=True))
            if scaled is not None:
                return None
        return _Core(value, None, value, end, rule, vague=True) if role == "several" or follows else None

    def _share(self, at: int, rule: str, end: int) -> _Core | None:
        """Read a part of a whole: "most of", "a third of"; the "of" stays outside before "them"."""
        words = self.words
        following = words.at(end)
        last = words.at(end - 1)
        if (last == "of" and following in _determiners()) or (last == "the" and rule == "numbers.share.half"):
            end -= 1
        elif last != "of" and following == "of" and words.flows(end):
            end += following_noun(words, end)
        elif last != "of" and not following[:1].isalpha():
            return None
        return _Core(2, None, 2, end, rule, vague=True) if end > at else None

    def _number(self, at: int, first: Numeral) -> _Core:
        """Read a plain number and, where one follows, the other end of its range."""
        words = self.words
        end = self._said_twice(first)
        rule = "numbers.digits" if first.digits else "numbers.words"
        core = _Core(first.value, first.value, first.value, end, rule, numeral=first)
        link = words.at(first.end)
        tied = words.hyphen(first.end)
        if not (tied or (link in {"to", "or"} and words.flows(first.end))):
            return core
        if link == "to" and words.at(at - 1) == "from" and self._changed(at - 1):
            return core
        joined = self._ends(first, first.end + 1, tied=tied)
        return joined if joined is not None else core

    def _said_twice(self, found: Numeral) -> int:
        """Take in the same number said again in brackets: "twenty-six (26)"."""
        words, end = self.words, found.end
        if words.at(end) == "(":
            again = number(words, end + 1)
            if again is not None and again.value == found.value and words.at(again.end) == ")":
                return again.end + 1
        return end

    def _ends(self, first: Numeral, at: int, *, tied: bool = False) -> _Core | None:
        """Read the second end of a range at the word `at`; None where it is no range."""
        words, approximate = self.words, False
        phrase = _phrases("before").at(words, at)
        if phrase is not None and phrase.entry.sets["effect"] == "about":
            at, approximate = phrase.end, True
        second = number(words, at) if words.flows(at) else None
        if second is None:
            return None
        low = first.value
        if first.scale == 1 and second.scale > 1 and first.value <= second.coefficient:
            low *= second.scale
        if low >= second.value or (tied and words.at(at) in {"a", "an"}):
            return None
        return _Core(
            low,
            second.value,
            low,
            second.end,
            "numbers.range",
            approximate=approximate,
            numeral=second._replace(digits=first.digits or second.digits),
        )

    def _span_of_two(self, at: int) -> _Core | None:
        """Read "between a and b" and "from a to b"; a toll that "rose from a to b" is two numbers."""
        words = self.words
        opener, start, approximate = words.at(at), at + 1, False
        phrase = _phrases("before").at(words, start)
        if phrase is not None and phrase.entry.sets["effect"] == "about":
            start, approximate = phrase.end, True
        first = number(words, start) if words.flows(start) else None
        if first is None:
            return None
        links = {"and", "to"} | DASHES if opener == "between" else {"to"} | DASHES
        if words.at(first.end) not in links:
            return None
        if opener == "from" and self._changed(at):
            return None
        core = self._ends(first, first.end + 1)
        return core._replace(approximate=core.approximate or approximate) if core is not None else None

    def _changed(self, at: int) -> bool:
        """Tell whether "from a to b" says that a number changed, not that it lies between."""
        words, firsts = self.words, _phrases("change").firsts
        for k in range(at - 1, max(-1, at - CHANGE_WITHIN), -1):
            if words.low[k] in {".", ";"} or not words.flows(k + 1):
                return False
            if words.low[k] in firsts:
                return True
        return False


_STRENGTH = ("about", "at_most", "less_than", "at_least", "more_than")


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
    return _phrases("plural", "exact").at(words, at) is not None


def following_noun(words: Words, at: int) -> int:
    """Give 1 where the "of" at the word `at` leads to a bare noun, 0 before "the", "them" and the like."""
    word = words.at(at + 1)
    return int(word[:1].isalpha() and word not in _determiners())
