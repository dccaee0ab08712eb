"""Neutral labels: what an actor phrase says, put together from the neutral words of its parts."""

from functools import cache

from tollbook.annotate.phrases import Found, Word, span
from tollbook.model import lexicon
from tollbook.model.lexicon import Entry, Match
from tollbook.model.provenance import Span
from tollbook.model.reference import Actor, ActorKind

BARE = ("members", "armed group members")


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
        self.pro = False
        for index, (at, here) in enumerate(run):
            follows = run[index + 1][1] if index + 1 < len(run) else []
            self._sort(at, here, follows)

    def _sort(self, at: int, here: list[Found], follows: list[Found]) -> None:
        order = ("actor", "state", "demonym", "people", "leader", "modifier", "link", "title", "group", "head")
        chosen = min(here, key=lambda f: order.index(f.role))
        if chosen.role == "link":
            self.relation = chosen.entry.get("neutral")
            self.linked, self.used = self.used, []
            self.linked.append((at, chosen))
        elif chosen.entry.get("give") == "link":
            self.pro = True
            self.linked.append((at, chosen))
        elif self.pro and chosen.role != "modifier":
            self.relation, self.pro = "siding with", False
            self.linked.append((at, chosen))
        else:
            self.used.append((at, chosen))

    @property
    def name(self) -> Found | None:
        """Give the registry name among the owners, or None."""
        names = [f for _, f in self.used if f.role == "actor"]
        return names[-1] if names else None

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
        return span(self.words, at, at + found.length).of(text)

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
        every = [*self.used, *self.linked, *([self.head] if self.head else []), *([self.cue] if self.cue else [])]
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


@cache
def states() -> dict[str, Entry]:
    """Give the entry of each state by its country code."""
    return {entry.sets["country"]: entry for entry in lexicon.load("actors/states.yaml").entries}


@cache
def branches() -> dict[tuple[str, str], str]:
    """Give the registry id of the forces, police and government of a country."""
    out = {(code, "government"): entry.id for code, entry in states().items()}
    for path in lexicon.files():
        if path.startswith("actors/") and path != "actors/states.yaml":
            for entry in lexicon.load(path).entries:
                branch = entry.get("branch")
                if branch:
                    out[(entry.sets.get("country", "").split()[0], branch)] = entry.id
    return out


@cache
def homonyms() -> dict[str, list[Entry]]:
    """Give the registry entries of each name that several bear."""
    out: dict[str, list[Entry]] = {}
    for path in lexicon.files():
        if path.startswith("actors/"):
            for entry in lexicon.load(path).entries:
                for word in entry.words:
                    out.setdefault(word.lower(), []).append(entry)
    return {word: entries for word, entries in out.items() if len({e.id for e in entries}) > 1}


def choose(name: Found, words: str, countries: dict[str, int]) -> Entry | None:
    """Choose among the bearers of a name by the countries of the text; None where that leaves several."""
    rivals = homonyms().get(words.lower().replace("’", "'"))
    if not rivals:
        return name.entry
    scores = [sum(countries.get(code, 0) for code in e.sets.get("country", "").split()) for e in rivals]
    best = max(scores)
    winners = [e for e, score in zip(rivals, scores, strict=True) if score == best]
    return winners[0] if best and len(winners) == 1 else None


def actor_of(parts: Parts, text: str, countries: dict[str, int]) -> tuple[Actor, str]:
    """Make the actor of a phrase, with the id of the entry that decides it."""
    last = parts.run[-1] if parts.run else None
    end = parts.head[0] + parts.head[1].length if parts.head else 0
    if not end and last:
        end = last[0] + last[1][0].length
    words = span(parts.words, parts.first, end).of(text)
    relation, related = parts.relation, None
    if parts.related is not None:
        inner, _ = actor_of(parts.related, text, countries)
        related = inner.label if parts.related.head or parts.related.name else inner.name
    elif parts.linked:
        related = _linked(parts, text)
    if parts.member_of is not None:
        inner, rule = actor_of(parts.member_of, text, countries)
        noun = _noun(parts, named=True)
        label = inner.label if not noun else f"{parts.member_of_words(text)} {noun}"
        return (
            Actor(name=words, label=label, kind=inner.kind, registry=inner.registry, country=inner.country),
            rule,
        )
    if any(f.entry.get("give") == "allied" for _, f in parts.used) or (
        parts.head and parts.head[1].entry.get("needs") == "link"
    ):
        relation = "allied with"
    name = parts.name
    if name is not None:
        return _named(parts, name, words, text, countries, relation, related)
    return _described(parts, words, relation, related)


def _linked(parts: Parts, text: str) -> str | None:
    owners = [(at, f) for at, f in parts.linked if f.role != "link" and f.entry.get("give") != "link"]
    said = [span(parts.words, at, at + f.length).of(text) for at, f in owners]
    return " ".join(said) or None


def _noun(parts: Parts, *, named: bool) -> str:
    """Give the neutral noun of the head; after a name "group" adds nothing."""
    if parts.head is None:
        return ""
    entry = parts.head[1].entry
    if named and (entry.get("organisation") or entry.get("voice")):
        return ""
    return entry.get("neutral") or ""


