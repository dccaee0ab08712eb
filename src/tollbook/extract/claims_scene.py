"""What the extractors of claims ask of a text: who does it, to whom, where, when, on whose word."""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable

from tollbook.extract.claims_grammar import RELATIVE, Grammar
from tollbook.extract.claims_words import CUES, OBJECTS, PARTIES, QUALIFIERS, VERBS, words_for
from tollbook.model.figure import Stance
from tollbook.model.lexicon import Match, lexicon
from tollbook.model.mention import Mention, MentionKind
from tollbook.model.provenance import Basis, Sourced, Span
from tollbook.model.reference import Actor, Place
from tollbook.model.text import Attribution, Sentence, Text, attribution_at
from tollbook.model.tree import NOUNS, Tree
from tollbook.model.when import DateExpression, When

Resolve = Callable[[DateExpression], When | None]
LONGEST_NAME = 120
PRONOUNS = frozenset(
    {"he", "she", "it", "they", "we", "i", "this", "these", "those", "there", "what", "nothing"}
    | {"us", "him", "her", "me", "them", "its", "their", "his", "our", "my"}
)
JOINT = re.compile(r"^,?\s(?:and|or|&)\s[^,;]{0,60}$|^,\s[^,;]{0,40}$")
PLACED = re.compile(r"\s(?:in|near|at|around|round|outside|inside|across|from|on)\s", re.IGNORECASE)
AND = re.compile(r",?\s(?:and\s)?|\s&\s")
BRACKET = re.compile(r"\s?\([^()]{1,20}\)")
STOP = re.compile(
    r"[;:]|[.!?][\"'”’)]*\s*$|,\s(?:saying|adding|which|who)\b|"
    r",?\s(?:but|while|although|though|whereas)\b|"
    r",?\sand\s(?:said|says|claimed|denied|accused|stressed|added|called|warned|blamed|vowed|urged)\b"
)


