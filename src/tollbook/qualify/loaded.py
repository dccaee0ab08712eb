"""Loaded words: which words of a party a report uses, in whose mouth, of whom, with a neutral label."""

import re
from bisect import bisect_left, bisect_right

from tollbook.model import lexicon
from tollbook.model.lexicon import Entry, Match
from tollbook.model.mention import LoadedUse, Mention, MentionKind
from tollbook.model.provenance import Sourced, Span
from tollbook.model.reference import Actor
from tollbook.model.text import Attribution, Sentence, Text, Token, attribution_at
from tollbook.qualify.swaps import loaded_words, swap, swap_words

__all__ = ["loaded", "quotations", "swap", "swap_words", "uses"]

VERBS = "lexicon/en/naming_verbs.yaml"
WITHIN = 8
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
QUOTES = {"“": "”", "«": "»", "„": "”", '"': '"'}
LONGEST_QUOTE = 1500
LONGEST_NAME = 6
PATIENT = ("dobj", "obj", "nsubjpass", "nsubj:pass", "pobj")


def uses(text: str) -> list[Match]:
    """Find the loaded words in `text`, one match per entry: for the checks and for `loaded`.

    A word that wants another one after it ("undermine" with "sovereignty") covers both.

    Example:
        >>> text = "They undermine the country's sovereignty."
        >>> [match.span.of(text) for match in uses(text)]
        ["undermine the country's sovereignty"]
    """
    out: list[Match] = []
    for match in loaded_words().find(text):
        wanted = match.entry.get("with")
        if wanted is None:
            out.append(match)
            continue
        end = _following(text, match.span.end, wanted)
        if end is not None:
            out.append(Match(match.entry, Span(match.span.start, end)))
    return out


def _following(text: str, at: int, wanted: str) -> int | None:
    """Find where `wanted` ends within the next words of the same sentence."""
    for count, word in enumerate(WORD.finditer(text, at)):
        if count >= WITHIN or any(c in ".!?\n" for c in text[at : word.start()]):
            return None
        if word[0].lower() == wanted:
            return word.end()
    return None


def quotations(text: str) -> list[Span]:
    """Find what stands inside quotation marks, paragraph by paragraph.

    Example:
        >>> text = 'He called it "a large operation".'
        >>> [span.of(text) for span in quotations(text)]
        ['a large operation']
    """
    out: list[Span] = []
    opened: tuple[int, str] | None = None
    for at, char in enumerate(text):
        if opened is not None and (char == opened[1] or at - opened[0] > LONGEST_QUOTE):
            if char == opened[1] and at > opened[0]:
                out.append(Span(opened[0], at))
            opened = None
        elif opened is not None and char == "\n" and text[at : at + 2] == "\n\n":
            opened = None
        elif opened is None and char in QUOTES:
            opened = (at + 1, QUOTES[char])
    return out


def _runs(text: str) -> list[list[Match]]:
    """Join words of one phrase: "foreign-backed" + "Takfiri" + "terrorists"."""
    out: list[list[Match]] = []
    for match in uses(text):
        last = out[-1][-1] if out else None
        near = last is not None and text[last.span.end : match.span.start] in (" ", "-")
        if near and last is not None and _leads(last.entry) and match.entry.get("form") != "verb":
            out[-1].append(match)
        else:
            out.append([match])
    return out


def _leads(entry: Entry) -> bool:
    return entry.get("form") == "adjective" or entry.get("class") == "naming"


class _View:
    """One text's actors, sentences and quotations, asked by place."""

    def __init__(self, text: Text) -> None:
        self.text = text
        self.actors = text.of(MentionKind.ACTOR)
        self.starts = [m.span.start for m in self.actors]
        self.sentences = [s.span.start for s in text.sentences]
        self.quotes = quotations(text.report.text)
        self.opened = [q.start for q in self.quotes]

    def actor(self, span: Span) -> Mention | None:
        """Give the first actor that overlaps `span`, or None."""
        at = bisect_right(self.starts, span.start) - 1
        near = self.actors[max(0, at) : at + 2]
        return next((m for m in near if m.span.overlaps(span)), None)

    def just_before(self, span: Span) -> Mention | None:
        """Give the actor that ends one space or hyphen before `span`, or None."""
        at = bisect_right(self.starts, span.start) - 1
        found = self.actors[at] if at >= 0 else None
        return found if found is not None and 0 <= span.start - found.span.end <= 1 else None

    def within(self, span: Span) -> list[Mention]:
        """Give the actors inside `span`."""
        at, end = bisect_left(self.starts, span.start), bisect_left(self.starts, span.end)
        return [m for m in self.actors[at:end] if m.span.end <= span.end]

    def quoted(self, span: Span) -> bool:
        """Tell whether `span` lies inside quotation marks."""
        at = bisect_right(self.opened, span.start) - 1
        return at >= 0 and self.quotes[at].holds(span)

    def sentence(self, span: Span) -> Sentence | None:
        """Give the sentence that holds `span`, or None."""
        at = bisect_right(self.sentences, span.start) - 1
        found = self.text.sentences[at] if at >= 0 else None
        return found if found is not None and found.span.holds(span) else None

    def tokens(self, sentence: Sentence | None) -> list[tuple[int, Token]]:
        """Give the tokens of a sentence with their indices."""
        if sentence is None:
            return []
        return [(i, self.text.tokens[i]) for i in range(sentence.first, sentence.last)]

    def sourced(self, mention: Mention | None, rule: str | None = None) -> Sourced[Actor] | None:
        """Make a mention's actor a sourced one."""
        if mention is None or mention.actor is None:
            return None
        return self.text.stamp().source(mention.actor, mention.span, rule=rule or mention.rule)


