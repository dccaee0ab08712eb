"""Places: names that the index knows, and names that the words round them frame as places.

A name is taken for a place for a reason that can be told (the mention's rule): a word of kind beside
it ("the town of X", "X province"), a preposition, a list begun by another place, or its own size.
The words of the text stay; nothing is looked up here but whether a name is known at all.
"""

from bisect import bisect_left
from collections.abc import Sequence

import msgspec

from tollbook.annotate.case_words import dictionary
from tollbook.annotate.place_frames import (
    Frame,
    ahead,
    behind,
    body_follows,
    explained,
    facility_end,
    fills_cell,
    goes_on,
    joined,
    kind_after,
    located,
    names_next,
    opens_entry,
    opens_line,
)
from tollbook.annotate.place_names import GLUED, LARGE, NameReader
from tollbook.annotate.place_words import (
    ARTICLE,
    demonyms,
    short_countries,
    stops,
    titled,
    vocabulary,
)
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.names import NameIndex
from tollbook.model.provenance import Span
from tollbook.model.reference import Place, PlaceRelation

SIZABLE, SMALL = 15_000, 1_000
LOOSE = frozenset(["of", "for", "and", "or", "against", "including"])  # persons follow these as well
PREPOSITIONS = frozenset(["strong", "near", "several"])


def places(text: str, names: NameIndex, *, exclude: Sequence[Span] = ()) -> list[Mention]:
    """Find the places that `text` names, in text order, with relation and direction.

    `exclude` are spans of other mentions (actors, dates): a name inside one is no place, unless a
    preposition stands before it and it is the whole of that span ("in Israel"). A span holds the
    name with its words of direction and kind, not the preposition nor the article before it.

    Example:
        >>> from tollbook.model.names import fold
        >>> class Three:
        ...     def known(self, name: str) -> bool:
        ...         return fold(name) in ("aleppo", "idlib", "douma")
        ...     def similar(self, name: str) -> bool:
        ...         return False
        ...     def population(self, name: str) -> int:
        ...         return 200_000 if self.known(name) else 0
        >>> [m.words for m in places("Shells hit western Aleppo and the town of Talmanes.", Three())]
        ['western Aleppo', 'Talmanes']

    """
    return _Finder(text, names, exclude).run()


