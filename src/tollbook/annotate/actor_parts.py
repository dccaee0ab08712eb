"""The parts of an actor phrase: owners, modifiers, head, and the words that join it to others."""

from functools import lru_cache

from tollbook.annotate.phrases import Found, Word, plain, span, split
from tollbook.model.lexicon import Entry, Match
from tollbook.model.provenance import Span

ORDER = ("actor", "state", "people", "demonym", "leader", "modifier", "link", "title", "group", "head")


class Parts:
    """The parts of one actor phrase: owners, modifiers, head, and whom it is joined to."""

    def __init__(
        self,
        words: list[Word],
        run: list[tuple[int, list[Found]]],
        head: tuple[int, Found] | None,
        cue: tuple[int, Found] | None = None,
    ) -> None:
        """Sort a run of found words into their parts."""
        self.words = words
        self.run = run
        self.head = head
        self.cue = cue
        self.first = run[0][0] if run else head[0] if head else 0
        self.relation: str | None = None
        self.related: Parts | None = None
        self.member_of: Parts | None = None
        self.more: list[Match] = []
        self.used: list[tuple[int, Found]] = []
        self.linked: list[tuple[int, Found]] = []
        self.pro: str | None = None
        for at, here in run:
            self._sort(at, here)

    def _sort(self, at: int, here: list[Found]) -> None:
        owned = bool(self.used) and self.used[-1][1].role in ORDER[:5]
        links = [f for f in here if f.role == "link"] if owned else []
        chosen = links[0] if links else min(here, key=lambda f: ORDER.index(f.role))
        if chosen.role == "link":
            self.relation = chosen.entry.get("neutral")
            self.linked, self.used = self.used, []
            self.linked.append((at, chosen))
        elif chosen.entry.get("give") == "link":
            self.pro = chosen.entry.get("side") or "siding with"
            self.linked.append((at, chosen))
        elif self.pro and chosen.role != "modifier":
            self.relation, self.pro = self.pro, None
            self.linked.append((at, chosen))
        else:
            self.used.append((at, chosen))

    @property
    def name(self) -> Found | None:
        """Give the registry name among the owners, or None."""
        names = [f for _, f in self.used if f.role == "actor"]
        return names[-1] if names else None

    @property
    def side(self) -> str | None:
        """Give how the phrase stands to the group named in it, where it is not that group: "allied with"."""
        said = [f.entry for _, f in self.used if f.role in ("group", "modifier")]
        said += [self.head[1].entry] if self.head else []
        told = [side for entry in said if (side := entry.get("side"))]
        if told:
            return told[-1]
        unit = self.member_of is not None and self.head is not None and self.head[1].entry.get("organisation")
        return "part of" if unit else None

    @property
    def joins_name(self) -> bool:
        """Tell whether "of" with a name after the head says whose members they are."""
        return self.head is not None and self.head[1].entry.get("branch") is None

    def member_of_words(self, text: str) -> str:
        """Give the words of the name whose members the head speaks of."""
        inner = self.member_of
        if inner is None:
            return ""
        at, found = inner.used[-1]
        return unowned(span(self.words, at, at + found.length).of(text), found.entry)

    def join(self, join: Found, at: int, inner: "Parts", *, owner: bool) -> None:
        """Take in what follows "of" or "loyal to"."""
        self.more.append(Match(join.entry, span(self.words, at, at + join.length)))
        self.more += inner.matches()
        if owner:
            self.member_of = inner
        else:
            self.relation, self.related = join.entry.get("neutral"), inner

    def matches(self) -> list[Match]:
        """Give every entry used, with its words, in text order."""
        every = [*self.used, *self.linked, *(part for part in (self.head, self.cue) if part)]
        for at, here in self.run:
            every += [(at, f) for f in here if f.role == "title" and (at, f) not in every]
        found = [Match(f.entry, span(self.words, at, at + f.length)) for at, f in every]
        return sorted([*found, *self.more], key=lambda match: match.span)


def own_words(words: list[Word], before: int, found: Found) -> Span:
    """Give the characters of a cue word that stands before word `before`, articles skipped."""
    at = before - 1
    while at > 0 and words[at].plain not in found.entry.words:
        at -= 1
    return span(words, at, at + 1)


def unowned(written: str, entry: Entry) -> str:
    """Take a possessive off words, with or without its apostrophe, where the entry knows them without.

    Example:
        >>> from tollbook.model import lexicon
        >>> israel = lexicon.lexicon("actors/states.yaml").by_id["state-il"]
        >>> unowned("Israel's", israel), unowned("Israels", israel)
        ('Israel', 'Israel')
    """
    for mark in ("'s", "’s"):
        written = written.removesuffix(mark)
    known = _known(entry.words)
    form = " ".join(w.plain for w in split(written))
    return written[:-1] if form not in known and form[:-1] in known else written


@lru_cache(maxsize=2_000)
def _known(words: tuple[str, ...]) -> frozenset[str]:
    """Give the plain forms of an entry's words."""
    return frozenset(plain(" ".join(w.plain for w in split(word))) for word in words)