def loaded(text: Text, attributions: tuple[Attribution, ...]) -> tuple[LoadedUse, ...]:
    """Find each use of a loaded word: its neutral label, the rule of style, who says it of whom.

    `user` is the nearest claimant whose words these are, else who names or blames in the sentence,
    else None for the narrator. Words inside quotation marks are marked as quoted. A name that holds
    such a word is a name, no use.
    """
    said = text.report.text
    view = _View(text)
    out: list[LoadedUse] = []
    for run in _runs(said):
        span = Span(run[0].span.start, run[-1].span.end)
        actor = view.actor(span)
        if actor is not None and _is_name(actor, span, said):
            continue
        deciding = _deciding(run)
        names = deciding.get("class") == "naming"
        wide = _widened(span, actor) if names else span
        attribution = attribution_at(attributions, span)
        neutral = deciding.sets["neutral"]
        if names and actor is not None and actor.actor is not None and actor.span.holds(span):
            neutral = actor.actor.label
        use = LoadedUse(
            span=wide,
            words=wide.of(said),
            entry=deciding.id,
            neutral=neutral,
            guide=deciding.sets["guide"],
            user=_user(view, attribution, span),
            of=_of(view, span, actor, deciding),
            quoted=view.quoted(span) or bool(attribution and attribution.quoted),
        )
        if not (out and out[-1].span.holds(use.span)):
            out.append(use)
    return tuple(out)


def _deciding(run: list[Match]) -> Entry:
    """Give the entry that decides a run: its last noun or phrase, else its last word."""
    nouns = [match.entry for match in run if match.entry.get("form") in ("noun", "phrase")]
    return (nouns or [match.entry for match in run])[-1]


def _is_name(actor: Mention, span: Span, text: str) -> bool:
    """Tell whether the words are part of a name: the neutral label keeps them."""
    label = actor.actor.label.lower() if actor.actor else ""
    return actor.span.holds(span) and span.of(text).lower().rstrip("'’") in label


def _widened(span: Span, actor: Mention | None) -> Span:
    """Take in the group that a loaded noun is about: "HTS terrorists", "Syrian regime forces"."""
    if actor is None or len(actor.words.split()) > LONGEST_NAME:
        return span
    return Span(min(span.start, actor.span.start), max(span.end, actor.span.end))


def _user(view: _View, attribution: Attribution | None, span: Span) -> Sourced[Actor] | None:
    """Say whose words these are: the claimant's, else those of who names or blames in the sentence."""
    if attribution is not None and attribution.claimants:
        return attribution.claimants[0]
    sentence = view.sentence(span)
    if sentence is None:
        return None
    start = sentence.span.start
    verbs = lexicon.lexicon(VERBS).find(view.text.report.text[start : span.start])
    if not verbs:
        return None
    verb = verbs[-1].span.shift(start)
    before = view.within(Span(start, verb.start)) if verb.start > start else []
    subject = _subject(view, sentence, verb) or (before[0] if before else None)
    return view.sourced(subject, verbs[-1].entry.id)


def _subject(view: _View, sentence: Sentence, verb: Span) -> Mention | None:
    """Find the actor that is the verb's subject by the parse, through the verb that governs it."""
    tokens = view.tokens(sentence)
    heads = {i for index, token in tokens if token.span.overlaps(verb) for i in (index, token.head)}
    for _, token in tokens:
        if token.dep == "nsubj" and token.head in heads and token.span.end <= verb.start:
            return view.actor(token.span)
    return None


def _of(view: _View, span: Span, actor: Mention | None, entry: Entry) -> Sourced[Actor] | None:
    """Say of whom: the actor under the words, the one just before a noun, or the one done to."""
    if actor is None and entry.get("form") in ("noun", "phrase"):
        actor = view.just_before(span)
    return view.sourced(actor or _patient(view, span))


def _patient(view: _View, span: Span) -> Mention | None:
    """Find the actor that the loaded word is done to, by the parse."""
    tokens = view.tokens(view.sentence(span))
    heads = {index for index, token in tokens if token.span.overlaps(span)}
    for _, token in tokens:
        if token.dep in PATIENT and token.head in heads:
            found = view.actor(token.span)
            if found is not None:
                return found
    return None
