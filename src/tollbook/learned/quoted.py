"""Quoted: the words that name who was harmed -> whether they mean one person, several or nobody."""

import re
from functools import cache, cached_property

from tollbook.model.figure import Count
from tollbook.model.lexicon import lexicon
from tollbook.model.roles import role

PERSONS = "lexicon/en/persons.yaml"
NUMBERS = "lexicon/en/numbers.yaml"
PLURAL = re.compile(r"(?:[^s]s|men|people|children|police|dead|wounded|injured|missing|youth)\Z")
MANY = re.compile(r"(?:[^s']s|men|people|children)\Z")
"""What is plural even behind "a": "a few men", where "a dead man" is one."""
NOT_ONE = re.compile(r"(?:\A|[^a-z])(?:men|women|people|children|police|dead|wounded|injured|missing|army)\Z")
WORDS = re.compile(r"[^\W\d_]+")
DOING = re.compile(r"\b\w+ing (?=(?:an?|the|his|her|their|its)\b)")
CLOSED = re.compile(r"[:(–—]| - ")
OWN = r"(?:his|her|their|its)"
ONE = rf"(?:an?|one|another|{OWN})"
AND_ONE = re.compile(rf"(?P<first>[^,]+?) and (?P<by>{ONE}) (?:[^\s,]+ )?(?P<last>[^\s,]+)", re.IGNORECASE)
WITH_OWN = re.compile(rf"\band {OWN}\b", re.IGNORECASE)
ALL = re.compile(r"(?:all|every one) of (?:them|whom|these|those|the (?:dead|victims))\b", re.IGNORECASE)
OTHERS = re.compile(r"(?:the|all|its|his|her|their) other\b", re.IGNORECASE)
AGED = re.compile(r"(?P<who>[^,(]+)(?:, | ?\()(?:who is )?\w+\)?")


@cache
def _break() -> re.Pattern[str]:
    """Match where the words for who was harmed end: at a comma, "of", "who", "near" and the like."""
    return re.compile(rf"[,;]|\b(?:and|{'|'.join(sorted(role('behind')))})\b|{DOING.pattern}")


class Quoted:
    """The words of a quote, and the few before it."""

    def __init__(self, said: str, before: str = "") -> None:
        """Take the quote and the text before it, both as printed."""
        self.said, self.words = said, [word.lower() for word in WORDS.findall(said)]
        self._before = WORDS.findall(before.lower())

    @property
    def nobody(self) -> bool:
        """Whether the words say that nobody was harmed."""
        return any(word in role("none_harmed") for word in self.words)

    @property
    def everyone(self) -> bool:
        """Whether they mean as many as the whole: "all of them"."""
        return ALL.match(self.said) is not None

    @property
    def opened(self) -> bool:
        """Whether "a", "his", "the" or the like opens them."""
        return self.words[0] in role("one_before") or self._before[-1:] in (["a"], ["an"])

    @property
    def capital(self) -> bool:
        """Whether a word has a capital, as names do: "fourth victim" names nobody."""
        return any(word[0].isupper() for word in WORDS.findall(self.said))

    @property
    def others(self) -> bool:
        """Whether they are "the other victims", which "the other" alone would make one."""
        return OTHERS.match(self.said) is not None and MANY.search(_last(self.said)) is not None

    @property
    def pair(self) -> bool:
        """Whether they are two by their nature, "twins aged 9", "the parents"; parents alone may be many."""
        two = role("pair") & {self.words[0], _last(self.said)}
        alone = self.opened or self.words[0] in two | {"both"}
        return bool(two) and alone and " of " not in self.said and ("parents" not in two or self.opened)

    @property
    def with_own(self) -> bool:
        """Whether somebody's own follow: "Colonel Abbas and his driver"."""
        return WITH_OWN.search(self.said) is not None

    @property
    def several(self) -> bool:
        """Whether they mean two or more, though no number is told."""
        low, first = self.said.lower(), self.words[0]
        if first in role("several") and f"{first}-" not in low:
            return True
        head, last = self._head, _last(self.said)
        if self.others or last in role("household", NUMBERS) or frozenset(_lead(low)) & role("loss"):
            return True
        if _is_person(last) and head != last and first in role("one_before"):
            return False
        if _group(self.said) or (
            last in role("collective", NUMBERS) and (self.opened or not self._named(last))
        ):
            return True
        heap = f"{last} of " in low and not lexicon(PERSONS).find(last) and MANY.search(head) is not None
        single = first in {"a", "an", "another"} and not MANY.search(last) and not heap
        return not (single or PLURAL.search(head) is None or self._named(head))

    @property
    def aged(self) -> bool:
        """Whether they name one person, and the number behind is the age."""
        found = AGED.fullmatch(self.said)
        words = WORDS.findall(found["who"]) if found else []
        if found is None or not words:
            return False
        last = _last(found["who"])
        if (
            last in role("collective", NUMBERS) | role("loss") | role("body")
            or NOT_ONE.search(last)
            or _group(found["who"])
        ):
            return False
        if len(words) > 1 and all(word[0].isupper() or word in role("particle") for word in words):
            return not (lexicon(PERSONS).find(last) and PLURAL.search(last))
        first = words[0].lower()
        if first not in role("one_before") or MANY.search(last):
            return False
        return first != "the" or bool(lexicon(PERSONS).find(found["who"]))

    def added(self, *, one: bool) -> Count | None:
        """Give who stands behind "and", where it adds to those before, of whom there is `one` or more."""
        found = AND_ONE.fullmatch(self.said)
        if found is None or self.said.count(" and ") > 1:
            return None
        before, last = found["first"].lower(), found["last"].lower()
        inner = frozenset(WORDS.findall(before.replace("at least", "").replace("at most", "")))
        inner &= role("behind") - {"of"}
        if MANY.search(last) or CLOSED.search(before) or inner or last in role("state") | role("thing"):
            return None
        if one and " of " in before and not WITH_OWN.search(self.said):
            return None
        if last in role("collective", NUMBERS) or _group(last):
            return Count(low=2, high=None)
        return Count(low=1, high=1)

    @cached_property
    def _head(self) -> str:
        """Give the noun: the first word for persons, else the last word before "of" or a comma."""
        found = lexicon(PERSONS).find(self.said)
        if found:
            return self.said[found[0].span.start : found[0].span.end].lower().split()[-1]
        return _last(self.said)

    def _named(self, word: str) -> bool:
        """Tell a name ("Abdullah Abbas") from a plural: the word has a capital and is none for persons."""
        at = self.said.lower().rfind(word)
        return self.said[at : at + 1].isupper() and not lexicon(PERSONS).find(self.said[at : at + len(word)])


def _group(said: str) -> bool:
    return any(m.entry.get("number") == "group" for m in lexicon(PERSONS).find(said))


def _is_person(word: str) -> bool:
    """Tell whether a word means one person."""
    return bool(lexicon(PERSONS).find(word)) and not PLURAL.search(word) and not _group(word)


def _lead(said: str) -> list[str]:
    return WORDS.findall(_break().split(said, maxsplit=1)[0])


def _last(said: str) -> str:
    """Give the last word before "of", "who", a comma and the like."""
    words = _lead(said.lower()) or WORDS.findall(said.lower())
    return words[-1]