def _named(
    parts: Parts,
    name: Found,
    words: str,
    text: str,
    countries: dict[str, int],
    relation: str | None,
    related: str | None,
) -> tuple[Actor, str]:
    at = next(at for at, f in parts.used if f is name)
    written = span(parts.words, at, at + name.length).of(text)
    entry = choose(name, written, countries)
    noun = _noun(parts, named=True)
    label = f"{written} {noun}" if noun else entry.sets["label"] if entry else written
    country = (entry.get("country") or "").split() if entry else []
    actor = Actor(
        name=words,
        label=label,
        kind=ActorKind(entry.sets["type"]) if entry else ActorKind.UNKNOWN,
        registry=entry.id if entry else None,
        country=country[0] if len(country) == 1 else None,
        relation=relation,
        related=related,
    )
    return actor, entry.id if entry else "homonym"


def _described(parts: Parts, words: str, relation: str | None, related: str | None) -> tuple[Actor, str]:
    owners = [f for _, f in parts.used if f.role in ("state", "demonym", "people", "leader")]
    modifiers = [(at, f) for at, f in parts.used if f.role == "modifier"]
    head = parts.head[1].entry if parts.head else None
    codes = sorted({code for f in owners if (code := f.entry.get("country"))})
    codes = codes or [code for _, f in modifiers if (code := f.entry.get("country"))]
    pieces = [_adjective(parts, f) for f in owners]
    either = any(word.plain == "or" for word in parts.words[parts.first : parts.run[-1][0]]) if parts.run else False
    adjective = (" or " if either else " and ").join(dict.fromkeys(p for p in pieces if p))
    extra = [_modifier(parts, at, f) for at, f in modifiers]
    noun = _noun(parts, named=False)
    unnamed = head.get("unnamed") if head else None
    unnamed = unnamed or next((u for _, f in modifiers if (u := f.entry.get("unnamed"))), None)
    if head is not None and head.get("voice"):
        noun = ""
    loaded_only = noun in BARE and (noun == "members" or not adjective)
    if unnamed and (loaded_only or not adjective or head is None):
        label = unnamed
    else:
        label = " ".join(p for p in (adjective, *dict.fromkeys(e for e in extra if e), noun) if p)
    if head is None and not unnamed:
        label = _acting(owners, label)
    kind = _kind(parts, owners, [f for _, f in modifiers], head)
    country = codes[0] if len(codes) == 1 else None
    if parts.related is not None and not owners and not modifiers:
        label = f"{label} {relation} {related}"
        country = _country(parts.related)
    registry = _branch(country, kind, head, [f for _, f in modifiers], owners) if not relation else None
    actor = Actor(
        name=words,
        label=label or words,
        kind=kind,
        registry=registry,
        country=country,
        relation=relation,
        related=related,
    )
    deciding = head or (modifiers[-1][1].entry if modifiers else owners[-1].entry if owners else None)
    return actor, deciding.id if deciding else "phrase"


def _country(parts: Parts) -> str | None:
    codes = {code for _, f in parts.used if (code := f.entry.get("country"))}
    return codes.pop() if len(codes) == 1 else None


def _adjective(parts: Parts, found: Found) -> str:
    code = found.entry.get("country")
    state = states().get(code or "")
    if found.role == "state" and parts.head is None:
        return found.entry.sets["label"]
    if state is not None:
        return state.sets["adjective"]
    if found.role == "people" and not found.entry.get("keep"):
        return found.entry.sets["neutral"]
    at = next(at for at, f in parts.used if f is found)
    return " ".join(word.raw for word in parts.words[at : at + found.length])


def _modifier(parts: Parts, at: int, found: Found) -> str:
    if found.entry.get("keep"):
        said = " ".join(word.raw.lower() for word in parts.words[at : at + found.length])
        return said[:-1] if said not in found.entry.words and said[:-1] in found.entry.words else said
    if found.entry.get("give") == "government" and parts.head and parts.head[1].entry.get("branch") == "government":
        return ""
    return found.entry.get("neutral") or ""


def _acting(owners: list[Found], label: str) -> str:
    if owners and all(f.role == "state" for f in owners):
        return label
    return f"{label} forces"


def _kind(parts: Parts, owners: list[Found], modifiers: list[Found], head: Entry | None) -> ActorKind:
    said = head.get("type") if head else None
    typed = [t for f in modifiers if (t := f.entry.get("type"))]
    if said and said != "unknown":
        return ActorKind(said)
    if typed:
        return ActorKind(typed[-1] if typed[-1] != "unknown" or len(typed) == 1 else typed[0])
    if head is not None and head.get("role") == "group":
        return ActorKind(said or "unknown")
    if any(f.entry.get("country") for f in owners):
        alone = parts.head is None and all(f.role == "state" for f in owners)
        return ActorKind.GOVERNMENT if alone else ActorKind.STATE_FORCES
    return ActorKind.UNKNOWN


def _branch(
    country: str | None, kind: ActorKind, head: Entry | None, modifiers: list[Found], owners: list[Found]
) -> str | None:
    if country is None or kind not in (ActorKind.STATE_FORCES, ActorKind.GOVERNMENT):
        return None
    if any(f.role == "people" for f in owners):
        return None
    branch = head.get("branch") if head else None
    given = [b for f in modifiers if (b := f.entry.get("branch"))]
    branch = branch or (given[-1] if given else "government" if kind is ActorKind.GOVERNMENT else "forces")
    return branches().get((country, branch))
