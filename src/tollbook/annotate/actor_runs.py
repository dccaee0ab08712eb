"""Reading runs of actor words: where a phrase for an actor begins, what it is made of, where it ends."""

from functools import cache

import msgspec

from tollbook.annotate.actor_parts import Parts, own_words
from tollbook.annotate.phrases import Found, Phrases, span, split
from tollbook.model import lexicon
from tollbook.model.lexicon import Entry, Match

OWNERS = frozenset({"actor", "state", "demonym", "people", "leader"})
RUN = OWNERS | {"modifier", "group", "head", "link", "title"}
DEFINITE = frozenset({"the", "this", "that", "its", "their", "his", "our", "these", "those"})
ARTICLE = DEFINITE | {"a", "an"}
ADJECTIVES = frozenset(
    {"group.military", "group.opposition", "group.resistance", "group.regime", "group.enemy"}
)
LONGEST, TITLES, ARTICLES = 16, 3, 3
"""The most words of a run, titles before a leader, articles passed over: bounds for hostile texts."""
SPEAKERS = frozenset({"media", "monitor", "aid", "international"})
ARMED = frozenset({"rebel_group", "militia", "criminal_group", "communal_militia"})
APART = frozenset({"civilians", "monitor", "media", "aid", "protesters"})


@cache
def phrases() -> Phrases:
    """Compile the registry, the names of states, the demonyms and the words of actor phrases."""
    entries = []
    for path in lexicon.files():
        if path.startswith("actors/") or path in ("places/demonyms.yaml", "lexicon/en/actor_words.yaml"):
            file = lexicon.load(path)
            entries += [(_unlinked(entry), entry.get("role") or file.kind) for entry in file.entries]
    return Phrases(entries)


def _unlinked(entry: Entry) -> Entry:
    """Leave "US-led" to the link words."""
    return msgspec.structs.replace(entry, words=tuple(w for w in entry.words if not w.endswith("-led")))