class _Finder(NameReader):
    """One pass over one text; `at` and `end` count words, end exclusive."""

    def __init__(self, text: str, names: NameIndex, exclude: Sequence[Span]) -> None:
        super().__init__(text, names)
        self.in_title = titled(text, self.words)
        self.small = {w.text for w in self.words if not w.capital}
        self.exclude = sorted(exclude)
        self.starts = [span.start for span in self.exclude]
        self.longest = max((s.end - s.start for s in self.exclude), default=0)
        self.found: list[Mention] = []
        self.last = -1  # the word after the latest place
        self.second = -1  # where the second place of "between X and Y" may begin
        self.seen: set[str] = set()

    def run(self) -> list[Mention]:
        at = 0
        while at < len(self.words):
            at = self.step(at)
        return self.found

    def step(self, at: int) -> int:
        """Take the place that begins at word `at`, if one does, and give the word to go on with."""
        if not self.words[at].capital and not self.article(at):
            return at + 1
        known, run = self.known_from(at), self.run_from(at)
        if known <= at + 1 and (site := self.named_site(at)) > at:
            return self.take(at, site, "places.named_site", Frame())
        if known == at and self.opens(at):
            return at + 1
        listed = goes_on(self.text, self.words, self.last, at)
        owned = at == self.last and self.words[at - 1].possessive
        second = self.second in (at, at - 1)
        frame = ahead(self.words, at, listed=listed, second=second, place_before=owned)
        if frame.unit and self.owns_kind(at, max(known, at + 1)):
            frame = msgspec.structs.replace(frame, unit=None)
        chosen = self.choose(at, known, run, frame)
        return self.take(at, *chosen, frame) if chosen else at + 1

    def named_site(self, at: int) -> int:
        """Give the word after "Saudi Hospital", a site named by a people; `at` where none stands here."""
        end = facility_end(self.words, at + 1)
        capital = all(word.capital for word in self.words[at + 1 : end])
        broken = "\n" in self.name(at, end)
        if (
            end <= at + 1
            or not capital
            or broken
            or self.words[at].low not in demonyms()
            or self.in_title[at]
        ):
            return at
        named = self.barred(at, end, Frame()) or self.name_before(at) or body_follows(self.words, at + 1)
        return at if named else end

    def owns_kind(self, at: int, end: int) -> bool:
        """Tell whether the kind before "of" is of the place before it: "the Karrada district of Baghdad".

        It is of the smaller of the two: in "the Sarajevo neighbourhood of Dobrinja" of the second.
        """
        before = self.found[-1].place if self.found and self.last == at - 1 else None
        if before is None or not before.unit:
            return False
        return self.names.population(before.core or before.name) <= self.people(at, end)

    # -- is it a place? ------------------------------------------------------------------------

    def choose(self, at: int, known: int, run: int, frame: Frame) -> tuple[int, str] | None:
        """Give the word after the name and the rule by which it is a place, or None."""
        if known > at and not (run > known and self.grows(at, known, frame, run)):
            rule = self.known_rule(at, known, frame)
            return (known, rule) if rule else None
        rule = self.framed_rule(at, run, frame)
        return (run, rule) if rule else None

    def grows(self, at: int, known: int, frame: Frame, run: int) -> bool:
        """Tell whether a known name only begins a longer unknown one ("Tal" in "Tal Arid")."""
        rest = self.words[known]
        if rest.low in vocabulary("body") or rest.low in vocabulary("person"):
            return False
        if known == at + 1 and self.words[at].low in vocabulary("head"):
            return True
        people = self.people(at, known)
        if ARTICLE.match(rest.text):
            return people < LARGE
        later = self.known_from(known) > known and self.names.population(rest.text) >= SMALL
        framed = bool(frame.kind) or kind_after(self.words, run)
        return framed and not later and people < SIZABLE

    def known_rule(self, at: int, end: int, frame: Frame) -> str | None:
        """Give the rule by which a known name is a place here."""
        name, single = self.bare(at, end), end == at + 1
        low = name.lower()
        ordinary = low in stops() or (GLUED.search(low) and low[:-1] in stops())
        if name not in short_countries() and (ordinary or (single and self.opens(at))):
            return self.stopped_rule(at, end, frame)
        if self.barred(at, end, frame):
            return None
        if opens_line(self.text, self.words, at, end) and not self.opens(at):
            return "places.opening"
        alone = opens_entry(self.text, self.words, at, end) or fills_cell(self.text, self.words, at, end)
        if alone and not (single and self.common(low)):
            return "places.entry"
        if not self.may_abbreviate(name, self.people(at, end), frame):
            return None
        if frame.kind == "before":
            return "places.kind_before"
        if body_follows(self.words, end):
            return None
        if behind(self.words, end).end > end or explained(self.text, self.words, end):
            return "places.kind_after"
        if single and name.lower() in self.small:
            return None
        if frame.kind in PREPOSITIONS:
            return "places.preposition"
        people = self.people(at, end)
        if frame.kind == "listed" and (not single or people >= SMALL):
            return "places.listed"
        if self.in_title[at]:
            return "places.known" if people >= LARGE else None
        if self.name_before(at) or self.name_after(end):
            return None
        if (frame.kind == "weak" or frame.direction) and people >= SMALL:
            return "places.preposition"
        if people >= SIZABLE or not single or name.lower() in self.seen:
            return "places.known"
        return None

    def stopped_rule(self, at: int, end: int, frame: Frame) -> str | None:
        """Give the rule by which an ordinary word is a place here, which takes a strict frame."""
        alone = not (joined(self.words, end) and self.words[end].capital)
        if frame.kind == "before" and alone:
            return "places.stopname"
        named = frame.kind in PREPOSITIONS and self.country_follows(end) and not self.opens(at)
        return "places.stopname" if named else None

    def framed_rule(self, at: int, end: int, frame: Frame) -> str | None:
        """Give the rule by which a name that the index does not know is a place here."""
        words, name = self.words[at:end], self.name(at, end)
        kind = kind_after(self.words, end) or explained(self.text, self.words, end)
        sure = len(words) > 1 and vocabulary("head").get(words[0].low) == "place"
        if (not frame.kind and not kind and not sure) or names_next(self.words, end):
            return None
        if name.lower() in stops() or len(name) < 3 or all(w.text.isupper() for w in words):
            return None
        titled = words[0].low in vocabulary("person") and words[0].low not in vocabulary("head")
        if titled or any(self.ordinary(w) for w in words):
            return None
        if (self.in_title[at] and not sure) or self.barred(at, end, frame) or body_follows(self.words, end):
            return None
        if frame.kind == "before":
            return "places.kind_before"
        if kind or sure:
            return "places.kind_after"
        if any(w.low in self.small for w in words if w.low not in vocabulary("particle")):
            return None
        coloured = joined(self.words, end) and self.words[end].low in vocabulary("coloured")
        if frame.kind in PREPOSITIONS and not coloured:
            return "places.preposition"
        arabic = bool(ARTICLE.match(words[0].text)) or words[0].low in vocabulary("head")
        similar = self.names.similar(name)
        apart = not joined(self.words, at) or not self.words[at - 1].capital
        if frame.kind == "listed" and (arabic or similar or (apart and len(words) > 1)):
            return "places.listed"
        if self.name_before(at):
            return None
        if (frame.kind == "weak" or frame.direction) and similar:
            return "places.spelling"
        if (
            frame.kind == "weak"
            and located(self.text, self.words, end)
            and self.words[at - 1].low not in LOOSE
        ):
            return "places.located"
        return None

    def barred(self, at: int, end: int, frame: Frame) -> bool:
        """Tell whether another mention or a title of a person takes the name, and no preposition frees it."""
        span = Span(self.words[at].start, self.words[end - 1].end)
        for at_other in range(bisect_left(self.starts, span.start - self.longest), len(self.exclude)):
            other = self.exclude[at_other]
            if other.start >= span.end:
                break
            freed = other == span and frame.kind in ("strong", "near", "before")
            if other.overlaps(span) and not freed:
                return True
        return self.words[at].joined and self.words[at - 1].low in vocabulary("person")

    def common(self, low: str) -> bool:
        """Tell whether a word is one of English, or stands in small letters in the text."""
        return low in self.small or any(low in words for words in dictionary())

    def name_before(self, at: int) -> bool:
        """Tell whether an unexplained name stands right before: then this is a piece of a longer name."""
        if not joined(self.words, at) or at == self.last:
            return False
        before = self.words[at - 1]
        return before.low in vocabulary("body") or (before.capital and not self.plain(at - 1))

    # -- the mention ---------------------------------------------------------------------------

    def take(self, at: int, end: int, rule: str, frame: Frame) -> int:
        """Make the mention: the name with the words of direction before and of kind behind it."""
        core, tail = self.bare(at, end), behind(self.words, end)
        first = at
        while joined(self.words, first) and self.words[first - 1].low in vocabulary("direction"):
            first -= 1
        if frame.relation is PlaceRelation.DIRECTION:
            first = at
        stop = self.words[tail.end - 1].end if tail.end > end else self.words[at].start + len(core)
        direction, relation = tail.direction or frame.direction, frame.relation
        if first < at and self.names.known(self.name(first, end)):
            core, direction = self.name(first, end), tail.direction  # "eastern Ghouta": a name of its own
        if tail.countryside or direction == "countryside":
            relation, direction = PlaceRelation.COUNTRYSIDE, None if direction == "countryside" else direction
        elif direction and relation is PlaceRelation.IN:
            relation = PlaceRelation.PART
        span = Span(self.words[first].start, stop)
        words, unit = span.of(self.text), tail.unit or frame.unit
        place = Place(name=words, relation=relation, direction=direction, core=core, unit=unit)
        self.found.append(Mention(kind=MentionKind.PLACE, span=span, words=words, rule=rule, place=place))
        self.seen.add(core.lower())
        self.last = tail.end
        pair = relation is PlaceRelation.BETWEEN and joined(self.words, tail.end)
        self.second = tail.end + 1 if pair and self.words[tail.end].low == "and" else -1
        return tail.end