class Scene(Grammar):
    """A text with its tree, attributions and indexes, made once for all claims of a report."""

    def __init__(self, text: Text, attributions: tuple[Attribution, ...], resolve: Resolve) -> None:
        """Index the mentions by where they start."""
        self.text = text
        super().__init__(Tree(text))
        self.stamp = text.stamp()
        self.attributions, self.resolve = attributions, resolve
        self._by_kind = {kind: sorted(text.of(kind), key=lambda m: m.span) for kind in MentionKind}
        self._starts = {kind: [m.span.start for m in found] for kind, found in self._by_kind.items()}
        self._sentences = [s.span.start for s in text.sentences]
        self._tokens = self.tree.starts
        self._doubts: dict[Span, list[Match]] = {}

    def inside(self, kind: MentionKind, span: Span) -> list[Mention]:
        """Give the mentions of one kind that lie inside `span`, in text order."""
        starts, found = self._starts[kind], self._by_kind[kind]
        low, high = bisect_left(starts, span.start), bisect_left(starts, span.end)
        return [m for m in found[low:high] if span.holds(m.span)]

    def sentence(self, at: int) -> Sentence | None:
        """Give the sentence that holds character `at`, or None."""
        i = bisect_left(self._sentences, at + 1) - 1
        if i < 0 or at >= self.text.sentences[i].span.end:
            return None
        return self.text.sentences[i]

    def tokens(self, span: Span) -> list[int]:
        """Give the tokens that lie inside `span`."""
        low, high = bisect_left(self._tokens, span.start), bisect_left(self._tokens, span.end)
        return [i for i in range(low, high) if span.holds(self.text.tokens[i].span)]

    def has_verb(self, span: Span) -> bool:
        """Tell whether a finite verb stands inside `span`: then it is no plain noun phrase."""
        return any(self.tree.token(i).tag in {"VBD", "VBZ", "VBP", "MD"} for i in self.tokens(span))

    def head(self, span: Span) -> int | None:
        """Give the token of `span` that governs the rest of it, or None where nothing is parsed."""
        tokens = self.tokens(span)
        inside = set(tokens)
        nouns = [i for i in tokens if self.tree.token(i).head not in inside or self.tree.token(i).head == i]
        solid = [i for i in nouns if self.tree.token(i).pos in NOUNS or self.is_verb(i)]
        return next(iter(solid or nouns or tokens), None)

    def phrase(self, i: int, *, joined: bool = True, placed: bool = False) -> Span:
        """Give the noun phrase of token `i`, with what "and" joins to it.

        A place behind it ("in Orsk") is left off unless `placed`.
        """
        span = self._past_brackets(self.tree.phrase(i), i)
        grown = joined
        while grown and span.end - span.start <= LONGEST_NAME:
            grown = False
            for at in self.tokens(span):
                for other in self.tree.children[at]:
                    token = self.tree.token(other)
                    gap = self.raw[span.end : token.span.start]
                    if token.dep != "conj" or token.pos not in NOUNS or not gap or not JOINT.match(gap):
                        continue
                    wide = Span(span.start, max(span.end, self.tree.phrase(other).end))
                    grown, span = wide.end > span.end, wide
        if span.end - span.start > LONGEST_NAME:
            span = self.tree.token(i).span
        return span if placed else self._without_place(span, self.tree.token(i).span)

    def _past_brackets(self, span: Span, i: int) -> Span:
        """Carry a phrase on past a short bracket: "the Reed Front (RF) fighters"."""
        found = BRACKET.match(self.raw, span.end)
        if not found:
            return span
        end = found.end()
        inside = set(self.tree.subtree(i))
        for k in self.tokens(Span(end, min(len(self.raw), end + 60))) if end < len(self.raw) else ():
            token = self.tree.token(k)
            if k not in inside or token.pos not in {"NOUN", "PROPN", "ADJ"}:
                break
            end = token.span.end
        return Span(span.start, end)

    def _without_place(self, span: Span, head: Span) -> Span:
        """Cut "in Orsk" and the like off the end of a phrase."""
        for mention in self.inside(MentionKind.PLACE, span):
            if mention.span.start > head.end:
                leads = [m.start() for m in PLACED.finditer(self.raw, head.end, mention.span.start)]
                if leads:
                    return Span(span.start, max(head.end, leads[-1]))
        return span

    def party(self, i: int | None, *, rule: str, joined: bool = True) -> Sourced[Actor] | None:
        """Give who token `i` stands for, with the words used; pronouns stand for nobody here."""
        if i is None or self.tree.token(i).text.lower() in PRONOUNS | RELATIVE:
            return None
        return self.party_of(self.phrase(i, joined=joined), i, rule=rule)

    def party_of(self, span: Span, head: int | None, *, rule: str) -> Sourced[Actor]:
        """Give the party named in `span`: an actor mention in it lends its reference and label."""
        words = span.of(self.raw)
        mentions = [m for m in self.inside(MentionKind.ACTOR, span) if m.actor]
        on_head = [m for m in mentions if head is not None and m.span.overlaps(self.tree.token(head).span)]
        chosen = next(
            iter(on_head or sorted(mentions, key=lambda m: m.actor is None or not m.actor.registry)), None
        )
        known = chosen.actor if chosen else None
        relation, related = known.relation if known else None, known.related if known else None
        if relation is None and (
            ties := [m for m in lexicon(PARTIES).find(words) if m.entry.sets["role"] == "allied"]
        ):
            tie = ties[0].span
            relation, related = tie.of(words).lower(), words[tie.start :]
        if known is None:
            actor = Actor(name=words, label=words, relation=relation, related=related)
        else:
            actor = Actor(
                name=words,
                label=known.label,
                kind=known.kind,
                registry=known.registry,
                country=known.country,
                relation=relation,
                related=related,
            )
        return self.stamp.source(actor, span, rule=rule)

    def claimants(self, span: Span) -> tuple[Sourced[Actor], ...]:
        """Give on whose word the piece of text stands, nearest first; empty for the narrator."""
        found = attribution_at(self.attributions, span)
        return found.claimants if found else self._speaker_above(span)

    def _speaker_above(self, span: Span) -> tuple[Sourced[Actor], ...]:
        """Where no attribution covers the piece: the subject of a verb of saying that governs it."""
        at = self.head(span)
        for up in (at, *self.tree.up(at)) if at is not None else ():
            token = self.tree.token(up)
            if token.dep == "ccomp" and self.tree.token(token.head).lemma in words_for(VERBS, "say"):
                party = self.party(self.tree.child(token.head, "nsubj"), rule="claims.said_by")
                return (party,) if party else ()
        return ()

    def stance(self, span: Span, *, denied: bool = False) -> Sourced[Stance]:
        """Give how the text puts the piece: denied or doubted where words near it say so."""
        found = attribution_at(self.attributions, span)
        if denied:
            return self.stamp.source(Stance.DENIED, span, rule="claims.negated")
        if found and found.stance is not Stance.ASSERTED:
            return self.stamp.source(found.stance, span, rule=found.rule)
        sentence = self.sentence(span.start)
        if sentence and sentence.span not in self._doubts:
            self._doubts[sentence.span] = lexicon(QUALIFIERS).find(sentence.span.of(self.raw))
        for match in self._doubts[sentence.span] if sentence else ():
            cue = match.span.shift(sentence.span.start) if sentence else match.span
            near = (
                cue.end <= span.start and span.start - cue.end < 60
            ) or span.end <= cue.start < span.end + 25
            if near and not STOP.search(self.raw, min(cue.end, span.end), max(cue.start, span.start)):
                return self.stamp.source(Stance(match.entry.sets["stance"]), cue, rule=match.entry.id)
        return self.stamp.source(Stance.ASSERTED, span, rule="claims.asserted", basis=Basis.ASSUMED)

    def place(
        self, near: Span, within: Span, *, rule: str, barred: Iterable[Span] = ()
    ) -> Sourced[Place] | None:
        """Give the place nearest to `near` inside `within`: one behind it before one ahead of it."""
        spoken = [*(m.span for m in self.inside(MentionKind.ACTOR, within)), *barred]
        found = [m for m in self.inside(MentionKind.PLACE, within) if m.place]
        found = [m for m in found if not any(s.holds(m.span) for s in spoken)]
        found.sort(
            key=lambda m: (
                m.span.start - near.end if m.span.start >= near.end else 200 + near.start - m.span.end
            )
        )
        first = found[0] if found else None
        if first is None or first.place is None:
            return None
        end = first.span.end
        joint = [
            m for m in found if 0 <= m.span.start - end <= 6 and AND.fullmatch(self.raw, end, m.span.start)
        ]
        note = f"the text goes on: and {joint[0].words}" if joint else None
        return self.stamp.source(first.place, first.span, rule=rule, note=note)

    def when(self, near: Span, within: Span, *, rule: str) -> Sourced[When] | None:
        """Give the days named nearest to `near`, those of the announcement left out ("said on Monday")."""
        found = [m for m in self.inside(MentionKind.DATE, within) if m.date and not self._is_of_speech(m)]
        found.sort(key=lambda m: abs(m.span.start - near.start))
        for mention in found:
            when = self.resolve(mention.date) if mention.date else None
            if when is not None:
                basis = Basis.ASSUMED if when.alternatives else Basis.STATED
                return self.stamp.source(when, mention.span, rule=rule, basis=basis, note=when.reason)
        return None

    def _is_of_speech(self, mention: Mention) -> bool:
        """Tell whether a date hangs on a verb of saying."""
        tokens = self.tokens(mention.span)
        if not tokens or (mention.date and mention.date.form == "since"):
            return False
        for at in self.tree.up(tokens[0]):
            if self.is_verb(at):
                cues = lexicon(CUES).find(self.tree.token(at).text)
                return any(cue.entry.get("type") != "count" for cue in cues)
        return False

    def weapons(self, within: Span) -> tuple[Sourced[str], ...]:
        """Give the weapons named inside `within`, each by its plain name once."""
        out: dict[str, Sourced[str]] = {}
        for mention in self.inside(MentionKind.WEAPON, within):
            name = mention.cue.sets["weapon"] if mention.cue else mention.words
            out.setdefault(name, self.stamp.source(name, mention.span, rule=mention.rule))
        return tuple(out.values())

    def acts(self, mention: Mention) -> bool:
        """Tell whether a weapon stands for its use: it fell, hit, was fired, dropped, launched."""
        at = self.head(mention.span)
        crowd = mention.cue is not None and mention.cue.sets.get("event") == "Peaceful protest"
        if at is None or crowd or self.is_verb(at):
            return False
        for up in self.tree.up(at):
            if self.is_verb(up):
                linked = self.tree.token(at).dep in {"nsubj", "nsubjpass", "dobj", "conj", "pobj"}
                return linked and self.tree.token(up).lemma in words_for(VERBS, "use")
            if self.tree.token(up).pos not in NOUNS and self.tree.token(up).pos != "ADP":
                return False
        return False

    def roles(self, span: Span) -> list[tuple[str, Span]]:
        """Give the roles of the things named inside `span` ("military", "civilian", "territory")."""
        found = lexicon(OBJECTS).find(span.of(self.raw))
        return [(m.entry.sets["role"], m.span.shift(span.start)) for m in found]

    def clause(self, span: Span) -> Span:
        """Give the stretch of the sentence round `span` between strong stops."""
        sentence = self.sentence(span.start)
        if sentence is None:
            return span
        start = sentence.span.start
        for stop in STOP.finditer(self.raw, sentence.span.start, span.start):
            start = stop.end()
        return Span(min(start, span.start), max(span.end, self.end(span.end, sentence)))

    def end(self, at: int, sentence: Sentence) -> int:
        """Give where the words that begin at `at` end: a stop, or where the speaker is named."""
        stop = STOP.search(self.raw, at, sentence.span.end)
        end = stop.start() if stop else sentence.span.end
        for cue in lexicon(CUES).find(self.raw[at:end]):
            said = cue.span.start + at
            for actor in self.inside(MentionKind.ACTOR, Span(at, said)) if said > at else ():
                if said - actor.span.end <= 2 and actor.span.start > at + 10:
                    return self._back(at, actor.span.start)
        comma = self.raw.find(", ", at, end)
        while comma >= 0:
            rest = self.raw[comma + 2 : end]
            if (
                len(rest) < 90
                and (cues := lexicon(CUES).find(rest))
                and "," not in rest[: cues[0].span.start]
            ):
                return comma
            comma = self.raw.find(", ", comma + 2, end)
        return self._back(at, end)