class Reader:
    """One text under reading: its words, what is found at each, the countries it speaks of."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = split(text)
        self.found = phrases().scan(self.words)
        self.bars: list[Match] = []
        self.countries: dict[str, int] = {}
        for here in self.found:
            for item in here:
                if item.role in ("state", "demonym", "leader"):
                    code = item.entry.sets["country"]
                    self.countries[code] = self.countries.get(code, 0) + 1

    def opens(self, index: int) -> bool:
        """Tell whether a run of actor words may begin at word `index`."""
        return any(f.role in RUN for f in self.found[index])

    def best(self, index: int, roles: frozenset[str] | set[str]) -> list[Found]:
        """Give the longest phrases under `roles` that begin at word `index`."""
        here = [f for f in self.found[index] if f.role in roles] if index < len(self.words) else []
        longest = max((f.length for f in here), default=0)
        return [f for f in here if f.length == longest]

    def soft(self, index: int) -> bool:
        """Tell whether word `index` goes on softly from the one before."""
        return index < len(self.words) and self.words[index].gap == 0

    def before(self, index: int) -> str:
        """Give the plain word before `index`, articles left out, or nothing at the start of a clause."""
        for _ in range(ARTICLES):
            if index < 1 or self.words[index].gap:
                break
            index -= 1
            if self.words[index].plain not in ARTICLE:
                return self.words[index].plain
        return ""

    def said(self, role: str, index: int) -> Found | None:
        """Give the phrase under `role` at word `index` where it goes on softly."""
        found = self.best(index, {role}) if self.soft(index) else []
        return found[0] if found else None

    def run(self, first: int) -> list[tuple[int, list[Found]]]:
        """Read the run of actor words that begins at `first`: (word, what stands there) each."""
        out: list[tuple[int, list[Found]]] = []
        at, headed = first, False
        while at < len(self.words) and at - first < LONGEST and (at == first or self.soft(at)):
            here = self.best(at, RUN)
            roles = {f.role for f in here}
            if not here or (roles & OWNERS and _closed(out, headed=headed)):
                joined = self.joint(at, headed, out)
                if not joined:
                    break
                at = joined
                continue
            if _strange(out, here):
                break
            if roles == {"title"} and not self.titled(at + here[0].length):
                break
            if roles == {"link"} and not out:
                break
            out.append((at, here))
            headed = headed or bool(roles & {"group", "head"} and not roles & {"modifier"})
            at += here[0].length
            at = self.bracketed(at, roles)
        return out

    def joint(self, at: int, headed: bool, out: list[tuple[int, list[Found]]]) -> int:
        """Step over the "and" of "Syrian and Russian warplanes"; 0 where there is none."""
        if headed or not out or self.words[at].plain not in ("and", "or") or not self.soft(at + 1):
            return 0
        after = self.best(at + 1, OWNERS)
        return at + 1 if after and {f.role for f in out[-1][1]} & {"demonym", "people", "state"} else 0

    def titled(self, index: int) -> bool:
        """Tell whether a leader follows, after a few further titles at most."""
        for _ in range(TITLES):
            here = self.best(index, {"leader", "title"}) if self.soft(index) else []
            if not here or here[0].role == "leader":
                return bool(here)
            index += here[0].length
        return False

    def bracketed(self, at: int, roles: set[str]) -> int:
        """Step over "(HTS)" between a name and its head noun."""
        if "actor" not in roles or at + 1 >= len(self.words) or self.words[at].gap != 1:
            return at
        opening = self.text[self.words[at - 1].end : self.words[at].start]
        closing = self.text[self.words[at].end : self.words[at + 1].start]
        if opening.strip() == "(" and closing.strip() == ")" and self.best(at + 1, {"group", "head"}):
            self.words[at + 1] = msgspec.structs.replace(self.words[at + 1], gap=0)
            return at + 1
        return at

    def standing(self, at: int, group: Found) -> bool:
        """Tell whether a group noun may stand alone here."""
        need = group.entry.get("needs")
        previous = self.words[at - 1].plain if at and self.words[at].gap == 0 else ""
        if need is None:
            return True
        if need == "article":
            allowed = DEFINITE if group.entry.id in ADJECTIVES else ARTICLE
            return previous in allowed or (not previous and self.words[at].capital)
        return need == "link" and previous in ("its", "their", "his", "and", "or")

    def read(self, first: int) -> tuple[Parts, int] | None:
        """Read the actor that begins at word `first`: its parts, and the word after it."""
        run = self.run(first)
        if self.placed(first, run):
            return None
        for size in range(len(run), 0, -1):
            at, here = run[size - 1]
            heads = [f for f in here if f.role in ("group", "head")]
            joined = self.said("join", at + here[0].length) if heads else None
            bare = bool(heads) and _weak(run[: size - 1], heads[0])
            if heads and (not bare or joined or (heads[0].role == "group" and self.standing(at, heads[0]))):
                built = Parts(self.words, run[: size - 1], (at, heads[0]))
                lone = bare and (heads[0].role == "head" or not self.standing(at, heads[0]))
                return self.extended(built, at + heads[0].length, lone=lone)
            names = [f for f in here if f.role == "actor"]
            if names:
                built = Parts(self.words, run[:size], None)
                return self.extended(built, at + names[0].length, lone=False)
            acted = self.said("action", at + here[0].length)
            if acted and self.acts(at, here):
                built = Parts(self.words, run[:size], None, (at + here[0].length, acted))
                return built, at + here[0].length
        return self.peoples(first, run) or self.state(first, run)

    def placed(self, first: int, run: list[tuple[int, list[Found]]]) -> bool:
        """Tell whether the run opens with a state as a place: "in Syria rebels", not "in US-led strikes"."""
        if len(run) < 2 or {f.role for f in run[0][1]} != {"state"}:
            return False
        return all(f.role != "link" for f in run[1][1]) and self.said_before(first) is not None

    def peoples(self, first: int, run: list[tuple[int, list[Found]]]) -> tuple[Parts, int] | None:
        """Read a people in the plural, "the Ethiopians", as an actor."""
        if len(run) != 1 or run[0][1][0].role not in ("demonym", "people"):
            return None
        word, found = self.words[first], run[0][1][0]
        if not (word.capital and word.raw.endswith("s") and word.raw in found.entry.words):
            return None
        return Parts(self.words, run, None), first + found.length

    def said_before(self, first: int) -> Found | None:
        """Give the word before that makes the name of a state a place: "in Syria rebels said"."""
        word = self.before(first)
        found = [f for i in (first - 1, first - 2) if i >= 0 for f in self.found[i] if f.role == "bar"]
        return found[0] if word and found and found[0].entry.words and word in _plain(found[0]) else None

    def acts(self, at: int, here: list[Found]) -> bool:
        """Tell whether an adjective stands for who acts: "Russian shelling", not "Syria strikes"."""
        if here[0].role == "link":
            return here[0].entry.get("neutral") == "led by"
        if here[0].role == "state":
            last = self.words[at + here[0].length - 1]
            return last.raw.isupper() or last.owns or "." in last.raw
        if here[0].role in ("demonym", "people", "leader"):
            return True
        return any(f.role == "modifier" and f.entry.get("type") and not f.entry.get("keep") for f in here)

    def state(self, first: int, run: list[tuple[int, list[Found]]]) -> tuple[Parts, int] | None:
        """Read the name of a state as an actor where the words round it let it act."""
        if not run or not any(f.role == "state" for f in run[0][1]):
            return None
        found = next(f for f in run[0][1] if f.role == "state")
        after = first + found.length
        aside = self.said("aside", after)
        at = after + (aside.length if aside else 0)
        act, before, bar = self.acting(at), self.before(first), self.said_before(first)
        if aside and act and self.words[at].plain.endswith("ing"):
            act = None
        led = [f for i in (first - 1, first - 2) if i >= 0 for f in self.found[i] if f.role == "before"]
        led = [f for f in led if before in _plain(f)]
        if bar or not (act or led):
            if bar:
                self.bars.append(Match(bar.entry, own_words(self.words, first, bar)))
            return None
        built = Parts(self.words, run[:1], None, (at, act) if act else None)
        if act and aside:
            built.more.append(Match(aside.entry, span(self.words, after, at)))
        if led:
            built.more.append(Match(led[0].entry, own_words(self.words, first, led[0])))
        return built, after

    def acting(self, index: int) -> Found | None:
        """Give the verb at word `index`; one that may be a noun wants a name or an article after it."""
        act = self.said("act", index)
        if act is None or act.entry.get("needs") != "object":
            return act
        after = index + act.length
        follows = self.soft(after) and (self.words[after].capital or self.words[after].plain in ARTICLE)
        return act if follows else None

    def extended(self, built: Parts, after: int, *, lone: bool) -> tuple[Parts, int] | None:
        """Take in "of the Islamic State", "loyal to Assad", "backed by Turkey" where they follow."""
        join = self.said("join", after)
        if not join:
            return None if lone else (built, after)
        at = after + join.length
        for _ in range(ARTICLES):
            if self.soft(at) and self.words[at].plain in (*ARTICLE, "so", "called"):
                at += 1
        run = self.run(at) if self.soft(at) else []
        owner = join.entry.id == "join.of"
        kinds = {"actor"} if owner else OWNERS | {"group"}
        held = next((n for n in range(len(run), 0, -1) if any(f.role in kinds for f in run[n - 1][1])), 0)
        if not held or (owner and (built.name or len(run) != 1 or not built.joins_name)):
            return None if lone else (built, after)
        inner = Parts(self.words, run[:held], None)
        end = run[held - 1][0] + run[held - 1][1][0].length
        built.join(join, after, inner, owner=owner)
        return built, end


def _closed(out: list[tuple[int, list[Found]]], *, headed: bool) -> bool:
    """Tell whether an owner can no longer join the run: a name, or an owner with its head, stands there."""
    roles = {f.role for _, here in out for f in here}
    linked = bool(out) and {f.role for f in out[-1][1]} == {"link"}
    if linked:
        return False
    return headed or "actor" in roles or bool(roles & OWNERS and roles & {"group", "head"})


def _strange(out: list[tuple[int, list[Found]]], here: list[Found]) -> bool:
    """Tell whether a noun cannot belong to the name before it: "SANA terrorists", "IS civilians"."""
    name = next((f for f in out[-1][1] if f.role == "actor"), None) if out else None
    noun = next((f for f in here if f.role in ("group", "modifier")), None)
    if name is None or noun is None:
        return False
    said, kind = name.entry.get("type") or "unknown", noun.entry.get("type") or "unknown"
    if said in SPEAKERS:
        return bool(noun.entry.get("loaded")) or kind in ARMED
    return kind in APART or (kind == "government" and said in ARMED)


def _weak(run: list[tuple[int, list[Found]]], head: Found) -> bool:
    """Tell whether nothing before the head makes an actor of it: "several members", "regional head"."""
    before = [f for _, here in run for f in here if f.role != "title"]
    return all(f.entry.get("weak") for f in before) and not (before and head.entry.get("branch"))


def _plain(found: Found) -> tuple[str, ...]:
    return found.entry.words
