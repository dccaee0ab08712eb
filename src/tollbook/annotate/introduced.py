"""Names that no registry lists, and short forms that a text itself brings in."""

from bisect import bisect_right

import msgspec

from tollbook.annotate.phrases import Found, Word, span
from tollbook.model.lexicon import Match
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Span
from tollbook.model.reference import Actor, ActorKind

INNER = frozenset({"of", "and", "al", "de", "wal"})
SMALL = frozenset({"of", "for", "the", "and", "in", "al", "de", "du", "la", "des", "wal", "on", "to", "a"})
OPENERS = frozenset(["the", "a", "an", "this", "in", "on", "after", "when", "since", "but", "as", "at", "by"])
LONGEST = 6


class Held:
    """Mentions that do not overlap, asked by place."""

    def __init__(self, mentions: list[Mention]) -> None:
        """Sort the mentions."""
        self.mentions = sorted(mentions, key=lambda m: m.span.start)
        self.starts = [m.span.start for m in self.mentions]

    def over(self, span: Span) -> Mention | None:
        """Give the first mention that overlaps `span`, or None."""
        at = max(0, bisect_right(self.starts, span.start) - 1)
        near = self.mentions[at : at + 2]
        return next((m for m in near if m.span.overlaps(span)), None)

    def before(self, start: int) -> Mention | None:
        """Give the mention that ends at most three characters before `start`, or None."""
        at = bisect_right(self.starts, start) - 1
        while at >= 0 and self.mentions[at].span.end > start:
            at -= 1
        found = self.mentions[at] if at >= 0 else None
        return found if found is not None and start - found.span.end <= 3 else None


def unlisted(
    words: list[Word], found: list[list[Found]], text: str, taken: list[Mention]
) -> list[tuple[Mention, list[Match]]]:
    """Find names such as "Green Valley Front" and "Liwa al-Wadi" outside the mentions already taken."""
    out: list[tuple[Mention, list[Match]]] = []
    held = Held(taken)
    for at in range(len(words)):
        for item in found[at]:
            if item.role not in ("name_tail", "name_lead") or not (
                words[at].capital or _small_tail(words, found, at, item)
            ):
                continue
            first, last = _tailed(words, at) if item.role == "name_tail" else _led(words, at)
            named = out[-1][0].span.end if out else 0
            if last - first < 2 or _title_case(words, first, last, named):
                continue
            where = span(words, first, last)
            if held.over(where) is not None or (out and out[-1][0].span.end > where.start):
                continue
            kind = ActorKind(item.entry.get("type") or "unknown")
            match = Match(item.entry, span(words, at, at + 1))
            out.append((_mention(where, text, kind, f"actors.{item.entry.id}"), [match]))
            break
    return out


def _mention(where: Span, text: str, kind: ActorKind, rule: str, label: str | None = None) -> Mention:
    words = where.of(text)
    actor = Actor(name=words, label=label or words, kind=kind)
    return Mention(kind=MentionKind.ACTOR, span=where, words=words, rule=rule, actor=actor)


def _tailed(words: list[Word], at: int) -> tuple[int, int]:
    """Go back from "Front" over capitalised words, and over the number in "Division 30"."""
    first, last = at, at + 1
    while first > 0 and at - first < LONGEST and words[first].gap == 0 and _part(words, first - 1):
        first -= 1
    while first < at and (words[first].plain in SMALL or (words[first].gap == 2 and _opens(words, first))):
        first += 1
    if last < len(words) and words[last].gap == 0 and words[last].raw.isdigit() and last - first == 1:
        last += 1
    elif first < at and last < len(words) and words[last].gap == 0 and words[last].plain in ("of", "for"):
        stop = last
        while stop < len(words) and stop - last < LONGEST and words[stop].gap == 0:
            if not (words[stop].capital or words[stop].plain in SMALL):
                break
            stop += 1
        while stop > last and not words[stop - 1].capital:
            stop -= 1
        last = stop
    return first, last


def _small_tail(words: list[Word], found: list[list[Found]], at: int, item: Found) -> bool:
    """Tell whether a tail in small letters follows a name: "the al-Wadi brigade"."""
    if item.entry.words[0] != item.entry.words[0].lower() or at < 1 or words[at].gap:
        return False
    known = {f.role for f in found[at - 1]} - {"name_lead", "name_tail"}
    return words[at - 1].capital and words[at - 1].gap < 2 and not known


def _opens(words: list[Word], first: int) -> bool:
    return words[first].plain in OPENERS


def _part(words: list[Word], index: int) -> bool:
    word = words[index]
    if word.raw.isdigit():
        return False
    return word.capital or (word.plain in INNER and index > 0 and word.gap == 0 and words[index - 1].capital)


def _led(words: list[Word], at: int) -> tuple[int, int]:
    """Go on from "Liwa" over "al-Wadi"."""
    last = at + 1
    while last < len(words) and last - at < LONGEST and words[last].gap == 0:
        if not (words[last].capital or words[last].plain in ("al", "e", "i", "wal", "as", "an", "ad", "ash")):
            break
        last += 1
    while last > at + 1 and not words[last - 1].capital:
        last -= 1
    return at, last


def _title_case(words: list[Word], first: int, last: int, named: int) -> bool:
    """Tell whether the run stands in a headline, where capitals say nothing; names do not count."""
    near = [w for w in words[max(0, first - 5) : first] + words[last : last + 5] if w.start >= named]
    near = [w for w in near if w.raw.isalpha()]
    near = [w for w in near if len(w.raw) > 3]
    return len(near) >= 3 and sum(w.capital for w in near) * 10 >= 8 * len(near)


def introduced(words: list[Word], text: str, taken: list[Mention]) -> list[Mention]:
    """Find short forms given in brackets, "Free Valley Front (FVF)", and every later use of them.

    Where the full name was not found, the words before the bracket whose first letters make the
    short form are taken as one. The label of every use is the full name's. A short form that is part
    of a longer mention stays there.
    """
    held = Held(taken)
    out: list[Mention] = []
    short_forms: dict[str, Actor] = {}
    for at, word in enumerate(words):
        here = Span(word.start, word.start + len(word.raw) - _ending(word.raw))
        owner = held.over(here)
        if owner is not None and owner.span != here:
            continue
        if at and _bracket(words, text, at):
            full = held.before(word.start)
            if full is None and owner is None:
                full = _spelled(words, at, text)
                out += [full] if full else []
            if full is not None and full.actor is not None and _is_name(full):
                short_forms[word.raw] = full.actor
        actor = short_forms.get(here.of(text))
        if actor is None or (owner is not None and owner.actor and owner.actor.registry == actor.registry):
            continue
        actor = msgspec.structs.replace(actor, name=here.of(text))
        out.append(
            Mention(
                kind=MentionKind.ACTOR, span=here, words=here.of(text), rule="actors.introduced", actor=actor
            )
        )
    return out


def _ending(raw: str) -> int:
    """Give the length of a possessive that ends the word."""
    return 2 if raw[-2:] in ("'s", "’s") else 0


def _is_name(mention: Mention) -> bool:
    """Tell whether a mention is a bare name: only names have short forms."""
    listed = mention.actor is not None and mention.actor.registry is not None and not mention.actor.relation
    return listed or mention.rule.startswith(("actors.name_", "actors.introduced"))


def _spelled(words: list[Word], at: int, text: str) -> Mention | None:
    """Make a mention of the words before a bracket whose first letters make the short form in it."""
    first = _initials(words, at, words[at].raw)
    if first is None:
        return None
    return _mention(span(words, first, at), text, ActorKind.UNKNOWN, "actors.introduced")


def _bracket(words: list[Word], text: str, at: int) -> bool:
    word = words[at]
    inside = text[words[at - 1].end : word.start].strip() == "(" and text[word.end : word.end + 1] == ")"
    return inside and 2 <= len(word.raw) <= 10 and word.raw[:1].isupper() and word.raw == word.raw.upper()


def _initials(words: list[Word], at: int, short: str) -> int | None:
    """Find where the name begins whose first letters make the short form."""
    letters = [c.lower() for c in short if c.isalpha()]
    index, left = at - 1, len(letters) - 1
    while index >= 0 and left >= 0 and at - index <= len(letters) + 4:
        if words[index].capital and words[index].plain[:1] == letters[left]:
            if left == 0:
                return index
            left -= 1
        elif words[index].plain not in SMALL:
            return None
        if words[index].gap == 2:
            return None
        index -= 1
    return None
